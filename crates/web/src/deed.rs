//! Doing: a form becomes commands, once; what was typed stays where it is refused or the machine fails.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::PoisonError;

use account::Session;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use book::{CommandId, Kind, SubjectId, UnitId};
use charter::Refusal;
use charter::accounts::{Enrol, Enrolment};
use charter::offices::{self, Offices};
use ledger::{Term, Wish, own_subject};
use serde_json::json;

use crate::access::Noted;
use crate::answers::Answer;
use crate::entrance;
use crate::fault::{Fault, Result, Wrong};
use crate::fields::Fields;
use crate::form::Typed;
use crate::http::{Server, answer, elsewhere, wants_json};
use crate::page::{Flash, Reply};
use crate::sent::Sent;
use crate::show::{Around, JSON, told};
use crate::signing;
use crate::site::{Asked, Deed, Plan, Who};

/// Bytes of the address to which a form leads back.
const BACK_BYTES: usize = 2_000;

impl Server {
    /// Does what a form asks for.
    pub(crate) fn act(&self, headers: &HeaderMap, sent: Option<Sent>) -> Response {
        let sent = sent.filter(|sent| sent.fields.once(self.site.many));
        let anybody = sent.as_ref().and_then(|sent| self.deed(&sent.fields)).is_some_and(Deed::is_open);
        if !self.is_from_here(headers, !anybody || self.token(headers).is_some()) {
            return self.bare(headers, StatusCode::FORBIDDEN, "from-elsewhere", |say| {
                entrance::sorry(say, "from-elsewhere", "from-elsewhere-next")
            });
        }
        let Some(sent) = sent else { return self.fault(headers, &Fault::garbled()) };
        let fields = &sent.fields;
        let session = match self.session(headers) {
            Ok(None) if !anybody => return self.lost(headers, &Fault::SignIn, fields),
            Ok(session) => session,
            Err(fault) => return self.lost(headers, &fault.into(), fields),
        };
        let back = fields.get("back").filter(|back| is_ours(back)).unwrap_or("/").to_string();
        let (path, query) = back.split_once('?').unwrap_or((&back, ""));
        let query = Fields::read(query.as_bytes()).unwrap_or_default();
        let token = session.as_ref().map(|session| session.token.clone());
        let mut around = Around { headers, session, path, query, typed: None, flash: None, rights: Cell::new(None) };
        let answer = match self.once(&around, &sent) {
            Ok(Done::Shown(reply)) => told(StatusCode::OK, reply),
            Ok(Done::Answered(answer)) => self.answered(headers, token, answer, back.clone()),
            Err(fault @ (Fault::Wrong(_) | Fault::Ledger(_))) if !wants_json(headers) => {
                self.again(&mut around, sent.fields, &fault)
            }
            Err(fault) => self.fault(headers, &fault),
        };
        self.renewed(&around, answer)
    }

    /// Tells what came of a form.
    fn answered(&self, headers: &HeaderMap, token: Option<account::Token>, done: Answer, back: String) -> Response {
        let Answer { flash, to, .. } = done;
        if wants_json(headers) {
            let said = self.tell(headers, &flash.told);
            let body = json!({ "done": true, "said": said, "to": to.unwrap_or(back) }).to_string();
            return answer(StatusCode::OK, JSON, None, body);
        }
        if let Some(token) = token.filter(|_| !flash.told.name.is_empty()) {
            self.flash(token, flash);
        }
        elsewhere(&to.unwrap_or(back))
    }

    /// The page on which the form stood, with what was typed and what is wrong.
    fn again(&self, around: &mut Around, fields: Fields, fault: &Fault) -> Response {
        let wrong = match fault {
            Fault::Wrong(wrong) => wrong.clone(),
            _ => Wrong { message: fault.said().1, ..Wrong::default() },
        };
        self.log(fault);
        let deed = fields.get("deed").unwrap_or("").to_string();
        let subject = fields.get("subject").and_then(|subject| subject.parse().ok());
        around.typed = Some(Typed { deed, subject, fields: fields.clone(), wrong });
        match self.view(around) {
            Ok(reply @ (Reply::Html(_) | Reply::Json(_))) => told(fault.status(), reply),
            // The page is not there, or cannot be shown now: what was typed is shown without it.
            Ok(Reply::Elsewhere(_) | Reply::File { .. } | Reply::Shown { .. }) | Err(_) => {
                self.lost(around.headers, fault, &fields)
            }
        }
    }

