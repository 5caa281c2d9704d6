//! The seal: the keeper's Ed25519 signature over a header's hash, checked strictly.

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::{Hash, Signer};

/// Who sealed, and the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal {
    /// The public half of the keeper's key.
    pub keeper: Signer,
    /// The signature over the tag `sward.seal.1`, a zero byte, and the header's hash.
    pub signature: [u8; 64],
}

/// The secret half of a signer's key. Prints nothing of itself.
#[derive(Clone)]
pub struct Secret(SigningKey);

const TAG: &[u8] = b"sward.seal.1\0";

impl Secret {
    /// From 32 random bytes.
    pub fn new(seed: &[u8; 32]) -> Secret {
        Secret(SigningKey::from_bytes(seed))
    }

    /// The public half.
    pub fn signer(&self) -> Signer {
        Signer(self.0.verifying_key().to_bytes())
    }

    /// Seals a batch by its hash.
    pub fn seal(&self, batch: &Hash) -> Seal {
        Seal { keeper: self.signer(), signature: self.sign(TAG, &batch.0) }
    }

    /// Signs a message under a tag of its own, so that no signature serves two ends.
    pub fn sign(&self, tag: &[u8], message: &[u8]) -> [u8; 64] {
        self.0.sign(&[tag, message].concat()).to_bytes()
    }
}

impl Seal {
    /// Whether the signature is good: strictly, so that no key of small order passes.
    pub fn holds(&self, batch: &Hash) -> bool {
        self.keeper.signed(TAG, &batch.0, &self.signature)
    }
}

impl Signer {
    /// Whether this signer made the signature over a tagged message.
    pub fn signed(&self, tag: &[u8], message: &[u8], signature: &[u8; 64]) -> bool {
        let signature = Signature::from_bytes(signature);
        let key = VerifyingKey::from_bytes(&self.0);
        key.is_ok_and(|key| key.verify_strict(&[tag, message].concat(), &signature).is_ok())
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secret of {}", self.signer().short())
    }
}
