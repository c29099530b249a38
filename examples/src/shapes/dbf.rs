//! dBase III and FoxPro 2 tables: Hindi in Kruti Dev as cp1252 bytes, deleted records, blank dates, overflowed numbers.

use crate::amount::fixed;
use crate::dbf::{FieldSpec, Record, memo, table};
use crate::draw::Placed;
use crate::legacy::{cp1252, pieces};
use crate::pack::{Pack, Shows, merge_nominal, prepare};
use crate::random::Random;
use crate::society::Society;
use crate::table::{Field as F, Rec, Table, Val};
use std::cell::RefCell;
use std::io;
use std::path::Path;

const FILES: [(&str, &str, [&str; 2]); 17] = [
    ("members", "", ["MEMMAST", "SADASYA"]),
    ("villages", "", ["VILMAST", "GRAM"]),
    ("shares", "", ["SHRMAST", "ANSH"]),
    ("loans", "ST", ["STLOAN", "FASLI"]),
    ("loans", "MT", ["MTLN", "MADHYA"]),
    ("deposits", "SB", ["SBMAST", "BACHAT"]),
    ("deposits", "RD", ["RDMAST", "AVARTI"]),
    ("deposits", "FD", ["FDRMAST", "MIYADI"]),
    ("dcb", "", ["DCBSTMT", "VASULI"]),
    ("stock", "", ["STKMAST", "MAAL"]),
    ("debtors", "", ["SUNDRYDR", "DENDAR"]),
    ("borrowings", "", ["BORRWNG", "UDHAR"]),
    ("investments", "", ["INVMAST", "VINIYOG"]),
    ("fixed_assets", "", ["FAMAST", "SAMPATTI"]),
    ("cash_bank", "", ["CBBAL", "ROKAD"]),
    ("trial_balance", "", ["TRBAL", "TALPAT"]),
    ("balance_sheet", "", ["BSHEET", "CHITTHA"]),
];

