//! Rights that nobody has to give: offices wider than one's own, and units that would be moved to be looked into.

use crate::kit::town::{Got, MILL, NOW, Town, fresh};
use crate::kit::visitor::Visitor;

/// Asks for a term of office in a unit.
fn begin(town: &Town, who: &Visitor, unit: &str, office: &str, more: &[(&str, &str)]) -> Got {
    let (id, one) = (fresh(), town.person("mill", "Celia Toth"));
    let subject = &town.unit(unit)[..32];
    let fields = [("deed", "office.begin"), ("id", &id), ("unit", town.unit(unit)), ("subject", subject)];
    town.send(who, &[&fields[..], &[("office", office), ("person", &one), ("until", "2027-01-01")], more].concat())
}

#[test]
fn hostile_030_nobody_gives_an_office_that_is_wider_than_their_own_by_a_form_or_a_command() {
    let town = Town::new();
    let visitors = ["outsider", "member", "secretary", "deputy", "sibling", "region", "centre"];
    let visitors = visitors.map(|name| (name, town.visitor(name)));
    let before = town.node.digest();
    for (name, who) in &visitors {
        for office in ["organiser", "secretary", "deputy", "treasurer", "ombuds"] {
            let status = match *name {
                "outsider" => 401,
                "member" | "deputy" => 403,
                "secretary" if office == "organiser" => 403,
                "secretary" => continue,
                _ => 404,
            };
            assert_eq!(begin(&town, who, "mill", office, &[]).status, status, "{name} gives the office of {office}");
        }
    }
    let refused: [&[&str]; 6] = [
        &["office", "begin", "mill", "organiser", "--as", "secretary"],
        &["office", "begin", "mill", "treasurer", "--below", "--as", "secretary"],
        &["office", "begin", "mill", "treasurer", "--as", "deputy"],
        // The region's term does not reach below it.
        &["office", "begin", "mill", "secretary", "--as", "organiser"],
        &["office", "begin", "valley", "organiser", "--below", "--as", "organiser"],
        &["office", "begin", "valley", "secretary", "--as", "secretary"],
    ];
    for args in refused {
        let ran = town.node.run(&[args, &["--now", NOW]].concat());
        assert!(matches!(ran.status, Some(1 | 2)), "{args:?}: {:?} {}{}", ran.status, ran.out, ran.err);
    }
    assert_eq!(town.node.digest(), before);
    // What a form adds does not widen what may be given.
    let secretary = &visitors[2].1;
    let wider = [("below", "true"), ("reach", "above"), ("number", "7")];
    assert_eq!(begin(&town, secretary, "mill", "treasurer", &wider).status, 303);
    let terms = town.node.json(&["office", "list", "mill"]);
    let term = terms.as_array().unwrap().last().unwrap();
    assert_eq!((&term["office"], &term["below"], &term["number"]), (&"treasurer".into(), &false.into(), &1.into()));
}

