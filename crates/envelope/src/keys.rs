//! Whom an envelope is for, and who opens it: keys of X25519, written as age writes them.

use std::fmt;
use std::str::FromStr;

use bech32::{Bech32, Hrp};
use curve25519_dalek::MontgomeryPoint;
use zeroize::Zeroizing;

use crate::Error;

const PUBLIC: Hrp = Hrp::parse_unchecked("age");
const SECRET: Hrp = Hrp::parse_unchecked("age-secret-key-");

/// Somebody whom an envelope is locked to: `age1…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipient(pub(crate) [u8; 32]);

/// What opens an envelope: `AGE-SECRET-KEY-1…`. Prints nothing of itself.
#[derive(Clone)]
pub struct Identity(pub(crate) Zeroizing<[u8; 32]>);

impl Recipient {
    /// From a key's own bytes.
    pub fn new(bytes: [u8; 32]) -> Recipient {
        Recipient(bytes)
    }

    /// The key's own bytes.
    pub fn bytes(&self) -> [u8; 32] {
        self.0
    }
}

impl Identity {
    /// From 32 random bytes.
    pub fn new(bytes: [u8; 32]) -> Identity {
        Identity(Zeroizing::new(bytes))
    }

    /// The one whom envelopes are locked to so that this key opens them.
    pub fn recipient(&self) -> Recipient {
        Recipient(MontgomeryPoint::mul_base_clamped(*self.0).to_bytes())
    }

    /// As it stands in a file of keys.
    pub fn to_text(&self) -> Zeroizing<String> {
        let text = bech32::encode_upper::<Bech32>(SECRET, &*self.0);
        Zeroizing::new(text.unwrap_or_default())
    }
}

/// What both sides of a meeting of keys know, and nobody else; none where one of them is no key at all.
pub(crate) fn shared(secret: &[u8; 32], public: &[u8; 32]) -> Option<Zeroizing<[u8; 32]>> {
    let met = Zeroizing::new(MontgomeryPoint(*public).mul_clamped(*secret).to_bytes());
    (*met != [0; 32]).then_some(met)
}

fn decoded(text: &str, kind: Hrp) -> Result<[u8; 32], Error> {
    let checked = bech32::primitives::decode::CheckedHrpstring::new::<Bech32>(text).map_err(|_| Error::NotAKey)?;
    let bytes = Zeroizing::new(checked.byte_iter().collect::<Vec<u8>>());
    let bytes = bytes.as_slice().try_into().map_err(|_| Error::NotAKey)?;
    if checked.hrp() == kind { Ok(bytes) } else { Err(Error::NotAKey) }
}

impl FromStr for Recipient {
    type Err = Error;

    fn from_str(text: &str) -> Result<Recipient, Error> {
        decoded(text, PUBLIC).map(Recipient)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&bech32::encode::<Bech32>(PUBLIC, &self.0).unwrap_or_default())
    }
}

impl FromStr for Identity {
    type Err = Error;

    fn from_str(text: &str) -> Result<Identity, Error> {
        decoded(text, SECRET).map(Identity::new)
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity of {}", self.recipient())
    }
}

/// The keys of a file, one a line; empty lines and those that begin with `#` say nothing.
pub fn identities(text: &str) -> Result<Vec<Identity>, Error> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let found = lines.map(str::parse).collect::<Result<Vec<_>, _>>()?;
    if found.is_empty() { Err(Error::NotAKey) } else { Ok(found) }
}
