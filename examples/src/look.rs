//! How a clerk writes: words, money, dates, columns. One look per file or register.

use crate::amount::{fixed, grouped, plain};
use crate::grid::Cell;
use crate::headings;
use crate::random::Random;
use crate::society::Society;
use crate::table::{Field as F, Rec, Table, Val};
use jiff::civil::Date;

/// How dates are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dates {
    /// True dates.
    True,
    /// `03/04/1978`.
    Slash,
    /// `03.04.1978`.
    Dot,
    /// `1978-04-03`.
    Iso,
    /// Everything at once, serial numbers too.
    Mixed,
}

/// How money is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Money {
    /// Numbers.
    Number,
    /// `1,23,456.00` as text.
    Grouped,
    /// `123456.00` as text.
    Fixed,
    /// Everything at once.
    Mixed,
}

/// Words round the pages.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    /// Rows on a page.
    pub rows: usize,
    /// Number of the first page.
    pub first: u32,
    /// Page total; empty: none is written.
    pub total: &'static str,
    /// Carried forward; empty: none.
    pub carried: &'static str,
    /// Brought forward; empty: none.
    pub brought: &'static str,
    /// `पृष्ठ` or `Page`, in a row of its own above the heading; empty: none.
    pub label: &'static str,
    /// The heading is repeated on every page.
    pub repeat: bool,
}

/// The whole look.
#[derive(Clone, Debug)]
pub struct Look {
    /// Devanagari or Latin.
    pub hindi: bool,
    /// Two-level headings.
    pub two_level: bool,
    /// A row of column numbers under the heading.
    pub numbers: bool,
    /// Pages, where the register is kept by pages.
    pub pages: Option<Pages>,
    /// Grand total; empty: none.
    pub grand: &'static str,
    /// Kept village by village: heading and total of each block.
    pub blocks: Option<(&'static str, &'static str)>,
    /// Dates.
    pub dates: Dates,
    /// Money.
    pub money: Money,
    /// Names of members in capitals.
    pub capitals: bool,
    /// `पुत्र …` before the father's name.
    pub relation: bool,
    /// Account and member numbers as numbers.
    pub numeric_codes: bool,
    /// Ditto marks for repeated text.
    pub ditto: bool,
    /// Signatures at the end.
    pub signed: bool,
    /// Title rows: 0 none, 1 title only, 2 name and title, 3 with the address.
    pub title_rows: u8,
    /// Extra columns that mean nothing.
    pub extras: bool,
    /// Columns may change places.
    pub shuffled: bool,
}

impl Look {
    /// A plain look in one script.
    #[must_use]
    pub fn plain(hindi: bool) -> Look {
        Look {
            hindi,
            two_level: false,
            numbers: false,
            pages: None,
            grand: "",
            blocks: None,
            dates: Dates::True,
            money: Money::Number,
            capitals: false,
            relation: false,
            numeric_codes: true,
            ditto: false,
            signed: false,
            title_rows: 2,
            extras: true,
            shuffled: true,
        }
    }
}

/// One column of a sheet.
#[derive(Clone, Debug)]
pub struct Column {
    /// What it holds.
    pub field: F,
    /// Heading.
    pub heading: String,
    /// Heading over it and its neighbours.
    pub group: Option<&'static str>,
}

/// The columns of a register in this look.
#[must_use]
pub fn columns(r: &mut Random, t: &Table, look: &Look) -> Vec<Column> {
    let mut fields: Vec<F> = t.fields.clone();
    if look.blocks.is_some() && t.kind != "villages" && t.kind != "dcb" {
        fields.retain(|f| *f != F::Village);
    }
    if t.product == "NOMINAL" {
        fields.retain(|f| *f != F::Land);
    }
    if look.extras {
        let extras: &[F] = match t.kind {
            "members" => &[F::BankAccount, F::Checked, F::Signature],
            "loans" => &[F::OutstandingTotal, F::Signature],
            "deposits" | "shares" => &[F::Signature],
            _ => &[],
        };
        for extra in extras {
            if r.chance(55) {
                let at = if *extra == F::OutstandingTotal {
                    fields.iter().position(|f| *f == F::InterestDue).map_or(fields.len(), |i| i + 1)
                } else {
                    fields.len() - r.below(fields.len() / 3 + 1)
                };
                fields.insert(at, *extra);
            }
        }
        if !fields.contains(&F::Serial)
            && r.chance(40)
            && !matches!(t.kind, "cash_bank" | "balance_sheet" | "trial_balance")
        {
            fields.insert(0, F::Serial);
        }
    }
    if look.shuffled && !matches!(t.kind, "trial_balance" | "balance_sheet" | "cash_bank" | "dcb" | "villages") {
        for i in 0..fields.len() - 1 {
            let tied = |f: F| headings::group(f, true).is_some() || f == F::OutstandingTotal || f == F::Serial;
            if !tied(fields[i]) && !tied(fields[i + 1]) && r.chance(30) {
                fields.swap(i, i + 1);
            }
        }
    }
    let mut used: Vec<String> = Vec::new();
    let mut columns = Vec::new();
    for field in fields {
        let mut heading = headings::heading(r, t.kind, t.product, field, look.hindi);
        for _ in 0..20 {
            if !used.contains(&heading) {
                break;
            }
            heading = headings::heading(r, t.kind, t.product, field, look.hindi);
        }
        used.push(heading.clone());
        columns.push(Column {
            field,
            heading,
            group: if look.two_level { headings::group(field, look.hindi) } else { None },
        });
    }
    // A group needs at least two columns side by side.
    for i in 0..columns.len() {
        let g = columns[i].group;
        let alone = (i == 0 || columns[i - 1].group != g) && columns.get(i + 1).is_none_or(|c| c.group != g);
        if alone {
            columns[i].group = None;
        }
    }
    columns
}

