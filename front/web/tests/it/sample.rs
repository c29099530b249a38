//! An invented society for tests of pages: small, with something of everything.

use books::event::{Head, HeadClass};
use credit::event::{AccountKind, AccountRow};
use kernel::{Date, Digest, Fault, Instant, Paise, Refusal, SocietyId, Source};
use migration::event::{DifferenceSeen, FileKept, FindingSeen, RegisterSeen};
use society::event::MemberRow;
use web::*;

/// The cut-off day.
pub const CUTOFF: Date = jiff::civil::date(2025, 3, 31);
/// Code of the society that has been migrated.
pub const CODE: &str = "UK-CHM-0417";

const NAMES: [(&str, &str, &str, &str); 8] = [
    ("पार्वती नेगी", "गोपाल सिंह नेगी", "त्रिकोट", "ikoZrh usxh"),
    ("वीरेन्द्र सिंह रावत", "मान सिंह रावत", "क्षेत्रपाल", "ohjsUnz flag jkor"),
    ("कृष्णा देवी", "हरि दत्त", "ज्ञानपुर", "d`\".kk nsoh"),
    ("गोविन्द राम आर्य", "किशन राम", "त्रिकोट", "xksfoUn jke vk;Z"),
    ("दीपा बिष्ट", "प्रताप सिंह", "रामपुर", "nhik fc\"V"),
    ("महेश चन्द्र जोशी", "तारा दत्त जोशी", "क्षेत्रपाल", "egs'k pUnz tks'kh"),
    ("शान्ति देवी", "बचन सिंह", "श्रीकोट", "'kkfUr nsoh"),
    ("ज्ञान चन्द्र <b>पंत</b>", "विद्याधर पंत", "त्रिकोट", "Kku pUnz iar"),
];

/// Books that hold one migrated society and one that waits.
pub struct Sample {
    /// No society at all.
    pub empty: bool,
}

fn at(row: u32, col: u16) -> Source {
    Source { file: 0, sheet: 1, row, col }
}

fn card(code: &str, migrated: bool) -> SocietyCard {
    SocietyCard {
        id: SocietyId(i64::from(migrated)),
        code: code.into(),
        name: if migrated {
            "श्री भूमिया देव बहुउद्देशीय सहकारी समिति लि॰, क्षेत्रपाल"
        } else {
            "नन्दा बहुउद्देशीय सहकारी समिति लि॰, श्रीकोट"
        }
        .into(),
        district: "चमोली".into(),
        block: "कर्णप्रयाग".into(),
        registration_no: "1072/1956-57".into(),
        cutoff: migrated.then_some(CUTOFF),
        members: if migrated { 428 } else { 0 },
        accounts: if migrated { 1342 } else { 0 },
        findings: if migrated { FINDINGS } else { 0 },
        heads: if migrated { 4 } else { 0 },
        heads_matched: if migrated { 2 } else { 0 },
        last_entry: Some(Instant(1_763_990_000_000)),
        sample: migrated,
    }
}

const CODES: [(&str, &str, &str); 6] = [
    ("ORPHAN_LOAN", "loans", "ST"),
    ("DIGIT_TRANSPOSITION", "loans", "ST"),
    ("DUPLICATE_MEMBER", "members", ""),
    ("IMPOSSIBLE_DATE", "loans", "MT"),
    ("BAD_MOBILE", "members", ""),
    ("GL_SUBLEDGER_DIFFERENCE", "trial_balance", ""),
];
/// Findings of the sample.
pub const FINDINGS: u64 = 47;

fn finding(no: u64) -> FindingSeen {
    let (code, kind, product) = CODES[no as usize % CODES.len()];
    FindingSeen {
        no,
        code: code.into(),
        kind: kind.into(),
        product: product.into(),
        source: (code != "GL_SUBLEDGER_DIFFERENCE").then(|| at(5 + no as u32 % 8, 1 + (no % 4) as u16)),
        subject: (129 + no).to_string(),
        amount: if kind == "members" { Paise::ZERO } else { Paise(41_200 + no as i64 * 900) },
        args: Vec::new(),
    }
}

