//! An instance of talent scheduling: its text format, and what an order costs by the definition.

/// Most scenes, and most actors: one bit each.
pub const MOST: usize = 128;

/// Most of a wage, and of a duration in days.
pub(crate) const MOST_WAGE: u64 = 1_000_000_000;

/// Most pay that any order may come to: sums stay far from the end of the integers.
const MOST_PAY: u128 = 1 << 62;

/// Scenes, who plays in them, how long they take, and what each actor is paid a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// The instance's name.
    pub name: String,
    /// Of each scene, its actors: bit `a` for actor `a`, both from 0 in the order of the file.
    pub casts: Vec<u128>,
    /// Days of each scene.
    pub days: Vec<u64>,
    /// Wage of each actor a day.
    pub wages: Vec<u64>,
    /// Of each scene, all scenes that must be shot before it: bit `s` for scene `s`.
    pub before: Vec<u128>,
}

/// A text that is no instance.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Malformed {
    /// The line, from 1; the line after the last where the text ends too early.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

impl Instance {
    /// Reads the text format: name; scenes; actors; of each actor a 0 or 1 a scene, then the wage; a duration a scene. Rules may follow,
    /// one a line, with scenes from 1: `before A B` (A is shot before B), `first A`, `last A`.
    ///
    /// # Errors
    /// What is wrong, and its line.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let (mut instance, mut numbers) = Self::head(text)?;
        while let Some(rule) = numbers.word() {
            if !instance.rule(rule, &mut numbers)? {
                return numbers.wrong(format!("“{rule}” stands behind the last duration, and is no rule"));
            }
        }
        Ok(instance)
    }

    /// Reads all up to the last duration; what is left are rules.
    pub(crate) fn head(text: &str) -> Result<(Self, Numbers<'_, impl Iterator<Item = Line<'_>>>), Malformed> {
        let mut lines = text.lines().zip(1..).skip_while(|(line, _)| line.trim().is_empty());
        let (name, first) =
            lines.next().ok_or(Malformed { line: 1, what: "it is empty: a name was expected".into() })?;
        let mut numbers = Numbers::new(lines, first);
        let scenes = numbers.count("the number of scenes")?;
        let actors = numbers.count("the number of actors")?;
        let (mut casts, mut wages) = (vec![0_u128; scenes], Vec::with_capacity(actors));
        for actor in 0..actors {
            for (scene, cast) in casts.iter_mut().enumerate() {
                match numbers.next(&format!("actor {}, scene {}", actor + 1, scene + 1), 1)? {
                    0 => {}
                    _ => *cast |= 1 << actor,
                }
            }
            wages.push(numbers.next(&format!("the wage of actor {}", actor + 1), MOST_WAGE)?);
        }
        let duration = |scene: usize| numbers.next(&format!("the days of scene {}", scene + 1), MOST_WAGE);
        let days = (0..scenes).map(duration).collect::<Result<Vec<_>, _>>()?;
        let before = vec![0; scenes];
        let instance = Self { name: name.trim().to_owned(), casts, days, wages, before };
        if instance.most() > MOST_PAY {
            let what = "wages and days together are beyond what can be reckoned".into();
            return Err(Malformed { line: first, what });
        }
        Ok((instance, numbers))
    }

    /// No order is paid more: everybody on every day.
    pub(crate) fn most(&self) -> u128 {
        let sum = |all: &[u64]| all.iter().map(|one| u128::from(*one)).sum::<u128>();
        sum(&self.wages) * sum(&self.days)
    }

    /// Reads a rule on the order, its first word read already; false, and nothing is read, where the word begins no such rule.
    pub(crate) fn rule<'a>(
        &mut self,
        rule: &str,
        numbers: &mut Numbers<'a, impl Iterator<Item = Line<'a>>>,
    ) -> Result<bool, Malformed> {
        let scenes = self.casts.len();
        let others = |scene: usize| (0..scenes).filter(move |other| *other != scene);
        let pairs: Vec<(usize, usize)> = match rule {
            "before" => vec![(numbers.numbered("scene", scenes)?, numbers.numbered("scene", scenes)?)],
            "first" => {
                let scene = numbers.numbered("scene", scenes)?;
                others(scene).map(|other| (scene, other)).collect()
            }
            "last" => {
                let scene = numbers.numbered("scene", scenes)?;
                others(scene).map(|other| (other, scene)).collect()
            }
            _ => return Ok(false),
        };
        for (earlier, later) in pairs {
            if !self.put_before(earlier, later) {
                let what =
                    format!("scene {} cannot be before scene {}: other rules say", earlier + 1, later + 1);
                return numbers.wrong(what + " that it comes after it");
            }
        }
        Ok(true)
    }

    /// Demands that one scene is shot before another; false, and nothing is changed, if it has to come after it, or is it.
    pub fn put_before(&mut self, earlier: usize, later: usize) -> bool {
        if earlier == later || self.before[earlier] >> later & 1 == 1 {
            return false;
        }
        let sooner = self.before[earlier] | 1 << earlier;
        for (scene, before) in self.before.iter_mut().enumerate() {
            if scene == later || *before >> later & 1 == 1 {
                *before |= sooner;
            }
        }
        true
    }

    /// Does an order, which has each scene once, obey the rules?
    #[must_use]
    pub fn allows(&self, order: &[usize]) -> bool {
        let mut shot = 0_u128;
        order.iter().all(|scene| {
            let ready = self.before[*scene] & !shot == 0;
            shot |= 1 << scene;
            ready
        })
    }

    /// Total pay of an order that has each scene once, by the definition: each actor from first to last scene.
    #[must_use]
    pub fn pay(&self, order: &[usize]) -> u64 {
        let mut pay = 0;
        for (actor, wage) in self.wages.iter().enumerate() {
            let plays = |scene: &&usize| self.casts[**scene] >> actor & 1 == 1;
            let first = order.iter().position(|scene| plays(&scene));
            let last = order.iter().rposition(|scene| plays(&scene));
            if let (Some(first), Some(last)) = (first, last) {
                pay += wage * order[first..=last].iter().map(|scene| self.days[*scene]).sum::<u64>();
            }
        }
        pay
    }

    /// Nobody is paid for fewer days than those of their scenes.
    #[must_use]
    pub fn least(&self) -> u64 {
        let work = |cast: &u128| -> u64 {
            (0..self.wages.len()).filter(|actor| cast >> actor & 1 == 1).map(|actor| self.wages[actor]).sum()
        };
        self.casts.iter().zip(&self.days).map(|(cast, days)| days * work(cast)).sum()
    }
}

