//! Turns the dates of spreadsheets into ISO texts. Knows no cells and no zone: a spreadsheet has none.

use calamine::{ExcelDateTime, ExcelDateTimeType};

const DAY_SECONDS: f64 = 86_400.0;

/// The first serial number after the last day of the year 9999, in the system that begins in 1900.
const DAYS_END: f64 = 2_958_466.0;

/// The text of a date cell: a day, a moment, a time of day (less than one day) or a duration.
///
/// None for what is no day, the 29th of February 1900 included, which the
/// system that begins in 1900 has and the calendar has not.
pub(crate) fn date_cell(cell: &ExcelDateTime) -> Option<String> {
    let serial = cell.as_f64();
    if !(0.0..DAYS_END).contains(&serial) {
        return None;
    }
    // Whole seconds, before the day is worked out: 23:59:59.9999 is the next day.
    let seconds = (serial * DAY_SECONDS).round();
    if cell.is_duration() || seconds < DAY_SECONDS {
        return Some(time(seconds as u64));
    }
    // calamine tells the system only by what it makes of it.
    let since_1904 = *cell == ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, true);
    let whole = ExcelDateTime::new(seconds / DAY_SECONDS, ExcelDateTimeType::DateTime, since_1904);
    let (year, month, day, ..) = whole.to_ymd_hms_milli();
    let rest = seconds as u64 % DAY_SECONDS as u64;
    iso_day(u64::from(year), u64::from(month), u64::from(day)).map(|day| moment(&day, rest))
}

/// The text of a date that a sheet gives as text (`2024-02-03`, `2024-02-03T10:00:00.5`), checked.
pub(crate) fn iso_date(text: &str) -> Option<String> {
    let (text, zone) = match text.strip_suffix('Z') {
        Some(text) => (text, "Z"),
        None => (text, ""),
    };
    let (day, clock) = text.split_once('T').map_or((text, None), |(day, clock)| (day, Some(clock)));
    let parts = numbers(day, '-', [4, 2, 2])?;
    let day = iso_day(parts[0], parts[1], parts[2])?;
    let Some(clock) = clock else {
        return zone.is_empty().then_some(day);
    };
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let [hours, minutes, seconds] = numbers(whole, ':', [2, 2, 2])?;
    let fits = hours < 24 && minutes < 60 && seconds < 60;
    let digits = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let text = moment(&day, hours * 3_600 + minutes * 60 + seconds);
    (fits && digits).then(|| if text.len() > day.len() { text + zone } else { text })
}

/// The text of a duration that a sheet gives as text (`PT10H30M00S`).
pub(crate) fn iso_duration(text: &str) -> Option<String> {
    let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
    let [hours, minutes, seconds] = [hours, minutes, seconds].map(|part| part.parse::<u32>().ok());
    let (minutes, seconds) = (u64::from(minutes?), u64::from(seconds?));
    (minutes < 60 && seconds < 60).then_some(time(u64::from(hours?) * 3_600 + minutes * 60 + seconds))
}

fn moment(day: &str, seconds: u64) -> String {
    if seconds == 0 { day.to_owned() } else { format!("{day}T{}", time(seconds)) }
}

fn time(seconds: u64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

fn iso_day(year: u64, month: u64, day: u64) -> Option<String> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn numbers(text: &str, between: char, widths: [usize; 3]) -> Option<[u64; 3]> {
    let mut parts = text.split(between);
    let mut found = [0; 3];
    for (number, width) in found.iter_mut().zip(widths) {
        let part = parts.next()?;
        let digits = part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
        *number = digits.then(|| part.parse().ok()).flatten()?;
    }
    parts.next().is_none().then_some(found)
}
