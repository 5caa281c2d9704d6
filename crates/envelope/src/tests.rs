//! What is put in comes out, the program `age` and this one read each other, and whatever was changed is refused.

use std::io::{Read, Write};

use proptest::prelude::*;

use crate::{Error, Identity, RECIPIENTS, Recipient, identities, open, seal};

/// Made by `age-keygen` and `age` 1.1.1 over the text below.
const THEIR_KEY: &str = "# a key\n\nAGE-SECRET-KEY-1NCRXZW0UQK32W2KDZLRT7VEV8KQG3VC4V9Y7TU8AZ97F0UZAY8QS8EVHZA\n";
const THEIR_NAME: &str = "age15l8svnh64jnurk5cjj99a8uzhn2fyf0ty439l6gguhu7h2y5g4lq5vh8hz";
const THEIR_TEXT: &str = "Swallows return in spring.";
const THEIR_ENVELOPE: &str = "\
    YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBySC83TXVTZVlSLzRoZ2dQMUY4L0RtdmxWMVRqTXc4SGtoWlRJeTFE\
    dkVvCkVTZ3NrSStFNGlRUTlFR3RDaVVHTWxmbHdiVExNQ3lTUzNUQjNVS1VycmcKLS0tIGhFWjNhT2s4a1BRVDJvMEFrYU10\
    ditNeVNPZkFKWnFZUUtjNnQxZXhpQUEKLMJjKIZewoDeCzdQmA7nSFyPhgisyCvLiUPpix8qhLXgqBGv6tuHkvzIQ9EaHqWt\
    S5a+z1irXL0ZKQ";
const PIECE: usize = 64 * 1024;

/// Bytes that look random, and are the same each time.
fn random(seed: u8) -> impl FnMut(&mut [u8]) {
    let mut n = u64::from(seed) << 32 | 0x9e37_79b9;
    move |bytes| {
        for byte in bytes {
            n = n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (n >> 56) as u8;
        }
    }
}

fn key(seed: u8) -> Identity {
    Identity::new([seed; 32])
}

fn sealed(to: &[u8], plain: &[u8]) -> Vec<u8> {
    let to = to.iter().map(|seed| key(*seed).recipient()).collect::<Vec<_>>();
    let mut envelope = seal(&to, &mut random(to.len() as u8), vec![]).unwrap();
    envelope.write_all(plain).unwrap();
    envelope.finish().unwrap()
}

fn opened(with: &[Identity], envelope: &[u8]) -> Result<Vec<u8>, Error> {
    let mut plain = vec![];
    open(with, envelope)?.read_to_end(&mut plain)?;
    Ok(plain)
}

#[test]
fn what_age_made_is_opened() {
    let envelope = crate::bytes::from_base64(THEIR_ENVELOPE.as_bytes()).unwrap();
    let keys = identities(THEIR_KEY).unwrap();
    assert_eq!(opened(&keys, &envelope).unwrap(), THEIR_TEXT.as_bytes());
    assert_eq!(keys[0].recipient().to_string(), THEIR_NAME);
    assert_eq!(THEIR_NAME.parse::<Recipient>().unwrap(), keys[0].recipient());
    assert!(THEIR_KEY.contains(keys[0].to_text().as_str()));
}

#[test]
fn each_recipient_opens_it_and_nobody_else_does() {
    let envelope = sealed(&[1, 2, 3], b"for three");
    for seed in [1, 2, 3] {
        assert_eq!(opened(&[key(9), key(seed)], &envelope).unwrap(), b"for three");
    }
    assert!(matches!(opened(&[key(4)], &envelope), Err(Error::NotForThese)));
    assert!(matches!(seal(&[], &mut random(1), vec![]), Err(Error::Recipients)));
    let many = [key(1).recipient(); RECIPIENTS + 1];
    assert!(matches!(seal(&many, &mut random(1), vec![]), Err(Error::Recipients)));
}

