//! What a command asks for, in words that tell all of it, for whoever is to sign it: as the books name what it is about.

use book::UnitId;
use charter::keepers::{self, Keepers};
use charter::permits::{Allow, Permit, Permits};
use charter::places::{Move, Moves};
use charter::units::{Command, Unit};
use charter::{Office, Subject};
use ledger::{Look, Result, Scope, Wish, own_subject};
use web::Told;

/// What a command asks for; none, if it is not one that pages ask for as the books stand now.
pub fn says(look: &Look, wish: &Wish) -> Result<Option<Told>> {
    let name = |unit: UnitId| -> Result<String> {
        Ok(look.unit(Scope::Node, unit)?.map_or_else(|| unit.short(), |unit| unit.name))
    };
    let (body, own) = (&wish.body[..], wish.subject == own_subject(wish.unit));
    Ok(match &wish.kind[..] {
        Unit::KIND if own => match book::cbor::from_bytes(body) {
            Ok(Command::Close { into: None }) => Some(Told::new("says-close").with("name", name(wish.unit)?)),
            Ok(Command::Close { into: Some(into) }) => {
                Some(Told::new("says-merge").with("name", name(wish.unit)?).with("into", name(into)?))
            }
            _ => None,
        },
        Permits::KIND if own => match book::cbor::from_bytes(body) {
            Ok(Allow::Allowed(Permit::Export { unit })) if unit == wish.unit => {
                Some(Told::new("says-export").with("name", name(unit)?))
            }
            Ok(Allow::Allowed(Permit::Reset { office, number })) => {
                Some(Told::new(says_reset(office)).with("number", number.to_string()).with("name", name(wish.unit)?))
            }
            _ => None,
        },
        Moves::KIND => match book::cbor::from_bytes(body) {
            Ok(Move::Move { unit, to }) if wish.subject == own_subject(unit) => {
                Some(Told::new("says-move").with("name", name(unit)?).with("to", name(to)?))
            }
            _ => None,
        },
        Keepers::KIND if own => match book::cbor::from_bytes(body) {
            Ok(keepers::Command::Appoint { device, units }) => match &units[..] {
                // One unit, with the heads at which its books stand: what lies behind others would count no more.
                [reign] => {
                    let unit = look.unit(Scope::Node, reign.unit)?;
                    let now = unit.as_ref().map(|unit| unit::reigns(look, std::slice::from_ref(unit))).transpose()?;
                    let stands = unit.as_ref().is_some_and(|unit| unit.parent == Some(wish.unit)) && now == Some(units);
                    let told = Told::new("says-keeper").with("device", device.to_string());
                    unit.filter(|_| stands).map(|unit| told.with("name", unit.name))
                }
                _ => None,
            },
            _ => None,
        },
        _ => None,
    })
}

fn says_reset(office: Office) -> &'static str {
    match office {
        Office::Secretary => "says-reset-secretary",
        Office::Deputy => "says-reset-deputy",
        Office::Treasurer => "says-reset-treasurer",
        Office::Organiser => "says-reset-organiser",
        Office::Ombuds => "says-reset-ombuds",
    }
}
