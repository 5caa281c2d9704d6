//! The people of a cell with what is known of the care they were given: each once, whichever entries of theirs gave way.

use std::collections::{BTreeMap, BTreeSet};

use book::{PersonId, UnitId};
use charter::calendar::{Day, Zone};
use ledger::{Error, Look};

use crate::{BACK_DAYS, Care, Gathering, Lived};

/// Somebody, as the cell knows them.
#[derive(Clone, Debug)]
pub struct Known {
    /// Their membership.
    pub row: member::Row,
    /// The care they were given.
    pub care: Care,
}

/// Everybody who ever belonged to a unit and was not erased.
pub fn known(look: &Look, unit: UnitId) -> Result<BTreeMap<PersonId, Known>, Error> {
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
    let mut tasks = BTreeMap::<PersonId, Day>::new();
    for row in task::list(look, unit)? {
        if let Some((owner, set)) = row.task.owner.zip(row.task.set) {
            let first = tasks.entry(owner).or_insert(zone.day(set));
            *first = zone.day(set).min(*first);
        }
    }
    let lived = |(person, Known { row, care }): (&PersonId, &Known)| {
        let mut contacts = care.met.iter().map(|met| met.day).collect::<BTreeSet<_>>();
        // Whoever sat down with a newcomer was in touch.
        contacts.extend(row.welcomed.filter(|_| care.is_counted()));
        let lived = Lived {
            since: row.joined.or(row.noted),
            joined: row.joined,
            left: row.left,
            declined: !care.is_counted(),
            counted_from: care.counted_from,
            contacts,
            accompanied: care.companion.is_some(),
            task: tasks.get(person).copied(),
        };
        (*person, lived)
    };
    Ok(known.iter().map(lived).collect())
}

/// The meetings of the year before a day of which it is known who was there, in their order.
pub fn gatherings(look: &Look, unit: UnitId, until: Day, zone: &Zone) -> Result<Vec<Gathering>, Error> {
    let mut gatherings = vec![];
    for row in meeting::list(look, unit)?.into_iter().filter(|row| row.held) {
        let day = row.when.day(zone);
        if !(until.plus(-BACK_DAYS)..=until).contains(&day) {
            continue;
        }
        let there = meeting::pages::known(look, unit, row.id)?.map(|known| known.attended);
        gatherings.extend(there.filter(|there| !there.is_empty()).map(|there| Gathering { day, there }));
    }
    Ok(gatherings)
}
