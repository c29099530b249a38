//! A society enters its own products and norms by plain forms, and works with them: nothing is set beforehand.

use crate::pages::{App, entered, get, send, text};
use crate::people::posted;
use crate::sample::CODE;
use axum::http::{StatusCode, header};

/// Percent-encoding of a form's value.
fn typed(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

fn at(path: &str) -> String {
    format!("/s/{CODE}{path}")
}

/// Sends a form; where it leads to.
async fn done(app: &App, cookie: &str, path: &str, fields: &[(&str, &str)]) -> String {
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", typed(value))).collect();
    let answer = send(&app.router, posted(&at(path), &body.join("&"), cookie)).await;
    if answer.status() == StatusCode::SEE_OTHER {
        return answer.headers()[header::LOCATION].to_str().expect("ASCII").to_owned();
    }
    let page = text(answer).await;
    let from = page.find("role=\"alert\"").unwrap_or(0);
    page[from..].chars().take(600).collect()
}

const ORDER: [(&str, &str); 2] = [("from", "०१-०४-२०२५"), ("order", "संकल्प 7")];

fn with_order<'f>(fields: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    fields.iter().copied().chain(ORDER).collect()
}

const SAVINGS: [(&str, &str); 8] = [
    ("kind", "savings"),
    ("product_code", "sb-1"),
    ("head", "SB"),
    ("rate", "३.५"),
    ("day_count", "actual-365"),
    ("rounding", "rupee"),
    ("credit_months", "6"),
    ("inoperative_months", "24"),
];

const CROP_LOAN: [(&str, &str); 17] = [
    ("kind", "kcc-short"),
    ("product_code", "kcc"),
    ("head", "ST_LOAN"),
    ("rate", "7"),
    ("penal", "२"),
    ("day_count", "actual-365"),
    ("rounding", "rupee"),
    ("rests", "none"),
    ("pay_order", "penal-charges-interest-principal"),
    ("sweep", "part"),
    ("ahead", "next"),
    ("linkage_small", "0"),
    ("linkage_others", "0"),
    ("share_value", "100"),
    ("kharif_months", "४-9"),
    ("kharif_due", "31/3"),
    ("rabi_months", "10-3"),
];

#[tokio::test]
async fn a_society_enters_its_products_and_lends_and_keeps_deposits_by_them() {
    let (app, sachiv) = entered("sachiv").await;
    app.open_heads();
    let products = at("/lender/products");
    let list = text(send(&app.router, get(&products, &sachiv)).await).await;
    assert!(list.contains("/lender/products/new?kind=gold"), "every kind can be begun");
    let alone = with_order(&[("key", "one-person"), ("value", "yes")]);
    assert_eq!(done(&app, &sachiv, "/rules", &alone).await, at("/rules"));
    // without a product no account is opened
    done(&app, &sachiv, "/day/begin", &[("date", "02-06-2025")]).await;
    let open = [("a", "8"), ("product", "SB-1"), ("amount", "५००"), ("pay", "cash")];
    assert!(!done(&app, &sachiv, "/do/open-deposit", &open).await.contains("/receipt/"));

    assert_eq!(done(&app, &sachiv, "/lender/products/new", &with_order(&SAVINGS)).await, products);
    let twice = done(&app, &sachiv, "/lender/products/new", &with_order(&SAVINGS)).await;
    assert!(twice.contains("S4110"), "{twice}");
    let opened = done(&app, &sachiv, "/do/open-deposit", &open).await;
    assert!(opened.contains("/receipt/"), "{opened}");

    let crop: Vec<(&str, &str)> = CROP_LOAN.iter().copied().chain([("rabi_due", "30/6")]).collect();
    assert_eq!(done(&app, &sachiv, "/lender/products/new", &with_order(&crop)).await, products);
    let rules = at("/lender/rules");
    let sanction = [
        ("a", "8"),
        ("product", "KCC"),
        ("crop.0", "धान"),
        ("area.0", "१२ 8"),
        ("crop.1", "गेहूँ देशी"),
        ("area.1", "4"),
        ("crop.3", "आलू"),
        ("area.3", "0.05"),
        ("insurance", "100"),
        ("limit_year", "1"),
        ("resolution", "3 / 01-06-2025"),
    ];
    let unset = done(&app, &sachiv, "/do/sanction", &sanction).await;
    assert!(unset.contains("S4101"), "the scale is not set: {unset}");
    let scales = [("norm", "scales"), ("scales", "धान 75000 20000\r\nगेहूँ देशी  ७०,०००  18000\nआलू 150000 45000")];
    assert_eq!(done(&app, &sachiv, "/lender/rules", &with_order(&scales)).await, rules);
    let limit = [
        ("norm", "limit"),
        ("post_harvest", "10"),
        ("maintenance", "20"),
        ("yearly", "10"),
        ("limit_lasts", "५"),
        ("rounding", "rupee"),
    ];
    assert_eq!(done(&app, &sachiv, "/lender/rules", &with_order(&limit)).await, rules);
    let cash = [("norm", "cash"), ("cash_limit", "2,00,000")];
    assert_eq!(done(&app, &sachiv, "/lender/rules", &with_order(&cash)).await, rules);
    // a member who owes nothing overdue
    let mut receipt = String::new();
    for no in (1..60).map(|n: u32| n.to_string()) {
        let asked: Vec<(&str, &str)> = sanction.iter().map(|f| if f.0 == "a" { ("a", &no[..]) } else { *f }).collect();
        receipt = done(&app, &sachiv, "/do/sanction", &asked).await;
        if !receipt.contains("S4111") {
            break;
        }
    }
    assert!(receipt.contains("/receipt/"), "{receipt}");
    // 0.25 ha × 75,000 + 0.08 × 70,000 + 0.05 × 1,50,000 = 31,850; 10 and 20 percent of it more; premia of 100
    let receipt = text(send(&app.router, get(&receipt, &sachiv)).await).await;
    assert!(receipt.contains("41,505.00"), "the limit by its parts: {receipt}");
}

