//! A visitor without a browser: opens addresses, fills in forms, and tells what a page says.

use std::path::Path;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use charter::calendar::Moment;
use ledger::{Node, Store};
use tower::ServiceExt;
use web::Server;

use super::markup::{Form, forms, told};

/// Pages of a folder at one moment.
pub struct Pages {
    server: Arc<Server>,
    runtime: tokio::runtime::Runtime,
}

/// What a visitor keeps from page to page.
#[derive(Clone, Default)]
pub struct Visitor {
    /// The session.
    pub cookie: Option<String>,
    /// The page they are at.
    pub at: String,
    /// What it says.
    pub page: String,
    /// The status it came with.
    pub status: u16,
    /// What stood behind the # of the address: the page's script puts it into its field.
    pub behind: Option<String>,
    /// More headers that they send.
    pub headers: Vec<(&'static str, String)>,
}

/// The name that the pages of a test go by.
pub const HOST: &str = "sward.test";

const LONGEST: usize = 20_000_000;

impl Pages {
    /// Serves a folder, by the clock of a test.
    pub fn of(dir: &Path, device: &Path, now: Moment) -> Pages {
        Pages::reached(dir, device, now, web::Reached { names: vec![HOST.into()], ..Default::default() })
    }

    /// The same, reached in another way.
    pub fn reached(dir: &Path, device: &Path, now: Moment, reached: web::Reached) -> Pages {
        let bytes = std::fs::read(device).unwrap();
        let unlocked = || keys::Device::unlock(&bytes, super::PASSPHRASE.as_bytes()).unwrap();
        let device = keys::Device::plain(&bytes).unwrap_or_else(unlocked);
        let folder = ledger::Folder::new(dir, device.files.clone());
        let random = || -> ledger::Random { Box::new(|bytes| getrandom::fill(bytes).unwrap()) };
        let node = Node { secret: book::Secret::new(&device.seed), random: random() };
        let store = Store::open(&folder, sward::kinds::kinds(), node).unwrap();
        let server = Server::new(store, &folder, sward::pages::site(), Box::new(move || now), random()).unwrap();
        let server = server.reached(reached);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        Pages { server: Arc::new(server), runtime }
    }

    /// Listens on this machine, as the program does.
    pub fn listen(&self) -> std::net::SocketAddr {
        self.listen_by(None)
    }

    /// The same with a certificate.
    pub fn listen_by(&self, tls: Option<web::Tls>) -> std::net::SocketAddr {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let (at, server) = (listener.local_addr().unwrap(), self.server.clone());
        self.runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            web::serve(listener, server, tls, std::future::pending()).await
        });
        at
    }

    /// Does something with the runtime that serves them.
    pub fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// One request, as it is.
    pub fn answer(&self, request: Request<Body>) -> (Response<()>, Vec<u8>) {
        self.runtime.block_on(async {
            let answer = self.server.clone().router().oneshot(request).await.unwrap();
            let (parts, body) = answer.into_parts();
            (Response::from_parts(parts, ()), to_bytes(body, LONGEST).await.unwrap().to_vec())
        })
    }
}

impl Visitor {
    /// Opens an address, and goes on where it leads.
    pub fn open(&mut self, pages: &Pages, address: &str) -> &mut Visitor {
        let path = match address.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
            None => address,
        };
        let (path, behind) =
            path.split_once('#').map_or((path, None), |(path, behind)| (path, Some(behind.to_string())));
        self.behind = behind.or(self.behind.take());
        self.send(pages, Request::get(path), Body::empty(), path.into())
    }

    /// Presses a button, with fields filled in; `fields` are pairs of name and value.
    pub fn press(&mut self, pages: &Pages, button: &str, fields: &[(String, String)]) -> &mut Visitor {
        let form =
            self.form(button).unwrap_or_else(|| panic!("no button '{button}' at {}:\n{}", self.at, told(&self.page)));
        let token = self.behind.take_if(|_| button == "Come in").map(|token| ("token".to_string(), token));
        let fields = fields.iter().cloned().chain(token).collect::<Vec<_>>();
        let body = form.filled(button, &fields);
        let request = Request::post(&form.action).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(pages, request, Body::from(body), form.action)
    }

    /// Follows the link of these words.
    pub fn follow(&mut self, pages: &Pages, words: &str) -> &mut Visitor {
        let to = self.link(words).unwrap_or_else(|| panic!("no link '{words}' at {}:\n{}", self.at, told(&self.page)));
        self.open(pages, &to)
    }

    /// Where the link of these words leads.
    pub fn link(&self, words: &str) -> Option<String> {
        super::markup::link(&self.page, words)
    }

    /// The form that a button stands in.
    pub fn form(&self, button: &str) -> Option<Form> {
        forms(&self.page).into_iter().find(|form| form.has(button))
    }

    /// What a visitor sees first: what was just done or refused, and the page's heading.
    pub fn glance(&self) -> String {
        let heading = super::markup::heading(&self.page).unwrap_or_default();
        let lines = self.lines();
        let above = lines.iter().skip_while(|line| *line != "Skip to the page").skip(1);
        let above = above.filter(|line| !line.ends_with(": your page"));
        let mut seen = above.take_while(|line| **line != heading).cloned().collect::<Vec<_>>();
        seen.push(format!("# {heading}"));
        if self.status >= 400 {
            seen.push(format!("(status {})", self.status));
        }
        seen.join("\n") + "\n"
    }

    /// What the page says, line by line.
    pub fn lines(&self) -> Vec<String> {
        told(&self.page).lines().map(String::from).collect()
    }

    fn send(
        &mut self,
        pages: &Pages,
        mut request: axum::http::request::Builder,
        body: Body,
        path: String,
    ) -> &mut Visitor {
        request = request.header(header::HOST, HOST).header("sec-fetch-site", "same-origin");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let (answer, bytes) = pages.answer(request.body(body).unwrap());
        let text = |name| answer.headers().get(name).map(|value| value.to_str().unwrap().to_string());
        if let Some(cookie) = text(header::SET_COOKIE) {
            self.cookie = cookie.split(';').next().map(String::from);
        }
        if answer.status() == StatusCode::SEE_OTHER {
            let to = text(header::LOCATION).unwrap();
            return self.open(pages, &to);
        }
        (self.at, self.page, self.status) = (path, String::from_utf8(bytes).unwrap(), answer.status().as_u16());
        self
    }
}
