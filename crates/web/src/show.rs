//! Showing: an address becomes a view, and what went wrong becomes a page or JSON.

use std::cell::{Cell, OnceCell, RefCell};

use account::{SESSION_DAYS, Session};
use axum::http::header::CONTENT_DISPOSITION;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::Response;
use charter::calendar::Day;
use ledger::Look;
use maud::Markup;
use serde_json::json;

use crate::access::Noted;
use crate::entrance;
use crate::fault::{Fault, Result, Wrong};
use crate::fields::Fields;
use crate::form::Typed;
use crate::http::{Server, answer, bare, elsewhere, tagged, wants_json};
use crate::page::{Flash, Reply};
use crate::say::Say;
use crate::site::Told;
use crate::standing;
use crate::visit::Visit;
use crate::ways::with_cookie;

pub(crate) const HTML: &str = "text/html; charset=utf-8";
pub(crate) const JSON: &str = "application/json";

/// What stands around one request.
pub(crate) struct Around<'a> {
    pub headers: &'a HeaderMap,
    /// The session; whether what it stands for still does is looked up with the page.
    pub session: Option<Session>,
    pub path: &'a str,
    pub query: Fields,
    pub typed: Option<Typed>,
    pub flash: Option<Flash>,
    /// What the session gives a right to, once somebody looked.
    pub rights: Cell<Option<[u8; 16]>>,
}

