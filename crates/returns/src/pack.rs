//! Returns and signs as columns: fixed and small, since health reads those of every cell at once.

use charter::calendar::{Day, Month};

use crate::{Members, Return, Share};

const FIELDS: usize = 21;
const NONE: u32 = u32::MAX;

/// Puts returns in one column.
pub(crate) fn pack<'a>(returns: impl Iterator<Item = &'a Return>) -> Vec<u8> {
    returns.flat_map(fields).flat_map(u32::to_le_bytes).collect()
}

fn fields(r: &Return) -> [u32; FIELDS] {
    let share = |share: Option<Share>| share.map_or([NONE, NONE], |share| [share.part, share.of]);
    let members = match r.members {
        Members::UnderFive => NONE,
        Members::Counted(many) => many,
    };
    let flags = u32::from(r.late) | u32::from(r.bulk) << 1 | u32::from(r.closing) << 2;
    let [present, welcomed, kept] = [r.present, r.welcomed, r.kept].map(share);
    let month = r.month.0 as u32;
    [
        [month, r.rule, r.due.unwrap_or(NONE)],
        [r.held, r.counted, r.quorate],
        [present[0], present[1], members],
        [r.joined.unwrap_or(NONE), welcomed[0], welcomed[1]],
        [kept[0], kept[1], r.minutes.part],
        [r.minutes.of, r.confirmed.part, r.confirmed.of],
        [flags, 0, 0],
    ]
    .as_flattened()
    .try_into()
    .unwrap_or([0; FIELDS])
}

/// Reads them back; a column of another length gives what is whole of it.
pub(crate) fn unpack(column: &[u8]) -> Vec<Return> {
    let number = |bytes: &[u8]| bytes.try_into().map_or(0, u32::from_le_bytes);
    let read = |row: &[u8]| {
        let mut f = [0; FIELDS];
        f.iter_mut().zip(row.chunks_exact(4)).for_each(|(field, bytes)| *field = number(bytes));
        let some = |at: usize| (f[at] != NONE).then_some(f[at]);
        let share = |at: usize| some(at).map(|part| Share { part, of: f[at + 1] });
        Return {
            month: Month(f[0] as i32),
            rule: f[1],
            due: some(2),
            held: f[3],
            counted: f[4],
            quorate: f[5],
            present: share(6),
            members: some(8).map_or(Members::UnderFive, Members::Counted),
            joined: some(9),
            welcomed: share(10),
            kept: share(12),
            minutes: Share { part: f[14], of: f[15] },
            confirmed: Share { part: f[16], of: f[17] },
            late: f[18] & 1 > 0,
            bulk: f[18] & 2 > 0,
            closing: f[18] & 4 > 0,
        }
    };
    column.chunks_exact(FIELDS * 4).map(read).collect()
}

/// Puts days with a number each in one column.
pub(crate) fn pack_days(days: impl Iterator<Item = (Day, u32)>) -> Vec<u8> {
    days.flat_map(|(day, n)| [day.0 as u32, n]).flat_map(u32::to_le_bytes).collect()
}

/// Reads them back.
pub(crate) fn unpack_days(column: &[u8]) -> Vec<(Day, u32)> {
    let number = |bytes: &[u8]| bytes.try_into().map_or(0, u32::from_le_bytes);
    column.chunks_exact(8).map(|pair| (Day(number(&pair[..4]) as i32), number(&pair[4..]))).collect()
}
