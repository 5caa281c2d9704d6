//! Forms that stand both on the cell's page and on one's own.

use book::{PersonId, SubjectId, UnitId};
use maud::{Markup, html};
use web::{Paper, Say};

use crate::{Remembered, Sort};

/// The months of a year.
const MONTHS: std::ops::RangeInclusive<i8> = 1..=12;

/// What a sort of help is called.
pub fn sort(say: &Say, sort: Sort) -> String {
    say.t(match sort {
        Sort::Lift => "help-lift",
        Sort::Childcare => "help-childcare",
        Sort::Repair => "help-repair",
        Sort::Visit => "help-visit",
        Sort::Other => "help-other",
    })
}

/// A day of every year, as '29 February'.
pub fn written(say: &Say, remembered: &Remembered) -> String {
    let (day, month) = (i64::from(remembered.day), say.words.month(remembered.month));
    web::plain(say.say("day-and-month", &[("day", day.into()), ("month", month.into())]))
}

/// The form that asks for help or offers it; `people` are those of whom an officer may say so, if it is one.
pub fn help(on: &Paper, unit: UnitId, offers: bool, people: Option<&[(String, String)]>) -> Markup {
    let say = &on.say;
    let deed = match (people.is_some(), offers) {
        (true, false) => "care.ask",
        (true, true) => "care.offer",
        (false, false) => "me.ask",
        (false, true) => "me.offer",
    };
    let sorts = Sort::ALL.map(|of| (of.name().to_string(), sort(say, of)));
    let near = [("yes".to_string(), say.t("help-near"), false)];
    html! {
        (on.form(deed, unit, on.begins(deed), |form| html! {
            @if let Some(people) = people { (form.select("person", &say.t("help-who"), people, "")) }
            (form.select("sort", &say.t(if offers { "help-offers-what" } else { "help-asks-what" }), &sorts, ""))
            (form.line("text", "text", &say.t("help-about"), ""))
            (form.ticks("near", &say.t("help-next-door"), &near))
            (form.button("button main", &say.t(if offers { "help-offer" } else { "help-ask" })))
        }))
    }
}

/// The form that puts down a day to be remembered.
pub fn day(on: &Paper, unit: UnitId, subject: SubjectId, people: Option<&[(String, String)]>) -> Markup {
    let say = &on.say;
    let deed = if people.is_some() { "care.remember" } else { "me.remember" };
    let months = MONTHS.map(|month| (month.to_string(), say.words.month(month).to_string())).collect::<Vec<_>>();
    let of = [("birthday", "care-birthday"), ("loss", "care-loss")].map(|(of, said)| (of.to_string(), say.t(said)));
    on.form(deed, unit, subject, |form| {
        html! {
            @if let Some(people) = people { (form.select("person", &say.t("help-who"), people, "")) }
            (form.select("of", &say.t("care-day-of"), &of, ""))
            (form.line("day", "number", &say.t("care-day-number"), ""))
            (form.select("month", &say.t("care-month"), &months, ""))
            (form.line("line", "text", &say.t("care-day-line"), ""))
            (form.button("button", &say.t("care-day-keep")))
        }
    })
}

/// A button that asks for one thing about a subject.
pub fn ask(
    on: &Paper,
    deed: &'static str,
    unit: UnitId,
    subject: SubjectId,
    (class, label): (&str, &str),
    fields: &[(&str, &str)],
) -> Markup {
    on.form(deed, unit, subject, |form| {
        html! {
            @for (name, value) in fields { (form.hidden(name, value)) }
            (form.button(class, &on.say.t(label)))
        }
    })
}

/// People as choices, by what they are called.
pub fn choices<'a>(people: impl Iterator<Item = (&'a PersonId, String)>) -> Vec<(String, String)> {
    let mut choices = people.map(|(person, name)| (person.to_string(), name)).collect::<Vec<_>>();
    choices.sort_by(|one, other| one.1.cmp(&other.1));
    choices
}
