//! Two years of a cell, put down as its secretary does: meetings with minutes, tasks, calls, dues, answers to policies, and
//! what it shows to everybody.

use std::path::Path;

use charter::calendar::Day;

use crate::kit::{Result, sward, sward_at};

/// The cell, by its code.
const CELL: &str = "c0";
/// Days from one meeting to the next, and how many there were.
const EVERY: i32 = 14;
const MEETINGS: i32 = 52;
/// Meetings whose minutes nobody has written yet.
const FRESH: i32 = 1;
/// Members who come and pay, of those on the roll.
const ACTIVE: i32 = 10;
/// Months of dues.
const MONTHS: i32 = 24;
/// Policies that the centre publishes; the last one is not answered yet.
const POLICIES: usize = 4;
/// What it says to everybody.
const POSTS: usize = 5;

/// Lets the cell live until now.
pub fn live(org: &Path) -> Result<()> {
    let now = crate::kit::NOW[..10].parse::<Day>().map_err(|_| "no day")?;
    let ask = |at: &str, args: &[&str]| sward_at(org, at, &[args, &["--as", "secretary"]].concat()).map(drop);
    for meeting in 0..MEETINGS {
        let day = now.plus(EVERY * (meeting - MEETINGS)).to_string();
        let (set, at) = (format!("{day}T19:30"), format!("{day}T22:00"));
        ask(&at, &["meeting", "set", CELL, &set, "--title", &format!("Meeting {meeting}")])?;
        let here = (0..ACTIVE).filter(|person| (person + meeting) % 3 != 0).map(|person| format!("p{person}"));
        let here = here.collect::<Vec<_>>();
        let who = here.iter().map(String::as_str).collect::<Vec<_>>();
        ask(&at, &[&["meeting", "hold", CELL, &day], &who[..]].concat())?;
        ask(&at, &["care", "met", CELL, &format!("p{}", meeting % ACTIVE), "--how", "call"])?;
        if meeting >= MEETINGS - FRESH {
            continue;
        }
        let said = "We talked over what there is to do, and how to go on. ".repeat(6);
        ask(&at, &["meeting", "minute", CELL, &day, &said, "--decision", &format!("We do thing {meeting}.")])?;
        ask(&at, &["meeting", "confirm", CELL, &day, who[0], who[1]])?;
        if meeting % 2 == 0 {
            let (task, due) = (format!("Do thing {meeting}"), now.plus(EVERY * (meeting - MEETINGS) + 20).to_string());
            ask(&at, &["task", "set", CELL, &task, "--due", &due, "--owner", "p1"])?;
            if meeting < MEETINGS - 4 {
                ask(&at, &["task", "finish", CELL, &task])?;
            }
        }
    }
    ask(crate::kit::NOW, &["meeting", "set", CELL, &format!("{}T19:30", now.plus(7))])?;
    money(&ask, now)?;
    policies(org, &ask, now)?;
    let about = "We look after the lane: the playground, the old, and each other. ".repeat(4);
    ask(
        crate::kit::NOW,
        &["page", "show", CELL, &about, "--reach", "c0@meadow.example", "--meets", "Every second Tuesday"],
    )?;
    (0..POSTS).try_for_each(|post| {
        let news = "They are **back**, and we were there to see them. ".repeat(15);
        ask(crate::kit::NOW, &["page", "post", CELL, &format!("News {post}"), &news])
    })
}

type Ask<'a> = &'a dyn Fn(&str, &[&str]) -> Result<()>;

fn money(ask: Ask, now: Day) -> Result<()> {
    let first = now.month().plus(1 - MONTHS);
    let begun = format!("{}T12:00", first.first());
    ask(&begun, &["dues", "rate", CELL, "10.00", "--currency", "CHF"])?;
    ask(&begun, &["dues", "open", CELL, "CHF", "--carried", "100.00"])?;
    for month in 0..MONTHS {
        let at = format!("{}T12:00", first.plus(month).first().plus(9));
        (0..ACTIVE).try_for_each(|person| ask(&at, &["dues", "take", CELL, "10.00", &format!("p{person}")]))?;
    }
    Ok(())
}

fn policies(org: &Path, ask: Ask, now: Day) -> Result<()> {
    let path = org.with_extension("md");
    std::fs::write(&path, "Visit **everybody** before spring. ".repeat(40))?;
    for policy in 0..POLICIES {
        let (title, due) = (format!("Policy {policy}"), now.plus(10 + policy as i32).to_string());
        sward(org, &["policy", "write", "root", &title, &path.to_string_lossy(), "--due", &due])?;
        sward(org, &["policy", "adopt", "root", &title])?;
        if policy + 1 < POLICIES {
            let story = "We went to see everybody. ".repeat(5);
            ask(crate::kit::NOW, &["policy", "report", CELL, &title, "done", "--story", &story])?;
        }
    }
    Ok(())
}
