//! Registers of the office through the door, on both engines: what is noted, what is refused, what is taken back, and that the shadows redrawn
//! are those that stand.

use crate::counter::{Counter, counter, rupees};
use crate::sample::day;
use books::estate::Register;
use books::event::Setting;
use books::office::bonds;
use books::office::certificates::Numbers;
use books::office::keepers::Tag;
use books::office::minutes::{self, Body, Meeting, Resolved};
use books::office::nominal::Note;
use books::office::plots::Plot;
use books::office::policies::{Kind, Policy};
use books::office::stores::{Article, WrittenOff};
use desk::Role;
use desk::act::{Act, Office, Pay};
use keep::view;
use kernel::Paise;
use society::bylaw::model;
use society::decide::{Leave, SetBylaw};
use society::terms::Leaving;

fn does(c: &Counter<'_>, act: Office) -> (i64, i64) {
    c.act(Act::Office(Box::new(act)))
}

fn refused(c: &Counter<'_>, act: Office) -> u16 {
    c.refused(Act::Office(Box::new(act)))
}

/// Every register of the office as pages read it.
fn state(c: &Counter<'_>) -> String {
    let kept = Register::ALL.into_iter().filter(|r| r.is_office());
    let one = |r| format!("{:?}\n", c.desk.read(|t| view::estate(t, c.society, r, None)).unwrap());
    kept.map(one).collect()
}

fn meeting(present: u32) -> Office {
    let resolutions = vec![Resolved { number: "7".into(), text: "खाद मँगाएँ".into() }];
    let meeting = Meeting {
        body: Body::Board,
        held: day("2025-06-01"),
        present,
        quorum: None,
        chair: "हरि सिंह".into(),
        resolutions,
    };
    Office::Meet { number: String::new(), meeting }
}

/// One of each, in an order in which each is let pass.
fn all() -> Vec<Office> {
    let text = |t: &str| t.to_owned();
    let article = Article {
        name: text("कुर्सी"),
        pieces: 12,
        condition: text("अच्छी"),
        place: text("कार्यालय"),
        since: day("2020-04-01"),
        cost: rupees(400),
    };
    let policy = Policy {
        kind: Kind::Insurance,
        what: text("गोदाम"),
        issuer: text("बीमा कम्पनी"),
        from: day("2025-04-01"),
        until: Some(day("2026-03-31")),
        sum: rupees(500_000),
    };
    let plot = Plot {
        member_no: text("2"),
        khata: text("45"),
        khasra: text("310"),
        area: 40_000,
        irrigated: true,
        crop: text("धान"),
        charge: String::new(),
    };
    let tag = Tag {
        member_no: text("1"),
        activity: text("dairy"),
        from: day("2025-04-01"),
        until: None,
        resolution: text("7"),
    };
    vec![
        meeting(7),
        Office::EnterArticle { number: String::new(), article },
        Office::WriteOff {
            number: text("1"),
            off: WrittenOff { pieces: 2, reason: text("टूटी"), resolution: text("7") },
        },
        Office::EnterPolicy { number: text("P-1"), policy },
        Office::EnterPlot(plot.clone()),
        Office::LeavePlot { plot: plot.named(), reason: text("बिकी") },
        Office::SignBond {
            loan: text("ST-L-1"),
            sureties: vec![text("2"), text("3")],
            signed: day("2025-06-01"),
            document: text("17"),
        },
        Office::SetKeeper(tag),
    ]
}

#[test]
fn what_is_noted_is_redrawn_and_taken_back() {
    counter(|c| {
        let before = state(c);
        let mut done = Vec::new();
        for act in all() {
            let words = (act.code(), act.words());
            assert!(!words.1.is_empty(), "{words:?}");
            done.push(does(c, act));
        }
        let live = state(c);
        assert_ne!(live, before);
        c.desk.rebuild().unwrap();
        assert_eq!(state(c), live);
        for entry in done.into_iter().rev() {
            c.act(Act::Reverse { entry, reason: "गलत".into() });
        }
        assert_eq!(state(c), before);
        assert!(c.desk.verify(c.society).unwrap()[0].is_whole());
    });
}

#[test]
fn an_auditor_only_reads_and_a_bond_is_the_secretarys() {
    counter(|c| {
        for act in all() {
            let act = Act::Office(Box::new(act));
            assert_eq!(crate::sample::number(c.by(Role::Auditor, act)), 5001);
        }
        let bond = all().remove(6);
        assert_eq!(crate::sample::number(c.by(Role::Cashier, Act::Office(Box::new(bond)))), 5001);
    });
}

