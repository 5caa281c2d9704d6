//! Kill -9 in a loop while writing: every acknowledged command is in the book afterwards.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use book::{CommandId, SubjectId, Text, UnitId};
use charter::UnitKind;
use charter::calendar::Moment;
use ledger::{Outcome, Term, Wish};
use meeting::{Command as Ask, Meeting, When};

use crate::kit::library::{NOW, begin, found, fresh, open};

/// Tells the child where to write.
const CHILD: &str = "SWARD_TEST_CHILD";
const KILLS: u64 = 20;
fn set(cell: UnitId, actor: Term, meeting: SubjectId) -> Wish {
    let at = When { at: Moment(NOW.0 + 3_600_000), whole_day: false };
    let set = Ask::Set { at, title: Some(Text("A title that stands in an entry of its own".into())) };
    Wish::new::<Meeting>(CommandId(fresh()), cell, meeting, actor, NOW, &set).unwrap()
}

/// The child: writes meetings, alone and in groups, and prints each one that is acknowledged.
#[test]
fn writes_until_it_is_killed() {
    let Some(asked) = std::env::var_os(CHILD) else { return };
    let asked = PathBuf::from(asked);
    let (cell, actor): (UnitId, Term) = serde_json::from_slice(&std::fs::read(asked.join("who")).unwrap()).unwrap();
    let mut store = open(&asked.join("data"));
    let mut out = std::io::stdout();
    for round in 0.. {
        let ids = (0..if round % 3 == 0 { 40 } else { 1 }).map(|_| SubjectId(fresh())).collect::<Vec<_>>();
        let wishes = ids.iter().map(|id| set(cell, actor, *id)).collect::<Vec<_>>();
        for (id, outcome) in ids.iter().zip(store.act(&wishes)) {
            assert!(matches!(outcome, Ok(Outcome::Done { .. })), "{outcome:?}");
            writeln!(out, "acknowledged {id}").unwrap();
        }
        out.flush().unwrap();
    }
}

#[test]
fn hostile_041_after_twenty_kills_every_acknowledged_command_is_in_the_book() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut store = open(&data);
    let (root, actor) = begin(&mut store);
    let cell = found(&mut store, root, actor, UnitKind::Cell, "Mill Lane");
    drop(store);
    std::fs::write(folder.path().join("who"), serde_json::to_vec(&(cell, actor)).unwrap()).unwrap();
    let mut acknowledged: Vec<SubjectId> = vec![];
    for kill in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "hostile_disk::kills::writes_until_it_is_killed", "--nocapture"]);
        let mut child = child.env(CHILD, folder.path()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let out = child.stdout.take().unwrap();
        let reader = std::thread::spawn(move || {
            let lines = BufReader::new(out).lines().map_while(Result::ok);
            lines.filter_map(|line| line.rsplit_once("acknowledged ")?.1.parse().ok()).collect::<Vec<SubjectId>>()
        });
        // Not the same moment twice: within opening, folding, committing and answering.
        std::thread::sleep(Duration::from_millis(30 + kill * 53 % 290));
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged.extend(reader.join().unwrap());
        let store = open(&data);
        let look = store.look();
        let lost = acknowledged.iter().filter(|id| look.subject::<Meeting>(cell, **id).unwrap().is_none()).count();
        assert_eq!(lost, 0, "of {} acknowledged, after kill {kill}", acknowledged.len());
        let found = store.verify().unwrap();
        assert!(found.damages.is_empty(), "after kill {kill}: {:?}", found.damages);
    }
    assert!(acknowledged.len() > 100, "only {} were acknowledged: too few to say anything", acknowledged.len());
    let mut store = open(&data);
    let before = store.look().digest().unwrap();
    store.refold().unwrap();
    assert_eq!(store.look().digest().unwrap(), before, "what was folded across kills is what is folded at once");
}
