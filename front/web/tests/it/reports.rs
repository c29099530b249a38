//! Statements, registers and the auditor's seat as answers: shown in both languages, light, with their proof, as workbooks.

use crate::pages::{entered, form, get, send, text};
use crate::sample::CODE;
use axum::http::{StatusCode, header};

const REPORTS: [&str; 42] = [
    "/reports",
    "/reports/trial-balance",
    "/reports/trial-balance?y=2025&m=3",
    "/reports/receipts-payments?y=2024",
    "/reports/trading",
    "/reports/profit-loss",
    "/reports/appropriation",
    "/reports/balance-sheet?from=2025-03-31&to=2024-04-01",
    "/reports/balance-sheet?from=never&to=2024-04-01&y=99999&m=13",
    "/books/day-book",
    "/books/cash-book?y=2024",
    "/books/ledgers",
    "/books/ledger/ST_LOAN",
    "/books/ledger/BANK?all=1",
    "/books/accounts/loan_st",
    "/books/accounts/sb?p=2",
    "/books/account/ST-103",
    "/books/account/SB-103",
    "/books/account/SH-4",
    "/books/dcb?y=2024",
    "/books/dcb?y=2024&by=category",
    "/books/maturing",
    "/trade/stock",
    "/trade/prices",
    "/trade/account",
    "/trade/register",
    "/trade/ageing",
    "/trade/expiry",
    "/trade/gst",
    "/trade/count-sheet",
    "/trade/purchases",
    "/trade/sales",
    "/trade/ration",
    "/notices?when=overdue",
    "/books/overdue",
    "/books/members",
    "/books/trail",
    "/audit",
    "/audit/sample",
    "/audit/sample?n=2&seed=7&way=amount",
    "/objections",
    "/year-end",
];

#[tokio::test]
async fn every_report_is_shown_in_both_languages_and_light() {
    let (app, cookie) = entered("ankekshak").await;
    for path in REPORTS {
        for lang in ["hi", "en"] {
            let path = format!("/s/{CODE}{path}");
            // cash was never opened in these old books: its book is no page
            let status = if path.contains("cash-book") { StatusCode::NOT_FOUND } else { StatusCode::OK };
            let answer = send(&app.router, get(&path, &format!("{cookie}; lang={lang}"))).await;
            assert_eq!(answer.status(), status, "{path}");
            let page = text(answer).await;
            assert!(page.len() < 60_000, "{path}: {} bytes", page.len());
            assert!(!page.contains("<b>पंत</b>"), "{path} does not escape");
            if status == StatusCode::OK && !path.ends_with("sample") {
                let proof = if lang == "hi" { "पंजी में" } else { "entries in the register" };
                assert!(page.contains(proof), "{path} has no proof");
            }
        }
    }
    for path in
        ["/reports/nothing", "/books/nothing", "/books/ledger/NOBODY", "/books/account/ST-9999", "/vouchers/1/1"]
    {
        let answer = send(&app.router, get(&format!("/s/{CODE}{path}"), &cookie)).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
    }
    let answer = send(&app.router, get(&format!("/s/{CODE}/audit/sample?n=0"), &cookie)).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let answer = send(&app.router, get(&format!("/s/{CODE}/reports"), "")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "nobody reads without a login");
}

#[tokio::test]
async fn reports_are_workbooks_too() {
    let (app, cookie) = entered("sachiv").await;
    let sheets = [
        "/reports/trial-balance?y=2024&as=xlsx",
        "/reports/balance-sheet?as=xlsx",
        "/books/day-book?as=xlsx",
        "/books/ledger/ST_LOAN?as=xlsx",
        "/books/overdue?as=xlsx",
        "/books/account/ST-103?as=xlsx",
        "/books/maturing?as=xlsx",
        "/trade/stock?as=xlsx",
        "/trade/prices?as=xlsx",
        "/trade/account?as=xlsx",
        "/trade/register?as=xlsx",
        "/trade/ageing?as=xlsx",
        "/trade/expiry?as=xlsx",
        "/trade/gst?as=xlsx",
        "/trade/count-sheet?as=xlsx",
        "/trade/purchases?as=xlsx",
        "/trade/sales?as=xlsx",
        "/trade/ration?as=xlsx",
    ];
    for path in sheets {
        let answer = send(&app.router, get(&format!("/s/{CODE}{path}"), &cookie)).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert!(answer.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().ends_with(".xlsx\""));
        let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.expect("body");
        assert!(bytes.starts_with(b"PK"), "{path}");
    }
}

/// What a page's form sends under a name.
fn hidden<'p>(page: &'p str, name: &str) -> &'p str {
    let at = page.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name}"));
    page[at..].split('"').nth(3).expect("a value")
}

