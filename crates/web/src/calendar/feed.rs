//! The answer at the address of a calendar: whoever holds the address is its owner, as long as they are on the roll.
//! What is not good is answered like what never was, and the address stands in no log of ours.

use account::{Opens, Viewer};
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use ledger::Scope;

use super::text::{Class, choose, text};
use super::{FEED, KIND};
use crate::fault::{Fault, Result};
use crate::http::{Server, tagged};
use crate::say::Say;
use crate::ways::{Node, work};

pub(crate) async fn show(State(server): Node, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let token = parts.uri.path().strip_prefix(FEED).unwrap_or("");
    // Some programs take nothing for a calendar whose address does not end so.
    let token = token.strip_suffix(".ics").unwrap_or(token).to_string();
    work(server, move |server| match server.calendar(&token, &parts.headers) {
        Ok(text) => tagged(&parts.headers, KIND, text.into_bytes()),
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
            Ok(Some(text(&unit.name, Class::Private, &choose(dated, &zone, say.today))))
        });
        made?.ok_or(Fault::NotFound)
    }
}
