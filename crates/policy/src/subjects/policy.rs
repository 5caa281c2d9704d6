//! One policy, from its first words to its end: facts of the bulletin of the unit that publishes it.

use std::collections::BTreeMap;

use book::{Kind, Text, UnitId};
use charter::calendar::{Day, Moment, Zone};
use charter::{By, Bytes, Refusal, Right, Stamp, Subject};
use serde::{Deserialize, Serialize};

use super::file::{self, File};
use super::files::{Attachment, Files};
use super::response::Reason;

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// A version of it was written.
    Written {
        /// Which, from 1.
        version: u32,
        /// What it asks beside its words.
        outline: Outline,
    },
    /// What it is called, in an entry of its own.
    Titled(Text),
    /// Its words, in an entry of their own.
    Wrote {
        /// The version that they are of.
        version: u32,
        /// The words.
        texts: Texts,
    },
    /// Cells are asked what they think of it, until a day.
    Consulted(Option<Day>),
    /// This version holds from here on.
    Adopted(u32),
    /// It holds no longer, or will not come to hold.
    Withdrawn,
    /// Why it was withdrawn, in an entry of its own.
    Because(Text),
    /// Objections were answered.
    Replied(Replied),
    /// The answer, in an entry of its own.
    Reply {
        /// Which, from 1.
        number: u32,
        /// The words.
        text: Text,
    },
    /// A file was attached.
    Attached {
        /// Which, from 1.
        number: u32,
        /// What it is.
        file: File,
    },
    /// What a file is called, in an entry of its own.
    Named {
        /// Which.
        number: u32,
        /// The name.
        name: Text,
    },
    /// A piece of a file, in an entry of its own.
    Piece {
        /// Of which.
        number: u32,
        /// Which of its pieces, from 0.
        part: u32,
        /// The bytes.
        bytes: Bytes,
    },
    /// A file was taken off. Its bytes go at the end of a day, on each node by itself; what it was called stays.
    Detached(u32),
}

/// What a version asks, beside its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// The day by which cells say what came of it.
    pub due: Option<Day>,
    /// The last day on which it holds; none if it has no end.
    pub until: Option<Day>,
    /// Whether cells tell a number: its measure says of what.
    pub measured: bool,
}

/// The words of one version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// In Markdown.
    pub text: Text,
    /// Why it is asked.
    pub reason: Text,
    /// Of what cells tell a number, if they do.
    pub measure: Option<Text>,
}

/// Whose objections are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Replied {
    /// All that were made for this reason.
    Reason(Reason),
    /// That of one cell.
    Cell(UnitId),
}

/// What may be asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Write its first version, or another one: of one that holds, that amends it.
    Write {
        /// The version that it was written from: 0 for the first.
        from: u32,
        /// What it is called.
        title: Text,
        /// What it asks beside its words.
        outline: Outline,
        /// Its words.
        texts: Texts,
    },
    /// Ask cells what they think of it.
    Consult(Option<Day>),
    /// Let this version hold.
    Adopt(u32),
    /// Let it hold no longer.
    Withdraw {
        /// Why.
        reason: Text,
    },
    /// Answer objections.
    Reply {
        /// Whose.
        to: Replied,
        /// The answer.
        text: Text,
    },
    /// Attach a file.
    Attach {
        /// What it is called.
        name: Text,
        /// All of it.
        bytes: Bytes,
    },
    /// Take a file off.
    Detach(u32),
}

/// A policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// How many versions were written.
    pub version: u32,
    /// What the latest version asks.
    pub outline: Outline,
    /// How far it has come.
    pub stage: Stage,
    /// When it came so far, as claimed.
    pub since: Moment,
    /// Whose objections were answered, in order.
    pub replies: Vec<Replied>,
    /// When each of them was, as claimed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replied_at: Vec<Moment>,
    /// Its files.
    #[serde(default, skip_serializing_if = "Files::is_empty")]
    pub files: Files,
}

/// How far a policy has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// It is being written: cells are not shown it.
    #[default]
    Writing,
    /// Cells are asked what they think, until a day.
    Consulting(Option<Day>),
    /// It holds.
    Adopted,
    /// It was withdrawn.
    Withdrawn,
}

/// What a decision looks at.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Whether the unit is a cell: nothing stands below it.
    pub is_cell: bool,
    /// Its title and words as they stand, if it was written.
    pub stands: Option<(Text, Texts)>,
    /// What its files are called, by their number.
    pub files: BTreeMap<u32, String>,
}

