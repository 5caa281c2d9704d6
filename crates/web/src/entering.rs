//! Coming in: by a link, by a name and a password, by a code on paper, or by a passkey.

use std::net::IpAddr;
use std::time::Duration;

use account::{Network, Opens, PasskeyError, SESSION_DAYS, Session};
use axum::extract::{Request, State};
use axum::http::header::{RETRY_AFTER, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;

use crate::deed::is_ours;
use crate::entrance::{self, Door};
use crate::fault::Fault;
use crate::fields::Fields;
use crate::http::{Peer, Server, elsewhere};
use crate::threshold::BODY_BYTES;
use crate::ways::{Node, from_elsewhere, with_cookie, work};

/// Where everybody comes in. A link carries its secret behind a `#`, where no server and no log sees it.
pub(crate) const IN: &str = "/in";

/// The door with everything by which one comes in.
pub(crate) async fn show(State(server): Node, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    work(server, move |server| {
        let query = Fields::read(parts.uri.query().unwrap_or("").as_bytes()).unwrap_or_default();
        let back = query.get("back").filter(|back| is_ours(back)).unwrap_or("/").to_string();
        door(server, &parts.headers, StatusCode::OK, "in-window", None, &back)
    })
    .await
}

/// Lets somebody in, or says why not.
pub(crate) async fn enter(State(server): Node, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if !server.is_from_here(&parts.headers, server.token(&parts.headers).is_some()) {
        return from_elsewhere(&server, &parts.headers);
    }
    let body = axum::body::to_bytes(body, BODY_BYTES).await.unwrap_or_default();
    let Some(fields) = Fields::read(&body).filter(|fields| fields.once(&[])) else {
        return server.fault(&parts.headers, &Fault::garbled());
    };
    let Ok(_place) = server.doorway.try_acquire() else { return slowly(&server, &parts.headers, 1_000) };
    let (tried, network) = (tried(&fields), network(&server, &parts));
    match tried.as_ref().map_or(Ok(0), |tried| server.pace.enter(tried, network, (server.clock)())) {
        Err(wait) => return slowly(&server, &parts.headers, wait),
        Ok(wait) => tokio::time::sleep(Duration::from_millis(wait.unsigned_abs())).await,
    }
    let _turn = server.turns.acquire().await;
    work(server.clone(), move |server| {
        let back = fields.get("back").filter(|back| is_ours(back)).unwrap_or("/");
        match begun(server, &parts.headers, &fields) {
            Ok(Some(session)) => {
                tried.iter().for_each(|tried| server.pace.got_in(tried, network));
                // Where another node keeps the book, this one cannot vouch in it.
                let vouched = server.enrol(&session, session.viewer.unit).and_then(|()| server.name_passkeys(&session));
                if let Err(fault @ Fault::Ledger(_)) = vouched {
                    server.log(&fault);
                }
                come_in(server, &parts.headers, &session, back)
            }
            Ok(None) if fields.get("token").is_some() => {
                server.bare(&parts.headers, StatusCode::NOT_FOUND, "in-gone", entrance::gone)
            }
            Ok(None) => door(server, &parts.headers, StatusCode::FORBIDDEN, "in-not-so", Some("in-not-so"), back),
            Err(fault) => server.fault(&parts.headers, &fault),
        }
    })
    .await
}

pub(crate) fn slowly(server: &Server, headers: &HeaderMap, wait: i64) -> Response {
    let seconds = (wait + 999) / 1000;
    let status = StatusCode::TOO_MANY_REQUESTS;
    let mut answer = server.bare(headers, status, "in-slowly", |say| entrance::slowly(say, seconds));
    answer.headers_mut().extend(HeaderValue::from_str(&seconds.to_string()).map(|it| (RETRY_AFTER, it)));
    answer
}

/// The session that a form begins, if what it brings opens an account that stands for anybody today.
fn begun(server: &Server, headers: &HeaderMap, fields: &Fields) -> Result<Option<Session>, Fault> {
    let (now, device, accounts) = ((server.clock)(), device(headers), &server.accounts);
    let get = |name| fields.get(name).unwrap_or("");
    let session = match fields.get("by").unwrap_or("") {
        "link" => {
            let token = get("token").trim().rsplit('#').next().unwrap_or("").to_string();
            match accounts.invited(&token, now)? {
                None => personally(server, &token, device)?,
                // A link to what has ended meanwhile stays good for nothing.
                Some(link) if server.present(link.viewer.clone(), false)?.is_some() => {
                    accounts.enter(&token, device, now, [server.bytes(), server.bytes()], |account| {
                        Ok(server.present(account.viewer.clone(), account.waits)?.is_some_and(|who| who.term.is_some()))
                    })?
                }
                _ => None,
            }
        }
        "password" if get("password").len() > account::PASSWORD_BYTES => {
            return Err(Fault::Unfit(StatusCode::BAD_REQUEST, "unfit-form"));
        }
        "password" => {
            accounts.by_password((get("name"), get("password")), &server.hashing, device, now, server.bytes())?
        }
        "code" => accounts.by_code(get("code"), device, now, server.bytes())?,
        "passkey" => by_passkey(server, fields, device)?,
        _ => return Err(Fault::garbled()),
    };
    let Some(session) = session else { return Ok(None) };
    let stands = server.stands(&session)?.is_some() || session.waits;
    if !stands {
        accounts.leave(&session.token)?;
    }
    Ok(Some(session).filter(|_| stands))
}

/// The session that somebody's own link begins, where they are still on the roll.
fn personally(server: &Server, token: &str, device: &str) -> Result<Option<Session>, Fault> {
    let now = (server.clock)();
    let Some(viewer) = server.accounts.personally(token, Opens::Mine, now)? else { return Ok(None) };
    if server.present(viewer.clone(), false)?.is_none() {
        return Ok(None);
    }
    Ok(server.accounts.come_in_personally(&viewer, device, now, [server.bytes(), server.bytes()])?)
}

fn by_passkey(server: &Server, fields: &Fields, device: &str) -> Result<Option<Session>, Fault> {
    let ticket = fields.get("ticket").and_then(|ticket| ticket.parse::<book::CommandId>().ok());
    let (Some(passkeys), Some(ticket)) = (&server.passkeys, ticket) else { return Ok(None) };
    let answer = (ticket.0, fields.get("credential").unwrap_or(""));
    match passkeys.by_key(&server.accounts, answer, device, (server.clock)(), server.bytes()) {
        Ok(session) => Ok(Some(session)),
        Err(PasskeyError::Ledger(fault)) => Err(fault.into()),
        Err(_) => Ok(None),
    }
}

fn come_in(server: &Server, headers: &HeaderMap, session: &Session, back: &str) -> Response {
    // Whoever comes in anew leaves what they were before.
    let left = server.token(headers).map_or(Ok(()), |before| server.accounts.leave(&before));
    let to = if back == "/" { server.home(session) } else { back.to_string() };
    match left {
        Ok(()) => with_cookie(server, elsewhere(&to), &session.token, SESSION_DAYS * 86_400),
        Err(fault) => server.fault(headers, &fault.into()),
    }
}

fn door(
    server: &Server,
    headers: &HeaderMap,
    status: StatusCode,
    title: &str,
    wrong: Option<&'static str>,
    back: &str,
) -> Response {
    let ticket = server.fresh();
    let asked = server.passkeys(headers).map(|passkeys| passkeys.ask_one(ticket.0, (server.clock)()));
    let passkey = match asked.transpose() {
        Ok(asked) => asked.map(|asked| (ticket.to_string(), asked.to_string())),
        Err(_) => None,
    };
    let plain = !server.is_secure() && passkey.is_none();
    server.bare(headers, status, title, |say| entrance::come_in(say, &Door { passkey, wrong, back, plain }))
}

/// What is tried: a name; or the secret itself, of which nobody guesses one in a lifetime. No passkey can be guessed.
fn tried(fields: &Fields) -> Option<String> {
    let field = match fields.get("by") {
        Some("password") => "name",
        Some("code") => "code",
        Some("link") => "token",
        _ => return None,
    };
    Some(fields.get(field).unwrap_or("").trim().to_lowercase())
}

/// Where a request comes from: the peer, or what the one proxy that is believed says of it.
pub(crate) fn network(server: &Server, parts: &Parts) -> Network {
    let peer = parts.extensions.get::<Peer>().map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.0);
    let forwarded = parts.headers.get_all("x-forwarded-for").iter().next_back();
    let forwarded = forwarded.filter(|_| server.reached.proxy == Some(peer));
    let last = forwarded.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    Network::of(last.unwrap_or(peer))
}

/// What kind of browser it is, for its owner's list: a word of ours, and nothing of what it sent.
fn device(headers: &HeaderMap) -> &'static str {
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or("");
    let known = ["Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux"];
    known.into_iter().find(|name| agent.contains(name)).unwrap_or("")
}
