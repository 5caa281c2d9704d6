//! What holds for the returns of any record.

use book::Hash;
use charter::Rules;
use charter::calendar::{Day, Month, Zone};
use meeting::{Cadence, Meeting};
use member::Member;
use proptest::prelude::*;

use super::{counted, day, every, met, month, since, until};
use crate::pack::{pack, unpack};
use crate::{Members, Record, Release, Return, Sign, count, months};

fn a_day() -> impl Strategy<Value = Day> {
    (0..800i32).prop_map(|number| day("2024-01-01").plus(number))
}

fn a_meeting() -> impl Strategy<Value = Meeting> {
    let attendance = proptest::option::of((0..30u32, 0..30u32));
    let minutes = proptest::option::of(0..12i32);
    (a_day(), attendance, minutes, any::<bool>(), any::<bool>()).prop_map(|(on, attendance, minutes, held, bulk)| {
        let meeting = match attendance {
            Some((one, other)) => counted(on, one.min(other), one.max(other)),
            None => met(on),
        };
        let minuted = minutes.map(|after| on.plus(after).start());
        match held {
            true => Meeting { minuted, confirmed: minuted, bulk, ..meeting },
            false => Meeting { held: None, present: None, ..meeting },
        }
    })
}

fn a_member() -> impl Strategy<Value = Member> {
    (proptest::option::of(a_day()), a_day(), proptest::option::of(0..500i32), proptest::option::of(0..100i32)).prop_map(
        |(joined, noted, stays, welcome)| {
            let since_then = joined.unwrap_or(noted);
            let member = Member { joined, noted: Some(noted), ..since(since_then) };
            let member = Member { welcomed: welcome.map(|after| since_then.plus(after)), ..member };
            stays.map_or(member.clone(), |days| until(member, since_then.plus(days)))
        },
    )
}

fn a_record() -> impl Strategy<Value = Record> {
    let meetings = proptest::collection::vec(a_meeting(), 0..24);
    let members = proptest::collection::vec(a_member(), 0..24);
    let cadence = proptest::option::of((7..=92u32, a_day()));
    (meetings, members, cadence).prop_map(|(meetings, members, cadence)| {
        let cadence = cadence.map_or(Cadence::default(), |(days, from)| every(days, from));
        Record { meetings, members, cadence, ..Record::default() }
    })
}

fn told(record: &Record) -> Vec<Return> {
    months(record, &Rules::default(), month("2026-06"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_order_of_meetings_and_members_does_not_matter(
        (record, shuffled) in a_record().prop_flat_map(|record| {
            let shuffled = (Just(record.meetings.clone()).prop_shuffle(), Just(record.members.clone()).prop_shuffle());
            (Just(record), shuffled)
        })
    ) {
        let (meetings, members) = shuffled;
        let other = Record { meetings, members, ..record.clone() };
        prop_assert_eq!(told(&record), told(&other));
    }

    #[test]
    fn every_part_lies_within_its_whole(record in a_record()) {
        for figures in told(&record) {
            prop_assert!(figures.quorate <= figures.counted && figures.counted <= figures.held, "{:?}", figures);
            let shares = [figures.present, figures.welcomed, figures.kept, Some(figures.minutes), Some(figures.confirmed)];
            prop_assert!(shares.into_iter().flatten().all(|share| share.part <= share.of), "{:?}", figures);
        }
    }

    #[test]
    fn no_count_of_people_under_five_is_told(record in a_record()) {
        for figures in told(&record) {
            let many = matches!(figures.members, Members::UnderFive | Members::Counted(5..));
            prop_assert!(many && figures.joined.is_none_or(|joined| joined >= 5), "{:?}", figures);
            let of_people = [figures.present, figures.welcomed, figures.kept].into_iter().flatten();
            prop_assert!(of_people.into_iter().all(|share| share.of >= 5), "{:?}", figures);
        }
    }

    #[test]
    fn everybody_who_came_to_five_or_more_is_told_once_but_for_the_last_few(record in a_record()) {
        let returns = told(&record);
        let Some(last) = returns.last().map(|figures| figures.month.last()) else { return Ok(()) };
        let few = |month: Month| count(&record, &Rules::default(), &Zone::UTC, &[], month).members == Members::UnderFive;
        let told = |joined: Day| joined <= last && !few(joined.month()) && !few(joined.month().plus(-1));
        let came = record.members.iter().filter(|member| member.joined.is_some_and(told)).count();
        let joined: u32 = returns.iter().filter_map(|figures| figures.joined).sum();
        let carried = came as u32 - joined;
        prop_assert!(carried < 5, "{} of {} are carried", carried, came);
    }

    #[test]
    fn months_are_told_in_order_and_no_two_closing_ones_in_a_row(record in a_record()) {
        let returns = told(&record);
        prop_assert!(returns.windows(2).all(|two| two[0].month < two[1].month && !(two[0].closing && two[1].closing)));
        prop_assert!(returns.first().is_none_or(|first| !first.closing));
    }

    #[test]
    fn every_day_met_is_told_in_its_month(record in a_record()) {
        let returns = told(&record);
        let days = record.meetings.iter().filter_map(|meeting| meeting.day(&charter::calendar::Zone::UTC));
        let days = days.collect::<std::collections::BTreeSet<_>>();
        prop_assert_eq!(returns.iter().map(|figures| figures.held).sum::<u32>(), days.len() as u32);
    }

    /// Whatever it is that a record says: what travels upward has no place for a person's id or for a text.
    #[test]
    fn what_travels_upward_names_nobody(record in a_record()) {
        let returns = told(&record);
        prop_assert_eq!(&unpack(&pack(returns.iter())), &returns);
        let release = Release::Released { returns, record: Hash::default(), bulletin: Hash::default() };
        let signs = [Sign::Met(vec![(day("2026-06-02"), 1)]), Sign::Next(Some(day("2026-06-09")))];
        let bytes = signs.iter().map(|sign| book::cbor::to_bytes(sign).unwrap());
        for bytes in bytes.chain([book::cbor::to_bytes(&release).unwrap()]) {
            let tags = book::cbor::tags(&bytes).unwrap();
            prop_assert!(!tags.person && !tags.text);
        }
    }

    /// Titles, lists of names and minutes are facts apart, of which a meeting's state keeps nothing; so neither
    /// do the figures.
    #[test]
    fn figures_are_counted_from_states_that_hold_nothing_erasable(record in a_record()) {
        for meeting in &record.meetings {
            let tags = book::cbor::tags(&book::cbor::to_bytes(meeting).unwrap()).unwrap();
            prop_assert!(!tags.person && !tags.text);
        }
        let nameless = |member: &Member| Member { details: None, code: None, home: false, went_to: None, ..member.clone() };
        let members = record.members.iter().map(nameless).collect();
        let erased = Record { members, ..record.clone() };
        prop_assert_eq!(told(&erased), told(&record));
    }
}
