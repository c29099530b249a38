//! An invented society for tests of pages, written through the desk: small, with something of everything. Its legacy
//! file is a workbook in Kruti Dev, so that the source cells are read from real bytes.

use books::{BooksEvent, Head, HeadClass, Line};
use credit::{AccountKind, AccountRow, CreditEvent};
use desk::{Desk, FileBytes, MigrationBatch, Role, Who};
use keep::Event;
use kernel::{CommandId, Date, DeskId, FixedClock, Instant, Paise, Seq, SocietyId, Source};
use migration::event::{DifferenceSeen, FileKept, FindingSeen, MigrationEvent, RegisterSeen};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use sha2::Digest as _;
use society::{MemberRow, SocietyEvent};
use std::path::Path;
use std::sync::Arc;
use web::{SampleLogin, Samples, Web};

/// The cut-off day.
pub const CUTOFF: Date = jiff::civil::date(2025, 3, 31);
/// Code of the society that has been migrated.
pub const CODE: &str = "UK-CHM-0417";
/// Code of the society whose old data has not come.
pub const WAITING: &str = "UK-CHM-0418";
/// Position of the loan register's entry.
pub const LOANS: i64 = 4;
/// Findings raised.
pub const FINDINGS: u64 = 47;
/// Password of all logins.
pub const PASSWORD: &str = "namuna-2025";
/// Login names: the secretary of the society, an auditor of all, the secretary of the other society.
pub const LOGINS: [(&str, Role, &str); 3] =
    [("sachiv", Role::Secretary, CODE), ("ankekshak", Role::Auditor, ""), ("pados", Role::Secretary, WAITING)];

const MEMBERS: usize = 60;
/// The clock of the tests.
pub const NOW: Instant = Instant(1_763_990_000_000);
const NAMES: [(&str, &str, &str, &str, &str); 8] = [
    ("पार्वती नेगी", "गोपाल सिंह नेगी", "त्रिकोट", "ikoZrh usxh", "f=dksV"),
    ("वीरेन्द्र सिंह रावत", "मान सिंह रावत", "क्षेत्रपाल", "ohjsUnz flag jkor", "{ks=iky"),
    ("कृष्णा देवी", "हरि दत्त", "ज्ञानपुर", "d`\".kk nsoh", "Kkuiqj"),
    ("गोविन्द राम आर्य", "किशन राम", "त्रिकोट", "xksfoUn jke vk;Z", "f=dksV"),
    ("दीपा बिष्ट", "प्रताप सिंह", "रामपुर", "nhik fc\"V", "jkeiqj"),
    ("महेश चन्द्र जोशी", "तारा दत्त जोशी", "क्षेत्रपाल", "egs'k pUnz tks'kh", "{ks=iky"),
    ("शान्ति देवी", "बचन सिंह", "श्रीकोट", "'kkfUr nsoh", "JhdksV"),
    ("ज्ञान चन्द्र <b>पंत</b>", "विद्याधर पंत", "त्रिकोट", "Kku pUnz iar", "f=dksV"),
];
/// Placeholders of a message.
type Args = &'static [(&'static str, &'static str)];
const CODES: [(&str, &str, &str, Args); 6] = [
    ("ORPHAN_LOAN", "loans", "ST", &[("member", "450")]),
    ("DIGIT_TRANSPOSITION", "loans", "ST", &[("written", "48,265.00"), ("right", "48,625.00")]),
    (
        "DUPLICATE_MEMBER",
        "members",
        "",
        &[("name", "पार्वती नेगी"), ("members", "1, 41"), ("why", "name 100%, village, birth")],
    ),
    ("IMPOSSIBLE_DATE", "loans", "ST", &[("field", "ऋण तिथि")]),
    ("BAD_MOBILE", "members", "", &[("mobile", "98765")]),
    (
        "GL_SUBLEDGER_DIFFERENCE",
        "trial_balance",
        "",
        &[("register", "48,26,912.00"), ("ledger", "48,26,500.00"), ("difference", "412.00"), ("unexplained", "0.00")],
    ),
];

fn at(row: u32, col: u16) -> Source {
    Source { file: 0, sheet: 1, row, col }
}

/// Row of the loan sheet that holds the i-th member.
fn row_of(i: usize) -> u32 {
    5 + i as u32
}

