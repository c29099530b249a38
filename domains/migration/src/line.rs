//! What each row of a table is: data, heading again, page total, carried or brought forward, grand total, a village's
//! heading, a signature.

use crate::cell::{CellKind, RowRef};
use crate::extract;
use crate::table::{self, Table};
use crate::value;
use crate::view::View;
use crate::vocabulary::{self, Hold, Saying};
use std::sync::LazyLock;

/// The role of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// A record.
    Data,
    /// Nothing in the table's columns, or a deleted record.
    Blank,
    /// The heading again, or the row of column numbers.
    Heading,
    /// A label with the number of the page.
    PageLabel(u32),
    /// Total of the page (or of a village's block).
    PageTotal,
    /// Carried forward at the foot of a page.
    Carried,
    /// Brought forward at the head of a page.
    Brought,
    /// Total of the register.
    GrandTotal,
    /// A total whose wording is not known; arithmetic must tell which.
    Total,
    /// What follows belongs to this village.
    Village(String),
    /// Signatures, notes, trailers.
    Other,
}

struct Words {
    total: Vec<Saying>,
    page: Vec<Saying>,
    carried: Vec<Saying>,
    brought: Vec<Saying>,
    village: Vec<Saying>,
    note: Vec<Saying>,
}

static LINES: LazyLock<Words> = LazyLock::new(|| {
    let of = |says: &[&str]| says.iter().map(|s| Saying::of(s)).collect();
    Words {
        total: of(&["योग|कुल|महायोग|सर्वयोग|जोड़|टोटल|कुलयोग|योगफल", "total|totals|sum|gtotal"]),
        page: of(&["पृष्ठ|पृ|pg"]),
        carried: of(&[
            "अग्रेनीत|अग्रेणीत|अग्रनीत|अग्रेषित|अग्रानीत",
            "अग्रे",
            "नीत",
            "आगे",
            "अगले पृष्ठ|पेज",
            "carried",
            "carry",
            "c f",
            "c o",
            "cf|co|cfwd",
            "c fwd|forward|over",
            "सी एफ",
            "to next",
            "forwarded",
        ]),
        brought: of(&[
            "पिछले|पिछला|पिछली|पीछे|गत|पूर्व|पूर्वानीत|पश्चनीत|पश्चानीत|आनीत|पूर्वपृष्ठ|प्राग्नीत|पृष्ठानीत",
            "लाया|लाये|लाए|लायी",
            "brought",
            "b f",
            "b fwd|forward",
            "bf|bfwd",
            "बी एफ",
            "previous|prev|last page",
            "from page",
        ]),
        note: of(&["नोट|टिप्पणी|विशेष|note|nb|remark*|प्रमाणित|certified|मिलान"]),
        village: of(&["ग्राम", "गांव", "village|vill", "मौजा", "ग्राम नाम", "name village"]),
    }
});

fn says(sayings: &[Saying], tokens: &[String]) -> bool {
    vocabulary::best(sayings, tokens) > 0.0
}

const SIGNERS: &[&str] = &[
    "लेखाकार",
    "सचिव",
    "अध्यक्ष",
    "लिपिक",
    "कैशियर",
    "प्रबंधक",
    "सहायक",
    "आंकिक",
    "हस्ताक्षर",
    "अंकेक्षक",
    "समिति",
    "प्रभारी",
    "accountant",
    "सभापति",
    "संचालक",
    "उपाध्यक्ष",
    "अंकेक्षक",
    "निरीक्षक",
    "पर्यवेक्षक",
    "supervisor",
    "secy",
    "sec",
    "chair",
    "vice",
    "director",
    "inspector",
    "bm",
    "ceo",
    "incharge",
    "operator",
    "secretary",
    "president",
    "clerk",
    "cashier",
    "manager",
    "signature",
    "auditor",
    "chairman",
    "sd",
    "prepared",
    "checked",
    "by",
];

/// Words that with total and page words make up a total line. Where a register has no numbers to know its records by, a
/// line is a total only if it says nothing else: "गत वर्षों का लाभ" is a head, "गत पृष्ठ का योग" is not.
const FORMAL: &[&str] = &[
    "इस",
    "यह",
    "पृष्ठ",
    "कुल",
    "महा",
    "सर्व",
    "अग्रेनीत",
    "अग्रेणीत",
    "अग्रनीत",
    "आगे",
    "ले",
    "गए",
    "गये",
    "गया",
    "ले गये",
    "अगले",
    "पिछले",
    "पिछला",
    "पीछे",
    "गत",
    "पूर्व",
    "लाया",
    "लाये",
    "लाए",
    "आनीत",
    "पूर्वानीत",
    "grand",
    "total",
    "page",
    "carried",
    "brought",
    "forward",
    "c",
    "f",
    "b",
    "o",
    "cf",
    "bf",
    "this",
    "previous",
    "to",
    "next",
    "from",
    "gross",
    "net",
    "सी",
    "बी",
    "एफ",
    "ग्राम",
    "village",
    "राशि",
    "धनराशि",
    "समिति",
    "पंजी",
    "पूरी",
    "समस्त",
    "society",
    "register",
    "all",
    "शेष",
    "सं",
];

