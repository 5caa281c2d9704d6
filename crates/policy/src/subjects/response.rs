//! What one cell says to one policy: facts of the cell's own bulletin, under the policy's id. A reasoned objection counts
//! as much as a report.

use book::{Kind, Text};
use charter::calendar::Moment;
use charter::{By, Reach, Refusal, Right, Stamp, Subject};
use serde::{Deserialize, Serialize};

use super::policy::{Policy, Stage, line};

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Responded {
    /// The cell talked this version over.
    TalkedOver(u32),
    /// It said what came of it.
    Reported {
        /// The version that it says it of.
        version: u32,
        /// How far it came.
        outcome: Outcome,
        /// The number that the policy's measure asks for.
        figure: Option<u32>,
    },
    /// How it went, in its own words and an entry of their own.
    Story {
        /// Which of its answers it goes with, from 1.
        number: u32,
        /// The words.
        text: Text,
    },
    /// It objects.
    Objected {
        /// The version that it objects to.
        version: u32,
        /// Why, in a word.
        reason: Reason,
        /// How many answers to objections it had heard.
        heard: u32,
    },
    /// Why, in its own words and an entry of their own.
    Argued {
        /// Which of its answers it goes with, from 1.
        number: u32,
        /// The words.
        text: Text,
    },
    /// It took back what it had said.
    TakenBack,
}

/// How far a cell came with a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// All of it.
    Done,
    /// Some of it.
    Partly,
    /// None of it.
    Not,
}

/// Why a cell objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It holds it to be wrong.
    Wrong,
    /// It does not fit the place.
    Place,
    /// People, time or money are lacking.
    Means,
    /// The day is too near.
    Soon,
    /// It does not understand what is asked.
    Unclear,
    /// For another reason.
    Other,
}

/// What may be asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Respond {
    /// Say that this version was talked over.
    TalkOver(u32),
    /// Say what came of it.
    Report {
        /// The version that was read.
        version: u32,
        /// How far the cell came.
        outcome: Outcome,
        /// The number that is asked for.
        figure: Option<u32>,
        /// How it went.
        story: Option<Text>,
    },
    /// Object.
    Object {
        /// The version that was read.
        version: u32,
        /// Why, in a word.
        reason: Reason,
        /// Why, in the cell's own words.
        text: Text,
    },
    /// Take back what was said.
    TakeBack,
}

/// What a cell has said to a policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// The latest version that it talked over.
    pub talked_over: Option<u32>,
    /// What it said last, if it did not take that back.
    pub answer: Option<Answer>,
    /// When it said that, as claimed.
    pub at: Moment,
    /// When it first said anything that it has not taken back, as claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Moment>,
    /// How often it answered: its latest words bear this number.
    pub times: u32,
}

/// A report or an objection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// What came of it.
    Reported {
        /// The version that it is said of.
        version: u32,
        /// How far the cell came.
        outcome: Outcome,
        /// The number that was asked for.
        figure: Option<u32>,
    },
    /// An objection.
    Objected {
        /// The version that it is to.
        version: u32,
        /// Why.
        reason: Reason,
        /// How many answers to objections the cell had heard.
        heard: u32,
    },
}

/// Bytes of a story.
pub const STORY_BYTES: usize = 5_000;

impl Outcome {
    /// All of them.
    pub const ALL: [Outcome; 3] = [Outcome::Done, Outcome::Partly, Outcome::Not];

    /// Its name in facts and forms.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::Partly => "partly",
            Outcome::Not => "not",
        }
    }
}

impl Reason {
    /// All of them.
    pub const ALL: [Reason; 6] =
        [Reason::Wrong, Reason::Place, Reason::Means, Reason::Soon, Reason::Unclear, Reason::Other];

    /// Its name in facts and forms.
    pub fn name(self) -> &'static str {
        match self {
            Reason::Wrong => "wrong",
            Reason::Place => "place",
            Reason::Means => "means",
            Reason::Soon => "soon",
            Reason::Unclear => "unclear",
            Reason::Other => "other",
        }
    }
}

