//! The vectors of `docs/book-format.md`: made anew and compared. `SWARD_VECTORS=write` rewrites them.

use std::fmt::Write as _;
use std::path::Path;

use base64ct::{Base64UrlUnpadded, Encoding};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use sha2::{Digest, Sha256};

use super::kit::sealed;
use crate::cbor::{Writer, to_bytes};
use crate::{
    Actor, Attested, Batch, BookId, CommandId, Fact, Hash, Header, Kind, PersonId, Place, Reign, Secret, SubjectId,
    Text, UnitId, commitment, entry, gate, key_ref, limits, lock, segment, wraps_commitment,
};

const BEGIN: &str = "```vectors\n";
const END: &str = "\n```";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn range<const N: usize>(from: u8) -> [u8; N] {
    std::array::from_fn(|at| from.wrapping_add(at as u8))
}

fn fact<'a>(kind: &'a str, actor: Actor<'a>, time: i64, body: &'a [u8]) -> Fact<'a> {
    let (command, digest) = (CommandId(range(0x10)), range(0x20));
    let (version, subject, attested) = (1, SubjectId(range(0x30)), Attested::Device);
    Fact { command, digest, kind, version, subject, actor, attested, time, body }
}

fn map<T>(name: &'static str, value: T) -> std::collections::BTreeMap<&'static str, T> {
    [(name, value)].into()
}

/// What a passkey answers when it is asked to sign this: its point, what device and browser say, and r and s.
fn assertion(challenge: Hash) -> (Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>) {
    let key = SigningKey::from_slice(&[3; 32]).unwrap();
    let point = key.verifying_key().to_sec1_point(true).as_bytes().to_vec();
    let device = [&Sha256::digest("cells.example")[..], &[5, 0, 0, 0, 1]].concat();
    let challenge = Base64UrlUnpadded::encode_string(&challenge.0);
    let client =
        format!("{{\"type\":\"webauthn.get\",\"challenge\":\"{challenge}\",\"origin\":\"https://cells.example\"}}");
    let signature: Signature = key.sign(&[&device[..], &Sha256::digest(&client)].concat());
    (point, device, client.into_bytes(), signature.to_bytes().to_vec())
}

/// Everything by name, and the batches of the segment.
fn vectors() -> (Vec<(&'static str, Vec<u8>)>, Vec<Batch>) {
    let seed = [1; 32];
    let signer = Secret::new(&seed).signer();
    let parent = UnitId(range(0x40));
    let term = Actor::Term { unit: parent, office: "organiser", number: 1 };
    let (name, met) = (to_bytes(&[("name", Text::from("Näh-Café"))]).unwrap(), to_bytes(&(-1, 24, true)).unwrap());
    let open = entry::encode(&[fact("unit", term, 1_700_000_000_000, &name), fact("sign", Actor::Keeper, -1, &met)]);
    let founding = Header {
        org: Some(parent),
        book: None,
        parent: Some(parent),
        reign: Reign::default(),
        first_seq: 0,
        prev: None,
        cited: Some(Hash(range(0x50))),
        key: None,
        wraps: None,
        entries: vec![commitment(&open)],
    };
    let first = sealed(&founding, vec![], vec![open.clone()]);
    let begun_by = first.hash();
    let unit = UnitId(begun_by.0);

    let (key, nonce): ([u8; 32], _) = (range(0x60), range(0x80));
    let person = PersonId(SubjectId(range(0xa0)));
    let came = to_bytes(&std::collections::BTreeMap::from([("Attended", [person])])).unwrap();
    let content = entry::encode(&[fact("meeting", Actor::Person(person), 1_700_000_000_001, &came)]);
    let (reign, prev) = (Reign { number: 0, begun_by }, begun_by);
    let book = BookId { unit, kind: Kind::Record };
    let place = Place { org: parent, book, reign, prev };
    let locked = lock::lock(&content, &key, &place, 0, || nonce).unwrap().remove(0);
    let mut piece = Writer::default();
    piece.array(3).uint(0).uint(1).bytes(&content);
    piece.0.resize(limits::LOCKED_BYTES[0] - 40, 0);
    let wraps: [u8; limits::WRAPS * limits::WRAP_BYTES] = range(0);
    let record = Header {
        org: Some(parent),
        book: Some(book),
        parent: None,
        reign,
        first_seq: 0,
        prev: Some(prev),
        cited: Some(begun_by),
        key: Some(key_ref(&key)),
        wraps: Some(wraps_commitment(&wraps)),
        entries: vec![commitment(&locked)],
    };
    let (asked, close) = (to_bytes(&map("Close", map("into", None::<UnitId>))).unwrap(), CommandId(range(0x10)));
    let own = SubjectId(range(0xe6));
    let bulletin = BookId { unit, kind: Kind::Bulletin };
    let challenge = entry::to_sign(parent, bulletin, ("unit", own), (close, &asked));
    let (point, device, client, signature) = assertion(challenge);
    let second = sealed(&record, wraps.to_vec(), vec![locked.clone()]);
    let batches = vec![first.clone(), second.clone()];
    let vectors = vec![
        ("keeper.seed", seed.to_vec()),
        ("keeper.public", signer.0.to_vec()),
        ("founding.entry", open.clone()),
        ("founding.commitment", commitment(&open).0.to_vec()),
        ("founding.header", first.header.clone()),
        ("founding.hash", begun_by.0.to_vec()),
        ("founding.signature", first.seal.signature.to_vec()),
        ("record.key", key.to_vec()),
        ("record.key_reference", key_ref(&key).0.to_vec()),
        ("record.content", content),
        ("record.piece", piece.0),
        ("record.place", place.at(0)),
        ("record.nonce", nonce.to_vec()),
        ("record.entry", locked.clone()),
        ("record.commitment", commitment(&locked).0.to_vec()),
        ("record.wraps", wraps.to_vec()),
        ("record.wraps_commitment", wraps_commitment(&wraps).0.to_vec()),
        ("record.header", second.header.clone()),
        ("record.hash", second.hash().0.to_vec()),
        ("record.signature", second.seal.signature.to_vec()),
        ("sign.subject", own.0.to_vec()),
        ("sign.asked", asked),
        ("sign.challenge", challenge.0.to_vec()),
        ("sign.point", point),
        ("sign.authenticator", device),
        ("sign.client", client),
        ("sign.signature", signature),
        ("segment", segment::pack(&batches).unwrap()),
    ];
    (vectors, batches)
}

#[test]
fn the_documents_vectors_are_what_this_program_writes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/book-format.md");
    let document = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = document.split_once(BEGIN).unwrap();
    let (block, after) = rest.split_once(END).unwrap();
    let (vectors, batches) = vectors();
    if std::env::var_os("SWARD_VECTORS").is_some_and(|wish| wish == "write") {
        let lines = vectors.iter().map(|(name, bytes)| format!("{name} {}", hex(bytes))).collect::<Vec<_>>();
        std::fs::write(&path, [before, BEGIN, &lines.join("\n"), END, after].concat()).unwrap();
        return;
    }
    let told = block.lines().map(|line| line.split_once(' ').unwrap()).collect::<Vec<_>>();
    assert_eq!(told.len(), vectors.len());
    for ((name, bytes), (told_name, told)) in vectors.iter().zip(told) {
        assert_eq!(*name, told_name);
        if *name == "segment" {
            // Another version of zstd may pack it otherwise; it unpacks to the same.
            let packed = (0..told.len()).step_by(2).map(|at| u8::from_str_radix(&told[at..at + 2], 16).unwrap());
            assert_eq!(segment::unpack(&packed.collect::<Vec<_>>()).unwrap(), batches);
        } else {
            assert_eq!(hex(bytes), told, "{name}");
        }
    }
}

#[test]
fn the_vectors_pass_the_gate() {
    let (_, batches) = vectors();
    for batch in batches {
        assert!(gate::pass(&batch, Some(UnitId(range(0x40)))).is_ok());
    }
}
