//! The 31 registers of mpacs.md 3.1: each has its page in both languages with its columns, its folios and its proof, and is a workbook that
//! opens; what is noted in them is noted by plain forms; a year's dividend goes from the general body to the member's hand.

use crate::pages::{App, entered, form, get, send, text};
use crate::people::posted;
use crate::sample::{CODE, PASSWORD};
use axum::body::to_bytes;
use axum::http::{StatusCode, header};
use kernel::{CommandId, FixedClock, Instant};
use lipi::Lang;
use lipi::messages::say;
use std::sync::Arc;
use web::REGISTERS;

/// The columns of each register: keys of the messages of its headings.
const COLUMNS: [(u8, &[&str]); 31] = [
    (
        1,
        &[
            "rep-member-no",
            "rep-admitted",
            "reg-col-resolution",
            "rep-name",
            "rep-father",
            "rep-category",
            "reg-col-sex",
            "reg-col-born",
            "rep-village",
            "reg-col-land",
            "reg-col-occupation",
            "rep-member-class",
            "reg-col-nominees",
            "rep-ended",
            "reg-col-why-ended",
        ],
    ),
    (2, &["rep-member-no", "reg-col-purpose", "reg-col-fee", "reg-col-signature", "reg-col-guarantor", "reg-col-owes"]),
    (
        3,
        &[
            "rep-member-no",
            "reg-col-certificates",
            "reg-col-distinctive",
            "reg-col-issued",
            "reg-col-refunded",
            "reg-col-taken",
            "reg-col-given",
            "rep-balance",
        ],
    ),
    (4, &["rep-member-no", "rep-member-class", "reg-col-arrears", "reg-col-eligible", "society-col-why"]),
    (
        5,
        &[
            "office-col-plot",
            "office-col-area",
            "office-col-hectares",
            "office-col-irrigated",
            "reg-col-crop",
            "office-col-charge",
        ],
    ),
    (
        6,
        &[
            "reg-col-season",
            "reg-col-crop",
            "reg-col-area",
            "reg-col-scale",
            "reg-col-in-cash",
            "reg-col-in-kind",
            "reg-col-limit",
            "reg-col-resolution",
        ],
    ),
    (
        7,
        &[
            "rep-account",
            "reg-col-sanctioned-on",
            "reg-col-drawn-on",
            "reg-col-due",
            "rep-lent",
            "rep-repaid",
            "reg-col-interest-paid",
            "reg-col-penal-paid",
            "rep-principal-left",
            "reg-col-interest-until",
        ],
    ),
    (8, &["office-col-borrower", "office-col-sureties", "office-col-signed", "office-col-limitation"]),
    (
        9,
        &[
            "rep-dcb-opening",
            "rep-dcb-current",
            "rep-dcb-collected",
            "rep-dcb-balance",
            "rep-dcb-interest-demand",
            "rep-dcb-interest-balance",
            "rep-category",
        ],
    ),
    (10, &["rep-since", "rep-class", "rep-provision"]),
    (11, &["rep-date", "column-amount", "reg-col-court", "reg-col-decree"]),
    (12, &["rep-account", "reg-col-nominees", "reg-col-last-day", "rep-balance"]),
    (13, &["reg-col-instalment", "reg-col-months", "reg-col-paid-on", "reg-col-missed", "maturing-day"]),
    (
        14,
        &[
            "rep-account",
            "reg-col-laid",
            "reg-col-rate",
            "reg-col-opened",
            "maturing-day",
            "reg-col-interest-given",
            "reg-col-lien",
        ],
    ),
    (15, &["reg-col-agent", "rep-account", "reg-col-paid-on", "reg-col-collected"]),
    (
        16,
        &["rep-voucher", "rep-head-particulars", "rep-cash-in", "rep-transfer-in", "rep-cash-out", "rep-transfer-out"],
    ),
    (17, &["rep-date", "rep-particulars", "rep-received", "rep-paid", "rep-balance"]),
    (18, &["estate-col-by-book", "estate-col-by-bank", "estate-col-open-book", "estate-col-open-bank"]),
    (19, &["rep-head", "column-debit", "column-credit", "rep-closing"]),
    (
        20,
        &[
            "estate-col-number",
            "estate-col-lender",
            "estate-col-rate",
            "estate-col-principal",
            "estate-col-drawn-on",
            "estate-col-drawn",
            "estate-col-due",
            "estate-col-repaid",
        ],
    ),
    (21, &["estate-col-institution", "estate-col-matures", "estate-col-accrued"]),
    (
        22,
        &[
            "trade-col-item",
            "trade-col-batch",
            "trade-col-expiry",
            "reg-col-received",
            "reg-col-out",
            "rep-balance",
            "reg-col-rate",
            "reg-col-short",
        ],
    ),
    (23, &["trade-col-date", "trade-col-party", "trade-col-item", "trade-col-qty", "trade-col-rate", "trade-col-cgst"]),
    (24, &["reg-col-party", "reg-col-bill", "reg-col-open", "reg-col-age"]),
    (25, &["estate-col-asset", "estate-col-cost", "estate-col-value"]),
    (26, &["office-col-article", "office-col-left", "office-col-condition", "office-col-place"]),
    (
        27,
        &[
            "rep-member-no",
            "rep-principal-left",
            "reg-col-rate",
            "reg-col-charged-from",
            "reg-col-charged-to",
            "reg-col-accrued",
            "rep-overdue-interest",
        ],
    ),
    (28, &["reg-col-origin", "column-amount", "reg-col-cleared"]),
    (29, &["rep-year", "office-col-shares", "rep-percent", "office-col-paid", "office-col-unpaid"]),
    (30, &["office-col-meeting", "office-col-quorum", "office-col-resolved", "office-col-text"]),
    (31, &["office-col-kind", "office-col-issuer", "rep-from", "rep-to", "office-col-sum", "rep-state"]),
];

