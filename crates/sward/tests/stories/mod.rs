//! Stories: manual pages that are also tests. Every `NAME$ sward …` in them is run, and what it
//! prints is compared with what stands below it.
//!
//! A line that begins with `NAME@NODE$` is somebody at that node's pages: they `open` an address,
//! `follow` a link, `press` a button with its fields as `name=value`, and `see` what a page says.
//!
//! A block opened by three backquotes and `console` holds commands; a moment behind that word is
//! given to each as `--now`. A block opened by `csv NAME` is written to a file for all nodes. In
//! what is expected, `[..]` stands for anything within a line, a line of `…` for any lines, and
//! `<word>` for what is printed there the first time and again wherever it stands after that.
//! `SWARD_STORIES=overwrite` puts what was printed, without its random ids, in the place of what
//! does not fit.

mod page;
mod pattern;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::kit::visitor::{Pages, Visitor};
use crate::kit::{Node, Ran};
use page::{Page, Part};
use pattern::{Known, fits};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories")
}

#[test]
fn every_story_runs_as_it_is_told() {
    let mut stories = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    stories.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    stories.sort();
    assert!(!stories.is_empty());
    let faults = stories.iter().flat_map(|path| tell(path)).collect::<Vec<_>>();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_command_of_the_program_appears_in_a_story() {
    let told: String = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let told: BTreeSet<&str> =
        told.lines().filter_map(|line| line.split_once("$ sward ")).map(|(_, rest)| rest).collect();
    let mut missing = vec![];
    each_command(&mut <sward::args::Args as clap::CommandFactory>::command(), "", &mut |name| {
        if !told.iter().any(|line| format!("{line} ").contains(&format!("{name} "))) {
            missing.push(name.to_string());
        }
    });
    assert!(missing.is_empty(), "no story tells of: {}", missing.join(", "));
}

fn each_command(command: &mut clap::Command, way: &str, each: &mut dyn FnMut(&str)) {
    for sub in command.get_subcommands_mut() {
        let name = format!("{way}{}", sub.get_name());
        match sub.has_subcommands() {
            true => each_command(sub, &format!("{name} "), each),
            false => each(&name),
        }
    }
}

/// Runs one story; gives what did not fit.
fn tell(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut page = Page::read(&text);
    let (mut nodes, mut known, mut faults) = (BTreeMap::new(), Known::default(), vec![]);
    let mut visitors: BTreeMap<String, Visitor> = BTreeMap::new();
    let mut files = vec![];
    for part in &mut page.parts {
        match part {
            Part::Prose(_) => {}
            Part::File { name, text, .. } => {
                nodes.values().for_each(|node: &Node| drop(node.write(name, &text)));
                files.push((name.clone(), text.clone()));
            }
            Part::Command { node, words, now, expected, line } => {
                let (who, place) = node.split_once('@').unwrap_or(("", node));
                let place = nodes.entry(place.to_string()).or_insert_with(|| begin(&files));
                let said = match who {
                    "" => run(place, &known.filled(words), now.as_deref()),
                    who => {
                        visit(place, visitors.entry(who.to_string()).or_default(), &known.filled(words), now.as_deref())
                    }
                };
                if !fits(expected, &said, &mut known) {
                    let name = path.file_name().unwrap_or_default().to_string_lossy();
                    faults.push(format!("{name}:{line}: expected\n{}\nbut it said\n{said}", expected.trim_end()));
                    *expected = without_ids(&said);
                }
            }
        }
    }
    if std::env::var("SWARD_STORIES").is_ok_and(|value| value == "overwrite") {
        std::fs::write(path, page.write()).unwrap();
        faults.clear();
    }
    faults
}

fn without_ids(said: &str) -> String {
    let is_id = |word: &str| matches!(word.len(), 8 | 64) && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let words = said.split_inclusive(|sign: char| !sign.is_alphanumeric()).map(|piece| {
        let word = piece.trim_end_matches(|sign: char| !sign.is_alphanumeric());
        if is_id(word) { format!("[..]{}", &piece[word.len()..]) } else { piece.into() }
    });
    words.collect()
}

fn begin(files: &[(String, String)]) -> Node {
    let node = Node::new();
    files.iter().for_each(|(name, text)| drop(node.write(name, text)));
    node
}

/// What a visitor does at a node's pages: opens an address, follows a link, presses a button, or looks.
fn visit(node: &Node, visitor: &mut Visitor, words: &str, now: Option<&str>) -> String {
    let words = page::split(words);
    let moment = charter::calendar::Zone::UTC.moment(now.expect("a visit has its moment")).unwrap();
    let pages = Pages::of(&node.data(), &node.device(), moment);
    let words = words.iter().map(String::as_str).collect::<Vec<_>>();
    match words[..] {
        ["open", address] => visitor.open(&pages, address).glance(),
        ["follow", link] if visitor.link(link).is_none() => format!("there is no link '{link}'\n"),
        ["follow", link] => visitor.follow(&pages, link).glance(),
        ["press", button, ..] if visitor.form(button).is_none() => format!("there is no button '{button}'\n"),
        ["press", button, ref fields @ ..] => {
            let pair =
                |field: &&str| field.split_once('=').map(|(name, value)| (name.into(), value.replace("\\n", "\n")));
            let fields = fields.iter().map(|field| pair(field).expect("a field is name=value")).collect::<Vec<_>>();
            visitor.press(&pages, button, &fields).glance()
        }
        ["see", ref of @ ..] => {
            let lines = visitor.lines();
            let seen = lines.iter().filter(|line| of.is_empty() || of.iter().any(|words| line.contains(words)));
            seen.map(|line| format!("{line}\n")).collect()
        }
        ref other => panic!("a visitor can open, follow, press and see: {other:?}"),
    }
}

/// Everything that a person sees: what is printed, what is complained of, and a status that is not 0.
fn run(node: &Node, words: &str, now: Option<&str>) -> String {
    let mut words = page::split(words);
    assert_eq!(words.first().map(String::as_str), Some("sward"), "only sward is run: {words:?}");
    if let Some(now) = now {
        words.extend(["--now".into(), now.into()]);
    }
    let args = words.iter().skip(1).map(String::as_str).collect::<Vec<_>>();
    let Ran { status, out, err } = node.run(&args);
    let status = if status == Some(0) { String::new() } else { format!("(exit status {})\n", status.unwrap_or(-1)) };
    format!("{out}{err}{status}")
}
