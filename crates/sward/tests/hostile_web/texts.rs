//! Texts that want to be more than texts.

use std::time::{Duration, Instant};

use crate::kit::town::{Town, fresh};
use crate::kit::visitor::Visitor;

/// Holds the meeting with these minutes, and gives the page of it.
fn minuted(town: &Town, who: &Visitor, text: &str) -> String {
    let (id, meeting, ada) = (fresh(), town.meeting("mill"), town.person("mill", "Ada Nowak"));
    let at = format!("{}/meetings/{meeting}", town.at("mill"));
    let held = town.get_json(who, &at).body;
    let from = held.split("\"versions\":").nth(1).unwrap().split([',', '}']).next().unwrap().to_string();
    let deed = if held.contains("\"held\":null") { "meeting.close" } else { "meeting.minute" };
    let fields = [("deed", deed), ("id", &id), ("unit", town.unit("mill")), ("subject", &meeting), ("back", "/")];
    let got = town.send(who, &[&fields[..], &[("here", ada.as_str()), ("from", &from), ("text", text)]].concat());
    assert_eq!(got.status, 303, "{text:.40}");
    let page = town.get(who, &at).body;
    page.split("<article").nth(1).unwrap().split("</article>").next().unwrap().into()
}

fn named(town: &Town, who: &Visitor, name: &str) -> u16 {
    let (id, subject) = (fresh(), fresh());
    let fields = [("deed", "member.join"), ("id", &id), ("unit", town.unit("mill")), ("subject", &subject)];
    town.send(who, &[&fields[..], &[("back", "/"), ("name", name), ("day", "2026-02-01")]].concat()).status
}

#[test]
fn hostile_070_122_123_124_minutes_are_text_their_links_tell_nothing_and_pictures_are_never_fetched() {
    let town = Town::new();
    let who = town.visitor("secretary");
    let shown = minuted(
        &town,
        &who,
        "<script>alert(1)</script>\n\n<svg onload=alert(1)><math>\n\na <b onclick='x'>b</b> <img src=x onerror=alert(1)>\n\n\
        [a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](vbscript:x) [e](/out) [f](//evil.example)\n\
        <javascript:alert(1)> ![g](https://evil.example/pixel.png) [![h](https://evil.example/h.png)](https://fine.example)\n\
        [i](https://fine.example/?a=\"onmouseover=alert(1)) [j](java&#x73;cript:alert(1))\n\n[k]\n\n[k]: javascript:alert(1)\n",
    );
    for tag in shown.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        let plain =
            ["p", "/p", "/a", "br /", "em", "/em"].contains(&tag) || tag.starts_with("a href=\"https://fine.example");
        assert!(plain || tag.starts_with("article"), "<{tag}> in {shown}");
        assert!(!tag.starts_with("a ") || tag.contains("rel=\"noreferrer"), "{tag}");
        assert!(!tag.contains("\" onmouseover") && !tag.contains("\"onmouseover"), "{tag}");
    }
    assert!(shown.contains("&lt;script&gt;"), "{shown}");
}

#[test]
fn hostile_122_the_deepest_and_most_tangled_minutes_are_drawn_in_little_time() {
    let town = Town::new();
    let who = town.visitor("secretary");
    let many = |piece: &str| piece.repeat(190_000 / piece.len());
    let stairs = (0..600).map(|n| format!("{}- a\n", " ".repeat(n))).collect::<String>();
    let quotes = (0..600).map(|n| format!("{} a\n", ">".repeat(n))).collect::<String>();
    for text in [
        many(">"),
        many("- "),
        many("["),
        many("![a]("),
        many("*a **a "),
        many("_a __a "),
        many("`"),
        many("<a "),
        many("<!--"),
        many("a](b)"),
        many("\\"),
        many("&#x"),
        many("1. > - "),
        stairs,
        quotes,
        (1..600).map(|n| "`".repeat(n) + " ").collect(),
        (0..3_000).map(|n| format!("[a{n}]: /b\n[a{n}] ")).collect(),
    ] {
        let begun = Instant::now();
        let shown = minuted(&town, &who, &("x\n\n".to_string() + &text));
        assert!(begun.elapsed() < Duration::from_secs(5), "{:.20}: {:?}", text, begun.elapsed());
        assert!(shown.len() < 2_000_000, "{:.20}: {} bytes", text, shown.len());
        assert!(shown.matches("<blockquote>").count() < 100_000);
        let deepest = shown.split('<').fold((0_i32, 0), |(depth, most), tag| {
            let nests = ["blockquote>", "ul>", "ol>", "ol start", "li>"].iter().any(|nest| tag.starts_with(nest));
            let ends = ["/blockquote>", "/ul>", "/ol>", "/li>"].iter().any(|nest| tag.starts_with(nest));
            let depth = depth + i32::from(nests) - i32::from(ends);
            (depth, most.max(depth))
        });
        assert!(deepest.1 <= 12, "{:.20}: {} deep", text, deepest.1);
    }
}

