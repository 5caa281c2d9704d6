//! Letters: to whom, what is in them, and when none goes out.

use account::{Accounts, Link, Viewer};
use axum::http::{Request, header};
use book::PersonId;

use crate::kit::Ran;
use crate::kit::mailbox::{Mailbox, Taken};
use crate::kit::town::{MILL, Town, fresh, moment};
use crate::kit::visitor::{HOST, Visitor};

const PASSWORD: &str = "Kormoran-Pirol";

/// A town in which Celia and Ada have addresses, and a mail server that takes letters.
fn town() -> (Town, Mailbox) {
    let (town, mailbox) = (Town::new(), Mailbox::open());
    let port = mailbox.at.port();
    let file = format!(
        "server = 127.0.0.1\nport = {port}\nline = plain\nuser = week\npassword = {PASSWORD}\n\
         sender = week@post.example\npages = https://pages.example\n"
    );
    town.node.write("mail.conf", file);
    for (name, contact) in [("Celia Toth", "celia@mill.example"), ("Ada Nowak", "ada@mill.example")] {
        let phone = ["--contact", "+48 600 000 001", "--contact", contact, "--now", "2026-02-09T07:00"];
        town.node.ok(&[&["person", "describe", "mill", name][..], &phone].concat());
    }
    town.node.ok(&["meeting", "set", "mill", "2026-03-24T19:30", "--now", "2026-02-09T04:00"]);
    (town, mailbox)
}

/// A day's end at a moment; what the program said of it.
fn dusk(town: &Town, now: &str) -> Ran {
    town.node.run(&["dusk", "--day", &now[..10], "--now", now, "--mail", "mail.conf"])
}

/// The letters that a day's end sent.
fn sent(town: &Town, mailbox: &Mailbox, now: &str) -> Vec<Taken> {
    let ran = dusk(town, now);
    assert_eq!(ran.status, Some(0), "{}{}", ran.out, ran.err);
    mailbox.take()
}

fn ask(town: &Town, who: &Visitor, deed: &str, more: &[(&str, &str)]) -> u16 {
    let (id, subject) = (fresh(), fresh());
    let fields = [("deed", deed), ("id", &id), ("unit", town.unit("mill")), ("subject", &subject), ("back", "/")];
    town.send(who, &[&fields[..], more].concat()).status
}

/// Celia switches it on, on Monday before it is due.
fn switched_on(named: bool) -> (Town, Mailbox, Visitor) {
    let (town, mailbox) = town();
    assert_eq!(sent(&town, &mailbox, "2026-02-09T05:00"), [], "nobody asked for it");
    let member = town.visitor("member");
    let more: &[(&str, &str)] = if named { &[("named", "yes")] } else { &[] };
    assert_eq!(ask(&town, &member, "own.mail", more), 303);
    (town, mailbox, member)
}

#[test]
fn nobody_gets_a_letter_who_did_not_switch_it_on_and_nobody_can_where_none_is_sent() {
    let (town, mailbox) = town();
    let member = town.visitor("member");
    let held = town.at("mill") + "/you/held";
    assert!(!town.get(&member, &held).body.contains("Your week by mail"));
    assert_eq!(ask(&town, &member, "own.mail", &[]), 422, "this machine sends none");
    assert_eq!(sent(&town, &mailbox, "2026-02-10T07:00"), []);
    assert_eq!(mailbox.connections(), 0);
    assert!(town.get(&member, &held).body.contains("week@post.example"));
    assert_eq!(ask(&town, &town.visitor("outsider"), "own.mail", &[]), 401);
    assert_eq!(ask(&town, &town.visitor("deputy"), "own.mail", &[]), 422, "there is no address");
    assert_eq!(ask(&town, &member, "own.mail", &[]), 303);
    assert_eq!(sent(&town, &mailbox, "2026-02-10T08:00").len(), 1);
}

