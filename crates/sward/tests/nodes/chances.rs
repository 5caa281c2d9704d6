//! Chance burns nodes, restores images, appoints successors, moves units and loses messages. After
//! every run all who hold the same books have the same heads and state, nothing that a living copy
//! held is lost, and nothing is stuck.

use std::collections::BTreeMap;
use std::path::PathBuf;

use book::{BookId, Kind, SubjectId, UnitId};
use charter::UnitKind;
use charter::keepers::{Command as Keep, Keepers};
use charter::places::{Move, Moves};
use ledger::{Term, own_subject};
use proptest::prelude::*;

use super::world::{Living, World};

/// Nodes besides the centre.
const NODES: usize = 3;
const STEPS: u64 = 40;

struct Run {
    world: World,
    /// The centre is the first; it is burnt last of all, and never here.
    nodes: Vec<Living>,
    images: Vec<(usize, PathBuf)>,
    root: UnitId,
    organiser: Term,
    regions: [UnitId; 2],
    cells: Vec<UnitId>,
    /// Everybody whose joining was acknowledged, by cell.
    joined: BTreeMap<SubjectId, UnitId>,
    moves: u64,
}

impl Run {
    fn new(seed: u64) -> Run {
        let mut world = World::new(seed);
        let mut centre = world.node();
        let (root, organiser) = world.genesis(&mut centre);
        let regions = ["North", "South"].map(|name| world.found(&mut centre, root, organiser, UnitKind::Region, name));
        let cells =
            ["Mill", "Ford", "Glen"].map(|name| world.found(&mut centre, regions[0], organiser, UnitKind::Cell, name));
        let mut nodes = vec![centre];
        for cell in cells {
            let mut laptop = world.node();
            let pass = Keep::PassPen { to: laptop.device() };
            world.ask::<Keepers>(&mut nodes[0], cell, own_subject(cell), organiser, &pass).unwrap();
            nodes[0].give(&mut laptop);
            nodes.push(laptop);
        }
        let (cells, images, joined) = (cells.to_vec(), vec![], BTreeMap::new());
        let mut run = Run { world, nodes, images, root, organiser, regions, cells, joined, moves: 0 };
        (1..=NODES).for_each(|to| run.sync(0, to));
        run
    }

    fn below(&mut self, most: usize) -> usize {
        self.world.chance.below(most as u64) as usize
    }

    fn sync(&mut self, from: usize, to: usize) {
        if from == to {
            return;
        }
        let (left, right) = self.nodes.split_at_mut(from.max(to));
        let (from, to) = if from < to { (&left[from], &mut right[0]) } else { (&right[0], &mut left[to]) };
        from.give(to);
        let units = [self.root].iter().chain(&self.regions).chain(&self.cells).copied().collect::<Vec<_>>();
        units.iter().for_each(|unit| from.give_keys(to, *unit));
    }

    fn keeper(&self, at: usize, unit: UnitId) -> book::Signer {
        let id = BookId { unit, kind: Kind::Record };
        self.nodes[at].store.look().keeping(id).unwrap().unwrap().keeper
    }

    fn step(&mut self) {
        let (node, cell) = (self.below(self.nodes.len()), self.below(self.cells.len()));
        let (cell, organiser) = (self.cells[cell], self.organiser);
        match self.below(12) {
            0..=4 => {
                // Whoever believes to be the keeper may write; the others are refused.
                if let Ok(person) = self.world.join(&mut self.nodes[node], cell, organiser) {
                    self.joined.insert(person, cell);
                }
            }
            5..=7 => {
                let to = self.below(self.nodes.len());
                self.sync(node, to);
            }
            8 => {
                let image = self.world.image(&self.nodes[node]);
                self.images.push((node, image));
            }
            9 if node > 0 => {
                if let Some(at) = self.images.iter().position(|(of, _)| *of == node) {
                    // The present copy lives on beside its image: what is acknowledged there is not lost.
                    let (_, image) = self.images.swap_remove(at);
                    let copy = self.world.restore(&image, &self.nodes[node]);
                    self.nodes.push(copy);
                }
            }
            10 => self.appoint(node, cell),
            11 if self.moves < 2 => {
                self.moves += 1;
                let to = self.regions[self.moves as usize % 2];
                let to = Move::Move { unit: cell, to };
                let _ = self.world.ask::<Moves>(&mut self.nodes[0], self.root, own_subject(cell), organiser, &to);
            }
            _ => {}
        }
    }

    fn appoint(&mut self, to: usize, cell: UnitId) {
        let id = BookId { unit: cell, kind: Kind::Bulletin };
        let number = self.nodes[0].store.look().keeping(id).unwrap().unwrap().reign + 1;
        let (device, organiser, root) = (self.nodes[to].device(), self.organiser, self.root);
        self.world.appoint(&mut self.nodes[0], root, organiser, &[cell], device, number);
    }

    fn everybody_meets(&mut self) {
        for _ in 0..2 {
            for from in 0..self.nodes.len() {
                (0..self.nodes.len()).for_each(|to| self.sync(from, to));
            }
        }
    }

    /// The centre names a keeper for what stands still; keepers answer what was left behind.
    fn settle(&mut self) {
        self.everybody_meets();
        for cell in self.cells.clone() {
            if self.nodes[0].is_stopped(cell) {
                self.appoint(1, cell);
            }
        }
        self.everybody_meets();
        for cell in self.cells.clone() {
            let keeper = self.keeper(0, cell);
            // Of copies of one device, one alone goes on: the others are readers from here.
            let at = self.nodes.iter().position(|node| node.device() == keeper).unwrap();
            let left = self.nodes[at].store.answer_left_behind(cell).unwrap();
            assert_eq!(left, vec![], "what was left behind may all be taken again here");
        }
        self.everybody_meets();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, ..ProptestConfig::default() })]

    #[test]
    fn after_every_accident_all_hold_the_same_and_nothing_is_lost_or_stuck(seed in any::<u64>()) {
        let mut run = Run::new(seed);
        (0..STEPS).for_each(|_| run.step());
        run.settle();
        let first = run.nodes[0].digest();
        for node in &run.nodes {
            prop_assert_eq!(node.digest(), first);
        }
        run.nodes[0].store.refold().unwrap();
        prop_assert_eq!(run.nodes[0].digest(), first);
        for (person, cell) in &run.joined {
            prop_assert!(run.nodes[0].has(*cell, *person), "somebody who joined is lost");
        }
        for cell in run.cells.clone() {
            prop_assert!(!run.nodes[0].is_stopped(cell));
            let keeper = run.keeper(0, cell);
            let at = run.nodes.iter().position(|node| node.device() == keeper).unwrap();
            let (world, node) = (&mut run.world, &mut run.nodes[at]);
            prop_assert!(world.join(node, cell, run.organiser).is_ok(), "a cell is stuck");
        }
    }
}
