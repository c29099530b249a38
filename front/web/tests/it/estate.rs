//! The estate's pages: shown in both languages and light; a bank's statement from the file to the reconciliation, all by plain forms.

use crate::pages::{App, entered, form, get, send, text};
use crate::sample::CODE;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};

const PAGES: [&str; 16] = [
    "/exports",
    "/estate",
    "/estate/bank",
    "/estate/bank/BANK",
    "/estate/bank/BANK/import",
    "/estate/bank/BANK/statement",
    "/estate/bank/BANK/statement?on=31-03-2025",
    "/estate/borrowings",
    "/estate/due",
    "/estate/investments",
    "/estate/assets",
    "/estate/schedule?y=2024",
    "/estate/suspense",
    "/estate/staff",
    "/estate/salaries",
    "/estate/do/invest",
];

#[tokio::test]
async fn every_page_of_the_estate_is_shown_in_both_languages_and_light() {
    let (app, cookie) = entered("ankekshak").await;
    for path in PAGES {
        for lang in ["hi", "en"] {
            let answer = send(&app.router, get(&format!("/s/{CODE}{path}"), &format!("{cookie}; lang={lang}"))).await;
            assert_eq!(answer.status(), StatusCode::OK, "{path}");
            let page = text(answer).await;
            assert!(page.len() < 60_000, "{path}: {} bytes", page.len());
        }
    }
    for what in ["templates", "tally", "hledger", "beancount", "trial-balance", "vouchers"] {
        let answer = send(&app.router, get(&format!("/s/{CODE}/exports/{what}"), &cookie)).await;
        assert_eq!(answer.status(), StatusCode::OK, "{what}");
        assert!(answer.headers()[header::CONTENT_DISPOSITION].to_str().expect("ASCII").contains("attachment"));
    }
    for path in
        ["/exports/nothing", "/estate/nothing", "/estate/do/nothing", "/estate/bank/CASHBOX", "/estate/salary/2025-13"]
    {
        let answer = send(&app.router, get(&format!("/s/{CODE}{path}"), &cookie)).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

fn posted(path: &str, cookie: &str, body: &str) -> Request<Body> {
    let mut request = form(path, body);
    request.headers_mut().insert(header::COOKIE, cookie.parse().expect("ASCII"));
    request
}

/// A file and what is typed beside it, as a browser sends them.
fn file(path: &str, cookie: &str, name: &str, content: &str, opening: &str) -> Request<Body> {
    let body = format!(
        "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n{content}\r\n--XX\r\nContent-Disposition: form-data; name=\"opening\"\r\n\r\n{opening}\r\n--XX--\r\n"
    );
    let request =
        Request::post(path).header("content-type", "multipart/form-data; boundary=XX").header("cookie", cookie);
    request.body(Body::from(body)).expect("request")
}

async fn to(answer: Response<Body>) -> String {
    let status = answer.status();
    if status == StatusCode::SEE_OTHER {
        return answer.headers()[header::LOCATION].to_str().expect("ASCII").to_owned();
    }
    let page = text(answer).await;
    let at = page.find("role=\"alert\"").unwrap_or(0);
    panic!("{status}: {}", page[at..].chars().take(600).collect::<String>());
}

async fn refused(app: &App, request: Request<Body>, number: &str) {
    let answer = send(&app.router, request).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{number}");
    assert!(text(answer).await.contains(number), "{number}");
}

#[tokio::test]
async fn a_bank_statement_goes_from_the_file_to_the_reconciliation() {
    let (app, cookie) = entered("sachiv").await;
    let at = |path: &str| format!("/s/{CODE}{path}");
    to(send(&app.router, posted(&at("/day/begin"), &cookie, "date=02-04-2025")).await).await;
    let bank = at("/estate/bank/BANK");
    let import = format!("{bank}/import");
    let csv = "Date,Narration,Ref No,Debit,Credit,Balance\n01/04/2025,BY NEFT SUBVENTION,UTR77123,,500.00,1465734.75\n02/04/2025,SMS CHARGES,,11.80,,1465722.95\n";
    refused(&app, file(&import, &cookie, "x.csv", "hello", ""), "S4409").await;
    refused(&app, file(&import, &cookie, "x.csv", &csv.replace("1465722.95", "1465722.96"), ""), "S4407").await;
    assert_eq!(to(send(&app.router, file(&import, &cookie, "april.csv", csv, "")).await).await, bank);
    refused(&app, file(&import, &cookie, "april.csv", csv, ""), "S4406").await;
    let page = text(send(&app.router, get(&bank, &cookie)).await).await;
    assert!(page.contains("april.csv") && page.contains("SMS CHARGES") && page.contains("UTR77123"));
    // the balance of the old books is suggested for the bank's first opening balance, and is ticked
    let ticked: Vec<&str> =
        page.split("<input type=\"checkbox\" name=\"").skip(1).filter(|t| t.contains("checked")).collect();
    let names: Vec<&str> =
        ticked.iter().map(|t| t.split('"').next().expect("a name")).filter(|n| n.starts_with("m-")).collect();
    assert_eq!(names.len(), 1, "{names:?}");
    let body = format!("id=&{}=1", names[0].replace('~', "%7E"));
    assert_eq!(to(send(&app.router, posted(&bank, &cookie, &body)).await).await, bank);
    refused(&app, posted(&bank, &cookie, &body), "S4058").await;
    // what only the bank wrote
    let page = text(send(&app.router, get(&bank, &cookie)).await).await;
    let enter = page.split("book-line?bank=BANK&#38;line=").nth(1).expect("a way to enter it");
    let line = enter.split('"').next().expect("an address");
    let ask = at(&format!("/estate/do/book-line?bank=BANK&line={line}"));
    let asked = text(send(&app.router, get(&ask, &cookie)).await).await;
    assert!(asked.contains("UTR77123"));
    for (line, head) in [(line.to_owned(), "STATE_RECV"), (line.replace(".0", ".1"), "EXP_BANK")] {
        let body = format!("bank=BANK&line={line}&head={head}&narration=x");
        let gone = to(send(&app.router, posted(&at("/estate/do/book-line"), &cookie, &body)).await).await;
        assert!(gone.contains("/receipt/"), "{gone}");
        let receipt = text(send(&app.router, get(&gone, &cookie)).await).await;
        assert!(receipt.contains(head) || receipt.len() > 1_000);
    }
    let done = text(send(&app.router, get(&format!("{bank}/statement?on=02-04-2025"), &cookie)).await).await;
    assert!(done.contains("14,65,722.95"), "balance by the book is the bank's");
    let sheet = send(&app.router, get(&format!("{bank}/statement?on=02-04-2025&as=xlsx"), &cookie)).await;
    assert_eq!(sheet.status(), StatusCode::OK);
}

#[tokio::test]
async fn borrowings_and_pay_are_kept_by_forms() {
    let (app, cookie) = entered("sachiv").await;
    let at = |path: &str| format!("/s/{CODE}{path}");
    to(send(&app.router, posted(&at("/day/begin"), &cookie, "date=02-04-2025")).await).await;
    let deed = async |deed: &str, body: &str| {
        to(send(&app.router, posted(&at(&format!("/estate/do/{deed}")), &cookie, body)).await).await
    };
    deed("open-borrowing", "number=ST-1&lender=DCB&head=BORROW_ST&purpose=crop&limit=100000&resolution=4").await;
    refused(&app, posted(&at("/estate/do/accrue-owed"), &cookie, "number=ST-1&upto=02-04-2025"), "S4416").await;
    deed("draw", "number=ST-1&amount=36500&due=31-03-2026&into=BANK_CUR&on=").await;
    refused(&app, posted(&at("/estate/do/accrue-owed"), &cookie, "number=ST-1&upto=02-04-2025"), "S4415").await;
    refused(
        &app,
        posted(&at("/estate/do/draw"), &cookie, "number=ST-1&amount=x&due=31-03-2026&into=BANK_CUR"),
        "S5029",
    )
    .await;
    let due = text(send(&app.router, get(&at("/estate/due"), &cookie)).await).await;
    assert!(due.contains("36,500.00") && due.contains("363"), "363 days are left");
    let history = text(send(&app.router, get(&at("/estate/borrowings/ST-1"), &cookie)).await).await;
    assert!(history.contains("36,500.00") && history.matches("/receipt/").count() == 2, "opened and drawn");
    assert_eq!(send(&app.router, get(&at("/estate/borrowings/ST-9"), &cookie)).await.status(), StatusCode::NOT_FOUND);
    let pay = "number=7&name=Ram&post=clerk&basic=10000&joined=01-01-2020&left=&items=fund+-+12%25+PF%3B+house+%2B+500+EXP_SALARY";
    deed("set-employee", pay).await;
    let sheet_of = async || text(send(&app.router, get(&at("/estate/salary/2025-04"), &cookie)).await).await;
    let due = deed("post-salary", "month=02-04-2025&recovered=").await;
    let slips = text(send(&app.router, get(&at("/estate/slips/2025-04"), &cookie)).await).await;
    assert!(slips.contains("10,500.00") && slips.contains("1,200.00") && slips.contains("9,300.00"));
    let sheet = sheet_of().await;
    assert!(sheet.contains("9,300.00") && sheet.contains("30/30"));
    // taken back and made again with leave without pay: 27 of 30 days
    let entry = due.split("/receipt/").nth(1).and_then(|e| e.split('?').next()).expect("an entry").replace('/', "%2F");
    let back = format!("entry={entry}&reason=leave");
    to(send(&app.router, posted(&at("/do/reverse"), &cookie, &back)).await).await;
    let with = |absent: &str| format!("month=02-04-2025&recovered=&absent={absent}");
    refused(&app, posted(&at("/estate/do/post-salary"), &cookie, &with("7+x")), "S5029").await;
    refused(&app, posted(&at("/estate/do/post-salary"), &cookie, &with("7+31")), "S4542").await;
    deed("post-salary", &with("7+%E0%A5%A9")).await;
    let sheet = sheet_of().await;
    assert!(sheet.contains("27/30") && sheet.contains("8,370.00"), "9,000 + 450 less 1,080");
    let slips = text(send(&app.router, get(&at("/estate/slips/2025-04"), &cookie)).await).await;
    assert!(slips.contains("1,050.00"), "what was withheld");
    refused(&app, posted(&at("/estate/do/set-employee"), &cookie, &pay.replace("12%25", "x")), "S5029").await;
}
