//! Files that go with a policy: attached, taken off, listed, and written to a file of one's own.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use book::{SubjectId, Text, UnitId};
use charter::{Bytes, Refusal};
use policy::{Command, FILE_BYTES, FileKind, Words};
use serde_json::{Value, json};

use super::{SHOWN, act, find};
use crate::desk::Desk;
use crate::layout::cut;
use crate::said::{Fail, Result, Said};

pub fn attach(desk: &mut Desk, unit: &str, policy: &str, path: &Path) -> Result<Said> {
    let (unit, row) = find(desk, unit, policy)?;
    let shown = path.display().to_string();
    let unreadable = |_| desk.wrong("no-such-file", &[("name", cut(&shown, SHOWN).into())]);
    let mut bytes = vec![];
    // One byte more than may be tells that it is too large.
    let file = std::fs::File::open(path).map_err(unreadable)?;
    file.take(FILE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| sheet::clean(name).ok());
    let name = Text(name.ok_or(Refusal::FileName)?);
    act::<policy::Policy>(desk, &unit, row.id, &Command::Attach { name, bytes: Bytes(bytes) })
}

pub fn detach(desk: &mut Desk, unit: &str, policy: &str, name: &str) -> Result<Said> {
    let (unit, row) = find(desk, unit, policy)?;
    let words = policy::words(&desk.look(), unit.id, row.id)?;
    let number = called(desk, &row.policy, &words, name)?;
    act::<policy::Policy>(desk, &unit, row.id, &Command::Detach(number))
}

pub fn write(desk: &Desk, unit: &str, policy: &str, (name, to): (&str, &Path)) -> Result<Said> {
    let (_, row) = find(desk, unit, policy)?;
    let words = policy::words(&desk.look(), row.by.id, row.id)?;
    let number = called(desk, &row.policy, &words, name)?;
    let bytes = policy::file(&desk.look(), row.by.id, (row.id, &row.policy), number)?;
    let bytes = bytes.ok_or_else(|| desk.wrong("file-not-whole", &[("name", cut(name, SHOWN).into())]))?;
    let path = to.display().to_string();
    let unwritable = |why: std::io::Error| match why.kind() {
        ErrorKind::AlreadyExists => desk.wrong("file-exists", &[("path", path.as_str().into())]),
        _ => desk.wrong("unwritable", &[("path", path.as_str().into()), ("why", why.to_string().into())]),
    };
    let mut file = OpenOptions::new().write(true).create_new(true).open(to).map_err(unwritable)?;
    file.write_all(&bytes).map_err(unwritable)?;
    let said = desk.words.say("file-written", &[("path", path.as_str().into())]);
    Ok(Said::new(said, json!({ "policy": row.id.to_string(), "file": path, "bytes": bytes.len() })))
}

/// The files of a policy, each as a line and as JSON.
pub fn lines(
    desk: &Desk,
    (by, id, policy): (UnitId, SubjectId, &policy::Policy),
    words: &Words,
) -> Result<Vec<(String, Value)>> {
    let (look, zone) = (desk.look(), desk.rules.zone());
    let line = |(number, of): (u32, &policy::Attachment)| {
        let (kind, name) = (of.file.kind, words.file(number, of.file.kind));
        let whole = policy::file(&look, by, (id, policy), number)?.is_some();
        let later = of.later.map(|at| zone.day(at).to_string());
        let is = desk.words.t(if kind == FileKind::Pdf { "policy-file-pdf" } else { "policy-file-text" });
        let size = [("kind", is.into()), ("n", i64::from(of.file.bytes.div_ceil(1024)).into())];
        let mut line = vec![cut(&name, SHOWN), desk.words.say("policy-file-is", &size)];
        line.extend(later.as_ref().map(|day| desk.words.say("policy-file-later", &[("day", day.as_str().into())])));
        line.extend((!whole).then(|| desk.words.t("policy-file-not-whole")));
        let told = json!({ "number": number, "name": name, "kind": kind, "bytes": of.file.bytes,
            "digest": of.file.digest, "later": later, "whole": whole });
        Ok((line.join(" · "), told))
    };
    policy.files.attached().map(line).collect()
}

/// The number of the file that goes by a name.
fn called(desk: &Desk, policy: &policy::Policy, words: &Words, name: &str) -> std::result::Result<u32, Fail> {
    let found = policy.files.attached().find(|(number, of)| words.file(*number, of.file.kind) == name);
    found
        .map(|(number, _)| number)
        .ok_or_else(|| desk.wrong("no-such-attachment", &[("name", cut(name, SHOWN).into())]))
}
