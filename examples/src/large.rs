//! A huge society for benchmarks, written straight into separated text: about 3.5 rows for every member.

use crate::random::Random;
use crate::words::{BRAHMIN, MEN, MIDDLE, PLACES, Pair, RAJPUT, WOMEN};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// What was written: rows and sum in paise of each register, the trial balance, and the few defects with the row of each.
#[derive(Clone, Debug, Default)]
pub struct Large {
    /// Rows of members, shares, loans, savings.
    pub rows: [u64; 4],
    /// Sums of shares, loans, savings in paise, and of the interest due on the loans.
    pub sums: [i64; 4],
    /// Code, file, row as a user counts it (heading = 1).
    pub defects: Vec<(&'static str, &'static str, u64)>,
}

/// A number as digits, without an allocation.
fn digits(out: &mut Vec<u8>, mut n: u64) {
    let mut buffer = [0_u8; 20];
    let mut at = 20;
    loop {
        at -= 1;
        buffer[at] = b'0' + (n % 10) as u8;
        n /= 10;
        if n == 0 {
            break;
        }
    }
    out.extend_from_slice(&buffer[at..]);
}

fn money(out: &mut Vec<u8>, paise: i64) {
    if paise < 0 {
        out.push(b'-');
    }
    digits(out, paise.unsigned_abs() / 100);
    out.extend([b'.', b'0' + (paise.unsigned_abs() / 10 % 10) as u8, b'0' + (paise.unsigned_abs() % 10) as u8]);
}

fn two(out: &mut Vec<u8>, n: i64) {
    out.extend([b'0' + (n / 10) as u8, b'0' + (n % 10) as u8]);
}

fn date(out: &mut Vec<u8>, day: i64, month: i64, year: i64) {
    two(out, day);
    out.push(b'-');
    two(out, month);
    out.push(b'-');
    digits(out, year as u64);
}

fn word(out: &mut Vec<u8>, w: Pair) {
    if !w.0.is_empty() {
        out.push(b' ');
        out.extend_from_slice(w.0.as_bytes());
    }
}

/// Name of a member or of his father, from his number alone, so that every register writes the same.
fn name(out: &mut Vec<u8>, no: u64, father: bool) {
    let mut r = Random::new(no * 2 + u64::from(father));
    let mut family = Random::new(no ^ 0x5eed);
    let second: (Pair, Pair) = if family.below(3) > 0 {
        (("सिंह", "Singh"), *family.pick(RAJPUT))
    } else {
        (*family.pick(MIDDLE), *family.pick(BRAHMIN))
    };
    if !father && no.is_multiple_of(4) {
        out.extend_from_slice(r.pick(WOMEN).0.as_bytes());
        word(out, ("देवी", "Devi"));
        return;
    }
    out.extend_from_slice(r.pick(MEN).0.as_bytes());
    word(out, second.0);
    word(out, second.1);
}

struct Lines {
    out: BufWriter<File>,
    line: Vec<u8>,
    rows: u64,
}

impl Lines {
    fn new(dir: &Path, file: &str, heading: &str) -> io::Result<Lines> {
        let mut out = BufWriter::with_capacity(1 << 20, File::create(dir.join(file))?);
        writeln!(out, "{heading}")?;
        Ok(Lines { out, line: Vec::with_capacity(400), rows: 0 })
    }

    fn comma(&mut self) -> &mut Vec<u8> {
        self.line.push(b',');
        &mut self.line
    }

    fn end(&mut self) -> io::Result<()> {
        self.line.push(b'\n');
        self.out.write_all(&self.line)?;
        self.line.clear();
        self.rows += 1;
        Ok(())
    }
}

