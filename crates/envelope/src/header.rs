//! The head of an envelope: its key, locked to each recipient, and a sum over all of it.

use std::io::BufRead;

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use curve25519_dalek::MontgomeryPoint;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::bytes::{base64, derived, fresh, from_base64};
use crate::keys::shared;
use crate::{Error, Identity, Random, Recipient};

const VERSION: &str = "age-encryption.org/v1";
const KIND: &str = "X25519";
const INFO: &str = "age-encryption.org/v1/X25519";
/// Bytes of a header that are read: hundreds of recipients.
const LONGEST: usize = 64 * 1024;
/// Signs of one line of a locked key.
const LINE: usize = 64;

type FileKey = Zeroizing<[u8; 16]>;

/// A header for these recipients.
pub fn write(to: &[Recipient], file_key: &FileKey, random: Random) -> Result<Vec<u8>, Error> {
    let mut text = format!("{VERSION}\n");
    for recipient in to {
        let once = fresh::<32>(random);
        let share = MontgomeryPoint::mul_base_clamped(*once).to_bytes();
        let met = shared(&once, &recipient.0).ok_or(Error::NotAKey)?;
        let locked = cipher(&met, &share, &recipient.0).encrypt(&Nonce::default(), &file_key[..]);
        let body = base64(&locked.map_err(|_| Error::NotAKey)?);
        text += &format!("-> {KIND} {}\n{body}\n", base64(&share));
    }
    text += "---";
    let sum = mac(file_key, text.as_bytes()).finalize().into_bytes();
    text += &format!(" {}\n", base64(&sum));
    Ok(text.into_bytes())
}

/// Reads a header, and finds the envelope's key.
pub fn read(with: &[Identity], input: &mut impl BufRead) -> Result<FileKey, Error> {
    let mut whole = Vec::new();
    if line(input, &mut whole)? != VERSION.as_bytes() {
        return Err(Error::NotAnEnvelope);
    }
    let mut found = None;
    loop {
        let begins = whole.len();
        let head = line(input, &mut whole)?;
        if let Some(sum) = head.strip_prefix(b"--- ") {
            let file_key = found.ok_or(Error::NotForThese)?;
            let sum = from_base64(sum).ok_or(Error::NotAnEnvelope)?;
            let checked = mac(&file_key, &whole[..begins + 3]).verify_slice(&sum);
            return checked.map(|()| file_key).map_err(|_| Error::Damaged);
        }
        let words = head.strip_prefix(b"-> ").ok_or(Error::NotAnEnvelope)?;
        let words = words.split(|sign| *sign == b' ').collect::<Vec<_>>();
        let body = body(input, &mut whole)?;
        // Other kinds of recipients are somebody else's.
        if words[0] == KIND.as_bytes() && found.is_none() {
            found = unlocked(with, &words[1..], &body)?;
        }
    }
}

/// The envelope's key, if it was locked to one of these.
fn unlocked(with: &[Identity], share: &[&[u8]], body: &[u8]) -> Result<Option<FileKey>, Error> {
    let [share] = share else { return Err(Error::NotAnEnvelope) };
    let share: Option<[u8; 32]> = from_base64(share).and_then(|share| share.try_into().ok());
    let share = share.ok_or(Error::NotAnEnvelope)?;
    for identity in with {
        let met = shared(&identity.0, &share).ok_or(Error::NotAnEnvelope)?;
        let opened = cipher(&met, &share, &identity.recipient().0).decrypt(&Nonce::default(), body);
        if let Ok(opened) = opened.map(Zeroizing::new) {
            return Ok(Some(Zeroizing::new(opened.as_slice().try_into().map_err(|_| Error::NotAnEnvelope)?)));
        }
    }
    Ok(None)
}

fn cipher(met: &[u8; 32], share: &[u8; 32], recipient: &[u8; 32]) -> ChaCha20Poly1305 {
    let key = derived(met, &[&share[..], recipient].concat(), INFO);
    ChaCha20Poly1305::new((&*key).into())
}

fn mac(file_key: &FileKey, text: &[u8]) -> Hmac<Sha256> {
    // HMAC fills a short key up with zeros to one block of its hash (RFC 2104).
    let mut key = Zeroizing::new([0; 64]);
    key[..32].copy_from_slice(&*derived(&file_key[..], &[], "header"));
    let mut mac = <Hmac<Sha256> as KeyInit>::new((&*key).into());
    mac.update(text);
    mac
}

/// A locked key: full lines, and a last one that is shorter.
fn body(input: &mut impl BufRead, whole: &mut Vec<u8>) -> Result<Vec<u8>, Error> {
    let mut text = Vec::new();
    loop {
        let line = line(input, whole)?;
        text.extend_from_slice(&line);
        match line.len() {
            LINE => {}
            shorter if shorter < LINE => return from_base64(&text).ok_or(Error::NotAnEnvelope),
            _ => return Err(Error::NotAnEnvelope),
        }
    }
}

/// The next line without its end; put down with it.
fn line(input: &mut impl BufRead, whole: &mut Vec<u8>) -> Result<Vec<u8>, Error> {
    let begins = whole.len();
    let rest = (LONGEST - begins) as u64;
    std::io::Read::take(&mut *input, rest).read_until(b'\n', whole)?;
    let line = whole[begins..].strip_suffix(b"\n").ok_or(Error::NotAnEnvelope)?;
    Ok(line.to_vec())
}
