//! A receipt: that somebody paid dues, for paper. Half a sheet holds it.

use maud::{Markup, html};
use serde::Serialize;
use web::{Page, Paper, Say};

use super::account::Payment;
use super::written;
use crate::{Currency, Money};

/// A receipt.
#[derive(Serialize)]
pub struct Receipt {
    /// Where it is reached from.
    #[serde(skip)]
    pub back: String,
    /// The cell's name.
    pub cell: String,
    /// Who paid.
    pub name: String,
    /// What.
    pub payment: Payment,
    /// In which currency.
    pub currency: Currency,
}

impl Page for Receipt {
    fn title(&self, say: &Say) -> String {
        let number = format!("{}/{}", self.payment.year, self.payment.number);
        say.say("receipt-number", &[("number", number.into())])
    }

    fn body(&self, on: &Paper) -> Markup {
        let (say, payment) = (&on.say, &self.payment);
        let back = payment.amount < Money::NONE;
        let amount = written(say, if back { -payment.amount } else { payment.amount }, self.currency);
        let about = [
            ("name", self.name.as_str().into()),
            ("unit", self.cell.as_str().into()),
            ("amount", amount.into()),
            ("day", say.dated(payment.day).into()),
        ];
        html! {
            div.narrow.flow {
                h1 { (self.title(say)) }
                p.lede { (say.say(if back { "receipt-says-back" } else { "receipt-says" }, &about)) }
                p.quiet.screen { (say.t("dues-receipt-hint")) }
                div.print { div.sign { p { (say.t("sign-cash")) } p { (say.t("sign-payer")) } } }
                p.screen { a href=(self.back) { (say.t("back-to-dues")) } }
            }
        }
    }
}
