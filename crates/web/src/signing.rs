//! What two sign: a command that is hard to undo. Whoever asks signs it with a passkey; then it waits here until a
//! second officer, who may ask for it too, signs the same.

use account::{ToSign, assertion};
use book::{CommandId, Kind, SubjectId, UnitId};
use charter::offices::Offices;
use charter::signing::{Assertion, Passkey};
use charter::{Refusal, Right};
use ledger::{Scope, Term, Unit, Wish, own_subject};
use maud::{Markup, html};
use serde::Serialize;

use crate::fault::{Fault, Result};
use crate::page::{Page, Paper, Reply};
use crate::say::Say;
use crate::site::{Asked, Deed, Plan, Route, Told};
use crate::visit::{Address, Visit};

/// Every address here.
pub const ROUTES: [Route; 1] = [Route { path: "/u/{unit}/signing", view }];

/// Everything that a form here asks for.
pub const DEEDS: [Deed; 3] = [
    Deed::of_officers("sign.first", first),
    Deed::of_officers("sign.second", second),
    Deed::of_officers("sign.drop", drop_it),
];

/// What waits for a second signature, for an officer.
#[derive(Serialize)]
struct Waiting {
    unit: UnitId,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    id: CommandId,
    #[serde(skip)]
    what: Told,
    /// Of which unit's book it is, by name.
    of: String,
    /// Whether the viewer signed it first.
    mine: bool,
    /// Whether the books went on meanwhile, so that it is to be asked anew.
    stale: bool,
    #[serde(skip)]
    asked: Option<String>,
}

fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.inside()?;
    visit.in_office(unit.id).map_err(|_| Fault::NotFound)?;
    let (own, mut lines) = (visit.session.map(|session| session.account), vec![]);
    for waiting in visit.accounts.to_sign(visit.now)? {
        let Some(of) = managed(visit, waiting.wish.unit)? else { continue };
        let mine = Some(waiting.by) == own;
        // What the books have overtaken is not done any more: it can be let be, and asked anew.
        let what = (visit.site.says)(visit.look, &waiting.wish)?;
        let asked = if mine || what.is_none() { None } else { asked(visit, &waiting.wish)? };
        let stale = what.is_none();
        let what = what.unwrap_or(Told::new("signing-overtaken"));
        lines.push(Line { id: waiting.wish.id, what, of: of.name, mine, stale, asked });
    }
    visit.page(Some((&unit, "")), &Waiting { unit: unit.id, lines })
}

impl Page for Waiting {
    fn title(&self, say: &Say) -> String {
        say.t("signing")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { (say.t("signing")) }
            p.lede { (say.t(if self.lines.is_empty() { "signing-none" } else { "signing-lede" })) }
            ul.told { @for line in &self.lines { li { b { bdi { (line.of) } } div.flow { (self.line(on, line)) } } } }
            p { a href=(self.unit.address()) { (say.t("signing-back")) } }
        }
    }
}

impl Waiting {
    fn line(&self, on: &Paper, line: &Line) -> Markup {
        let (say, id) = (&on.say, SubjectId(line.id.0));
        html! {
            p { (say.told(&line.what)) }
            @if line.mine { p.quiet { (say.t("signing-yours")) } } @else if !line.stale {
                @match &line.asked {
                    Some(asked) => (on.form("sign.second", self.unit, id, |form| html! {
                        (form.hidden("credential", ""))
                        (sign_button(say, asked))
                    })),
                    None => p.quiet { (say.t("signing-no-key")) },
                }
            }
            (on.form("sign.drop", self.unit, id, |form| html! { (form.button("button plain", &say.t("signing-drop"))) }))
        }
    }
}

