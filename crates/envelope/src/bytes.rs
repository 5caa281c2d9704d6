//! Small things that header and stream share: random bytes, keys from keys, base64 as age writes it.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::Random;

const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Random bytes, wiped when they are let go.
pub fn fresh<const N: usize>(random: Random) -> Zeroizing<[u8; N]> {
    let mut bytes = Zeroizing::new([0; N]);
    random(&mut *bytes);
    bytes
}

/// A key that follows from another (HKDF with SHA-256, RFC 5869).
pub fn derived(from: &[u8], salt: &[u8], info: &str) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    // 32 bytes are never too many for it.
    let _ = Hkdf::<Sha256>::new(Some(salt), from).expand(info.as_bytes(), &mut *key);
    key
}

/// Base64 without padding.
pub fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let mut all = [0; 4];
        all[1..=three.len()].copy_from_slice(three);
        let bits = u32::from_be_bytes(all);
        for sign in 0..=three.len() {
            text.push(char::from(SIGNS[(bits >> (18 - 6 * sign)) as usize & 63]));
        }
    }
    text
}

/// The bytes of base64 without padding; none if it is not the one way to write them.
pub fn from_base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for four in text.chunks(4) {
        let bits = four.iter().try_fold(0, |bits, sign| {
            let value = SIGNS.iter().position(|other| other == sign)?;
            Some(bits << 6 | value as u32)
        })?;
        let aligned = bits << (6 * (4 - four.len()) + 8);
        bytes.extend_from_slice(&aligned.to_be_bytes()[..four.len() * 6 / 8]);
    }
    (base64(&bytes).as_bytes() == text).then_some(bytes)
}
