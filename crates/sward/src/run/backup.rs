//! Copies of a folder: in plain, or locked in envelopes that the program `age` opens too; and a key for those.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use envelope::{Identity, Recipient};
use ledger::Store;
use serde_json::json;
use words::Words;

use crate::desk::Desk;
use crate::device;
use crate::said::{Fail, Result, Said};

/// Copies the books, and the keys if somebody says so.
pub fn backup(desk: &mut Desk, to: &Path, keys: bool, recipients: &[String], plain: bool) -> Result<Said> {
    let about = |text: &String| desk.wrong("not-a-recipient", &[("text", text.as_str().into())]);
    let recipients = recipients.iter().map(|text| text.parse::<Recipient>().map_err(|_| about(text)));
    let recipients = recipients.collect::<Result<Vec<_>>>()?;
    if recipients.len() > envelope::RECIPIENTS {
        return Err(desk.wrong("too-many-recipients", &[("n", (envelope::RECIPIENTS as i64).into())]));
    }
    let locked = !recipients.is_empty();
    match desk.dir.key().is_some() {
        true if !locked && !plain => return Err(desk.wrong("backup-in-plain", &[])),
        false if !locked => desk.store.backup(to, keys)?,
        _ if to.exists() => return Err(desk.wrong("folder-exists", &[])),
        _ => {
            ledger::private_folder(to)?;
            give(desk, to, "books", &recipients, |store, out| store.give_books(out))?;
            if keys {
                give(desk, to, "keys", &recipients, |store, out| store.give_keys(out))?;
            }
        }
    }
    // The folder's name for its device goes along; the device's secret never does.
    std::fs::copy(desk.dir.join("store"), to.join("store")).map_err(|why| unwritable(to, why))?;
    let message = match (keys, locked) {
        (false, false) => "backup-done",
        (true, false) => "backup-with-keys",
        (false, true) => "backup-locked",
        (true, true) => "backup-locked-with-keys",
    };
    let mut text = desk.words.say(message, &[("dir", to.display().to_string().into())]);
    if plain && desk.dir.key().is_some() {
        text += &format!("\n{}", desk.words.t("backup-not-encrypted"));
    }
    Ok(Said::new(text, json!({ "backup": to.display().to_string(), "keys": keys, "locked": locked })))
}

fn give(
    desk: &mut Desk,
    to: &Path,
    name: &str,
    recipients: &[Recipient],
    image: impl Fn(&mut Store, &mut dyn Write) -> ledger::Result<()>,
) -> Result<()> {
    let path = to.join(format!("{name}.{}", if recipients.is_empty() { "db" } else { "age" }));
    ledger::own_alone(&path)?;
    let file = File::options().write(true).open(&path).map_err(|why| unwritable(&path, why))?;
    let mut out = BufWriter::new(file);
    let sync = |out: BufWriter<File>| out.into_inner().map_err(|why| why.into_error())?.sync_all();
    if recipients.is_empty() {
        image(&mut desk.store, &mut out)?;
        return sync(out).map_err(|why| unwritable(&path, why));
    }
    let mut sealed = envelope::seal(recipients, &mut *device::random(), out).map_err(|why| not_sealed(&path, &why))?;
    image(&mut desk.store, &mut sealed)?;
    sealed.finish().and_then(sync).map_err(|why| unwritable(&path, why))
}

/// Makes a key that opens envelopes.
pub fn key(path: &Path) -> Result<Said> {
    let identity = Identity::new(device::bytes(path)?);
    let recipient = identity.recipient().to_string();
    let text = format!("# {recipient}\n{}\n", identity.to_text().as_str());
    device::write_new(path, text.as_bytes())?;
    let about = [("path", path.display().to_string().into()), ("recipient", recipient.as_str().into())];
    let json = json!({ "file": path.display().to_string(), "recipient": recipient });
    Ok(Said::new(Words::english().say("backup-key-made", &about), json))
}

fn not_sealed(path: &Path, why: &envelope::Error) -> Fail {
    let about = [("path", path.display().to_string().into()), ("why", why.to_string().into())];
    Fail::wrong(&Words::english(), "unwritable", &about)
}

fn unwritable(path: &Path, why: std::io::Error) -> Fail {
    not_sealed(path, &why.into())
}
