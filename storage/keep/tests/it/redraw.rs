use crate::sample::*;
use kernel::SocietyId;

#[test]
fn redrawn_tables_equal_the_live_ones() {
    both(|db| {
        for society in [SOCIETY, SocietyId(7)] {
            start(db, society);
            let events = migration();
            // One batch, and entry by entry: the live tables come about in two ways.
            if society == SOCIETY {
                write(db, society, &events);
            } else {
                for e in &events {
                    write(db, society, std::slice::from_ref(e));
                }
            }
            for n in 0..30 {
                write(
                    db,
                    society,
                    &[voucher(&format!("R-{n}"), vec![line("CASH", n + 1, 0), line("SHARE", 0, n + 1)])],
                );
            }
        }
        let live = dump(db);
        assert!(live.len() > 200, "{} rows", live.len());
        let read = keep::rebuild(db, &name_key).unwrap();
        assert_eq!(read, 2 * 44);
        let redrawn = dump(db);
        for (a, b) in live.iter().zip(&redrawn) {
            assert_eq!(a, b);
        }
        assert_eq!(live.len(), redrawn.len());
    });
}

#[test]
fn shadows_of_another_version_are_redrawn_when_the_store_opens() {
    both(|db| {
        start(db, SOCIETY);
        write(db, SOCIETY, &migration());
        let live = dump(db);
        db.tx(|t| t.script("UPDATE store_fact SET value = value - 1; UPDATE head SET name = 'wrong'")).unwrap();
        keep::setup(db, &name_key).unwrap();
        assert_eq!(dump(db), live);
    });
}

#[test]
fn an_import_of_many_rows_leaves_the_indexes_in_place() {
    const INDEXES: sql::Sql =
        sql::Sql("SELECT name FROM sqlite_schema WHERE type = 'index' AND name NOT LIKE 'sqlite_%' ORDER BY name");
    let names = |db: &sql::Db| db.read::<_, sql::Error>(|t| t.rows(INDEXES, &[], |r| r.text(0).to_owned())).unwrap();
    both(|db| {
        if db.is_postgres() {
            return;
        }
        let before = names(db);
        assert!(before.len() >= 2);
        start(db, SOCIETY);
        let mut events = migration();
        for page in 0..41 {
            let rows = (0..500).map(|n| account(&format!("X-{}", page * 500 + n), "9", 5, n)).collect();
            events.insert(8, crate::sample::page(credit::AccountKind::Sb, "SHARE", rows));
        }
        write(db, SOCIETY, &events);
        assert_eq!(names(db), before);
        let all = db.read(|t| keep::view::kind_totals(t, SOCIETY)).unwrap();
        assert_eq!(all.iter().map(|k| k.count).sum::<u64>(), 5 + 41 * 500);
        let his = db.read(|t| keep::view::accounts_of(t, SOCIETY, "10")).unwrap();
        assert_eq!(his.len(), 2);
    });
}

