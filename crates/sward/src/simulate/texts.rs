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

const TASKS: &[&str] = &[
    "Ask at the town hall about the lamps",
    "Bring wood to those who need it",
    "Write the notice for the board",
    "Find somebody with a trailer",
    "Print the paper for the next meeting",
    "Visit the three who could not come",
    "Mend the door of the hall",
    "Ask the school for the room",
];
/// Each with its words, why it is asked, and of what cells tell a number.
const POLICIES: &[(&str, &str, &str, Option<&str>)] = &[
    (
        "Visit everybody over seventy",
        "Each cell visits every member over seventy **before the winter**, and asks what is lacking.\n\n- two go together\n- nobody is asked for money",
        "Last winter three of us were found too late.",
        Some("visits"),
    ),
    (
        "A second who can open the book",
        "Each cell chooses a deputy, and gives them a key.",
        "When a secretary falls ill, nobody else can read who is to be called.",
        None,
    ),
    (
        "One evening on wages",
        "Talk over one evening what people are paid here, and what they would need.",
        "We go into the talks of autumn with figures of our own.",
        None,
    ),
    (
        "An open door",
        "Each cell holds one meeting to which neighbours are invited.",
        "Those who never saw us do not know whom to ask.",
        Some("guests who came"),
    ),
];
const ABOUT: &[&str] = &[
    "We meet, we help each other, and we take part in what is decided about us.",
    "Neighbours who do not leave each other alone. Most of us work at the mill or did.",
    "We began with five at a kitchen table. Whoever wants to do something is welcome.",
];
const CONCERNS: &[&str] = &[
    "The last meetings were set for an hour at which the late shift cannot come.",
    "It is not told anywhere what became of the money from the market stall.",
    "My neighbour was spoken to in a way that nobody should be.",
    "The stairs to the hall are too steep for three of us.",
];
const STORIES: &[&str] = &[
    "Nine came, and four of them had never been to anything of ours. We did the talking in the kitchen.",
    "Old Marta had no heating since October. It is mended, and she comes again.",
    "We thought nobody would tell their wage. One began, and then all did.",
];
/// What is answered to those who object.
pub const REPLY: &str = "Who has too few people does it together with the next cell, and in spring. Nobody is behind.";
/// What is answered to a concern.
pub const ANSWER: &str = "Thank you for saying so. We talked it over on Tuesday, and it is changed from now on.";
/// How a cell is reached.
pub const REACH: &str = "Ask for the secretary, at the hall, on the evening of the meeting.";
/// When a cell meets.
pub const MEETS: &str = "In the evening, at the hall. Guests are welcome.";

/// What a policy of a month is called, what it says, why it is asked, and of what a number is told.
pub fn policy(seed: u64, month: i32) -> (&'static str, &'static str, &'static str, Option<&'static str>) {
    POLICIES[((seed + month.div_euclid(3).unsigned_abs() as u64) % POLICIES.len() as u64) as usize]
}

/// What is to be done.
pub fn task(seed: u64, cell: u64, task: u64) -> &'static str {
    pick(TASKS, number(seed, &[cell, task, 166]))
}

/// In how many days.
pub fn days(seed: u64, cell: u64, task: u64) -> i32 {
    7 + (number(seed, &[cell, task, 167]) % 28) as i32
}

/// What a cell says of itself.
pub fn about(seed: u64, cell: u64) -> &'static str {
    pick(ABOUT, number(seed, &[cell, 168]))
}

/// What troubles somebody.
pub fn concern(seed: u64, cell: u64, concern: u64) -> &'static str {
    pick(CONCERNS, number(seed, &[cell, concern, 169]))
}

/// How it went.
pub fn story(seed: u64, cell: u64) -> &'static str {
    pick(STORIES, number(seed, &[cell, 170]))
}

/// Why a cell objects.
pub fn objection(said: u64) -> &'static str {
    match said {
        8 => "We are seven, and three of us are ill. We cannot.",
        _ => "Nobody over seventy lives in the barracks. It does not fit us.",
    }
}

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
