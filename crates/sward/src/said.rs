//! What a command says: a text for people, and the same as JSON; or why it was not done.

use charter::Refusal;
use serde_json::{Value, json};
use words::Words;

/// What a command says when it is done.
pub struct Said {
    /// For people.
    pub text: String,
    /// For programs.
    pub json: Value,
    /// 0, or 1 where something was found at fault.
    pub status: u8,
}

/// Why a command was not done, with the next step.
#[derive(Debug)]
pub struct Fail {
    /// A short name that stays the same.
    pub code: String,
    /// For people.
    pub text: String,
    /// 1 where something was found at fault, 2 where the program was used wrongly.
    pub status: u8,
}

/// What came of it.
pub type Result<T> = std::result::Result<T, Fail>;

/// Something was found at fault.
pub const FAULT: u8 = 1;
/// The program was used wrongly.
pub const WRONG_USE: u8 = 2;

impl Said {
    /// Done, and in order.
    pub fn new(text: impl Into<String>, json: Value) -> Said {
        Said { text: text.into(), json, status: 0 }
    }

    /// As it is printed.
    pub fn show(&self, json: bool) -> String {
        if json { format!("{:#}", self.json) } else { self.text.clone() }
    }
}

impl Fail {
    /// Used wrongly, in the words of a message.
    pub fn wrong(words: &Words, message: &str, particulars: &[(&str, words::Arg)]) -> Fail {
        // Whatever was typed is shown back without anything that acts on a terminal.
        fn plain<'a>(value: &words::Arg<'a>) -> words::Arg<'a> {
            match value {
                words::Arg::String(text) => sheet::escaped(text).into(),
                other => other.clone(),
            }
        }
        let shown = particulars.iter().map(|(name, value)| (*name, plain(value))).collect::<Vec<_>>();
        Fail { code: message.into(), text: words.say(message, &shown), status: WRONG_USE }
    }

    /// As it is printed.
    pub fn show(&self, json: bool) -> String {
        if json { format!("{:#}", json!({ "error": self.code, "text": self.text })) } else { self.text.clone() }
    }
}

impl From<Refusal> for Fail {
    fn from(refusal: Refusal) -> Fail {
        Fail { code: refusal.code().into(), text: Words::english().t(refusal.code()), status: FAULT }
    }
}

impl From<ledger::Error> for Fail {
    fn from(error: ledger::Error) -> Fail {
        match error {
            ledger::Error::Refused(refusal) => refusal.into(),
            ledger::Error::Folder(message) => Fail::wrong(&Words::english(), message, &[]),
            damaged if damaged.is_damage() => {
                let text = Words::english().say("damaged", &[("why", damaged.to_string().into())]);
                Fail { code: "damaged".into(), text, status: FAULT }
            }
            other => Fail { code: "machine".into(), text: say_machine(&other), status: FAULT },
        }
    }
}

fn say_machine(error: &ledger::Error) -> String {
    Words::english().say("machine", &[("why", error.to_string().into())])
}

impl From<sheet::SheetError> for Fail {
    fn from(error: sheet::SheetError) -> Fail {
        let text =
            particulars(&error, |particulars| Words::english().say(&format!("sheet-{}", error.code()), particulars));
        Fail { code: format!("sheet-{}", error.code()), text, status: FAULT }
    }
}

/// A fault of a text, in words.
pub fn text_fault(fault: &sheet::TextFault) -> String {
    particulars(fault, |particulars| Words::english().say(&format!("text-{}", fault.code()), particulars))
}

/// The fields of an error, as particulars of its message.
fn particulars<T: serde::Serialize>(error: &T, say: impl FnOnce(&[(&str, words::Arg)]) -> String) -> String {
    let fields = match serde_json::to_value(error) {
        Ok(Value::Object(fields)) => fields,
        _ => Default::default(),
    };
    let plain = |value: &Value| match value {
        Value::String(text) => sheet::escaped(text),
        Value::Array(texts) => {
            let texts = texts.iter().map(|text| text.as_str().map_or_else(|| text.to_string(), sheet::escaped));
            texts.collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    };
    let texts: Vec<(String, String)> = fields.iter().map(|(name, value)| (name.clone(), plain(value))).collect();
    let args: Vec<(&str, words::Arg)> =
        texts.iter().map(|(name, text)| (name.as_str(), text.as_str().into())).collect();
    say(&args)
}
