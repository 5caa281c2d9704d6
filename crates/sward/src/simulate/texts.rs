//! What meetings are about, and what their minutes say.

use super::chance::number;

const TITLES: &[&str] = &[
    "Winter heating, and who needs wood",
    "The new timetable",
    "Repairs at the hall",
    "Welcoming those who came in spring",
    "Harvest help",
    "The letter to the council",
    "Reading evening",
    "Safety on the night shift",
    "The market stall",
    "What we learnt at the conference",
];
const TOLD: &[&str] = &[
    "We talked over who needs a hand this month, and who can give one.",
    "Long talk about the bus that no longer stops here. Two people wrote down what they lose by it.",
    "The roof leaks again over the kitchen. It will not wait until summer.",
    "Three new faces. We went round the table and each said what brought them.",
    "The account of the stall was read out and found in order.",
    "There was a quarrel about the noise, and it was settled before the tea was cold.",
    "Some found the last decision too quick. It stands, and next time we sleep over such things.",
    "Nobody had heard from two of us for weeks. We share out the calls.",
];
const DECIDED: &[&str] = &[
    "Two of us see the council on Tuesday.",
    "A stall at the market on the second Saturday.",
    "Everybody brings one thing to read next time.",
    "The tool chest is lent out for a week at most.",
    "We ask the neighbouring cell to come over in May.",
    "The deputy writes the minutes from now on.",
];
const CANCELLED: &[&str] =
    &["The hall is locked, and nobody has a key.", "No room was to be had.", "The road is snowed up."];

/// What a meeting is about; some have no title.
pub fn title(seed: u64, cell: u64, meeting: u64) -> Option<&'static str> {
    let about = number(seed, &[cell, meeting, 160]);
    (!about.is_multiple_of(3)).then(|| pick(TITLES, about / 3))
}

/// What its minutes say, and what was decided.
pub fn minutes(seed: u64, cell: u64, meeting: u64) -> (String, Vec<&'static str>) {
    let about = |what: u64| number(seed, &[cell, meeting, what]);
    let (first, second) = (pick(TOLD, about(161)), pick(TOLD, about(162)));
    let text = if first == second { first.into() } else { format!("{first}\n\n{second}") };
    let decided = match about(163) % 4 {
        0 => vec![],
        3 => vec![pick(DECIDED, about(164)), pick(DECIDED, about(164) + 1)],
        _ => vec![pick(DECIDED, about(164))],
    };
    (text, decided)
}

/// Why it was called off.
pub fn reason(seed: u64, cell: u64, meeting: u64) -> &'static str {
    pick(CANCELLED, number(seed, &[cell, meeting, 165]))
}

fn pick(of: &[&'static str], number: u64) -> &'static str {
    of[(number % of.len() as u64) as usize]
}