#[test]
fn a_letter_names_neither_cell_nor_organisation_nor_anybody_unless_its_reader_wants_the_cell_in_it() {
    let (town, mailbox, member) = switched_on(false);
    let at = |args: &[&str]| town.node.ok(&[args, &["--now", "2026-02-09T06:00"]].concat());
    at(&["task", "set", "mill", "Call Bruno at www.evil.example", "--due", "2026-02-12", "--owner", "Celia Toth"]);
    at(&["mail", "name", "mill", "The Mill\u{a0}<x>, Lodz"]);
    let letters = sent(&town, &mailbox, "2026-02-10T06:30");
    assert_eq!(letters.len(), 1);
    let letter = &letters[0];
    assert_eq!(letter.recipients(), ["<celia@mill.example>"]);
    let header = |name: &str| letter.header(name);
    assert_eq!([header("Subject"), header("To")], ["Your week", "celia@mill.example"]);
    assert_eq!(header("From"), "\"Your week\" <week@post.example>");
    assert_eq!(header("Auto-Submitted"), "auto-generated");
    let text = letter.text();
    assert!(text.contains("The next meeting: Tuesday 10 February, 19: 30"), "{text}");
    assert!(text.contains("A task of yours\n  Until 12 February\n  https://pages.example/u/"), "{text}");
    for told in ["Mill Lane", "The Mill", "Meadow", "Bruno", "evil", "Celia", "Toth"] {
        assert!(!letter.letter.contains(told), "{told}: {}", letter.letter);
    }
    // As many links as things, and the one that ends it; and no picture, since it is plain.
    assert_eq!(text.matches("https://").count(), 3, "{text}");
    assert!(header("Content-Type").starts_with("text/plain"));
    // Now with names.
    assert_eq!(ask(&town, &member, "own.mail", &[("named", "yes")]), 303);
    let letters = sent(&town, &mailbox, "2026-02-16T06:30");
    let text = letters[0].text();
    assert!(text.contains("This is your week in Mill Lane.") && !text.contains("Meadow"), "{text}");
    assert!(text.contains("Call Bruno at www. evil. example"), "no link is made of words: {text}");
    assert_eq!(letters[0].recipients(), ["<celia@mill.example>"]);
    // 'The Mill <x>, Lodz', so written that it is a name and nothing else.
    assert_eq!(letters[0].header("From"), "=?utf-8?b?VGhlIE1pbGwgPHg+LCBMb2R6?= <week@post.example>");
    assert_eq!(letters[0].letter.lines().filter(|line| line.starts_with("From:")).count(), 1);
}

#[test]
fn whoever_writes_the_record_gets_what_their_first_page_says_without_one_name() {
    let (town, mailbox) = town();
    let at = |args: &[&str]| town.node.ok(&[args, &["--now", "2026-02-09T06:00"]].concat());
    at(&["member", "join", "mill", "Farah Haddad", "--day", "2026-02-01"]);
    at(&["task", "set", "mill", "Fetch Farah", "--due", "2026-02-11"]);
    sent(&town, &mailbox, "2026-02-09T05:00");
    let secretary = town.visitor("secretary");
    let page = town.get(&secretary, &town.at("mill")).body;
    assert!(page.contains("Farah Haddad") && page.contains("Fetch Farah"), "{page}");
    assert_eq!(ask(&town, &secretary, "own.mail", &[]), 303);
    let text = sent(&town, &mailbox, "2026-02-10T07:00")[0].text();
    assert!(text.contains("Sit down with somebody who is new") && text.contains("A task of the cell"), "{text}");
    let people = MILL.iter().flat_map(|name| name.split(' ')).chain(["Farah", "Haddad", "Fetch"]);
    for name in people {
        assert!(!text.contains(name), "{name}: {text}");
    }
    assert!(!text.contains("/people/"), "an address tells who it is about: {text}");
}

#[test]
fn a_letter_goes_out_once_however_often_and_by_however_many_it_is_sent() {
    let (town, mailbox, _) = switched_on(false);
    let both = std::thread::scope(|scope| {
        let one = || scope.spawn(|| dusk(&town, "2026-02-10T07:00").status);
        let all = [one(), one(), one()];
        all.map(|one| one.join().unwrap())
    });
    assert_eq!(both, [Some(0); 3]);
    assert_eq!(mailbox.take().len(), 1);
    assert_eq!(sent(&town, &mailbox, "2026-02-10T12:00"), []);
    assert_eq!(sent(&town, &mailbox, "2026-02-11T12:00"), []);
    assert_eq!(sent(&town, &mailbox, "2026-02-16T12:00").len(), 1, "the next week");
    let log = town.node.ok(&["mail", "log"]);
    assert_eq!(log.lines().count(), 2, "{log}");
    assert!(log.contains("2026-02-16") && log.contains("sent (tries: ") && !log.contains("Celia"), "{log}");
    assert!(!log.contains('@'), "{log}");
    // What became of it is forgotten after ninety days.
    dusk(&town, "2026-05-14T05:00");
    assert_eq!(town.node.ok(&["mail", "log"]).lines().count(), 1);
}