/// Writes `members.csv`, `shares.csv`, `loans_st.csv`, `savings.csv`, `villages.csv`, `society.csv` and `trial_balance.csv`
/// for `members` members: one share row each, a loan for 7 of 10, a savings account for 8 of 10. The registers agree
/// with the trial balance. `progress` is told the rows written, every 65 536 members.
///
/// # Errors
/// When a file cannot be written.
pub fn large(members: u64, dir: &Path, progress: &mut dyn FnMut(u64)) -> io::Result<Large> {
    std::fs::create_dir_all(dir)?;
    let mut m = Lines::new(
        dir,
        "members.csv",
        "सदस्य संख्या,सदस्य का नाम,पिता/पति का नाम,ग्राम,लिंग,सदस्यता तिथि,सदस्यता वर्ग,मोबाइल नं.",
    )?;
    let mut sh =
        Lines::new(dir, "shares.csv", "सदस्य संख्या,सदस्य का नाम,हिस्सों की संख्या,प्रारम्भिक शेष,वर्ष में जमा,वापसी,शेष हिस्सा राशि")?;
    let mut st = Lines::new(
        dir,
        "loans_st.csv",
        "ऋण खाता सं.,सदस्य संख्या,ऋणी का नाम,वितरण तिथि,वितरित राशि,देय तिथि,ब्याज दर,वसूली (मूलधन),शेष मूलधन,देय ब्याज,ब्याज तक",
    )?;
    let mut sb =
        Lines::new(dir, "savings.csv", "बचत खाता सं.,सदस्य संख्या,खातेदार का नाम,खाता खोलने की तिथि,ब्याज दर,जमा शेष,स्थिति")?;
    let mut out = Large::default();
    let mut r = Random::new(0x1a2b_3c4d);
    let villages = villages(members);
    for no in 1..=members {
        member(&mut m, &mut r, no, &villages[(no % villages.len() as u64) as usize])?;
        let loan = no % 10 < 7;
        let disbursed = if loan { r.between(10, 120) * 50_000 } else { 0 };
        let repaid = if r.chance(40) { disbursed / 100_000 * 50_000 } else { 0 };
        let need = ((disbursed - repaid) / 20 + 9_999) / 10_000;
        let n = need.max(5) + r.between(0, 4);
        share(&mut sh, no, n)?;
        out.sums[0] += n * 10_000;
        if loan {
            let wrong = no == 91 || (no == members / 2 + 3 && no % 10 < 7);
            out.sums[1] += disbursed - repaid;
            out.sums[3] += crop(&mut st, &mut r, no, disbursed, repaid, wrong)?;
            if wrong {
                out.defects.push(("DUE_BEFORE_DISBURSAL", "loans_st.csv", st.rows + 1));
            }
        }
        if no % 5 != 0 {
            let overdrawn = no == 77;
            let balance = if overdrawn { -41_200 } else { r.between(10_000, 4_000_000) };
            saving(&mut sb, &mut r, no, balance)?;
            out.sums[2] += balance;
            if overdrawn {
                out.defects.push(("NEGATIVE_BALANCE", "savings.csv", sb.rows + 1));
            }
        }
        if no.is_multiple_of(65_536) {
            progress(m.rows + sh.rows + st.rows + sb.rows);
        }
    }
    out.rows = [m.rows, sh.rows, st.rows, sb.rows];
    for lines in [&mut m, &mut sh, &mut st, &mut sb] {
        lines.out.flush()?;
    }
    others(dir, &out, &villages)?;
    progress(out.rows.iter().sum());
    Ok(out)
}

/// One village for about five hundred members, as a village has. More than there are places in the vocabulary: hamlets are
/// told apart as they are in the hills, upper and lower, on the ridge and in the field.
fn villages(members: u64) -> Vec<String> {
    const PARTS: [&str; 6] = ["", "मल्ला ", "तल्ला ", "बिचला ", "नया ", "पुराना "];
    const ENDS: [&str; 9] = ["", " सैण", " खाल", " धार", " खेत", " कोट", " बगड़", " पाटा", " तोली"];
    let count = (members / 500).clamp(11, 2_000) as usize;
    let named = ENDS.iter().flat_map(|end| {
        PARTS.iter().flat_map(move |part| {
            PLACES.iter().flat_map(move |p| p.villages.iter().map(move |v| format!("{part}{}{end}", v.0)))
        })
    });
    named.take(count).collect()
}

fn member(l: &mut Lines, r: &mut Random, no: u64, village: &str) -> io::Result<()> {
    digits(&mut l.line, no);
    name(l.comma(), no, false);
    name(l.comma(), no, true);
    l.comma().extend_from_slice(village.as_bytes());
    let sex = if no.is_multiple_of(4) { "म0" } else { "पु0" };
    l.comma().extend_from_slice(sex.as_bytes());
    date(l.comma(), r.between(1, 28), r.between(1, 12), 1975 + (no % 45) as i64);
    l.comma().extend_from_slice("क".as_bytes());
    digits(l.comma(), 6_000_000_000 + r.word() % 3_999_999_999);
    l.end()
}

fn share(l: &mut Lines, no: u64, n: i64) -> io::Result<()> {
    digits(&mut l.line, no);
    name(l.comma(), no, false);
    digits(l.comma(), n as u64);
    let added = if no.is_multiple_of(9) { 10_000 } else { 0 };
    money(l.comma(), n * 10_000 - added);
    money(l.comma(), added);
    money(l.comma(), 0);
    money(l.comma(), n * 10_000);
    l.end()
}

/// Returns the interest due.
fn crop(l: &mut Lines, r: &mut Random, no: u64, disbursed: i64, repaid: i64, wrong: bool) -> io::Result<i64> {
    digits(&mut l.line, 100_000 + no);
    digits(l.comma(), no);
    name(l.comma(), no, false);
    let (day, month, year) = (r.between(1, 28), r.between(5, 9), r.between(2022, 2024));
    date(l.comma(), day, month, year);
    money(l.comma(), disbursed);
    date(l.comma(), 31, 3, if wrong { year } else { year + 1 });
    l.comma().extend_from_slice(b"7.00");
    money(l.comma(), repaid);
    money(l.comma(), disbursed - repaid);
    let interest = (disbursed - repaid) * 7 / 100 / 100 * 100;
    money(l.comma(), interest);
    l.comma().extend_from_slice(b"31-03-2025");
    l.end()?;
    Ok(interest)
}

