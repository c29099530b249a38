//! Which product a register of loans or members is, and on which side a statement's halves stand.

use crate::body::Body;
use crate::table::Table;
use crate::vocabulary::{self, Saying, WORDS};
use kernel::Paise;
use std::sync::LazyLock;

static SHORT: LazyLock<Vec<Saying>> = LazyLock::new(|| {
    ["फसली", "अल्पकालीन", "अ का", "के सी सी", "केसीसी", "kcc*", "crop", "st", "short", "s t", "sao", "stloan*", "naksha"]
        .map(Saying::of)
        .into()
});
static MEDIUM: LazyLock<Vec<Saying>> = LazyLock::new(|| {
    ["मध्यकालीन", "म का", "मध्यावधि", "mt", "medium", "m t", "mtloan*", "term loan*", "सावधि ऋण", "मुद्दती", "दीर्घकालीन"]
        .map(Saying::of)
        .into()
});
/// Loans of which the title alone tells what they are, each with its product; looked for before the two above.
static OTHERS: LazyLock<Vec<(&str, Vec<Saying>)>> = LazyLock::new(|| {
    let of = |product, says: &[&str]| (product, says.iter().map(|s| Saying::of(s)).collect());
    vec![
        of("DEPOSIT", &["जमा ऋण", "loan* against dep*", "deposit loan*"]),
        of("GOLD", &["स्वर्ण ऋण", "सोना ऋण", "gold loan*"]),
        of("LT", &["दीर्घकालीन ऋण", "long term loan*", "lt loan*"]),
    ]
});
static DAILY: LazyLock<Vec<Saying>> =
    LazyLock::new(|| ["दैनिक जमा", "दैनिक अमानत", "daily dep*", "pigmy dep*", "पिग्मी जमा"].map(Saying::of).into());
static NOMINAL: LazyLock<Vec<Saying>> = LazyLock::new(|| {
    ["नाममात्र", "नाम मात्र", "nominal*", "b class", "ब वर्ग", "नोमिनल", "nom", "assoc*", "सहयोगी"].map(Saying::of).into()
});

/// Settles what only content tells.
pub fn settle(table: &mut Table, body: &mut Body, names: &[&str]) {
    let lines: Vec<Vec<String>> =
        table.titles.iter().rev().map(String::as_str).chain(names.iter().copied()).map(vocabulary::tokens).collect();
    let said = |sayings: &[Saying]| lines.iter().position(|l| vocabulary::best(sayings, l) > 0.0);
    match table.kind {
        "loans" => {
            // the nearest line that names one of them must name it before any line says short or medium
            let plain = [said(&SHORT), said(&MEDIUM)].into_iter().flatten().min();
            let other = OTHERS.iter().filter_map(|(product, says)| Some((said(says)?, *product))).min();
            table.product = match other {
                Some((at, product)) if plain.is_none_or(|p| at <= p) => product,
                _ => loan_product(body, said(&SHORT), said(&MEDIUM)),
            }
            .to_owned();
        }
        "deposits" if table.product == "SB" && said(&DAILY).is_some() => table.product = "DD".to_owned(),
        "members" if said(&NOMINAL).is_some_and(|at| at < lines.len().max(1)) && mostly_nominal(body) => {
            table.product = "NOMINAL".to_owned();
        }
        "members" if all_nominal(body) => table.product = "NOMINAL".to_owned(),
        "trial_balance" => settle_sides(table, body),
        "balance_sheet" => settle_halves(body),
        "debtors" => settle_debtors(body),
        _ => {}
    }
}

fn loan_product(body: &Body, short: Option<usize>, medium: Option<usize>) -> &'static str {
    match (short, medium) {
        (Some(s), Some(m)) if s != m => return if s < m { "ST" } else { "MT" },
        (Some(_), None) => return "ST",
        (None, Some(_)) => return "MT",
        _ => {}
    }
    if body.has("season") {
        return "ST";
    }
    // crop loans fall due within a year and a half, term loans after years
    let mut days: Vec<i64> = (0..body.len())
        .filter_map(|i| Some((body.day("disbursed_on", i).exact()?, body.day("due", i).exact()?)))
        .filter_map(|(from, to)| from.until(to).ok().map(|s| i64::from(s.get_days())))
        .collect();
    days.sort_unstable();
    match days.get(days.len() / 2) {
        Some(&median) if median > 550 => "MT",
        _ => "ST",
    }
}

