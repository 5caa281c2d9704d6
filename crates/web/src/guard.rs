//! Whether a request that changes something comes from a page of ours.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

/// A browser tells where a form stood, in one header or two, and both must fit; one that tells nothing may not bring
/// a session.
pub fn from_here(headers: &HeaderMap, own: Option<&str>, has_session: bool) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or(""));
    let site = text("sec-fetch-site").map(|site| matches!(site, "same-origin" | "none"));
    let origin = text(ORIGIN.as_str()).map(|origin| {
        let host = text(HOST.as_str()).unwrap_or("");
        let fits = origin.split_once("://").is_some_and(|(_, of)| !host.is_empty() && of.eq_ignore_ascii_case(host));
        // With TLS there is one address, and what stands on the same name without it is another's.
        fits && own.is_none_or(|own| own.eq_ignore_ascii_case(origin))
    });
    match (site, origin) {
        (None, None) => !has_session,
        (site, origin) => site.unwrap_or(true) && origin.unwrap_or(true),
    }
}
