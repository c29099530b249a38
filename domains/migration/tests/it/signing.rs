//! Before and after the signatures: what stands in their way, what they are bound to, what is asked of others.

use super::bench::{no, opened, written};
use super::cheats::{SAVINGS, TRIAL, a_row, begun, frozen, january, listed, on_shelf, paper_day, posted, worked};
use kernel::Instant;
use migration::bench::event::{BenchEvent, Counted, Signer};
use migration::bench::gates::{Facts, Look, asked_outside, gates};
use migration::bench::set::{self, Known};

#[test]
fn over_an_open_objection_nobody_but_the_operator_signs() {
    let set = || "aa".to_owned();
    let sign = |signer, no: &str| BenchEvent::Signed { signer, set: set(), paper_no: no.into() };
    let objected = ("clerk", BenchEvent::Objected { member_no: "3".into(), text: "₹50".into() });
    let mut events = vec![opened(), ("op", frozen()), objected];
    assert_eq!(no(&written(events.clone()), "op", &sign(Signer::Operator, "")), 0, "he says what he brought, no more");
    for (by, signer) in [("op", Signer::Operator), ("sec", Signer::Secretary), ("pres", Signer::President)] {
        events.push((by, sign(signer, "12/2026")));
    }
    // at the seat there are no slips and no window, but the objection came
    assert_eq!(no(&written(events.clone()), "ar", &sign(Signer::Officer, "12/2026")), 4700);
    let settled = BenchEvent::ObjectionSettled { of: (1, 2), how: "बही सही है".into(), mend: None };
    events.push(("sec", settled));
    assert_eq!(no(&written(events), "ar", &sign(Signer::Officer, "12/2026")), 0);
}

#[test]
fn all_alike_means_the_table_the_row_is_of() {
    // two registers one below the other: the same column, the same figure in both
    let rows: &[&[&str]] = &[
        &["बचत जमा खाता"],
        SAVINGS[1],
        &["501", "1", "राम सिंह", "01-04-2020", "1500.00"],
        &["502", "2", "कमला देवी", "01-04-2021", "1500.00"],
        &["503", "3", "हरि दत्त", "01-04-2022", "1000.00"],
        &[],
        &["सावधि जमा खाता"],
        &["एफडी संख्या", "सदस्य सं", "नाम", "जमा दिनांक", "जमा राशि", "परिपक्वता तिथि"],
        &["601", "1", "राम सिंह", "01-04-2020", "1500.00", "01-04-2025"],
        &["602", "2", "कमला देवी", "01-04-2021", "1500.00", "01-04-2026"],
        &["603", "3", "हरि दत्त", "01-04-2022", "9000.00", "01-04-2027"],
    ];
    let (folder, worked, _) = worked(&begun(), &[("jama", rows)]);
    let books = &worked.migrated.books;
    assert_eq!(books.registers.len(), 2, "two tables");
    let alike = |row| {
        let at = migration::bench::Spot { path: "jama.xlsx".into(), sheet: 0, row, col: 4 };
        migration::bench::mend::alike(books, &folder, &at).iter().map(|s| s.row).collect::<Vec<_>>()
    };
    assert_eq!((alike(3), alike(10)), (vec![3, 4], vec![9, 10]));
    assert_eq!(alike(7), [0; 0], "a title is of no table");
}