/// Which columns tell that a row is a record, by register kind: (key that must be filled, label, amount).
fn keys(kind: &str) -> (&'static [&'static str], &'static [&'static str], &'static [&'static str]) {
    match kind {
        "members" => (&["member_no"], &["name"], &[]),
        "villages" => (&[], &["village"], &[]),
        "shares" => (&["member_no"], &["name"], &["balance", "opening", "count"]),
        "loans" => (&["account_no", "member_no"], &["name"], &["balance", "disbursed"]),
        "deposits" => (&["account_no", "member_no"], &["name"], &["balance"]),
        "dcb" => (&[], &["village"], &["balance", "demand"]),
        "stock" => (&[], &["item"], &["value", "closing", "rate"]),
        "debtors" => (&["bill_no"], &["party"], &["amount"]),
        "borrowings" => (&["account_no"], &["purpose"], &["balance", "drawn"]),
        "investments" => (&["certificate"], &["institution"], &["amount"]),
        "fixed_assets" => (&[], &["item"], &["value", "cost"]),
        "cash_bank" => (&[], &["particulars"], &["amount"]),
        _ => (&[], &["head"], &["debit", "credit", "amount", "signed"]),
    }
}

/// Nearly every row of a large register: a plain number under its key and something beside it. That it is a record is
/// seen without reading the rest of it.
fn is_plain_record(view: &View<'_>, table: &Table, row: &RowRef, keys: &[&str]) -> bool {
    let (mut keyed, mut others, mut first) = (false, false, true);
    for cell in view.sheet.cells(row).iter().filter(|c| c.col >= table.span.0 && c.col <= table.span.1) {
        let raw = view.sheet.text(cell);
        let number = raw.bytes().all(|b| b.is_ascii_digit());
        // a row of column numbers begins with 1, a trailer with #
        if first && (raw.starts_with('#') || raw.len() < 4 && !number || number && raw.parse() == Ok(1)) {
            return false;
        }
        first = false;
        if !keys.iter().any(|f| table.col(f) == Some(cell.col)) {
            others = true;
        } else if number && !table.heading_texts.contains(raw) {
            keyed = true;
        } else {
            return false;
        }
    }
    keyed && others && !row.deleted
}

/// Decides the role of one row. `started` is true once the table has had a record on this page.
#[must_use]
pub fn role(view: &View<'_>, table: &Table, row: &RowRef, started: bool) -> Role {
    let (key, label, amount) = keys(table.kind);
    if is_plain_record(view, table, row, key) {
        return Role::Data;
    }
    let cells: Vec<_> =
        view.sheet.cells(row).iter().filter(|c| c.col >= table.span.0 && c.col <= table.span.1).collect();
    if cells.is_empty() || row.deleted {
        return Role::Blank;
    }
    let texts: Vec<String> = cells.iter().map(|c| view.text(row, c).into_owned()).collect();
    let filled = |field: &str| {
        table
            .col(field)
            .and_then(|col| cells.iter().position(|c| c.col == col))
            .map(|i| texts[i].as_str())
            .filter(|t| !t.trim().is_empty())
    };
    let has_key = key.iter().any(|f| filled(f).is_some_and(is_key));
    let numeric =
        cells.iter().zip(&texts).filter(|(c, t)| c.kind == CellKind::Number || value::amount_of(t).is_some()).count();
    let others = cells.iter().filter(|c| !key.iter().any(|f| table.col(f) == Some(c.col))).count();
    if has_key && others > 0 {
        if is_column_numbers(&texts) && !started {
            return Role::Heading;
        }
        // only where the key itself is a word of the heading is the whole row compared
        let headed = key.iter().filter_map(|f| filled(f)).any(|t| table.heading_texts.contains(&table::comparable(t)));
        if headed && is_heading(table, &texts) {
            return Role::Heading;
        }
        if !texts[0].starts_with('#') {
            return Role::Data;
        }
    }
    if is_column_numbers(&texts) && (texts.len() >= 3 || !started) {
        return Role::Heading;
    }
    if is_heading(table, &texts) {
        return Role::Heading;
    }
    let words: Vec<&String> = texts.iter().filter(|t| t.chars().any(char::is_alphabetic)).collect();
    let tokens: Vec<String> = words.iter().flat_map(|t| vocabulary::tokens(t)).collect();
    if texts[0].starts_with('#') || tokens.is_empty() && numeric == 0 {
        return Role::Other;
    }
    if let Some(role) = by_words(&texts, &words, &tokens, numeric, started, key.is_empty()) {
        return role;
    }
    let has_label = label.iter().any(|f| filled(f).is_some());
    let has_amount = amount.is_empty() || amount.iter().any(|f| filled(f).is_some());
    if key.is_empty() && has_label && has_amount {
        return Role::Data;
    }
    // more than a label and amounts: a day, a certificate, a village. Total lines have none of these.
    let identity = table
        .columns
        .iter()
        .filter(|m| !label.contains(&m.field) && !key.contains(&m.field))
        .filter(|m| {
            !matches!(extract::hold_of(table.kind, &table.product, m.field), Hold::Amount | Hold::Count | Hold::Rate)
        })
        .filter(|m| cells.iter().zip(&texts).any(|(c, t)| c.col == m.col && !t.trim().is_empty()))
        .count();
    if !key.is_empty()
        && has_label
        && identity > 0
        && numeric > 0
        && amount.iter().any(|f| filled(f).is_some())
        && !is_signature(&tokens)
    {
        return Role::Data; // a record whose number was left out
    }
    if (!has_label || !key.is_empty()) && numeric > 0 { Role::Total } else { Role::Other }
}

