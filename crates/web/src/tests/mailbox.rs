//! A mail server in a thread: it speaks as much SMTP as a letter needs, answers as it is told to, and keeps what it heard.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

/// The server; it serves as long as the program runs.
#[derive(Clone)]
pub struct Mailbox {
    /// Where it listens.
    pub at: SocketAddr,
    kept: Arc<Mutex<Kept>>,
}

#[derive(Default)]
struct Kept {
    letters: Vec<Taken>,
    connections: usize,
    /// What is answered to a line that begins so, instead of what usually is; empty hangs up.
    instead: Vec<(String, String)>,
}

/// A letter that it took.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taken {
    /// Every line before the letter.
    pub lines: Vec<String>,
    /// The letter, as it came.
    pub letter: String,
}

impl Mailbox {
    /// Listens on this machine.
    pub fn open() -> Mailbox {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mailbox = Mailbox { at: listener.local_addr().unwrap(), kept: Arc::default() };
        let own = mailbox.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let own = own.clone();
                std::thread::spawn(move || own.speak(stream));
            }
        });
        mailbox
    }

    /// From now on answers so to whatever begins with this; empty hangs up.
    pub fn answer(&self, line: &str, answer: &str) {
        let instead = (line.to_string(), answer.to_string());
        self.kept().instead.insert(0, instead);
    }

    /// Answers as usual again.
    pub fn heal(&self) {
        self.kept().instead.clear();
    }

    /// The letters that it took since it was last asked.
    pub fn take(&self) -> Vec<Taken> {
        std::mem::take(&mut self.kept().letters)
    }

    /// How often somebody connected.
    pub fn connections(&self) -> usize {
        self.kept().connections
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answered(&self, line: &str, usual: &str) -> String {
        let kept = self.kept();
        let instead = kept.instead.iter().find(|(begin, _)| line.starts_with(begin.as_str()));
        instead.map_or_else(|| usual.to_string(), |(_, answer)| answer.clone())
    }

    fn speak(&self, stream: TcpStream) -> Option<()> {
        self.kept().connections += 1;
        let (mut lines, mut out) = (BufReader::new(stream.try_clone().ok()?).lines(), stream);
        let mut say = |answer: &str| {
            if answer.is_empty() { None } else { out.write_all(format!("{answer}\r\n").as_bytes()).ok() }
        };
        say(&self.answered("", "220 mail.example"))?;
        let mut taken = Taken::default();
        loop {
            let line = lines.next()?.ok()?;
            let verb = line.split(' ').next().unwrap_or("").to_uppercase();
            // A letter begins anew with its sender.
            if verb == "MAIL" {
                taken.lines.clear();
            }
            taken.lines.push(line.clone());
            match &verb[..] {
                "EHLO" => say(&self.answered(&line, "250-mail.example\r\n250 AUTH PLAIN"))?,
                "AUTH" => say(&self.answered(&line, "235 welcome"))?,
                "QUIT" => return say("221 bye"),
                "DATA" => {
                    let answer = self.answered(&line, "354 go on");
                    say(&answer)?;
                    if !answer.starts_with("354") {
                        continue;
                    }
                    let mut letter = String::new();
                    loop {
                        let line = lines.next()?.ok()?;
                        if line == "." {
                            break;
                        }
                        letter += line.strip_prefix('.').unwrap_or(&line);
                        letter += "\n";
                    }
                    let answer = self.answered("<letter>", "250 taken");
                    if answer.is_empty() || answer.starts_with("250") {
                        let lines = std::mem::take(&mut taken.lines);
                        self.kept().letters.push(Taken { lines, letter });
                    }
                    say(&answer)?;
                }
                _ => say(&self.answered(&line, "250 fine"))?,
            }
        }
    }
}

impl Taken {
    /// To whom it went, one line each.
    pub fn recipients(&self) -> Vec<&str> {
        self.lines.iter().filter_map(|line| line.strip_prefix("RCPT TO:")).collect()
    }

    /// A header, unfolded; of several the first.
    pub fn header(&self, name: &str) -> String {
        let head = self.letter.split("\n\n").next().unwrap_or("").replace("\n ", " ");
        let begin = format!("{}:", name.to_lowercase());
        let found = head.lines().find(|line| line.to_lowercase().starts_with(&begin)).map(String::from);
        found.map_or_else(String::new, |line| line[begin.len()..].trim().to_string())
    }

    /// What is said in it, with what stands for signs beyond ASCII put back.
    pub fn text(&self) -> String {
        let body = self.letter.split_once("\n\n").map_or("", |(_, body)| body);
        if self.header("Content-Transfer-Encoding") != "quoted-printable" {
            return body.to_string();
        }
        let (body, mut bytes) = (body.replace("=\n", ""), vec![]);
        let mut rest = body.as_bytes();
        while let Some((first, after)) = rest.split_first() {
            let code = (*first == b'=').then(|| std::str::from_utf8(after.get(..2)?).ok()).flatten();
            match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
                Some(byte) => (bytes.push(byte), rest = &after[2..]).1,
                None => (bytes.push(*first), rest = after).1,
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}
