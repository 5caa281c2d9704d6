//! One meeting as its pages need it: the state, and what stands beside it.

use std::collections::{BTreeMap, BTreeSet};

use book::{PersonId, SubjectId, UnitId};
use charter::calendar::Moment;
use ledger::{Error, Look};
use serde::Serialize;

use crate::{Fact, Meeting};

/// A meeting with its words: what can be erased is simply not there.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Known {
    /// What was counted of it.
    pub state: Meeting,
    /// What it is called.
    pub title: Option<String>,
    /// Its agenda; none while nobody wrote one.
    pub agenda: Option<Vec<String>>,
    /// Who was there.
    pub attended: BTreeSet<PersonId>,
    /// Who came late, and when.
    pub late: BTreeMap<PersonId, Moment>,
    /// Guests by name.
    pub visitors: Vec<String>,
    /// The minutes, in Markdown.
    pub minutes: Option<String>,
    /// Each decision.
    pub decisions: Vec<String>,
    /// Who confirmed, as an officer says.
    pub confirmed_by: Option<(PersonId, PersonId)>,
    /// Why it was cancelled.
    pub because: Option<String>,
}

/// Reads a meeting and what stands beside it; none if there is no such meeting.
pub fn known(look: &Look, unit: UnitId, id: SubjectId) -> Result<Option<Known>, Error> {
    let Some(state) = look.subject::<Meeting>(unit, id)? else { return Ok(None) };
    let mut known = Known { state, ..Known::default() };
    let plain = |texts: Vec<book::Text>| texts.into_iter().map(|text| text.0).collect::<Vec<_>>();
    for fact in look.apart::<Meeting>(unit, id)? {
        match fact {
            Fact::Titled(text) => known.title = Some(text.0),
            Fact::Planned(points) => known.agenda = Some(plain(points)),
            Fact::Attended(who) => known.attended = who,
            Fact::CameLate(late) => known.late = late.into_iter().collect(),
            Fact::Visited(names) => known.visitors = plain(names),
            Fact::Wrote { text, decisions } => {
                (known.minutes, known.decisions) = (Some(text.0), plain(decisions));
            }
            Fact::ConfirmedBy(one, other) => known.confirmed_by = Some((one, other)),
            Fact::Because(reason) => known.because = Some(reason.0),
            _ => {}
        }
    }
    Ok(Some(known))
}
