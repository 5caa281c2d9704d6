//! One concern, in the bulletin of a unit: where it was raised, or of a unit that took it up.

use book::{Kind, Signer, UnitId};
use charter::calendar::{Moment, Zone};
use charter::letterboxes::PublicKey;
use charter::{By, Bytes, Reach, Refusal, Right, Stamp, Subject};
use serde::{Deserialize, Serialize};

use crate::receipt::Word;
use crate::whole::Whole;

/// What can happen. Times are days: nobody can tell by the hour who was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// It was raised: the keeper wrote it in at the end of the day, among whatever else came that day.
    Raised {
        /// By whose signature alone it is settled: the public half of what the receipt's code gives.
        key: Signer,
        /// Under which answers are locked, for whoever has the code.
        reads: PublicKey,
    },
    /// What was said with one of its steps, locked to those whom it is for; in an entry of its own.
    Locked {
        /// Which step, from 0.
        step: u32,
        /// What was said.
        text: Bytes,
    },
    /// Another unit took it up: it was passed on to it, or a date had passed.
    TakenUp {
        /// The unit where it was raised.
        from: UnitId,
    },
    /// Somebody sees to it.
    Acknowledged,
    /// There is an answer, and another will follow.
    Interim,
    /// It was answered.
    Answered,
    /// A unit above is asked to see to it.
    PassedOn(UnitId),
    /// Whoever raised it says that it is settled.
    Settled {
        /// The how-manieth word of theirs it is, from 1.
        word: u32,
        /// Their signature.
        signature: Bytes,
    },
    /// Whoever raised it says that it is not settled.
    Appealed {
        /// The how-manieth word of theirs it is, from 1.
        word: u32,
        /// Their signature.
        signature: Bytes,
    },
}

/// What may be asked; texts are locked already.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Write it in.
    Raise {
        /// By whose signature alone it is settled.
        key: Signer,
        /// Under which answers are locked.
        reads: PublicKey,
        /// What it says.
        text: Bytes,
    },
    /// Take it up, from the unit where it was raised.
    TakeUp {
        /// That unit.
        from: UnitId,
        /// Whether it is about an officer and was put to this unit from the beginning, so that it waits for no date.
        addressed: bool,
    },
    /// Say that somebody sees to it.
    Acknowledge,
    /// Answer, and say that more will follow.
    AnswerSoFar(Bytes),
    /// Answer.
    Answer(Bytes),
    /// Ask a unit above to see to it.
    PassOn {
        /// The unit.
        to: UnitId,
        /// Why.
        text: Bytes,
    },
    /// Say that it is settled.
    Settle {
        /// The how-manieth word of theirs it is.
        word: u32,
        /// The signature of whoever raised it.
        signature: Bytes,
    },
    /// Say that it is not settled.
    Appeal {
        /// The how-manieth word of theirs it is.
        word: u32,
        /// The signature of whoever raised it.
        signature: Bytes,
        /// Why not.
        text: Option<Bytes>,
    },
}

/// A concern as one unit's bulletin tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concern {
    /// By whose signature alone it is settled; only where it was raised.
    pub key: Option<Signer>,
    /// Under which answers are locked.
    pub reads: Option<PublicKey>,
    /// Where it was raised, if this unit took it up.
    pub from: Option<UnitId>,
    /// What happened, in order.
    pub steps: Vec<Step>,
}

/// One thing that happened to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What.
    pub what: What,
    /// On which day, as claimed: its beginning.
    pub at: Moment,
}

/// What happened to a concern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// It was raised.
    Raised,
    /// Another unit took it up.
    TakenUp,
    /// Somebody sees to it.
    Acknowledged,
    /// There is an answer, and another will follow.
    Interim,
    /// It was answered.
    Answered,
    /// A unit above is asked to see to it.
    PassedOn(UnitId),
    /// Whoever raised it says that it is settled.
    Settled,
    /// Whoever raised it says that it is not.
    Appealed,
}

/// What a decision looks at.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// The concern as it stands at the units below that it was raised in, with how far below they are.
    pub below: Vec<(u32, Whole)>,
    /// The units above, the nearest first.
    pub above: Vec<UnitId>,
}

/// Steps that one concern may take in one unit.
pub const STEPS: usize = 200;
/// Bytes of one locked text.
pub const LOCKED_BYTES: usize = 32 * 1024;

impl Around {
    /// Whether it is settled where it was raised, as far as this node knows.
    fn is_settled(&self, concern: &Concern) -> bool {
        self.below.iter().any(|(_, whole)| concern.from == Some(whole.unit) && whole.own.is_settled())
    }
}

impl Concern {
    /// Words of whoever raised it.
    pub fn words(&self) -> u32 {
        self.steps.iter().filter(|step| matches!(step.what, What::Settled | What::Appealed)).count() as u32
    }

