//! Looking and doing: an address becomes a view, a form becomes commands.

use std::sync::Arc;

use account::{Token, Viewer};
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use book::{SubjectId, UnitId};
use charter::calendar::Day;
use ledger::{Look, Wish};
use maud::Markup;
use serde_json::json;

use crate::fault::{Fault, Result, Wrong};
use crate::fields::Fields;
use crate::form::Typed;
use crate::http::{Server, answer, bare, elsewhere, wants_json};
use crate::page::{Flash, Reply};
use crate::say::Say;
use crate::site::{Asked, Plan, Told};
use crate::visit::Visit;
use crate::{entrance, guard};

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";

/// What stands around one request.
struct Around<'a> {
    headers: &'a HeaderMap,
    session: Option<(Token, Viewer)>,
    path: &'a str,
    query: Fields,
    typed: Option<Typed>,
    flash: Option<Flash>,
}

/// Shows what stands at an address.
pub fn show(server: &Server, request: &Request) -> Response {
    let headers = request.headers();
    if !matches!(request.method().as_str(), "GET" | "HEAD") {
        return server.fault(headers, &Fault::NotFound);
    }
    let session = match server.session(headers) {
        Ok(session) => session,
        Err(fault) => return server.fault(headers, &fault.into()),
    };
    let Some(query) = Fields::read(request.uri().query().unwrap_or("").as_bytes()) else {
        return server.fault(headers, &Fault::NotFound);
    };
    let flash = session.as_ref().filter(|_| !wants_json(headers)).and_then(|(token, _)| server.take_flash(token));
    let around = Around { headers, session, path: request.uri().path(), query, typed: None, flash };
    match server.view(&around) {
        Ok(reply) => told(StatusCode::OK, reply),
        Err(fault) => server.fault(headers, &fault),
    }
}

