//! What the publisher of a policy does with it: write and amend, consult, adopt, withdraw.

use book::{SubjectId, UnitId};
use charter::calendar::Day;
use maud::{Markup, html};
use web::Paper;

use super::files;
use super::one::One;
use crate::{Outline, Stage, Texts};

/// The forms that fit how far it has come: the next step first.
pub fn forms(on: &Paper, one: &One) -> Markup {
    let say = &on.say;
    let version = one.policy.version.to_string();
    html! {
        @if one.policy.stage != Stage::Withdrawn {
            section.card.flow.screen aria-labelledby="publish" {
                h2 id="publish" { (say.t("policy-next")) }
                @if one.policy.stage != Stage::Adopted {
                    (on.form("policy.adopt", one.unit, one.id, |form| html! {
                        (form.hidden("version", &version))
                        (form.button("button main", &say.t("policy-adopt")))
                    }))
                }
                @if one.policy.stage == Stage::Writing {
                    (on.form("policy.consult", one.unit, one.id, |form| html! {
                        (form.line("until", "date", &say.t("policy-consult-until"), ""))
                        (form.button("button", &say.t("policy-consult")))
                    }))
                }
                details.more open[on.refused("policy.write")] {
                    summary { (say.t(if one.policy.is_shown() { "policy-amend" } else { "policy-write-on" })) }
                    @if let Some(texts) = one.versions.get(&one.policy.version) {
                        (writing(on, one.unit, one.id, one.policy.version, &one.title, &one.policy.outline, texts))
                    }
                }
                (files::forms(on, one))
                details.ask open[on.refused("policy.withdraw")] {
                    summary { (say.t("policy-withdraw")) }
                    div {
                        (on.form("policy.withdraw", one.unit, one.id, |form| html! {
                            (form.line("reason", "text", &say.t("field-reason"), ""))
                            (form.button("button grave", &say.t("policy-withdraw-yes")))
                        }))
                    }
                }
            }
        }
    }
}

/// The form in which a version is written.
pub fn writing(
    on: &Paper,
    unit: UnitId,
    id: SubjectId,
    from: u32,
    title: &str,
    outline: &Outline,
    texts: &Texts,
) -> Markup {
    let say = &on.say;
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    on.form("policy.write", unit, id, |form| {
        html! {
            (form.hidden("from", &from.to_string()))
            (form.line("title", "text", &say.t("policy-title"), title))
            (form.area("text", 10, &say.t("policy-text"), &texts.text.0))
            (form.area("reason", 3, &say.t("policy-why-ask"), &texts.reason.0))
            (form.line("due", "date", &say.t("policy-by-when"), &day(outline.due)))
            (form.line("measure", "text", &say.t("policy-measure"), texts.measure.as_ref().map_or("", |of| &of.0)))
            (form.line("until", "date", &say.t("policy-ends"), &day(outline.until)))
            p.quiet { (say.t("policy-no-names")) }
            (form.button("button", &say.t("policy-keep")))
        }
    })
}
