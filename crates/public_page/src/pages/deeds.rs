//! What the forms of public pages ask for.

use book::{CommandId, PersonId, Text};
use charter::Private;
use concern::Receipt;
use ledger::{Term, Wish, own_subject};
use member::{Details, Member};
use web::{Asked as Form, Fault, Plan, Result, Told};

use super::asking::{Asked, read};
use crate::{Application, Apply, Asking, Command, Page, Shown, face};

/// Shows the page, or shows it otherwise.
pub fn show(asked: &Form) -> Result<Plan> {
    let about = asked.fields.filled("about").ok_or(Fault::field("about", "field-missing"))?;
    let text = |name: &str| Text(asked.fields.filled(name).unwrap_or("").into());
    let offers = |name: &str| asked.fields.all("offers").any(|offered| offered == name);
    let shown = Shown { joins: offers("joins"), concerns: offers("concerns"), guests: offers("guests") };
    let places = asked.fields.get("places").unwrap_or("").split(',').map(str::trim).filter(|place| !place.is_empty());
    let places = places.map(|place| Text(place.into())).collect();
    let (reach, meets) = (text("reach"), text("meets"));
    own(asked, &Command::Show { shown, about: Text(about.into()), reach, meets, places }, "public-is-shown")
}

/// Shows it no more.
pub fn hide(asked: &Form) -> Result<Plan> {
    own(asked, &Command::Hide, "public-is-hidden")
}

/// Says something.
pub fn post(asked: &Form) -> Result<Plan> {
    let filled = |name: &'static str| asked.fields.filled(name).ok_or(Fault::field(name, "field-missing"));
    let (title, text) = (Text(filled("title")?.into()), Text(filled("text")?.into()));
    own(asked, &Command::Post { title, text }, "public-is-posted")
}

/// Shows something no more that was said.
pub fn take_down(asked: &Form) -> Result<Plan> {
    let number = asked.fields.get("number").and_then(|number| number.parse().ok()).ok_or(Fault::NotFound)?;
    own(asked, &Command::TakeDown(number), "public-is-taken-down")
}

fn own(asked: &Form, command: &Command, told: &'static str) -> Result<Plan> {
    let wish = asked.of::<Page>(asked.unit.id, own_subject(asked.unit.id), command)?;
    Ok(Plan::one(wish, Told::new(told)))
}

/// Takes somebody in who asked: they become a member under the id, and the key, of what they sent.
pub fn accept(asked: &Form) -> Result<Plan> {
    let application: Application = asked.visit.look.subject(asked.unit.id, asked.subject)?.ok_or(Fault::NotFound)?;
    let asking = application.asking().filter(|_| application.waits()).ok_or(Fault::NotFound)?;
    let details = Details { name: Some(asking.name.clone()), contacts: vec![asking.contact], ..Details::default() };
    let (day, details) = (Some(asked.visit.say.today), Some(Private::new(&details)?));
    let join = member::Command::Join { code: None, day, left: None, details, bulk: false };
    let wishes = vec![
        asked.wish::<Member>(&join)?,
        asked.more::<Application>(1, asked.subject, &Apply::Accept(PersonId(asked.subject)))?,
    ];
    Ok(Plan { wishes, told: Told::new("has-joined").with("name", asking.name.0), ..Plan::default() })
}

/// Says no.
pub fn decline(asked: &Form) -> Result<Plan> {
    Ok(Plan::one(asked.wish::<Application>(&Apply::Decline)?, Told::new("application-is-declined")))
}

/// Takes in that somebody asks to join, and shows their code, once. Sent twice it is one.
pub fn apply(asked: &Form) -> Result<Plan> {
    let unit = &asked.unit;
    offers(asked, |shown| shown.joins)?;
    let text = |name: &'static str| asked.fields.filled(name).map(|text| Text(text.into()));
    let name = text("name").ok_or(Fault::field("name", "field-missing"))?;
    let contact = text("contact").ok_or(Fault::field("contact", "field-missing"))?;
    let asking = Asking { name, contact, words: text("words").unwrap_or_default() };
    if !asking.fits() {
        return Err(Fault::field("words", "too-long"));
    }
    let receipt = Receipt::new(drawn(asked.id, "sward 2026 the receipt of an application"));
    let wish = by_keeper(asked, &receipt, &Apply::Ask(Private::new(&asking)?))?;
    let application = Application { asked: Some(wish.time), ..Application::default() };
    let page = Asked { unit: unit.id, name: unit.name.clone(), receipt: receipt.code(), given: true, application };
    Ok(Plan { wishes: vec![wish], shown: Some(asked.visit.page(None, &page)?), ..Plan::default() })
}

/// Shows an application to whoever has its code.
pub fn asked(asked: &Form) -> Result<Plan> {
    let (receipt, application) = found(asked)?;
    let unit = &asked.unit;
    let page = Asked { unit: unit.id, name: unit.name.clone(), receipt: receipt.code(), given: false, application };
    Ok(Plan { shown: Some(asked.visit.page(None, &page)?), ..Plan::default() })
}

/// Takes it back.
pub fn withdraw(asked: &Form) -> Result<Plan> {
    let (receipt, application) = found(asked)?;
    let wish = by_keeper(asked, &receipt, &Apply::Withdraw)?;
    let outcome = Some((crate::Outcome::Withdrawn, wish.time));
    let (unit, application) = (&asked.unit, Application { outcome, ..application });
    let page = Asked { unit: unit.id, name: unit.name.clone(), receipt: receipt.code(), given: false, application };
    Ok(Plan { wishes: vec![wish], shown: Some(asked.visit.page(None, &page)?), ..Plan::default() })
}

/// Takes a concern in from anybody, where the unit's page offers that.
pub fn raise_concern(asked: &Form) -> Result<Plan> {
    offers(asked, |shown| shown.concerns)?;
    concern::pages::raise(asked)
}

fn offers(asked: &Form, offers: impl FnOnce(&Shown) -> bool) -> Result<()> {
    let face = face(asked.visit.look, asked.unit.id)?;
    if face.is_some_and(|face| offers(&face.shown)) { Ok(()) } else { Err(Fault::NotFound) }
}

fn found(asked: &Form) -> Result<(Receipt, Application)> {
    let wrong = || Fault::field("code", "not-the-receipt");
    let receipt = read(asked.fields.get("code")).ok_or_else(wrong)?;
    let application = asked.visit.look.subject(asked.unit.id, receipt.id())?;
    Ok((receipt, application.filter(|of: &Application| of.asked.is_some()).ok_or_else(wrong)?))
}

/// What the keeper puts down for whoever has the code, on this day.
fn by_keeper(asked: &Form, receipt: &Receipt, command: &Apply) -> Result<Wish> {
    let id = CommandId(drawn(asked.id, "sward 2026 what an applicant asks"));
    let day = asked.visit.say.today.start();
    Ok(Wish::new::<Application>(id, asked.unit.id, receipt.id(), Term::Keeper, day, command)?)
}

/// What follows from a form's id, which nobody but its sender and this node saw.
fn drawn(id: CommandId, what: &str) -> [u8; 16] {
    let mut drawn = [0; 16];
    drawn.copy_from_slice(&blake3::derive_key(what, &id.0)[..16]);
    drawn
}
