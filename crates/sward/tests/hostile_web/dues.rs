//! The cash on pages: what is typed as an amount, what is sent twice or at once, who counts, and who sees what.

use crate::kit::town::{Got, NOW, Town, fresh, moment};
use crate::kit::visitor::{Pages, Visitor};

/// A town whose treasurer is Dora, and whose Mill Lane asks ten francs a month since January.
fn town() -> Town {
    let town = Town::new();
    town.node.ok(&["office", "begin", "mill", "treasurer", "--now", NOW]);
    town.node.ok(&["dues", "open", "mill", "CHF", "--carried", "100", "--as", "treasurer", "--now", NOW]);
    town.node.ok(&["dues", "rate", "mill", "10", "--from", "2026-01", "--as", "treasurer", "--now", NOW]);
    town
}

fn send(town: &Town, who: &Visitor, deed: &str, subject: &str, more: &[(&str, &str)]) -> Got {
    let id = fresh();
    let fields = [("deed", deed), ("id", &id), ("unit", town.unit("mill")), ("subject", subject)];
    town.send(who, &[&fields[..], &[("back", &*(town.at("mill") + "/dues"))], more].concat())
}

fn book(town: &Town) -> serde_json::Value {
    town.node.json(&["dues", "book", "mill", "--as", "treasurer", "--now", NOW])["book"].clone()
}

fn postings(town: &Town) -> usize {
    book(town)["postings"].as_array().unwrap().len()
}

#[test]
fn hostile_063_what_is_no_amount_is_told_at_the_field_and_put_down_nowhere() {
    let town = town();
    let (who, ada) = (town.visitor("treasurer"), town.person("mill", "Ada Nowak"));
    let own = &town.unit("mill")[..32];
    let odd = ["-0", "-5", "1e9", "9999999999999999999", "１２", "12.345", "1,2,3", "NaN", "0x10", "0", "CHF 5", "12."];
    for amount in odd {
        for deed in ["dues.take", "dues.give"] {
            let got = send(&town, &who, deed, own, &[("who", &ada), ("to", "spent"), ("amount", amount)]);
            assert_eq!(got.status, 422, "{deed} of {amount}");
            assert!(deed == "dues.give" || got.body.contains(&format!("value=\"{amount}\"")), "{amount} is lost");
        }
        let year = [("year", "2026"), ("upto", "0"), ("found", amount)];
        let got = send(&town, &who, "dues.count", &ada, &year);
        assert_eq!(got.status, if amount == "0" { 303 } else { 422 }, "counted {amount}");
    }
    let marks = send(&town, &who, "dues.take", &ada, &[("who", &ada), ("amount", "\u{202e}12")]);
    assert_eq!(marks.status, 422);
    assert_eq!(postings(&town), 0);
}

#[test]
fn one_form_opens_the_cash_book_and_settles_what_is_asked_or_does_neither() {
    let town = Town::new();
    let (who, own) = (town.visitor("secretary"), town.unit("mill")[..32].to_string());
    let begin = |amount, from| {
        let what =
            [("currency", "chf"), ("carried", "1 250.50"), ("amount", amount), ("every", "month"), ("from", from)];
        send(&town, &who, "dues.begin", &own, &what).status
    };
    assert_eq!([begin("10", "2046-01"), begin("10.555", "2026-01")], [422, 422], "too far off; too many decimals");
    let page = town.get(&who, &(town.at("mill") + "/dues")).body;
    assert!(page.contains("Begin"), "{page}");
    assert_eq!(begin("10", "2026-01"), 303);
    let page = town.get(&who, &(town.at("mill") + "/dues")).body;
    assert!(page.contains("CHF 1,250.50") && page.contains("CHF 20.00"), "{page}");
}

