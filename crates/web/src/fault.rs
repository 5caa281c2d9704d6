//! Why something is not shown or not done.

use charter::Refusal;

/// What came of a view or a form.
pub type Result<T> = std::result::Result<T, Fault>;

/// Why something is not shown or not done.
#[derive(Debug)]
pub enum Fault {
    /// There is nothing here that the visitor can see.
    NotFound,
    /// Nobody is signed in.
    SignIn,
    /// A form was filled in wrongly, or the ledger refuses what it asks.
    Wrong(Wrong),
    /// The machine did not answer.
    Ledger(ledger::Error),
}

/// What is wrong with a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    /// The field; empty for the whole form.
    pub field: &'static str,
    /// The name of the message.
    pub message: &'static str,
    /// Its particulars.
    pub particulars: Vec<(&'static str, String)>,
}

impl Fault {
    /// A field is filled in wrongly.
    pub fn field(field: &'static str, message: &'static str) -> Fault {
        Fault::Wrong(Wrong { field, message, particulars: vec![] })
    }
}

impl From<ledger::Error> for Fault {
    fn from(error: ledger::Error) -> Fault {
        match error.refusal() {
            // What is not here is not told from what may not be seen.
            Some(refusal) => Fault::from(refusal),
            None => Fault::Ledger(error),
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Fault {
        Fault::Wrong(Wrong { field: "", message: refusal.code(), particulars: vec![] })
    }
}