    /// Does a form, or answers as the first time.
    fn once(&self, around: &Around, sent: &Sent) -> Result<Done> {
        let id: CommandId = sent.fields.get("id").and_then(|id| id.parse().ok()).ok_or(Fault::NotFound)?;
        let account = around.session.as_ref().map(|session| session.account);
        let place = self.answers.place((account, id));
        // The same form waits here while another thread does it.
        let mut first = place.lock().unwrap_or_else(PoisonError::into_inner);
        let digest = sent.digest();
        match &*first {
            Some(answer) if answer.digest == digest => return Ok(Done::Answered(answer.clone())),
            Some(_) => return Err(Refusal::OtherBytes.into()),
            None => {}
        }
        let (unit, plan, noted) = self.planned(around, sent, id)?;
        let Plan { wishes, drafts, intake, told, undo, to, settles, vouches, shown } = plan;
        let (wrote, only) = (!wishes.is_empty(), <[Wish; 1]>::try_from(wishes.clone()).ok());
        match (self.write(around, wishes), only) {
            (Err(Fault::Wrong(wrong)), Some([wish])) if wrong.message == Refusal::TwoSign.code() => {
                let page = self.look(around, None, |visit| signing::ask_first(visit, &wish))?;
                return Ok(Done::Shown(page));
            }
            (written, _) => written?,
        }
        if let Some(session) = around.session.as_ref().filter(|_| vouches)
            && let Err(fault) = self.name_passkeys(session)
        {
            self.log(&fault);
        }
        if let Some(settled) = settles {
            self.accounts.drop_to_sign(settled)?;
        }
        // A draft that a command made good is thrown away once the command is in the book.
        self.shelf.put(&drafts, (self.clock)())?;
        if !self.shelf.take_in(&intake)? {
            return Err(Fault::field("", "intake-full"));
        }
        self.note(noted, around.session.as_ref(), None);
        if let Some(shown) = shown {
            return Ok(Done::Shown(shown));
        }
        let answer = Answer { digest, flash: Flash { told, undo: undo.map(|undo| (unit, undo)) }, to };
        // Drafts may be put down again and again, from one page.
        *first = wrote.then(|| answer.clone());
        Ok(Done::Answered(answer))
    }

    /// The deed that a form asks for. It may have a second button for another: the button's own stands last.
    pub(crate) fn deed(&self, fields: &Fields) -> Option<&Deed> {
        let name = fields.all("deed").last();
        self.site.deeds.iter().find(|deed| Some(deed.name) == name)
    }

    /// What a form asks for, of which unit, and what is to be noted once it is done.
    fn planned(&self, around: &Around, sent: &Sent, id: CommandId) -> Result<(UnitId, Plan, Noted)> {
        let Sent { fields, file } = sent;
        let deed =
            self.deed(fields).filter(|deed| self.opens(around.session.as_ref(), deed.name)).ok_or(Fault::NotFound)?;
        let subject: SubjectId =
            fields.get("subject").and_then(|subject| subject.parse().ok()).ok_or(Fault::NotFound)?;
        let unit: UnitId = fields.get("unit").and_then(|unit| unit.parse().ok()).ok_or(Fault::NotFound)?;
        let (noted, plan) = self.looked(around, None, |visit| {
            let (unit, actor) = match deed.who {
                Who::Writers => visit.writing(unit)?,
                Who::With(right) => visit.having(right, unit)?,
                Who::Officers => visit.in_office(unit)?,
                Who::Own => visit.owning(unit)?,
                Who::Managers => visit.managing(unit)?,
                Who::Anybody | Who::PassersBy => visit.anybody(unit)?,
            };
            let fields = &fields.clean(&visit.say)?;
            let file = file.as_deref();
            (deed.make)(&Asked { visit, fields, file, id, unit, subject, who: deed.who, actor })
        })?;
        match plan {
            Ok(plan) => Ok((unit, plan, noted)),
            Err(fault) => {
                self.note(noted, around.session.as_ref(), Some(&fault));
                Err(fault)
            }
        }
    }