#[test]
fn hostile_035_a_cell_that_is_moved_under_a_region_shows_it_what_is_open_and_nothing_of_its_record() {
    let town = Town::new();
    town.node.ok(&["office", "begin", "coast", "organiser", "--now", NOW]);
    let mut coast = Visitor::default();
    coast.open(&town.pages, &town.link("coast", Some("organiser"), None)).press(&town.pages, "Come in", &[]);
    let (mill, before) = (town.at("mill"), town.node.digest());
    let secrets = MILL.iter().map(|name| town.person("mill", name)).chain(MILL.map(String::from));
    let secrets = secrets.chain([town.meeting("mill")]).collect::<Vec<_>>();
    // What moves a unit is asked for by those who manage it already, and no office of another region does it.
    let deeds = sward::pages::site().deeds;
    let moves = |deed: &&web::Deed| ["move", "admit", "place", "keeper"].iter().any(|word| deed.name.contains(word));
    assert!(deeds.iter().filter(moves).all(|deed| deed.who == web::Who::Managers));
    town.node.ok(&["office", "begin", "coast", "deputy", "--now", NOW]);
    let at = town.node.digest();
    assert_ne!(town.node.run(&["unit", "move", "mill", "coast", "--as", "deputy", "--now", NOW]).status, Some(0));
    assert_eq!(town.node.digest(), at);
    assert_ne!(at, before);
    assert_eq!(town.get(&coast, &(mill.clone() + "/health")).status, 404);
    // The centre moves it.
    town.node.ok(&["unit", "move", "mill", "coast", "--now", NOW]);
    let nowhere = town.get(&coast, &format!("/u/{}", "0".repeat(20)));
    // What stands in no unit is there for everybody.
    let paths = sward::pages::site().routes.into_iter().map(|route| route.path).filter(|path| path.contains("{unit}"));
    for path in paths {
        let person = path.contains("/people/").then(|| secrets[3].clone());
        let id = person.unwrap_or_else(|| town.meeting("mill"));
        let path = path.replace("/u/{unit}", &mill).replace("{id}", &id);
        for got in [town.get(&coast, &path), town.get_json(&coast, &path)] {
            let open = ["", "/health", "/policies", "/study"].iter().any(|open| path == format!("{mill}{open}"));
            assert_eq!(got.status == 404, !open, "{path}: {}", got.status);
            assert!(!secrets.iter().any(|secret| got.body.contains(secret.as_str())), "{path}");
        }
        if town.get(&coast, &path).status == 404 {
            assert_eq!(town.get(&coast, &path).body, nowhere.body, "{path}");
        }
    }
    for deed in deeds.iter().filter(|deed| !deed.is_open()) {
        let id = fresh();
        let fields = [("deed", deed.name), ("id", &id), ("unit", town.unit("mill")), ("subject", &secrets[3])];
        assert_eq!(town.send(&coast, &fields).status, 404, "{}", deed.name);
    }
}

#[test]
fn an_officer_who_is_suspended_from_above_is_a_member_with_the_next_page_and_an_officer_again_once_reinstated() {
    let town = Town::new();
    let (mut secretary, region, centre) = (town.visitor("secretary"), town.visitor("region"), town.visitor("centre"));
    let ask = |who: &Visitor, deed: &str| {
        let (id, subject) = (fresh(), &town.unit("mill")[..32]);
        let fields = [("deed", deed), ("id", &id), ("unit", town.unit("mill")), ("subject", subject)];
        town.send(who, &[&fields[..], &[("office", "secretary"), ("number", "1")]].concat()).status
    };
    let (offices, writing) = (town.at("mill") + "/offices", town.at("mill") + "/people/new");
    assert_eq!(ask(&region, "office.suspend"), 404, "a term that reaches nothing below");
    assert_eq!(ask(&secretary, "office.suspend"), 403, "their own");
    // A change of rights renews the session, so each page is opened with what the one before left.
    let mut at = |path: &str| secretary.open(&town.pages, path).status;
    assert_eq!(at(&writing), 200);
    assert_eq!(ask(&centre, "office.suspend"), 303);
    assert_eq!((at(&writing), at(&town.at("mill"))), (404, 200), "they are a member as before");
    assert!(secretary.page.contains("An office of yours is suspended"), "{}", secretary.page);
    let mut at = |path: &str| secretary.open(&town.pages, path).status;
    let told = town.get(&town.visitor("member"), &offices).body;
    assert!(told.contains("Suspended from above since"), "{told}");
    let seen = town.get(&centre, &(town.at("mill") + "/unit")).body;
    assert!(seen.contains("Reinstate it") && !MILL.iter().any(|name| seen.contains(name)), "{seen}");
    assert_eq!(ask(&centre, "office.reinstate"), 303);
    assert_eq!(at(&writing), 200);
}

