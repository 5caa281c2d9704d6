//! What two people sign with their passkeys, because it is hard to undo. Everybody who folds such a fact checks the
//! assertions, by the keys that bulletins name beside terms.

use base64ct::{Base64UrlUnpadded, Encoding};
use book::{Actor, Hash, UnitId};
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Bytes, Office};

/// People who sign what is hard to undo: whoever asks for it, and one more.
pub const SIGNERS: usize = 2;
/// Bytes of what a passkey's device says of itself.
const AUTHENTICATOR_BYTES: std::ops::RangeInclusive<usize> = 37..=512;
/// Bytes of what a browser says of what was signed.
const CLIENT_BYTES: usize = 1_024;
/// The flags of a device that a person touched, and that knew them.
const THERE_AND_KNOWN: u8 = 0b101;

/// The public half of a passkey, as a bulletin holds it beside a term: on the curve P-256, since devices that sign by
/// anything else are few.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passkey {
    /// The SHA-256 hash of the name of the pages for which it was made.
    pub pages: Bytes,
    /// The point, compressed (SEC 1): 33 bytes.
    pub point: Bytes,
}

/// What a passkey answered: that the holder of a term wants something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assertion {
    /// The unit whose office it is.
    pub unit: UnitId,
    /// The office.
    pub office: Office,
    /// Which of its terms.
    pub number: u64,
    /// The passkey's point.
    pub point: Bytes,
    /// What the device says of itself.
    pub authenticator: Bytes,
    /// What the browser says of what was signed.
    pub client: Bytes,
    /// The signature: r and s, 32 bytes each.
    pub signature: Bytes,
}

impl Passkey {
    /// Whether it is one.
    pub fn is_one(&self) -> bool {
        // One point has one spelling, else one passkey could pass for two.
        let compressed = self.point.0.len() == 33 && matches!(self.point.0[0], 2 | 3);
        self.pages.0.len() == 32 && compressed && VerifyingKey::from_sec1_bytes(&self.point.0).is_ok()
    }

    /// Whether it signed this: by the limited verification of Web Authentication Level 3, section 5.8.1.2, with a person
    /// who was there and whom the device knew.
    pub fn signed(&self, what: Hash, assertion: &Assertion) -> bool {
        let (device, client) = (&assertion.authenticator.0, &assertion.client.0);
        let fits = AUTHENTICATOR_BYTES.contains(&device.len()) && client.len() <= CLIENT_BYTES;
        let ours = fits && device[..32] == self.pages.0[..] && device[32] & THERE_AND_KNOWN == THERE_AND_KNOWN;
        ours && is_about(client, what) && self.verifies(&[device, &Sha256::digest(client)[..]].concat(), assertion)
    }

    fn verifies(&self, message: &[u8], assertion: &Assertion) -> bool {
        let key = VerifyingKey::from_sec1_bytes(&self.point.0);
        let signature = Signature::from_slice(&assertion.signature.0);
        key.is_ok_and(|key| signature.is_ok_and(|signature| key.verify(message, &signature).is_ok()))
    }
}

/// The hash by which a passkey knows the pages of this name.
pub fn pages(name: &str) -> Bytes {
    Bytes(Sha256::digest(name.as_bytes()).to_vec())
}

/// The signature that a device wrote as ASN.1, as facts hold it; none if it is none.
pub fn raw_signature(asn1: &[u8]) -> Option<Bytes> {
    Signature::from_der(asn1).ok().map(|signature| Bytes(signature.to_bytes().to_vec()))
}

/// Bytes as browsers are given them.
pub fn base64url(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// Whether a browser says that it was asked to sign this, on a page that stood in no other.
fn is_about(client: &[u8], what: Hash) -> bool {
    let challenge = base64url(&what.0);
    let begins = format!("{{\"type\":\"webauthn.get\",\"challenge\":\"{challenge}\",\"origin\":\"");
    let framed = b"\"crossOrigin\":true";
    client.starts_with(begins.as_bytes()) && !client.windows(framed.len()).any(|at| at == framed)
}

impl Assertion {
    /// The term whose holder signed.
    pub fn actor(&self) -> Actor<'static> {
        Actor::Term { unit: self.unit, office: self.office.name(), number: self.number }
    }

    /// The assertions of a fact; none if they are not so many, or not of so many terms and passkeys.
    pub fn read(bytes: &[u8]) -> Option<Vec<Assertion>> {
        let all: Vec<Assertion> = book::cbor::from_bytes(bytes).ok()?;
        let [one, other] = &all[..] else { return None };
        (one.actor() != other.actor() && one.point != other.point).then_some(all)
    }
}
