//! Sentences that several commands share.

use charter::calendar::Month;
use health::{Advice, Band, Dimension, Figure, Health, Proportion, Reason, State};
use ledger::{LeftBehind, Outcome};
use serde_json::json;
use words::{Arg, Words};

use crate::desk::Desk;
use crate::layout::{percent, points};
use crate::said::Said;

/// The least chance, of 10,000, that rounds to one percent.
const HALF_PERCENT: u32 = 50;

/// What came of a command.
pub fn done(desk: &Desk, outcome: &Outcome) -> Said {
    match outcome {
        Outcome::Done { facts, .. } => Said::new(desk.words.t("done"), json!({ "done": true, "facts": facts })),
        Outcome::Already => Said::new(desk.words.t("already"), json!({ "done": false, "facts": 0 })),
    }
}

/// Months, those that follow one another as one span.
pub fn months(words: &Words, months: &[Month]) -> String {
    let spans =
        months.chunk_by(|one, next| one.plus(1) == *next).filter_map(|span| Some((span.first()?, span.last()?)));
    let span = |(from, to): (&Month, &Month)| match from == to {
        true => from.to_string(),
        false => words.say("month-span", &[("from", from.to_string().into()), ("to", to.to_string().into())]),
    };
    spans.map(span).collect::<Vec<_>>().join(", ")
}

/// What a succession left behind.
pub fn left_behind(desk: &Desk, left: &[LeftBehind]) -> Said {
    let line = |one: &LeftBehind| {
        let day = desk.rules.zone().day(one.time).to_string();
        desk.words.say("left-one", &[("kind", one.kind.as_str().into()), ("day", day.into())])
    };
    let mut lines = vec![desk.words.say("left-behind", &[("n", (left.len() as i64).into())])];
    lines.extend(left.iter().map(line));
    let json = left.iter().map(|one| json!({ "seq": one.seq, "kind": one.kind, "time": one.time.rfc3339() }));
    Said::new(lines.join("\n"), json!({ "left_behind": json.collect::<Vec<_>>() }))
}

/// How a cell stands, in a word.
pub fn state(words: &Words, state: State) -> String {
    words.t(match state {
        State::Scored(band) => self::band(band),
        State::TooLittleEvidence => "state-too-little",
        State::Forming => "state-forming",
        State::Dormant => "state-dormant",
    })
}

/// The name of a band's message.
pub fn band(band: Band) -> &'static str {
    match band {
        Band::Strong => "band-strong",
        Band::Steady => "band-steady",
        Band::AtRisk => "band-at-risk",
        Band::Critical => "band-critical",
    }
}

/// The name of a dimension's message.
pub fn dimension(dimension: Dimension) -> &'static str {
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

/// The name of a proportion's message.
pub fn proportion(proportion: Proportion) -> &'static str {
    match proportion {
        Proportion::Met => "proportion-met",
        Proportion::Present => "proportion-present",
        Proportion::Kept => "proportion-kept",
        Proportion::Welcomed => "proportion-welcomed",
        Proportion::Minutes => "proportion-minutes",
        Proportion::Confirmed => "proportion-confirmed",
        Proportion::Worked => "proportion-worked",
        Proportion::Deputy => "proportion-deputy",
        Proportion::Turns => "proportion-turns",
        Proportion::Cared => "proportion-cared",
        Proportion::Answered => "proportion-answered",
        Proportion::Pulse => "proportion-pulse",
        Proportion::Settled => "proportion-settled",
        Proportion::Carried => "proportion-carried",
    }
}

/// So many, of so many, as it was counted.
pub fn counted(figure: &Figure) -> String {
    let (whole, tenths) = (figure.part / 10_000, figure.part % 10_000 / 1_000);
    match tenths {
        0 => format!("{whole}/{}", figure.of),
        _ => format!("{whole}.{tenths}/{}", figure.of),
    }
}

/// A score's two sentences: what holds and what holds back; the next step and what it would bring.
pub fn why(words: &Words, health: &Health) -> [String; 2] {
    let why = &health.why;
    let holds = why.holds.map(|held| reason(words, held));
    let back = why.holds_back.map(|held| reason(words, held));
    let first = match (holds, back) {
        (Some(holds), Some(back)) => words.say("why-both", &[("holds", holds.into()), ("back", back.into())]),
        (Some(holds), None) => words.say("why-holds", &[("holds", holds.into())]),
        (None, Some(back)) => words.say("why-back", &[("back", back.into())]),
        (None, None) => words.t("why-neither"),
    };
    let step = match why.next {
        Advice::Record(which) => words.say("advice-record", &[("what", words.t(dimension(which)).into())]),
        Advice::GoOn => words.t("advice-go-on"),
        Advice::SetNextMeeting => words.t("advice-set-next-meeting"),
        Advice::MeetWhenDue => words.t("advice-meet-when-due"),
        Advice::CallTheAbsent => words.t("advice-call-the-absent"),
        Advice::KeepMembers => words.t("advice-keep-members"),
        Advice::WelcomeNewcomers => words.t("advice-welcome-newcomers"),
        Advice::WriteMinutes => words.t("advice-write-minutes"),
        Advice::ConfirmMinutes => words.t("advice-confirm-minutes"),
        Advice::ShareTasks => words.t("advice-share-tasks"),
        Advice::ChooseDeputy => words.t("advice-choose-deputy"),
        Advice::TakeTurns => words.t("advice-take-turns"),
        Advice::CareForNewcomers => words.t("advice-care-for-newcomers"),
        Advice::TalkOverPulse => words.t("advice-talk-over-pulse"),
        Advice::AnswerConcerns => words.t("advice-answer-concerns"),
        Advice::AnswerPolicies => words.t("advice-answer-policies"),
    };
    let step: Arg = step.into();
    // What would read as nothing is not said.
    let safer = if why.safer < HALF_PERCENT { 0 } else { why.safer };
    let second = match (why.more, safer) {
        (0, 0) => words.say("step-alone", &[("step", step)]),
        (more, 0) => words.say("step-more", &[("step", step), ("more", points(more).into())]),
        (0, safer) => words.say("step-safer", &[("step", step), ("safer", percent(safer).into())]),
        (more, safer) => {
            words.say("step-both", &[("step", step), ("more", points(more).into()), ("safer", percent(safer).into())])
        }
    };
    [first, second]
}

fn reason(words: &Words, reason: Reason) -> String {
    match reason {
        Reason::Counted(figure) => words.say(
            "reason-counted",
            &[("what", words.t(proportion(figure.proportion)).into()), ("count", counted(&figure).into())],
        ),
        Reason::Unrecorded(which) => words.say("reason-unrecorded", &[("what", words.t(dimension(which)).into())]),
        Reason::Withheld(which) => words.say("reason-withheld", &[("what", words.t(dimension(which)).into())]),
        Reason::NotMet(days) => words.say("reason-not-met", &[("days", i64::from(days).into())]),
        Reason::NeverMet => words.t("reason-never-met"),
        Reason::Young(days) => words.say("reason-young", &[("days", i64::from(days.max(0)).into())]),
        Reason::FewDue(due) => words.say("reason-few-due", &[("due", (due as i64).into())]),
    }
}
