//! Doing: a form becomes commands, once; what was typed stays where it is refused or the machine fails.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use book::{CommandId, SubjectId, UnitId};
use charter::Refusal;
use ledger::Wish;
use serde_json::json;

use crate::answers::Answer;
use crate::fault::{Fault, Result, Wrong};
use crate::fields::Fields;
use crate::form::Typed;
use crate::http::{Server, answer, elsewhere, wants_json};
use crate::page::{Flash, Reply};
use crate::show::{Around, JSON, told};
use crate::site::{Asked, Plan};
use crate::{entrance, guard};

/// Bytes of the address to which a form leads back.
const BACK_BYTES: usize = 2_000;

impl Server {
    /// Does what a form asks for.
    pub(crate) fn act(&self, headers: &HeaderMap, body: &[u8]) -> Response {
        if !guard::from_here(headers, true) {
            return self.bare(headers, StatusCode::FORBIDDEN, "from-elsewhere", |say| {
                entrance::sorry(say, "from-elsewhere", "from-elsewhere-next")
            });
        }
        let Some(fields) = Fields::read(body).filter(|fields| fields.once(self.site.many)) else {
            return self.fault(headers, &Fault::garbled());
        };
        let session = match self.session(headers) {
            Ok(Some(session)) => session,
            Ok(None) => return self.lost(headers, &Fault::SignIn, &fields),
            Err(fault) => return self.lost(headers, &fault.into(), &fields),
        };
        let back = fields.get("back").filter(|back| is_ours(back)).unwrap_or("/").to_string();
        let (path, query) = back.split_once('?').unwrap_or((&back, ""));
        let query = Fields::read(query.as_bytes()).unwrap_or_default();
        let token = session.0.clone();
        let around = Around { headers, session: Some(session), path, query, typed: None, flash: None };
        match self.once(&around, &fields) {
            Ok(Answer { flash, to, .. }) if wants_json(headers) => {
                let said = self.tell(headers, &flash.told);
                let body = json!({ "done": true, "said": said, "to": to.unwrap_or(back) }).to_string();
                answer(StatusCode::OK, JSON, None, body)
            }
            Ok(Answer { flash, to, .. }) => {
                if !flash.told.name.is_empty() {
                    self.flash(token, flash);
                }
                elsewhere(&to.unwrap_or(back))
            }
            Err(fault @ (Fault::Wrong(_) | Fault::Ledger(_))) if !wants_json(headers) => {
                self.again(around, fields, &fault)
            }
            Err(fault) => self.fault(headers, &fault),
        }
    }

    /// The page on which the form stood, with what was typed and what is wrong.
    fn again(&self, mut around: Around, fields: Fields, fault: &Fault) -> Response {
        let wrong = match fault {
            Fault::Wrong(wrong) => wrong.clone(),
            _ => Wrong { message: fault.said().1, ..Wrong::default() },
        };
        self.log(fault);
        let deed = fields.get("deed").unwrap_or("").to_string();
        let subject = fields.get("subject").and_then(|subject| subject.parse().ok());
        around.typed = Some(Typed { deed, subject, fields: fields.clone(), wrong });
        match self.view(&around) {
            Ok(reply @ (Reply::Html(_) | Reply::Json(_))) => told(fault.status(), reply),
            // The page is not there, or cannot be shown now: what was typed is shown without it.
            Ok(Reply::Elsewhere(_)) | Err(_) => self.lost(around.headers, fault, &fields),
        }
    }

    /// Does a form, or answers as the first time.
    fn once(&self, around: &Around, fields: &Fields) -> Result<Answer> {
        let id: CommandId = fields.get("id").and_then(|id| id.parse().ok()).ok_or(Fault::NotFound)?;
        let term = around.session.as_ref().and_then(|(_, viewer)| viewer.term);
        let place = self.answers.place((term, id));
        // The same form waits here while another thread does it.
        let mut first = place.lock().unwrap_or_else(PoisonError::into_inner);
        let digest = blake3::hash(fields.query().as_bytes());
        match &*first {
            Some(answer) if answer.digest == digest => return Ok(answer.clone()),
            Some(_) => return Err(Refusal::OtherBytes.into()),
            None => {}
        }
        let (flash, to, wrote) = self.done(around, fields, id)?;
        let answer = Answer { digest, flash, to };
        // Drafts may be put down again and again, from one page.
        *first = wrote.then(|| answer.clone());
        Ok(answer)
    }

    /// What came of a form, where it leads, and whether anything came into a book.
    fn done(&self, around: &Around, fields: &Fields, id: CommandId) -> Result<(Flash, Option<String>, bool)> {
        // A form may have a second button for another deed: the button's own stands last.
        let name = fields.all("deed").last();
        let deed = self.site.deeds.iter().find(|deed| Some(deed.name) == name).ok_or(Fault::NotFound)?;
        let subject: SubjectId =
            fields.get("subject").and_then(|subject| subject.parse().ok()).ok_or(Fault::NotFound)?;
        let unit: UnitId = fields.get("unit").and_then(|unit| unit.parse().ok()).ok_or(Fault::NotFound)?;
        let plan = self.look(around, None, |visit| {
            let (unit, actor) = visit.writing(unit)?;
            let fields = &fields.clean(&visit.say)?;
            (deed.make)(&Asked { visit, fields, id, unit, subject, actor })
        })?;
        let Plan { wishes, drafts, told, undo, to } = plan;
        let units = wishes.iter().map(|wish| wish.unit).collect::<BTreeSet<_>>();
        // One after another: where one is refused, those that stand on it are not done.
        for wish in wishes {
            self.ledger.act(wish)?;
        }
        // A draft that a command made good is thrown away once the command is in the book.
        self.shelf.put(&drafts, (self.clock)())?;
        for unit in &units {
            // The form is done whatever comes of this: what is not told now is told with the next one, or at dusk.
            if let Err(fault) = self.follow(*unit) {
                self.log(&fault);
            }
        }
        let undo = undo.map(|undo| (unit, undo));
        Ok((Flash { told, undo }, to, !units.is_empty()))
    }

    /// Commands that do not stand on one another.
    fn commit(&self, wishes: Vec<Wish>) -> Result<()> {
        let answers = wishes.into_iter().map(|wish| self.ledger.hand_in(wish)).collect::<ledger::Result<Vec<_>>>()?;
        for answer in answers {
            answer.recv().map_err(|_| ledger::Error::ReadOnly)??;
        }
        Ok(())
    }

    /// Lets the keeper tell the signs that follow; a refusal means that another node keeps the book, and will tell.
    fn follow(&self, unit: UnitId) -> Result<()> {
        let now = (self.clock)();
        let wishes = self.ledger.look(|look| (self.site.follow)(look, unit, now, &mut || self.fresh()))?;
        match self.commit(wishes) {
            Ok(()) | Err(Fault::Wrong(_)) => Ok(()),
            Err(fault) => Err(fault),
        }
    }
}

/// Whether an address leads to a page of ours: from the root, and to no other host.
fn is_ours(address: &str) -> bool {
    let clean = address.bytes().all(|byte| (0x21..0x7f).contains(&byte) && byte != b'\\');
    clean && address.len() <= BACK_BYTES && address.starts_with('/') && !address.starts_with("//")
}
