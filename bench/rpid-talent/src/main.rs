//! Talent scheduling as a dynamic program for rpid: `rpid-talent FILE SECONDS THREADS`.
//!
//! The state is the set of scenes that are left. The file has been reduced by `talent_models.py`; the order that is printed is of its
//! scenes, and the seconds are those from the text of the file to the answer.

use std::error::Error;
use std::process::ExitCode;
use std::time::Instant;

use rpid::prelude::*;
use rpid::solvers;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Bits of a set that one table covers.
const CHUNK: usize = 8;

/// A value of each set, added up from tables of eight elements each.
#[derive(Clone)]
struct Tables<T>(Vec<Vec<T>>);

impl<T: Copy + Default> Tables<T> {
    fn new(values: &[T], join: fn(T, T) -> T) -> Self {
        let table = |chunk: &[T]| {
            let value = |set: usize| {
                let members = (0..chunk.len()).filter(|at| set >> at & 1 == 1);
                members.fold(T::default(), |sum, at| join(sum, chunk[at]))
            };
            (0..1 << chunk.len()).map(value).collect()
        };
        Self(values.chunks(CHUNK).map(table).collect())
    }

    fn of(&self, set: u64, join: fn(T, T) -> T) -> T {
        let parts = self.0.iter().enumerate();
        parts.fold(T::default(), |sum, (at, table)| join(sum, table[(set >> (at * CHUNK) & 0xff) as usize]))
    }
}

fn both(one: u64, other: u64) -> u64 {
    one | other
}

fn sum(one: i32, other: i32) -> i32 {
    one + other
}

/// The problem, with what is asked often.
#[derive(Clone)]
struct Talent {
    casts: Vec<u64>,
    days: Vec<i32>,
    /// Of each scene: the scenes whose casts hold its own.
    wider: Vec<u64>,
    cast_of: Tables<u64>,
    pay_of: Tables<i32>,
    least_of: Tables<i32>,
}

impl Talent {
    fn new(casts: Vec<u64>, days: Vec<i32>, wages: &[i32]) -> Self {
        let holds = |scene: usize, other: usize| scene != other && casts[scene] & !casts[other] == 0;
        let wider =
            |scene| (0..casts.len()).filter(|other| holds(scene, *other)).fold(0, |set, at| set | 1 << at);
        let wider = (0..casts.len()).map(wider).collect();
        let pay_of = Tables::new(wages, sum);
        let least: Vec<i32> =
            casts.iter().zip(&days).map(|(cast, days)| days * pay_of.of(*cast, sum)).collect();
        Self {
            wider,
            cast_of: Tables::new(&casts, both),
            pay_of,
            least_of: Tables::new(&least, sum),
            casts,
            days,
        }
    }

    /// Reads the project's text format.
    fn read(text: &str) -> Result<Self, Box<dyn Error>> {
        let mut numbers = text.lines().skip(1).flat_map(str::split_whitespace).map(str::parse::<i32>);
        let mut next = || -> Result<i32, Box<dyn Error>> { Ok(numbers.next().ok_or("it ends too early")??) };
        let (scenes, actors) = (next()? as usize, next()? as usize);
        if scenes > 64 || actors > 64 {
            return Err("more than 64 scenes or actors".into());
        }
        let (mut casts, mut wages) = (vec![0; scenes], Vec::new());
        for actor in 0..actors {
            for cast in &mut casts {
                *cast |= u64::from(next()? != 0) << actor;
            }
            wages.push(next()?);
        }
        let days = (0..scenes).map(|_| next()).collect::<Result<_, _>>()?;
        Ok(Self::new(casts, days, &wages))
    }

    fn all(&self) -> u64 {
        (0..self.casts.len()).fold(0, |set, at| set | 1 << at)
    }
}

/// The members of a set.
fn members(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(at)
    })
}

impl Dp for Talent {
    type State = u64;
    type CostType = i32;
    type Label = usize;

    fn get_target(&self) -> u64 {
        self.all()
    }

    fn get_successors(&self, left: &u64) -> impl IntoIterator<Item = (u64, i32, usize)> {
        let came = self.cast_of.of(self.all() & !left, both);
        let present = came & self.cast_of.of(*left, both);
        let shot = |scene: usize| {
            let paid = self.pay_of.of(present | self.casts[scene], sum);
            (left & !(1 << scene), self.days[scene] * paid, scene)
        };
        // Whoever is there plays, and nobody else does: nothing is better.
        if let Some(scene) = members(*left).find(|scene| self.casts[*scene] == present) {
            return vec![shot(scene)];
        }
        // Another scene with all of its cast, and else only with those who have come, is no worse.
        let outdone = |scene: usize| {
            let there = came | self.casts[scene];
            members(self.wider[scene] & left).any(|other| self.casts[other] & !there == 0)
        };
        members(*left).filter(|scene| !outdone(*scene)).map(shot).collect()
    }

    fn get_base_cost(&self, left: &u64) -> Option<i32> {
        (*left == 0).then_some(0)
    }
}

impl Dominance for Talent {
    type State = u64;
    type Key = u64;

    fn get_key(&self, left: &u64) -> u64 {
        *left
    }
}

impl Bound for Talent {
    type State = u64;
    type CostType = i32;

    /// Everybody is paid for his own scenes.
    fn get_dual_bound(&self, left: &u64) -> Option<i32> {
        Some(self.least_of.of(*left, sum))
    }
}

fn solve(talent: Talent, seconds: f64, threads: usize) -> Solution<i32, usize> {
    let parameters = SearchParameters { time_limit: Some(seconds), quiet: true, ..Default::default() };
    let cabs = CabsParameters::default();
    if threads > 1 {
        solvers::create_parallel_cabs(talent, parameters, cabs, threads).search()
    } else {
        solvers::create_cabs(talent, parameters, cabs).search()
    }
}

fn run(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let [_, file, seconds, threads] = arguments else {
        return Err("usage: rpid-talent FILE SECONDS THREADS".into());
    };
    let text = std::fs::read_to_string(file)?;
    let began = Instant::now();
    let solution = solve(Talent::read(&text)?, seconds.parse()?, threads.parse()?);
    let took = began.elapsed().as_secs_f64();
    let cost = solution.cost.map_or("null".to_owned(), |cost| cost.to_string());
    println!(
        "{{\"cost\": {cost}, \"proved\": {}, \"expanded\": {}, \"seconds\": {took}, \"order\": {:?}}}",
        solution.is_optimal, solution.expanded, solution.transitions
    );
    Ok(())
}

fn main() -> ExitCode {
    match run(&std::env::args().collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
