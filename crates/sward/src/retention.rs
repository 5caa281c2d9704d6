//! What goes because its time has passed: the rules by kind of data, tried first, and carried out at a day's end.

use charter::access::LOOKED_DAYS;
use charter::calendar::Day;
use charter::privacy::ATTENDANCE_DAYS;
use ledger::Apart;
use serde_json::json;

use crate::desk::Desk;
use crate::erasing;
use crate::said::{Result, Said};

/// The name under which this node keeps the last day on which it was looked what goes.
const LOOKED: &str = "retention";
/// Entries that go in one commit.
const ENTRIES: usize = 2_000;

/// Who was at meetings that were held more than a year before a day, by name.
fn attendance(desk: &Desk, day: Day) -> Result<Vec<Apart>> {
    Ok(meeting::attendance_before(&desk.look(), day.plus(-ATTENDANCE_DAYS))?)
}

/// Who looked on days that are more than a year before a day.
fn looked(desk: &Desk, day: Day) -> Result<Vec<Apart>> {
    Ok(member::looked_before(&desk.look(), day.plus(-LOOKED_DAYS))?)
}

/// Says what would go on a day, and changes nothing.
pub fn dry_run(desk: &Desk, day: Day) -> Result<Said> {
    let lists = attendance(desk, day)?.len();
    let minutes = meeting::redacted(&desk.look())?.len();
    let looked = looked(desk, day)?.len();
    let keys = erasing::waiting(desk, day)?;
    let count = |n: usize| (n as i64).into();
    let about = [
        ("day", day.to_string().into()),
        ("lists", count(lists)),
        ("minutes", count(minutes)),
        ("looked", count(looked)),
        ("keys", count(keys)),
    ];
    let json =
        json!({ "day": day.to_string(), "attendance": lists, "minutes": minutes, "looked": looked, "keys": keys });
    Ok(Said::new(desk.words.say("retention-shown", &about), json))
}

/// Lets go what is due on a day that is confirmed; looked for once a day. Tells how many lists of who was at a meeting went.
pub fn carry_out(desk: &mut Desk, today: Day) -> Result<usize> {
    if desk.store.own(LOOKED)?.as_deref() == Some(&today.0.to_be_bytes()) {
        return Ok(0);
    }
    let mut gone = 0;
    for some in attendance(desk, today)?.chunks(ENTRIES) {
        gone += desk.store.redact(some)?;
    }
    for some in [meeting::redacted(&desk.look())?, looked(desk, today)?].concat().chunks(ENTRIES) {
        desk.store.redact(some)?;
    }
    desk.store.set_own(LOOKED, &today.0.to_be_bytes())?;
    Ok(gone)
}
