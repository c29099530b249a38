//! The old books of the story: an invented society with every defect, two of whose registers are left out of the files and stand on paper; and what its
//! people do about what the screens show.

use crate::cutover::bench;
use crate::hand::Person;
use examples::table::{Field, Table, Val};
use examples::{DefectPlan, Shape, Size};
use proofs::browser::Tried;
use std::path::Path;

/// Steps after which a person would have given up.
const PATIENCE: usize = 120;

/// What lies in the cupboard.
pub struct Books {
    /// Names and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    pub recurring: Paper,
    pub fixed: Paper,
}

/// A page of a register on paper: rows of (column, text), and which columns have a total under them.
pub struct Paper {
    pub rows: Vec<Vec<(usize, String)>>,
    totals: Vec<(usize, String)>,
}

/// Columns of the book and the fields of the invented register.
const RECURRING: [(usize, Field); 9] = [
    (0, Field::AccountNo),
    (1, Field::MemberNo),
    (2, Field::Name),
    (4, Field::OpenedOn),
    (5, Field::Instalment),
    (6, Field::Term),
    (7, Field::PaidCount),
    (8, Field::MaturesOn),
    (9, Field::Balance),
];
const FIXED: [(usize, Field); 9] = [
    (0, Field::AccountNo),
    (1, Field::MemberNo),
    (2, Field::Name),
    (4, Field::OpenedOn),
    (5, Field::Amount),
    (6, Field::Rate),
    (7, Field::Term),
    (8, Field::MaturesOn),
    (9, Field::MaturityValue),
];

pub fn written(folder: &Path) -> Books {
    let at = folder.join("books");
    let society = examples::society(31, Size::Tiny, DefectPlan::All);
    examples::write(&society, Shape::CsvUtf16, &at).expect("written");
    let names = std::fs::read_dir(&at).expect("a folder").map(|e| e.expect("an entry").file_name());
    let mut names: Vec<String> = names.map(|n| n.to_string_lossy().into_owned()).collect();
    names.retain(|n| !n.ends_with(".log") && !n.starts_with("EXP_AVARTI") && !n.starts_with("EXP_MIYADI"));
    names.sort();
    let bytes = |n: String| (n.clone(), std::fs::read(at.join(n)).expect("a file"));
    Books {
        files: names.into_iter().map(bytes).collect(),
        recurring: Paper::of(society.table("deposits", "RD"), &RECURRING, &[5, 9]),
        fixed: Paper::of(society.table("deposits", "FD"), &FIXED, &[5, 9]),
    }
}

fn text(v: &Val) -> String {
    match v {
        Val::Blank => String::new(),
        Val::Text(t) => t.written(true).to_owned(),
        Val::Code(c) => c.clone(),
        Val::Count(n) => n.to_string(),
        Val::Paise(p) => format!("{}.{:02}", p / 100, p % 100),
        Val::Hundredths(n) => format!("{}.{:02}", n / 100, n % 100),
        Val::Day(d) => lipi::date::format(*d),
        Val::BadDay(d, m, y) => format!("{d:02}-{m:02}-{y}"),
    }
}

impl Paper {
    fn of(t: &Table, columns: &[(usize, Field)], totals: &[usize]) -> Paper {
        let rows: Vec<&examples::table::Rec> = t.rows.iter().filter(|r| !r.gone).collect();
        let field = |at: usize| columns.iter().find(|c| c.0 == at).expect("a column").1;
        let total = |at: &usize| (*at, text(&Val::Paise(rows.iter().map(|r| t.get(r, field(*at)).paise()).sum())));
        let row = |r: &&examples::table::Rec| columns.iter().map(|(at, f)| (*at, text(t.get(r, *f)))).collect();
        Paper { totals: totals.iter().map(total).collect(), rows: rows.iter().map(row).collect() }
    }

    /// The fields of a form with this page.
    pub fn body(&self, hand: &str) -> String {
        let rows =
            self.rows.iter().enumerate().flat_map(|(i, r)| r.iter().map(move |(at, v)| format!("&r{i}.{at}={v}")));
        let totals = self.totals.iter().map(|(at, v)| format!("&t{at}={v}"));
        format!("hand={hand}{}", rows.chain(totals).collect::<String>())
    }

    /// The total under a column.
    pub fn total(&self, column: usize) -> String {
        self.totals.iter().find(|t| t.0 == column).map(|t| t.1.clone()).unwrap_or_default()
    }

