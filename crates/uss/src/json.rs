//! Reading JSON with patience: what is missing is missing, what has another shape is said and left out.

use std::collections::BTreeMap;

use domain::Date;
use serde_json::{Map, Value};

use crate::remark::{Code, Remark};

/// Years that a schedule may be of: others are slips.
const YEARS: std::ops::Range<i16> = 1900..2200;

/// An object of the file, and how people would find it.
pub(crate) struct Object<'a> {
    pub(crate) place: String,
    map: &'a Map<String, Value>,
}

impl<'a> Object<'a> {
    /// The object of a value, if it is one.
    pub(crate) fn of(value: &'a Value, place: impl Into<String>) -> Option<Self> {
        value.as_object().map(|map| Self { place: place.into(), map })
    }

    /// A field that is there and not null.
    pub(crate) fn get(&self, key: &str) -> Option<&'a Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// The same object, found in another way.
    pub(crate) fn at(&self, place: String) -> Self {
        Self { place, map: self.map }
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.map.iter().filter(|(_, value)| !value.is_null()).map(|(key, _)| key.as_str())
    }
}

/// Reads fields, and gathers what there is to say.
#[derive(Default)]
pub(crate) struct Reader {
    pub(crate) remarks: Vec<Remark>,
    unknown: BTreeMap<(&'static str, String), usize>,
}

impl Reader {
    /// Says that a field is not what it should be.
    pub(crate) fn wrong(&mut self, place: &str, key: &str, value: &Value, expected: &str) {
        let found = match value {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        self.remarks.push(Remark::new(
            Code::WrongShape,
            place,
            format!("“{key}” should be {expected} and holds {found}; it was left out"),
            format!("the standard has {expected} here"),
            "mend it in the program that wrote the file, or type it into the production",
        ));
    }

    /// A text with single spaces; a number is taken for its digits, and nothing for nothing.
    pub(crate) fn text(&mut self, object: &Object<'_>, key: &str) -> Option<String> {
        let text = match object.get(key)? {
            Value::String(text) => one_line(text),
            Value::Number(number) => number.to_string(),
            other => {
                self.wrong(&object.place, key, other, "a text");
                return None;
            }
        };
        Some(text).filter(|text| !text.is_empty())
    }

    /// A number, also one that is written as a text.
    pub(crate) fn number(&mut self, object: &Object<'_>, key: &str) -> Option<f64> {
        let value = object.get(key)?;
        let number = match value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) if text.trim().is_empty() => return None,
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number| number.is_finite());
        if number.is_none() {
            self.wrong(&object.place, key, value, "a number");
        }
        number
    }

    /// Yes or no.
    pub(crate) fn flag(&mut self, object: &Object<'_>, key: &str) -> Option<bool> {
        let value = object.get(key)?;
        let flag = value.as_bool();
        if flag.is_none() {
            self.wrong(&object.place, key, value, "true or false");
        }
        flag
    }

    /// A list; nothing is an empty one.
    pub(crate) fn list<'a>(&mut self, object: &Object<'a>, key: &str) -> &'a [Value] {
        match object.get(key) {
            None => &[],
            Some(Value::Array(list)) => list,
            Some(other) => {
                self.wrong(&object.place, key, other, "a list");
                &[]
            }
        }
    }

    /// A list of objects: `noun 4` is how people would find one.
    pub(crate) fn objects<'a>(
        &mut self,
        object: &Object<'a>,
        key: &str,
        noun: &'static str,
        known: &[&str],
    ) -> Vec<Object<'a>> {
        let outer = &object.place;
        let inside = if outer.is_empty() { String::new() } else { format!("{outer}, ") };
        let mut objects = Vec::new();
        for (at, value) in self.list(object, key).iter().enumerate() {
            let place = format!("{inside}{noun} {}", at + 1);
            match Object::of(value, place.as_str()) {
                Some(object) => {
                    self.look_for_unknown(&object, noun, known);
                    objects.push(object);
                }
                None => self.wrong(&place, key, value, "an object"),
            }
        }
        objects
    }

    /// Counts the fields that nobody knows.
    pub(crate) fn look_for_unknown(&mut self, object: &Object<'_>, noun: &'static str, known: &[&str]) {
        for key in object.keys().filter(|key| !known.contains(key)) {
            *self.unknown.entry((noun, key.to_owned())).or_default() += 1;
        }
    }

    /// A list of ids or other short texts.
    pub(crate) fn texts(&mut self, object: &Object<'_>, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for value in self.list(object, key) {
            match value {
                Value::String(text) => texts.push(text.clone()),
                Value::Number(number) => texts.push(number.to_string()),
                other => self.wrong(&object.place, key, other, "a list of texts"),
            }
        }
        texts
    }

    /// The date of a time such as `2022-08-03T07:00:00.000Z`: the day that is written.
    pub(crate) fn date(&mut self, object: &Object<'_>, key: &str) -> Option<Date> {
        let text = self.text(object, key)?;
        let date: Option<Date> = text.get(..10).and_then(|day| day.parse().ok());
        let date = date.filter(|date| YEARS.contains(&date.year()));
        if date.is_none() {
            self.remarks.push(Remark::new(
                Code::OddDate,
                &object.place,
                format!("“{text}” is no date; it was left out"),
                "a date begins like 2027-05-04",
                "mend it in the program that wrote the file, or type it into the production",
            ));
        }
        date
    }

    /// All remarks, with those on unknown fields.
    pub(crate) fn finish(mut self) -> Vec<Remark> {
        for ((noun, key), count) in self.unknown {
            self.remarks.push(Remark::new(
                Code::UnknownField,
                format!("{noun}s"),
                format!("“{key}” ({count} times) is not known and was left out"),
                "the standard has no such field",
                "look whether it matters; the file itself is kept with the draft",
            ));
        }
        self.remarks
    }
}

/// A text with single spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
