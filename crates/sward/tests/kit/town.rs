//! A small organisation with people at its pages: two cells side by side under a region, and another region.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{HeaderMap, Request, header};
use charter::calendar::{Moment, Zone};

use super::Node;
use super::visitor::{HOST, Pages, Visitor};

/// The moment at which its pages are looked at: a meeting of Mill Lane has just begun.
pub const NOW: &str = "2026-02-10T20:00";
/// Who belongs to Mill Lane.
pub const MILL: [&str; 4] = ["Ada Nowak", "Bruno Lund", "Celia Toth", "Dora Weiss"];

const UNITS: &str = "unit,parent,kind,name\nmeadow,,centre,Meadow Union\nvalley,meadow,region,The Valley\n\
    mill,valley,cell,Mill Lane\nhill,valley,cell,Hill Road\ncoast,meadow,region,The Coast\nshore,coast,cell,Shore\n";
const MEMBERS: &str = "person,unit,name,joined\np01,mill,Ada Nowak,2021-03-02\np02,mill,Bruno Lund,2021-03-02\n\
    p03,mill,Celia Toth,2022-09-13\np04,mill,Dora Weiss,2022-09-13\np05,hill,Mara Quist,2019-02-13\n\
    p06,hill,Noor Rehman,2019-02-13\np07,shore,Olek Baran,2021-07-21\n";
const MEETINGS: &str = "meeting,unit,title,starts_at\nm01,mill,Monthly meeting,2026-01-13\n\
    m02,hill,Monthly meeting,2026-01-14\nm03,shore,Monthly meeting,2026-01-15\n";

/// The organisation, served.
pub struct Town {
    /// Its folder.
    pub node: Node,
    /// Its pages.
    pub pages: Pages,
    units: BTreeMap<String, String>,
}

/// An answer.
pub struct Got {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

/// Who can come in: a name, the unit, the office, and the person.
const PEOPLE: [(&str, &str, Option<&str>, Option<&str>); 9] = [
    ("member", "mill", None, Some("Celia Toth")),
    ("secretary", "mill", Some("secretary"), Some("Ada Nowak")),
    ("deputy", "mill", Some("deputy"), Some("Bruno Lund")),
    // Offices that a test begins before.
    ("treasurer", "mill", Some("treasurer"), Some("Dora Weiss")),
    ("ombuds", "mill", Some("ombuds"), None),
    ("neighbour", "hill", None, Some("Mara Quist")),
    ("sibling", "hill", Some("secretary"), Some("Noor Rehman")),
    ("region", "valley", Some("organiser"), None),
    ("centre", "meadow", Some("organiser"), None),
];

/// The moment of a text.
pub fn moment(text: &str) -> Moment {
    Zone::UTC.moment(text).unwrap()
}

impl Town {
    pub fn new() -> Town {
        let node = Node::begun();
        node.import("units", UNITS);
        node.import("members", MEMBERS);
        node.import("meetings", MEETINGS);
        let at = |args: &[&str]| node.ok(&[args, &["--now", NOW]].concat());
        at(&["unit", "lives-on"]);
        for (unit, office) in
            [("mill", "secretary"), ("mill", "deputy"), ("hill", "secretary"), ("valley", "organiser")]
        {
            at(&["office", "begin", unit, office]);
        }
        at(&["meeting", "set", "mill", "2026-02-10T19:30"]);
        let listed = node.json(&["unit", "list"]);
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_string();
        let units = listed.as_array().unwrap().iter().map(|unit| (text(&unit["code"]), text(&unit["unit"]))).collect();
        let pages = Pages::of(&node.data(), &node.device(), moment(NOW));
        Town { node, pages, units }
    }

    /// A unit's id.
    pub fn unit(&self, code: &str) -> &str {
        &self.units[code]
    }

    /// The one policy that reaches all.
    pub fn policy(&self) -> String {
        self.node.json(&["policy", "list", "meadow"])[0]["policy"].as_str().unwrap().to_string()
    }

    /// The one reader that is offered to all.
    pub fn reader(&self) -> String {
        self.node.json(&["study", "list", "meadow"])["readers"][0]["reader"].as_str().unwrap().to_string()
    }

