//! Meetings that were held.

use book::Text;
use charter::Subject;
use charter::calendar::Month;
use charter::units::{Command as UnitCommand, Unit};
use ledger::own_subject;
use meeting::{Command, Meeting};

use super::rows::File;
use super::{Planned, Report, Rows, by_code, subject_id};
use crate::desk::Desk;
use crate::said::Result;

/// An import that reaches this near to the present tells of an organisation that lives on.
const PRESENT_MONTHS: i32 = 2;

/// Reads all rows.
pub fn plan(desk: &mut Desk, file: &mut File, report: &mut Report) -> Result<Rows> {
    let (secret, units, zone) = (desk.import_secret()?, by_code(desk)?, desk.rules.zone());
    let root = desk.root()?;
    let actor = desk.actor(root.id)?;
    let mut plan = vec![];
    while let Some(row) = file.next()? {
        let line = file.line(&row);
        let read =
            || Ok((line.needed("meeting")?, line.needed("unit")?, line.text("title")?, line.when("starts_at", &zone)?));
        let (code, unit, title, at) = match read() {
            Ok(read) => read,
            Err(why) => {
                report.refuse(line.number, why);
                continue;
            }
        };
        let Some(unit) = units.get(&unit).copied() else {
            report.refuse(line.number, desk.words.say("import-no-unit", &[("code", sheet::escaped(&unit).into())]));
            continue;
        };
        if at.day(&zone) > desk.today() {
            report.refuse(line.number, desk.words.t("not-yet"));
            continue;
        }
        let id = subject_id(&secret, "meeting", &code);
        let command = Command::Record { at, title: title.map(Text), code: Some(code), bulk: true };
        let new = desk.look().subject::<Meeting>(unit, id)?.is_none();
        plan.push(Planned::new::<Meeting>(line.number, unit, id, &command, new)?);
    }
    Ok(Rows { kind: Meeting::KIND, actor, planned: plan })
}

/// No month after the last one that was brought in is told, until an officer says that the
/// organisation lives on.
pub fn pause(desk: &mut Desk) -> Result<()> {
    let zone = desk.rules.zone();
    let Some(last) = last(desk)?.map(|at| zone.day(charter::calendar::Moment(at)).month()) else { return Ok(()) };
    if last >= desk.today().month().plus(-PRESENT_MONTHS) {
        return Ok(());
    }
    let root = desk.root()?;
    let command = UnitCommand::PauseAfter(Month(last.0));
    desk.act::<Unit>(root.id, own_subject(root.id), &command)?;
    Ok(())
}

/// Whether any meeting was held.
pub fn any(desk: &Desk) -> Result<bool> {
    Ok(last(desk)?.is_some())
}

fn last(desk: &Desk) -> Result<Option<i64>> {
    let sql = "SELECT max(at) FROM meeting_list WHERE held";
    Ok(desk.look().tables().query_row(sql, [], |row| row.get(0)).map_err(ledger::Error::from)?)
}