/// Every text of a workbook, a line each.
fn cells(bytes: &[u8]) -> Vec<String> {
    let book = readers::read_bytes("book.xlsx", bytes).expect("a workbook");
    book.sheets.iter().flat_map(|s| s.rows().iter().flat_map(|r| s.texts(r))).map(|t| t.to_string()).collect()
}

/// What stands between two marks.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    text.split_once(from).and_then(|t| t.1.split_once(to)).map_or("", |t| t.0)
}

#[tokio::test]
async fn each_of_the_31_registers_has_its_page_and_its_workbook() {
    let (app, cookie) = entered("sachiv").await;
    app.open_heads();
    assert_eq!(COLUMNS.map(|k| k.0), REGISTERS.each_ref().map(|r| r.number), "the list is whole and in order");
    let mut shown = 0;
    for (r, (_, columns)) in REGISTERS.iter().zip(COLUMNS) {
        for lang in [Lang::Hi, Lang::En] {
            let cookie = format!("{cookie}; lang={}", lang.code());
            let named = format!("{} {} {}", r.number, r.key, lang.code());
            let at = format!("/s/{CODE}/{}", r.page);
            let answer = send(&app.router, get(&at, &cookie)).await;
            assert_eq!(answer.status(), StatusCode::OK, "{named}");
            let page = text(answer).await;
            assert!(page.len() <= 60_000, "{named}: {} bytes", page.len());
            let title = between(&page, "<h1>", "</h1>");
            let hindi = title.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c));
            assert!(!title.is_empty() && hindi == (lang == Lang::Hi), "{named}: {title}");
            let proof = if lang == Lang::Hi { "पंजी में" } else { "entries in the register" };
            assert!(page.contains(proof), "{named} has no proof");
            let folio = say(lang, "rep-folio", &[]);
            let folio = if r.page.starts_with("trade") { say(lang, "trade-col-folio", &[]) } else { folio };
            let answer = send(&app.router, get(&format!("{at}?as=xlsx"), &cookie)).await;
            assert_eq!(answer.status(), StatusCode::OK, "{named}");
            let kind = answer.headers()[header::CONTENT_TYPE].to_str().expect("ASCII");
            assert!(kind.ends_with("spreadsheetml.sheet"), "{named}: {kind}");
            let book = cells(&to_bytes(answer.into_body(), 1 << 22).await.expect("body"));
            assert!(book.contains(&folio), "{named}: no folio");
            assert!(book.iter().any(|t| t.contains(proof)), "{named}: no proof in the workbook");
            for key in columns {
                let heading = say(lang, key, &[]);
                assert!(book.contains(&heading), "{named}: no column {heading}: {book:?}");
                // a page without a row has no table
                if page.contains("<tbody>") {
                    assert!(page.contains(&format!(">{heading}</th>")), "{named}: {heading}");
                }
            }
            shown += usize::from(page.contains("<tbody>"));
        }
    }
    assert!(shown >= 20, "{shown} pages have rows");
}