#[test]
fn an_ombuds_sees_who_looked_and_at_nobody() {
    let town = Town::new();
    town.node.ok(&["office", "begin", "mill", "ombuds", "--now", NOW]);
    let dora = town.person("mill", "Dora Weiss");
    town.get(&town.visitor("secretary"), &format!("{}/people/{dora}", town.at("mill")));
    let ombuds = town.visitor("ombuds");
    let page = town.get(&ombuds, &(town.at("mill") + "/looked"));
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains("Somebody's page")
            && page.body.contains("Ada Nowak")
            && !page.body.contains("Dora")
            && !page.body.contains(&dora),
        "{}",
        page.body
    );
    let own = town.get(&town.visitor("neighbour"), &(town.at("mill") + "/looked"));
    assert_eq!(own.status, 404);
    // Another member sees nothing of what concerns Dora alone.
    let celia = town.get(&town.visitor("member"), &(town.at("mill") + "/looked"));
    assert!(!celia.body.contains("Somebody's page") && celia.status == 200);
}

#[test]
fn hostile_112_the_page_of_offices_says_of_each_what_it_opens_and_no_more() {
    let town = Town::new();
    for office in ["treasurer", "ombuds"] {
        town.node.ok(&["office", "begin", "mill", office, "--now", NOW]);
    }
    let opens = |who: &str, unit: &str| {
        let page = town.get_json(&town.visitor(who), &(town.at(unit) + "/offices"));
        let page: serde_json::Value = serde_json::from_str(&page.body).unwrap();
        let terms = page["running"].as_array().unwrap().clone();
        let line = |term: serde_json::Value| (term["office"].to_string(), term["opens"].to_string());
        terms.into_iter().map(line).collect::<Vec<_>>()
    };
    let deputy = ["opens-figures", "opens-people", "opens-record", "opens-convening"];
    let line = |office: &str, opens: &[&str]| (format!("\"{office}\""), serde_json::json!(opens).to_string());
    assert_eq!(
        opens("member", "mill"),
        [
            line("secretary", &[&deputy[..], &["opens-cash", "opens-offices", "opens-units"]].concat()),
            line("deputy", &deputy),
            line("treasurer", &["opens-figures", "opens-people", "opens-cash"]),
            line("ombuds", &["opens-figures", "opens-ombuds"]),
        ]
    );
    // The region's term does not reach below, so it appoints no keeper; the centre's does.
    let region = [&deputy[..], &["opens-offices", "opens-units"]].concat();
    assert_eq!(opens("region", "valley"), [line("organiser", &region)]);
    let centre = [&region[..], &["opens-keepers", "opens-below"]].concat();
    assert_eq!(opens("centre", "meadow"), [line("organiser", &centre)]);
}

