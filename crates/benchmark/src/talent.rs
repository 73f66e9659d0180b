//! Talent scheduling: order scenes so that actors who are paid from first to last scene wait as little as possible.

mod exact;
mod local;

use optimiser::Stop;

/// Most actors: one bit each.
const MOST_ACTORS: usize = 64;

/// A talent instance. Scenes and actors are 0-based in the order of the file.
#[derive(Clone, Debug)]
pub struct Talent {
    /// The instance's name.
    pub name: String,
    /// Days of each scene.
    pub durations: Vec<i64>,
    /// Actors of each scene, one bit each.
    pub actors: Vec<u64>,
    /// Pay of each actor a day.
    pub pay: Vec<i64>,
    /// Pay of a set of actors, looked up byte by byte.
    pay_of_byte: Vec<[i64; 256]>,
}

/// A found order.
#[derive(Clone, Debug)]
pub struct Order {
    /// Scenes as they are shot.
    pub scenes: Vec<usize>,
    /// Total pay.
    pub cost: i64,
    /// Proven lower bound of total pay.
    pub bound: i64,
    /// Changes tried, all threads together.
    pub iterations: u64,
}

impl Talent {
    /// Reads an instance: name, scenes, actors, a line an actor of 0/1 a scene and the pay, a line of durations.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (name, rest) = text.trim_start().split_once('\n').ok_or("it has one line")?;
        let mut numbers = rest.split_whitespace().enumerate().map(|(at, word)| {
            word.parse::<i64>()
                .map_err(|_| format!("number {} after the name is {word:?}, not whole", at + 1))
        });
        let mut next = |what: &str| numbers.next().unwrap_or_else(|| Err(format!("it ends before {what}")));
        let scenes = count(next("the number of scenes")?, "scenes", 10_000)?;
        let people = count(next("the number of actors")?, "actors", MOST_ACTORS)?;
        let (mut actors, mut pay) = (vec![0_u64; scenes], Vec::with_capacity(people));
        for actor in 0..people {
            for (scene, set) in actors.iter_mut().enumerate() {
                match next("the actors' scenes")? {
                    0 => {}
                    1 => *set |= 1 << actor,
                    other => return Err(format!("actor {actor}, scene {scene}: {other} is neither 0 nor 1")),
                }
            }
            pay.push(figure(next("an actor's pay")?, "pay")?);
        }
        let durations = (0..scenes)
            .map(|_| figure(next("the durations")?, "a duration"))
            .collect::<Result<_, String>>()?;
        if numbers.next().is_some() {
            return Err("it goes on after the durations".into());
        }
        let pay_of_byte = pay.chunks(8).map(pay_of_byte).collect();
        Ok(Talent { name: name.trim().to_owned(), durations, actors, pay, pay_of_byte })
    }

    /// Total pay of an order that has each scene once.
    pub fn cost(&self, order: &[usize]) -> i64 {
        let mut later = vec![0_u64; order.len() + 1];
        for (at, &scene) in order.iter().enumerate().rev() {
            later[at] = later[at + 1] | self.actors[scene];
        }
        let (mut earlier, mut cost) = (0, 0);
        for (at, &scene) in order.iter().enumerate() {
            earlier |= self.actors[scene];
            cost += self.durations[scene] * self.pay_of(earlier & later[at]);
        }
        cost
    }

    /// Nobody is paid for fewer days than those of their scenes.
    pub fn bound(&self) -> i64 {
        self.actors.iter().zip(&self.durations).map(|(&set, &days)| days * self.pay_of(set)).sum()
    }

    fn pay_of(&self, set: u64) -> i64 {
        let bytes = set.to_le_bytes();
        self.pay_of_byte.iter().zip(bytes).map(|(table, byte)| table[usize::from(byte)]).sum()
    }

    /// Scenes of equal actors as one: they are shot together in some cheapest order.
    fn merged(&self) -> (Talent, Vec<Vec<usize>>) {
        let mut merged = Talent { actors: Vec::new(), durations: Vec::new(), ..self.clone() };
        let mut members: Vec<Vec<usize>> = Vec::new();
        for (scene, &set) in self.actors.iter().enumerate() {
            if let Some(at) = merged.actors.iter().position(|&other| other == set) {
                merged.durations[at] += self.durations[scene];
                members[at].push(scene);
            } else {
                merged.actors.push(set);
                merged.durations.push(self.durations[scene]);
                members.push(vec![scene]);
            }
        }
        (merged, members)
    }
}

/// Exact for up to `exact::MOST_SCENES` different scenes, local search with a bound beyond.
pub fn solve(talent: &Talent, stop: &Stop, threads: usize, seed: u64) -> Order {
    let (merged, members) = talent.merged();
    let (order, iterations, exact) = if merged.actors.len() <= exact::MOST_SCENES {
        (exact::order(&merged), 0, true)
    } else {
        let (order, iterations) = local::search(&merged, stop, threads, seed);
        (order, iterations, false)
    };
    let scenes: Vec<usize> = order.into_iter().flat_map(|scene| members[scene].iter().copied()).collect();
    let cost = talent.cost(&scenes);
    Order { cost, bound: if exact { cost } else { talent.bound() }, scenes, iterations }
}

fn count(number: i64, what: &str, most: usize) -> Result<usize, String> {
    usize::try_from(number)
        .ok()
        .filter(|n| (1..=most).contains(n))
        .ok_or(format!("{number} {what}: not in 1..{most}"))
}

fn figure(number: i64, what: &str) -> Result<i64, String> {
    if (0..=1_000_000).contains(&number) {
        Ok(number)
    } else {
        Err(format!("{what} of {number} is not sane"))
    }
}

fn pay_of_byte(pay: &[i64]) -> [i64; 256] {
    std::array::from_fn(|byte| {
        pay.iter().enumerate().filter(|(actor, _)| byte >> actor & 1 == 1).map(|(_, p)| p).sum()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "small\n4\n2\n1 0 1 0 10\n0 1 0 1 3\n1 2 1 1\n";

    #[test]
    fn an_order_is_paid_from_first_to_last() {
        let talent = Talent::parse(SMALL).unwrap();
        // Actor 0 works in scenes 0 and 2 and waits over scene 1; actor 1 waits over scene 2.
        assert_eq!(talent.cost(&[0, 1, 2, 3]), 10 * 4 + 3 * 4);
        assert_eq!(talent.cost(&[0, 2, 1, 3]), 10 * 2 + 3 * 3);
    }

    #[test]
    fn exact_and_local_agree() {
        let text = "mixed\n6\n4\n1 0 1 0 1 0 7\n0 1 1 0 0 1 5\n1 1 0 1 0 0 3\n0 0 1 1 1 0 2\n1 2 1 3 1 2\n";
        let talent = Talent::parse(text).unwrap();
        let (local, _) = local::search(&talent, &Stop::after(20_000), 1, 1);
        let exact = solve(&talent, &Stop::after(1), 1, 1);
        assert_eq!(exact.cost, talent.cost(&local));
        assert_eq!(exact.bound, exact.cost);
    }

    #[test]
    fn errors_say_what_is_wrong() {
        let wrong = |text: &str| Talent::parse(text).unwrap_err();
        assert_eq!(wrong("a\n2\n1\n1 2 5\n1 1\n"), "actor 0, scene 1: 2 is neither 0 nor 1");
        assert_eq!(wrong("a\n2\n1\n1 1 5\n1\n"), "it ends before the durations");
        assert_eq!(wrong("a\n2\nx\n"), "number 2 after the name is \"x\", not whole");
        assert_eq!(wrong("a\n0\n1\n"), "0 scenes: not in 1..10000");
    }
}