#[tokio::test]
async fn the_list_leads_to_every_register_and_to_what_lies_beside_it() {
    let (app, cookie) = entered("ankekshak").await;
    app.open_heads();
    for lang in [Lang::Hi, Lang::En] {
        let cookie = format!("{cookie}; lang={}", lang.code());
        let page = text(send(&app.router, get(&format!("/s/{CODE}/books"), &cookie)).await).await;
        assert!(page.len() <= 60_000, "{} bytes", page.len());
        for r in &REGISTERS {
            let href = format!("\"/s/{CODE}/{}\"", r.page);
            assert!(page.contains(&href), "{}", r.key);
            assert!(page.contains(&say(lang, &format!("reg-{}", r.key), &[])), "{}", r.key);
            for beside in r.beside {
                let answer = send(&app.router, get(&format!("/s/{CODE}/{beside}"), &cookie)).await;
                assert_eq!(answer.status(), StatusCode::OK, "{beside}");
            }
        }
    }
    let index = text(send(&app.router, get(&format!("/s/{CODE}/reports"), &cookie)).await).await;
    assert!(index.contains(&format!("/s/{CODE}/books\"")), "the list is led to");
    assert_eq!(send(&app.router, get(&format!("/s/{CODE}/books"), "")).await.status(), StatusCode::SEE_OTHER);
    for none in
        ["/office/nothing", "/office/do/nothing", "/office/land/nothing", "/office/nominal/1", "/books/nominal/1"]
    {
        let answer = send(&app.router, get(&format!("/s/{CODE}{none}"), &cookie)).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{none}");
    }
}

