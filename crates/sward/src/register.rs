//! The register: what is held on people, field by field, as the subjects declare it.

use charter::privacy::{Held, Purpose};
use serde::Serialize;
use serde_json::json;
use words::Words;

use crate::kinds::kinds;
use crate::said::Said;

/// A line of the register.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Line {
    /// The kind of the subject.
    pub kind: &'static str,
    /// The field, and what holds for it.
    #[serde(flatten)]
    pub held: Held,
}

/// Every field of every fact that concerns a person.
pub fn lines() -> Vec<Line> {
    let of = |kind: Box<dyn ledger::AnyKind>| {
        let (name, held) = (kind.name(), kind.held());
        held.iter().filter(|held| held.purpose != Purpose::Nobody).map(move |held| Line { kind: name, held: *held })
    };
    kinds().into_iter().flat_map(of).collect()
}

/// The register, a line a field.
pub fn show(words: &Words) -> Said {
    let line = |Line { kind, held }: Line| {
        let said = [
            ("field", format!("{kind} {}", held.of)),
            ("what", words.t(held.what)),
            ("purpose", words.t(held.purpose.message())),
            ("readers", words.t(held.readers.message())),
            ("kept", words.t(held.kept.message())),
        ];
        words.say("register-line", &said.map(|(name, said)| (name, said.into())))
    };
    Said::new(lines().into_iter().map(line).collect::<Vec<_>>().join("\n"), json!(lines()))
}
