//! Codes on paper: for phones without passkeys, and for the day on which the other means are gone. Each works once.

use charter::calendar::Moment;
use ledger::Result;
use rusqlite::{OptionalExtension, params};

use crate::session::begin;
use crate::standing::note;
use crate::{AccountId, Accounts, How, Notice, Session, hash};

/// Codes of one account that are made at once.
pub const CODES: usize = 8;
/// Letters of a code, in groups of four: 80 bits, in the letters and digits that nobody takes for one another.
const LETTERS: usize = 16;
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKMNPQRSTVWXYZ0123456789";

impl Accounts {
    /// New codes for an account, in place of those before. `random` are their secrets.
    pub fn make_codes(&self, id: AccountId, random: [[u8; 16]; CODES], now: Moment) -> Result<Vec<String>> {
        let codes = random.iter().map(written).collect::<Vec<_>>();
        let mut file = self.file();
        let step = file.transaction()?;
        step.execute("DELETE FROM code WHERE account = ?", [id.0])?;
        for code in &codes {
            step.execute("INSERT INTO code VALUES (?, ?)", params![hash(plain(code).as_bytes()), id.0])?;
        }
        note(&step, id, Notice::CodesMade, now)?;
        step.commit()?;
        Ok(codes)
    }

    /// Uses a code up and begins a session. None if it is not good, or if a passkey opens the account: a code does
    /// not step round it.
    pub fn by_code(&self, code: &str, device: &str, now: Moment, fresh: [u8; 16]) -> Result<Option<Session>> {
        let mut file = self.file();
        let step = file.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let sql = "DELETE FROM code WHERE hash = ? AND account NOT IN (SELECT account FROM passkey) RETURNING account";
        let account = step.query_row(sql, [hash(plain(code).as_bytes())], |row| row.get(0)).optional()?;
        let Some(account) = account.map(AccountId) else { return Ok(None) };
        note(&step, account, Notice::CodeUsed, now)?;
        let session = begin(&step, account, How::Code, device, now, fresh)?;
        step.commit()?;
        Ok(session)
    }
}

/// A code as it stands on paper: `ABCD-EFGH-JKMN-PQRS`.
fn written(random: &[u8; 16]) -> String {
    let letters = random.map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    letters.chunks(LETTERS / 4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// A code as it is typed: in whatever case, with or without what stands between; an O is a zero, an I or L a one.
fn plain(code: &str) -> String {
    let letters = code.chars().filter(|sign| sign.is_ascii_alphanumeric()).take(LETTERS + 1);
    letters
        .map(|sign| match sign.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}
