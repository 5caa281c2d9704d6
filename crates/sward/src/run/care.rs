//! Looking after each other: who was in touch with whom, and help that is asked and offered.

use book::{PersonId, SubjectId, Text};
use care::help::{self, Help};
use care::{Care as State, Command, Occasion, Remembered, Row, Why};
use charter::access::What;
use charter::calendar::Day;
use charter::{Private, Refusal};
use ledger::Unit;
use serde_json::json;

use crate::args::Care;
use crate::desk::{Desk, fresh};
use crate::layout::{cut, table};
use crate::said::{Result, Said};
use crate::{looking, sentences, telling};

/// Characters of a text that are shown in a list.
const SHOWN: usize = 60;
/// Days ahead for which it is shown who wants to be remembered.
const AHEAD_DAYS: i32 = 14;
/// Days over which figures are shown.
const FIGURE_DAYS: i32 = 91;

pub fn run(desk: &mut Desk, asked: Care) -> Result<Said> {
    match asked {
        Care::List { unit } => list(desk, &unit),
        Care::Figures { unit } => figures(desk, &unit),
        Care::Met { unit, person, day, how } => {
            let day = day.unwrap_or(desk.today());
            of(desk, &unit, &person, |_, _, _| Ok(Command::Meet { day, how }))
        }
        Care::Strike { unit, person, day, how } => of(desk, &unit, &person, |_, _, _| Ok(Command::Strike { day, how })),
        Care::Companion { unit, person, companion } => of(desk, &unit, &person, |desk, unit, _| {
            let companion = companion.map(|name| desk.person(unit, &name)).transpose()?;
            Ok(Command::Accompany(companion.map(|row| row.person)))
        }),
        Care::Decline { unit, person } => of(desk, &unit, &person, |_, _, _| Ok(Command::Decline { own: false })),
        Care::Consent { unit, person } => of(desk, &unit, &person, |_, _, _| Ok(Command::Consent { own: false })),
        Care::Remember { unit, person, day, loss, line } => of(desk, &unit, &person, |desk, unit, person| {
            let line = line.map(|line| clean(desk, &line)).transpose()?;
            let (month, day) = month_and_day(&day).ok_or(Refusal::NoSuchDay)?;
            let occasion = if loss { Occasion::Loss } else { Occasion::Birthday };
            let state: State = desk.look().subject(unit.id, person.0)?.unwrap_or_default();
            let mut days = state.days();
            let remembered = Remembered { month, day, of: occasion, line };
            if !days.contains(&remembered) {
                days.push(remembered);
            }
            Ok(Command::Remember(Private::new(&days)?))
        }),
        Care::Forget { unit, person } => of(desk, &unit, &person, |_, _, _| Ok(Command::Forget)),
        Care::Ask { unit, person, sort, text, near } => {
            let (unit, who, text) = told(desk, &unit, &person, text)?;
            helped(desk, &unit, SubjectId(fresh().0), &help::Command::Ask { who, sort, text, near })
        }
        Care::Offer { unit, person, sort, text, near } => {
            let (unit, who, text) = told(desk, &unit, &person, text)?;
            helped(desk, &unit, SubjectId(fresh().0), &help::Command::Offer { who, sort, text, near })
        }
        Care::Match { unit, help, with } => {
            let unit = desk.unit(&unit)?;
            let with = with.map(|with| find(desk, &unit, &with)).transpose()?;
            let help = find(desk, &unit, &help)?;
            helped(desk, &unit, help, &help::Command::Match(with))
        }
        Care::Settle { unit, help } => over(desk, &unit, &help, &help::Command::Settle),
        Care::Withdraw { unit, help } => over(desk, &unit, &help, &help::Command::Withdraw),
    }
}

fn of(
    desk: &mut Desk,
    unit: &str,
    person: &str,
    command: impl FnOnce(&Desk, &Unit, PersonId) -> Result<Command>,
) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let person = desk.person(&unit, person)?.person;
    let command = command(desk, &unit, person)?;
    let outcome = desk.act::<State>(unit.id, person.0, &command)?;
    Ok(sentences::done(desk, &outcome))
}

fn helped(desk: &mut Desk, unit: &Unit, id: SubjectId, command: &help::Command) -> Result<Said> {
    let outcome = desk.act::<Help>(unit.id, id, command)?;
    telling::signs(desk, unit.id)?;
    let mut said = sentences::done(desk, &outcome);
    said.json["help"] = json!(id.to_string());
    Ok(said)
}

fn over(desk: &mut Desk, unit: &str, help: &str, command: &help::Command) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let id = find(desk, &unit, help)?;
    helped(desk, &unit, id, command)
}

fn told(desk: &Desk, unit: &str, person: &str, text: Option<String>) -> Result<(Unit, PersonId, Option<Text>)> {
    let unit = desk.unit(unit)?;
    let who = desk.person(&unit, person)?.person;
    let text = text.map(|text| clean(desk, &text)).transpose()?;
    Ok((unit, who, text))
}

