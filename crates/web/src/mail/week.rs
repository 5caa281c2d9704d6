//! Somebody's week, sent: what they may see at the moment of sending, to the address that the record holds then. Nothing
//! is written beforehand and kept, so nothing goes out that whoever gets it may not see any more.

use std::cell::{OnceCell, RefCell};
use std::fmt::Write;

use account::{Accounts, Hashing, Letter as Named, Notes, Outcome, Tallies, Viewer, Wanted};
use book::CommandId;
use charter::UnitKind;
use charter::calendar::{Day, Moment};
use ledger::{Folder, Look, Scope, Secrets, Unit};
use lettre::Address;
use lettre::transport::smtp::client::SmtpConnection;
use serde::Serialize;
use words::Words;

use super::letter::{Letter, message};
use super::post::{Answered, Post};
use super::{STOP, address};
use crate::fault::Result;
use crate::fields::Fields;
use crate::outside::{one_line, without_links};
use crate::say::Say;
use crate::shelf::Shelf;
use crate::site::Site;
use crate::standing;
use crate::visit::Visit;

/// What a week's letter is called in the list of what was delivered.
pub const WEEK: &str = "week";
/// The hour of Monday from which it is sent.
const HOUR: u8 = 6;
/// The last day on which it is sent still, as Monday is 0.
const LAST: u8 = 2;
/// Letters of one round; the others go out with the next, an hour later.
const LETTERS: usize = 500;
/// Addresses that a server refuses in one round before it is left alone: it may mean us.
const REFUSALS: usize = 10;

/// One thing of a week.
pub struct Item {
    /// What it is.
    pub title: String,
    /// More of it, if there is more.
    pub reason: Option<String>,
    /// The address of the page to which it leads.
    pub at: String,
}

/// What stands behind letters: the node's own rooms.
pub struct Room {
    site: Site,
    shelf: Shelf,
    accounts: Accounts,
    notes: Notes,
    tallies: Tallies,
    secrets: Secrets,
    hashing: Hashing,
    words: Words,
}

/// What came of a round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Round {
    /// Letters that the server took.
    pub sent: usize,
    /// Letters, or their addresses, that it refused.
    pub refused: usize,
    /// Letters that wait.
    pub waits: usize,
    /// Letters of which nobody knows whether the server took them.
    pub unknown: usize,
    /// Whether the server did not speak with us, or not to the end.
    pub broken: bool,
}

/// The Monday whose letter is due, if one is.
pub fn is_due(today: Day, clock: &str) -> Option<Day> {
    let hour: u8 = clock.get(..2).and_then(|hour| hour.parse().ok())?;
    let weekday = today.weekday();
    let due = (weekday == 0 && hour >= HOUR) || (1..=LAST).contains(&weekday);
    due.then(|| today.plus(-i32::from(weekday)))
}

impl Room {
    /// Opens them in a data folder.
    pub fn open(folder: impl Into<Folder>, site: Site, words: Words) -> ledger::Result<Room> {
        let folder = folder.into();
        Ok(Room {
            site,
            shelf: Shelf::open(&folder)?,
            accounts: Accounts::open(&folder)?,
            notes: Notes::open(&folder)?,
            tallies: Tallies::open(&folder)?,
            secrets: Secrets::open(&folder)?,
            hashing: Hashing::default(),
            words,
        })
    }
}

/// Sends the week that begins with a Monday to all who asked for it and were not sent it. `random` gives secrets.
pub fn weekly(
    room: &Room,
    look: &Look,
    post: &Post,
    (monday, now): (Day, Moment),
    random: &mut dyn FnMut() -> [u8; 16],
) -> Result<Round> {
    let (mut round, mut line) = (Round::default(), None);
    for wanted in room.accounts.all_who_want_mail()? {
        if round.sent + round.waits >= LETTERS || round.refused >= REFUSALS {
            break;
        }
        let named = Named { unit: wanted.unit, person: wanted.person, what: WEEK, day: monday };
        // Most were sent it: for these nothing is worked out.
        if !room.accounts.is_letter_due(&named, now)? {
            continue;
        }
        let Some((unit, to, text)) = room.written(look, post, &wanted, now)? else { continue };
        let Some(token) = room.accounts.begin_letter(&named, now, random())? else { continue };
        let stop = format!("{}{STOP}{token}", post.pages);
        let text = format!("{text}{}\n{stop}\n", room.words.t("mail-stop"));
        let name = room.sender(&unit, &wanted)?;
        let subject = room.words.t("mail-subject");
        let id = CommandId(random()).to_string();
        let outcome = match message(&Letter { name, to: to.clone(), subject, text, stop, id, at: now }, &post.from) {
            Ok(bytes) => room.sent(post, &mut line, &to, &bytes, &mut round),
            Err(_) => Outcome::Refused,
        };
        room.accounts.end_letter(&named, outcome, now)?;
    }
    line.into_iter().for_each(Post::part);
    Ok(round)
}

