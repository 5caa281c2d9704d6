//! How pages speak: messages, days, months and numbers, in one language and one time zone.

use charter::calendar::{Day, Moment, Month, Zone};
use words::{Arg, Words};

use crate::site::Told;

/// Words, and what day it is where they are read.
#[derive(Clone, Copy)]
pub struct Say<'a> {
    /// The words.
    pub words: &'a Words,
    /// The organisation's time zone.
    pub zone: &'a Zone,
    /// Today there.
    pub today: Day,
}

/// Days up to which a day is told by how near it is.
const NEAR: i32 = 12;

impl Say<'_> {
    /// A message without particulars.
    pub fn t(&self, name: &str) -> String {
        self.words.t(name)
    }

    /// A message with its particulars.
    pub fn say(&self, name: &str, particulars: &[(&str, Arg)]) -> String {
        self.words.say(name, particulars)
    }

    /// A sentence with its particulars.
    pub fn told(&self, told: &Told) -> String {
        let about: Vec<_> = told.particulars.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        self.words.say(told.name, &about)
    }

    /// A message about so many.
    pub fn count(&self, name: &str, n: usize) -> String {
        self.say(name, &[("n", (n as i64).into()), ("few", self.few(n).into())])
    }

    /// A number under thirteen as a word, larger ones in figures: for sentences.
    pub fn few(&self, n: usize) -> String {
        if n < 13 { self.say("few", &[("n", (n as i64).into())]) } else { self.number(n as i64) }
    }

    /// A number in figures, its thousands set apart.
    pub fn number(&self, n: i64) -> String {
        let digits = n.unsigned_abs().to_string();
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped += &self.t("thousands");
            }
            grouped.push(digit);
        }
        if n < 0 { format!("−{grouped}") } else { grouped }
    }

    /// 'Thursday 26 November', with the year if it is another than today's.
    pub fn day(&self, day: Day) -> String {
        format!("{} {}", self.words.weekday(day.weekday()), self.date(day))
    }

    /// '26 November', with the year if it is another than today's.
    pub fn date(&self, day: Day) -> String {
        let same = year(day.month()) == year(self.today.month());
        self.written(day, if same { "day-and-month" } else { "day-of-year" })
    }

    /// '26 November 2026', whatever year it is: for paper, which outlives it.
    pub fn dated(&self, day: Day) -> String {
        self.written(day, "day-of-year")
    }

    fn written(&self, day: Day, message: &str) -> String {
        let (month, of_month) = day.month_and_day();
        let name = self.words.month(month);
        let about = [("day", i64::from(of_month).into()), ("month", name.into()), ("year", year(day.month()).into())];
        plain(self.say(message, &about))
    }

    /// 'in three days', 'yesterday'; a date if it is far.
    pub fn near(&self, day: Day) -> String {
        let days = day.since(self.today);
        let about = [("days", self.few(days.unsigned_abs() as usize).into())];
        match days {
            0 => self.t("day-today"),
            1 => self.t("day-tomorrow"),
            -1 => self.t("day-yesterday"),
            days if (2..=NEAR).contains(&days) => plain(self.say("day-in", &about)),
            days if (-NEAR..=-2).contains(&days) => plain(self.say("day-ago", &about)),
            _ => self.date(day),
        }
    }

    /// The same, where the date itself stands beside it: nothing if it is far.
    pub fn how_near(&self, day: Day) -> Option<String> {
        (day.since(self.today).abs() <= NEAR).then(|| self.near(day))
    }

    /// The day of a moment, here.
    pub fn day_of(&self, at: Moment) -> Day {
        self.zone.day(at)
    }

    /// The hour and minute of a moment, here.
    pub fn clock(&self, at: Moment) -> String {
        self.zone.clock(at)
    }

    /// 'November 2026'.
    pub fn month(&self, month: Month) -> String {
        let name = self.words.month(number(month) as i8);
        plain(self.say("month-of-year", &[("month", name.into()), ("year", year(month).into())]))
    }

    /// 'Nov'.
    pub fn month_short(&self, month: Month) -> String {
        self.say("month-short", &[("n", number(month).into())])
    }

    /// 'N', under a picture.
    pub fn month_initial(&self, month: Month) -> String {
        self.say("month-initial", &[("n", number(month).into())])
    }

    /// 'Thu'.
    pub fn weekday_short(&self, day: Day) -> String {
        self.say("weekday-short", &[("n", i64::from(day.weekday()).into())])
    }

    /// 'a, b and c'.
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [rest @ .., last] => {
                let about = [("rest", rest.join(&self.t("list-comma")).into()), ("last", last.as_str().into())];
                self.say("list-and", &about)
            }
        }
    }

    /// What was refused, in words.
    pub fn wrong(&self, wrong: &crate::Wrong) -> String {
        let about: Vec<(&str, Arg)> =
            wrong.particulars.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        self.say(wrong.message, &about)
    }
}

/// A text of somebody's own, isolated: it turns none of our words. Fluent does so where it stands among words, and not
/// where it is all of a message.
pub fn isolated(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

/// A text without the marks that isolate what stands in it: a date runs in one direction by itself, and in a field
/// that somebody sends back they would be hidden signs.
pub fn plain(text: String) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// With a capital at its beginning, past the marks that isolate what stands there.
pub fn capital(text: String) -> String {
    let at = text.find(|sign| !matches!(sign, '\u{2066}'..='\u{2069}')).unwrap_or(0);
    let (marks, rest) = text.split_at(at);
    let mut signs = rest.chars();
    let first = signs.next().map(char::to_uppercase);
    marks.chars().chain(first.into_iter().flatten()).chain(signs).collect()
}

fn year(month: Month) -> String {
    month.0.div_euclid(12).to_string()
}

fn number(month: Month) -> i64 {
    i64::from(month.0.rem_euclid(12) + 1)
}