#[test]
fn hostile_148_a_payment_that_is_sent_twice_or_put_down_by_two_at_once_is_one() {
    let town = town();
    let (treasurer, secretary) = (town.visitor("treasurer"), town.visitor("secretary"));
    let bruno = town.person("mill", "Bruno Lund");
    let id = fresh();
    let fields = [
        ("deed", "dues.take"),
        ("id", &id),
        ("unit", town.unit("mill")),
        ("subject", &bruno),
        ("who", &bruno),
        ("amount", "20.00"),
        ("seen", "0"),
    ];
    let sent = [0, 1].map(|_| town.send(&treasurer, &fields).status);
    assert_eq!((sent, postings(&town)), ([303, 303], 1));
    // The secretary's page is from before: she is asked to look again, and what was meant twice is put down twice.
    let late =
        |seen| send(&town, &secretary, "dues.take", &bruno, &[("who", &bruno), ("amount", "20"), ("seen", seen)]);
    assert_eq!((late("0").status, postings(&town)), (422, 1));
    assert_eq!((late("1").status, postings(&town)), (303, 2));
    // What was just put down is taken back by one press, once.
    let undo = [("year", "2026"), ("command", id.as_str())];
    assert_eq!(send(&town, &treasurer, "dues.reverse", &bruno, &undo).status, 303);
    assert_eq!(send(&town, &treasurer, "dues.reverse", &bruno, &undo).status, 422);
    assert_eq!((postings(&town), &book(&town)["postings"][0]["reversed"]), (3, &3.into()));
}

#[test]
fn whoever_counted_is_not_the_second_under_any_account_of_theirs() {
    let town = town();
    let (treasurer, member, dora) =
        (town.visitor("treasurer"), town.visitor("member"), town.person("mill", "Dora Weiss"));
    let gift = [("amount", "5"), ("from", "gift")];
    assert_eq!(send(&town, &treasurer, "dues.take", &dora, &gift).status, 303);
    let count = [("year", "2026"), ("upto", "1"), ("found", "104.00")];
    assert_eq!(send(&town, &treasurer, "dues.count", &dora, &count).status, 303);
    let agree = |who: &Visitor| send(&town, who, "me.agree-count", &dora, &[("year", "2026"), ("upto", "1")]).status;
    // She asks for herself, as a member and without her office: it is the same account, and the same person.
    assert_eq!(agree(&treasurer), 422);
    let page = town.get(&member, &(town.at("mill") + "/dues/count")).body;
    assert!(
        page.contains("CHF 1.00") && page.contains("less than the book says") && page.contains("I counted too"),
        "{page}"
    );
    // An officer speaks for nobody who signs in here.
    let celia = town.person("mill", "Celia Toth");
    let confirm = [("year", "2026"), ("upto", "1"), ("who", celia.as_str())];
    assert_eq!(send(&town, &treasurer, "dues.confirm", &dora, &confirm).status, 422);
    assert_eq!(agree(&member), 303);
    let reverse = [("year", "2026"), ("number", "1")];
    assert_eq!(send(&town, &treasurer, "dues.reverse", &dora, &reverse).status, 422, "what two have counted stays");
    let held = town.get_json(&member, &(town.at("mill") + "/you/held")).body;
    assert!(held.contains("\"counted\":1"), "{held}");
}

#[test]
fn what_somebody_owes_is_seen_by_them_and_by_those_who_keep_the_cash() {
    let town = town();
    let (treasurer, member) = (town.visitor("treasurer"), town.visitor("member"));
    let (celia, home) = (town.person("mill", "Celia Toth"), town.at("mill"));
    assert_eq!(send(&town, &treasurer, "dues.take", &celia, &[("who", &celia), ("amount", "7.50")]).status, 303);
    assert_eq!(send(&town, &treasurer, "dues.waive", &celia, &[("from", "2026-02"), ("until", "2026-02")]).status, 303);
    for (name, status) in [("treasurer", 200), ("secretary", 200), ("deputy", 404), ("member", 404), ("region", 404)] {
        let who = town.visitor(name);
        for page in [format!("{home}/dues"), format!("{home}/dues/book"), format!("{home}/dues/of/{celia}")] {
            assert_eq!(town.get(&who, &page).status, status, "{name} at {page}");
        }
    }
    let own: serde_json::Value =
        serde_json::from_str(&town.get_json(&member, &(home.clone() + "/you/dues")).body).unwrap();
    assert_eq!((&own["standing"]["owed"], &own["payments"][0]["amount"]), (&250.into(), &750.into()));
    let page = town.get(&member, &(home.clone() + "/you/dues")).body;
    assert!(page.contains("CHF 2.50") && page.contains("Nothing is asked from"), "{page}");
    let receipt = town.get(&member, &(home.clone() + "/you/dues?year=2026&receipt=1")).body;
    assert!(receipt.contains("Receipt") && receipt.contains("CHF 7.50") && !receipt.contains("Dora"), "{receipt}");
    for other in ["?year=2026&receipt=2", "?year=2025&receipt=1", "?receipt=x", "?year=99999"] {
        assert_eq!(town.get(&member, &format!("{home}/you/dues{other}")).status, 404, "{other}");
    }
    // Nobody else's receipt is theirs: Bruno's is not there for Celia.
    let bruno = town.person("mill", "Bruno Lund");
    assert_eq!(send(&town, &treasurer, "dues.take", &bruno, &[("who", &bruno), ("amount", "20")]).status, 303);
    assert_eq!(town.get(&member, &(home.clone() + "/you/dues?year=2026&receipt=2")).status, 404);
    let held = town.get_json(&member, &(home + "/you/held")).body;
    assert!(held.contains("\"amount\":750") && !held.contains("2000"), "{held}");
}

