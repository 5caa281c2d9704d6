//! Requests in, answers out. One route takes every form; every other address is looked up among the views.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use account::{Accounts, Hashing, Link, Notes, Pace, Passkeys, Session, Tallies, Token, Viewer};
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    ACCEPT, ACCEPT_LANGUAGE, ALLOW, CACHE_CONTROL, CONTENT_TYPE, COOKIE, ETAG, HOST, IF_NONE_MATCH, LOCATION,
    STRICT_TRANSPORT_SECURITY, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::{from_fn_with_state, map_response_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use book::CommandId;
use charter::calendar::Moment;
use ledger::{Ledger, Secrets, Store};
use tokio::sync::Semaphore;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;
use words::{Language, Words};

use crate::access::Denials;
use crate::answers::Answers;
use crate::page::Flash;
use crate::shelf::Shelf;
use crate::site::{Route, Site};
use crate::visit::Address;
use crate::{calendar, entering, layout, mail, standing, threshold, ways};

/// Seconds that one request may take.
const SECONDS: u64 = 30;
/// People who sign in at once.
const DOORWAY: usize = 200;
/// Sentences that wait for the next page of their session.
const FLASHES: usize = 10_000;
/// The session's cookie: with TLS under the prefix that binds it to one host, so that no other host sets it.
pub(crate) const COOKIES: [&str; 2] = ["sward", "__Host-sward"];
/// What every answer says to browsers: nothing from elsewhere, nothing kept, and shown in no other page.
const GUARDS: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // Elsewhere it tells nothing. Under `no-referrer` a form of our own would say that it comes from `null`, and an old
    // phone has no other way to say that it stands on a page of ours.
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
    pub(crate) views: matchit::Router<Route>,
    pub(crate) clock: Clock,
    pub(crate) accounts: Accounts,
    pub(crate) notes: Notes,
    pub(crate) secrets: Secrets,
    pub(crate) tallies: Tallies,
    pub(crate) denials: Denials,
    pub(crate) hashing: Hashing,
    pub(crate) pace: Pace,
    /// Places for those who sign in: beyond, they are asked to come again, so that connections are left for pages.
    pub(crate) doorway: Semaphore,
    /// Turns at signing in, one for each core: whoever waits for one keeps no thread waiting.
    pub(crate) turns: Semaphore,
    pub(crate) passkeys: Option<Passkeys>,
    pub(crate) answers: Answers,
    pub(crate) reached: Reached,
    words: Vec<Words>,
    random: Mutex<Random>,
    flashes: Mutex<HashMap<Token, Flash>>,
}

/// How the pages are reached.
#[derive(Clone, Debug, Default)]
pub struct Reached {
    /// Names that they answer to, beside numbers and the machine's own.
    pub names: Vec<String>,
    /// The one address that browsers know them by, as `https://cells.example`; none where it is a number in a hall.
    pub origin: Option<String>,
    /// The proxy whose word on where a request comes from is believed.
    pub proxy: Option<IpAddr>,
}

/// Where a request comes from, as the connection tells.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// Tells the moment.
pub type Clock = Box<dyn Fn() -> Moment + Send + Sync>;
/// Fills bytes at random.
pub type Random = Box<dyn FnMut(&mut [u8]) + Send>;

impl Server {
    /// Puts a store behind pages.
    pub fn new(
        store: Store,
        folder: impl Into<ledger::Folder>,
        site: Site,
        clock: Clock,
        random: Random,
    ) -> ledger::Result<Server> {
        let folder = folder.into();
        let mut views = matchit::Router::new();
        for route in &site.routes {
            let clash = |_| ledger::Error::Damaged(format!("two routes at {}", route.path));
            views.insert(route.path, *route).map_err(clash)?;
        }
        Ok(Server {
            ledger: Ledger::new(store, &folder),
            shelf: Shelf::open(&folder)?,
            site,
            views,
            clock,
            accounts: Accounts::open(&folder)?,
            notes: Notes::open(&folder)?,
            secrets: Secrets::open(&folder)?,
            tallies: Tallies::open(&folder)?,
            denials: Denials::default(),
            hashing: Hashing::default(),
            pace: Pace::default(),
            doorway: Semaphore::new(DOORWAY),
            turns: Semaphore::new(std::thread::available_parallelism().map_or(1, std::num::NonZero::get)),
            passkeys: None,
            answers: Answers::default(),
            reached: Reached::default(),
            words: Language::ALL.map(Words::of).into(),
            random: Mutex::new(random),
            flashes: Mutex::default(),
        })
    }

    /// The address of a link by which somebody signs in.
    pub fn invite(&self, viewer: &Viewer) -> ledger::Result<String> {
        let link = Link::to(viewer.clone(), None);
        Ok(format!("{}#{}", entering::IN, self.accounts.invite(&link, (self.clock)(), self.bytes())?))
    }

