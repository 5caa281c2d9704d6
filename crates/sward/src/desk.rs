//! The desk: an open data folder, the moment, and who acts.

use std::time::{SystemTime, UNIX_EPOCH};

use book::{CommandId, SubjectId, UnitId};
use charter::calendar::{Day, Moment, Month, Zone};
use charter::offices::Offices;
use charter::{Office, Rules, Subject};
use keys::Device;
use ledger::{Folder, Look, Outcome, Scope, Store, Term, Unit, Wish, own_subject};
use unit::Unclear;
use words::Words;

use crate::args::Args;
use crate::device::{self, Make};
use crate::import;
use crate::kinds::kinds;
use crate::layout::cut;
use crate::said::{Fail, Result};

/// An open data folder, the moment, and who acts.
pub struct Desk {
    /// The folder.
    pub dir: Folder,
    /// The device that it belongs to.
    pub device: Device,
    /// What it holds.
    pub store: Store,
    /// How to say things.
    pub words: Words,
    /// The moment that commands claim.
    pub now: Moment,
    /// The day as of which things are shown.
    pub as_of: Day,
    /// The organisation's rules.
    pub rules: Rules,
    office: Option<Office>,
}

/// The name under which the folder keeps who acts by default.
const ACTOR: &str = "actor";
/// The secret under which codes of files become ids.
const IMPORT_SECRET: &str = "sward 2026 codes of files";

impl Desk {
    /// Opens the folder that the command line names; `make` begins a new one.
    pub fn open(args: &Args, make: bool) -> Result<Desk> {
        let device = device::open(args, if make { Make::Plain } else { Make::No })?;
        Desk::of(args, device, make)
    }

    /// The same where the device was opened already.
    pub fn of(args: &Args, device: Device, make: bool) -> Result<Desk> {
        let words = Words::english();
        let dir = Folder::new(&args.dir, device.files.clone());
        let store = Store::open(&dir, kinds(), device::node(&device))?;
        let rules = store.look().rules()?;
        let now = args.now.as_deref().map_or_else(|| Ok(clock()), |text| moment(&rules.zone(), text))?;
        let office = args.office.as_deref().map(office).transpose()?;
        let as_of = args.as_of.unwrap_or_else(|| rules.zone().day(now));
        let mut desk = Desk { dir, device, store, words, now, as_of, rules, office };
        if !make && desk.store.org()?.is_none() {
            return Err(desk.wrong("no-organisation", &[]));
        }
        crate::erasing::replay(&mut desk)?;
        import::finish(&mut desk)?;
        Ok(desk)
    }

