//! Accounts as a record knows them: which of them the keeper's node vouches for, and for whom. How somebody signs in is
//! that node's own; here stands only what others need to weigh its word.

use book::{Kind, PersonId, Signer};
use serde::{Deserialize, Serialize};

use crate::privacy::{Held, Kept, Purpose, Readers};
use crate::{By, Refusal, Stamp, Subject};

/// An account of one unit; the subject's id is the account's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// The node at which it signs in; none if it never was enrolled.
    pub at: Option<Signer>,
    /// For whom on the roll it stands, if for anybody.
    pub person: Option<PersonId>,
}

/// An account was enrolled. The same word is asked and comes to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Enrol {
    /// At a node, for somebody.
    Enrolled {
        /// The node at which it signs in.
        at: Signer,
        /// For whom on the roll it stands, if for anybody.
        person: Option<PersonId>,
    },
}

impl Enrolment {
    /// Whether a node may vouch for the account: it enrolled there, and an account never stands for another person.
    pub fn is_at(&self, node: Signer) -> bool {
        self.at == Some(node)
    }
}

impl Subject for Enrolment {
    type Fact = Enrol;
    type Command = Enrol;
    type Around = ();
    const KIND: &'static str = "account";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[
        Held::new("Enrolled.at", "held-account", Purpose::Rights, Readers::Machine, Kept::Record),
        Held::new("Enrolled.person", "held-account", Purpose::Rights, Readers::Machine, Kept::Record),
    ];

    fn may(&self, by: &By, Enrol::Enrolled { person, .. }: &Enrol) -> Result<(), Refusal> {
        by.is_keeper()?;
        // What it attested before was said for that person, and stays said for them.
        if self.at.is_some() && self.person != *person { Err(Refusal::Exists) } else { Ok(()) }
    }

    fn apply(&mut self, Enrol::Enrolled { at, person }: Enrol, _: &Stamp) {
        *self = Enrolment { at: Some(at), person };
    }

    /// Who may be believed is not taken over from what a succession left behind.
    fn again(&self, _: &Enrol) -> bool {
        false
    }

    fn decide(&self, enrol: Enrol, _: &(), _: &Stamp) -> Result<Vec<Enrol>, Refusal> {
        let Enrol::Enrolled { at, person } = enrol;
        Ok(if *self == (Enrolment { at: Some(at), person }) { vec![] } else { vec![enrol] })
    }
}
