//! Letters, without pages: which contact is an address, what a letter looks like, and what a server's answers mean.

use charter::calendar::{Day, Moment};

use super::mailbox::Mailbox;
use crate::mail::{Answered, BadPost, Letter, Post, address, is_due, message};
use crate::outside::{one_line, without_links};

fn file(mailbox: &Mailbox, more: &str) -> String {
    let port = mailbox.at.port();
    format!(
        "server = 127.0.0.1\nport = {port}\nline = plain\nsender = week@mail.example\npages = https://pages.example\n{more}"
    )
}

fn letter(name: &str, to: &str) -> Letter {
    let text = "* Grüße aus Łódź\n  https://pages.example/u/1\n".into();
    let (subject, stop) = ("Your week".into(), "https://pages.example/stop/00ff".into());
    let (to, id) = (address(to).unwrap(), "a1".into());
    Letter { name: name.into(), to, subject, text, stop, id, at: Moment(1_772_434_800_000) }
}

#[test]
fn an_address_is_one_plain_address_and_nothing_else() {
    for good in ["ada@mill.example", " ada.nowak+week@sub.mill-lane.example ", "o'brien@mill.example"] {
        assert_eq!(address(good).map(|address| address.to_string()).as_deref(), Some(good.trim()));
    }
    let long = format!("{}@mill.example", "a".repeat(65));
    let longer = format!("a@{}.example", "b".repeat(250));
    for bad in [
        "",
        "ada",
        "@mill.example",
        "ada@",
        "ada@mill",
        "ada@mill.example, dora@mill.example",
        "ada@mill.example,dora@mill.example",
        "ada@mill.example\r\nBcc: dora@mill.example",
        "ada\r\n@mill.example",
        "-oQ/tmp@mill.example",
        "ada@-mill.example",
        "\"ada nowak\"@mill.example",
        "Ada <ada@mill.example>",
        "<ada@mill.example>",
        "ada@dora@mill.example",
        "ada@127.0.0.1",
        "ada@[127.0.0.1]",
        "ada@[::1]",
        "ada@localhost",
        "ada@mill..example",
        ".ada@mill.example",
        "ада@mill.example",
        "ada@mill.example:25",
        &long,
        &longer,
    ] {
        assert!(address(bad).is_none(), "{bad:?}");
    }
}

#[test]
fn hostile_114_whatever_stands_in_a_name_a_letter_has_each_header_once_and_one_recipient() {
    let from = address("week@mail.example").unwrap();
    let plain = String::from_utf8(message(&letter("Your week", "ada@mill.example"), &from).unwrap()).unwrap();
    let heads = |text: &str| {
        let head = text.split("\r\n\r\n").next().unwrap().to_string();
        let names = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
        names.map(|line| line.split(':').next().unwrap().to_string()).collect::<Vec<_>>()
    };
    let expected = [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "Auto-Submitted",
        "Content-Type",
        "Content-Transfer-Encoding",
    ];
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    let expected = sorted(expected.map(String::from).into());
    for name in [
        "Your week",
        "The Mill\r\nBcc: dora@mill.example",
        "a,b <dora@mill.example>",
        "-oQ\u{2028}To: x@mill.example",
        "\"; @ \\",
        "Łódź, ulica \u{202e}",
        "",
        &"x".repeat(5_000),
    ] {
        let text = String::from_utf8(message(&letter(name, "ada@mill.example"), &from).unwrap()).unwrap();
        let mut names = heads(&text);
        names.retain(|name| name != "MIME-Version");
        assert_eq!(sorted(names), expected, "{name:?}: {text}");
        assert_eq!(text.matches("\r\nTo: ada@mill.example\r\n").count(), 1, "{text}");
        assert!(text.lines().all(|line| line.len() <= 998), "{name:?}");
    }
    assert!(plain.contains("Date: Mon, 02 Mar 2026 07:00:00 "), "{plain}");
    assert!(plain.contains("List-Unsubscribe: <https://pages.example/stop/00ff>\r\n"), "{plain}");
}

#[test]
fn hostile_115_an_address_in_a_name_is_no_link_in_a_letter() {
    for (text, plain) in [
        ("https://evil.example/x", "https: / / evil. example/ x"),
        ("www.evil.example", "www. evil. example"),
        ("ada@evil.example", "ada@ evil. example"),
        ("evil。example", "evil。 example"),
        ("Mill Lane, at 19:30.", "Mill Lane, at 19: 30."),
    ] {
        assert_eq!(without_links(text), plain);
    }
    assert_eq!(one_line("a\r\n b\u{202e}c\u{200b}\u{0} d"), "a bc d");
    assert_eq!(one_line(&"ł".repeat(300)).chars().count(), 121);
}

