//! The account of access, as pages give it: what they showed of whom, and who asked for what is not theirs. A page is
//! shown once its note is on the disk; a denial is noted beside the answer, so that how long the answer takes tells
//! nothing.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use account::{AccountId, Session};
use book::{PersonId, UnitId};
use charter::access::{Reader, Seen, What};
use charter::calendar::Day;
use ledger::{Scope, Term};

use crate::fault::{Fault, Result};
use crate::http::Server;
use crate::visit::Visit;

/// Denials that wait to be noted, and that are remembered as noted today.
const WAITING: usize = 1_000;
const KNOWN: usize = 20_000;

/// What one visit leaves to be noted.
#[derive(Default)]
pub(crate) struct Noted {
    /// The day, where the organisation is.
    pub day: Day,
    seen: Vec<(UnitId, Seen)>,
    /// The digits of a unit that is not there for the viewer.
    denied: Option<String>,
}

/// Denials of the running day.
#[derive(Default)]
pub(crate) struct Denials(Mutex<Queue>);

#[derive(Default)]
struct Queue {
    day: Day,
    waiting: VecDeque<(UnitId, String)>,
    known: HashSet<(AccountId, String)>,
}

impl Visit<'_> {
    /// Says that what is answered shows this of somebody at home in the viewer's unit, or of all of them; or that it
    /// was done. Each is noted once a day; what somebody sees of themselves is not.
    pub fn seen(&self, what: What, of: Option<PersonId>) {
        let own = of.is_some() && of == self.person();
        let (Some(unit), Some(who)) = (self.who.map(|who| who.unit), self.reader()) else { return };
        if !(own && what.is_reading()) {
            self.noted.borrow_mut().seen.push((unit, Seen { what, of, who }));
        }
    }

    /// The viewer, as the account of access names them.
    fn reader(&self) -> Option<Reader> {
        let who = self.who?;
        match (who.person, who.term) {
            (Some(person), _) => Some(Reader::Person(person)),
            (None, Some(Term::Office { unit, office, number })) if unit == who.unit => {
                Some(Reader::Office(office, number))
            }
            _ => None,
        }
    }

    /// What is asked for by these digits of a unit is not there for the viewer.
    pub(crate) fn away<T>(&self, digits: &str) -> Result<T> {
        self.noted.borrow_mut().denied = Some(digits.to_string());
        Err(Fault::NotFound)
    }
}

impl Server {
    /// Notes what a visit left, once it is known what came of it: a fault, or none. A disk that refuses keeps no page
    /// back.
    pub(crate) fn note(&self, noted: Noted, session: Option<&Session>, fault: Option<&Fault>) {
        match (fault, noted.denied, session) {
            (None, ..) => {
                if let Err(fault) = self.notes.put(noted.day, &noted.seen) {
                    self.log(&fault.into());
                }
            }
            (Some(Fault::NotFound), Some(digits), Some(session)) => self.denials.add(session, digits, noted.day),
            _ => {}
        }
    }

    /// Notes the denials that wait, of units that are there: beside the answers.
    pub(crate) fn note_denials(self: &Arc<Server>) {
        let (day, waiting) = self.denials.take();
        if waiting.is_empty() {
            return;
        }
        let server = self.clone();
        tokio::task::spawn_blocking(move || {
            let named = server.ledger.look(|look| {
                let mut named = vec![];
                for (from, digits) in waiting {
                    let units = look.beginning(Scope::Node, &digits)?;
                    let seen = Seen { what: What::Denied, of: None, who: Reader::From(from) };
                    named.extend(
                        units.first().filter(|unit| units.len() == 1 && unit.id != from).map(|unit| (unit.id, seen)),
                    );
                }
                Ok(named)
            });
            if let Err(fault) = named.and_then(|named| server.notes.put(day, &named)) {
                server.log(&fault.into());
            }
        });
    }
}

impl Denials {
    /// Adds one: once for each account, unit and day, whether there is such a unit or not.
    fn add(&self, session: &Session, digits: String, day: Day) {
        let mut queue = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.day != day || queue.known.len() >= KNOWN {
            *queue = Queue { day, waiting: std::mem::take(&mut queue.waiting), known: HashSet::new() };
        }
        if queue.waiting.len() < WAITING && queue.known.insert((session.account, digits.clone())) {
            queue.waiting.push_back((session.viewer.unit, digits));
        }
    }

    fn take(&self) -> (Day, VecDeque<(UnitId, String)>) {
        let mut queue = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (queue.day, std::mem::take(&mut queue.waiting))
    }
}
