//! Serving: a listener on this machine, and links by which people come in.

use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;

use account::{Accounts, Link as Invited, Viewer};
use book::PersonId;
use charter::access::What;
use charter::offices::{self, Offices};
use charter::{Office, UnitKind};
use ledger::{Scope, Term, Unit, Wish, own_subject};
use member::{Hold, Holders};
use serde_json::json;
use web::{Reached, Server, Tls};

use crate::args::{Args, Backups, Command, Mailing, Serve};
use crate::desk::{Desk, clock, fresh};
use crate::said::{Fail, Result, Said};

/// Ports that are tried after the one that was asked for.
const PORTS: u16 = 20;

/// A link by which somebody comes in.
pub struct Link {
    /// For whom.
    pub who: String,
    /// The address.
    pub url: String,
}

/// A listener that waits.
pub struct Serving {
    listener: TcpListener,
    /// Where it can be reached.
    pub base: String,
}

impl Serving {
    /// Listens at an address; where its port is taken and `next` says so, at the next free one.
    pub fn at(desk: &Desk, address: SocketAddr, next: bool) -> Result<Serving> {
        let tries = if next { PORTS } else { 1 };
        let listen = |n: u16| TcpListener::bind((address.ip(), address.port().saturating_add(n)));
        let mut bound = listen(0);
        for n in 1..tries {
            match bound {
                Err(ref why) if why.kind() == std::io::ErrorKind::AddrInUse => bound = listen(n),
                _ => break,
            }
        }
        let about = |why: std::io::Error| {
            desk.wrong("cannot-listen", &[("at", address.to_string().into()), ("why", why.to_string().into())])
        };
        let listener = bound.map_err(about)?;
        let at = listener.local_addr().map_err(about)?;
        // By this name browsers let a machine make passkeys for itself.
        let local = at.ip() == IpAddr::from(Ipv4Addr::LOCALHOST);
        let base = if local { format!("http://localhost:{}", at.port()) } else { format!("http://{at}") };
        Ok(Serving { listener, base })
    }
}

/// The certificate that the command line names.
pub fn tls(desk: &Desk, asked: &Serve) -> Result<Option<Tls>> {
    let (Some(cert), Some(key)) = (&asked.cert, &asked.key) else { return Ok(None) };
    let unreadable = |why: String| desk.wrong("bad-certificate", &[("why", why.into())]);
    let read =
        |path: &std::path::Path| std::fs::read(path).map_err(|why| unreadable(format!("{}: {why}", path.display())));
    Tls::of(&read(cert)?, &read(key)?).map(Some).map_err(|why| unreadable(why.to_string()))
}

/// How the pages are reached, as the command line says.
pub fn reached(desk: &Desk, asked: &Serve, serving: &Serving) -> Result<Reached> {
    let Some(origin) = &asked.origin else { return Ok(Reached { names: asked.host.clone(), ..serving.here() }) };
    let origin = origin.trim_end_matches('/');
    let bad = || desk.wrong("bad-origin", &[("origin", origin.into())]);
    let (_, host) = origin.split_once("://").ok_or_else(bad)?;
    let name = host.split(':').next().unwrap_or("");
    if account::Passkeys::at(origin).is_none() || host.contains('/') {
        return Err(bad());
    }
    let names = asked.host.iter().cloned().chain([name.to_string()]).collect();
    Ok(Reached { names, origin: Some(origin.into()), proxy: asked.proxy })
}

impl Serving {
    /// Reached on this machine alone, under the one name by which browsers let a machine make passkeys for itself.
    pub fn here(&self) -> Reached {
        let port = self.listener.local_addr().map_or(0, |at| at.port());
        Reached { origin: Some(format!("http://localhost:{port}")), ..Reached::default() }
    }
}

/// The address that is served unless another is named.
pub const HERE: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// The same as the beginning of a link.
pub fn here() -> String {
    format!("http://localhost:{}", HERE.port())
}

