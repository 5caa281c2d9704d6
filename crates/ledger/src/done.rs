//! What came of commands, so that one that is sent twice is done once. Noted fact by fact in memory,
//! and written out with the states.

use std::collections::HashMap;

use book::{CommandId, UnitId, entry};
use rusqlite::{OptionalExtension, params};

use crate::error::Result;
use crate::fold::Fold;
use crate::wish::actor_key;

/// By book, command and actor, since it was written out.
pub(crate) type Dones = HashMap<(i64, CommandId, [u8; 16]), Done>;

/// What came of a command.
#[derive(Clone, Copy)]
pub(crate) struct Done {
    pub digest: [u8; 16],
    pub facts: u32,
    pub founded: Option<UnitId>,
    /// The seq of its first fact.
    seq: u64,
}

impl Fold<'_> {
    /// Notes that a fact came of its command.
    pub(crate) fn note_done(&mut self, book: i64, seq: u64, fact: &entry::Fact) {
        let fresh = Done { digest: fact.digest, facts: 0, founded: None, seq };
        let done = self.done.entry((book, fact.command, actor_key(&fact.actor))).or_insert(fresh);
        done.facts += 1;
        done.founded = done.founded.or(self.admitted.take());
    }

    /// What came of a command before, if it was done.
    pub(crate) fn done(&self, book: i64, command: CommandId, actor: [u8; 16]) -> Result<Option<Done>> {
        let fresh = self.done.get(&(book, command, actor)).copied();
        if self.empty.contains(&book) {
            return Ok(fresh);
        }
        let sql = "SELECT digest, facts, founded, seq FROM done WHERE book = ? AND command = ? AND actor = ?";
        let row = self.read.prepare_cached(sql)?.query_row(params![book, command.0, actor], |row| {
            let (founded, seq) = (row.get::<_, Option<_>>(2)?.map(UnitId), row.get::<_, i64>(3)? as u64);
            Ok(Done { digest: row.get(0)?, facts: row.get(1)?, founded, seq })
        });
        Ok(match (row.optional()?, fresh) {
            (Some(row), Some(fresh)) => Some(Done { facts: row.facts + fresh.facts, ..row }),
            (row, fresh) => row.or(fresh),
        })
    }

    /// Writes out what was noted.
    pub(crate) fn flush_done(&mut self) -> Result<()> {
        let mut done = self.done.drain().collect::<Vec<_>>();
        done.sort_unstable_by_key(|(key, _)| *key);
        let sql = "INSERT INTO done VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (book, command, actor)
                   DO UPDATE SET facts = facts + excluded.facts, founded = coalesce(founded, excluded.founded)";
        let mut keep = self.read.prepare_cached(sql)?;
        for ((book, command, actor), done) in done {
            self.empty.remove(&book);
            let founded = done.founded.map(|unit| unit.0);
            keep.execute(params![book, command.0, actor, done.digest, done.seq as i64, done.facts, founded])?;
        }
        Ok(())
    }
}
