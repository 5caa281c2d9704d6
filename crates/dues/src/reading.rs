//! Amounts as people type them, read strictly: what could mean two things is asked for anew. And as they are written
//! where a program reads them back. How pages write them is the language's affair.

use crate::{AMOUNT, Currency, Money};

/// Why a text is not taken for an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is none, or could be two.
    NotAnAmount,
    /// It has more decimals than the currency.
    TooManyDecimals,
    /// It is more than may stand in one posting.
    TooMuch,
}

/// What may stand between thousands, beside the point or the comma that is not the decimal sign.
const BETWEEN: [char; 5] = [' ', '\u{a0}', '\u{202f}', '\'', '’'];
/// Digits between two such signs.
const GROUP: usize = 3;

impl Unread {
    /// The message that says it, with what to do.
    pub fn message(self) -> &'static str {
        match self {
            Unread::NotAnAmount => "not-an-amount",
            Unread::TooManyDecimals => "too-many-decimals",
            Unread::TooMuch => "too-much",
        }
    }
}

impl Money {
    /// Reads an amount that somebody typed: `12.50`, `12,50`, `1 200`, `1'200.50`. One point or comma alone is the
    /// decimal sign, and never stands between thousands; no sign, no other digits than 0 to 9.
    pub fn read(text: &str, currency: Currency) -> Result<Money, Unread> {
        let text = text.trim_matches(' ');
        let point = text.rfind(['.', ',']).filter(|at| text.matches(&text[*at..=*at]).count() == 1);
        let (whole, rest) = point.map_or((text, None), |at| (&text[..at], Some(&text[at + 1..])));
        let whole = digits(whole).ok_or(Unread::NotAnAmount)?;
        let decimals = currency.decimals() as usize;
        let rest = match rest {
            None => "",
            Some(rest) if rest.is_empty() || !rest.bytes().all(|sign| sign.is_ascii_digit()) => {
                return Err(Unread::NotAnAmount);
            }
            Some(rest) if rest.len() > decimals => return Err(Unread::TooManyDecimals),
            Some(rest) => rest,
        };
        let minor = format!("{whole}{rest:0<decimals$}").parse::<i64>().map_err(|_| Unread::TooMuch)?;
        if minor > AMOUNT { Err(Unread::TooMuch) } else { Ok(Money { minor }) }
    }

    /// As programs read it back, and as it stands in a field: `1200.50`.
    pub fn plain(self, currency: Currency) -> String {
        let (whole, rest) = self.parts(currency);
        format!(
            "{}{whole}{}",
            if self.minor < 0 { "-" } else { "" },
            rest.map_or(String::new(), |rest| format!(".{rest}"))
        )
    }

    /// Whole units without their sign, and the decimals where the currency has any.
    pub fn parts(self, currency: Currency) -> (u64, Option<String>) {
        let (minors, decimals) = (currency.minors().unsigned_abs(), currency.decimals() as usize);
        let (whole, rest) = (self.minor.unsigned_abs() / minors, self.minor.unsigned_abs() % minors);
        (whole, (decimals > 0).then(|| format!("{rest:0>decimals$}")))
    }
}

/// The digits of a whole number, its thousands set apart by one kind of sign or by none; no nought before others.
fn digits(text: &str) -> Option<String> {
    let between = text.chars().find(|sign| !sign.is_ascii_digit());
    let groups = match between {
        None => vec![text],
        Some(sign) if BETWEEN.contains(&sign) || sign == '.' || sign == ',' => text.split(sign).collect(),
        Some(_) => return None,
    };
    let (first, others) = groups.split_first()?;
    let all_digits = groups.iter().all(|group| group.bytes().all(|sign| sign.is_ascii_digit()));
    let apart = others.is_empty() || first.len() <= GROUP;
    let noughts = first.starts_with('0') && (first.len() > 1 || !others.is_empty());
    let fits = all_digits && apart && !first.is_empty() && !noughts && others.iter().all(|group| group.len() == GROUP);
    fits.then(|| groups.concat())
}
