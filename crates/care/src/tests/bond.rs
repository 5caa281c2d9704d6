//! Who was in touch with somebody, and who may say what of it.

use charter::{Private, Refusal};
use proptest::prelude::{Strategy, prop, prop_oneof, proptest};

use super::{act, day, member, own, people, person, secretary};
use crate::subjects::bond::Roll;
use crate::{BACK_DAYS, CONTACTS, Care, Command, How, Met, Occasion, Remembered};

/// The first of five, who joined twenty days before the week and signs in nowhere.
fn roll() -> Roll {
    Roll { people: people(), of: Some(person(1)), joined: Some(day(-20)), ..Roll::default() }
}

fn call(number: i32) -> Command {
    Command::Meet { day: day(number), how: How::Call }
}

fn birthday() -> Command {
    let day = Remembered { month: 2, day: 29, of: Occasion::Birthday, line: None };
    Command::Remember(Private::new(&vec![day]).unwrap())
}

#[test]
fn whoever_called_says_so_without_an_office_and_nobody_says_it_of_themselves() {
    let mut care = Care::default();
    assert_eq!(act(&mut care, &member(2), call(0), &roll(), day(0)), Ok(1));
    assert_eq!(act(&mut care, &secretary(), call(0), &roll(), day(0)), Ok(0), "it is so already");
    assert_eq!(act(&mut care, &own(1), call(-1), &roll(), day(0)), Err(Refusal::NoSuchTerm));
    let strike = Command::Strike { day: day(0), how: How::Call };
    assert_eq!(act(&mut care, &member(2), strike.clone(), &roll(), day(1)), Ok(1));
    assert_eq!(act(&mut care, &member(2), strike, &roll(), day(1)), Ok(0));
    assert_eq!(care, Care::default());
}

#[test]
fn a_contact_lies_neither_in_the_future_nor_before_they_came_nor_long_ago() {
    let mut care = Care::default();
    let mut at = |number, roll: &Roll| act(&mut care, &secretary(), call(number), roll, day(0));
    assert_eq!(at(1, &roll()), Err(Refusal::NotYet));
    assert_eq!(at(-21, &roll()), Err(Refusal::BeforeTheBeginning));
    assert_eq!(at(-20, &roll()), Ok(1));
    let unknown = Roll { joined: None, ..roll() };
    assert_eq!(at(-BACK_DAYS - 1, &unknown), Err(Refusal::TooLongAgo));
    assert_eq!(at(-BACK_DAYS, &unknown), Ok(1));
    assert_eq!(at(0, &Roll { of: Some(person(9)), ..roll() }), Err(Refusal::NotOnTheRoll));
}

#[test]
fn whoever_declines_is_counted_no_more_and_what_was_put_down_is_gone() {
    let mut care = Care::default();
    act(&mut care, &secretary(), call(0), &roll(), day(0)).unwrap();
    act(&mut care, &secretary(), Command::Accompany(Some(person(2))), &roll(), day(0)).unwrap();
    act(&mut care, &secretary(), birthday(), &roll(), day(0)).unwrap();
    act(&mut care, &own(1), Command::Decline { own: true }, &roll(), day(1)).unwrap();
    assert_eq!((care.met.len(), care.companion, care.is_counted()), (0, None, false));
    assert_eq!(care.days().len(), 1, "what they want said of themselves is theirs");
    for command in [call(1), Command::Accompany(Some(person(2)))] {
        assert_eq!(act(&mut care, &secretary(), command, &roll(), day(2)), Err(Refusal::Declined));
    }
    act(&mut care, &own(1), Command::Consent { own: true }, &roll(), day(3)).unwrap();
    assert_eq!((care.met.len(), care.counted_from), (0, Some(day(3))));
}

