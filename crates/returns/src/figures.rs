//! What a return says: a month of one unit in figures that name nobody.

use charter::calendar::Month;
use serde::{Deserialize, Serialize};

/// A proportion as it was counted: so many, of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The numerator.
    pub part: u32,
    /// The denominator.
    pub of: u32,
}

impl Share {
    /// One of one, or none of it.
    pub fn one(is: bool) -> Share {
        Share { part: is.into(), of: 1 }
    }

    /// Both together.
    pub fn and(self, other: Share) -> Share {
        Share { part: self.part.saturating_add(other.part), of: self.of.saturating_add(other.of) }
    }

    /// The same, if anything was counted.
    pub fn some(self) -> Option<Share> {
        (self.of > 0).then_some(self)
    }
}

impl From<care::Share> for Share {
    fn from(share: care::Share) -> Share {
        Share { part: share.part, of: share.of }
    }
}

/// How many people are on the roll at the month's end; a roll under five is told as '0 to 4'.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Members {
    /// Fewer than five.
    #[default]
    UnderFive,
    /// Five or more, exactly.
    Counted(u32),
}

/// One unit's month. Counts of people under five are not told; counts of meetings are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Return {
    /// The month it tells of.
    pub month: Month,
    /// The version of the rule that counted it.
    pub rule: u32,
    /// Meetings due by the cell's cadence; none while the cadence is unknown.
    pub due: Option<u32>,
    /// Distinct days met.
    pub held: u32,
    /// Of the days met, those whose attendance was taken, of a roll of five or more.
    pub counted: u32,
    /// Of the days counted, those that had a quorum.
    pub quorate: u32,
    /// Present, of those on the roll, added up over the days counted; none where nothing was.
    pub present: Option<Share>,
    /// The roll at the month's end.
    pub members: Members,
    /// Newcomers that came since the last return which told of any; none until there are five. Who came while the roll
    /// was under five, or made it five, is never told.
    pub joined: Option<u32>,
    /// Welcomed within 60 days, of newcomers whose 60 days ended; none until there are five.
    pub welcomed: Option<Share>,
    /// Still members, of those who were twelve months ago; none where they were under five, as the roll was then or has
    /// been since, or their beginning is unknown.
    pub kept: Option<Share>,
    /// Minutes written within 7 days, of meetings held whose 7 days ended in the month.
    pub minutes: Share,
    /// Minutes confirmed, of the same meetings.
    pub confirmed: Share,
    /// Members who finished a task in the 90 days to the month's end, of the roll.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worked: Option<Share>,
    /// Whether the secretary had a deputy when the month was told first; none where there was no secretary, and of
    /// months that were told late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy: Option<bool>,
    /// Meetings held that somebody else convened than the one before, of those of which both are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turns: Option<Share>,
    /// Newcomers who were called within 7 days and did not stay alone, of those whose 60 days ended; none until there are
    /// five.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cared: Option<Share>,
    /// Second absences in a row after which somebody was in touch within 14 days, as counted when the month was told
    /// first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<Share>,
    /// Answers of yes to the pulse of the quarter that ends with the month; none where fewer than five answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pulse: Option<Share>,
    /// Concerns of the last year that whoever raised them says are settled, of those answered, settled or overdue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Share>,
    /// Policies that were to be answered in the month and were, by a report or an objection in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried: Option<Share>,
    /// Some of it was written down after the month's release.
    pub late: bool,
    /// Some of it came by a bulk import.
    pub bulk: bool,
    /// The cell has fallen silent: no further return until it meets again.
    pub closing: bool,
}
