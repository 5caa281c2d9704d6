//! Deeds that need many concepts, and what a keeper tells after something was written.

use book::{CommandId, UnitId};
use charter::calendar::{Moment, Month};
use charter::units::Unit;
use ledger::{Look, Result, Wish, own_subject};
use returns::{Wanted, wanted};
use web::{Asked, Fault, Plan, Told};

/// Tells a month now, before its week has passed.
pub fn release(asked: &Asked) -> web::Result<Plan> {
    let month = asked.fields.get("month").and_then(|month| month.parse::<Month>().ok()).ok_or(Fault::NotFound)?;
    let today = asked.visit.say.today;
    if month > today.month() {
        return Err(charter::Refusal::NotYet.into());
    }
    let (now, rules) = (asked.visit.now, asked.visit.look.rules()?);
    let last = last_month(asked.visit.look)?;
    let ask = Wanted { today, now, rules: &rules, last, early: Some(month), signs_alone: false };
    let wishes = wanted(asked.visit.look, asked.unit.id, ask, |_| false, asked.visit.fresh)?.wishes;
    Ok(Plan { wishes, told: Told::new("month-is-told").with("month", asked.visit.say.month(month)), ..Plan::default() })
}

/// The signs that follow from what was just written, and what is told next door; months wait for their week.
pub fn follow(look: &Look, unit: UnitId, now: Moment, fresh: &mut dyn FnMut() -> CommandId) -> Result<Vec<Wish>> {
    let rules = look.rules()?;
    let today = rules.zone().day(now);
    let ask = Wanted { today, now, rules: &rules, last: last_month(look)?, early: None, signs_alone: true };
    let mut wishes = wanted(look, unit, ask, |_| false, &mut *fresh)?.wishes;
    wishes.extend(care::told(look, unit, now, fresh)?);
    Ok(wishes)
}

/// The last month that may be told: of an import, until somebody says that the organisation lives on.
fn last_month(look: &Look) -> Result<Option<Month>> {
    let Some(root) = look.root()? else { return Ok(None) };
    let state: Option<Unit> = look.subject(root.id, own_subject(root.id))?;
    Ok(state.and_then(|unit| unit.paused_after))
}
