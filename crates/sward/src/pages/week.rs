//! What is worth doing this week: people first, papers after, the cash last, seven things at most.

use std::collections::BTreeMap;

use book::{PersonId, SubjectId, UnitId};
use care::{How, Known};
use charter::calendar::Day;
use charter::offices::Offices;
use health::Health;
use ledger::Unit;
use maud::{Markup, html};
use meeting::pages::address;
use meeting::{Meeting, Row};
use serde::Serialize;
use web::mail::Item;
use web::{Address, Paper, Result, Say, Visit};

/// Things that one week has room for.
pub const THINGS: usize = 7;
/// Meetings held whose papers are asked for.
const PAPERS: usize = 4;
/// Newcomers, and tasks, that are named at once.
const NAMED: usize = 3;
/// Days for which a newcomer whom somebody spoke to is not spoken of again.
const TALKED_DAYS: i32 = 14;
/// Days before a task is due in which it is spoken of while nobody has it.
const TASK_DAYS: i32 = 7;
/// Days before an answer to a policy is due in which it is spoken of: before the day, not after.
const POLICY_DAYS: i32 = 21;
/// Days without a count after which the cash is worth counting.
const COUNT_DAYS: i32 = 61;
/// Days before the end of a term in which it is spoken of.
const TERM_DAYS: i32 = 60;

/// One thing, with its reason and its one button.
#[derive(Clone, Debug, Serialize)]
pub struct Thing {
    title: String,
    reason: String,
    button: String,
    #[serde(skip)]
    does: Does,
    #[serde(skip)]
    outside: Outside,
}

/// How a thing is told where it leaves the house: nobody is named there.
#[derive(Clone, Debug)]
enum Outside {
    /// As it stands.
    Same,
    /// By a message that names nobody.
    Instead(&'static str),
    /// A task: in the words of whoever set it, where they may leave.
    Task(SubjectId),
}

#[derive(Clone, Debug)]
enum Does {
    Go(String),
    Ask(&'static str, SubjectId),
    /// Puts down that somebody was in touch; the title leads to where the number stands.
    Met(PersonId, How),
}

type People = BTreeMap<PersonId, Known>;

/// The week of a cell, for those who write its record.
pub fn things(visit: &Visit, cell: &Unit, meetings: &[Row], health: Option<&Health>) -> Result<Vec<Thing>> {
    let people = member::all(visit.look, cell.id)?;
    let held = meetings.iter().rev().filter(|row| row.held).take(PAPERS).collect::<Vec<_>>();
    let cared = care::known(visit.look, cell.id)?;
    let mut things = newcomers(visit, &people, &cared, meetings)?;
    askers(visit, cell.id, &mut things)?;
    concerns(visit, cell, &mut things)?;
    super::speaking::suggested(visit, cell.id, &cared, &mut things)?;
    silent(visit, cell.id, &mut things)?;
    policies(visit, cell.id, &mut things)?;
    papers(visit, cell.id, &held, &mut things)?;
    tasks(visit, cell.id, &mut things)?;
    super::studying::sessions(visit, cell, &mut things)?;
    terms(visit, cell.id, &mut things)?;
    if !member::pages::pairs(visit, cell)?.is_empty() {
        things.push(Thing {
            title: visit.say.t("same-title"),
            reason: visit.say.t("same-reason"),
            button: visit.say.t("see-them"),
            does: Does::Go(cell.id.address() + "/people/same"),
            outside: Outside::Same,
        });
    }
    if let Some(health) = health.filter(|health| health.why.more >= 100) {
        let next = health.why.next;
        let at = cell.id.address() + health::pages::next_at(next);
        // The card beside the list offers that already.
        let offered = matches!(next, health::Advice::SetNextMeeting);
        if !offered && !things.iter().any(|thing| matches!(&thing.does, Does::Go(to) if *to == at)) {
            let say = &visit.say;
            things.push(Thing {
                title: health::pages::advice(say, next),
                reason: say.t("because-health"),
                button: say.t("see-how"),
                does: Does::Go(at),
                outside: Outside::Same,
            });
        }
    }
    things.truncate(THINGS);
    Ok(things)
}

/// Whether somebody wants to be spoken of here, and nobody has been in touch since a day.
fn waits(cared: &People, person: PersonId, since: Day) -> bool {
    let care = cared.get(&person).map(|one| &one.care);
    care.is_none_or(|care| care.is_counted() && !care.met.iter().any(|met| met.day >= since))
}

/// Newcomers are those who came to a cell that met already: who was there from the beginning is welcomed by nobody.
fn newcomers(visit: &Visit, people: &[member::Row], cared: &People, meetings: &[Row]) -> Result<Vec<Thing>> {
    let (say, own) = (&visit.say, visit.person());
    let lately = visit.as_of.plus(-TALKED_DAYS);
    let Some(first) = meetings.iter().find(|row| row.held).map(|row| row.when.day(say.zone)) else {
        return Ok(vec![]);
    };
    let came = people.iter().filter(|row| row.joined.is_some_and(|joined| joined > first));
    let new = came.filter(|row| Some(row.person) != own && waits(cared, row.person, lately));
    let new = new.filter_map(|row| Some((row.unwelcomed(visit.as_of)?, row.person.0, row.called())));
    let mut new = new.collect::<Vec<_>>();
    // Whose sixty days end first comes first.
    new.sort_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)));
    let thing = |(days, id, name): (i32, SubjectId, String)| Thing {
        title: say.say("sit-down-with", &[("name", name.into())]),
        reason: say.say("joined-days-ago", &[("n", i64::from(days).into()), ("few", say.few(days as usize).into())]),
        button: say.t("we-have-met"),
        does: Does::Ask("member.welcome", id),
        outside: Outside::Instead("mail-newcomer"),
    };
    Ok(new.into_iter().take(NAMED).map(thing).collect())
}

