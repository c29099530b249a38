//! Defects of writing: the ledger is right and a row, a total or a head is written wrongly.

use crate::facts::{Planter, on_row, rs};
use crate::ledger;
use crate::society::Society;
use crate::table::{Defect, Field as F, Val};

/// Plants those whose evidence is in the row itself or in the ledger; those of pages come with the shape.
pub fn plant(s: &mut Society) {
    let mut p = Planter::new(s, "slips");
    wrong_side(s, &mut p);
    transposed(s, &mut p, "RD");
    transposed(s, &mut p, "MT");
    decimal(s, &mut p);
    twice(s, &mut p, "SB");
    if s.seed % 2 == 1 {
        twice(s, &mut p, "FD");
    }
    ledger_slips(s, &mut p);
}

/// Exchanges two neighbouring digits; `None` where no exchange gives another number of the same length.
#[must_use]
pub fn exchange(paise: i64, skip: usize) -> Option<i64> {
    let text = (paise / 100).to_string();
    let digits: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    for i in 0..digits.len().saturating_sub(1) {
        if digits[i] != digits[i + 1] && !(i == 0 && digits[1] == '0') {
            let mut d = digits.clone();
            d.swap(i, i + 1);
            let n: i64 = d.into_iter().collect::<String>().parse().ok()?;
            found.push(n * 100 + paise % 100);
        }
    }
    // A tenfold error would be a slip of the decimal point.
    found.retain(|n| n / 10 != paise && paise / 10 != *n);
    if found.is_empty() { None } else { Some(found[skip % found.len()]) }
}

/// Writes another amount into a row and records what was meant.
pub fn miswrite(
    s: &mut Society,
    code: &'static str,
    kind: &'static str,
    product: &'static str,
    row: usize,
    written: i64,
    head: &'static str,
) -> usize {
    let t = s.table_mut(kind, product);
    let field = t.sum_field().expect("a register with a sum");
    let meant = t.get(&t.rows[row], field).paise();
    t.rows[row].meant = Some(meant);
    t.set(row, field, Val::Paise(written));
    let mut d = on_row(s, code, kind, product, row);
    if kind == "stock" {
        let t = s.table(kind, product);
        if let Val::Text(x) = t.get(&t.rows[row], F::Item) {
            d.subject = Some((x.hi.clone(), x.en.clone()));
        }
    }
    d.amount = written - meant;
    d.correct = Some(meant);
    d.head = Some(head);
    d.counts = true;
    d.message = format!("written {}, should be {}", rs(written), rs(meant));
    s.defects.push(d);
    s.defects.len() - 1
}

fn wrong_side(s: &mut Society, p: &mut Planter) {
    let Some(row) = p.find(s, "debtors", "", |_| true) else { return };
    let t = s.table_mut("debtors", "");
    let amount = t.get(&t.rows[row], F::Amount).paise();
    t.set(row, F::DrCr, Val::Code("जमा".into()));
    let bill = t.code(&t.rows[row], F::BillNo);
    let mut d = on_row(s, "WRONG_SIDE", "debtors", "", row);
    d.subject = Some((bill.clone(), bill.clone()));
    d.amount = -2 * amount;
    d.head = Some("DEBTORS");
    d.counts = true;
    d.message = format!("bill {bill} is written on the credit side");
    s.defects.push(d);
}

fn transposed(s: &mut Society, p: &mut Planter, product: &'static str) {
    let (kind, head) = if product == "RD" { ("deposits", "RD") } else { ("loans", "MT_LOAN") };
    let t = s.table(kind, product).clone();
    // A loan written larger would seem to lack shares: take one that becomes smaller.
    let choice = |row: usize| {
        (0..5).find_map(|k| {
            exchange(t.weight(&t.rows[row]), k).filter(|n| kind == "deposits" || *n < t.weight(&t.rows[row]))
        })
    };
    let Some(row) = p.find(s, kind, product, |row| choice(row).is_some()) else { return };
    let Some(written) = choice(row) else { return };
    miswrite(s, "DIGIT_TRANSPOSITION", kind, product, row, written, head);
}

fn decimal(s: &mut Society, p: &mut Planter) {
    let t = s.table("loans", "ST").clone();
    if let Some(row) = p.find(s, "loans", "ST", |row| {
        t.weight(&t.rows[row]) >= 1_000_000 && t.get(&t.rows[row], F::DisbursedOn).day().is_some()
    }) {
        let meant = t.weight(&t.rows[row]);
        miswrite(s, "DECIMAL_SHIFT", "loans", "ST", row, meant / 10, "ST_LOAN");
    }
    let t = s.table("stock", "").clone();
    if let Some(row) = p.find(s, "stock", "", |_| true) {
        let meant = t.weight(&t.rows[row]);
        let head = if t.code(&t.rows[row], F::Group) == "उर्वरक" { "STOCK_FERT" } else { "STOCK_SEED" };
        miswrite(s, "DECIMAL_SHIFT", "stock", "", row, meant * 10, head);
    }
}

