//! The account of access: who saw what is held on people, and what else was done with it, day by day. It holds no text
//! and no secret: people by id, offices, and the units that somebody came from.

use book::{Kind, PersonId, UnitId};
use serde::{Deserialize, Serialize};

use crate::calendar::Day;
use crate::privacy::{Held, Kept, Purpose, Readers};
use crate::{By, Office, Refusal, Stamp, Subject};

/// A unit's account of access. No state hangs on it, so all of it can be taken out again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {}

/// Who saw what, on one day. The same word is asked and comes to pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Looked {
    /// Who saw what of whom on a day that is over, apart; taken out a year later.
    Looked {
        /// The day.
        day: Day,
        /// Each once, however often.
        seen: Vec<Seen>,
    },
}

/// That somebody saw or did one thing on one day, once or many times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// What.
    pub what: What,
    /// Of whom; none where it concerns everybody on the roll.
    pub of: Option<PersonId>,
    /// Who.
    pub who: Reader,
}

/// Who saw or did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reader {
    /// Somebody on the roll.
    Person(PersonId),
    /// The holder of a term of this unit, of whom the machine knows no more.
    Office(Office, u64),
    /// Somebody of another unit. Nobody from elsewhere is named.
    From(UnitId),
    /// Whoever was at the machine itself.
    Machine,
}

/// What was seen or done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// Saw the week, with those who are worth a call.
    Week,
    /// Saw the list of people.
    People,
    /// Saw somebody's own page.
    Person,
    /// Saw who was at a meeting, or is expected there.
    Meeting,
    /// Saw who signs in.
    Accounts,
    /// Gave people's data out as a file.
    Exported,
    /// Brought people's data in from a file.
    Imported,
    /// Took away what is held on themselves.
    Took,
    /// Asked for what is not theirs, and was shown nothing.
    Denied,
    /// Made a link by which somebody comes in.
    Linked,
    /// Said that an account is the right person's.
    Confirmed,
    /// Asked that the way into an account be opened again.
    Reset,
    /// Opened the way into an account again.
    Opened,
    /// Gave somebody an office.
    Granted,
    /// Ended somebody's term of office.
    Withdrawn,
}

/// What one fact tells of at most; a day with more makes several.
pub const SEEN: usize = 500;
/// Days for which it is known who looked.
pub const LOOKED_DAYS: i32 = 365;

impl What {
    /// Everything there is.
    pub const ALL: [What; 15] = [
        What::Week,
        What::People,
        What::Person,
        What::Meeting,
        What::Accounts,
        What::Exported,
        What::Imported,
        What::Took,
        What::Denied,
        What::Linked,
        What::Confirmed,
        What::Reset,
        What::Opened,
        What::Granted,
        What::Withdrawn,
    ];

    /// Whether somebody only looked.
    pub fn is_reading(self) -> bool {
        matches!(self, What::Week | What::People | What::Person | What::Meeting | What::Accounts)
    }

    /// The message that says it.
    pub fn message(self) -> &'static str {
        match self {
            What::Week => "looked-week",
            What::People => "looked-people",
            What::Person => "looked-person",
            What::Meeting => "looked-meeting",
            What::Accounts => "looked-accounts",
            What::Exported => "looked-exported",
            What::Imported => "looked-imported",
            What::Took => "looked-took",
            What::Denied => "looked-denied",
            What::Linked => "looked-linked",
            What::Confirmed => "looked-confirmed",
            What::Reset => "looked-reset",
            What::Opened => "looked-opened",
            What::Granted => "looked-granted",
            What::Withdrawn => "looked-withdrawn",
        }
    }
}

impl Subject for Access {
    type Fact = Looked;
    type Command = Looked;
    type Around = ();
    const KIND: &'static str = "access";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[
        Held::new("Looked.day", "held-looked", Purpose::Promise, Readers::Concerned, Kept::Year),
        Held::new("Looked.seen", "held-looked", Purpose::Promise, Readers::Concerned, Kept::Year),
    ];

    fn may(&self, by: &By, Looked::Looked { seen, .. }: &Looked) -> Result<(), Refusal> {
        by.is_keeper()?;
        if seen.len() > SEEN { Err(Refusal::TooLong) } else { Ok(()) }
    }

    fn apply(&mut self, _: Looked, _: &Stamp) {}

    fn decide(&self, looked: Looked, _: &(), _: &Stamp) -> Result<Vec<Looked>, Refusal> {
        let Looked::Looked { seen, .. } = &looked;
        Ok(if seen.is_empty() { vec![] } else { vec![looked] })
    }

    fn apart(_: &Looked) -> bool {
        true
    }
}