/// Nothing was heard of the cell for longer than its own cadence: its deputy is asked how the secretary is.
fn silent(visit: &Visit, unit: UnitId, things: &mut Vec<Thing>) -> Result<()> {
    let say = &visit.say;
    let deputy = matches!(visit.viewer()?.term, Some(ledger::Term::Office { office: charter::Office::Deputy, .. }));
    let seen = if deputy { Some(health::pages::seen(visit)?) } else { None };
    let cell = seen.as_ref().and_then(|seen| Some(&seen.picture.cells[*seen.at.get(&unit)?]));
    things.extend(cell.and_then(|cell| cell.quiet_since(visit.as_of)).map(|since| Thing {
        title: say.t("ask-secretary"),
        reason: say.say("ask-secretary-since", &[("day", say.date(since).into())]),
        button: say.t("ask-secretary-button"),
        does: Does::Go(unit.address() + "/offices"),
        outside: Outside::Same,
    }));
    Ok(())
}

/// Minutes to write, and minutes to confirm.
fn papers(visit: &Visit, unit: UnitId, held: &[&Row], things: &mut Vec<Thing>) -> Result<()> {
    let say = &visit.say;
    for row in held {
        let state: Meeting = visit.look.subject(unit, row.id)?.unwrap_or_default();
        let day = row.when.day(say.zone);
        let (title, reason, button) = match (state.bulk, state.minuted, state.confirmed) {
            (true, ..) | (_, _, Some(_)) => continue,
            (_, None, _) => ("write-minutes-of", "minutes-fresh", "write-them"),
            (_, Some(_), None) => ("confirm-minutes-of", "minutes-need-two", "read-them"),
        };
        things.push(Thing {
            title: say.say(title, &[("day", say.date(day).into())]),
            reason: say.t(reason),
            button: say.t(button),
            does: Does::Go(address(unit, row.id)),
            outside: Outside::Same,
        });
    }
    Ok(())
}

