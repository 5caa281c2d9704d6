//! A segment comes through whole, or not at all.

use proptest::prelude::*;

use super::kit::{batches, open_entry, root, sealed};
use crate::cbor::{Reason, Writer};
use crate::segment::{NotASegment, pack, pack_plain, unpack};
use crate::{Batch, Hash, Header, Seal, Signer, gate, limits};

const MAGIC: usize = 16;
const FRAME: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

fn a_batch() -> impl Strategy<Value = Batch> {
    let bytes = |most| proptest::collection::vec(any::<u8>(), 0..most);
    let entries = proptest::collection::vec(proptest::option::of(bytes(200)), 0..8);
    (bytes(60), any::<[u8; 32]>(), any::<u8>(), bytes(90), entries).prop_map(|(tail, keeper, fill, wraps, entries)| {
        let header = [vec![fill; 34 * entries.len()], tail].concat();
        Batch { header, seal: Seal { keeper: Signer(keeper), signature: [fill; 64] }, wraps, entries }
    })
}

proptest! {
    #[test]
    fn what_is_packed_unpacks(batches in proptest::collection::vec(a_batch(), 0..12)) {
        let packed = pack(&batches).unwrap();
        prop_assert_eq!(unpack(&packed).unwrap(), batches);
    }

    #[test]
    fn any_bytes_are_refused(bytes in any::<Vec<u8>>()) {
        prop_assert!(matches!(unpack(&bytes), Err(NotASegment::Magic)));
        let marked = [b"sward.segment.1\n", &bytes[..]].concat();
        prop_assert!(unpack(&marked).is_err());
    }

    #[test]
    fn any_run_of_bytes_inside_a_good_frame_is_a_run_of_batches_or_refused(bytes in any::<Vec<u8>>()) {
        let _ = unpack(&pack_plain(&bytes).unwrap());
    }
}

/// What both gates say of a segment: its batches, or that it is refused.
fn taken(segment: &[u8]) -> Option<Vec<Batch>> {
    let batches = unpack(segment).ok()?;
    let (_, org) = root();
    batches.iter().all(|batch| gate::pass(batch, Some(org)).is_ok()).then_some(batches)
}

#[test]
fn hostile_043_a_segment_cut_at_any_byte_is_refused() {
    let segment = pack(&batches()).unwrap();
    assert_eq!(taken(&segment), Some(batches()));
    for cut in 0..segment.len() {
        assert!(unpack(&segment[..cut]).is_err(), "cut at {cut}");
    }
}

#[test]
fn hostile_044_a_segment_with_any_one_bit_flipped_says_the_same_or_is_refused() {
    let segment = pack(&batches()).unwrap();
    let mut refused = 0;
    for bit in 0..segment.len() * 8 {
        let mut other = segment.clone();
        other[bit / 8] ^= 1 << (bit % 8);
        match taken(&other) {
            None => refused += 1,
            Some(taken) => assert!(taken == batches(), "bit {bit}"),
        }
    }
    assert!(refused * 100 > segment.len() * 8 * 99);
}

