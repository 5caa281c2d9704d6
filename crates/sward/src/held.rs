//! All that a cell holds on one person, from every concept: what they see of themselves, and what they take away. What
//! is not theirs alone stands without anybody's name.

use account::{Accounts, Delivered, Means, Notes, Notice, Opens, Shown, Tallies, Wanted};
use book::{PersonId, SubjectId, UnitId};
use care::{Met, Remembered, Sort, quarter};
use charter::Office;
use charter::access::LOOKED_DAYS;
use charter::calendar::{Day, Moment};
use charter::offices::Offices;
use dues::pages::Account;
use ledger::{Look, Result, Scope};
use meeting::Was;
use member::pages::Told;
use member::{Details, Holders, Member};
use serde::Serialize;

use crate::taken_on::{self, Leads, Spent};

/// Each kind whose facts hold something on people, and the part in which a person finds theirs.
pub const PARTS: [(&str, &str); 13] = [
    ("account", "account"),
    ("member", "membership"),
    ("holder", "offices"),
    ("meeting", "meetings"),
    ("task", "tasks"),
    ("circle", "circles"),
    ("load", "hours"),
    ("application", "asked"),
    ("cash", "dues"),
    ("waiver", "dues"),
    ("care", "care"),
    ("help", "help"),
    ("access", "looked"),
];

/// What is held on somebody.
#[derive(Serialize)]
pub struct Held {
    /// The cell's name.
    pub cell: String,
    /// The number by which the person is known there.
    pub person: PersonId,
    /// Who they are: what goes when they are erased.
    pub details: Details,
    /// Since when they belong, and until when; of each entry of theirs.
    pub membership: Vec<Belonging>,
    /// Which offices they hold, or held.
    pub offices: Vec<Term>,
    /// At which meetings they were, as far as that is still known.
    pub meetings: Vec<Was>,
    /// Tasks that they have, or had when they were over. What is to be done stands in the cell's words, which may name
    /// others, so it is not here.
    pub tasks: Vec<Had>,
    /// Circles that they lead.
    pub circles: Vec<Leads>,
    /// What they said of the hours that an office of theirs took.
    pub hours: Vec<Spent>,
    /// On which day, and with what words, they asked to join, if they came that way.
    pub asked: Option<Came>,
    /// What they owe and paid, when nothing is asked of them, and how often they counted the cash with somebody. What is
    /// to be known of a posting may name others, so it is not here.
    pub dues: Option<Dues>,
    /// The care that the cell gives them, or that they declined.
    pub care: Cared,
    /// Help that they asked for or offered.
    pub help: Vec<Helped>,
    /// Their account on this machine.
    pub account: Option<Own>,
    /// Until when a link of their own can be used, if there is one.
    pub own_link: Option<Moment>,
    /// Until when the address of their calendar can be used, if there is one.
    pub calendar: Option<Moment>,
    /// How they want their week by mail, if they do.
    pub mail: Option<Wanted>,
    /// What became of letters to them.
    pub letters: Vec<Delivered>,
    /// Who looked at it, and what else was done, in the last year.
    pub looked: Told,
}

/// One entry of somebody.
#[derive(Serialize)]
pub struct Belonging {
    /// Its number.
    pub person: PersonId,
    /// What the cell's own files call them.
    pub code: Option<String>,
    /// Since when; none if nobody knows.
    pub joined: Option<Day>,
    /// The day on which that was written down.
    pub noted: Option<Day>,
    /// Whether it came from a file.
    pub bulk: bool,
    /// When somebody sat down with them.
    pub welcomed: Option<Day>,
    /// When they left.
    pub left: Option<Day>,
    /// The cell that they went to.
    pub went_to: Option<String>,
    /// Whether they are at home here.
    pub home: bool,
    /// The entry that stands for this one, if it gave way.
    pub same_as: Option<PersonId>,
    /// How many people asked that they be erased.
    pub asked: usize,
}

/// A term of office.
#[derive(Serialize)]
pub struct Term {
    /// The office.
    pub office: Office,
    /// Its number within the office.
    pub number: u64,
    /// The day on which it should end.
    pub until: Option<Day>,
    /// Whether it ended.
    pub ended: bool,
}

/// A task that somebody has.
#[derive(Serialize)]
pub struct Had {
    /// The task.
    pub task: SubjectId,
    /// Until when it should be done.
    pub due: Option<Day>,
    /// When it was done.
    pub done: Option<Moment>,
}

