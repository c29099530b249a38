//! A full Aadhaar number comes into the register by no text of no act; what a bank wrote is masked.

use crate::counter::{counter, kcc};
use crate::everything::any_act;
use crate::sample::*;
use crate::society::admit;
use books::estate::Register;
use books::estate::bank::{BankLine, Statement, TakeStatement};
use desk::act::{Act, Asked, Before, Estate, Lender, PaidTo, Pay};
use desk::{Desk, Role, Who};
use kernel::{Paise, SocietyId};
use proptest::prelude::*;
use serde_json::Value;
use society::decide::Leave;
use society::terms::Leaving;

/// An invented number that passes the check.
const AADHAAR: &str = "2345 6789 0124";

/// Addresses of all texts in an act.
fn texts(said: &Value, at: &str, out: &mut Vec<String>) {
    match said {
        Value::String(_) => out.push(at.to_owned()),
        Value::Array(all) => all.iter().enumerate().for_each(|(i, one)| texts(one, &format!("{at}/{i}"), out)),
        Value::Object(all) => all.iter().for_each(|(key, one)| texts(one, &format!("{at}/{key}"), out)),
        _ => {}
    }
}

/// The act with the number in each of its texts in turn; a text that can only be one of a few words is none.
fn planted(asked: &Asked) -> Vec<(String, Asked)> {
    let said = serde_json::to_value(asked).unwrap();
    let mut all = Vec::new();
    texts(&said, "", &mut all);
    let plant = |at: String| {
        let mut said = said.clone();
        *said.pointer_mut(&at)? = Value::String(format!("आधार {AADHAAR} का"));
        Some((at, serde_json::from_value(said).ok()?))
    };
    all.into_iter().filter_map(plant).collect()
}

/// Tries all of them; how many texts there were. None is let in, and none leaves the number anywhere.
fn kept_out(desk: &Desk, society: SocietyId, role: Role, asked: &Asked) -> usize {
    let all = planted(asked);
    for (at, asked) in &all {
        let id = kernel::CommandId(uuid::Uuid::now_v7());
        let done = desk.act(&Who::local(role), society, id, asked);
        assert_eq!(number(done), 4203, "{at} of {:?}", asked.act.code());
    }
    all.len()
}

/// What was written anywhere in the folder.
fn everywhere(dir: &std::path::Path) -> Vec<u8> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap().map(Result::unwrap) {
        match entry.file_type().unwrap().is_dir() {
            true => out.extend(everywhere(&entry.path())),
            false => out.extend(std::fs::read(entry.path()).unwrap()),
        }
    }
    out
}

fn stands(dir: &std::path::Path) -> bool {
    everywhere(dir).windows(AADHAAR.len()).any(|w| w == AADHAAR.as_bytes())
}

/// Acts whose texts people write most, each with who does it.
fn written() -> Vec<(Role, Act)> {
    let text = || "कुछ".to_owned();
    let lender = |l| Act::Lender(Box::new(l));
    let to = Some(PaidTo { name: text(), paper: text() });
    let leave = Leave { reason: Leaving::Died, happened: None, resolution: text() };
    vec![
        (Role::Secretary, Act::Voucher(voucher("7", 100))),
        (Role::Secretary, Act::Reverse { entry: (1, 12), reason: text() }),
        (Role::Secretary, Act::ReverseRun { entry: (1, 12), reason: text() }),
        (Role::Secretary, Act::Decide { entry: (1, 12), approve: false, reason: text() }),
        (Role::Auditor, Act::Object { about: None, amount: Paise::ZERO, text: text() }),
        (Role::Auditor, Act::CloseObjection { objection: (1, 9), text: text() }),
        (Role::Secretary, Act::Reply { objection: (1, 9), text: text() }),
        (Role::Secretary, Act::Charge { loan: "ST-L-1".into(), amount: Paise(1), what: text() }),
        (Role::Secretary, kcc("3")),
        (Role::Secretary, admit("गीता देवी", "हरि सिंह", "9876543210")),
        (Role::Secretary, Act::LeaveSociety { member_no: "3".into(), leave }),
        (Role::Secretary, Act::Withdraw { account: "SB-1".into(), amount: Paise(1), pay: Pay::Cash, to: to.clone() }),
        (Role::Secretary, lender(Lender::PaySurplus { loan: "ST-1".into(), amount: Paise(1), pay: Pay::Cash, to })),
        (Role::Secretary, lender(Lender::Revive { account: "SB-1".into(), reason: text() })),
        (Role::Secretary, lender(Lender::NameLoss { loan: "ST-L-1".into(), document: text(), reason: text() })),
        (Role::Secretary, lender(Lender::ReleaseGold { loan: "GL-1".into(), to: text() })),
    ]
}

#[test]
fn the_texts_people_write_keep_every_aadhaar_number_out() {
    let dir = tempfile::tempdir().unwrap();
    let desk = open(dir.path(), "");
    let society = opened(&desk);
    let mut tried = 0;
    for (role, act) in written() {
        let before = Some(Before::of(day("2025-06-01"), "बिजली नहीं थी", None));
        tried += kept_out(&desk, society, role, &Asked { act, before });
    }
    assert!(tried > 50, "{tried} texts were tried");
    // twelve figures that pass the check are no secret where a number is asked for
    let plain: String = AADHAAR.chars().filter(char::is_ascii_digit).collect();
    let bill = Act::Withdraw { account: plain, amount: Paise(1), pay: Pay::Cash, to: None };
    assert_eq!(number(desk.act(&secretary(), society, command(91), &bill.into())), 5026, "it is looked for");
    drop(desk);
    assert!(!stands(dir.path()));
}

#[test]
fn what_a_bank_wrote_is_taken_in_masked() {
    counter(|c| {
        let line = |text: &str, reference: &str, row| BankLine {
            date: day("2025-06-02"),
            amount: Paise::rupees(10),
            text: text.into(),
            reference: reference.into(),
            row,
        };
        let plain: String = AADHAAR.chars().filter(char::is_ascii_digit).collect();
        let lines = vec![line(&format!("AEPS {AADHAAR} CR"), &plain, 1), line(&format!("UIDAI{plain}X"), "UTR 7", 2)];
        let statement = Statement { opening: Some(Paise::ZERO), closing: Some(Paise::rupees(20)), lines };
        let (bank, file, digest) = ("BANK_CUR".to_owned(), "statement.csv".to_owned(), "ab".repeat(32));
        let take = TakeStatement { bank, file, digest, opening: None, statement };
        c.act(Act::Estate(Box::new(Estate::TakeStatement(take))));
        let kept = c.desk.read(|t| keep::view::estate(t, c.society, Register::Bank, None)).unwrap();
        let said = format!("{kept:?}");
        let last = &plain[8..];
        assert!(said.contains("AEPS XXXX") && said.contains(last) && said.contains("UTR 7"), "{said}");
        assert_eq!(said.matches(&plain[..]).count(), 1, "the reference, a number by itself, stays: {said}");
        assert!(!said.contains(AADHAAR));
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 50, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_text_of_any_act_brings_an_aadhaar_number_in(acts in prop::collection::vec(any_act(), 1..12)) {
        let dir = tempfile::tempdir().unwrap();
        let desk = open(dir.path(), "");
        let society = opened(&desk);
        let tried: usize = acts.into_iter().map(|a| kept_out(&desk, society, Role::Secretary, &a.into())).sum();
        drop(desk);
        prop_assert!(tried == 0 || !stands(dir.path()));
    }
}
