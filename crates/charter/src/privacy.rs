//! What is held on people, field by field: for what purpose, who reads it, and when it goes. Each subject declares it
//! of its facts; what is not declared fails a test.

use serde::Serialize;

/// One field of one fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The fact and its field, as `Described.name`; the fact alone where it is one thing.
    pub of: &'static str,
    /// The name of the message that says what it is.
    pub what: &'static str,
    /// For what purpose.
    pub purpose: Purpose,
    /// Who reads it.
    pub readers: Readers,
    /// When it goes.
    pub kept: Kept,
}

/// For what purpose something is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// To know who belongs, since when and until when.
    Roll,
    /// To reach somebody.
    Reach,
    /// To care for somebody: that they are welcomed and missed.
    Care,
    /// To know that a meeting decided rightly: who was there, and who says so.
    Decide,
    /// To know who may do what.
    Rights,
    /// To keep the cell's money in order.
    Cash,
    /// To study together.
    Study,
    /// To share the work of an office.
    Share,
    /// To keep a promise to the person: that they are erased.
    Promise,
    /// It concerns no person.
    Nobody,
}

/// Who reads something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Readers {
    /// Everybody on the roll of the cell, and its officers.
    Cell,
    /// Those who write the record.
    Writers,
    /// Those who keep the cash, and whoever it concerns.
    Cash,
    /// Those of the cell whom it concerns, each for themselves.
    Concerned,
    /// Nobody: only the machine that keeps the book.
    Machine,
}

/// When something goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kept {
    /// When the person is erased: the key to it is destroyed.
    Erasure,
    /// A year after the day of which it tells.
    Year,
    /// Never, while the record is kept; it names people by a number alone.
    Record,
    /// Never, while the record is kept; it is free text, in which somebody may be named.
    Text,
    /// It is shown nowhere once the person is erased, and stays in the locked record.
    Hidden,
}

/// Days after a meeting for which it is known by name who was there.
pub const ATTENDANCE_DAYS: i32 = 365;

impl Held {
    /// Something about a person.
    pub const fn new(of: &'static str, what: &'static str, purpose: Purpose, readers: Readers, kept: Kept) -> Held {
        Held { of, what, purpose, readers, kept }
    }

    /// Something that concerns no person.
    pub const fn nobody(of: &'static str) -> Held {
        Held { of, what: "", purpose: Purpose::Nobody, readers: Readers::Cell, kept: Kept::Record }
    }
}

impl Purpose {
    /// The message that says it.
    pub fn message(self) -> &'static str {
        match self {
            Purpose::Roll => "purpose-roll",
            Purpose::Reach => "purpose-reach",
            Purpose::Care => "purpose-care",
            Purpose::Decide => "purpose-decide",
            Purpose::Rights => "purpose-rights",
            Purpose::Cash => "purpose-cash",
            Purpose::Study => "purpose-study",
            Purpose::Share => "purpose-share",
            Purpose::Promise => "purpose-promise",
            Purpose::Nobody => "purpose-nobody",
        }
    }
}

impl Readers {
    /// The message that says it.
    pub fn message(self) -> &'static str {
        match self {
            Readers::Cell => "readers-cell",
            Readers::Writers => "readers-writers",
            Readers::Cash => "readers-cash",
            Readers::Concerned => "readers-concerned",
            Readers::Machine => "readers-machine",
        }
    }
}

impl Kept {
    /// The message that says it.
    pub fn message(self) -> &'static str {
        match self {
            Kept::Erasure => "kept-erasure",
            Kept::Year => "kept-year",
            Kept::Record => "kept-record",
            Kept::Text => "kept-text",
            Kept::Hidden => "kept-hidden",
        }
    }
}