#[tokio::test]
async fn a_changed_rate_is_a_rule_of_its_own_and_nothing_else_changes() {
    let (app, sachiv) = entered("sachiv").await;
    app.open_heads();
    done(&app, &sachiv, "/lender/products/new", &with_order(&SAVINGS)).await;
    let form = text(send(&app.router, get(&at("/lender/products/SB-1"), &sachiv)).await).await;
    assert!(form.contains("value=\"3.50\"") && form.contains("value=\"24\""), "what is in force stands there: {form}");
    let changed = [
        ("kind", "savings"),
        ("rate", "4"),
        ("day_count", "actual-365"),
        ("inoperative_months", "24"),
        ("from", "01-05-2025"),
        ("order", "9"),
    ];
    assert_eq!(done(&app, &sachiv, "/lender/products/SB-1", &changed).await, at("/lender/products"));
    let all = app.desk().products(desk::society_id(CODE)).expect("read");
    let [credit::product::Product::Deposit(p)] = &all[..] else { panic!("one product: {all:?}") };
    let rates: Vec<_> = p.rates.0.iter().map(|r| (r.from.to_string(), r.value[0].1.0, &r.order[..])).collect();
    assert_eq!(rates, [("2025-04-01".to_owned(), 350, "संकल्प 7"), ("2025-05-01".to_owned(), 400, "9")]);
    assert_eq!((p.day_count.0.len(), p.inoperative_months.0.len(), p.credit_months.0.len()), (1, 1, 1));
}

#[tokio::test]
async fn what_cannot_be_read_of_a_product_is_said_and_kept() {
    let (app, sachiv) = entered("sachiv").await;
    app.open_heads();
    let wrong = [
        ("rate", "साढ़े सात"),
        ("rate", "101"),
        ("penal", "-1"),
        ("rests", "daily"),
        ("share_value", "0"),
        ("sweep", ""),
        ("kharif_due", "31"),
        ("rabi_months", "10-13"),
        ("from", ""),
        ("order", ""),
    ];
    for (name, value) in wrong {
        let mut fields: Vec<(&str, &str)> = CROP_LOAN.into_iter().chain([("rabi_due", "30/6")]).chain(ORDER).collect();
        fields.iter_mut().filter(|f| f.0 == name).for_each(|f| f.1 = value);
        let page = done(&app, &sachiv, "/lender/products/new", &fields).await;
        assert!(page.contains("S5029"), "{name}={value}: {page}");
    }
    for (norm, value) in [("scales", ""), ("scales", "धान"), ("scales", "धान 100 200"), ("scales", "धान 9 1\nधान 8 1")]
    {
        let page = done(&app, &sachiv, "/lender/rules", &with_order(&[("norm", norm), (norm, value)])).await;
        assert!(page.contains("S5029"), "{norm}={value}: {page}");
    }
    assert!(app.desk().products(desk::society_id(CODE)).expect("read").is_empty());
    assert_eq!(send(&app.router, get(&at("/lender/products/XX"), &sachiv)).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_product_stands_under_a_head_of_its_own_kind() {
    let (app, sachiv) = entered("sachiv").await;
    for open in [false, true] {
        if open {
            app.open_heads();
        }
        for (kind, head, never) in [("recurring", "RD", "BORROW_ST"), ("gold", "GOLD_LOAN", "CASH")] {
            let page = at(&format!("/lender/products/new?kind={kind}"));
            let form = text(send(&app.router, get(&page, &sachiv)).await).await;
            assert!(form.contains(&format!("<option value=\"{head}\" selected>")), "{kind}, opened: {open}");
            assert!(!form.contains(&format!("<option value=\"{never}\"")), "{kind} does not stand under {never}");
        }
    }
}
