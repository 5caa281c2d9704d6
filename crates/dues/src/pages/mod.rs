//! Pages of dues: what is open and what comes in, the cash book and its counting, one member's account with receipts,
//! and above cells the sums of all below.

mod above;
mod account;
mod book;
mod count;
mod dates;
mod deeds;
mod home;
mod receipt;

pub use account::{Account, Payment, span};
pub use book::what;
pub use dates::dates;

use charter::{Right, UnitKind};
use ledger::Unit;
use maud::{Markup, html};
use web::{Deed, Fault, Result, Route, Say, Visit};

use crate::{Currency, Money};

/// Every address here.
pub const ROUTES: [Route; 5] = [
    Route { path: "/u/{unit}/dues", view: home::view },
    Route { path: "/u/{unit}/dues/book", view: book::view },
    Route { path: "/u/{unit}/dues/count", view: count::view },
    Route { path: "/u/{unit}/dues/of/{id}", view: account::view },
    Route { path: "/u/{unit}/you/dues", view: account::mine },
];

/// Everything that a form here asks for.
pub const DEEDS: [Deed; 11] = [
    Deed::with("dues.begin", Right::KeepCash, deeds::begin),
    Deed::with("dues.settle", Right::KeepCash, deeds::settle),
    Deed::with("dues.take", Right::KeepCash, deeds::take),
    Deed::with("dues.give", Right::KeepCash, deeds::give),
    Deed::with("dues.reverse", Right::KeepCash, deeds::reverse),
    Deed::with("dues.waive", Right::KeepCash, deeds::waive),
    Deed::with("dues.lift", Right::KeepCash, deeds::lift),
    Deed::with("dues.count", Right::KeepCash, deeds::count),
    Deed::with("dues.confirm", Right::KeepCash, deeds::confirm),
    Deed::own("me.agree-count", deeds::agree),
    Deed::of_managers("dues.levy", deeds::levy),
];

/// An amount as it is written in a language: 'CHF 1,200.50'.
pub fn written(say: &Say, money: Money, currency: Currency) -> String {
    let (whole, rest) = money.parts(currency);
    let whole = say.number(i64::try_from(whole).unwrap_or(i64::MAX));
    let number = rest.map_or(whole.clone(), |rest| whole + &say.t("decimal-sign") + &rest);
    let sign = if money.minor < 0 { "−" } else { "" };
    let about = [("currency", currency.code().into()), ("number", format!("{sign}{number}").into())];
    web::plain(say.say("amount", &about))
}

/// The same where it stands alone: set apart from what runs in another direction.
pub fn shown(say: &Say, money: Money, currency: Currency) -> Markup {
    html! { bdi { (written(say, money, currency)) } }
}

/// The cell that the address names, for those who keep its cash.
fn kept(visit: &Visit) -> Result<Unit> {
    let unit = visit.among()?;
    if unit.kind == UnitKind::Cell && visit.may(&unit, Right::KeepCash) { Ok(unit) } else { Err(Fault::NotFound) }
}

/// A sentence about one amount.
fn about(say: &Say, name: &str, money: Money, currency: Currency) -> String {
    say.say(name, &[("amount", written(say, money, currency).into())])
}