#[test]
fn the_file_about_the_server_is_refused_where_it_is_not_plain() {
    let mailbox = Mailbox::open();
    assert!(Post::read(&file(&mailbox, "# said nothing\n\nuser = week\npassword = a = b\n")).is_ok());
    let fault = |text: &str| Post::read(text).err();
    assert_eq!(fault("server"), Some(BadPost::Line(1)));
    assert_eq!(fault("server = a\nserver = b"), Some(BadPost::Line(2)));
    assert_eq!(fault("sender = a@b.example"), Some(BadPost::Missing("server")));
    assert_eq!(fault(&file(&mailbox, "user = week")), Some(BadPost::Missing("password")));
    let with = |name: &str, value: &str| {
        let text = file(&mailbox, "");
        let lines = text.lines().filter(|line| !line.starts_with(name)).map(String::from);
        fault(&lines.chain([format!("{name} = {value}")]).collect::<Vec<_>>().join("\n"))
    };
    for (name, value) in [
        // Nothing goes in plain to another machine.
        ("server", "mail.example"),
        ("sender", "week"),
        ("port", "70000"),
        ("pages", "pages.example"),
        ("pages", "https://pages.example/x?y"),
        ("line", "perhaps"),
    ] {
        let name_of = if name == "server" { "line" } else { name };
        assert_eq!(with(name, value), Some(BadPost::Unfit(name_of)), "{name} = {value}");
    }
    // What is wrong is told without what stands there.
    let secret = Post::read(&file(&mailbox, "user = week\npassword = Kormoran\nport = Kormoran")).err().unwrap();
    assert!(!secret.to_string().contains("Kormoran"), "{secret}");
}

#[test]
fn what_a_server_answers_is_about_the_address_the_letter_or_us() {
    let mailbox = Mailbox::open();
    let post = Post::read(&file(&mailbox, "user = week\npassword = Kormoran\n")).unwrap();
    let to = address("ada@mill.example").unwrap();
    let letter = message(&letter("Your week", "ada@mill.example"), &post.from).unwrap();
    let send = |begin: &str, answer: &str| {
        mailbox.heal();
        mailbox.answer(begin, answer);
        let answered =
            post.connect().map(|mut line| (post.send(&mut line, &to, &letter), post.send(&mut line, &to, &letter)).0);
        mailbox.heal();
        answered
    };
    assert_eq!(send("nothing", ""), Some(Answered::Taken));
    assert_eq!(send("RCPT", "550 5.1.1 nobody of that name"), Some(Answered::NoSuchAddress));
    assert_eq!(send("RCPT", "450 come again"), Some(Answered::Later));
    assert_eq!(send("MAIL", "550 we do not know you"), Some(Answered::Broken));
    assert_eq!(send("DATA", "554 no"), Some(Answered::Refused));
    assert_eq!(send("<letter>", "554 spam"), Some(Answered::Refused));
    assert_eq!(send("<letter>", "451 later"), Some(Answered::Later));
    assert_eq!(send("<letter>", ""), Some(Answered::Unknown), "it may have taken it");
    assert_eq!(send("RCPT", ""), Some(Answered::Broken));
    assert_eq!(send("AUTH", "535 no"), None);
    assert_eq!(send("EHLO", "421 closed"), None);
    // After an address that was refused the same line takes the next letter.
    mailbox.take();
    let before = mailbox.connections();
    let mut line = post.connect().unwrap();
    mailbox.answer("RCPT TO:<ada", "550 nobody");
    assert_eq!(post.send(&mut line, &to, &letter), Answered::NoSuchAddress);
    assert_eq!(post.send(&mut line, &address("dora@mill.example").unwrap(), &letter), Answered::Taken);
    Post::part(line);
    assert_eq!(mailbox.connections(), before + 1);
    let taken = mailbox.take();
    assert_eq!((taken.len(), taken[0].recipients()), (1, vec!["<dora@mill.example>"]));
    assert_eq!(taken[0].text().trim_end(), "* Grüße aus Łódź\n  https://pages.example/u/1");
    assert_eq!(taken[0].header("Auto-Submitted"), "auto-generated");
}

#[test]
fn a_week_is_due_from_monday_at_six_until_wednesday_is_over() {
    let monday: Day = "2026-03-02".parse().unwrap();
    let due = |days: i32, clock: &str| is_due(monday.plus(days), clock);
    assert_eq!([due(0, "05:59"), due(-1, "12:00"), due(3, "00:00"), due(6, "23:59")], [None; 4]);
    assert_eq!([due(0, "06:00"), due(1, "00:00"), due(2, "23:59")], [Some(monday); 3]);
    assert_eq!(due(7, "06:00"), Some(monday.plus(7)));
}
