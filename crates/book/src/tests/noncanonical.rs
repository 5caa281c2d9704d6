//! What other readers let pass, and this one does not.

use super::kit::{bulletin, open_entry, record, sealed, sealed_bytes, wraps};
use crate::cbor::{self, Fault, Reader, Reason};
use crate::gate::{self, Refused};
use crate::{Header, commitment, entry, limits};

fn fault(bytes: &[u8]) -> Fault {
    cbor::tags(bytes).unwrap_err()
}

#[test]
fn hostile_056_other_spellings_of_a_value_are_refused_where_they_stand() {
    let spelled: &[(&[u8], usize)] = &[
        (&[0x18, 23], 0),                             // 23 in two bytes
        (&[0x19, 0, 255], 0),                         // 255 in three
        (&[0x1a, 0, 0, 255, 255], 0),                 // 65,535 in five
        (&[0x1b, 0, 0, 0, 0, 255, 255, 255, 255], 0), // 2^32 - 1 in nine
        (&[0x38, 0], 0),                              // -1 in two
        (&[0x58, 1, 0], 0),                           // one byte, its length in two
        (&[0x78, 1, b'a'], 0),                        // the same for text
        (&[0x98, 1, 0], 0),                           // and for an array
        (&[0xb8, 0], 0),                              // and for a map
        (&[0x5f, 0x41, 0, 0xff], 0),                  // no end known: bytes
        (&[0x7f, 0x61, b'a', 0xff], 0),               // text
        (&[0x9f, 0, 0xff], 0),                        // an array
        (&[0xbf, 0xff], 0),                           // a map
        (&[0xff], 0),                                 // a break
        (&[0x1c], 0),                                 // reserved heads
        (&[0x1d], 0),
        (&[0x1e], 0),
        (&[0xf9, 0x3c, 0], 0), // floats
        (&[0xfa, 0, 0, 0, 0], 0),
        (&[0xfb, 0, 0, 0, 0, 0, 0, 0, 0], 0),
        (&[0xf7], 0),     // undefined
        (&[0xe0], 0),     // simple values without a meaning
        (&[0xf8, 22], 0), // null in two bytes
        (&[0xf8, 255], 0),
        (&[0xc0, 0x60], 0),                               // a foreign tag
        (&[0xd9, 0xd9, 0xf7, 0], 0),                      // CBOR's own mark
        (&[0xda, 0, 0, 0xea, 0x61, 0x40], 0),             // a known tag in five bytes
        (&[0xd9, 0xea, 0x61, 0x60], 0),                   // a person that is a text
        (&[0xd9, 0xea, 0x61, 0x41, 0], 0),                // a person's id of another length
        (&[0xd9, 0xea, 0x62, 0x40], 0),                   // a text that is bytes
        (&[0xd9, 0xea, 0x62, 0xd9, 0xea, 0x62, 0x60], 0), // a tag twice
        (&[0x61, 0xff], 0),                               // not UTF-8
        (&[0x63, 0xed, 0xa0, 0x80], 0),                   // half a surrogate pair
        (&[0xa2, 0x61, b'b', 0, 0x61, b'a', 0], 4),       // disorder
        (&[0xa2, 0x62, b'a', b'a', 0, 0x61, b'b', 0], 5), // the longer key first
        (&[0xa2, 0x61, b'a', 0, 0x61, b'a', 0], 4),       // a key twice
        (&[0x82, 0, 0x18, 1], 2),                         // deeper in
    ];
    for (bytes, at) in spelled {
        assert_eq!(fault(bytes), Fault { at: *at, reason: Reason::NotCanonical }, "{bytes:02x?}");
    }
}

#[test]
fn hostile_056_keys_are_texts() {
    for bytes in [&[0xa1, 0, 0][..], &[0xa1, 0x41, b'a', 0], &[0xa1, 0xf6, 0], &[0xa1, 0xd9, 0xea, 0x62, 0x60, 0]] {
        assert_eq!(fault(bytes), Fault { at: 1, reason: Reason::Expected("text") }, "{bytes:02x?}");
    }
}

