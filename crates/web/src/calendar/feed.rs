//! The answer at the address of a calendar: whoever holds the address is its owner, as long as they are on the roll.
//! What is not good is answered like what never was, and the address stands in no log of ours.

use account::{Opens, Viewer};
use axum::extract::{Request, State};
use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use ledger::Scope;

use super::text::{choose, text};
use super::{FEED, KIND};
use crate::fault::{Fault, Result};
use crate::http::{Server, answer};
use crate::say::Say;
use crate::ways::{Node, work};

/// Kept by whoever fetched it, and looked at anew each time.
const CACHED: &str = "private, no-cache";

pub(crate) async fn show(State(server): Node, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let token = parts.uri.path().strip_prefix(FEED).unwrap_or("");
    // Some programs take nothing for a calendar whose address does not end so.
    let token = token.strip_suffix(".ics").unwrap_or(token).to_string();
    work(server, move |server| match server.calendar(&token, &parts.headers) {
        Ok(text) => tagged(&parts.headers, text),
        Err(fault) => server.fault(&parts.headers, &fault),
    })
    .await
}

impl Server {
    /// The calendar of whom a token belongs to.
    fn calendar(&self, token: &str, headers: &HeaderMap) -> Result<String> {
        let now = (self.clock)();
        let viewer = self.accounts.personally(token, Opens::Calendar, now)?.ok_or(Fault::NotFound)?;
        let viewer = self.present(viewer, false)?.ok_or(Fault::NotFound)?;
        let Viewer { unit, person: Some(person), .. } = viewer else { return Err(Fault::NotFound) };
        let words = self.words(headers);
        let made = self.ledger.look(|look| {
            let zone = look.rules()?.zone();
            let say = Say { words, zone: &zone, today: zone.day(now) };
            let Some(unit) = look.unit(Scope::Node, unit)? else { return Ok(None) };
            let mut dated = vec![];
            for dates in self.site.dates {
                dated.extend(dates(look, &unit, person, &say)?);
            }
            Ok(Some(text(&unit.name, &choose(dated, &zone, say.today))))
        });
        made?.ok_or(Fault::NotFound)
    }
}

/// It, or that it is what the asker has already.
fn tagged(headers: &HeaderMap, text: String) -> Response {
    let tag = format!("\"{}\"", &blake3::hash(text.as_bytes()).to_hex()[..32]);
    let known = headers.get_all(IF_NONE_MATCH).into_iter().filter_map(|known| known.to_str().ok());
    let mut known = known.flat_map(|known| known.split(',')).map(|known| known.trim().trim_start_matches("W/"));
    let mut answer = match known.any(|known| known == tag) {
        true => answer(StatusCode::NOT_MODIFIED, KIND, Some(CACHED), ""),
        false => answer(StatusCode::OK, KIND, Some(CACHED), text),
    };
    answer.headers_mut().extend(HeaderValue::from_str(&tag).map(|tag| (ETAG, tag)));
    answer
}
