//! What a view is given: what can be seen, by whom, and when.

use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

use account::{Accounts, Hashing, Notes, Passkeys, Session, Tallies, Viewer};
use book::{CommandId, PersonId, SubjectId, UnitId};
use charter::Right;
use charter::calendar::{Day, Moment};
use charter::offices::Offices;
use ledger::{Look, Scope, Secrets, Term, Unit};

use crate::access::Noted;
use crate::fault::{Fault, Result};
use crate::fields::Fields;
use crate::form::Typed;
use crate::page::{Page, Reply};
use crate::say::Say;
use crate::shelf::Shelf;
use crate::site::Site;

/// One visit of one address.
pub struct Visit<'a> {
    /// What the tables hold.
    pub look: &'a Look<'a>,
    /// What stands behind the pages.
    pub site: &'a Site,
    /// Drafts, and pictures that were drawn before.
    pub shelf: &'a Shelf,
    /// How to speak.
    pub say: Say<'a>,
    /// Who is at the page.
    pub who: Option<&'a Viewer>,
    /// The session by which they are.
    pub session: Option<&'a Session>,
    /// The accounts of this node.
    pub accounts: &'a Accounts,
    /// Who looked, on days that are not in the record yet.
    pub notes: &'a Notes,
    /// What opens the letterboxes of units.
    pub secrets: &'a Secrets,
    /// Answers of which only sums are kept, until they are counted.
    pub tallies: &'a Tallies,
    /// Passwords that are being hashed.
    pub hashing: &'a Hashing,
    /// How links to these pages begin.
    pub base: &'a str,
    /// Passkeys, where the address that was asked for lets browsers make any.
    pub passkeys: Option<&'a Passkeys>,
    /// Whether these pages have an address at which browsers make passkeys, whichever was asked for.
    pub makes_passkeys: bool,
    /// The moment.
    pub now: Moment,
    /// The day as of which things are shown: today, unless the address says otherwise.
    pub as_of: Day,
    /// The address, without its query.
    pub path: &'a str,
    /// What follows it.
    pub query: &'a Fields,
    /// The parts of the address that the route names.
    pub params: Option<&'a matchit::Params<'a, 'a>>,
    /// Whether JSON is wanted.
    pub json: bool,
    /// A form that was refused, with what was typed.
    pub typed: Option<&'a Typed>,
    /// What has just happened.
    pub flash: Option<&'a crate::page::Flash>,
    /// Makes ids for forms, and secrets.
    pub fresh: &'a dyn Fn() -> CommandId,
    /// What the viewer is called, once somebody asked.
    pub(crate) name: OnceCell<Option<String>>,
    /// What is to be noted once it is answered.
    pub(crate) noted: RefCell<Noted>,
}

/// Hex digits of a unit's id in an address: 80 bits.
const DIGITS: usize = 20;

/// Characters that are looked for.
const SOUGHT: usize = 100;

/// Where a thing stands in the site.
pub trait Address {
    /// Its address.
    fn address(&self) -> String;
}

impl Address for UnitId {
    fn address(&self) -> String {
        format!("/u/{}", &self.to_string()[..DIGITS])
    }
}

