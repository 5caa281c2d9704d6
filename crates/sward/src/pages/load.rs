//! How much the offices of a unit take, as their holders say: shown to its members, so that it can be shared.

use std::collections::BTreeMap;

use book::{PersonId, UnitId};
use charter::calendar::Month;
use charter::{Office, Private, Refusal};
use ledger::{Term, Unit};
use maud::{Markup, html};
use serde::Serialize;
use unit::load::{Command, Hours, Load, Work, quarters, shown};
use web::{Asked, Fault, Page, Paper, Plan, Reply, Result, Say, Told, Visit};

/// Months that are shown, this one included.
const SHOWN: i32 = 6;
/// Months of which one can say something on the page, this one included.
const SAID: i32 = 3;
/// Quarter hours in the months shown from which on a sentence is made of them.
const SENSE_QUARTERS: u32 = 16;

#[derive(Serialize)]
struct Loads {
    unit: UnitId,
    offices: Vec<Line>,
    /// The viewer's own office, if they hold one, and what they said.
    own: Option<Own>,
    #[serde(skip)]
    writes: bool,
    /// Whether the viewer holds an office, and nobody on the roll is known to be them.
    #[serde(skip)]
    unlisted: bool,
}

/// What was said of one office.
#[derive(Serialize)]
struct Line {
    office: Office,
    months: Vec<(Month, Hours)>,
    /// What takes more than half of it.
    most: Option<Work>,
}

#[derive(Serialize)]
struct Own {
    #[serde(skip)]
    person: PersonId,
    office: Office,
    months: Vec<(Month, Hours)>,
    #[serde(skip)]
    choices: Vec<(String, String)>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.among()?;
    let this = visit.as_of.month();
    let mut said: BTreeMap<Office, BTreeMap<Month, Hours>> = BTreeMap::new();
    let people = member::list(visit.look, unit.id)?;
    for (id, load) in visit.look.subjects::<Load>(unit.id)? {
        // Whoever was erased is on no list, and neither are their hours.
        if !people.iter().any(|row| row.person == PersonId(id)) {
            continue;
        }
        for month in (1 - SHOWN..=0).map(|back| this.plus(back)) {
            let Some((office, hours)) = load.hours(month) else { continue };
            let sum = said.entry(office).or_default().entry(month).or_default();
            add(sum, &hours);
        }
    }
    let page = Loads {
        unit: unit.id,
        offices: said.into_iter().map(|(office, months)| Line::of(office, months)).collect(),
        own: own(visit, &unit, this)?,
        writes: visit.writes(&unit),
        unlisted: visit.person().is_none() && visit.viewer()?.term.is_some(),
    };
    visit.page(Some((&unit, "/people")), &page)
}

fn add(sum: &mut Hours, hours: &Hours) {
    for work in Work::ALL {
        let both = sum.of_mut(work);
        *both = both.saturating_add(hours.of(work));
    }
}

fn own(visit: &Visit, unit: &Unit, this: Month) -> Result<Option<Own>> {
    let Some(person) = visit.person() else { return Ok(None) };
    let Some(office) = office(visit, unit.id, person)? else { return Ok(None) };
    let load: Load = visit.look.subject(unit.id, person.0)?.unwrap_or_default();
    let months = load.months.keys().rev().filter_map(|month| Some((Month(*month), load.hours(Month(*month))?.1)));
    let choices = (0..SAID).map(|back| this.plus(-back)).map(|month| (month.to_string(), visit.say.month(month)));
    Ok(Some(Own { person, office, months: months.collect(), choices: choices.collect() }))
}

/// The office that somebody at the page holds: as the record tells, or else as they came in.
fn office(visit: &Visit, unit: UnitId, person: PersonId) -> Result<Option<Office>> {
    let holds = member::holds(visit.look, unit, person.0)?;
    let came = match visit.viewer()?.term {
        Some(Term::Office { unit: of, office, .. }) if of == unit && holds.open.contains(&office) => Some(office),
        _ => None,
    };
    Ok(holds.offices.first().copied().or(came))
}

impl Line {
    fn of(office: Office, months: BTreeMap<Month, Hours>) -> Line {
        let mut all = Hours::default();
        months.values().for_each(|hours| add(&mut all, hours));
        let most = all.most().filter(|_| all.sum() >= SENSE_QUARTERS);
        Line { office, months: months.into_iter().rev().collect(), most }
    }
}

impl Page for Loads {
    fn title(&self, say: &Say) -> String {
        say.t("load")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { (say.t("load")) }
            p.lede { (say.t("load-lede")) }
            p.quiet { (say.t("load-counts-nowhere")) }
            @if self.offices.is_empty() { p { (say.t("load-none")) } }
            @for line in &self.offices { (self.office(on, line)) }
            @if let Some(own) = &self.own { (self.telling(on, own)) }
            @if self.unlisted { p.notice.screen { (say.t("load-not-listed")) } }
        }
    }
}

