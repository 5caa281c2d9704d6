//! The directory for everybody: units that show a page, and the nearest by the name of a place.

use book::UnitId;
use maud::{Markup, html};
use serde::Serialize;
use web::{Page, Paper, Reply, Result, Say, Visit, folded};

use super::address;
use crate::{directory, is_public};

/// Units that are listed at once.
const LISTED: usize = 50;
/// How alike a name must be to what was typed, from 0 to 1 (Jaro and Winkler).
const ALIKE: f64 = 0.84;
/// For how many milliseconds the directory is kept.
const KEPT_MS: i64 = 60_000;

/// A unit with what it is found by, made comparable once.
struct Found {
    unit: UnitId,
    name: String,
    places: Vec<String>,
    keys: Vec<String>,
}

#[derive(Serialize)]
struct Directory {
    #[serde(skip)]
    wanted: String,
    found: Vec<Line>,
    all: usize,
}

#[derive(Serialize)]
struct Line {
    unit: UnitId,
    name: String,
    places: Vec<String>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let all = visit.keep(
        "directory",
        |_| KEPT_MS,
        || {
            let shown = directory(visit.look)?.into_iter();
            Ok(shown
                .map(|(unit, places)| {
                    let keys = [&unit.name].into_iter().chain(&places).map(|name| folded(name)).collect();
                    Found { unit: unit.id, name: unit.name, places, keys }
                })
                .collect::<Vec<_>>())
        },
    )?;
    let wanted = visit.sought();
    let folded = folded(&wanted);
    let mut found = all.iter().filter_map(|of| Some((likeness(of, &folded)?, of))).collect::<Vec<_>>();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
    let line = |of: &Found| Line { unit: of.unit, name: of.name.clone(), places: of.places.clone() };
    let (mut shown, mut hidden) = (vec![], 0);
    for (_, of) in &found {
        if shown.len() == LISTED {
            break;
        }
        // What is kept may be a minute old, and a page that was hidden since is not named.
        match is_public(visit.look, of.unit)? {
            true => shown.push(line(of)),
            false => hidden += 1,
        }
    }
    visit.page(None, &Directory { wanted, found: shown, all: found.len() - hidden })
}

/// How well a unit fits what was typed; none if it does not. Case, accents and a slip or two are forgiven.
fn likeness(of: &Found, wanted: &str) -> Option<f64> {
    if wanted.is_empty() {
        return Some(1.0);
    }
    if of.keys.iter().any(|key| key.contains(wanted)) {
        return Some(2.0);
    }
    let words = of.keys.iter().flat_map(|key| key.split_whitespace().chain([key.as_str()]));
    let best = words.map(|word| strsim::jaro_winkler(word, wanted)).fold(0.0, f64::max);
    (best >= ALIKE).then_some(best)
}

impl Page for Directory {
    fn title(&self, say: &Say) -> String {
        say.t("directory")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            div.narrow.flow {
                h1 { (say.t("directory")) }
                form.find method="get" action="/p" role="search" {
                    p.field { label for="q" { (say.t("directory-where")) } input id="q" name="q" type="search" value=(self.wanted); }
                    button.button { (say.t("find")) }
                }
                @if self.found.is_empty() { p { (say.t("directory-none")) } }
                ul.told {
                    @for line in &self.found {
                        li {
                            a href=(address(line.unit)) { bdi { (line.name) } }
                            @if !line.places.is_empty() { p.quiet { bdi { (line.places.join(&say.t("list-comma"))) } } }
                        }
                    }
                }
                @if self.all > self.found.len() { p.quiet { (say.t("directory-more")) } }
            }
        }
    }
}
