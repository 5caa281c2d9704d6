//! The gate: what is sealed and yet does not pass.

use super::kit::{batches, bulletin, founding, keeper, open_entry, record, root, sealed, wraps};
use crate::gate::{Refused, pass};
use crate::{BookId, Hash, Header, Kind, Reign, Seal, Signer, UnitId, commitment, limits, wraps_commitment};

fn refused(header: Header) -> Option<Refused> {
    let locked = header.wraps.is_some();
    let batch = if header.key.is_some() {
        sealed(&header, wraps(), vec![super::kit::locked_entry()])
    } else {
        sealed(&header, if locked { wraps() } else { vec![] }, vec![open_entry()])
    };
    pass(&batch, None).err()
}

#[test]
fn what_is_in_order_passes_with_its_header_and_hash() {
    let (_, org) = root();
    for batch in batches() {
        let (header, hash) = pass(&batch, Some(org)).unwrap();
        assert_eq!((header.encode(), header.hash(&keeper().signer())), (batch.header.clone(), hash));
    }
}

#[test]
fn hostile_050_another_organisations_batch_is_refused() {
    for batch in batches() {
        assert!(pass(&batch, None).is_ok());
        assert_eq!(pass(&batch, Some(UnitId([7; 32]))), Err(Refused::Org));
    }
}

#[test]
fn hostile_050_a_batch_sealed_for_one_book_is_no_batch_of_another() {
    let (_, org) = root();
    let mut batch = sealed(&bulletin(), vec![], vec![open_entry()]);
    let other = BookId { unit: UnitId([7; 32]), kind: Kind::Bulletin };
    batch.header = Header { book: Some(other), reign: Reign { number: 1, ..bulletin().reign }, ..bulletin() }.encode();
    assert_eq!(pass(&batch, Some(org)), Err(Refused::Seal));
}

#[test]
fn fields_that_contradict_each_other_are_refused() {
    let (founding, bulletin, record) = (founding(), bulletin(), record());
    let (some, unit) = (Some(Hash([7; 32])), Some(UnitId([7; 32])));
    for header in [&founding, &bulletin, &record] {
        assert_eq!(refused(header.clone()), None);
    }
    let below = Header { org: unit, parent: unit, cited: some, ..founding.clone() };
    assert_eq!(refused(below.clone()), None);
    let contradictions = [
        // A founding names its parent and its organisation, or neither; it begins everything.
        Header { org: unit, ..founding.clone() },
        Header { parent: unit, ..founding.clone() },
        Header { cited: some, ..founding.clone() },
        Header { first_seq: 1, ..below.clone() },
        Header { prev: some, ..below.clone() },
        Header { reign: Reign { number: 1, begun_by: Hash::default() }, ..below.clone() },
        Header { key: some, ..below.clone() },
        Header { wraps: Some(wraps_commitment(&wraps())), ..below },
        // A bulletin goes on, is open, and of the root's nothing stands above.
        Header { org: None, ..bulletin.clone() },
        Header { parent: unit, ..bulletin.clone() },
        Header { prev: None, ..bulletin.clone() },
        Header { first_seq: 0, ..bulletin.clone() },
        Header { key: some, ..bulletin.clone() },
        Header { wraps: Some(wraps_commitment(&wraps())), ..bulletin.clone() },
        Header { cited: some, ..bulletin.clone() },
        Header { reign: Reign { number: 0, begun_by: Hash([7; 32]) }, ..bulletin },
        // A record is locked, cites, and begins behind the founding batch.
        Header { key: None, ..record.clone() },
        Header { wraps: None, ..record.clone() },
        Header { cited: None, ..record.clone() },
        Header { parent: unit, ..record.clone() },
        Header { first_seq: 1, ..record.clone() },
        Header { prev: some, ..record.clone() },
        Header { prev: None, ..record },
    ];
    for (at, header) in contradictions.into_iter().enumerate() {
        assert_eq!(refused(header), Some(Refused::Shape), "contradiction {at}");
    }
}

#[test]
fn a_locked_entry_may_be_gone_an_open_one_may_not_and_none_may_be_another() {
    let mut erased = sealed(&record(), wraps(), vec![super::kit::locked_entry()]);
    erased.entries = vec![None];
    assert!(pass(&erased, None).is_ok());
    let mut batch = sealed(&bulletin(), vec![], vec![open_entry()]);
    batch.entries = vec![None];
    assert_eq!(pass(&batch, None), Err(Refused::Entry(0)));
    batch.entries = vec![Some(vec![0xf6])];
    assert_eq!(pass(&batch, None), Err(Refused::Entry(0)));
    batch.entries = vec![];
    assert_eq!(pass(&batch, None), Err(Refused::Entry(0)));
    batch.entries = vec![None, None];
    assert_eq!(pass(&batch, None), Err(Refused::Entry(1)));
}

