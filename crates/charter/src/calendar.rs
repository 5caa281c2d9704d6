//! Days and months as the unit's time zone sees them. Knows no clock: every moment is a parameter.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Milliseconds since 1970-01-01T00:00Z. In a fact it is a claim that is shown, never an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

/// A calendar day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// A calendar month, counted from January of the year 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(pub i32);

/// A time zone of the IANA database; UTC where none is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(jiff::tz::TimeZone);

/// A text is not a day, a month, a moment or a zone that the calendar has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not in the calendar")]
pub struct NotADate(pub String);

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Zone = Zone(jiff::tz::TimeZone::UTC);

    /// The zone of this name, as `Europe/Warsaw`.
    pub fn named(name: &str) -> Result<Zone, NotADate> {
        jiff::tz::TimeZone::get(name).map(Zone).map_err(|_| NotADate(name.into()))
    }

    /// The day that contains this moment here.
    pub fn day(&self, at: Moment) -> Day {
        let nearest = if at.0 < 0 { Timestamp::MIN } else { Timestamp::MAX };
        let at = Timestamp::from_millisecond(at.0).unwrap_or(nearest);
        Day::of(self.0.to_datetime(at).date()).max(Day::FIRST)
    }

    /// A moment from `2026-03-01T19:30:00Z`, or local `2026-03-01T19:30` or `2026-03-01` here.
    /// An hour that a clock change skips is taken after the gap; one that comes twice, the first time.
    pub fn moment(&self, text: &str) -> Result<Moment, NotADate> {
        if let Ok(at) = text.parse::<Timestamp>() {
            return Ok(Moment(at.as_millisecond()));
        }
        let local: DateTime = text.parse().map_err(|_| NotADate(text.into()))?;
        let at = self.0.to_ambiguous_timestamp(local).compatible().map_err(|_| NotADate(text.into()))?;
        Ok(Moment(at.as_millisecond()))
    }

    /// The local time of day, as `19:30`.
    pub fn clock(&self, at: Moment) -> String {
        let at = Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH);
        let local = self.0.to_datetime(at);
        format!("{:02}:{:02}", local.hour(), local.minute())
    }
}

impl Moment {
    /// In RFC 3339, UTC.
    pub fn rfc3339(self) -> String {
        Timestamp::from_millisecond(self.0).map_or_else(|_| self.0.to_string(), |at| at.to_string())
    }
}

impl Day {
    /// Milliseconds in a day without a clock change.
    pub const MILLISECONDS: i64 = 86_400_000;
    /// 0000-01-01: before it, a day has no writing that can be read back.
    const FIRST: Day = Day(-719_528);
    /// 9999-12-31.
    const LAST: Day = Day(2_932_896);

    /// The day of this year, month (1 to 12) and day of month, if there is one.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Day> {
        Date::new(year, month, day).ok().map(Day::of)
    }

    fn of(date: Date) -> Day {
        let span = Date::new(1970, 1, 1).and_then(|epoch| epoch.until(date));
        Day(span.map_or(0, |span| span.get_days()))
    }

    fn date(self) -> Date {
        let epoch = Date::new(1970, 1, 1).unwrap_or(Date::MIN);
        let nearest = if self.0 < 0 { Date::MIN } else { Date::MAX };
        0.days().try_days(self.0).and_then(|span| epoch.checked_add(span)).unwrap_or(nearest)
    }

    /// The month that it lies in.
    pub fn month(self) -> Month {
        let date = self.date();
        Month(i32::from(date.year()) * 12 + i32::from(date.month()) - 1)
    }

    /// Its month (1 to 12) and its day in the month.
    pub fn month_and_day(self) -> (i8, i8) {
        let date = self.date();
        (date.month(), date.day())
    }

    /// This many days later.
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// Days from `earlier` to this day.
    pub fn since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Monday is 0.
    pub fn weekday(self) -> u8 {
        (self.0.rem_euclid(7) as u8 + 3) % 7
    }

    /// Midnight UTC.
    pub fn start(self) -> Moment {
        Moment(i64::from(self.0) * Day::MILLISECONDS)
    }
}

impl Month {
    /// 0000-01.
    const FIRST: Month = Month(0);
    /// 9999-12.
    const LAST: Month = Month(9_999 * 12 + 11);

    /// The month of this year and number (1 to 12).
    pub fn new(year: i16, month: i8) -> Option<Month> {
        Day::new(year, month, 1).map(Day::month)
    }

    /// Its first day.
    pub fn first(self) -> Day {
        let (year, month) = (self.0.div_euclid(12), self.0.rem_euclid(12) + 1);
        let nearest = if self.0 < 0 { Day::FIRST } else { Day::LAST.plus(1) };
        i16::try_from(year).ok().and_then(|year| Day::new(year, month as i8, 1)).unwrap_or(nearest)
    }

    /// Its last day.
    pub fn last(self) -> Day {
        self.plus(1).first().plus(-1)
    }

    /// This many months later.
    pub fn plus(self, months: i32) -> Month {
        Month(self.0.saturating_add(months))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.div_euclid(12), self.0.rem_euclid(12) + 1)
    }
}

impl FromStr for Day {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Day, NotADate> {
        let strict = text.len() == 10;
        let date = text.parse::<Date>().ok().filter(|_| strict);
        date.map(Day::of).ok_or_else(|| NotADate(text.into()))
    }
}

impl FromStr for Month {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Month, NotADate> {
        format!("{text}-01").parse::<Day>().map(Day::month).map_err(|_| NotADate(text.into()))
    }
}

/// Days and months are written as people write them where people may read, and as numbers in books.
macro_rules! readable {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                if to.is_human_readable() { to.collect_str(self) } else { to.serialize_i32(self.0) }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<$name, D::Error> {
                if !from.is_human_readable() {
                    // A number that has no writing would be kept, and never be read again.
                    let number = $name(i32::deserialize(from)?);
                    let known = ($name::FIRST..=$name::LAST).contains(&number);
                    return known.then_some(number).ok_or_else(|| serde::de::Error::custom("not in the calendar"));
                }
                String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
readable!(Day);
readable!(Month);
