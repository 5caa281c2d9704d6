//! Files: what may be attached, by whom and how many; and that what is put together again is what was cut.

use book::Text;
use charter::{Bytes, Office, Reach, Refusal, Subject};
use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};

use super::{act, adopted, by, write};
use crate::subjects::file::cut;
use crate::{
    Around, Command, FILE_BYTES, FILE_NAME_BYTES, FILES, FILES_EVER, Fact, File, FileKind, PIECE_BYTES, Policy,
};

fn attach(name: &str, bytes: &[u8]) -> Command {
    Command::Attach { name: Text(name.into()), bytes: Bytes(bytes.into()) }
}

/// Decides it as an organiser of the unit, in which these files are called so.
fn asked(policy: &mut Policy, command: Command, names: &[(u32, &str)]) -> Result<usize, Refusal> {
    let files = names.iter().map(|(number, name)| (*number, name.to_string())).collect();
    act(policy, &by(Office::Organiser, Reach::Here), command, &Around { files, ..Around::default() })
}

#[test]
fn a_file_is_what_its_bytes_say_and_its_name_only_has_to_agree() {
    let kind = |name: &str, bytes: &[u8]| File::of(name, bytes).map(|file| file.kind);
    assert_eq!(kind("Plan.PDF", b"%PDF-1.7 \xff"), Ok(FileKind::Pdf));
    for name in ["a.txt", "a.csv", "a.md", "größe 2.Md"] {
        assert_eq!(kind(name, "ä,b\r\n\tc\n".as_bytes()), Ok(FileKind::Text), "{name}");
    }
    for bytes in [&b"\xff\xd8\xff\xe1Exif"[..], b"\x89PNG\r\n", b"PK\x03\x04", b"a\0b", b"a\x1b[2J", b"\xc3", b""] {
        assert_eq!(kind("a.txt", bytes), Err(Refusal::NotAFile), "{bytes:?}");
    }
    let page = b"<script>alert(1)</script>";
    assert_eq!(kind("a.pdf", page), Err(Refusal::FileName));
    assert_eq!(kind("a.html", page), Err(Refusal::FileName));
    assert_eq!(kind("a.html", b"%PDF-<script>alert(1)</script>"), Err(Refusal::FileName));
    assert_eq!(kind("a.txt", b"%PDF-1.7"), Err(Refusal::FileName), "a PDF is called one");
    assert_eq!(kind("a.txt", page), Ok(FileKind::Text), "a text, to be kept and never shown");
}

#[test]
fn hostile_077_a_name_that_leads_elsewhere_or_hides_something_is_refused() {
    let long = "x".repeat(FILE_NAME_BYTES - 3) + ".txt";
    for name in [
        "",
        "txt",
        ".txt",
        "../a.txt",
        "a/b.txt",
        "..\\a.txt",
        "a\r\nb.txt",
        "a\u{202e}fdp.txt",
        "a\u{2066}.txt",
        "a\u{200b}.txt",
        " a.txt",
        "a.txt ",
        "a\0.txt",
        "a\u{2028}.txt",
        &long,
    ] {
        assert_eq!(File::of(name, b"Words"), Err(Refusal::FileName), "{name:?}");
    }
    assert!(File::of(&long[1..], b"Words").is_ok());
    let mut policy = adopted(1);
    asked(&mut policy, attach("a.txt", b"Words"), &[]).unwrap();
    let named = Fact::Named { number: 1, name: Text("../a.txt".into()) };
    assert_eq!(policy.may(&by(Office::Organiser, Reach::Here), &named), Err(Refusal::FileName), "on every node");
}

#[test]
fn a_file_as_large_as_one_may_be_is_cut_and_a_byte_more_is_refused() {
    let mut policy = adopted(1);
    let most = vec![b'x'; FILE_BYTES];
    assert_eq!(asked(&mut policy, attach("most.txt", &most), &[]), Ok(2 + FILE_BYTES / PIECE_BYTES));
    let more = vec![b'x'; FILE_BYTES + 1];
    assert_eq!(asked(&mut policy, attach("more.txt", &more), &[]), Err(Refusal::FileTooLarge));
    assert_eq!(policy.files.attached().count(), 1);
    let state = serde_json::to_string(&policy).unwrap();
    assert!(state.len() < 1_000 && !state.contains("most.txt"), "no bytes and no name in the state: {state}");
}

#[test]
fn only_so_many_files_go_with_a_policy_at_a_time_and_ever() {
    let mut policy = adopted(1);
    let next = |policy: &mut Policy, n: usize| asked(policy, attach(&format!("{n}.txt"), b"Words"), &[]);
    for n in 0..FILES {
        next(&mut policy, n).unwrap();
    }
    assert_eq!(next(&mut policy, FILES), Err(Refusal::FilesEnough));
    for n in FILES..FILES_EVER {
        assert_eq!(asked(&mut policy, Command::Detach((n - FILES + 1) as u32), &[]), Ok(1));
        next(&mut policy, n).unwrap();
    }
    asked(&mut policy, Command::Detach(FILES_EVER as u32), &[]).unwrap();
    assert_eq!(next(&mut policy, FILES_EVER), Err(Refusal::FilesEnough));
}