impl Answer {
    /// The version that it is said of.
    pub fn version(&self) -> u32 {
        match self {
            Answer::Reported { version, .. } | Answer::Objected { version, .. } => *version,
        }
    }
}

impl Response {
    /// Whether the cell said something to this version, or a later one.
    pub fn has_answered(&self, version: u32) -> bool {
        self.answer.is_some_and(|answer| answer.version() >= version)
    }

    /// Whether this version, or a later one, was at least talked over.
    pub fn has_talked(&self, version: u32) -> bool {
        self.has_answered(version) || self.talked_over.is_some_and(|over| over >= version)
    }
}

impl Subject for Response {
    type Fact = Responded;
    type Command = Respond;
    /// The policy as this cell's node knows it; none if nobody above asks it.
    type Around = Option<Policy>;
    const KIND: &'static str = "response";
    const BOOK: Kind = Kind::Bulletin;
    const TEXT: bool = true;

    /// It is the cell's own word: nobody above speaks for it.
    fn may(&self, by: &By, fact: &Responded) -> Result<(), Refusal> {
        by.may(Right::WriteRecord)?;
        match fact {
            _ if by.reach == Reach::Above => Err(Refusal::NotYours),
            Responded::TakenBack if self.answer.is_none() => Err(Refusal::NotHere),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, fact: Responded, stamp: &Stamp) {
        let answer = match fact {
            Responded::TalkedOver(version) => {
                self.talked_over = Some(version);
                return;
            }
            Responded::Reported { version, outcome, figure } => Answer::Reported { version, outcome, figure },
            Responded::Objected { version, reason, heard } => Answer::Objected { version, reason, heard },
            Responded::TakenBack => {
                (self.answer, self.first) = (None, None);
                return;
            }
            Responded::Story { .. } | Responded::Argued { .. } => return,
        };
        (self.answer, self.at, self.times) = (Some(answer), stamp.time, self.times + 1);
        self.first = self.first.or(Some(stamp.time));
    }

    fn decide(&self, command: Respond, policy: &Option<Policy>, _: &Stamp) -> Result<Vec<Responded>, Refusal> {
        let policy = policy.as_ref().filter(|policy| policy.is_shown()).ok_or(Refusal::NotHere)?;
        let fits = |version: u32| match policy.stage {
            Stage::Withdrawn => Err(Refusal::PolicyOver),
            _ if version != policy.version => Err(Refusal::Changed),
            _ => Ok(()),
        };
        let number = self.times + 1;
        Ok(match command {
            Respond::TalkOver(version) if self.talked_over == Some(version) => vec![],
            Respond::TalkOver(version) => {
                fits(version)?;
                vec![Responded::TalkedOver(version)]
            }
            Respond::Report { .. } if matches!(policy.stage, Stage::Consulting(_)) => return Err(Refusal::NotAdopted),
            Respond::Report { version, outcome, figure, story } => {
                fits(version)?;
                if story.as_ref().is_some_and(|story| story.0.len() > STORY_BYTES) {
                    return Err(Refusal::TooLong);
                }
                let story = story.filter(|story| !story.0.trim().is_empty());
                let story = story.map(|text| Responded::Story { number, text });
                [Responded::Reported { version, outcome, figure }].into_iter().chain(story).collect()
            }
            Respond::Object { version, reason, text } => {
                fits(version)?;
                let heard = policy.replies.len() as u32;
                vec![Responded::Objected { version, reason, heard }, Responded::Argued { number, text: line(text)? }]
            }
            Respond::TakeBack if self.answer.is_none() => vec![],
            Respond::TakeBack => vec![Responded::TakenBack],
        })
    }

    fn apart(fact: &Responded) -> bool {
        matches!(fact, Responded::Story { .. } | Responded::Argued { .. })
    }
}