/// The legacy workbook: titles, a heading in row 4, the members from row 5, row 7 hidden.
fn workbook() -> Result<Vec<u8>, XlsxError> {
    let (kruti, plain) = (Format::new().set_font_name("Kruti Dev 010"), Format::new().set_font_name("Arial"));
    let mut sheet = Worksheet::new();
    sheet.set_name("Sheet1")?.write_with_format(0, 0, "_.k iath 2024-25", &kruti)?;
    for (col, heading) in ["l- la-", "lnL; dk uke", "xzke", "_.k frfFk", "'ks\"k"].iter().enumerate() {
        sheet.write_with_format(3, col as u16, *heading, &kruti)?;
    }
    for i in 0..MEMBERS {
        let (.., name, village) = NAMES[i % NAMES.len()];
        let row = row_of(i) - 1;
        sheet.write_with_format(row, 0, (i + 1) as f64, &plain)?.write_with_format(row, 1, name, &kruti)?;
        sheet.write_with_format(row, 2, village, &kruti)?.write_with_format(row, 3, "31-06-2019", &plain)?;
        sheet.write_with_format(row, 4, 38_250.0 + i as f64 * 1_250.5, &plain)?;
    }
    sheet.set_row_hidden(6)?;
    let mut book = Workbook::new();
    book.add_worksheet().set_name("सदस्य सूची")?.write(0, 0, "सदस्य")?;
    book.push_worksheet(sheet);
    book.save_to_buffer()
}

fn registers() -> Vec<Event> {
    let register = |kind: &str, product: &str, sheet: u16, rows, sum: Option<i64>, confidence| {
        MigrationEvent::RegisterRecognised(RegisterSeen {
            kind: kind.into(),
            product: product.into(),
            source: Source { file: 0, sheet, row: 4, col: 0 },
            rows,
            sum: sum.map(Paise),
            confidence,
            columns: vec![
                (0, "member_no".into(), "l- la-".into()),
                (1, "name".into(), "lnL; dk uke".into()),
                (4, "balance".into(), "'ks\"k".into()),
            ],
        })
        .into()
    };
    vec![
        register("members", "", 0, 428, None, 97),
        register("shares", "", 0, 421, Some(91_430_000), 94),
        register("loans", "ST", 1, 307, Some(482_691_200), 91),
        register("deposits", "SB", 1, 388, Some(220_877_525), 72),
        register("trial_balance", "", 0, 31, Some(712_307_525), 48),
    ]
}

fn finding(no: u64) -> Event {
    let (code, kind, product, args) = CODES[no as usize % CODES.len()];
    MigrationEvent::FindingRaised(FindingSeen {
        no,
        code: code.into(),
        kind: kind.into(),
        product: product.into(),
        source: (code != "GL_SUBLEDGER_DIFFERENCE").then(|| at(row_of(no as usize % 8), 1 + (no % 4) as u16)),
        subject: if kind == "members" { (1 + no % 8).to_string() } else { (129 + no).to_string() },
        amount: if kind == "members" { Paise::ZERO } else { Paise(41_200 + no as i64 * 900) },
        args: args.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
    })
    .into()
}

fn member(i: usize) -> MemberRow {
    let (name, father, village, ..) = NAMES[i % NAMES.len()];
    MemberRow {
        // The last two have one number: old registers have such twins.
        no: (i + 1).min(MEMBERS - 1).to_string(),
        name: name.into(),
        father: father.into(),
        // of one the old register says no village
        village: if i == 6 { "" } else { village }.into(),
        class: if i % 7 == 6 { "B" } else { "A" }.into(),
        mobile: "9412345678".into(),
        admitted: Some(jiff::civil::date(1998, 4, 1)),
        ended: (i == 2).then(|| jiff::civil::date(2021, 6, 30)),
        source: at(row_of(i), 0),
    }
}

fn accounts(kind: AccountKind, head: &str) -> Event {
    let account = |i: usize| AccountRow {
        no: if kind == AccountKind::Share { (i + 1).to_string() } else { (100 + i).to_string() },
        member_no: if i % 10 == 9 { "450".into() } else { (i + 1).to_string() },
        balance: Paise(if i == 3 { -41_200 } else { 3_825_000 + i as i64 * 125_050 }),
        interest: kind.is_asset().then_some(Paise(125_050)),
        opened: (kind != AccountKind::Share).then(|| jiff::civil::date(2019, 4, 12)),
        due: kind.is_asset().then(|| jiff::civil::date(2020, 3, 31)),
        rate: (kind != AccountKind::Share).then_some(700),
        source: at(row_of(i), 4),
    };
    let rows = (0..MEMBERS).map(account).collect();
    CreditEvent::AccountsBroughtForward {
        kind,
        cutoff: CUTOFF,
        head: head.into(),
        difference_head: "DIFF".into(),
        rows,
    }
    .into()
}

fn difference(head: &str, name: &str, ledger: i64, register: i64, causes: &[u64], unexplained: i64) -> Event {
    MigrationEvent::DifferenceStated(DifferenceSeen {
        head: head.into(),
        name: name.into(),
        ledger: Paise(ledger),
        register: Paise(register),
        difference: Paise(register - ledger),
        explained_by: causes.to_vec(),
        unexplained: Paise(unexplained),
        source: Some(at(9, 4)),
    })
    .into()
}