    /// Keys the page: every cell it asks for. `slip` is a figure written before the last row's amount.
    pub fn keyed(&self, p: &mut Person<'_>, path: &str, slip: Option<&str>) -> Tried<()> {
        p.goto(path)?;
        let last = self.rows.len() - 1;
        for (i, row) in self.rows.iter().enumerate() {
            for (at, value) in row {
                let amiss = slip.filter(|_| i == last && *at == 5).unwrap_or_default();
                put(p, &format!("k{i}.{at}"), &format!("{amiss}{value}"))?;
            }
        }
        for (at, value) in &self.totals {
            put(p, &format!("t{at}"), value)?;
        }
        p.page.eval("(window.before = true, document.querySelector('form[data-keying]').requestSubmit())")?;
        p.page.until("!window.before && document.readyState === 'complete'")?;
        if p.there("main [role=alert]")? { Err(p.said()?) } else { Ok(()) }
    }
}

/// Types into a cell, where the page has it: the second hand is asked for less.
fn put(p: &mut Person<'_>, id: &str, value: &str) -> Tried<()> {
    p.page.eval(&format!(
        "(() => {{ const f = document.getElementById({id:?}); if (f) {{ f.value = {value:?}; f.dispatchEvent(new Event('input', {{bubbles: true}})) }} }})()"
    ))?;
    Ok(())
}

/// Answers findings that keep gates shut: a doubled row goes out, a figure the screen suggests goes in, the rest stands after a look at the book.
pub fn findings(p: &mut Person<'_>) -> Tried<usize> {
    let causes = [
        "IMPOSSIBLE_DATE",
        "PAGE_TOTAL_MISMATCH",
        "MISSING_PAGE",
        "DUPLICATE_ROW",
        "DECIMAL_SHIFT",
        "DIGIT_TRANSPOSITION",
        "WORDS_FIGURES_MISMATCH",
        "ORPHAN_LOAN",
        "ORPHAN_DEPOSIT",
        "NON_MEMBER_LOAN",
        "UNKNOWN_VILLAGE",
    ];
    let mut done = 0;
    for cause in causes {
        for _ in 0..PATIENCE {
            p.goto(&bench(&format!("findings?code={cause}")))?;
            if !p.there("ol.probs > li:not(.ok) h3 a")? {
                break;
            }
            p.follow("ol.probs > li:not(.ok) h3 a")?;
            let reason = ("reason", "बही देखकर");
            if p.there("form:has([value=row-out])")? {
                p.send("form:has([value=row-out])", &[reason])?;
            } else if p.page.eval("!!document.querySelector('#f-new')?.value")? == true {
                p.send("form:has(#f-new)", &[reason])?;
            } else {
                p.send("form:has([value=stands])", &[reason])?;
            }
            done += 1;
        }
    }
    Ok(done)
}

/// Judges every pair the screen thinks likely: the same person.
pub fn persons(p: &mut Person<'_>) -> Tried<()> {
    for list in ["likely", "possible"] {
        for _ in 0..PATIENCE {
            p.goto(&bench(&format!("persons?list={list}")))?;
            if !p.there(".twins form:has([name=judgement])")? {
                break;
            }
            let which = if list == "likely" { "same" } else { "different" };
            p.page.eval(&format!(
                "(() => {{ const f = document.querySelector('.twins form:has([name=judgement])'); f.querySelector('[name=reason]').value = 'गाँव में पूछा'; \
                 window.before = true; f.requestSubmit(f.querySelector('[value={which}]')) }})()"
            ))?;
            p.page.until("!window.before && document.readyState === 'complete'")?;
        }
    }
    Ok(())
}

/// Bank, cash and stock say what the ledger says; or the last of them, which no paper of the bank bears out, a paisa less.
pub fn stated(p: &mut Person<'_>, less: bool) -> Tried<()> {
    p.goto(&bench("outside"))?;
    let hrefs = p.all("tbody th a", "href")?;
    let ledger = p.all("tbody tr td:nth-child(2)", "innerText")?;
    for (i, (href, ledger)) in hrefs.iter().zip(&ledger).enumerate() {
        p.page.goto(href)?;
        let right = lipi::amount::read(ledger).ok_or_else(|| format!("no amount: {ledger}"))?.paise.0;
        let said = text(&Val::Paise(right - i64::from(less && i + 1 == hrefs.len())));
        p.fill(&[("amount", &said), ("on", "31-03-2025"), ("number", "DCB/9")])?;
    }
    p.goto(&bench("outside"))
}

/// What the bank states is believed with its paper.
pub fn papers(p: &mut Person<'_>) -> Tried<()> {
    p.goto(&bench("outside"))?;
    let boxes = p.all("tbody tr:has(.chip.bad) input[type=file]", "id")?;
    if boxes.is_empty() {
        return Err("no paper of the bank is asked for".into());
    }
    for (i, id) in boxes.iter().enumerate() {
        p.goto(&bench("outside"))?;
        p.bring(&format!("#{id}"), &[("pramanpatra.png", &proofs::photo(i as u8))])?;
        crate::ending::keep_photo(p)?;
    }
    Ok(())
}
