//! Forms: fields with their labels, hints and errors; what was typed stays when a form is refused.

use std::cell::Cell;

use book::{CommandId, SubjectId, UnitId};
use maud::{Markup, html};

use crate::fault::Wrong;
use crate::fields::Fields;
use crate::say::Say;
use crate::sent::IN_PARTS;

/// A form that came and was refused.
#[derive(Clone, Debug)]
pub struct Typed {
    /// Which deed it asks for.
    pub deed: String,
    /// The subject that it names, if it names one.
    pub subject: Option<SubjectId>,
    /// What was typed.
    pub fields: Fields,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// A form while it is written.
pub struct Form<'a> {
    pub(crate) say: Say<'a>,
    pub(crate) deed: &'static str,
    pub(crate) subject: SubjectId,
    pub(crate) typed: Option<&'a Typed>,
    /// Whether it brings a file, so that it is sent in parts.
    pub(crate) in_parts: Cell<bool>,
}

impl Form<'_> {
    pub(crate) fn enclose(&self, unit: UnitId, id: CommandId, here: &str, inner: Markup) -> Markup {
        html! {
            form.flow method="post" action="/do" enctype=[self.in_parts.get().then_some(IN_PARTS)] {
                input type="hidden" name="deed" value=(self.deed);
                input type="hidden" name="id" value=(id);
                input type="hidden" name="unit" value=(unit);
                input type="hidden" name="subject" value=(self.subject);
                input type="hidden" name="back" value=(here);
                (inner)
            }
        }
    }

    /// What was typed into a field, or else what stands there.
    pub fn value<'b>(&'b self, name: &str, present: &'b str) -> &'b str {
        self.typed.map_or(present, |typed| typed.fields.get(name).unwrap_or(""))
    }

    /// Whether a choice was made, or else whether it is made already.
    pub fn chosen(&self, name: &str, value: &str, present: bool) -> bool {
        self.typed.map_or(present, |typed| typed.fields.all(name).any(|chosen| chosen == value))
    }

    /// A line of text; `kind` is the input's type.
    pub fn line(&self, name: &'static str, kind: &str, label: &str, present: &str) -> Markup {
        let value = self.value(name, present);
        self.field(
            name,
            label,
            html! {
                input id=(self.id(name)) name=(name) type=(kind) value=(value) autocomplete="off" maxlength="2000"
                    aria-invalid=[self.is_wrong(name).then_some("true")]
                    aria-describedby=[self.is_wrong(name).then(|| self.id(name) + "-wrong")];
            },
        )
    }

    /// Several lines of text.
    pub fn area(&self, name: &'static str, rows: u32, label: &str, present: &str) -> Markup {
        let value = self.value(name, present);
        self.field(
            name,
            label,
            html! {
                // A browser drops the first line's end.
                textarea id=(self.id(name)) name=(name) rows=(rows) maxlength="190000"
                    aria-invalid=[self.is_wrong(name).then_some("true")]
                    aria-describedby=[self.is_wrong(name).then(|| self.id(name) + "-wrong")] { "\n" (value) }
            },
        )
    }

    /// A file of the visitor's own; `endings` are what its name may end in, each with its dot. Its deed must take one.
    pub fn file(&self, name: &'static str, label: &str, endings: &str) -> Markup {
        self.in_parts.set(true);
        self.field(
            name,
            label,
            html! {
                input id=(self.id(name)) name=(name) type="file" accept=(endings)
                    aria-invalid=[self.is_wrong(name).then_some("true")]
                    aria-describedby=[self.is_wrong(name).then(|| self.id(name) + "-wrong")];
            },
        )
    }

    /// One of several, from a list that opens.
    pub fn select(&self, name: &'static str, label: &str, of: &[(String, String)], present: &str) -> Markup {
        let value = self.value(name, present);
        self.field(
            name,
            label,
            html! {
                select id=(self.id(name)) name=(name) {
                    @for (key, said) in of { option value=(key) selected[key == value] { (said) } }
                }
            },
        )
    }

    /// Some of several, ticked in a list; `of` tells of each its key, what it is called, and whether it is ticked.
    pub fn ticks(&self, name: &'static str, label: &str, of: &[(String, String, bool)]) -> Markup {
        let typed = self.typed.filter(|_| self.is_wrong(name));
        html! {
            fieldset.bad[typed.is_some()] id=(self.id(name)) tabindex=[typed.map(|_| "-1")] {
                legend { (label) }
                @if let Some(typed) = typed { span.wrong { (self.say.wrong(&typed.wrong)) } }
                ul.roll {
                    @for (key, said, present) in of {
                        li { label { b { bdi { (said) } } input type="checkbox" name=(name) value=(key) checked[self.chosen(name, key, *present)]; } }
                    }
                }
            }
        }
    }

    /// A field that is filled in already, and not shown.
    pub fn hidden(&self, name: &str, value: &str) -> Markup {
        html! { input type="hidden" name=(name) value=(value); }
    }

    /// The button that sends it: `class` is `button` and what it weighs.
    pub fn button(&self, class: &str, label: &str) -> Markup {
        html! { button class=(class) { (label) } }
    }

    /// A field's name within the page.
    pub fn id(&self, name: &str) -> String {
        field_id(self.deed, self.subject, name)
    }

    fn field(&self, name: &'static str, label: &str, input: Markup) -> Markup {
        html! {
            div.field.bad[self.is_wrong(name)] {
                label for=(self.id(name)) { (label) }
                @if let Some(typed) = self.typed.filter(|_| self.is_wrong(name)) {
                    span.wrong id=(self.id(name) + "-wrong") { (self.say.wrong(&typed.wrong)) }
                }
                (input)
            }
        }
    }

    fn is_wrong(&self, name: &str) -> bool {
        self.typed.is_some_and(|typed| typed.wrong.field == name)
    }
}

/// The name of a deed's field within the page.
pub fn field_id(deed: &str, subject: SubjectId, name: &str) -> String {
    format!("{deed}-{}-{name}", subject.short())
}
