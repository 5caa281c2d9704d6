//! What the forms of care ask for.

use account::{Answer, Question};
use book::{PersonId, SubjectId, Text};
use charter::calendar::Day;
use charter::{Private, Refusal};
use web::{Asked, Fault, Plan, Result, Told, Who};

use crate::help::{self, Help, Sort};
use crate::subjects::bond::Command;
use crate::{Care, How, Occasion, QUESTIONS, Remembered, open, quarter};

/// Puts down that somebody was in touch.
pub fn met(asked: &Asked) -> Result<Plan> {
    let how = how(asked)?;
    let day = day(asked)?.unwrap_or(asked.visit.say.today);
    let back = if asked.who == Who::Own { "me.struck" } else { "care.struck" };
    let undo = asked.back(back, vec![("day", day.to_string()), ("how", how.name().into())]);
    let plan = Plan::one(asked.wish::<Care>(&Command::Meet { day, how })?, Told::new("care-is-met"));
    Ok(Plan { undo: Some(undo), ..plan })
}

/// Says that it did not happen.
pub fn struck(asked: &Asked) -> Result<Plan> {
    let day = day(asked)?.ok_or(Fault::field("day", "field-missing"))?;
    let strike = Command::Strike { day, how: how(asked)? };
    Ok(Plan::one(asked.wish::<Care>(&strike)?, Told::new("care-is-struck")))
}

/// Says who goes along with a newcomer.
pub fn companion(asked: &Asked) -> Result<Plan> {
    let who = person(asked, "companion")?;
    Ok(Plan::one(asked.wish::<Care>(&Command::Accompany(who))?, Told::new("care-companion-is-kept")))
}

/// Says that somebody is not to be counted.
pub fn decline(asked: &Asked) -> Result<Plan> {
    let own = asked.who == Who::Own;
    let decline = asked.of::<Care>(asked.unit.id, of(asked)?, &Command::Decline { own })?;
    Ok(Plan::one(decline, Told::new("care-is-declined")))
}

/// Says that somebody may be counted.
pub fn consent(asked: &Asked) -> Result<Plan> {
    let own = asked.who == Who::Own;
    let consent = asked.of::<Care>(asked.unit.id, of(asked)?, &Command::Consent { own })?;
    Ok(Plan::one(consent, Told::new("care-is-consented")))
}

/// Puts a day down on which somebody wants to be remembered.
pub fn remember(asked: &Asked) -> Result<Plan> {
    let (fields, of) = (asked.fields, of(asked)?);
    let number = |name| fields.filled(name).and_then(|number| number.parse::<i8>().ok());
    let (month, day) = number("month").zip(number("day")).ok_or(Fault::field("day", "no-such-day"))?;
    let occasion = if fields.get("of") == Some("loss") { Occasion::Loss } else { Occasion::Birthday };
    let line = fields.filled("line").map(|line| Text(line.into()));
    let mut days = days(asked, of)?;
    let remembered = Remembered { month, day, of: occasion, line };
    if !days.contains(&remembered) {
        days.push(remembered);
    }
    let remember = asked.of::<Care>(asked.unit.id, of, &Command::Remember(Private::new(&days)?))?;
    Ok(Plan::one(remember, Told::new("care-day-is-kept")))
}

/// Takes one of the viewer's own days away.
pub fn forget(asked: &Asked) -> Result<Plan> {
    let of = of(asked)?;
    let mut days = days(asked, of)?;
    let at = asked.fields.filled("at").and_then(|at| at.parse().ok()).filter(|at: &usize| *at < days.len());
    days.remove(at.ok_or(Refusal::Changed)?);
    let command = if days.is_empty() { Command::Forget } else { Command::Remember(Private::new(&days)?) };
    Ok(Plan::one(asked.of::<Care>(asked.unit.id, of, &command)?, Told::new("care-day-is-gone")))
}

/// Asks for help: for oneself, or for somebody of whom an officer says so.
pub fn ask(asked: &Asked) -> Result<Plan> {
    let Helps { who, sort, text, near } = helps(asked)?;
    let ask = help::Command::Ask { who, sort, text, near };
    Ok(Plan::one(asked.wish::<Help>(&ask)?, Told::new("help-is-asked")))
}

/// Offers help.
pub fn offer(asked: &Asked) -> Result<Plan> {
    let Helps { who, sort, text, near } = helps(asked)?;
    let offer = help::Command::Offer { who, sort, text, near };
    Ok(Plan::one(asked.wish::<Help>(&offer)?, Told::new("help-is-offered")))
}

struct Helps {
    who: PersonId,
    sort: Sort,
    text: Option<Text>,
    near: bool,
}