impl Loads {
    fn office(&self, on: &Paper, line: &Line) -> Markup {
        let say = &on.say;
        let office = web::capital(say.t(&format!("office-{}", line.office.name())));
        let id = format!("load-of-{}", line.office.name());
        html! {
            section.flow aria-labelledby=(id) {
                h2 id=(id) { (office) }
                div.scroll {
                    table {
                        thead { tr { th scope="col" { (say.t("load-month")) } th.num scope="col" { (say.t("load-sum")) } @for work in Work::ALL { th.num scope="col" { (say.t(column(work))) } } } }
                        tbody {
                            @for (month, hours) in &line.months {
                                tr {
                                    th scope="row" { (say.month(*month)) }
                                    td.num { (shown(hours.sum())) }
                                    @for work in Work::ALL { td.num { (shown(hours.of(work).into())) } }
                                }
                            }
                        }
                    }
                }
                @if let Some(work) = line.most { (self.sense(on, work)) }
            }
        }
    }

    /// One line of sense, and the task that it could become.
    fn sense(&self, on: &Paper, work: Work) -> Markup {
        let say = &on.say;
        let (sense, task) = sense(work);
        html! {
            p { (say.t(sense)) }
            @if self.writes {
                (on.form("task.set", self.unit, on.begins("task.set"), |form| html! {
                    (form.line("text", "text", &say.t("task-what"), &say.t(task)))
                    (form.button("button", &say.t("task-make")))
                }))
            }
        }
    }

    fn telling(&self, on: &Paper, own: &Own) -> Markup {
        let say = &on.say;
        let this = own.choices.first().map_or("", |choice| choice.0.as_str());
        let present = own.months.iter().find(|(month, _)| month.to_string() == this).map(|(_, hours)| *hours);
        let value = |work| present.map(|hours| hours.of(work)).filter(|n| *n > 0);
        html! {
            section.card.flow.screen aria-labelledby="tell" {
                h2 id="tell" { (say.t("load-yours")) }
                p { (say.t("load-hint")) }
                (on.form("me.load", self.unit, own.person.0, |form| html! {
                    (form.select("month", &say.t("load-month"), &own.choices, this))
                    @for work in Work::ALL {
                        (form.line(work.name(), "text", &say.t(field(work)), &value(work).map_or_else(String::new, |n| shown(n.into()))))
                    }
                    (form.button("button main", &say.t("load-tell")))
                }))
                @if !own.months.is_empty() {
                    details.more {
                        summary { (say.t("load-said")) }
                        @for (month, hours) in &own.months {
                            (on.form("me.load-back", self.unit, own.person.0, |form| html! {
                                (form.hidden("month", &month.to_string()))
                                p { (say.month(*month)) " · " (say.say("load-hours", &[("hours", shown(hours.sum()).into())])) }
                                (form.button("button plain", &say.t("load-take-back")))
                            }))
                        }
                    }
                }
            }
        }
    }
}

/// Says what a month took.
pub fn tell(asked: &Asked) -> Result<Plan> {
    let mut hours = Hours::default();
    for work in Work::ALL {
        if let Some(text) = asked.fields.filled(work.name()) {
            *hours.of_mut(work) = quarters(text).ok_or(Fault::field(work.name(), "not-quarters"))?;
        }
    }
    let me = me(asked)?;
    let office = office(asked.visit, asked.unit.id, me)?.ok_or(Fault::from(Refusal::NotInOffice))?;
    let tell = Command::Tell { month: month(asked)?, office, hours: Private::new(&hours)? };
    Ok(Plan::one(asked.of::<Load>(asked.unit.id, me.0, &tell)?, Told::new("load-is-told")))
}

/// Takes it back.
pub fn take_back(asked: &Asked) -> Result<Plan> {
    let back = asked.of::<Load>(asked.unit.id, me(asked)?.0, &Command::TakeBack(month(asked)?))?;
    Ok(Plan::one(back, Told::new("load-is-taken-back")))
}

/// Whoever asks: nobody says it of another, whatever the form names.
fn me(asked: &Asked) -> Result<PersonId> {
    asked.visit.person().ok_or(Fault::NotFound)
}

fn month(asked: &Asked) -> Result<Month> {
    let month = asked.fields.filled("month").and_then(|month| month.parse().ok());
    month.ok_or(Fault::field("month", "not-a-day"))
}

fn column(work: Work) -> &'static str {
    match work {
        Work::Calls => "load-calls",
        Work::Meetings => "load-meetings",
        Work::Writing => "load-writing",
        Work::Money => "load-money",
        Work::Travel => "load-travel",
        Work::Other => "load-other",
    }
}

fn field(work: Work) -> &'static str {
    match work {
        Work::Calls => "load-field-calls",
        Work::Meetings => "load-field-meetings",
        Work::Writing => "load-field-writing",
        Work::Money => "load-field-money",
        Work::Travel => "load-field-travel",
        Work::Other => "load-field-other",
    }
}

fn sense(work: Work) -> (&'static str, &'static str) {
    match work {
        Work::Calls => ("load-most-calls", "load-task-calls"),
        Work::Meetings => ("load-most-meetings", "load-task-meetings"),
        Work::Writing => ("load-most-writing", "load-task-writing"),
        Work::Money => ("load-most-money", "load-task-money"),
        Work::Travel => ("load-most-travel", "load-task-travel"),
        Work::Other => ("load-most-other", "load-task-other"),
    }
}
