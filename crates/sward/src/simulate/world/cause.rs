//! Causes that the index does not read: they act on what people are inclined to, and on nothing else.

use charter::calendar::Month;
use health::Dimension;
use serde::Serialize;

use super::cell::Cell;
use super::draw;

/// What befalls a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The secretary has hardly any strength left, and less each month. What nobody waits for slips first; in the
    /// end nobody calls a meeting.
    SecretaryBurntOut,
    /// The hall is lost; a room is found on some evenings only.
    HallLost,
    /// Half the people work when the cell meets.
    ShiftsChanged,
    /// The cell quarrels: one side stays away, and after two months it goes.
    Quarrel,
    /// People move away, and nobody moves in.
    VillageEmpties,
    /// Somebody comes who calls, writes, welcomes and is liked.
    GoodOrganiser,
}

/// A cause in a cell, from a month on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planted {
    /// Which cell of the world.
    pub cell: usize,
    /// From which month on.
    pub month: Month,
    /// What.
    pub cause: Cause,
}

/// Months from a quarrel until one side goes.
const SPLITS_AFTER: i32 = 2;

impl Cause {
    /// All of them.
    pub const ALL: [Cause; 6] = [
        Self::SecretaryBurntOut,
        Self::HallLost,
        Self::ShiftsChanged,
        Self::Quarrel,
        Self::VillageEmpties,
        Self::GoodOrganiser,
    ];

    /// The dimension that it strikes, by its mechanism and declared before any figure was looked at; none for what
    /// does good. Written minutes hang on the secretary alone, while members ask for a meeting that is not called.
    /// Without a hall meetings do not take place. Who works does not come, and does not leave. Who moves or splits
    /// off is no longer a member.
    pub fn strikes(self) -> Option<Dimension> {
        match self {
            Self::SecretaryBurntOut => Some(Dimension::Books),
            Self::HallLost => Some(Dimension::Rhythm),
            Self::ShiftsChanged => Some(Dimension::Presence),
            Self::Quarrel | Self::VillageEmpties => Some(Dimension::Renewal),
            Self::GoodOrganiser => None,
        }
    }
}

impl Cell {
    /// A cause begins to act.
    pub fn strike(&mut self, seed: u64, cause: Cause, month: Month) {
        let cell = self.number;
        let of = move |person: u64, share: f64| draw(seed, &[cell, person, 30]) < share;
        let levers = &mut self.levers;
        match cause {
            Cause::SecretaryBurntOut => {
                levers.energy *= 0.2;
                self.fades = 0.85;
            }
            Cause::HallLost => levers.room *= 0.4,
            Cause::ShiftsChanged => {
                self.people.iter_mut().filter(|person| of(person.number, 0.5)).for_each(|person| person.comes *= 0.35);
            }
            Cause::Quarrel => {
                for person in self.people.iter_mut().filter(|person| of(person.number, 0.4)) {
                    person.comes *= 0.4;
                    person.apart = true;
                }
                self.splits = Some(month.plus(SPLITS_AFTER));
            }
            Cause::VillageEmpties => {
                self.people.iter_mut().for_each(|person| person.strain += 0.05);
                levers.draws = 0.0;
            }
            Cause::GoodOrganiser => {
                levers.energy = 1.0;
                levers.welcome = levers.welcome.max(0.95);
                levers.warmth *= 1.1;
                levers.draws *= 2.0;
            }
        }
    }
}
