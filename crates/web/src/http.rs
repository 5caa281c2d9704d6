//! Requests in, answers out. One route takes every form; every other address is looked up among the views.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use account::{Accounts, Token, Viewer};
use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, ALLOW, CACHE_CONTROL, CONTENT_TYPE, COOKIE, LOCATION, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{get, post};
use book::CommandId;
use charter::calendar::Moment;
use ledger::{Ledger, Store};
use tower::limit::GlobalConcurrencyLimitLayer;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;
use words::{Language, Words};

use crate::answers::Answers;
use crate::page::Flash;
use crate::shelf::Shelf;
use crate::site::{Site, View};
use crate::{layout, standing, threshold, ways};

/// Seconds that one request may take.
const SECONDS: u64 = 30;
/// Sentences that wait for the next page of their session.
const FLASHES: usize = 10_000;
/// The session's cookie. Behind TLS it will carry the prefix that binds it to one host.
pub(crate) const COOKIE_NAME: &str = "sward";
/// What every answer says to browsers: nothing from elsewhere, nothing kept, and shown in no other page.
const GUARDS: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
];

/// A node that shows pages. Time and randomness are given, so that tests own them.
pub struct Server {
    pub(crate) ledger: Ledger,
    pub(crate) shelf: Shelf,
    pub(crate) site: Site,
    pub(crate) views: matchit::Router<View>,
    pub(crate) clock: Clock,
    pub(crate) accounts: Accounts,
    pub(crate) answers: Answers,
    pub(crate) names: Vec<String>,
    words: Vec<Words>,
    random: Mutex<Random>,
    flashes: Mutex<HashMap<Token, Flash>>,
}

/// Tells the moment.
pub type Clock = Box<dyn Fn() -> Moment + Send + Sync>;
/// Fills bytes at random.
pub type Random = Box<dyn FnMut(&mut [u8]) + Send>;

impl Server {
    /// Puts a store behind pages.
    pub fn new(store: Store, dir: &Path, site: Site, clock: Clock, random: Random) -> ledger::Result<Server> {
        let mut views = matchit::Router::new();
        for route in &site.routes {
            let clash = |_| ledger::Error::Damaged(format!("two routes at {}", route.path));
            views.insert(route.path, route.view).map_err(clash)?;
        }
        Ok(Server {
            ledger: Ledger::new(store, dir),
            shelf: Shelf::open(dir)?,
            site,
            views,
            clock,
            accounts: Accounts::open(dir)?,
            answers: Answers::default(),
            names: vec![],
            words: Language::ALL.map(Words::of).into(),
            random: Mutex::new(random),
            flashes: Mutex::default(),
        })
    }

    /// The address of a link by which somebody signs in.
    pub fn invite(&self, viewer: &Viewer) -> ledger::Result<String> {
        Ok(format!("/in/{}", self.accounts.invite(viewer, (self.clock)(), self.bytes())?))
    }

