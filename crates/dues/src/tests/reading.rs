//! Amounts as people type them.

use proptest::prelude::{any, prop_assert_eq, proptest};

use super::chf;
use crate::{AMOUNT, Currency, Money, Unread};

fn read(text: &str) -> Result<i64, Unread> {
    Money::read(text, chf()).map(|money| money.minor)
}

#[test]
fn what_people_type_is_read() {
    let texts = [
        ("12.50", 1_250),
        ("12,50", 1_250),
        ("12,5", 1_250),
        ("12", 1_200),
        ("0", 0),
        ("0.05", 5),
        (" 7 ", 700),
        ("1 200", 120_000),
        ("1\u{a0}200", 120_000),
        ("1\u{202f}200,50", 120_050),
        ("1'200.50", 120_050),
        ("1’200.50", 120_050),
        ("1.200,50", 120_050),
        ("1,200.50", 120_050),
        ("1.200.000", 120_000_000),
        ("1,000,000.01", 100_000_001),
        ("1000000000", AMOUNT),
    ];
    for (text, minor) in texts {
        assert_eq!(read(text), Ok(minor), "{text}");
    }
}

#[test]
fn hostile_063_what_is_no_amount_or_could_be_two_is_refused() {
    use Unread::{NotAnAmount, TooManyDecimals, TooMuch};
    let texts = [
        ("", NotAnAmount),
        ("-0", NotAnAmount),
        ("-5", NotAnAmount),
        ("+5", NotAnAmount),
        ("−5", NotAnAmount),
        ("1e9", NotAnAmount),
        ("0x10", NotAnAmount),
        ("NaN", NotAnAmount),
        ("１２", NotAnAmount),
        ("१२", NotAnAmount),
        ("\u{200f}12", NotAnAmount),
        ("12\u{202e}", NotAnAmount),
        ("1\t200", NotAnAmount),
        ("12.", NotAnAmount),
        (".50", NotAnAmount),
        ("007", NotAnAmount),
        ("0 100", NotAnAmount),
        ("1 20", NotAnAmount),
        ("1200 000", NotAnAmount),
        ("1 200'000", NotAnAmount),
        ("1.200.50", NotAnAmount),
        ("1,2,3.50", NotAnAmount),
        ("1.5,5.5", NotAnAmount),
        ("CHF 12", NotAnAmount),
        ("12.345", TooManyDecimals),
        ("1,200", TooManyDecimals),
        ("1000000000.01", TooMuch),
        ("9999999999999999999", TooMuch),
        ("99999999999999999999999999999999", TooMuch),
    ];
    for (text, why) in texts {
        assert_eq!(read(text), Err(why), "{text}");
    }
}

#[test]
fn a_currency_has_the_decimals_that_the_standard_gives_it() {
    let decimals = |code: &str| code.parse::<Currency>().unwrap().decimals();
    assert_eq!(["CHF", "EUR", "JPY", "XOF", "TND", "CLF"].map(decimals), [2, 2, 0, 0, 3, 4]);
    let read = |text, code: &str| Money::read(text, code.parse().unwrap()).map(|money| money.minor);
    assert_eq!(read("12 500", "JPY"), Ok(12_500));
    assert_eq!(read("12.5", "JPY"), Err(Unread::TooManyDecimals));
    assert_eq!(read("12.345", "TND"), Ok(12_345));
    for code in ["", "chf", "CH", "CHFR", "C F", "ÉÉ", "CH\u{0}"] {
        assert!(code.parse::<Currency>().is_err(), "{code}");
        assert!(serde_json::from_value::<Currency>(code.into()).is_err(), "{code}");
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(minor in 0..=AMOUNT, code in 0..4_usize) {
        let currency: Currency = ["CHF", "JPY", "TND", "CLF"][code].parse().unwrap();
        prop_assert_eq!(Money::read(&Money::of(minor).plain(currency), currency), Ok(Money::of(minor)));
    }

    #[test]
    fn no_text_breaks_the_reading(text in any::<String>(), near in "[0-9.,' ]{0,12}") {
        for text in [text, near] {
            if let Ok(money) = Money::read(&text, chf()) {
                assert!((0..=AMOUNT).contains(&money.minor), "{text}");
            }
        }
    }
}
