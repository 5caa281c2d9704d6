mod life;
mod locked;
mod times;

use book::{Actor, UnitId};
use charter::calendar::Day;
use charter::{By, Bytes, Office, Reach, Refusal, Stamp, Subject};

use crate::{Around, Command, Concern, Receipt, Whole, Word};

pub const CELL: UnitId = UnitId([7; 32]);
pub const REGION: UnitId = UnitId([8; 32]);
pub const CENTRE: UnitId = UnitId([9; 32]);

/// A Monday, and so many days after it.
pub fn day(number: i32) -> Day {
    Day::new(2026, 3, 2).unwrap().plus(number)
}

pub fn receipt(number: u8) -> Receipt {
    Receipt::new([number; 16])
}

pub fn by(office: Office, reach: Reach) -> By<'static> {
    let actor = Actor::Term { unit: CELL, office: office.name(), number: 1 };
    By { office: Some(office), reach, ..By::nobody(actor) }
}

pub fn secretary() -> By<'static> {
    by(Office::Secretary, Reach::Here)
}

pub fn keeper() -> By<'static> {
    By { reach: Reach::Keeper, ..By::nobody(Actor::Keeper) }
}

pub fn act(concern: &mut Concern, by: &By, command: Command, on: i32) -> Result<usize, Refusal> {
    act_in(concern, by, command, on, (CELL, &Around { above: vec![REGION, CENTRE], below: vec![] }))
}

/// Decides a command in a unit's bulletin and lets its facts happen, as the ledger does: how many there were.
pub fn act_in(
    concern: &mut Concern,
    by: &By,
    command: Command,
    on: i32,
    (unit, around): (UnitId, &Around),
) -> Result<usize, Refusal> {
    let stamp = Stamp { unit, time: day(on).start(), ..Stamp::default() };
    concern.act(command, around, by, &stamp)
}

pub fn text() -> Bytes {
    Bytes(vec![1, 2, 3])
}

pub fn raise(of: &Receipt) -> Command {
    Command::Raise { key: of.secret().signer(), reads: of.reads(), text: text() }
}

/// A concern that was raised on the Monday.
pub fn raised() -> Concern {
    let mut concern = Concern::default();
    act(&mut concern, &keeper(), raise(&receipt(1)), 0).unwrap();
    concern
}

pub fn settle(of: &Receipt, word: u32) -> Command {
    Command::Settle { word, signature: Bytes(of.sign(Word::Settled, word).to_vec()) }
}

pub fn appeal(of: &Receipt, word: u32) -> Command {
    Command::Appeal { word, signature: Bytes(of.sign(Word::Appealed, word).to_vec()), text: None }
}

pub fn whole(own: Concern) -> Whole {
    Whole { unit: CELL, own, above: vec![] }
}
