//! What the ledger itself must know of facts: units and their places, offices, keepers, and when a key is to turn.

use book::{Hash, Signer, SubjectId, UnitId, entry};
use charter::Subject;
use charter::keepers::{Fact as Keeping, Keepers, Reigned};
use charter::offices::{Fact as OfOffice, Offices};
use charter::places::{Admission, Moves, Place as Admitted};
use charter::recipients::{Fact as OfRecipient, Recipients};
use charter::suspensions::Suspensions;
use charter::units::{Fact as OfUnit, Unit};
use rusqlite::params;

use crate::authority::{At, NOT_ARRIVED, Parent};
use crate::error::{Error, Result};
use crate::fold::Fold;
use crate::look::{Look, own_subject};

impl Fold<'_> {
    /// What the ledger itself must know of a fact.
    pub(crate) fn structure(
        &mut self,
        at: &At,
        number: usize,
        subject: SubjectId,
        seq: u64,
        fact: &entry::Fact,
    ) -> Result<()> {
        let damaged = |fault: book::cbor::Fault| Error::Damaged(fault.to_string());
        match fact.kind {
            Unit::KIND => {
                let state = self.state(at.book, number, subject)?.any().downcast_ref::<Unit>().cloned();
                if let Some(unit) = state {
                    self.unit(at, &unit)?;
                }
                self.rights = true;
            }
            Offices::KIND => {
                let terms = self.state(at.book, number, subject)?.any().downcast_ref::<Offices>();
                let Offices { terms, two_since } = terms.cloned().unwrap_or_default();
                let standing = self.standing(at.unit)?;
                (standing.terms, standing.two_since) = (terms, two_since);
                if at.sealer.is_none() && matches!(book::cbor::from_bytes(fact.body), Ok(OfOffice::Ended { .. })) {
                    self.turns.push(at.unit);
                }
                self.rights = true;
            }
            Suspensions::KIND => {
                let suspended = self.state(at.book, number, subject)?.any().downcast_ref::<Suspensions>().cloned();
                self.standing(at.unit)?.suspended = suspended.unwrap_or_default();
                self.rights = true;
            }
            Recipients::KIND => {
                let withdrawn = matches!(book::cbor::from_bytes(fact.body), Ok(OfRecipient::Withdrawn { .. }));
                if at.sealer.is_none() && withdrawn {
                    self.turns.push(at.unit);
                    self.rights = true;
                }
            }
            Admitted::KIND => {
                let Admission::Admitted(unit) = book::cbor::from_bytes(fact.body).map_err(damaged)?;
                let sql = "UPDATE unit SET admitted = 1 WHERE unit = ? AND parent = ?";
                self.read.prepare_cached(sql)?.execute(params![unit.0, at.unit.0])?;
                self.admitted = Some(unit);
            }
            Moves::KIND => {
                (self.moved, self.rights) = (true, true);
            }
            Keepers::KIND => {
                let keeping: Keeping = book::cbor::from_bytes(fact.body).map_err(damaged)?;
                match keeping {
                    Keeping::Appointed { device, units } => {
                        self.appoint(at, seq, device, &units, crate::claims::begun_by(fact.body))?
                    }
                    Keeping::PenPassed { to } => self.pen = Some(to),
                    // The chain was followed by it already.
                    Keeping::Succeeded { .. } => {}
                }
                self.rights = true;
            }
            _ => {}
        }
        Ok(())
    }

    fn appoint(&mut self, at: &At, seq: u64, device: Signer, units: &[Reigned], begun_by: Hash) -> Result<()> {
        let mut insert = self.read.prepare_cached("INSERT OR IGNORE INTO reign VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
        for reign in units {
            let (number, heads) = (reign.number as i64, (reign.bulletin.0, reign.record.0));
            insert.execute(params![
                reign.unit.0,
                number,
                begun_by.0,
                device.0,
                heads.0,
                heads.1,
                at.unit.0,
                seq as i64
            ])?;
            self.appointed.push(reign.unit);
        }
        Ok(())
    }

    fn unit(&mut self, at: &At, unit: &Unit) -> Result<()> {
        let parents = &self.standing(at.unit)?.parents;
        let (parent, moved) = (parents.last().map(|parent| parent.above), parents.len() > 1);
        let admitted = match parent {
            Some(parent) if !moved => self.is_admitted(parent, at.unit)?,
            _ => true,
        };
        let sql = "INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (unit) DO UPDATE
                   SET name = excluded.name, closed = excluded.closed";
        let (kind, founded) = (unit.kind as i64, unit.founded.map(|founded| founded.0));
        let values =
            params![at.unit.0, parent.map(|p| p.0), kind, unit.name.0, unit.code, founded, admitted, unit.closed];
        self.read.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// The units that this one stood under: the founding parent, and where the root's bulletin moved it.
    pub(crate) fn parents(&mut self, unit: UnitId, first: Option<UnitId>) -> Result<()> {
        let Some(first) = first else { return Ok(()) };
        let mut parents = vec![Parent { above: first, root_seq: 0, until: None }];
        if let Some(root) = Look::at(self.read).root()? {
            let moves: Option<Moves> = self.typed(root.id, own_subject(unit))?;
            for (moved, seq) in moves.iter().flat_map(|moves| moves.moves.iter().zip(&moves.seqs)) {
                let until = self.find(moved.from_head)?.map(|found| found.next_seq);
                if let Some(last) = parents.last_mut() {
                    last.until = until.or(Some(NOT_ARRIVED));
                }
                parents.push(Parent { above: moved.to, root_seq: *seq, until: None });
            }
        }
        if self.standing(unit)?.parents == parents {
            return Ok(());
        }
        self.read.prepare_cached("DELETE FROM parent WHERE unit = ?")?.execute([unit.0])?;
        for (rank, parent) in parents.iter().enumerate() {
            let until = parent.until.map(|until| until as i64);
            let values = params![unit.0, rank as i64, parent.above.0, parent.root_seq as i64, until];
            self.read.prepare_cached("INSERT INTO parent VALUES (?, ?, ?, ?, ?)")?.execute(values)?;
        }
        self.standing(unit)?.parents = parents;
        self.appointed_below(unit)
    }

    /// Whoever was appointed over this unit, or over one below, is heard now that it is known what
    /// stands under what.
    fn appointed_below(&mut self, unit: UnitId) -> Result<()> {
        let sql = "WITH RECURSIVE below (unit) AS (SELECT ?1
                     UNION SELECT parent.unit FROM parent JOIN below ON parent.above = below.unit)
                   SELECT DISTINCT reign.unit FROM below JOIN reign USING (unit)";
        let mut query = self.read.prepare_cached(sql)?;
        let units = query.query_map([unit.0], |row| row.get(0).map(UnitId))?;
        self.appointed.extend(units.collect::<std::result::Result<Vec<_>, _>>()?);
        Ok(())
    }

    fn is_admitted(&mut self, parent: UnitId, unit: UnitId) -> Result<bool> {
        let place: Option<Admitted> = self.typed(parent, own_subject(unit))?;
        Ok(place.is_some_and(|place| place.unit == Some(unit)))
    }
}

/// The unit that goes on, if a unit's fact says that it was merged.
pub(crate) fn merged_into(body: &[u8]) -> Option<UnitId> {
    match book::cbor::from_bytes(body) {
        Ok(OfUnit::Closed { into }) => into,
        _ => None,
    }
}