#[test]
fn wraps_are_those_of_the_header_and_of_one_length() {
    let good = sealed(&record(), wraps(), vec![super::kit::locked_entry()]);
    assert!(pass(&good, None).is_ok());
    for other in [vec![], vec![0; limits::WRAPS * limits::WRAP_BYTES], wraps()[1..].to_vec()] {
        assert_eq!(pass(&crate::Batch { wraps: other, ..good.clone() }, None), Err(Refused::Wraps));
    }
    let short = wraps()[1..].to_vec();
    let header = Header { wraps: Some(wraps_commitment(&short)), ..record() };
    assert_eq!(pass(&sealed(&header, short, vec![super::kit::locked_entry()]), None), Err(Refused::Wraps));
    let beside = sealed(&bulletin(), vec![1], vec![open_entry()]);
    assert_eq!(pass(&beside, None), Err(Refused::Wraps));
}

#[test]
fn a_batch_larger_than_the_limit_is_refused_before_it_is_read() {
    let entry = vec![0; limits::BATCH_BYTES];
    let header = Header { entries: vec![commitment(&entry)], ..bulletin() };
    assert_eq!(pass(&sealed(&header, vec![], vec![entry]), None), Err(Refused::TooLarge));
}

#[test]
fn a_seal_of_another_batch_or_another_key_does_not_hold() {
    let batch = sealed(&bulletin(), vec![], vec![open_entry()]);
    let (first, _) = root();
    let with = |seal| pass(&crate::Batch { seal, ..batch.clone() }, None).err();
    assert_eq!(with(batch.seal), None);
    assert_eq!(with(first.seal), Some(Refused::Seal));
    assert_eq!(with(Seal { keeper: Signer([7; 32]), ..batch.seal }), Some(Refused::Seal));
    for at in 0..64 {
        let mut signature = batch.seal.signature;
        signature[at] ^= 1;
        assert_eq!(with(Seal { signature, ..batch.seal }), Some(Refused::Seal));
    }
    // A signature under another tag seals nothing.
    let signature = keeper().sign(b"sward.other.1\0", &batch.hash().0);
    assert_eq!(with(Seal { signature, ..batch.seal }), Some(Refused::Seal));
}

#[test]
fn anothers_seal_on_a_header_makes_another_batch() {
    let other = crate::Secret::new(&[2; 32]);
    for batch in batches() {
        let mut theirs = crate::Batch { seal: other.seal(&batch.hash()), ..batch.clone() };
        assert_eq!(pass(&theirs, None), Err(Refused::Seal));
        theirs.seal = other.seal(&theirs.hash());
        assert!(theirs.hash() != batch.hash() && theirs.header == batch.header);
        // The root's founding batch has become another organisation's; the rest is no longer the keeper's.
        assert_eq!(pass(&theirs, None).map(|(_, hash)| hash), Ok(theirs.hash()));
    }
}

#[test]
fn a_signature_with_a_larger_scalar_is_refused() {
    // The order of the group, little end first: added to a scalar it changes nothing but the bytes.
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let batch = sealed(&bulletin(), vec![], vec![open_entry()]);
    let mut signature = batch.seal.signature;
    let mut carry = 0;
    for (byte, more) in signature[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(more) + carry;
        (*byte, carry) = (sum as u8, sum >> 8);
    }
    assert!(!Seal { signature, ..batch.seal }.holds(&batch.hash()));
}

#[test]
fn keys_of_small_order_seal_nothing() {
    // The eight points of small order, with other spellings of some; the last four bytes of hex are the sign.
    let weak = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];
    for key in weak {
        let keeper: Signer = key.parse().unwrap();
        // R and S of nothing: under a weak key, a check without care takes it for every message in eight.
        for first in [0, 1] {
            let mut signature = [0; 64];
            signature[0] = first;
            let holds = (0..64).any(|at| Seal { keeper, signature }.holds(&Hash([at; 32])));
            assert!(!holds, "{key}");
        }
    }
    assert!(!Seal { keeper: Signer::default(), signature: [0; 64] }.holds(&Hash::default()));
}