    /// All of it as a service.
    pub fn router(self: Arc<Server>) -> Router {
        let pages = Router::new()
            .route("/", get(ways::door))
            .route("/out", post(ways::leave))
            .route("/do", post(ways::act))
            .route("/a/{file}", get(ways::asset))
            .route("/calendar/{token}", get(calendar::show))
            .route("/stop/{token}", get(mail::ask).post(mail::stop))
            .fallback(ways::show)
            .method_not_allowed_fallback(ways::wrong_method)
            // More at once than there are connections would open and prepare new ones; the others wait, whole.
            .layer(GlobalConcurrencyLimitLayer::new(ledger::READERS));
        // Whoever signs in waits for a core; pages do not wait for them.
        let doors = Router::new()
            .route("/in", get(entering::show).post(entering::enter))
            .method_not_allowed_fallback(ways::wrong_method);
        pages
            .merge(doors)
            .layer(from_fn_with_state(self.clone(), threshold::cross))
            .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(SECONDS)))
            .layer(CatchPanicLayer::new())
            .layer(map_response_with_state(self.clone(), guarded))
            .layer(CompressionLayer::new())
            .with_state(self)
    }

    /// Random bytes.
    pub(crate) fn bytes(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        bytes
    }

    /// Fills bytes at random.
    pub(crate) fn fill(&self, bytes: &mut [u8]) {
        (self.random.lock().unwrap_or_else(PoisonError::into_inner))(bytes);
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

    /// The session that a request brings, whether or not what it stands for still does.
    pub(crate) fn claimed(&self, headers: &HeaderMap) -> ledger::Result<Option<Session>> {
        let Some(token) = self.token(headers) else { return Ok(None) };
        self.accounts.session(&token, (self.clock)())
    }

    /// The session that a request brings, if it stands for anybody today.
    pub(crate) fn session(&self, headers: &HeaderMap) -> ledger::Result<Option<Session>> {
        let Some(session) = self.claimed(headers)? else { return Ok(None) };
        let stands = self.stands(&session)?.is_some();
        Ok(Some(session).filter(|_| stands))
    }

    /// For whom a session stands today.
    pub(crate) fn stands(&self, session: &Session) -> ledger::Result<Option<Viewer>> {
        let waits = self.ledger.look(|look| standing::waits(look, session, self.passkeys.is_some(), (self.clock)()))?;
        self.present(session.viewer.clone(), waits)
    }

    /// Where somebody is at home.
    pub(crate) fn home(&self, session: &Session) -> String {
        session.viewer.unit.address() + if session.is_bounded() { self.site.bounded } else { "" }
    }

    /// Whether a session opens an address or a deed at all.
    pub(crate) fn opens(&self, session: Option<&Session>, what: &str) -> bool {
        !session.is_some_and(Session::is_bounded) || self.site.opens.contains(&what)
    }

    /// For whom somebody stands today.
    pub(crate) fn present(&self, viewer: Viewer, waits: bool) -> ledger::Result<Option<Viewer>> {
        self.ledger.look(|look| {
            let today = look.rules()?.zone().day((self.clock)());
            standing::present(look, &self.site, viewer, waits, today)
        })
    }

    /// Reached in this way. Browsers are let make passkeys where it has an address of its own that is secure.
    pub fn reached(mut self, reached: Reached) -> Server {
        self.passkeys = reached.origin.as_deref().and_then(Passkeys::at);
        self.reached = reached;
        self
    }

    /// What makes passkeys, for a browser that knows the pages by their own address: under another it would make none.
    pub(crate) fn passkeys(&self, headers: &HeaderMap) -> Option<&Passkeys> {
        let (_, own) = self.reached.origin.as_deref()?.split_once("://")?;
        let host = headers.get(HOST)?.to_str().ok()?;
        self.passkeys.as_ref().filter(|_| own.eq_ignore_ascii_case(host))
    }

    /// How links to these pages begin: by their own address, or by the one that a request asked for.
    pub(crate) fn base(&self, headers: &HeaderMap) -> String {
        let asked = || headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
        self.reached.origin.clone().unwrap_or_else(|| format!("http://{}", asked()))
    }

    /// Whether browsers come by TLS, so that a cookie may say that it goes over nothing else.
    pub(crate) fn is_secure(&self) -> bool {
        self.reached.origin.as_deref().is_some_and(|origin| origin.starts_with("https://"))
    }

    /// Whether a request that changes something comes from a page of ours.
    pub(crate) fn is_from_here(&self, headers: &HeaderMap, has_session: bool) -> bool {
        let own = self.reached.origin.as_deref().filter(|_| self.is_secure());
        crate::guard::from_here(headers, own, has_session)
    }

    /// What the session's cookie is called.
    pub(crate) fn cookie_name(&self) -> &'static str {
        COOKIES[usize::from(self.is_secure())]
    }

    /// The session's token as the cookie carries it.
    pub(crate) fn token(&self, headers: &HeaderMap) -> Option<Token> {
        let cookies = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(name, _)| *name == self.cookie_name()).map(|(_, value)| value.to_string())
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

/// What every answer says; and whoever came by TLS once comes by nothing else for a year.
async fn guarded(State(server): State<Arc<Server>>, mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    if server.is_secure() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    for (name, value) in GUARDS {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    answer
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

/// Kept by whoever fetched it, and looked at anew each time.
const CACHED: &str = "private, no-cache";

/// A file that is fetched again and again, or that it is what the asker has already.
pub(crate) fn tagged(headers: &HeaderMap, kind: &'static str, bytes: Vec<u8>) -> Response {
    let tag = format!("\"{}\"", &blake3::hash(&bytes).to_hex()[..32]);
    let known = headers.get_all(IF_NONE_MATCH).into_iter().filter_map(|known| known.to_str().ok());
    let mut known = known.flat_map(|known| known.split(',')).map(|known| known.trim().trim_start_matches("W/"));
    let mut answer = match known.any(|known| known == tag) {
        true => answer(StatusCode::NOT_MODIFIED, kind, Some(CACHED), ""),
        false => answer(StatusCode::OK, kind, Some(CACHED), bytes),
    };
    answer.headers_mut().extend(HeaderValue::from_str(&tag).map(|tag| (ETAG, tag)));
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
