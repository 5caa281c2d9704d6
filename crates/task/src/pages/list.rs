//! The tasks of a unit: what is to be done, by whom, until when; what was decided and nobody has taken on; what is done.

use std::collections::{BTreeMap, BTreeSet};

use book::{PersonId, SubjectId, UnitId};
use charter::calendar::Day;
use maud::{Markup, html};
use meeting::pages::known;
use serde::Serialize;
use web::{Address, Page, Paper, Reply, Result, Say, Visit};

use crate::{Decided, Row, Task, here, list};

/// Meetings whose decisions are offered as tasks.
const MEETINGS: usize = 4;
/// Days for which it is shown what was done.
const DONE_DAYS: i32 = 90;

#[derive(Serialize)]
struct Tasks {
    unit: UnitId,
    open: Vec<Line>,
    done: Vec<Line>,
    /// Decisions of the last meetings that are no task yet.
    decided: Vec<Decision>,
    #[serde(skip)]
    people: Vec<(String, String)>,
    #[serde(skip)]
    writes: bool,
    #[serde(skip)]
    me: Option<PersonId>,
    /// The task for which somebody is looked for.
    #[serde(skip)]
    give: Option<SubjectId>,
    #[serde(skip)]
    today: Day,
}

#[derive(Serialize)]
struct Line {
    id: SubjectId,
    text: Option<String>,
    task: Task,
    /// What its owner is called; none where nobody has it, also because they left.
    owner: Option<String>,
}

#[derive(Serialize)]
struct Decision {
    of: Decided,
    text: String,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let cell = visit.among()?;
    let members = member::list(visit.look, cell.id)?;
    let names = members.iter().map(|row| (row.person, row.called())).collect::<BTreeMap<_, _>>();
    let (writes, today) = (visit.writes(&cell), visit.as_of);
    let here = here(visit.look, cell.id, today)?;
    let line = |row: Row| {
        // What is done was done by whoever had it.
        let owner = row.task.owner.filter(|_| !row.task.is_open() || !row.task.is_nobodys(&here));
        let owner = owner.map(|who| names.get(&who).cloned().unwrap_or_else(|| who.0.short()));
        Line { id: row.id, text: row.text, task: row.task, owner }
    };
    let tasks = list(visit.look, cell.id)?;
    let decided = if writes { decisions(visit, cell.id, &tasks)? } else { vec![] };
    let (open, over): (Vec<_>, Vec<_>) = tasks.into_iter().partition(|row| row.task.is_open());
    let done = over.into_iter().filter(|row| row.was_done_within(DONE_DAYS, today, visit.say.zone));
    let people = members.iter().filter(|row| row.is_on_the_roll(today));
    let people = people.map(|row| (row.person.to_string(), row.called())).collect::<Vec<_>>();
    let page = Tasks {
        unit: cell.id,
        open: open.into_iter().map(line).collect(),
        done: done.map(line).collect(),
        decided,
        people: [(String::new(), visit.say.t("task-nobody"))].into_iter().chain(people).collect(),
        writes,
        me: visit.person(),
        give: visit.query.get("give").and_then(|id| id.parse().ok()),
        today,
    };
    visit.page(Some((&cell, "/tasks")), &page)
}

/// What the last meetings decided, without what is a task already.
fn decisions(visit: &Visit, unit: UnitId, tasks: &[Row]) -> Result<Vec<Decision>> {
    let taken = tasks.iter().filter_map(|row| row.task.out_of).collect::<BTreeSet<_>>();
    let mut decided = vec![];
    for row in meeting::list(visit.look, unit)?.into_iter().rev().filter(|row| row.held).take(MEETINGS) {
        let Some(known) = known(visit.look, unit, row.id)? else { continue };
        for (number, text) in (1..).zip(known.decisions) {
            let of = Decided { meeting: row.id, number };
            decided.extend((!taken.contains(&of)).then_some(Decision { of, text }));
        }
    }
    Ok(decided)
}

impl Page for Tasks {
    fn title(&self, say: &Say) -> String {
        say.t("tab-tasks")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { (web::capital(say.count("tasks-head", self.open.len()))) }
            @if let Some(line) = self.open.iter().find(|line| self.gives(line)) { (self.giving(on, line)) }
            div.split {
                div.flow {
                    @if self.open.is_empty() { p.quiet { (say.t("tasks-none")) } }
                    @for line in &self.open { article.item { (self.line(on, line)) } }
                    @if !self.done.is_empty() {
                        details.more {
                            summary { (say.count("tasks-done", self.done.len())) }
                            @for line in &self.done { article.item { (self.line(on, line)) } }
                        }
                    }
                }
                @if self.writes { div.flow.screen { (self.setting(on)) (self.deciding(on)) } }
            }
        }
    }
}

