//! What is looked for, and for which day.

use std::time::{Duration, Instant};

use crate::kit::town::{Town, encoded};

#[test]
fn hostile_079_080_signs_of_a_query_language_are_letters_like_others() {
    let town = Town::new();
    let (who, region) = (town.visitor("secretary"), town.visitor("region"));
    let (people, cells) = (town.at("mill") + "/people", town.at("valley") + "/cells");
    let terms = "a OR ".repeat(10_000);
    for wanted in ["\"", "NEAR(", "*", "name:Ada", "%", "_", "'; DROP TABLE member_list; --", "\\", "[a-z]*", &terms] {
        let query = encoded(&[("q", wanted)]);
        for (who, at) in [(&who, &people), (&region, &cells)] {
            let begun = Instant::now();
            let got = town.get_json(who, &format!("{at}?{query}"));
            assert_eq!(got.status, 200, "{wanted:.20}");
            assert!(!got.body.contains("Nowak") && !got.body.contains("Mill"), "{wanted:.20}: {}", got.body);
            assert!(begun.elapsed() < Duration::from_secs(1), "{wanted:.20}");
            assert_eq!(town.get(who, &format!("{at}?{query}")).status, 200, "{wanted:.20}");
        }
    }
    assert!(town.get_json(&who, &(people + "?q=nowak")).body.contains("Ada Nowak"));
}

#[test]
fn hostile_081_numbers_of_pages_that_nobody_has_are_passed_over() {
    let town = Town::new();
    let who = town.visitor("region");
    let cells = town.at("valley") + "/cells";
    let plain = town.get_json(&who, &cells).body;
    for query in ["page=-1", "page=1000000000000000000", "limit=1000000000", "offset=-9223372036854775809"] {
        assert_eq!(town.get_json(&who, &format!("{cells}?{query}")).body, plain, "{query}");
    }
}

#[test]
fn hostile_082_a_day_that_no_calendar_has_or_that_is_to_come_is_refused_and_any_other_is_shown() {
    let town = Town::new();
    let region = town.visitor("region");
    let secretary = town.visitor("secretary");
    let paths = ["", "/people", "/meetings", "/health"].map(|rest| town.at("mill") + rest);
    let above = ["", "/first-step", "/cells"].map(|rest| town.at("valley") + rest);
    for at in paths.iter().chain(&above) {
        let who = if at.starts_with(&town.at("mill")) { &secretary } else { &region };
        for day in
            ["2026-02-30", "99999-01-01", "-2026-01-01", "", "0", "9999-12-31", "2026-02-11", "2026-W07", "٢٠٢٦-01-01"]
        {
            let got = town.get(who, &format!("{at}?{}", encoded(&[("as_of", day)])));
            assert_eq!(got.status, 400, "{at} as of {day:?}");
        }
        for day in ["0000-01-01", "0001-12-31", "1969-12-31", "2026-02-10"] {
            let begun = Instant::now();
            let got = town.get(who, &format!("{at}?as_of={day}"));
            assert_eq!(got.status, 200, "{at} as of {day}");
            assert!(begun.elapsed() < Duration::from_secs(2), "{at} as of {day}: {:?}", begun.elapsed());
        }
    }
}
