//! The project as text: its files, and Rust without comments and strings.

use std::path::{Path, PathBuf};

/// The workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file, by its name from the workspace, with its text.
pub struct Source {
    pub name: String,
    pub text: String,
}

/// Files that end so, anywhere in the project but in what is built.
pub fn files(ends: &[&str]) -> Vec<Source> {
    let mut found = vec![];
    walk(&root(), "", &mut |name, path| {
        if ends.iter().any(|end| name.ends_with(end)) {
            found.push(Source { name: name.into(), text: std::fs::read_to_string(path).unwrap() });
        }
    });
    assert!(!found.is_empty(), "no files that end in {ends:?}");
    found
}

/// All files of Rust.
pub fn rust() -> Vec<Source> {
    files(&[".rs"])
}

fn walk(folder: &Path, name: &str, each: &mut dyn FnMut(&str, &Path)) {
    let mut entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    entries.sort();
    for path in entries {
        let own = path.file_name().unwrap().to_string_lossy().into_owned();
        let name = if name.is_empty() { own.clone() } else { format!("{name}/{own}") };
        let built = matches!(
            own.as_str(),
            ".git" | "target" | "corpus" | "artifacts" | "node_modules" | "sward-demo" | "sward-data"
        );
        match path.is_dir() {
            true if !built => walk(&path, &name, each),
            false => each(&name, &path),
            _ => {}
        }
    }
}

impl Source {
    /// Whether it is a test.
    pub fn is_test(&self) -> bool {
        self.name.contains("/tests/") || self.name.ends_with("/tests.rs")
    }

    /// The text without comments, and with strings emptied.
    pub fn code(&self) -> String {
        let (mut code, mut rest) = (String::new(), self.text.as_str());
        while let Some(sign) = rest.chars().next() {
            let skipped = match sign {
                '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
                '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
                'r' if raw(rest, &code) => {
                    let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
                    let close = format!("\"{}", "#".repeat(hashes));
                    rest[hashes + 2..].find(&close).map_or(rest.len(), |end| hashes + 2 + end + close.len())
                }
                '"' => string(rest),
                '\'' if rest[1..].starts_with('\\') => 3 + rest[3..].find('\'').unwrap_or(0),
                '\'' if rest.chars().nth(2) == Some('\'') => {
                    rest.char_indices().nth(3).map_or(rest.len(), |(at, _)| at)
                }
                _ => 0,
            };
            if skipped == 0 {
                code.push(sign);
                rest = &rest[sign.len_utf8()..];
            } else {
                code.push_str(if sign == '/' { "" } else { "\"\"" });
                rest = &rest[skipped..];
            }
        }
        code
    }

    /// The strings of the code.
    pub fn strings(&self) -> Vec<String> {
        let (mut strings, mut rest) = (vec![], self.text.as_str());
        while let Some(at) = rest.find(['"', '/', '\'']) {
            rest = &rest[at..];
            let end = match () {
                _ if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
                _ if rest.starts_with("'\"'") => 3,
                _ if rest.starts_with('"') => {
                    let end = string(rest);
                    strings.push(rest[1..end - 1].to_string());
                    end
                }
                _ => 1,
            };
            rest = &rest[end..];
        }
        strings
    }
}

fn raw(rest: &str, before: &str) -> bool {
    let inside_a_word = before.chars().next_back().is_some_and(|sign| sign.is_alphanumeric() || sign == '_');
    !inside_a_word && rest[1..].trim_start_matches('#').starts_with('"')
}

fn string(rest: &str) -> usize {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, sign)| {
        let ends = *sign == '"' && !escaped;
        escaped = *sign == '\\' && !escaped;
        ends
    });
    end.map_or(rest.len(), |(at, _)| at + 1)
}

/// Every path in a piece of code that begins with a name: the name, as in `name::…`.
pub fn path_roots(code: &str) -> Vec<&str> {
    let is_word = |sign: char| sign.is_alphanumeric() || sign == '_';
    let before = |at: usize| code[..at].rfind(|sign| !is_word(sign)).map_or(0, |at| at + 1);
    let roots = code.match_indices("::").map(|(at, _)| (before(at), at));
    roots.filter(|(from, to)| from < to && !code[..*from].ends_with("::")).map(|(from, to)| &code[from..to]).collect()
}

#[test]
fn comments_and_strings_are_not_code() {
    let text = "a::b(); // c::d\nlet e = \"f::g \\\" h\"; let i = 'j'; let k: &'l str = r#\"m::n\"#;".into();
    let source = Source { name: "a.rs".into(), text };
    assert_eq!(source.code(), "a::b(); \nlet e = \"\"; let i = \"\"; let k: &'l str = \"\";");
    assert_eq!(path_roots(&source.code()), ["a"]);
    assert_eq!(source.strings()[0], "f::g \\\" h");
}
