//! Files travel to the seat after the entries that name them: cut and resumed, never another's, never wrong, never too large, when the setting lets them.

use crate::sample::*;
use crate::state::{both_seats, exchange};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use desk::act::{Act, Bench, Help};
use desk::exchange::{Brought, Inside, Load, Piece, When};
use desk::{Desk, Trouble, society_id};
use flate2::Compression;
use flate2::read::DeflateEncoder;
use helpdesk::event::Raised;
use helpdesk::terms::{Category, Effect};
use kernel::{Clock, Digest, Refusal, SocietyId};
use migration::bench::BenchEvent;
use migration::event::FileKept;
use register::DeskKey;
use std::io::Read as _;
use std::path::Path;

/// Bytes no squeezing makes smaller, other ones for each seed.
fn noise(n: usize, seed: u64) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..n).map(|_| next()).collect()
}

/// A society without books, its desk let in by the seat: old books are brought where none are posted.
fn joined(seat: &Desk, dir: &Path) -> (Desk, SocietyId, keep::exchange::Seat) {
    let desk = open(&dir.join("desk"), "");
    let society = desk.found(&operator(), CODE, "समिति", command(1)).unwrap().society;
    let given = seat.let_in(&operator(), CODE).unwrap();
    let to = desk.join(&operator(), society, "http://seat.invalid", &given.code, &mut |p| seat.receive(p)).unwrap();
    (desk, society, to)
}

/// A society with a photograph on a ticket and an old file; gives the two.
fn with_files(desk: &Desk, society: SocietyId) -> (Vec<u8>, Vec<u8>) {
    let photo = [&b"\x89PNG\r\n\x1a\n"[..], &noise(90_000, 7)].concat();
    let file = noise(700_000, 8);
    let kept = desk.keep_upload(&file).unwrap();
    let old = FileKept {
        path: "khata/bachat.csv".into(),
        digest: kept.hex(),
        original: None,
        bytes: file.len() as u64,
        format: "csv".into(),
        sheets: vec![],
    };
    let bench = |event: BenchEvent| Act::Bench(Box::new(Bench::from(event)));
    let opened = bench(BenchEvent::Opened { cutoff: day("2025-03-31") });
    let brought = bench(BenchEvent::FilesBrought { files: vec![old], aside: vec![], secret: vec![] });
    let picture = desk.keep_picture(&photo).unwrap();
    let raised = Raised {
        category: Category::Network,
        effect: Effect::DayEnd,
        text: "x".into(),
        photo: Some(picture),
        diagnostics: Default::default(),
    };
    let raise = Act::Help(Box::new(Help::Raise(Box::new(raised))));
    for (id, act) in [(900, opened), (901, brought), (902, raise)] {
        desk.act(&secretary(), society, command(id), &act.into()).unwrap();
    }
    (photo, file)
}

/// Of the files of this story: name's class and whether it is at the seat.
fn here(seat: &Desk) -> Vec<(&'static str, bool)> {
    let all = seat.files_of(CODE).unwrap();
    let of = |f: desk::exchange::FileHere| (f.file.class.code(), f.here, f.file.name);
    all.into_iter().map(of).filter(|f| f.0 == "evidence" || f.2.starts_with("khata")).map(|f| (f.0, f.1)).collect()
}

#[test]
fn files_go_after_their_entries_and_a_cut_line_goes_on_where_it_broke() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        let (photo, file) = with_files(&desk, society);
        let all = &mut |p: &[u8]| seat.receive(p);
        assert_eq!(desk.send_files(&to, 1 << 30, all).unwrap().files, 0, "nothing names them there yet");
        exchange(&desk, seat, &to);
        assert_eq!(here(seat), [("evidence", false), ("old", false)]);
        // every third parcel the line breaks, before the seat has it or after
        let (mut rounds, mut bytes, mut order) = (0, 0, Vec::new());
        loop {
            rounds += 1;
            let mut left = 3;
            let done = desk.send_files(&to, 1 << 30, &mut |p| {
                left -= 1;
                bytes += p.len();
                let cut = || Trouble::from(Refusal::new(5104));
                if left == 0 && rounds % 2 == 0 {
                    return Err(cut());
                }
                let answer = seat.receive(p);
                order.push(here(seat));
                if left == 0 { Err(cut()) } else { answer }
            });
            match done {
                Ok(_) => break,
                Err(_) => assert!(rounds < 30, "it never ends"),
            }
        }
        assert!(rounds > 2, "the line did break");
        assert_eq!(here(seat), [("evidence", true), ("old", true)]);
        assert!(order.contains(&vec![("evidence", true), ("old", false)]), "what proves comes first: {order:?}");
        for whole in [&photo, &file] {
            let digest = Digest(<sha2::Sha256 as sha2::Digest>::digest(whole).into());
            assert_eq!(&seat.file_bytes(&digest).unwrap(), whole);
        }
        // base64 squeezed costs a hundredth; whatever was cut went at most once more
        assert!(bytes < (photo.len() + file.len()) * 3, "{bytes} bytes went in {rounds} rounds");
        let again = desk.send_files(&to, 1 << 30, &mut |p| seat.receive(p)).unwrap();
        assert_eq!((again.files, again.bytes), (0, 0), "what is there is not sent again");
        assert!(std::fs::read_dir(dir.join("seat/files/coming")).unwrap().next().is_none(), "nothing half is left");
    });
}

