//! People of a month, as counts: on the roll, joined, welcomed, kept; never few enough to name one.

use member::Member;

use super::{counts, day, of_members, share, since, told, until};
use crate::Members;

fn many(member: Member, of: usize) -> Vec<Member> {
    vec![member; of]
}

/// Five who were there before, so that those who come are told.
fn with_five(list: Vec<Member>, from: &str) -> Vec<Member> {
    [many(since(day(from)), 5), list].concat()
}

fn undated(noted: &str) -> Member {
    Member { noted: Some(day(noted)), ..Member::default() }
}

fn welcomed(joined: &str, on: &str) -> Member {
    Member { welcomed: Some(day(on)), ..since(day(joined)) }
}

fn members(list: Vec<Member>, of: &str) -> Members {
    counts(&of_members(list), of).members
}

#[test]
fn a_roll_under_five_is_told_as_under_five() {
    let roll = |of| members(many(since(day("2026-01-01")), of), "2026-06");
    assert_eq!(
        [0, 4, 5, 50].map(roll),
        [Members::UnderFive, Members::UnderFive, Members::Counted(5), Members::Counted(50)]
    );
}

#[test]
fn the_roll_is_that_of_the_last_day_of_the_month() {
    let mut list = many(since(day("2026-01-01")), 5);
    list.push(since(day("2026-06-30")));
    list.push(since(day("2026-07-01")));
    list.push(until(since(day("2026-01-01")), day("2026-06-30")));
    assert_eq!(
        [members(list.clone(), "2026-06"), members(list, "2026-07")],
        [Members::Counted(6), Members::Counted(7)]
    );
}

#[test]
fn a_membership_without_a_beginning_weighs_at_every_date_until_its_end() {
    let mut list = many(undated("2026-06-15"), 5);
    let roll = |list: &[Member]| ["1999-01", "2026-05", "2026-06"].map(|of| members(list.to_vec(), of));
    assert_eq!(roll(&list), [Members::Counted(5); 3]);
    list[0].left = Some(day("2026-05-31"));
    assert_eq!(roll(&list), [Members::Counted(5), Members::UnderFive, Members::UnderFive]);
}

#[test]
fn who_is_described_and_never_joined_is_not_counted() {
    assert_eq!(members(many(Member::default(), 9), "2026-06"), Members::UnderFive);
}

#[test]
fn a_membership_without_a_beginning_is_neither_joined_nor_kept_nor_welcomed() {
    let list = many(Member { welcomed: Some(day("2026-06-20")), ..undated("2025-01-15") }, 9);
    let figures = counts(&of_members(list), "2026-06");
    assert_eq!((figures.joined, figures.welcomed, figures.kept), (Some(0), Some(share(0, 0)), None));
}

#[test]
fn newcomers_are_told_in_the_month_in_which_they_came() {
    let list = [many(since(day("2026-06-01")), 3), many(since(day("2026-06-30")), 2)].concat();
    let joined = |list| told(&of_members(list), "2026-08").iter().map(|r| r.joined).collect::<Vec<_>>();
    assert_eq!(joined(with_five(list.clone(), "2026-05-01")), [None, Some(5), None, None]);
    // They are the first: who came is not told of a roll that was under five.
    assert_eq!(joined(list), [None; 3]);
}

#[test]
fn fewer_than_five_newcomers_are_carried_until_there_are_five() {
    let mut list = many(since(day("2026-01-10")), 2);
    list.extend(many(since(day("2026-03-10")), 2));
    list.push(since(day("2026-05-10")));
    list.push(since(day("2026-06-10")));
    let list = with_five(list, "2025-12-01");
    let joined = told(&of_members(list), "2026-07").iter().map(|r| r.joined).collect::<Vec<_>>();
    assert_eq!(joined, [None, None, None, None, None, Some(5), None, None]);
}

#[test]
fn a_welcome_counts_up_to_the_sixtieth_day() {
    // Sixty days after the 2nd of April is the 1st of June.
    let list = vec![
        welcomed("2026-04-02", "2026-06-01"),
        welcomed("2026-04-02", "2026-06-02"),
        since(day("2026-04-02")),
        welcomed("2026-05-01", "2026-05-01"),
        welcomed("2026-04-01", "2026-04-01"),
    ];
    let list = with_five(list, "2020-01-01");
    let welcomed = |of| counts(&of_members(list.clone()), of).welcomed;
    // The last two ended on the 30th of June and on the 31st of May.
    assert_eq!(["2026-05", "2026-06", "2026-07"].map(welcomed), [share(1, 1), share(2, 4), share(0, 0)].map(Some));
}

#[test]
fn welcomes_are_carried_until_five_newcomers_stand_behind_them() {
    let list = [many(welcomed("2026-01-05", "2026-01-06"), 3), many(since(day("2026-02-05")), 2)].concat();
    let told =
        told(&of_members(with_five(list, "2025-12-01")), "2026-05").iter().map(|r| r.welcomed).collect::<Vec<_>>();
    // The sixty days end on the 6th of March and of April.
    assert_eq!(told, [None, None, None, None, Some(share(3, 5)), None]);
}

#[test]
fn kept_are_those_of_twelve_months_ago_who_still_belong() {
    let mut list = many(since(day("2025-06-30")), 6);
    list[0].left = Some(day("2026-06-30"));
    list[1].left = Some(day("2026-07-01"));
    // These came too late, or had left before.
    list.push(since(day("2025-07-01")));
    list.push(until(since(day("2024-01-01")), day("2025-06-30")));
    assert_eq!(counts(&of_members(list), "2026-06").kept, Some(share(5, 6)));
}

#[test]
fn kept_is_told_from_five_on() {
    let kept = |of| counts(&of_members(many(since(day("2025-01-01")), of)), "2026-06").kept;
    assert_eq!([0, 4, 5].map(kept), [None, None, Some(share(5, 5))]);
}
