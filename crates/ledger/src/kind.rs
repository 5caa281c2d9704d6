//! What the ledger knows of a kind of subject: how to decide, fold, keep and list it, without its type.

use std::any::Any;

use book::{Kind as BookKind, SubjectId, UnitId, cbor};
use charter::privacy::{Held, Kept};
use charter::{By, Bytes, Private, Refusal, Stamp, Subject};
use rusqlite::types::Value;

use crate::error::{Error, Result};
use crate::look::Look;

/// One line a subject: its columns for lists, and what its decisions look at.
pub struct Kind<S: Subject> {
    /// Columns of the list's table, as SQL.
    pub columns: &'static str,
    /// Columns, or rows of columns with commas between, that have an index each.
    pub indexed: &'static [&'static str],
    /// The values of the columns; none, if the subject is in no list.
    pub row: fn(&S) -> Vec<Value>,
    /// What `decide` may look at in the same book; none if it looks at nothing.
    pub around: Option<Around<S::Around>>,
}

/// What a decision may look at, found by unit and subject.
pub type Around<A> = fn(&Look, UnitId, SubjectId) -> Result<A>;

pub(crate) type Kinds = Vec<Box<dyn AnyKind>>;

/// A kind without its type.
pub trait AnyKind: Send + Sync {
    /// Its name in facts.
    fn name(&self) -> &'static str;
    /// The book that it stands in.
    fn book(&self) -> BookKind;
    /// The newest version of its facts that this program knows.
    fn version(&self) -> u64;
    /// Whether its open facts may hold free text.
    fn may_hold_text(&self) -> bool;
    /// What its facts hold on people, field by field.
    fn held(&self) -> &'static [Held];
    /// Whether its decisions look at read tables.
    fn looks(&self) -> bool;
    /// SQL that makes the table of its list.
    fn tables(&self) -> String;
    /// Names of the columns of its list.
    fn column_names(&self) -> Vec<&'static str>;
    /// A subject to which nothing has happened.
    fn fresh(&self) -> Box<dyn AnyState>;
    /// A subject as it was kept.
    fn load(&self, json: &str) -> Result<Box<dyn AnyState>>;
    /// The values of the columns of its list.
    fn row(&self, state: &dyn AnyState) -> Vec<Value>;
    /// What was asked for, where a fact is hard to undo.
    fn asked(&self, body: &[u8]) -> Option<Vec<u8>>;
    /// Whether a command holds what is locked under a person's own key.
    fn is_private(&self, command: &[u8]) -> bool;
    /// Whether a fact stands in an entry of its own.
    fn is_apart(&self, body: &[u8]) -> bool;
    /// Decides a command: each fact encoded, with whether it stands apart. `lock` locks what is private.
    fn decide(
        &self,
        state: &dyn AnyState,
        command: &[u8],
        look: &Look,
        about: (UnitId, SubjectId, &Stamp),
        lock: &mut dyn FnMut(&[u8]) -> Result<Private>,
    ) -> Result<Vec<(Vec<u8>, bool)>>;
}

/// A fact as the fold found it.
pub enum Folded {
    /// It changed the state.
    Applied,
    /// It is kept beside the state, as JSON.
    Apart(String),
}

/// A state without its type.
pub trait AnyState: Send {
    /// Asks `may`, and applies if it says yes. What is private must be locked; `unlock` opens it, if its
    /// key is here.
    fn fold(
        &mut self,
        by: &By,
        body: &[u8],
        stamp: &Stamp,
        unlock: &dyn Fn(&Private) -> Option<Bytes>,
    ) -> std::result::Result<Folded, Refusal>;
    /// The same state once more, to try facts on.
    fn copy(&self) -> Box<dyn AnyState>;
    /// Whether a fact that was left behind may be taken again here.
    fn again(&self, body: &[u8]) -> bool;
    /// As it is kept.
    fn json(&self) -> Result<String>;
    /// For the kind that made it.
    fn any(&self) -> &dyn Any;
}

struct State<S>(S);

