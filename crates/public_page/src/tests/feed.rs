//! The feed as text; `tests/reader.py` reads the same file with another program.

use book::{Text, UnitId};
use charter::calendar::{Day, Moment};

use crate::Post;
use crate::pages::feed::written;

#[test]
fn a_feed_is_what_another_reader_was_given() {
    let post = |number, day: &str, title: &str, text: &str| {
        let at = day.parse::<Day>().unwrap().start();
        (number, Post { at, shown: true }, Text(title.into()), Text(text.into()))
    };
    let posts = [
        post(3, "2026-03-29", "Swallows & <i>more</i> ]]>", "They are **back**.\n\n<script>alert(1)</script>"),
        post(
            1,
            "2026-01-02",
            "Sjuhärads \u{1}möte",
            "[A link](https://meadow.example/?a=1&b=2), and a [bad one](javascript:x).",
        ),
    ];
    let since = Moment(0);
    let feed = written((UnitId([7; 32]), "Mill Lane & \"Upper\" End"), "https://meadow.example", since, &posts);
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/feed.atom");
    if std::env::var_os("SWARD_WRITE_DOCS").is_some() {
        std::fs::write(kept, &feed).unwrap();
    }
    assert_eq!(feed, std::fs::read_to_string(kept).unwrap());
}

#[test]
fn a_feed_in_which_nothing_stands_yet_is_as_old_as_its_page() {
    let since = "2026-03-03".parse::<Day>().unwrap().start();
    let feed = written((UnitId([7; 32]), "Mill Lane"), "https://meadow.example", since, &[]);
    assert!(feed.contains("<updated>2026-03-03T") && !feed.contains("1970"), "{feed}");
}