fn helps(asked: &Asked) -> Result<Helps> {
    let who = match asked.who {
        Who::Own => asked.visit.person().ok_or(Fault::NotFound)?,
        _ => person(asked, "person")?.ok_or(Fault::field("person", "field-missing"))?,
    };
    let sort = asked.fields.get("sort").and_then(Sort::named).ok_or(Fault::field("sort", "field-missing"))?;
    let text = asked.fields.filled("text").map(|text| Text(text.into()));
    Ok(Helps { who, sort, text, near: asked.fields.get("near") == Some("yes") })
}

/// Offers what somebody asks for, and says that the two came together.
pub fn can(asked: &Asked) -> Result<Plan> {
    let with: Option<SubjectId> = asked.fields.filled("with").and_then(|with| with.parse().ok());
    let who = asked.visit.person().ok_or(Fault::NotFound)?;
    let rows = open(asked.visit.look, asked.unit.id, asked.visit.as_of)?.into_iter();
    let request = rows.filter(|row| !row.help.offers && row.who != who).find(|row| Some(row.id) == with);
    // An offer is put down only where it can be matched: nobody offers to everybody by this.
    let request = request.ok_or(Refusal::HelpOver)?;
    if request.matched {
        return Err(Refusal::HelpMatched.into());
    }
    let offer = help::Command::Offer { who, sort: request.sort, text: None, near: false };
    let matched = asked.more::<Help>(1, asked.subject, &help::Command::Match(Some(request.id)))?;
    Ok(Plan { wishes: vec![asked.wish::<Help>(&offer)?, matched], told: Told::new("help-you-can"), ..Plan::default() })
}

/// Says that asked and offered came together.
pub fn matched(asked: &Asked) -> Result<Plan> {
    let with = asked.fields.filled("with").map(str::parse::<SubjectId>).transpose().map_err(|_| Fault::NotFound)?;
    Ok(Plan::one(asked.wish::<Help>(&help::Command::Match(with))?, Told::new("help-is-matched")))
}

/// Says that it was done.
pub fn settle(asked: &Asked) -> Result<Plan> {
    Ok(Plan::one(asked.wish::<Help>(&help::Command::Settle)?, Told::new("help-is-settled")))
}

/// Says that it is not asked or offered any more.
pub fn withdraw(asked: &Asked) -> Result<Plan> {
    Ok(Plan::one(asked.wish::<Help>(&help::Command::Withdraw)?, Told::new("help-is-withdrawn")))
}

/// Counts an answer to the pulse. No command comes of it: an answer stands in no book.
pub fn pulse(asked: &Asked) -> Result<Plan> {
    let (visit, unit) = (asked.visit, asked.unit.id);
    let person = visit.person().ok_or(Fault::NotFound)?;
    let number = asked.fields.filled("question").and_then(|number| number.parse::<u8>().ok());
    let number = number.filter(|number| usize::from(*number) < QUESTIONS).ok_or(Fault::NotFound)?;
    let answer = match asked.fields.get("answer") {
        Some("yes") => Answer::Yes,
        Some("no") => Answer::No,
        Some("skip") => Answer::Skip,
        _ => return Err(Fault::field("answer", "field-missing")),
    };
    let this = quarter(visit.say.today);
    // A page that was opened in the quarter before asks about that one.
    if asked.fields.get("quarter") != Some(this.to_string().as_str()) {
        return Err(Refusal::Changed.into());
    }
    let people = member::entries(visit.look, unit, person)?;
    let counted = visit.tallies.answer(Question { unit, round: this.0, number }, &people, answer)?;
    let told = if counted { "pulse-is-counted" } else { "pulse-was-counted" };
    Ok(Plan { told: Told::new(told), ..Plan::default() })
}

/// Whom a form is about: the viewer, or the person that an officer names.
fn of(asked: &Asked) -> Result<SubjectId> {
    match asked.who {
        Who::Own => asked.visit.person().filter(|me| me.0 == asked.subject).map(|me| me.0).ok_or(Fault::NotFound),
        _ => Ok(person(asked, "person")?.map_or(asked.subject, |person| person.0)),
    }
}

fn days(asked: &Asked, of: SubjectId) -> Result<Vec<Remembered>> {
    let care: Option<Care> = asked.visit.look.subject(asked.unit.id, of)?;
    Ok(care.unwrap_or_default().days())
}

fn person(asked: &Asked, field: &'static str) -> Result<Option<PersonId>> {
    let who = asked.fields.filled(field).map(|who| who.parse::<PersonId>());
    who.transpose().map_err(|_| Fault::field(field, "field-missing"))
}

fn how(asked: &Asked) -> Result<How> {
    asked.fields.get("how").and_then(How::named).ok_or(Fault::field("how", "field-missing"))
}

fn day(asked: &Asked) -> Result<Option<Day>> {
    let day = asked.fields.filled("day").map(|day| day.parse::<Day>().map_err(|_| Fault::field("day", "not-a-day")));
    day.transpose()
}
