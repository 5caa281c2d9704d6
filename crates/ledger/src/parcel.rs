//! Parcels: the keys of one unit as they travel, to be locked to whoever may read it. What stands here is plain.

use book::{Hash, SubjectId, UnitId};
use charter::Bytes;
use keys::Key;

/// Keys of one unit, on their way to somebody who may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// The unit.
    pub unit: UnitId,
    /// Its epoch keys, oldest first.
    pub epochs: Vec<Key>,
    /// The keys of its people.
    pub persons: Vec<(SubjectId, Key)>,
    /// The secrets of its letterboxes, each with its public half.
    pub letterboxes: Vec<(Key, Key)>,
}

/// Bytes that a parcel may take: some 60,000 keys.
pub const PARCEL_BYTES: usize = 4 << 20;

const TAG: &str = "sward.parcel.2";

impl Parcel {
    /// As it is locked: a CBOR array of the tag, the unit, its epoch keys, pairs of a person and a key, and pairs of the
    /// public and the secret half of a letterbox.
    pub fn encode(&self) -> Vec<u8> {
        let bytes = |key: &Key| Bytes(key.to_vec());
        let epochs = self.epochs.iter().map(bytes).collect::<Vec<_>>();
        let persons = self.persons.iter().map(|(person, key)| (*person, bytes(key))).collect::<Vec<_>>();
        let boxes = self.letterboxes.iter().map(|(public, secret)| (bytes(public), bytes(secret))).collect::<Vec<_>>();
        book::cbor::to_bytes(&(TAG, self.unit, epochs, persons, boxes)).unwrap_or_default()
    }

    /// Reads what `encode` wrote; none, if it is anything else.
    pub fn decode(bytes: &[u8]) -> Option<Parcel> {
        type Wire = (String, UnitId, Vec<Bytes>, Vec<(SubjectId, Bytes)>, Vec<(Bytes, Bytes)>);
        let wire = book::cbor::from_bytes::<Wire>(bytes).ok().filter(|wire| wire.0 == TAG)?;
        let (_, unit, epochs, persons, boxes) = wire;
        let key = |bytes: &Bytes| Key::try_from(bytes.0.as_slice()).ok();
        let epochs = epochs.iter().map(key).collect::<Option<Vec<_>>>()?;
        let persons = persons.iter().map(|(person, bytes)| Some((*person, key(bytes)?))).collect::<Option<_>>()?;
        let pair = |(public, secret): &(Bytes, Bytes)| Some((key(public)?, key(secret)?));
        let letterboxes = boxes.iter().map(pair).collect::<Option<_>>()?;
        Some(Parcel { unit, epochs, persons, letterboxes }).filter(|parcel| !parcel.epochs.is_empty())
    }

    /// The reference of the newest epoch key in it.
    pub fn newest(&self) -> Option<Hash> {
        self.epochs.last().map(book::key_ref)
    }

    /// Eight digits that nobody knows who did not open what was locked to this public key: told back, they show that it
    /// opens. They open nothing themselves.
    pub fn code(&self, to: &str) -> Option<String> {
        let key = self.epochs.last()?;
        let told = blake3::Hasher::new_derive_key("sward 2026 that a parcel of keys opens");
        let told = told.clone().update(key).update(to.as_bytes()).finalize();
        let number = u64::from_le_bytes(*told.as_bytes().first_chunk()?) % 100_000_000;
        Some(format!("{:04}-{:04}", number / 10_000, number % 10_000))
    }
}
