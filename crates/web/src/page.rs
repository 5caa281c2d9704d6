//! A page: a value that knows its title and its body, and that is its own JSON.

use std::cell::Cell;

use book::{CommandId, SubjectId, UnitId};
use maud::Markup;
use serde::Serialize;

use crate::form::{Form, Typed};
use crate::say::Say;
use crate::site::{Told, Undo};

/// What a view makes.
pub trait Page: Serialize {
    /// What the window and the history call it.
    fn title(&self, say: &Say) -> String;
    /// What stands in it.
    fn body(&self, on: &Paper) -> Markup;
}

/// What a page is written on: words, where it stands, and what was typed there before.
pub struct Paper<'a> {
    /// How to speak.
    pub say: Say<'a>,
    /// The page's own address, with its query.
    pub here: String,
    /// A form that was refused.
    pub typed: Option<&'a Typed>,
    /// Makes ids for forms.
    pub fresh: &'a dyn Fn() -> CommandId,
    /// Whether the form that was refused stands on the page.
    pub(crate) again: Cell<bool>,
}

/// An answer.
pub enum Reply {
    /// A page.
    Html(String),
    /// The same as JSON.
    Json(Vec<u8>),
    /// A file to be kept, under a name.
    File {
        /// The name, of one line.
        name: String,
        /// What it is.
        kind: &'static str,
        /// What is in it.
        bytes: Vec<u8>,
    },
    /// Something that is no page of ours, such as a feed.
    Shown {
        /// What it is.
        kind: &'static str,
        /// What is in it.
        bytes: Vec<u8>,
    },
    /// It is elsewhere.
    Elsewhere(String),
}

/// What has just happened, told once on the next page.
#[derive(Clone, Debug, Default)]
pub struct Flash {
    /// The sentence.
    pub told: Told,
    /// How it is taken back, in the books of which unit.
    pub undo: Option<(UnitId, Undo)>,
}

impl Paper<'_> {
    /// The subject of a form that begins something: a fresh one, or the one that was refused before.
    pub fn begins(&self, deed: &str) -> SubjectId {
        let typed = self.typed.filter(|typed| typed.deed == deed).and_then(|typed| typed.subject);
        typed.unwrap_or_else(|| SubjectId((self.fresh)().0))
    }

    /// Whether a form for this deed was refused just now: whatever folds it away is to stand open, since what was typed
    /// is in it.
    pub fn refused(&self, deed: &str) -> bool {
        self.typed.is_some_and(|typed| typed.deed == deed)
    }

    /// A form for a deed about a subject of a unit.
    pub fn form(
        &self,
        deed: &'static str,
        unit: UnitId,
        subject: SubjectId,
        fill: impl FnOnce(&Form) -> Markup,
    ) -> Markup {
        let typed = self.typed.filter(|typed| typed.deed == deed && typed.subject.is_none_or(|of| of == subject));
        if typed.is_some() {
            self.again.set(true);
        }
        let form = Form { say: self.say, deed, subject, typed, in_parts: Cell::new(false) };
        form.enclose(unit, (self.fresh)(), &self.here, fill(&form))
    }
}