/// Bytes of a title.
pub const TITLE_BYTES: usize = 200;
/// Bytes of the words of one version; of its reason, its measure, and of an answer, a quarter each.
pub const TEXT_BYTES: usize = 20_000;
/// Versions of one policy.
const VERSIONS: u32 = 100;
/// Answers to objections to one policy.
const REPLIES: usize = 1_000;

impl Policy {
    /// Whether it holds on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.stage == Stage::Adopted && !self.is_over(day)
    }

    /// Whether its last day has passed, before this day.
    pub fn is_over(&self, day: Day) -> bool {
        self.outline.until.is_some_and(|until| until < day)
    }

    /// Whether cells are shown it.
    pub fn is_shown(&self) -> bool {
        self.stage != Stage::Writing
    }

    /// Whether cells are asked something on a day: what they think, or what came of it.
    pub fn asks(&self, day: Day) -> bool {
        match self.stage {
            Stage::Consulting(until) => until.is_none_or(|until| day <= until),
            _ => self.holds(day),
        }
    }

    /// The day by which cells were to say what came of it, if it held then. One that was adopted after that day asks for
    /// nothing in time.
    pub fn due_day(&self, zone: &Zone) -> Option<Day> {
        let (due, since) = (self.outline.due?, zone.day(self.since));
        let held = match self.stage {
            Stage::Adopted => since <= due,
            Stage::Withdrawn => since > due,
            Stage::Writing | Stage::Consulting(_) => false,
        };
        held.then_some(due)
    }

    /// Whether an objection was answered that a cell made for this reason when it had heard so many answers.
    pub fn answers(&self, cell: UnitId, reason: Reason, heard: u32) -> bool {
        self.given(cell, reason, heard).next().is_some()
    }

    /// Which of the answers, from 0, were given to such an objection.
    pub fn given(&self, cell: UnitId, reason: Reason, heard: u32) -> impl Iterator<Item = usize> {
        let to = move |replied: &Replied| *replied == Replied::Reason(reason) || *replied == Replied::Cell(cell);
        self.replies.iter().enumerate().skip(heard as usize).filter(move |(_, replied)| to(replied)).map(|(at, _)| at)
    }
}

impl Subject for Policy {
    type Fact = Fact;
    type Command = Command;
    type Around = Around;
    const KIND: &'static str = "policy";
    const BOOK: Kind = Kind::Bulletin;
    const TEXT: bool = true;

    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        by.may(Right::ManageUnits)?;
        match fact {
            Fact::Written { version, .. } if *version != self.version + 1 => Err(Refusal::Changed),
            Fact::Written { version, .. } if *version > VERSIONS => Err(Refusal::TooLong),
            Fact::Written { .. } if self.stage == Stage::Withdrawn => Err(Refusal::PolicyOver),
            Fact::Written { .. } => Ok(()),
            // Words come with the fact that they belong to, which is judged by itself.
            Fact::Titled(_) | Fact::Wrote { .. } | Fact::Because(_) | Fact::Reply { .. } => Ok(()),
            Fact::Named { number, name } => self.files.names(*number, &name.0),
            Fact::Piece { number, part, bytes } => self.files.has(*number, *part, bytes.0.len()),
            _ if self.version == 0 => Err(Refusal::NotHere),
            Fact::Consulted(_) if self.stage == Stage::Adopted => Err(Refusal::Exists),
            Fact::Adopted(version) if *version != self.version => Err(Refusal::Changed),
            Fact::Replied(_) if self.replies.len() >= REPLIES => Err(Refusal::TooLong),
            Fact::Replied(_) if self.stage == Stage::Writing => Err(Refusal::NotHere),
            Fact::Replied(_) => Ok(()),
            _ if self.stage == Stage::Withdrawn => Err(Refusal::PolicyOver),
            Fact::Attached { number, file } => self.files.takes(*number, file),
            Fact::Detached(number) => self.files.get(*number).map(|_| ()).ok_or(Refusal::NotHere),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, fact: Fact, stamp: &Stamp) {
        let stage = match fact {
            Fact::Written { version, outline } => {
                (self.version, self.outline) = (version, outline);
                self.stage
            }
            Fact::Consulted(until) => Stage::Consulting(until),
            Fact::Adopted(_) => Stage::Adopted,
            Fact::Withdrawn => Stage::Withdrawn,
            Fact::Replied(to) => {
                self.replies.push(to);
                self.replied_at.push(stamp.time);
                return;
            }
            Fact::Attached { file, .. } => {
                let later = Some(stamp.time).filter(|_| self.stage == Stage::Adopted);
                self.files.0.push(Attachment { file, version: self.version, later, off: None });
                return;
            }
            Fact::Detached(number) => return self.files.take_off(number, self.version),
            Fact::Titled(_) | Fact::Wrote { .. } | Fact::Because(_) | Fact::Reply { .. } => return,
            Fact::Named { .. } | Fact::Piece { .. } => return,
        };
        (self.stage, self.since) = (stage, stamp.time);
    }