fn saving(l: &mut Lines, r: &mut Random, no: u64, balance: i64) -> io::Result<()> {
    digits(&mut l.line, 500_000 + no);
    digits(l.comma(), no);
    name(l.comma(), no, false);
    date(l.comma(), r.between(1, 28), r.between(1, 12), r.between(1998, 2023));
    l.comma().extend_from_slice(b"3.50");
    money(l.comma(), balance);
    l.comma().extend_from_slice("चालू".as_bytes());
    l.end()
}

fn others(dir: &Path, large: &Large, villages: &[String]) -> io::Result<()> {
    let place = &PLACES[0];
    let mut v = Lines::new(dir, "villages.csv", "क्र0सं0,ग्राम का नाम,विकास खण्ड")?;
    for (i, village) in villages.iter().enumerate() {
        v.line.extend(format!("{},{},{}", i + 1, village, place.block.0).bytes());
        v.end()?;
    }
    v.out.flush()?;
    let mut s = Lines::new(dir, "society.csv", "समिति का नाम,चम्बा क्षेत्र बहुउद्देशीय प्रारम्भिक कृषि ऋण सहकारी समिति लि.")?;
    for line in ["शेष की तिथि,31-03-2025", "एक अंश का मूल्य,100", "न्यूनतम अंश,5", "अंश सम्बद्धता %,5"]
    {
        s.line.extend(line.bytes());
        s.end()?;
    }
    s.out.flush()?;
    let [shares, loans, savings, interest] = large.sums;
    let assets = loans + interest;
    let liabilities = shares + savings;
    let (reserve, bank) = if assets > liabilities { (assets - liabilities, 0) } else { (0, liabilities - assets) };
    let mut t = Lines::new(dir, "trial_balance.csv", "क्र0सं0,लेखा शीर्षक,नाम (Dr),जमा (Cr)")?;
    let heads: [(&str, i64, i64); 6] = [
        ("सदस्य अंश पूँजी", 0, shares),
        ("बचत खाते (सदस्य)", 0, savings),
        ("संरक्षित कोष", 0, reserve),
        ("सदस्य ऋण - अल्पकालीन", loans, 0),
        ("सदस्यों पर प्राप्य ब्याज", interest, 0),
        ("जि.स.बैंक चालू खाता", bank, 0),
    ];
    for (i, (head, debit, credit)) in heads.into_iter().filter(|h| h.1 + h.2 != 0).enumerate() {
        digits(&mut t.line, i as u64 + 1);
        t.comma().extend_from_slice(head.as_bytes());
        money(t.comma(), debit);
        money(t.comma(), credit);
        t.end()?;
    }
    t.out.flush()
}

/// One sheet of `rows` rows and eight columns in little memory, for the reader's benchmark. Returns the sum of its
/// balance column in paise.
///
/// # Errors
/// When the file cannot be written.
pub fn large_xlsx(rows: u32, path: &Path) -> io::Result<i64> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let other = io::Error::other::<rust_xlsxwriter::XlsxError>;
    let sheet = book.add_worksheet_with_low_memory().map_err(other)?;
    for (col, heading) in
        ["खाता सं.", "सदस्य संख्या", "नाम", "ग्राम", "वितरित राशि", "वसूली", "शेष मूलधन", "स्थिति"].into_iter().enumerate()
    {
        sheet.write(0, col as u16, heading).map_err(other)?;
    }
    let mut r = Random::new(11);
    let mut sum = 0;
    let villages = PLACES[0].villages;
    for row in 1..=rows {
        let disbursed = r.between(10, 120) * 500;
        let repaid = disbursed / 1000 * r.between(0, 900);
        let mut who = Vec::new();
        name(&mut who, u64::from(row), false);
        sheet.write(row, 0, row + 100).map_err(other)?;
        sheet.write(row, 1, row).map_err(other)?;
        sheet.write(row, 2, String::from_utf8_lossy(&who).as_ref()).map_err(other)?;
        sheet.write(row, 3, villages[row as usize % villages.len()].0).map_err(other)?;
        for (col, rupees) in [(4, disbursed), (5, repaid), (6, disbursed - repaid)] {
            sheet.write(row, col, rupees as f64).map_err(other)?;
        }
        sheet.write(row, 7, "चालू").map_err(other)?;
        sum += (disbursed - repaid) * 100;
    }
    book.save(path).map_err(other)?;
    Ok(sum)
}
