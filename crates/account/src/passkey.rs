//! Passkeys: registered by a session, and signed in with. A challenge is kept here, is used once, and is good for one
//! thing; the library draws it, so its randomness is the one thing here that is not handed in.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use charter::calendar::Moment;
use ledger::Result;
use rusqlite::{OptionalExtension, params};
use serde_json::Value;
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    CredentialID, DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use crate::session::begin;
use crate::standing::note;
use crate::{AccountId, Accounts, How, Notice, Session, json, read};

/// Passkeys of one account.
pub const PASSKEYS: usize = 10;
/// Challenges that wait at once; beyond, the oldest are forgotten.
const CHALLENGES: usize = 10_000;
/// Milliseconds for which a challenge is good.
const GOOD: i64 = 10 * 60_000;
/// Bytes of what a browser sends of a passkey.
const ANSWER_BYTES: usize = 16_000;
/// Letters of what an owner calls a passkey.
const LABEL: usize = 60;

/// Names a challenge that waits.
pub type Ticket = [u8; 16];

/// Why a passkey is not taken.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// What was sent is no answer to any challenge that waits here for this.
    #[error("the challenge was used, is too old, or is another's")]
    NoChallenge,
    /// The library refuses it: another origin, another key, no user verified, a counter that goes back.
    #[error("refused: {0}")]
    Refused(#[from] WebauthnError),
    /// The passkey is registered already, or there are too many.
    #[error("it is there already, or there are too many")]
    Exists,
    /// The file does not answer.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
}

impl From<rusqlite::Error> for PasskeyError {
    fn from(error: rusqlite::Error) -> PasskeyError {
        PasskeyError::Ledger(error.into())
    }
}

enum Waits {
    ForNew(AccountId, PasskeyRegistration),
    ForOne(DiscoverableAuthentication),
}

/// The challenges of one origin.
pub struct Passkeys {
    /// The name of the pages, for which passkeys are made.
    pub(crate) name: String,
    webauthn: Webauthn,
    waiting: Mutex<VecDeque<(Ticket, i64, Waits)>>,
}

impl Passkeys {
    /// For pages at this origin, as `https://cells.example`. None where browsers would allow none: an origin that
    /// is not secure, or a number for a name.
    pub fn at(origin: &str) -> Option<Passkeys> {
        let url = Url::parse(origin).ok()?;
        let name = url.domain()?;
        let secure = url.scheme() == "https" || name == "localhost";
        let webauthn = WebauthnBuilder::new(name, &url).ok()?.rp_name("Sward").build().ok()?;
        secure.then(|| Passkeys { name: name.into(), webauthn, waiting: Mutex::default() })
    }

    /// What a browser is asked so that it makes a passkey for an account. `called` is shown to its owner alone.
    pub fn ask_new(&self, accounts: &Accounts, id: AccountId, called: &str, ticket: Ticket, now: Moment) -> Asked {
        let own = accounts.passkeys(id)?.into_iter().map(|key| CredentialID::from(key.id)).collect();
        let (asked, state) =
            self.webauthn.start_passkey_registration(Uuid::from_bytes(id.0), called, called, Some(own))?;
        self.wait(ticket, Waits::ForNew(id, state), now);
        let mut asked = serde_json::to_value(asked).map_err(ledger::Error::from)?;
        // One that its device can find by itself needs no name typed before it.
        asked["publicKey"]["authenticatorSelection"]["residentKey"] = "preferred".into();
        Ok(asked)
    }

    /// Takes a passkey that a browser made.
    pub fn take_new(
        &self,
        accounts: &Accounts,
        id: AccountId,
        (ticket, answer, label): (Ticket, &str, &str),
        now: Moment,
    ) -> std::result::Result<(), PasskeyError> {
        let answer: RegisterPublicKeyCredential = parsed(answer)?;
        let Some(Waits::ForNew(of, state)) = self.waited(ticket, now) else { return Err(PasskeyError::NoChallenge) };
        if of != id {
            return Err(PasskeyError::NoChallenge);
        }
        let key = self.webauthn.finish_passkey_registration(&answer, &state)?;
        let name = label.chars().take(LABEL).collect::<String>();
        let values = params![key.cred_id().as_slice(), id.0, name, now.0, json(&key)?, PASSKEYS as i64];
        let file = accounts.file();
        let sql = "INSERT INTO passkey SELECT ?1, ?2, ?3, ?4, NULL, ?5
                   WHERE (SELECT count(*) FROM passkey WHERE account = ?2) < ?6 ON CONFLICT DO NOTHING";
        if file.execute(sql, values)? == 0 {
            return Err(PasskeyError::Exists);
        }
        Ok(note(&file, id, Notice::PasskeyAdded, now)?)
    }

