//! What a command asks for, in words, for whoever is to sign it: as the books name what it is about.

use book::UnitId;
use charter::keepers::{self, Keepers};
use charter::places::{Move, Moves};
use charter::units::{Command, Unit};
use charter::{Subject, keepers::Reigned};
use ledger::{Look, Result, Scope, Wish};
use web::Told;

/// What a command asks for.
pub fn says(look: &Look, wish: &Wish) -> Result<Told> {
    let name = |unit: UnitId| -> Result<String> {
        Ok(look.unit(Scope::Node, unit)?.map_or_else(|| unit.short(), |unit| unit.name))
    };
    let body = &wish.body[..];
    Ok(match &wish.kind[..] {
        Unit::KIND => match book::cbor::from_bytes(body) {
            Ok(Command::Close { into: None }) => Told::new("says-close").with("name", name(wish.unit)?),
            Ok(Command::Close { into: Some(into) }) => {
                Told::new("says-merge").with("name", name(wish.unit)?).with("into", name(into)?)
            }
            _ => unknown(wish),
        },
        Moves::KIND => match book::cbor::from_bytes(body) {
            Ok(Move::Move { unit, to }) => Told::new("says-move").with("name", name(unit)?).with("to", name(to)?),
            Err(_) => unknown(wish),
        },
        Keepers::KIND => match book::cbor::from_bytes(body) {
            Ok(keepers::Command::Appoint { device, units }) => {
                let first = units.first().map_or(wish.unit, |Reigned { unit, .. }| *unit);
                let told = Told::new(if units.len() > 1 { "says-keepers" } else { "says-keeper" });
                told.with("name", name(first)?)
                    .with("n", units.len().saturating_sub(1).to_string())
                    .with("device", device.short())
            }
            _ => unknown(wish),
        },
        _ => unknown(wish),
    })
}

fn unknown(wish: &Wish) -> Told {
    Told::new("says-other").with("kind", wish.kind.clone())
}