#[test]
fn hostile_108_nothing_goes_out_that_its_reader_may_not_see_any_more() {
    let (town, mailbox, member) = switched_on(true);
    let secretary = town.visitor("secretary");
    assert_eq!(ask(&town, &secretary, "own.mail", &[]), 303);
    // The server cannot yet: both letters wait. Then one reader loses her office, and the other leaves.
    mailbox.answer("RCPT", "450 come again");
    assert_eq!(sent(&town, &mailbox, "2026-02-10T07:00"), []);
    mailbox.heal();
    town.node.ok(&["office", "end", "mill", "secretary", "--now", "2026-02-10T07:10"]);
    town.node.ok(&["member", "leave", "mill", "Celia Toth", "--day", "2026-02-10", "--now", "2026-02-10T07:20"]);
    let letters = sent(&town, &mailbox, "2026-02-10T08:30");
    assert_eq!(letters.iter().map(|letter| letter.recipients()).collect::<Vec<_>>(), [["<ada@mill.example>"]]);
    let text = letters[0].text();
    assert!(
        text.contains("The next meeting") && text.matches("\n* ").count() == 1,
        "what is worth doing is gone: {text}"
    );
    assert_eq!(town.get(&member, &town.at("mill")).status, 401);
    // Whoever comes back is not sent anything before they ask again.
    town.node.ok(&["member", "list", "mill"]);
    let accounts = Accounts::open(&town.node.data()).unwrap();
    assert_eq!(accounts.all_who_want_mail().unwrap().len(), 1);
}

#[test]
fn whose_address_is_refused_is_told_so_and_one_that_has_to_wait_is_tried_a_few_times() {
    let (town, mailbox, member) = switched_on(false);
    mailbox.answer("<letter>", "451 come again");
    let mut tried = 0;
    for now in
        ["T06:00", "T06:30", "T07:30", "T08:00", "T11:00", "T12:00", "T23:00"].map(|hour| format!("2026-02-09{hour}"))
    {
        let before = mailbox.connections();
        dusk(&town, &now);
        tried += mailbox.connections() - before;
    }
    assert_eq!(tried, 3, "at six, an hour later, and four hours after that");
    dusk(&town, "2026-02-10T12:00");
    assert!(town.node.ok(&["mail", "log"]).contains("given up after several tries (tries: 4)"));
    mailbox.heal();
    assert_eq!(sent(&town, &mailbox, "2026-02-11T12:00"), []);
    mailbox.answer("RCPT", "550 5.1.1 no such user");
    assert_eq!(sent(&town, &mailbox, "2026-02-16T07:00"), []);
    mailbox.heal();
    let held = town.at("mill") + "/you/held";
    let page = town.get(&member, &held).body;
    assert!(page.contains("the mail server said that your address does not exist"), "{page}");
    assert!(page.contains("the mail server refused the address") && page.contains("given up"), "{page}");
    assert_eq!(sent(&town, &mailbox, "2026-02-23T07:00"), [], "it is off");
    assert_eq!(ask(&town, &member, "own.mail", &[]), 303);
    assert_eq!(sent(&town, &mailbox, "2026-02-24T07:00").len(), 1);
}