fn member(i: usize) -> MemberRow {
    let (name, father, village, _) = NAMES[i % NAMES.len()];
    MemberRow {
        no: (i + 1).to_string(),
        name: name.into(),
        father: father.into(),
        village: village.into(),
        class: if i % 7 == 6 { "B" } else { "A" }.into(),
        mobile: "9412345678".into(),
        admitted: Some(jiff::civil::date(1998, 4, 1)),
        ended: (i == 2).then(|| jiff::civil::date(2021, 6, 30)),
        source: at(5 + i as u32 % 8, 0),
    }
}

fn account(kind: AccountKind, i: usize) -> AccountFacts {
    let m = member(i);
    AccountFacts {
        kind,
        name: if i % 5 == 4 { String::new() } else { m.name },
        row: AccountRow {
            no: if kind == AccountKind::Share { m.no.clone() } else { (100 + i).to_string() },
            member_no: m.no,
            balance: Paise(if i == 3 { -41_200 } else { 3_825_000 + i as i64 * 125_050 }),
            interest: kind.is_asset().then_some(Paise(125_050)),
            opened: Some(jiff::civil::date(2019, 4, 12)),
            due: kind.is_asset().then(|| jiff::civil::date(2020, 3, 31)),
            rate: Some(700),
            source: at(5 + i as u32 % 8, 4),
        },
    }
}

fn difference(head: &str, name: &str, ledger: i64, register: i64, causes: &[u64], unexplained: i64) -> DifferenceSeen {
    DifferenceSeen {
        head: head.into(),
        name: name.into(),
        ledger: Paise(ledger),
        register: Paise(register),
        difference: Paise(register - ledger),
        explained_by: causes.to_vec(),
        unexplained: Paise(unexplained),
        source: Some(at(9, 2)),
    }
}

fn trial(code: &str, name: &str, class: HeadClass, debit: i64, credit: i64) -> TrialLine {
    let source = (debit % 200 == 0).then(|| at(9, 2));
    TrialLine {
        head: Head { code: code.into(), name: name.into(), class },
        debit: Paise(debit),
        credit: Paise(credit),
        source,
    }
}

fn trial_lines() -> Vec<TrialLine> {
    vec![
        trial("SHARE", "अंश पूँजी (व्यक्तिगत)", HeadClass::Liability, 0, 91_430_000),
        trial("SB", "सदस्य बचत जमा", HeadClass::Liability, 0, 220_877_525),
        trial("BORROW", "जिला सहकारी बैंक से ऋण", HeadClass::Liability, 0, 400_000_000),
        trial("ST_LOAN", "सदस्य अल्पकालीन ऋण – मूलधन", HeadClass::Asset, 482_650_000, 0),
        trial("INTEREST", "ऋण पर देय ब्याज", HeadClass::Asset, 39_249_050, 0),
        trial("STOCK", "खाद व बीज का अन्तिम स्टॉक", HeadClass::Asset, 43_760_000, 0),
        trial("BANK", "बैंक चालू खाता", HeadClass::Asset, 146_523_475, 0),
        trial("MIGRATION-DIFF", "माइग्रेशन अन्तर (रजिस्टर)", HeadClass::Difference, 125_000, 0),
    ]
}

impl Books for Sample {
    fn societies(&self) -> Result<Vec<SocietyCard>, Fault> {
        Ok(if self.empty { Vec::new() } else { vec![card("UK-CHM-0418", false), card(CODE, true)] })
    }

    fn society(&self, code: &str) -> Result<Option<SocietyFacts>, Fault> {
        if code == "FAULT" {
            return Err(Fault::new("reading", "the disk said no"));
        }
        assert!(code != "PANIC", "a bug, on purpose");
        let proof =
            ProofFacts { entries: 1_842, root: Some(Digest([0xa7; 32])), signed: Some(Instant(1_763_990_000_000)) };
        let card = self.societies()?.into_iter().find(|s| s.code == code);
        Ok(card.map(|card| SocietyFacts { card, proof }))
    }