/// A line and its number.
pub(crate) type Line<'a> = (&'a str, usize);

/// The numbers of a text, each with its line.
pub(crate) struct Numbers<'a, L> {
    lines: L,
    words: std::str::SplitWhitespace<'a>,
    line: usize,
}

impl<'a, L: Iterator<Item = Line<'a>>> Numbers<'a, L> {
    fn new(lines: L, line: usize) -> Self {
        Self { lines, words: "".split_whitespace(), line }
    }

    pub(crate) fn word(&mut self) -> Option<&'a str> {
        loop {
            if let Some(word) = self.words.next() {
                return Some(word);
            }
            let Some((line, number)) = self.lines.next() else {
                self.line += 1;
                return None;
            };
            (self.words, self.line) = (line.split_whitespace(), number);
        }
    }

    pub(crate) fn wrong<T>(&self, what: String) -> Result<T, Malformed> {
        Err(Malformed { line: self.line, what })
    }

    pub(crate) fn next(&mut self, what: &str, most: u64) -> Result<u64, Malformed> {
        let Some(word) = self.word() else { return self.wrong(format!("it ends before {what}")) };
        match word.parse::<u64>() {
            Ok(number) if number <= most => Ok(number),
            Ok(_) => self.wrong(format!("{what}: {word} is more than {most}")),
            Err(_) => self.wrong(format!("{what}: “{word}” is no whole number from 0 on")),
        }
    }

    fn count(&mut self, what: &str) -> Result<usize, Malformed> {
        let count = self.next(what, MOST as u64)?;
        Ok(usize::try_from(count).unwrap_or(MOST))
    }

    /// One of so many scenes or places, from 0; the text counts from 1.
    pub(crate) fn numbered(&mut self, what: &str, most: usize) -> Result<usize, Malformed> {
        match self.next(&format!("a {what}"), most as u64)? {
            0 => self.wrong(format!("there is no {what} 0: they are 1 to {most}")),
            number => Ok(number as usize - 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "small\n4\n2\n1 0 1 0 10\n0 1 0 1 3\n1 2 1 1\n";

    #[test]
    fn an_order_is_paid_from_first_to_last() {
        let instance = Instance::parse(SMALL).expect("it is well formed");
        // Actor 0 works in scenes 0 and 2 and waits over scene 1; actor 1 waits over scene 2.
        assert_eq!(instance.pay(&[0, 1, 2, 3]), 10 * 4 + 3 * 4);
        assert_eq!(instance.pay(&[0, 2, 1, 3]), 10 * 2 + 3 * 3);
        assert_eq!(instance.least(), 10 * 2 + 3 * 3);
    }

    #[test]
    fn errors_say_where_and_what() {
        let wrong = |text: &str| Instance::parse(text).expect_err("it is malformed").to_string();
        assert_eq!(wrong(""), "line 1: it is empty: a name was expected");
        assert_eq!(wrong("a\n2\n1\n1 2 5\n1 1\n"), "line 4: actor 1, scene 2: 2 is more than 1");
        assert_eq!(wrong("a\n2\n1\n1 1 5\n1\n"), "line 6: it ends before the days of scene 2");
        assert_eq!(wrong("a\n2\nx\n"), "line 3: the number of actors: “x” is no whole number from 0 on");
        assert_eq!(wrong("a\n200\n1\n"), "line 2: the number of scenes: 200 is more than 128");
        let behind = "line 7: “7” stands behind the last duration, and is no rule";
        assert_eq!(wrong("a\n1\n1\n1 5\n1\n\n7\n"), behind);
        let vast = "a\n1\n5\n".to_owned() + &"1 1000000000\n".repeat(5) + "1000000000\n";
        assert_eq!(wrong(&vast), "line 1: wages and days together are beyond what can be reckoned");
    }

    #[test]
    fn rules_follow_the_durations() {
        let with = |rules: &str| Instance::parse(&(SMALL.to_owned() + rules));
        let instance = with("before 1 2\nbefore 2 4\n").expect("it is well formed");
        assert_eq!(instance.before, [0, 0b1, 0, 0b11]);
        assert!(instance.allows(&[0, 2, 1, 3]) && !instance.allows(&[1, 0, 2, 3]));
        assert_eq!(with("first 3\nlast 1\n").expect("it is well formed").before, [0b1110, 0b100, 0, 0b100]);
        let wrong = |rules: &str| with(rules).expect_err("it is malformed").to_string();
        let circle = "line 8: scene 2 cannot be before scene 1: other rules say that it comes after it";
        assert_eq!(wrong("before 1 2\nbefore 2 1\n"), circle);
        assert!(wrong("first 1\nfirst 2\n").starts_with("line 8: scene 2 cannot be before scene 1"));
        assert_eq!(wrong("last 0\n"), "line 7: there is no scene 0: they are 1 to 4");
        assert_eq!(wrong("before 1 5\n"), "line 7: a scene: 5 is more than 4");
        assert_eq!(wrong("before 1\n"), "line 8: it ends before a scene");
    }

    #[test]
    fn what_is_empty_is_an_instance_too() {
        let none = Instance::parse("none\n0\n0\n").expect("it is well formed");
        assert_eq!((none.pay(&[]), none.least()), (0, 0));
        assert_eq!(Instance::parse("alone\n2\n0\n1 1\n").map(|one| one.pay(&[1, 0])), Ok(0));
    }
}
