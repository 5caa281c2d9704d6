//! What concepts give: addresses with their views, and deeds with how their forms are read.

use book::{CommandId, PersonId, SubjectId, UnitId};
use charter::calendar::{Day, Moment};
use charter::{Right, Subject};
use ledger::{Look, Term, Unit, Wish};

use crate::calendar::Dated;
use crate::fault::Result;
use crate::fields::Fields;
use crate::mail::Item;
use crate::page::Reply;
use crate::say::Say;
use crate::shelf::Intake;
use crate::visit::Visit;

/// All that a node shows and does.
pub struct Site {
    /// Every address that shows something.
    pub routes: Vec<Route>,
    /// Everything that a form can ask for.
    pub deeds: Vec<Deed>,
    /// The tabs over a unit's pages, at most four.
    pub tabs: fn(&Visit, &Unit) -> &'static [Tab],
    /// What the viewer is called, if they are on a roll.
    pub name: fn(&Visit) -> Option<String>,
    /// What a unit's keeper tells after something was written in its books.
    pub follow: Follow,
    /// The entry under which somebody is on the roll of a unit on a day, if they are.
    pub belongs: Belongs,
    /// The running term that somebody on a roll holds, if they hold one.
    pub holds: Holds,
    /// What a command asks for, in words, for whoever is to sign it.
    pub says: Says,
    /// What lies on the agenda of a unit's meeting by itself.
    pub points: Points,
    /// What has a date in somebody's cell and concerns them, each concept's own.
    pub dates: &'static [Dates],
    /// How somebody on a roll is reached, as the record holds it.
    pub contacts: Contacts,
    /// What stands in the viewer's week, where it leaves the house.
    pub week: Week,
    /// Where everybody finds units, as long as one can be found.
    pub found: Found,
    /// The address to which a link of somebody's own leads, behind that of the unit.
    pub bounded: &'static str,
    /// The addresses and deeds that such a link opens; everything else is not there for it.
    pub opens: &'static [&'static str],
    /// Fields that may stand in one form many times; every other one stands there once.
    pub many: &'static [&'static str],
}

/// Commands that follow from what was just written in a unit's books.
pub type Follow = fn(&Look, UnitId, Moment, &mut dyn FnMut() -> CommandId) -> ledger::Result<Vec<Wish>>;

/// The entry under which a person is on the roll of a unit on a day, if they are.
pub type Belongs = fn(&Look, UnitId, PersonId, Day) -> ledger::Result<Option<PersonId>>;

/// What has a date and concerns somebody in their unit, in words that may stand on a screen that others see.
pub type Dates = fn(&Look, &Unit, PersonId, &Say) -> ledger::Result<Vec<Dated>>;

/// How a person is reached, one contact after another.
pub type Contacts = fn(&Look, UnitId, PersonId) -> ledger::Result<Vec<String>>;

/// A viewer's week for a letter. It names nobody, and names the unit and what is to be done where that is asked for.
pub type Week = fn(&Visit, &Unit, bool) -> Result<Vec<Item>>;

/// The address at which everybody finds units, if there is any to be found.
pub type Found = fn(&Look) -> ledger::Result<Option<&'static str>>;

/// The running term of a unit that a person holds, if they hold one.
pub type Holds = fn(&Look, UnitId, PersonId) -> ledger::Result<Option<Term>>;

/// What a command asks for, in words that tell all of it; none, if it is not one that is asked for on pages now.
pub type Says = fn(&Look, &Wish) -> ledger::Result<Option<Told>>;

/// What lies on the agenda of a meeting of a unit by itself, on a day, in words.
pub type Points = fn(&Look, (UnitId, SubjectId), Day, &Say) -> ledger::Result<Vec<String>>;

/// An address, as `matchit` writes it, and what it shows.
#[derive(Clone, Copy)]
pub struct Route {
    /// Such as `/u/{unit}/meetings`.
    pub path: &'static str,
    /// What stands there.
    pub view: View,
}

/// From what a visit sees to what it is answered.
pub type View = fn(&Visit) -> Result<Reply>;

/// A tab over the pages of a unit.
#[derive(Clone, Copy)]
pub struct Tab {
    /// The name of its message.
    pub name: &'static str,
    /// What follows the unit's own address; empty for the first.
    pub at: &'static str,
}

/// Something that a form asks for.
#[derive(Clone, Copy)]
pub struct Deed {
    /// What its forms call it.
    pub name: &'static str,
    /// Who may ask for it.
    pub who: Who,
    /// Reads a form, and says what is to be done.
    pub make: fn(&Asked) -> Result<Plan>,
    /// Whether its form may bring a file.
    pub takes_file: bool,
}

/// Who may ask for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Those who write the unit's record.
    Writers,
    /// Those whose office of the unit gives this right.
    With(Right),
    /// Everybody who holds an office of the unit.
    Officers,
    /// Everybody at home in the unit, about themselves.
    Own,
    /// Those whose office reaches the unit, from there or from above, and manages units.
    Managers,
    /// Everybody, whether or not they signed in: whoever asks for what fails again and again is slowed.
    Anybody,
    /// The same for what is put down each time: whoever does that again and again is slowed too.
    PassersBy,
}

impl Deed {
    /// Something that those ask for who write the unit's record.
    pub const fn of_writers(name: &'static str, make: fn(&Asked) -> Result<Plan>) -> Deed {
        Deed { name, who: Who::Writers, make, takes_file: false }
    }

