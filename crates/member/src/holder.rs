//! Who holds an office: kept in the record, since the bulletin names terms and nobody.

use book::{Kind, PersonId};
use charter::privacy::{Held, Kept, Purpose, Readers};
use charter::{By, Office, Refusal, Right, Stamp, Subject};
use serde::{Deserialize, Serialize};

/// The holders of a unit's offices, one for each term that was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holders {
    /// The latest word on each term: the office, its number, and who.
    pub terms: Vec<(Office, u64, PersonId)>,
}

/// A term was taken by somebody. The same word is asked and comes to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Hold {
    /// By this member.
    Took {
        /// The office.
        office: Office,
        /// Its number within the office.
        number: u64,
        /// Who.
        person: PersonId,
    },
}

/// Terms whose holders are kept.
pub const HELD: usize = 10_000;

impl Holders {
    /// Who holds a term, if anybody wrote it down.
    pub fn of(&self, office: Office, number: u64) -> Option<PersonId> {
        let fits = |term: &&(Office, u64, PersonId)| (term.0, term.1) == (office, number);
        self.terms.iter().find(fits).map(|term| term.2)
    }
}

impl Subject for Holders {
    type Fact = Hold;
    type Command = Hold;
    type Around = ();
    const KIND: &'static str = "holder";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[
        Held::new("Took.office", "held-office", Purpose::Rights, Readers::Cell, Kept::Record),
        Held::new("Took.number", "held-office", Purpose::Rights, Readers::Cell, Kept::Record),
        Held::new("Took.person", "held-office", Purpose::Rights, Readers::Cell, Kept::Record),
    ];

    fn may(&self, by: &By, _: &Hold) -> Result<(), Refusal> {
        by.may(Right::ManageOffices)?;
        if self.terms.len() < HELD { Ok(()) } else { Err(Refusal::TooLong) }
    }

    fn apply(&mut self, Hold::Took { office, number, person }: Hold, _: &Stamp) {
        self.terms.retain(|term| (term.0, term.1) != (office, number));
        self.terms.push((office, number, person));
    }

    fn decide(&self, hold: Hold, _: &(), _: &Stamp) -> Result<Vec<Hold>, Refusal> {
        let Hold::Took { office, number, person } = hold;
        Ok(if self.of(office, number) == Some(person) { vec![] } else { vec![hold] })
    }
}
