//! The tour in the README, walked in a shell as its reader walks it.
//!
//! A block of commands is run, and the block that follows it at once must be what they print; ids that are made from
//! random bytes apart. `SWARD_STORIES=overwrite` writes what was printed into the README.

use std::path::Path;
use std::process::Command;

/// How a block begins and ends.
const FENCE: &str = "```";

#[test]
fn the_tour_in_the_readme_is_what_its_reader_sees() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let begin = text.find("## A tour").unwrap();
    let end = begin + text[begin..].find("### And as pages").unwrap();
    let (home, mut before, mut fresh) = (tempfile::tempdir().unwrap(), String::new(), text[..begin].to_string());
    let mut rest = &text[begin..end];
    let (mut blocks, mut faults) = (0, vec![]);
    while let Some((prose, code, after)) = block(rest) {
        fresh.extend([prose, FENCE, "\n", code, FENCE, "\n"]);
        rest = after;
        // How to build it, and how to shorten what follows.
        if code.contains("cargo build") {
            continue;
        }
        if code.starts_with("at()") {
            before = code.to_string();
            continue;
        }
        let printed = run(home.path(), &before, code);
        blocks += 1;
        let told = block(rest).filter(|(prose, _, _)| prose.is_empty());
        let expected = told.map_or("", |(_, expected, _)| expected);
        let fits = masked(&printed) == masked(expected);
        if !fits {
            faults.push(format!("{code}prints\n{printed}and not\n{expected}"));
        }
        if let Some((_, _, after)) = told {
            fresh.extend([FENCE, "\n", if fits { expected } else { &printed }, FENCE, "\n"]);
            rest = after;
        }
    }
    assert!(blocks > 10, "{blocks}");
    if std::env::var("SWARD_STORIES").is_ok_and(|how| how == "overwrite") {
        std::fs::write(&path, fresh + rest + &text[end..]).unwrap();
        return;
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What stands before the next block, the block, and what stands after it.
fn block(text: &str) -> Option<(&str, &str, &str)> {
    let open = if text.starts_with("```\n") { 0 } else { text.find("\n```\n")? + 1 };
    let code = &text[open + FENCE.len() + 1..];
    let close = code.find("```\n")?;
    Some((&text[..open], &code[..close], &code[close + FENCE.len() + 1..]))
}

fn run(home: &Path, before: &str, code: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_sward"));
    let others = std::env::var("PATH").unwrap();
    let ran = Command::new("bash")
        .args(["-ec", &format!("{before}{code}")])
        .current_dir(home)
        .env("PATH", format!("{}:{others}", program.parent().unwrap().display()))
        .env("HOME", home)
        .env_remove("SWARD_DIR")
        .env_remove("SWARD_DEVICE")
        .env_remove("XDG_STATE_HOME")
        .output()
        .unwrap();
    assert!(ran.status.success(), "{code}{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

/// Without the ids: eight digits of base 16 that are a word.
fn masked(text: &str) -> String {
    let is_id = |word: &str| word.len() == 8 && word.bytes().all(|digit| digit.is_ascii_hexdigit());
    let words = text.split_inclusive(|sign: char| !sign.is_alphanumeric());
    words
        .map(|word| if is_id(word.trim_end_matches(|sign: char| !sign.is_alphanumeric())) { "…" } else { word })
        .collect()
}
