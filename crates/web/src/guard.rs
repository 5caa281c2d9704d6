//! Whether a request that changes something comes from a page of ours.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

/// A browser tells where a form stood; one that tells nothing may not bring a session.
pub fn from_here(headers: &HeaderMap, has_session: bool) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text(ORIGIN.as_str())) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = text(HOST.as_str()).unwrap_or("");
            origin.split_once("://").is_some_and(|(_, of)| !host.is_empty() && of == host)
        }
        (None, None) => !has_session,
    }
}
