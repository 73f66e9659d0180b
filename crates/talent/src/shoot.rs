//! An instance whose scenes may end the shoot and whose locations cost a visit: its text format, and what an order costs by the definition.

use crate::instance::{Instance, Line, MOST, MOST_WAGE, Malformed, Numbers};

/// Most that all costs together may come to: up to here every whole number is a floating-point number.
const MOST_COST: u128 = 1 << 53;

/// What may become of a scene: with so much chance its failure ends the shoot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    /// Chance in per mille, 0 to 1000.
    pub per_mille: u32,
    /// What the failure costs beyond what was spent: the rewrite.
    pub cost: u64,
}

impl Failure {
    /// The chance that it does not come.
    pub(crate) fn survival(self) -> f64 {
        f64::from(1000 - self.per_mille) / 1000.0
    }

    /// What it costs in expectation.
    pub(crate) fn expected(self) -> f64 {
        f64::from(self.per_mille) * self.cost as f64 / 1000.0
    }
}

/// Talent scheduling in which a scene's failure may end the shoot, and locations are visited in turn.
///
/// Money is spent as the days pass. The expected cost of an order is the sum, over its scenes, of the chance that the shoot gets that
/// far, times what the scene costs: pay of all who are on set over its days, the visit where its location is not that of the scene
/// before, and chance times cost of its failure. A scene without a location is shot wherever the company is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shoot {
    /// Scenes, actors, and which scenes come before others.
    pub instance: Instance,
    /// Of each scene, its failure.
    pub failures: Vec<Failure>,
    /// Of each scene, its location.
    pub places: Vec<Option<usize>>,
    /// Of each location, what a visit costs. Locations that a scene names are in it.
    pub visits: Vec<u64>,
}

impl Shoot {
    /// An instance in which nothing fails and no visit costs.
    #[must_use]
    pub fn of(instance: Instance) -> Self {
        let scenes = instance.casts.len();
        Self {
            instance,
            failures: vec![Failure::default(); scenes],
            places: vec![None; scenes],
            visits: Vec::new(),
        }
    }

    /// Reads the text format of [`Instance::parse`] with three more rules, scenes and places from 1, a rule a line:
    /// `fails SCENE PERMILLE COST`, `place SCENE PLACE`, `visit PLACE COST`.
    ///
    /// # Errors
    /// What is wrong, and its line.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let (instance, mut numbers) = Instance::head(text)?;
        let mut said = Said {
            failures: vec![None; instance.casts.len()],
            places: vec![None; instance.casts.len()],
            visits: vec![None; MOST],
        };
        let mut shoot = Self::of(instance);
        while let Some(rule) = numbers.word() {
            if !shoot.instance.rule(rule, &mut numbers)? && !said.rule(rule, &mut numbers)? {
                let rules = "before, first, last, fails, place and visit";
                return numbers.wrong(format!(
                    "“{rule}” stands behind the last duration, and is no rule: rules begin with {rules}"
                ));
            }
        }
        shoot.failures = said.failures.into_iter().map(Option::unwrap_or_default).collect();
        shoot.places = said.places;
        shoot.visits = said.visits.into_iter().map(Option::unwrap_or_default).collect();
        if !shoot.is_plain() && shoot.most() > MOST_COST {
            let what = "wages, days and costs together are beyond what can be reckoned exactly: state money in a larger unit".into();
            return Err(Malformed { line: 1, what });
        }
        Ok(shoot)
    }

    /// Does every order cost its pay, and nothing else?
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let free = |place: &usize| self.visits[*place] == 0;
        self.failures.iter().all(|failure| failure.per_mille == 0) && self.places.iter().flatten().all(free)
    }

    /// No order costs more, failures included.
    fn most(&self) -> u128 {
        let failures: u128 = self.failures.iter().map(|failure| u128::from(failure.cost)).sum();
        let visits: u128 = self.places.iter().flatten().map(|place| u128::from(self.visits[*place])).sum();
        self.instance.most() + failures + visits
    }

    /// The chance that none of some scenes fails: bit `s` for scene `s`. It is of the set: always the same factors in the same order.
    #[must_use]
    pub fn survival(&self, scenes: u128) -> f64 {
        let failures = self.failures.iter().enumerate();
        failures
            .filter(|(scene, _)| scenes >> scene & 1 == 1)
            .fold(1.0, |all, (_, failure)| all * failure.survival())
    }

    /// What an order, which has each scene once, costs if all goes well: total pay and visits.
    #[must_use]
    pub fn cost(&self, order: &[usize]) -> u64 {
        self.costs(order).sum()
    }

    /// What such an order costs in expectation.
    #[must_use]
    pub fn expected(&self, order: &[usize]) -> f64 {
        let mut shot = 0_u128;
        let stage = |(scene, cost): (&usize, u64)| {
            let survival = self.survival(shot);
            shot |= 1 << scene;
            survival * (cost as f64 + self.failures[*scene].expected())
        };
        order.iter().zip(self.costs(order)).map(stage).sum()
    }

    /// Of each scene of an order, pay over its days and the visit.
    fn costs(&self, order: &[usize]) -> impl Iterator<Item = u64> {
        let instance = &self.instance;
        let span = |actor: usize| {
            let plays = |scene: &usize| instance.casts[*scene] >> actor & 1 == 1;
            let first = order.iter().position(plays)?;
            Some(first..=order.iter().rposition(plays)?)
        };
        let spans: Vec<_> = (0..instance.wages.len()).map(span).collect();
        let mut last = None;
        order.iter().enumerate().map(move |(at, scene)| {
            let on_set = spans
                .iter()
                .zip(&instance.wages)
                .filter(|(span, _)| span.as_ref().is_some_and(|span| span.contains(&at)));
            let pay: u64 = on_set.map(|(_, wage)| wage).sum();
            let place = self.places[*scene].filter(|place| last != Some(*place));
            last = place.or(last);
            instance.days[*scene] * pay + place.map_or(0, |place| self.visits[place])
        })
    }
}