/// Total lines, labels and village headings by their words.
/// A line under which people sign.
fn signed_off(tokens: &[String], numeric: usize) -> bool {
    numeric == 0 && is_signature(tokens)
}

fn by_words(
    texts: &[String],
    words: &[&String],
    tokens: &[String],
    numeric: usize,
    started: bool,
    keyless: bool,
) -> Option<Role> {
    let w = &*LINES;
    let note = numeric == 0 && words.len() == 1 && texts.len() == 1;
    if signed_off(tokens, numeric) || note && (tokens.len() >= 7 || says(&w.note, &tokens[..1])) {
        return Some(Role::Other);
    }
    if keyless
        && !tokens.iter().all(|t| {
            FORMAL.contains(&t.as_str())
                || says(&w.total, std::slice::from_ref(t))
                || says(&w.page, std::slice::from_ref(t))
        })
    {
        return None;
    }
    let page = says(&w.page, tokens);
    let total = says(&w.total, tokens);
    let short = tokens.len() <= 7 && words.len() <= 2;
    if words.len() == 1
        && page
        && !total
        && numeric <= 1
        && texts.len() <= 2
        && !says(&w.carried, tokens)
        && !says(&w.brought, tokens)
    {
        return page_number(texts).map(Role::PageLabel).or(Some(Role::Other));
    }
    if short && numeric > 0 {
        if says(&w.carried, tokens) {
            return Some(if started || page { Role::Carried } else { Role::Brought });
        }
        if says(&w.brought, tokens) && (total || tokens.len() <= 4) && (!page || total || tokens.len() <= 3) {
            return Some(if started && !total && !page { Role::Carried } else { Role::Brought });
        }
        if total && page {
            return Some(Role::PageTotal);
        }
        if total && says(&w.village, tokens) {
            return Some(Role::PageTotal);
        }
        if total && tokens.len() <= 4 {
            return Some(Role::GrandTotal);
        }
    }
    if numeric == 0 && words.len() <= 2 && texts.len() <= 2 && says(&w.village, tokens) && tokens.len() <= 6 {
        return village_name(texts).map(Role::Village);
    }
    None
}

fn is_key(text: &str) -> bool {
    let tokens = vocabulary::tokens(text);
    value::is_ditto(text)
        || text.chars().any(|c| c.is_ascii_digit() || ('०'..='९').contains(&c))
            && tokens.len() <= 4
            && !says(&LINES.total, &tokens)
}

fn is_column_numbers(texts: &[String]) -> bool {
    texts.len() >= 2
        && texts.iter().enumerate().all(|(i, t)| {
            let digits: String = t.chars().filter(|c| !matches!(c, '(' | ')' | '.')).collect();
            lipi::text::ascii_digits(&digits).parse() == Ok(i + 1)
        })
}

fn is_heading(table: &Table, texts: &[String]) -> bool {
    let known = texts.iter().filter(|t| table.heading_texts.contains(&table::comparable(t))).count();
    known > 0 && known * 10 >= texts.len() * 7
}

fn is_signature(tokens: &[String]) -> bool {
    let hits = tokens.iter().filter(|t| SIGNERS.contains(&t.as_str())).count();
    hits > 0 && hits * 2 >= tokens.len()
}

fn page_number(texts: &[String]) -> Option<u32> {
    let joined = lipi::text::ascii_digits(&texts.join(" "));
    joined.split(|c: char| !c.is_ascii_digit()).find(|p| !p.is_empty()).and_then(|p| p.parse().ok())
}

/// "ग्राम – सतोली", "Village: Satoli": the part after the word.
fn village_name(texts: &[String]) -> Option<String> {
    let joined = texts.join(" ");
    let rest = joined
        .split([':', '-', '–', '—', '/', '(', ')'])
        .map(str::trim)
        .find(|p| !p.is_empty() && !says(&LINES.village, &vocabulary::tokens(p)))
        .map(str::to_owned);
    rest.or_else(|| {
        let words: Vec<&str> = joined.split_whitespace().collect();
        let at = words.iter().position(|x| says(&LINES.village, &vocabulary::tokens(x)))?;
        let name = words[at + 1..]
            .iter()
            .filter(|w| !matches!(**w, "का" | "नाम" | "of" | "name"))
            .copied()
            .collect::<Vec<_>>()
            .join(" ");
        (!name.is_empty()).then_some(name)
    })
}
