//! What a unit writes for everybody, and who asks to join.

use book::{SubjectId, UnitId};
use charter::access::What;
use charter::calendar::{Day, Zone};
use ledger::own_subject;
use maud::{Markup, html};
use serde::Serialize;
use web::{Fault, Page, Paper, Reply, Result, Say, Visit};

use super::address;
use crate::table::written;
use crate::{Asking, Face, Page as State, applications, posts};

/// Posts that are listed to be taken down.
const POSTS: usize = 20;

#[derive(Serialize)]
struct Own {
    unit: UnitId,
    is_shown: bool,
    #[serde(skip)]
    face: Face,
    #[serde(skip)]
    posts: Vec<(u32, String, Day)>,
    waiting: Vec<Waiting>,
    #[serde(skip)]
    today: Day,
}

#[derive(Serialize)]
struct Waiting {
    id: SubjectId,
    since: Day,
    asking: Option<Asking>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.inside()?;
    if !visit.writes(&unit) {
        return Err(Fault::NotFound);
    }
    let state: State = visit.look.own(unit.id)?;
    let waiting = applications(visit.look, unit.id)?.into_iter().filter(|(_, application)| application.waits());
    let waiting = waiting.map(|(id, application)| Waiting {
        id,
        since: application.asked.map_or(visit.as_of, |at| Zone::UTC.day(at)),
        asking: application.asking(),
    });
    let waiting = waiting.collect::<Vec<_>>();
    if !waiting.is_empty() {
        visit.seen(What::People, None);
    }
    let posts = posts(visit.look, unit.id, POSTS)?.into_iter();
    let page = Own {
        unit: unit.id,
        is_shown: state.shown.is_some(),
        face: written(visit.look, unit.id, state.shown.unwrap_or_default())?,
        posts: posts.map(|(number, post, title, _)| (number, title.0, visit.say.day_of(post.at))).collect(),
        waiting,
        today: visit.as_of,
    };
    let tab = if unit.kind == charter::UnitKind::Cell { "/health" } else { "" };
    visit.page(Some((&unit, tab)), &page)
}

impl Page for Own {
    fn title(&self, say: &Say) -> String {
        say.t("public-page")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { (say.t("public-page")) }
            @if self.is_shown { p { a href=(address(self.unit)) { (say.t("public-see")) } } } @else { p.lede { (say.t("public-lede")) } }
            @if !self.waiting.is_empty() {
                section.flow aria-labelledby="asks" {
                    h2 id="asks" { (say.t("applications")) }
                    @for waiting in &self.waiting { (self.asks(on, waiting)) }
                }
            }
            div.split {
                div.flow { (self.presenting(on)) }
                div.flow { (self.posting(on)) }
            }
        }
    }
}

impl Own {
    fn asks(&self, on: &Paper, waiting: &Waiting) -> Markup {
        let (say, days) = (&on.say, self.today.since(waiting.since).max(0) as usize);
        html! {
            article.item.flow {
                @match &waiting.asking {
                    Some(asking) => {
                        h3 { bdi { (asking.name.0) } }
                        p.reach { bdi { (asking.contact.0) } }
                        @if !asking.words.0.is_empty() { p dir="auto" { (asking.words.0) } }
                    }
                    None => h3 { (say.t("application-closed")) },
                }
                p.quiet { (say.count("application-since", days)) }
                div.row {
                    (on.form("application.accept", self.unit, waiting.id, |form| form.button("button main", &say.t("application-accept"))))
                    (on.form("application.decline", self.unit, waiting.id, |form| form.button("button plain", &say.t("application-decline"))))
                }
            }
        }
    }

    fn presenting(&self, on: &Paper) -> Markup {
        let (say, face) = (&on.say, &self.face);
        let own = own_subject(self.unit);
        let offers = [
            ("joins", "public-offers-joins", face.shown.joins),
            ("concerns", "public-offers-concerns", face.shown.concerns),
            ("guests", "public-offers-guests", face.shown.guests),
        ];
        html! {
            (on.form("page.show", self.unit, own, |form| html! {
                (form.area("about", 8, &say.t("public-about"), &face.about))
                (form.line("meets", "text", &say.t("public-meets"), &face.meets))
                (form.line("reach", "text", &say.t("public-how-reach"), &face.reach))
                (form.line("places", "text", &say.t("public-places"), &face.places.join(", ")))
                (form.ticks("offers", &say.t("public-offers"), &offers.map(|(key, label, is)| (key.to_string(), say.t(label), is || !self.is_shown))))
                p.quiet { (say.t("public-no-names")) }
                (form.button("button main", &say.t(if self.is_shown { "public-keep" } else { "public-show" })))
            }))
            @if self.is_shown {
                details.ask {
                    summary { (say.t("public-hide")) }
                    div { (on.form("page.hide", self.unit, own, |form| form.button("button grave", &say.t("public-hide-yes")))) }
                }
            }
        }
    }

    fn posting(&self, on: &Paper) -> Markup {
        let (say, own) = (&on.say, own_subject(self.unit));
        html! {
            @if self.is_shown {
                section.card.flow aria-labelledby="post" {
                    h2 id="post" { (say.t("public-post")) }
                    (on.form("page.post", self.unit, own, |form| html! {
                        (form.line("title", "text", &say.t("public-post-title"), ""))
                        (form.area("text", 6, &say.t("public-post-text"), ""))
                        (form.button("button", &say.t("public-post-yes")))
                    }))
                }
                ul.told {
                    @for (number, title, day) in &self.posts {
                        li {
                            b { bdi { (title) } }
                            p.quiet { (say.date(*day)) }
                            (on.form("page.take-down", self.unit, own, |form| html! {
                                (form.hidden("number", &number.to_string()))
                                (form.button("button plain", &say.t("public-take-down")))
                            }))
                        }
                    }
                }
            }
        }
    }
}