impl Room {
    /// Hands a letter to the server, over the line that is open or a new one.
    fn sent(
        &self,
        post: &Post,
        line: &mut Option<SmtpConnection>,
        to: &Address,
        letter: &[u8],
        round: &mut Round,
    ) -> Outcome {
        // A server that did not speak with us once is not asked again in this round: the others wait too.
        if line.is_none() && !round.broken {
            *line = post.connect();
        }
        let answered = line.as_mut().map_or(Answered::Broken, |line| post.send(line, to, letter));
        let (count, outcome) = match answered {
            Answered::Taken => (&mut round.sent, Outcome::Sent),
            Answered::NoSuchAddress => (&mut round.refused, Outcome::AddressRefused),
            Answered::Refused => (&mut round.refused, Outcome::Refused),
            Answered::Later | Answered::Broken => (&mut round.waits, Outcome::Waits),
            // It may have taken it: so it is not sent again.
            Answered::Unknown => (&mut round.unknown, Outcome::Begun),
        };
        *count += 1;
        if matches!(answered, Answered::Broken | Answered::Unknown) {
            (round.broken, *line) = (true, None);
        }
        outcome
    }

    /// What is told to somebody now, and to which address; none if there is nothing to tell, or no way to. Whoever is
    /// not on the roll any more, or has no account, is sent no more.
    fn written(
        &self,
        look: &Look,
        post: &Post,
        wanted: &Wanted,
        now: Moment,
    ) -> Result<Option<(Unit, Address, String)>> {
        let zone = look.rules()?.zone();
        let say = Say { words: &self.words, zone: &zone, today: zone.day(now) };
        let Some(unit) = look.unit(Scope::Node, wanted.unit)? else { return Ok(None) };
        let seat = Viewer { unit: unit.id, term: None, person: Some(wanted.person) };
        // Above a cell an office is given by a passkey alone, and nobody signs in to get a letter.
        let account = self.accounts.of(&seat)?;
        let waits = unit.kind != UnitKind::Cell || account.as_ref().is_none_or(|account| account.waits);
        let present = match account {
            Some(account) => standing::present(look, &self.site, account.viewer, waits, say.today)?,
            None => None,
        };
        let Some(who) = present else {
            self.accounts.stop_mail(wanted.unit, wanted.person)?;
            return Ok(None);
        };
        let Some(person) = who.person else { return Ok(None) };
        let reached = (self.site.contacts)(look, unit.id, person)?;
        let Some(to) = reached.iter().find_map(|contact| address(contact)) else { return Ok(None) };
        let (none, fresh) = (Fields::default(), CommandId::default());
        let visit = Visit {
            look,
            site: &self.site,
            shelf: &self.shelf,
            say,
            who: Some(&who),
            session: None,
            accounts: &self.accounts,
            notes: &self.notes,
            tallies: &self.tallies,
            secrets: &self.secrets,
            hashing: &self.hashing,
            base: &post.pages,
            passkeys: None,
            makes_passkeys: false,
            now,
            as_of: say.today,
            path: "/",
            query: &none,
            params: None,
            json: false,
            typed: None,
            flash: None,
            fresh: &|| fresh,
            name: OnceCell::new(),
            noted: RefCell::default(),
        };
        let items = (self.site.week)(&visit, &unit, wanted.named)?;
        if items.is_empty() {
            return Ok(None);
        }
        let text = text(&say, &unit, wanted.named, &items, &post.pages);
        Ok(Some((unit, to, text)))
    }

    /// What stands as the sender: what the unit chose, where the letter may name it.
    fn sender(&self, unit: &Unit, wanted: &Wanted) -> Result<String> {
        let chosen = if wanted.named { self.accounts.sender_of(unit.id)? } else { None };
        Ok(one_line(&chosen.unwrap_or_else(|| self.words.t("mail-sender"))))
    }
}

/// The text: each thing with one link.
fn text(say: &Say, unit: &Unit, named: bool, items: &[Item], pages: &str) -> String {
    let plain = |text: &str| without_links(&crate::say::plain(text.into()));
    let mut text = match named {
        true => plain(&say.say("mail-week-of", &[("unit", unit.name.as_str().into())])),
        false => plain(&say.t("mail-week")),
    };
    text.push_str("\n\n");
    for item in items {
        let _ = writeln!(text, "* {}", plain(&item.title));
        if let Some(reason) = &item.reason {
            let _ = writeln!(text, "  {}", plain(reason));
        }
        let _ = writeln!(text, "  {pages}{}\n", item.at);
    }
    text
}
