//! A store without the command line.

use std::path::Path;

use book::{CommandId, Secret, Text, UnitId};
use charter::calendar::Moment;
use charter::units::{Command, Founding, Unit};
use charter::{Rules, UnitKind};
use ledger::{Node, Outcome, Store, Term, Wish, own_subject};

/// The first moment of 2026.
pub const NOW: Moment = Moment(1_767_225_600_000);

/// Bytes that nobody had before.
pub fn fresh<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

/// Opens a folder as one device.
pub fn open(dir: &Path) -> Store {
    let random = |bytes: &mut [u8]| getrandom::fill(bytes).unwrap();
    let node = Node { secret: Secret::new(&[7; 32]), random: Box::new(random) };
    Store::open(dir, sward::kinds::kinds(), node).unwrap()
}

fn founding(kind: UnitKind, name: &str) -> Founding {
    let (name, nonce) = (Text(name.into()), CommandId(fresh()));
    Founding { kind, name, code: None, founded: None, out_of: None, recovery: vec![], nonce }
}

/// Begins an organisation: its centre, and its first organiser.
pub fn begin(store: &mut Store) -> (UnitId, Term) {
    store.genesis(founding(UnitKind::Centre, "Meadow Union"), Rules::default(), NOW).unwrap()
}

/// Founds a unit.
pub fn found(store: &mut Store, above: UnitId, actor: Term, kind: UnitKind, name: &str) -> UnitId {
    let found = Command::Found(founding(kind, name));
    let wish = Wish::new::<Unit>(CommandId(fresh()), above, own_subject(above), actor, NOW, &found).unwrap();
    match store.act(&[wish]).pop() {
        Some(Ok(Outcome::Done { founded: Some(unit), .. })) => unit,
        other => panic!("{other:?}"),
    }
}