    /// Looks at the tables.
    pub fn look(&self) -> Look<'_> {
        self.store.look()
    }

    /// The day of the moment that commands claim.
    pub fn today(&self) -> Day {
        self.rules.zone().day(self.now)
    }

    /// The unit that goes by this name.
    pub fn unit(&self, name: &str) -> Result<Unit> {
        unit::find(&self.look(), Scope::Node, name).map_err(|unclear| match unclear {
            Unclear::Nobody => self.wrong("no-such-unit", &[("name", cut(name, 60).into())]),
            Unclear::Several(units) => {
                let ids = units.iter().take(5).map(|unit| unit.id.short()).collect::<Vec<_>>().join(", ");
                self.wrong("several-units", &[("name", cut(name, 60).into()), ("ids", ids.into())])
            }
            Unclear::Fault(fault) => fault.into(),
        })
    }

    /// The centre.
    pub fn root(&self) -> Result<Unit> {
        self.look().root()?.ok_or_else(|| self.wrong("no-organisation", &[]))
    }

    /// The member of a unit who goes by this name.
    pub fn person(&self, unit: &Unit, name: &str) -> Result<member::Row> {
        let mut found = member::find(&self.look(), unit.id, name)?;
        let about = || [("name", cut(name, 60).into()), ("unit", sheet::escaped(&unit.name).into())];
        match found.len() {
            0 => Err(self.wrong("no-such-person", &about())),
            1 => Ok(found.remove(0)),
            _ => Err(self.wrong("several-persons", &about())),
        }
    }

    /// The meeting of a unit that goes by this day, code, or beginning of an id; the latest of a day.
    pub fn meeting(&self, unit: &Unit, name: &str) -> Result<meeting::Row> {
        let zone = self.rules.zone();
        let rows = meeting::list(&self.look(), unit.id)?;
        let day = name.parse::<Day>().ok();
        let fits = |row: &meeting::Row| {
            let of_day = day.is_some_and(|day| row.when.day(&zone) == day) && !row.cancelled;
            let by_id = name.len() >= 8 && row.id.to_string().starts_with(&name.to_lowercase());
            of_day || by_id || row.code.as_deref() == Some(name)
        };
        let about = [("name", cut(name, 60).into()), ("unit", sheet::escaped(&unit.name).into())];
        rows.into_iter().rev().find(fits).ok_or_else(|| self.wrong("no-such-meeting", &about))
    }

    /// Who acts in a unit: the holder of the office that was named, or this folder's own.
    pub fn actor(&self, unit: UnitId) -> Result<Term> {
        let Some(office) = self.office else { return self.own_actor() };
        for above in self.look().way_up(unit)? {
            let offices: Offices = self.look().own(above)?;
            if let Some(term) = offices.present(office) {
                return Ok(Term::Office { unit: above, office, number: term.number });
            }
        }
        Err(self.wrong("office-vacant", &[("office", office.name().into())]))
    }

    /// Who acts in this folder where no office is named.
    pub fn own_actor(&self) -> Result<Term> {
        let kept = self.store.own(ACTOR)?.ok_or_else(|| self.wrong("no-actor", &[]))?;
        serde_json::from_slice(&kept).map_err(|_| self.wrong("no-actor", &[]))
    }

    /// The office that the command line names.
    pub fn office(&self) -> Option<Office> {
        self.office
    }

    /// Keeps who acts by default in this folder.
    pub fn set_actor(&self, actor: Term) -> Result<()> {
        let kept = serde_json::to_vec(&actor).map_err(ledger::Error::from)?;
        Ok(self.store.set_own(ACTOR, &kept)?)
    }

    /// Asks for something, and waits until it is done.
    pub fn act<S: Subject>(&mut self, unit: UnitId, subject: SubjectId, command: &S::Command) -> Result<Outcome> {
        let actor = self.actor(unit)?;
        let wish = Wish::new::<S>(fresh(), unit, subject, actor, self.now, command)?;
        self.act_on(wish)
    }

    /// Asks for something that is put together already.
    pub fn act_on(&mut self, wish: Wish) -> Result<Outcome> {
        let outcome = self.store.act(std::slice::from_ref(&wish)).pop();
        Ok(outcome.unwrap_or(Err(ledger::Error::ReadOnly))?)
    }

    /// The last month that may be told: of an import, until somebody says that the organisation lives on.
    pub fn last_month(&self) -> Result<Option<Month>> {
        let root = self.root()?;
        let state: Option<charter::units::Unit> = self.look().subject(root.id, own_subject(root.id))?;
        Ok(state.and_then(|unit| unit.paused_after))
    }

    /// The secret under which codes of files become ids: drawn from the centre's first key, so that it
    /// is in every backup of the keys; a node without that key draws one of its own.
    pub fn import_secret(&self) -> Result<[u8; 32]> {
        let keys = self.store.parcel(self.root()?.id)?.epochs;
        if let Some(first) = keys.first() {
            return Ok(blake3::derive_key(IMPORT_SECRET, first));
        }
        if let Some(kept) = self.store.own(IMPORT_SECRET)?.and_then(|kept| kept.try_into().ok()) {
            return Ok(kept);
        }
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|_| self.wrong("no-randomness", &[]))?;
        self.store.set_own(IMPORT_SECRET, &secret)?;
        Ok(secret)
    }

    /// Used wrongly, in the words of a message.
    pub fn wrong(&self, message: &str, particulars: &[(&str, words::Arg)]) -> Fail {
        Fail::wrong(&self.words, message, particulars)
    }
}

/// An id that nobody made before.
pub fn fresh() -> CommandId {
    let mut id = CommandId::default();
    getrandom::fill(&mut id.0).unwrap_or_else(|_| std::process::abort());
    id
}

/// A moment as it is typed.
pub fn moment(zone: &Zone, text: &str) -> Result<Moment> {
    zone.moment(text).map_err(|_| not_a_date(text))
}

/// The failure of a text that should be a date.
pub fn not_a_date(text: &str) -> Fail {
    Fail::wrong(&Words::english(), "not-a-date", &[("text", sheet::escaped(text).into())])
}

/// The office of this name.
pub fn office(name: &str) -> Result<Office> {
    let about = [("name", cut(name, 60).into())];
    Office::named(name).ok_or_else(|| Fail::wrong(&Words::english(), "no-such-office", &about))
}

/// The moment that this machine's clock tells.
pub fn clock() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment(since.as_millis().min(i64::MAX as u128) as i64)
}
