//! What is hard to undo: who signed it, and whether two have to, as far as the cited heads know.

use book::{Attested, BookId, Hash, SubjectId, entry};
use charter::signing::Assertion;
use charter::{By, Refusal, Second};

use crate::authority::At;
use crate::error::Result;
use crate::fold::Fold;
use crate::store;
use crate::wish::actor_key;

impl Fold<'_> {
    /// The same actor with whoever signed beside them, if the fact is hard to undo. What two signed counts once: no other
    /// fact may stand on the same command.
    pub(crate) fn graver<'a>(
        &mut self,
        by: By<'a>,
        at: &At,
        number: usize,
        subject: SubjectId,
        fact: &entry::Fact,
    ) -> Result<std::result::Result<By<'a>, Refusal>> {
        let signed = matches!(fact.attested, Attested::Signed(_));
        let Some(asked) = self.kinds[number].asked(fact.body) else {
            return Ok(if signed { Err(Refusal::NotSigned) } else { Ok(by) });
        };
        if let Attested::Signed(assertions) = fact.attested {
            // Whichever of the two is said to ask: what they signed is one command.
            for assertion in Assertion::read(assertions).unwrap_or_default() {
                if self.done(at.book, fact.command, actor_key(&assertion.actor()))?.is_some() {
                    return Ok(Err(Refusal::OtherBytes));
                }
            }
        }
        let book = BookId { unit: at.unit, kind: at.kind };
        let org = store::org(self.books)?.unwrap_or(at.unit);
        let what = entry::to_sign(org, book, (fact.kind, subject), (fact.command, &asked));
        self.signed(by, at, fact.attested, what)
    }

    /// Who signed what is hard to undo, and whether two have to. Refused where the assertions are not those of the actor
    /// and of one more, over this very thing.
    pub(crate) fn signed<'a>(
        &mut self,
        by: By<'a>,
        at: &At,
        attested: Attested,
        what: Hash,
    ) -> Result<std::result::Result<By<'a>, Refusal>> {
        let root = store::org(self.books)?.unwrap_or(at.unit);
        let (unit, seq) = at.above.unwrap_or((at.unit, at.own));
        let (top, seen) = self.top(unit, seq)?;
        // Where the way up is not held to its end, nothing is known of the root from here.
        let two = top == root && self.standing(root)?.two_since.is_some_and(|since| since < seen);
        let by = By { two, ..by };
        let Attested::Signed(assertions) = attested else { return Ok(Ok(by)) };
        let Some(assertions) = Assertion::read(assertions) else { return Ok(Err(Refusal::NotSigned)) };
        let mut second = None;
        for assertion in &assertions {
            let Some((term, _, seq)) = self.term_of(at, assertion.actor())? else {
                return Ok(Err(Refusal::NotSigned));
            };
            let known = term.passkeys.iter().find(|(since, key)| *since < seq && key.point == assertion.point);
            if !known.is_some_and(|(_, key)| key.signed(what, assertion)) {
                return Ok(Err(Refusal::NotSigned));
            }
            second = Some(Second { office: term.office, below: term.below });
        }
        if assertions[0].actor() != by.actor { Ok(Err(Refusal::NotSigned)) } else { Ok(Ok(By { second, ..by })) }
    }
}