    fn taken_in(&self, society: SocietyId) -> Result<Option<TakenIn>, Fault> {
        let register = |kind: &str, product: &str, sheet: u16, rows, sum: Option<i64>, confidence| RegisterSeen {
            kind: kind.into(),
            product: product.into(),
            source: Source { file: 0, sheet, row: 4, col: 0 },
            rows,
            sum: sum.map(Paise),
            confidence,
            columns: vec![(0, "member_no".into(), "l- la-".into()), (1, "name".into(), "lnL; dk uke".into())],
        };
        let count = |code: &str| (0..FINDINGS).filter(|no| finding(*no).code == code).count() as u64;
        Ok((society.0 == 1).then(|| TakenIn {
            cutoff: CUTOFF,
            files: vec![FileKept {
                path: "पुराना डेटा/KCC_2019-20_final(2).xls".into(),
                digest: "a7".repeat(32),
                bytes: 1_482_240,
                format: "xls".into(),
                sheets: vec!["सदस्य सूची".into(), "Sheet1".into(), "tal pat".into()],
            }],
            set_aside: vec![("Thumbs.db".into(), None), ("jaruri/DCB 2018.xls".into(), Some(1005))],
            registers: vec![
                register("members", "", 0, 428, None, 97),
                register("shares", "", 0, 421, Some(91_430_000), 94),
                register("loans", "ST", 1, 307, Some(482_691_200), 91),
                register("deposits", "SB", 1, 388, Some(220_877_525), 72),
                register("trial_balance", "", 2, 31, Some(712_307_525), 48),
            ],
            differences: vec![
                difference("SHARE", "अंश पूँजी (व्यक्तिगत)", 91_430_000, 91_430_000, &[], 0),
                difference(
                    "ST_LOAN",
                    "सदस्य अल्पकालीन ऋण – मूलधन",
                    482_650_000,
                    482_691_200,
                    &[1, 7, 13, 19, 25, 31, 37, 43],
                    0,
                ),
                difference("INTEREST", "ऋण पर देय ब्याज", 39_249_050, 39_124_050, &[], -125_000),
                difference("SB", "सदस्य बचत जमा", 220_877_525, 220_877_525, &[], 0),
            ],
            codes: CODES.iter().map(|(code, ..)| CodeCount { code: (*code).into(), count: count(code) }).collect(),
        }))
    }

    fn findings(&self, _: SocietyId, wanted: &FindingsWanted) -> Result<Part<FindingSeen>, Fault> {
        let all: Vec<_> = (0..FINDINGS).map(finding).collect();
        let fits = |f: &FindingSeen| {
            wanted.code.as_ref().is_none_or(|c| *c == f.code)
                && wanted.register.as_ref().is_none_or(|(k, p)| (k, p) == (&f.kind, &f.product))
        };
        let all: Vec<_> = all.into_iter().filter(fits).collect();
        let rows = all.iter().skip(wanted.skip as usize).take(wanted.take as usize).cloned().collect();
        Ok(Part { total: all.len() as u64, rows })
    }

    fn finding(&self, _: SocietyId, no: u64) -> Result<Option<FindingSeen>, Fault> {
        Ok((no < FINDINGS).then(|| finding(no)))
    }

    fn trial_balance(&self, society: SocietyId) -> Result<Vec<TrialLine>, Fault> {
        Ok(if society.0 == 1 { trial_lines() } else { Vec::new() })
    }

    fn head(&self, _: SocietyId, code: &str, skip: u64, take: u64) -> Result<Option<HeadFacts>, Fault> {
        let line = trial_lines().into_iter().find(|l| l.head.code == code);
        let posting = |i: u64| PostingFacts {
            date: CUTOFF,
            number: format!("OPENING-{}", i + 1),
            narration: "प्रारम्भिक शेष".into(),
            debit: Paise(1_250_000 + i as i64),
            credit: Paise::ZERO,
            source: (i % 2 == 0).then(|| at(9, 2)),
        };
        Ok(line.map(|line| HeadFacts {
            accounts: (code == "ST_LOAN").then_some(AccountKind::LoanSt),
            postings: Part { total: 60, rows: (skip..60.min(skip + take)).map(posting).collect() },
            line,
        }))
    }