/// How somebody came who asked to join.
#[derive(Serialize)]
pub struct Came {
    /// When they asked: the beginning of the day.
    pub at: Option<Moment>,
    /// What they sent, as far as it can be read here.
    pub asking: Option<public_page::Asking>,
}

/// Somebody's dues.
#[derive(Serialize)]
pub struct Dues {
    /// What they owe and paid.
    #[serde(flatten)]
    pub account: Account,
    /// How often they are known to have counted the cash.
    pub counted: usize,
}

/// The care that somebody is given.
#[derive(Serialize)]
pub struct Cared {
    /// When somebody was in touch, and in which way.
    pub met: Vec<Met>,
    /// Whether somebody goes along with them. Who, is not theirs alone.
    pub accompanied: bool,
    /// With how many people they go along themselves.
    pub accompanies: usize,
    /// Whether they declined that it be counted.
    pub declined: bool,
    /// On which days they want to be remembered.
    pub remembered: Vec<Remembered>,
    /// The questions of this quarter's pulse that they answered, from 0. What they answered is known nowhere.
    pub answered: Vec<u8>,
}

/// Help that somebody asked for or offered.
#[derive(Serialize)]
pub struct Helped {
    /// Its number.
    pub help: SubjectId,
    /// Whether they offered it.
    pub offers: bool,
    /// Of what sort it was.
    pub sort: Option<Sort>,
    /// What it was about, in their own words.
    pub text: Option<String>,
    /// When they told it.
    pub told: Option<Moment>,
    /// Whether it was done or withdrawn.
    pub over: bool,
}

/// An account, by what opens it; no secret, and nothing that a secret can be tried against.
#[derive(Serialize)]
pub struct Own {
    /// Its number.
    pub account: SubjectId,
    /// The name under which it opens with a password.
    pub name: Option<String>,
    /// What opens it.
    pub means: Means,
    /// What their owner calls the passkeys.
    pub passkeys: Vec<String>,
    /// Where it is signed in.
    pub sessions: Vec<Shown>,
    /// What its owner was told.
    pub notices: Vec<(Moment, Notice)>,
}

/// Where it is gathered from.
pub struct Sources<'a> {
    /// What the books hold.
    pub look: &'a Look<'a>,
    /// The accounts of this node.
    pub accounts: &'a Accounts,
    /// Who looked, on days that are not in the record yet.
    pub notes: &'a Notes,
    /// Answers of which only sums are kept.
    pub tallies: &'a Tallies,
    /// The moment.
    pub now: Moment,
    /// Its day.
    pub today: Day,
}

