//! Figures that are not read, and figures that differ: neither passes its gate unseen.

use super::bench::{opened, written};
use super::cheats::{CUTOFF, MEMBERS, Rows, SAVINGS, TRIAL, begun, worked};
use kernel::Paise;
use migration::bench::event::{BenchEvent, Carried};
use migration::bench::gates::{Facts, Look, Measures, gates};
use migration::bench::{Case, loose, unread};

/// Every difference was approved by a minute of the society itself; how much may be carried on at all is not its own to say.
#[test]
fn differences_carried_on_pass_only_within_what_was_set_from_above() {
    let tables = [("sadasya", MEMBERS), ("bachat", SAVINGS), ("talpat", TRIAL)];
    let (_, bare, _) = worked(&begun(), &tables);
    let off: Vec<_> = loose::all(&bare.migrated).into_iter().filter(|d| !d.difference.is_zero()).collect();
    assert!(off.len() > 1 && off.iter().any(|d| d.difference.0 < 0), "{off:?}");
    let mut said = vec![opened()];
    said.extend(off.iter().map(|d| {
        let (cause, minute, owner) = ("बही खोई".to_owned(), "12".to_owned(), "सचिव".to_owned());
        let carried = Carried { head: d.head.clone(), amount: d.difference, cause, minute, owner, due: CUTOFF };
        ("op", BenchEvent::DifferenceCarried(carried))
    }));
    let sum: Paise = off.iter().map(|d| d.difference.abs()).sum();
    let judged = |case: &Case, difference: Paise| {
        let (folder, worked, set) = worked(case, &tables);
        let measures = Measures { difference, ..Measures::default() };
        let facts = Facts { measures, set, ..Facts::default() };
        let all = gates(&Look { case, folder: &folder, worked: &worked, facts: &facts });
        (all[5].passed(), all[5].lines.iter().any(|l| l.says == "carried"))
    };
    let case = written(said.clone());
    assert_eq!(
        judged(&case, Measures::default().difference),
        (false, true),
        "unset, none may be carried past the gate"
    );
    assert_eq!(judged(&case, sum - Paise(1)), (false, true));
    assert_eq!(judged(&case, sum), (true, true));
    said.pop();
    assert!(!judged(&written(said), sum).0, "what no minute approved is not made good by the bound");
}

/// A statement with two sides has nothing but its amount to make a line a record; one that cannot be read is no record and is told.
#[test]
fn an_amount_of_a_trial_balance_that_cannot_be_read_is_counted_on_either_side() {
    let found = |rows: Rows<'_>| {
        let (folder, worked, _) = worked(&begun(), &[("talpat", rows)]);
        let body =
            &worked.migrated.books.registers.iter().find(|r| r.is("trial_balance", "")).expect("a trial balance").body;
        let at: Vec<(u32, u16)> =
            unread::cells(&worked.migrated, &folder).iter().flat_map(|u| &u.at).map(|s| (s.row, s.col)).collect();
        (at, body.len(), worked.migrated.ledger.totals)
    };
    let whole = found(TRIAL);
    assert!(whole.0.is_empty());
    let mut columns: Vec<&[&str]> = TRIAL.to_vec();
    columns[3] = &["2", "बचत जमा", "", "5,0O0"];
    columns[4] = &["3", "अल्पकालीन ऋण", "#REF!", "-"];
    assert_eq!((found(&columns).0, found(&columns).1), (vec![(4, 3), (5, 2)], whole.1));
    let mut sides: Vec<&[&str]> = vec![
        &["तलपट 31.03.2025"],
        &["जमा", "राशि", "नामे", "राशि"],
        &["अंश पूंजी", "50000.00", "अल्पकालीन ऋण", "45000.00"],
        &["बचत जमा", "5000.00", "हस्तगत रोकड़", "10000.00"],
        &["रक्षित कोष", "7000.00", "बैंक चालू खाता", "4000.00"],
        &["सुरक्षा जमा", "-", "भवन", "3000.00"],
        &["लाभांश देय", "700.00", "फर्नीचर", "1000.00"],
        &["अन्य देय", "900.00", "कम्प्यूटर", "1500.00"],
        &["शिक्षा कोष", "800.00", "अंश निवेश", "600.00"],
        &["भवन कोष", "400.00", "उचन्त सम्पत्ति", "500.00"],
    ];
    let whole = found(&sides);
    assert_eq!((&whole.0[..], whole.1), (&[][..], 16), "a dash is read as nothing");
    sides[3] = &["बचत जमा", "5000.00", "हस्तगत रोकड़", "10,0O0"];
    sides[4] = &["रक्षित कोष", "#VALUE!", "बैंक चालू खाता", "4000.00"];
    let torn = found(&sides);
    assert_eq!((&torn.0[..], torn.1), (&[(4, 3), (5, 1)][..], 14), "the cells themselves, on the side they stand on");
}
