//! Rules and rhythms as they are typed.

use charter::rules::{Quiet, Quorum};
use meeting::Rhythm;

/// A quorum, as `1/2,3`: a share of the roll, and a least number.
pub fn quorum(text: &str) -> Option<Quorum> {
    let (share, least) = text.split_once(',')?;
    let (part, of) = share.split_once('/')?;
    let number = |text: &str| text.trim().parse().ok();
    Some(Quorum { part: number(part)?, of: number(of)?, least: number(least)? })
}

/// A quiet season, as `07-01..08-31`.
pub fn quiet(text: &str) -> Option<Quiet> {
    let day = |text: &str| {
        let (month, day) = text.split_once('-')?;
        Some((month.trim().parse().ok()?, day.trim().parse().ok()?))
    };
    let (from, to) = text.split_once("..")?;
    Some(Quiet { from: day(from)?, to: day(to)? })
}

/// A rhythm, as `14`, `every second week` or `irregular`.
pub fn rhythm(text: &str) -> Option<Rhythm> {
    let weeks = |n: u32| Some(Rhythm::Every(7 * n));
    match text.trim().to_lowercase().as_str() {
        "irregular" => Some(Rhythm::Irregular),
        "weekly" | "every week" => weeks(1),
        "every second week" => weeks(2),
        "every third week" => weeks(3),
        "every fourth week" => weeks(4),
        days => days.parse().ok().map(Rhythm::Every),
    }
}
