//! What studying adds to a cell's week.

use ledger::Unit;
use web::{Result, Visit};

use super::week::Thing;

/// Circles that go on and have no session set: each its next one.
pub fn sessions(visit: &Visit, cell: &Unit, things: &mut Vec<Thing>) -> Result<()> {
    let say = &visit.say;
    let circles = study::circles(visit.look, cell.id, visit.as_of, say.zone)?.into_iter();
    // Where every part is talked over, nothing is to be set.
    let waits = circles.filter(|one| one.circle.is_open() && one.course.set.is_none() && one.course.next.is_some());
    for one in waits.take(1) {
        let about = [("n", (one.course.done.len() as i64).into()), ("of", i64::from(one.course.parts).into())];
        let title = say.say("session-thing", &[("title", one.title.as_str().into())]);
        let (reason, button) = (say.say("session-thing-reason", &about), say.t("session-thing-see"));
        let to = study::pages::circle_address(cell.id, one.id);
        things.push(Thing::go(title, reason, button, to, Some("mail-session")));
    }
    Ok(())
}
