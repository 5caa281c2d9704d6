mod calendar;
mod feed;
mod life;

use book::{Actor, UnitId};
use charter::calendar::Moment;
use charter::{By, Office, Reach, Refusal, Stamp, Subject};

pub fn by(office: Office, reach: Reach) -> By<'static> {
    let actor = Actor::Term { unit: UnitId([1; 32]), office: office.name(), number: 1 };
    By { office: Some(office), reach, ..By::nobody(actor) }
}

pub fn secretary() -> By<'static> {
    by(Office::Secretary, Reach::Here)
}

pub fn keeper() -> By<'static> {
    By { reach: Reach::Keeper, ..By::nobody(Actor::Keeper) }
}

/// Decides a command and lets its facts happen, as the ledger does: how many there were.
pub fn act<S: Subject>(state: &mut S, by: &By, command: S::Command, around: &S::Around) -> Result<usize, Refusal> {
    let stamp = Stamp { time: Moment(1_000), ..Stamp::default() };
    state.act(command, around, by, &stamp)
}
