"""A second reader of docs/book-format.md, written from it alone: checks its vectors."""
import io, sys
from pathlib import Path
import base64, hashlib, json
import cbor2, zstandard
from blake3 import blake3
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as unlock
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from nacl.signing import SigningKey, VerifyKey

DOCUMENT = Path(sys.argv[1] if sys.argv[1:] else Path(__file__).parents[3] / "docs/book-format.md")
block = DOCUMENT.read_text("utf-8").split("```vectors\n")[1].split("\n```")[0]
v = {name: bytes.fromhex(text) for name, text in map(str.split, block.splitlines())}
results = []
def H(tag, data): return blake3(tag.encode() + b"\0" + data).digest()
def check(name, test):
    try: held = bool(test())
    except Exception as fault: held, name = False, f"{name} ({fault!r})"
    results.append(held) or held or print("failed:", name)
def canonical(data): return cbor2.dumps(cbor2.loads(data), canonical=True) == data
def sealed(signature, hashed): return VerifyKey(v["keeper.public"]).verify(b"sward.seal.1\0" + hashed, signature)
def header(name): return list(cbor2.loads(v[f"{name}.header"]))

zeros, unit, org, cited = bytes(32), v["founding.hash"], bytes(range(0x40, 0x60)), bytes(range(0x50, 0x70))
check("public key", lambda: bytes(SigningKey(v["keeper.seed"]).verify_key) == v["keeper.public"])
for name, entry in ("founding", "founding.entry"), ("record", "record.content"):
    check(f"{name}, canonical", lambda: canonical(v[f"{name}.header"]) and canonical(v[entry]))
    check(f"{name}.hash", lambda: H("sward.batch.1", v["keeper.public"] + v[f"{name}.header"]) == v[f"{name}.hash"])
    check(f"{name}.commitment", lambda: H("sward.entry.1", v[f"{name}.entry"]) == v[f"{name}.commitment"])
    check(f"{name}.signature", lambda: sealed(v[f"{name}.signature"], v[f"{name}.hash"]))
check("founding.header", lambda: header("founding") == [1, 1, org, None, org, [0, zeros], 0, None, cited, None, None, [v["founding.commitment"]]])
check("record.header", lambda: header("record") == [1, 1, org, [unit, 1], None, [0, unit], 0, unit, unit,
      v["record.key_reference"], v["record.wraps_commitment"], [v["record.commitment"]]])
check("key reference", lambda: H("sward.key.1", v["record.key"]) == v["record.key_reference"])
check("wraps", lambda: H("sward.wraps.1", v["record.wraps"]) == v["record.wraps_commitment"] and len(v["record.wraps"]) == 320)
check("place", lambda: cbor2.dumps([org, unit, 1, 0, unit, 0, unit]) == v["record.place"])
check("nonce", lambda: v["record.entry"][:24] == v["record.nonce"])
check("locked entry", lambda: unlock(v["record.entry"][24:], v["record.place"], v["record.nonce"], v["record.key"]) == v["record.piece"])
piece = io.BytesIO(v["record.piece"])
check("piece", lambda: list(cbor2.load(piece)) == [0, 1, v["record.content"]] and not any(piece.read()))
check("actors", lambda: [list(fact)[5] for fact in cbor2.loads(v["founding.entry"])] == [[org, "organiser", 1], None]
      and cbor2.loads(v["record.content"])[0][5].tag == 60001)
batches = [[v["founding.header"], v["keeper.public"], v["founding.signature"], b"", [v["founding.entry"]]],
           [v["record.header"], v["keeper.public"], v["record.signature"], v["record.wraps"], [v["record.entry"]]]]
check("challenge", lambda: H("sward.sign.1", cbor2.dumps([org, unit, 0, "unit", v["sign.subject"], bytes(range(0x10, 0x20)), v["sign.asked"]])) == v["sign.challenge"])
check("asked", lambda: cbor2.loads(v["sign.asked"]) == {"Close": {"into": None}})
def asserted():
    client = json.loads(v["sign.client"])
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), v["sign.point"])
    r, s = (int.from_bytes(half, "big") for half in (v["sign.signature"][:32], v["sign.signature"][32:]))
    signed = v["sign.authenticator"] + hashlib.sha256(v["sign.client"]).digest()
    point.verify(utils.encode_dss_signature(r, s), signed, ec.ECDSA(hashes.SHA256()))
    return (base64.urlsafe_b64decode(client["challenge"] + "=") == v["sign.challenge"] and v["sign.authenticator"][32] & 5 == 5
            and v["sign.authenticator"][:32] == hashlib.sha256(b"cells.example").digest())
check("assertion", asserted)
check("segment", lambda: v["segment"].startswith(b"sward.segment.1\n") and
      zstandard.ZstdDecompressor().decompress(v["segment"][16:], 1 << 24) == b"".join(map(cbor2.dumps, batches)))
print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(not all(results))
