//! The receipt: a code of 128 bits that whoever raised a concern was given, and nobody keeps. From it come the key by
//! whose signature alone the concern is settled, and the one that opens what is answered.

use book::{CommandId, Secret, Signer, SubjectId, UnitId};
use charter::letterboxes::PublicKey;
use envelope::Identity;

use crate::Said;

/// A receipt's code. Prints nothing of itself.
#[derive(Clone)]
pub struct Receipt([u8; 16]);

/// What whoever raised a concern says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// It is settled.
    Settled,
    /// It is not.
    Appealed,
}

/// Letters and digits that nobody takes for one another.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKMNPQRSTVWXYZ0123456789";
/// Signs of a code: five bits each, 128 in all.
const SIGNS: u32 = 26;
const TAG: &[u8] = b"sward.concern.1\0";

impl Receipt {
    /// From 16 random bytes.
    pub fn new(random: [u8; 16]) -> Receipt {
        Receipt(random)
    }

    /// What follows from the id of a form, which nobody but its sender and this node saw, and from what it says: sent again
    /// it has the same receipt, and with another text another. The id itself goes nowhere.
    pub fn drawn(form: CommandId, unit: UnitId, said: &Said) -> Option<Receipt> {
        let said = book::cbor::to_bytes(said).ok()?;
        Some(Receipt(drawn("sward 2026 the receipt of a form", &[&form.0, &unit.0, &said])))
    }

    /// The code as it is written down, in groups of four.
    pub fn code(&self) -> String {
        let number = u128::from_be_bytes(self.0);
        let sign = |at: u32| char::from(ALPHABET[(number >> (5 * (SIGNS - 1 - at)) & 31) as usize]);
        let signs = (0..SIGNS).map(sign).collect::<Vec<_>>();
        signs.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
    }

    /// A code as it is typed: in whatever case, with or without what stands between; an O is a zero, an I or L a one.
    pub fn read(text: &str) -> Option<Receipt> {
        let signs = text.chars().filter(|sign| sign.is_ascii_alphanumeric()).take(SIGNS as usize + 1);
        let mut number = 0_u128;
        let mut count = 0;
        for sign in signs {
            let sign = match sign.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let digit = ALPHABET.iter().position(|of| char::from(*of) == sign)?;
            // The first sign has three bits, and more would be lost.
            if count == 0 && digit > 7 {
                return None;
            }
            (number, count) = (number << 5 | digit as u128, count + 1);
        }
        (count == SIGNS).then(|| Receipt(number.to_be_bytes()))
    }

    /// What signs.
    pub fn secret(&self) -> Secret {
        Secret::new(&blake3::derive_key("sward 2026 what settles a concern", &self.0))
    }

    /// What opens answers.
    pub fn identity(&self) -> Identity {
        Identity::new(blake3::derive_key("sward 2026 what opens answers to a concern", &self.0))
    }

    /// Under which answers are locked.
    pub fn reads(&self) -> PublicKey {
        PublicKey(self.identity().recipient().bytes())
    }

    /// The concern's own id: it tells nothing of the code.
    pub fn id(&self) -> SubjectId {
        let mut id = [0; 16];
        id.copy_from_slice(&blake3::derive_key("sward 2026 the name of a concern", &self.0)[..16]);
        SubjectId(id)
    }

    /// Signs their next word.
    pub fn sign(&self, said: Word, word: u32) -> [u8; 64] {
        self.secret().sign(TAG, &said.message(word))
    }
}

impl Word {
    fn message(self, word: u32) -> Vec<u8> {
        [&[self as u8][..], &word.to_be_bytes()].concat()
    }

    /// Whether this signer signed this word, as the how-manieth of theirs.
    pub fn holds(self, by: &Signer, word: u32, signature: &[u8; 64]) -> bool {
        by.signed(TAG, &self.message(word), signature)
    }
}

/// What follows from these, and from nothing less.
pub(crate) fn drawn(what: &str, from: &[&[u8]]) -> [u8; 16] {
    let mut hash = blake3::Hasher::new_derive_key(what);
    for part in from {
        hash.update(part);
    }
    let mut drawn = [0; 16];
    drawn.copy_from_slice(&hash.finalize().as_bytes()[..16]);
    drawn
}
