//! A header has one encoding, and every one of its bytes is looked at.

use proptest::prelude::*;

use super::kit::{a_header, bulletin, record};
use crate::cbor::{Fault, Reason};
use crate::{Hash, Header, limits};

proptest! {
    #[test]
    fn what_is_encoded_is_decoded(header in a_header()) {
        prop_assert_eq!(Header::decode(&header.encode()), Ok(header));
    }

    #[test]
    fn any_bytes_are_a_header_or_a_fault_within_them(bytes in any::<Vec<u8>>()) {
        if let Err(fault) = Header::decode(&bytes) {
            prop_assert!(fault.at <= bytes.len());
        }
    }
}

#[test]
fn a_header_cut_anywhere_is_none() {
    let bytes = record().encode();
    for cut in 0..bytes.len() {
        assert!(Header::decode(&bytes[..cut]).is_err(), "{cut}");
    }
}

#[test]
fn a_flipped_bit_is_another_header_or_none() {
    let (header, bytes) = (record(), record().encode());
    let keeper = super::kit::keeper().signer();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut other = bytes.clone();
            other[at] ^= 1 << bit;
            match Header::decode(&other) {
                Ok(read) => {
                    assert!(read != header && read.encode() == other && read.hash(&keeper) != header.hash(&keeper))
                }
                // A count that grew is missed at the end; all else is told at the byte or before.
                Err(fault) => assert!(fault.at <= at || (fault.at == other.len() && fault.reason == Reason::Short)),
            }
        }
    }
}

#[test]
fn hostile_058_a_seq_or_a_reign_past_the_limit_is_refused_where_it_stands() {
    let last = Header { first_seq: limits::SEQ, entries: vec![Hash::default(); limits::BATCH_ENTRIES], ..bulletin() };
    let read = Header::decode(&last.encode()).unwrap();
    assert!(read.next_seq() <= i64::MAX as u64);
    for past in [limits::SEQ + 1, i64::MAX as u64, u64::MAX - 1, u64::MAX] {
        let seq = Header { first_seq: past, ..bulletin() };
        assert_eq!(Header::decode(&seq.encode()).unwrap_err().reason, Reason::Limit("seq"));
        assert!(seq.next_seq() >= past);
        let mut reign = bulletin();
        reign.reign.number = past;
        assert_eq!(Header::decode(&reign.encode()).unwrap_err().reason, Reason::Limit("the number of a reign"));
    }
}

#[test]
fn a_batch_has_at_least_one_entry_and_at_most_so_many() {
    for count in [0, limits::BATCH_ENTRIES + 1] {
        let header = Header { entries: vec![Hash::default(); count], ..bulletin() };
        assert_eq!(Header::decode(&header.encode()).unwrap_err().reason, Reason::Limit("entries in a batch"));
    }
    let most = Header { entries: vec![Hash::default(); limits::BATCH_ENTRIES], ..record() };
    assert!(most.encode().len() <= limits::HEADER_BYTES);
    assert_eq!(Header::decode(&most.encode()), Ok(most));
    let long = vec![0; limits::HEADER_BYTES + 1];
    assert_eq!(Header::decode(&long), Err(Fault { at: 0, reason: Reason::Limit("bytes of a header") }));
}

#[test]
fn another_format_or_level_is_told_as_such() {
    for at in [1, 2] {
        let mut bytes = bulletin().encode();
        bytes[at] = 2;
        let reason = Reason::Expected("a format and level that this program knows");
        assert_eq!(Header::decode(&bytes), Err(Fault { at, reason }));
    }
}