/// The word for a coded value.
#[must_use]
pub fn word(code: &str, field: F, hindi: bool, way: u64) -> String {
    let pick = |hi: [&str; 3], en: [&str; 3]| (if hindi { hi } else { en })[(way % 3) as usize].to_owned();
    match (field, code) {
        (F::Status, "OPEN") => pick(["चालू", "सक्रिय", "खुला"], ["Live", "Active", "Open"]),
        (F::Status, "CLOSED") => pick(["बन्द", "बंद", "खाता बन्द"], ["Closed", "A/c Closed", "Close"]),
        (F::Class, "A") => pick(["क", "साधारण", "क श्रेणी"], ["A", "Regular", "A-Class"]),
        (F::Class, "B") => pick(["ख", "नाममात्र", "ख श्रेणी"], ["B", "Nominal", "B-Class"]),
        (F::Sex, "M") => pick(["पु.", "पुरुष", "पु0"], ["M", "Male", "M"]),
        (F::Sex, "F") => pick(["म.", "महिला", "म0"], ["F", "Female", "F"]),
        (F::Side, "L") => pick(["देयता", "दायित्व", "देयता"], ["Liability", "L", "Liab."]),
        (F::Side, "A") => pick(["सम्पत्ति", "सम्पत्तियाँ", "लेनदारी"], ["Asset", "A", "Assets"]),
        (F::DrCr, "नाम") => pick(["नाम", "ना.", "डेबिट"], ["Dr", "Dr.", "Debit"]),
        (F::DrCr, "जमा") => pick(["जमा", "ज.", "क्रेडिट"], ["Cr", "Cr.", "Credit"]),
        _ => code.to_owned(),
    }
}

/// Serial number of a day in a spreadsheet (1900 system).
#[must_use]
pub fn serial(day: Date) -> i64 {
    i64::from((day - jiff::civil::date(1899, 12, 30)).get_days())
}

fn day_cell(r: &mut Random, day: Date, dates: Dates) -> Cell {
    let (d, m, y) = (day.day(), day.month(), day.year());
    let text = match dates {
        Dates::True => return Cell::Day(day),
        Dates::Slash => format!("{d:02}/{m:02}/{y}"),
        Dates::Dot => format!("{d:02}.{m:02}.{y}"),
        Dates::Iso => format!("{y}-{m:02}-{d:02}"),
        Dates::Mixed => match r.below(9) {
            0..3 => return Cell::Day(day),
            3 => return Cell::Int(serial(day)),
            4 if y >= 2000 => format!("{d}.{m}.{:02}", y % 100),
            5 => format!("{y}-{m:02}-{d:02}"),
            6 => format!("{d}-{}-{y}", day.strftime("%b")),
            7 => format!("{d:02}-{m:02}-{y}"),
            _ => format!("{d:02}/{m:02}/{y}"),
        },
    };
    Cell::Text(text)
}

fn devanagari(text: &str) -> String {
    text.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x966 + d)).unwrap_or(c)).collect()
}

