//! Sums over the strips of a slot.

use crate::problem::{Light, Strip};

/// Sums over a slot's strips, kept up as they come and go; or what one strip adds to them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Load {
    pub(super) strips: u16,
    pub(super) exclusive: u16,
    /// Strips in a pair whose order counts inside a day.
    pub(super) ordered: u16,
    pub(super) curfew: u16,
    pub(super) minors: u16,
    /// Strips that may not stand here.
    pub(super) outside: u16,
    /// Strips that may not stand on a day of each kind.
    pub(super) unfit: [u16; 3],
    /// Distinct locations.
    pub(super) locations: u16,
    /// Strips that need each light.
    pub(super) light_strips: [u16; 4],
    pub(super) light_minutes: [i32; 4],
    pub(super) minutes: i32,
    pub(super) direct: i64,
}

impl Load {
    /// What a strip adds wherever it stands: without what depends on the slot, `outside` and `locations`.
    pub(super) fn of(strip: &Strip, ordered: bool, curfew: bool, minor: bool) -> Self {
        let mut load = Load {
            strips: 1,
            exclusive: u16::from(strip.exclusive_stunt),
            ordered: u16::from(ordered),
            curfew: u16::from(curfew),
            minors: u16::from(minor),
            unfit: std::array::from_fn(|kind| u16::from(strip.allowed_kinds >> kind & 1 == 0)),
            minutes: strip.minutes,
            direct: strip.direct_cost,
            ..Load::default()
        };
        if strip.light != Light::Any {
            load.light_strips[strip.light as usize] = 1;
            load.light_minutes[strip.light as usize] = strip.minutes;
        }
        load
    }

    /// A strip comes.
    pub(super) fn add(&mut self, strip: &Load) {
        self.combine(strip, u16::wrapping_add, i32::wrapping_add, i64::wrapping_add);
    }

    /// A strip leaves.
    pub(super) fn subtract(&mut self, strip: &Load) {
        self.combine(strip, u16::wrapping_sub, i32::wrapping_sub, i64::wrapping_sub);
    }

    #[inline(always)]
    fn combine(
        &mut self,
        strip: &Load,
        count: fn(u16, u16) -> u16,
        minutes: fn(i32, i32) -> i32,
        money: fn(i64, i64) -> i64,
    ) {
        *self = Load {
            strips: count(self.strips, strip.strips),
            exclusive: count(self.exclusive, strip.exclusive),
            ordered: count(self.ordered, strip.ordered),
            curfew: count(self.curfew, strip.curfew),
            minors: count(self.minors, strip.minors),
            outside: count(self.outside, strip.outside),
            unfit: std::array::from_fn(|kind| count(self.unfit[kind], strip.unfit[kind])),
            locations: count(self.locations, strip.locations),
            light_strips: std::array::from_fn(|light| {
                count(self.light_strips[light], strip.light_strips[light])
            }),
            light_minutes: std::array::from_fn(|light| {
                minutes(self.light_minutes[light], strip.light_minutes[light])
            }),
            minutes: minutes(self.minutes, strip.minutes),
            direct: money(self.direct, strip.direct),
        };
    }

    /// The lights that its strips need, bits as in [`crate::Unit::kind_of_lights`].
    pub(super) fn lights(&self) -> usize {
        let bit = |light: usize| usize::from(self.light_strips[light] > 0) << light;
        bit(0) | bit(1) | bit(2) | bit(3)
    }
}
