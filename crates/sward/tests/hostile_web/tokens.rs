//! Secrets at doors that are not theirs, and officers who would open accounts that are not theirs to open.

use account::{AccountId, Accounts, Hashing, Session, Warrant};
use charter::calendar::Moment;

use crate::kit::town::{Got, NOW, Town, encoded, fresh, moment};
use crate::kit::visitor::{HOST, Pages, Visitor};

const PASSWORD: &str = "three quiet boats";
const DAY_MS: i64 = 86_400_000;

/// The pages anew, as after a start: at an address where browsers make passkeys, and with nobody's guesses counted.
fn begun(town: &Town) -> Pages {
    let reached = web::Reached { names: vec![HOST.into()], origin: Some(format!("https://{HOST}")), proxy: None };
    Pages::reached(&town.node.data(), &town.node.device(), moment(NOW), reached)
}

fn token(who: &Visitor) -> &str {
    who.cookie.as_deref().unwrap().split_once('=').unwrap().1
}

fn with(token: &str) -> Visitor {
    Visitor { cookie: Some(format!("__Host-sward={token}")), ..Visitor::default() }
}

fn session(accounts: &Accounts, who: &Visitor) -> Session {
    accounts.session(token(who), moment(NOW)).unwrap().unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).unwrap().1.split_once(after).unwrap().0
}

/// Asks at the door.
fn door(town: &Town, fields: &[(&str, &str)]) -> u16 {
    town.post(&Visitor::default(), "/in", &encoded(fields)).status
}

/// Two officers of the cell asked a day ago that an account be opened again.
fn asked(accounts: &Accounts, owner: AccountId, officers: [&Session; 2]) {
    for officer in officers {
        assert!(accounts.ask_reset(owner, officer, false, Moment(moment(NOW).0 - DAY_MS)).unwrap());
    }
}

#[test]
fn hostile_099_a_secret_opens_at_its_own_door_and_at_no_other() {
    let mut town = Town::new();
    town.pages = begun(&town);
    let [member, secretary, deputy] = ["member", "secretary", "deputy"].map(|name| town.visitor(name));
    let accounts = Accounts::open(&town.node.data()).unwrap();
    let [owner, one, other] = [&member, &secretary, &deputy].map(|who| session(&accounts, who));
    let (id, now) = (owner.account, moment(NOW));
    accounts.set_password(id, ("celia", PASSWORD), &Hashing::default(), [1; 16], now).unwrap().unwrap();
    let codes = accounts.make_codes(id, std::array::from_fn(|at| [at as u8; 16]), now).unwrap();
    asked(&accounts, id, [&one, &other]);
    let reset = accounts.reset_link(id, Warrant::Asked, now, [77; 16]).unwrap().unwrap();
    let link = town.link("hill", None, Some("Mara Quist")).rsplit('#').next().unwrap().to_string();
    let page = town.get(&Visitor::default(), "/in").body;
    let ticket = between(&page, "name=\"ticket\" value=\"", "\"").to_string();
    let code = codes[0].clone();
    let secrets = [
        ("session", token(&member).to_string()),
        ("link", link.clone()),
        ("link that opens again", reset.clone()),
        ("code", code.clone()),
        ("the bytes of a code", hex(code.replace('-', "").as_bytes())),
        ("challenge", ticket),
        ("account", hex(&id.0)),
        ("name of a session", accounts.shown(token(&member))),
        ("password", PASSWORD.into()),
    ];
    let sessions = accounts.sessions(id, now).unwrap();
    let mill = town.at("mill");
    for (kind, secret) in &secrets {
        town.pages = begun(&town);
        if *kind != "session" {
            assert_eq!(town.get(&with(secret), &mill).status, 401, "{kind} as a session");
        }
        if !kind.starts_with("link") {
            assert_eq!(door(&town, &[("by", "link"), ("token", secret)]), 404, "{kind} as a link");
        }
        if *kind != "code" {
            assert_eq!(door(&town, &[("by", "code"), ("code", secret)]), 403, "{kind} as a code");
        }
        if *kind != "password" {
            assert_eq!(door(&town, &[("by", "password"), ("name", "celia"), ("password", secret)]), 403, "{kind}");
        }
        let credential = format!("{{\"id\":\"{secret}\",\"rawId\":\"{secret}\",\"type\":\"public-key\"}}");
        let answer = [("by", "passkey"), ("ticket", secret), ("credential", &credential)];
        assert_eq!(door(&town, &answer), 403, "{kind} as a challenge");
        if *kind != "name of a session" {
            let form = fresh();
            let fields = [("deed", "own.end"), ("id", form.as_str()), ("unit", town.unit("mill")), ("which", secret)];
            town.send(&member, &[&fields[..], &[("subject", &form)]].concat());
            assert_eq!(accounts.sessions(id, now).unwrap(), sessions, "{kind} as the name of a session");
        }
    }
    // And each opens what it is for, so nothing was used up, and none of them was bad.
    town.pages = begun(&town);
    assert_eq!(town.get(&member, &mill).status, 200);
    assert_eq!(door(&town, &[("by", "link"), ("token", &link)]), 303);
    assert_eq!(door(&town, &[("by", "code"), ("code", &code)]), 303);
    assert_eq!(door(&town, &[("by", "password"), ("name", "celia"), ("password", PASSWORD)]), 303);
    assert_eq!(door(&town, &[("by", "link"), ("token", &reset)]), 303);
}