#[test]
fn above_a_cell_sums_are_seen_in_the_levy_s_currency_and_nobody_who_pays() {
    let town = town();
    for name in ["Emil Varga", "Farah Haddad"] {
        town.node.ok(&["member", "join", "mill", name, "--day", "2025-12-01", "--as", "secretary", "--now", NOW]);
    }
    town.node.ok(&["dues", "levy", "2", "--currency", "CHF", "--from", "2026-01", "--now", NOW]);
    let (treasurer, bruno) = (town.visitor("treasurer"), town.person("mill", "Bruno Lund"));
    let paid = [("who", &*bruno), ("amount", "30"), ("day", "2026-01-20")];
    assert_eq!(send(&town, &treasurer, "dues.take", &bruno, &paid).status, 303);
    let passed = [("to", "above"), ("amount", "8.00"), ("day", "2026-01-21")];
    assert_eq!(send(&town, &treasurer, "dues.give", &bruno, &passed).status, 303);
    let dusk = ["dusk", "--day", "2026-02-10", "--now", NOW];
    town.node.ok(&dusk);
    let seen = |who: &str, unit: &str| {
        let page = town.get_json(&town.visitor(who), &(town.at(unit) + "/dues")).body;
        assert!(!page.contains(&bruno) && !page.contains("Bruno"), "{page}");
        serde_json::from_str::<serde_json::Value>(&page).unwrap()
    };
    let sums = serde_json::json!({ "taken": 3_000, "passed": 800, "owed": 1_200, "cells": 1, "others": 0 });
    for (who, unit) in [("region", "valley"), ("centre", "meadow"), ("centre", "valley")] {
        assert_eq!(seen(who, unit)["all"], sums, "{who} at {unit}");
    }
    assert_eq!(seen("centre", "coast")["all"]["cells"], 0);
    let page = plain(&town.get(&town.visitor("centre"), &(town.at("meadow") + "/dues")));
    assert!(page.contains("CHF 12.00") && page.contains("What the centre asks"), "{page}");
    let page = town.get(&town.visitor("region"), &(town.at("valley") + "/dues")).body;
    assert!(!page.contains("What the centre asks"), "only the centre says it: {page}");
    // What is late waits a week: or its change would tell of one payment.
    let late = [("who", &*bruno), ("amount", "1"), ("day", "2026-01-22")];
    assert_eq!(send(&town, &treasurer, "dues.take", &bruno, &late).status, 303);
    town.node.ok(&dusk);
    assert_eq!(seen("centre", "meadow")["all"], sums);
    town.node.ok(&["dusk", "--day", "2026-02-18", "--now", "2026-02-18T20:00"]);
    assert_eq!(seen("centre", "meadow")["all"]["taken"], 3_100);
}

#[test]
fn cash_that_nobody_counted_for_two_months_is_in_the_week_of_those_who_keep_it() {
    let mut town = town();
    let who = ["treasurer", "secretary", "deputy"].map(|name| town.visitor(name));
    let ada = town.person("mill", "Ada Nowak");
    let paid = [("who", &*ada), ("amount", "10"), ("day", "2026-01-05")];
    assert_eq!(send(&town, &who[0], "dues.take", &ada, &paid).status, 303);
    let week = |town: &Town| {
        let told = |who: &Visitor| town.get(who, &town.at("mill")).body.contains("nobody has counted yet");
        [told(&who[0]), told(&who[1]), told(&who[2])]
    };
    assert_eq!(week(&town), [false; 3], "that is a month ago");
    town.pages = Pages::of(&town.node.data(), &town.node.device(), moment("2026-03-09T20:00"));
    assert_eq!(week(&town), [true, true, false]);
    let count = [("year", "2026"), ("upto", "1"), ("found", "110")];
    assert_eq!(send(&town, &who[0], "dues.count", &ada, &count).status, 303);
    assert_eq!(week(&town), [false; 3]);
}

