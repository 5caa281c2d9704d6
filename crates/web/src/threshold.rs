//! What stands before every route: whose name a request asks for, and whether a form is one of ours. A body is
//! taken in whole here, within its limits, before anything is worked on: slow ones keep nobody waiting.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use crate::fault::Fault;
use crate::http::Server;
use crate::mail::STOP;
use crate::sent::{self, IN_PARTS};

/// Bytes of one form: the longest minutes, percent-encoded. A file that is attached is smaller.
pub const BODY_BYTES: usize = 700_000;
/// Seconds within which a form must have arrived.
const BODY_SECONDS: u64 = 10;

/// Lets a request through, or answers it.
pub(crate) async fn cross(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let fault = match fault(&server, &parts.method, &parts.uri, &parts.headers) {
        Some(fault) => fault,
        // Nothing but a form has a body that matters.
        None if parts.method != Method::POST => return next.run(Request::from_parts(parts, Body::empty())).await,
        None => match tokio::time::timeout(Duration::from_secs(BODY_SECONDS), to_bytes(body, BODY_BYTES)).await {
            Ok(Ok(body)) => return next.run(Request::from_parts(parts, body.into())).await,
            Ok(Err(_)) => Fault::Unfit(StatusCode::PAYLOAD_TOO_LARGE, "unfit-size"),
            Err(_) => Fault::Unfit(StatusCode::REQUEST_TIMEOUT, "unfit-time"),
        },
    };
    let mut answer = server.fault(&parts.headers, &fault);
    // What is left of the request is not read, so nothing may follow it.
    answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    answer
}

fn fault(server: &Server, method: &Method, uri: &axum::http::Uri, headers: &HeaderMap) -> Option<Fault> {
    let unfit = |status, next| Some(Fault::Unfit(status, next));
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return unfit(StatusCode::BAD_REQUEST, "unfit-form") };
    let host = host.to_str().unwrap_or("");
    let fits = uri.authority().is_none_or(|authority| authority.as_str() == host);
    if !fits || !is_known(host, &server.reached.names) {
        return unfit(StatusCode::MISDIRECTED_REQUEST, "unfit-host");
    }
    if *method != Method::POST {
        return None;
    }
    let header = |name| headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap_or(""));
    let length = header(CONTENT_LENGTH).map(|length| length.parse::<usize>());
    let form = sent::kind(headers);
    match length {
        // Fields of a form stand in its body alone: in an address they would stand in histories and logs.
        _ if uri.query().is_some() || headers.contains_key(TRANSFER_ENCODING) => {
            unfit(StatusCode::BAD_REQUEST, "unfit-form")
        }
        Some(Err(_)) => unfit(StatusCode::BAD_REQUEST, "unfit-form"),
        Some(Ok(length)) if length > BODY_BYTES => unfit(StatusCode::PAYLOAD_TOO_LARGE, "unfit-size"),
        _ if header(CONTENT_ENCODING).is_some_and(|coding| !coding.eq_ignore_ascii_case("identity")) => {
            unfit(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unfit-form")
        }
        // A button alone sends no field; it may say nothing of its kind.
        None | Some(Ok(0)) if form.is_none() => None,
        // What presses there for a reader of mail may send its one field in either way (RFC 8058), and it is not read.
        _ if form.as_deref() == Some(IN_PARTS) && uri.path().starts_with(STOP) => None,
        // Which form takes a file, its deed says once it is read.
        _ if form.as_deref() == Some(IN_PARTS) && uri.path() == "/do" => None,
        _ if form.as_deref() != Some("application/x-www-form-urlencoded") => {
            unfit(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unfit-form")
        }
        _ => None,
    }
}

/// Whether a host is this node: one of its names, or a number. Another's name that leads here would let the pages
/// of that name read ours.
fn is_known(host: &str, names: &[String]) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, port),
        _ => (host, "0"),
    };
    let number = name.parse::<Ipv4Addr>().is_ok()
        || name
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .is_some_and(|it| it.parse::<Ipv6Addr>().is_ok());
    let known = |own: &str| own.eq_ignore_ascii_case(name.strip_suffix('.').unwrap_or(name));
    port.parse::<u16>().is_ok() && (number || known("localhost") || names.iter().any(|own| known(own)))
}
