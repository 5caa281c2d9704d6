//! Currencies, by their code and how many decimals they have. It knows no rate of exchange: a unit has one.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A currency, by its code of ISO 4217: three capital letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

/// A text is no code of a currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotACurrency;

/// Codes whose minor unit is not a hundredth, with its decimals: ISO 4217:2015, list one of its maintenance agency.
const OTHERS: [(&str, u32); 25] = [
    ("BIF", 0),
    ("CLP", 0),
    ("DJF", 0),
    ("GNF", 0),
    ("ISK", 0),
    ("JPY", 0),
    ("KMF", 0),
    ("KRW", 0),
    ("PYG", 0),
    ("RWF", 0),
    ("UGX", 0),
    ("UYI", 0),
    ("VND", 0),
    ("VUV", 0),
    ("XAF", 0),
    ("XOF", 0),
    ("XPF", 0),
    ("BHD", 3),
    ("IQD", 3),
    ("JOD", 3),
    ("KWD", 3),
    ("LYD", 3),
    ("OMR", 3),
    ("TND", 3),
    ("CLF", 4),
];
/// The decimals of every other one.
const USUAL: u32 = 2;

impl Currency {
    /// Its code.
    pub fn code(&self) -> &str {
        // Made of capital letters alone, so it always reads.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Decimals of its amounts.
    pub fn decimals(&self) -> u32 {
        OTHERS.iter().find(|(code, _)| *code == self.code()).map_or(USUAL, |(_, decimals)| *decimals)
    }

    /// Minor units in a whole one.
    pub fn minors(&self) -> i64 {
        10_i64.pow(self.decimals())
    }
}

impl FromStr for Currency {
    type Err = NotACurrency;

    fn from_str(text: &str) -> Result<Currency, NotACurrency> {
        let bytes: [u8; 3] = text.as_bytes().try_into().map_err(|_| NotACurrency)?;
        if bytes.iter().all(u8::is_ascii_uppercase) { Ok(Currency(bytes)) } else { Err(NotACurrency) }
    }
}

impl TryFrom<String> for Currency {
    type Error = NotACurrency;

    fn try_from(text: String) -> Result<Currency, NotACurrency> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.code().into()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for NotACurrency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a currency has three capital letters, as CHF")
    }
}

impl std::error::Error for NotACurrency {}
