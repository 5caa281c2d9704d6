//! One reader: what is studied, in parts, each with questions to talk over. A unit's reader stands in its bulletin, for
//! all below it; one that a cell writes for itself, a booklet, stands in its record. Who studies it is not known here.

use book::{Kind, Text};
use charter::calendar::Moment;
use charter::privacy::{Held, Kept, Purpose, Readers};
use charter::{By, Refusal, Right, Stamp, Subject};
use serde::{Deserialize, Serialize};

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// A version of it was written, and is offered.
    Written {
        /// Which, from 1.
        version: u32,
        /// How many parts it has.
        parts: u32,
    },
    /// What it is called, in an entry of its own.
    Titled(Text),
    /// One part of a version, in an entry of its own.
    Part {
        /// The version that it is of.
        version: u32,
        /// Which part, from 1.
        number: u32,
        /// Its words.
        part: Part,
    },
    /// It is offered no more; circles that began with it may go on.
    Withdrawn,
}

/// The words of one part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What it is called.
    pub name: Text,
    /// In Markdown.
    pub text: Text,
    /// What to talk over.
    pub questions: Vec<Text>,
}

/// What may be asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Write its first version, or another one, and offer it.
    Write {
        /// The version that it was written from: 0 for the first.
        from: u32,
        /// What it is called.
        title: Text,
        /// Its parts, in order.
        parts: Vec<Part>,
    },
    /// Offer it no more.
    Withdraw,
}

/// A reader of a unit, for all below it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    /// How many versions were written.
    pub version: u32,
    /// How many parts the latest version has.
    pub parts: u32,
    /// Whether it is offered no more.
    pub withdrawn: bool,
    /// When the latest version was written, as claimed.
    pub since: Moment,
}

/// A reader that a cell wrote for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Booklet(pub Reader);

/// What a decision looks at.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Whether the unit is a cell.
    pub is_cell: bool,
    /// Its title and parts as they stand, if it was written.
    pub stands: Option<(Text, Vec<Part>)>,
}

/// Parts of one reader.
pub const PARTS: usize = 24;
/// Questions of one part; the fewest is one.
pub const QUESTIONS: usize = 10;
/// Bytes of the title, and of the name of a part.
pub const TITLE_BYTES: usize = 200;
/// Bytes of the words of one part.
pub const TEXT_BYTES: usize = 20_000;
/// Bytes of one question.
pub const QUESTION_BYTES: usize = 1_000;
/// Versions of one reader.
const VERSIONS: u32 = 100;

impl Reader {
    /// Whether a circle can begin with it.
    pub fn is_offered(&self) -> bool {
        self.version > 0 && !self.withdrawn
    }

    fn fits(&self, fact: &Fact) -> Result<(), Refusal> {
        match fact {
            Fact::Written { version, .. } if *version != self.version + 1 => Err(Refusal::Changed),
            Fact::Written { version, .. } if *version > VERSIONS => Err(Refusal::TooLong),
            Fact::Written { parts, .. } if !(1..=PARTS as u32).contains(parts) => Err(Refusal::NotAReader),
            Fact::Withdrawn if !self.is_offered() => Err(Refusal::NotHere),
            // Words come with the fact that they belong to, which is judged by itself.
            _ => Ok(()),
        }
    }

    fn happen(&mut self, fact: Fact, stamp: &Stamp) {
        match fact {
            Fact::Written { version, parts } => {
                (self.version, self.parts, self.withdrawn, self.since) = (version, parts, false, stamp.time);
            }
            Fact::Withdrawn => self.withdrawn = true,
            Fact::Titled(_) | Fact::Part { .. } => {}
        }
    }

    fn decided(&self, command: Command, around: &Around) -> Result<Vec<Fact>, Refusal> {
        Ok(match command {
            Command::Write { from, .. } if from != self.version => return Err(Refusal::Changed),
            Command::Write { title, parts, .. } => {
                check(&title, &parts)?;
                let stands = (title, parts);
                if self.is_offered() && around.stands.as_ref() == Some(&stands) {
                    return Ok(vec![]);
                }
                let ((title, parts), version) = (stands, self.version + 1);
                let written = Fact::Written { version, parts: parts.len() as u32 };
                let parts = (1..).zip(parts).map(|(number, part)| Fact::Part { version, number, part });
                [written, Fact::Titled(title)].into_iter().chain(parts).collect()
            }
            Command::Withdraw if self.version == 0 => return Err(Refusal::NotHere),
            Command::Withdraw if self.withdrawn => vec![],
            Command::Withdraw => vec![Fact::Withdrawn],
        })
    }
}

impl Subject for Reader {
    type Fact = Fact;
    type Command = Command;
    type Around = Around;
    const KIND: &'static str = "reader";
    const BOOK: Kind = Kind::Bulletin;
    const TEXT: bool = true;

    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        by.may(Right::ManageUnits)?;
        self.fits(fact)
    }

    fn apply(&mut self, fact: Fact, stamp: &Stamp) {
        self.happen(fact, stamp);
    }

    fn decide(&self, command: Command, around: &Around, _: &Stamp) -> Result<Vec<Fact>, Refusal> {
        if around.is_cell { Err(Refusal::BelowACell) } else { self.decided(command, around) }
    }

    fn apart(fact: &Fact) -> bool {
        matches!(fact, Fact::Titled(_) | Fact::Part { .. })
    }

    /// What a unit offers others is decided anew by whoever keeps its books now.
    fn again(&self, _: &Fact) -> bool {
        false
    }
}

impl Subject for Booklet {
    type Fact = Fact;
    type Command = Command;
    type Around = Around;
    const KIND: &'static str = "booklet";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[
        Held::nobody("Written.version"),
        Held::nobody("Written.parts"),
        Held::new("Titled", "held-booklet", Purpose::Study, Readers::Cell, Kept::Text),
        Held::nobody("Part.version"),
        Held::nobody("Part.number"),
        Held::new("Part.part", "held-booklet", Purpose::Study, Readers::Cell, Kept::Text),
        Held::nobody("Withdrawn"),
    ];

    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        by.may(Right::WriteRecord)?;
        self.0.fits(fact)
    }

    fn apply(&mut self, fact: Fact, stamp: &Stamp) {
        self.0.happen(fact, stamp);
    }

    fn decide(&self, command: Command, around: &Around, _: &Stamp) -> Result<Vec<Fact>, Refusal> {
        if around.is_cell { self.0.decided(command, around) } else { Err(Refusal::NotACell) }
    }

    fn apart(fact: &Fact) -> bool {
        Reader::apart(fact)
    }
}

fn check(title: &Text, parts: &[Part]) -> Result<(), Refusal> {
    if title.0.trim().is_empty() {
        return Err(Refusal::NoName);
    }
    if title.0.len() > TITLE_BYTES {
        return Err(Refusal::TooLong);
    }
    let blank = |text: &Text| text.0.trim().is_empty();
    let whole = |part: &Part| {
        (1..=QUESTIONS).contains(&part.questions.len()) && !blank(&part.name) && !part.questions.iter().any(blank)
    };
    if !(1..=PARTS).contains(&parts.len()) || !parts.iter().all(whole) {
        return Err(Refusal::NotAReader);
    }
    let long = |part: &Part| {
        let questions = part.questions.iter().any(|question| question.0.len() > QUESTION_BYTES);
        part.name.0.len() > TITLE_BYTES || part.text.0.len() > TEXT_BYTES || questions
    };
    if parts.iter().any(long) { Err(Refusal::TooLong) } else { Ok(()) }
}
