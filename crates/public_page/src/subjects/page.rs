//! The page of one unit, in its own bulletin: its words are made for everybody.

use book::{Kind, Text};
use charter::calendar::Moment;
use charter::{By, Reach, Refusal, Right, Stamp, Subject};
use serde::{Deserialize, Serialize};

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// It is shown to everybody, and offers so much.
    Shown(Shown),
    /// What it says of the unit, in an entry of its own.
    Presented {
        /// Who we are, in Markdown.
        about: Text,
        /// How to reach us: an office rather than a person.
        reach: Text,
        /// When and where we meet, where guests are welcome.
        meets: Text,
        /// Names of places that it is found by.
        places: Vec<Text>,
    },
    /// It is shown no more.
    Hidden,
    /// The unit says something.
    Posted(u32),
    /// What it says, in an entry of its own.
    Post {
        /// Which, from 1.
        number: u32,
        /// What it is called.
        title: Text,
        /// In Markdown.
        text: Text,
    },
    /// Something that it said is shown no more.
    TakenDown(u32),
}

/// What a page offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// Whether one can ask to join.
    pub joins: bool,
    /// Whether one can raise a concern.
    pub concerns: bool,
    /// Whether guests are welcome, so that the next meeting is told.
    pub guests: bool,
}

/// What may be asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Show it, or show it otherwise.
    Show {
        /// What it offers.
        shown: Shown,
        /// Who we are.
        about: Text,
        /// How to reach us.
        reach: Text,
        /// When and where we meet.
        meets: Text,
        /// Names of places that it is found by.
        places: Vec<Text>,
    },
    /// Show it no more.
    Hide,
    /// Say something.
    Post {
        /// What it is called.
        title: Text,
        /// In Markdown.
        text: Text,
    },
    /// Show something no more that was said.
    TakeDown(u32),
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// What it offers; none while it is not shown.
    pub shown: Option<Shown>,
    /// When it was shown for the first time, as claimed.
    #[serde(default)]
    pub since: Option<Moment>,
    /// What was said: each with when, as claimed, and whether it is still shown.
    pub posts: Vec<Post>,
}

/// Something that was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// When, as claimed.
    pub at: Moment,
    /// Whether it is shown.
    pub shown: bool,
}

/// Bytes of who we are, or of one post.
pub const TEXT_BYTES: usize = 6_000;
/// Bytes of a title, of how to reach us, of a place.
const LINE_BYTES: usize = 400;
/// Names of places.
const PLACES: usize = 20;
/// Posts of one unit.
const POSTS: usize = 5_000;

impl Page {
    fn is_shown(&self, number: u32) -> bool {
        number.checked_sub(1).and_then(|at| self.posts.get(at as usize)).is_some_and(|post| post.shown)
    }
}

impl Subject for Page {
    type Fact = Fact;
    type Command = Command;
    /// What it says of the unit as it stands.
    type Around = Option<Fact>;
    const KIND: &'static str = "public_page";
    const BOOK: Kind = Kind::Bulletin;
    const TEXT: bool = true;

    /// It is the unit's own choice: nobody above shows it.
    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        by.may(Right::WriteRecord)?;
        match fact {
            _ if by.reach == Reach::Above => Err(Refusal::NotYours),
            Fact::Hidden if self.shown.is_none() => Err(Refusal::NotHere),
            Fact::Posted(number) if *number != self.posts.len() as u32 + 1 => Err(Refusal::Exists),
            Fact::Posted(_) if self.posts.len() >= POSTS => Err(Refusal::TooLong),
            Fact::TakenDown(number) if !self.is_shown(*number) => Err(Refusal::NotHere),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, fact: Fact, stamp: &Stamp) {
        match fact {
            Fact::Shown(shown) => {
                self.shown = Some(shown);
                self.since = self.since.or(Some(stamp.time));
            }
            Fact::Hidden => self.shown = None,
            Fact::Posted(_) => self.posts.push(Post { at: stamp.time, shown: true }),
            Fact::TakenDown(number) => {
                let post = number.checked_sub(1).and_then(|at| self.posts.get_mut(at as usize));
                if let Some(post) = post {
                    post.shown = false;
                }
            }
            Fact::Presented { .. } | Fact::Post { .. } => {}
        }
    }

    fn decide(&self, command: Command, stands: &Option<Fact>, _: &Stamp) -> Result<Vec<Fact>, Refusal> {
        let line = |text: &Text| if text.0.len() > LINE_BYTES { Err(Refusal::TooLong) } else { Ok(()) };
        let words = |text: &Text| match text.0.trim() {
            "" => Err(Refusal::NoName),
            said if said.len() > TEXT_BYTES => Err(Refusal::TooLong),
            _ => Ok(()),
        };
        Ok(match command {
            Command::Show { shown, about, reach, meets, places } => {
                words(&about)?;
                places.iter().chain([&reach, &meets]).try_for_each(line)?;
                if places.len() > PLACES {
                    return Err(Refusal::TooLong);
                }
                let presented = Fact::Presented { about, reach, meets, places };
                if self.shown == Some(shown) && stands.as_ref() == Some(&presented) {
                    return Ok(vec![]);
                }
                vec![Fact::Shown(shown), presented]
            }
            Command::Hide if self.shown.is_none() => return Err(Refusal::NotHere),
            Command::Hide => vec![Fact::Hidden],
            Command::Post { title, text } => {
                words(&title).and_then(|()| line(&title)).and_then(|()| words(&text))?;
                let number = self.posts.len() as u32 + 1;
                vec![Fact::Posted(number), Fact::Post { number, title, text }]
            }
            Command::TakeDown(number) if !self.is_shown(number) => return Err(Refusal::NotHere),
            Command::TakeDown(number) => vec![Fact::TakenDown(number)],
        })
    }

    fn apart(fact: &Fact) -> bool {
        matches!(fact, Fact::Presented { .. } | Fact::Post { .. })
    }
}
