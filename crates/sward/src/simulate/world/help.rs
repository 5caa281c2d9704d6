//! Help: an organiser's visit. What it does hangs on what the cell truly lacks, and not on its score.

use charter::calendar::Month;
use health::Dimension;

use super::cell::Cell;
use super::draw;

/// The chance that a visit does anything.
const WORKS: f64 = 0.5;
/// The share of what is lacking that a first visit mends: so much, and up to so much more.
const MENDS: (f64, f64) = (0.2, 0.6);
/// A lively cell's levers: nobody lifts a cell above these.
const LIVELY: f64 = 0.97;

/// What a visit is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Help {
    /// Find a room, and call.
    Rhythm,
    /// Call those who stayed away.
    Presence,
    /// Speak with those who may leave.
    Keeping,
    /// Welcome newcomers.
    Welcoming,
    /// Find somebody who writes.
    Minutes,
    /// Have minutes confirmed.
    Confirming,
}

impl Help {
    /// What an advice asks for; for a dimension as such, the first thing that makes it.
    pub fn of(advice: health::Advice, weakest: Dimension) -> Help {
        use health::Advice;
        let first = |dimension: Dimension| match dimension {
            Dimension::Rhythm => Help::Rhythm,
            Dimension::Presence => Help::Presence,
            Dimension::Renewal => Help::Keeping,
            Dimension::Books | Dimension::Work => Help::Minutes,
            Dimension::Bonds => Help::Welcoming,
            Dimension::Confidence | Dimension::Lines => Help::Keeping,
        };
        match advice {
            Advice::SetNextMeeting | Advice::MeetWhenDue => Help::Rhythm,
            Advice::CallTheAbsent => Help::Presence,
            Advice::KeepMembers => Help::Keeping,
            Advice::WelcomeNewcomers => Help::Welcoming,
            Advice::WriteMinutes => Help::Minutes,
            Advice::ConfirmMinutes => Help::Confirming,
            // Whoever comes finds somebody who takes a share of the work on.
            Advice::ShareTasks | Advice::ChooseDeputy | Advice::TakeTurns => Help::Minutes,
            Advice::CareForNewcomers => Help::Welcoming,
            Advice::TalkOverPulse => Help::Presence,
            Advice::AnswerConcerns | Advice::AnswerPolicies => Help::Keeping,
            Advice::Record(dimension) => first(dimension),
            Advice::GoOn => first(weakest),
        }
    }
}

impl Cell {
    /// Somebody comes to help. Each later visit mends half as much of what is lacking.
    pub fn visit(&mut self, seed: u64, help: Help, month: Month) {
        let about = |what: u64| [self.number, month.0 as u64, what];
        let share = (MENDS.0 + MENDS.1 * draw(seed, &about(51))) * 0.5f64.powi(self.visits as i32);
        let works = draw(seed, &about(50)) < WORKS;
        self.visits += 1;
        if !works {
            return;
        }
        let mend = |lever: &mut f64, share: f64, best: f64| *lever += share * (best - *lever).max(0.0);
        let today = month.first();
        let levers = &mut self.levers;
        match help {
            Help::Rhythm => {
                mend(&mut levers.room, share, LIVELY);
                mend(&mut levers.calls, share, LIVELY);
                // Somebody else calls, so the secretary's strength matters less.
                mend(&mut levers.energy, share / 2.0, LIVELY);
                self.fades = 1.0;
            }
            Help::Presence => {
                for person in &mut self.people {
                    mend(&mut person.habit, share, 1.0);
                    let usual = person.usual;
                    mend(&mut person.comes, share, usual);
                    // Whoever is called is as good as seen a month ago.
                    person.seen = person.seen.max(today.plus(-30));
                }
            }
            Help::Keeping => {
                for person in &mut self.people {
                    person.strain *= 1.0 - share;
                    person.apart &= draw(seed, &[person.number, month.0 as u64, 52]) >= share;
                }
            }
            Help::Welcoming => {
                mend(&mut levers.welcome, share, LIVELY);
                for person in self.people.iter_mut().filter(|person| !person.welcomed) {
                    person.welcomed = draw(seed, &[person.number, month.0 as u64, 53]) < share;
                }
            }
            Help::Minutes => {
                mend(&mut levers.paper, share, LIVELY);
                mend(&mut levers.energy, share, LIVELY);
                self.fades = 1.0;
            }
            Help::Confirming => mend(&mut levers.confirms, share, LIVELY),
        }
    }
}
