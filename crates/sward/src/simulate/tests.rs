//! What holds of simulated organisations.

use std::path::Path;

use book::Secret;
use charter::UnitKind;
use charter::calendar::{Day, Month, Zone};
use charter::units::Founding;
use ledger::{Node, Store};

use super::Chance;
use super::falsify::{Falsehood, Forger};
use super::found::Units;
use super::life::Books;
use super::record::Told;
use super::world::{Cause, Deed, Event, Help, Planted, World};

const SEED: u64 = 5;

fn first() -> Month {
    Month::new(2024, 1).expect("January")
}

/// A year of a few cells, with these causes.
fn year(planted: &[Planted]) -> Vec<Vec<(usize, Event)>> {
    let mut world = World::new(SEED, 12, first().first());
    world.planted = planted.to_vec();
    (0..12).map(|month| world.live(first().plus(month))).collect()
}

#[test]
fn the_same_seed_gives_the_same_world() {
    assert_eq!(year(&[]), year(&[]));
    assert!(year(&[]).iter().all(|events| !events.is_empty()));
}

#[test]
fn a_cause_acts_from_its_month_on_and_in_its_cell_alone() {
    let without = year(&[]);
    for cause in Cause::ALL {
        let with = year(&[Planted { cell: 3, month: first().plus(5), cause }]);
        assert_eq!(with[..5], without[..5], "{cause:?}");
        assert_ne!(with[5..], without[5..], "{cause:?}");
        let others = |months: &[Vec<(usize, Event)>]| {
            let of_others = |(at, _): &&(usize, Event)| *at != 3 && *at < 12;
            months.iter().flatten().filter(of_others).cloned().collect::<Vec<_>>()
        };
        assert_eq!(others(&with), others(&without), "{cause:?}");
    }
}

#[test]
fn who_quarrels_goes_together_and_founds_a_cell() {
    let with = year(&[Planted { cell: 0, month: first().plus(5), cause: Cause::Quarrel }]);
    let went = with[7].iter().filter(|(_, event)| matches!(event.deed, Deed::Went { .. } | Deed::Left { .. })).count();
    let founders = with[7].iter().filter(|(at, _)| *at == 12).count();
    assert!(went > 2 && (founders == 0 || founders > 5), "{went} went, {founders}");
}

#[test]
fn a_visit_never_lifts_a_cell_above_a_lively_one_and_later_visits_do_less() {
    let mut world = World::new(SEED, 40, first().first());
    for cell in &mut world.cells {
        cell.strike(SEED, Cause::HallLost, first());
        let lost = cell.levers.room;
        let rooms = (0..6).map(|month| {
            cell.visit(SEED, Help::Rhythm, first().plus(month));
            cell.levers.room
        });
        let rooms = rooms.collect::<Vec<_>>();
        assert!(rooms.iter().all(|room| (lost..=0.97).contains(room)), "{rooms:?}");
    }
    assert!(world.cells.iter().any(|cell| cell.levers.room > 0.6));
    assert!(world.cells.iter().any(|cell| cell.levers.room < 0.6));
}

fn record(store: &Store, unit: book::UnitId) -> returns::Record {
    returns::record(&store.look(), unit, Default::default(), first().plus(9).last(), &Zone::UTC).expect("a record")
}

/// A store in which a world's first months are put down, falsified or not.
fn put_down(dir: &Path, falsehood: Option<Falsehood>, beyond: bool) -> (World, Books, Store, Vec<Told>) {
    let mut chance = Chance::new(SEED);
    let random = Box::new(move |bytes: &mut [u8]| bytes.fill_with(|| chance.below(256) as u8));
    let node = Node { secret: Secret::new(&[7; 32]), random };
    let mut store = Store::open(dir, crate::kinds::kinds(), node).expect("a new folder");
    let begin = first().first();
    let founding = Founding {
        kind: UnitKind::Centre,
        name: book::Text("Meadow Union".into()),
        code: None,
        founded: Some(begin.start()),
        out_of: None,
        recovery: vec![],
        nonce: book::CommandId([1; 16]),
    };
    let (root, actor) = store.genesis(founding, charter::Rules::default(), begin.start()).expect("a centre");
    let mut world = World::new(SEED, 6, begin);
    world.beyond = beyond;
    world.plant(0, 1.0, first(), 9);
    if beyond {
        let open = crate::letters::wanted(&mut store, root, begin.start()).expect("a key");
        store.act(open.as_slice()).into_iter().for_each(|done| assert!(done.is_ok()));
    }
    let mut books = Books::new(Units::under(root), actor, SEED);
    let mut told: Vec<Told> = world.cells.iter().map(Told::new).collect();
    let founders = world.cells.iter().enumerate();
    let mut events = founders.flat_map(|(at, cell)| cell.founders().map(move |event| (at, event))).collect::<Vec<_>>();
    let roll = |at: usize| world.cells[at].people.iter().map(|person| person.number).collect::<Vec<_>>();
    let mut forgers = (0..6).map(|at| falsehood.map(|one| Forger::new(one, SEED, roll(at)))).collect::<Vec<_>>();
    for month in (0..10).map(|months| first().plus(months)) {
        let lived = world.live(month);
        told.extend(world.cells[told.len()..].iter().map(Told::begun).collect::<Vec<_>>());
        for (at, told) in told.iter_mut().enumerate() {
            let own = lived.iter().filter(|(cell, _)| *cell == at).map(|(_, event)| event.clone());
            let own = own.collect::<Vec<_>>();
            let own = match forgers.get_mut(at).and_then(Option::as_mut) {
                Some(forger) => forger.month(&own, month.last()),
                None => own,
            };
            own.iter().for_each(|event| told.put(event));
            events.extend(own.into_iter().map(|event| (at, event)));
        }
    }
    books.put(&mut store, &world, &events, Day(i32::MAX / 1_000).start()).expect("all of it is allowed");
    (world, books, store, told)
}