#[test]
fn hostile_116_ten_refusals_in_one_round_are_enough() {
    let (town, mailbox, _) = switched_on(false);
    let people = (0..15).map(|n| format!("q{n:02},mill,Person {n},2024-01-01,p{n}@mill.example\n")).collect::<String>();
    town.node.import("members", format!("person,unit,name,joined,contacts\n{people}"));
    let accounts = Accounts::open(&town.node.data()).unwrap();
    let unit = town.unit("mill").parse().unwrap();
    for n in 0..15_u8 {
        let person = PersonId(town.person("mill", &format!("\"Person {n}\"")).parse().unwrap());
        let link = Link::to(Viewer { unit, term: None, person: Some(person) }, None);
        let (now, random) = (moment("2026-02-09T05:30"), [n + 1; 16]);
        let token = accounts.invite(&link, now, random).unwrap();
        accounts.enter(&token, "", now, [[n + 50; 16], [n + 100; 16]], |_| Ok(false)).unwrap().unwrap();
        accounts.want_mail(unit, person, false, now).unwrap();
    }
    mailbox.answer("RCPT", "550 we do not like you");
    dusk(&town, "2026-02-09T07:00");
    assert_eq!(accounts.all_who_want_mail().unwrap().len(), 6, "the others are left alone");
    mailbox.heal();
    assert_eq!(sent(&town, &mailbox, "2026-02-09T08:00").len(), 6);
    assert_eq!(mailbox.connections(), 2, "one line takes them all");
}

#[test]
fn hostile_113_no_contact_chooses_a_host_and_none_that_is_no_address_gets_a_letter() {
    let (town, mailbox, _) = switched_on(false);
    for contact in ["celia@127.0.0.1", "celia@localhost", "celia@mill.example,dora@mill.example", "-oQ@mill.example"] {
        // What looks like an option is given as the program takes it.
        let contact = format!("--contact={contact}");
        town.node.ok(&["person", "describe", "mill", "Celia Toth", &contact, "--now", "2026-02-09T06:00"]);
        assert_eq!(sent(&town, &mailbox, "2026-02-10T07:00"), [], "{contact}");
    }
    assert_eq!(mailbox.connections(), 0, "there is nobody to write to");
}

#[test]
fn the_address_in_a_letter_ends_all_letters_with_a_press_and_not_with_a_look() {
    for kind in ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        let (town, mailbox, member) = switched_on(false);
        let letter = sent(&town, &mailbox, "2026-02-10T07:00").remove(0);
        let header = letter.header("List-Unsubscribe");
        assert_eq!(letter.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        let at = header.strip_prefix("<https://pages.example").unwrap().strip_suffix('>').unwrap().to_string();
        assert!(letter.text().contains(&at));
        let accounts = Accounts::open(&town.node.data()).unwrap();
        let looked = town.raw(Request::get(&at).header(header::HOST, HOST), "");
        assert!(looked.status == 200 && looked.body.contains("Send me no more"));
        assert_eq!(accounts.all_who_want_mail().unwrap().len(), 1);
        // A program that presses for its reader brings neither a cookie nor a page that it came from.
        let press = |at: &str| {
            let request = Request::post(at).header(header::HOST, HOST).header(header::CONTENT_TYPE, kind);
            town.raw(request, "List-Unsubscribe=One-Click").status
        };
        assert_eq!(press(&format!("/stop/{}", "0".repeat(32))), 404);
        assert_eq!(press(&at), 200);
        assert_eq!(accounts.all_who_want_mail().unwrap(), []);
        let page = town.get(&member, &(town.at("mill") + "/you/held")).body;
        assert!(page.contains("Send me my week"), "{page}");
        assert_eq!(sent(&town, &mailbox, "2026-02-16T07:00"), []);
    }
}

#[test]
fn hostile_147_what_is_said_of_a_mail_server_holds_no_password_and_no_address() {
    let (town, mailbox, _) = switched_on(true);
    mailbox.answer("AUTH", "535 Kormoran-Pirol for week@post.example is wrong");
    let mut said = dusk(&town, "2026-02-09T07:00");
    assert!(
        said.out.contains("did not answer, or did not let us in") && said.out.contains("waiting: 1"),
        "{}",
        said.out
    );
    mailbox.answer("AUTH", "");
    said.out += &dusk(&town, "2026-02-09T08:30").out;
    town.node.write("wrong.conf", format!("server = 127.0.0.1\npassword {PASSWORD}\n"));
    let wrong = town.node.run(&["dusk", "--day", "2026-02-09", "--now", "2026-02-09T09:00", "--mail", "wrong.conf"]);
    assert_eq!(wrong.status, Some(2), "{}", wrong.err);
    for text in [said.out, said.err, wrong.out, wrong.err, town.node.ok(&["mail", "log"])] {
        for secret in ["Kormoran", "Pirol", "celia@", "week@", "Celia"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }
}