#[test]
fn hostile_044_a_bit_flipped_before_packing_is_refused() {
    let mut w = Writer::default();
    batches().iter().for_each(|batch| crate::segment::write(&mut w, batch));
    for bit in 0..w.0.len() * 8 {
        let mut plain = w.0.clone();
        plain[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(taken(&pack_plain(&plain).unwrap()), None, "bit {bit}");
    }
}

#[test]
fn hostile_054_what_unpacks_past_the_limit_is_stopped_there() {
    let most = pack_plain(&vec![0xf6; limits::SEGMENT_BYTES]).unwrap();
    let more = pack_plain(&vec![0xf6; limits::SEGMENT_BYTES + 1]).unwrap();
    let bomb = pack_plain(&vec![0; 64 << 20]).unwrap();
    assert!(bomb.len() < 10_000);
    assert!(matches!(unpack(&most), Err(NotASegment::Fault(fault)) if fault.at == 0));
    for bomb in [more, bomb] {
        assert!(matches!(unpack(&bomb), Err(NotASegment::Unpack)));
    }
    // The same without telling its size: blocks of one byte repeated, 128 KiB each.
    let block = |last: u8| [last | 0x02, 0x00, 0x10, 0xf6];
    let blocks = (0..4096).flat_map(|_| block(0)).collect::<Vec<_>>();
    let endless = [&b"sward.segment.1\n"[..], &FRAME, &[0x00, 0x58], &blocks, &block(1)].concat();
    assert!(matches!(unpack(&endless), Err(NotASegment::Unpack)));
}

#[test]
fn hostile_054_a_run_of_nulls_takes_no_more_memory_than_its_header_justifies() {
    let empty = Batch {
        header: vec![],
        seal: Seal { keeper: Signer::default(), signature: [0; 64] },
        wraps: vec![],
        entries: vec![None],
    };
    let result = unpack(&pack(&[empty]).unwrap());
    assert!(matches!(result, Err(NotASegment::Fault(fault)) if fault.reason == Reason::Limit("entries in a batch")));
}

#[test]
fn hostile_137_a_window_past_the_limit_is_refused() {
    // A raw block of one byte; the window's exponent is ten more than the upper five bits.
    let frame = |exponent: u32| {
        let window = ((exponent - 10) << 3) as u8;
        [&b"sward.segment.1\n"[..], &FRAME, &[0x00, window, 0x09, 0, 0, 0xf6]].concat()
    };
    assert!(matches!(unpack(&frame(limits::WINDOW_LOG)), Err(NotASegment::Fault(_))));
    for exponent in [limits::WINDOW_LOG + 1, 27, 31, 41] {
        assert!(matches!(unpack(&frame(exponent)), Err(NotASegment::Unpack)), "{exponent}");
    }
    // A single segment of 2 GB, told in eight bytes.
    let single = [&b"sward.segment.1\n"[..], &FRAME, &[0xe0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0x09, 0, 0, 0xf6]].concat();
    assert!(matches!(unpack(&single), Err(NotASegment::Unpack)));
}

#[test]
fn hostile_137_empty_frames_bytes_left_over_and_skipped_frames_are_refused() {
    let segment = pack(&batches()).unwrap();
    let empty = pack(&[]).unwrap()[MAGIC..].to_vec();
    let skipped = [&[0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4][..]].concat();
    let many = |frame: &[u8]| frame.repeat(10_000);
    for more in [vec![0], empty.clone(), many(&empty), skipped.clone(), segment[MAGIC..].to_vec()] {
        assert!(matches!(unpack(&[&segment[..], &more].concat()), Err(NotASegment::Unpack)));
    }
    let (magic, frame) = segment.split_at(MAGIC);
    for before in [empty.clone(), many(&empty), skipped.clone(), many(&skipped)] {
        assert!(matches!(unpack(&[magic, &before, frame].concat()), Err(NotASegment::Unpack)));
    }
    // Blocks without content, without end.
    let blocks = [magic, &FRAME[..], &[0x00, 0x58], &[0; 3].repeat(100_000)].concat();
    assert!(matches!(unpack(&blocks), Err(NotASegment::Unpack)));
}

#[test]
fn a_batch_or_a_segment_past_its_limit_is_neither_packed_nor_read() {
    let header = Header { entries: vec![Hash::default()], ..super::kit::bulletin() };
    let large = sealed(&header, vec![], vec![vec![0; limits::BATCH_BYTES]]);
    let result = unpack(&pack([&large]).unwrap());
    assert!(matches!(result, Err(NotASegment::Fault(fault)) if fault.reason == Reason::Limit("bytes of a batch")));
    assert!(pack([&large; 5]).is_err());
    let entries = vec![None; limits::BATCH_ENTRIES + 1];
    let many = Batch { header: vec![0; 60_000], entries, ..sealed(&header, vec![], vec![open_entry()]) };
    assert!(unpack(&pack([&many]).unwrap()).is_err());
}