#[test]
fn the_quorum_is_that_of_the_societys_rule() {
    counter(|c| {
        does(c, meeting(1));
        let minutes = || minutes::fold(&c.desk.read(|t| view::estate(t, c.society, Register::Minutes, None)).unwrap());
        assert_eq!(minutes()[0].meeting.quorum, None, "unset, and said so");
        let (from, order) = (day("2025-04-01"), "bye-law 9".into());
        let (key, value) = (books::setting::QUORUM_BOARD.into(), "5".into());
        c.act(Act::Set(Setting { key, from, value, order, source: String::new() }));
        assert_eq!(refused(c, meeting(4)), 4646);
        assert_eq!(refused(c, meeting(7)), 4647, "resolution 7 stands already");
        let Office::Meet { number, meeting } = meeting(7) else { panic!("a meeting") };
        does(c, Office::Meet { number, meeting: Meeting { resolutions: Vec::new(), ..meeting } });
        assert_eq!((minutes()[1].meeting.quorum, minutes()[1].meeting.complete()), (Some(5), Some(true)));
    });
}

#[test]
fn a_surety_stays_while_the_loan_is_owed() {
    counter(|c| {
        for rule in model().0 {
            c.act(Act::SetBylaw(SetBylaw { rule }));
        }
        let bond = |loan: &str, sureties: &[&str]| Office::SignBond {
            loan: loan.into(),
            sureties: sureties.iter().map(|s| (*s).to_owned()).collect(),
            signed: day("2025-06-02"),
            document: String::new(),
        };
        assert_eq!(refused(c, bond("ST-L-99", &["2"])), 4652);
        assert_eq!(refused(c, bond("SB-1", &["2"])), 4652);
        assert_eq!(refused(c, bond("ST-L-1", &["1"])), 4653);
        assert_eq!(refused(c, bond("ST-L-1", &["99"])), 5026);
        does(c, bond("ST-L-1", &["2", "3"]));
        // what he owes himself is paid first
        let repay = |n: i64, loan: &str| Act::Repay { loan: loan.into(), amount: Paise(n), pay: Pay::Cash };
        let owed = |loan: &str| match c.desk.know(c.society, loan).unwrap().sums {
            desk::Sums::Loan { owed, .. } => owed.total().0,
            desk::Sums::Deposit { .. } => panic!("a loan"),
        };
        c.act(repay(owed("ST-L-2"), "ST-L-2"));
        let leave = || Act::LeaveSociety {
            member_no: "2".into(),
            leave: Leave { reason: Leaving::Resigned, happened: None, resolution: "9".into() },
        };
        assert_eq!(c.refused(leave()), 4223);
        // another takes his place in the bond
        let other = does(c, bond("ST-L-1", &["3"]));
        let left = c.act(leave());
        c.act(Act::Reverse { entry: left, reason: "भूल".into() });
        c.act(Act::Reverse { entry: other, reason: "भूल".into() });
        assert_eq!(c.refused(leave()), 4223);
        c.act(repay(owed("ST-L-1"), "ST-L-1"));
        c.act(leave());
        let kept = c.desk.read(|t| view::estate(t, c.society, Register::Bonds, None)).unwrap();
        assert_eq!(
            bonds::fold(&kept)["ST-L-1"].0.sureties,
            ["2", "3"],
            "the bond of a paid loan stays in the register"
        );
    });
}

#[test]
fn numbers_of_shares_and_nominal_members_are_of_somebody() {
    counter(|c| {
        for rule in model().0 {
            c.act(Act::SetBylaw(SetBylaw { rule }));
        }
        let numbers = Numbers { first: 1, last: 5 };
        let number = |certificate: &str| Office::NumberShares { certificate: certificate.into(), numbers };
        assert_eq!(refused(c, number("1")), 5026, "no such certificate");
        let (shares, certificate, pay) = (5, String::new(), Pay::Cash);
        c.act(Act::IssueShares { member_no: "1".into(), shares, certificate, pay });
        let done = does(c, number("1"));
        let shares = c.desk.read(|t| view::share_book(t, c.society, day("2025-06-02"))).unwrap();
        assert_eq!((shares[0].certificates.clone(), shares[0].issued), (vec!["1".to_owned()], rupees(500)));
        let before = c.desk.read(|t| view::share_book(t, c.society, day("2025-06-01"))).unwrap();
        assert_eq!(before[0].balance(), Paise::ZERO, "the day before he had none");
        c.act(Act::Reverse { entry: done, reason: "भूल".into() });
        let note = Note { purpose: "ऋण".into(), guarantor: "1".into() };
        let wrong = Office::NoteNominal { member_no: "2".into(), note };
        assert_eq!(refused(c, wrong), 5026, "a full member is no nominal one");
    });
}