impl Visit<'_> {
    /// Who is at the page; nobody who is not signed in comes further.
    pub fn viewer(&self) -> Result<&Viewer> {
        self.who.ok_or(Fault::SignIn)
    }

    /// What the viewer can find.
    pub fn scope(&self) -> Result<Scope> {
        Ok(Scope::Below(self.viewer()?.unit))
    }

    /// A part of the address.
    pub fn param(&self, name: &str) -> &str {
        self.params.and_then(|params| params.get(name)).unwrap_or("")
    }

    /// The unit that the address names, if the viewer can find it.
    pub fn unit(&self) -> Result<Unit> {
        self.unit_of(self.param("unit"))
    }

    /// The unit of these digits, if the viewer can find it.
    pub fn unit_of(&self, digits: &str) -> Result<Unit> {
        let scope = self.scope()?;
        let fits = digits.len() == DIGITS && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let mut found = if fits { self.look.beginning(scope, digits)? } else { vec![] };
        match found.pop() {
            Some(unit) if found.is_empty() => Ok(unit),
            _ if fits => self.away(digits),
            _ => Err(Fault::NotFound),
        }
    }

    /// The unit that the address names, for those who see its people.
    pub fn among(&self) -> Result<Unit> {
        let unit = self.unit()?;
        if self.is_among(&unit)? { Ok(unit) } else { self.away(self.param("unit")) }
    }

    /// Whether the viewer sees the people of this unit: whoever is on its roll, or has an office of it that gives that.
    pub fn is_among(&self, unit: &Unit) -> Result<bool> {
        let on_roll = self.viewer()?.person.is_some();
        Ok(self.is_inside(unit)? && (on_roll || self.may(unit, Right::SeePeople)))
    }

    /// The unit that the address names, for those at home there.
    pub fn inside(&self) -> Result<Unit> {
        let unit = self.unit()?;
        if self.is_inside(&unit)? { Ok(unit) } else { self.away(self.param("unit")) }
    }

    /// Whether the viewer is at home in this unit.
    pub fn is_inside(&self, unit: &Unit) -> Result<bool> {
        Ok(self.viewer()?.unit == unit.id)
    }

    /// The subject that the address names.
    pub fn subject(&self) -> Result<SubjectId> {
        self.param("id").parse().map_err(|_| Fault::NotFound)
    }

    /// The unit that a form names, for those who write its record. Outside it, it is simply not there; what a
    /// form asks for is done in it and nowhere else.
    pub fn writing(&self, id: UnitId) -> Result<(Unit, Term)> {
        self.having(Right::WriteRecord, id)
    }

    /// The unit that a form names, for those whose office of it gives a right.
    pub fn having(&self, right: Right, id: UnitId) -> Result<(Unit, Term)> {
        let unit = self.home(id)?;
        let term = self.viewer()?.term.filter(|_| self.may(&unit, right)).ok_or(charter::Refusal::NotYours)?;
        Ok((unit, term))
    }

    /// The unit that a form names, for those at home there who ask for something about themselves.
    pub fn owning(&self, id: UnitId) -> Result<(Unit, Term)> {
        let (unit, viewer) = (self.home(id)?, self.viewer()?);
        let actor = viewer.person.map(Term::Person).or(viewer.term);
        Ok((unit, actor.ok_or(Fault::NotFound)?))
    }

    /// The unit that a form names, if the viewer is at home there.
    fn home(&self, id: UnitId) -> Result<Unit> {
        match self.look.unit(self.scope()?, id)? {
            Some(unit) if self.is_inside(&unit)? => Ok(unit),
            _ => self.away(&id.to_string()[..DIGITS]),
        }
    }

    /// The unit that a form names, for those who hold an office of it.
    pub fn in_office(&self, id: UnitId) -> Result<(Unit, Term)> {
        let (unit, _) = self.owning(id)?;
        let term = self.viewer()?.term.ok_or(charter::Refusal::NotYours)?;
        Ok((unit, term))
    }

    /// The unit that a form names, for anybody: what it is done by is the keeper, for whoever it was.
    pub fn anybody(&self, id: UnitId) -> Result<(Unit, Term)> {
        let unit = self.look.unit(Scope::Node, id)?.ok_or(Fault::NotFound)?;
        Ok((unit, Term::Keeper))
    }

    /// The unit that a form names, for those who manage it: by an office of it, or by one above that reaches below.
    pub fn managing(&self, id: UnitId) -> Result<(Unit, Term)> {
        let away = || self.away(&id.to_string()[..DIGITS]);
        let Some(unit) = self.look.unit(self.scope()?, id)? else { return away() };
        match self.viewer()?.term {
            Some(term) if self.manages(&unit)? => Ok((unit, term)),
            _ if self.is_inside(&unit)? => Err(charter::Refusal::NotYours.into()),
            _ => away(),
        }
    }

    /// Whether the viewer manages a unit: what it is called, where it stands, and that it is.
    pub fn manages(&self, unit: &Unit) -> Result<bool> {
        let Some(Term::Office { unit: of, office, number }) = self.viewer()?.term else { return Ok(false) };
        if !office.gives(Right::ManageUnits) {
            return Ok(false);
        }
        if of == unit.id {
            return Ok(true);
        }
        let offices: Offices = self.look.own(of)?;
        let held = offices.terms.iter().find(|term| (term.office, term.number) == (office, number));
        Ok(held.is_some_and(|term| term.below) && self.look.way_up(unit.id)?.contains(&of))
    }

    /// The session, if it was begun so lately that what is sensitive may be changed; or if nothing opens the account
    /// again, so that its owner could not begin another.
    pub fn fresh_session(&self) -> Result<&Session> {
        let session = self.session.ok_or(Fault::SignIn)?;
        let fresh = session.is_fresh(self.now) || !session.can_return;
        if fresh { Ok(session) } else { Err(Fault::field("", "sign-in-again")) }
    }

    /// Whether the viewer may write in this unit's record.
    pub fn writes(&self, unit: &Unit) -> bool {
        self.may(unit, Right::WriteRecord)
    }

    /// Whether the viewer's office gives a right over this unit.
    pub fn may(&self, unit: &Unit, right: Right) -> bool {
        let gives = |term: &Term| match term {
            Term::Office { unit: of, office, .. } => *of == unit.id && office.gives(right),
            Term::Person(_) | Term::Keeper => false,
        };
        self.who.and_then(|who| who.term.as_ref()).is_some_and(gives)
    }

    /// What the viewer is called, if they are on a roll.
    pub fn name(&self) -> Option<&str> {
        self.name.get_or_init(|| (self.site.name)(self)).as_deref()
    }

    /// Who the viewer is on the roll of their unit.
    pub fn person(&self) -> Option<PersonId> {
        self.who.and_then(|who| who.person)
    }

    /// What was worked out before from the same books, or else now. What `stale` allows may be so many milliseconds old.
    pub fn keep<T: Send + Sync + 'static>(
        &self,
        name: &str,
        stale: impl FnOnce(&T) -> i64,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<Arc<T>> {
        self.shelf.keep(self.look.state()?, self.now, name, stale, work)
    }

    /// Fills bytes at random.
    pub fn random(&self) -> impl FnMut(&mut [u8]) {
        |bytes: &mut [u8]| bytes.chunks_mut(16).for_each(|some| some.copy_from_slice(&(self.fresh)().0[..some.len()]))
    }

    /// What is looked for; the rest of a very long text is not.
    pub fn sought(&self) -> String {
        self.query.filled("q").unwrap_or("").chars().take(SOUGHT).collect()
    }

    /// The page as an answer: HTML, or the same value as JSON. `of` is the unit that it is about, and its tab.
    pub fn page<P: Page>(&self, of: Option<(&Unit, &str)>, page: &P) -> Result<Reply> {
        if self.json {
            let bytes = serde_json::to_vec(page).map_err(ledger::Error::from)?;
            return Ok(Reply::Json(bytes));
        }
        crate::layout::lay_out(self, of, page, self.fresh).map(Reply::Html)
    }

    /// The units from the root down to this one: their names stand in open bulletins.
    pub fn way(&self, unit: &Unit) -> Result<Vec<Unit>> {
        let mut way = vec![unit.clone()];
        while let Some(above) = way[way.len() - 1].parent.filter(|_| way.len() <= charter::places::DEPTH) {
            match self.look.unit(Scope::Node, above)? {
                Some(above) => way.push(above),
                None => break,
            }
        }
        way.reverse();
        Ok(way)
    }
}
