//! The people of a cell with what is known of the care they were given: each once, whichever entries of theirs gave way.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use book::{PersonId, UnitId};
use charter::calendar::{Day, Zone};
use ledger::{Error, Look};
use member::Member;
use task::Task;

use crate::figures::MISSED;
use crate::{BACK_DAYS, Care, Gathering, Lived, Suggested, suggestions, week_of};

/// Somebody, as the cell knows them.
#[derive(Clone, Debug)]
pub struct Known {
    /// Their membership.
    pub row: member::Row,
    /// The care they were given.
    pub care: Care,
}

/// Everybody who ever belonged to a unit and was not erased.
pub fn known(look: &Look, unit: UnitId) -> Result<Arc<BTreeMap<PersonId, Known>>, Error> {
    look.once(unit, || read(look, unit))
}

fn read(look: &Look, unit: UnitId) -> Result<BTreeMap<PersonId, Known>, Error> {
    let mut care =
        look.subjects::<Care>(unit)?.into_iter().map(|(id, care)| (PersonId(id), care)).collect::<BTreeMap<_, _>>();
    let (stand, gave_way): (Vec<_>, Vec<_>) =
        member::list(look, unit)?.into_iter().partition(|row| row.same_as.is_none());
    let of = |care: &mut BTreeMap<PersonId, Care>, person| care.remove(&person).unwrap_or_default();
    let mut known = BTreeMap::new();
    for row in stand {
        known.insert(row.person, Known { care: of(&mut care, row.person), row });
    }
    for row in gave_way {
        if let Some(stands) = row.same_as.and_then(|stands| known.get_mut(&stands)) {
            stands.care.absorb(of(&mut care, row.person));
        }
    }
    // Whoever left, or was erased, goes along with nobody.
    let here = known.values().filter(|one| one.row.left.is_none()).map(|one| one.row.person).collect::<BTreeSet<_>>();
    for one in known.values_mut() {
        one.care.companion = one.care.companion.filter(|companion| here.contains(companion));
    }
    Ok(known)
}

/// What figures and suggestions look at of everybody.
pub fn lived(
    look: &Look,
    unit: UnitId,
    known: &BTreeMap<PersonId, Known>,
    zone: &Zone,
) -> Result<BTreeMap<PersonId, Lived>, Error> {
    let (tasks, stands) = (look.subjects::<Task>(unit)?, stands(look, unit)?);
    Ok(with_tasks(known, &first_tasks(tasks.into_iter().map(|(_, task)| task), &stands, zone)))
}

fn with_tasks(known: &BTreeMap<PersonId, Known>, tasks: &BTreeMap<PersonId, Day>) -> BTreeMap<PersonId, Lived> {
    let lived = |(person, Known { row, care }): (&PersonId, &Known)| {
        let life = (row.joined, row.noted, row.left, row.welcomed);
        (*person, Lived::of(life, care, tasks.get(person).copied()))
    };
    known.iter().map(lived).collect()
}

/// The same of everybody who ever belonged to a unit, erased or not, from states alone: what is counted of them does not
/// change when they are erased.
pub fn everybody(
    look: &Look,
    unit: UnitId,
    members: &[(PersonId, Member)],
    tasks: &[Task],
    zone: &Zone,
) -> Result<BTreeMap<PersonId, Lived>, Error> {
    let mut care = BTreeMap::<PersonId, Care>::new();
    let stands = members.iter().filter_map(|(person, member)| Some((*person, member.same_as?)));
    let stands = stands.collect::<BTreeMap<_, _>>();
    for (id, other) in look.subjects::<Care>(unit)? {
        let person = PersonId(id);
        care.entry(stands.get(&person).copied().unwrap_or(person)).or_default().absorb(other);
    }
    let tasks = first_tasks(tasks.iter().cloned(), &stands, zone);
    let lived = |(person, member): &(PersonId, Member)| {
        let life = (member.joined, member.noted, member.left, member.welcomed);
        let care = care.get(person).cloned().unwrap_or_default();
        (*person, Lived::of(life, &care, tasks.get(person).copied()))
    };
    Ok(members.iter().filter(|(_, member)| member.same_as.is_none()).map(lived).collect())
}

/// Which entry stands for each that gave way.
fn stands(look: &Look, unit: UnitId) -> Result<Stands, Error> {
    Ok(member::all(look, unit)?.iter().filter_map(|row| Some((row.person, row.same_as?))).collect())
}

type Stands = BTreeMap<PersonId, PersonId>;

/// The day on which the first task that is somebody's was set.
fn first_tasks(tasks: impl Iterator<Item = Task>, stands: &Stands, zone: &Zone) -> BTreeMap<PersonId, Day> {
    let mut first = BTreeMap::<PersonId, Day>::new();
    for (owner, set) in tasks.filter_map(|task| task.owner.zip(task.set)) {
        let day = first.entry(stands.get(&owner).copied().unwrap_or(owner)).or_insert(zone.day(set));
        *day = zone.day(set).min(*day);
    }
    first
}

impl Lived {
    fn of(
        (joined, noted, left, welcomed): (Option<Day>, Option<Day>, Option<Day>, Option<Day>),
        care: &Care,
        task: Option<Day>,
    ) -> Lived {
        let mut contacts = care.met.iter().map(|met| met.day).collect::<BTreeSet<_>>();
        // Whoever sat down with a newcomer was in touch.
        contacts.extend(welcomed.filter(|_| care.is_counted()));
        Lived {
            since: joined.or(noted),
            joined,
            left,
            declined: !care.is_counted(),
            counted_from: care.counted_from,
            contacts,
            accompanied: care.accompanied,
            task,
        }
    }
}

/// Those to speak to this week: one list, for whoever tells of it.
pub fn this_week(
    look: &Look,
    unit: UnitId,
    known: &BTreeMap<PersonId, Known>,
    today: Day,
    zone: &Zone,
) -> Result<Vec<Suggested>, Error> {
    // Nothing that happened since Monday changes whom it names, and two meetings are all that it looks at.
    let held = latest(look, unit, week_of(today).plus(-1), zone, MISSED as usize)?;
    // Nor does anybody's first task.
    Ok(suggestions(&with_tasks(known, &BTreeMap::new()), &held, today))
}

/// The meetings of the year before a day of which it is known who was there, in their order.
pub fn gatherings(look: &Look, unit: UnitId, until: Day, zone: &Zone) -> Result<Vec<Gathering>, Error> {
    latest(look, unit, until, zone, usize::MAX)
}

fn latest(look: &Look, unit: UnitId, until: Day, zone: &Zone, most: usize) -> Result<Vec<Gathering>, Error> {
    let (mut gatherings, stands) = (vec![], stands(look, unit)?);
    let one = |who: &PersonId| stands.get(who).copied().unwrap_or(*who);
    for row in meeting::list(look, unit)?.into_iter().rev().filter(|row| row.held) {
        if gatherings.len() == most {
            break;
        }
        let day = row.when.day(zone);
        if !(until.plus(-BACK_DAYS)..=until).contains(&day) {
            continue;
        }
        let there = meeting::pages::known(look, unit, row.id)?.map(|known| known.attended);
        let there = there.filter(|there| !there.is_empty()).map(|there| there.iter().map(one).collect());
        gatherings.extend(there.map(|there| Gathering { day, there }));
    }
    gatherings.reverse();
    Ok(gatherings)
}
