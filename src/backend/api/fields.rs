//! The fields of a request, in its query or its body: read with their types, refused by their names.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::Request;
use super::refusal::Refusal;
use crate::messages::Window;
use crate::reading::LARGEST_FILE;
use crate::records::Day;

/// The largest body without a file, in bytes: the longest job description, written as JSON that escapes every other letter.
pub const LARGEST_BODY: usize = 8 * 1024 * 1024;
/// What a form needs around a file, in bytes.
const AROUND_FILE: usize = 64 * 1024;
/// The longest query, in bytes.
const LONGEST_QUERY: usize = 64 * 1024;
/// The most rows in one answer.
const MOST_ROWS: u64 = 1000;

/// Refuses what is larger than anything that is taken.
pub fn hold(request: &Request, takes_file: bool) -> Result<(), Refusal> {
    let most = if takes_file {
        LARGEST_FILE + AROUND_FILE
    } else {
        LARGEST_BODY
    };
    if request.body.len() > most {
        let length = request.body.len();
        let detail = format!("The body has {length} bytes; at most {most} are taken here.");
        return Err(Refusal::new(413, detail));
    }
    if request.query.len() > LONGEST_QUERY {
        let message = format!("The query is longer than {LONGEST_QUERY} bytes.");
        return Err(Refusal::field("query", message));
    }
    Ok(())
}

/// Percent-encoded text, decoded.
pub fn decoded(text: &str) -> Option<String> {
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

/// An id, from a field.
pub fn id<T: TryFrom<String>>(field: &str, text: &str) -> Result<Option<T>, Refusal>
where
    T::Error: std::fmt::Display,
{
    if text.is_empty() {
        return Ok(None);
    }
    let id = T::try_from(text.to_owned());
    id.map(Some)
        .map_err(|error| Refusal::field(field, error.to_string()))
}

/// A day, from a field; a time's day where a time is given, as some clients do.
fn day(field: &str, text: &str) -> Result<Option<Day>, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let date = match text.split_once(['T', ' ']) {
        Some((date, _)) => date,
        None => text,
    };
    let day = Day::new(date);
    day.map(Some)
        .map_err(|error| Refusal::field(field, error.to_string()))
}

/// One of some names.
fn one_of<T: Copy>(
    field: &str,
    text: &str,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Result<Option<T>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    let wanted = text.trim().to_lowercase().replace([' ', '-'], "_");
    let found = all.iter().copied().find(|one| name(*one) == wanted);
    found.map(Some).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|one| name(*one)).collect();
        let shown: String = text.chars().take(60).collect();
        let message = format!("“{shown}” is none of {}.", names.join(", "));
        Refusal::field(field, message)
    })
}

/// What stands behind the question mark.
#[derive(Default)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub fn of(query: &str) -> Result<Self, Refusal> {
        let pair = |pair: &str| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let part = |text: &str| decoded(&text.replace('+', " "));
            match (part(name), part(value)) {
                (Some(name), Some(value)) => Ok((name, value)),
                (name, _) => {
                    let name = name.unwrap_or_else(|| "query".to_owned());
                    Err(Refusal::field(&name, "This is not encoded as UTF-8."))
                }
            }
        };
        let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(pair);
        Ok(Self(pairs.collect::<Result<_, _>>()?))
    }

    /// The text; empty where the parameter is absent.
    pub fn text(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(other, _)| other == name);
        found.map_or("", |(_, value)| value)
    }

    /// The text of a parameter that must not be blank.
    pub fn required(&self, name: &str) -> Result<String, Refusal> {
        let text = self.text(name);
        if text.trim().is_empty() {
            return Err(Refusal::field(name, "This parameter is missing."));
        }
        Ok(text.to_owned())
    }

    /// A whole number within these bounds, both inclusive.
    pub fn number(&self, name: &str, least: u64, most: u64) -> Result<Option<u64>, Refusal> {
        let text = self.text(name).trim();
        if text.is_empty() {
            return Ok(None);
        }
        match text.parse() {
            Ok(number) if (least..=most).contains(&number) => Ok(Some(number)),
            _ => {
                let message = format!("A whole number from {least} to {most} is wanted here.");
                Err(Refusal::field(name, message))
            }
        }
    }

    pub fn rating(&self, name: &str) -> Result<Option<u8>, Refusal> {
        let rating = self.number(name, 1, 5)?;
        Ok(rating.and_then(|rating| u8::try_from(rating).ok()))
    }

    pub fn flag(&self, name: &str) -> Result<bool, Refusal> {
        match self.text(name) {
            "" | "0" | "false" => Ok(false),
            "1" | "true" => Ok(true),
            _ => Err(Refusal::field(name, "“true” or “false” is wanted here.")),
        }
    }

    pub fn id<T: TryFrom<String>>(&self, name: &str) -> Result<Option<T>, Refusal>
    where
        T::Error: std::fmt::Display,
    {
        id(name, self.text(name))
    }

    pub fn day(&self, name: &str) -> Result<Option<Day>, Refusal> {
        day(name, self.text(name))
    }

    pub fn one_of<T: Copy>(
        &self,
        name: &str,
        all: &[T],
        names: impl Fn(T) -> &'static str,
    ) -> Result<Option<T>, Refusal> {
        one_of(name, self.text(name), all, names)
    }

    /// `limit` and `offset`.
    pub fn window(&self, usual: u64) -> Result<Window, Refusal> {
        Ok(Window {
            offset: self.number("offset", 0, 1 << 53)?.unwrap_or(0),
            limit: self.number("limit", 1, MOST_ROWS)?.unwrap_or(usual),
        })
    }
}