/// What is asked or offered under an id that begins so.
fn find(desk: &Desk, unit: &Unit, name: &str) -> Result<SubjectId> {
    let begins = |row: &Row| name.len() >= 8 && row.id.to_string().starts_with(&name.to_lowercase());
    let mut found = care::open(&desk.look(), unit.id, desk.as_of)?.into_iter().filter(begins);
    match (found.next(), found.next()) {
        (Some(row), None) => Ok(row.id),
        _ => Err(desk.wrong("no-such-help", &[("name", cut(name, SHOWN).into())])),
    }
}

/// Month and day, as `03-14`.
fn month_and_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

fn clean(desk: &Desk, text: &str) -> Result<Text> {
    let about = |fault: sheet::TextFault| desk.wrong("bad-name", &[("why", crate::said::text_fault(&fault).into())]);
    sheet::clean(text).map(Text).map_err(about)
}

fn list(desk: &Desk, unit: &str) -> Result<Said> {
    let (unit, zone, today) = (desk.unit(unit)?, desk.rules.zone(), desk.as_of);
    let look = desk.look();
    let known = care::known(&look, unit.id)?;
    let suggested = care::this_week(&look, unit.id, &known, today, &zone)?;
    let name = |person| known.get(&person).map_or_else(String::new, |one| cut(&one.row.called(), 40));
    let (mut speak, mut remember, mut help) = (vec![], vec![], vec![]);
    for one in &suggested {
        let why = match one.why {
            _ if one.done => "care-line-done",
            Why::New { .. } => "care-line-new",
            Why::Missed => "care-line-missed",
            Why::Quiet { .. } => "care-line-quiet",
        };
        speak.push(vec![desk.words.t("care-line-speak"), name(one.person), desk.words.t(why)]);
    }
    let mut days = vec![];
    for (person, one) in known.iter().filter(|(_, one)| one.row.is_on_the_roll(today)) {
        for remembered in one.care.days() {
            let next = remembered.next(today).filter(|day| day.since(today) < AHEAD_DAYS);
            days.extend(next.map(|day| (day, *person, remembered.clone())));
        }
    }
    days.sort_by_key(|(day, person, _)| (*day, *person));
    for (day, person, of) in &days {
        let what = if of.of == Occasion::Loss { "care-line-loss" } else { "care-line-birthday" };
        let line = of.line.as_ref().map_or_else(String::new, |line| cut(&line.0, SHOWN));
        remember.push(vec![desk.words.t(what), name(*person), day.to_string(), line]);
    }
    let helps = care::open(&look, unit.id, today)?;
    for row in &helps {
        let what = match (row.matched, row.help.offers) {
            (true, _) => "care-line-matched",
            (false, true) => "care-line-offers",
            (false, false) => "care-line-asks",
        };
        let text = row.text.as_deref().map_or_else(String::new, |text| cut(text, SHOWN));
        help.push(vec![desk.words.t(what), cut(&row.name, 40), row.sort.name().into(), text, row.id.short()]);
    }
    looking::note(desk, What::Week, [(unit.id, None)]);
    let seen = days.iter().map(|(_, person, _)| (unit.id, Some(*person))).collect::<Vec<_>>();
    if !seen.is_empty() {
        looking::note(desk, What::Person, seen);
    }
    let days = days.iter().map(|(day, person, of)| json!({ "day": day, "person": person, "remembered": of }));
    let days = days.collect::<Vec<_>>();
    let helps = helps.iter().map(|row| {
        json!({ "help": row.id, "person": row.who, "sort": row.sort.name(), "text": row.text, "matched": row.matched, "state": row.help })
    });
    let helps = helps.collect::<Vec<_>>();
    let tables = [speak, remember, help].map(|rows| table(&rows, &[]));
    let text = tables.into_iter().filter(|table| !table.is_empty()).collect::<Vec<_>>().join("\n\n");
    Ok(Said::new(text, json!({ "suggested": suggested, "days": days, "help": helps })))
}

fn figures(desk: &Desk, unit: &str) -> Result<Said> {
    let (unit, zone, today) = (desk.unit(unit)?, desk.rules.zone(), desk.as_of);
    let look = desk.look();
    let lived = care::lived(&look, unit.id, &*care::known(&look, unit.id)?, &zone)?;
    let held = care::gatherings(&look, unit.id, today, &zone)?;
    let figures = care::figures(&lived, &held, (today.plus(-FIGURE_DAYS), Day(today.0)));
    let share = |share: care::Share| format!("{}/{}", share.part, share.of);
    let line = |name: &str, value: String| vec![desk.words.t(name), value];
    let mut rows = vec![
        line("care-figure-called", share(figures.called)),
        line("care-figure-accompanied", share(figures.accompanied)),
        line("care-figure-tasked", share(figures.tasked)),
        line("care-figure-answered", share(figures.answered)),
    ];
    let pulse = care::pulse(&look, unit.id)?.quarters.pop_last().map(|(_, sums)| sums);
    for (question, sum) in ["pulse-missed", "pulse-mattered", "pulse-friend"].into_iter().zip(pulse.iter().flatten()) {
        let said = sum.map_or_else(|| desk.words.t("pulse-too-few"), |sum| share(sum.into()));
        rows.push(line(question, said));
    }
    Ok(Said::new(table(&rows, &[]), json!({ "figures": figures, "pulse": pulse })))
}
