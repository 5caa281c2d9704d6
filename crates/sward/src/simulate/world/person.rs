//! A person: how readily they come, and whether they stay.

use charter::calendar::Day;

use super::draw;

/// How readily the least ready come when all is well, and how much readier the readiest are.
const COMES: (f64, f64) = (0.45, 0.5);
/// Who comes gains so much of the habit that is missing; who stays away loses so much of it.
const HABIT: (f64, f64) = (0.25, 0.04);
/// The least habit.
const LEAST_HABIT: f64 = 0.4;
/// How readily somebody comes who could not read what was decided without them.
const UNREAD: f64 = 0.85;
/// How readily a newcomer comes whom nobody welcomed.
const UNWELCOMED: f64 = 0.75;
/// Chance of leaving in a month: of anyone; more, of who was not seen for 90 days; more, of an unwelcomed newcomer.
const LEAVES: [f64; 3] = [0.008, 0.04, 0.05];
/// Days for which somebody is new, and in which nobody leaves again.
const NEW: (i32, i32) = (365, 60);

/// Somebody in a cell.
#[derive(Clone, Debug)]
pub struct Person {
    /// Their number in the world.
    pub number: u64,
    /// Since when they belong.
    pub joined: Day,
    /// Whether they were welcomed; founders were.
    pub welcomed: bool,
    /// Propensity to come, of 1, when all is well.
    pub usual: f64,
    /// Propensity to come, of 1, as things are.
    pub comes: f64,
    /// How much they are used to coming, of 1.
    pub habit: f64,
    /// What things as they are add to the chance of leaving in a month.
    pub strain: f64,
    /// On the other side of a quarrel.
    pub apart: bool,
    /// When they last came.
    pub seen: Day,
    /// Away last time, and nothing to read.
    pub unread: bool,
    /// Meetings that they missed one after another.
    pub missed: u32,
}

impl Person {
    /// Somebody who begins to belong.
    pub fn new(seed: u64, number: u64, joined: Day, welcomed: bool) -> Person {
        let usual = COMES.0 + COMES.1 * draw(seed, &[number, 20]);
        Person {
            number,
            joined,
            welcomed,
            usual,
            comes: usual,
            habit: 0.9,
            strain: 0.0,
            apart: false,
            seen: joined,
            unread: false,
            missed: 0,
        }
    }

    /// The chance that they come to a meeting.
    pub fn likely(&self, warmth: f64, day: Day) -> f64 {
        let lost = if self.is_lost(day) { UNWELCOMED } else { 1.0 };
        let unread = if self.unread { UNREAD } else { 1.0 };
        self.comes * warmth * self.habit * lost * unread
    }

    /// A meeting was held: they came, or not; and those who did not could read of it, or not.
    pub fn met(&mut self, came: bool, minutes: bool, day: Day) {
        if came {
            self.habit += HABIT.0 * (1.0 - self.habit);
            self.seen = day;
        } else {
            self.tire();
        }
        self.unread = !came && !minutes;
    }

    /// They were not at a meeting, or there was none.
    pub fn tire(&mut self) {
        self.habit = (self.habit - HABIT.1).max(LEAST_HABIT);
    }

    /// The chance that they leave this month.
    pub fn leaves(&self, today: Day) -> f64 {
        if today.since(self.joined) < NEW.1 {
            return 0.0;
        }
        let unseen = if today.since(self.seen) > 90 { LEAVES[1] } else { 0.0 };
        let lost = if self.is_lost(today) { LEAVES[2] } else { 0.0 };
        LEAVES[0] + self.strain + unseen + lost
    }

    fn is_lost(&self, day: Day) -> bool {
        !self.welcomed && day.since(self.joined) < NEW.0
    }
}