    fn decide(&self, command: Command, around: &Around, _: &Stamp) -> Result<Vec<Fact>, Refusal> {
        if self.version == 0 && !matches!(command, Command::Write { .. }) {
            return Err(Refusal::NotHere);
        }
        Ok(match command {
            Command::Write { .. } if around.is_cell => return Err(Refusal::BelowACell),
            Command::Write { from, .. } if from != self.version => return Err(Refusal::Changed),
            Command::Write { title, outline, texts, .. } => {
                fits(&title, &texts)?;
                let stands = (title, texts);
                if self.version > 0 && outline == self.outline && around.stands.as_ref() == Some(&stands) {
                    return Ok(vec![]);
                }
                let ((title, texts), version) = (stands, self.version + 1);
                vec![Fact::Written { version, outline }, Fact::Titled(title), Fact::Wrote { version, texts }]
            }
            Command::Consult(until) if self.stage == Stage::Consulting(until) => vec![],
            Command::Consult(until) => vec![Fact::Consulted(until)],
            Command::Adopt(version) if self.stage == Stage::Adopted && version == self.version => vec![],
            Command::Adopt(version) => vec![Fact::Adopted(version)],
            Command::Withdraw { .. } if self.stage == Stage::Withdrawn => vec![],
            Command::Withdraw { reason } => vec![Fact::Withdrawn, Fact::Because(line(reason)?)],
            Command::Reply { to, text } => {
                let number = self.replies.len() as u32 + 1;
                vec![Fact::Replied(to), Fact::Reply { number, text: line(text)? }]
            }
            Command::Attach { name, bytes } => self.attach(name, &bytes.0, around)?,
            Command::Detach(number) if self.files.is_off(number) => vec![],
            Command::Detach(number) => vec![Fact::Detached(number)],
        })
    }

    fn apart(fact: &Fact) -> bool {
        let of_words = matches!(fact, Fact::Titled(_) | Fact::Wrote { .. } | Fact::Because(_) | Fact::Reply { .. });
        of_words || matches!(fact, Fact::Named { .. } | Fact::Piece { .. })
    }

    /// What a unit asks of others is decided anew by whoever keeps its books now.
    fn again(&self, _: &Fact) -> bool {
        false
    }
}

impl Policy {
    /// The facts by which a file is attached; none, if it is already, under this name.
    fn attach(&self, name: Text, bytes: &[u8], around: &Around) -> Result<Vec<Fact>, Refusal> {
        let file = File::of(&name.0, bytes)?;
        let same = self.files.attached().find(|(number, _)| around.files.get(number) == Some(&name.0));
        match same {
            Some((_, same)) if same.file == file => return Ok(vec![]),
            Some(_) => return Err(Refusal::Exists),
            None => {}
        }
        let number = self.files.next();
        let begins = [Fact::Attached { number, file }, Fact::Named { number, name }];
        let pieces = file::cut(bytes).map(|(part, bytes)| Fact::Piece { number, part, bytes });
        Ok(begins.into_iter().chain(pieces).collect())
    }
}

fn fits(title: &Text, Texts { text, reason, measure }: &Texts) -> Result<(), Refusal> {
    let blank = |text: &Text| text.0.trim().is_empty();
    let most = TEXT_BYTES / 4;
    match () {
        _ if blank(title) || blank(text) => Err(Refusal::NoName),
        _ if title.0.len() > TITLE_BYTES || text.0.len() > TEXT_BYTES => Err(Refusal::TooLong),
        _ if reason.0.len() > most || measure.as_ref().is_some_and(|of| of.0.len() > most) => Err(Refusal::TooLong),
        _ => Ok(()),
    }
}

/// A text that has to be there, and is not too long.
pub(super) fn line(text: Text) -> Result<Text, Refusal> {
    match text.0.trim() {
        "" => Err(Refusal::NoName),
        said if said.len() > TEXT_BYTES / 4 => Err(Refusal::TooLong),
        _ => Ok(text),
    }
}
