//! Pages that are the same for everybody who is not signed in: made once while the books are the same, and handed out with
//! fresh ids for their forms each time. It knows no page.

use std::cell::RefCell;

use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::Response;
use book::CommandId;
use charter::calendar::Day;
use words::Language;

use crate::fault::Result;
use crate::http::{Server, wants_json};
use crate::layout::lay_out;
use crate::page::{Page, Reply};
use crate::show::told;
use crate::visit::Visit;

/// A page in pieces. Between them stand ids of its forms, which everybody gets fresh: who sends one is not told by it.
pub(crate) struct Pieces {
    /// Each piece, and which id follows it.
    pieces: Vec<(String, usize)>,
    last: String,
    ids: usize,
}

fn name(path: &str, language: Language, today: Day) -> String {
    format!("{path}/{}/{today}", language.tag())
}

impl Server {
    /// The page that is kept for an address, for those who bring no session and ask for nothing else. It could be shown in
    /// this state of the tables, or it would not be there. It is asked for on a thread that carries requests, so nothing is
    /// drawn here, no connection is opened, and the tables are asked only where a page of that address is kept.
    pub(crate) fn kept_page(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
        let reads = matches!(*method, Method::GET | Method::HEAD);
        if !reads || uri.query().is_some() || self.token(headers).is_some() || wants_json(headers) {
            return None;
        }
        let (language, now) = (self.words(headers).language(), (self.clock)());
        if !self.shelf.keeps_page(uri.path()) {
            return None;
        }
        let kept = self.ledger.glance(|look| {
            let name = name(uri.path(), language, look.rules()?.zone().day(now));
            Ok(self.shelf.kept_page::<Pieces>(look.state()?, now, &name))
        });
        let kept = kept?.ok()??;
        let mut ids = vec![[0; 16]; kept.ids];
        self.fill(ids.as_flattened_mut());
        let ids = ids.into_iter().map(CommandId).collect::<Vec<_>>();
        Some(told(StatusCode::OK, Reply::Html(kept.join(&ids))))
    }
}

impl Visit<'_> {
    /// The page as an answer, kept under its own address for those who are not signed in and have typed nothing, not even
    /// the address in another way: it stands in the forms. Whether it may be shown is looked up before; then it is for as
    /// long as the tables are in this state, so it depends on nothing but them, the day and the language.
    pub fn page_for_all<P: Page>(&self, name: &str, page: impl FnOnce() -> Result<P>) -> Result<Reply> {
        let plain =
            self.path == name && self.session.is_none() && self.typed.is_none() && self.query.query().is_empty();
        if self.json || !plain {
            return self.page(None, &page()?);
        }
        let name = self::name(name, self.say.words.language(), self.say.today);
        let kept = self.shelf.keep_page(self.look.state()?, self.now, &name, || {
            let given = RefCell::new(vec![]);
            let fresh = || {
                let id = (self.fresh)();
                given.borrow_mut().push(id);
                id
            };
            let html = lay_out(self, None, &page()?, &fresh)?;
            Ok(Pieces::cut(&html, &given.borrow()))
        })?;
        let ids = (0..kept.ids).map(|_| (self.fresh)()).collect::<Vec<_>>();
        Ok(Reply::Html(kept.join(&ids)))
    }
}

impl Pieces {
    /// Cuts a page where one of these ids stands.
    pub fn cut(html: &str, ids: &[CommandId]) -> Pieces {
        let of = |(which, id): (usize, &CommandId)| {
            let id = id.to_string();
            html.match_indices(&id).map(|(at, id)| (at, at + id.len(), which)).collect::<Vec<_>>()
        };
        let mut cuts = ids.iter().enumerate().flat_map(of).collect::<Vec<_>>();
        cuts.sort_unstable();
        let (mut pieces, mut from) = (vec![], 0);
        for (at, end, which) in cuts {
            pieces.push((html[from..at].to_string(), which));
            from = end;
        }
        Pieces { pieces, last: html[from..].to_string(), ids: ids.len() }
    }

    /// Puts it together with other ids.
    pub fn join(&self, ids: &[CommandId]) -> String {
        let ids = ids.iter().map(CommandId::to_string).collect::<Vec<_>>();
        let long = |(piece, which): &(String, usize)| piece.len() + ids[*which].len();
        let mut html = String::with_capacity(self.pieces.iter().map(long).sum::<usize>() + self.last.len());
        for (piece, which) in &self.pieces {
            html += piece;
            html += &ids[*which];
        }
        html + &self.last
    }
}