impl Server {
    /// Shows what stands at an address.
    pub(crate) fn show(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Response {
        if !matches!(*method, Method::GET | Method::HEAD) {
            return self.fault(headers, &Fault::Unfit(StatusCode::METHOD_NOT_ALLOWED, "unfit-method"));
        }
        let session = match self.claimed(headers) {
            Ok(session) => session,
            Err(fault) => return self.fault(headers, &fault.into()),
        };
        let query = Fields::read(uri.query().unwrap_or("").as_bytes()).filter(|query| query.once(&[]));
        let Some(query) = query else { return self.fault(headers, &Fault::garbled()) };
        // Told once, on a page that somebody sees.
        let seen = *method == Method::GET && !wants_json(headers);
        let flash = session.as_ref().filter(|_| seen).and_then(|session| self.take_flash(&session.token));
        let rights = Cell::new(None);
        let around = Around { headers, session, path: uri.path(), query, typed: None, flash, rights };
        let answer = match self.view(&around) {
            Ok(Reply::Shown { kind, bytes }) => tagged(headers, kind, bytes),
            Ok(reply) => told(StatusCode::OK, reply),
            Err(fault) => self.fault(headers, &fault),
        };
        self.renewed(&around, answer)
    }

    /// Gives the browser a new token where its session gives a right to something else than before.
    pub(crate) fn renewed(&self, around: &Around, answer: Response) -> Response {
        let (Some(session), Some(rights)) = (&around.session, around.rights.get()) else { return answer };
        match self.accounts.note_rights(session, rights, self.bytes()) {
            Ok(Some(token)) => with_cookie(self, answer, &token, SESSION_DAYS * 86_400),
            Ok(None) => answer,
            Err(fault) => self.fault(around.headers, &fault.into()),
        }
    }

    pub(crate) fn view(&self, around: &Around) -> Result<Reply> {
        let found = self.views.at(around.path).map_err(|_| Fault::NotFound)?;
        if !self.opens(around.session.as_ref(), found.value.path) {
            return Err(Fault::NotFound);
        }
        self.look(around, Some(&found.params), |visit| (found.value.view)(visit))
    }

    /// Gives a visit of what the tables hold at this moment, to whom the session stands for by the same tables.
    pub(crate) fn look<T>(
        &self,
        around: &Around,
        params: Option<&matchit::Params>,
        look: impl FnOnce(&Visit) -> Result<T>,
    ) -> Result<T> {
        let (noted, done) = self.looked(around, params, look)?;
        self.note(noted, around.session.as_ref(), done.as_ref().err());
        done
    }

    /// The same, with what is still to be noted of it.
    pub(crate) fn looked<T>(
        &self,
        around: &Around,
        params: Option<&matchit::Params>,
        look: impl FnOnce(&Visit) -> Result<T>,
    ) -> Result<(Noted, Result<T>)> {
        let (words, now, base) = (self.words(around.headers), (self.clock)(), self.base(around.headers));
        let seen = self.ledger.look(|tables: &Look| {
            let zone = tables.rules()?.zone();
            let today = zone.day(now);
            let as_of = match as_of(&around.query, today) {
                Ok(day) => day,
                Err(fault) => return Ok((Noted::default(), Err(fault))),
            };
            let who = match &around.session {
                Some(session) => {
                    let waits = standing::waits(tables, session, self.passkeys.is_some(), now)?;
                    standing::present(tables, &self.site, session.viewer.clone(), waits, today)?
                }
                None => None,
            };
            around.rights.set(who.as_ref().map(standing::rights));
            let visit = Visit {
                look: tables,
                site: &self.site,
                shelf: &self.shelf,
                say: Say { words, zone: &zone, today },
                who: who.as_ref(),
                session: around.session.as_ref(),
                accounts: &self.accounts,
                notes: &self.notes,
                secrets: &self.secrets,
                tallies: &self.tallies,
                hashing: &self.hashing,
                base: &base,
                passkeys: self.passkeys(around.headers),
                makes_passkeys: self.passkeys.is_some(),
                now,
                as_of,
                path: around.path,
                query: &around.query,
                params,
                json: wants_json(around.headers),
                typed: around.typed.as_ref(),
                flash: around.flash.as_ref(),
                fresh: &|| self.fresh(),
                name: OnceCell::new(),
                noted: RefCell::default(),
            };
            let done = look(&visit);
            let mut noted = visit.noted.take();
            noted.day = today;
            Ok((noted, done))
        })?;
        Ok(seen)
    }

    /// A sentence, in the words that a browser asks for.
    pub(crate) fn tell(&self, headers: &HeaderMap, told: &Told) -> String {
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

    /// Whoever looks after the machine reads there what failed; a page would tell strangers.
    pub(crate) fn log(&self, fault: &Fault) {
        if let Fault::Ledger(why) = fault {
            eprintln!("{}", why.to_string().escape_debug());
        }
    }

    /// What went wrong, as a page or as JSON. What is out of reach is answered as what is not there.
    pub(crate) fn fault(&self, headers: &HeaderMap, fault: &Fault) -> Response {
        self.log(fault);
        let (status, (title, next)) = (fault.status(), fault.said());
        if !wants_json(headers) {
            return self.bare(headers, status, title, |say| match fault {
                Fault::Wrong(wrong) => entrance::apology(say, title, &say.wrong(wrong)),
                _ => entrance::sorry(say, title, next),
            });
        }
        let wrong = match fault {
            Fault::Wrong(wrong) => wrong.clone(),
            _ => Wrong { message: title, ..Wrong::default() },
        };
        let told =
            Told { name: if wrong.message == title { next } else { wrong.message }, particulars: wrong.particulars };
        let body = json!({ "error": wrong.message, "field": wrong.field, "wrong": self.tell(headers, &told) });
        answer(status, JSON, None, body.to_string())
    }

    /// The same for a form whose page cannot be shown: what was typed stands below, to be copied.
    pub(crate) fn lost(&self, headers: &HeaderMap, fault: &Fault, fields: &Fields) -> Response {
        if wants_json(headers) {
            return self.fault(headers, fault);
        }
        self.log(fault);
        let (title, next) = fault.said();
        self.bare(headers, fault.status(), title, |say| match fault {
            Fault::Wrong(wrong) => entrance::kept(say, title, &say.wrong(wrong), fields),
            _ => entrance::kept(say, title, &say.t(next), fields),
        })
    }
}

/// The day as of which things are shown: today, or one before it, since nobody knows a day to come.
fn as_of(query: &Fields, today: Day) -> Result<Day> {
    let Some(day) = query.get("as_of") else { return Ok(today) };
    let day = day.parse::<Day>().ok().filter(|day| *day <= today);
    day.ok_or(Fault::Unfit(StatusCode::BAD_REQUEST, "unfit-day"))
}

pub(crate) fn told(status: StatusCode, reply: Reply) -> Response {
    match reply {
        Reply::Html(page) => answer(status, HTML, None, page),
        Reply::Json(bytes) => answer(status, JSON, None, bytes),
        Reply::File { name, kind, bytes } => kept(answer(status, kind, None, bytes), &name),
        Reply::Shown { kind, bytes } => answer(status, kind, None, bytes),
        Reply::Elsewhere(to) => elsewhere(&to),
    }
}

/// An answer that a browser keeps as a file, and does not show (RFC 6266). A name that is not plain stands there a
/// second time, encoded (RFC 8187).
fn kept(mut answer: Response, name: &str) -> Response {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_');
    let plain = name.chars().map(|sign| if is_plain(sign) { sign } else { '_' }).collect::<String>();
    let encoded = name.bytes().map(|byte| match char::from(byte) {
        sign if is_plain(sign) => sign.to_string(),
        _ => format!("%{byte:02X}"),
    });
    let also =
        if plain == name { String::new() } else { format!("; filename*=UTF-8''{}", encoded.collect::<String>()) };
    let kept = HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"{also}"));
    answer.headers_mut().extend(kept.map(|kept| (CONTENT_DISPOSITION, kept)));
    answer
}
