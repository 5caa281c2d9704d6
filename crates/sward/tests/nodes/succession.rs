//! Who keeps a book: the pen, succession from above and from within, and what is left behind.

use book::{BookId, Kind, Secret};
use charter::keepers::{Command as Keep, Keepers, Reigned, sign_succession};
use charter::offices::{Command as OfficeCommand, Offices};
use charter::{Office, UnitKind};
use ledger::{Term, own_subject};

use super::world::{Living, World};

/// A centre with one cell whose books a laptop keeps.
struct Scene {
    world: World,
    centre: Living,
    laptop: Living,
    root: book::UnitId,
    cell: book::UnitId,
    organiser: Term,
    secretary: Term,
}

fn scene(seed: u64) -> Scene {
    let mut world = World::new(seed);
    let (mut centre, mut laptop) = (world.node(), world.node());
    let (root, organiser) = world.genesis(&mut centre);
    let cell = world.found(&mut centre, root, organiser, UnitKind::Cell, "Mill");
    let begin = OfficeCommand::Begin { office: Office::Secretary, below: false, until: None };
    world.ask::<Offices>(&mut centre, cell, own_subject(cell), organiser, &begin).unwrap();
    let pass = Keep::PassPen { to: laptop.device() };
    world.ask::<Keepers>(&mut centre, cell, own_subject(cell), organiser, &pass).unwrap();
    centre.give(&mut laptop);
    centre.give_keys(&mut laptop, cell);
    let secretary = Term::Office { unit: cell, office: Office::Secretary, number: 1 };
    Scene { world, centre, laptop, root, cell, organiser, secretary }
}

#[test]
fn the_pen_passes_and_the_old_keeper_writes_no_more() {
    let mut s = scene(1);
    let person = s.world.join(&mut s.laptop, s.cell, s.secretary).unwrap();
    assert!(s.laptop.has(s.cell, person));
    let refused = s.world.join(&mut s.centre, s.cell, s.organiser).unwrap_err();
    assert_eq!(refused.refusal(), Some(charter::Refusal::NotKeeper));
    s.laptop.give(&mut s.centre);
    assert_eq!(s.laptop.digest(), s.centre.digest());
}

#[test]
fn hostile_052_and_159_what_a_succession_leaves_behind_is_offered_again_and_answered() {
    let mut s = scene(2);
    s.world.join(&mut s.laptop, s.cell, s.secretary).unwrap();
    s.laptop.give(&mut s.centre);
    // The old keeper writes on, unheard, while the centre appoints another.
    let unheard = s.world.join(&mut s.laptop, s.cell, s.secretary).unwrap();
    let mut spare = s.world.node();
    s.world.appoint(&mut s.centre, s.root, s.organiser, &[s.cell], spare.device(), 1);
    s.centre.give(&mut spare);
    s.centre.give_keys(&mut spare, s.cell);
    let since = s.world.join(&mut spare, s.cell, s.secretary).unwrap();
    s.laptop.give(&mut spare);
    assert!(!spare.has(s.cell, unheard) && spare.has(s.cell, since));
    assert_eq!(spare.store.left_behind(s.cell).unwrap().len(), 1);
    assert_eq!(spare.store.answer_left_behind(s.cell).unwrap(), vec![]);
    assert!(spare.has(s.cell, unheard));
    // The old keeper hears of it, and holds the same; it reads what came since once it is given the new key.
    spare.give(&mut s.laptop);
    let refused = s.world.join(&mut s.laptop, s.cell, s.secretary).unwrap_err();
    assert_eq!(refused.refusal(), Some(charter::Refusal::NotKeeper));
    assert_eq!(s.laptop.digest().heads, spare.digest().heads);
    assert!(!s.laptop.has(s.cell, since));
    spare.give_keys(&mut s.laptop, s.cell);
    assert_eq!(s.laptop.digest(), spare.digest());
}

#[test]
fn hostile_046_and_133_a_restored_image_that_writes_stops_the_book_until_a_head_is_named() {
    let mut s = scene(3);
    s.world.join(&mut s.laptop, s.cell, s.secretary).unwrap();
    let image = s.world.image(&s.laptop);
    let ahead = s.world.join(&mut s.laptop, s.cell, s.secretary).unwrap();
    let mut copy = s.world.restore(&image, &s.laptop);
    let other = s.world.join(&mut copy, s.cell, s.secretary).unwrap();
    s.laptop.give(&mut s.centre);
    assert!(s.centre.has(s.cell, ahead) || !s.centre.is_stopped(s.cell));
    copy.give(&mut s.centre);
    assert!(s.centre.is_stopped(s.cell));
    copy.give(&mut s.laptop);
    let refused = s.world.join(&mut s.laptop, s.cell, s.secretary).unwrap_err();
    assert_eq!(refused.refusal(), Some(charter::Refusal::Stopped));
    // The centre names the head that the laptop had; nothing of the other branch is lost.
    s.laptop.give(&mut s.centre);
    let device = s.laptop.device();
    s.world.appoint(&mut s.centre, s.root, s.organiser, &[s.cell], device, 1);
    s.centre.give(&mut s.laptop);
    s.laptop.store.answer_left_behind(s.cell).unwrap();
    assert!(s.laptop.has(s.cell, ahead) && s.laptop.has(s.cell, other));
    s.laptop.give(&mut s.centre);
    s.centre.give_keys(&mut s.laptop, s.cell);
    assert_eq!(s.laptop.digest().heads, s.centre.digest().heads);
}

