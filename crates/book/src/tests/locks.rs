//! A locked entry opens with its own key, at its own place, and shows no more than one of three sizes.

use proptest::prelude::*;

use super::kit::{KEY, locked_entry, place, record};
use crate::cbor::Writer;
use crate::lock::{self, NONCE, Piece, Shut, lock, pieces, unlock, unwrap, wrap};
use crate::{Actor, Hash, Kind, Place, UnitId, entry, key_ref, limits};

fn nonces() -> impl FnMut() -> [u8; NONCE] {
    let mut count = 0u8;
    move || {
        count += 1;
        [count; NONCE]
    }
}

fn joined(stored: &[Vec<u8>], place: &Place, first_seq: u64) -> Vec<u8> {
    let pieces = (first_seq..).zip(stored).map(|(seq, stored)| unlock(stored, &KEY, place, seq).unwrap());
    pieces.flat_map(|piece| piece.content).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_locked_opens_whatever_its_size(size in 0..40_000usize, fill in any::<u8>(), seq in 0..1u64 << 62) {
        let content = (0..size).map(|at| fill.wrapping_add(at as u8)).collect::<Vec<_>>();
        let stored = lock(&content, &KEY, &place(), seq, nonces()).unwrap();
        prop_assert_eq!(stored.len(), pieces(size));
        prop_assert!(stored.iter().all(|entry| limits::LOCKED_BYTES.contains(&entry.len())));
        prop_assert_eq!(joined(&stored, &place(), seq), content);
    }

    #[test]
    fn no_bytes_make_unlocking_panic(bytes in any::<Vec<u8>>(), seq in any::<u64>()) {
        prop_assert!(unlock(&bytes, &KEY, &place(), seq).is_err());
        prop_assert!(unwrap(&bytes, &KEY, &[]).is_none());
    }

    #[test]
    fn what_is_wrapped_opens_in_its_own_context_alone(plain in any::<Vec<u8>>()) {
        let locked = wrap(&plain, &KEY, b"here", [5; NONCE]);
        prop_assert_eq!(unwrap(&locked, &KEY, b"here"), Some(plain));
        prop_assert_eq!(unwrap(&locked, &KEY, b"there"), None);
        prop_assert_eq!(unwrap(&locked, &[0; 32], b"here"), None);
    }
}

#[test]
fn every_size_at_an_edge_takes_the_smallest_room() {
    let sizes = |content: usize| {
        let stored = lock(&vec![1; content], &KEY, &place(), 0, nonces()).unwrap();
        assert_eq!(joined(&stored, &place(), 0).len(), content);
        stored.iter().map(Vec::len).collect::<Vec<_>>()
    };
    // Nonce and tag take 40 bytes; the head of a piece takes 4 to 6.
    assert_eq!(sizes(0), [512]);
    assert_eq!(sizes(512 - 40 - 6), [512]);
    assert_eq!(sizes(512 - 40 - 5), [2_048]);
    assert_eq!(sizes(2_048 - 40 - 6), [2_048]);
    assert_eq!(sizes(2_048 - 40 - 5), [8_192]);
    assert_eq!(sizes(8_144), [8_192]);
    assert_eq!(sizes(8_145), [8_192, 512]);
    let most = limits::PIECES * 8_144;
    assert_eq!(sizes(most), vec![8_192; limits::PIECES]);
    assert!(lock(&vec![1; most + 1], &KEY, &place(), 0, nonces()).is_none());
}

#[test]
fn a_flipped_bit_or_a_lost_byte_shuts_it() {
    let stored = locked_entry();
    for at in 0..stored.len() {
        let mut other = stored.clone();
        other[at] ^= 1 << (at % 8);
        assert_eq!(unlock(&other, &KEY, &place(), 0).err(), Some(Shut::WrongKeyOrPlace));
        assert_eq!(unlock(&stored[..at], &KEY, &place(), 0).err(), Some(Shut::WrongKeyOrPlace));
    }
}

