//! Public pages, and those who ask to join.

use book::{PersonId, SubjectId, Text};
use charter::Private;
use charter::calendar::Zone;
use ledger::{Unit, own_subject};
use member::{Details, Member};
use public_page::{Apply, Command, Shown};
use returns::Signs;
use serde_json::json;
use web::Say;

use crate::args::{Application, Page};
use crate::desk::Desk;
use crate::layout::{cut, listed, table};
use crate::said::{Result, Said};
use crate::sentences;

/// Signs of a line that a list shows.
const SHOWN: usize = 60;
/// Posts that are read, the latest first.
const POSTS: usize = 100;

pub fn run(desk: &mut Desk, asked: Page) -> Result<Said> {
    let (unit, command) = match asked {
        Page::Show { unit, about, reach, meets, places, no_joining, no_concerns, no_guests } => {
            let shown = Shown { joins: !no_joining, concerns: !no_concerns, guests: !no_guests };
            let places = places.into_iter().map(Text).collect();
            (unit, Command::Show { shown, about: Text(about), reach: Text(reach), meets: Text(meets), places })
        }
        Page::Hide { unit } => (unit, Command::Hide),
        Page::Post { unit, title, text } => (unit, Command::Post { title: Text(title), text: Text(text) }),
        Page::TakeDown { unit, number } => (unit, Command::TakeDown(number)),
        Page::Read { unit } => return read(desk, &unit),
        Page::Find { place } => return find(desk, place.as_deref().unwrap_or("")),
    };
    let unit = desk.unit(&unit)?;
    let outcome = desk.act::<public_page::Page>(unit.id, own_subject(unit.id), &command)?;
    Ok(sentences::done(desk, &outcome))
}

/// What everybody sees of a unit; of each post the number by which it is taken down.
fn read(desk: &Desk, unit: &str) -> Result<Said> {
    let (unit, look, zone) = (desk.unit(unit)?, desk.look(), desk.rules.zone());
    let Some(face) = public_page::face(&look, unit.id)? else {
        return Ok(Said::new(desk.words.say("page-not-shown", &[("unit", plain(&unit.name).into())]), json!(null)));
    };
    let say = Say { words: &desk.words, zone: &zone, today: desk.as_of };
    let signs: Signs = look.own(unit.id)?;
    let next = signs.next_on(desk.as_of).filter(|_| face.shown.guests);
    let mut lines = vec![plain(&unit.name), plain(&face.about)];
    lines.extend(next.map(|next| say.say("public-next", &[("day", say.day(next).into())])));
    lines.push(plain(&face.meets));
    lines.extend((!face.reach.is_empty()).then(|| format!("{} {}", say.t("public-reach"), plain(&face.reach))));
    lines.push(plain(&face.places.join(", ")));
    let mut told = vec![];
    for (number, post, title, text) in public_page::posts(&look, unit.id, POSTS)? {
        let day = zone.day(post.at).to_string();
        lines.push(format!("\n{number}  {day}  {}", plain(&title.0)));
        lines.push(plain(&text.0));
        told.push(json!({ "number": number, "day": day, "title": title, "text": text }));
    }
    lines.retain(|line| !line.is_empty());
    let json = json!({
        "unit": unit.id.to_string(), "name": unit.name, "about": face.about, "meets": face.meets,
        "reach": face.reach, "places": face.places, "offers": face.shown, "next": next, "posts": told,
    });
    Ok(Said::new(lines.join("\n"), json))
}

/// A text of somebody's, line by line, without what would do something to a terminal.
fn plain(text: &str) -> String {
    text.trim().lines().map(sheet::escaped).collect::<Vec<_>>().join("\n")
}

fn find(desk: &Desk, place: &str) -> Result<Said> {
    let (mut rows, mut told, wanted) = (vec![], vec![], web::folded(place));
    for (unit, places) in public_page::directory(&desk.look())? {
        let keys = [&unit.name].into_iter().chain(&places);
        if keys.clone().any(|key| web::folded(key).contains(&wanted)) {
            rows.push(vec![cut(&unit.name, SHOWN), cut(&places.join(", "), SHOWN)]);
            told.push(json!({ "unit": unit.id.to_string(), "name": unit.name, "places": places }));
        }
    }
    Ok(Said::new(table(&rows, &[]), json!(told)))
}

pub fn applications(desk: &mut Desk, asked: Application) -> Result<Said> {
    match asked {
        Application::List { unit } => {
            let unit = desk.unit(&unit)?;
            list(desk, &unit)
        }
        Application::Accept { unit, application } => accept(desk, &unit, &application),
        Application::Decline { unit, application } => {
            let (unit, id, _) = one(desk, &unit, &application)?;
            let outcome = desk.act::<public_page::Application>(unit.id, id, &Apply::Decline)?;
            Ok(sentences::done(desk, &outcome))
        }
    }
}

/// They become a member under the id, and the key, of what they sent.
fn accept(desk: &mut Desk, unit: &str, name: &str) -> Result<Said> {
    let (unit, id, application) = one(desk, unit, name)?;
    let asking =
        application.asking().ok_or_else(|| desk.wrong("no-such-application", &[("name", cut(name, SHOWN).into())]))?;
    let details = Details { name: Some(asking.name), contacts: vec![asking.contact], ..Details::default() };
    let (day, details) = (Some(desk.today()), Some(Private::new(&details)?));
    let join = member::Command::Join { code: None, day, left: None, details, bulk: false };
    desk.act::<Member>(unit.id, id, &join)?;
    let outcome = desk.act::<public_page::Application>(unit.id, id, &Apply::Accept(PersonId(id)))?;
    Ok(sentences::done(desk, &outcome))
}

/// The one application that waits and whose id begins so.
fn one(desk: &Desk, unit: &str, name: &str) -> Result<(Unit, SubjectId, public_page::Application)> {
    let unit = desk.unit(unit)?;
    let mut found = public_page::applications(&desk.look(), unit.id)?;
    found.retain(|(id, of)| of.waits() && name.len() >= 8 && id.to_string().starts_with(&name.to_lowercase()));
    match (found.pop(), found.pop()) {
        (Some((id, application)), None) => Ok((unit, id, application)),
        _ => Err(desk.wrong("no-such-application", &[("name", cut(name, SHOWN).into())])),
    }
}

fn list(desk: &Desk, unit: &Unit) -> Result<Said> {
    let (mut rows, mut told) = (vec![], vec![]);
    for (id, application) in public_page::applications(&desk.look(), unit.id)? {
        let since = application.asked.map_or_else(String::new, |at| Zone::UTC.day(at).to_string());
        let name = application.asking().map_or_else(String::new, |asking| asking.name.0);
        let stands = match application.outcome.map(|outcome| outcome.0) {
            None => "application-waits",
            Some(public_page::Outcome::Accepted(_)) => "application-accepted",
            Some(public_page::Outcome::Declined) => "application-declined",
            Some(public_page::Outcome::Withdrawn) => "application-withdrawn",
        };
        rows.push(vec![id.short(), since.clone(), desk.words.t(stands), cut(&name, SHOWN)]);
        told.push(json!({ "application": id.to_string(), "since": since, "asking": application.asking(), "outcome": application.outcome }));
    }
    Ok(Said::new(listed(table(&rows, &[]), &desk.words), json!(told)))
}