#[test]
fn whoever_may_write_a_policy_attaches_to_it_and_nobody_else() {
    let mut policy = adopted(1);
    asked(&mut policy, attach("a.txt", b"Words"), &[]).unwrap();
    for (office, reach) in
        [(Office::Treasurer, Reach::Here), (Office::Deputy, Reach::Here), (Office::Ombuds, Reach::Above)]
    {
        let other = by(office, reach);
        for command in [attach("b.txt", b"Words"), Command::Detach(1)] {
            assert_eq!(act(&mut policy, &other, command, &Around::default()), Err(Refusal::NotYours));
        }
    }
    assert_eq!(asked(&mut Policy::default(), attach("a.txt", b"Words"), &[]), Err(Refusal::NotHere));
    asked(&mut policy, Command::Withdraw { reason: Text("Snow".into()) }, &[]).unwrap();
    for command in [attach("b.txt", b"Words"), Command::Detach(1)] {
        assert_eq!(asked(&mut policy, command, &[]), Err(Refusal::PolicyOver));
    }
}

#[test]
fn the_same_file_again_is_there_already_and_another_of_its_name_is_refused() {
    let mut policy = adopted(1);
    asked(&mut policy, attach("a.txt", b"Words"), &[]).unwrap();
    let names = [(1, "a.txt")];
    assert_eq!(asked(&mut policy, attach("a.txt", b"Words"), &names), Ok(0));
    assert_eq!(asked(&mut policy, attach("a.txt", b"Other words"), &names), Err(Refusal::Exists));
    assert_eq!(asked(&mut policy, Command::Detach(2), &names), Err(Refusal::NotHere));
    assert_eq!(asked(&mut policy, Command::Detach(0), &names), Err(Refusal::NotHere));
    assert_eq!(asked(&mut policy, Command::Detach(1), &names), Ok(1));
    assert_eq!(asked(&mut policy, Command::Detach(1), &names), Ok(0), "off already");
    assert_eq!(asked(&mut policy, attach("a.txt", b"Other words"), &names), Ok(3), "the name is free again");
    assert!(policy.files.get(1).is_none() && policy.files.get(2).is_some());
}

#[test]
fn what_is_attached_after_a_policy_holds_has_its_day_and_every_file_the_version_that_it_came_with() {
    let (mut policy, organiser) = (Policy::default(), by(Office::Organiser, Reach::Here));
    act(&mut policy, &organiser, write(0, "Visit"), &Around::default()).unwrap();
    asked(&mut policy, attach("before.txt", b"Words"), &[]).unwrap();
    asked(&mut policy, Command::Adopt(1), &[]).unwrap();
    asked(&mut policy, attach("after.txt", b"Words"), &[]).unwrap();
    act(&mut policy, &organiser, write(1, "Visit more"), &Around::default()).unwrap();
    asked(&mut policy, Command::Detach(1), &[]).unwrap();
    let told = policy.files.0.iter().map(|of| (of.version, of.later.is_some(), of.off)).collect::<Vec<_>>();
    assert_eq!(told, [(1, false, Some(2)), (1, true, None)]);
}

#[test]
fn a_piece_that_no_file_has_is_set_aside_by_every_node() {
    let mut policy = adopted(1);
    asked(&mut policy, attach("a.txt", b"Words"), &[]).unwrap();
    let organiser = by(Office::Organiser, Reach::Here);
    let piece = |number, part, bytes: usize| Fact::Piece { number, part, bytes: Bytes(vec![0; bytes]) };
    assert_eq!(policy.may(&organiser, &piece(1, 0, 5)), Ok(()));
    for (number, part, bytes) in [(1, 0, 4), (1, 0, 6), (1, 1, 0), (1, u32::MAX, 5)] {
        assert_eq!(policy.may(&organiser, &piece(number, part, bytes)), Err(Refusal::FileTooLarge));
    }
    for number in [0, 2, u32::MAX] {
        assert_eq!(policy.may(&organiser, &piece(number, 0, 5)), Err(Refusal::NotHere));
    }
    let file = File { bytes: FILE_BYTES as u32 + 1, ..policy.files.0[0].file };
    assert_eq!(policy.may(&organiser, &Fact::Attached { number: 2, file }), Err(Refusal::FileTooLarge));
    let file = policy.files.0[0].file;
    assert_eq!(policy.may(&organiser, &Fact::Attached { number: 3, file }), Err(Refusal::Changed));
}

proptest! {
    #[test]
    fn pieces_in_any_order_are_the_file_again(text in "[a-zäöü\n]{1,40}", times in 1..6_000_usize, seed in any::<u64>()) {
        let mut bytes = text.repeat(times).into_bytes();
        bytes.truncate(FILE_BYTES);
        while std::str::from_utf8(&bytes).is_err() {
            bytes.pop();
        }
        let file = File::of("a.txt", &bytes).unwrap();
        let mut pieces = cut(&bytes).collect::<Vec<_>>();
        prop_assert!(pieces.iter().all(|(part, piece)| file.piece(*part) == Some(piece.0.len())));
        prop_assert_eq!(file.piece(pieces.len() as u32), None);
        pieces.sort_by_key(|(part, _)| (seed ^ u64::from(*part)).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        prop_assert_eq!(file.whole(pieces), Some(bytes));
    }

    #[test]
    fn a_file_of_which_a_piece_is_gone_or_another_s_is_not_put_together(
        bytes in prop::collection::vec(b'a'..=b'z', 1..3 * PIECE_BYTES), at in any::<prop::sample::Index>(), gone: bool,
    ) {
        let file = File::of("a.txt", &bytes).unwrap();
        let mut pieces = cut(&bytes).collect::<Vec<_>>();
        let at = at.index(pieces.len());
        if gone {
            pieces.remove(at);
        } else {
            pieces[at].1.0[0] ^= 1;
        }
        prop_assert_eq!(file.whole(pieces), None);
    }
}