#[test]
fn what_was_left_out_is_signed_and_what_was_closed_before_that_stays_closed() {
    let tables = [("bachat", SAVINGS), ("talpat", TRIAL)];
    let aside = |n| BenchEvent::FilesBrought { files: vec![], aside: vec![("old.zip".into(), n)], secret: vec![] };
    let left = |why: &str| BenchEvent::FileLeft { path: "old.zip".into(), reason: why.into() };
    let sets: Vec<String> = [
        vec![],
        vec![aside(Some(1002))],
        vec![aside(None)],
        vec![aside(Some(1002)), left("तस्वीरें")],
        vec![aside(Some(1002)), left("भूल से आई")],
    ]
    .into_iter()
    .map(|events| {
        worked(&written(std::iter::once(opened()).chain(events.into_iter().map(|e| ("op", e))).collect()), &tables).2
    })
    .collect();
    let different: std::collections::BTreeSet<&String> = sets.iter().collect();
    assert_eq!(different.len(), sets.len(), "{sets:?}");
    // closed by an earlier program, which did not put it into the digest
    let case = written(vec![opened(), ("op", aside(Some(1002)))]);
    let (folder, books, _) = worked(&case, &tables);
    let earlier = set::earlier(&folder, &case, &books).hex();
    let before = earlier.as_str();
    assert!(sets.iter().all(|s| s != before), "what is closed today is not held to less");
    let closed = |set: &str| {
        let frozen = BenchEvent::Frozen { set: set.into() };
        written(vec![opened(), ("op", aside(Some(1002))), ("op", frozen)])
    };
    assert_eq!(worked(&closed(before), &tables).2, before, "its signatures stand");
    assert_eq!(worked(&closed("00"), &tables).2, sets[1], "another is made as today");
    // closed today with nothing left out, a file brought and left out afterwards voids it
    let frozen = BenchEvent::Frozen { set: sets[0].clone() };
    let then = written(vec![opened(), ("op", frozen), ("op", aside(Some(1002))), ("op", left("भूल से आई"))]);
    assert_ne!(worked(&then, &tables).2, sets[0]);
    let mut savings: Vec<&[&str]> = SAVINGS.to_vec();
    savings[3] = &["502", "2", "कमला देवी", "01-04-2021", "2400.00"];
    assert_ne!(worked(&closed(before), &[("bachat", &savings), tables[1]]).2, before, "and fall with a figure");
}

fn closed_set(set: &str) -> BenchEvent {
    BenchEvent::Frozen { set: set.into() }
}

#[test]
fn a_data_set_is_known_as_posted_closed_or_void() {
    use migration::bench::case::Entry;
    let told = |events: &[BenchEvent], of: &str| {
        let entry = |(i, event): (i64, BenchEvent)| Entry { place: (1, i), by: "op".into(), at: Instant(i), event };
        set::known(&(0..).zip(events.iter().cloned()).map(entry).collect::<Vec<_>>(), of)
    };
    let sign = BenchEvent::Signed { signer: Signer::Operator, set: "aa".into(), paper_no: String::new() };
    let counted = |of: &str| BenchEvent::Counted(Counted { set: of.into(), ..Counted::default() });
    let mut events = vec![opened().1, closed_set("aa"), counted("aa"), sign];
    assert_eq!((told(&events, "aa"), told(&events, "ab")), (Some(Known::Closed(1)), None));
    events.push(counted("bb"));
    assert_eq!(told(&events, "aa"), Some(Known::Void), "something was changed since");
    events.extend([closed_set("bb"), BenchEvent::Posted { set: "bb".into() }]);
    assert_eq!((told(&events, "aa"), told(&events, "bb")), (Some(Known::Void), Some(Known::Posted)));
}