/// How often a server looks whether a day's end asks for something.
const EVENINGS: std::time::Duration = std::time::Duration::from_secs(3_600);

/// Serves a folder, under these names too, until the program is asked to end.
pub fn serve(
    args: &Args,
    (backups, mailing): (Backups, Mailing),
    desk: Desk,
    serving: Serving,
    (reached, tls): (Reached, Option<Tls>),
) -> Result<Said> {
    // Pages go by this machine's clock, and so does what a day's end asks for.
    let unlocked = Some(desk.device.clone());
    let evening = Command::Dusk { day: None, backups: backups.clone(), mailing: mailing.clone() };
    let again = Args { now: None, as_of: None, unlocked, ..args.again(evening) };
    std::thread::spawn(move || {
        loop {
            // Through a desk of its own, like a command typed beside the server. Where nothing confirms the
            // day it does nothing, as 'sward dusk' would: somebody has to say which day it is.
            if let Err(fail) = crate::run::evening(&again, &backups, &mailing)
                && fail.code != "day-unconfirmed"
            {
                eprintln!("{}", fail.text);
            }
            std::thread::sleep(EVENINGS);
        }
    });
    let Desk { dir, store, words, .. } = desk;
    let failed = |why: String| Fail::wrong(&words, "machine", &[("why", why.into())]);
    let random = crate::device::random();
    let server = Server::new(store, &dir, super::site(), Box::new(clock), random)?.reached(reached);
    serving.listener.set_nonblocking(true).map_err(|why| failed(why.to_string()))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|why| failed(why.to_string()))?;
    let served = runtime.block_on(async move {
        let listener = tokio::net::TcpListener::from_std(serving.listener)?;
        let end = async { drop(tokio::signal::ctrl_c().await) };
        web::serve(listener, Arc::new(server), tls, end).await
    });
    served.map_err(|why| failed(why.to_string()))?;
    Ok(Said::new(words.t("served"), json!({ "served": true })))
}

/// Makes a link for the holder of an office in a unit, or for a member without one.
pub fn invite(desk: &Desk, unit: &Unit, office: Option<Office>, person: Option<PersonId>) -> Result<String> {
    if office.is_none() && person.is_none() {
        return Err(desk.wrong("invite-nobody", &[]));
    }
    let term = office.map(|office| term(desk, unit, office)).transpose()?;
    let accounts = Accounts::open(&desk.dir)?;
    let mut secret = [0; 16];
    getrandom::fill(&mut secret).map_err(|_| desk.wrong("no-randomness", &[]))?;
    let link = Invited::to(Viewer { unit: unit.id, term, person }, None);
    // A link steps round nothing by which somebody signs in already.
    if accounts.of(&link.viewer)?.is_some_and(|account| account.means.any()) {
        return Err(desk.wrong("invite-has-account", &[]));
    }
    let token = accounts.invite(&link, desk.now, secret)?;
    crate::looking::note(desk, What::Linked, [(unit.id, person)]);
    Ok(format!("/in#{token}"))
}

/// The same as something to say.
pub fn link(
    desk: &mut Desk,
    unit: &Unit,
    office: Option<Office>,
    person: Option<PersonId>,
    base: &str,
) -> Result<Said> {
    let url = format!("{}{}", base.trim_end_matches('/'), invite(desk, unit, office, person)?);
    if let (Some(office), Some(person)) = (office, person) {
        hold(desk, unit, office, person)?;
    }
    let text = desk.words.say("invite-made", &[("url", url.as_str().into())]);
    Ok(Said::new(text, json!({ "url": url })))
}