    /// The one circle of a cell.
    pub fn circle(&self, unit: &str) -> String {
        self.node.json(&["study", "list", unit])["circles"][0]["circle"].as_str().unwrap().to_string()
    }

    /// The one concern that was raised in a cell.
    pub fn concern(&self, unit: &str) -> String {
        let listed = self.node.json(&["concern", "list", unit, "--as", "secretary", "--now", NOW]);
        listed[0]["concern"].as_str().unwrap().to_string()
    }

    /// A unit's address.
    pub fn at(&self, code: &str) -> String {
        format!("/u/{}", &self.unit(code)[..20])
    }

    /// One of the people, signed in; a stranger, if nobody goes by that name.
    pub fn visitor(&self, name: &str) -> Visitor {
        let mut visitor = Visitor::default();
        if let Some((_, unit, office, person)) = PEOPLE.into_iter().find(|one| one.0 == name) {
            visitor.open(&self.pages, &self.link(unit, office, person)).press(&self.pages, "Come in", &[]);
        }
        visitor
    }

    /// A fresh link.
    pub fn link(&self, unit: &str, office: Option<&str>, person: Option<&str>) -> String {
        let mut args = vec!["invite", unit, "--now", NOW];
        args.extend(office.iter().flat_map(|office| ["--as", office]));
        args.extend(person.iter().flat_map(|person| ["--person", person]));
        self.node.json(&args)["url"].as_str().unwrap().into()
    }

    /// The id of somebody on a cell's roll, or of its meeting, as the pages of a secretary tell it.
    pub fn person(&self, unit: &str, name: &str) -> String {
        let people = self.node.json(&["member", "list", unit]);
        let found = people.as_array().unwrap().iter().find(|row| row.to_string().contains(name));
        found.unwrap_or_else(|| panic!("{name} is not in {people}"))["person"].as_str().unwrap().into()
    }

    /// The id of a cell's latest meeting.
    pub fn meeting(&self, unit: &str) -> String {
        let meetings = self.node.json(&["meeting", "list", unit]);
        let latest = meetings.as_array().unwrap().iter().max_by_key(|meeting| meeting["at"].to_string());
        latest.unwrap()["meeting"].as_str().unwrap().into()
    }

    /// One request with the headers of a browser, and the session of somebody.
    pub fn ask(&self, who: &Visitor, mut request: axum::http::request::Builder, body: impl Into<Body>) -> Got {
        if let Some(cookie) = &who.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        self.raw(request.header(header::HOST, HOST).header("sec-fetch-site", "same-origin"), body)
    }

    /// One request as it is.
    pub fn raw(&self, request: axum::http::request::Builder, body: impl Into<Body>) -> Got {
        let (answer, bytes) = self.pages.answer(request.body(body.into()).unwrap());
        let body = String::from_utf8(bytes).unwrap();
        Got { status: answer.status().as_u16(), headers: answer.headers().clone(), body }
    }

    /// Opens an address.
    pub fn get(&self, who: &Visitor, path: &str) -> Got {
        self.ask(who, Request::get(path), "")
    }

    /// The same as JSON.
    pub fn get_json(&self, who: &Visitor, path: &str) -> Got {
        self.ask(who, Request::get(path).header(header::ACCEPT, "application/json"), "")
    }

    /// Somebody whose session gives a right to something else by now: with the token that they are given at an address.
    pub fn renewed(&self, who: &Visitor, path: &str) -> Visitor {
        let got = self.get(who, path);
        let cookie = got.header("set-cookie").split(';').next().filter(|cookie| !cookie.is_empty());
        Visitor { cookie: Some(cookie.expect("a new token").to_string()), ..who.clone() }
    }

    /// Sends a form.
    pub fn send(&self, who: &Visitor, fields: &[(&str, &str)]) -> Got {
        self.post(who, "/do", &encoded(fields))
    }

    /// Sends the body of a form.
    pub fn post(&self, who: &Visitor, path: &str, body: &str) -> Got {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(who, request, body.to_string())
    }
}

/// Fields as a browser sends them.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// An id that nobody made before.
pub fn fresh() -> String {
    let mut id = [0; 16];
    getrandom::fill(&mut id).unwrap();
    id.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Got {
    /// A header of the answer.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}