impl<S: Subject + Send> AnyKind for Kind<S> {
    fn name(&self) -> &'static str {
        S::KIND
    }
    fn book(&self) -> BookKind {
        S::BOOK
    }
    fn version(&self) -> u64 {
        S::VERSION
    }
    fn may_hold_text(&self) -> bool {
        S::TEXT
    }
    fn held(&self) -> &'static [Held] {
        S::HELD
    }
    fn looks(&self) -> bool {
        self.around.is_some()
    }

    fn tables(&self) -> String {
        if self.columns.is_empty() {
            return String::new();
        }
        let (table, columns) = (S::KIND, self.columns);
        let mut sql = format!(
            "CREATE TABLE IF NOT EXISTS \"{table}_list\" (book INTEGER NOT NULL, id BLOB NOT NULL, {columns},
             PRIMARY KEY (book, id)) STRICT, WITHOUT ROWID;"
        );
        for columns in self.indexed {
            let (name, first) = (columns.replace(", ", "_"), columns.split(',').next().unwrap_or(columns));
            sql += &format!(
                "CREATE INDEX IF NOT EXISTS \"{table}_by_{name}\" ON \"{table}_list\" ({columns})
                 WHERE {first} IS NOT NULL;"
            );
        }
        sql
    }

    fn column_names(&self) -> Vec<&'static str> {
        self.columns.split(',').filter_map(|column| column.split_whitespace().next()).collect()
    }

    fn fresh(&self) -> Box<dyn AnyState> {
        Box::new(State(S::default()))
    }

    fn load(&self, json: &str) -> Result<Box<dyn AnyState>> {
        Ok(Box::new(State(serde_json::from_str::<S>(json)?)))
    }

    fn row(&self, state: &dyn AnyState) -> Vec<Value> {
        state.any().downcast_ref::<S>().map_or_else(Vec::new, self.row)
    }

    fn asked(&self, body: &[u8]) -> Option<Vec<u8>> {
        let fact = cbor::from_bytes(body).ok().filter(|_| S::GRAVE)?;
        cbor::to_bytes(&S::asked(&fact)?).ok()
    }

    fn is_private(&self, command: &[u8]) -> bool {
        let any = S::HELD.iter().any(|held| held.kept == Kept::Erasure);
        any && cbor::from_bytes(command).is_ok_and(|command| S::is_private(&command))
    }

    fn is_apart(&self, body: &[u8]) -> bool {
        cbor::from_bytes(body).is_ok_and(|fact| S::apart(&fact))
    }

    fn decide(
        &self,
        state: &dyn AnyState,
        command: &[u8],
        look: &Look,
        (unit, subject, stamp): (UnitId, SubjectId, &Stamp),
        lock: &mut dyn FnMut(&[u8]) -> Result<Private>,
    ) -> Result<Vec<(Vec<u8>, bool)>> {
        let state = state.any().downcast_ref::<S>().ok_or_else(|| Error::Damaged(S::KIND.into()))?;
        let command: S::Command = cbor::from_bytes(command).map_err(|_| Refusal::NotACommand)?;
        let around = self.around.map(|around| around(look, unit, subject)).transpose()?.unwrap_or_default();
        let encode = |mut fact: S::Fact| {
            if let Some(private) = S::private(&mut fact)
                && let Private::Open(bytes) = &*private
            {
                *private = lock(&bytes.0)?;
            }
            let body = cbor::to_bytes(&fact).map_err(|_| Refusal::NotACommand)?;
            Ok((body, S::apart(&fact)))
        };
        state.decide(command, &around, stamp)?.into_iter().map(encode).collect()
    }
}

impl<S: Subject + Send> AnyState for State<S> {
    fn fold(
        &mut self,
        by: &By,
        body: &[u8],
        stamp: &Stamp,
        unlock: &dyn Fn(&Private) -> Option<Bytes>,
    ) -> std::result::Result<Folded, Refusal> {
        let mut fact: S::Fact = cbor::from_bytes(body).map_err(|_| Refusal::NotACommand)?;
        // Asked here, once for every kind: an altered program could seal what is private open inside the
        // unit's own lock, and it would outlive the destruction of the person's key.
        if let Some(Private::Open(_)) = S::private(&mut fact) {
            return Err(Refusal::NotLocked);
        }
        self.0.may(by, &fact)?;
        if let Some(private) = S::private(&mut fact)
            && let Some(open) = unlock(private)
        {
            *private = Private::Open(open);
        }
        if S::apart(&fact) {
            return serde_json::to_string(&fact).map(Folded::Apart).map_err(|_| Refusal::NotACommand);
        }
        self.0.apply(fact, stamp);
        Ok(Folded::Applied)
    }

    fn copy(&self) -> Box<dyn AnyState> {
        Box::new(State(self.0.clone()))
    }

    fn again(&self, body: &[u8]) -> bool {
        cbor::from_bytes(body).is_ok_and(|fact| self.0.again(&fact))
    }

    fn json(&self) -> Result<String> {
        Ok(serde_json::to_string(&self.0)?)
    }

    fn any(&self) -> &dyn Any {
        &self.0
    }
}
