//! Faults of the machine and of the program, while people are at their pages.

use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Request, header};
use tower::ServiceExt;
use web::{Route, Server};

use crate::kit::served::{Served, clock};
use crate::kit::town::{NOW, Town, encoded, fresh, moment};
use crate::kit::visitor::{HOST, Pages, Visitor};
use crate::kit::{Node, has, left_out};

#[test]
fn hostile_146_a_view_that_breaks_off_is_a_plain_fault_and_the_next_request_is_served() {
    let town = Town::new();
    let who = town.visitor("secretary");
    let mut site = sward::pages::site();
    site.routes.push(Route { path: "/broken", view: |_| panic!("a secret of the program") });
    let server = || {
        let random = || -> ledger::Random { Box::new(|bytes| getrandom::fill(bytes).unwrap()) };
        let seed: [u8; 32] = std::fs::read(town.node.device()).unwrap().try_into().unwrap();
        let node = ledger::Node { secret: book::Secret::new(&seed), random: random() };
        let store = ledger::Store::open(&town.node.data(), sward::kinds::kinds(), node).unwrap();
        Server::new(store, &town.node.data(), site, Box::new(|| moment(NOW)), random()).unwrap()
    };
    let server = Arc::new(server().reached(web::Reached { names: vec![HOST.into()], ..Default::default() }));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let open = |path: &str| {
        let request = Request::get(path).header(header::HOST, HOST).header(header::COOKIE, who.cookie.clone().unwrap());
        let answer = server.clone().router().oneshot(request.body(Body::empty()).unwrap());
        let answer = runtime.block_on(answer).unwrap();
        let status = answer.status().as_u16();
        let body = runtime.block_on(axum::body::to_bytes(answer.into_body(), 1_000_000)).unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    };
    for _ in 0..8 {
        let (status, body) = open("/broken");
        assert_eq!(status, 500);
        assert!(!body.contains("secret"), "{body}");
        assert_eq!(open(&town.at("mill")).0, 200);
    }
}

#[test]
fn read_tables_that_are_damaged_while_serving_are_a_plain_fault_and_lose_nothing() {
    let mut town = Town::new();
    let who = town.visitor("secretary");
    let (mill, id, subject) = (town.at("mill"), fresh(), fresh());
    assert_eq!(town.get(&who, &mill).status, 200);
    let read = rusqlite::Connection::open(town.node.data().join("read.db")).unwrap();
    read.execute("UPDATE subject SET state = '{\"half' WHERE kind = 'member'", []).unwrap();
    read.execute_batch("DROP TABLE member_list").unwrap();
    let got = town.get(&who, &(mill.clone() + "/people"));
    assert_eq!(got.status, 500);
    assert!(!got.body.contains("member_list") && !got.body.contains("SELECT"), "{}", got.body);
    let fields = [("deed", "member.describe"), ("id", &id), ("unit", town.unit("mill")), ("subject", &subject)];
    let sent = town.send(&who, &[&fields[..], &[("back", "/"), ("name", "Kept on the page")]].concat());
    assert_eq!(sent.status, 500);
    assert!(sent.body.contains("Kept on the page"), "{}", sent.body);
    let door = town.get(&Default::default(), "/");
    assert_eq!(door.status, 200, "those who need no tables are served");
    drop(read);
    town.node.ok(&["refold"]);
    town.pages = Pages::of(&town.node.data(), &town.node.device(), moment(NOW));
    assert_eq!(town.get(&who, &mill).status, 200);
}

#[test]
fn many_requests_at_once_are_all_answered() {
    let town = Town::new();
    let (who, region) = (town.visitor("secretary"), town.visitor("region"));
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for n in 0..60 {
            let (town, who, region) = (&town, &who, &region);
            scope.spawn(move || match n % 3 {
                0 => assert_eq!(town.get(region, &town.at("valley")).status, 200),
                1 => assert_eq!(town.get(who, &town.at("mill")).status, 200),
                _ => {
                    let (id, subject, name) = (fresh(), fresh(), format!("Person {n}"));
                    let fields =
                        [("deed", "member.join"), ("id", &id), ("unit", town.unit("mill")), ("subject", &subject)];
                    let more = [("name", name.as_str()), ("day", "2026-02-01")];
                    assert_eq!(town.send(who, &[&fields[..], &more].concat()).status, 303);
                }
            });
        }
    });
    assert!(begun.elapsed() < Duration::from_secs(30));
    assert_eq!(town.node.json(&["member", "list", "mill"]).as_array().unwrap().len(), 24);
}

#[test]
fn hostile_128_a_node_whose_disk_fails_says_so_on_its_page_and_keeps_what_was_typed() {
    let may = Command::new("strace").args(["-o", "/dev/null", "true"]).status();
    if !has("strace") || !may.is_ok_and(|status| status.success()) {
        return left_out("a sync that fails while pages are served (128)", "strace is missing, or may not trace here");
    }
    let town = Town::new();
    // The program goes by the clock of the machine, so the session begins by it too.
    let pages = Pages::of(&town.node.data(), &town.node.device(), clock());
    let link = town.node.json(&["invite", "mill", "--as", "secretary"]);
    let mut who = Visitor::default();
    who.open(&pages, link["url"].as_str().unwrap()).press(&pages, "Come in", &[]);
    drop(pages);
    let mut command = Command::new("strace");
    let inject = "inject=fsync,fdatasync:error=EIO:when=1+";
    command.args(["-f", "-D", "-e", "trace=fsync,fdatasync", "-e", inject, "-o", "/dev/null"]);
    command.arg(env!("CARGO_BIN_EXE_sward"));
    let program = Served::by(&town.node, command);
    let ask = |head: &str, body: &str| program.ask(&who, head, body);
    let (subject, back) = (fresh(), town.at("mill") + "/people/new");
    for _ in 0..2 {
        let id = fresh();
        let unit = town.unit("mill");
        let form = encoded(&[
            ("deed", "member.join"),
            ("id", &id),
            ("unit", unit),
            ("subject", &subject),
            ("back", &back),
            ("name", "Typed With Care"),
            ("day", "2026-02-01"),
        ]);
        let heard = ask("POST /do", &form).unwrap();
        assert!(heard.starts_with("HTTP/1.1 503"), "{heard:.400}");
        assert!(heard.contains("Its disk no longer takes what is written"), "{heard}");
        assert!(heard.contains("value=\"Typed With Care\""), "what was typed is gone: {heard}");
    }
    assert!(ask(&format!("GET {}/people", town.at("mill")), "").unwrap().contains("Ada Nowak"), "it still reads");
    drop(program);
    assert!(!town.node.json(&["member", "list", "mill"]).to_string().contains("Typed With Care"));
}

#[test]
fn an_address_that_is_not_of_this_machine_is_said_to_be_so() {
    let node = Node::with_cells();
    // Of a network that is kept for documents (RFC 5737).
    let ran = node.run(&["serve", "--at", "192.0.2.1:8080"]);
    assert_eq!(ran.status, Some(2));
    assert!(format!("{}{}", ran.out, ran.err).contains("Nothing can be served at 192.0.2.1:8080"));
}