/// Daily work on members: each kind of event once, with what takes it back.
fn members() -> Vec<keep::Event> {
    use society::SocietyEvent as S;
    use society::acts::*;
    use society::person::{Field, Person};
    use society::terms::{Class, Leaving, Leg, Means, Nominee, Village};
    let date = "2025-04-02".parse().unwrap();
    let text = |t: &str| t.to_owned();
    let legs = |n: i64| vec![Leg { head: text("CASH"), means: Means::Cash, amount: kernel::Paise(n) }];
    let person = |name: &str| Person {
        name: text(name),
        village: Village::Listed(text("बड़ागाँव")),
        mobile: text("9876511111"),
        ..Person::default()
    };
    let admitted = |no: &str, name: &str| {
        S::MemberAdmitted(MemberAdmitted {
            no: text(no),
            class: Class::A,
            date,
            person: Box::new(person(name)),
            nominees: Vec::new(),
            resolution: text("1"),
            fee: kernel::Paise(1_000),
            head: text("INC_ADM"),
            legs: legs(1_000),
            although: None,
        })
    };
    let issued = |no: &str, certificate: &str| {
        S::SharesIssued(SharesIssued {
            member_no: text(no),
            date,
            shares: 5,
            amount: kernel::Paise(50_000),
            certificate: text(certificate),
            head: text("SHARE_IND"),
            legs: legs(50_000),
        })
    };
    let merged = MembersMerged {
        keep: text("10"),
        gone: text("11"),
        date,
        shares: 5,
        amount: kernel::Paise(50_000),
        reason: text("एक"),
    };
    let nominee = Nominee { name: text("राधा"), relation: text("पत्नी"), born: None, share: 100 };
    let changed = S::MemberChanged(MemberChanged {
        no: text("11"),
        date,
        changes: vec![
            Change { before: Field::Name(text("मीना")), after: Field::Name(text("मीना देवी")) },
            Change { before: Field::Mobile(text("9876511111")), after: Field::Mobile(text("9876522222")) },
        ],
        reason: text("सुधार"),
        although: None,
    });
    // entries 14 to 24
    vec![
        admitted("11", "मीना").into(),
        issued("11", "1").into(),
        changed.into(),
        S::NomineeSet(NomineeSet { no: text("10"), date, before: Vec::new(), after: vec![nominee] }).into(),
        S::MembersMerged(merged.clone()).into(),
        S::MergeUndone(MergeUndone { entry: (1, 18), date, reason: text("दो"), was: merged.clone() }).into(),
        S::MembersMerged(merged).into(),
        S::VillageSet(VillageSet { name: text("नया"), date, lgd: Some(7), known: false, before: None }).into(),
        S::BylawSet(BylawSet { date, rule: society::bylaw::model().0.remove(0) }).into(),
        S::MemberLeft(MemberLeft {
            no: text("N-26"),
            date,
            reason: Leaving::Died,
            happened: date,
            resolution: text("2"),
        })
        .into(),
        admitted("12", "सोहन").into(),
    ]
}

#[test]
fn members_redrawn_equal_the_live_ones_and_their_numbers_stay_out_of_the_register() {
    const ALL: sql::Sql = sql::Sql("SELECT kind, bytes, seq FROM register_entry ORDER BY seq");
    both(|db| {
        start(db, SOCIETY);
        write(db, SOCIETY, &migration());
        for e in members() {
            write(db, SOCIETY, std::slice::from_ref(&e));
        }
        // taken back as the register holds it: with commitments
        let taken_back = |seq: i64| {
            let found = db
                .read::<_, sql::Error>(|t| t.rows(ALL, &[], |r| (r.text(0).to_owned(), r.bytes(1).to_vec(), r.int(2))))
                .unwrap();
            let (kind, bytes, _) = found.into_iter().find(|e| e.2 == seq).unwrap();
            let keep::Event::Society(was) = keep::Event::decode(&kind, &bytes).unwrap() else { panic!("{kind}") };
            let (date, reason) = ("2025-04-03".parse().unwrap(), "गलत".to_owned());
            let was = Box::new(was);
            society::SocietyEvent::Reversed(society::acts::Reversed { date, entry: (1, seq), reason, was }).into()
        };
        for seq in [16, 21, 22, 23, 24] {
            let back: keep::Event = taken_back(seq);
            write(db, SOCIETY, &[back]);
        }
        let live = dump(db);
        keep::rebuild(db, &name_key).unwrap();
        assert_eq!(dump(db), live);
        assert!(keep::verify(db, SOCIETY, None).unwrap()[0].is_whole());
        let card = db.read(|t| keep::view::card(t, SOCIETY, "11")).unwrap();
        assert_eq!(card.member.view.person.mobile, "9876511111", "the change was taken back");
        assert_eq!(card.member.view.person.name, "मीना");
        assert!(live.iter().all(|row| !row.contains("98765")), "no shadow holds a mobile number");
        let entries =
            db.read::<_, sql::Error>(|t| t.rows(ALL, &[], |r| String::from_utf8_lossy(r.bytes(1)).into_owned()));
        assert!(entries.unwrap().iter().all(|e| !e.contains("98765")));
    });
}