#[test]
fn a_member_takes_on_what_nobody_has_says_it_is_done_and_touches_no_task_of_anybody_else() {
    let town = Town::new();
    let (secretary, member) = (town.visitor("secretary"), town.visitor("member"));
    let (mine, theirs) = (fresh(), fresh());
    let send = |who: &Visitor, deed: &str, task: &str, more: &[(&str, &str)]| {
        let id = fresh();
        let fields = [("deed", deed), ("id", &id), ("unit", town.unit("mill")), ("subject", task)];
        town.send(who, &[&fields[..], more].concat()).status
    };
    let dora = town.person("mill", "Dora Weiss");
    assert_eq!(send(&member, "task.set", &mine, &[("text", "Call the hall")]), 403);
    assert_eq!(send(&secretary, "task.set", &mine, &[("text", "Call the hall"), ("due", "2026-02-01")]), 303);
    let given = [("text", "Paint the door"), ("owner", dora.as_str())];
    assert_eq!(send(&secretary, "task.set", &theirs, &given), 303);
    for deed in ["me.take-task", "me.finish-task", "me.free-task", "me.ask-help"] {
        assert_eq!(send(&member, deed, &theirs, &[]), 403, "{deed}");
    }
    assert_eq!(send(&member, "me.finish-task", &mine, &[]), 403, "nobody has it yet");
    assert_eq!(send(&member, "me.take-task", &mine, &[]), 303);
    assert_eq!(send(&member, "me.ask-help", &mine, &[]), 303);
    let page = town.get(&town.visitor("neighbour"), &(town.at("mill") + "/tasks"));
    assert_eq!(page.status, 404);
    let page = town.get(&member, &(town.at("mill") + "/tasks")).body;
    assert!(page.contains("should have been done by") && page.contains("help is asked for"), "{page}");
    // What is overdue stands in the week of those who write.
    let week = town.get(&secretary, &town.at("mill")).body;
    assert!(week.contains("Call the hall") && !week.contains("Paint the door"), "{week}");
    assert_eq!(send(&member, "me.finish-task", &mine, &[]), 303);
    let tasks = town.get_json(&member, &(town.at("mill") + "/tasks")).body;
    let tasks: serde_json::Value = serde_json::from_str(&tasks).unwrap();
    assert_eq!(
        (&tasks["open"][0]["text"], &tasks["done"][0]["text"]),
        (&"Paint the door".into(), &"Call the hall".into())
    );
    assert!(!town.get(&secretary, &town.at("mill")).body.contains("Call the hall"));
    // Whoever leaves has no task any more, and no fact says so: it is a question of the roll.
    assert_eq!(send(&secretary, "task.change", &theirs, &[("owner", &dora), ("due", "2026-02-12")]), 303);
    assert!(!town.get(&secretary, &town.at("mill")).body.contains("Paint the door"));
    town.node.ok(&["member", "leave", "mill", "Dora Weiss", "--day", "2026-02-10", "--now", NOW]);
    let week = town.get(&secretary, &town.at("mill")).body;
    assert!(week.contains("Paint the door") && week.contains("Nobody has it now; until"), "{week}");
    let page = town.get(&secretary, &format!("{}/tasks?give={theirs}", town.at("mill"))).body;
    assert!(page.contains("Nobody has it now") && page.contains("Who does it?") && !page.contains("Dora"), "{page}");
    let listed = town.node.ok(&["task", "list", "mill", "--as-of", "2026-02-10"]);
    assert!(listed.contains("nobody has it now"), "{listed}");
    let celia = town.person("mill", "Celia Toth");
    assert_eq!(send(&secretary, "task.change", &theirs, &[("owner", &celia), ("due", "2026-02-12")]), 303);
    assert!(!town.get(&secretary, &town.at("mill")).body.contains("Paint the door"));
}

#[test]
fn whoever_came_in_by_a_term_says_that_they_hold_it_once_and_for_no_other_term() {
    let town = Town::new();
    town.node.ok(&["office", "end", "mill", "secretary", "--now", NOW]);
    town.node.ok(&["office", "begin", "mill", "secretary", "--now", NOW]);
    // She is invited on the day before she is on the roll: nobody writes down yet that it is her.
    town.node.ok(&["member", "join", "mill", "Farah Haddad", "--day", &NOW[..10], "--now", NOW]);
    let invite = ["invite", "mill", "--as", "secretary", "--person", "Farah Haddad", "--now", "2026-02-09T20:00"];
    let link = town.node.json(&invite)["url"].as_str().unwrap().to_string();
    let mut farah = Visitor::default();
    farah.open(&town.pages, &link).press(&town.pages, "Come in", &[]);
    let offices = town.at("mill") + "/offices";
    let mine = |who: &Visitor| {
        let (id, unit) = (fresh(), town.unit("mill"));
        town.send(who, &[("deed", "office.mine"), ("id", &id), ("unit", unit), ("subject", &unit[..32])]).status
    };
    assert!(town.get(&farah, &offices).body.contains("That is me"));
    assert_eq!([mine(&town.visitor("member")), mine(&town.visitor("deputy"))], [403, 422]);
    assert_eq!(mine(&farah), 303);
    let page = town.get(&farah, &offices).body;
    assert!(page.contains("Farah Haddad") && !page.contains("That is me"), "{page}");
    assert_eq!(mine(&farah), 422, "it is known");
    // An invitation writes down the holder where nobody is known, and leaves whoever is.
    let holder = |name: &str| {
        let page = town.get_json(&farah, &offices).body;
        page.contains(&town.person("mill", name))
    };
    assert!(holder("Bruno Lund"), "the deputy was invited by name");
    town.link("mill", Some("deputy"), Some("Celia Toth"));
    assert!(holder("Bruno Lund") && !holder("Celia Toth"));
}
