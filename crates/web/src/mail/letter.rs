//! A letter as bytes: one recipient, plain text, and the headers by which programs see that nobody typed it and how it is
//! ended.

use std::time::{Duration, UNIX_EPOCH};

use charter::calendar::Moment;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::{Address, error};

use crate::outside::one_line;

/// What is in a letter.
pub struct Letter {
    /// What stands as its sender.
    pub name: String,
    /// To whom it goes.
    pub to: Address,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The address at which letters are ended.
    pub stop: String,
    /// Random letters and digits by which it is known.
    pub id: String,
    /// When it was written.
    pub at: Moment,
}

/// The letter, from an address.
pub fn message(letter: &Letter, from: &Address) -> Result<Vec<u8>, error::Error> {
    let written = UNIX_EPOCH + Duration::from_millis(letter.at.0.max(0).unsigned_abs());
    let header = |name: &'static str, value: String| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
    let message = Message::builder()
        .from(Mailbox::new(Some(one_line(&letter.name)), from.clone()))
        .to(Mailbox::new(None, letter.to.clone()))
        .subject(one_line(&letter.subject))
        .date(written)
        .message_id(Some(format!("<{}@{}>", letter.id, from.domain())))
        .raw_header(header("List-Unsubscribe", format!("<{}>", letter.stop)))
        .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".into()))
        .raw_header(header("Auto-Submitted", "auto-generated".into()))
        .header(ContentType::TEXT_PLAIN)
        .body(letter.text.clone())?;
    Ok(message.formatted())
}