/// A deed about an account.
fn ask(town: &Town, who: &Visitor, deed: &str, unit: &str, account: &str) -> Got {
    let id = fresh();
    town.send(who, &[("deed", deed), ("id", &id), ("unit", town.unit(unit)), ("subject", account), ("back", "/")])
}

#[test]
fn hostile_023_nobody_opens_or_confirms_an_account_of_another_unit_be_it_above_below_or_beside() {
    let town = Town::new();
    let names = ["secretary", "deputy", "sibling", "region", "centre"];
    let visitors = names.map(|name| town.visitor(name));
    let accounts = Accounts::open(&town.node.data()).unwrap();
    let sessions = visitors.each_ref().map(|who| session(&accounts, who));
    let member = session(&accounts, &town.visitor("member"));
    let now = moment(NOW);
    for one in sessions.iter().chain([&member]) {
        accounts
            .make_codes(one.account, std::array::from_fn(|_| fresh().as_bytes()[..16].try_into().unwrap()), now)
            .unwrap();
    }
    // All that is left to do for the member is to make the link.
    asked(&accounts, member.account, [&sessions[0], &sessions[1]]);
    let homes = ["mill", "mill", "hill", "valley", "meadow"];
    let owners = sessions.iter().zip(homes).chain([(&member, "mill")]);
    let all = owners.map(|(session, home)| (session.account, home)).collect::<Vec<_>>();
    let state = || {
        let of = |(id, _): &(AccountId, &str)| {
            (accounts.account(*id), accounts.reset(*id), accounts.notices(*id), accounts.sessions(*id, now))
        };
        format!("{:?}", all.iter().map(of).collect::<Vec<_>>())
    };
    let before = state();
    for (at, who) in visitors.iter().enumerate() {
        for (account, home) in all.iter().filter(|(_, home)| *home != homes[at]) {
            for deed in ["account.reset", "account.link", "account.confirm"] {
                // Asked where the account is, where the officer is, and where there is no unit at all.
                for unit in [home, homes[at]] {
                    let got = ask(&town, who, deed, unit, &hex(&account.0));
                    let none = ask(&town, who, deed, unit, &fresh());
                    let about = format!("{} asks in {unit} for {deed} of an account of {home}", names[at]);
                    assert_eq!((got.status, &got.body), (404, &none.body), "{about}");
                }
            }
        }
    }
    assert_eq!(state(), before);
    // An officer of the same unit makes that link, so it was there to be made.
    assert_eq!(ask(&town, &visitors[0], "account.link", "mill", &hex(&member.account.0)).status, 200);
}

#[test]
fn above_a_cell_two_who_ask_open_no_way_again_without_two_signatures_at_whatever_address_they_ask() {
    let mut town = Town::new();
    for office in ["secretary", "deputy"] {
        town.node.ok(&["office", "begin", "valley", office, "--now", NOW]);
    }
    // Browsers make passkeys at the origin; these three come by another name of the same machine.
    let origin = Some("https://cells.example".to_string());
    let reached = web::Reached { names: vec![HOST.into()], origin, proxy: None };
    town.pages = Pages::reached(&town.node.data(), &town.node.device(), moment(NOW), reached);
    let came = |office: &str| {
        let mut who = Visitor::default();
        who.open(&town.pages, &town.link("valley", Some(office), None)).press(&town.pages, "Come in", &[]);
        who
    };
    let [lost, one, other] = ["organiser", "secretary", "deputy"].map(came);
    let accounts = Accounts::open(&town.node.data()).unwrap();
    let [owner, officers @ ..] = [&lost, &one, &other].map(|who| session(&accounts, who));
    accounts
        .set_password(owner.account, ("region", PASSWORD), &Hashing::default(), [1; 16], moment(NOW))
        .unwrap()
        .unwrap();
    asked(&accounts, owner.account, [&officers[0], &officers[1]]);
    let account = hex(&owner.account.0);
    let (id, unit) = (fresh(), town.unit("valley"));
    let ask = |deed: &'static str| {
        let fields = [("deed", deed), ("id", id.as_str()), ("unit", unit), ("subject", account.as_str())];
        town.send(&one, &fields)
    };
    assert_eq!(ask("account.link").status, 422);
    let told = ask("account.reset").body;
    assert!(told.contains("Two sign this") && told.contains("for the organiser of"), "{told}");
}
