//! Somebody who asks to join, in the unit's record: who they are stands under a key of their own.

use book::{Kind, PersonId, Text};
use charter::calendar::Moment;
use charter::privacy::{Held, Kept, Purpose, Readers};
use charter::{By, Private, Refusal, Right, Stamp, Subject};
use serde::{Deserialize, Serialize};

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Applied {
    /// Somebody asked, through the unit's page.
    Applied,
    /// Who they are and what they say, locked under a key of their own.
    Introduced(Private),
    /// The unit took them in, as this person.
    Accepted(PersonId),
    /// The unit did not.
    Declined,
    /// They took it back.
    Withdrawn,
    /// Nothing is left of who it was: they were not taken in, and their time has passed.
    Forgotten,
}

/// What may be asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Apply {
    /// Ask to join.
    Ask(Private),
    /// Note that they were taken in.
    Accept(PersonId),
    /// Say no.
    Decline,
    /// Take it back.
    Withdraw,
    /// Note that nothing is left of who it was.
    Forget,
}

/// Who asks, and what they say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asking {
    /// Their name.
    pub name: Text,
    /// How to reach them.
    pub contact: Text,
    /// What they say.
    pub words: Text,
}

/// Somebody who asks to join.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// On which day they asked, as claimed: its beginning.
    pub asked: Option<Moment>,
    /// Who they are; locked where the key is not here.
    pub asking: Option<Private>,
    /// What came of it, and when, as claimed; none while it waits.
    pub outcome: Option<(Outcome, Moment)>,
}

/// What came of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// They were taken in.
    Accepted(PersonId),
    /// They were not.
    Declined,
    /// They took it back.
    Withdrawn,
}

/// Bytes of what somebody says who asks to join.
const WORDS_BYTES: usize = 4_000;
/// Bytes of a name or a way to be reached.
const LINE_BYTES: usize = 400;

impl Asking {
    /// Whether there is a name and a way to be reached, and all of it fits.
    pub fn fits(&self) -> bool {
        let line = |text: &Text| !text.0.trim().is_empty() && text.0.len() <= LINE_BYTES;
        line(&self.name) && line(&self.contact) && self.words.0.len() <= WORDS_BYTES
    }
}

impl Application {
    /// Who asks, if the key is here.
    pub fn asking(&self) -> Option<Asking> {
        self.asking.as_ref()?.open()
    }

    /// Whether it came to nothing.
    pub fn is_over(&self) -> bool {
        self.outcome.is_some_and(|(outcome, _)| !matches!(outcome, Outcome::Accepted(_)))
    }

    /// Whether it waits for the unit.
    pub fn waits(&self) -> bool {
        self.asked.is_some() && self.outcome.is_none()
    }
}

impl Subject for Application {
    type Fact = Applied;
    type Command = Apply;
    type Around = ();
    const KIND: &'static str = "application";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[
        Held::nobody("Applied"),
        Held::new("Introduced", "held-application", Purpose::Roll, Readers::Writers, Kept::Erasure),
        Held::nobody("Accepted"),
        Held::nobody("Declined"),
        Held::nobody("Withdrawn"),
        Held::nobody("Forgotten"),
    ];

    fn may(&self, by: &By, fact: &Applied) -> Result<(), Refusal> {
        match fact {
            Applied::Applied | Applied::Introduced(_) | Applied::Withdrawn | Applied::Forgotten => by.is_keeper()?,
            Applied::Accepted(_) | Applied::Declined => by.may(Right::WriteRecord)?,
        }
        match fact {
            Applied::Applied if self.asked.is_some() => Err(Refusal::Exists),
            Applied::Applied => Ok(()),
            _ if self.asked.is_none() => Err(Refusal::NotHere),
            Applied::Introduced(_) if self.asking.is_some() => Err(Refusal::Exists),
            Applied::Introduced(_) => Ok(()),
            // Whoever was taken in is a member under the same key, and is erased as one.
            Applied::Forgotten if !self.is_over() => Err(Refusal::NotHere),
            Applied::Forgotten => Ok(()),
            _ if self.outcome.is_some() => Err(Refusal::Exists),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, fact: Applied, stamp: &Stamp) {
        match fact {
            Applied::Applied => self.asked = Some(stamp.time),
            Applied::Introduced(asking) => self.asking = Some(asking),
            Applied::Accepted(person) => self.outcome = Some((Outcome::Accepted(person), stamp.time)),
            Applied::Declined => self.outcome = Some((Outcome::Declined, stamp.time)),
            Applied::Withdrawn => self.outcome = Some((Outcome::Withdrawn, stamp.time)),
            Applied::Forgotten => self.asking = None,
        }
    }

    fn decide(&self, command: Apply, _: &(), _: &Stamp) -> Result<Vec<Applied>, Refusal> {
        let is = |outcome: Outcome| self.outcome.is_some_and(|(of, _)| of == outcome);
        Ok(match command {
            Apply::Ask(asking) => {
                let fits = asking.open::<Asking>().is_some_and(|asking| asking.fits());
                if !fits {
                    return Err(Refusal::TooLong);
                }
                vec![Applied::Applied, Applied::Introduced(asking)]
            }
            Apply::Accept(person) if is(Outcome::Accepted(person)) => vec![],
            Apply::Accept(person) => vec![Applied::Accepted(person)],
            Apply::Decline if is(Outcome::Declined) => vec![],
            Apply::Decline => vec![Applied::Declined],
            Apply::Withdraw if is(Outcome::Withdrawn) => vec![],
            Apply::Withdraw => vec![Applied::Withdrawn],
            Apply::Forget if self.asking.is_none() => vec![],
            Apply::Forget => vec![Applied::Forgotten],
        })
    }

    fn is_private(command: &Apply) -> bool {
        matches!(command, Apply::Ask(_))
    }

    fn private(fact: &mut Applied) -> Option<&mut Private> {
        match fact {
            Applied::Introduced(private) => Some(private),
            _ => None,
        }
    }
}