/// Names of fields as two programmers gave them, and width for text.
fn spec(t: &Table, f: F) -> ([&'static str; 2], u8) {
    match f {
        F::Serial => (["SRNO", "SLNO"], 5),
        F::MemberNo => (["MEM_NO", "MNO"], 8),
        F::Admitted => (["ADMDT", "DOA"], 8),
        F::Name if t.kind == "debtors" => (["PNAME", "PARTY"], 40),
        F::Name => (["MNAME", "NAAM"], 40),
        F::Father => (["FNAME", "FH_NAME"], 40),
        F::Caste => (["CASTE", "JATI"], 18),
        F::Sex => (["SEX", "LING"], 10),
        F::Born => (["DOB", "BIRTHDT"], 8),
        F::Village => (["VILL", "GRAM"], 30),
        F::Panchayat => (["GPNAME", "PANCH"], 30),
        F::Land => (["LANDNALI", "BHUMI"], 9),
        F::Trade => (["OCCUP", "PESHA"], 24),
        F::Class => (["MCLASS", "SHRENI"], 14),
        F::Mobile => (["MOBNO", "PHONE"], 14),
        F::Aadhaar4 => (["UID4", "AADH4"], 4),
        F::Nominee => (["NOMINI", "NOMNAME"], 40),
        F::NomineeRelation => (["NOMREL", "RISHTA"], 16),
        F::Ceased => (["CLOSEDT", "LEFTDT"], 8),
        F::Remark => (["REMARKS", "TIPPANI"], 40),
        F::Block => (["BLK", "VIKAS"], 24),
        F::Cert => (["CERTNO", "PRAMAN"], 12),
        F::From => (["SHFROM", "SE"], 8),
        F::To => (["SHTO", "TAK"], 8),
        F::Shares => (["NOSHR", "ANSH_N"], 6),
        F::Opening => (["OPBAL", "PICHLA"], 13),
        F::Received => (["ADDED", "PRAPT"], 13),
        F::Refunded => (["LESSED", "WAPAS"], 13),
        F::Balance => (["BAL", "SHESH"], 13),
        F::AccountNo if t.kind == "loans" => (["LNO", "RINNO"], 10),
        F::AccountNo => (["ACNO", "KHATA"], 10),
        F::Folio => (["LF", "PANNA"], 6),
        F::Crop => (["CROP", "FASAL"], 24),
        F::Purpose => (["PURP", "PRAYOJAN"], 36),
        F::Limit => (["MCL", "SEEMA"], 13),
        F::DisbursedOn => (["LDT", "VITDT"], 8),
        F::Disbursed => (["LAMT", "VITRASHI"], 13),
        F::Due => (["DDT", "DEYDT"], 8),
        F::Rate => (["ROI", "DAR"], 6),
        F::Repaid => (["RECOV", "VASUL"], 13),
        F::InterestDue => (["INTDUE", "BYAJ"], 13),
        F::InterestUpto => (["INTUPTO", "BYAJTAK"], 8),
        F::Acknowledged => (["AODDT", "SWIKRTI"], 8),
        F::OpenedOn => (["OPDT", "KHULADT"], 8),
        F::LastOn => (["LTRDT", "ANTDT"], 8),
        F::Status => (["STAT", "STHITI"], 16),
        F::Instalment => (["INSTAMT", "KIST"], 13),
        F::Term => (["PERIOD", "MAAH"], 4),
        F::PaidCount => (["INSTPD", "KISTJAMA"], 4),
        F::MaturesOn => (["MATDT", "PURNDT"], 8),
        F::Amount => (["AMT", "RASHI"], 13),
        F::Words => (["INWORDS", "AKSHARE"], 90),
        // One digit too narrow: larger values overflow to stars.
        F::MaturityValue => (["MATAMT", "PURNRASHI"], 5),
        F::Borrowers => (["NOLN", "RINI"], 6),
        F::Overdue => (["OPOD", "PURANA"], 13),
        F::Demand => (["CURDEM", "CHALU"], 13),
        F::DemandTotal => (["TOTDEM", "KULMANG"], 13),
        F::Collected => (["COLLN", "VASULI"], 13),
        F::Percent => (["PERC", "PRATI"], 6),
        F::Item => (["ITEMNM", "MAD"], 36),
        F::Group => (["GRPCD", "VARG"], 18),
        F::Unit => (["UNIT", "IKAI"], 14),
        F::OpeningQty => (["OPQ", "PRAMATRA"], 9),
        F::InQty => (["RECQ", "AAVAK"], 9),
        F::OutQty => (["SALEQ", "JAVAK"], 9),
        F::ClosingQty => (["CLQ", "BACHA"], 9),
        F::Price => (["PRATE", "KRAYDAR"], 10),
        F::Value => (["STKVAL", "MULYA"], 13),
        F::BillNo => (["INVNO", "BILNO"], 10),
        F::BilledOn => (["INVDT", "BILDT"], 8),
        F::DrCr => (["DC", "PAKSH"], 8),
        F::DrawnOn => (["DRDT", "AAHDT"], 8),
        F::Drawn => (["DRAMT", "AAHRASHI"], 13),
        F::Institution => (["BANKNM", "SANSTHA"], 50),
        F::InvestedOn => (["INVSTDT", "VINDT"], 8),
        F::BoughtOn => (["PURDT", "KRAYDT"], 8),
        F::Cost => (["ORGCOST", "LAGAT"], 13),
        F::Depreciation => (["ACCDEP", "HRAS"], 13),
        F::WrittenDown => (["WDVAL", "SHUDH"], 13),
        F::Particulars => (["DESCR", "VIVARAN"], 60),
        F::Quantity => (["NOS", "GINTI"], 6),
        F::Head => (["ACHEAD", "KHATANAM"], 60),
        F::Debit => (["DRAMT", "NAAM"], 13),
        F::Credit => (["CRAMT", "JAMA"], 13),
        F::Side => (["LA", "PAKSH"], 16),
        F::OutstandingTotal | F::Signature | F::BankAccount | F::Checked => (["MISC", "ANYA"], 10),
    }
}

fn fields(t: &Table, way: usize, with_memo: bool) -> Vec<FieldSpec> {
    t.fields
        .iter()
        .map(|f| {
            let (names, len) = spec(t, *f);
            let vals = t.rows.iter().map(|r| t.get(r, *f));
            let mut kind = (b'C', 0);
            for v in vals {
                match v {
                    Val::Paise(_) | Val::Hundredths(_) => kind = (b'N', 2),
                    Val::Count(_) => kind = (b'N', 0),
                    Val::Day(_) | Val::BadDay(..) => kind = (b'D', 0),
                    Val::Text(_) | Val::Code(_) => {}
                    Val::Blank => continue,
                }
                break;
            }
            if matches!(f, F::Acknowledged | F::Ceased | F::MaturesOn) {
                kind = (b'D', 0);
            }
            if matches!(f, F::Debit | F::Credit | F::Amount | F::Balance) {
                kind = (b'N', 2);
            }
            if *f == F::MaturityValue {
                kind = (b'N', 0);
            }
            let (kind, len) =
                if with_memo && *f == F::Remark { (b'M', 10) } else { (kind.0, if kind.0 == b'D' { 8 } else { len }) };
            FieldSpec {
                name: names[way].into(),
                kind,
                len,
                dec: if kind == b'N' && *f != F::MaturityValue { decimals(t, *f) } else { 0 },
            }
        })
        .collect()
}

fn decimals(t: &Table, f: F) -> u8 {
    if t.rows.iter().any(|r| matches!(t.get(r, f), Val::Count(_))) { 0 } else { 2 }
}

struct Pen<'a> {
    habits: &'a RefCell<Random>,
    seed: u64,
}