/// Does what a form asks for.
pub async fn act(State(server): State<Arc<Server>>, headers: HeaderMap, body: Bytes) -> Response {
    // A commit waits for the disk, and the others need not.
    let work = tokio::task::spawn_blocking(move || server.act(&headers, &body));
    work.await.unwrap_or_else(|_| answer(StatusCode::INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", None, ""))
}

impl Server {
    fn act(&self, headers: &HeaderMap, body: &[u8]) -> Response {
        if !guard::from_here(headers, true) {
            return self.bare(headers, StatusCode::FORBIDDEN, "from-elsewhere", |say| {
                entrance::sorry(say, "from-elsewhere", "from-elsewhere-next")
            });
        }
        let session = match self.session(headers) {
            Ok(Some(session)) => session,
            Ok(None) => return self.fault(headers, &Fault::SignIn),
            Err(fault) => return self.fault(headers, &fault.into()),
        };
        let Some(fields) = Fields::read(body) else { return self.fault(headers, &Fault::NotFound) };
        let back = fields.get("back").filter(|back| is_ours(back)).unwrap_or("/").to_string();
        let (path, query) = back.split_once('?').unwrap_or((&back, ""));
        let query = Fields::read(query.as_bytes()).unwrap_or_default();
        let token = session.0.clone();
        let mut around = Around { headers, session: Some(session), path, query, typed: None, flash: None };
        let deed = fields.get("deed").unwrap_or("").to_string();
        let subject = fields.get("subject").and_then(|subject| subject.parse::<SubjectId>().ok());
        match self.done(&around, &fields, subject) {
            Ok((flash, to)) if wants_json(headers) => {
                let said = self.told(headers, &flash.told);
                let body = json!({ "done": true, "said": said, "to": to.unwrap_or(back) }).to_string();
                answer(StatusCode::OK, JSON, None, body)
            }
            Ok((flash, to)) => {
                if !flash.told.name.is_empty() {
                    self.flash(token, flash);
                }
                elsewhere(&to.unwrap_or(back))
            }
            Err(Fault::Wrong(wrong)) if !wants_json(headers) => {
                around.typed = Some(Typed { deed, subject, fields, wrong });
                match self.view(&around) {
                    Ok(reply) => told(StatusCode::UNPROCESSABLE_ENTITY, reply),
                    Err(fault) => self.fault(headers, &fault),
                }
            }
            Err(fault) => self.fault(headers, &fault),
        }
    }

    /// What came of a form, and where it leads.
    fn done(&self, around: &Around, fields: &Fields, subject: Option<SubjectId>) -> Result<(Flash, Option<String>)> {
        // A form may have a second button for another deed: the button's own stands last.
        let name = fields.all("deed").last();
        let deed = self.site.deeds.iter().find(|deed| Some(deed.name) == name).ok_or(Fault::NotFound)?;
        let id = fields.get("id").and_then(|id| id.parse().ok()).ok_or(Fault::NotFound)?;
        let subject = subject.ok_or(Fault::NotFound)?;
        let (plan, unit) = self.look(around, |visit| {
            let unit: UnitId = fields.get("unit").and_then(|unit| unit.parse().ok()).ok_or(Fault::NotFound)?;
            let unit = visit.look.unit(visit.scope()?, unit)?.ok_or(Fault::NotFound)?;
            let of = unit.id;
            let actor = visit.viewer()?.term.ok_or(charter::Refusal::NotYours)?;
            Ok(((deed.make)(&Asked { visit, fields, id, unit, subject, actor })?, of))
        })?;
        let Plan { wishes, drafts, told, undo, to } = plan;
        let units = wishes.iter().map(|wish| wish.unit).collect::<std::collections::BTreeSet<_>>();
        self.commit(wishes)?;
        // A draft that a command made good is thrown away once the command is in the book.
        self.shelf.put(&drafts, (self.clock)())?;
        for unit in units {
            self.follow(unit)?;
        }
        let undo = undo.map(|undo| (unit, undo));
        Ok((Flash { told, undo }, to))
    }

    fn commit(&self, wishes: Vec<Wish>) -> Result<()> {
        let answers = wishes.into_iter().map(|wish| self.ledger.hand_in(wish)).collect::<ledger::Result<Vec<_>>>()?;
        for answer in answers {
            answer.recv().map_err(|_| ledger::Error::ReadOnly)??;
        }
        Ok(())
    }

    /// Lets the keeper tell the signs that follow; a refusal means that another node keeps the book, and will tell.
    fn follow(&self, unit: UnitId) -> Result<()> {
        let now = (self.clock)();
        let wishes = self.ledger.look(|look| (self.site.follow)(look, unit, now, &mut || self.fresh()))?;
        match self.commit(wishes) {
            Ok(()) | Err(Fault::Wrong(_)) => Ok(()),
            Err(fault) => Err(fault),
        }
    }

    fn view(&self, around: &Around) -> Result<Reply> {
        let found = self.views.at(around.path).map_err(|_| Fault::NotFound)?;
        self.look(around, |visit| (found.value)(visit))
    }

    fn params(&self, path: &str) -> Vec<(String, String)> {
        let own = |(name, value): (&str, &str)| (name.to_string(), value.to_string());
        self.views.at(path).map_or_else(|_| vec![], |found| found.params.iter().map(own).collect())
    }

    /// Gives a visit of what the tables hold at this moment.
    fn look<T>(&self, around: &Around, look: impl FnOnce(&Visit) -> Result<T>) -> Result<T> {
        let (words, now) = (self.words(around.headers), (self.clock)());
        self.ledger.look(|tables: &Look| {
            let zone = tables.rules()?.zone();
            let today = zone.day(now);
            let asked = around.query.get("as_of").map(|day| day.parse::<Day>());
            if let Some(Err(_)) = asked {
                return Ok(Err(Fault::field("as_of", "not-a-day")));
            }
            let as_of = asked.and_then(|day| day.ok()).unwrap_or(today);
            let visit = Visit {
                look: tables,
                site: &self.site,
                shelf: &self.shelf,
                say: Say { words, zone: &zone, today },
                who: around.session.as_ref().map(|(_, viewer)| viewer),
                now,
                as_of,
                path: around.path,
                query: &around.query,
                params: self.params(around.path),
                json: wants_json(around.headers),
                typed: around.typed.as_ref(),
                flash: around.flash.as_ref(),
                fresh: &|| self.fresh(),
            };
            Ok(look(&visit))
        })?
    }

    fn told(&self, headers: &HeaderMap, told: &Told) -> String {
        let about: Vec<_> = told.particulars.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        if told.name.is_empty() { String::new() } else { self.words(headers).say(told.name, &about) }
    }

    /// A page that stands for itself.
    pub(crate) fn bare(
        &self,
        headers: &HeaderMap,
        status: StatusCode,
        title: &str,
        body: impl FnOnce(&Say) -> Markup,
    ) -> Response {
        let zone = charter::calendar::Zone::UTC;
        let say = Say { words: self.words(headers), zone: &zone, today: zone.day((self.clock)()) };
        let page = bare(&say, &say.t(title), body(&say));
        answer(status, HTML, None, page)
    }

    /// What went wrong, as a page or as JSON. What is out of reach is answered as what is not there.
    pub(crate) fn fault(&self, headers: &HeaderMap, fault: &Fault) -> Response {
        let (status, title, next) = match fault {
            Fault::NotFound => (StatusCode::NOT_FOUND, "not-found", "not-found-next"),
            Fault::SignIn => (StatusCode::UNAUTHORIZED, "signed-out", "signed-out-next"),
            Fault::Wrong(wrong) => (StatusCode::UNPROCESSABLE_ENTITY, "form-refused", wrong.message),
            Fault::Ledger(_) => (StatusCode::INTERNAL_SERVER_ERROR, "our-fault", "our-fault-next"),
        };
        if let Fault::Ledger(why) = fault {
            // Whoever looks after the machine reads it there; a page would tell strangers.
            eprintln!("{why}");
        }
        if !wants_json(headers) {
            return self.bare(headers, status, title, |say| entrance::sorry(say, title, next));
        }
        let wrong = match fault {
            Fault::Wrong(wrong) => wrong.clone(),
            _ => Wrong { message: title, ..Wrong::default() },
        };
        let told =
            Told { name: if wrong.message == title { next } else { wrong.message }, particulars: wrong.particulars };
        let body = json!({ "error": wrong.message, "field": wrong.field, "wrong": self.told(headers, &told) });
        answer(status, JSON, None, body.to_string())
    }
}

fn told(status: StatusCode, reply: Reply) -> Response {
    match reply {
        Reply::Html(page) => answer(status, HTML, None, page),
        Reply::Json(bytes) => answer(status, JSON, None, bytes),
        Reply::Elsewhere(to) => elsewhere(&to),
    }
}

/// Whether an address leads to a page of ours: from the root, and to no other host.
fn is_ours(address: &str) -> bool {
    let clean = address.bytes().all(|byte| (0x21..0x7f).contains(&byte) && byte != b'\\');
    clean && address.starts_with('/') && !address.starts_with("//")
}
