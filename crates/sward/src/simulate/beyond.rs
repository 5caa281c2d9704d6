//! What happens beside meetings, as commands on real books: policies of the centre, and in each cell tasks, calls, the
//! pulse, answers, concerns, dues and a public page.

use std::collections::BTreeMap;

use book::{PersonId, SubjectId, Text, UnitId};
use care::{Care, Counted, How, Pulse, Sum};
use charter::calendar::{Day, Moment, Month, Zone};
use charter::letterboxes::PublicKey;
use charter::{Bytes, Refusal};
use concern::{Concern, Receipt, Said as Told, Word, addressees, seal};
use dues::{Cash, Currency, Every, Money, Rates, Settled, Source, cash, cash_of};
use ledger::{Store, Term, Wish, own_subject};
use policy::{Outcome, Outline, Policy, Reason, Replied, Respond, Response, Texts};
use public_page::{Page, Shown};
use task::Task;

use super::life::{Books, subject};
use super::world::{Deed, Event, POLICIES, World};
use super::{Chance, texts};
use crate::said::Result;

/// Dues of a month, in minor units, and the months that are paid at once.
const DUES: (i64, i64) = (300, 3);
/// One cell in so many shows a page to everybody.
const PAGES: u64 = 2;

/// A cell's cash book as far as it was filled: its year, how many postings, and what they come to.
type Till = (i16, u32, i64);

/// What was put down beside meetings.
#[derive(Default)]
pub struct Beyond {
    tills: BTreeMap<usize, Till>,
    paid: BTreeMap<u64, Month>,
    published: Option<Month>,
}

impl Books {
    /// What the centre asked of all up to a moment, and answered to those who object.
    pub fn publish(&mut self, world: &World, until: Moment) -> Result<Vec<Wish>> {
        let mut wishes = vec![];
        let first = self.beyond.published.map_or(world.begin.month(), |last| last.plus(1));
        for month in (first.0..).map(Month).take_while(|month| month.plus(1).first().start() <= until) {
            self.beyond.published = Some(month);
            if month.0.rem_euclid(POLICIES.0) != 0 {
                continue;
            }
            let (title, text, reason, measure) = texts::policy(world.seed, month.0);
            let texts = Texts {
                text: Text(text.into()),
                reason: Text(reason.into()),
                measure: measure.map(|measure| Text(measure.into())),
            };
            let outline = Outline { due: Some(due(month)), until: None, measured: measure.is_some() };
            let id = published(world.seed, month);
            let write = policy::Command::Write { from: 0, title: Text(title.into()), outline, texts };
            let reply = policy::Command::Reply { to: Replied::Reason(Reason::Means), text: Text(texts::REPLY.into()) };
            for (days, command) in [(0, write), (1, policy::Command::Adopt(1)), (70, reply)] {
                let at = month.first().plus(days).start().0.min(until.0);
                wishes.push(Wish::new::<Policy>(self.id(), self.units.root(), id, self.actor, Moment(at), &command)?);
            }
        }
        Ok(wishes)
    }

    /// What a cell that is new says of itself, and what it asks of its members.
    pub fn begin(&mut self, world: &World, at: usize, unit: UnitId) -> Result<Vec<Wish>> {
        let (cell, actor, own) = (&world.cells[at], secretary(unit), own_subject(unit));
        let (number, time) = (cell.number, cell.begun.start());
        let (amount, from) = (Money::of(DUES.0), cell.begun.month());
        let rate = Settled::Settled { currency: euro()?, amount, every: Every::Month, from };
        let mut wishes = vec![Wish::new::<Rates>(self.id(), unit, own, actor, time, &rate)?];
        if number.is_multiple_of(PAGES) {
            let name = self.units.name(at).to_owned();
            let show = public_page::Command::Show {
                shown: Shown { joins: true, concerns: true, guests: true },
                about: Text(texts::about(world.seed, number).into()),
                reach: Text(texts::REACH.into()),
                meets: Text(texts::MEETS.into()),
                places: vec![Text(name)],
            };
            wishes.push(Wish::new::<Page>(self.id(), unit, own, actor, time, &show)?);
        }
        Ok(wishes)
    }