    fn accounts(&self, _: SocietyId, wanted: &AccountsWanted) -> Result<Part<AccountFacts>, Fault> {
        let total = if wanted.kind == AccountKind::Rd { 0 } else { 120 };
        let rows = (wanted.skip..total.min(wanted.skip + wanted.take)).map(|i| account(wanted.kind, i as usize));
        Ok(Part { total, rows: rows.collect() })
    }

    fn members(&self, _: SocietyId, wanted: &MembersWanted) -> Result<Part<(MemberRow, u64)>, Fault> {
        let all = (0..428).map(member).filter(|m| m.name.contains(&wanted.query) || m.no == wanted.query);
        let all: Vec<_> = all.collect();
        let rows = all.iter().skip(wanted.skip as usize).take(wanted.take as usize).map(|m| (m.clone(), 3)).collect();
        Ok(Part { total: all.len() as u64, rows })
    }

    fn member(&self, _: SocietyId, no: &str) -> Result<Option<MemberFacts>, Fault> {
        let i = no.parse::<usize>().ok().filter(|n| (1..=428).contains(n));
        Ok(i.map(|n| MemberFacts {
            person: member(n - 1),
            accounts: [AccountKind::Share, AccountKind::LoanSt, AccountKind::Sb].map(|k| account(k, n - 1)).into(),
        }))
    }
}

/// A sheet in an old font: rows 5 to 12 hold the invented members.
pub struct Cells;

impl SourceCells for Cells {
    fn window(&self, file: &FileKept, source: Source, _: Option<u32>, around: u32) -> Result<CellWindow, Refusal> {
        if source.row > 40 {
            return Err(Refusal::new(6003).with("file", &file.path));
        }
        let kruti = |raw: &str, reading: &str| CellView {
            raw: raw.into(),
            reading: reading.into(),
            font: "Kruti Dev 010".into(),
            legacy: true,
            number: false,
        };
        let number = |text: String| CellView {
            raw: text.clone(),
            reading: text,
            font: "Arial".into(),
            number: true,
            legacy: false,
        };
        let row = |n: u32| {
            let (name, _, village, old) = NAMES[(n as usize + 3) % 8];
            let cells = vec![
                number(n.to_string()),
                kruti(old, name),
                kruti("f=dksV", village),
                number("31-06-2019".into()),
                number(format!("{}", 45_000 + n * 250)),
                CellView::default(),
            ];
            WindowRow { number: n, hidden: n == 7, deleted: n == 8, cells }
        };
        let from = source.row.saturating_sub(around).max(5);
        Ok(CellWindow {
            first_col: 0,
            headings: vec![
                kruti("l- la-", "स॰ सं॰"),
                kruti("lnL; dk uke", "सदस्य का नाम"),
                kruti("xzke", "ग्राम"),
                kruti("_.k frfFk", "ऋण तिथि"),
                kruti("'ks\"k", "शेष"),
                CellView::default(),
            ],
            rows: (from..=source.row + around).map(row).collect(),
        })
    }
}

/// Two people; the auditor may read everything, the secretary one society.
pub struct People;

impl Gate for People {
    fn enter(&self, login: &str, password: &str) -> Option<Person> {
        self.samples().into_iter().find(|s| s.person.login == login && s.password == password).map(|s| s.person)
    }

    fn may_read(&self, person: &Person, society_code: &str) -> bool {
        person.login != "sachiv" || society_code == CODE
    }

    fn samples(&self) -> Vec<SampleLogin> {
        [("sachiv", "कृष्णा रावत"), ("ankekshak", "दीपा बिष्ट")]
            .map(|(login, name)| SampleLogin {
                person: Person { login: login.into(), name: name.into(), role: String::new() },
                password: "namuna".into(),
            })
            .into()
    }
}

/// The whole installation.
pub fn web(empty: bool) -> Web {
    Web::new(Sample { empty }, Cells, People, kernel::SystemClock)
}