#[test]
fn any_length_goes_through_around_the_ends_of_pieces() {
    for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 7] {
        let plain = (0..length).map(|n| (n % 251) as u8).collect::<Vec<_>>();
        assert_eq!(opened(&[key(1)], &sealed(&[1], &plain)).unwrap(), plain, "{length} bytes");
    }
}

#[test]
fn every_flipped_bit_and_every_end_too_early_or_too_late_is_refused() {
    let envelope = sealed(&[1, 2], b"a short text");
    for at in 0..envelope.len() * 8 {
        let mut bad = envelope.clone();
        bad[at / 8] ^= 1 << (at % 8);
        assert!(opened(&[key(1)], &bad).is_err(), "bit {at}");
    }
    for length in 0..envelope.len() {
        assert!(opened(&[key(1)], &envelope[..length]).is_err(), "{length} bytes");
    }
    assert!(opened(&[key(1)], &[&envelope[..], b"x"].concat()).is_err());
}

#[test]
fn pieces_that_are_left_out_or_turned_round_are_noticed() {
    let envelope = sealed(&[1], &vec![7; 3 * PIECE]);
    let (head, pieces) = envelope.split_at(envelope.len() - 3 * (PIECE + 16));
    let piece = |n: usize| &pieces[n * (PIECE + 16)..][..PIECE + 16];
    for order in [vec![0, 2], vec![1, 0, 2], vec![0, 1], vec![0, 1, 2, 2], vec![2]] {
        let bad = [&[head], &order.iter().map(|n| piece(*n)).collect::<Vec<_>>()[..]].concat().concat();
        assert!(opened(&[key(1)], &bad).is_err(), "{order:?}");
    }
}

#[test]
fn a_key_that_was_typed_wrongly_is_none() {
    let good = key(1).recipient().to_string();
    for at in 0..good.len() {
        let mut bad = good.clone().into_bytes();
        bad[at] = if bad[at] == b'q' { b'p' } else { b'q' };
        assert!(String::from_utf8(bad).unwrap().parse::<Recipient>().is_err(), "sign {at}");
    }
    assert!(key(1).to_text().parse::<Recipient>().is_err() && good.parse::<Identity>().is_err());
    assert!(identities("# nobody\n").is_err() && identities("hello\n").is_err());
    assert!(format!("{:?}", key(1)).starts_with("Identity of age1"));
    // A point that meets every key alike would lock to nobody.
    assert!(seal(&[Recipient([0; 32])], &mut random(1), vec![]).is_err());
}

#[test]
fn a_head_without_end_is_not_read_for_ever() {
    let endless = [&b"age-encryption.org/v1\n-> X25519 "[..], &vec![b'A'; 200_000]].concat();
    assert!(matches!(open(&[key(1)], &endless[..]).err(), Some(Error::NotAnEnvelope)));
    let lines = b"age-encryption.org/v1\n".iter().copied().chain(b"-> other\n\n".repeat(20_000)).collect::<Vec<_>>();
    assert!(matches!(open(&[key(1)], &lines[..]).err(), Some(Error::NotAnEnvelope)));
}

proptest! {
    #[test]
    fn no_bytes_make_it_fall(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = opened(&[key(1)], &bytes);
        let begun = [b"age-encryption.org/v1\n-> X25519 ", &bytes[..]].concat();
        prop_assert!(opened(&[key(1)], &begun).is_err());
    }

    #[test]
    fn base64_has_one_way_to_write_bytes(bytes in prop::collection::vec(any::<u8>(), 0..100), text in "[A-Za-z0-9+/]{0,9}") {
        prop_assert_eq!(crate::bytes::from_base64(crate::bytes::base64(&bytes).as_bytes()), Some(bytes));
        if let Some(bytes) = crate::bytes::from_base64(text.as_bytes()) {
            prop_assert_eq!(crate::bytes::base64(&bytes), text);
        }
    }
}
