//! Members, and who a person is.

use book::{PersonId, SubjectId, Text};
use charter::Private;
use charter::access::What;
use charter::calendar::Day;
use ledger::{Unit, Wish};
use member::{Command, Details, Member as State};
use serde_json::json;

use crate::args::{Member, Person};
use crate::desk::{Desk, fresh};
use crate::layout::{cut, table};
use crate::said::{Result, Said};
use crate::{looking, sentences};

use super::held;

pub fn run(desk: &mut Desk, asked: Member) -> Result<Said> {
    match asked {
        Member::List { unit, all } => list(desk, &unit, all),
        Member::Join { unit, name, code, day } => {
            let unit = desk.unit(&unit)?;
            let person = match &code {
                Some(code) => crate::import::person_id(&desk.import_secret()?, code),
                None => SubjectId(fresh().0),
            };
            let details = Details { name: Some(Text(clean(desk, &name)?)), ..Details::default() };
            let (day, details) = (Some(day.unwrap_or(desk.today())), Some(Private::new(&details)?));
            let command = Command::Join { code, day, left: None, details, bulk: false };
            let outcome = desk.act::<State>(unit.id, person, &command)?;
            let mut said = sentences::done(desk, &outcome);
            if said.json["done"] == json!(true) {
                let about = [("name", sheet::escaped(&name).into()), ("id", person.short().into())];
                said.text = desk.words.say("member-joined", &about);
            }
            said.json["person"] = json!(person.to_string());
            Ok(said)
        }
        Member::Welcome { unit, person, day } => {
            let day = day.unwrap_or(desk.today());
            about(desk, &unit, &person, &Command::Welcome(day))
        }
        Member::Leave { unit, person, day } => {
            let day = day.unwrap_or(desk.today());
            about(desk, &unit, &person, &Command::Leave(day))
        }
        Member::Home { unit, person } => about(desk, &unit, &person, &Command::MakeHome),
        Member::Transfer { unit, person, to, day } => {
            let (unit, to) = (desk.unit(&unit)?, desk.unit(&to)?);
            let row = desk.person(&unit, &person)?;
            let day = day.unwrap_or(desk.today());
            transfer(desk, &unit, row.person, &to, day)?;
            let about = [("to", sheet::escaped(&to.name).into())];
            Ok(Said::new(desk.words.say("member-transferred", &about), json!({ "to": to.id.to_string() })))
        }
    }
}

fn about(desk: &mut Desk, unit: &str, person: &str, command: &Command) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let row = desk.person(&unit, person)?;
    let outcome = desk.act::<State>(unit.id, row.person.0, command)?;
    Ok(sentences::done(desk, &outcome))
}

/// Two facts with one command id: the person goes from one cell and comes to the other.
pub fn transfer(desk: &mut Desk, from: &Unit, person: PersonId, to: &Unit, day: Day) -> Result<()> {
    // The other cell would refuse only after the person had left this one.
    if to.closed {
        return Err(charter::Refusal::Closed.into());
    }
    let state: State = desk.look().subject(from.id, person.0)?.unwrap_or_default();
    let details = state.details().map(|details| Private::new(&details)).transpose()?;
    let (id, actor) = (fresh(), desk.actor(from.id)?);
    let leave = Command::Transfer { to: to.id, day };
    let join = Command::Join { code: state.code.clone(), day: Some(day), left: None, details, bulk: false };
    desk.act_on(Wish::new::<State>(id, from.id, person.0, actor, desk.now, &leave)?)?;
    let actor = desk.actor(to.id)?;
    desk.act_on(Wish::new::<State>(id, to.id, person.0, actor, desk.now, &join)?)?;
    Ok(())
}

fn list(desk: &Desk, unit: &str, all: bool) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let rows = member::list(&desk.look(), unit.id)?;
    looking::note(desk, What::People, [(unit.id, None)]);
    let rows = rows.into_iter().filter(|row| all || row.left.is_none_or(|left| left > desk.as_of)).collect::<Vec<_>>();
    let day = |day: Option<Day>| day.map_or_else(|| desk.words.t("unknown"), |day| day.to_string());
    let line = |row: &member::Row| {
        let name = row.name.as_deref().map_or_else(|| row.code.clone().unwrap_or_default(), |name| cut(name, 40));
        let left = row
            .left
            .map_or_else(String::new, |left| desk.words.say("member-left", &[("day", left.to_string().into())]));
        vec![name, row.code.clone().unwrap_or_default(), day(row.joined), row.person.0.short(), left]
    };
    let lines = rows.iter().map(line).collect::<Vec<_>>();
    let json = rows.iter().map(|row| {
        json!({ "person": row.person.to_string(), "code": row.code, "name": row.name,
                "joined": row.joined.map(|day| day.to_string()), "left": row.left.map(|day| day.to_string()) })
    });
    Ok(Said::new(table(&lines, &[]), json!(json.collect::<Vec<_>>())))
}

