//! Ending letters by the address that came with one: with a press on its page, or by a program that presses for its reader
//! (RFC 8058). Looking ends nothing, since programs look at every address in a letter.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

use super::STOP;
use crate::entrance;
use crate::fault::Fault;
use crate::http::Server;
use crate::ways::{Node, work};

pub(crate) async fn ask(State(server): Node, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    work(server, move |server| match server.accounts.mail_of(token(parts.uri.path())) {
        Ok(Some(_)) => server.bare(&parts.headers, StatusCode::OK, "mail-stop-head", |say| {
            html! {
                div.narrow.flow {
                    h1 { (say.t("mail-stop-head")) }
                    p.lede { (say.t("mail-stop-lede")) }
                    form.flow method="post" action=(parts.uri.path()) { button.button.main { (say.t("mail-stop-yes")) } }
                }
            }
        }),
        Ok(None) => server.fault(&parts.headers, &Fault::NotFound),
        Err(fault) => server.fault(&parts.headers, &fault.into()),
    })
    .await
}

pub(crate) async fn stop(State(server): Node, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    work(server, move |server| match server.stop(token(parts.uri.path())) {
        Ok(()) => server.bare(&parts.headers, StatusCode::OK, "mail-stopped", |say| {
            entrance::sorry(say, "mail-stopped", "mail-stopped-next")
        }),
        Err(fault) => server.fault(&parts.headers, &fault),
    })
    .await
}

impl Server {
    fn stop(&self, token: &str) -> crate::Result<()> {
        let (unit, person) = self.accounts.mail_of(token)?.ok_or(Fault::NotFound)?;
        Ok(self.accounts.stop_mail(unit, person)?)
    }
}

fn token(path: &str) -> &str {
    path.strip_prefix(STOP).unwrap_or("")
}
