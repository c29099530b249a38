//! A folder being written: which register stands where, and the slips that belong to pages.

use crate::draw::{PageSlips, Placed};
use crate::facts::{Planter, rs};
use crate::ledger::Side;
use crate::slips::{consequences, exchange, miswrite};
use crate::society::Society;
use crate::table::{Defect, Field as F, Table, Val};

/// What a pack is made of so far.
pub struct Pack {
    /// The society as this pack tells it.
    pub s: Society,
    /// Registers and their places.
    pub placed: Vec<Placed>,
    /// Files with registers.
    pub files: Vec<String>,
    /// Files that lie about.
    pub other_files: Vec<String>,
    /// Wrong page totals.
    pub slips: PageSlips,
    /// Names of members in capitals; the relation before the father's name.
    pub capitals: bool,
    /// See `capitals`.
    pub relation: bool,
    /// The script of the names.
    pub hindi: bool,
}

/// Which defects a shape can show.
#[derive(Clone, Copy, Debug)]
pub struct Shows {
    /// Kept by pages with totals; rows on a page.
    pub pages: Option<usize>,
    /// Deposits drawn by pages: only of them can a page be seen to be missing.
    pub paged: &'static [&'static str],
    /// The balance sheet is in the pack (else a head written wrongly in the trial balance has no evidence).
    pub balance_sheet: bool,
}

/// Makes the society ready for a shape: slips of pages, consequences, trial balance and balance sheet as tables.
#[must_use]
pub fn prepare(s: &Society, shows: Shows, hindi: bool) -> Pack {
    let mut s = s.clone();
    let mut slips = PageSlips::default();
    let planted = !s.defects.is_empty();
    if planted && !shows.balance_sheet {
        for h in &mut s.heads {
            h.put(h.amount);
        }
        s.defects.retain(|d| !(d.register.0 == "trial_balance" && d.head.is_none()));
    }
    if let Some(rows) = shows.pages.filter(|_| planted) {
        page_slips(&mut s, rows, shows.paged, &mut slips);
    }
    consequences(&mut s);
    books(&mut s);
    Pack {
        s,
        placed: Vec::new(),
        files: Vec::new(),
        other_files: Vec::new(),
        slips,
        capitals: false,
        relation: false,
        hindi,
    }
}

/// Row numbers of each page of a register.
fn pages(t: &Table, rows: usize) -> Vec<Vec<usize>> {
    (0..t.rows.len()).collect::<Vec<_>>().chunks(rows).map(<[usize]>::to_vec).collect()
}

