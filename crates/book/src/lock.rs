//! Locking: XChaCha20-Poly1305 over entries padded to one of three sizes, bound to their place.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::cbor::{Fault, Reader, Reason, Writer};
use crate::{BookId, Hash, Reign, UnitId, limits};

/// Bytes of random nonce before the ciphertext.
pub const NONCE: usize = 24;
const TAG: usize = 16;
/// The most that the head of a piece takes: an array, index, count, and the head of a byte string.
const PIECE_HEAD: usize = 8;

/// Where an entry stands: the associated data, so that it opens nowhere else.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The organisation.
    pub org: UnitId,
    /// The book.
    pub book: BookId,
    /// The reign of the batch.
    pub reign: Reign,
    /// The `prev` of the batch.
    pub prev: Hash,
}

impl Place {
    /// The associated data of the entry with this seq.
    pub(crate) fn at(&self, seq: u64) -> Vec<u8> {
        let mut w = Writer::default();
        w.array(7).bytes(&self.org.0).bytes(&self.book.unit.0).uint(self.book.kind as u64);
        w.uint(self.reign.number).bytes(&self.reign.begun_by.0).uint(seq).bytes(&self.prev.0);
        w.0
    }
}

/// How many entries the content will take once it is cut.
pub fn pieces(content: usize) -> usize {
    content.div_ceil(most()).max(1)
}

/// How many bytes content of this length takes once it is locked.
pub fn stored(content: usize) -> usize {
    let [small, middle, large] = limits::LOCKED_BYTES;
    let fits = |size: usize| content + NONCE + TAG + PIECE_HEAD <= size;
    if fits(small) {
        small
    } else if fits(middle) {
        middle
    } else {
        pieces(content) * large
    }
}

fn most() -> usize {
    limits::LOCKED_BYTES[2] - NONCE - TAG - PIECE_HEAD
}

/// Cuts, pads and locks what one entry says. `nonces` gives fresh random bytes.
/// None if it would take more pieces than the limits allow.
pub fn lock(
    content: &[u8],
    key: &[u8; 32],
    place: &Place,
    first_seq: u64,
    mut nonces: impl FnMut() -> [u8; NONCE],
) -> Option<Vec<Vec<u8>>> {
    let count = pieces(content.len());
    if count > limits::PIECES {
        return None;
    }
    let cipher = XChaCha20Poly1305::new(key.into());
    let chunks = content.chunks(most()).chain((content.is_empty()).then_some(&[][..]));
    let lock_one = |(index, chunk): (usize, &[u8])| {
        let mut w = Writer::default();
        w.array(3).uint(index as u64).uint(count as u64).bytes(chunk);
        let size = limits::LOCKED_BYTES.into_iter().find(|size| w.0.len() + NONCE + TAG <= *size)?;
        w.0.resize(size - NONCE - TAG, 0);
        let nonce = nonces();
        let aad = place.at(first_seq.saturating_add(index as u64));
        let locked = cipher.encrypt(&XNonce::from(nonce), Payload { msg: &w.0, aad: &aad }).ok()?;
        Some([&nonce[..], &locked].concat())
    };
    chunks.enumerate().map(lock_one).collect()
}

/// One piece of an entry, unlocked.
pub struct Piece {
    /// Which piece of its entry, from 0.
    pub index: u64,
    /// Of how many.
    pub count: u64,
    /// What it holds.
    pub content: Vec<u8>,
}

/// Why a locked entry does not open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Shut {
    /// The key, or the place, is another's.
    #[error("the entry does not open with this key at this place")]
    WrongKeyOrPlace,
    /// It opens, and what is inside is not a piece.
    #[error("the entry opens, but {0}")]
    NotAPiece(#[from] Fault),
}

/// Opens one locked entry at its own place.
pub fn unlock(stored: &[u8], key: &[u8; 32], place: &Place, seq: u64) -> Result<Piece, Shut> {
    let (nonce, locked) = stored.split_first_chunk::<NONCE>().ok_or(Shut::WrongKeyOrPlace)?;
    let payload = Payload { msg: locked, aad: &place.at(seq) };
    let opened = XChaCha20Poly1305::new(key.into()).decrypt(&XNonce::from(*nonce), payload);
    let plain = opened.map_err(|_| Shut::WrongKeyOrPlace)?;
    let mut r = Reader::new(&plain);
    r.array_of(3)?;
    let (index, count) = (r.uint()?, r.uint()?);
    let content = r.bytes()?.to_vec();
    let padding = &plain[r.offset()..];
    if index >= count || count > limits::PIECES as u64 || padding.iter().any(|byte| *byte != 0) {
        return Err(r.fault(Reason::NotCanonical).into());
    }
    Ok(Piece { index, count, content })
}

/// Locks a short text under a key of its own, as a person's name inside an entry.
pub fn wrap(plain: &[u8], key: &[u8; 32], context: &[u8], nonce: [u8; NONCE]) -> Vec<u8> {
    let payload = Payload { msg: plain, aad: context };
    let locked = XChaCha20Poly1305::new(key.into()).encrypt(&XNonce::from(nonce), payload);
    // The cipher fails only past 256 GiB, which no text here reaches.
    [&nonce[..], &locked.unwrap_or_default()].concat()
}

/// Opens what `wrap` locked.
pub fn unwrap(locked: &[u8], key: &[u8; 32], context: &[u8]) -> Option<Vec<u8>> {
    let (nonce, msg) = locked.split_first_chunk::<NONCE>()?;
    XChaCha20Poly1305::new(key.into()).decrypt(&XNonce::from(*nonce), Payload { msg, aad: context }).ok()
}
