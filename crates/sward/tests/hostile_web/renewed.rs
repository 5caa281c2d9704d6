//! What a session gives a right to, as that changes.

use crate::kit::town::{NOW, Town, encoded, fresh, moment};
use crate::kit::visitor::{HOST, Pages, Visitor};

/// A region's organiser who just came in, at pages that can make passkeys or not, some hours later than they began.
fn later(town: &Town, hours: i64, origin: Option<&str>) -> Pages {
    let mut now = moment(NOW);
    now.0 += hours * 3_600_000;
    let reached = web::Reached { names: vec![HOST.into()], origin: origin.map(String::from), ..Default::default() };
    Pages::reached(&town.node.data(), &town.node.device(), now, reached)
}

#[test]
fn above_a_cell_an_office_is_given_by_a_passkey_or_by_a_link_for_one_day() {
    let origin = Some("http://localhost:8080");
    for (unit, home) in [("valley", false), ("mill", true)] {
        let mut town = Town::new();
        let office = if home { "secretary" } else { "organiser" };
        let who = town.visitor(if home { "secretary" } else { "region" });
        let (path, mill) = (town.at(unit), town.at(unit));
        let fields = [
            ("deed", "own.password"),
            ("id", &fresh()),
            ("unit", town.unit(unit)),
            ("subject", &town.unit(unit)[..32]),
            ("name", office),
            ("password", "three quiet boats"),
        ];
        assert_eq!(town.send(&who, &fields).status, 303);
        let come_in = [("by", "password"), ("name", office), ("password", "three quiet boats")];
        for (hours, origin, by_link, by_password) in
            [(23, origin, true, home), (25, origin, home, home), (25, None, true, true)]
        {
            town.pages = later(&town, hours, origin);
            let about = format!("{unit}, {hours} hours, {origin:?}");
            assert_eq!(town.get(&who, &path).status, if by_link { 200 } else { 401 }, "{about}");
            let got = town.post(&Visitor::default(), "/in", &encoded(&come_in));
            assert_eq!(got.status, if by_password { 303 } else { 403 }, "{about}");
        }
        assert_eq!(town.get(&who, &mill).status, 200);
    }
}

#[test]
fn hostile_016_a_session_that_comes_to_give_another_right_goes_on_under_a_new_token_alone() {
    let town = Town::new();
    let before = town.visitor("member");
    let (week, new) = (town.at("mill"), town.at("mill") + "/people/new");
    let got = town.get(&before, &week);
    assert_eq!((got.status, got.header("set-cookie")), (200, ""));
    let person = town.person("mill", "Celia Toth");
    let (id, unit) = (fresh(), town.unit("mill"));
    let began = [
        ("deed", "office.begin"),
        ("id", &id),
        ("unit", unit),
        ("subject", &unit[..32]),
        ("office", "treasurer"),
        ("person", &person),
    ];
    assert_eq!(town.send(&town.visitor("secretary"), &began).status, 303);
    let after = town.renewed(&before, &week);
    assert_ne!(after.cookie, before.cookie);
    // Whoever read the token while it was worth less has nothing.
    assert_eq!(town.get(&before, &week).status, 401);
    assert_eq!((town.get(&after, &week).status, town.get(&after, &new).status), (200, 404));
    assert_eq!(town.get(&after, &week).header("set-cookie"), "");
}