#[tokio::test]
async fn an_auditor_objects_to_a_voucher_and_the_secretary_answers() {
    let (app, auditor) = entered("ankekshak").await;
    let login =
        send(&app.router, form("/login", &format!("login=sachiv&password={}&next=/", crate::sample::PASSWORD))).await;
    let secretary = login.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let read = |path: String, who: String| {
        let router = app.router.clone();
        async move { text(send(&router, get(&path, &who)).await).await }
    };
    let book = read(format!("/s/{CODE}/books/day-book?y=2024"), auditor.clone()).await;
    let at = book.find("/vouchers/1/").expect("a voucher");
    let voucher = book[at..].split('"').next().unwrap().to_owned();
    let page = read(format!("/s/{CODE}{voucher}"), auditor.clone()).await;
    let body = format!(
        "command={}&about={}&amount=41%2C200&text=%E0%A4%B0%E0%A4%B8%E0%A5%80%E0%A4%A6",
        hidden(&page, "command"),
        hidden(&page, "about").replace('/', "%2F")
    );
    let post = |path: String, body: String, who: String| {
        let mut request = form(&path, &body);
        request.headers_mut().insert("cookie", who.parse().unwrap());
        let router = app.router.clone();
        async move { send(&router, request).await.status() }
    };
    let list = format!("/s/{CODE}/objections");
    assert_eq!(post(list.clone(), body.clone(), auditor.clone()).await, StatusCode::SEE_OTHER);
    assert_eq!(post(list.clone(), body, auditor.clone()).await, StatusCode::SEE_OTHER, "sent twice");
    let all = read(list.clone(), secretary.clone()).await;
    assert_eq!(all.matches("/objections/1/").count(), 1, "and done once");
    assert!(all.contains("41,200.00"));
    let at = all.find(&format!("{list}/1/")).expect("the objection");
    let one = all[at..].split('"').next().unwrap().to_owned();
    let page = read(one.clone(), secretary.clone()).await;
    let reply = format!("command={}&do=reply&text=ok", hidden(&page, "command"));
    assert_eq!(post(one.clone(), reply, secretary.clone()).await, StatusCode::SEE_OTHER);
    let page = read(one.clone(), auditor.clone()).await;
    let close = format!("command={}&do=close&text=ok", hidden(&page, "command"));
    assert_eq!(post(one.clone(), close.clone(), secretary).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(post(one, close, auditor).await, StatusCode::SEE_OTHER);
}

/// What is printed says how far it can be proven, prints by 8, and begins a sheet with each page of a register.
#[tokio::test]
async fn papers_carry_their_proof_and_a_sheet_is_a_page_of_the_register() {
    let (app, sachiv) = entered("sachiv").await;
    let page = |path: String| {
        let (router, cookie) = (app.router.clone(), sachiv.clone());
        async move {
            let answer = send(&router, get(&format!("/s/{CODE}{path}"), &cookie)).await;
            assert_eq!(answer.status(), StatusCode::OK, "{path}");
            text(answer).await
        }
    };
    for path in ["/trial-balance", "/heads/ST_LOAN", "/accounts/loan_st", "/members/8"] {
        assert!(page(path.into()).await.contains("<section class=\"proof\">"), "{path}");
    }
    for path in ["/trial-balance", "/reports/trial-balance", "/books/loans", "/books/loans?all=1"] {
        assert!(page(path.into()).await.contains("data-print data-key=\"8\""), "{path}");
    }
    let book = get(&format!("/s/{CODE}/trial-balance?as=xlsx"), &sachiv);
    let answer = send(&app.router, book).await;
    let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.expect("read");
    let book = readers::read_bytes("book.xlsx", &bytes).expect("a workbook");
    let sheet = &book.sheets[0];
    let cells: Vec<&str> = sheet.rows().iter().flat_map(|r| sheet.cells(r)).map(|c| sheet.text(c)).collect();
    assert!(cells.len() >= 25 && cells.iter().any(|c| c.contains("प्रविष्टि")), "heads and the proof: {cells:?}");

    // thirty lines are a page of the register; on the screen none of it matters
    let screen = page("/books/loans".into()).await;
    assert!(!screen.contains("class=\"turn\""));
    let paper = page("/books/loans?all=1".into()).await;
    let folio = |row: &str| row.split_once('>').and_then(|r| r.1.split_once('<')).map(|r| r.0.to_owned());
    let rows: Vec<(bool, String)> = paper
        .split("<tr")
        .filter(|r| !r.starts_with(" class=\"strong\"") && r.contains("<td"))
        .filter_map(|r| Some((r.starts_with(" class=\"turn\""), folio(r.split_once("<td")?.1)?)))
        .collect();
    assert!(rows.len() >= 60, "{} rows", rows.len());
    for (i, (turns, folio)) in rows.iter().enumerate() {
        assert_eq!(*turns, i > 0 && *folio != rows[i - 1].1, "row {i}: {folio}");
    }
    assert!(rows.iter().any(|r| r.0), "sixty loans are two pages");
}
