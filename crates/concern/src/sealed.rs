//! What is said in a concern, locked: padded to one of three sizes, and always to four keys, so that neither tells whom
//! it is for.

use std::io::{Read, Write};

use book::Text;
use charter::Bytes;
use charter::letterboxes::PublicKey;
use envelope::{Identity, Random, Recipient};
use serde::{Deserialize, Serialize};

/// What somebody said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// In plain words.
    pub text: Text,
    /// What they call themselves, if they want to.
    pub name: Option<Text>,
    /// How they are reached, if they want to be.
    pub contact: Option<Text>,
    /// Whether it is about an officer, and so for the ombuds alone.
    pub about_an_officer: bool,
}

/// Bytes of what is said.
pub const TEXT_BYTES: usize = 20_000;
/// Bytes of a name or a way to be reached.
const LINE_BYTES: usize = 400;
/// Keys that everything is locked to.
const KEYS: usize = 4;
/// Bytes to one of which everything is padded before it is locked.
const SIZES: [usize; 3] = [2 * 1024, 8 * 1024, 24 * 1024];

impl Said {
    /// Words alone.
    pub fn plain(text: &str) -> Said {
        Said { text: Text(text.into()), ..Said::default() }
    }

    /// Whether something is said, and no more than fits.
    pub fn fits(&self) -> bool {
        let line = |of: &Option<Text>| of.as_ref().is_none_or(|of| of.0.len() <= LINE_BYTES);
        let text = self.text.0.trim();
        !text.is_empty() && text.len() <= TEXT_BYTES && line(&self.name) && line(&self.contact)
    }
}

/// Locks what is said to these; none if it does not fit. Where they are fewer than four, keys that nobody has stand in.
pub fn seal(said: &Said, to: &[PublicKey], random: Random) -> Option<Bytes> {
    let plain = book::cbor::to_bytes(said).ok().filter(|_| said.fits())?;
    let size = SIZES.into_iter().find(|size| plain.len() + 4 <= *size)?;
    let mut padded = (plain.len() as u32).to_be_bytes().to_vec();
    padded.extend(plain);
    padded.resize(size, 0);
    let mut keys = to.iter().take(KEYS).map(|key| Recipient::new(key.0)).collect::<Vec<_>>();
    while keys.len() < KEYS {
        let mut nobody = [0; 32];
        random(&mut nobody);
        keys.push(Identity::new(nobody).recipient());
    }
    let mut locked = vec![];
    let mut sealed = envelope::seal(&keys, random, &mut locked).ok()?;
    sealed.write_all(&padded).ok()?;
    sealed.finish().ok()?;
    Some(Bytes(locked))
}

/// Opens it with the first of these keys that it was locked to.
pub fn open(locked: &Bytes, with: &[Identity]) -> Option<Said> {
    if with.is_empty() {
        return None;
    }
    let mut padded = vec![];
    envelope::open(with, locked.0.as_slice()).ok()?.take(SIZES[2] as u64 + 1).read_to_end(&mut padded).ok()?;
    let (length, rest) = padded.split_first_chunk::<4>()?;
    let plain = rest.get(..u32::from_be_bytes(*length) as usize)?;
    book::cbor::from_bytes(plain).ok()
}