pub fn person(desk: &mut Desk, asked: Person) -> Result<Said> {
    match asked {
        Person::Show { unit, person } => {
            let unit = desk.unit(&unit)?;
            let row = desk.person(&unit, &person)?;
            looking::note(desk, What::Person, [(unit.id, Some(row.person))]);
            let state: State = desk.look().subject(unit.id, row.person.0)?.unwrap_or_default();
            let details = state.details().unwrap_or_default();
            let contacts = details.contacts.iter().map(|contact| sheet::escaped(&contact.0)).collect::<Vec<_>>();
            let or_none = |text: String| if text.is_empty() { desk.words.t("none") } else { text };
            let day = |day: Option<Day>| day.map_or_else(|| desk.words.t("unknown"), |day| day.to_string());
            let about = [
                (
                    "name",
                    or_none(details.name.as_ref().map_or_else(String::new, |name| sheet::escaped(&name.0))).into(),
                ),
                ("contacts", or_none(contacts.join(", ")).into()),
                ("year", or_none(details.birth_year.map_or_else(String::new, |year| year.to_string())).into()),
                ("languages", or_none(details.languages.join(", ")).into()),
                ("joined", day(state.joined).into()),
                ("code", or_none(state.code.clone().unwrap_or_default()).into()),
            ];
            Ok(Said::new(
                desk.words.say("person-shown", &about),
                json!({ "person": row.person.to_string(), "details": details, "joined": state.joined.map(|day| day.to_string()), "code": state.code }),
            ))
        }
        Person::Looked { unit, person } => held::looked(desk, &unit, &person),
        Person::Archive { unit, person, file } => held::archive(desk, &unit, &person, &file),
        Person::Calendar { unit, person, end, at } => held::calendar(desk, &unit, &person, end, &at),
        Person::Forgotten { unit } => held::forgotten(desk, &unit),
        Person::Erase { unit, person } => erase(desk, &unit, &person),
        Person::Keep { unit, person } => about(desk, &unit, &person, &Command::Keep),
        Person::Describe { unit, person, name, contact, birth_year, language } => {
            let unit = desk.unit(&unit)?;
            let row = desk.person(&unit, &person)?;
            let state: State = desk.look().subject(unit.id, row.person.0)?.unwrap_or_default();
            let before = state.details().unwrap_or_default();
            let contacts = contact.iter().map(|contact| clean(desk, contact).map(Text)).collect::<Result<Vec<_>>>()?;
            let details = Details {
                name: name.map(|name| clean(desk, &name).map(Text)).transpose()?.or(before.name),
                contacts: if contacts.is_empty() { before.contacts } else { contacts },
                birth_year: birth_year.or(before.birth_year),
                languages: if language.is_empty() { before.languages } else { language },
            };
            let outcome = desk.act::<State>(unit.id, row.person.0, &Command::Describe(Private::new(&details)?))?;
            Ok(sentences::done(desk, &outcome))
        }
    }
}

/// Asks that a person be erased, with every entry that was found to be theirs.
fn erase(desk: &mut Desk, unit: &str, person: &str) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let row = desk.person(&unit, person)?;
    for entry in member::entries(&desk.look(), unit.id, row.person)? {
        desk.act::<State>(unit.id, entry.0, &Command::Erase)?;
    }
    let state: State = desk.look().subject(unit.id, row.person.0)?.unwrap_or_default();
    let message = if state.erased.is_some() { "person-erased" } else { "person-erasure-asked" };
    Ok(Said::new(desk.words.t(message), json!({ "person": row.person.to_string(), "erased": state.erased.is_some() })))
}

fn clean(desk: &Desk, text: &str) -> Result<String> {
    let about = |fault: sheet::TextFault| desk.wrong("bad-name", &[("why", crate::said::text_fault(&fault).into())]);
    sheet::clean(text).map_err(about)
}
