//! What concerns this node: verifying, digests, folding again, its passphrase.

use std::path::Path;

use ledger::Folder;
use serde_json::json;

use crate::args::Args;
use crate::desk::Desk;
use crate::device::{self, Make};
use crate::said::{FAULT, Result, Said};

/// A folder may be too damaged to be opened, so each file is looked through by itself first.
pub fn verify(args: &Args) -> Result<Said> {
    // Without its secret a plain folder can be looked through all the same.
    let device = device::open(args, Make::No);
    if let Err(fail) = &device
        && fail.code != "device-missing"
    {
        return device.map(|_| Said::new("", json!({})));
    }
    let folder = Folder::new(&args.dir, device.as_ref().ok().and_then(|device| device.files.clone()));
    let begun = std::time::Instant::now();
    let found = ledger::verify(folder);
    let seconds = begun.elapsed().as_secs_f64();
    let words = words::Words::english();
    let facts = if found.damages.is_empty() { Desk::of(args, device?, false)?.look().facts()? } else { 0 };
    let per_seal = |n: u64| format!("{:.1}", n as f64 / found.seals.max(1) as f64);
    let about = [
        ("books", (found.books as i64).into()),
        ("seals", (found.seals as i64).into()),
        ("entries", (found.entries as i64).into()),
        ("facts", (facts as i64).into()),
        ("entries-per-seal", per_seal(found.entries).into()),
        ("facts-per-seal", per_seal(facts).into()),
    ];
    let mut lines = vec![words.say(if found.damages.is_empty() { "verify-good" } else { "verify-bad" }, &about)];
    let mut damages = vec![];
    for damage in &found.damages {
        let unit = damage.book.map(|book| book.unit.to_string());
        let kind = damage.book.map(|book| if book.kind == book::Kind::Bulletin { "bulletin" } else { "record" });
        let about = [
            ("unit", unit.as_deref().map_or("?", |unit| &unit[..8]).to_string().into()),
            ("book", kind.unwrap_or("?").into()),
            ("keeper", damage.keeper.map_or_else(|| "?".into(), |keeper| keeper.short()).into()),
            ("seq", damage.seq.map_or_else(|| "?".into(), |seq| seq.to_string()).into()),
            ("why", damage.why.as_str().into()),
        ];
        lines.push(words.say("verify-damage", &about));
        damages.push(json!({ "unit": unit, "book": kind, "keeper": damage.keeper.map(|keeper| keeper.to_string()), "seq": damage.seq, "why": damage.why }));
    }
    let status = if damages.is_empty() { 0 } else { FAULT };
    let json = json!({ "books": found.books, "seals": found.seals, "entries": found.entries, "facts": facts, "seconds": seconds, "damages": damages });
    Ok(Said { text: lines.join("\n"), json, status })
}

/// Puts the device's secret under another passphrase.
pub fn passphrase(args: &Args, chosen: Option<&Path>) -> Result<Said> {
    let path = device::change_passphrase(args, chosen)?.display().to_string();
    let text = words::Words::english().say("passphrase-changed", &[("path", path.as_str().into())]);
    Ok(Said::new(text, json!({ "device": path })))
}

pub fn digest(desk: &Desk) -> Result<Said> {
    let digest = desk.look().digest()?;
    let json =
        json!({ "heads": digest.heads.to_string(), "state": digest.state.to_string(), "fold": ledger::FOLD_VERSION });
    Ok(Said::new(digest.to_string(), json))
}

/// The read tables were thrown away before the folder was opened, so they are new.
pub fn refold(desk: &Desk) -> Result<Said> {
    digest(desk)
}
