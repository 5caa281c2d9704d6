//! Areas: where a unit wants a cell, by name. A list that the organisation gives, in the unit's own bulletin.

use std::collections::HashSet;

use book::{Kind, Text};
use charter::units::NAME_BYTES;
use charter::{By, Refusal, Right, Stamp, Subject};
use serde::{Deserialize, Serialize};

/// Bytes of all names of one unit's list: they stand in one entry.
pub const LIST_BYTES: usize = 40_000;

/// The list of one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Areas {
    /// Names of areas, as they were given.
    pub names: Vec<String>,
}

/// What can happen to a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// The list was given, in place of the one before.
    Listed(Vec<Text>),
}

/// What may be asked of a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Give the list, in place of the one before.
    List(Vec<Text>),
}

impl Subject for Areas {
    type Fact = Fact;
    type Command = Command;
    /// Whether the unit is a cell: nothing stands below it.
    type Around = bool;
    const KIND: &'static str = "area";
    const BOOK: Kind = Kind::Bulletin;
    const TEXT: bool = true;

    fn may(&self, by: &By, Fact::Listed(names): &Fact) -> Result<(), Refusal> {
        by.may(Right::ManageUnits)?;
        fits(names)
    }

    fn apply(&mut self, Fact::Listed(names): Fact, _: &Stamp) {
        self.names = names.into_iter().map(|name| name.0).collect();
    }

    fn decide(&self, Command::List(names): Command, is_cell: &bool, _: &Stamp) -> Result<Vec<Fact>, Refusal> {
        if *is_cell {
            return Err(Refusal::BelowACell);
        }
        let mut seen = HashSet::new();
        let names = names.into_iter().filter(|name| seen.insert(name.clone())).collect::<Vec<_>>();
        fits(&names)?;
        let same = names.iter().map(|name| &name.0).eq(&self.names);
        Ok(if same { vec![] } else { vec![Fact::Listed(names)] })
    }
}

fn fits(names: &[Text]) -> Result<(), Refusal> {
    match () {
        _ if names.iter().any(|name| name.0.trim().is_empty()) => Err(Refusal::NoName),
        _ if names.iter().any(|name| name.0.len() > NAME_BYTES) => Err(Refusal::TooLong),
        _ if names.iter().map(|name| name.0.len()).sum::<usize>() > LIST_BYTES => Err(Refusal::TooLong),
        _ => Ok(()),
    }
}