#[test]
fn a_life_on_real_books_counts_as_the_same_life_without_them() {
    let dir = tempfile::tempdir().expect("a folder");
    let (world, books, store, told) = put_down(dir.path(), None, false);
    let last = first().plus(9);
    for (at, told) in told.iter().enumerate() {
        let unit = books.units.of(at).expect("a unit");
        let record = record(&store, unit);
        let count = |record| {
            let mut months = returns::months(record, &charter::Rules::default(), last);
            // Of care the worlds without books say nothing, since nobody calls anybody there.
            months.iter_mut().for_each(|month| (month.cared, month.answered) = (None, None));
            months
        };
        assert_eq!(count(&record), count(told.record()), "cell {at} of {}", world.cells.len());
        assert!(count(&record).iter().any(|month| month.held > 0));
    }
}

#[test]
fn what_a_falsified_book_says_is_let_through_like_anything_else() {
    let dir = tempfile::tempdir().expect("a folder");
    let (_, books, store, told) = put_down(dir.path(), Some(Falsehood { pads: 0.5, makes_up: true }), false);
    let written = told.iter().enumerate().map(|(at, told)| {
        let unit = books.units.of(at).expect("a unit");
        let record = record(&store, unit);
        assert!(store.look().aside(unit).expect("a list").is_empty());
        assert_eq!(record.meetings.len(), told.record().meetings.len());
        record
            .meetings
            .iter()
            .filter(|meeting| meeting.day(&Zone::UTC).is_some() && meeting.confirmed.is_none())
            .count()
    });
    assert_eq!(written.take(6).sum::<usize>(), 0, "all minutes were made up");
}

#[test]
fn the_claims_come_out_as_the_documents_tell() {
    let found = super::claims(1, 6, 200);
    let helping = &found.helping;
    assert!(helping.holds[0], "by the list, not better than at random: {:?}", helping.over_random);
    assert!(helping.over_lowest.high > 0.0, "the lowest score first is better: {:?}", helping.over_lowest);
    assert!(found.naming.right[1].mean > 0.72, "named rightly: {:?}", found.naming.right);
    let [padded, made_up, both, _] = &found.falsified[..] else { panic!("four lies") };
    assert!(padded.holds && made_up.holds && both.gain.high < 6.5, "{:?}", found.falsified);
    assert_eq!(super::claims(1, 2, 20), super::claims(1, 2, 20));
}

#[test]
fn a_life_beyond_meetings_is_put_down_and_told_in_all_its_figures() {
    let dir = tempfile::tempdir().expect("a folder");
    let (_, books, store, _) = put_down(dir.path(), None, true);
    let (look, rules, last) = (store.look(), charter::Rules::default(), first().plus(9));
    let mut told = [0; 7];
    for at in 0..6 {
        let unit = books.units.of(at).expect("a unit");
        assert!(look.aside(unit).expect("a list").is_empty());
        let beside = returns::beside(&look, unit, &Zone::UTC).expect("what others say");
        let record = returns::record(&look, unit, beside, last.last(), &Zone::UTC).expect("a record");
        for r in returns::months(&record, &rules, last) {
            let deputy = r.deputy.map(returns::Share::one);
            let figures = [r.worked, deputy, r.cared, r.answered, r.pulse, r.settled, r.carried];
            told.iter_mut().zip(figures).for_each(|(told, figure)| *told += figure.map_or(0, |figure| figure.of));
        }
    }
    // Of newcomers five have to come before anything is told; all else is there.
    assert!(told.iter().enumerate().all(|(at, of)| at == 2 || *of > 0), "{told:?}");
}
