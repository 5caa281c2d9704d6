//! Returns and signs as columns: fixed and small, since health reads those of every cell at once.

use charter::calendar::{Day, Month};

use crate::{Members, Return, Share};

const FIELDS: usize = 26;
const NONE: u32 = u32::MAX;
/// The highest number of half a field; above stands none.
const HALF: u32 = 0xfffe;

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
    let deputy = r.deputy.map_or(0, |is| 1 << 3 | u32::from(is) << 4);
    let flags = u32::from(r.late) | u32::from(r.bulk) << 1 | u32::from(r.closing) << 2 | deputy;
    let [present, welcomed, kept] = [r.present, r.welcomed, r.kept].map(share);
    let month = r.month.0 as u32;
    [
        [month, r.rule, r.due.unwrap_or(NONE)],
        [r.held, r.counted, r.quorate],
        [present[0], present[1], members],
        [r.joined.unwrap_or(NONE), welcomed[0], welcomed[1]],
        [kept[0], kept[1], r.minutes.part],
        [r.minutes.of, r.confirmed.part, r.confirmed.of],
        [flags, half(r.worked), half(r.turns)],
        [half(r.cared), half(r.answered), half(r.pulse)],
        [half(r.settled), half(r.carried), NONE],
    ]
    .as_flattened()[..FIELDS]
        .try_into()
        .unwrap_or([0; FIELDS])
}

/// A share in one field: of more than half a field holds, the proportion.
fn half(share: Option<Share>) -> u32 {
    let Some(Share { part, of }) = share else { return NONE };
    let down = of.max(part).div_ceil(HALF).max(1);
    (part / down) << 16 | (of / down)
}

fn whole(field: u32) -> Option<Share> {
    (field != NONE).then_some(Share { part: field >> 16, of: field & 0xffff })
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
            deputy: (f[18] & 8 > 0).then_some(f[18] & 16 > 0),
            worked: whole(f[19]),
            turns: whole(f[20]),
            cared: whole(f[21]),
            answered: whole(f[22]),
            pulse: whole(f[23]),
            settled: whole(f[24]),
            carried: whole(f[25]),
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