impl Sources<'_> {
    /// What is held on a person in a cell; none if the cell does not know them, or was asked to forget them.
    pub fn held(&self, unit: &ledger::Unit, person: PersonId) -> Result<Option<Held>> {
        let look = self.look;
        let known: Option<Member> = look.subject(unit.id, person.0)?;
        let Some(member) = known.filter(|member| member.noted.is_some() && member.erased.is_none()) else {
            return Ok(None);
        };
        let people = member::entries(look, unit.id, person)?;
        let membership = people.iter().map(|person| self.belonging(unit.id, *person)).collect::<Result<_>>()?;
        let since = self.today.plus(-LOOKED_DAYS);
        Ok(Some(Held {
            cell: unit.name.clone(),
            person,
            details: member.details().unwrap_or_default(),
            membership,
            offices: self.offices(unit.id, &people)?,
            meetings: meeting::was_at(look, unit.id, &people)?,
            tasks: had(look, unit.id, &people)?,
            circles: taken_on::led(look, unit.id, &people)?,
            hours: taken_on::spent(look, unit.id, &people)?,
            asked: came(look, unit.id, &people)?,
            dues: dues(look, unit, (person, &people), self.today)?,
            care: self.cared(unit.id, person, &people)?,
            help: helped(look, unit.id, &people)?,
            own_link: self.accounts.has_personal(unit.id, person, Opens::Mine, self.now)?,
            calendar: self.accounts.has_personal(unit.id, person, Opens::Calendar, self.now)?,
            mail: self.accounts.wants_mail(unit.id, person)?,
            letters: self.accounts.delivered_to(unit.id, person)?,
            account: self.account(unit.id, &people)?,
            looked: Told::since(look, self.notes, (unit.id, &people, false), since)?,
        }))
    }

    fn belonging(&self, unit: UnitId, person: PersonId) -> Result<Belonging> {
        let member: Member = self.look.subject(unit, person.0)?.unwrap_or_default();
        let went_to = member.went_to.map(|to| self.look.unit(Scope::Node, to)).transpose()?.flatten();
        let Member { code, joined, noted, welcomed, left, home, bulk, same_as, asked, .. } = member;
        let (went_to, asked) = (went_to.map(|unit| unit.name), asked.len());
        Ok(Belonging { person, code, joined, noted, bulk, welcomed, left, went_to, home, same_as, asked })
    }

    fn offices(&self, unit: UnitId, people: &[PersonId]) -> Result<Vec<Term>> {
        let holders: Holders = self.look.own(unit)?;
        let offices: Offices = self.look.own(unit)?;
        let held = holders.terms.iter().filter(|(.., who)| people.contains(who));
        let held = held.map(|(office, number, _)| {
            let term = offices.terms.iter().find(|term| (term.office, term.number) == (*office, *number));
            let until = term.and_then(|term| term.until);
            Term { office: *office, number: *number, until, ended: term.is_none_or(|term| term.ended.is_some()) }
        });
        Ok(held.collect())
    }

    fn cared(&self, unit: UnitId, person: PersonId, people: &[PersonId]) -> Result<Cared> {
        let known = care::known(self.look, unit)?;
        let care = known.get(&person).map(|one| one.care.clone()).unwrap_or_default();
        let goes = known.values().filter(|one| one.care.companion.is_some_and(|who| people.contains(&who)));
        Ok(Cared {
            remembered: care.days(),
            accompanied: care.companion.is_some(),
            accompanies: goes.count(),
            declined: !care.is_counted(),
            met: care.met.into_iter().collect(),
            answered: self.tallies.answered(unit, quarter(self.today).0, people)?,
        })
    }

    fn account(&self, unit: UnitId, people: &[PersonId]) -> Result<Option<Own>> {
        let mut accounts = self.accounts.accounts(unit)?.into_iter();
        let Some(own) = accounts.find(|own| own.viewer.person.is_some_and(|person| people.contains(&person))) else {
            return Ok(None);
        };
        let passkeys = self.accounts.passkeys(own.id)?.into_iter().map(|key| key.name);
        Ok(Some(Own {
            account: SubjectId(own.id.0),
            passkeys: passkeys.collect(),
            sessions: self.accounts.sessions(own.id, self.now)?,
            notices: self.accounts.notices(own.id)?,
            name: own.name,
            means: own.means,
        }))
    }
}

fn had(look: &Look, unit: UnitId, people: &[PersonId]) -> Result<Vec<Had>> {
    let tasks = task::list(look, unit)?.into_iter();
    let tasks = tasks.filter(|row| row.task.owner.is_some_and(|owner| people.contains(&owner)));
    Ok(tasks.map(|row| Had { task: row.id, due: row.task.due, done: row.task.done }).collect())
}

fn came(look: &Look, unit: UnitId, people: &[PersonId]) -> Result<Option<Came>> {
    for person in people {
        // Whoever was taken in is a member under the id of what they sent.
        if let Some(of) = look.subject::<public_page::Application>(unit, person.0)?.filter(|of| of.asked.is_some()) {
            return Ok(Some(Came { at: of.asked, asking: of.asking() }));
        }
    }
    Ok(None)
}

/// What is held of somebody's dues; none where that is nothing.
fn dues(
    look: &Look,
    unit: &ledger::Unit,
    (person, people): (PersonId, &[PersonId]),
    today: Day,
) -> Result<Option<Dues>> {
    let cell = dues::Cell::of(look, unit.id)?;
    let (account, counted) = (Account::of(&cell, unit, person, today), dues::counted(look, unit.id, &cell, people)?);
    Ok((!account.is_empty() || counted > 0).then_some(Dues { account, counted }))
}

fn helped(look: &Look, unit: UnitId, people: &[PersonId]) -> Result<Vec<Helped>> {
    let all = care::asked(look, unit, people)?.into_iter();
    let helped = |(help, of, text): (SubjectId, care::Help, _)| {
        let care::Help { offers, sort, told, over, .. } = of;
        Helped { help, offers, sort, text, told, over }
    };
    Ok(all.map(helped).collect())
}

impl Held {
    /// As it is taken away: nobody else's name stands in it.
    pub fn taken(self) -> Held {
        Held { looked: self.looked.nameless(), ..self }
    }
}