/// What rules have said so far.
struct Said {
    failures: Vec<Option<Failure>>,
    places: Vec<Option<usize>>,
    visits: Vec<Option<u64>>,
}

impl Said {
    /// Reads a rule, its first word read already; false, and nothing is read, where the word begins none.
    fn rule<'a>(
        &mut self,
        rule: &str,
        numbers: &mut Numbers<'a, impl Iterator<Item = Line<'a>>>,
    ) -> Result<bool, Malformed> {
        let scenes = self.failures.len();
        let twice = match rule {
            "fails" => {
                let scene = numbers.numbered("scene", scenes)?;
                let per_mille = numbers.next("the chance in per mille", 1000)? as u32;
                let cost = numbers.next("the cost of the failure", MOST_WAGE)?;
                let known = self.failures[scene].replace(Failure { per_mille, cost });
                known.map(|_| format!("scene {} has a chance", scene + 1))
            }
            "place" => {
                let scene = numbers.numbered("scene", scenes)?;
                let known = self.places[scene].replace(numbers.numbered("place", MOST)?);
                known.map(|_| format!("scene {} has a place", scene + 1))
            }
            "visit" => {
                let place = numbers.numbered("place", MOST)?;
                let known = self.visits[place].replace(numbers.next("the cost of a visit", MOST_WAGE)?);
                known.map(|_| format!("place {} has a cost", place + 1))
            }
            _ => return Ok(false),
        };
        match twice {
            Some(what) => numbers.wrong(format!("{what} already: keep one of the two lines")),
            None => Ok(true),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "small\n4\n2\n1 0 1 0 10\n0 1 0 1 3\n1 2 1 1\n";

    fn with(rules: &str) -> Result<Shoot, Malformed> {
        Shoot::parse(&(SMALL.to_owned() + rules))
    }

    #[test]
    fn what_is_spent_before_a_failure_is_spent() {
        let shoot =
            with("fails 2 250 80\nplace 1 1\nplace 3 1\nplace 4 2\nvisit 1 50\nvisit 2 7\nbefore 1 4\n");
        let shoot = shoot.expect("it is well formed");
        // Scene 2 has no place: the company stays at the first over it.
        assert_eq!(shoot.cost(&[0, 1, 2, 3]), (10 + 50) + 2 * 13 + 13 + (3 + 7));
        assert_eq!(shoot.expected(&[0, 1, 2, 3]), 60.0 + (26.0 + 20.0) + 0.75 * (13.0 + 10.0));
        // The second visit to the first place is paid again, after two visits.
        assert_eq!(shoot.cost(&[0, 3, 2, 1]), (10 + 50) + (13 + 7) + (13 + 50) + 2 * 3);
        assert_eq!(shoot.instance.before[3], 1);
        assert!(!shoot.is_plain());
    }

    #[test]
    fn without_failures_and_visits_it_is_the_pay() {
        let shoot = with("place 1 1\nplace 2 2\nfails 3 0 1000\n").expect("it is well formed");
        assert!(shoot.is_plain());
        for order in [[0, 1, 2, 3], [2, 0, 3, 1]] {
            assert_eq!(shoot.cost(&order), shoot.instance.pay(&order));
            assert_eq!(shoot.expected(&order), shoot.instance.pay(&order) as f64);
        }
    }

    #[test]
    fn errors_say_where_and_what_to_do() {
        let wrong = |rules: &str| with(rules).expect_err("it is malformed").to_string();
        assert_eq!(wrong("fails 1 1001 0\n"), "line 7: the chance in per mille: 1001 is more than 1000");
        assert_eq!(wrong("fails 1 10\n"), "line 8: it ends before the cost of the failure");
        assert_eq!(wrong("fails 5 10 0\n"), "line 7: a scene: 5 is more than 4");
        assert_eq!(wrong("place 1 0\n"), "line 7: there is no place 0: they are 1 to 128");
        assert_eq!(wrong("visit 129 5\n"), "line 7: a place: 129 is more than 128");
        let twice = "line 8: scene 1 has a place already: keep one of the two lines";
        assert_eq!(wrong("place 1 2\nplace 1 3\n"), twice);
        assert_eq!(
            wrong("visit 2 2\nvisit 2 3\n"),
            "line 8: place 2 has a cost already: keep one of the two lines"
        );
        assert!(wrong("fails 2 1 1\nfails 2 1 1\n").starts_with("line 8: scene 2 has a chance already"));
        let none = "line 7: “fail” stands behind the last duration, and is no rule: rules begin with before, first, last, fails, \
                    place and visit";
        assert_eq!(wrong("fail 1 2 3\n"), none);
        let vast = "a\n1\n1\n1 1000000000\n100000000\n";
        assert!(Shoot::parse(vast).is_ok_and(|plain| plain.is_plain()), "pay alone is exact further");
        let vast =
            Shoot::parse(&(vast.to_owned() + "fails 1 1 0\n")).expect_err("it is beyond floating point");
        assert!(vast.to_string().ends_with("state money in a larger unit"), "{vast}");
    }
}
