//! The fields of a form or of a query: names and values, in order, bounded.

use std::collections::HashSet;

use serde::Serialize;

use crate::fault::{Fault, Result, Wrong};
use crate::say::Say;

/// The most fields that one form may have: a large cell's roll, and then some.
pub const FIELDS: usize = 2_000;

/// What every form has beside what is typed into it.
pub const FORM: [&str; 5] = ["deed", "id", "unit", "subject", "back"];

/// Names and values, as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// Reads a query or the body of a form; none if it has too many fields, a NUL, or what is not UTF-8: a browser
    /// sends none of these, and a repair would keep what nobody typed.
    pub fn read(text: &[u8]) -> Option<Fields> {
        let fields: Vec<(String, String)> = form_urlencoded::parse(text).take(FIELDS + 1).map(own).collect();
        let fits = fields.len() <= FIELDS && is_utf8(text);
        fits.then_some(Fields(fields)).and_then(Fields::without_nul)
    }

    /// These, unless there is a NUL in one of them.
    pub(crate) fn without_nul(self) -> Option<Fields> {
        let has_nul = |(name, value): &(String, String)| name.contains('\0') || value.contains('\0');
        (!self.0.iter().any(has_nul)).then_some(self)
    }

    /// Whether every field stands here once, but for those that may stand many times. `deed` may stand twice: a
    /// button can ask for another than its form.
    pub fn once(&self, many: &[&str]) -> bool {
        let mut seen = HashSet::new();
        let again = self.0.iter().filter(|(name, _)| !seen.insert(name.as_str())).map(|(name, _)| name.as_str());
        let again = again.filter(|name| !many.contains(name)).collect::<Vec<_>>();
        again.is_empty() || again == ["deed"]
    }

    /// The fields as they are kept: each text in one normal form, nothing hidden in it, nothing that turns the
    /// direction of what stands beside it.
    pub fn clean(&self, say: &Say) -> Result<Fields> {
        let clean = |(name, value): &(String, String)| match sheet::clean(value) {
            Ok(value) => Ok((name.clone(), value)),
            Err(fault) => {
                let why = say.t(&format!("sign-{}", fault.code()));
                Err(Fault::Wrong(Wrong {
                    field: name.clone().into(),
                    message: "unfit-text",
                    particulars: vec![("why", why)],
                }))
            }
        };
        self.0.iter().map(clean).collect::<Result<_>>().map(Fields)
    }

    /// The value of a field; the first, if there are several.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The value of a field without the space around it; none if nothing is left.
    pub fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// All values of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// As a query.
    pub fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }
}

fn own((name, value): (std::borrow::Cow<str>, std::borrow::Cow<str>)) -> (String, String) {
    (name.into_owned(), value.replace("\r\n", "\n"))
}

/// Whether a percent-encoded text is UTF-8.
fn is_utf8(text: &[u8]) -> bool {
    let digit = |at: usize| text.get(at).and_then(|sign| char::from(*sign).to_digit(16));
    let (mut bytes, mut at) = (Vec::with_capacity(text.len()), 0);
    while let Some(byte) = text.get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                bytes.push(*byte);
                at += 1;
            }
        }
    }
    std::str::from_utf8(&bytes).is_ok()
}
