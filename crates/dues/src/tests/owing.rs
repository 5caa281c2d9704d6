//! What somebody owes on a day.

use charter::Refusal;
use charter::calendar::{Day, Month};
use charter::{Stamp, Subject};
use proptest::prelude::{Strategy, prop, prop_assert, prop_assert_eq, proptest};

use super::{chf, day, month, schedule, treasurer};
use crate::{Every, Levied, Levies, Money, Rate, Rates, Schedule, Settled, Stay, Waivers, standing, waiver};

fn stay(since: &str, left: Option<&str>) -> Stay {
    Stay { since: day(since), left: left.map(day) }
}

fn waived(spans: &[(&str, Option<&str>)]) -> Waivers {
    Waivers { spans: spans.iter().map(|(from, until)| (month(from).0, until.map(month))).collect() }
}

/// What is open on a day, with nothing paid.
fn owed(rates: &Schedule, stay: Stay, waivers: &Waivers, on: &str) -> i64 {
    standing(rates, stay, waivers, &[], day(on)).owed.minor
}

#[test]
fn the_period_in_which_somebody_joins_is_free_and_one_who_leaves_in_it_still_owes_it() {
    let (monthly, none) = (schedule(&[("2026-01", 500, Every::Month)]), Waivers::default());
    assert_eq!(owed(&monthly, stay("2020-05-01", None), &none, "2026-03-31"), 1_500);
    assert_eq!(owed(&monthly, stay("2026-02-02", None), &none, "2026-02-28"), 0, "joined within it");
    assert_eq!(owed(&monthly, stay("2026-02-02", None), &none, "2026-03-01"), 500);
    assert_eq!(owed(&monthly, stay("2026-02-01", None), &none, "2026-02-28"), 500, "joined on its first day");
    assert_eq!(owed(&monthly, stay("2020-05-01", Some("2026-03-01")), &none, "2026-09-01"), 1_000, "left on it");
    assert_eq!(owed(&monthly, stay("2020-05-01", Some("2026-03-02")), &none, "2026-09-01"), 1_500, "left within it");
    let yearly = schedule(&[("2026-01", 6_000, Every::Year)]);
    assert_eq!(owed(&yearly, stay("2026-01-02", None), &none, "2026-12-31"), 0);
    assert_eq!(owed(&yearly, stay("2026-01-02", None), &none, "2027-01-01"), 6_000);
    let quarterly = schedule(&[("2026-02", 900, Every::Quarter)]);
    let at = ["2026-01-31", "2026-02-01", "2026-04-30", "2026-05-01"];
    assert_eq!(at.map(|on| owed(&quarterly, stay("2020-05-01", None), &none, on)), [0, 900, 900, 1_800]);
}

#[test]
fn a_later_rate_follows_the_earlier_one_and_nothing_is_a_rate_too() {
    let rates =
        schedule(&[("2026-01", 500, Every::Month), ("2026-04", 600, Every::Month), ("2026-06", 0, Every::Month)]);
    assert_eq!(owed(&rates, stay("2020-05-01", None), &Waivers::default(), "2027-12-31"), 3 * 500 + 2 * 600);
}

#[test]
fn a_waiver_covers_its_months_over_a_change_of_rate() {
    let rates = schedule(&[("2026-01", 500, Every::Month), ("2026-04", 600, Every::Month)]);
    let stay = stay("2020-05-01", None);
    assert_eq!(owed(&rates, stay, &waived(&[("2026-03", Some("2026-04"))]), "2026-05-31"), 2 * 500 + 600);
    assert_eq!(owed(&rates, stay, &waived(&[("2026-03", None)]), "2026-12-31"), 2 * 500);
    assert_eq!(
        owed(&rates, stay, &waived(&[("2025-01", Some("2026-02")), ("2026-02", Some("2026-03"))]), "2026-04-30"),
        600
    );
    // A waiver that covers the month in which a period begins covers the whole period.
    let quarterly = schedule(&[("2026-01", 900, Every::Quarter)]);
    assert_eq!(owed(&quarterly, stay, &waived(&[("2026-04", Some("2026-04"))]), "2026-06-30"), 900);
}

#[test]
fn what_is_paid_covers_the_oldest_first_and_what_is_too_much_carries_on() {
    let (rates, none) = (schedule(&[("2026-01", 500, Every::Month)]), Waivers::default());
    let paid = [(day("2026-02-10"), Money::of(700))];
    let now = standing(&rates, stay("2020-05-01", None), &none, &paid, day("2026-03-31"));
    assert_eq!((now.asked, now.paid, now.owed), (Money::of(1_500), Money::of(700), Money::of(800)));
    let open = now.open.iter().map(|open| (open.month, open.owed.minor)).collect::<Vec<_>>();
    assert_eq!(open, [(month("2026-02"), 300), (month("2026-03"), 500)]);
    let much = [(day("2026-01-10"), Money::of(2_000)), (day("2026-01-11"), Money::of(-200))];
    let owed = |on: &str| standing(&rates, stay("2020-05-01", None), &none, &much, day(on)).owed.minor;
    assert_eq!(["2026-01-31", "2026-03-31", "2026-04-01"].map(owed), [-1_300, -300, 200]);
}

#[test]
fn whoever_comes_again_begins_anew_and_whoever_paid_when_they_asked_has_paid() {
    let (rates, none) = (schedule(&[("2020-01", 500, Every::Month)]), Waivers::default());
    let before = [(day("2021-03-01"), Money::of(9_000)), (day("2026-03-28"), Money::of(500))];
    let now = standing(&rates, stay("2026-04-15", None), &none, &before, day("2026-06-30"));
    assert_eq!((now.asked, now.paid), (Money::of(1_000), Money::of(500)));
}

