//! Forms that were changed on the way, sent twice, or filled with what is not one's own.

use crate::kit::town::{Got, Town, fresh};
use crate::kit::visitor::Visitor;

/// A form of the secretary's, with more or other fields.
fn send(town: &Town, who: &Visitor, deed: &str, subject: &str, more: &[(&str, &str)]) -> Got {
    let id = fresh();
    let fields = [("deed", deed), ("id", &id), ("unit", town.unit("mill")), ("subject", subject), ("back", "/")];
    town.send(who, &[&fields[..], more].concat())
}

fn people(town: &Town) -> String {
    town.node.json(&["member", "list", "mill"]).to_string()
}

#[test]
fn hostile_026_fields_that_no_form_has_are_passed_over() {
    let town = Town::new();
    let (who, before) = (town.visitor("member"), town.node.digest());
    let more = [("role", "admin"), ("office", "organiser"), ("unit_id", "x"), ("weight", "99"), ("actor", "keeper")];
    assert_eq!(send(&town, &who, "member.welcome", &town.person("mill", "Dora Weiss"), &more).status, 403);
    assert_eq!(town.node.digest(), before);
    let who = town.visitor("secretary");
    let more =
        [&more[..], &[("name", "Farah Haddad"), ("day", "2026-02-01"), ("noted", "1"), ("home", "true")]].concat();
    assert_eq!(send(&town, &who, "member.join", &fresh(), &more).status, 303);
    let row = town.get_json(&who, &(town.at("mill") + "/people")).body;
    assert!(row.contains("Farah Haddad") && !row.contains("admin"));
}

#[test]
fn hostile_089_a_field_that_stands_twice_is_refused() {
    let town = Town::new();
    let who = town.visitor("secretary");
    let (dora, mill) = (town.person("mill", "Dora Weiss"), town.at("mill"));
    let more = [("name", "One"), ("name", "Other")];
    assert_eq!(send(&town, &who, "member.describe", &dora, &more).status, 400);
    assert_eq!(send(&town, &who, "member.describe", &dora, &[("unit", town.unit("hill")), ("name", "a")]).status, 400);
    assert_eq!(send(&town, &who, "member.welcome", &dora, &[("deed", "a"), ("deed", "b")]).status, 400);
    assert_eq!(town.get(&who, &format!("{mill}/people?q=a&q=b")).status, 400);
    assert_eq!(town.get(&who, &format!("{mill}?as_of=2026-01-01&as_of=2026-01-02")).status, 400);
    assert_eq!(town.post(&who, "/do?deed=member.leave", "").status, 400, "in the address and in the body");
    assert!(!people(&town).contains("Other"));
}

#[test]
fn a_form_with_fields_missing_unknown_or_beyond_number_is_answered_and_does_nothing() {
    let town = Town::new();
    let (who, before) = (town.visitor("secretary"), town.node.digest());
    let unit = town.unit("mill");
    let many = (0..=web::FIELDS).map(|n| (format!("f{n}"), "a".to_string())).collect::<Vec<_>>();
    let many = many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>();
    assert_eq!(send(&town, &who, "member.welcome", &fresh(), &many).status, 400);
    // What everybody asks about themselves has no need of fields.
    for deed in sward::pages::site().deeds.into_iter().filter(|deed| deed.who == web::Who::Writers) {
        for fields in [
            vec![],
            vec![("deed", deed.name)],
            vec![("deed", deed.name), ("id", "x"), ("unit", unit), ("subject", "y")],
            vec![("deed", deed.name), ("id", "00000000000000000000000000000000"), ("unit", "0"), ("subject", "0")],
        ] {
            assert_eq!(town.send(&who, &fields).status, 404, "{fields:?}");
        }
        let empty = send(&town, &who, deed.name, &fresh(), &[]);
        assert!([404, 422].contains(&empty.status), "{}: {}", deed.name, empty.status);
        let odd = [("day", "99999-02-30"), ("month", "9999-99"), ("every", "-1"), ("from", "99999999999"), ("to", "é")];
        let more = [("here", "1"), ("one", "'"), ("other", "\""), ("year", "-5"), ("clock", "25:61"), ("name", "Odd")];
        let got = send(&town, &who, deed.name, &fresh(), &[&odd[..], &more[..]].concat());
        assert!([404, 422].contains(&got.status), "{}: {}", deed.name, got.status);
    }
    assert_eq!(town.node.digest(), before);
}

#[test]
fn hostile_029_one_form_over_own_and_foreign_people_does_nothing() {
    let town = Town::new();
    let (who, before) = (town.visitor("secretary"), town.node.digest());
    let (ada, mara, meeting) =
        (town.person("mill", "Ada Nowak"), town.person("hill", "Mara Quist"), town.meeting("mill"));
    let got = send(&town, &who, "meeting.close", &meeting, &[("here", &ada), ("here", &mara), ("text", "a")]);
    assert_eq!(got.status, 422);
    let never = send(&town, &who, "meeting.close", &meeting, &[("here", &ada), ("here", &fresh()), ("text", "a")]);
    assert_eq!(never.status, 422);
    assert!(!got.body.contains("Mara"));
    let many = (0..101).map(|n| format!("Decided: {n}\n")).collect::<String>();
    let got = send(&town, &who, "meeting.close", &meeting, &[("here", &ada), ("text", &many)]);
    assert_eq!(got.status, 422, "what would be refused after the list is closed is refused before");
    assert_eq!(town.node.digest(), before);
}

