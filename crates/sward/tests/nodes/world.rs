//! A world of nodes for tests: each a store in a folder of its own, all under one clock and chance.

use std::path::{Path, PathBuf};

use book::{BookId, CommandId, Kind, Secret, Signer, SubjectId, Text, UnitId, segment};
use charter::calendar::{Day, Moment};
use charter::keepers::{Command as Keep, Keepers, Reigned};
use charter::units::{Command as UnitCommand, Founding, Unit};
use charter::{Rules, UnitKind};
use ledger::{Digest, Error, Node, Outcome, Store, Term, Wish, own_subject};
use member::{Command, Member};
use sward::kinds::kinds;
use sward::simulate::Chance;

pub struct World {
    pub chance: Chance,
    folder: tempfile::TempDir,
    folders: u32,
    pub now: Moment,
}

/// A node that lives.
pub struct Living {
    pub store: Store,
    dir: PathBuf,
    seed: u64,
}

impl World {
    pub fn new(seed: u64) -> World {
        let folder = tempfile::tempdir().unwrap();
        World { chance: Chance::new(seed), folder, folders: 0, now: Day::new(2025, 3, 1).unwrap().start() }
    }

    /// A node that keeps a centre and one cell under it; with the centre, its organiser, and the cell.
    pub fn with_a_cell(seed: u64) -> (World, Living, (UnitId, Term, UnitId)) {
        let mut world = World::new(seed);
        let mut centre = world.node();
        let (root, organiser) = world.genesis(&mut centre);
        let cell = world.found(&mut centre, root, organiser, UnitKind::Cell, "Mill");
        (world, centre, (root, organiser, cell))
    }

    fn dir(&mut self) -> PathBuf {
        self.folders += 1;
        self.folder.path().join(self.folders.to_string())
    }

    /// A node with a device of its own.
    pub fn node(&mut self) -> Living {
        let (dir, seed) = (self.dir(), self.chance.number());
        Living { store: open(&dir, seed, self.chance.number()), dir, seed }
    }

    pub fn id(&mut self) -> CommandId {
        CommandId(self.chance.bytes())
    }

    pub fn genesis(&mut self, node: &mut Living) -> (UnitId, Term) {
        let founding = self.founding(UnitKind::Centre, "Centre");
        node.store.genesis(founding, Rules::default(), self.now).unwrap()
    }

    pub fn founding(&mut self, kind: UnitKind, name: &str) -> Founding {
        let nonce = self.id();
        Founding { kind, name: Text(name.into()), code: None, founded: None, out_of: None, recovery: vec![], nonce }
    }

    pub fn found(&mut self, node: &mut Living, above: UnitId, actor: Term, kind: UnitKind, name: &str) -> UnitId {
        let founding = self.founding(kind, name);
        let outcome = self.ask::<Unit>(node, above, own_subject(above), actor, &UnitCommand::Found(founding));
        match outcome.unwrap() {
            Outcome::Done { founded: Some(unit), .. } => unit,
            other => panic!("{other:?}"),
        }
    }

    pub fn ask<S: charter::Subject>(
        &mut self,
        node: &mut Living,
        unit: UnitId,
        subject: SubjectId,
        actor: Term,
        command: &S::Command,
    ) -> Result<Outcome, Error> {
        self.now = Moment(self.now.0 + 60_000);
        let wish = Wish::new::<S>(self.id(), unit, subject, actor, self.now, command).unwrap();
        node.store.act(&[wish]).pop().unwrap()
    }

    /// Somebody joins; gives the person.
    pub fn join(&mut self, node: &mut Living, unit: UnitId, actor: Term) -> Result<SubjectId, Error> {
        let person = SubjectId(self.chance.bytes());
        let command = Command::Join { code: None, day: None, left: None, details: None, bulk: false };
        self.ask::<Member>(node, unit, person, actor, &command).map(|_| person)
    }

