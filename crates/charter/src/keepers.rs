//! Who keeps a unit's books: appointed from above, handed the pen, or named by the unit's own
//! recovery keys.

use book::{Hash, Kind, Signer, UnitId};
use serde::{Deserialize, Serialize};

use crate::subject::Bytes;
use crate::{By, Refusal, Right, Stamp, Subject};

/// The keepers that this bulletin named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keepers {
    /// How often it named one.
    pub named: u64,
}

/// A new reign: who keeps the books, and after which heads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reigned {
    /// The unit.
    pub unit: UnitId,
    /// The number of the reign: the highest wins.
    pub number: u64,
    /// The head of the bulletin after which the keeper writes.
    pub bulletin: Hash,
    /// The head of the record after which the keeper writes.
    pub record: Hash,
}

/// What can happen to a keeping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// A unit above appointed a device, for one unit or for many at once.
    Appointed {
        /// The device that keeps the books from here on.
        device: Signer,
        /// The units, each with its heads.
        units: Vec<Reigned>,
    },
    /// The keeper passed the pen to another device, inside the reign.
    PenPassed {
        /// The device that writes from the next batch on.
        to: Signer,
    },
    /// More than half of the recovery keys named a device, where nobody above could.
    Succeeded {
        /// The device that keeps the books from here on.
        device: Signer,
        /// The unit itself, with its heads.
        reign: Reigned,
        /// Signatures by recovery keys.
        signatures: Vec<(Signer, Bytes)>,
    },
}

/// What may be asked about a keeper.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Appoint a device over units below.
    Appoint {
        /// The device.
        device: Signer,
        /// The units, each with the heads after which it writes.
        units: Vec<Reigned>,
    },
    /// Pass the pen.
    PassPen {
        /// The device.
        to: Signer,
    },
}

/// Numbers that a reign may have: the founding one is 0, and a header holds no more.
const NUMBERS: std::ops::RangeInclusive<u64> = 1..=book::limits::SEQ;
/// Units that one appointment may name.
pub const UNITS: usize = 400;
const TAG: &[u8] = b"sward.reign.1\0";

/// What recovery keys sign when they name a keeper.
pub fn succession_message(device: &Signer, reign: &Reigned) -> Vec<u8> {
    book::cbor::to_bytes(&(device, reign)).unwrap_or_default()
}

/// Signs for a succession with one recovery key.
pub fn sign_succession(secret: &book::Secret, device: &Signer, reign: &Reigned) -> (Signer, Bytes) {
    let signature = secret.sign(TAG, &succession_message(device, reign));
    (secret.signer(), Bytes(signature.to_vec()))
}

/// Whether more than half of these recovery keys signed.
pub fn is_signed(recovery: &[Signer], device: &Signer, reign: &Reigned, signatures: &[(Signer, Bytes)]) -> bool {
    let message = succession_message(device, reign);
    let signed = |key: &&Signer| {
        let mut by_key = signatures.iter().filter(|(signer, _)| signer == *key);
        by_key.any(|(key, signature)| {
            signature.0.as_slice().try_into().is_ok_and(|signature| key.signed(TAG, &message, signature))
        })
    };
    // A key that is named twice counts once.
    let recovery = recovery.iter().collect::<std::collections::BTreeSet<_>>();
    !recovery.is_empty() && recovery.iter().copied().filter(signed).count() * 2 > recovery.len()
}

impl Subject for Keepers {
    type Fact = Fact;
    type Command = Command;
    type Around = ();
    const KIND: &'static str = "keeper";
    const BOOK: Kind = Kind::Bulletin;
    const GRAVE: bool = true;

    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        match fact {
            Fact::Appointed { units, .. } if units.len() > UNITS => Err(Refusal::TooLong),
            Fact::Appointed { units, .. } if units.iter().any(|reign| !NUMBERS.contains(&reign.number)) => {
                Err(Refusal::NotACommand)
            }
            // It is about units below, so the terms must reach them.
            Fact::Appointed { .. } => by.may_grave(Right::ManageKeepers, true),
            // The seal itself is the keeper's word; an office must ask for it all the same.
            Fact::PenPassed { .. } => by.may(Right::WriteRecord),
            // Whether enough keys signed was asked when the chain was followed, before any fold.
            Fact::Succeeded { .. } => Ok(()),
        }
    }

    fn apply(&mut self, _: Fact, _: &Stamp) {
        self.named += 1;
    }

    fn asked(fact: &Fact) -> Option<Command> {
        match fact {
            Fact::Appointed { device, units } => Some(Command::Appoint { device: *device, units: units.clone() }),
            Fact::PenPassed { .. } | Fact::Succeeded { .. } => None,
        }
    }

    /// Rights are not given again by what a succession left behind: an officer looks at it first.
    fn again(&self, _: &Fact) -> bool {
        false
    }

    fn decide(&self, command: Command, _: &(), _: &Stamp) -> Result<Vec<Fact>, Refusal> {
        Ok(match command {
            Command::Appoint { device, units } => vec![Fact::Appointed { device, units }],
            Command::PassPen { to } => vec![Fact::PenPassed { to }],
        })
    }
}
