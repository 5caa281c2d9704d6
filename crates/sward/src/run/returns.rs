//! Returns: a unit's month in figures; and what a day's end asks for.

use charter::calendar::{Day, Month};
use health::{Baseline, Baselines, Publish};
use ledger::{DayKnown, Term, Wish, own_subject};
use returns::{Members, Return, Returns, Share};
use serde_json::json;

use crate::args::{Backups, Mailing, Return as Asked};
use crate::desk::{Desk, fresh, moment};
use crate::layout::table;
use crate::said::{Result, Said};
use crate::{erasing, letters, looking, mailing, pulse, retention, rotating, sentences, telling};

pub fn run(desk: &mut Desk, asked: Asked) -> Result<Said> {
    match asked {
        Asked::Show { unit, lines } => show(desk, &unit, lines),
        Asked::Release { unit, month } => release(desk, &unit, month),
    }
}

/// Tells the months up to this one, before their time, and says which.
fn release(desk: &mut Desk, unit: &str, month: Month) -> Result<Said> {
    let unit = desk.unit(unit)?;
    if month > desk.today().month() {
        return Err(charter::Refusal::NotYet.into());
    }
    let told = |desk: &Desk| -> Result<Returns> { Ok(desk.look().own(unit.id)?) };
    let before = told(desk)?;
    let came = telling::months(desk, &[unit.id], Some(month))?;
    let after = told(desk)?;
    let news = after.months.iter().filter(|(month, figures)| before.months.get(month) != Some(figures));
    let news = news.map(|(month, _)| Month(*month)).collect::<Vec<_>>();
    match came.refused.or(came.waits.then_some(charter::Refusal::TooSoon)) {
        Some(why) if news.is_empty() => return Err(why.into()),
        _ => {}
    }
    let about = [
        ("n", (news.len() as i64).into()),
        ("months", sentences::months(&desk.words, &news).into()),
        ("month", month.to_string().into()),
        ("unit", sheet::escaped(&unit.name).into()),
    ];
    let json = json!({ "done": came.things > 0, "facts": came.things, "months": news.iter().map(Month::to_string).collect::<Vec<_>>() });
    Ok(Said::new(desk.words.say("return-released", &about), json))
}

fn show(desk: &Desk, unit: &str, lines: usize) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let look = desk.look();
    let told: Returns = look.own(unit.id)?;
    let last = desk.last_month()?.map_or(desk.as_of.month(), |last| last.min(desk.as_of.month()));
    let (today, zone) = (desk.today(), desk.rules.zone());
    let beside = returns::beside(&look, unit.id, &zone)?;
    let lived = returns::months(&returns::record(&look, unit.id, beside, today, &zone)?, &desk.rules, last);
    // What is not told yet: months that have just ended, and the running one.
    let untold = lived.iter().filter(|month| told.months.keys().next_back().is_none_or(|last| month.month.0 > *last));
    let heads =
        ["month", "due", "held", "quorate", "present", "members", "joined", "welcomed", "kept", "minutes", "confirmed"];
    let mut rows = vec![heads.iter().map(|head| desk.words.t(&format!("return-{head}"))).collect::<Vec<_>>()];
    let seen = told.months.values().filter(|month| month.month <= desk.as_of.month());
    let months = seen.chain(untold).collect::<Vec<_>>();
    let months = &months[months.len().saturating_sub(lines)..];
    for r in months {
        let number = |number: Option<u32>| number.map_or_else(|| "–".into(), |number| number.to_string());
        let members = match r.members {
            Members::UnderFive => "0–4".into(),
            Members::Counted(many) => many.to_string(),
        };
        let mark = match () {
            _ if told.of(r.month).is_none() && r.month == desk.as_of.month() => "mark-running",
            _ if told.of(r.month).is_none() => "mark-not-told",
            _ if r.closing => "mark-closing",
            _ if r.late => "mark-late",
            // An empty month is marked too where a cell's past was brought in; but nothing of it was.
            _ if r.bulk && r.held > 0 => "mark-bulk",
            _ => "mark-told",
        };
        rows.push(vec![
            r.month.to_string(),
            number(r.due),
            r.held.to_string(),
            format!("{}/{}", r.quorate, r.counted),
            share(r.present),
            members,
            number(r.joined),
            share(r.welcomed),
            share(r.kept),
            share(Some(r.minutes)),
            share(Some(r.confirmed)),
            desk.words.t(mark),
        ]);
    }
    let mut text = table(&rows, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    if let Some(more) = beyond(desk, months) {
        text += &format!("\n\n{more}");
    }
    let months = months.iter().map(|r| json!({ "month": r.month, "told": told.of(r.month).is_some(), "figures": r }));
    Ok(Said::new(text, json!(months.collect::<Vec<_>>())))
}

