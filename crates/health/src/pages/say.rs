//! Health in words, as a neighbour would say it.

use maud::{Markup, html};
use web::{Say, blades, capital};

use crate::{Advice, Band, Dimension, Figure, Health, Proportion, Reason, State};

/// The class, the message and the blades of a band.
pub fn band_of(band: Band) -> (&'static str, &'static str, usize) {
    match band {
        Band::Critical => ("critical", "band-critical", 0),
        Band::AtRisk => ("risk", "band-at-risk", 1),
        Band::Steady => ("steady", "band-steady", 2),
        Band::Strong => ("strong", "band-strong", 3),
    }
}

/// How a cell stands: a word, and blades with it.
pub fn mark(say: &Say, state: State) -> Markup {
    match state {
        State::Scored(band) => {
            let (class, name, rank) = band_of(band);
            html! { span class={ "band " (class) } { (blades(rank)) (capital(say.t(name))) } }
        }
        State::TooLittleEvidence => html! { span.tag { (capital(say.t("state-too-little"))) } },
        State::Forming => html! { span.tag { (capital(say.t("state-forming"))) } },
        State::Dormant => html! { span.tag { (capital(say.t("state-dormant"))) } },
    }
}

/// The word of a state.
pub fn state(say: &Say, state: State) -> String {
    say.t(match state {
        State::Scored(band) => band_of(band).1,
        State::TooLittleEvidence => "state-too-little",
        State::Forming => "state-forming",
        State::Dormant => "state-dormant",
    })
}

/// What holds and what holds back, in one or two sentences.
pub fn why(say: &Say, health: &Health) -> String {
    let why = &health.why;
    let holds = why.holds.map(|reason| self::reason(say, "good", reason));
    let back = why.holds_back.map(|reason| self::reason(say, "bad", reason));
    let said = [holds, back].into_iter().flatten().collect::<Vec<_>>();
    if said.is_empty() { say.t("nothing-stands-out") } else { said.join(" ") }
}

fn reason(say: &Say, tone: &str, reason: Reason) -> String {
    let what = |dimension: Dimension| say.t(dimension_name(dimension)).to_lowercase();
    match reason {
        Reason::Counted(figure) => counted(say, &format!("{tone}-{}", proportion_name(figure.proportion)), &figure),
        Reason::Unrecorded(which) => say.say("page-unrecorded", &[("what", what(which).into())]),
        Reason::Withheld(which) => say.say("page-withheld", &[("what", what(which).into())]),
        Reason::NotMet(days) => say.say("page-not-met", &[("days", i64::from(days).into())]),
        Reason::NeverMet => say.t("page-never-met"),
        Reason::Young(_) => say.t("page-young"),
        Reason::FewDue(_) => say.t("page-few-due"),
    }
}

/// A message about so many of so many.
pub fn counted(say: &Say, name: &str, figure: &Figure) -> String {
    let part = (figure.part + 5_000) / 10_000;
    let few = |n: u64| say.few(n as usize);
    let (n, all) = (part as i64, figure.of as i64);
    say.say(name, &[("n", n.into()), ("all", all.into()), ("part", few(part).into()), ("of", few(figure.of).into())])
}

/// What to do next, as one does it.
pub fn advice(say: &Say, advice: Advice) -> String {
    say.t(advice_name(advice))
}

/// What would help a cell, to those who offer it.
pub fn would_help(say: &Say, advice: Advice) -> Markup {
    html! {
        @if advice == Advice::GoOn { p { (say.t("needs-nothing")) } }
        @else { p { b { (say.t("would-help")) } " " (self::advice(say, advice)) "." } }
    }
}

