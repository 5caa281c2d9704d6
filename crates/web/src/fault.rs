//! Why something is not shown or not done.

use std::borrow::Cow;

use axum::http::StatusCode;
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
    /// A request that no page of ours sends: what it is answered with, and the message that says what to do.
    Unfit(StatusCode, &'static str),
    /// A form was filled in wrongly, or the ledger refuses what it asks.
    Wrong(Wrong),
    /// The machine did not answer.
    Ledger(ledger::Error),
    /// The program broke off.
    Broken,
}

/// What is wrong with a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    /// The field; empty for the whole form.
    pub field: Cow<'static, str>,
    /// The name of the message.
    pub message: &'static str,
    /// Its particulars.
    pub particulars: Vec<(&'static str, String)>,
}

/// What is refused because of who asks.
const FORBIDDEN: [&str; 4] =
    [Refusal::NotYours.code(), Refusal::NoSuchTerm.code(), Refusal::WiderThanOwn.code(), "sign-in-again"];

impl Fault {
    /// A field is filled in wrongly.
    pub fn field(field: &'static str, message: &'static str) -> Fault {
        Fault::Wrong(Wrong { field: field.into(), message, particulars: vec![] })
    }

    /// A request that no page of ours sends.
    pub fn garbled() -> Fault {
        Fault::Unfit(StatusCode::BAD_REQUEST, "unfit-form")
    }

    /// What it is answered with.
    pub fn status(&self) -> StatusCode {
        match self {
            Fault::NotFound => StatusCode::NOT_FOUND,
            Fault::SignIn => StatusCode::UNAUTHORIZED,
            Fault::Unfit(status, _) => *status,
            Fault::Wrong(wrong) if FORBIDDEN.contains(&wrong.message) => StatusCode::FORBIDDEN,
            Fault::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Fault::Ledger(why) if why.stops_writing() => StatusCode::SERVICE_UNAVAILABLE,
            Fault::Ledger(_) | Fault::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The messages that say what happened, and what to do next.
    pub fn said(&self) -> (&'static str, &'static str) {
        match self {
            Fault::NotFound => ("not-found", "not-found-next"),
            Fault::SignIn => ("signed-out", "signed-out-next"),
            Fault::Unfit(_, next) => ("unfit", next),
            Fault::Wrong(wrong) => ("form-refused", wrong.message),
            Fault::Ledger(why) if why.stops_writing() => ("only-reads", "only-reads-next"),
            Fault::Ledger(_) | Fault::Broken => ("our-fault", "our-fault-next"),
        }
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
        Fault::Wrong(Wrong { field: "".into(), message: refusal.code(), particulars: vec![] })
    }
}
