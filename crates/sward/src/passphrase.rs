//! The passphrase of a device: from the terminal, where it is not shown, or from a file, for services. Never from the
//! command line itself, which every process of the machine can read.

use std::io::Read;
use std::path::Path;

use keys::{PASSPHRASE_BYTES, PASSPHRASE_LEAST};
use words::Words;
use zeroize::Zeroizing;

use crate::args::Args;
use crate::said::{Fail, Result};

/// Text that is wiped when it is let go.
pub type Passphrase = Zeroizing<String>;

/// The passphrase that there is.
pub fn ask(args: &Args) -> Result<Passphrase> {
    args.passphrase_file.as_deref().map_or_else(|| prompt("passphrase-ask"), read)
}

/// A new one: from a file, or typed twice.
pub fn choose(file: Option<&Path>) -> Result<Passphrase> {
    let chosen = file.map_or_else(|| prompt("passphrase-choose"), read)?;
    if chosen.chars().count() < PASSPHRASE_LEAST {
        return Err(wrong("passphrase-short", PASSPHRASE_LEAST));
    }
    if file.is_none() && prompt("passphrase-again")? != chosen {
        return Err(wrong("passphrase-twice", 2));
    }
    Ok(chosen)
}

fn prompt(message: &str) -> Result<Passphrase> {
    let typed = rpassword::prompt_password(Words::english().t(message)).map(Passphrase::new);
    bounded(typed.map_err(|_| wrong("passphrase-no-terminal", PASSPHRASE_LEAST))?)
}

/// The first line of a file.
fn read(path: &Path) -> Result<Passphrase> {
    let mut text = Passphrase::new(String::with_capacity(PASSPHRASE_BYTES + 3));
    let file = std::fs::File::open(path);
    // Two more, for the end of the line, and one that shows that it is too long.
    let read = file.and_then(|file| file.take(PASSPHRASE_BYTES as u64 + 3).read_to_string(&mut text));
    let about = |why: std::io::Error| {
        let path = ("path", path.display().to_string().into());
        Fail::wrong(&Words::english(), "passphrase-unreadable", &[path, ("why", why.to_string().into())])
    };
    read.map_err(about)?;
    let line = text.find(['\r', '\n']).unwrap_or(text.len());
    text.truncate(line);
    bounded(text)
}

fn bounded(text: Passphrase) -> Result<Passphrase> {
    if text.len() > PASSPHRASE_BYTES { Err(wrong("passphrase-long", PASSPHRASE_BYTES)) } else { Ok(text) }
}

fn wrong(message: &str, n: usize) -> Fail {
    Fail::wrong(&Words::english(), message, &[("n", (n as i64).into())])
}
