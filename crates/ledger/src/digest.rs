//! Two digests: of the heads that a node holds, and of the state that it folded from them.

use std::fmt;

use book::Hash;
use rusqlite::types::ValueRef;

use crate::error::Result;
use crate::look::Look;

/// The version of the fold: raised whenever `may` or `apply` of any kind changes, since that changes the past.
/// 2: what is private and not locked is set aside, and so are facts of a unit about itself that stand elsewhere
/// (`is_misplaced`); who appoints needs a term that reaches below; lists have other columns.
/// 3: accounts attest, members act for themselves.
/// 4: two sign what is hard to undo; something is taken out of minutes.
/// 5: meetings know who convened them, care knows since when. 6: terms know when they began.
/// 7: policies have files, and know when objections were answered.
pub const FOLD_VERSION: i64 = 7;

/// What two nodes that hold the same books must agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Of every book's head.
    pub heads: Hash,
    /// Of every subject's state, of units, and of what was set aside.
    pub state: Hash,
}

/// Rows in an order that does not depend on how this node files them.
const HEADS: &str = "SELECT unit, kind, head, next, stopped FROM chain ORDER BY unit, kind";
const STATE: &[&str] = &[
    "SELECT unit, parent, kind, name, code, founded, admitted, closed FROM unit ORDER BY unit",
    "SELECT unit, subject.kind, id, state FROM subject JOIN chain USING (book) ORDER BY unit, chain.kind, subject.kind, id",
    "SELECT unit, apart.kind, id, seq, fact FROM apart JOIN chain USING (book) ORDER BY unit, chain.kind, apart.kind, id, seq",
    "SELECT unit, seq, aside.kind, id, why FROM aside JOIN chain USING (book) ORDER BY unit, chain.kind, seq, aside.kind, id, why",
    "SELECT unit, command, actor, digest, seq, facts FROM done JOIN chain USING (book) ORDER BY unit, kind, command, actor",
];

impl Look<'_> {
    /// The digests of what this node holds.
    pub fn digest(&self) -> Result<Digest> {
        Ok(Digest { heads: self.hash(&[HEADS])?, state: self.hash(STATE)? })
    }

    fn hash(&self, queries: &[&str]) -> Result<Hash> {
        let mut hasher = blake3::Hasher::new();
        for sql in queries {
            let mut query = self.read.prepare(sql)?;
            let columns = query.column_count();
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                for column in 0..columns {
                    let value = row.get_ref(column)?;
                    let (tag, bytes): (u8, &[u8]) = match &value {
                        ValueRef::Null => (0, &[]),
                        ValueRef::Integer(number) => (1, &number.to_be_bytes()),
                        ValueRef::Real(number) => (2, &number.to_be_bytes()),
                        ValueRef::Text(text) => (3, text),
                        ValueRef::Blob(blob) => (4, blob),
                    };
                    hasher.update(&[tag]).update(&(bytes.len() as u64).to_be_bytes()).update(bytes);
                }
            }
            hasher.update(b"next table");
        }
        Ok(Hash(*hasher.finalize().as_bytes()))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "heads {}\nstate {} (fold {FOLD_VERSION})", self.heads, self.state)
    }
}
