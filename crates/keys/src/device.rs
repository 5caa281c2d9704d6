//! The secret of an encrypted folder's device, locked under a passphrase. It knows neither where the file lies nor
//! how a passphrase is asked for.
//!
//! The file: eight bytes of magic, the version, memory (KiB), passes and lanes of Argon2id as big-endian numbers of
//! 32 bits, 16 bytes of salt, 24 of nonce; then XChaCha20-Poly1305 over the device's seed and the key of its files,
//! with everything before the nonce as associated data.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::FileKey;

/// The fewest signs of a passphrase.
pub const PASSPHRASE_LEAST: usize = 12;
/// Bytes of a passphrase; all of them count.
pub const PASSPHRASE_BYTES: usize = 1_000;

const MAGIC: &[u8; 8] = b"SwardDev";
const VERSION: u8 = 1;
const SALT: usize = 16;
const NONCE: usize = 24;
const TAG: usize = 16;
/// Magic, version, three numbers, salt.
const HEAD: usize = MAGIC.len() + 1 + 12 + SALT;
/// The whole file.
const BYTES: usize = HEAD + NONCE + 64 + TAG;

/// What a passphrase costs to try, by Argon2id (RFC 9106).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// That of a device: 256 MiB, three passes; most of a second on a laptop.
    pub const DEVICE: Cost = Cost { memory: 256 * 1024, passes: 3, lanes: 1 };
    /// The most that a file may ask for, so that one from elsewhere does not take a machine's memory and hours.
    pub const MOST: Cost = Cost { memory: 512 * 1024, passes: 8, lanes: 4 };

    fn is_bounded(self) -> bool {
        let most = Cost::MOST;
        self.memory <= most.memory && self.passes <= most.passes && self.lanes <= most.lanes
    }
}

/// A device: what it signs with, and what its files are locked with where they are encrypted. Prints nothing of itself.
#[derive(Clone)]
pub struct Device {
    /// The seed of its signing key.
    pub seed: Zeroizing<[u8; 32]>,
    /// The key of its files.
    pub files: Option<FileKey>,
}

/// Why a secret does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    /// It is another passphrase's, or the file was changed.
    #[error("the passphrase does not open the device's secret")]
    Shut,
    /// It is not in a form that is known here.
    #[error("this is not a device's secret")]
    NotASecret,
    /// It asks for more work than any of ours does.
    #[error("this device's secret asks for more work than is allowed")]
    TooCostly,
}

/// Whether a secret is one under a passphrase.
pub fn is_locked(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

impl Device {
    /// A device of 32 bytes in plain, as folders have that are not encrypted.
    pub fn plain(bytes: &[u8]) -> Option<Device> {
        Some(Device { seed: Zeroizing::new(bytes.try_into().ok()?), files: None })
    }

    /// Opens a secret under its passphrase.
    pub fn unlock(bytes: &[u8], passphrase: &[u8]) -> Result<Device, NotOpened> {
        let bytes: &[u8; BYTES] = bytes.try_into().map_err(|_| NotOpened::NotASecret)?;
        let (head, rest) = bytes.split_at(HEAD);
        let (nonce, locked) = rest.split_first_chunk::<NONCE>().ok_or(NotOpened::NotASecret)?;
        if !is_locked(head) || head[MAGIC.len()] != VERSION {
            return Err(NotOpened::NotASecret);
        }
        let number = |at: usize| head[MAGIC.len() + 1 + at * 4..].first_chunk().map_or(0, |n| u32::from_be_bytes(*n));
        let cost = Cost { memory: number(0), passes: number(1), lanes: number(2) };
        if !cost.is_bounded() {
            return Err(NotOpened::TooCostly);
        }
        let cipher = cipher(passphrase, &head[HEAD - SALT..], cost).ok_or(NotOpened::NotASecret)?;
        let payload = Payload { msg: locked, aad: head };
        let opened = cipher.decrypt(&XNonce::from(*nonce), payload).map(Zeroizing::new);
        let opened = opened.map_err(|_| NotOpened::Shut)?;
        let (seed, files) = opened.split_first_chunk::<32>().ok_or(NotOpened::NotASecret)?;
        let files = files.try_into().map_err(|_| NotOpened::NotASecret)?;
        Ok(Device { seed: Zeroizing::new(*seed), files: Some(FileKey::new(files)) })
    }

    /// The secret as a file, locked under a passphrase; `salt` and `nonce` are random. None where the device has no
    /// key for files, or where the cost is none that Argon2id can have.
    pub fn lock(&self, passphrase: &[u8], cost: Cost, salt: [u8; SALT], nonce: [u8; NONCE]) -> Option<Vec<u8>> {
        if !cost.is_bounded() {
            return None;
        }
        let mut file = Vec::with_capacity(BYTES);
        file.extend_from_slice(MAGIC);
        file.push(VERSION);
        for number in [cost.memory, cost.passes, cost.lanes] {
            file.extend_from_slice(&number.to_be_bytes());
        }
        file.extend_from_slice(&salt);
        let inside = Zeroizing::new([&self.seed[..], self.files.as_ref()?.bytes()].concat());
        let payload = Payload { msg: &inside, aad: &file };
        let locked = cipher(passphrase, &salt, cost)?.encrypt(&XNonce::from(nonce), payload).ok()?;
        file.extend_from_slice(&nonce);
        file.extend_from_slice(&locked);
        Some(file)
    }
}

fn cipher(passphrase: &[u8], salt: &[u8], cost: Cost) -> Option<XChaCha20Poly1305> {
    let params = Params::new(cost.memory, cost.passes, cost.lanes, Some(32)).ok()?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(passphrase, salt, &mut *key).ok()?;
    Some(XChaCha20Poly1305::new((&*key).into()))
}

impl std::fmt::Debug for Device {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.files.is_some() { "Device with a key for its files" } else { "Device" })
    }
}
