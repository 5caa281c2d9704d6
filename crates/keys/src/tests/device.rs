//! The secret under a passphrase: it opens by that passphrase alone, and nothing in it can be changed unseen.

use proptest::prelude::*;
use zeroize::Zeroizing;

use crate::{Cost, Device, FileKey, NotOpened, is_locked};

/// So little that a test tries hundreds.
const CHEAP: Cost = Cost { memory: 8, passes: 1, lanes: 1 };
const PASSPHRASE: &[u8] = b"four words on a wall";

fn device() -> Device {
    Device { seed: Zeroizing::new([3; 32]), files: Some(FileKey::new([9; 32])) }
}

fn locked(cost: Cost) -> Vec<u8> {
    device().lock(PASSPHRASE, cost, [5; 16], [6; 24]).unwrap()
}

#[test]
fn a_secret_opens_by_its_passphrase_and_by_no_other() {
    let file = locked(CHEAP);
    let opened = Device::unlock(&file, PASSPHRASE).unwrap();
    assert_eq!((*opened.seed, *opened.files.unwrap().bytes()), ([3; 32], [9; 32]));
    assert_eq!(Device::unlock(&file, b"four words on a wal").err(), Some(NotOpened::Shut));
    assert_eq!(Device::unlock(&file, b"").err(), Some(NotOpened::Shut));
}

#[test]
fn neither_the_seed_nor_the_key_of_the_files_stands_in_the_file_or_is_printed() {
    let file = locked(CHEAP);
    assert!(!file.windows(8).any(|part| part == [3; 8] || part == [9; 8]));
    assert!(!format!("{:?} {:?}", device(), device().files).contains(['3', '9']));
    assert!(is_locked(&file) && !is_locked(&[3; 32]));
}

#[test]
fn every_flipped_bit_and_every_truncation_is_refused() {
    let file = locked(CHEAP);
    for at in 0..file.len() * 8 {
        let mut bad = file.clone();
        bad[at / 8] ^= 1 << (at % 8);
        assert!(Device::unlock(&bad, PASSPHRASE).is_err(), "bit {at}");
    }
    for length in 0..file.len() {
        assert_eq!(Device::unlock(&file[..length], PASSPHRASE).err(), Some(NotOpened::NotASecret), "{length} bytes");
    }
    assert_eq!(Device::unlock(&[&file[..], &[0]].concat(), PASSPHRASE).err(), Some(NotOpened::NotASecret));
}

#[test]
fn a_file_cannot_ask_for_more_work_than_is_allowed() {
    let numbers = [u32::MAX, 1 << 31, Cost::MOST.memory + 1];
    for (place, number) in (0..3).flat_map(|place| numbers.map(|number| (place, number))) {
        let mut file = locked(CHEAP);
        file[9 + place * 4..][..4].copy_from_slice(&number.to_be_bytes());
        assert_eq!(Device::unlock(&file, PASSPHRASE).err(), Some(NotOpened::TooCostly));
    }
    assert!(device().lock(PASSPHRASE, Cost { passes: Cost::MOST.passes + 1, ..CHEAP }, [5; 16], [6; 24]).is_none());
    const { assert!(Cost::DEVICE.memory == 262_144 && Cost::DEVICE.memory <= Cost::MOST.memory) };
}

#[test]
fn nothing_in_a_file_of_no_work_at_all_makes_it_open() {
    for number in 0..3 {
        let mut file = locked(CHEAP);
        file[9 + number * 4..][..4].fill(0);
        assert_eq!(Device::unlock(&file, PASSPHRASE).err(), Some(NotOpened::NotASecret));
    }
}

proptest! {
    #[test]
    fn what_is_locked_opens_again(
        seed: [u8; 32], files: [u8; 32], salt: [u8; 16], nonce: [u8; 24], passphrase in prop::collection::vec(any::<u8>(), 0..80),
    ) {
        let device = Device { seed: Zeroizing::new(seed), files: Some(FileKey::new(files)) };
        let file = device.lock(&passphrase, CHEAP, salt, nonce).unwrap();
        let opened = Device::unlock(&file, &passphrase).unwrap();
        prop_assert_eq!((*opened.seed, *opened.files.unwrap().bytes()), (seed, files));
    }

    #[test]
    fn no_bytes_make_it_fall(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Device::unlock(&bytes, PASSPHRASE);
        prop_assert!(Device::unlock(&[b"SwardDev\x01", &bytes[..]].concat(), PASSPHRASE).is_err());
    }
}