fn all_nominal(body: &Body) -> bool {
    (0..body.len()).all(|i| is_nominal(body, i))
}

fn mostly_nominal(body: &Body) -> bool {
    let marked = (0..body.len()).filter(|&i| is_nominal(body, i)).count();
    marked * 10 >= body.len() * 8
        || !body.has("class") && !body.text("member_no", 0).starts_with(|c: char| c.is_alphabetic())
}

/// The record is a nominal (B class) member by number or class.
#[must_use]
pub fn is_nominal(body: &Body, i: usize) -> bool {
    let no = body.text("member_no", i).trim_start();
    if no.starts_with(['N', 'n']) || no.starts_with("ना") || no.starts_with("B-") || no.starts_with("b-") {
        return true;
    }
    if matches!(body.text("class", i), "" | "A" | "क" | "अ") {
        return false;
    }
    let class = vocabulary::fold(body.text("class", i));
    matches!(
        class.as_str(),
        "b" | "ब"
            | "ख"
            | "नाममात्र"
            | "नाममात्र सदस्य"
            | "nominal"
            | "b class"
            | "nom"
            | "बी"
            | "n"
    ) || class.contains("नाममात्र")
        || class.starts_with("nominal")
}

/// Which half of a two-sided list of heads belongs to debits.
fn debit_half(body: &Body) -> &'static str {
    let mut votes = 0i64;
    for i in 0..body.len() {
        if let Some((head, score)) = crate::heads::best_head(body.text("head", i))
            && score >= 0.7
        {
            let left = body.text("half", i) == "left";
            votes += if WORDS.heads[head].debit == left { 1 } else { -1 };
        }
    }
    if votes > 0 { "left" } else { "right" }
}

/// A trial balance in two sections, or with signed amounts, gets its debit and credit columns.
fn settle_sides(table: &Table, body: &mut Body) {
    let n = body.len();
    if table.right.is_some() {
        let debit = debit_half(body);
        let sides: Vec<bool> = (0..n).map(|i| body.text("half", i) == debit).collect();
        let amounts: Vec<Option<Paise>> = (0..n).map(|i| body.amount("amount", i)).collect();
        fill(body, &sides, &amounts);
    } else if body.has("signed") {
        let amounts: Vec<Option<Paise>> = (0..n).map(|i| body.amount("signed", i)).collect();
        let sides: Vec<bool> = amounts.iter().map(|a| a.is_some_and(|p| p.0 < 0)).collect();
        let positive: Vec<Option<Paise>> = amounts.iter().map(|a| a.map(Paise::abs)).collect();
        fill(body, &sides, &positive);
    }
}

fn fill(body: &mut Body, debit: &[bool], amounts: &[Option<Paise>]) {
    *body.amount_mut("debit") = debit.iter().zip(amounts).map(|(d, a)| if *d { *a } else { None }).collect();
    *body.amount_mut("credit") = debit.iter().zip(amounts).map(|(d, a)| if *d { None } else { *a }).collect();
}

/// A debtor marked credit counts against the sum: debit minus credit.
fn settle_debtors(body: &mut Body) {
    let n = body.len();
    let credit: Vec<bool> = (0..n)
        .map(|i| {
            let side = vocabulary::tokens(body.text("side", i)).join(" ");
            side.starts_with("cr")
                || side == "c"
                || side.starts_with("क्रेडिट")
                || side.starts_with("जमा")
                || side == "ज"
                || side.starts_with("क्रे")
        })
        .collect();
    for (amount, credit) in body.amount_mut("amount").iter_mut().zip(credit) {
        if let (Some(paise), true) = (amount.as_mut(), credit) {
            *paise = -paise.abs();
        }
    }
}

/// A balance sheet's records get a side: `L` or `A`.
fn settle_halves(body: &mut Body) {
    let n = body.len();
    let sides: Vec<&str> = if body.has("side") {
        (0..n)
            .map(|i| {
                let side = vocabulary::fold(body.text("side", i));
                let asset = side.starts_with('a')
                    || side.starts_with("सं")
                    || side.starts_with("परि")
                    || side.starts_with("आस्ति")
                    || side == "dr"
                    || side.starts_with("लेन");
                if asset { "A" } else { "L" }
            })
            .collect()
    } else {
        let assets = debit_half(body);
        (0..n).map(|i| if body.text("half", i) == assets { "A" } else { "L" }).collect()
    };
    let sides: Vec<&str> = sides;
    body.text_mut("half").set_all(sides.into_iter());
}
