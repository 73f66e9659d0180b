//! Units as types: eighths of a page, minutes, money, clock time, per mille.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use serde::{Deserialize, Serialize};

macro_rules! integer_unit {
    ($($(#[$doc:meta])* $name:ident($inner:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }
        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }
        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                self.0 += other.0;
            }
        }
        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
                values.fold(Self(0), Add::add)
            }
        }
    )*};
}

integer_unit! {
    /// Script length in eighths of a page; a page is eight.
    PageEighths(u32);
    /// Whole minutes.
    Minutes(i32);
    /// Money in integer cents of the production's currency.
    Money(i64);
    /// A probability in thousandths.
    PerMille(u32);
    /// Minutes from midnight of the work date; may pass 1,440.
    ClockTime(i32);
}

/// Written whole pages and eighths, never reduced: `4/8`, `1 2/8`, `2`.
impl fmt::Display for PageEighths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match (self.0 / 8, self.0 % 8) {
            (pages, 0) => format!("{pages}"),
            (0, eighths) => format!("{eighths}/8"),
            (pages, eighths) => format!("{pages} {eighths}/8"),
        };
        f.pad(&text)
    }
}

impl PageEighths {
    /// `page`, `pages`: what so many of them count.
    #[must_use]
    pub fn noun(self) -> &'static str {
        if self.0 == 8 { "page" } else { "pages" }
    }

    /// With its unit: `5/8 pages`, `1 page`, `24 pages`.
    #[must_use]
    pub fn in_words(self) -> String {
        format!("{self} {}", self.noun())
    }

    /// Reads `n/8`, `N` or `N n/8`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut total: u32 = 0;
        let mut parts = 0;
        for word in text.split_whitespace() {
            parts += 1;
            total = total.checked_add(match word.split_once('/') {
                Some((eighths, "8")) => eighths.parse::<u32>().ok().filter(|e| *e < 8)?,
                Some(_) => return None,
                None => word.parse::<u32>().ok()?.checked_mul(8)?,
            })?;
        }
        (1..=2).contains(&parts).then_some(Self(total))
    }
}

/// Written in hours and minutes: `3 h 05`, `-0 h 30`.
impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, minutes) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        f.pad(&format!("{sign}{} h {:02}", minutes / 60, minutes % 60))
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Money {
    /// Whole units of the currency.
    #[must_use]
    pub const fn whole(units: i64) -> Self {
        Self(units * 100)
    }

    /// The nearest whole units; half a unit goes away from nothing.
    #[must_use]
    pub const fn in_whole_units(self) -> Self {
        Self::whole((self.0 + 50 * self.0.signum()) / 100)
    }

    /// Reads a decimal with at most two places: `1200`, `-4.5`, `1,200.50`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().replace([',', '_'], "");
        let (negative, digits) = text.strip_prefix('-').map_or((false, text.as_str()), |rest| (true, rest));
        let (whole, cents) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(cents) || cents.len() > 2 {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let cents: i64 = if cents.is_empty() { 0 } else { format!("{cents:0<2}").parse().ok()? };
        let total = whole.checked_mul(100)?.checked_add(cents)?;
        Some(Self(if negative { -total } else { total }))
    }

    /// `self × numerator ÷ denominator`, rounded half to even once. The denominator is positive.
    #[must_use]
    pub fn scaled(self, numerator: i64, denominator: i64) -> Self {
        let product = i128::from(self.0) * i128::from(numerator);
        let denominator = i128::from(denominator);
        let floor = product.div_euclid(denominator);
        let twice_rest = product.rem_euclid(denominator) * 2;
        let up = twice_rest > denominator || (twice_rest == denominator && floor % 2 != 0);
        let rounded = floor + i128::from(up);
        Self(i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX }))
    }

    /// The decimal that [`Money::parse`] reads back: `1200`, `4.50`.
    #[must_use]
    pub fn decimal(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, cents) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        if cents == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{cents:02}") }
    }
}

/// With thousands separated: `12,450` or `12,450.50`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.decimal();
        let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
        let (whole, cents) = plain.split_once('.').map_or((plain, ""), |(w, c)| (w, c));
        let mut grouped = String::new();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let dot = if cents.is_empty() { "" } else { "." };
        f.pad(&format!("{sign}{grouped}{dot}{cents}"))
    }
}

/// Written `07:00`; after midnight of the work date `02:30+1`.
impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, minute) = (self.0.div_euclid(1440), self.0.rem_euclid(1440));
        let next = if days == 0 { String::new() } else { format!("{days:+}") };
        f.pad(&format!("{:02}:{:02}{next}", minute / 60, minute % 60))
    }
}

impl ClockTime {
    /// Reads `7:00`, `07:00` or `25:30`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (hours, minutes) = text.trim().split_once(':')?;
        let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
        ((0..=47).contains(&hours) && (0..60).contains(&minutes)).then_some(Self(hours * 60 + minutes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eighths_are_never_reduced() {
        for (eighths, text) in [(4, "4/8"), (10, "1 2/8"), (16, "2"), (12, "1 4/8"), (1, "1/8")] {
            assert_eq!(PageEighths(eighths).to_string(), text);
            assert_eq!(PageEighths::parse(text), Some(PageEighths(eighths)));
        }
        for bad in ["", "9/8", "1/4", "a", "1 2 3", "-1"] {
            assert_eq!(PageEighths::parse(bad), None, "{bad}");
        }
        assert_eq!(PageEighths(37).in_words(), "4 5/8 pages");
        assert_eq!(PageEighths(8).in_words(), "1 page");
    }

    #[test]
    fn money_reads_back_and_rounds_half_to_even() {
        for (text, cents) in [("1200", 120_000), ("-4.5", -450), ("1,200.05", 120_005)] {
            assert_eq!(Money::parse(text), Some(Money(cents)));
            assert_eq!(Money::parse(&Money(cents).decimal()), Some(Money(cents)));
        }
        for bad in ["", "1.234", "1e3", "--1", "."] {
            assert_eq!(Money::parse(bad), None, "{bad}");
        }
        assert_eq!(Money(5).scaled(1, 2), Money(2));
        assert_eq!(Money(7).scaled(1, 2), Money(4));
        assert_eq!(Money(-5).scaled(1, 2), Money(-2));
        assert_eq!(Money(100).scaled(2, 3), Money(67));
        for (cents, units) in [(149, 1), (150, 2), (-149, -1), (-150, -2), (0, 0)] {
            assert_eq!(Money(cents).in_whole_units(), Money::whole(units));
        }
        assert_eq!(Money(1_245_000).to_string(), "12,450");
        assert_eq!(Money(-1_245_050).to_string(), "-12,450.50");
    }

    #[test]
    fn the_clock_passes_midnight() {
        assert_eq!(ClockTime(420).to_string(), "07:00");
        assert_eq!(ClockTime(1590).to_string(), "02:30+1");
        assert_eq!(ClockTime::parse("26:30"), Some(ClockTime(1590)));
        assert_eq!(ClockTime::parse("7.30"), None);
    }
}
