//! The whole as a field: each patch a cell, as large as its membership, its band told by colour and pattern.

use book::UnitId;
use maud::{Markup, PreEscaped, html};
use serde::Serialize;
use web::{Address, Say, capital};

use super::say::band_of;
use super::squarify::{Patch, squarify};
use crate::{Band, State};

/// Patches that are drawn; of a larger whole, the units below it are.
pub const PATCHES: usize = 400;
const HEAD: f64 = 28.0;
const GAP: f64 = 12.0;
const SEAM: f64 = 1.3;
/// The smallest patch that has its name written in it.
const NAMED: (f64, f64) = (46.0, 24.0);
const LETTER: f64 = 7.0;
const PATTERNS: [(&str, &str); 4] = [
    ("critical", r#"width="9" height="9" patternUnits="userSpaceOnUse"><path d="M2.5 2.5h.01M7 7h.01"/>"#),
    ("risk", r#"width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M2 0v9"/>"#),
    (
        "steady",
        r#"width="26" height="26" patternUnits="userSpaceOnUse"><path d="M6 10c0-2-.3-3.2-1-5M19 23c0-2 .3-3.2 1-5"/>"#,
    ),
    (
        "strong",
        r#"width="14" height="18" patternUnits="userSpaceOnUse"><path d="M3 8c0-2.5-.4-4-1.2-6M10 17c0-2.5.4-4 1.2-6"/>"#,
    ),
];

/// What a patch is.
#[derive(Clone, Debug, Serialize)]
pub struct Plot {
    /// The cell.
    pub unit: UnitId,
    /// What it is called.
    pub name: String,
    /// What it weighs, in members.
    pub weight: u32,
    /// How it stands.
    pub state: State,
}

/// Cells of one unit, together.
#[derive(Clone, Debug, Serialize)]
pub struct Bed {
    /// What the unit is called.
    pub name: String,
    /// Its index of 100, if it has one.
    pub index: Option<u32>,
    /// Its cells, the largest first.
    pub plots: Vec<Plot>,
}

/// The field twice: wide for large screens, tall for phones; the style sheet shows one.
pub fn field(say: &Say, beds: &[Bed]) -> Markup {
    let cells: usize = beds.iter().map(|bed| bed.plots.len()).sum();
    let tall = (600.0 + cells as f64 * 5.0).min(2_400.0);
    html! {
        figure.field-map {
            (drawn(say, beds, "wide", Patch { x: 0.0, y: 0.0, w: 1_120.0, h: 760.0 }))
            (drawn(say, beds, "tall", Patch { x: 0.0, y: 0.0, w: 328.0, h: tall }))
        }
    }
}

/// What the patterns mean, with how many cells of each, and how many have no band.
pub fn key(say: &Say, bands: [i64; 4], others: i64) -> Markup {
    html! {
        ul.key {
            @for band in Band::ALL.into_iter().rev() {
                @let (class, name, _) = band_of(band);
                li {
                    svg viewBox="0 0 44 28" aria-hidden="true" {
                        g class=(class) {
                            rect x=".5" y=".5" width="43" height="27" rx="3" {}
                            rect.tex x=".5" y=".5" width="43" height="27" rx="3" fill=(format!("url(#k-{class})")) {}
                        }
                    }
                    (say.say("key-cells", &[("band", capital(say.t(name)).into()), ("n", bands[band as usize].into())]))
                }
            }
            @if others > 0 {
                li {
                    svg viewBox="0 0 44 28" aria-hidden="true" { g.none { rect x=".5" y=".5" width="43" height="27" rx="3" {} } }
                    (say.say("key-cells", &[("band", say.t("none-of-these").into()), ("n", others.into())]))
                }
            }
        }
        svg width="0" height="0" aria-hidden="true" { (patterns("k")) }
    }
}

fn patterns(prefix: &str) -> Markup {
    let one =
        |(class, rest): &(&str, &str)| format!(r#"<pattern id="{prefix}-{class}" class="{class}" {rest}</pattern>"#);
    PreEscaped(format!("<defs>{}</defs>", PATTERNS.iter().map(one).collect::<String>()))
}

fn drawn(say: &Say, beds: &[Bed], class: &'static str, frame: Patch) -> Markup {
    let prefix = &class[..1];
    html! {
        svg class=(class) viewBox=(format!("-1 -1 {} {}", frame.w + 2.0, frame.h + 2.0)) role="group" aria-label=(say.t("every-cell-a-patch")) {
            (patterns(prefix))
            @for (bed, place) in beds.iter().zip(places(beds, frame)) {
                g {
                    @if !bed.name.is_empty() {
                        text.region x=(round(place.x)) y=(round(place.y + 18.0)) { (fitted(&bed.name, place.w - 30.0, 8.5)) }
                        @if let Some(index) = bed.index { text x=(round(place.x + place.w)) y=(round(place.y + 18.0)) text-anchor="end" { (index) } }
                    }
                    @for (plot, patch) in bed.plots.iter().zip(squarify(&weights(bed), inner(bed, place))) {
                        (plot.patch(say, patch, prefix))
                    }
                }
            }
        }
    }
}

/// Where each bed lies: scaled until every cell has the same area for each member, heads and gaps aside.
fn places(beds: &[Bed], frame: Patch) -> Vec<Patch> {
    let total = |bed: &Bed| weights(bed).iter().sum::<f64>();
    let mut areas = beds.iter().map(total).collect::<Vec<_>>();
    let mut places = vec![];
    for _ in 0..8 {
        places = squarify(&areas, Patch { w: frame.w + GAP, h: frame.h + GAP, ..frame });
        places.iter_mut().for_each(|place| (place.w, place.h) = (place.w - GAP, place.h - GAP));
        for (at, bed) in beds.iter().enumerate() {
            let room = inner(bed, places[at]);
            let have = (room.w.max(1.0) * room.h.max(1.0)).max(1.0);
            areas[at] *= (total(bed) / have * frame.w * frame.h / beds.iter().map(total).sum::<f64>()).clamp(0.2, 5.0);
        }
    }
    places
}

fn weights(bed: &Bed) -> Vec<f64> {
    bed.plots.iter().map(|plot| f64::from(plot.weight.max(1))).collect()
}

fn inner(bed: &Bed, place: Patch) -> Patch {
    let head = if bed.name.is_empty() { 0.0 } else { HEAD };
    Patch { y: place.y + head, h: (place.h - head).max(0.0), ..place }
}

impl Plot {
    fn patch(&self, say: &Say, patch: Patch, prefix: &str) -> Markup {
        let (x, y) = (round(patch.x + SEAM), round(patch.y + SEAM));
        let (w, h) = (round((patch.w - 2.0 * SEAM).max(0.5)), round((patch.h - 2.0 * SEAM).max(0.5)));
        let class = match self.state {
            State::Scored(band) => band_of(band).0,
            _ => "none",
        };
        let about = [
            ("name", self.name.as_str().into()),
            ("n", i64::from(self.weight).into()),
            ("state", super::say::state(say, self.state).into()),
        ];
        html! {
            a class=(class) href=(self.unit.address() + "/health") {
                title { (say.say("patch", &about)) }
                rect x=(x) y=(y) width=(w) height=(h) rx="3" {}
                @if class != "none" { rect.tex x=(x) y=(y) width=(w) height=(h) rx="3" fill=(format!("url(#{prefix}-{class})")) {} }
                @if w >= NAMED.0 && h >= NAMED.1 { text x=(x + 5.5) y=(y + 16.0) { (fitted(&self.name, w - 10.0, LETTER)) } }
            }
        }
    }
}

/// A name as far as it fits.
fn fitted(name: &str, room: f64, letter: f64) -> String {
    let most = (room / letter).max(1.0) as usize;
    let name = name.replace('\u{ad}', "");
    if name.chars().count() <= most { name } else { name.chars().take(most.saturating_sub(1)).chain(['…']).collect() }
}

fn round(n: f64) -> f64 {
    (n * 10.0).round() / 10.0
}
