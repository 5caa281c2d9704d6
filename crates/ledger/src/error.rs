//! What can go wrong with the machine, named after what happened.

use charter::Refusal;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command is refused, and nothing changed.
    #[error("refused: {}", .0.code())]
    Refused(Refusal),
    /// The database does not answer.
    #[error("the data folder does not answer: {0}")]
    Sql(#[from] rusqlite::Error),
    /// The keys do not answer.
    #[error(transparent)]
    Keys(#[from] keys::Error),
    /// A file could not be read or written.
    #[error("{what}: {why}")]
    Io {
        /// The file or folder.
        what: String,
        /// What the system said.
        why: std::io::Error,
    },
    /// A segment does not unpack.
    #[error(transparent)]
    Segment(#[from] book::segment::NotASegment),
    /// A batch did not pass the gate.
    #[error("the gate refused a batch: {0}")]
    Gate(#[from] book::gate::Refused),
    /// More is waiting than a book may have waiting.
    #[error("too many batches of one book wait for what has not arrived")]
    WaitingRoomFull,
    /// A stored state or batch does not read.
    #[error("what is stored does not read: {0}")]
    Damaged(String),
    /// A write failed, so this node only reads until it is opened again.
    #[error("a write to the disk failed, so this node only reads now: check the disk, then start again")]
    ReadOnly,
    /// The folder is not one for this: the name of the message that says why.
    #[error("{0}")]
    Folder(&'static str),
}

/// Results of this crate.
pub type Result<T> = std::result::Result<T, Error>;

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(refusal)
    }
}

impl From<serde_json::Error> for Error {
    /// Where it does not read, and not what stands there: that may be a name, and what fails is printed.
    fn from(error: serde_json::Error) -> Error {
        Error::Damaged(format!("{:?} at {}:{}", error.classify(), error.line(), error.column()))
    }
}

impl Error {
    /// Whether a file is not, or no longer, what was written.
    pub fn is_damage(&self) -> bool {
        crate::files::is_damaged(self) || matches!(self, Error::Damaged(_))
    }

    /// Whether the disk no longer takes what is written, so that this node only reads.
    pub fn stops_writing(&self) -> bool {
        match self {
            Error::ReadOnly => true,
            Error::Sql(fault) => crate::store::is_disk(fault),
            _ => false,
        }
    }

    /// The refusal, if it is one and not a fault of the machine.
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            Error::Refused(refusal) => Some(*refusal),
            _ => None,
        }
    }
}