fn money_cell(r: &mut Random, paise: i64, t: &Table, money: Money, summed: bool) -> Cell {
    if paise < 0 {
        let side = if t.kind == "loans" { "Cr" } else { "Dr" };
        return match r.below(4) {
            0 if money == Money::Number => Cell::Number(paise),
            1 => Cell::Text(format!("({})", grouped(-paise))),
            2 if summed && matches!(t.kind, "loans" | "deposits") => Cell::Text(format!("{} {side}", plain(-paise))),
            _ => Cell::Text(plain(paise)),
        };
    }
    match money {
        Money::Number => Cell::Number(paise),
        Money::Grouped => Cell::Text(grouped(paise)),
        Money::Fixed => Cell::Text(fixed(paise)),
        Money::Mixed => match r.below(12) {
            0 => Cell::Text(grouped(paise)),
            1 => Cell::Text(format!("{}/-", plain(paise))),
            2 => Cell::Text(format!("Rs. {}", grouped(paise))),
            3 => Cell::Text(format!("₹ {}", plain(paise))),
            4 => Cell::Text(format!(" {} ", grouped(paise))),
            5 => Cell::Text(fixed(paise)),
            6 if paise > 0 => Cell::Text(devanagari(&plain(paise))),
            7 if paise == 0 => Cell::Text((*r.pick(&["-", "Nil", "--", "शून्य"])).into()),
            8 if summed && paise > 0 && matches!(t.kind, "loans" | "deposits") => {
                Cell::Text(format!("{} {}", grouped(paise), if t.kind == "loans" { "Dr" } else { "Cr" }))
            }
            _ => Cell::Number(paise),
        },
    }
}

/// What a row shows in a column; `None` for an empty cell.
#[must_use]
pub fn cell(r: &mut Random, s: &Society, t: &Table, rec: &Rec, field: F, look: &Look) -> Option<Cell> {
    let summed = t.sum_field() == Some(field);
    Some(match t.get(rec, field) {
        Val::Blank => return extra(r, t, rec, field, look),
        Val::Text(text) => {
            let written = text.written(look.hindi);
            let relation = if field == F::Father && look.relation { relation(s, t, rec, look.hindi) } else { "" };
            Cell::Text(if look.capitals && field == F::Name && t.kind == "members" {
                written.to_uppercase()
            } else {
                format!("{relation}{written}")
            })
        }
        Val::Code(code) => {
            let shown = if look.money == Money::Mixed && field == F::Mobile {
                phone(r, code)
            } else {
                word(code, field, look.hindi, s.seed)
            };
            match shown.parse::<i64>() {
                Ok(n) if look.numeric_codes && !shown.starts_with('0') && !matches!(field, F::Aadhaar4 | F::Remark) => {
                    Cell::Int(n)
                }
                _ => Cell::Text(shown),
            }
        }
        Val::Count(n) => Cell::Int(*n),
        Val::Paise(p) if *p == 0 && !summed && r.chance(40) => return None,
        Val::Paise(p) => money_cell(r, *p, t, look.money, summed),
        Val::Hundredths(n) => Cell::Number(*n),
        Val::Day(day) => day_cell(r, *day, look.dates),
        Val::BadDay(d, m, y) => Cell::Text(if look.dates == Dates::Dot {
            format!("{d:02}.{m:02}.{y}")
        } else {
            format!("{d:02}/{m:02}/{y}")
        }),
    })
}

fn relation(s: &Society, t: &Table, rec: &Rec, hindi: bool) -> &'static str {
    let no = t.code(rec, F::MemberNo);
    relation_word(s.members.iter().find(|m| m.no == no).map_or("S/o", |m| m.relation), hindi)
}

/// What stands before the father's name of a member.
#[must_use]
pub fn relation_word(relation: &str, hindi: bool) -> &'static str {
    match (relation, hindi) {
        ("W/o", true) => "पत्नी ",
        ("D/o", true) => "पुत्री ",
        (_, true) => "पुत्र ",
        ("W/o", false) => "W/o ",
        ("D/o", false) => "D/o ",
        _ => "S/o ",
    }
}

fn phone(r: &mut Random, digits: &str) -> String {
    if digits.len() != 10 || !r.chance(40) || digits.starts_with(['0', '5']) || digits == "9999999999" {
        return digits.to_owned();
    }
    match r.below(4) {
        0 => format!("+91 {} {}", &digits[..5], &digits[5..]),
        1 => format!("0{digits}"),
        2 => format!("{}-{}", &digits[..5], &digits[5..]),
        _ => format!("+91{digits}"),
    }
}

fn extra(r: &mut Random, t: &Table, rec: &Rec, field: F, look: &Look) -> Option<Cell> {
    Some(match field {
        F::OutstandingTotal => {
            let balance = rec.meant.unwrap_or_else(|| t.weight(rec));
            Cell::Number(balance + t.get(rec, F::InterestDue).paise())
        }
        F::BankAccount if r.chance(60) => Cell::Text(format!("{:011}", r.between(10_000_000, 99_999_999_999))),
        F::Checked if r.chance(70) => Cell::Text(if look.hindi { "हाँ" } else { "Yes" }.into()),
        _ => return None,
    })
}
