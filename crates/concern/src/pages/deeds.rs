//! What the forms of concerns ask for. Nothing that whoever raised one does is done at once: it waits for the end of the
//! day, under no name and no hour.

use book::{CommandId, Text, UnitId};
use charter::Subject;
use web::{Asked, Fault, Intake, Plan, Result, Told};

use super::raise::Given;
use super::receipt::Looked;
use crate::receipt::drawn;
use crate::{Command, Concern, Receipt, Said, Word, addressees, find, open, read, seal, whole};

/// Takes a concern in, and shows its receipt, once. Sent twice it is one, under one receipt; with another text it is
/// another, under another.
pub fn raise(asked: &Asked) -> Result<Plan> {
    let filled = |name| asked.fields.filled(name).map(|text| Text(text.to_string()));
    let said = Said {
        text: filled("text").ok_or(Fault::field("text", "field-missing"))?,
        name: filled("name"),
        contact: filled("contact"),
        about_an_officer: asked.fields.get("about") == Some("officer"),
    };
    let receipt = Receipt::drawn(asked.id, asked.unit.id, &said).ok_or(Fault::field("text", "too-long"))?;
    let text = locked(asked, asked.unit.id, &said, None)?;
    let command = Command::Raise { key: receipt.secret().signer(), reads: receipt.reads(), text };
    let id = waiting(asked, &receipt.id().0);
    let intake = intake(asked, id, asked.unit.id, receipt.id(), &command)?;
    // What stands in the book already waits no more.
    let intake = if find(asked.visit.look, receipt.id())?.is_none() { vec![intake] } else { vec![] };
    let page = asked.visit.page(None, &Given { code: receipt.code() })?;
    Ok(Plan { intake, shown: Some(page), ..Plan::default() })
}

/// Says that somebody sees to it.
pub fn acknowledge(asked: &Asked) -> Result<Plan> {
    Ok(Plan::one(dated(asked, &Command::Acknowledge)?, Told::new("concern-is-acknowledged")))
}

/// Answers, and says that more will follow.
pub fn answer_so_far(asked: &Asked) -> Result<Plan> {
    let text = answered(asked)?;
    Ok(Plan::one(dated(asked, &Command::AnswerSoFar(text))?, Told::new("concern-is-answered-so-far")))
}

/// Answers.
pub fn answer(asked: &Asked) -> Result<Plan> {
    let text = answered(asked)?;
    Ok(Plan::one(dated(asked, &Command::Answer(text))?, Told::new("concern-is-answered")))
}

/// Asks a unit above to see to it.
pub fn pass_on(asked: &Asked) -> Result<Plan> {
    let text = answered(asked)?;
    let to = asked.fields.get("to").and_then(|to| to.parse().ok()).ok_or(Fault::field("to", "field-missing"))?;
    Ok(Plan::one(dated(asked, &Command::PassOn { to, text })?, Told::new("concern-is-passed-on")))
}

/// Takes up what a unit below has.
pub fn take_up(asked: &Asked) -> Result<Plan> {
    let from = find(asked.visit.look, asked.subject)?.ok_or(Fault::NotFound)?;
    // What is about an officer was put to whoever opens it, and waits for no date.
    let addressed = opened(asked)?.about_an_officer;
    let command = Command::TakeUp { from, addressed };
    Ok(Plan::one(dated(asked, &command)?, Told::new("concern-is-taken-up")))
}

/// Shows a concern to whoever has its receipt.
pub fn look(asked: &Asked) -> Result<Plan> {
    let looked = looked(asked)?;
    Ok(Plan { shown: Some(asked.visit.page(None, &looked)?), ..Plan::default() })
}

/// Takes in their word that it is settled.
pub fn settle(asked: &Asked) -> Result<Plan> {
    word(asked, Word::Settled, None)
}

/// Takes in their word that it is not.
pub fn appeal(asked: &Asked) -> Result<Plan> {
    let text = asked.fields.filled("text").map(Said::plain);
    word(asked, Word::Appealed, text)
}

