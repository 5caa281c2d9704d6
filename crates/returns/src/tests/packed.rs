//! Returns and days as columns.

use charter::calendar::{Day, Month};
use proptest::prelude::*;

use super::share;
use crate::pack::{pack, pack_days, unpack, unpack_days};
use crate::{Members, Return, Share};

fn a_share() -> impl Strategy<Value = Share> {
    // The highest number stands for none, and no cell is so large.
    (0..u32::MAX, any::<u32>()).prop_map(|(part, of)| share(part, of))
}

fn maybe<T: std::fmt::Debug>(some: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    proptest::option::of(some)
}

pub fn a_return() -> impl Strategy<Value = Return> {
    let members = prop_oneof![Just(Members::UnderFive), (5..u32::MAX).prop_map(Members::Counted)];
    let numbers = (0..120_000i32, any::<u32>(), maybe(0..u32::MAX), any::<[u32; 3]>(), maybe(0..u32::MAX));
    let shares = (maybe(a_share()), maybe(a_share()), maybe(a_share()), a_share(), a_share());
    let small = || maybe((0..0xffffu32, 0..0xffffu32).prop_map(|(part, of)| share(part, of)));
    let beyond = (small(), maybe(any::<bool>()), small(), small(), small(), small(), small(), small());
    (numbers, shares, members, any::<[bool; 3]>(), beyond).prop_map(
        |((month, rule, due, [held, counted, quorate], joined), shares, members, [late, bulk, closing], beyond)| {
            let (present, welcomed, kept, minutes, confirmed) = shares;
            let (worked, deputy, turns, cared, answered, pulse, settled, carried) = beyond;
            let month = Month(month);
            Return {
                month,
                rule,
                due,
                held,
                counted,
                quorate,
                present,
                members,
                joined,
                welcomed,
                kept,
                minutes,
                confirmed,
                worked,
                deputy,
                turns,
                cared,
                answered,
                pulse,
                settled,
                carried,
                late,
                bulk,
                closing,
            }
        },
    )
}

proptest! {
    #[test]
    fn returns_come_back_from_their_column(returns in proptest::collection::vec(a_return(), 0..5)) {
        prop_assert_eq!(unpack(&pack(returns.iter())), returns);
    }

    #[test]
    fn days_come_back_from_their_column(days in proptest::collection::vec((any::<i32>(), any::<u32>()), 0..9)) {
        let days = days.into_iter().map(|(day, n)| (Day(day), n)).collect::<Vec<_>>();
        prop_assert_eq!(unpack_days(&pack_days(days.iter().copied())), days);
    }

    #[test]
    fn any_bytes_give_what_is_whole_of_them(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(unpack(&bytes).len(), bytes.len() / 104);
        prop_assert_eq!(unpack_days(&bytes).len(), bytes.len() / 8);
    }

    #[test]
    fn a_return_comes_back_from_its_form_in_books(figures in a_return()) {
        let bytes = book::cbor::to_bytes(&figures).unwrap();
        prop_assert_eq!(book::cbor::from_bytes::<Return>(&bytes).unwrap(), figures);
    }
}

#[test]
fn a_return_takes_104_bytes_since_there_are_millions_of_them() {
    let figures = super::counts(&crate::Record::default(), "2026-06");
    assert_eq!(pack([figures].iter()).len(), 104);
}

#[test]
fn a_share_of_more_than_a_column_holds_keeps_its_proportion() {
    let figures = Return { worked: Some(share(100_000, 400_000)), turns: Some(share(0, 65_534)), ..Return::default() };
    let read = unpack(&pack([figures].iter())).remove(0);
    let worked = read.worked.expect("it is told");
    assert!(worked.of > 50_000 && (worked.of / 4).abs_diff(worked.part) <= 1, "{worked:?}");
    assert_eq!(read.turns, Some(share(0, 65_534)));
}

#[test]
fn what_was_told_before_the_return_grew_is_read_as_nothing_told_of_what_came_later() {
    let before = Return { rule: 2, held: 3, ..Return::default() };
    let bytes = book::cbor::to_bytes(&before).unwrap();
    let names = String::from_utf8_lossy(&bytes);
    assert!(!["worked", "deputy", "settled", "carried"].iter().any(|name| names.contains(name)), "{names}");
    assert_eq!(book::cbor::from_bytes::<Return>(&bytes).unwrap(), before);
}
