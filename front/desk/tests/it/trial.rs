//! Trials: whatever is done in one and repeated comes to the same data set, and whatever is thrown away leaves the register as it was, byte by byte.

use desk::act::{Act, Asked, Bench};
use desk::{Desk, Done, OnePerson, Role, Trouble, Who, society_id};
use kernel::{CommandId, Date, Digest, FixedClock, Paise, SocietyId};
use migration::bench::event::{Answer, Carried, Judgement, Signer};
use migration::bench::{self, BenchEvent, Case, Mend, Spot};
use migration::cell::Folder;
use migration::opening;
use migration::profile::TableProfile;
use proptest::prelude::*;
use society::effects::Standing;
use std::sync::Arc;
use tempfile::TempDir;

const CODE: &str = "R-31-1960";
const NOW: i64 = 1_795_780_000_000;

fn society() -> SocietyId {
    society_id(CODE)
}

fn secretary() -> Who {
    Who::of("sachiv", Role::Secretary, society())
}

fn asked(event: BenchEvent) -> Asked {
    Asked { act: Act::Bench(Box::new(Bench::from(event))), before: None }
}

fn act(desk: &Desk, event: BenchEvent) -> Result<Done, Trouble> {
    desk.act(&secretary(), society(), CommandId(uuid::Uuid::now_v7()), &asked(event))
}

fn number<T>(done: Result<T, Trouble>) -> u16 {
    match done {
        Err(Trouble::Refusal(r)) => r.number,
        Err(Trouble::Fault(f)) => panic!("a fault: {f}"),
        Ok(_) => 0,
    }
}

/// A desk with one society whose migration was begun.
fn begun() -> (TempDir, Desk) {
    let dir = tempfile::tempdir().unwrap();
    let desk = Desk::open(dir.path(), "", Arc::new(FixedClock(kernel::Instant(NOW)))).unwrap();
    desk.found(&Who::local(Role::Operator), CODE, "नमूना समिति", CommandId(uuid::Uuid::now_v7())).unwrap();
    act(&desk, BenchEvent::Opened { cutoff: Date::new(2026, 3, 31).unwrap() }).unwrap();
    (dir, desk)
}

/// The savings register in one of its states.
fn brought(desk: &Desk, state: u8) -> BenchEvent {
    let mut text = String::from("खाता संख्या,सदस्य का नाम,पिता का नाम,शेष राशि\n");
    for n in 0..6u32 {
        text.push_str(&format!("SB-{n},राम {n},श्याम,{}.00\n", 100 * n + u32::from(state)));
    }
    let path = if state == 2 { "b/bachat.csv" } else { "a/bachat.csv" };
    let file = readers::kept::read(path, text.as_bytes()).unwrap();
    desk.keep_upload(text.as_bytes()).unwrap();
    BenchEvent::FilesBrought { files: vec![opening::kept(&file, None)], aside: Vec::new(), secret: Vec::new() }
}

/// The data set of a case whose files a desk keeps.
fn set(desk: &Desk, case: &Case) -> String {
    let mut folder = Folder::default();
    for (path, kept) in &case.files {
        let digest = Digest::from_hex(&kept.what.digest).unwrap();
        let mut file = readers::kept::read(path, &desk.file_bytes(&digest).unwrap()).unwrap();
        (file.path, file.digest) = (path.clone(), digest);
        folder.files.push(file);
    }
    let worked = bench::work(&mut folder, case, case.cutoff.as_ref().unwrap().what, Default::default());
    bench::set::digest(&folder, case, &worked).hex()
}

fn case(desk: &Desk) -> Case {
    desk.read(|t| keep::view::bench_case(t, society())).unwrap()
}

/// Every entry of every log of the society, and where they end.
fn register(desk: &Desk) -> Vec<String> {
    desk.read(|t| {
        let mut out = Vec::new();
        keep::whole::each_line_of(t, society(), |line| {
            out.push(line.to_owned());
            Ok(())
        })?;
        Ok(out)
    })
    .unwrap()
}