fn word(asked: &Asked, said: Word, text: Option<Said>) -> Result<Plan> {
    let (looked, receipt) = (looked(asked)?, receipt(asked)?);
    let (unit, word) = looked.next().ok_or(Fault::field("", "concern-word-waits"))?;
    let signature = charter::Bytes(receipt.sign(said, word).to_vec());
    // Their next word under the same form is another, and so is another reason.
    let said_so = [&signature.0[..], text.as_ref().map_or("", |text| &text.text.0).as_bytes()].concat();
    let command = match said {
        Word::Settled => Command::Settle { word, signature },
        Word::Appealed => {
            let text = text.map(|text| locked(asked, unit, &text, looked.reads())).transpose()?;
            Command::Appeal { word, signature, text }
        }
    };
    let intake = vec![intake(asked, waiting(asked, &said_so), unit, receipt.id(), &command)?];
    let told = if said == Word::Settled { "concern-word-settled" } else { "concern-word-appealed" };
    let shown = asked.visit.page(None, &super::raise::Taken { told })?;
    Ok(Plan { intake, shown: Some(shown), ..Plan::default() })
}

fn receipt(asked: &Asked) -> Result<Receipt> {
    Receipt::read(asked.fields.get("code").unwrap_or("")).ok_or(Fault::field("code", "not-the-receipt"))
}

fn looked(asked: &Asked) -> Result<Looked> {
    let code = asked.fields.get("code").unwrap_or("");
    Looked::of(asked.visit, code)?.ok_or(Fault::field("code", "not-the-receipt"))
}

/// An answer, locked to whoever raised it and to those whom the concern is for.
fn answered(asked: &Asked) -> Result<charter::Bytes> {
    let raised = find(asked.visit.look, asked.subject)?.ok_or(Fault::NotFound)?;
    let text = asked.fields.filled("text").ok_or(Fault::field("text", "field-missing"))?;
    let whole = whole(asked.visit.look, raised, asked.subject)?.ok_or(Fault::NotFound)?;
    locked(asked, raised, &Said::plain(text), whole.own.reads)
}

fn locked(
    asked: &Asked,
    unit: UnitId,
    said: &Said,
    reads: Option<charter::letterboxes::PublicKey>,
) -> Result<charter::Bytes> {
    if !said.fits() {
        return Err(Fault::field("text", "too-long"));
    }
    let to = addressees(asked.visit.look, unit, said)?;
    if to.is_empty() {
        return Err(Fault::field("", "no-letterbox"));
    }
    let to = reads.into_iter().chain(to).collect::<Vec<_>>();
    seal(said, &to, &mut asked.visit.random()).ok_or(Fault::field("text", "too-long"))
}

/// A command whose moment is the beginning of the day, of whoever opens the concern.
fn dated(asked: &Asked, command: &Command) -> Result<ledger::Wish> {
    opened(asked)?;
    let wish = asked.wish::<Concern>(command)?;
    Ok(ledger::Wish { time: asked.visit.say.today.start(), ..wish })
}

/// What a concern says, to whoever opens it: for others it is not there.
fn opened(asked: &Asked) -> Result<Said> {
    let raised = find(asked.visit.look, asked.subject)?.ok_or(Fault::NotFound)?;
    let text = read(asked.visit.look, raised, asked.subject, 0)?.ok_or(Fault::NotFound)?;
    open(&text, &super::identities(asked.visit, &asked.unit)?).ok_or(Fault::NotFound)
}

fn intake(asked: &Asked, id: CommandId, unit: UnitId, subject: book::SubjectId, command: &Command) -> Result<Intake> {
    let value = book::cbor::to_bytes(command).map_err(|why| ledger::Error::Damaged(why.to_string()))?;
    let (kind, day) = (Concern::KIND.to_string(), asked.visit.say.today);
    Ok(Intake { id, unit, subject, kind, day, value })
}

/// The id under which waits what a form says.
fn waiting(asked: &Asked, said: &[u8]) -> CommandId {
    CommandId(drawn("sward 2026 what waits of a form", &[&asked.id.0, said]))
}
