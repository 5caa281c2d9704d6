//! Calendars as text, by RFC 5545: pure. It knows what has a date, and not what that is.
//!
//! Moments are written in UTC: each thing happens once, at a moment that the book holds, so no rule of a time zone is
//! needed, and none can be older than the reader's.

use std::fmt::Write;

use charter::calendar::{Day, Moment, Zone};

use crate::outside::one_line;

/// Octets of one line, its end apart (RFC 5545, 3.1).
const LINE: usize = 75;
/// Days for which what has passed stays in a calendar.
pub const PAST_DAYS: i32 = 60;
/// Events of one calendar; of more, those that come first are there.
pub const EVENTS: usize = 500;
/// How often a calendar is to be fetched, as RFC 7986 writes it.
const EVERY: &str = "PT6H";
/// The hour of the morning at which one is reminded of what has a day and no hour.
const MORNING: u32 = 9;
/// Seconds at the beginning of 2020: what is counted from there has room until 2088 in the integers of RFC 5545.
const YEAR_2020: i64 = 1_577_836_800;

/// Something that has a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// What it is known by: the same for the same thing, whenever the calendar is made.
    pub uid: String,
    /// What a calendar shows of it, perhaps on a screen that others see.
    pub title: String,
    /// When.
    pub at: At,
    /// When it was last said when it is, as claimed; none if nobody kept that.
    pub changed: Option<Moment>,
    /// Whether it was cancelled.
    pub cancelled: bool,
    /// How many days before it one is reminded; none for not at all.
    pub reminds: Option<u32>,
}

/// A moment, or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// A moment. How long it takes nobody says.
    Moment(Moment),
    /// A whole day.
    Day(Day),
}

impl At {
    /// The day, as a time zone has it.
    pub fn day(self, zone: &Zone) -> Day {
        match self {
            At::Moment(at) => zone.day(at),
            At::Day(day) => day,
        }
    }
}

/// What belongs into a calendar on a day, in its order: nothing that has long passed, and no more than it holds.
pub fn choose(mut dated: Vec<Dated>, zone: &Zone, today: Day) -> Vec<Dated> {
    dated.retain(|dated| dated.at.day(zone).since(today) >= -PAST_DAYS);
    dated.sort_by(|a, b| (a.at.day(zone), &a.uid).cmp(&(b.at.day(zone), &b.uid)));
    dated.truncate(EVENTS);
    dated
}

/// Whom a calendar is for, as its lines say it (RFC 5545, 3.8.1.3).
#[derive(Clone, Copy, Debug)]
pub enum Class {
    /// Its owner.
    Private,
    /// Everybody.
    Public,
}

/// A calendar, under a name.
pub fn text(name: &str, class: Class, dated: &[Dated]) -> String {
    let mut lines = Lines::default();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sward//Sward//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    {
        lines.add(line);
    }
    // The second is the older name of the first, which most programs still look for.
    lines.text("NAME", name);
    lines.text("X-WR-CALNAME", name);
    lines.add(&format!("REFRESH-INTERVAL;VALUE=DURATION:{EVERY}"));
    lines.add(&format!("X-PUBLISHED-TTL:{EVERY}"));
    dated.iter().for_each(|dated| lines.event(class, dated));
    lines.add("END:VCALENDAR");
    lines.0
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn event(&mut self, class: Class, dated: &Dated) {
        let changed = stamp(dated.changed.unwrap_or_default());
        self.add("BEGIN:VEVENT");
        self.text("UID", &dated.uid);
        self.add(&format!("DTSTAMP:{changed}"));
        if dated.changed.is_some() {
            self.add(&format!("LAST-MODIFIED:{changed}"));
        }
        self.add(&format!("SEQUENCE:{}", sequence(dated)));
        match dated.at {
            At::Moment(at) => self.add(&format!("DTSTART:{}", stamp(at))),
            At::Day(day) => {
                self.add(&format!("DTSTART;VALUE=DATE:{}", basic(day)));
                // A day on which something ends or is due is not a day on which nobody has time.
                self.add("TRANSP:TRANSPARENT");
            }
        }
        self.text("SUMMARY", &dated.title);
        self.add(if dated.cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
        self.add(match class {
            Class::Private => "CLASS:PRIVATE",
            Class::Public => "CLASS:PUBLIC",
        });
        if let Some(days) = dated.reminds.filter(|_| !dated.cancelled) {
            self.alarm(&dated.title, &trigger(dated.at, days));
        }
        self.add("END:VEVENT");
    }

    fn alarm(&mut self, title: &str, trigger: &str) {
        self.add("BEGIN:VALARM");
        self.add("ACTION:DISPLAY");
        self.text("DESCRIPTION", title);
        self.add(&format!("TRIGGER:{trigger}"));
        self.add("END:VALARM");
    }

    /// A property that is free text: four signs are escaped in it (RFC 5545, 3.3.11), and line ends cannot be in it.
    fn text(&mut self, name: &str, text: &str) {
        let mut line = format!("{name}:");
        for sign in one_line(text).chars() {
            if matches!(sign, '\\' | ';' | ',') {
                line.push('\\');
            }
            line.push(sign);
        }
        self.add(&line);
    }

    /// A line, folded where it is long, between letters.
    fn add(&mut self, line: &str) {
        let mut octets = 0;
        for sign in line.chars() {
            if octets + sign.len_utf8() > LINE {
                self.0 += "\r\n ";
                octets = 1;
            }
            self.0.push(sign);
            octets += sign.len_utf8();
        }
        self.0 += "\r\n";
    }
}

/// How often it was said when it is, as far as a calendar must know: a number that grows with each word.
fn sequence(dated: &Dated) -> i64 {
    let Some(Moment(changed)) = dated.changed else { return dated.cancelled.into() };
    let seconds = changed.div_euclid(1_000).saturating_sub(YEAR_2020);
    seconds.clamp(0, i64::from(i32::MAX) - 1) + i64::from(dated.cancelled)
}

/// How long before: as many days before the hour, or in the morning of the day that is so many days before.
fn trigger(at: At, days: u32) -> String {
    match (at, days) {
        (At::Moment(_), days) => format!("-P{days}D"),
        (At::Day(_), 0) => format!("PT{MORNING}H"),
        (At::Day(_), 1) => format!("-PT{}H", 24 - MORNING),
        (At::Day(_), days) => format!("-P{}DT{}H", days - 1, 24 - MORNING),
    }
}

/// A day as `20260329`.
fn basic(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// A moment as `20260329T010000Z`.
fn stamp(at: Moment) -> String {
    let seconds = at.0.div_euclid(1_000).rem_euclid(86_400);
    let mut text = basic(Zone::UTC.day(at));
    let _ = write!(text, "T{:02}{:02}{:02}Z", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    text
}