/// Whether something waits for the viewer's own signature, so that every page of theirs says so.
pub(crate) fn waits(visit: &Visit) -> Result<bool> {
    let Some(Term::Office { office, .. }) = visit.who.and_then(|who| who.term) else { return Ok(false) };
    if !office.gives(Right::ManageUnits) || visit.path.ends_with("/signing") {
        return Ok(false);
    }
    for waiting in visit.accounts.to_sign(visit.now)? {
        let others = visit.session.is_some_and(|session| session.account != waiting.by);
        if others && managed(visit, waiting.wish.unit)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn sign_button(say: &Say, asked: &str) -> Markup {
    html! {
        button.button.main data-passkey="get" data-asked=(asked) hidden { (say.t("signing-sign")) }
        p.quiet data-scriptless="" { (say.t("passkey-scripts")) }
    }
}

/// What an officer asked for just now: to be signed first.
#[derive(Serialize)]
struct First {
    unit: UnitId,
    #[serde(skip)]
    what: Told,
    #[serde(skip)]
    wish: String,
    #[serde(skip)]
    asked: Option<String>,
    #[serde(skip)]
    back: String,
}

/// The page on which a command is signed that two have to sign.
pub(crate) fn ask_first(visit: &Visit, wish: &Wish) -> Result<Reply> {
    let home = visit.viewer()?.unit;
    let unit = visit.look.unit(Scope::Node, home)?.ok_or(Fault::NotFound)?;
    let page = First {
        unit: home,
        what: (visit.site.says)(visit.look, wish)?.ok_or(Refusal::TwoSign)?,
        wish: serde_json::to_string(wish).map_err(ledger::Error::from)?,
        asked: asked(visit, wish)?,
        back: visit.path.to_string(),
    };
    visit.page(Some((&unit, "")), &page)
}

impl Page for First {
    fn title(&self, say: &Say) -> String {
        say.t("signing-two")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            div.narrow.flow {
                h1 { (say.t("signing-two")) }
                p.lede { (say.told(&self.what)) }
                p { (say.t("signing-hint")) }
                @match &self.asked {
                    Some(asked) => (on.form("sign.first", self.unit, own_subject(self.unit), |form| html! {
                        (form.hidden("wish", &self.wish))
                        (form.hidden("credential", ""))
                        (sign_button(say, asked))
                    })),
                    None => p { (say.t("signing-no-key")) },
                }
                p { a href=(self.back) { (say.t("signing-not")) } }
            }
        }
    }
}

/// Takes the first signature.
fn first(asked: &Asked) -> Result<Plan> {
    let wish: Wish = serde_json::from_str(asked.fields.get("wish").unwrap_or("")).map_err(|_| Fault::NotFound)?;
    let visit = asked.visit;
    // Only one's own asking is signed, and as it was asked: attested by nothing yet.
    if wish.actor != asked.actor || wish.account.is_some() || wish.signed.is_some() {
        return Err(Fault::NotFound);
    }
    managed(visit, wish.unit)?.ok_or(Fault::NotFound)?;
    // What these pages would not ask for now, in words that tell all of it, nobody signs.
    (visit.site.says)(visit.look, &wish)?.ok_or(Refusal::NotSigned)?;
    let by = visit.session.ok_or(Fault::SignIn)?.account;
    let first = signed(asked, &wish)?;
    let wish = Wish { time: visit.now, ..wish };
    if !visit.accounts.wait_for_second(&ToSign { wish, by, first, at: visit.now })? {
        return Err(Fault::field("", "signing-too-many"));
    }
    let to = Some(asked.unit.id.address() + "/signing");
    Ok(Plan { told: Told::new("signing-waits"), to, ..Plan::default() })
}

/// Takes the second signature, and asks for what two have signed.
fn second(asked: &Asked) -> Result<Plan> {
    let (visit, waiting) = (asked.visit, waiting(asked)?);
    let session = visit.session.ok_or(Fault::SignIn)?;
    let (one, other) = (visit.accounts.account(waiting.by)?, visit.accounts.account(session.account)?);
    let (Some(one), Some(other)) = (one, other) else { return Err(Fault::NotFound) };
    if one.is_same_person(&other) {
        return Err(Refusal::TwoPeople.into());
    }
    // The heads that an appointment names may lie behind by now: it is asked anew.
    (visit.site.says)(visit.look, &waiting.wish)?.ok_or(Refusal::Changed)?;
    let second = signed(asked, &waiting.wish)?;
    // It comes to pass now, and not when the first one asked for it.
    let wish = Wish { time: visit.now, ..waiting.wish }.signed(&[waiting.first, second])?;
    let (settles, to) = (Some(wish.id), Some(asked.unit.id.address() + "/signing"));
    Ok(Plan { settles, to, ..Plan::one(wish, Told::new("signing-done")) })
}

/// Lets it be.
fn drop_it(asked: &Asked) -> Result<Plan> {
    let waiting = waiting(asked)?;
    asked.visit.accounts.drop_to_sign(waiting.wish.id)?;
    Ok(Plan { told: Told::new("signing-dropped"), ..Plan::default() })
}

/// The command that a form names, if it waits within the officer's reach.
fn waiting(asked: &Asked) -> Result<ToSign> {
    let mut all = asked.visit.accounts.to_sign(asked.visit.now)?.into_iter();
    let waiting = all.find(|waiting| waiting.wish.id.0 == asked.subject.0).ok_or(Fault::NotFound)?;
    managed(asked.visit, waiting.wish.unit)?.ok_or(Fault::NotFound)?;
    Ok(waiting)
}

/// A unit that the viewer manages: who could not ask for it themselves sees nothing of what waits, and drops nothing.
fn managed(visit: &Visit, unit: UnitId) -> Result<Option<Unit>> {
    match visit.look.unit(visit.scope()?, unit)? {
        Some(unit) if visit.manages(&unit)? => Ok(Some(unit)),
        _ => Ok(None),
    }
}

/// What the browser signed just now, if it is this, by a passkey that stands beside the officer's term.
fn signed(asked: &Asked, wish: &Wish) -> Result<Assertion> {
    let answer = asked.fields.get("credential").unwrap_or("");
    let (what, keys) = (to_sign(asked.visit, wish)?, own_keys(asked.visit)?);
    let signed = assertion(answer, &asked.actor, &keys).ok_or(Refusal::NotSigned)?;
    let by = keys.iter().map(|(_, key)| key).find(|key| key.point == signed.point);
    // A page of another origin under the same name could ask for it as well: these pages take their own alone.
    let ours = format!("\"origin\":\"{}\"", asked.visit.base);
    if !signed.client.0.windows(ours.len()).any(|at| at == ours.as_bytes()) {
        return Err(Refusal::NotSigned.into());
    }
    if by.is_some_and(|key| key.signed(what, &signed)) { Ok(signed) } else { Err(Refusal::NotSigned.into()) }
}

/// What the viewer's browser is asked to sign; none, if no passkey of theirs stands beside their term.
fn asked(visit: &Visit, wish: &Wish) -> Result<Option<String>> {
    let (Some(passkeys), keys) = (visit.passkeys, own_keys(visit)?) else { return Ok(None) };
    let what = to_sign(visit, wish)?;
    Ok((!keys.is_empty()).then(|| passkeys.ask_to_sign(what, &keys).to_string()))
}

fn to_sign(visit: &Visit, wish: &Wish) -> Result<book::Hash> {
    let org = visit.look.root()?.ok_or(Fault::NotFound)?.id;
    // What two sign stands in bulletins, where everybody can check it.
    Ok(wish.to_sign(org, Kind::Bulletin))
}

/// The passkeys of the viewer's account that the bulletin names beside their term.
fn own_keys(visit: &Visit) -> Result<Vec<(Vec<u8>, Passkey)>> {
    let (Some(passkeys), Some(session)) = (visit.passkeys, visit.session) else { return Ok(vec![]) };
    let Some(Term::Office { unit, office, number }) = visit.viewer()?.term else { return Ok(vec![]) };
    let offices: Offices = visit.look.own(unit)?;
    let term = offices.terms.into_iter().find(|term| (term.office, term.number) == (office, number));
    let named = term.map(|term| term.passkeys).unwrap_or_default();
    let mut own = passkeys.public(visit.accounts, session.account)?;
    own.retain(|(_, key)| named.iter().any(|(_, named)| named == key));
    Ok(own)
}
