//! What one officer signed with a passkey and waits for a second: kept here until two have, and then it is a command.

use book::{CommandId, Hash};
use charter::Bytes;
use charter::calendar::Moment;
use charter::signing::{Assertion, Passkey as Public, base64url, pages, raw_signature};
use ledger::{Result, Term, Wish};
use rusqlite::{OptionalExtension, params};
use serde_json::json;
use webauthn_rs::prelude::{COSEKeyType, ECDSACurve, PublicKeyCredential};

use crate::passkey::parsed;
use crate::{AccountId, Accounts, HOUR, Passkeys, json as text, read};

/// Days for which a command waits for its second signature.
pub const SIGN_DAYS: i64 = 14;
/// Commands of one account that wait at once.
const WAITING: i64 = 10;

/// A command that waits for its second signature.
#[derive(Clone, Debug)]
pub struct ToSign {
    /// What is asked.
    pub wish: Wish,
    /// The account that signed first.
    pub by: AccountId,
    /// Its assertion.
    pub first: Assertion,
    /// When it signed.
    pub at: Moment,
}

impl Passkeys {
    /// The public halves of an account's passkeys, as bulletins hold them: of those that sign on the curve P-256.
    pub fn public(&self, accounts: &Accounts, id: AccountId) -> Result<Vec<(Vec<u8>, Public)>> {
        let mut public = vec![];
        for key in accounts.passkeys(id)? {
            let Some((_, passkey)) = accounts.passkey(&key.id)? else { continue };
            if let COSEKeyType::EC_EC2(point) = &passkey.get_public_key().key
                && matches!(point.curve, ECDSACurve::SECP256R1)
                && let Some(odd) = point.y.last().map(|last| last & 1)
            {
                let point = [&[2 + odd][..], &point.x].concat();
                public.push((key.id, Public { pages: pages(&self.name), point: Bytes(point) }));
            }
        }
        Ok(public)
    }

    /// What a browser is asked so that it signs something with one of these passkeys.
    pub fn ask_to_sign(&self, what: Hash, keys: &[(Vec<u8>, Public)]) -> serde_json::Value {
        let of = |bytes: &[u8]| serde_json::Value::from(base64url(bytes));
        let keys = keys.iter().map(|(id, _)| json!({ "type": "public-key", "id": of(id) })).collect::<Vec<_>>();
        json!({ "publicKey": {
            "challenge": of(&what.0), "rpId": self.name, "allowCredentials": keys, "userVerification": "required",
        } })
    }
}

/// What a browser answered, as an assertion of the holder of a term; none if it is no such answer, or by another passkey.
pub fn assertion(answer: &str, term: &Term, keys: &[(Vec<u8>, Public)]) -> Option<Assertion> {
    let answer: PublicKeyCredential = parsed(answer).ok()?;
    let Term::Office { unit, office, number } = *term else { return None };
    let (_, key) = keys.iter().find(|(id, _)| *id == answer.raw_id)?;
    let said = answer.response;
    let (authenticator, client) = (Bytes(said.authenticator_data), Bytes(said.client_data_json));
    let signature = raw_signature(&said.signature)?;
    Some(Assertion { unit, office, number, point: key.point.clone(), authenticator, client, signature })
}

impl Accounts {
    /// Keeps what one officer signed until a second one does. Tells whether it does so: not, if too much of theirs waits
    /// already, or the command does.
    pub fn wait_for_second(&self, asked: &ToSign) -> Result<bool> {
        let file = self.file();
        file.execute("DELETE FROM to_sign WHERE at < ?", [ended(asked.at)])?;
        let (wish, first) = (text(&asked.wish)?, text(&asked.first)?);
        let values = params![asked.wish.id.0, wish, asked.by.0, first, asked.at.0, WAITING];
        let sql = "INSERT INTO to_sign SELECT ?1, ?2, ?3, ?4, ?5
                   WHERE (SELECT count(*) FROM to_sign WHERE by = ?3) < ?6 ON CONFLICT DO NOTHING";
        Ok(file.execute(sql, values)? > 0)
    }

    /// What waits for a second signature, oldest first.
    pub fn to_sign(&self, now: Moment) -> Result<Vec<ToSign>> {
        let file = self.file();
        let mut query = file.prepare_cached("SELECT wish, by, first, at FROM to_sign WHERE at >= ? ORDER BY at, id")?;
        let rows = query.query_map([ended(now)], |row| {
            Ok((row.get::<_, String>(0)?, AccountId(row.get(1)?), row.get::<_, String>(2)?, Moment(row.get(3)?)))
        })?;
        rows.map(|row| {
            let (wish, by, first, at) = row?;
            Ok(ToSign { wish: read(&wish)?, by, first: read(&first)?, at })
        })
        .collect()
    }

    /// Forgets a command that waits: it was done, or is not wanted any more. Tells whether it was there.
    pub fn drop_to_sign(&self, id: CommandId) -> Result<bool> {
        let file = self.file();
        let sql = "DELETE FROM to_sign WHERE id = ? RETURNING 1";
        Ok(file.query_row(sql, [id.0], |_| Ok(())).optional()?.is_some())
    }
}

fn ended(Moment(now): Moment) -> i64 {
    now.saturating_sub(SIGN_DAYS * 24 * HOUR)
}