    /// Appoints a device over units, after the heads that this node holds.
    pub fn appoint(
        &mut self,
        node: &mut Living,
        by: UnitId,
        actor: Term,
        units: &[UnitId],
        device: Signer,
        number: u64,
    ) {
        let head = |unit: UnitId, kind| node.store.look().head(unit, kind).unwrap().unwrap_or_default().0;
        let reign = |unit: &UnitId| Reigned {
            unit: *unit,
            number,
            bulletin: head(*unit, Kind::Bulletin),
            record: head(*unit, Kind::Record),
        };
        let command = Keep::Appoint { device, units: units.iter().map(reign).collect() };
        self.ask::<Keepers>(node, by, own_subject(by), actor, &command).unwrap();
    }

    /// Copies a node's folder as it is now.
    pub fn image(&mut self, node: &Living) -> PathBuf {
        let image = self.dir();
        node.store.backup(&image, true).unwrap();
        image
    }

    /// Copies every file of a node that is idle, but for the shared memory that goes with them.
    pub fn folder_of(&mut self, node: &Living) -> PathBuf {
        let to = self.dir();
        copy(&node.dir, &to);
        for file in std::fs::read_dir(&to).unwrap().map(Result::unwrap) {
            if file.file_name().to_string_lossy().ends_with("-shm") {
                std::fs::remove_file(file.path()).unwrap();
            }
        }
        to
    }

    /// A node that goes on from an image, with the device that it was taken of.
    pub fn restore(&mut self, image: &Path, of: &Living) -> Living {
        let dir = self.dir();
        copy(image, &dir);
        Living { store: open(&dir, of.seed, self.chance.number()), dir, seed: of.seed }
    }
}

impl Living {
    pub fn secret(&self) -> Secret {
        secret(self.seed)
    }

    pub fn seals(&self) -> u64 {
        self.store.verify().unwrap().seals
    }

    /// The node behind a writer of its own.
    pub fn into_ledger(self) -> (ledger::Ledger, PathBuf) {
        (ledger::Ledger::new(self.store, &self.dir), self.dir)
    }

    /// The same, and how another process opens the same folder beside it.
    pub fn into_ledger_beside(self) -> (ledger::Ledger, impl FnOnce() -> Store) {
        let (seed, (ledger, dir)) = (self.seed, self.into_ledger());
        (ledger, move || open(&dir, seed, seed))
    }

    pub fn device(&self) -> Signer {
        self.store.device()
    }

    pub fn digest(&self) -> Digest {
        self.store.look().digest().unwrap()
    }

    pub fn is_stopped(&self, unit: UnitId) -> bool {
        let stopped = |kind| self.store.look().keeping(BookId { unit, kind }).unwrap().is_some_and(|k| k.stopped);
        stopped(Kind::Bulletin) || stopped(Kind::Record)
    }

    pub fn has(&self, unit: UnitId, person: SubjectId) -> bool {
        self.store.look().subject::<Member>(unit, person).unwrap().is_some_and(|member| member.noted.is_some())
    }

    /// Gives all its batches to another node.
    pub fn give(&self, other: &mut Living) {
        let (segments, _) = self.store.since(0).unwrap();
        for segment in &segments {
            other.store.take(segment).unwrap();
        }
    }

    /// All its batches, one by one.
    pub fn batches(&self) -> Vec<book::Batch> {
        let (segments, _) = self.store.since(0).unwrap();
        segments.iter().flat_map(|segment| segment::unpack(segment).unwrap()).collect()
    }

    /// Gives another node the keys of a unit.
    pub fn give_keys(&self, other: &mut Living, unit: UnitId) {
        other.store.unlock(&self.store.parcel(unit).unwrap()).unwrap();
    }
}

fn open(dir: &Path, seed: u64, chance: u64) -> Store {
    let mut chance = Chance::new(chance);
    let random = move |bytes: &mut [u8]| bytes.fill_with(|| chance.number() as u8);
    Store::open(dir, kinds(), Node { secret: secret(seed), random: Box::new(random) }).unwrap()
}

fn secret(seed: u64) -> Secret {
    let mut secret = [0; 32];
    secret[..8].copy_from_slice(&seed.to_be_bytes());
    Secret::new(&secret)
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}