impl Pen<'_> {
    fn hindi(&self, text: &str) -> Vec<u8> {
        let joined: String = pieces(text, Some(self.habits)).into_iter().map(|(_, t)| t).collect();
        cp1252(&joined)
    }

    fn value(&self, t: &Table, rec: &Rec, f: F) -> Vec<u8> {
        match t.get(rec, f) {
            Val::Blank => Vec::new(),
            Val::Text(x) => self.hindi(x.written(true)),
            Val::Code(c) => self.hindi(&crate::look::word(c, f, true, self.seed)),
            Val::Count(n) => n.to_string().into_bytes(),
            Val::Paise(p) if f == F::MaturityValue => (p / 100).to_string().into_bytes(),
            Val::Paise(n) | Val::Hundredths(n) => fixed(*n).into_bytes(),
            Val::Day(d) => d.strftime("%Y%m%d").to_string().into_bytes(),
            Val::BadDay(d, m, y) => format!("{y:04}{m:02}{d:02}").into_bytes(),
        }
    }
}

/// Writes the pack.
///
/// # Errors
/// When a file cannot be written.
pub fn write(s: &Society, dir: &Path) -> io::Result<Pack> {
    let mut r = Random::named(s.seed, "dbf");
    let mut s = s.clone();
    merge_nominal(&mut s);
    let mut pack = prepare(&s, Shows { pages: None, paged: &[], balance_sheet: true }, true);
    let habits = RefCell::new(Random::named(s.seed, "dbf habits"));
    let pen = Pen { habits: &habits, seed: s.seed };
    let way = (s.seed % 2) as usize;
    for (kind, product, names) in FILES {
        let t = pack.s.table(kind, product).clone();
        let file = format!("{}.DBF", names[way]);
        let with_memo = t.kind == "members";
        let specs = fields(&t, way, with_memo);
        let mut placed = Placed { register: (t.kind, t.product), file: file.clone(), ..Placed::default() };
        let mut records: Vec<Record> = Vec::new();
        let mut texts: Vec<Vec<u8>> = Vec::new();
        let mut deleted = 0;
        for rec in &t.rows {
            let big = matches!(t.kind, "members" | "shares" | "loans" | "deposits");
            if big && r.chance(2) {
                // A record an earlier clerk deleted: the row that follows, in an older state.
                let vals = t.fields.iter().map(|f| pen.value(&t, rec, *f)).collect();
                records.push(Record { vals, deleted: true });
                texts.push(Vec::new());
                deleted += 1;
            }
            let vals: Vec<Vec<u8>> = t.fields.iter().map(|f| pen.value(&t, rec, *f)).collect();
            texts.push(if with_memo { vals[t.at(F::Remark)].clone() } else { Vec::new() });
            records.push(Record { vals, deleted: false });
            placed.rows.push((rec.id, records.len() as u32));
        }
        if with_memo {
            let (bytes, at) = memo(&texts);
            let remark = t.at(F::Remark);
            for (rec, block) in records.iter_mut().zip(at) {
                rec.vals[remark] = if block == 0 { Vec::new() } else { block.to_string().into_bytes() };
            }
            std::fs::write(dir.join(format!("{}.FPT", names[way])), bytes)?;
            pack.files.push(format!("{}.FPT", names[way]));
        }
        placed.physical = Some((records.len() as u32, deleted));
        std::fs::write(dir.join(&file), table(&specs, &records, with_memo))?;
        pack.placed.push(placed);
        pack.files.push(file);
    }
    particulars(&pack.s, &pen, dir)?;
    pack.files.push("PROFILE.DBF".into());
    std::fs::write(dir.join("MEMIDX.NTX"), [6, 0, 1, 0])?;
    pack.other_files.push("MEMIDX.NTX".into());
    Ok(pack)
}

fn particulars(s: &Society, pen: &Pen, dir: &Path) -> io::Result<()> {
    let p = s.place;
    let row: [(&str, u8, u8, Vec<u8>); 9] = [
        ("SAMITI", b'C', 120, pen.hindi(&s.name.hi)),
        ("REGNO", b'C', 14, s.registration.clone().into_bytes()),
        ("REGDT", b'D', 8, s.registered.strftime("%Y%m%d").to_string().into_bytes()),
        ("HQ", b'C', 30, pen.hindi(s.villages[0].0)),
        ("BLK", b'C', 30, pen.hindi(p.block.0)),
        ("DIST", b'C', 30, pen.hindi(p.district.0)),
        ("SHRVAL", b'N', 6, b"100".to_vec()),
        ("MINSHR", b'N', 3, b"5".to_vec()),
        ("LINKPC", b'N', 3, b"5".to_vec()),
    ];
    let specs: Vec<FieldSpec> =
        row.iter().map(|(n, k, l, _)| FieldSpec { name: (*n).into(), kind: *k, len: *l, dec: 0 }).collect();
    let rec = Record { vals: row.into_iter().map(|x| x.3).collect(), deleted: false };
    std::fs::write(dir.join("PROFILE.DBF"), table(&specs, &[rec], false))
}