#[test]
fn the_estate_redrawn_equals_the_live_one_and_what_was_taken_back_is_left_out() {
    use books::EstateEvent;
    use books::estate::{Did, Register};
    both(|db| {
        start(db, SOCIETY);
        write(db, SOCIETY, &migration());
        let date = "2025-04-02".parse().unwrap();
        let given = |of: &str, amount: i64| EstateEvent {
            date,
            register: Register::Staff,
            of: of.into(),
            lines: vec![line("SHARE", amount, 0), line("CASH", 0, amount)],
            did: Did::AdvanceGiven { amount: kernel::Paise(amount) },
        };
        let first = given("1", 500);
        write(db, SOCIETY, &[first.clone().into(), given("2", 300).into()]);
        let of = |thing: Option<&str>| db.read(|t| keep::view::estate(t, SOCIETY, Register::Staff, thing)).unwrap();
        let place = of(Some("1"))[0].place;
        assert_eq!((of(None).len(), of(Some("3")).len()), (2, 0));
        let lines = vec![line("CASH", 500, 0), line("SHARE", 0, 500)];
        let did = Did::Reversed { entry: place, reason: "x".into(), was: Box::new(first) };
        write(db, SOCIETY, &[EstateEvent { date, register: Register::Staff, of: "1".into(), lines, did }.into()]);
        assert_eq!(of(None).len(), 1);
        let live = dump(db);
        assert!(live.iter().filter(|r| r.starts_with("estate_entry")).count() == 2);
        keep::rebuild(db, &name_key).unwrap();
        assert_eq!(dump(db), live);
        let book = db.read(|t| keep::view::bank_book(t, SOCIETY, "CASH", date)).unwrap();
        assert_eq!(book.iter().rev().take(3).map(|b| b.1.amount.0).sum::<i64>(), -300);
    });
}

/// A lender's files: each kind of event once, with what takes it back.
#[test]
fn the_files_of_a_lender_redrawn_equal_the_live_ones() {
    use credit::CreditEvent as C;
    use credit::claims::{ClaimRow, Funder};
    use credit::lender::*;
    let date: kernel::Date = "2025-06-02".parse().unwrap();
    let text = |t: &str| t.to_owned();
    let row = ClaimRow {
        funder: Funder::Prompt,
        loan: text("ST-7"),
        member_no: text("10"),
        due: Some(date),
        from: date,
        to: date,
        principal: kernel::Paise(100),
        rate: credit::interest::Rate(300),
        amount: kernel::Paise(3),
    };
    let relieved = C::InterestRelieved(InterestRelieved {
        loan: text("ST-7"),
        member_no: text("10"),
        date,
        reliefs: vec![Relief { row: row.clone(), head: text("PRI_RECV") }],
        interest: kernel::Paise(2),
        surplus: kernel::Paise(1),
        receivable: text("INT_RECV"),
        surplus_head: text("LOAN_SURPLUS"),
    });
    let made = C::ClaimMade(credit::acts::ClaimMade {
        claim: text("P1"),
        date,
        funder: Funder::Prompt,
        funder_head: text("PRI_RECV"),
        from_head: String::new(),
        rows: vec![row],
        relieved: true,
    });
    let provided = C::ProvisionMade(ProvisionMade {
        date,
        classes: Vec::new(),
        before: kernel::Paise(0),
        required: kernel::Paise(9),
        head: text("PROV_NPA"),
        expense: text("BAD_PROV"),
    });
    let back = |entry: i64, was: &C| {
        let (reason, was) = (text("गलत"), Box::new(was.clone()));
        C::Reversed(credit::acts::Reversed { date, entry: (1, entry), reason, was })
    };
    both(|db| {
        start(db, SOCIETY);
        write(db, SOCIETY, &migration());
        for e in [relieved.clone(), made.clone(), provided.clone()] {
            write(db, SOCIETY, &[e.into()]);
        }
        let filed = |what: &str| db.read(|t| keep::deciding::filed(t, SOCIETY, what, None)).unwrap();
        assert_eq!((filed("relief").len(), filed("claim").len(), filed("provision").len()), (1, 1, 1));
        let at = filed("claim")[0].0.1;
        let view = db.read(|t| keep::deciding::claimed(t, SOCIETY, "P1")).unwrap();
        assert!(view.exists && view.claimed.len() == 1);
        write(db, SOCIETY, &[back(at, &made).into()]);
        let view = db.read(|t| keep::deciding::claimed(t, SOCIETY, "P1")).unwrap();
        assert!(!view.exists && view.claimed.is_empty(), "what was taken back was never claimed");
        let live = dump(db);
        keep::rebuild(db, &name_key).unwrap();
        assert_eq!(dump(db), live);
    });
}

