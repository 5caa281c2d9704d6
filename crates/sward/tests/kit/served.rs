//! The program itself, serving a folder on this machine, and what it said meanwhile.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use charter::calendar::Moment;

use super::Node;
use super::visitor::Visitor;

/// The program at work; it ends with the value.
pub struct Served {
    child: Child,
    folder: PathBuf,
    /// Where it listens.
    pub at: SocketAddr,
}

/// Seconds in which it begins to serve.
const PATIENCE: Duration = Duration::from_secs(20);

/// The moment of this machine's clock, by which the program goes.
pub fn clock() -> Moment {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Moment(now.as_millis() as i64)
}

impl Served {
    /// Serves a node, by a command that has our program as its last word, and waits until it answers.
    pub fn by(node: &Node, mut command: Command) -> Served {
        let at = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let file = |name: &str| std::fs::File::create(node.path().join(name)).unwrap();
        let command = node.dress(&mut command).args(["serve", "--at", &at.to_string()]);
        let child = command.stdout(file("out")).stderr(file("err")).spawn().unwrap();
        let served = Served { child, folder: node.path().into(), at };
        let begun = Instant::now();
        while served.ask(&Visitor::default(), "GET /", "").is_none() {
            assert!(begun.elapsed() < PATIENCE, "the program does not serve: {}", served.said());
            std::thread::sleep(Duration::from_millis(20));
        }
        served
    }

    /// One request as a browser sends it: its first line without the version, and the body of its form.
    pub fn ask(&self, who: &Visitor, line: &str, body: &str) -> Option<String> {
        let mut head = format!("{line} HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\n", self.at);
        if let Some(cookie) = &who.cookie {
            head += &format!("Cookie: {cookie}\r\n");
        }
        for (name, value) in &who.headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += "Content-Type: application/x-www-form-urlencoded\r\n";
        self.send(format!("{head}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len()).as_bytes())
    }

    /// Bytes as they are, and what is answered.
    pub fn send(&self, bytes: &[u8]) -> Option<String> {
        let mut stream = TcpStream::connect(self.at).ok()?;
        stream.write_all(bytes).ok()?;
        let mut heard = vec![];
        let _ = stream.read_to_end(&mut heard);
        Some(String::from_utf8_lossy(&heard).into_owned())
    }

    /// All that it printed so far, and complained of.
    pub fn said(&self) -> String {
        let read = |folder: &Path, name: &str| std::fs::read(folder.join(name)).unwrap();
        ["out", "err"].map(|name| String::from_utf8_lossy(&read(&self.folder, name)).into_owned()).concat()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