/// Where in a cell's pages that is done: what follows its address.
pub fn next_at(advice: Advice) -> &'static str {
    match advice {
        Advice::CallTheAbsent | Advice::KeepMembers | Advice::WelcomeNewcomers => "/people",
        Advice::Record(Dimension::Renewal) => "/people",
        Advice::ShareTasks | Advice::Record(Dimension::Work) => "/tasks",
        Advice::ChooseDeputy => "/offices",
        Advice::CareForNewcomers | Advice::TalkOverPulse | Advice::Record(Dimension::Bonds) => "/care",
        Advice::AnswerConcerns | Advice::Record(Dimension::Confidence) => "/concerns",
        Advice::AnswerPolicies | Advice::Record(Dimension::Lines) => "/policies",
        Advice::GoOn => "/health",
        Advice::SetNextMeeting | Advice::MeetWhenDue | Advice::TakeTurns => "/meetings",
        Advice::WriteMinutes | Advice::ConfirmMinutes => "/meetings",
        Advice::Record(Dimension::Rhythm | Dimension::Presence | Dimension::Books) => "/meetings",
    }
}

fn advice_name(advice: Advice) -> &'static str {
    match advice {
        Advice::GoOn => "do-go-on",
        Advice::Record(Dimension::Rhythm) => "do-record-rhythm",
        Advice::Record(Dimension::Presence) => "do-record-presence",
        Advice::Record(Dimension::Renewal) => "do-record-renewal",
        Advice::Record(Dimension::Books) => "do-record-books",
        Advice::Record(Dimension::Work) => "do-record-work",
        Advice::Record(Dimension::Bonds) => "do-record-bonds",
        Advice::Record(Dimension::Confidence) | Advice::AnswerConcerns => "do-answer-concerns",
        Advice::Record(Dimension::Lines) | Advice::AnswerPolicies => "do-answer-policies",
        Advice::ShareTasks => "do-share-tasks",
        Advice::ChooseDeputy => "do-choose-deputy",
        Advice::TakeTurns => "do-take-turns",
        Advice::CareForNewcomers => "do-care-for-newcomers",
        Advice::TalkOverPulse => "do-talk-over-pulse",
        Advice::SetNextMeeting => "do-set-next-meeting",
        Advice::MeetWhenDue => "do-meet-when-due",
        Advice::CallTheAbsent => "do-call-the-absent",
        Advice::KeepMembers => "do-keep-members",
        Advice::WelcomeNewcomers => "do-welcome-newcomers",
        Advice::WriteMinutes => "do-write-minutes",
        Advice::ConfirmMinutes => "do-confirm-minutes",
    }
}

/// The message of a dimension.
pub fn dimension_name(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Rhythm => "dimension-rhythm",
        Dimension::Presence => "dimension-presence",
        Dimension::Renewal => "dimension-renewal",
        Dimension::Books => "dimension-books",
        Dimension::Work => "dimension-work",
        Dimension::Bonds => "dimension-bonds",
        Dimension::Confidence => "dimension-confidence",
        Dimension::Lines => "dimension-lines",
    }
}

/// The end of a proportion's messages.
pub fn proportion_name(proportion: Proportion) -> &'static str {
    match proportion {
        Proportion::Met => "met",
        Proportion::Present => "present",
        Proportion::Kept => "kept",
        Proportion::Welcomed => "welcomed",
        Proportion::Minutes => "minutes",
        Proportion::Confirmed => "confirmed",
        Proportion::Worked => "worked",
        Proportion::Deputy => "deputy",
        Proportion::Turns => "turns",
        Proportion::Cared => "cared",
        Proportion::Answered => "answered",
        Proportion::Pulse => "pulse",
        Proportion::Settled => "settled",
        Proportion::Carried => "carried",
    }
}

/// An index of 10,000 as people read it, of 100.
pub fn points(of_scale: u32) -> u32 {
    (of_scale + 50) / 100
}

/// A chance of 10,000 as 'so many in ten'.
pub fn in_ten(say: &Say, chance: u32) -> String {
    let tenths = ((chance + 500) / 1_000) as usize;
    match tenths {
        0 => say.t("in-ten-none"),
        _ => say.say("in-ten", &[("n", say.few(tenths).into())]),
    }
}
