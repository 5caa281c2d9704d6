//! The fields of a form or of a query: names and values, in order, bounded.

use serde::Serialize;

/// The most fields that one form may have: a large cell's roll, and then some.
pub const FIELDS: usize = 2_000;

/// Names and values, as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// Reads a query or the body of a form; none if it has too many fields or a NUL in one.
    pub fn read(text: &[u8]) -> Option<Fields> {
        let fields: Vec<(String, String)> = form_urlencoded::parse(text).take(FIELDS + 1).map(own).collect();
        let fits = fields.len() <= FIELDS && !fields.iter().any(|(name, value)| (name.clone() + value).contains('\0'));
        fits.then_some(Fields(fields))
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
