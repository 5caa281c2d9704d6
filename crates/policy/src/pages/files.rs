//! The files that go with a policy: what they are, and each as something to keep. Nothing of them is ever shown here.

use charter::calendar::Day;
use maud::{Markup, html};
use serde::Serialize;
use web::{Fault, Paper, Reply, Result, Say, Visit};

use super::address;
use super::one::{One, reach};
use crate::{FILES, FileKind, Found, Words, file, words};

/// The files of a policy.
#[derive(Serialize)]
pub(super) struct Files {
    attached: Vec<Line>,
    /// What those are called that came with the latest version, or after it.
    came: Vec<String>,
    /// What those were called that were taken off since the version before.
    went: Vec<String>,
}

#[derive(Serialize)]
struct Line {
    number: u32,
    name: String,
    kind: FileKind,
    bytes: u32,
    /// The day on which it was attached, if the policy held already.
    later: Option<Day>,
    /// Whether all of it is here, as it was attached.
    whole: bool,
}

/// The file itself, for whoever may read the policy: kept by the browser, and never shown by it.
pub fn view(visit: &Visit) -> Result<Reply> {
    let (_, Found { by, policy }, _) = reach(visit)?;
    let id = visit.subject()?;
    let digits = visit.param("number");
    let number = digits.parse::<u32>().ok().filter(|number| number.to_string() == digits).ok_or(Fault::NotFound)?;
    let attachment = policy.files.get(number).ok_or(Fault::NotFound)?;
    let bytes = file(visit.look, by.id, (id, &policy), number)?.ok_or(Fault::NotFound)?;
    let name = words(visit.look, by.id, id)?.file(number, attachment.file.kind);
    Ok(Reply::File { name, kind: "application/octet-stream", bytes })
}

impl Files {
    pub fn of(visit: &Visit, found: &Found, words: &Words) -> Result<Files> {
        let (id, policy, by) = (visit.subject()?, &found.policy, found.by.id);
        let read = |number| Ok(file(visit.look, by, (id, policy), number)?.is_some());
        let whole = || policy.files.attached().map(|(number, _)| read(number)).collect::<Result<Vec<bool>>>();
        let whole = match policy.files.attached().next() {
            Some(_) => visit.keep(&format!("files {by} {id}"), |_: &Vec<bool>| 0, whole)?,
            None => Default::default(),
        };
        let attached = policy.files.attached().zip(whole.iter()).map(|((number, of), whole)| Line {
            number,
            name: words.file(number, of.file.kind),
            kind: of.file.kind,
            bytes: of.file.bytes,
            later: of.later.map(|at| visit.say.day_of(at)),
            whole: *whole,
        });
        let (mut came, mut went) = (vec![], vec![]);
        for (number, of) in (1..).zip(&policy.files.0) {
            match of.off {
                None if of.version == policy.version => came.push(words.file(number, of.file.kind)),
                Some(off) if off == policy.version && of.version < off => went.push(words.file(number, of.file.kind)),
                _ => {}
            }
        }
        Ok(Files { attached: attached.collect(), came, went })
    }

    /// What goes with the words of a policy.
    pub fn list(&self, say: &Say, one: &One) -> Markup {
        html! {
            @if !self.attached.is_empty() {
                section aria-labelledby="files" {
                    h2 id="files" { (say.t("policy-files")) }
                    ul.told { @for line in &self.attached { li { (line.shown(say, one)) } } }
                }
            }
        }
    }

    /// Which came with the latest version, and which went.
    pub fn changed(&self, say: &Say) -> Markup {
        let told = |message: &str, name: &str| say.say(message, &[("name", name.into())]);
        html! {
            @for name in &self.came { p { (told("policy-file-came", name)) } }
            @for name in &self.went { p { (told("policy-file-went", name)) } }
        }
    }
}

impl Line {
    fn shown(&self, say: &Say, one: &One) -> Markup {
        html! {
            @if self.whole {
                a href=(format!("{}/files/{}", address(one.unit, one.id), self.number)) { bdi { (self.name) } }
            } @else {
                span { bdi { (self.name) } }
            }
            p.quiet {
                (said(say, self.kind, self.bytes))
                @if let Some(day) = self.later { " · " (say.say("policy-file-later", &[("day", say.date(day).into())])) }
                @if !self.whole { " · " (say.t("policy-file-not-whole")) }
            }
        }
    }
}

fn said(say: &Say, kind: FileKind, bytes: u32) -> String {
    let kind = say.t(match kind {
        FileKind::Pdf => "policy-file-pdf",
        FileKind::Text => "policy-file-text",
    });
    say.say("policy-file-is", &[("kind", kind.into()), ("n", i64::from(bytes.div_ceil(1024)).into())])
}

/// What the publisher does with them: take one off, attach another.
pub(super) fn forms(on: &Paper, one: &One) -> Markup {
    let say = &on.say;
    html! {
        details.more open[on.refused("policy.attach") || on.refused("policy.detach")] {
            summary { (say.t("policy-attach")) }
            @for line in &one.files.attached {
                (on.form("policy.detach", one.unit, one.id, |form| html! {
                    (form.hidden("number", &line.number.to_string()))
                    (form.button("button", &say.say("policy-detach", &[("name", line.name.as_str().into())])))
                }))
            }
            @if one.files.attached.len() < FILES {
                (on.form("policy.attach", one.unit, one.id, |form| html! {
                    (form.file("file", &say.t("policy-file"), ".pdf,.txt,.csv,.md"))
                    p.quiet { (say.t("policy-file-hint")) }
                    p.quiet { (say.t("policy-no-names")) }
                    (form.button("button", &say.t("policy-attach-yes")))
                }))
            }
        }
    }
}
