//! What must hold of any bytes whatever: nothing panics, and what is read is written the same again.
//! Run by the fuzz target, and by a test over random and mutated inputs.

use crate::cbor::{self, PERSON_TAG, Reader, Reason, TEXT_TAG};
use crate::{Batch, Header, Kind, Place, entry, gate, lock, segment};

type Held = Result<(), &'static str>;

/// Gives the bytes to every decoder. A broken promise is told in words.
pub fn any(bytes: &[u8]) -> Held {
    items(bytes)?;
    header(bytes)?;
    facts(bytes)?;
    locked(bytes)?;
    packed(bytes)?;
    match segment::pack_plain(bytes) {
        Ok(segment) => packed(&segment),
        Err(_) => Ok(()),
    }
}

fn promise(kept: bool, words: &'static str) -> Held {
    if kept { Ok(()) } else { Err(words) }
}

fn items(bytes: &[u8]) -> Held {
    let read = cbor::tags(bytes);
    if let Err(fault) = &read {
        promise(fault.at <= bytes.len(), "a fault lies within the bytes")?;
        promise(!matches!(fault.reason, Reason::Value(_)), "an item alone has no meaning to be wrong")?;
    }
    let ignored = cbor::from_bytes::<serde::de::IgnoredAny>(bytes);
    promise(ignored.is_ok() == read.is_ok(), "both ways of reading take the same bytes")?;
    let mut again = cbor::Writer::default();
    if read.is_ok() {
        copy(&mut Reader::new(bytes), &mut again).map_err(|_| "a canonical item can be copied")?;
        promise(again.0 == bytes, "a canonical item has one encoding")?;
    }
    Ok(())
}

/// Writes an item anew, part by part.
fn copy(r: &mut Reader, w: &mut cbor::Writer) -> Result<(), cbor::Fault> {
    match r.peek()? {
        cbor::UINT => drop(w.uint(r.uint()?)),
        cbor::NINT => match r.clone().int() {
            Ok(_) => drop(w.int(r.int()?)),
            Err(_) => drop(w.raw(r.item()?)),
        },
        cbor::BYTES => drop(w.bytes(r.bytes()?)),
        cbor::STRING => drop(w.text(r.text()?)),
        cbor::ARRAY => {
            let items = r.array()?;
            w.array(items);
            (0..items).try_for_each(|_| copy(r, w))?;
        }
        cbor::MAP => {
            let pairs = r.map()?;
            w.map(pairs);
            (0..2 * pairs).try_for_each(|_| copy(r, w))?;
        }
        cbor::TAG => {
            let (_, tag) = r.head()?;
            if tag != PERSON_TAG && tag != TEXT_TAG {
                return Err(r.fault(Reason::NotCanonical));
            }
            w.tag(tag);
            copy(r, w)?;
        }
        _ if r.null_next() => drop(w.null()),
        _ => drop(w.bool(r.bool()?)),
    }
    Ok(())
}

fn header(bytes: &[u8]) -> Held {
    match Header::decode(bytes) {
        Ok(header) => promise(header.encode() == bytes, "a header has one encoding"),
        Err(fault) => promise(fault.at <= bytes.len(), "a header's fault lies within the bytes"),
    }
}

fn facts(bytes: &[u8]) -> Held {
    match entry::decode(bytes) {
        Err(fault) => promise(fault.at <= bytes.len(), "an entry's fault lies within the bytes"),
        Ok(facts) => {
            promise(entry::encode(&facts) == bytes, "an entry has one encoding")?;
            promise(gate::is_canonical(bytes), "the gate lets pass what the fold can read")
        }
    }
}

fn locked(bytes: &[u8]) -> Held {
    let book = crate::BookId { unit: Default::default(), kind: Kind::Record };
    let place = Place { org: Default::default(), book, reign: Default::default(), prev: Default::default() };
    let opened = lock::unlock(bytes, &[7; 32], &place, u64::MAX);
    promise(opened.is_err(), "nobody locks without the key")?;
    let Some(stored) = lock::lock(bytes, &[7; 32], &place, 0, || [9; lock::NONCE]) else { return Ok(()) };
    let pieces = (0..).zip(&stored).map(|(seq, stored)| lock::unlock(stored, &[7; 32], &place, seq));
    let content = pieces.flatten().flat_map(|piece| piece.content).collect::<Vec<_>>();
    promise(content == bytes, "what is locked opens as it was")
}

fn packed(bytes: &[u8]) -> Held {
    let Ok(batches) = segment::unpack(bytes) else { return Ok(()) };
    let again = segment::pack(&batches).and_then(|packed| segment::unpack(&packed));
    promise(again.is_ok_and(|again| again == batches), "a segment packs again")?;
    batches.iter().try_for_each(batch)
}

fn batch(batch: &Batch) -> Held {
    match gate::pass(batch, None) {
        Err(_) => Ok(()),
        Ok((header, hash)) => {
            promise(header.encode() == batch.header, "what passes the gate is canonical")?;
            promise(
                header.hash(&batch.seal.keeper) == hash && batch.seal.holds(&hash),
                "what passes the gate is sealed",
            )?;
            promise(header.next_seq() > header.first_seq, "a seq never wraps")
        }
    }
}
