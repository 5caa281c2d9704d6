//! Requests in, answers out. One route takes every form; every other address is looked up among the views.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use account::{Accounts, Token, Viewer};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use book::CommandId;
use charter::calendar::Moment;
use ledger::{Ledger, Store};
use tower::limit::GlobalConcurrencyLimitLayer;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use words::{Language, Words};

use crate::page::Flash;
use crate::shelf::Shelf;
use crate::site::{Site, View};
use crate::{assets, entrance, guard, layout};

/// Bytes of one form: the longest minutes, percent-encoded.
pub const BODY_BYTES: usize = 700_000;
/// Seconds that one request may take.
const SECONDS: u64 = 30;
/// Requests that are answered at once.
const AT_ONCE: usize = 512;
/// Sentences that wait for the next page of their session.
const FLASHES: usize = 10_000;
/// The session's cookie. Behind TLS it will carry the prefix that binds it to one host.
const COOKIE_NAME: &str = "sward";
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A node that shows pages. Time and randomness are given, so that tests own them.
pub struct Server {
    pub(crate) ledger: Ledger,
    pub(crate) shelf: Shelf,
    pub(crate) site: Site,
    pub(crate) views: matchit::Router<View>,
    pub(crate) clock: Clock,
    accounts: Accounts,
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
        let header = |name: &'static str, value: &'static str| {
            SetResponseHeaderLayer::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        Router::new()
            .route("/", get(door))
            .route("/in", post(enter))
            .route("/in/{token}", get(knock))
            .route("/out", post(leave))
            .route("/do", post(crate::deed::act))
            .route("/a/{file}", get(asset))
            .fallback(show)
            .layer(CatchPanicLayer::new())
            .layer(header("content-security-policy", POLICY))
            .layer(header("x-content-type-options", "nosniff"))
            .layer(header("referrer-policy", "same-origin"))
            .layer(header("cross-origin-opener-policy", "same-origin"))
            .layer(header("cache-control", "no-store"))
            .layer(CompressionLayer::new())
            .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(SECONDS)))
            .layer(RequestBodyLimitLayer::new(BODY_BYTES))
            .layer(GlobalConcurrencyLimitLayer::new(AT_ONCE))
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

    /// The session that a request brings, and for whom it stands.
    pub(crate) fn session(&self, headers: &HeaderMap) -> ledger::Result<Option<(Token, Viewer)>> {
        let Some(token) = token(headers) else { return Ok(None) };
        let viewer = self.accounts.viewer(&token, (self.clock)())?;
        Ok(viewer.map(|viewer| (token, viewer)))
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

/// Serves until the future ends.
pub async fn serve(
    listener: tokio::net::TcpListener,
    server: Arc<Server>,
    until: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, server.router()).with_graceful_shutdown(until).await
}

async fn show(State(server): State<Arc<Server>>, request: Request) -> Response {
    crate::deed::show(&server, &request)
}

async fn door(State(server): State<Arc<Server>>, headers: HeaderMap) -> Response {
    match server.session(&headers) {
        Ok(Some((_, viewer))) => elsewhere(&crate::Address::address(&viewer.unit)),
        Ok(None) => server.bare(&headers, StatusCode::OK, "door-title", entrance::door),
        Err(fault) => server.fault(&headers, &fault.into()),
    }
}

async fn knock(State(server): State<Arc<Server>>, request: Request) -> Response {
    let token = request.uri().path().trim_start_matches("/in/").to_string();
    let headers = request.headers();
    let invited = server.accounts.invited(&token, (server.clock)());
    let name = invited.and_then(|viewer| match viewer {
        Some(viewer) => server.ledger.look(|look| look.unit(ledger::Scope::Node, viewer.unit)),
        None => Ok(None),
    });
    match name {
        Ok(Some(unit)) => {
            server.bare(headers, StatusCode::OK, "in-window", |say| entrance::come_in(say, &token, &unit.name))
        }
        Ok(None) => server.bare(headers, StatusCode::NOT_FOUND, "in-gone", entrance::gone),
        Err(fault) => server.fault(headers, &fault.into()),
    }
}

async fn enter(State(server): State<Arc<Server>>, headers: HeaderMap, body: Bytes) -> Response {
    if !guard::from_here(&headers, token(&headers).is_some()) {
        return server.bare(&headers, StatusCode::FORBIDDEN, "from-elsewhere", |say| {
            entrance::sorry(say, "from-elsewhere", "from-elsewhere-next")
        });
    }
    let fields = crate::Fields::read(&body).unwrap_or_default();
    match server.accounts.enter(fields.get("token").unwrap_or(""), (server.clock)(), server.bytes()) {
        Ok(Some(session)) => {
            let mut answer = elsewhere("/");
            let cookie = format!("{COOKIE_NAME}={session}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000");
            answer.headers_mut().extend(HeaderValue::from_str(&cookie).map(|cookie| (SET_COOKIE, cookie)));
            answer
        }
        Ok(None) => server.bare(&headers, StatusCode::NOT_FOUND, "in-gone", entrance::gone),
        Err(fault) => server.fault(&headers, &fault.into()),
    }
}

async fn leave(State(server): State<Arc<Server>>, headers: HeaderMap) -> Response {
    let Some(token) = token(&headers).filter(|_| guard::from_here(&headers, true)) else { return elsewhere("/") };
    if let Err(fault) = server.accounts.leave(&token) {
        return server.fault(&headers, &fault.into());
    }
    let mut answer = elsewhere("/");
    let gone = format!("{COOKIE_NAME}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    answer.headers_mut().extend(HeaderValue::from_str(&gone).map(|cookie| (SET_COOKIE, cookie)));
    answer
}

async fn asset(State(server): State<Arc<Server>>, request: Request) -> Response {
    let Some(asset) = assets::ASSETS.iter().find(|asset| asset.path == request.uri().path()) else {
        return server.fault(request.headers(), &crate::Fault::NotFound);
    };
    answer(StatusCode::OK, asset.kind, Some("public, max-age=31536000, immutable"), asset.body)
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
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(VARY, HeaderValue::from_static("Accept, Accept-Language, Cookie"));
    if let Some(cached) = cached {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(cached));
    }
    answer
}

pub(crate) use layout::bare;