#[test]
fn hostile_071_signs_that_hide_or_turn_the_writing_are_refused_where_they_are_typed() {
    let town = Town::new();
    let who = town.visitor("secretary");
    let tower = "a".to_string() + &"\u{301}".repeat(1_000);
    for name in
        ["Ada\u{202e}kawoN", "Ada\u{200b}Nowak", "Ada\u{2066}x", "Ada\u{7}", "\u{feff}Ada", "Ada\u{2028}x", &tower]
    {
        assert_eq!(named(&town, &who, name), 422, "{name:?}");
    }
    assert_eq!(town.post(&who, "/do", "deed=a&name=%ED%A0%80").status, 400, "half of a pair");
    assert_eq!(town.post(&who, "/do", "deed=a&name=%00").status, 400);
    // Names as they are written in many scripts are taken as they are.
    for name in ["Zoë Łukasz-O’Neil", "محمد علي", "நளினி", "👩‍👩‍👧 Ada", "می‌خواهم"]
    {
        assert_eq!(named(&town, &who, name), 303, "{name}");
    }
}

#[test]
fn hostile_071_what_turns_the_writing_in_a_book_from_elsewhere_turns_nothing_on_a_page() {
    let town = Town::new();
    let (who, people) = (town.visitor("secretary"), town.at("mill") + "/people");
    let read = rusqlite::Connection::open(town.node.data().join("read.db")).unwrap();
    let tower = "x".to_string() + &"\u{301}".repeat(1_000);
    let name = format!("Ada \u{202e}{tower} <b>&\"");
    assert!(read.execute("UPDATE member_list SET name = ? WHERE name = 'Ada Nowak'", [&name]).unwrap() > 0);
    let shown = town.get(&who, &people).body;
    assert!(shown.contains("<bdi>Ada \u{fffd}x"), "it is shown, and stands apart");
    assert!(!shown.contains('\u{202e}') && shown.matches('\u{301}').count() <= 12 && shown.contains("&lt;b&gt;&amp;"));
}

#[test]
fn hostile_072_a_text_beyond_its_length_is_refused_with_a_word() {
    let town = Town::new();
    let who = town.visitor("secretary");
    assert_eq!(named(&town, &who, &"a".repeat(10_000_000)), 413);
    assert_eq!(named(&town, &who, &"a".repeat(600_000)), 422);
    assert_eq!(named(&town, &who, &"a".repeat(100_000)), 422);
    let (id, meeting, unit) = (fresh(), town.meeting("mill"), town.unit("mill"));
    for (deed, field, length) in [
        ("meeting.close", "text", 200_001),
        ("meeting.roll", "text", 200_001),
        ("meeting.roll", "newcomer", 2_001),
        ("meeting.plan", "agenda", 2_001),
        ("meeting.cancel", "reason", 2_001),
    ] {
        let long = "a".repeat(length);
        let fields = [("deed", deed), ("id", &id), ("unit", unit), ("subject", &meeting), (field, &long)];
        assert_eq!(town.send(&who, &fields).status, 422, "{deed} {field}");
    }
}