fn heads() -> Event {
    let head = |(code, name, class): (&str, &str, HeadClass)| Head { code: code.into(), name: name.into(), class };
    let heads = [
        ("SHARE", "अंश पूँजी (व्यक्तिगत)", HeadClass::Liability),
        ("SB", "सदस्य बचत जमा", HeadClass::Liability),
        ("BORROW", "जिला सहकारी बैंक से ऋण", HeadClass::Liability),
        ("ST_LOAN", "सदस्य अल्पकालीन ऋण – मूलधन", HeadClass::Asset),
        ("INTEREST", "ऋण पर देय ब्याज", HeadClass::Asset),
        ("BANK", "बैंक चालू खाता", HeadClass::Asset),
        ("DIFF", "प्रवासन अन्तर (पंजी)", HeadClass::Difference),
    ];
    BooksEvent::HeadsOpened { heads: heads.map(head).into() }.into()
}

fn opening() -> Event {
    let line = |head: &str, debit, credit, source| Line {
        head: head.into(),
        debit: Paise(debit),
        credit: Paise(credit),
        source,
    };
    BooksEvent::VoucherPosted {
        date: CUTOFF,
        number: "OPENING-1".into(),
        narration: "प्रारम्भिक शेष".into(),
        lines: vec![
            line("BANK", 146_523_475, 0, Some(at(12, 4))),
            line("INTEREST", 39_249_050, 0, Some(at(13, 4))),
            line("BORROW", 0, 400_000_000, Some(at(14, 4))),
            line("DIFF", 214_227_475, 0, None),
        ],
        reverses: None,
    }
    .into()
}

fn registered(code: &str, name: &str) -> Event {
    SocietyEvent::Registered {
        code: code.into(),
        name: name.into(),
        registration_no: "1072/1956-57".into(),
        district: "चमोली".into(),
        block: "कर्णप्रयाग".into(),
    }
    .into()
}

fn batch() -> MigrationBatch {
    let bytes = workbook().expect("a workbook in memory");
    let digest = kernel::Digest(sha2::Sha256::digest(&bytes).into());
    let kept = FileKept {
        path: "पुराना डेटा/KCC_2019-20_final(2).xlsx".into(),
        digest: digest.hex(),
        original: None,
        bytes: bytes.len() as u64,
        format: "xlsx".into(),
        sheets: vec!["सदस्य सूची".into(), "Sheet1".into()],
    };
    let begun = MigrationEvent::Begun {
        cutoff: CUTOFF,
        folder: "5a".repeat(32),
        files: vec![kept],
        set_aside: vec![("Thumbs.db".into(), None), ("jaruri/DCB 2018.xls".into(), Some(1005))],
    };
    let name = "श्री भूमिया देव बहुउद्देशीय सहकारी समिति लि॰, क्षेत्रपाल";
    let mut events = vec![registered(CODE, name), begun.into()];
    events.extend(registers());
    assert!(
        matches!(&events[LOANS as usize], Event::Migration(MigrationEvent::RegisterRecognised(r)) if r.kind == "loans")
    );
    events.push(heads());
    events.push(SocietyEvent::MembersBroughtForward { rows: (0..MEMBERS).map(member).collect() }.into());
    events.extend(
        [(AccountKind::Share, "SHARE"), (AccountKind::LoanSt, "ST_LOAN"), (AccountKind::Sb, "SB")]
            .map(|(k, h)| accounts(k, h)),
    );
    events.push(opening());
    events.extend((0..FINDINGS).map(finding));
    events.push(difference("SHARE", "अंश पूँजी (व्यक्तिगत)", 91_430_000, 91_430_000, &[], 0));
    let causes = [1, 7, 13, 19, 25, 31, 37, 43];
    events.push(difference("ST_LOAN", "सदस्य अल्पकालीन ऋण – मूलधन", 482_650_000, 482_691_200, &causes, 0));
    events.push(difference("INTEREST", "ऋण पर देय ब्याज", 39_249_050, 39_124_050, &[], -125_000));
    events.push(difference("SB", "सदस्य बचत जमा", 220_877_525, 220_877_525, &[], 0));
    events.push(
        MigrationEvent::Completed { members: MEMBERS as u64, accounts: 3 * MEMBERS as u64, findings: FINDINGS }.into(),
    );
    MigrationBatch { events, files: vec![FileBytes::Bytes(bytes)] }
}

/// Opens an empty installation in a folder.
pub fn desk(folder: &Path) -> Arc<Desk> {
    Arc::new(Desk::open(folder, "", Arc::new(FixedClock(NOW))).expect("an installation"))
}

/// A society whose old books are still to be brought.
#[allow(dead_code, reason = "not every test that shares this file brings books")]
pub const OLD: &str = "UK-CHM-0500";

