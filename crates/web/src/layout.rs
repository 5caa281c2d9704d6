//! The page around a page: masthead, tabs, what has just happened, what is wrong, and the ground below.

use std::cell::Cell;

use account::Session;
use book::{CommandId, UnitId};
use charter::{Refusal, UnitKind};
use ledger::Unit;
use maud::{DOCTYPE, Markup, html};
use unicode_normalization::char::is_combining_mark;

use crate::draw::{mark, roots};
use crate::fault::Result;
use crate::form::{Typed, field_id};
use crate::page::{Flash, Page, Paper};
use crate::say::Say;
use crate::visit::{Address, Visit};
use crate::{assets, entrance};

/// Combining marks on one letter that are shown.
const MARKS: usize = 12;

/// A page of a unit, or of none, under one of its tabs.
pub fn lay_out<P: Page>(
    visit: &Visit,
    of: Option<(&Unit, &str)>,
    page: &P,
    fresh: &dyn Fn() -> CommandId,
) -> Result<String> {
    let query = visit.query.query();
    let here = if query.is_empty() { visit.path.to_string() } else { format!("{}?{query}", visit.path) };
    let on = Paper { say: visit.say, here, typed: visit.typed, fresh, again: Cell::new(false) };
    let title = page.title(&on.say);
    let body = page.body(&on);
    let waits = crate::signing::waits(visit)?;
    let head = match of {
        Some((unit, tab)) => masthead(visit, unit, tab)?,
        None => html! { header.mast { a href="/" aria-label=(on.say.t("sward")) { (mark()) } } },
    };
    let title = match of {
        Some((unit, _)) => format!("{title} · {}", unit.name),
        None => format!("{title} · {}", on.say.t("sward")),
    };
    let soil = match of {
        Some((unit, _)) if unit.kind == UnitKind::Cell => "soil-cell",
        Some(_) => "soil-above",
        None => "soil-door",
    };
    Ok(whole(
        &on.say,
        &title,
        html! {
            (head)
            main id="main" {
                @if let Some(typed) = visit.typed {
                    (errors(&on.say, typed))
                    // Somebody else may have done it meanwhile, and the form is gone: what was typed is not.
                    @if !on.again.get() { (entrance::typed(&on.say, &typed.fields)) }
                }
                @if let Some(flash) = visit.flash { (flashed(&on, flash)) }
                @if let (Some(who), true) = (visit.who, waits) {
                    p.choose { (on.say.t("signing-for-you")) " " a href=(format!("{}/signing", who.unit.address())) { (on.say.t("signing-look")) } }
                }
                (body)
                @if let (Some(who), true) = (visit.who, must_choose(visit)) { (choose(&on.say, who.unit)) }
            }
            (ground(&on.say, soil, visit.who.map(|who| who.unit), visit.session.is_some_and(Session::is_bounded)))
        },
    ))
}

/// A page for when there is none: an error, or the door.
pub fn bare(say: &Say, title: &str, body: Markup) -> String {
    whole(
        say,
        &format!("{title} · {}", say.t("sward")),
        html! {
            header.mast { a href="/" aria-label=(say.t("sward")) { (mark()) } }
            main id="main" { (body) }
            (ground(say, "soil-door", None, false))
        },
    )
}

/// How a page that is taken away looks: it brings what it needs, and loads nothing.
const PAPER: &str = "body{max-width:44em;margin:2em auto;padding:0 1em;font:1rem/1.5 sans-serif}h1,h2{font-family:serif}\
    ul.told,ul.names{padding:0;list-style:none}.facts div,.told li{display:flex;gap:1em;margin:.4em 0;break-inside:avoid}\
    .facts dt,.told li>b{flex:0 0 11em;font-weight:600}.facts dd,.told p{margin:0}.quiet{color:#505a4b}";

/// A page that stands by itself, to be kept or printed: no script, and nothing from elsewhere.
pub fn paper(say: &Say, title: &str, body: Markup) -> String {
    let language = say.words.language();
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag()) dir=(if language.is_rtl() { "rtl" } else { "ltr" }) {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width"; title { (title) } style { (maud::PreEscaped(PAPER)) } }
            body { (body) }
        }
    };
    isolated(page.into_string())
}

fn whole(say: &Say, title: &str, body: Markup) -> String {
    let language = say.words.language();
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag()) dir=(if language.is_rtl() { "rtl" } else { "ltr" }) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" href=(assets::path(".svg"));
                link rel="stylesheet" href=(assets::path(".css"));
                script type="module" src=(assets::path(".js")) {}
            }
            body {
                a.skip.unseen href="#main" { (say.t("skip")) }
                (body)
            }
        }
    };
    isolated(page.into_string())
}

