//! The mail server: how it is reached, as a file says, and one letter after another over one connection. It knows what a
//! server refuses: the address, the letter, or us.

use std::net::IpAddr;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Quit, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;

use super::address::address;

/// Seconds that a mail server has for each answer.
const SECONDS: u64 = 30;
/// Ports that are asked where the file names none: with TLS from the first byte (RFC 8314), and otherwise.
const PORTS: [u16; 2] = [465, 587];

/// How a mail server is reached, and from whom letters come.
pub struct Post {
    server: String,
    port: u16,
    line: Line,
    login: Option<Credentials>,
    /// From which address.
    pub from: Address,
    /// How links to the pages begin.
    pub pages: String,
}

/// How the line to a mail server is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// By TLS, from the first byte.
    Tls,
    /// By TLS, once the server said that it can.
    StartTls,
    /// Not at all: to this machine itself alone.
    Plain,
}

/// What is wrong with the file that says how a mail server is reached; none of its values stands in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPost {
    /// A line is not `name = value`, or no line of that name is known, or it stands there twice.
    #[error("line {0}")]
    Line(usize),
    /// A line is missing.
    #[error("'{0}' is missing")]
    Missing(&'static str),
    /// A value does not fit.
    #[error("'{0}' does not fit")]
    Unfit(&'static str),
}

/// What a server answered to a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answered {
    /// It took it.
    Taken,
    /// It refuses the address for good.
    NoSuchAddress,
    /// It refuses the letter for good.
    Refused,
    /// It cannot now.
    Later,
    /// It does not speak with us, or not any more.
    Broken,
    /// It had the letter, and did not say whether it took it.
    Unknown,
}

const NAMES: [&str; 7] = ["server", "port", "line", "user", "password", "sender", "pages"];

impl Post {
    /// Reads a file of lines `name = value`. A line that begins with `#` says nothing.
    pub fn read(text: &str) -> Result<Post, BadPost> {
        let mut values: [Option<&str>; NAMES.len()] = [None; NAMES.len()];
        for (at, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        {
            let (name, value) = line.split_once('=').ok_or(BadPost::Line(at))?;
            let place = NAMES.iter().position(|known| *known == name.trim()).ok_or(BadPost::Line(at))?;
            if values[place].replace(value.trim()).is_some() {
                return Err(BadPost::Line(at));
            }
        }
        let [server, port, line, user, password, sender, pages] = values;
        let server = server.ok_or(BadPost::Missing("server"))?;
        let line = match line.unwrap_or("tls") {
            "tls" => Line::Tls,
            "starttls" => Line::StartTls,
            // What went over it would be read by whoever stands between.
            "plain" if is_here(server) => Line::Plain,
            _ => return Err(BadPost::Unfit("line")),
        };
        let usual = PORTS[usize::from(line != Line::Tls)];
        let port = port.map_or(Ok(usual), str::parse).map_err(|_| BadPost::Unfit("port"))?;
        let login = match (user, password) {
            (Some(user), Some(password)) => Some(Credentials::new(user.into(), password.into())),
            (None, None) => None,
            (None, _) => return Err(BadPost::Missing("user")),
            (_, None) => return Err(BadPost::Missing("password")),
        };
        let from = address(sender.ok_or(BadPost::Missing("sender"))?).ok_or(BadPost::Unfit("sender"))?;
        let pages = pages.ok_or(BadPost::Missing("pages"))?.trim_end_matches('/');
        let host = pages.strip_prefix("https://").or(pages.strip_prefix("http://")).ok_or(BadPost::Unfit("pages"))?;
        let plain =
            !host.is_empty() && host.bytes().all(|sign| sign.is_ascii_alphanumeric() || b".-:[]".contains(&sign));
        let pages = plain.then(|| pages.to_string()).ok_or(BadPost::Unfit("pages"))?;
        Ok(Post { server: server.into(), port, line, login, from, pages })
    }

    /// Begins to speak with the server; none if it does not answer, or does not let us in.
    pub(crate) fn connect(&self) -> Option<SmtpConnection> {
        let hello = ClientId::Domain(self.from.domain().into());
        let tls = match self.line {
            Line::Plain => None,
            _ => Some(TlsParameters::new_rustls(self.server.clone()).ok()?),
        };
        let (at, patience) = ((&self.server[..], self.port), Some(Duration::from_secs(SECONDS)));
        let first = tls.as_ref().filter(|_| self.line == Line::Tls);
        let mut connection = SmtpConnection::connect(at, patience, &hello, first, None).ok()?;
        if let (Line::StartTls, Some(tls)) = (self.line, &tls) {
            connection.starttls(tls, &hello).ok()?;
        }
        if let Some(login) = &self.login {
            connection.auth(&[Mechanism::Plain, Mechanism::Login], login).ok()?;
        }
        Some(connection)
    }

    /// Hands a letter over.
    pub(crate) fn send(&self, connection: &mut SmtpConnection, to: &Address, letter: &[u8]) -> Answered {
        // What is refused before anybody is named is not about them.
        if connection.command(Mail::new(Some(self.from.clone()), vec![])).is_err() {
            return Answered::Broken;
        }
        let named = connection.command(Rcpt::new(to.clone(), vec![]));
        let answered = match named {
            Ok(_) => match connection.command(Data) {
                Ok(_) => match answered(connection.message(letter).map(drop), Answered::Refused) {
                    Answered::Broken => Answered::Unknown,
                    told => told,
                },
                Err(why) => answered(Err(why), Answered::Refused),
            },
            Err(why) => answered(Err(why), Answered::NoSuchAddress),
        };
        if matches!(answered, Answered::NoSuchAddress | Answered::Later) && connection.command(Rset).is_err() {
            // What was said counts; the next letter finds that the server went away.
            connection.abort();
        }
        answered
    }

    /// Takes leave of the server.
    pub(crate) fn part(mut connection: SmtpConnection) {
        // Whether it answers does not matter any more.
        let _ = connection.command(Quit);
    }
}

fn answered(came: Result<(), lettre::transport::smtp::Error>, for_good: Answered) -> Answered {
    match came {
        Ok(()) => Answered::Taken,
        Err(why) if why.is_permanent() => for_good,
        Err(why) if why.is_transient() => Answered::Later,
        Err(_) => Answered::Broken,
    }
}

/// Whether a server is this machine itself.
fn is_here(server: &str) -> bool {
    server == "localhost" || server.parse::<IpAddr>().is_ok_and(|at| at.is_loopback())
}