/// Percent-encoding of a form's value.
fn typed(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

/// An office being worked in.
struct Office {
    app: App,
    cookie: String,
}

impl Office {
    async fn new() -> Office {
        let (app, cookie) = entered("sachiv").await;
        app.open_heads();
        let office = Office { app, cookie };
        office.done("/day/begin", "id=&date=02-04-2025").await;
        office
    }

    async fn post(&self, path: &str, body: &str) -> (StatusCode, String, String) {
        let answer = send(&self.app.router, posted(&format!("/s/{CODE}{path}"), body, &self.cookie)).await;
        let to = answer.headers().get(header::LOCATION).and_then(|l| l.to_str().ok()).unwrap_or("").to_owned();
        (answer.status(), to, text(answer).await)
    }

    /// Does it; gives where it leads.
    async fn done(&self, path: &str, body: &str) -> String {
        let (status, to, page) = self.post(path, body).await;
        let at = page.find("role=\"alert\"").unwrap_or(0);
        assert_eq!(
            status,
            StatusCode::SEE_OTHER,
            "{path} {body}: {}",
            page[at..].chars().take(500).collect::<String>()
        );
        to
    }

    async fn refused(&self, path: &str, body: &str, number: &str) {
        let (status, _, page) = self.post(path, body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {body}");
        assert!(page.contains(number), "{path} {body}: no {number}");
    }

    async fn page(&self, path: &str) -> String {
        let at = if path.starts_with("/s/") { path.to_owned() } else { format!("/s/{CODE}{path}") };
        let answer = send(&self.app.router, get(&at, &self.cookie)).await;
        let status = answer.status();
        let page = text(answer).await;
        assert_eq!(status, StatusCode::OK, "{path}: {page}");
        assert!(page.len() <= 60_000, "{path}: {} bytes", page.len());
        page
    }
}

#[tokio::test]
async fn registers_of_the_office_are_kept_by_plain_forms() {
    let o = Office::new().await;
    let on = typed("०१-०४-२०२५");
    let resolved = typed("७: खाद मँगाई जाए\n8: भवन की मरम्मत");
    let meet = format!("body=board&held={on}&present={}&chair=Hari&resolved={resolved}&number=", typed("९"));
    let deeds = [
        ("meet", meet.clone()),
        (
            "enter-article",
            format!("name=chair&how_many={}&since={on}&condition=good&place=office&cost=&number=", typed("१२")),
        ),
        ("write-off", "number=1&how_many=2&reason=broken&resolution=8".to_owned()),
        (
            "enter-policy",
            format!(
                "policy_kind=insurance&number=P-1&covers=godown&issuer=insurer&from={on}&until=31-03-2026&insured=500000"
            ),
        ),
        ("enter-plot", format!("member=2&khata=45&khasra=310&land={}&irrigated=yes&crop=paddy&charge=", typed("२० ८"))),
        ("sign-bond", format!("loan=ST-103&sureties={}&signed={on}&document=17", typed("1, 2"))),
        ("set-keeper", format!("member=1&activity=dairy&from={on}&until=&resolution=8")),
        ("note-nominal", "member=7&purpose=loan&guarantor=1".to_owned()),
    ];
    for (deed, body) in &deeds {
        let form = o.page(&format!("/office/do/{deed}")).await;
        assert!(form.contains("<form"), "{deed}");
        let to = o.done(&format!("/office/do/{deed}"), body).await;
        let receipt = o.page(&to).await;
        assert!(receipt.contains("do/reverse?entry="), "{deed}: it can be taken back");
    }
    let minutes = o.page("/office/minutes").await;
    assert!(minutes.contains("B/25-26/1") && minutes.contains("भवन की मरम्मत") && minutes.contains("नियम तय नहीं"));
    assert!(o.page("/office/dead-stock").await.contains(">10<"), "twelve less two");
    assert!(o.page("/office/policies").await.contains("5,00,000.00"));
    let land = o.page("/office/land").await;
    assert!(land.contains("45/310") && land.contains("20 नाली") && land.contains("/members/2\""));
    let past = between(&land, "/office/land/", "\"");
    assert!(o.page(&format!("/office/land/{past}")).await.contains("/receipt/"), "what it was counted from");
    let bonds = o.page("/office/bonds").await;
    assert!(bonds.contains("ST-103") && bonds.contains("(2)"));
    assert!(o.page("/office/keepers").await.contains("दुग्ध"));
    assert!(o.page("/books/nominal").await.contains(">loan<"));
    // a resolution that stands in the minutes is offered where one is asked for
    let form = o.page("/office/do/write-off").await;
    assert!(form.contains("<option value=\"8 / 01-04-2025\">"), "{form}");
    // what is wrong ends in its number
    o.refused("/office/do/meet", &meet, "S4647").await;
    o.refused("/office/do/meet", &meet.replace("body=board", "body=x"), "S5029").await;
    o.refused("/office/do/write-off", "number=1&how_many=11&reason=x&resolution=8", "S4649").await;
    o.refused("/office/do/sign-bond", &format!("loan=ST-103&sureties=4&signed={on}&document="), "S4653").await;
    o.refused("/office/do/enter-plot", "member=3&khata=45&khasra=310&land=3&irrigated=no&crop=&charge=", "S4651").await;
    o.refused("/office/do/set-keeper", &format!("member=1&activity=dairy&from={on}&until=&resolution=8"), "S4645")
        .await;
    o.refused("/office/do/pay-dividend", "member=1&paid_to=x&pay=cash", "S4643").await;
    o.refused("/office/do/number-shares", "certificate=9&first_share=1&last_share=5", "S5026").await;
}

/// The clock of the year's end: 4 May 2026, noon in India.
const LATER: Instant = Instant(1_777_876_200_000);

#[tokio::test]
async fn a_years_dividend_goes_from_the_general_body_to_the_members_hand() {
    let o = Office::new().await;
    for (key, value) in [("one-person", "yes"), ("education-fund", "1000"), ("dividend-cap", "20")] {
        o.done("/rules", &format!("id=&key={key}&value={value}&from=01-04-2025&order=7&source=")).await;
    }
    let voucher = |debit: &str, credit: &str, amount: &str| {
        format!("id=&debit={debit}&credit={credit}&amount={amount}&narration=x")
    };
    // sums above two lakh come through the bank
    o.done("/do/voucher", &voucher("BANK", "INC_ADM", "1000000")).await;
    o.done("/do/voucher", &voucher("BANK", "DAIRY_SALE", "500000")).await;
    o.done("/do/voucher", &voucher("CASH", "BANK", "1500000")).await;
    let keeper = "member=1&activity=dairy&from=01-04-2025&until=&resolution=8";
    o.done("/office/do/set-keeper", keeper).await;
    o.done("/day/end", "id=&n50000=3000").await;
    // a year later, at the same society
    let later = Arc::new(FixedClock(LATER));
    let desk = Arc::new(desk::Desk::open(o.app.folder(), "", later).expect("opened again"));
    let router = web::router(web::Web::new(desk.clone()));
    let login = send(&router, form("/login", &format!("login=sachiv&password={PASSWORD}&next=/"))).await;
    let cookie = login.headers()[header::SET_COOKIE].to_str().expect("ASCII").split(';').next().expect("a cookie");
    let cookie = cookie.to_owned();
    let post = async |path: &str, body: &str| {
        let answer = send(&router, posted(&format!("/s/{CODE}{path}"), body, &cookie)).await;
        (answer.status(), text(answer).await)
    };
    let page = async |path: &str| text(send(&router, get(&format!("/s/{CODE}{path}"), &cookie)).await).await;
    assert_eq!(post("/day/begin", "id=&date=04-05-2026").await.0, StatusCode::SEE_OTHER);
    let command = || CommandId(uuid::Uuid::now_v7()).0;
    let close = format!("command={}&do=close&year=2025", command());
    assert_eq!(post("/year-end", &close).await.0, StatusCode::SEE_OTHER);
    let asked = page("/year-end?y=2025").await;
    assert!(asked.contains("name=\"dividend_dairy\"") && asked.contains("1 सदस्य, अंश"), "one keeps cattle");
    let divide = |more: &str| {
        format!(
            "command={}&do=divide&year=2025&resolution=3&meeting=2026-05-03&overdue=0&recovered=&reserve=25&redemption={more}",
            command()
        )
    };
    let (status, no) = post("/year-end", &divide("&dividend_fishery=5")).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && no.contains("S4642"), "nobody keeps fish");
    let funds = "&fund1=BLDG_FUND&fund_amount1=5000&fund2=OTHER_FUND&fund_amount2=2000";
    let (status, said) = post("/year-end", &divide(&format!("&dividend=1&dividend_dairy=2{funds}"))).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{said}");
    // register 29: what the ledger owes is what the list says is unpaid
    let register = page("/office/dividends").await;
    let about = between(&register, "खाता-बही में देय लाभांश", "</p>");
    let figures: Vec<&str> = about.split_whitespace().filter(|w| w.contains('.') && w.contains(',')).collect();
    assert!(figures.len() == 2 && figures[0] == figures[1], "{about}");
    assert!(register.contains("दुग्ध के सदस्य") && register.contains("pay-dividend?member=1\""));
    // paid in cash to member 1, both of his dividends at once
    let asked = page("/office/do/pay-dividend?member=1").await;
    assert!(asked.contains("name=\"paid_to\"") && asked.contains("2025-26"), "{asked}");
    let (status, _) = post("/office/do/pay-dividend", "id=&member=1&paid_to=x&pay=cash").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let after = page("/office/dividends").await;
    assert!(!after.contains("pay-dividend?member=1\"") && after.contains("/receipt/"));
    let again = post("/office/do/pay-dividend", "id=&member=1&paid_to=x&pay=cash").await;
    assert!(again.1.contains("S4643"));
    // to member 2 through the bank; his savings are offered too
    let accounts = page("/office/do/pay-dividend?member=2").await;
    assert!(accounts.contains("account:SB-101"));
    let (status, said) = post("/office/do/pay-dividend", "id=&member=2&paid_to=x&pay=bank%3ABANK").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{said}");
    let both = page("/office/dividends").await;
    let words = between(&both, "खाता-बही में देय लाभांश", "</p>");
    let figures: Vec<&str> = words.split_whitespace().filter(|w| w.contains('.') && w.contains(',')).collect();
    assert!(figures.len() == 2 && figures[0] == figures[1], "{words}");
    let book = send(&router, get(&format!("/s/{CODE}/office/dividends?as=xlsx"), &cookie)).await;
    assert_eq!(book.status(), StatusCode::OK);
}
