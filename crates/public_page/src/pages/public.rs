//! A unit's page as everybody sees it, without a cookie and from open bulletins alone.

use book::{SubjectId, UnitId};
use charter::calendar::{Day, Moment};
use ledger::{Unit, own_subject};
use maud::{Markup, html};
use policy::{Answer, Outcome, Response};
use serde::Serialize;
use web::{Page, Paper, Reply, Result, Say, Visit, prose};

use super::{address, calendar, public};
use crate::{Face, face, posts};

/// Posts that the page shows.
const POSTS: usize = 3;
/// Stories of what was done that it shows.
const STORIES: usize = 3;
/// Days in which it is told how often the unit met.
const MET_DAYS: i32 = 90;

#[derive(Serialize)]
struct Public {
    unit: UnitId,
    name: String,
    about: String,
    reach: String,
    meets: String,
    /// The next meeting, where guests are welcome.
    next: Option<Day>,
    /// On how many days it met in the last three months.
    met: u32,
    stories: Vec<String>,
    posts: Vec<Posted>,
    joins: bool,
    /// How many concerns were raised, and how many settled by those who raised them; none where one cannot raise any.
    concerns: Option<(usize, usize)>,
}

#[derive(Serialize)]
struct Posted {
    number: u32,
    at: Moment,
    title: String,
    text: String,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = public(visit)?;
    visit.page_for_all(&address(unit.id), || {
        let face = face(visit.look, unit.id)?.ok_or(web::Fault::NotFound)?;
        Public::of(visit, unit, face)
    })
}

impl Public {
    fn of(visit: &Visit, unit: Unit, face: Face) -> Result<Public> {
        let (look, today) = (visit.look, visit.say.today);
        let signs = calendar::signs(look, unit.id)?;
        let since = today.plus(-MET_DAYS).0;
        let posts = posts(look, unit.id, POSTS)?.into_iter().map(|(number, post, title, text)| Posted {
            number,
            at: post.at,
            title: title.0,
            text: text.0,
        });
        let concerns = match face.shown.concerns {
            true => {
                let all = concern::list(look, unit.id)?;
                let own = all.iter().filter(|row| row.whole.unit == unit.id);
                let settled = own.clone().filter(|row| row.whole.own.is_settled()).count();
                Some((own.count(), settled))
            }
            false => None,
        };
        Ok(Public {
            next: calendar::next(&signs, &face.shown, today),
            met: signs.met.range(since..=today.0).filter(|(_, meetings)| **meetings > 0).count() as u32,
            stories: stories(visit, unit.id)?,
            posts: posts.collect(),
            joins: face.shown.joins,
            concerns,
            unit: unit.id,
            name: unit.name,
            about: face.about,
            reach: face.reach,
            meets: face.meets,
        })
    }
}

/// What the unit told of what it did, the latest first.
fn stories(visit: &Visit, unit: UnitId) -> Result<Vec<String>> {
    let mut done = visit.look.subjects::<Response>(unit)?;
    let is_done = |answer: &Answer| matches!(answer, Answer::Reported { outcome: Outcome::Done | Outcome::Partly, .. });
    done.retain(|(_, response)| response.answer.as_ref().is_some_and(is_done));
    done.sort_by_key(|(id, response)| (std::cmp::Reverse(response.at), *id));
    let mut stories = vec![];
    for (id, response) in done.into_iter().take(STORIES) {
        stories.extend(policy::said(visit.look, unit, id, &response)?);
    }
    Ok(stories)
}

impl Page for Public {
    fn title(&self, _: &Say) -> String {
        self.name.clone()
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            div.narrow.flow {
                h1 { bdi { (self.name) } }
                div.flow dir="auto" { (prose(&self.about)) }
                @if let Some(next) = self.next { p.notice { (say.say("public-next", &[("day", say.day(next).into())])) } }
                @if !self.meets.is_empty() { p { bdi { (self.meets) } } }
                @if self.next.is_some() { p.quiet { a href=(address(self.unit) + calendar::AT) { (say.t("public-calendar")) } } }
                @if !self.reach.is_empty() { p { b { (say.t("public-reach")) } " " bdi { (self.reach) } } }
                @if self.joins { (self.joining(on)) }
                @if !self.posts.is_empty() {
                    section.flow aria-labelledby="says" {
                        h2 id="says" { (say.t("public-says")) }
                        @for post in &self.posts {
                            article.item.flow {
                                h3 { bdi { (post.title) } }
                                p.quiet { (say.date(say.day_of(post.at))) }
                                div dir="auto" { (prose(&post.text)) }
                            }
                        }
                        p.quiet { a href=(address(self.unit) + "/feed") { (say.t("public-feed")) } }
                    }
                }
                section.flow aria-labelledby="did" {
                    h2 id="did" { (say.t("public-did")) }
                    p { (say.count("public-met", self.met as usize)) }
                    @for story in &self.stories { blockquote dir="auto" { (prose(story)) } }
                }
                @if let Some((raised, settled)) = self.concerns { (self.concern(on, raised, settled)) }
                p.quiet { a href="/p" { (say.t("public-others")) } }
            }
        }
    }
}

impl Public {
    fn joining(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            details.more open[on.refused("public.apply")] {
                summary { (say.t("public-join")) }
                (on.form("public.apply", self.unit, on.begins("public.apply"), |form| html! {
                    p { (say.t("public-join-hint")) }
                    (form.line("name", "text", &say.t("field-name"), ""))
                    (form.line("contact", "text", &say.t("public-contact"), ""))
                    (form.area("words", 4, &say.t("public-words"), ""))
                    (form.button("button main", &say.t("public-ask")))
                }))
                p.quiet { a href=(address(self.unit) + "/asked") { (say.t("public-asked-before")) } }
            }
        }
    }

    fn concern(&self, on: &Paper, raised: usize, settled: usize) -> Markup {
        let say = &on.say;
        let about = [("n", (raised as i64).into()), ("settled", (settled as i64).into())];
        html! {
            section.flow aria-labelledby="concern" {
                h2 id="concern" { (say.t("concern-raise")) }
                p { (say.say("concerns-so-far", &about)) }
                details.more open[on.refused("public.raise-concern")] {
                    summary { (say.t("concern-raise")) }
                    (concern::pages::form(on, "public.raise-concern", self.unit))
                }
                p.quiet { a href=(concern::pages::RECEIPT) { (say.t("concern-have-receipt")) } }
            }
        }
    }
}

/// The subject of forms here that begin nothing.
pub(super) fn own(unit: UnitId) -> SubjectId {
    own_subject(unit)
}
