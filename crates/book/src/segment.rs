//! The segment: a run of batches, compressed. Everything that moves between nodes moves as segments.

use std::io::Read;

use crate::cbor::{Fault, Reader, Reason, Writer};
use crate::{Batch, Seal, Signer, limits};

const MAGIC: &[u8] = b"sward.segment.1\n";
const ZSTD_LEVEL: i32 = 3;
/// Bytes of a commitment in a header.
const COMMITMENT: usize = 34;

/// Why bytes are not a segment.
#[derive(Debug, thiserror::Error)]
pub enum NotASegment {
    /// It does not begin as one.
    #[error("these are not the bytes of a Sward segment")]
    Magic,
    /// It does not unpack, unpacks to too much, or has bytes left over.
    #[error("the segment does not unpack within its limits")]
    Unpack,
    /// What it unpacks to is not a run of batches.
    #[error("the segment unpacks, but {0}")]
    Fault(#[from] Fault),
}

/// Packs batches as they stand.
pub fn pack<'a>(batches: impl IntoIterator<Item = &'a Batch>) -> Result<Vec<u8>, NotASegment> {
    let mut w = Writer::default();
    batches.into_iter().for_each(|batch| write(&mut w, batch));
    if w.0.len() > limits::SEGMENT_BYTES {
        return Err(NotASegment::Unpack);
    }
    pack_plain(&w.0)
}

pub(crate) fn pack_plain(plain: &[u8]) -> Result<Vec<u8>, NotASegment> {
    let packed = zstd::bulk::compress(plain, ZSTD_LEVEL).map_err(|_| NotASegment::Unpack)?;
    Ok([MAGIC, &packed].concat())
}

pub(crate) fn write(w: &mut Writer, batch: &Batch) {
    w.array(5).bytes(&batch.header).bytes(&batch.seal.keeper.0).bytes(&batch.seal.signature);
    w.bytes(&batch.wraps).array(batch.entries.len());
    for entry in &batch.entries {
        w.bytes_or_null(entry.as_deref());
    }
}

/// Unpacks a segment, in memory that what comes out justifies, and never more than the limit.
pub fn unpack(bytes: &[u8]) -> Result<Vec<Batch>, NotASegment> {
    let packed = bytes.strip_prefix(MAGIC).ok_or(NotASegment::Magic)?;
    let unpack = |_| NotASegment::Unpack;
    let mut decoder = zstd::stream::read::Decoder::with_buffer(packed).map_err(unpack)?.single_frame();
    decoder.window_log_max(limits::WINDOW_LOG).map_err(unpack)?;
    let mut plain = Vec::new();
    (&mut decoder).take(limits::SEGMENT_BYTES as u64 + 1).read_to_end(&mut plain).map_err(unpack)?;
    if plain.len() > limits::SEGMENT_BYTES || !decoder.finish().is_empty() {
        return Err(NotASegment::Unpack);
    }
    let mut r = Reader::new(&plain);
    let mut batches = Vec::new();
    while !r.is_done() {
        batches.push(read(&mut r)?);
    }
    Ok(batches)
}

fn read(r: &mut Reader) -> Result<Batch, Fault> {
    let start = r.fault(Reason::Limit("bytes of a batch"));
    r.array_of(5)?;
    let header = r.bytes()?.to_vec();
    let seal = Seal { keeper: Signer(r.fixed()?), signature: r.fixed()? };
    let wraps = r.bytes()?.to_vec();
    let fault = r.fault(Reason::Limit("entries in a batch"));
    let count = r.array()?;
    // A header has bytes for each of its entries, so that no run of nulls takes more memory than it is.
    if count > limits::BATCH_ENTRIES || count * COMMITMENT > header.len() {
        return Err(fault);
    }
    let entry = |r: &mut Reader| if r.null_next() { Ok(None) } else { r.bytes().map(|entry| Some(entry.to_vec())) };
    let entries = (0..count).map(|_| entry(r)).collect::<Result<_, _>>()?;
    let batch = Batch { header, seal, wraps, entries };
    if batch.size() > limits::BATCH_BYTES { Err(start) } else { Ok(batch) }
}