    /// Something that those ask for whose office of the unit gives a right.
    pub const fn with(name: &'static str, right: Right, make: fn(&Asked) -> Result<Plan>) -> Deed {
        Deed { name, who: Who::With(right), make, takes_file: false }
    }

    /// Something that every officer of the unit asks for.
    pub const fn of_officers(name: &'static str, make: fn(&Asked) -> Result<Plan>) -> Deed {
        Deed { name, who: Who::Officers, make, takes_file: false }
    }

    /// Something that those ask for who manage the unit, from there or from above.
    pub const fn of_managers(name: &'static str, make: fn(&Asked) -> Result<Plan>) -> Deed {
        Deed { name, who: Who::Managers, make, takes_file: false }
    }

    /// Something that anybody asks for, signed in or not.
    pub const fn of_anybody(name: &'static str, make: fn(&Asked) -> Result<Plan>) -> Deed {
        Deed { name, who: Who::Anybody, make, takes_file: false }
    }

    /// Something that anybody puts down, signed in or not.
    pub const fn of_passers_by(name: &'static str, make: fn(&Asked) -> Result<Plan>) -> Deed {
        Deed { name, who: Who::PassersBy, make, takes_file: false }
    }

    /// The same, with a form that may bring a file.
    pub const fn with_file(self) -> Deed {
        Deed { takes_file: true, ..self }
    }

    /// Whether anybody asks for it, signed in or not.
    pub fn is_open(&self) -> bool {
        matches!(self.who, Who::Anybody | Who::PassersBy)
    }

    /// Something that everybody asks for about themselves.
    pub const fn own(name: &'static str, make: fn(&Asked) -> Result<Plan>) -> Deed {
        Deed { name, who: Who::Own, make, takes_file: false }
    }
}

/// A form that came, from somebody who belongs to the unit that it names, and may ask for this: nobody else comes so
/// far.
pub struct Asked<'a> {
    /// What can be seen.
    pub visit: &'a Visit<'a>,
    /// What was filled in.
    pub fields: &'a Fields,
    /// The bytes of the file that came with it, if its deed takes one.
    pub file: Option<&'a [u8]>,
    /// The command's id, as the form carries it.
    pub id: CommandId,
    /// The unit in whose book it is decided.
    pub unit: Unit,
    /// The subject that the form names: one that is there, or a fresh id for one that it begins.
    pub subject: SubjectId,
    /// Who may ask for it.
    pub who: Who,
    /// In what term it is asked, or for whom.
    pub actor: Term,
}

/// What is to be done.
#[derive(Default)]
pub struct Plan {
    /// Commands, decided one after another; a refusal ends them.
    pub wishes: Vec<Wish>,
    /// Drafts of this node: put down, or thrown away.
    pub drafts: Vec<(String, Option<Vec<u8>>)>,
    /// What waits for the end of the day before it is written.
    pub intake: Vec<Intake>,
    /// What is said when it is done.
    pub told: Told,
    /// How it is taken back.
    pub undo: Option<Undo>,
    /// Where it leads; back to where the form stood, unless it says otherwise.
    pub to: Option<String>,
    /// Whether what opens the viewer's account changed, so that it is looked anew what others may check it by.
    pub vouches: bool,
    /// A command that two have signed with this, so that it waits no more once it is done.
    pub settles: Option<CommandId>,
    /// What is shown at once instead, and never again: a secret that was just made.
    pub shown: Option<Reply>,
}

/// A form that is filled in already, and takes back what was done.
#[derive(Clone, Debug)]
pub struct Undo {
    /// What it asks for.
    pub deed: &'static str,
    /// The subject.
    pub subject: SubjectId,
    /// Its fields.
    pub fields: Vec<(&'static str, String)>,
}

/// One sentence: a message, and its particulars.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The name of the message; empty for none.
    pub name: &'static str,
    /// Its particulars.
    pub particulars: Vec<(&'static str, String)>,
}

impl Told {
    /// A message without particulars.
    pub fn new(name: &'static str) -> Told {
        Told { name, particulars: vec![] }
    }

    /// With one more particular.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Told {
        self.particulars.push((name, value.into()));
        self
    }
}

impl Plan {
    /// One command, and what is said of it.
    pub fn one(wish: Wish, told: Told) -> Plan {
        Plan { wishes: vec![wish], told, ..Plan::default() }
    }
}

impl Asked<'_> {
    /// The command that the form asks for.
    pub fn wish<S: Subject>(&self, command: &S::Command) -> Result<Wish> {
        self.of::<S>(self.unit.id, self.subject, command)
    }

    /// A form about the same subject that takes it back.
    pub fn back(&self, deed: &'static str, fields: Vec<(&'static str, String)>) -> Undo {
        Undo { deed, subject: self.subject, fields }
    }

    /// One more command of the same form: its id follows from the form's.
    pub fn more<S: Subject>(&self, n: u8, subject: SubjectId, command: &S::Command) -> Result<Wish> {
        let mut id = self.id;
        id.0.iter_mut()
            .zip(blake3::hash(&[&self.id.0[..], &[n]].concat()).as_bytes())
            .for_each(|(id, byte)| *id = *byte);
        Ok(Wish::new::<S>(id, self.unit.id, subject, self.actor, self.visit.now, command)?)
    }

    /// A command about another subject or unit, under the same id: each stands in a book of its own.
    pub fn of<S: Subject>(&self, unit: UnitId, subject: SubjectId, command: &S::Command) -> Result<Wish> {
        Ok(Wish::new::<S>(self.id, unit, subject, self.actor, self.visit.now, command)?)
    }
}