/// Tasks that should have been done, and what becomes due this week while nobody has it.
fn tasks(visit: &Visit, unit: UnitId, things: &mut Vec<Thing>) -> Result<()> {
    let (say, today, here) = (&visit.say, visit.as_of, task::here(visit.look, unit, visit.as_of)?);
    let soon = |due: charter::calendar::Day| due.since(today) <= TASK_DAYS;
    let waits = |task: &task::Task| {
        let alone = task.is_nobodys(&here) && task.due.is_some_and(soon);
        task.is_open() && (task.is_overdue(today) || alone)
    };
    for row in task::all(visit.look, unit)?.iter().filter(|row| waits(&row.task)).take(NAMED) {
        let Some(due) = row.task.due else { continue };
        let (nobodys, left) = (row.task.is_nobodys(&here), row.task.is_nobodys(&here) && row.task.owner.is_some());
        let reason = match (row.task.is_overdue(today), left) {
            (true, true) => "task-nobody-now-overdue",
            (true, false) => "task-overdue",
            (false, true) => "task-nobody-now-until",
            (false, false) => "task-nobody-until",
        };
        things.push(Thing {
            title: row.text.as_deref().map_or_else(|| say.t("task-taken-out"), web::isolated),
            reason: web::capital(say.say(reason, &[("day", say.date(due).into())])),
            button: say.t(if nobodys { "task-give-somebody" } else { "see-tasks" }),
            does: Does::Go(match nobodys {
                false => unit.address() + "/tasks",
                true => format!("{}/tasks?give={}#give", unit.address(), row.id),
            }),
            outside: Outside::Task(row.id),
        });
    }
    Ok(())
}

/// Somebody who asks to join waits for the cell.
fn askers(visit: &Visit, unit: UnitId, things: &mut Vec<Thing>) -> Result<()> {
    let say = &visit.say;
    let waiting = public_page::applications(visit.look, unit)?.into_iter().map(|(_, application)| application);
    let since = waiting.filter(|application| application.waits()).filter_map(|application| application.asked).min();
    things.extend(since.map(|at| Thing {
        title: say.t("application-thing"),
        reason: say.count("application-since", visit.as_of.since(say.day_of(at)).max(0) as usize),
        button: say.t("application-see"),
        does: Does::Go(unit.address() + "/page"),
        outside: Outside::Same,
    }));
    Ok(())
}

/// Concerns that wait for this cell's word, the one that is due first.
fn concerns(visit: &Visit, cell: &Unit, things: &mut Vec<Thing>) -> Result<()> {
    let (say, today) = (&visit.say, visit.as_of);
    let Some((id, whole)) = concern::pages::waiting(visit, cell)?.into_iter().next() else { return Ok(()) };
    let on = |message: &str, day| say.say(message, &[("day", say.date(day).into())]);
    let reason = match (whole.overdue(today), whole.standing(), whole.answer_due()) {
        (Some(late), ..) => on("concern-thing-late", late),
        (None, concern::Standing::Waiting, _) | (None, _, None) => say.t("concern-thing-new"),
        (None, _, Some(due)) => on("concern-thing-due", due),
    };
    things.push(Thing {
        title: say.t("concern-thing"),
        reason,
        button: say.t("concern-see"),
        does: Does::Go(concern::pages::address(cell.id, id)),
        outside: Outside::Instead("mail-concern"),
    });
    Ok(())
}

/// The cash, where something was put down and nobody counted for two months: for those who keep it, whether or not they
/// write the record.
pub fn cash(visit: &Visit, unit: &Unit, things: &mut Vec<Thing>) -> Result<()> {
    if !visit.may(unit, charter::Right::KeepCash) {
        return Ok(());
    }
    let (say, uncounted) = (&visit.say, dues::uncounted(visit.look, unit.id)?);
    let Some((_, postings, ever)) = uncounted.filter(|(since, ..)| visit.as_of.since(*since) >= COUNT_DAYS) else {
        return Ok(());
    };
    things.truncate(THINGS - 1);
    things.push(Thing {
        title: say.t("count-the-cash"),
        reason: say.count(if ever { "cash-worth-counting" } else { "cash-never-counted" }, postings),
        button: say.t("see-how"),
        does: Does::Go(unit.id.address() + "/dues/count"),
        outside: Outside::Same,
    });
    Ok(())
}

/// Policies whose answer is due soon, and has not been given. Nobody is reminded of a day that is past.
fn policies(visit: &Visit, unit: UnitId, things: &mut Vec<Thing>) -> Result<()> {
    let say = &visit.say;
    for (row, said) in policy::asked(visit.look, unit, visit.as_of)? {
        let due = row.policy.outline.due.filter(|due| (0..=POLICY_DAYS).contains(&due.since(visit.as_of)));
        let Some(due) = due.filter(|_| row.policy.holds(visit.as_of) && !said.has_answered(row.policy.version)) else {
            continue;
        };
        let about = [("by", row.by.name.as_str().into()), ("day", say.date(due).into())];
        things.push(Thing {
            title: say.say("policy-answer-by", &[("title", row.title.as_str().into())]),
            reason: web::capital(say.say("policy-answer-reason", &about)),
            button: say.t("policy-see"),
            does: Does::Go(policy::pages::address(unit, row.id)),
            outside: Outside::Instead("mail-policy"),
        });
    }
    Ok(())
}