#[test]
fn a_form_about_what_is_out_of_reach_is_answered_like_one_about_nothing() {
    let town = Town::new();
    let who = town.visitor("secretary");
    let (mara, theirs) = (town.person("hill", "Mara Quist"), town.meeting("hill"));
    for deed in sward::pages::site()
        .deeds
        .iter()
        .filter(|deed| !matches!(deed.name, "member.join" | "meeting.set" | "task.set"))
    {
        let of = if deed.name.starts_with("member") { &mara } else { &theirs };
        let more = [("name", "a"), ("day", "2026-02-01"), ("to", town.unit("shore")), ("text", "a"), ("from", "0")];
        let (there, never) = (send(&town, &who, deed.name, of, &more), send(&town, &who, deed.name, &fresh(), &more));
        if there.status == 404 {
            assert_eq!(there.body, never.body, "{}", deed.name);
        }
        assert_eq!(there.status, never.status, "{}", deed.name);
    }
    let dora = town.person("mill", "Dora Weiss");
    for unit in ["valley", "meadow", "mill"] {
        assert_eq!(send(&town, &who, "member.transfer", &dora, &[("to", town.unit(unit))]).status, 422, "{unit}");
    }
}

#[test]
fn hostile_148_one_form_sent_many_times_at_once_is_done_once_and_answered_the_same() {
    let town = Town::new();
    let who = town.visitor("secretary");
    let (id, meeting, ada, bruno) =
        (fresh(), town.meeting("mill"), town.person("mill", "Ada Nowak"), town.person("mill", "Bruno Lund"));
    let unit = town.unit("mill");
    let form = [("deed", "meeting.close"), ("id", &id), ("unit", unit), ("subject", &meeting), ("back", "/")];
    let form = [&form[..], &[("here", &ada), ("here", &bruno), ("text", "Decided: We go on.")]].concat();
    let answers = std::thread::scope(|scope| {
        let threads = (0..12).map(|_| scope.spawn(|| town.send(&who, &form))).collect::<Vec<_>>();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    assert!(
        answers.iter().all(|got| got.status == 303),
        "{:?}",
        answers.iter().map(|got| got.status).collect::<Vec<_>>()
    );
    assert_eq!(town.send(&who, &form).status, 303, "and once more, later");
    let shown = town.get_json(&who, &format!("{}/meetings/{meeting}", town.at("mill"))).body;
    assert!(shown.contains("\"versions\":1"), "{shown}");
    // The same id with something else is refused, and somebody else's id is a form of one's own.
    let mut other = form.clone();
    other.retain(|(name, _)| *name != "text");
    assert_eq!(town.send(&who, &other).status, 422);
    let deputy = [("deed", "member.welcome"), ("id", id.as_str()), ("unit", unit), ("subject", bruno.as_str())];
    assert_eq!(town.send(&town.visitor("deputy"), &deputy).status, 303);
    assert!(
        town.get_json(&who, &format!("{}/people/{bruno}", town.at("mill")))
            .body
            .contains("\"welcomed\":\"2026-02-10\"")
    );
}

#[test]
fn what_was_typed_stays_where_a_form_is_refused_and_where_nobody_is_signed_in() {
    let town = Town::new();
    let who = town.visitor("secretary");
    let (id, meeting) = (fresh(), town.meeting("mill"));
    let at = format!("{}/meetings/{meeting}", town.at("mill"));
    for (who, back, status) in [(&who, at.as_str(), 422), (&who, "/nowhere", 422), (&Visitor::default(), "/", 401)] {
        let typed = "An evening's <work>";
        let fields = [("deed", "meeting.roll"), ("id", &id), ("unit", town.unit("mill")), ("subject", &meeting)];
        let more = [("back", back), ("text", typed), ("here", "no id"), ("deed", "meeting.close")];
        let got = town.send(who, &[&fields[..], &more].concat());
        assert_eq!(got.status, status, "{back}");
        assert!(got.body.contains("An evening's &lt;work&gt;"), "{back}: {}", got.body);
    }
    // The deputy closed the meeting meanwhile, so the form is gone.
    let (deputy, other) = (town.visitor("deputy"), fresh());
    let form = |id, text| {
        let unit = town.unit("mill");
        vec![
            ("deed", "meeting.cancel"),
            ("id", id),
            ("unit", unit),
            ("subject", &meeting),
            ("back", &at),
            ("reason", text),
        ]
    };
    assert_eq!(town.send(&deputy, &[form(&other, "Snow"), vec![("text", "")]].concat()).status, 303);
    let late =
        [("deed", "meeting.plan"), ("id", &id), ("unit", town.unit("mill")), ("subject", &meeting), ("back", &at)];
    let got = town.send(&who, &[&late[..], &[("agenda", &"My point ".repeat(400))]].concat());
    assert_eq!(got.status, 422);
    assert!(got.body.contains("My point My point"), "{}", got.body);
}

#[test]
fn a_form_that_changes_two_things_of_a_task_changes_both_and_sent_again_changes_nothing() {
    let town = Town::new();
    let (who, task) = (town.visitor("secretary"), fresh());
    assert_eq!(send(&town, &who, "task.set", &task, &[("text", "Mend the fence")]).status, 303);
    let (id, dora) = (fresh(), town.person("mill", "Dora Weiss"));
    let form = [("deed", "task.change"), ("id", &id), ("unit", town.unit("mill")), ("subject", &task), ("back", "/")];
    let form = [&form[..], &[("owner", &dora), ("due", "2026-03-01")]].concat();
    for _ in 0..2 {
        assert_eq!(town.send(&who, &form).status, 303);
        let list = town.node.json(&["task", "list", "mill"]);
        let state = &list[0]["state"];
        assert_eq!((state["owner"].as_str(), state["due"].is_null()), (Some(&dora[..]), false), "{list}");
    }
}