#[test]
fn a_rate_is_settled_in_the_one_currency_within_ten_years_by_whoever_keeps_the_cash() {
    let stamp = Stamp { time: day("2026-03-05").start(), ..Stamp::default() };
    let around = crate::subjects::rate::RateAround { is_cell: true, currency: Some(chf()) };
    let settle = |currency: &str, minor, from: &str| {
        let amount = Money::of(minor);
        Settled::Settled { currency: currency.parse().unwrap(), amount, every: Every::Month, from: month(from) }
    };
    let mut rates = Rates::default();
    let decided = |rates: &Rates, fact| rates.decide(fact, &around, &stamp);
    assert_eq!(decided(&rates, settle("EUR", 500, "2026-01")), Err(Refusal::OtherCurrency));
    assert_eq!(decided(&rates, settle("CHF", 500, "2036-04")), Err(Refusal::FarMonth));
    let fact = settle("CHF", 500, "2026-01");
    assert_eq!(rates.may(&super::member(2, 2), &fact), Err(Refusal::NoSuchTerm));
    assert_eq!(rates.may(&super::by(charter::Office::Deputy, 2), &fact), Err(Refusal::NotYours));
    assert_eq!(rates.may(&treasurer(), &settle("CHF", -1, "2026-01")), Err(Refusal::NotAnAmount));
    assert_eq!(rates.may(&treasurer(), &fact), Ok(()));
    rates.apply(fact, &stamp);
    assert_eq!(decided(&rates, fact), Ok(vec![]), "it is so already");
    assert_eq!(rates.may(&treasurer(), &settle("EUR", 500, "2026-02")), Err(Refusal::OtherCurrency));
    let levied =
        Levied::Levied { currency: chf(), amount: Money::of(100), every: Every::Month, from: month("2026-01") };
    assert_eq!(Levies::default().decide(levied, &false, &stamp), Err(Refusal::NotTheRoot));
    assert_eq!(Levies::default().may(&treasurer(), &levied), Err(Refusal::NotYours), "not by whoever keeps the cash");
}

#[test]
fn a_waiver_ends_after_it_begins_and_is_lifted_again() {
    let (mut waivers, stamp) = (Waivers::default(), Stamp::default());
    let (from, until) = (month("2026-03"), Some(month("2026-02")));
    assert_eq!(waivers.may(&treasurer(), &waiver::Fact::Waived { from, until }), Err(Refusal::EndsBefore));
    assert_eq!(
        waivers.may(&super::member(2, 2), &waiver::Fact::Waived { from, until: None }),
        Err(Refusal::NoSuchTerm)
    );
    let waive = waiver::Command::Waive { from, until: None };
    assert_eq!(waivers.decide(waive, &false, &stamp), Err(Refusal::NotOnTheRoll));
    for fact in waivers.decide(waive, &true, &stamp).unwrap() {
        waivers.apply(fact, &stamp);
    }
    assert_eq!(waivers.decide(waive, &true, &stamp), Ok(vec![]));
    assert!(waivers.covers(month("2030-01")) && !waivers.covers(month("2026-02")));
    waivers.apply(waiver::Fact::Lifted(from), &stamp);
    assert!(!waivers.covers(month("2030-01")));
}

fn rates() -> impl Strategy<Value = Schedule> {
    let every = (0..3_usize).prop_map(|every| Every::ALL[every]);
    let rate = (24_300..24_360, 0..10_000_i64, every);
    prop::collection::vec(rate, 0..5).prop_map(|rates| Schedule {
        currency: Some(chf()),
        rates: rates
            .into_iter()
            .map(|(from, amount, every)| (from, Rate { amount: Money::of(amount), every }))
            .collect(),
    })
}

proptest! {
    #[test]
    fn what_is_owed_is_what_was_asked_less_what_was_paid_whatever_happened(
        rates in rates(),
        since in 24_290..24_360,
        left in prop::option::of(0..60),
        spans in prop::collection::btree_map(24_300..24_360, prop::option::of((24_300..24_360).prop_map(Month)), 0..3),
        payments in prop::collection::vec((24_290..24_370, -5_000..20_000_i64), 0..10),
        on in 24_300..24_370,
    ) {
        let since = Month(since).first();
        let stay = Stay { since, left: left.map(|months| since.plus(months * 30)) };
        let paid = payments.iter().map(|(at, amount)| (Month(*at).first(), Money::of(*amount))).collect::<Vec<_>>();
        let (waivers, none) = (Waivers { spans }, Waivers::default());
        let on = Month(on).last();
        let now = standing(&rates, stay, &waivers, &paid, on);
        prop_assert_eq!(now.owed, now.asked - now.paid);
        let open = now.open.iter().map(|open| open.owed).sum::<Money>();
        prop_assert_eq!(open, if now.paid < Money::NONE { now.asked } else { now.owed.at_least_none() });
        prop_assert!(now.open.iter().all(|open| open.owed > Money::NONE && !waivers.covers(open.month)));
        prop_assert!(now.open.is_sorted_by_key(|open| open.month));
        // A waiver never adds, a month more never takes away, and what is paid is paid to the last cent.
        prop_assert!(now.asked <= standing(&rates, stay, &none, &paid, on).asked);
        prop_assert!(now.asked <= standing(&rates, stay, &waivers, &paid, on.plus(31)).asked);
        let settled = [paid, vec![(on, now.owed)]].concat();
        if on >= stay.since {
            prop_assert_eq!(standing(&rates, stay, &waivers, &settled, on).owed, Money::NONE);
        }
        let _: Day = on;
    }
}