/// Terms of office that end soon, or should have ended.
fn terms(visit: &Visit, unit: UnitId, things: &mut Vec<Thing>) -> Result<()> {
    let say = &visit.say;
    let offices: Offices = visit.look.own(unit)?;
    for term in offices.terms.iter().filter(|term| term.ended.is_none()) {
        let Some(until) = term.until.filter(|until| until.since(visit.as_of) <= TERM_DAYS) else { continue };
        let office = say.t(&format!("office-{}", term.office.name()));
        things.push(Thing {
            title: say.say("term-ends", &[("office", office.into()), ("day", say.date(until).into())]),
            reason: say.t("term-hint"),
            button: say.t("see-offices"),
            does: Does::Go(unit.address() + "/offices"),
            outside: Outside::Same,
        });
    }
    Ok(())
}

impl Thing {
    /// Something that a page elsewhere is about; `instead` names the message that tells it outside, where it may not
    /// leave as it stands.
    pub fn go(title: String, reason: String, button: String, to: String, instead: Option<&'static str>) -> Thing {
        Thing { title, reason, button, does: Does::Go(to), outside: instead.map_or(Outside::Same, Outside::Instead) }
    }

    /// Somebody to be in touch with; `instead` names the message that tells it outside.
    pub fn met(title: String, reason: String, button: String, of: (PersonId, How), instead: &'static str) -> Thing {
        Thing { title, reason, button, does: Does::Met(of.0, of.1), outside: Outside::Instead(instead) }
    }

    /// Whether it asks for a deed about somebody.
    pub fn is_about(&self, person: PersonId) -> bool {
        match self.does {
            Does::Ask(_, subject) => subject == person.0,
            Does::Met(who, _) => who == person,
            Does::Go(_) => false,
        }
    }

    /// Whether its button leads to a page.
    pub fn leads_to(&self, page: &str) -> bool {
        matches!(&self.does, Does::Go(to) if to == page)
    }

    /// The task that it is about, if it is about one.
    pub fn task(&self) -> Option<SubjectId> {
        match self.outside {
            Outside::Task(task) => Some(task),
            _ => None,
        }
    }

    /// The same for a letter: without anybody's name, and without the words of a task unless they may leave.
    pub fn item(&self, say: &Say, unit: UnitId, named: bool) -> Item {
        let at = match (&self.does, &self.outside) {
            (Does::Go(to), Outside::Same | Outside::Task(_)) => to.clone(),
            // Where somebody's own page stands tells who it is.
            _ => unit.address(),
        };
        let title = match self.outside {
            Outside::Same => self.title.clone(),
            Outside::Instead(message) => say.t(message),
            Outside::Task(_) if named => self.title.clone(),
            Outside::Task(_) => say.t("mail-task-of-cell"),
        };
        let reason = Some(self.reason.clone()).filter(|_| !matches!(self.outside, Outside::Instead(_)));
        Item { title, reason, at }
    }

    /// The line, with its button.
    pub fn line(&self, on: &Paper, unit: UnitId) -> Markup {
        html! {
            li {
                h3 {
                    @match &self.does {
                        Does::Met(person, _) => a href=(member::pages::address(unit, *person)) { (self.title) },
                        _ => { (self.title) },
                    }
                }
                p.quiet { (self.reason) }
                @match &self.does {
                    Does::Go(to) => a.button href=(to) { (self.button) span.unseen { ": " (self.title) } },
                    Does::Ask(deed, subject) => { (on.form(deed, unit, *subject, |_| html! {
                        button.button { (self.button) span.unseen { ": " (self.title) } }
                    })) },
                    Does::Met(person, how) => { (on.form("care.met", unit, person.0, |form| html! {
                        (form.hidden("how", how.name()))
                        button.button { (self.button) span.unseen { ": " (self.title) } }
                    })) },
                }
            }
        }
    }
}
