//! What an owner asks for. What opens an account is changed soon after signing in alone, and its owner is told.

use account::{Ends, PASSWORD_LEAST, PasskeyError, Session, Unfit};
use book::CommandId;

use super::page::Codes;
use crate::fault::{Fault, Result, Wrong};
use crate::site::{Asked, Plan, Told};

/// Sets name and password; whoever else was signed in no longer is.
pub fn password(asked: &Asked) -> Result<Plan> {
    let (visit, session) = (asked.visit, asked.visit.fresh_session()?);
    let name = asked.fields.filled("name").ok_or(Fault::field("name", "field-missing"))?;
    let password = asked.fields.get("password").unwrap_or("");
    let salt = (visit.fresh)().0;
    match visit.accounts.set_password(session.account, (name, password), visit.hashing, salt, visit.now)? {
        Ok(()) => {
            others_out(asked, session)?;
            Ok(done("password-is-set"))
        }
        Err(unfit) => Err(wrong(unfit)),
    }
}

fn wrong(unfit: Unfit) -> Fault {
    let (field, message) = match unfit {
        Unfit::Name => ("name", "field-missing"),
        Unfit::NameTaken => ("name", "name-is-taken"),
        Unfit::Short => ("password", "password-is-short"),
        Unfit::Long => ("password", "too-long"),
        Unfit::Plain => ("password", "password-is-plain"),
    };
    let particulars = vec![("n", PASSWORD_LEAST.to_string())];
    Fault::Wrong(Wrong { field: field.into(), message, particulars })
}

/// Makes new codes, which are shown once.
pub fn codes(asked: &Asked) -> Result<Plan> {
    let (visit, session) = (asked.visit, asked.visit.fresh_session()?);
    let random = std::array::from_fn(|_| (visit.fresh)().0);
    let codes = visit.accounts.make_codes(session.account, random, visit.now)?;
    let page = Codes { unit: asked.unit.id, codes };
    Ok(Plan { shown: Some(visit.page(Some((&asked.unit, "")), &page)?), ..Plan::default() })
}

/// Takes a passkey that the browser made.
pub fn passkey(asked: &Asked) -> Result<Plan> {
    let (visit, session) = (asked.visit, asked.visit.fresh_session()?);
    let ticket = asked.fields.get("ticket").and_then(|ticket| ticket.parse::<CommandId>().ok());
    let (Some(passkeys), Some(ticket)) = (visit.passkeys, ticket) else { return Err(Fault::NotFound) };
    let label = asked.fields.filled("label").unwrap_or("");
    let answer = (ticket.0, asked.fields.get("credential").unwrap_or(""), label);
    match passkeys.take_new(visit.accounts, session.account, answer, visit.now) {
        Ok(()) => {
            others_out(asked, session)?;
            Ok(Plan { vouches: true, ..done("passkey-is-added") })
        }
        Err(PasskeyError::Ledger(fault)) => Err(fault.into()),
        Err(PasskeyError::Exists) => Err(Fault::field("", "passkey-is-there")),
        Err(_) => Err(Fault::field("", "passkey-not-so")),
    }
}

/// Takes a passkey away.
pub fn forget_passkey(asked: &Asked) -> Result<Plan> {
    let (visit, session) = (asked.visit, asked.visit.fresh_session()?);
    let key = visit.accounts.passkeys(session.account)?.into_iter();
    let key = key.into_iter().find(|key| Some(super::page::key_id(&key.id).as_str()) == asked.fields.get("key"));
    let key = key.ok_or(Fault::NotFound)?;
    match visit.accounts.remove_passkey(session.account, &key.id, visit.now)? {
        true => Ok(done("passkey-is-gone")),
        false => Err(Fault::field("", "passkey-is-last")),
    }
}

/// Ends one session, or all but this one.
pub fn end(asked: &Asked) -> Result<Plan> {
    let session = asked.visit.session.ok_or(Fault::SignIn)?;
    match asked.fields.get("which") {
        Some(which) => asked.visit.accounts.end(session.account, Ends::One(which))?,
        None => others_out(asked, session)?,
    }
    Ok(done("session-is-over"))
}

/// Says that nothing is lost, so that nobody opens another way in.
pub fn object(asked: &Asked) -> Result<Plan> {
    let session = asked.visit.session.ok_or(Fault::SignIn)?;
    asked.visit.accounts.object(session.account)?;
    Ok(done("reset-is-over"))
}

fn others_out(asked: &Asked, session: &Session) -> Result<()> {
    let accounts = asked.visit.accounts;
    Ok(accounts.end(session.account, Ends::AllBut(&accounts.shown(&session.token)))?)
}

fn done(told: &'static str) -> Plan {
    Plan { told: Told::new(told), ..Plan::default() }
}