/// What a book holds from elsewhere may turn the direction of writing, or pile marks on a letter, and nothing on our
/// pages does: it is shown as a sign that something stood there.
fn isolated(page: String) -> String {
    if page.is_ascii() {
        return page;
    }
    let (mut shown, mut marks, mut rest) = (String::with_capacity(page.len()), 0, page.as_str());
    // Nearly all of a page is plain, and goes over as it is.
    loop {
        let at = plain_bytes(rest);
        shown.push_str(&rest[..at]);
        let mut signs = rest[at..].chars();
        let Some(sign) = signs.next() else { return shown };
        rest = signs.as_str();
        // What stands most often is looked at first: signs that isolate, dashes and quotation marks.
        let combines = !('\u{2000}'..='\u{206f}').contains(&sign) && is_combining_mark(sign);
        marks = if combines { if at > 0 { 1 } else { marks + 1 } } else { 0 };
        match sign {
            '\u{202a}'..='\u{202e}' | '\u{2066}' | '\u{2067}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                shown.push('\u{fffd}')
            }
            '\u{200b}' => {}
            _ if marks > MARKS => {}
            other => shown.push(other),
        }
    }
}

/// How many bytes at the beginning of a text are ASCII. Many are looked at in one go.
fn plain_bytes(text: &str) -> usize {
    let whole = text.as_bytes().chunks(64).take_while(|bytes| bytes.is_ascii()).map(<[u8]>::len).sum();
    whole + text.as_bytes()[whole..].iter().take_while(|byte| byte.is_ascii()).count()
}

fn masthead(visit: &Visit, unit: &Unit, tab: &str) -> Result<Markup> {
    let (say, way) = (&visit.say, visit.way(unit)?);
    let home = visit.who.map_or("/".into(), |who| who.unit.address());
    // Whoever is at home in one of these sees it and all below.
    let top = way.iter().position(|above| visit.who.is_some_and(|who| who.unit == above.id)).unwrap_or(way.len());
    Ok(html! {
        header.mast {
            a href=(home) aria-label=(say.t("sward")) { (mark()) }
            nav.path aria-label=(say.t("path")) {
                ol {
                    @for (at, above) in way.iter().enumerate() {
                        li { @if above.id != unit.id && at >= top { a href=(above.id.address()) { bdi { (above.name) } } } @else { bdi { (above.name) } } }
                    }
                }
            }
            @if let Some(name) = visit.name() {
                a.you.person href=(format!("{home}/you")) {
                    i aria-hidden="true" { (initials(name)) }
                    span.wide-only aria-hidden="true" { bdi { (name.split(' ').next().unwrap_or("")) } }
                    span.unseen { (say.say("your-page", &[("name", name.into())])) }
                }
            }
        }
        nav.tabs aria-label=(unit.name) {
            ul {
                @for one in (visit.site.tabs)(visit, unit) {
                    li { a href=(unit.id.address() + one.at) aria-current=[(one.at == tab).then_some("page")] { (say.t(one.name)) } }
                }
            }
        }
    })
}

fn errors(say: &Say, typed: &Typed) -> Markup {
    let wrong = say.wrong(&typed.wrong);
    // Whoever looks keeps nothing.
    let head = if typed.wrong.message == Refusal::NotTheReceipt.code() { "receipt-not-known" } else { "form-refused" };
    html! {
        div.errors role="alert" {
            h2 { (say.t(head)) }
            @match typed.subject.filter(|_| !typed.wrong.field.is_empty()) {
                Some(subject) => p { a href=("#".to_string() + &field_id(&typed.deed, subject, &typed.wrong.field)) { (wrong) } },
                None => { p { (wrong) } },
            }
        }
    }
}

fn flashed(on: &Paper, flash: &Flash) -> Markup {
    html! {
        div.flash role="status" {
            p { (on.say.told(&flash.told)) }
            @if let Some((unit, undo)) = &flash.undo {
                (on.form(undo.deed, *unit, undo.subject, |form| html! {
                    @for (name, value) in &undo.fields { (form.hidden(name, value)) }
                    (form.button("button plain", &on.say.t("undo")))
                }))
            }
        }
    }
}

/// Whether nothing but the cookie of this browser opens the viewer's account.
fn must_choose(visit: &Visit) -> bool {
    visit.session.is_some_and(|session| !session.can_return && !session.is_bounded())
        && !visit.path.ends_with("/sign-in")
}

fn choose(say: &Say, home: UnitId) -> Markup {
    html! {
        p.choose { (say.t("sign-in-next")) " " a href=(format!("{}/sign-in", home.address())) { (say.t("sign-in-choose")) } }
    }
}

fn ground(say: &Say, soil: &str, home: Option<UnitId>, bounded: bool) -> Markup {
    html! {
        footer.soil {
            div {
                (roots())
                p { (say.t(soil)) }
                @if let Some(home) = home {
                    @if !bounded { p { a href=(format!("{}/sign-in", home.address())) { (say.t("how-you-sign-in")) } } }
                    form method="post" action="/out" { button.button.plain { (say.t("sign-out")) } }
                }
            }
        }
    }
}

/// At most two letters, for the circle beside a name.
pub fn initials(name: &str) -> String {
    let words = name.split_whitespace().filter_map(|word| word.chars().find(|sign| sign.is_alphabetic()));
    let letters = words.collect::<Vec<_>>();
    match letters[..] {
        [] => "·".into(),
        [one] => one.to_uppercase().to_string(),
        [first, .., last] => format!("{}{}", first.to_uppercase(), last.to_uppercase()),
    }
}
