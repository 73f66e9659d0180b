//! Values of facts: how each type is spelt in TOML, read, written and shown.

use domain::resolve::{by_keyword, keyword, nearest};
use domain::{ClockTime, Date, DateRange, Minutes, Money, PageEighths, PerMille, State};
use toml::Spanned;
use toml::de::DeValue;
use toml::value::Datetime;

use crate::error::{Outcome, Problem};

/// A value in a file, with its place.
pub(crate) type Node<'a> = Spanned<DeValue<'a>>;

/// A value as a file writes it and as a preview shows it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Written {
    pub(crate) value: toml::Value,
    pub(crate) shown: String,
}

impl Written {
    /// A value that is shown as it is written.
    pub(crate) fn plain(value: impl Into<toml::Value>) -> Self {
        let value = value.into();
        let shown = match &value {
            toml::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        Self { value, shown }
    }

    /// A list.
    pub(crate) fn list(items: impl IntoIterator<Item = Self>) -> Self {
        let (values, shown): (Vec<_>, Vec<_>) = items.into_iter().map(|i| (i.value, i.shown)).unzip();
        let shown = if shown.is_empty() { "nothing".into() } else { shown.join(", ") };
        Self { value: toml::Value::Array(values), shown }
    }

    /// An inline table.
    pub(crate) fn table(items: impl IntoIterator<Item = (String, Self)>) -> Self {
        let mut table = toml::Table::new();
        let mut shown = Vec::new();
        for (key, item) in items {
            shown.push(format!("{key} {}", item.shown));
            table.insert(key, item.value);
        }
        Self { value: toml::Value::Table(table), shown: shown.join(", ") }
    }
}

/// A type that facts can hold.
pub(crate) trait Fact: Sized {
    /// What a file has to say, in words.
    fn expects() -> String;
    /// Reads a value; names are looked up in the state.
    fn read(node: &Node<'_>, state: &State) -> Outcome<Self>;
    /// Writes the value; nothing when there is nothing to say.
    fn write(&self, state: &State) -> Option<Written>;
}

/// The value has another type than expected.
pub(crate) fn wrong_type<T>(node: &Node<'_>, expects: &str) -> Outcome<T> {
    let found = match node.get_ref() {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    Problem::err(node.span(), format!("here stands {found}"), format!("write {expects}"))
}

/// The value has the right type and still cannot be.
fn unfit<T>(node: &Node<'_>, expects: &str) -> Outcome<T> {
    let found = match node.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        _ => "this".to_owned(),
    };
    Problem::err(node.span(), format!("“{found}” does not fit here"), format!("write {expects}"))
}

fn integer(node: &Node<'_>) -> Option<i64> {
    let number = node.get_ref().as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// A text, or a whole number where a scene or a board ID is called by one.
pub(crate) fn word(node: &Node<'_>, expects: &str) -> Outcome<String> {
    match node.get_ref() {
        DeValue::String(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        DeValue::String(_) => unfit(node, expects),
        DeValue::Integer(number) if number.radix() == 10 => Ok(number.as_str().to_owned()),
        _ => wrong_type(node, expects),
    }
}

/// The items of a list, with the mistakes of all of them.
pub(crate) fn items<T>(
    node: &Node<'_>,
    expects: &str,
    mut read: impl FnMut(&Node<'_>) -> Outcome<T>,
) -> Outcome<Vec<T>> {
    let Some(array) = node.get_ref().as_array() else { return wrong_type(node, expects) };
    let (mut values, mut problems) = (Vec::new(), Vec::new());
    for item in array {
        match read(item) {
            Ok(value) => values.push(value),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(values) } else { Err(problems) }
}

impl Fact for String {
    fn expects() -> String {
        "a text".into()
    }
    fn read(node: &Node<'_>, _: &State) -> Outcome<Self> {
        match node.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                Problem::err(node.span(), "this text is empty", "write it, or leave the key out")
            }
            DeValue::String(text) => Ok(text.to_string()),
            _ => wrong_type(node, &Self::expects()),
        }
    }
    fn write(&self, _: &State) -> Option<Written> {
        (!self.is_empty()).then(|| Written::plain(self.as_str()))
    }
}

impl Fact for bool {
    fn expects() -> String {
        "true or false".into()
    }
    fn read(node: &Node<'_>, _: &State) -> Outcome<Self> {
        node.get_ref().as_bool().map_or_else(|| wrong_type(node, &Self::expects()), Ok)
    }
    fn write(&self, _: &State) -> Option<Written> {
        Some(Written { value: (*self).into(), shown: if *self { "yes" } else { "no" }.into() })
    }
}

/// Most of anything that is counted.
const MOST: i64 = 10_000;

impl Fact for u32 {
    fn expects() -> String {
        "a whole number from 0 on".into()
    }
    fn read(node: &Node<'_>, _: &State) -> Outcome<Self> {
        counted(node, MOST, &Self::expects())
    }
    fn write(&self, _: &State) -> Option<Written> {
        Some(Written::plain(i64::from(*self)))
    }
}

fn counted(node: &Node<'_>, most: i64, expects: &str) -> Outcome<u32> {
    if !node.get_ref().is_integer() {
        return wrong_type(node, expects);
    }
    let number = integer(node).filter(|n| (0..=most).contains(n)).and_then(|n| u32::try_from(n).ok());
    number.map_or_else(|| unfit(node, expects), Ok)
}

impl Fact for PerMille {
    fn expects() -> String {
        "thousandths from 0 to 1000".into()
    }
    fn read(node: &Node<'_>, _: &State) -> Outcome<Self> {
        counted(node, 1000, &Self::expects()).map(Self)
    }
    fn write(&self, _: &State) -> Option<Written> {
        Some(Written::plain(i64::from(self.0)))
    }
}

impl Fact for Minutes {
    fn expects() -> String {
        "whole minutes from 0 on".into()
    }
    fn read(node: &Node<'_>, _: &State) -> Outcome<Self> {
        let minutes = counted(node, MOST, &Self::expects())?;
        i32::try_from(minutes).map_or_else(|_| unfit(node, &Self::expects()), |minutes| Ok(Self(minutes)))
    }
    fn write(&self, _: &State) -> Option<Written> {
        Some(Written { value: i64::from(self.0).into(), shown: self.to_string() })
    }
}

/// Most money of one fact, in cents: a sum of many stays far from the end of the integers.
const MOST_CENTS: i64 = 100_000_000_000_000;

impl Fact for Money {
    fn expects() -> String {
        "money from 0 on, as 1200 or \"1200.50\"".into()
    }
    fn read(node: &Node<'_>, _: &State) -> Outcome<Self> {
        let expects = Self::expects();
        let money = match node.get_ref() {
            DeValue::Integer(_) => integer(node).and_then(|units| units.checked_mul(100)).map(Self),
            DeValue::String(text) => Self::parse(text),
            _ => return wrong_type(node, &expects),
        };
        money.filter(|m| (0..=MOST_CENTS).contains(&m.0)).map_or_else(|| unfit(node, &expects), Ok)
    }
    fn write(&self, _: &State) -> Option<Written> {
        let value =
            if self.0 % 100 == 0 { (self.0 / 100).into() } else { toml::Value::String(self.decimal()) };
        Some(Written { value, shown: self.to_string() })
    }
}

impl Fact for PageEighths {
    fn expects() -> String {
        "pages and eighths: \"4/8\", \"1 2/8\", 2".into()
    }
    fn read(node: &Node<'_>, _: &State) -> Outcome<Self> {
        let expects = Self::expects();
        let eighths = Self::parse(&word(node, &expects)?);
        eighths.filter(|e| (1..=8000).contains(&e.0)).map_or_else(|| unfit(node, &expects), Ok)
    }
    fn write(&self, _: &State) -> Option<Written> {
        Some(Written::plain(self.to_string()))
    }
}

impl Fact for ClockTime {
    fn expects() -> String {
        "a time of day \"07:00\"; past midnight \"26:30\"".into()
    }
    fn read(node: &Node<'_>, _: &State) -> Outcome<Self> {
        let Some(text) = node.get_ref().as_str() else { return wrong_type(node, &Self::expects()) };
        Self::parse(text).map_or_else(|| unfit(node, &Self::expects()), Ok)
    }
    fn write(&self, _: &State) -> Option<Written> {
        let text = format!("{:02}:{:02}", self.0.div_euclid(60), self.0.rem_euclid(60));
        Some(Written { value: text.into(), shown: self.to_string() })
    }
}

impl Fact for f64 {
    fn expects() -> String {
        "a number".into()
    }
    fn read(node: &Node<'_>, _: &State) -> Outcome<Self> {
        let text = match node.get_ref() {
            DeValue::Float(number) => number.as_str(),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            _ => return wrong_type(node, &Self::expects()),
        };
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        number.map_or_else(|| unfit(node, &Self::expects()), Ok)
    }
    fn write(&self, _: &State) -> Option<Written> {
        Some(Written::plain(*self))
    }
}

const DATE: &str = "a date: 2027-05-04";

/// Dates that a shoot may have; others are slips of the hand.
fn likely(date: Date) -> bool {
    (1900..=2200).contains(&date.year())
}

fn as_toml(date: Date) -> toml::Value {
    let text = date.to_string();
    text.parse::<Datetime>().map_or(toml::Value::String(text), toml::Value::Datetime)
}

impl Fact for Date {
    fn expects() -> String {
        DATE.into()
    }
    fn read(node: &Node<'_>, _: &State) -> Outcome<Self> {
        let text = match node.get_ref() {
            DeValue::String(text) => text.trim().to_owned(),
            DeValue::Datetime(found) if found.time.is_none() => found.to_string(),
            _ => return wrong_type(node, DATE),
        };
        domain::resolve::date(&text).ok().filter(|date| likely(*date)).map_or_else(|| unfit(node, DATE), Ok)
    }
    fn write(&self, _: &State) -> Option<Written> {
        Some(Written { value: as_toml(*self), shown: self.to_string() })
    }
}

impl Fact for DateRange {
    fn expects() -> String {
        "a date 2027-05-04, or first and last \"2027-05-04..2027-05-20\"".into()
    }
    fn read(node: &Node<'_>, state: &State) -> Outcome<Self> {
        let ends = node.get_ref().as_str().and_then(|text| text.split_once(".."));
        let Some((first, last)) = ends else {
            let date = Date::read(node, state).map_err(|mut problems| {
                problems.iter_mut().for_each(|p| p.remedy = format!("write {}", Self::expects()));
                problems
            })?;
            return Ok(Self { first: date, last: date });
        };
        let end = |text: &str| domain::resolve::date(text).ok().filter(|date| likely(*date));
        match (end(first), end(last)) {
            (Some(first), Some(last)) if first <= last => Ok(Self { first, last }),
            (Some(_), Some(_)) => {
                Problem::err(node.span(), "these dates end before they begin", "write the earlier one first")
            }
            _ => unfit(node, &Self::expects()),
        }
    }
    fn write(&self, state: &State) -> Option<Written> {
        if self.first == self.last {
            return self.first.write(state);
        }
        Some(Written::plain(format!("{}..{}", self.first, self.last)))
    }
}

impl<T: Fact> Fact for Option<T> {
    fn expects() -> String {
        T::expects()
    }
    fn read(node: &Node<'_>, state: &State) -> Outcome<Self> {
        T::read(node, state).map(Some)
    }
    fn write(&self, state: &State) -> Option<Written> {
        self.as_ref().and_then(|value| value.write(state))
    }
}

impl<T: Fact> Fact for Vec<T> {
    fn expects() -> String {
        format!("a list […] of: {}", T::expects())
    }
    fn read(node: &Node<'_>, state: &State) -> Outcome<Self> {
        items(node, &Self::expects(), |item| T::read(item, state))
    }
    fn write(&self, state: &State) -> Option<Written> {
        (!self.is_empty()).then(|| Written::list(self.iter().filter_map(|item| item.write(state))))
    }
}

/// One of the named values of an enum.
pub(crate) fn read_keyword<T: Copy>(node: &Node<'_>, kind: &str, names: &[(&'static str, T)]) -> Outcome<T> {
    let Some(text) = node.get_ref().as_str() else { return wrong_type(node, &one_of(names)) };
    by_keyword(kind, text, names).map_err(|mut refusal| {
        let near = nearest(text, names.iter().map(|(name, _)| *name));
        if let (Some(near), Some(all)) = (near.first(), &refusal.remedy) {
            refusal.remedy = Some(format!("did you mean {near}? {all}"));
        }
        Problem::refused(node.span(), refusal)
    })
}

/// The words of an enum, for people.
pub(crate) fn one_of<T>(names: &[(&'static str, T)]) -> String {
    let names: Vec<String> = names.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    format!("one of {}", names.join(", "))
}

macro_rules! keywords {
    ($($type:ty, $kind:literal, $names:expr;)*) => {$(
        impl Fact for $type {
            fn expects() -> String {
                one_of(&$names)
            }
            fn read(node: &Node<'_>, _: &State) -> Outcome<Self> {
                read_keyword(node, $kind, &$names)
            }
            fn write(&self, _: &State) -> Option<Written> {
                Some(Written::plain(keyword(*self, &$names)))
            }
        }
    )*};
}

/// States of a sheet, as facts spell them.
const STATUSES: [(&str, domain::SheetStatus); 4] = [
    ("planned", domain::SheetStatus::Planned),
    ("partly-shot", domain::SheetStatus::PartlyShot),
    ("shot", domain::SheetStatus::Shot),
    ("omitted", domain::SheetStatus::Omitted),
];

/// Branches behind a stunt, as facts spell them.
const BRANCHES: [(&str, domain::DecisionBranch); 2] =
    [("continue", domain::DecisionBranch::Continue), ("rewrite", domain::DecisionBranch::Rewrite)];

/// Kinds of banner, as facts spell them.
const BANNERS: [(&str, domain::BannerKind); 4] = [
    ("move", domain::BannerKind::Move),
    ("meal", domain::BannerKind::Meal),
    ("travel", domain::BannerKind::Travel),
    ("note", domain::BannerKind::Note),
];

keywords! {
    domain::Severity, "severity", domain::Severity::NAMES;
    domain::DayKind, "kind of day", domain::DayKind::NAMES;
    domain::UnitKind, "kind of unit", domain::UnitKind::NAMES;
    domain::EngagementKind, "kind of engagement", domain::EngagementKind::NAMES;
    domain::Light, "light", domain::Light::NAMES;
    domain::SheetStatus, "status of a sheet", STATUSES;
    domain::BackgroundKind, "kind of background", domain::BackgroundKind::NAMES;
    domain::StuntClass, "stunt class", domain::StuntClass::NAMES;
    domain::VariantKind, "kind of variant", domain::VariantKind::NAMES;
    domain::Answer, "answer", domain::Answer::NAMES;
    domain::ClearanceState, "state of a clearance", domain::ClearanceState::NAMES;
    domain::DecisionBranch, "branch", BRANCHES;
    domain::BannerKind, "kind of banner", BANNERS;
    domain::Category, "category", domain::Category::ALL.map(|(key, _, category)| (key, category));
}