#[test]
fn of_two_successors_at_once_the_same_one_wins_everywhere() {
    let mut s = scene(4);
    s.laptop.give(&mut s.centre);
    let (mut one, mut other) = (s.world.node(), s.world.node());
    let devices = [one.device(), other.device()];
    for device in devices {
        s.world.appoint(&mut s.centre, s.root, s.organiser, &[s.cell], device, 1);
    }
    for node in [&mut one, &mut other] {
        s.centre.give(node);
        s.centre.give_keys(node, s.cell);
    }
    let keeper = |node: &Living| {
        let id = BookId { unit: s.cell, kind: Kind::Record };
        node.store.look().keeping(id).unwrap().unwrap().keeper
    };
    assert_eq!(keeper(&one), keeper(&other));
    let wrote = [&mut one, &mut other].map(|node| s.world.join(node, s.cell, s.secretary).is_ok());
    assert_eq!(wrote.iter().filter(|wrote| **wrote).count(), 1);
}

#[test]
fn more_than_half_of_the_recovery_keys_name_a_keeper_where_nobody_above_can() {
    let mut world = World::new(5);
    let keys = [1u8, 2, 3].map(|n| Secret::new(&[n; 32]));
    let (mut centre, mut spare) = (world.node(), world.node());
    let mut founding = world.founding(UnitKind::Centre, "Centre");
    founding.recovery = keys.iter().map(Secret::signer).collect();
    let (root, organiser) = centre.store.genesis(founding, Default::default(), world.now).unwrap();
    world.join(&mut centre, root, organiser).unwrap();
    centre.give(&mut spare);
    centre.give_keys(&mut spare, root);
    let head = |kind| spare.store.look().head(root, kind).unwrap().unwrap().0;
    let reign = Reigned { unit: root, number: 1, bulletin: head(Kind::Bulletin), record: head(Kind::Record) };
    let device = spare.device();
    let one = vec![sign_succession(&keys[0], &device, &reign)];
    assert!(spare.store.succeed(reign.clone(), one.clone(), organiser, world.now).is_err());
    let two = one.into_iter().chain([sign_succession(&keys[2], &device, &reign)]).collect();
    spare.store.succeed(reign, two, organiser, world.now).unwrap();
    world.join(&mut spare, root, organiser).unwrap();
    spare.give(&mut centre);
    spare.give_keys(&mut centre, root);
    assert_eq!(spare.digest(), centre.digest());
    assert!(world.join(&mut centre, root, organiser).is_err());
}

#[test]
fn one_appointment_gives_a_server_a_whole_subtree() {
    let mut world = World::new(6);
    let (mut centre, mut server) = (world.node(), world.node());
    let (root, organiser) = world.genesis(&mut centre);
    let region = world.found(&mut centre, root, organiser, UnitKind::Region, "North");
    let cells = ["Mill", "Ford"].map(|name| world.found(&mut centre, region, organiser, UnitKind::Cell, name));
    let units = [region, cells[0], cells[1]];
    let device = server.device();
    world.appoint(&mut centre, root, organiser, &units, device, 1);
    centre.give(&mut server);
    for unit in units {
        centre.give_keys(&mut server, unit);
    }
    for cell in cells {
        world.join(&mut server, cell, organiser).unwrap();
        assert!(world.join(&mut centre, cell, organiser).is_err());
    }
    server.give(&mut centre);
    for cell in cells {
        server.give_keys(&mut centre, cell);
    }
    assert_eq!(server.digest(), centre.digest());
}

#[test]
fn a_key_of_long_ago_that_comes_late_locks_nothing_that_is_written_next() {
    for apart in [false, true] {
        let mut world = World::new(21);
        let (mut old, mut new) = (world.node(), world.node());
        let (root, organiser) = world.genesis(&mut old);
        let cell = world.found(&mut old, root, organiser, UnitKind::Cell, "Mill");
        world.join(&mut old, cell, organiser).unwrap();
        let first = old.store.parcel(cell).unwrap().epochs[0];
        let second = [7; 32];
        old.store
            .unlock(&ledger::Parcel { unit: cell, epochs: vec![second], persons: vec![], letterboxes: vec![] })
            .unwrap();
        world.join(&mut old, cell, organiser).unwrap();
        let pass = Keep::PassPen { to: new.device() };
        world.ask::<Keepers>(&mut old, cell, own_subject(cell), organiser, &pass).unwrap();
        // The newer key comes first, and before the books; the older one alone, or with the newer one.
        let parcels = [vec![second], if apart { vec![first] } else { vec![first, second] }];
        for epochs in parcels {
            new.store.unlock(&ledger::Parcel { unit: cell, epochs, persons: vec![], letterboxes: vec![] }).unwrap();
        }
        old.give(&mut new);
        world.join(&mut new, cell, organiser).unwrap();
        let locked =
            new.batches().iter().filter_map(|batch| book::Header::decode(&batch.header).unwrap().key).next_back();
        assert_eq!(locked, Some(book::key_ref(&second)));
        assert_eq!(new.store.parcel(cell).unwrap().epochs, [first, second]);
    }
}