    /// What a browser is asked so that it signs in with a passkey.
    pub fn ask_one(&self, ticket: Ticket, now: Moment) -> Asked {
        let (asked, state) = self.webauthn.start_discoverable_authentication()?;
        self.wait(ticket, Waits::ForOne(state), now);
        let mut asked = serde_json::to_value(asked).map_err(ledger::Error::from)?;
        // Asked for by a button, and not beside a field.
        asked.as_object_mut().map(|asked| asked.remove("mediation"));
        Ok(asked)
    }

    /// Begins a session by a passkey. What is refused although the key is known is told to its owner.
    pub fn by_key(
        &self,
        accounts: &Accounts,
        (ticket, answer): (Ticket, &str),
        device: &str,
        now: Moment,
        fresh: [u8; 16],
    ) -> std::result::Result<Session, PasskeyError> {
        let answer: PublicKeyCredential = parsed(answer)?;
        let Some(Waits::ForOne(state)) = self.waited(ticket, now) else { return Err(PasskeyError::NoChallenge) };
        let (user, id) = self.webauthn.identify_discoverable_authentication(&answer)?;
        let account = AccountId(user.into_bytes());
        let found = accounts.passkey(id)?.filter(|(of, _)| *of == account);
        let Some((_, mut key)) = found else { return Err(PasskeyError::NoChallenge) };
        let file = accounts.file();
        let known = DiscoverableKey::from(&key);
        let result = match self.webauthn.finish_discoverable_authentication_v2(&answer, state, &known) {
            Ok(result) => result,
            Err(why) => {
                note(&file, account, Notice::PasskeyRefused, now)?;
                return Err(why.into());
            }
        };
        key.update_credential(&result);
        file.execute("UPDATE passkey SET key = ?, used = ? WHERE id = ?", params![json(&key)?, now.0, id])?;
        begin(&file, account, How::Passkey, device, now, fresh)?.ok_or(PasskeyError::NoChallenge)
    }

    fn wait(&self, ticket: Ticket, waits: Waits, Moment(now): Moment) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        while waiting.len() >= CHALLENGES || waiting.front().is_some_and(|(_, at, _)| now - at > GOOD) {
            waiting.pop_front();
        }
        waiting.push_back((ticket, now, waits));
    }

    /// The challenge of a ticket, which is gone with this.
    fn waited(&self, ticket: Ticket, Moment(now): Moment) -> Option<Waits> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let at = waiting.iter().position(|(of, at, _)| *of == ticket && (0..=GOOD).contains(&(now - at)))?;
        waiting.remove(at).map(|(_, _, waits)| waits)
    }
}

/// What goes to a browser, as JSON.
type Asked = std::result::Result<Value, PasskeyError>;

pub(crate) fn parsed<T: serde::de::DeserializeOwned>(answer: &str) -> std::result::Result<T, PasskeyError> {
    let fits = Some(answer).filter(|answer| answer.len() <= ANSWER_BYTES);
    fits.and_then(|answer| serde_json::from_str(answer).ok()).ok_or(PasskeyError::NoChallenge)
}

/// A passkey as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its id.
    pub id: Vec<u8>,
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub made: Moment,
    /// When it was last used.
    pub used: Option<Moment>,
}

impl Accounts {
    /// The passkeys of an account.
    pub fn passkeys(&self, id: AccountId) -> Result<Vec<Key>> {
        let file = self.file();
        let mut query =
            file.prepare_cached("SELECT id, name, made, used FROM passkey WHERE account = ? ORDER BY made, id")?;
        let rows = query.query_map([id.0], |row| {
            let used = row.get::<_, Option<i64>>(3)?.map(Moment);
            Ok(Key { id: row.get(0)?, name: row.get(1)?, made: Moment(row.get(2)?), used })
        })?;
        Ok(rows.collect::<std::result::Result<_, _>>()?)
    }

    /// Takes a passkey of an account away, but never the last one of an account that nothing else would open.
    pub fn remove_passkey(&self, id: AccountId, key: &[u8], now: Moment) -> Result<bool> {
        let file = self.file();
        let sql = "DELETE FROM passkey WHERE account = ?1 AND id = ?2 AND (
                     (SELECT count(*) FROM passkey WHERE account = ?1) > 1
                     OR EXISTS (SELECT 1 FROM account WHERE id = ?1 AND password IS NOT NULL)
                     OR EXISTS (SELECT 1 FROM code WHERE account = ?1))";
        let removed = file.execute(sql, params![id.0, key])? > 0;
        if removed {
            note(&file, id, Notice::PasskeyRemoved, now)?;
        }
        Ok(removed)
    }

    pub(crate) fn passkey(&self, id: &[u8]) -> Result<Option<(AccountId, Passkey)>> {
        let file = self.file();
        let mut query = file.prepare_cached("SELECT account, key FROM passkey WHERE id = ?")?;
        let row = query.query_row([id], |row| Ok((AccountId(row.get(0)?), row.get::<_, String>(1)?)));
        row.optional()?.map(|(account, key)| Ok((account, read(&key)?))).transpose()
    }
}
