//! What each route does: everything that touches tables or the disk is done beside the threads that carry
//! requests, and a panic in it ends with its own request.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;

use crate::fault::Fault;
use crate::fields::Fields;
use crate::http::{COOKIE_NAME, Server, answer, elsewhere, token};
use crate::visit::Address;
use crate::{assets, entrance, guard};

type Node = State<Arc<Server>>;

async fn work(server: Arc<Server>, work: impl FnOnce(&Server) -> Response + Send + 'static) -> Response {
    let own = server.clone();
    let done = tokio::task::spawn_blocking(move || work(&own)).await;
    done.unwrap_or_else(|_| server.fault(&HeaderMap::new(), &Fault::Broken))
}

pub(crate) async fn show(State(server): Node, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    work(server, move |server| server.show(&parts.method, &parts.uri, &parts.headers)).await
}

pub(crate) async fn act(State(server): Node, headers: HeaderMap, body: Bytes) -> Response {
    work(server, move |server| server.act(&headers, &body)).await
}

pub(crate) async fn door(State(server): Node, headers: HeaderMap) -> Response {
    work(server, move |server| match server.session(&headers) {
        Ok(Some((_, viewer))) => elsewhere(&viewer.unit.address()),
        Ok(None) => server.bare(&headers, StatusCode::OK, "door-title", entrance::door),
        Err(fault) => server.fault(&headers, &fault.into()),
    })
    .await
}

pub(crate) async fn knock(State(server): Node, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    work(server, move |server| {
        let (headers, token) = (&parts.headers, parts.uri.path().trim_start_matches("/in/").to_string());
        let unit = server.invited(&token).and_then(|viewer| match viewer {
            Some(viewer) => server.ledger.look(|look| look.unit(ledger::Scope::Node, viewer.unit)),
            None => Ok(None),
        });
        match unit {
            Ok(Some(unit)) => {
                server.bare(headers, StatusCode::OK, "in-window", |say| entrance::come_in(say, &token, &unit.name))
            }
            Ok(None) => server.bare(headers, StatusCode::NOT_FOUND, "in-gone", entrance::gone),
            Err(fault) => server.fault(headers, &fault.into()),
        }
    })
    .await
}

pub(crate) async fn enter(State(server): Node, headers: HeaderMap, body: Bytes) -> Response {
    work(server, move |server| {
        if !guard::from_here(&headers, token(&headers).is_some()) {
            return from_elsewhere(server, &headers);
        }
        let Some(fields) = Fields::read(&body).filter(|fields| fields.once(&[])) else {
            return server.fault(&headers, &Fault::garbled());
        };
        let link = fields.get("token").unwrap_or("");
        let session = server.invited(link).and_then(|viewer| match viewer {
            Some(_) => server.accounts.enter(link, (server.clock)(), server.bytes()),
            None => Ok(None),
        });
        match session {
            Ok(Some(session)) => {
                // Whoever comes in anew leaves what they were before.
                match token(&headers).map_or(Ok(()), |before| server.accounts.leave(&before)) {
                    Ok(()) => with_cookie(elsewhere("/"), &session, account::SESSION_DAYS * 86_400),
                    Err(fault) => server.fault(&headers, &fault.into()),
                }
            }
            Ok(None) => server.bare(&headers, StatusCode::NOT_FOUND, "in-gone", entrance::gone),
            Err(fault) => server.fault(&headers, &fault.into()),
        }
    })
    .await
}

pub(crate) async fn leave(State(server): Node, headers: HeaderMap) -> Response {
    work(server, move |server| {
        let Some(token) = token(&headers) else { return elsewhere("/") };
        if !guard::from_here(&headers, true) {
            return from_elsewhere(server, &headers);
        }
        match server.accounts.leave(&token) {
            Ok(()) => with_cookie(elsewhere("/"), "", 0),
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
    let posted = matches!(request.uri().path(), "/in" | "/out" | "/do");
    let fault = Fault::Unfit(StatusCode::METHOD_NOT_ALLOWED, "unfit-method");
    let mut answer = server.fault(request.headers(), &fault);
    answer.headers_mut().insert(ALLOW, HeaderValue::from_static(if posted { "POST" } else { "GET, HEAD" }));
    answer
}

fn from_elsewhere(server: &Server, headers: &HeaderMap) -> Response {
    server.bare(headers, StatusCode::FORBIDDEN, "from-elsewhere", |say| {
        entrance::sorry(say, "from-elsewhere", "from-elsewhere-next")
    })
}

fn with_cookie(mut answer: Response, session: &str, seconds: i64) -> Response {
    let cookie = format!("{COOKIE_NAME}={session}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}");
    answer.headers_mut().extend(HeaderValue::from_str(&cookie).map(|cookie| (SET_COOKIE, cookie)));
    answer
}