/// Tickets whose two logs are drawn one after the other, entry by entry and at once, stand the same.
#[test]
fn tickets_redrawn_equal_the_live_ones_whichever_log_came_first() {
    use helpdesk::event::{Did, HelpEvent, Raised};
    use helpdesk::terms::{Category, Diagnostics, Effect, Party};
    const SEAT: kernel::DeskId = kernel::DeskId(1_000_001);
    let of = |turn, did| HelpEvent { of: Some((1, 0)), turn, did };
    let raised = Raised {
        category: Category::Power,
        effect: Effect::DayEnd,
        text: "बिजली".into(),
        photo: None,
        diagnostics: Diagnostics::default(),
    };
    let raised = HelpEvent { of: None, turn: 0, did: Did::Raised(Box::new(raised)) };
    let confirmed = of(3, Did::Confirmed);
    let answered = of(2, Did::Answered { text: "जनरेटर".into() });
    let handed = of(1, Did::HandedOn { to: Party::Utility, why: "लाइन".into() });
    let back = Did::Reversed { entry: (SEAT.0, 1), reason: "भूल".into(), was: Box::new(answered.clone()) };
    let at = |db: &sql::Db| db.read(|t| keep::view::ticket(t, SOCIETY, (1, 0))).unwrap();
    both(|db| {
        start(db, SOCIETY);
        let seat = key().public().to_bytes();
        db.tx(|t| keep::start_log(t, SOCIETY, SEAT, "sahakar/T/1000001", &seat)).unwrap();
        // the seat's entries come first, as they may
        write_as(db, SOCIETY, SEAT, &[handed.clone().into(), answered.clone().into()]);
        assert_eq!(at(db), None, "what it is about has not come");
        write(db, SOCIETY, &[raised.clone().into(), confirmed.clone().into()]);
        let t = at(db).expect("a ticket");
        assert_eq!((t.state.code(), t.with, t.lines.len()), ("closed", Party::Utility, 4));
        write_as(db, SOCIETY, SEAT, &[of(4, back.clone()).into()]);
        assert_eq!(at(db).expect("a ticket").answer, "", "what was taken back is left out");
        let live = dump(db);
        assert_eq!(live.iter().filter(|r| r.starts_with("help_")).count(), 5);
        keep::rebuild(db, &name_key).unwrap();
        assert_eq!(dump(db), live);
        let everywhere = db.read(|t| keep::view::all_tickets(t, kernel::Instant(0))).unwrap();
        assert_eq!(everywhere, [(SOCIETY, at(db).expect("a ticket"))]);
    });
}