#[test]
fn what_is_posted_stays_signed_though_a_later_program_reads_the_files_better() {
    let mut events = vec![("op", frozen())];
    let people = ["op", "sec", "pres", "ar", "aud", "bank"];
    for (by, signer) in people.into_iter().zip(Signer::ALL) {
        events.push((by, BenchEvent::Signed { signer, set: "aa".into(), paper_no: "12".into() }));
    }
    let signed = |events: &[(&'static str, BenchEvent)], now: &str| {
        let case = written(std::iter::once(opened()).chain(events.iter().cloned()).collect());
        let (folder, worked, _) = worked(&case, &[("bachat", SAVINGS), ("talpat", TRIAL)]);
        let facts = Facts { set: now.into(), ..Facts::default() };
        let all = gates(&Look { case: &case, folder: &folder, worked: &worked, facts: &facts });
        let holds = |says: &str| all[8].lines.iter().any(|l| l.says == says && l.holds);
        (holds("frozen"), holds("signed"))
    };
    assert_eq!(
        (signed(&events, "aa"), signed(&events, "bb")),
        ((true, true), (false, false)),
        "before posting a change voids"
    );
    events.push(("op", BenchEvent::Posted { set: "aa".into() }));
    assert_eq!(signed(&events, "bb"), (true, true));
}

#[test]
fn the_rule_for_samples_is_signed_and_a_lower_one_is_from_above() {
    use migration::paper::event::{PaperEvent, Sampling};
    use migration::paper::kinds::{is_from_above, proposed};
    let rule = |percent, rekey_above_permille| Sampling { percent, rekey_above_permille, source: "AR/7".into() };
    let (percent, permille) = (proposed().percent, proposed().rekey_above_permille);
    let from_above =
        [(percent, permille), (percent + 1, permille - 1), (percent - 1, permille), (percent, permille + 1)]
            .map(|(p, m)| is_from_above(&rule(p, m)));
    assert_eq!(from_above, [false, false, true, true]);
    let set = |sampling| {
        let set = PaperEvent::SamplingSet { sampling };
        worked(&written(vec![opened(), ("ar", BenchEvent::Paper(Box::new(set)))]), &[("talpat", TRIAL)]).2
    };
    assert_ne!(set(rule(0, 1_000)), worked(&begun(), &[("talpat", TRIAL)]).2);
}

#[test]
fn each_bank_states_its_own_account_and_each_lender_his_own_loan() {
    let trial: &[&[&str]] = &[
        TRIAL[0],
        TRIAL[1],
        &["1", "अंश पूंजी", "", "50000.00"],
        &["2", "जिला सहकारी बैंक चालू खाता", "12000.00", ""],
        &["3", "ग्रामीण बैंक चालू खाता", "3000.00", ""],
        &["4", "बैंक अल्पकालीन ऋण", "", "9000.00"],
        &["5", "जिला सहकारी बैंक अल्पकालीन ऋण", "", "7000.00"],
        &["6", "उपभोक्ता स्टॉक अन्य", "1000.00", ""],
        &["7", "हस्तगत रोकड़", "50000.00", ""],
    ];
    let m = worked(&begun(), &[("talpat", trial)]).1.migrated;
    let asked = asked_outside(&m.ledger.entries);
    let of = |figure: i64| asked.iter().filter(|a| a.figure.0 == figure * 100).collect::<Vec<_>>();
    for (figure, in_writing) in
        [(12_000, true), (3_000, true), (9_000, true), (7_000, true), (1_000, false), (50_000, false)]
    {
        let found = of(figure);
        assert!(found.len() == 1 && found[0].in_writing == in_writing, "{figure}: {asked:?}");
    }
    let codes: std::collections::BTreeSet<&str> = asked.iter().map(|a| a.head.as_str()).collect();
    assert_eq!(codes.len(), asked.len(), "each is stated for itself");
    assert_eq!(codes.iter().filter(|c| c.starts_with("TB-")).count(), 2, "{codes:?}");
}

#[test]
fn what_a_mapping_takes_out_is_counted_and_said_why() {
    let mapping = |kind: &str, last: &str, reason: &str| BenchEvent::MappingSet {
        table: migration::profile::TableProfile {
            headings: SAVINGS[1].iter().map(|h| (*h).to_owned()).collect(),
            kind: kind.into(),
            product: if kind == "ignore" { String::new() } else { "SB".into() },
            fields: ["account_no", "member_no", "name", "opened", last].map(String::from).to_vec(),
        },
        reason: reason.into(),
    };
    let (ignored, unused) = (mapping("ignore", "balance", "दोहरी"), mapping("deposits", "-", "दोहरी"));
    let look = |events: Vec<BenchEvent>| {
        let case = written(std::iter::once(opened()).chain(events.into_iter().map(|e| ("op", e))).collect());
        let (_, worked, set) = worked(&case, &[("bachat", SAVINGS), ("talpat", TRIAL)]);
        let dropped = worked.migrated.books.dropped;
        ((dropped.tables, dropped.columns), set)
    };
    let as_read = mapping("deposits", "balance", "");
    let all =
        [vec![], vec![as_read], vec![ignored.clone()], vec![unused.clone()], vec![unused, ignored.clone()]].map(look);
    assert_eq!(all.each_ref().map(|a| a.0), [(0, 0), (0, 0), (1, 0), (0, 1), (1, 0)]);
    assert_ne!(all[2].1, look(vec![mapping("ignore", "balance", "सार पन्ना")]).1, "the reason is signed");
    let case = written(vec![opened()]);
    assert_eq!((no(&case, "op", &ignored), no(&case, "op", &mapping("ignore", "balance", " "))), (0, 4703));
    // written before reasons were asked for
    let old = r#"{"t":"mapping-set","table":{"headings":["क"],"kind":"ignore","product":"","fields":["-"]}}"#;
    assert!(matches!(serde_json::from_str(old).unwrap(), BenchEvent::MappingSet { reason, .. } if reason.is_empty()));
}

#[test]
fn a_day_beside_paper_is_photographed_or_says_why_not_and_is_written_in_time() {
    use migration::bench::beside;
    let with = |day: i8, no_photo: &str, photo: Option<&str>| {
        let BenchEvent::ParallelDay(mut d) = paper_day(day, 500) else { unreachable!() };
        d.no_photo = no_photo.into();
        d.photo = photo.map(|digest| society::terms::Attachment { digest: digest.into(), bytes: 3 });
        ("sec", BenchEvent::ParallelDay(d))
    };
    // written on the 2nd, 3rd, 4th, 5th: the day itself, the next day, two days later, and its photograph
    let events = vec![with(2, "", None), with(2, "फ़ोन नहीं था", None), with(2, "फ़ोन नहीं था", Some("a"))];
    let counted = |n: usize| {
        let kept = beside::look(&posted(events[..n].to_vec()));
        (kept.days, kept.photographed, kept.unsaid, kept.late)
    };
    assert_eq!([1, 2, 3].map(counted), [(1, 0, 1, 0), (1, 0, 0, 0), (1, 1, 0, 0)]);
    let case = posted(events);
    assert_eq!(no(&case, "sec", &with(2, "", Some("b")).1), 3227, "another photograph is another day");
    let case = posted(vec![with(2, "", None)]);
    assert_eq!([no(&case, "sec", &with(2, "", None).1), no(&case, "sec", &with(2, "कारण", None).1)], [3227, 0]);
    let late = posted(vec![
        with(2, "", None),
        with(2, "x", None),
        with(2, "x", Some("a")),
        with(2, "x", None),
        with(3, "x", None),
    ]);
    assert!(!beside::is_late(&late, january(2)) && beside::is_late(&late, january(3)), "the third, on the sixth");
}

#[test]
fn pages_counted_that_the_register_does_not_hold_are_told() {
    use migration::bench::case::Entry;
    use migration::bench::gates::recounted;
    let page = |no| {
        let mut keyed = a_row(&[]);
        keyed.page = no;
        BenchEvent::Paper(Box::new(migration::paper::PaperEvent::PageKeyed(Box::new(keyed))))
    };
    let told = |begun| {
        let counted = BenchEvent::Counted(Counted { begun, ..Counted::default() });
        let book = BenchEvent::Paper(Box::new(listed(30, on_shelf(9, None, "कारण"))));
        // what is keyed after it was counted is not asked of the count
        let events = [opened().1, book, page(2), page(3), counted, page(4)];
        let entry = |(i, event): (i64, BenchEvent)| Entry { place: (1, i), by: "op".into(), at: Instant(i), event };
        recounted(&(0..).zip(events).map(entry).collect::<Vec<_>>())
    };
    assert_eq!((told(Some((2, 9))), told(None)), (None, None), "as it is; and not kept apart by an earlier program");
    assert_eq!(told(Some((8, 9))), Some([(8, 9), (2, 9)]));
    let old = r#"{"t":"counted","set":"aa","rows":1,"keyed":1,"pages":[1,1],"heads":[1,1],"findings":[0,0],"gates":0}"#;
    assert!(matches!(serde_json::from_str(old).unwrap(), BenchEvent::Counted(c) if c.begun.is_none()));
}
