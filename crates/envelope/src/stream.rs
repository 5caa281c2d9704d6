//! What is inside an envelope: pieces of 64 KiB, each locked with its number, and the last one known as the last.

use std::io::{self, Read, Write};

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use zeroize::Zeroizing;

use crate::bytes::{derived, fresh};
use crate::{Error, Random};

/// Bytes of one piece.
const PIECE: usize = 64 * 1024;
const TAG: usize = 16;
const NONCE: usize = 16;

/// The cipher of one envelope, with the number of the next piece.
struct Pieces {
    cipher: ChaCha20Poly1305,
    number: u64,
}

impl Pieces {
    fn new(file_key: &[u8; 16], nonce: &[u8; NONCE]) -> Pieces {
        let key = derived(file_key, nonce, "payload");
        Pieces { cipher: ChaCha20Poly1305::new((&*key).into()), number: 0 }
    }

    fn nonce(&mut self, last: bool) -> Nonce {
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&self.number.to_be_bytes());
        nonce[11] = u8::from(last);
        self.number += 1;
        nonce.into()
    }
}

/// An envelope that is being filled.
pub struct Sealed<W: Write> {
    pieces: Pieces,
    waiting: Zeroizing<Vec<u8>>,
    out: W,
}

impl<W: Write> Sealed<W> {
    pub(crate) fn begin(file_key: &[u8; 16], random: Random, mut out: W) -> io::Result<Sealed<W>> {
        let nonce = fresh::<NONCE>(random);
        out.write_all(&*nonce)?;
        Ok(Sealed { pieces: Pieces::new(file_key, &nonce), waiting: Zeroizing::new(Vec::with_capacity(PIECE)), out })
    }

    /// Closes the envelope. Without this it does not open.
    pub fn finish(mut self) -> io::Result<W> {
        self.put(true)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn put(&mut self, last: bool) -> io::Result<()> {
        let nonce = self.pieces.nonce(last);
        let locked = self.pieces.cipher.encrypt(&nonce, &self.waiting[..]);
        self.out.write_all(&locked.map_err(|_| io::Error::other("a piece was not locked"))?)?;
        self.waiting.clear();
        Ok(())
    }
}

impl<W: Write> Write for Sealed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full piece is put once something follows it, since the last one is locked otherwise.
        if self.waiting.len() == PIECE && !bytes.is_empty() {
            self.put(false)?;
        }
        let took = bytes.len().min(PIECE - self.waiting.len());
        self.waiting.extend_from_slice(&bytes[..took]);
        Ok(took)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An envelope that is being read. A reading that ends in no error was of the whole.
pub struct Opened<R: Read> {
    pieces: Pieces,
    input: R,
    locked: Vec<u8>,
    plain: Zeroizing<Vec<u8>>,
    read: usize,
    ended: bool,
}

impl<R: Read> Opened<R> {
    pub(crate) fn begin(file_key: &[u8; 16], mut input: R) -> Result<Opened<R>, Error> {
        let mut nonce = [0; NONCE];
        input.read_exact(&mut nonce).map_err(|_| Error::Damaged)?;
        let pieces = Pieces::new(file_key, &nonce);
        Ok(Opened { pieces, input, locked: vec![], plain: Zeroizing::default(), read: 0, ended: false })
    }

    fn next(&mut self) -> io::Result<()> {
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, Error::Damaged);
        // One byte more tells whether another piece follows.
        let most = (PIECE + TAG + 1 - self.locked.len()) as u64;
        self.input.by_ref().take(most).read_to_end(&mut self.locked)?;
        let next = self.locked.split_off(self.locked.len().min(PIECE + TAG));
        self.ended = next.is_empty();
        let nonce = self.pieces.nonce(self.ended);
        self.plain = Zeroizing::new(self.pieces.cipher.decrypt(&nonce, &self.locked[..]).map_err(|_| damaged())?);
        // An empty last piece may follow nothing: its bytes would have fitted before it.
        if self.plain.is_empty() && self.pieces.number > 1 {
            return Err(damaged());
        }
        (self.locked, self.read) = (next, 0);
        Ok(())
    }
}

impl<R: Read> Read for Opened<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.read == self.plain.len() && !self.ended {
            self.next()?;
        }
        let took = (&self.plain[self.read..]).read(into)?;
        self.read += took;
        Ok(took)
    }
}