#[test]
fn the_setting_and_the_budget_say_when_and_how_much() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        with_files(&desk, society);
        exchange(&desk, seat, &to);
        let send = |most: u64| desk.send_files(&to, most, &mut |p| seat.receive(p)).unwrap();
        desk.set_files_when(&operator(), society, When::Never).unwrap();
        assert_eq!(send(1 << 30).bytes, 0);
        assert_eq!(number(desk.set_files_when(&secretary(), society, When::Always)), 5001);
        desk.set_files_when(&operator(), society, When::Always).unwrap();
        let some = send(200_000);
        // the photograph; the large file waits
        assert!(some.files == 1 && some.bytes <= 200_000, "{some:?}");
        assert_eq!(here(seat), [("evidence", true), ("old", false)]);
        send(1 << 30);
        assert_eq!(here(seat), [("evidence", true), ("old", true)]);
        assert!(When::Night.at(20) && When::Night.at(5) && !When::Night.at(6) && !When::Night.at(19));
    });
}

/// A parcel as the owner of a data folder would make it.
fn sealed(data: &Path, inside: &Inside) -> Vec<u8> {
    let text = std::fs::read_to_string(data.join("keys/desk.key")).unwrap();
    let key = DeskKey::from_secret(Digest::from_hex(text.trim()).unwrap().0);
    let json = serde_json::to_vec(inside).unwrap();
    let mut body = clock().now().0.to_be_bytes().to_vec();
    DeflateEncoder::new(&json[..], Compression::best()).read_to_end(&mut body).unwrap();
    let (public, signature) = (STANDARD.encode(key.public().to_bytes()), STANDARD.encode(key.sign_parcel(&body)));
    [format!("sahakar-parcel/2 {public} {signature}\n").as_bytes(), &body].concat()
}

/// The number under which a seat refuses a parcel; 0 where it takes it. The answer is a parcel of its own.
fn refused(seat: &Desk, parcel: &[u8]) -> u16 {
    let answer = seat.receive(parcel).unwrap();
    let end = answer.iter().position(|b| *b == b'\n').unwrap();
    let mut json = String::new();
    flate2::read::DeflateDecoder::new(&answer[end + 9..]).read_to_string(&mut json).unwrap();
    let said: serde_json::Value = serde_json::from_str(&json).unwrap();
    if said["parcel"] == "refused" { said["number"].as_u64().unwrap() as u16 } else { 0 }
}

#[test]
fn what_is_wrong_too_large_or_anothers_is_refused_with_its_number_and_nothing_of_it_stays() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        let (photo, _) = with_files(&desk, society);
        exchange(&desk, seat, &to);
        let data = dir.join("desk");
        let named = seat.files_of(CODE).unwrap();
        let digest = named.iter().find(|f| f.file.class.code() == "evidence").unwrap().file.digest.clone();
        let piece = |digest: &str, size: u64, from: u64, bytes: &[u8]| Piece {
            digest: digest.to_owned(),
            size,
            from,
            bytes: STANDARD.encode(bytes),
        };
        let brings = |society: SocietyId, piece: Piece| Inside::Files(Brought { society, piece: Some(piece) });
        let tried = |inside: &Inside| refused(seat, &sealed(&data, inside));
        let wrong = noise(photo.len(), 99);
        let size = photo.len() as u64;
        assert_eq!(tried(&brings(society, piece(&digest, size, 0, &wrong))), 5063, "other bytes");
        assert_eq!(tried(&brings(society, piece(&digest, 9 << 20, 0, b"x"))), 5064, "more than a document may have");
        assert_eq!(tried(&brings(society, piece(&digest, 10, 0, &wrong[..11]))), 5064, "more than it said");
        assert_eq!(tried(&brings(society, piece(&"ab".repeat(32), 1, 0, b"x"))), 5065, "nobody names it");
        assert_eq!(tried(&brings(society, piece("../../keys/desk.key", 1, 0, b"x"))), 5065);
        assert_eq!(tried(&brings(society_id("UK-2"), piece(&digest, size, 0, &photo))), 5065, "another's society");
        assert_eq!(tried(&Inside::Files(Brought { society: society_id("UK-2"), piece: None })), 5065, "not even asked");
        // a stranger with a key of his own
        let stranger = dir.join("stranger");
        open(&stranger, "");
        let asks = Inside::Files(Brought { society, piece: None });
        assert_eq!(refused(seat, &sealed(&stranger, &asks)), 5065);
        // a piece that does not join is not taken, and nothing was kept of all this
        assert_eq!(tried(&brings(society, piece(&digest, size, 5, &photo[5..]))), 0);
        assert!(here(seat).iter().all(|f| !f.1));
        let coming = std::fs::read_dir(dir.join("seat/files/coming")).map(|d| d.count()).unwrap_or(0);
        assert_eq!(coming, 0, "nothing half is left");
        // and what is right is still taken
        desk.send_files(&to, 1 << 30, &mut |p| seat.receive(p)).unwrap();
        assert!(here(seat).iter().all(|f| f.1));
    });
}

#[test]
fn a_carrier_file_holds_them_where_there_is_no_line() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        with_files(&desk, society);
        desk.set_files_when(&operator(), society, When::Never).unwrap();
        let (out, answers) = (dir.join("out"), dir.join("answers"));
        let packed = desk.pack_load(&to, &out, &Load { files: true, ..Load::default() }).unwrap();
        assert!(packed.entries > 0 && packed.files == 2, "{packed:?}");
        seat.unpack(&out, &answers).unwrap();
        assert_eq!(here(seat), [("evidence", true), ("old", true)]);
        desk.unpack(&answers, &dir.join("none")).unwrap();
        assert_eq!(desk.unsent(society).unwrap()[0].entries, 0);
    });
}
