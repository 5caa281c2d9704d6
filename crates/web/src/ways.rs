//! What each route does: everything that touches tables or the disk is done beside the threads that carry
//! requests, and a panic in it ends with its own request. A page for everybody that is kept is handed out where it is
//! asked for: of the tables nothing is asked but their state.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{ALLOW, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;

use crate::fault::Fault;
use crate::http::{Server, answer, elsewhere};
use crate::mail::STOP;
use crate::sent::{self, IN_PARTS, Sent};
use crate::site::Who;
use crate::threshold::BODY_BYTES;
use crate::{assets, entering, entrance};

pub(crate) type Node = State<Arc<Server>>;

pub(crate) async fn work(server: Arc<Server>, work: impl FnOnce(&Server) -> Response + Send + 'static) -> Response {
    let own = server.clone();
    let done = tokio::task::spawn_blocking(move || work(&own)).await;
    done.unwrap_or_else(|_| server.fault(&HeaderMap::new(), &Fault::Broken))
}

pub(crate) async fn show(State(server): Node, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if let Some(kept) = server.kept_page(&parts.method, &parts.uri, &parts.headers) {
        return kept;
    }
    let shown = work(server.clone(), move |server| server.show(&parts.method, &parts.uri, &parts.headers)).await;
    server.note_denials();
    shown
}

pub(crate) async fn act(State(server): Node, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, BODY_BYTES).await.unwrap_or_default();
    let sent = Sent::read(&parts.headers, body).await;
    let takes = |sent: &Sent| server.deed(&sent.fields).is_some_and(|deed| deed.takes_file);
    if sent::kind(&parts.headers).as_deref() == Some(IN_PARTS) && !sent.as_ref().is_none_or(takes) {
        return server.fault(&parts.headers, &Fault::Unfit(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unfit-form"));
    }
    // What anybody may ask for is paced, by what they ask and where they are: whoever guesses, or floods, waits.
    let network = entering::network(&server, &parts);
    let paced = sent.as_ref().and_then(|Sent { fields, .. }| {
        let deed = server.deed(fields).filter(|deed| deed.is_open())?;
        Some((format!("{} {}", deed.name, fields.get("unit").unwrap_or("")), deed.who))
    });
    match paced.as_ref().map_or(Ok(0), |(paced, _)| server.pace.enter(paced, network, (server.clock)())) {
        Err(wait) => return entering::slowly(&server, &parts.headers, wait),
        Ok(wait) => tokio::time::sleep(Duration::from_millis(wait.unsigned_abs())).await,
    }
    let done = work(server.clone(), move |server| server.act(&parts.headers, sent)).await;
    if let Some((paced, Who::Anybody)) = paced.filter(|_| done.status().is_success()) {
        server.pace.got_in(&paced, network);
    }
    server.note_denials();
    done
}

pub(crate) async fn door(State(server): Node, headers: HeaderMap) -> Response {
    work(server, move |server| match server.session(&headers) {
        Ok(Some(session)) => elsewhere(&server.home(&session)),
        Ok(None) => match server.ledger.look(|look| (server.site.found)(look)) {
            Ok(found) => server.bare(&headers, StatusCode::OK, "door-title", |say| entrance::door(say, found)),
            Err(fault) => server.fault(&headers, &fault.into()),
        },
        Err(fault) => server.fault(&headers, &fault.into()),
    })
    .await
}

pub(crate) async fn leave(State(server): Node, headers: HeaderMap) -> Response {
    work(server, move |server| {
        let Some(token) = server.token(&headers) else { return elsewhere("/") };
        if !server.is_from_here(&headers, true) {
            return from_elsewhere(server, &headers);
        }
        match server.accounts.leave(&token) {
            Ok(()) => {
                let mut answer = with_cookie(server, elsewhere("/"), "", 0);
                // What this browser kept of our pages goes with the session: somebody else may pick the phone up.
                answer.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
                answer
            }
            Err(fault) => server.fault(&headers, &fault.into()),
        }
    })
    .await
}

pub(crate) async fn asset(State(server): Node, request: Request) -> Response {
    let Some(asset) = assets::ASSETS.iter().find(|asset| asset.path == request.uri().path()) else {
        return server.fault(request.headers(), &Fault::NotFound);
    };
    answer(StatusCode::OK, asset.kind, Some("public, max-age=31536000, immutable"), asset.body)
}

/// A route that is only posted to, or only looked at.
pub(crate) async fn wrong_method(State(server): Node, request: Request) -> Response {
    let allowed = match request.uri().path() {
        "/in" => "GET, HEAD, POST",
        path if path.starts_with(STOP) => "GET, HEAD, POST",
        "/out" | "/do" => "POST",
        _ => "GET, HEAD",
    };
    let fault = Fault::Unfit(StatusCode::METHOD_NOT_ALLOWED, "unfit-method");
    let mut answer = server.fault(request.headers(), &fault);
    answer.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
    answer
}

pub(crate) fn from_elsewhere(server: &Server, headers: &HeaderMap) -> Response {
    server.bare(headers, StatusCode::FORBIDDEN, "from-elsewhere", |say| {
        entrance::sorry(say, "from-elsewhere", "from-elsewhere-next")
    })
}

pub(crate) fn with_cookie(server: &Server, mut answer: Response, session: &str, seconds: i64) -> Response {
    let (name, secure) = (server.cookie_name(), if server.is_secure() { "; Secure" } else { "" });
    let cookie = format!("{name}={session}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    answer.headers_mut().extend(HeaderValue::from_str(&cookie).map(|cookie| (SET_COOKIE, cookie)));
    answer
}
