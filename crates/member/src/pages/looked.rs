//! Who looked at what is held on the viewer, and what else was done with it: a year of it.

use std::collections::BTreeMap;

use book::{PersonId, UnitId};
use charter::Right;
use charter::access::{LOOKED_DAYS, Reader, What};
use charter::calendar::Day;
use ledger::{Look, Scope};
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Page, Paper, Reply, Result, Say, Visit};

use crate::{entries, list, looked};

/// What somebody should see of the account of access, in words.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Told(Vec<Line>);

#[derive(Clone, Debug, Serialize)]
struct Line {
    day: Day,
    what: What,
    of_you: bool,
    who: Vec<Called>,
}

/// A reader, and what they are called here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
enum Called {
    /// By name.
    Name(String),
    /// Somebody on the roll; told without a name in what is taken away, or since nobody knows it any more.
    Somebody,
    /// By their office.
    Office(charter::Office),
    /// By the unit that they came from.
    From(String),
    /// Whoever was at the machine.
    Machine,
}

impl Told {
    /// What concerns the viewer since a day.
    pub fn of(visit: &Visit, unit: UnitId, since: Day) -> Result<Told> {
        let people = visit.person().map_or(Ok(vec![]), |person| entries(visit.look, unit, person))?;
        Ok(Told::since(visit.look, visit.notes, (unit, &people, false), since)?)
    }

    /// What concerns somebody since a day, by all of their entries; or all of it, for the ombuds.
    pub fn since(
        look: &Look,
        notes: &account::Notes,
        of: (UnitId, &[PersonId], bool),
        since: Day,
    ) -> ledger::Result<Told> {
        let rows = list(look, of.0)?.into_iter().map(|row| (row.person, row.called()));
        let names = rows.collect::<BTreeMap<_, _>>();
        let mut told = vec![];
        for line in looked(look, notes, of, since)? {
            let mut who = line.who.iter().map(|who| called(look, &names, *who)).collect::<ledger::Result<Vec<_>>>()?;
            who.sort();
            who.dedup();
            told.push(Line { day: line.day, what: line.what, of_you: line.of_you, who });
        }
        Ok(Told(told))
    }

    /// The same without the name of anybody: nobody takes another's data away with their own.
    pub fn nameless(mut self) -> Told {
        for line in &mut self.0 {
            let bare = |who: &mut Called| {
                if let Called::Name(_) = who {
                    *who = Called::Somebody;
                }
            };
            line.who.iter_mut().for_each(bare);
            line.who.sort();
            line.who.dedup();
        }
        self
    }

    /// Line by line for the command line: the day, what, and who.
    pub fn lines(&self, say: &Say) -> Vec<[String; 3]> {
        self.0.iter().map(|line| [line.day.to_string(), line.what(say), line.who(say)]).collect()
    }

    /// Day by day, latest first.
    pub fn shown(&self, say: &Say) -> Markup {
        let days = self.0.chunk_by(|one, other| one.day == other.day);
        html! {
            @if self.0.is_empty() { p.quiet { (say.t("looked-nobody")) } }
            ul.told {
                @for day in days {
                    li {
                        b { (say.date(day[0].day)) }
                        div.flow { @for line in day { p { (line.what(say)) br; span.quiet { (line.who(say)) } } } }
                    }
                }
            }
        }
    }
}

fn called(look: &Look, names: &BTreeMap<PersonId, String>, who: Reader) -> ledger::Result<Called> {
    Ok(match who {
        Reader::Person(person) => names.get(&person).cloned().map_or(Called::Somebody, Called::Name),
        Reader::Office(office, _) => Called::Office(office),
        Reader::From(unit) => look.unit(Scope::Node, unit)?.map_or(Called::Somebody, |unit| Called::From(unit.name)),
        Reader::Machine => Called::Machine,
    })
}

impl Line {
    fn what(&self, say: &Say) -> String {
        // What can be of nobody else says so by itself.
        let plain = !self.of_you || matches!(self.what, What::Person | What::Took);
        let what = say.t(match self.what {
            // The ombuds alone sees a line about somebody else's.
            What::Person if !self.of_you => "looked-another",
            What::Took if !self.of_you => "looked-another-took",
            what => what.message(),
        });
        if plain { what } else { what + " " + &say.t("looked-of-you") }
    }

    fn who(&self, say: &Say) -> String {
        say.list(&self.who.iter().map(|who| who.said(say)).collect::<Vec<_>>())
    }
}

impl Called {
    fn said(&self, say: &Say) -> String {
        match self {
            Called::Name(name) => say.say("looked-by", &[("name", name.as_str().into())]),
            Called::Somebody => say.t("looked-by-somebody"),
            Called::Office(office) => {
                say.say("looked-by-office", &[("office", say.t(&format!("office-{}", office.name())).into())])
            }
            Called::From(unit) => say.say("looked-by-unit", &[("unit", unit.as_str().into())]),
            Called::Machine => say.t("looked-by-machine"),
        }
    }
}

#[derive(Serialize)]
struct Looked {
    unit: UnitId,
    looked: Told,
    #[serde(skip)]
    me: bool,
    #[serde(skip)]
    ombuds: bool,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.inside()?;
    let since = visit.say.today.plus(-LOOKED_DAYS);
    let ombuds = visit.may(&unit, Right::Ombuds);
    let looked = match ombuds {
        true => Told::since(visit.look, visit.notes, (unit.id, &[], true), since)?,
        false => Told::of(visit, unit.id, since)?,
    };
    visit.page(Some((&unit, "/people")), &Looked { unit: unit.id, looked, me: visit.person().is_some(), ombuds })
}

impl Page for Looked {
    fn title(&self, say: &Say) -> String {
        say.t("looked")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { (say.t("looked")) }
            p.lede { (say.t(if self.ombuds { "looked-ombuds" } else { "looked-lede" })) }
            (self.looked.shown(say))
            p.quiet { (say.t("looked-not")) }
            @if self.me { p { a href=(self.unit.address() + "/you/held") { (say.t("held")) } } }
        }
    }
}
