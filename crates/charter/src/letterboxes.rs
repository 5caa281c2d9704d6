//! Letterboxes: the public keys under which what is for a unit's offices alone is locked, in its own bulletin. There are
//! two: one for whoever runs the unit's week, and one for its ombuds. The secrets stand in no book.

use book::Kind;
use serde::{Deserialize, Serialize};

use crate::{By, Bytes, Refusal, Stamp, Subject};

/// A key of X25519 under which something is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Bytes", into = "Bytes")]
pub struct PublicKey(pub [u8; 32]);

/// The letterboxes of one unit: a keeper that did not inherit the secrets opens others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterboxes {
    /// All that there ever were, oldest first.
    pub all: Vec<Letterbox>,
}

/// Where what is for a unit's offices alone is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letterbox {
    /// For whoever runs the unit's week.
    pub handler: PublicKey,
    /// For its ombuds alone.
    pub ombuds: PublicKey,
}

/// A letterbox was opened, in place of the one before. The same word is asked and comes to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Open {
    /// By the keeper.
    Opened(Letterbox),
}

/// Letterboxes that one unit may have had.
pub const LETTERBOXES: usize = 1_000;

impl Letterboxes {
    /// The one into which things are put now.
    pub fn present(&self) -> Option<&Letterbox> {
        self.all.last()
    }
}

impl Subject for Letterboxes {
    type Fact = Open;
    type Command = Open;
    type Around = ();
    const KIND: &'static str = "letterbox";
    const BOOK: Kind = Kind::Bulletin;

    fn may(&self, by: &By, _: &Open) -> Result<(), Refusal> {
        by.is_keeper()?;
        if self.all.len() >= LETTERBOXES { Err(Refusal::TooLong) } else { Ok(()) }
    }

    fn apply(&mut self, Open::Opened(letterbox): Open, _: &Stamp) {
        self.all.push(letterbox);
    }

    /// Its secrets may be lost with the keeper that opened it.
    fn again(&self, _: &Open) -> bool {
        false
    }

    fn decide(&self, open: Open, _: &(), _: &Stamp) -> Result<Vec<Open>, Refusal> {
        let Open::Opened(letterbox) = open;
        Ok(if self.present() == Some(&letterbox) { vec![] } else { vec![open] })
    }
}

impl From<PublicKey> for Bytes {
    fn from(key: PublicKey) -> Bytes {
        Bytes(key.0.to_vec())
    }
}

impl TryFrom<Bytes> for PublicKey {
    type Error = &'static str;

    fn try_from(bytes: Bytes) -> Result<PublicKey, &'static str> {
        bytes.0.try_into().map(PublicKey).map_err(|_| "a key of 32 bytes")
    }
}