/// Something a clerk may do, small enough that much of it meets.
fn event(desk: &Desk, what: (u8, u8, u8), done: &[(i64, i64)]) -> BenchEvent {
    let (kind, n, m) = what;
    let at = Spot { path: "a/bachat.csv".into(), sheet: 0, row: u32::from(n % 8) + 1, col: u16::from(m % 4) };
    let old = |n: u8| format!("{}.00", 100 * u32::from(n % 6) + u32::from(m % 2));
    match kind % 9 {
        0 => brought(desk, n % 3),
        1 => BenchEvent::MappingSet {
            table: TableProfile {
                headings: ["खाता संख्या", "सदस्य का नाम", "पिता का नाम", "शेष राशि"].map(String::from).to_vec(),
                kind: if n.is_multiple_of(2) { "deposits".into() } else { "ignore".into() },
                product: if n.is_multiple_of(2) { "SB".into() } else { String::new() },
                fields: ["account_no", "name", "father", if m.is_multiple_of(2) { "balance" } else { "-" }]
                    .map(String::from)
                    .to_vec(),
            },
            reason: "सार पन्ना".into(),
        },
        2 => {
            let at = Spot { row: u32::from(n % 6) + 2, col: 3, ..at };
            let mends = vec![Mend::Cell { at, old: old(n), new: format!("{}", 10 + u32::from(m)) }];
            BenchEvent::Mended { mends, reason: "जाँच".into(), finding: String::new() }
        }
        3 => BenchEvent::Mended {
            mends: vec![Mend::RowOut { at, old: "?".into() }],
            reason: "दो बार".into(),
            finding: "k".into(),
        },
        4 => BenchEvent::PersonsJudged {
            members: vec![format!("{}", n % 3), format!("{}", 3 + m % 3)],
            judgement: if n.is_multiple_of(2) { Judgement::Same } else { Judgement::Different },
            reason: "पूछा".into(),
        },
        5 => BenchEvent::Answered { finding: format!("f{}", n % 3), answer: Answer::Stands { reason: format!("{m}") } },
        6 => BenchEvent::DifferenceCarried(Carried {
            head: format!("H{}", n % 2),
            amount: Paise(i64::from(m)),
            cause: "?".into(),
            minute: "7".into(),
            owner: "सचिव".into(),
            due: Date::new(2026, 12, 31).unwrap(),
        }),
        7 => BenchEvent::FileLeft { path: "a/bachat.csv".into(), reason: "नहीं".into() },
        _ => {
            let of = done.get(usize::from(n) % done.len().max(1)).copied().unwrap_or((1, 0));
            BenchEvent::TakenBack { of, reason: "भूल".into() }
        }
    }
}

/// Does what may be done; what is refused is refused in a trial as it would be in earnest.
fn play(desk: &Desk, whats: &[(u8, u8, u8)], done: &mut Vec<(i64, i64)>) {
    for what in whats {
        let event = event(desk, *what, done);
        if let Ok(d) = act(desk, event) {
            done.push((d.receipt.desk.0, d.receipt.first.0));
        }
    }
}