/// Mappings made, applied from the seat and taken back: the same table live and redrawn, and the society's own counts before the seat's.
#[test]
fn layouts_redrawn_equal_the_live_ones_and_are_counted_once_for_each_society() {
    use migration::bench::BenchEvent;
    use migration::layout::{LayoutEvent, print};
    use migration::profile::TableProfile;
    let table = |field: &str| TableProfile {
        headings: vec!["चछ".into(), "जझ".into()],
        kind: "shares".into(),
        product: String::new(),
        fields: vec!["member_no".into(), field.into()],
    };
    let set = |field: &str| keep::Event::from(BenchEvent::MappingSet { table: table(field), reason: String::new() });
    let taken = |field: &str| {
        keep::Event::from(BenchEvent::Layout(Box::new(LayoutEvent::Taken { of: (1_000_000, 3), table: table(field) })))
    };
    both(|db| {
        for society in [SOCIETY, SocietyId(7), SocietyId(8)] {
            start(db, society);
            write(db, society, &[voucher("1", vec![line("CASH", 5, 0), line("SHARE", 0, 5)])]);
        }
        write(db, SOCIETY, &[set("balance"), set("name")]);
        write(db, SocietyId(7), &[set("name"), taken("balance")]);
        write(db, SocietyId(8), &[taken("name"), set("balance")]);
        let uses = || {
            let all = db.read(keep::view::layouts).unwrap();
            all.into_iter().map(|u| (u.print, u.societies.len())).collect::<Vec<_>>()
        };
        let (name, balance) = (print(&table("name")), print(&table("balance")));
        assert_eq!(uses(), [(name.clone(), 2), (balance.clone(), 1)]);
        // what was taken back is in use no longer
        let back = BenchEvent::TakenBack { of: (1, 2), reason: "x".into() };
        write(db, SocietyId(8), &[back.into()]);
        assert_eq!(uses(), [(name, 3)], "the seat's reading stands again");
        let live = dump(db);
        assert_eq!(live.iter().filter(|r| r.starts_with("layout_entry")).count(), 6);
        keep::rebuild(db, &name_key).unwrap();
        assert_eq!(dump(db), live);
    });
}

/// Files named by entries of several logs: the same live and redrawn, each listed once, what proves before photographs and old files.
#[test]
fn files_named_redrawn_equal_the_live_ones_and_are_listed_once_in_their_order() {
    use migration::bench::BenchEvent;
    use migration::bench::event::Outside;
    use migration::event::FileKept;
    use migration::paper::PaperEvent;
    use society::terms::Attachment;
    let photo = |n: u8| Attachment { digest: format!("{n:02x}").repeat(32), bytes: 9 };
    let old = |path: &str, n: u8| FileKept {
        path: path.into(),
        digest: photo(n).digest,
        original: None,
        bytes: 9,
        format: "csv".into(),
        sheets: vec![],
    };
    let brought = BenchEvent::FilesBrought {
        files: vec![old("b.csv", 1), old("copy of b.csv", 1)],
        aside: vec![],
        secret: vec![],
    };
    let page = PaperEvent::PagePhotographed { volume: 1, page: 7, photo: photo(2) };
    let stated = BenchEvent::Stated(Outside {
        head: "CASH".into(),
        amount: kernel::Paise(5),
        on: "2025-03-31".parse().unwrap(),
        number: "7".into(),
        paper: Some(photo(3)),
    });
    both(|db| {
        start(db, SOCIETY);
        write(db, SOCIETY, &[brought.clone().into(), BenchEvent::Paper(Box::new(page.clone())).into()]);
        write(db, SOCIETY, &[stated.clone().into(), brought.clone().into()]);
        let named = db.read(|t| keep::view::files_named(t, SOCIETY)).unwrap();
        let told: Vec<(&str, &str)> = named.iter().map(|f| (f.class.code(), f.name.as_str())).collect();
        assert_eq!(told, [("evidence", "CASH 7"), ("page", "1/7"), ("old", "b.csv")]);
        let live = dump(db);
        assert_eq!(live.iter().filter(|r| r.starts_with("file_named")).count(), 4);
        keep::rebuild(db, &name_key).unwrap();
        assert_eq!(dump(db), live);
    });
}