    /// Whether their last word is that it is settled.
    pub fn is_settled(&self) -> bool {
        let last = self.steps.iter().rev().find(|step| matches!(step.what, What::Settled | What::Appealed));
        last.is_some_and(|step| step.what == What::Settled)
    }

    /// Whether it is their next word, and their signature.
    fn signed(&self, said: Word, word: u32, signature: &Bytes) -> Result<(), Refusal> {
        let key = self.key.ok_or(Refusal::NotHere)?;
        let signature = signature.0.as_slice().try_into().map_err(|_| Refusal::NotTheReceipt)?;
        let next = word == self.words() + 1;
        if next && said.holds(&key, word, &signature) { Ok(()) } else { Err(Refusal::NotTheReceipt) }
    }
}

impl Subject for Concern {
    type Fact = Fact;
    type Command = Command;
    type Around = Around;
    const KIND: &'static str = "concern";
    const BOOK: Kind = Kind::Bulletin;

    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        // The unit's own word, or its ombuds's.
        let here = || match by.reach {
            Reach::Here => by.may(Right::WriteRecord).or_else(|_| by.may(Right::Ombuds)),
            _ => Err(Refusal::NotYours),
        };
        let begun = !self.steps.is_empty();
        match fact {
            Fact::Raised { .. } | Fact::TakenUp { .. } if begun => Err(Refusal::Exists),
            Fact::Raised { .. } => by.is_keeper(),
            Fact::TakenUp { .. } => here(),
            _ if !begun => Err(Refusal::NotHere),
            _ if self.steps.len() >= STEPS => Err(Refusal::TooLong),
            Fact::Locked { text, .. } if text.0.len() > LOCKED_BYTES => Err(Refusal::TooLong),
            Fact::Locked { .. } => by.is_keeper().or_else(|_| here()),
            Fact::Settled { word, signature } => {
                by.is_keeper()?;
                self.signed(Word::Settled, *word, signature)
            }
            Fact::Appealed { word, signature } => {
                by.is_keeper()?;
                self.signed(Word::Appealed, *word, signature)
            }
            _ if self.is_settled() => Err(Refusal::Settled),
            _ => here(),
        }
    }

    fn apply(&mut self, fact: Fact, stamp: &Stamp) {
        let what = match fact {
            Fact::Raised { key, reads } => {
                (self.key, self.reads) = (Some(key), Some(reads));
                What::Raised
            }
            Fact::TakenUp { from } => {
                self.from = Some(from);
                What::TakenUp
            }
            Fact::Acknowledged => What::Acknowledged,
            Fact::Interim => What::Interim,
            Fact::Answered => What::Answered,
            Fact::PassedOn(to) => What::PassedOn(to),
            Fact::Settled { .. } => What::Settled,
            Fact::Appealed { .. } => What::Appealed,
            Fact::Locked { .. } => return,
        };
        self.steps.push(Step { what, at: stamp.time });
    }

    fn decide(&self, command: Command, around: &Around, stamp: &Stamp) -> Result<Vec<Fact>, Refusal> {
        let step = self.steps.len() as u32;
        let with = |fact: Fact, text: Bytes| vec![fact, Fact::Locked { step, text }];
        Ok(match command {
            Command::Raise { key, .. } if self.key == Some(key) => vec![],
            Command::Raise { key, reads, text } => with(Fact::Raised { key, reads }, text),
            Command::TakeUp { from, .. } if self.from == Some(from) => vec![],
            Command::TakeUp { from, addressed } => {
                let found = around.below.iter().find(|(_, whole)| whole.unit == from);
                let (far, whole) = found.ok_or(Refusal::NotHere)?;
                if !addressed && !whole.opens_to(stamp.unit, *far, Zone::UTC.day(stamp.time)) {
                    return Err(Refusal::NotYet);
                }
                vec![Fact::TakenUp { from }]
            }
            _ if step == 0 => return Err(Refusal::NotHere),
            Command::Acknowledge if self.steps.iter().any(|step| step.what == What::Acknowledged) => vec![],
            Command::Acknowledge => vec![Fact::Acknowledged],
            Command::AnswerSoFar(_) | Command::Answer(_) | Command::PassOn { .. } if around.is_settled(self) => {
                return Err(Refusal::Settled);
            }
            Command::AnswerSoFar(text) => with(Fact::Interim, text),
            Command::Answer(text) => with(Fact::Answered, text),
            Command::PassOn { to, .. } if !around.above.contains(&to) => return Err(Refusal::NotHere),
            Command::PassOn { to, text } => with(Fact::PassedOn(to), text),
            Command::Settle { .. } if self.is_settled() => vec![],
            Command::Settle { word, signature } => vec![Fact::Settled { word, signature }],
            Command::Appeal { word, signature, text } => {
                let text = text.map(|text| Fact::Locked { step, text });
                [Fact::Appealed { word, signature }].into_iter().chain(text).collect()
            }
        })
    }

    fn apart(fact: &Fact) -> bool {
        matches!(fact, Fact::Locked { .. })
    }
}