#[test]
fn hostile_045_a_length_of_2_to_the_63_is_refused_before_memory_is_taken() {
    for major in [0x5b, 0x7b, 0x9b, 0xbb] {
        for top in [0x80, 0x7f, 0xff] {
            let bytes = [major, top, 255, 255, 255, 255, 255, 255, 255, 0, 0];
            assert_eq!(fault(&bytes), Fault { at: 0, reason: Reason::Short });
            assert!(cbor::from_bytes::<Vec<u64>>(&bytes).is_err());
            assert!(cbor::from_bytes::<String>(&bytes).is_err());
            assert!(entry::decode(&bytes).is_err());
            assert!(Header::decode(&bytes).is_err());
        }
    }
    // Of a header's fields, the array of entries; of a map, more pairs than its bytes can hold.
    assert_eq!(fault(&[0xa3, 0x60, 0, 0x61, b'a', 0]).reason, Reason::Short);
    let mut header = bulletin().encode();
    let at = header.len() - 35;
    header.splice(at..=at, [0x9b, 0x80, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(Header::decode(&header), Err(Fault { at, reason: Reason::Short }));
}

#[test]
fn hostile_056_a_header_in_another_spelling_is_refused_though_its_seal_is_good() {
    let good = bulletin().encode();
    assert!(gate::pass(&sealed_bytes(good.clone(), vec![], vec![open_entry()]), None).is_ok());
    // The format's number in two bytes, and a byte too many.
    let longer = [&good[..1], &[0x18, 1], &good[2..]].concat();
    for (header, at) in [(longer, 1), ([&good[..], &[0]].concat(), good.len())] {
        let refused = gate::pass(&sealed_bytes(header, vec![], vec![open_entry()]), None);
        assert!(matches!(refused, Err(Refused::Header(fault)) if fault.at == at));
    }
}

#[test]
fn hostile_056_an_open_entry_in_another_spelling_is_refused_though_its_seal_is_good() {
    let good = open_entry();
    let longer = [&[0x98, 1], &good[1..]].concat();
    let trailing = [&good[..], &[0xf6]].concat();
    for entry in [longer, trailing, vec![], vec![0xff], vec![0x1b]] {
        let header = Header { entries: vec![commitment(&entry)], ..bulletin() };
        assert_eq!(gate::pass(&sealed(&header, vec![], vec![entry]), None), Err(Refused::Entry(0)));
    }
    let long = cbor::to_bytes(&"x".repeat(limits::OPEN_ENTRY_BYTES)).unwrap();
    let header = Header { entries: vec![commitment(&long)], ..bulletin() };
    assert_eq!(gate::pass(&sealed(&header, vec![], vec![long]), None), Err(Refused::Entry(0)));
}

#[test]
fn hostile_056_a_locked_entry_of_another_size_is_refused_though_its_seal_is_good() {
    for size in [0, 511, 513, 2_047, 8_193] {
        let entry = vec![0; size];
        let header = Header { entries: vec![commitment(&entry)], ..record() };
        assert_eq!(gate::pass(&sealed(&header, wraps(), vec![entry]), None), Err(Refused::Entry(0)));
    }
}

#[test]
fn what_follows_an_item_is_told_where_it_begins() {
    assert_eq!(fault(&[0, 0]), Fault { at: 1, reason: Reason::Trailing });
    assert_eq!(cbor::from_bytes::<u64>(&[0, 0]), Err(Fault { at: 1, reason: Reason::Trailing }));
    assert!(Reader::new(&[0, 0]).item().is_ok());
}

#[test]
fn an_input_cut_short_is_told_where_the_item_began() {
    assert_eq!(fault(&[0x82, 0, 0x19, 1]), Fault { at: 2, reason: Reason::Short });
    assert_eq!(fault(&[0x82, 0, 0x43, 1, 2]), Fault { at: 2, reason: Reason::Short });
    assert_eq!(fault(&[0x82, 0, 0x63, b'a']), Fault { at: 2, reason: Reason::Short });
    assert_eq!(fault(&[]), Fault { at: 0, reason: Reason::Short });
}