    /// Puts commands into the books, one after another: where one is refused, those that stand on it are not done.
    /// In a record they are attested by the account that asks.
    fn write(&self, around: &Around, wishes: Vec<Wish>) -> Result<()> {
        let units = wishes.iter().map(|wish| wish.unit).collect::<BTreeSet<_>>();
        let mut enrolled = false;
        for wish in wishes {
            let in_record = self.ledger.book_of(&wish.kind) == Some(Kind::Record);
            // What the keeper puts down is nobody's word in particular.
            let own = in_record && wish.actor != Term::Keeper;
            let wish = match around.session.as_ref().filter(|_| own) {
                Some(session) => {
                    if !std::mem::replace(&mut enrolled, true) {
                        self.enrol(session, wish.unit)?;
                    }
                    wish.by(session.account)
                }
                None => wish,
            };
            self.ledger.act(wish)?;
        }
        for unit in &units {
            // The form is done whatever comes of this: what is not told now is told with the next one, or at dusk.
            if let Err(fault) = self.follow(*unit) {
                self.log(&fault);
            }
        }
        Ok(())
    }

    /// Writes down in the record, once, that this node vouches for an account.
    pub(crate) fn enrol(&self, session: &Session, unit: UnitId) -> Result<()> {
        let subject = SubjectId(session.account.0);
        let (at, person) = (self.ledger.device(), session.viewer.person);
        let known: Option<Enrolment> = self.ledger.look(|look| look.subject(unit, subject))?;
        if known.is_some_and(|known| known.is_at(at)) {
            return Ok(());
        }
        let enrol = Enrol::Enrolled { at, person };
        let wish = Wish::new::<Enrolment>(self.fresh(), unit, subject, Term::Keeper, (self.clock)(), &enrol)?;
        self.ledger.act(wish)?;
        Ok(())
    }

    /// Names the passkeys of an account beside the term that its owner holds, in the bulletin: by these, others check
    /// what its owner signs.
    pub(crate) fn name_passkeys(&self, session: &Session) -> Result<()> {
        let (Some(passkeys), Some(viewer)) = (&self.passkeys, self.stands(session)?) else {
            return Ok(());
        };
        let Some(Term::Office { unit, office, number }) = viewer.term else { return Ok(()) };
        let own = own_subject(unit);
        let offices: Offices = self.ledger.look(|look| look.subject(unit, own))?.unwrap_or_default();
        let running = offices.terms.iter().filter(|term| term.ended.is_none());
        let named = running.flat_map(|term| &term.passkeys).map(|(_, key)| key.clone()).collect::<Vec<_>>();
        for (_, passkey) in passkeys.public(&self.accounts, session.account)? {
            if named.contains(&passkey) {
                continue;
            }
            let key = offices::Command::Key { office, number, passkey };
            let wish = Wish::new::<Offices>(self.fresh(), unit, own, Term::Keeper, (self.clock)(), &key)?;
            match self.ledger.act(wish) {
                // One that cannot stand there keeps no other from it.
                Err(fault) if fault.refusal().is_some() => {}
                done => drop(done?),
            }
        }
        Ok(())
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

/// What came of a form.
enum Done {
    Answered(Answer),
    Shown(Reply),
}

/// Whether an address leads to a page of ours: from the root, and to no other host.
pub(crate) fn is_ours(address: &str) -> bool {
    let clean = address.bytes().all(|byte| (0x21..0x7f).contains(&byte) && byte != b'\\');
    clean && address.len() <= BACK_BYTES && address.starts_with('/') && !address.starts_with("//")
}