#[test]
fn hostile_036_a_formula_in_the_cash_book_is_harmless_in_its_file() {
    let town = town();
    let (ada, treasurer) = (town.person("mill", "Ada Nowak"), town.visitor("treasurer"));
    for text in ["=1+1", "@SUM(A1)", "+cmd", "-2"] {
        assert_eq!(
            send(&town, &treasurer, "dues.take", &ada, &[("from", "gift"), ("amount", "1"), ("text", text)]).status,
            303
        );
    }
    let spent = [("to", "spent"), ("amount", "1.00"), ("text", "<script>")];
    assert_eq!(send(&town, &treasurer, "dues.give", &ada, &spent).status, 303);
    let file = town.node.path().join("cash.csv");
    let path = file.display().to_string();
    town.node.ok(&["dues", "book", "mill", "--file", &path, "--as", "treasurer", "--now", NOW]);
    let csv = std::fs::read_to_string(file).unwrap();
    for cell in ["\"'=1+1\"", "\"'@SUM(A1)\"", "\"'+cmd\"", "\"'-2\""] {
        assert!(csv.contains(cell), "{cell}: {csv}");
    }
    let page = town.get(&treasurer, &(town.at("mill") + "/dues/book")).body;
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script>"), "{page}");
}

/// A page without the marks that isolate what stands in a sentence.
fn plain(got: &Got) -> String {
    got.body.replace(['\u{2068}', '\u{2069}'], "")
}

#[test]
fn the_paper_of_handing_over_says_that_nobody_counted_the_cash_or_what_was_counted_and_what_is_there_now() {
    let town = town();
    let (who, at) = (town.visitor("secretary"), town.at("mill") + "/handing-over");
    let page = plain(&town.get(&who, &at));
    assert!(page.contains("The book says CHF 100.00; nobody has counted it yet."), "{page}");
    assert!(page.contains("Secretary: ") && page.contains("Ada Nowak"), "who hands over stands on it: {page}");
    for args in [&["count", "mill", "99.50"][..], &["take", "mill", "5", "--from", "gift"]] {
        town.node.ok(&[&["dues"], args, &["--as", "treasurer", "--now", NOW]].concat());
    }
    let page = plain(&town.get(&who, &at));
    for said in [
        "CHF 99.50",
        "counted by one alone on",
        "That was CHF 0.50 less than the book said then.",
        "Now the book says CHF 105.00.",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

/// What everybody reads of the sums that Mill Lane told.
fn sums(town: &Town, now: &str) -> serde_json::Value {
    town.node.ok(&["dusk", "--day", &now[..10], "--now", now]);
    town.node.json(&["dues", "below", "meadow", "--now", now])["sums"].clone()
}

#[test]
fn what_members_paid_is_shown_before_the_centre_asks_anything_and_no_sum_changes_by_an_erasure() {
    let town = town();
    town.node
        .import("members", "person,unit,name,joined\np11,mill,Emil Varga,2023-01-10\np12,mill,Yara Petit,2023-01-10\n");
    let as_treasurer = ["--day", "2026-01-20", "--as", "treasurer", "--now", NOW];
    town.node.ok(&[&["dues", "take", "mill", "10", "Ada Nowak"][..], &as_treasurer].concat());
    assert_eq!(sums(&town, NOW)["taken"], 1000);
    let said = town.node.ok(&["dues", "below", "meadow", "--now", NOW]);
    assert!(said.contains("Nothing is asked of the cells yet.") && said.contains("Members paid CHF 10.00."), "{said}");
    let page = plain(&town.get(&town.visitor("centre"), &(town.at("meadow") + "/dues")));
    assert!(page.contains("Nothing is asked of the cells yet.") && page.contains("Members paid CHF 10.00."), "{page}");
    town.node.ok(&["dues", "levy", "2.00", "--currency", "CHF", "--from", "2026-01", "--now", NOW]);
    town.node.ok(&["member", "leave", "mill", "Yara Petit", "--day", "2026-02-03", "--now", NOW]);
    let before = sums(&town, "2026-03-20T20:00");
    assert_eq!(before["owed"], 2 * 100 * (6 + 5));
    for office in ["secretary", "deputy"] {
        town.node.ok(&["person", "erase", "mill", "Yara Petit", "--as", office, "--now", "2026-03-21T20:00"]);
    }
    assert_eq!(sums(&town, "2026-04-04T20:00"), before);
}
