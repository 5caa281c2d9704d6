//! Days and hours that are none, and clocks that are wrong.

use crate::kit::Node;

/// A cell with five members and three months of meetings.
fn lived() -> Node {
    let node = Node::with_cells();
    let rows = (1..=5).map(|at| format!("p{at},mill,Person {at},2024-01-01\n")).collect::<String>();
    node.import("members", format!("person,unit,name,joined\n{rows}"));
    for month in 1..=3 {
        let day = format!("2026-0{month}-03");
        node.ok(&["meeting", "set", "mill", &format!("{day}T19:00"), "--now", &day]);
        node.ok(&["meeting", "hold", "mill", &day, "all", "--now", &format!("{day}T21:00")]);
    }
    node
}

/// How many months of a cell are told.
fn told(node: &Node) -> usize {
    let months = node.json(&["return", "show", "mill", "--lines", "1000", "--as-of", "2026-03-31"]);
    months.as_array().unwrap().iter().filter(|month| month["told"] == true).count()
}

#[test]
fn hostile_082_days_that_are_none_are_refused_with_the_way_to_write_them() {
    let node = Node::with_cells();
    for day in ["2026-02-30", "2026-13-01", "99999-01-01", "2026-02-29", "-1-01-01", "yesterday", "2026-3-1"] {
        for (what, file) in [
            ("memberships", format!("person,unit,joined\np1,mill,{day}\n")),
            ("meetings", format!("meeting,unit,starts_at\nm1,mill,{day}\n")),
            ("meetings", format!("meeting,unit,starts_at\nm1,mill,{day}T19:00:00Z\n")),
            ("units", format!("unit,parent,kind,name,founded\nx,valley,cell,X,{day}\n")),
        ] {
            let said = node.import_fails(what, file);
            assert!(said.contains("line 2") && said.contains("is not a date"), "{day}: {said}");
        }
        let ran = node.run(&["meeting", "set", "mill", &format!("{day}T19:00")]);
        assert_eq!(ran.status, Some(2), "{day}: {}", ran.out);
    }
    node.import("memberships", "person,unit,joined\np1,mill,2024-02-29\n");
}

#[test]
fn hostile_082_an_hour_that_a_clock_change_skips_or_doubles_is_refused_or_defined() {
    let node = Node::begun();
    node.import("units", crate::kit::UNITS);
    node.ok(&["unit", "rules", "--zone", "Europe/Warsaw"]);
    for at in ["2026-03-29T02:30", "2026-10-25T02:30"] {
        let ran = node.run(&["meeting", "set", "mill", at]);
        assert!(matches!(ran.status, Some(0 | 2)), "{at}: {}{}", ran.out, ran.err);
        let again = node.run(&["meeting", "set", "mill", at]);
        assert_eq!(ran.status, again.status, "{at}");
    }
    let listed = node.json(&["meeting", "list", "mill"]);
    let times = listed.as_array().unwrap().iter().map(|meeting| meeting["at"].to_string()).collect::<Vec<_>>();
    assert!(times.chunks(2).all(|pair| pair[0] == pair[1]), "the same hour is the same moment: {times:?}");
}

#[test]
fn hostile_086_a_clock_an_hour_back_loses_nothing() {
    let node = lived();
    node.ok(&["meeting", "set", "mill", "2026-04-07T19:00", "--now", "2026-03-20T12:00"]);
    node.ok(&["meeting", "hold", "mill", "2026-04-07", "all", "--now", "2026-04-07T21:00"]);
    node.ok(&["meeting", "minute", "mill", "2026-04-07", "We met.", "--now", "2026-04-07T20:00"]);
    node.ok(&["dusk", "--day", "2026-05-09", "--now", "2026-05-09T12:00"]);
    node.ok(&["dusk", "--day", "2026-05-09", "--now", "2026-05-09T11:00"]);
    assert!(node.ok(&["verify"]).contains("In order"));
    let state = node.json(&["meeting", "list", "mill"])[0]["state"].to_string();
    assert!(state.contains("minuted"), "{state}");
}

#[test]
fn hostile_086_a_clock_a_year_ahead_tells_no_month_by_itself() {
    let node = lived();
    let before = told(&node);
    node.ok(&["meeting", "set", "mill", "2027-06-01T19:00", "--now", "2027-05-20T12:00"]);
    node.ok(&["meeting", "cancel", "mill", "2027-06-01", "By mistake", "--now", "2027-05-20T12:00"]);
    assert_eq!(told(&node), before, "an everyday command told months by a clock that nobody confirmed");
}

#[test]
fn hostile_157_dusk_with_a_clock_ten_years_ahead_does_nothing_until_the_day_is_confirmed() {
    let node = lived();
    // A letterbox is opened by whatever clock: that is nothing which cannot be taken back.
    node.run(&["dusk", "--now", "2036-03-30T08:00"]);
    let (before, months) = (node.digest(), told(&node));
    let ran = node.run(&["dusk", "--now", "2036-03-31T08:00"]);
    assert_eq!(ran.status, Some(2), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("--day 2036-03-31"), "{}", ran.err);
    assert_eq!((node.digest(), told(&node)), (before, months));
    node.ok(&["dusk", "--day", "2026-04-09", "--now", "2026-04-09T08:00"]);
    assert!(told(&node) > months);
}

#[test]
fn hostile_157_an_officers_word_of_the_day_holds_for_five_weeks_and_no_clock_stretches_it() {
    let node = lived();
    let alone = |now: &str| node.run(&["dusk", "--now", &format!("{now}T08:00")]).status;
    assert_eq!(alone("2026-04-09"), Some(2), "nobody has said anything yet");
    node.ok(&["dusk", "--day", "2026-04-09", "--now", "2026-04-09T08:00"]);
    // The ordinary weeks of somebody who works alone; each evening by itself stretches nothing.
    assert_eq!(["2026-04-16", "2026-04-30", "2026-05-14"].map(alone), [Some(0); 3]);
    let (before, months) = (node.digest(), told(&node));
    // A clock that is ahead by a little more, by a year, by ten; and one that is back in 1970.
    for now in ["2026-05-15", "2026-06-10", "2027-04-09", "2036-04-09", "1970-01-01"] {
        assert_eq!(alone(now), Some(2), "{now}");
        // An officer's commands carry the same clock, so they confirm nothing.
        node.run(&["meeting", "set", "mill", "2037-01-01T19:00", "--now", &format!("{now}T07:00")]);
        assert_eq!(alone(now), Some(2), "{now}");
        node.run(&["meeting", "cancel", "mill", "2037-01-01", "By mistake", "--now", &format!("{now}T07:30")]);
    }
    assert_ne!(node.digest(), before, "the officer wrote");
    assert_eq!(told(&node), months);
}

#[test]
fn hostile_157_dusk_goes_by_the_day_that_an_officer_says_and_not_by_the_clock() {
    let node = lived();
    node.ok(&["unit", "rules", "--zone", "America/Denver"]);
    node.ok(&["unit", "lives-on"]);
    // Lent to a device with a clock ten years ahead, or far back, an officer's word counts all the same.
    for now in ["2036-04-09T08:00", "2020-01-01T08:00"] {
        node.ok(&["dusk", "--day", "2026-04-08", "--now", now]);
        let months = node.json(&["return", "show", "mill", "--lines", "1000", "--as-of", "2040-01-01"]);
        let mut told = months.as_array().unwrap().iter().filter(|month| month["told"] == true);
        assert_eq!(told.next_back().unwrap()["month"], "2026-03", "{now}");
    }
}