fn twice(s: &mut Society, p: &mut Planter, product: &'static str) {
    let t = s.table("deposits", product).clone();
    let Some(row) = p.find(s, "deposits", product, |row| t.weight(&t.rows[row]) > 20_000) else { return };
    let t = s.table_mut("deposits", product);
    let mut copy = t.rows[row].clone();
    let first = copy.id;
    copy.id = t.next;
    t.next += 1;
    copy.copy = true;
    let second = copy.id;
    t.rows.insert(row + 1, copy);
    p.taken.insert(("deposits", product, second));
    let mut d = on_row(s, "DUPLICATE_ROW", "deposits", product, row + 1);
    d.other = vec![first, second];
    d.head = Some(product);
    d.counts = true;
    d.message = format!("account {} is written twice", d.account.clone().unwrap_or_default());
    s.defects.push(d);
}

/// Adds to what the ledger says of a head.
fn shift(s: &mut Society, key: &str, by: i64) {
    if let Some(h) = s.heads.iter_mut().find(|h| h.key == key) {
        h.put(h.amount + by);
    }
}

fn on_head(s: &Society, code: &'static str, key: &'static str, amount: i64, message: String) -> Defect {
    let at = s.heads.iter().position(|h| h.key == key).expect("head exists");
    let name = &s.heads[at].name;
    Defect {
        code,
        register: ("trial_balance", ""),
        rec: Some(at as u32),
        subject: Some((name.hi.clone(), name.en.clone())),
        head: Some(key),
        amount,
        message,
        ..Defect::default()
    }
}

fn ledger_slips(s: &mut Society, p: &mut Planter) {
    let off = p.r.between(2, 30) * 50_000;
    shift(s, "SHARE_IND", -off);
    shift(s, "SUSP_L", off);
    let mut d = on_head(
        s,
        "SHARE_GL_MISMATCH",
        "SHARE_IND",
        off,
        format!("share register is {} more than the head; the sum stands in suspense", rs(off)),
    );
    d.counts = true;
    s.defects.push(d);
    let key = if s.seed.is_multiple_of(2) { "FD" } else { "BORROW_CC" };
    let off = p.r.between(300, 4000) * 25;
    shift(s, key, off);
    shift(s, "SUSP_A", off);
    let mut d = on_head(
        s,
        "GL_SUBLEDGER_DIFFERENCE",
        key,
        -off,
        format!("head differs from its register by {}; no row explains it", rs(-off)),
    );
    d.counts = true;
    d.untraceable = true;
    s.defects.push(d);
    trial_balance(s, p);
}

/// One head transposed in the trial balance, and in odd societies one in the wrong column.
fn trial_balance(s: &mut Society, p: &mut Planter) {
    let free: Vec<usize> = (0..s.heads.len())
        .filter(|i| {
            let h = &s.heads[*i];
            !ledger::CONTROLLED.contains(&h.key)
                && matches!(h.side, ledger::Side::Liability)
                && !h.key.starts_with("SUSP")
                && exchange(h.amount, 0).is_some()
        })
        .collect();
    if let Some(i) = free.get(p.r.below(free.len().max(1))).copied() {
        let amount = s.heads[i].amount;
        let written = exchange(amount, p.r.below(4)).unwrap_or(amount);
        s.heads[i].written = (0, written);
        let mut d = on_head(
            s,
            "DIGIT_TRANSPOSITION",
            s.heads[i].key,
            written - amount,
            format!("trial balance has {}, balance sheet {}", rs(written), rs(amount)),
        );
        d.head = None;
        d.correct = Some(amount);
        s.defects.push(d);
    }
    if s.seed % 2 == 1 {
        let i = s.heads.iter().position(|h| h.key == "EXP_TRAVEL").expect("head exists");
        let amount = s.heads[i].amount;
        s.heads[i].written = (0, amount);
        let mut d = on_head(s, "WRONG_SIDE", "EXP_TRAVEL", 2 * amount, "an expense stands in the credit column".into());
        d.head = None;
        s.defects.push(d);
    }
}

/// Differences between ledger and registers, and an unbalanced trial balance: what follows from all that was planted.
pub fn consequences(s: &mut Society) {
    for h in &mut s.heads.clone() {
        if !ledger::CONTROLLED.contains(&h.key) || h.key == "SHARE_IND" {
            continue;
        }
        let (register, ledger) = (ledger::register(s, h.key), h.amount);
        if register == ledger || s.defects.iter().any(|d| d.untraceable && d.head == Some(h.key)) {
            continue;
        }
        let causes =
            (0..s.defects.len()).filter(|i| s.defects[*i].counts && s.defects[*i].head == Some(h.key)).collect();
        let mut d = on_head(
            s,
            "GL_SUBLEDGER_DIFFERENCE",
            h.key,
            register - ledger,
            format!("register {}, ledger {}", rs(register), rs(ledger)),
        );
        d.causes = causes;
        s.defects.push(d);
    }
    let (debit, credit) = s.heads.iter().fold((0, 0), |(d, c), h| (d + h.written.0, c + h.written.1));
    if debit != credit {
        let causes = (0..s.defects.len())
            .filter(|i| {
                let d = &s.defects[*i];
                d.register.0 == "trial_balance" && d.head.is_none()
            })
            .collect();
        s.defects.push(Defect {
            code: "TB_UNBALANCED",
            register: ("trial_balance", ""),
            amount: debit - credit,
            causes,
            message: format!("debits {}, credits {}", rs(debit), rs(credit)),
            ..Defect::default()
        });
    }
}