impl Tasks {
    fn line(&self, on: &Paper, line: &Line) -> Markup {
        let (say, task) = (&on.say, &line.task);
        let text = line.text.clone().unwrap_or_else(|| say.t("task-taken-out"));
        let nobody = if task.owner.is_some() { "task-nobody-now" } else { "task-nobody" };
        let who = web::capital(line.owner.clone().unwrap_or_else(|| say.t(nobody)));
        let due = match (task.done, task.due) {
            (Some(done), _) => Some(say.say("task-done-on", &[("day", say.date(say.day_of(done)).into())])),
            (None, Some(due)) if due < self.today => Some(say.say("task-overdue", &[("day", say.date(due).into())])),
            (None, Some(due)) => Some(say.say("task-due", &[("day", say.date(due).into())])),
            (None, None) => None,
        };
        html! {
            h2 { bdi { (text) } }
            p.quiet { bdi { (who) } @if let Some(due) = due { " · " (due) } @if task.help { " · " (say.t("task-wants-help")) } }
            @if task.is_open() { (self.doing(on, line)) }
        }
    }

    /// Whether somebody is looked for who does it.
    fn gives(&self, line: &Line) -> bool {
        self.writes && line.owner.is_none() && self.give == Some(line.id)
    }

    /// One button for each who can do it.
    fn giving(&self, on: &Paper, line: &Line) -> Markup {
        let (say, text) = (&on.say, line.text.clone().unwrap_or_default());
        html! {
            section.card.flow aria-labelledby="give" {
                h2 id="give" { (say.t("task-give")) }
                p { bdi { (text) } }
                (on.form("task.change", self.unit, line.id, |form| html! {
                    (form.hidden("due", &line.task.due.map_or_else(String::new, |due| due.to_string())))
                    div.row { @for (key, name) in self.people.iter().skip(1) { button.button name="owner" value=(key) { bdi { (name) } } } }
                }))
            }
        }
    }

    /// What can be done with a task that is open.
    fn doing(&self, on: &Paper, line: &Line) -> Markup {
        let (say, task) = (&on.say, &line.task);
        let mine = self.me.is_some() && task.owner == self.me;
        let ask = |deed, class: &str, label, fields: &[(&str, &str)]| {
            on.form(deed, self.unit, line.id, |form| {
                html! {
                    @for (name, value) in fields { (form.hidden(name, value)) }
                    (form.button(class, &say.t(label)))
                }
            })
        };
        html! {
            div.row {
                @if mine { (ask("me.finish-task", "button", "task-finish", &[])) }
                @else if self.writes { (ask("task.finish", "button", "task-finish", &[])) }
                @if task.owner.is_none() && self.me.is_some() { (ask("me.take-task", "button", "task-take", &[])) }
                @if mine && task.help { (ask("me.ask-help", "button plain", "task-help-found", &[("found", "yes")])) }
                @if mine && !task.help { (ask("me.ask-help", "button plain", "task-help", &[])) }
                @if mine && !self.writes { (ask("me.free-task", "button plain", "task-free", &[])) }
            }
            @if self.writes {
                details.more open[on.refused("task.change")] {
                    summary { (say.t("task-change")) }
                    (on.form("task.change", self.unit, line.id, |form| html! {
                        (form.select("owner", &say.t("task-owner"), &self.people, &task.owner.map_or_else(String::new, |who| who.to_string())))
                        (form.line("due", "date", &say.t("task-until"), &task.due.map_or_else(String::new, |due| due.to_string())))
                        (form.button("button", &say.t("task-change-yes")))
                    }))
                    (ask("task.drop", "button grave", "task-drop", &[]))
                }
            }
        }
    }

    fn setting(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            section.card.flow aria-labelledby="set" {
                h2 id="set" { (say.t("task-new")) }
                (on.form("task.set", self.unit, on.begins("task.set"), |form| html! {
                    (form.line("text", "text", &say.t("task-what"), ""))
                    (form.select("owner", &say.t("task-owner"), &self.people, ""))
                    (form.line("due", "date", &say.t("task-until"), ""))
                    (form.button("button main", &say.t("task-set")))
                }))
            }
        }
    }

    fn deciding(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            @if !self.decided.is_empty() {
                section aria-labelledby="decided" {
                    h2 id="decided" { (say.t("tasks-decided")) }
                    ul.told {
                        @for decision in &self.decided {
                            li {
                                b { bdi { (decision.text) } }
                                (on.form("task.set", self.unit, decision.of.task(), |form| html! {
                                    (form.hidden("text", &decision.text))
                                    (form.hidden("meeting", &decision.of.meeting.to_string()))
                                    (form.hidden("decision", &decision.of.number.to_string()))
                                    (form.button("button", &say.t("task-make")))
                                }))
                            }
                        }
                    }
                    p.quiet { a href=(self.unit.address() + "/meetings") { (say.t("see-meetings")) } }
                }
            }
        }
    }
}