fn page_slips(s: &mut Society, rows: usize, paged: &[&'static str], slips: &mut PageSlips) {
    let mut p = Planter::new(s, "pages");
    let clean = |p: &Planter, t: &Table, page: &[usize]| {
        page.iter().all(|i| !p.taken.contains(&(t.kind, t.product, t.rows[*i].id)))
    };
    // A page that is not there.
    for &product in paged {
        let t = s.table("deposits", product).clone();
        let all = pages(&t, rows);
        let inner = 1..all.len().saturating_sub(1);
        let free: Vec<usize> = inner.filter(|i| clean(&p, &t, &all[*i])).collect();
        if free.is_empty() {
            continue;
        }
        let at = free[p.r.below(free.len())];
        let sum: i64 = all[at].iter().map(|i| t.weight(&t.rows[*i])).sum();
        let ids: Vec<u32> = all[at].iter().map(|i| t.rows[*i].id).collect();
        let next = all.get(at + 1).and_then(|x| x.first()).map(|i| t.rows[*i].id);
        let table = s.table_mut("deposits", product);
        for i in &all[at] {
            table.rows[*i].gone = true;
            p.taken.insert(("deposits", product, t.rows[*i].id));
        }
        s.defects.push(Defect {
            code: "MISSING_PAGE",
            register: ("deposits", product),
            rec: next,
            head: Some(product),
            amount: -sum,
            page: Some(at as u32),
            page_rows: ids,
            counts: true,
            message: format!("page {} is missing: {} accounts, {}", at + 1, all[at].len(), rs(sum)),
            ..Defect::default()
        });
        break;
    }
    // A total that is wrong by itself.
    let t = s.table("loans", "ST").clone();
    let all = pages(&t, rows);
    let free: Vec<usize> = (0..all.len().saturating_sub(1)).filter(|i| clean(&p, &t, &all[*i])).collect();
    let any: Vec<usize> = if free.is_empty() { no_slip(s, &t, &all) } else { free };
    if let Some(at) = any.get(p.r.below(any.len().max(1))).copied() {
        let off = [70_000, -70_000, 130_000, -31_000][p.r.below(4)];
        slips.wrong.push((("loans", "ST"), at, off));
        let ids: Vec<u32> = all[at].iter().map(|i| t.rows[*i].id).collect();
        s.defects.push(Defect {
            code: "PAGE_TOTAL_MISMATCH",
            register: ("loans", "ST"),
            page: Some(at as u32),
            page_rows: ids,
            amount: off,
            message: format!("total of page {} is out by {}", at + 1, rs(off)),
            ..Defect::default()
        });
    }
    // A savings balance only the page total can prove wrong.
    let t = s.table("deposits", "SB").clone();
    let all = pages(&t, rows);
    let clean_page = |i: usize| {
        all.iter()
            .find(|page| page.contains(&i))
            .is_some_and(|page| page.len() > 1 && page.iter().all(|k| clear(s, &t, *k)))
    };
    let fits = |i: usize| {
        exchange(t.weight(&t.rows[i]), 0).is_some()
            && t.weight(&t.rows[i]) > 100_000
            && !t.rows[i].gone
            && clean_page(i)
    };
    if let Some(row) = p.find(s, "deposits", "SB", fits) {
        let written = exchange(t.weight(&t.rows[row]), p.r.below(4)).expect("fits");
        miswrite(s, "DIGIT_TRANSPOSITION", "deposits", "SB", row, written, "SB");
    }
}

/// No slip of writing on the row (a defect of fact does not disturb the page total).
fn clear(s: &Society, t: &Table, row: usize) -> bool {
    let rec = &t.rows[row];
    rec.meant.is_none()
        && !rec.copy
        && !s.defects.iter().any(|d| d.counts && d.register == (t.kind, t.product) && d.other.contains(&rec.id))
}

fn no_slip(s: &Society, t: &Table, all: &[Vec<usize>]) -> Vec<usize> {
    (0..all.len().saturating_sub(1)).filter(|i| all[*i].iter().all(|k| clear(s, t, *k))).collect()
}

/// Trial balance and balance sheet as tables; the row id is the place of the head.
fn books(s: &mut Society) {
    let mut tb = Table::new("trial_balance", "", &[F::Serial, F::Head, F::Folio, F::Debit, F::Credit]);
    let money = |p: i64| if p == 0 { Val::Blank } else { Val::Paise(p) };
    for (i, h) in s.heads.iter().enumerate() {
        tb.push(
            usize::MAX,
            vec![
                Val::Count(i as i64 + 1),
                Val::Text(h.name.clone()),
                Val::Count(h.folio),
                money(h.written.0),
                money(h.written.1),
            ],
        );
    }
    let mut bs = Table::new("balance_sheet", "", &[F::Side, F::Head, F::Amount]);
    let side = |c: &str| Val::Code(c.into());
    for (code, which) in [("L", Side::Liability), ("A", Side::Asset)] {
        for h in s.heads.iter().filter(|h| h.side == which) {
            bs.push(usize::MAX, vec![side(code), Val::Text(h.name.clone()), Val::Paise(h.amount)]);
        }
        if (code == "L") == (s.profit >= 0) {
            let name = if s.profit >= 0 {
                ("वर्ष का शुद्ध लाभ", "Net Profit for the Year")
            } else {
                ("वर्ष की शुद्ध हानि", "Net Loss for the Year")
            };
            bs.push(usize::MAX, vec![side(code), Val::text(name), Val::Paise(s.profit.abs())]);
        }
    }
    s.tables.extend([tb, bs]);
}

/// Nominal members in one register with the others.
pub fn merge_nominal(s: &mut Society) {
    let Some(at) = s.tables.iter().position(|t| t.kind == "members" && t.product == "NOMINAL") else { return };
    let nominal = s.tables.remove(at);
    let members = s.table_mut("members", "");
    for rec in nominal.rows {
        members.push(rec.village, rec.vals);
    }
}
