//! Counting what a month says beyond meetings and members: work that is shared, care, concerns, policies. Pure.

use std::collections::BTreeSet;

use care::{Lived, came, figures};
use charter::calendar::{Day, Month, Zone};
use concern::Standing;
use meeting::Meeting;

use crate::count::{BAND, Rolls};
use crate::{Members, Record, Share};

/// Days to a month's end in which a task is finished that counts for it.
const WORK_DAYS: i32 = 90;
/// Days to a month's end in which a concern was raised that counts for it.
const CONCERN_DAYS: i32 = 365;

/// Members who finished a task in the days to the month's end, of the roll.
pub(crate) fn worked(rolls: &Rolls, month: Month, zone: &Zone) -> Option<Share> {
    let (record, last) = (rolls.record, month.last());
    let Members::Counted(of) = rolls.at(month) else { return None };
    let lately = |day: Day| (0..WORK_DAYS).contains(&last.since(day));
    let done = record.tasks.iter().filter(|task| task.done.is_some_and(|done| lately(zone.day(done))));
    let who = done.filter_map(|task| task.owner).collect::<BTreeSet<_>>();
    let here = who.iter().filter(|who| record.people.get(who).is_some_and(|lived| lived.is_here(last)));
    Some(Share { part: (here.count() as u32).min(of), of })
}

/// Meetings held that somebody else convened than the one before, of those of which both are known. `held` stand in the
/// order of their days.
pub(crate) fn turns<'a>(held: impl Iterator<Item = (Day, &'a Meeting)>, inside: impl Fn(Day) -> bool) -> Option<Share> {
    let (mut turns, mut before) = (Share::default(), None);
    for (day, meeting) in held {
        if let Some((before, voice)) = before.zip(meeting.convened)
            && inside(day)
        {
            turns = turns.and(Share::one(voice.is_other(&before)));
        }
        before = meeting.convened;
    }
    turns.some()
}

/// Newcomers whose sixty days ended and who are told.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Newcomers {
    /// Those who were cared for, of those who did not decline to be counted.
    counted: Share,
    /// All of them.
    pub(crate) all: u32,
}

impl Newcomers {
    /// Those whose sixty days ended in the month.
    pub(crate) fn of(rolls: &Rolls, inside: (Day, Day)) -> Newcomers {
        let told = |lived: &&Lived| lived.joined.is_some_and(|joined| rolls.tell(joined));
        let told = rolls.record.people.iter().filter(|(_, lived)| told(lived));
        let told = told.map(|(who, lived)| (*who, lived.clone())).collect();
        Newcomers { counted: figures(&told, &[], inside).cared.into(), all: came(&told, inside) }
    }

    pub(crate) fn and(self, more: Newcomers) -> Newcomers {
        Newcomers { counted: self.counted.and(more.counted), all: self.all.saturating_add(more.all) }
    }

    /// What is told. Those who declined are told as the others were: beside newcomers who were welcomed, fewer of whom it
    /// is told here would tell how many declined.
    pub(crate) fn told(self) -> Option<Share> {
        let (part, of, all) = (u64::from(self.counted.part), u64::from(self.counted.of), u64::from(self.all));
        let part = (2 * part * all + of).checked_div(2 * of)?;
        Some(Share { part: part as u32, of: self.all })
    }
}

/// Of second absences in a row whose fourteen days ended in the month, those after which somebody was in touch. Lists of
/// those who were there are erased after a year, so a month's absences are counted as long as it is young.
pub(crate) fn answered(rolls: &Rolls, month: Month) -> Option<Share> {
    let record = rolls.record;
    if record.gatherings.is_empty() || rolls.are_few(month.0 - 1..=month.0) {
        return None;
    }
    Share::from(figures(&record.people, &record.gatherings, (month.first(), month.last())).answered).some()
}

/// What was answered with yes to the questions of the quarter that ends with the month, of all answers.
pub(crate) fn pulse(record: &Record, month: Month) -> Option<Share> {
    let first = month.plus(-2);
    let sums = record.pulse.quarters.get(&first.0)?.iter().flatten();
    let all = sums.fold(Share::default(), |all, sum| all.and(Share { part: sum.yes, of: sum.answers() }));
    all.some().filter(|all| all.of >= BAND)
}

/// Of concerns that were raised here in the year to the month's end, and answered, settled or overdue by then, those that
/// whoever raised them says are settled.
pub(crate) fn settled(record: &Record, month: Month) -> Option<Share> {
    let last = month.last();
    let year = |day: Day| (0..CONCERN_DAYS).contains(&last.since(day));
    let raised = record.beside.concerns.iter().filter(|whole| whole.raised().is_some_and(year));
    let counted = raised.map(|whole| whole.by(last)).filter_map(|whole| match whole.standing() {
        Standing::Settled => Some(true),
        Standing::Answered => Some(false),
        _ => whole.overdue(last).map(|_| false),
    });
    counted.fold(Share::default(), |sum, is| sum.and(Share::one(is))).some()
}

/// Of what units above asked to be answered until a day of the month, what was: reports and objections alike.
pub(crate) fn carried(record: &Record, inside: impl Fn(Day) -> bool) -> Option<Share> {
    let due = record.beside.dues.iter().filter(|due| inside(due.day));
    let in_time = due.map(|due| Share::one(due.answered.is_some_and(|day| day <= due.day)));
    in_time.fold(Share::default(), Share::and).some()
}