/// Begins it, with a secretary, an accountant and an operator: two hands and a third.
#[allow(dead_code, reason = "see above")]
pub fn old_books(desk: &Desk) {
    let operator = Who::local(Role::Operator);
    let command = CommandId(uuid::Uuid::from_u128(500));
    let society =
        desk.found(&operator, OLD, "ज्वालपा बहुउद्देशीय सहकारी समिति लि॰, पाबौ", command).expect("founded").society;
    for (name, role) in [("lekhak", Role::Secretary), ("lipik", Role::Accountant), ("teesra", Role::Operator)] {
        desk.add_user(&operator, society, name, role, PASSWORD).expect("a login");
    }
}

/// A society that only took its place: written beside the desk, since nobody brings in nothing.
fn waiting(folder: &Path) {
    let db = sql::Db::open(&format!("sqlite:{}", folder.join("sahakar.db").display())).expect("the store");
    let (society, id) = (desk::society_id(WAITING), DeskId(1));
    let events = [registered(WAITING, "नन्दा बहुउद्देशीय सहकारी समिति लि॰, श्रीकोट")];
    db.tx::<_, sql::Error>(|t| {
        keep::start_log(t, society, id, "sahakar/waiting/1", &[7; 32])?;
        let mut log = keep::open_log(t, society, id)?.expect("it was just started");
        let done = keep::append(t, &mut log, &keep::Author { by: "test", at: NOW }, &events)?.expect("one entry");
        let placed = keep::Placed { seq: Seq(done.first.0), at: NOW, event: &events[0] };
        keep::project(
            t,
            &keep::Projector { society, desk: id, name_key: &|name: &str| lipi::name::key(name).0 },
            &[placed],
        )
    })
    .expect("a society that waits");
}

/// Tickets, a known problem and an article, so that no page of the help desk is empty.
fn tickets(desk: &Desk) {
    use desk::act::{Act, Help};
    use helpdesk::event::Raised;
    use helpdesk::terms::{Article, Category, Effect, Party};
    let (id, home) = (desk::society_id(CODE), desk.help_home().expect("a register"));
    let mut n = 900;
    let mut act = |role: Role, society: SocietyId, help: Help| {
        n += 1;
        let command = CommandId(uuid::Uuid::from_u128(n));
        let done = desk.act(&Who::local(role), society, command, &Act::Help(Box::new(help)).into()).expect("done");
        (done.receipt.desk.0, done.receipt.first.0)
    };
    let mut raise = |category, effect, text: &str| {
        let diagnostics = desk.diagnostics(id, "day").expect("what the program knows");
        let raised = Raised { category, effect, text: text.to_owned(), photo: None, diagnostics };
        act(Role::Secretary, id, Help::Raise(Box::new(raised)))
    };
    let one = raise(Category::Network, Effect::DayEnd, "टावर दो दिन से बन्द है");
    let two = raise(Category::Training, Effect::Question, "दावा सूची कैसे बनती है?");
    let problem = Help::SetProblem {
        problem: None,
        title: "टावर बन्द".to_owned(),
        text: "ऊपर के गाँवों में".to_owned(),
        category: Category::Network,
    };
    let problem = act(Role::Officer, home, problem);
    act(Role::Officer, id, Help::Group { ticket: one, problem: Some(problem) });
    let why = "जिला बैठक में रखें".to_owned();
    act(Role::Officer, id, Help::HandOn { ticket: one, to: Party::District, why });
    let says = Article {
        category: Some(Category::Network),
        title: "लाइन न हो तो".to_owned(),
        text: "काम चलता रहता है; पेन ड्राइव से भेजें।".to_owned(),
        title_en: "Without a line".to_owned(),
        text_en: "Work goes on; send by pen drive.".to_owned(),
    };
    act(Role::Officer, home, Help::SetArticle { article: None, says: Box::new(says) });
    act(
        Role::Supervisor,
        id,
        Help::Answer {
            ticket: two, text: "दावे के पन्ने पर अवधि चुनें।".to_owned()
        },
    );
}

/// The whole installation in a folder: two societies, three logins.
pub fn installation(folder: &Path) -> Web {
    let desk = desk(folder);
    waiting(folder);
    let operator = Who::local(Role::Operator);
    desk.import(&operator, CODE, &batch(), CommandId(uuid::Uuid::from_u128(1))).expect("the migration");
    for (name, role, code) in LOGINS {
        let place = if code.is_empty() { SocietyId(0) } else { desk::society_id(code) };
        desk.add_user(&operator, place, name, role, PASSWORD).expect("a login");
    }
    let login = |(name, role, _): (&str, Role, &str)| SampleLogin::of(name, role, PASSWORD);
    tickets(&desk);
    let samples =
        Samples { logins: LOGINS.map(login).into(), societies: [CODE.to_owned()].into(), ..Samples::default() };
    Web::new(desk).with_samples(samples)
}