#[test]
fn hostile_149_a_reference_is_the_keys_hash_so_no_ciphertext_has_two_keys() {
    // The header names one key, and whoever looks up a key by that name finds no other.
    assert_eq!(record().key, Some(key_ref(&KEY)));
    for bit in 0..256 {
        let mut other = KEY;
        other[bit / 8] ^= 1 << (bit % 8);
        assert_ne!(record().key, Some(key_ref(&other)));
        assert_eq!(unlock(&locked_entry(), &other, &place(), 0).err(), Some(Shut::WrongKeyOrPlace));
    }
}

#[test]
fn hostile_150_anothers_ciphertext_in_ones_own_entry_does_not_open() {
    let stored = locked_entry();
    assert!(unlock(&stored, &KEY, &place(), 0).is_ok());
    let home = place();
    let mut others = vec![home; 6];
    others[0].org = UnitId([9; 32]);
    others[1].book.unit = UnitId([9; 32]);
    others[2].book.kind = Kind::Bulletin;
    others[3].reign.number = 1;
    others[4].reign.begun_by = Hash([9; 32]);
    others[5].prev = Hash([9; 32]);
    for (at, other) in others.iter().enumerate() {
        assert_eq!(unlock(&stored, &KEY, other, 0).err(), Some(Shut::WrongKeyOrPlace), "place {at}");
    }
    for seq in [1, 2, u64::MAX] {
        assert_eq!(unlock(&stored, &KEY, &home, seq).err(), Some(Shut::WrongKeyOrPlace));
    }
}

/// What a keeper who holds the key may lock, good or not.
fn locked(plain: &[u8]) -> Vec<u8> {
    wrap(plain, &KEY, &place().at(0), [5; NONCE])
}

fn piece(index: u64, count: u64, content: &[u8], padding: &[u8]) -> Vec<u8> {
    let mut w = Writer::default();
    w.array(3).uint(index).uint(count).bytes(content).raw(padding);
    locked(&w.0)
}

#[test]
fn a_keeper_cannot_lock_what_is_no_piece() {
    let opens = |stored: Vec<u8>| match unlock(&stored, &KEY, &place(), 0) {
        Ok(Piece { content, .. }) => Ok(content),
        Err(Shut::NotAPiece(fault)) => Err(fault.at),
        Err(Shut::WrongKeyOrPlace) => panic!("the key is right"),
    };
    let most = limits::PIECES as u64;
    assert_eq!(opens(piece(0, 1, b"x", &[0; 9])), Ok(b"x".to_vec()));
    assert_eq!(opens(piece(most - 1, most, b"x", &[])), Ok(b"x".to_vec()));
    for stored in
        [piece(0, 0, b"x", &[]), piece(1, 1, b"x", &[]), piece(0, most + 1, b"x", &[]), piece(0, 1, b"x", &[0, 1])]
    {
        assert!(opens(stored).is_err());
    }
    assert_eq!(opens(locked(&[])), Err(0));
    assert_eq!(opens(locked(&[0x83, 0, 1, 0x5b, 0x80, 0, 0, 0, 0, 0, 0, 0])), Err(3));
    assert_eq!(opens(locked(&[0x83, 0, 0x18, 1, 0x40])), Err(2));
}

#[test]
fn two_entries_of_one_text_differ_in_every_block() {
    let stored = lock(&[0; 20_000], &KEY, &place(), 0, nonces()).unwrap();
    assert!(stored.windows(2).all(|two| two[0][lock::NONCE..][..64] != two[1][lock::NONCE..][..64]));
}

#[test]
fn what_is_inside_is_an_entry() {
    let piece = unlock(&locked_entry(), &KEY, &place(), 0).unwrap();
    assert!(matches!(entry::decode(&piece.content).unwrap()[0].actor, Actor::Person(_)));
}