/// A body that is a JSON object.
pub struct Body(Map<String, Value>);

impl Body {
    /// An empty body is an empty object.
    pub fn of(bytes: &[u8]) -> Result<Self, Refusal> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes)
            .map_err(|_| Refusal::field("body", "The body is not encoded as UTF-8."))?;
        if text.trim().is_empty() {
            return Ok(Self(Map::new()));
        }
        match serde_json::from_str(text) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => Err(Refusal::field(
                "body",
                "A JSON object is wanted as the body.",
            )),
            Err(error) => {
                let message = format!("The body is no JSON: {error}.");
                Err(Refusal::field("body", message))
            }
        }
    }

    /// Whether the field is there, and not null.
    pub fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| !value.is_null())
    }

    /// The text; empty where the field is absent or null.
    pub fn text(&self, name: &str) -> Result<String, Refusal> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(String::new()),
            Some(Value::String(text)) => Ok(text.clone()),
            Some(_) => Err(Refusal::field(name, "A text is wanted here.")),
        }
    }

    /// The text of a field that must be there.
    pub fn required(&self, name: &str) -> Result<String, Refusal> {
        if self.has(name) {
            self.text(name)
        } else {
            Err(Refusal::field(name, "This field is missing."))
        }
    }

    /// A list of texts, of which one alone may stand without a list.
    pub fn list(&self, name: &str) -> Result<Vec<String>, Refusal> {
        let wanted = || Refusal::field(name, "A list of texts is wanted here.");
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::String(text)) => Ok(vec![text.clone()]),
            Some(Value::Array(list)) => {
                let texts = list.iter().map(|one| one.as_str().map(str::to_owned));
                texts.collect::<Option<_>>().ok_or_else(wanted)
            }
            Some(_) => Err(wanted()),
        }
    }

    /// A rating, which must be there. Its bounds are the backend's to check.
    pub fn rating(&self, name: &str) -> Result<u8, Refusal> {
        let number = match self.0.get(name) {
            None | Some(Value::Null) => {
                return Err(Refusal::field(name, "This field is missing."));
            }
            Some(value) => value.as_f64(),
        };
        let whole = number.filter(|number| number.fract() == 0.0 && (0.0..=255.0).contains(number));
        match whole {
            // Within the bounds and whole, so that the cast is exact.
            Some(number) => Ok(number as u8),
            None => {
                let message = "A rating is a whole number from 1 (wrong) to 5 (right).";
                Err(Refusal::field(name, message))
            }
        }
    }

    pub fn flag(&self, name: &str) -> Result<bool, Refusal> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(Refusal::field(name, "true or false is wanted here.")),
        }
    }

    pub fn id<T: TryFrom<String>>(&self, name: &str) -> Result<Option<T>, Refusal>
    where
        T::Error: std::fmt::Display,
    {
        id(name, &self.text(name)?)
    }

    pub fn day(&self, name: &str) -> Result<Option<Day>, Refusal> {
        day(name, &self.text(name)?)
    }

    pub fn one_of<T: Copy>(
        &self,
        name: &str,
        all: &[T],
        names: impl Fn(T) -> &'static str,
    ) -> Result<Option<T>, Refusal> {
        one_of(name, &self.text(name)?, all, names)
    }
}
