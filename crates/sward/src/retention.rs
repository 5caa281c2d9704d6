//! What goes because its time has passed: the rules by kind of data, tried first, and carried out at a day's end.

use account::{Accounts, DELIVERED_DAYS};
use book::{PersonId, SubjectId, UnitId};
use charter::access::LOOKED_DAYS;
use charter::calendar::Day;
use charter::privacy::ATTENDANCE_DAYS;
use ledger::{Apart, Error, Term, Wish};
use member::Member;
use public_page::{Application, Apply};
use serde_json::json;

use crate::desk::{Desk, fresh};
use crate::erasing;
use crate::said::{Result, Said};

/// Days after which nothing is left of who asked to join and was not taken in.
const ASKED_DAYS: i32 = 30;
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

/// What help was about that was asked or offered more than a year before a day.
fn help(desk: &Desk, day: Day) -> Result<Vec<Apart>> {
    Ok(care::words_before(&desk.look(), day)?)
}

/// Former members of whom the organisation's term says that they are forgotten by a day.
fn former(desk: &Desk, day: Day) -> Result<Vec<(UnitId, PersonId)>> {
    let Some(months) = desk.look().rules()?.former else { return Ok(vec![]) };
    Ok(member::former(&desk.look(), day.month().plus(-(months as i32)).first())?)
}

/// Those who asked to join and were not taken in, of whom it is still told who they are.
fn asked(desk: &Desk, day: Day) -> Result<Vec<(UnitId, SubjectId)>> {
    Ok(public_page::not_taken_in(&desk.look(), day.plus(-ASKED_DAYS).start())?)
}

/// Forgets them: nothing is told of them from here on, and their keys are destroyed. What another node keeps is forgotten
/// there.
fn forget(desk: &mut Desk, asked: &[(UnitId, SubjectId)]) -> Result<()> {
    let mut gone = vec![];
    for (unit, of) in asked {
        let wish = Wish::new::<Application>(fresh(), *unit, *of, Term::Keeper, desk.now, &Apply::Forget)?;
        match desk.store.act(&[wish]).pop() {
            Some(Err(Error::Refused(_))) | None => {}
            Some(Err(fault)) => return Err(fault.into()),
            Some(Ok(_)) => gone.push((*unit, *of)),
        }
    }
    if !gone.is_empty() {
        desk.store.destroy(&gone)?;
    }
    Ok(())
}

/// Says what would go on a day, and changes nothing.
pub fn dry_run(desk: &Desk, day: Day) -> Result<Said> {
    let lists = attendance(desk, day)?.len();
    let minutes = meeting::redacted(&desk.look())?.len();
    let looked = looked(desk, day)?.len();
    let help = help(desk, day)?.len();
    let files = policy::taken_off(&desk.look())?.len();
    let keys = erasing::waiting(desk, day)?;
    let former = former(desk, day)?.len();
    let asked = asked(desk, day)?.len();
    let count = |n: usize| (n as i64).into();
    let about = [
        ("day", day.to_string().into()),
        ("lists", count(lists)),
        ("minutes", count(minutes)),
        ("looked", count(looked)),
        ("help", count(help)),
        ("files", count(files)),
        ("keys", count(keys)),
        ("former", count(former)),
        ("asked", count(asked)),
    ];
    let json = json!({
        "day": day.to_string(), "attendance": lists, "minutes": minutes, "looked": looked, "help": help,
        "files": files, "keys": keys, "former": former, "asked": asked,
    });
    Ok(Said::new(desk.words.say("retention-shown", &about), json))
}

/// What went.
#[derive(Default)]
pub struct Gone {
    /// Lists of who was at a meeting.
    pub lists: usize,
    /// Former members.
    pub former: usize,
}

/// Lets go what is due on a day that is confirmed; looked for once a day. Tells what went.
pub fn carry_out(desk: &mut Desk, today: Day) -> Result<Gone> {
    let mut gone = Gone::default();
    if desk.store.own(LOOKED)?.as_deref() == Some(&today.0.to_be_bytes()) {
        return Ok(gone);
    }
    for some in attendance(desk, today)?.chunks(ENTRIES) {
        gone.lists += desk.store.redact(some)?;
    }
    let files = policy::taken_off(&desk.look())?.concat();
    let others = [meeting::redacted(&desk.look())?, looked(desk, today)?, help(desk, today)?, files].concat();
    for some in others.chunks(ENTRIES) {
        desk.store.redact(some)?;
    }
    Accounts::open(&desk.dir)?.forget_delivered(today.plus(-DELIVERED_DAYS))?;
    let expire = |(unit, person): &(UnitId, PersonId)| {
        Wish::new::<Member>(fresh(), *unit, person.0, Term::Keeper, desk.now, &member::Command::Expire)
    };
    let wishes = former(desk, today)?.iter().map(expire).collect::<std::result::Result<Vec<_>, _>>()?;
    for some in wishes.chunks(ENTRIES) {
        for outcome in desk.store.act(some) {
            match outcome {
                Ok(_) => gone.former += 1,
                // What another node keeps is carried out there.
                Err(Error::Refused(_)) => {}
                Err(fault) => return Err(fault.into()),
            }
        }
    }
    let asked = asked(desk, today)?;
    forget(desk, &asked)?;
    desk.store.set_own(LOOKED, &today.0.to_be_bytes())?;
    Ok(gone)
}
