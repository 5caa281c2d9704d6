//! What an appointment names of each unit: the number of the new reign, and the heads after which it writes.

use book::{BookId, Kind};
use charter::keepers::Reigned;
use ledger::{Look, Result, Unit};

/// New reigns over those of these units that are held here and stand under another, after the heads that are held.
pub fn reigns(look: &Look, units: &[Unit]) -> Result<Vec<Reigned>> {
    let mut reigns = vec![];
    for unit in units.iter().filter(|unit| unit.parent.is_some()) {
        let keeping = |kind| look.keeping(BookId { unit: unit.id, kind });
        if let (Some(bulletin), Some(record)) = (keeping(Kind::Bulletin)?, keeping(Kind::Record)?) {
            let number = bulletin.reign + 1;
            let (bulletin, record) = (bulletin.head.unwrap_or_default(), record.head.unwrap_or_default());
            reigns.push(Reigned { unit: unit.id, number, bulletin, record });
        }
    }
    Ok(reigns)
}