    /// Something that happened in a cell beside its meetings.
    pub fn beside(
        &mut self,
        store: &Store,
        world: &World,
        at: usize,
        unit: UnitId,
        event: &Event,
    ) -> Result<Vec<Wish>> {
        let (seed, cell, time, actor) = (world.seed, world.cells[at].number, event.at, secretary(unit));
        let person = |person: u64| PersonId(subject(seed, &[person, 9]));
        let tasked = |task: u64| subject(seed, &[cell, task, 11]);
        let of_care = |books: &mut Books, who: u64, command: care::Command| -> Result<Vec<Wish>> {
            Ok(vec![Wish::new::<Care>(books.id(), unit, person(who).0, actor, time, &command)?])
        };
        Ok(match &event.deed {
            Deed::Tasked { task, person: who } => {
                let day = Zone::UTC.day(time);
                let command = task::Command::Set {
                    text: Text(texts::task(seed, cell, *task).into()),
                    due: Some(day.plus(texts::days(seed, cell, *task))),
                    owner: Some(person(*who)),
                    out_of: None,
                    policy: None,
                };
                vec![Wish::new::<Task>(self.id(), unit, tasked(*task), actor, time, &command)?]
            }
            Deed::Finished { task } => {
                vec![Wish::new::<Task>(self.id(), unit, tasked(*task), actor, time, &task::Command::Finish)?]
            }
            Deed::Called { person, day } => of_care(self, *person, care::Command::Meet { day: *day, how: How::Call })?,
            Deed::Accompanied { person: who, by } => of_care(self, *who, care::Command::Accompany(Some(person(*by))))?,
            Deed::Pulse { quarter, sums } => {
                let sums = sums.map(|(yes, of)| Sum { yes, no: of - yes }.told()).to_vec();
                if sums.iter().all(Option::is_none) {
                    return Ok(vec![]);
                }
                let counted = Counted::Counted { quarter: *quarter, sums };
                vec![Wish::new::<Pulse>(self.id(), unit, own_subject(unit), Term::Keeper, time, &counted)?]
            }
            Deed::Responded { policy, said } => {
                let id = published(seed, *policy);
                let respond = match said {
                    8 | 9 => {
                        let reason = if *said == 8 { Reason::Means } else { Reason::Place };
                        Respond::Object { version: 1, reason, text: Text(texts::objection(*said).into()) }
                    }
                    _ => {
                        let outcome =
                            [Outcome::Done, Outcome::Partly, Outcome::Not][(*said as usize).saturating_sub(3).min(2)];
                        let story = (*said == 0).then(|| Text(texts::story(seed, cell).into()));
                        Respond::Report { version: 1, outcome, figure: None, story }
                    }
                };
                vec![Wish::new::<Response>(self.id(), unit, id, actor, time, &respond)?]
            }
            Deed::Raised { concern } => {
                let receipt = receipt(seed, cell, *concern);
                let text = locked(store, unit, texts::concern(seed, cell, *concern), receipt.reads())?;
                let raise = concern::Command::Raise { key: receipt.secret().signer(), reads: receipt.reads(), text };
                vec![Wish::new::<Concern>(self.id(), unit, receipt.id(), Term::Keeper, time, &raise)?]
            }
            Deed::Acknowledged { concern } => {
                let id = receipt(seed, cell, *concern).id();
                vec![Wish::new::<Concern>(self.id(), unit, id, actor, time, &concern::Command::Acknowledge)?]
            }
            Deed::AnsweredTo { concern } => {
                let receipt = receipt(seed, cell, *concern);
                let answer = concern::Command::Answer(locked(store, unit, texts::ANSWER, receipt.reads())?);
                vec![Wish::new::<Concern>(self.id(), unit, receipt.id(), actor, time, &answer)?]
            }
            Deed::Settled { concern } => {
                let receipt = receipt(seed, cell, *concern);
                let signature = Bytes(receipt.sign(Word::Settled, 1).to_vec());
                let settle = concern::Command::Settle { word: 1, signature };
                vec![Wish::new::<Concern>(self.id(), unit, receipt.id(), Term::Keeper, time, &settle)?]
            }
            Deed::Paid { person: who } => self.pay(at, unit, (*who, person(*who)), time)?,
            _ => vec![],
        })
    }

    /// Somebody pays for some months, if they did not lately. Once a quarter what is there is counted by two.
    fn pay(&mut self, at: usize, unit: UnitId, (who, person): (u64, PersonId), time: Moment) -> Result<Vec<Wish>> {
        let (day, actor) = (Zone::UTC.day(time), secretary(unit));
        let quarter = Month(day.month().0 - day.month().0.rem_euclid(3));
        if self.beyond.paid.insert(who, quarter) == Some(quarter) {
            return Ok(vec![]);
        }
        let year = i16::try_from(day.month().0.div_euclid(12)).map_err(|_| Refusal::NoSuchDay)?;
        let before = self.beyond.tills.get(&at).copied();
        let (of, postings, sum) = before.unwrap_or((0, 0, 0));
        let (mut commands, mut postings) = (vec![], postings);
        if of != year {
            let first = before.is_none();
            commands.push(cash::Command::Open {
                currency: if first { Some(euro()?) } else { None },
                carried: first.then_some(Money::NONE),
            });
            postings = 0;
        }
        let amount = Money::of(DUES.0 * DUES.1);
        commands.push(cash::Command::Take { day, amount, from: Source::Dues(person), text: None, seen: None });
        self.beyond.tills.insert(at, (year, postings + 1, sum + amount.minor));
        let wish = |command: &cash::Command, id| Wish::new::<Cash>(id, unit, cash_of(unit, year), actor, time, command);
        Ok(commands.iter().map(|command| wish(command, self.id())).collect::<std::result::Result<_, _>>()?)
    }
}

/// The secretary of a cell, in their first term.
pub fn secretary(unit: UnitId) -> Term {
    Term::Office { unit, office: charter::Office::Secretary, number: 1 }
}

fn due(month: Month) -> Day {
    month.first().plus(POLICIES.1)
}

/// The id of the policy of a month.
fn published(seed: u64, month: Month) -> SubjectId {
    subject(seed, &[month.0 as u64, 12])
}

fn receipt(seed: u64, cell: u64, concern: u64) -> Receipt {
    Receipt::new(Chance::new(super::chance::number(seed, &[cell, concern, 13])).bytes())
}

fn euro() -> Result<Currency> {
    Ok("EUR".parse().map_err(|_| Refusal::NotACommand)?)
}

/// Words that a concern's raiser and those whom it is for can read.
fn locked(store: &Store, unit: UnitId, text: &str, reads: PublicKey) -> Result<Bytes> {
    let said = Told::plain(text);
    let to = [reads].into_iter().chain(addressees(&store.look(), unit, &said)?).collect::<Vec<_>>();
    let mut random = crate::device::random();
    Ok(seal(&said, &to, &mut random).ok_or(Refusal::TooLong)?)
}