    /// All of it as a service.
    pub fn router(self: Arc<Server>) -> Router {
        Router::new()
            .route("/", get(ways::door))
            .route("/in", post(ways::enter))
            .route("/in/{token}", get(ways::knock))
            .route("/out", post(ways::leave))
            .route("/do", post(ways::act))
            .route("/a/{file}", get(ways::asset))
            .fallback(ways::show)
            .method_not_allowed_fallback(ways::wrong_method)
            // More at once than there are connections would open and prepare new ones; the others wait, whole.
            .layer(GlobalConcurrencyLimitLayer::new(ledger::READERS))
            .layer(from_fn_with_state(self.clone(), threshold::cross))
            .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(SECONDS)))
            .layer(CatchPanicLayer::new())
            .layer(map_response(guarded))
            .layer(CompressionLayer::new())
            .with_state(self)
    }

    /// Random bytes.
    pub(crate) fn bytes(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        (self.random.lock().unwrap_or_else(PoisonError::into_inner))(&mut bytes);
        bytes
    }

    pub(crate) fn fresh(&self) -> CommandId {
        CommandId(self.bytes())
    }

    /// The words that a browser asks for.
    pub(crate) fn words(&self, headers: &HeaderMap) -> &Words {
        let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
        let first = asked.split([',', ';']).next().unwrap_or("").trim();
        let of = |words: &&Words| words.language().tag().eq_ignore_ascii_case(first);
        self.words.iter().find(of).unwrap_or(&self.words[0])
    }

    /// The session that a request brings, and for whom it was begun.
    pub(crate) fn claimed(&self, headers: &HeaderMap) -> ledger::Result<Option<(Token, Viewer)>> {
        let Some(token) = token(headers) else { return Ok(None) };
        let viewer = self.accounts.viewer(&token, (self.clock)())?;
        Ok(viewer.map(|viewer| (token, viewer)))
    }

    /// The session that a request brings, and for whom it stands today.
    pub(crate) fn session(&self, headers: &HeaderMap) -> ledger::Result<Option<(Token, Viewer)>> {
        let Some((token, viewer)) = self.claimed(headers)? else { return Ok(None) };
        Ok(self.present(Some(viewer))?.map(|viewer| (token, viewer)))
    }

    /// For whom a link is, if it can still be used and its right still stands.
    pub(crate) fn invited(&self, token: &str) -> ledger::Result<Option<Viewer>> {
        self.present(self.accounts.invited(token, (self.clock)())?)
    }

    fn present(&self, viewer: Option<Viewer>) -> ledger::Result<Option<Viewer>> {
        let Some(viewer) = viewer else { return Ok(None) };
        self.ledger.look(|look| {
            let today = look.rules()?.zone().day((self.clock)());
            standing::present(look, &self.site, viewer, today)
        })
    }

    /// Also answers to these names, beside numbers and the machine's own.
    pub fn named(mut self, names: Vec<String>) -> Server {
        self.names = names;
        self
    }

    pub(crate) fn flash(&self, token: Token, flash: Flash) {
        let mut flashes = self.flashes.lock().unwrap_or_else(PoisonError::into_inner);
        if flashes.len() >= FLASHES {
            flashes.clear();
        }
        flashes.insert(token, flash);
    }

    pub(crate) fn take_flash(&self, token: &str) -> Option<Flash> {
        self.flashes.lock().unwrap_or_else(PoisonError::into_inner).remove(token)
    }
}

async fn guarded(mut answer: Response) -> Response {
    for (name, value) in GUARDS {
        answer.headers_mut().entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    answer
}

/// The session's token as the cookie carries it.
pub(crate) fn token(headers: &HeaderMap) -> Option<Token> {
    let cookies = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE_NAME).map(|(_, value)| value.to_string())
}

/// Whether JSON is asked for rather than a page.
pub(crate) fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let first = accept.split(',').map(|kind| kind.split(';').next().unwrap_or("").trim());
    first.into_iter().find(|kind| matches!(*kind, "text/html" | "application/json")) == Some("application/json")
}

pub(crate) fn elsewhere(to: &str) -> Response {
    let mut answer = answer(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", None, "");
    answer.headers_mut().extend(HeaderValue::from_str(to).map(|to| (LOCATION, to)));
    answer
}

pub(crate) fn answer(
    status: StatusCode,
    kind: &'static str,
    cached: Option<&'static str>,
    body: impl Into<Body>,
) -> Response {
    let mut answer = Response::new(body.into());
    *answer.status_mut() = status;
    if status == StatusCode::METHOD_NOT_ALLOWED {
        // axum names what a route of its own allows; every other address is only looked at.
        answer.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(VARY, HeaderValue::from_static("Accept, Accept-Language, Cookie"));
    if let Some(cached) = cached {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(cached));
    }
    answer
}

pub(crate) use layout::bare;