/// What months tell beyond meetings and members, if any does: each thing that one of them tells.
fn beyond(desk: &Desk, months: &[&Return]) -> Option<String> {
    let heads = ["worked", "deputy", "turns", "cared", "answered", "pulse", "settled", "carried"];
    let told = |r: &Return| {
        let deputy = r.deputy.map(Share::one);
        [r.worked, deputy, r.turns, r.cared, r.answered, r.pulse, r.settled, r.carried]
    };
    let kept = (0..8).filter(|at| months.iter().any(|r| told(r)[*at].is_some())).collect::<Vec<_>>();
    let head = |head: &str| desk.words.t(&format!("return-{head}"));
    let mut rows = vec![[head("month")].into_iter().chain(kept.iter().map(|at| head(heads[*at]))).collect::<Vec<_>>()];
    rows.extend(months.iter().map(|r| {
        let shares = kept.iter().map(|at| share(told(r)[*at]));
        [r.month.to_string()].into_iter().chain(shares).collect()
    }));
    (!kept.is_empty()).then(|| table(&rows, &(1..=kept.len()).collect::<Vec<_>>()))
}

fn share(share: Option<Share>) -> String {
    share.map_or_else(|| "–".into(), |share| format!("{}/{}", share.part, share.of))
}

/// Does what a day's end asks for. A clock may be ten years ahead, so the day must be confirmed.
/// What came up to the day `last` and waited for its end is written in.
pub fn dusk(desk: &mut Desk, said: Option<Day>, (backups, mail): (&Backups, &Mailing), last: Day) -> Result<Said> {
    // That a day is over is nothing that cannot be taken back, so nobody has to confirm it.
    let looked = looking::days_over(desk)?;
    let letterboxes = letters::open(desk)?;
    let taken_in = letters::take_in(desk, last)?;
    let today = said.unwrap_or(desk.today());
    if desk.store.day_known(today, said.is_some())? != DayKnown::Confirmed {
        return Err(desk.wrong("day-unconfirmed", &[("day", today.to_string().into())]));
    }
    // The clock may be ten years ahead, or back: whoever says which day it is has looked elsewhere.
    if desk.today() != today {
        desk.now = moment(&desk.rules.zone(), &today.to_string())?;
    }
    let (told, baselines, erased) = (telling::all(desk)?, publish(desk, today)?, erasing::due(desk, today)?);
    let (gone, pulses) = (retention::carry_out(desk, today)?, pulse::due(desk, today)?);
    let backed_up = rotating::weekly(desk, today, backups)?;
    // The last: what a mail server does holds nothing else up.
    let letters = mailing::weekly_letters(desk, today, mail)?;
    let about = [
        ("told", (told as i64).into()),
        ("baselines", (baselines as i64).into()),
        ("erased", (erased as i64).into()),
        ("gone", (gone.lists as i64).into()),
        ("former", (gone.former as i64).into()),
    ];
    let mut text = desk.words.say("dusk-done", &about);
    if let Some(to) = &backed_up {
        text += &format!("\n{}", desk.words.say("dusk-backup", &[("dir", to.display().to_string().into())]));
    }
    if let Some(letters) = &letters {
        let count = |n: usize| (n as i64).into();
        let waits = letters.waits + letters.unknown;
        let about = [("sent", count(letters.sent)), ("refused", count(letters.refused)), ("waits", count(waits))];
        text += &format!("\n{}", desk.words.say("dusk-mail", &about));
        if letters.broken {
            text += &format!("\n{}", desk.words.t("dusk-mail-broken"));
        }
    }
    let backup = backed_up.map(|to| to.display().to_string());
    let json = json!({
        "told": told, "baselines": baselines, "erased": erased, "gone": gone.lists, "former": gone.former,
        "looked": looked, "pulses": pulses, "backup": backup, "letterboxes": letterboxes, "taken_in": taken_in,
        "mail": letters,
    });
    Ok(Said::new(text, json))
}

/// Publishes the baseline of the quarter that has begun, once, where this node keeps the centre's books.
pub fn publish(desk: &mut Desk, today: Day) -> Result<usize> {
    let root = desk.root()?;
    let published: Baselines = desk.look().own(root.id)?;
    if published.of(today).is_some() {
        return Ok(0);
    }
    let picture = health::picture(&desk.look(), today)?;
    if picture.cells.iter().all(|cell| cell.returns.is_empty()) {
        return Ok(0);
    }
    let baseline = Baseline { computed: false, ..Baseline::compute(&picture.cells, Baseline::day(today)) };
    let publish = Publish::Published(baseline);
    let wish = Wish::new::<Baselines>(fresh(), root.id, own_subject(root.id), Term::Keeper, desk.now, &publish)?;
    match desk.act_on(wish) {
        Ok(_) => Ok(1),
        // A node that does not keep the centre's books has nothing to publish.
        Err(fail) if fail.code == charter::Refusal::NotKeeper.code() => Ok(0),
        Err(fail) => Err(fail),
    }
}
