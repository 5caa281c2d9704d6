//! Why: what a score explains of itself, as names and figures; sentences are made elsewhere. Decides no score.

use serde::Serialize;

use crate::measure::{Dimension, Figure, Proportion};
use crate::{Cell, Health, Part, State, forecast};

/// One thing that speaks for a cell or holds it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// So many, of so many.
    Counted(Figure),
    /// Others record it, this cell does not.
    Unrecorded(Dimension),
    /// The roll is under five, so it is not told.
    Withheld(Dimension),
    /// Days since it last met.
    NotMet(i32),
    /// It never met.
    NeverMet,
    /// It is young: days since it began, negative before.
    Young(i32),
    /// So few meetings were due in the window.
    FewDue(u64),
}

/// What to do next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Go on as it is.
    #[default]
    GoOn,
    /// Set the next meeting.
    SetNextMeeting,
    /// Hold the meetings that are due.
    MeetWhenDue,
    /// Call those who were absent.
    CallTheAbsent,
    /// Speak with those who may leave.
    KeepMembers,
    /// Welcome newcomers within 60 days.
    WelcomeNewcomers,
    /// Write the minutes within 7 days.
    WriteMinutes,
    /// Have the minutes confirmed.
    ConfirmMinutes,
    /// Give tasks to those who have none.
    ShareTasks,
    /// Choose a deputy for the secretary.
    ChooseDeputy,
    /// Let others convene.
    TakeTurns,
    /// Call newcomers within a week, and let nobody of them stay alone.
    CareForNewcomers,
    /// Talk over what the pulse says.
    TalkOverPulse,
    /// Answer concerns, and ask whether they are settled.
    AnswerConcerns,
    /// Answer policies before their day.
    AnswerPolicies,
    /// Begin to record it.
    Record(Dimension),
}

/// A score's two sentences: what holds and what holds back; the next step and what it would bring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Why {
    /// What speaks for it most.
    pub holds: Option<Reason>,
    /// What holds it back most.
    pub holds_back: Option<Reason>,
    /// What to do next.
    pub next: Advice,
    /// Points of the index that it would bring.
    pub more: u32,
    /// Points by which the chance of silence falls once the next meeting is set; 0 if it is.
    pub safer: u32,
}

/// Explains a score.
pub fn why(health: &Health, cell: &Cell) -> Why {
    let parts = || health.parts.iter().flatten();
    let best = parts().filter(|part| part.known && part.above() >= 0).max_by_key(|part| part.above());
    let weakest = health.lift.and_then(|lift| health.parts[lift.dimension as usize]);
    let below = weakest.filter(|part| part.above() < 0 && is_evident(health, part));
    let safer = safer(health, cell);
    let next = match (health.state, below) {
        (State::Scored(_), Some(part)) => advice(health, &part, safer > 0),
        (State::Scored(_), None) if safer == 0 => Advice::GoOn,
        (State::TooLittleEvidence, _) => unrecorded(health).map_or(Advice::SetNextMeeting, Advice::Record),
        _ => Advice::SetNextMeeting,
    };
    let more = health.index.zip(health.lift).filter(|_| below.is_some()).map_or(0, |(now, lift)| lift.index - now);
    let best = best.and_then(|part| figures(health, part).max_by_key(Figure::above));
    let held_back = standing(health, cell).or(below.and_then(|part| held_back(health, &part)));
    Why { holds: best.map(Reason::Counted), holds_back: held_back, next, more, safer }
}

fn advice(health: &Health, part: &Part, unset: bool) -> Advice {
    if part.missing() {
        return Advice::Record(part.dimension);
    }
    let worst = worst(health, part).map(|figure| figure.proportion);
    match worst.unwrap_or(part.dimension.proportions()[0]) {
        Proportion::Met if unset => Advice::SetNextMeeting,
        Proportion::Met => Advice::MeetWhenDue,
        Proportion::Present => Advice::CallTheAbsent,
        Proportion::Kept => Advice::KeepMembers,
        Proportion::Welcomed => Advice::WelcomeNewcomers,
        Proportion::Minutes => Advice::WriteMinutes,
        Proportion::Confirmed => Advice::ConfirmMinutes,
        Proportion::Worked => Advice::ShareTasks,
        Proportion::Deputy => Advice::ChooseDeputy,
        Proportion::Turns => Advice::TakeTurns,
        Proportion::Cared => Advice::CareForNewcomers,
        Proportion::Answered => Advice::CallTheAbsent,
        Proportion::Pulse => Advice::TalkOverPulse,
        Proportion::Settled => Advice::AnswerConcerns,
        Proportion::Carried => Advice::AnswerPolicies,
    }
}

/// Whether what is counted says so, and not chance alone: of one of its figures even the upper end lies below the median.
/// What is not recorded is evident.
fn is_evident(health: &Health, part: &Part) -> bool {
    !part.known || figures(health, part).any(|figure| figure.high < figure.median)
}

fn held_back(health: &Health, part: &Part) -> Option<Reason> {
    match (part.known, part.withheld) {
        (true, _) => worst(health, part).map(Reason::Counted),
        (false, true) => Some(Reason::Withheld(part.dimension)),
        (false, false) => Some(Reason::Unrecorded(part.dimension)),
    }
}

/// What a state without a band is owed to.
fn standing(health: &Health, cell: &Cell) -> Option<Reason> {
    let met = cell.met_by(health.as_of);
    let last = met.last().map(|last| health.as_of.since(last.0));
    match health.state {
        State::Scored(_) => None,
        State::Forming => cell.begun(health.as_of).map(|begun| Reason::Young(health.as_of.since(begun))),
        State::Dormant => Some(last.map_or(Reason::NeverMet, Reason::NotMet)),
        State::TooLittleEvidence if met.is_empty() => Some(Reason::NeverMet),
        State::TooLittleEvidence => {
            let due = health.figures[Proportion::Met as usize].map_or(0, |figure| figure.of);
            Some(unrecorded(health).map_or(Reason::FewDue(due), Reason::Unrecorded))
        }
    }
}

/// The first dimension that others record and this cell does not, if meetings enough were due to ask for it.
fn unrecorded(health: &Health) -> Option<Dimension> {
    let first = health.parts.iter().flatten().find(|part| part.missing())?.dimension;
    Some(first).filter(|first| *first != Dimension::Rhythm)
}

/// The figures of a part that tell something.
fn figures(health: &Health, part: &Part) -> impl Iterator<Item = Figure> {
    let mine = part.dimension.proportions().iter().map(|proportion| health.figures[*proportion as usize]);
    mine.flatten().filter(|figure| figure.of > 0)
}

fn worst(health: &Health, part: &Part) -> Option<Figure> {
    figures(health, part).min_by_key(Figure::above)
}

fn safer(health: &Health, cell: &Cell) -> u32 {
    let set = forecast::of_scale(&cell.met, Some(health.as_of.plus(1)), health.as_of);
    health.chance.zip(set).map_or(0, |(now, set)| now.saturating_sub(set))
}