/// Writes down who holds an office, where nobody is written down and whoever acts in this folder may say so. Where they
/// may not, the holder says it on the page of offices.
fn hold(desk: &mut Desk, unit: &Unit, office: Office, person: PersonId) -> Result<()> {
    let Term::Office { number, .. } = term(desk, unit, office)? else { return Ok(()) };
    let holders: Holders = desk.look().own(unit.id)?;
    let on_roll = member::roll(&desk.look(), unit.id, desk.today())?.contains(&person);
    // The office that the command names is that of whoever is invited: it is not theirs who invites.
    let (Ok(actor), true, None) = (desk.own_actor(), on_roll, holders.of(office, number)) else { return Ok(()) };
    let took = Hold::Took { office, number, person };
    let wish = Wish::new::<Holders>(fresh(), unit.id, own_subject(unit.id), actor, desk.now, &took)?;
    match desk.store.act(&[wish]).pop() {
        Some(Err(error)) if error.refusal().is_none() => Err(error.into()),
        _ => Ok(()),
    }
}

fn term(desk: &Desk, unit: &Unit, office: Office) -> Result<Term> {
    let offices: Offices = desk.look().own(unit.id)?;
    let vacant = || desk.wrong("office-vacant", &[("office", office.name().into())]);
    let number = offices.present(office).ok_or_else(vacant)?.number;
    Ok(Term::Office { unit: unit.id, office, number })
}

/// One link each for a secretary, a member, a region's organiser and the centre.
pub fn demo_links(desk: &mut Desk, base: &str) -> Result<Vec<Link>> {
    let units = desk.look().units(Scope::Node)?;
    let root = desk.root()?;
    let scored = health::picture(&desk.look(), desk.today())?.healths().into_iter();
    let scored = scored.filter(|health| health.index.is_some()).map(|health| health.unit).collect::<HashSet<_>>();
    let mut cells = vec![];
    for unit in units.iter().filter(|unit| unit.kind == UnitKind::Cell && !unit.closed) {
        cells.push((member::roll(&desk.look(), unit.id, desk.today())?, unit));
    }
    // Somebody who looks for the first time wants to see a cell that lives, not one that is silent or just begun.
    if cells.iter().any(|(_, cell)| scored.contains(&cell.id)) {
        cells.retain(|(_, cell)| scored.contains(&cell.id));
    }
    // Neither the smallest nor the largest: a cell as most are.
    cells.sort_by_key(|(roll, unit)| (roll.len(), unit.id));
    let mut links = vec![];
    let say = |desk: &Desk, name: &str, unit: &Unit| desk.words.say(name, &[("unit", unit.name.as_str().into())]);
    let mut add =
        |desk: &Desk, name: &str, unit: &Unit, office: Option<Office>, person: Option<PersonId>| -> Result<()> {
            let url = format!("{base}{}", invite(desk, unit, office, person)?);
            links.push(Link { who: say(desk, name, unit), url });
            Ok(())
        };
    if let Some((roll, cell)) = cells.get(cells.len() / 2) {
        begin(desk, cell, Office::Secretary, false)?;
        let people = roll.iter().copied().collect::<Vec<_>>();
        if let (Some(person), Term::Office { office, number, .. }) =
            (people.first().copied(), term(desk, cell, Office::Secretary)?)
        {
            desk.act::<Holders>(cell.id, own_subject(cell.id), &Hold::Took { office, number, person })?;
        }
        add(desk, "link-secretary", cell, Some(Office::Secretary), people.first().copied())?;
        add(desk, "link-member", cell, None, people.get(1).copied())?;
        if let Some(region) = units.iter().find(|unit| Some(unit.id) == cell.parent && unit.kind == UnitKind::Region) {
            begin(desk, region, Office::Organiser, true)?;
            add(desk, "link-region", region, Some(Office::Organiser), None)?;
        }
    }
    add(desk, "link-centre", &root, Some(Office::Organiser), None)?;
    Ok(links)
}

/// Begins a term where none runs.
fn begin(desk: &mut Desk, unit: &Unit, office: Office, below: bool) -> Result<()> {
    let state: Offices = desk.look().own(unit.id)?;
    if state.present(office).is_none() {
        let command = offices::Command::Begin { office, below, until: None };
        desk.act::<Offices>(unit.id, own_subject(unit.id), &command)?;
    }
    Ok(())
}
