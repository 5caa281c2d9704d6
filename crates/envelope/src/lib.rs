//! Envelopes: what leaves a device locked to somebody's public key, in the format of age (age-encryption.org/v1,
//! specified at c2sp.org/age), so that the program `age` opens them too. It knows recipients of the kind X25519, and
//! nothing of what is inside.

mod bytes;
mod header;
mod keys;
mod stream;
#[cfg(test)]
mod tests;

use std::io::{BufRead, Write};

pub use keys::{Identity, Recipient, identities};
pub use stream::{Opened, Sealed};

/// Recipients that one envelope may have.
pub const RECIPIENTS: usize = 20;

/// Fills bytes at random.
pub type Random<'a> = &'a mut dyn FnMut(&mut [u8]);

/// Why an envelope does not open, or a key is none.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is no key of this kind, or was typed wrongly: keys carry a sum that shows it.
    #[error("this is not a key of age")]
    NotAKey,
    /// Nobody, or more than `RECIPIENTS`.
    #[error("an envelope has from one to {RECIPIENTS} recipients")]
    Recipients,
    /// It is no envelope of this format.
    #[error("this is not an envelope of age")]
    NotAnEnvelope,
    /// None of the keys is one that it was locked to.
    #[error("none of these keys opens the envelope")]
    NotForThese,
    /// It was changed or cut short on the way.
    #[error("the envelope was changed or cut short")]
    Damaged,
    /// The disk or the line failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Begins an envelope to these recipients; what is written into it is locked. It is whole once it is finished.
pub fn seal<W: Write>(to: &[Recipient], random: Random, mut out: W) -> Result<Sealed<W>, Error> {
    if to.is_empty() || to.len() > RECIPIENTS {
        return Err(Error::Recipients);
    }
    let file_key = bytes::fresh::<16>(random);
    out.write_all(&header::write(to, &file_key, random)?)?;
    Ok(Sealed::begin(&file_key, random, out)?)
}

/// Opens an envelope with the first of these keys that it was locked to. What is read has been checked, up to where
/// it was read; that nothing is missing is known at the end.
pub fn open<R: BufRead>(with: &[Identity], mut input: R) -> Result<Opened<R>, Error> {
    let file_key = header::read(with, &mut input)?;
    Opened::begin(&file_key, input)
}