#[test]
fn an_officer_declines_for_those_who_do_not_sign_in_and_takes_back_nobody_s_own_word() {
    let mut care = Care::default();
    let signs_in = Roll { signs_in: true, ..roll() };
    let (decline, consent) = (Command::Decline { own: false }, Command::Consent { own: false });
    assert_eq!(act(&mut care, &secretary(), decline.clone(), &signs_in, day(0)), Err(Refusal::SaysThemselves));
    assert_eq!(act(&mut care, &secretary(), birthday(), &signs_in, day(0)), Err(Refusal::SaysThemselves));
    assert_eq!(act(&mut care, &own(1), birthday(), &signs_in, day(0)), Ok(1));
    assert_eq!(act(&mut care, &member(2), decline.clone(), &roll(), day(0)), Err(Refusal::NoSuchTerm));
    assert_eq!(act(&mut care, &member(2), Command::Decline { own: true }, &roll(), day(0)), Err(Refusal::NotYours));
    assert_eq!(act(&mut care, &secretary(), decline, &roll(), day(0)), Ok(1));
    assert_eq!(act(&mut care, &secretary(), consent.clone(), &roll(), day(0)), Ok(1));
    act(&mut care, &own(1), Command::Decline { own: true }, &roll(), day(0)).unwrap();
    assert_eq!(act(&mut care, &secretary(), consent, &roll(), day(0)), Err(Refusal::SaysThemselves));
}

#[test]
fn a_companion_is_somebody_else_on_the_roll() {
    let mut care = Care::default();
    let mut with = |who: u8| act(&mut care, &secretary(), Command::Accompany(Some(person(who))), &roll(), day(0));
    assert_eq!((with(1), with(9)), (Err(Refusal::SomebodyElse), Err(Refusal::NotOnTheRoll)));
    assert_eq!((with(2), with(2), with(3)), (Ok(1), Ok(0), Ok(1)));
    assert_eq!(act(&mut care, &member(2), Command::Accompany(None), &roll(), day(0)), Err(Refusal::NoSuchTerm));
}

#[test]
fn contacts_are_known_up_to_a_number_and_the_oldest_go() {
    let mut care = Care::default();
    let roll = Roll { joined: None, ..roll() };
    let all = (0..200).flat_map(|back| How::ALL.map(|how| (-back, how)));
    for (back, how) in all {
        act(&mut care, &secretary(), Command::Meet { day: day(back), how }, &roll, day(0)).unwrap();
    }
    assert_eq!(care.met.len(), CONTACTS);
    assert_eq!(care.met.last(), Some(&Met { day: day(0), how: How::OneToOne }));
}

#[test]
fn two_entries_of_one_person_are_one_and_whoever_declined_under_either_declined() {
    let contact = |number| Care { met: [Met { day: day(number), how: How::Visit }].into(), ..Care::default() };
    let mut stands = contact(0);
    stands.absorb(contact(1));
    assert_eq!(stands.met.len(), 2);
    stands.absorb(Care { declined: Some(true), ..Care::default() });
    assert_eq!((stands.met.len(), stands.is_counted()), (0, false));
}

fn commands() -> impl Strategy<Value = Command> {
    let how = || prop::sample::select(&How::ALL[..]);
    prop_oneof![
        (-30..40_i32, how()).prop_map(|(number, how)| Command::Meet { day: day(number), how }),
        (-30..40_i32, how()).prop_map(|(number, how)| Command::Strike { day: day(number), how }),
        prop::option::of(0..7_u8).prop_map(|who| Command::Accompany(who.map(person))),
        prop::bool::ANY.prop_map(|own| Command::Decline { own }),
        prop::bool::ANY.prop_map(|own| Command::Consent { own }),
        prop_oneof![proptest::strategy::Just(Command::Forget), proptest::strategy::Just(birthday())],
    ]
}

proptest! {
    #[test]
    fn whatever_is_asked_of_somebody_who_declined_nothing_is_put_down(
        asked in prop::collection::vec((0..4_u8, commands()), 0..60),
    ) {
        let mut care = Care::default();
        for (today, (who, command)) in asked.into_iter().enumerate() {
            let by = match who {
                0 => secretary(),
                1 => own(1),
                who => member(who),
            };
            let before = care.clone();
            if act(&mut care, &by, command, &roll(), day(today as i32)).is_err() {
                assert_eq!(care, before, "a refusal changes nothing");
            }
            assert!(care.is_counted() || (care.met.is_empty() && care.companion.is_none()), "{care:?}");
            assert!(before.declined != Some(true) || who == 1 || care.declined == Some(true), "their own word stands");
        }
    }
}