fn whats(most: usize) -> impl Strategy<Value = Vec<(u8, u8, u8)>> {
    prop::collection::vec(any::<(u8, u8, u8)>(), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn what_was_tried_and_repeated_comes_to_the_same(before in whats(6), tried in whats(14), other in whats(6)) {
        let (_dir, desk) = begun();
        let mut done = Vec::new();
        play(&desk, &before, &mut done);
        let stood = register(&desk);
        let no = desk.begin_trial(&secretary(), society(), "पहला").unwrap();
        let beside = desk.begin_trial(&secretary(), society(), "दूसरा").unwrap();
        let (copy, second) = (desk.open_trial(society(), no).unwrap(), desk.open_trial(society(), beside).unwrap());
        play(&copy, &tried, &mut done.clone());
        play(&second, &other, &mut done.clone());
        prop_assert_eq!(register(&desk), stood.clone(), "nothing of a trial comes into the register");
        drop(second);
        desk.throw_trial(&secretary(), society(), beside).unwrap();
        prop_assert_eq!(register(&desk), stood, "nor when it is thrown away");
        prop_assert_eq!(number(desk.open_trial(society(), beside)), 3183);

        let acts = desk.trial_acts(society(), no).unwrap();
        let came_to = set(&copy, &case(&copy));
        prop_assert_eq!(&set(&copy, &desk.as_repeated(society(), no).unwrap()), &came_to, "it is known before it is done");
        let repeated = desk.repeat_trial(&secretary(), society(), no, &came_to);
        if acts.is_empty() {
            prop_assert_eq!(number(repeated), 3188);
        } else {
            repeated.unwrap();
            prop_assert_eq!(set(&desk, &case(&desk)), came_to, "the files of the trial are kept, and the data set is the same");
            prop_assert_eq!(number(desk.repeat_trial(&secretary(), society(), no, "")), 3183, "once");
        }
    }
}

#[test]
fn a_trial_is_not_repeated_over_what_was_done_since_nor_in_part() {
    let (dir, desk) = begun();
    let no = desk.begin_trial(&secretary(), society(), "अ").unwrap();
    let copy = desk.open_trial(society(), no).unwrap();
    act(&copy, brought(&copy, 1)).unwrap();
    let due = Date::new(2026, 12, 31).unwrap();
    let text = String::from;
    let carried =
        Carried { head: text("SB"), amount: Paise(5), cause: text("?"), minute: text("7"), owner: text("क"), due };
    act(&copy, BenchEvent::DifferenceCarried(carried)).unwrap();
    let stood = register(&desk);
    let operator = Who::of("operator", Role::Operator, society());
    assert_eq!(number(desk.repeat_trial(&operator, society(), no, "")), 5001, "the last act is not his");
    assert_eq!(register(&desk), stood, "so none of them was done");

    // survives a restart
    drop((copy, desk));
    let desk = Desk::open(dir.path(), "", Arc::new(FixedClock(kernel::Instant(NOW + 60_000)))).unwrap();
    assert_eq!(desk.trials(society()).unwrap().len(), 1);
    assert_eq!(desk.trial_acts(society(), no).unwrap().len(), 2);

    act(&desk, brought(&desk, 0)).unwrap();
    assert_eq!(desk.since_trial(society(), no).unwrap().len(), 1);
    let stood = register(&desk);
    assert_eq!(number(desk.repeat_trial(&secretary(), society(), no, "")), 3182);
    assert_eq!(register(&desk), stood);
}

#[test]
fn in_a_trial_nobody_signs_and_no_other_work_is_done() {
    let (_dir, desk) = begun();
    assert_eq!(number(desk.begin_trial(&secretary(), society(), " ")), 3180);
    assert_eq!(number(desk.begin_trial(&Who::of("x", Role::Cashier, society()), society(), "अ")), 5001);
    let no = desk.begin_trial(&secretary(), society(), "अ").unwrap();
    assert_eq!(number(desk.begin_trial(&secretary(), society(), "अ")), 3187);
    let copy = desk.open_trial(society(), no).unwrap();
    let set = text_of_zeros();
    for event in [
        BenchEvent::Frozen { set: set.clone() },
        BenchEvent::Signed { signer: Signer::Secretary, set: set.clone(), paper_no: "7".into() },
        BenchEvent::SlipsPrinted {
            village: "क".into(),
            count: 1,
            set,
            until: Date::new(2026, 12, 31).unwrap(),
            digest: String::new(),
        },
    ] {
        assert_eq!(number(act(&copy, event)), 3181);
    }
    let begin = Act::BeginDay { date: copy.now().day(), cash: Vec::new() };
    assert_eq!(number(copy.act(&secretary(), society(), CommandId(uuid::Uuid::now_v7()), &begin.into())), 3181);
    assert_ne!(
        copy.public_key().to_bytes(),
        desk.public_key().to_bytes(),
        "what it signs never passes for the society's own"
    );
    for n in 1..desk::trial::MOST_TRIALS {
        desk.begin_trial(&secretary(), society(), &format!("{n}")).unwrap();
    }
    assert_eq!(number(desk.begin_trial(&secretary(), society(), "बहुत")), 3186);
    assert_eq!(number(desk.trial_acts(society(), 99)), 3183);
}

fn text_of_zeros() -> String {
    "0".repeat(64)
}

#[test]
fn numbers_judged_to_be_one_person_are_merged_with_the_books_and_taken_back_like_any_merge() {
    use crate::sample::{alone, batch, begin, both, command, done, operator};
    both(|desk| {
        let one = |members: [&str; 2]| OnePerson {
            members: members.map(String::from).to_vec(),
            reason: "पिता और गाँव एक".into(),
        };
        let same = [one(["1", "2"]), one(["2", "3"]), one(["1", "99"])];
        let code = crate::sample::CODE;
        let receipt = desk.import_judged(&operator(), code, &batch(code, 4), &same, command(1)).unwrap();
        let society = receipt.society;
        let standing = |no: &str| desk.read(|t| keep::deciding::find_member(t, society, no)).unwrap().view.standing;
        let into = |no: &str| match standing(no) {
            Standing::Merged { into } => into,
            other => panic!("{no}: {other:?}"),
        };
        assert_eq!((into("2"), into("3")), ("1".to_owned(), "1".to_owned()), "one follows the other");
        assert!(matches!(standing("4"), Standing::Member { .. }), "who was not judged stays");
        let (log, _) = desk.read(|t| keep::audit::list(t, society, 50, 0)).unwrap();
        let told: Vec<&str> = log.iter().filter(|d| d.number == 3230).map(|d| d.words.as_str()).collect();
        assert!(
            told.len() == 1 && told[0].contains("1/99") && !told[0].contains("2/3"),
            "what could not be merged: {told:?}"
        );
        alone(desk, society);
        begin(desk, society);
        let merge = (receipt.desk.0, receipt.last.0 + 2);
        done(desk, society, 77, Act::Reverse { entry: merge, reason: "दो व्यक्ति हैं".into() });
        assert!(matches!(standing("3"), Standing::Member { .. }), "both stand again");
        assert_eq!(into("2"), "1");
        let live = desk.read(|t| keep::view::home(t, society)).unwrap();
        desk.rebuild().unwrap();
        assert_eq!(desk.read(|t| keep::view::home(t, society)).unwrap().map(|h| h.members), live.map(|h| h.members));
        assert_eq!(into("2"), "1", "drawn anew it is the same");
    });
}
