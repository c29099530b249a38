//! The business day by its pages: what stands in the way of its end, outage slips, the day sheet.

use crate::pages::{App, entered, get, send, text};
use crate::people::posted;
use crate::sample::CODE;
use axum::http::StatusCode;
use desk::act::Act;
use desk::{Role, Who};
use kernel::CommandId;
use sql::Sql;

/// Does what a page asks for.
async fn post(app: &App, cookie: &str, path: &str, body: &str) -> (StatusCode, String) {
    let answer = send(&app.router, posted(&format!("/s/{CODE}{path}"), body, cookie)).await;
    (answer.status(), text(answer).await)
}

async fn page(app: &App, cookie: &str, path: &str) -> String {
    let answer = send(&app.router, get(&format!("/s/{CODE}{path}"), cookie)).await;
    let status = answer.status();
    let body = text(answer).await;
    assert_eq!(status, StatusCode::OK, "{path}: {body}");
    assert!(body.len() <= 60_000, "{path}: {} bytes", body.len());
    body
}

async fn begun(date: &str) -> (App, String) {
    let (app, sachiv) = entered("sachiv").await;
    let (status, body) = post(&app, &sachiv, "/day/begin", &format!("id=&date={date}")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    (app, sachiv)
}

/// Changes a shadow beside the door, as a damaged disk or a bug would.
fn damage(app: &App, statement: Sql) {
    let db = sql::Db::open(&format!("sqlite:{}", app.folder().join("sahakar.db").display())).expect("the store");
    db.tx::<_, sql::Error>(|t| t.exec(statement, &[desk::society_id(CODE).0.into()])).expect("changed");
}

/// Addresses in the list of obstacles, in its order.
fn links(page: &str) -> Vec<String> {
    let list = page.split_once("<ul class=\"list\"").map_or("", |p| p.1);
    let list = list.split_once("</ul>").map_or("", |p| p.0);
    list.split("href=\"").skip(1).filter_map(|p| p.split('"').next()).map(|h| h.replace("&amp;", "&")).collect()
}

#[tokio::test]
async fn each_obstacle_leads_to_where_it_is_mended() {
    const STOCK: Sql = Sql(
        "INSERT INTO goods_stock (society_id, item, batch, godown, expiry, received, qty, value) VALUES ($1, 'UREA', '', 'G1', NULL, 0, -1, 0)",
    );
    const TRANSFER: Sql = Sql("INSERT INTO balance (society_id, head, debit, credit) VALUES ($1, 'TRANSFER', 700, 0)");
    const APART: Sql = Sql(
        "INSERT INTO account_now (society_id, kind, no_key, no, member_key, member_no, product, head, opened, due, rate, last_day, open, sanctioned, drawn, principal, interest, penal, charges, surplus, deposit, earned, lien) VALUES ($1, 3, '9', '9', '1', '1', 'SB', 'SB', '', '', NULL, '', 1, 0, 0, 0, 0, 0, 0, 0, 900, 0, 0)",
    );
    let (app, sachiv) = begun("20-11-2025").await;
    let desk = app.desk();
    let id = desk::society_id(CODE);
    // an operator's money waits for a second person
    let line = |head: &str, debit, credit| books::Line {
        head: head.into(),
        debit: kernel::Paise(debit),
        credit: kernel::Paise(credit),
        source: None,
    };
    let voucher = books::decide::PostVoucher {
        date: "2025-11-20".parse().expect("a day"),
        number: String::new(),
        narration: "x".into(),
        lines: vec![line("BANK", 100, 0), line("BORROW", 0, 100)],
    };
    let command = CommandId(uuid::Uuid::from_u128(77));
    desk.act(&Who::local(Role::Operator), id, command, &Act::Voucher(voucher).into()).expect("waits");
    damage(&app, STOCK);
    damage(&app, TRANSFER);
    damage(&app, APART);
    // a file where the folder of backups should be
    let backup = app.folder().join("backup");
    let _ = std::fs::remove_dir_all(&backup);
    std::fs::write(&backup, b"no folder").expect("written");
    let (status, body) = post(&app, &sachiv, "/day/end", "id=&n10000=1").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(body.contains("S4029"), "{body}");
    assert!(body.contains("बचत जमा"), "a head is named, not its code: {body}");
    let links = links(&body);
    let mends = ["/waiting", "/do/voucher", "/heads/SB", "/trade/stock", "/heads/TRANSFER", "/help/backup-failed"];
    assert_eq!(links.len(), mends.len(), "{links:?}");
    for (link, mend) in links.iter().zip(mends) {
        assert!(link.contains(mend), "{link} where {mend} was expected");
        let there = send(&app.router, get(link, &sachiv)).await;
        assert_eq!(there.status(), StatusCode::OK, "{link}");
    }
    // mended, the obstacle is gone
    std::fs::remove_file(&backup).expect("removed");
    let (_, body) = post(&app, &sachiv, "/day/end", "id=").await;
    assert!(!body.contains("backup-failed") && !body.contains("/do/voucher\""), "{body}");
}

#[tokio::test]
async fn days_that_were_passed_over_are_told_before_a_later_one_is_begun() {
    let (app, sachiv) = begun("17-11-2025").await;
    let (status, body) = post(&app, &sachiv, "/day/end", "id=").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    // the clock of the sample stands at 24 November
    let asked = page(&app, &sachiv, "/day/begin").await;
    assert!(asked.contains("17-11-2025 के बाद के 6 दिन शुरू नहीं हुए"), "{asked}");
    let first = format!("href=\"/s/{CODE}/day/begin?date=2025-11-18\" data-key=\"1\"");
    assert!(asked.contains(&first), "{asked}");
    let form = page(&app, &sachiv, "/day/begin?date=2025-11-18").await;
    assert!(form.contains("value=\"18-11-2025\""), "{form}");
    assert_eq!(post(&app, &sachiv, "/day/begin", "id=&date=18-11-2025").await.0, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn slips_are_handed_out_entered_and_missed() {
    let (app, sachiv) = begun("20-11-2025").await;
    let rule = "id=&key=outage-hours&value=720&from=01-04-2025&order=7&source=";
    assert_eq!(post(&app, &sachiv, "/rules", rule).await.0, StatusCode::SEE_OTHER);
    let refused = post(&app, &sachiv, "/slips", "id=&first_slip=5&last_slip=1").await;
    assert!(refused.1.contains("S4036"));
    let (status, body) = post(&app, &sachiv, "/slips", "id=&first_slip=1&last_slip=%E0%A5%A7%E0%A5%A6").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    assert!(post(&app, &sachiv, "/slips", "id=&first_slip=8&last_slip=20").await.1.contains("S4630"));
    let list = page(&app, &sachiv, "/slips").await;
    assert!(list.contains("1 – 10") && list.contains("value=\"11\""), "the next range is proposed: {list}");
    let paper = page(&app, &sachiv, "/slips/print?first=1&last=10").await;
    assert_eq!(paper.matches("note-slip blank").count(), 10);
    // from the slip's number to the act's own form, the number in it
    let answer = send(&app.router, get(&format!("/s/{CODE}/slips?n=%E0%A5%A8"), &sachiv)).await;
    assert_eq!(answer.headers()["location"], format!("/s/{CODE}/slips/2"));
    let slip = page(&app, &sachiv, "/slips/2").await;
    assert!(slip.contains(&format!("/s/{CODE}/do/voucher?slip=2")));
    // the shop too: whatever form it leads to, the number stands in it
    for path in ["/trade/sell?", "/trade/sell?ration=1&", "/trade/do/buy?", "/trade/do/settle?", "/journal?"] {
        let path = format!("{path}slip=2");
        let led = slip.replace("&#38;", "&").replace("&amp;", "&");
        assert!(led.contains(&format!("href=\"/s/{CODE}{path}\"")), "{path}");
        let form = page(&app, &sachiv, &path).await;
        assert!(form.contains("name=\"slip\" value=\"2\""), "{path}");
    }
    // through the steps of a sale up to its payment
    let step = page(&app, &sachiv, "/trade/sell?begun=1&customer=n%3ASita&lines=UREA:1&slip=2").await;
    assert!(step.contains("name=\"slip\" value=\"2\""), "{step}");
    let form = page(&app, &sachiv, "/do/voucher?slip=2").await;
    assert!(form.contains("name=\"slip\" value=\"2\"") && form.contains("<details class=\"late\" open>"), "{form}");
    let whom = page(&app, &sachiv, "/do/deposit?slip=2").await;
    assert!(whom.contains("name=\"slip\" value=\"2\""), "the number goes along to the next step");
    let enter = |slip: i64| {
        format!(
            "id=&debit=BANK&credit=BORROW&amount=1&narration=x&happened=19-11-2025&late_reason=no+power&slip={slip}"
        )
    };
    let kept = post(&app, &sachiv, "/do/voucher", &enter(11)).await;
    assert!(kept.1.contains("S4631") && kept.1.contains("value=\"no power\""), "what was typed stands there again");
    for slip in [2, 5] {
        let (status, body) = post(&app, &sachiv, "/do/voucher", &enter(slip)).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    }
    assert!(post(&app, &sachiv, "/do/voucher", &enter(5)).await.1.contains("S4034"));
    let gaps = app.desk().read(|t| keep::view::slip_gaps(t, desk::society_id(CODE))).expect("read");
    assert_eq!(gaps, [1, 3, 4], "handed out before the last one entered, and not entered");
    assert!(page(&app, &sachiv, "/day").await.contains("1, 3, 4"));
    assert!(page(&app, &sachiv, "").await.contains(&format!("<a href=\"/s/{CODE}/slips\">")), "home says it too");
    let list = page(&app, &sachiv, "/slips").await;
    for n in gaps {
        assert!(list.contains(&format!("/s/{CODE}/slips/{n}\"")));
    }
}

/// The part of a page that a person reads.
fn main_of(page: &str) -> &str {
    page.split_once("<main").and_then(|p| p.1.split_once("</main>")).map_or("", |p| p.0)
}

#[tokio::test]
async fn a_day_sheet_printed_again_is_the_one_that_was_signed() {
    let (app, sachiv) = begun("20-11-2025").await;
    let desk = app.desk();
    let id = desk::society_id(CODE);
    let bank = |n: usize| format!("id=&debit=BANK&credit=BORROW&amount=1&narration=n{n}");
    for n in 0..90 {
        let (status, body) = post(&app, &sachiv, "/do/voucher", &bank(n)).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    }
    let (status, body) = post(&app, &sachiv, "/day/end", "id=").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    let screen = page(&app, &sachiv, "/day/2025-11-20").await;
    assert!(screen.contains(">n0<") && !screen.contains(">n89<"), "the screen has a part");
    let second = page(&app, &sachiv, "/day/2025-11-20?p=2").await;
    assert!(second.contains(">n89<") && !second.contains(">n0<"));
    let whole = |app: &App| {
        let request = get(&format!("/s/{CODE}/day/2025-11-20?all=1"), &sachiv);
        let router = app.router.clone();
        async move { text(send(&router, request).await).await }
    };
    let first = whole(&app).await;
    assert!(first.contains(">n0<") && first.contains(">n89<") && first.contains("data-print"), "paper has all");
    let book = send(&app.router, get(&format!("/s/{CODE}/day/2025-11-20?as=xlsx"), &sachiv)).await;
    assert_eq!(book.status(), StatusCode::OK);

    // the next days: one of its vouchers is taken back, another day is ended, the desk signs again
    assert_eq!(post(&app, &sachiv, "/day/begin", "id=&date=21-11-2025").await.0, StatusCode::SEE_OTHER);
    let day = "2025-11-20".parse().expect("a day");
    let voucher = desk.read(|t| keep::view::vouchers_of_day(t, id, day, 1)).expect("read").0[0].entry;
    let back = format!("id=&entry={}%2F{}&reason=x", voucher.0, voucher.1);
    assert_eq!(post(&app, &sachiv, "/do/reverse", &back).await.0, StatusCode::SEE_OTHER);
    assert_eq!(post(&app, &sachiv, "/day/end", "id=").await.0, StatusCode::SEE_OTHER);
    let again = whole(&app).await;
    assert_eq!(main_of(&again), main_of(&first), "a sheet printed again is the first one");

    // its seal covers the day's end and nothing after it, and is this desk's
    let d = desk.read(|t| keep::view::business_day(t, id, day)).expect("read").expect("the day");
    let seal = desk.seal_of(id, &d).expect("sealed");
    assert!(first.contains(seal.lines().nth(2).expect("a root")), "it stands on the sheet");
    let log = desk.read(|t| keep::open_log(t, id, kernel::DeskId(d.desk))).expect("read").expect("a log");
    let opened = register::Checkpoint::open(&seal, &log.origin, &desk.public_key()).expect("it verifies");
    assert_eq!(opened.size, d.ended.expect("ended").0 as u64 + 1);
    // of a day ended before seals were kept it is made again, letter by letter
    const FORGET: Sql = Sql("DELETE FROM day_seal WHERE society_id = $1");
    damage(&app, FORGET);
    assert_eq!(desk.seal_of(id, &d).expect("made again"), seal);
}

#[tokio::test]
async fn demand_and_collection_are_grouped_by_category_too() {
    use society::person::Field;
    use society::terms::Caste;
    let (app, sachiv) = begun("20-11-2025").await;
    let desk = app.desk();
    for (n, caste) in [Caste::General, Caste::Sc, Caste::St, Caste::Obc].into_iter().enumerate() {
        let change = society::decide::ChangeMember {
            to: vec![Field::Caste(Some(caste))],
            reason: "x".into(),
            although: Some("x".into()),
        };
        let act = Act::ChangeMember { member_no: (n + 1).to_string(), change };
        let command = CommandId(uuid::Uuid::from_u128(70_000 + n as u128));
        desk.act(&Who::local(Role::Secretary), desk::society_id(CODE), command, &act.into()).expect("changed");
    }
    let mut sums = Vec::new();
    for by in ["all", "village", "kind", "category"] {
        let body = page(&app, &sachiv, &format!("/books/dcb?y=2019&by={by}&all=1")).await;
        let total = body.split("<tr class=\"strong\">").nth(1).expect("a total");
        let figures: Vec<&str> = total.split("class=\"num\">").skip(1).filter_map(|p| p.split('<').next()).collect();
        assert_eq!(figures.len(), 14, "{by}: {total}");
        sums.push(figures.join(" "));
        if by == "category" {
            for word in ["सामान्य", "अनुसूचित जाति", "अनुसूचित जनजाति", "अन्य पिछड़ा वर्ग", "नहीं लिखा"]
            {
                assert!(main_of(&body).contains(word), "{word}");
            }
        }
        let book = send(&app.router, get(&format!("/s/{CODE}/books/dcb?y=2019&by={by}&as=xlsx"), &sachiv)).await;
        assert_eq!(book.status(), StatusCode::OK, "{by}");
    }
    assert!(sums[0].contains("44,66,383.50") && sums.iter().all(|s| *s == sums[0]), "{sums:?}");
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("read") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// An old backup was put in place of the data folder, and work went on; then both go to the seat above.
#[tokio::test]
async fn a_fork_is_said_on_every_page_with_a_number_and_what_to_do() {
    let (app, sachiv) = begun("20-11-2025").await;
    let (desk, id) = (app.desk(), desk::society_id(CODE));
    let above = tempfile::tempdir().expect("a folder");
    let state = crate::sample::desk(above.path());
    let given = state.let_in(&Who::local(Role::Officer), CODE).expect("let in");
    let operator = Who::local(Role::Operator);
    let seat = desk.join(&operator, id, "http://seat.invalid", &given.code, &mut |p| state.receive(p)).expect("joined");
    let send = |desk: &desk::Desk| {
        let sent = desk.exchange(&seat, &mut |p| state.receive(p)).expect("exchanged");
        state.draw_received().expect("drawn");
        sent
    };
    send(&desk);
    let old = tempfile::tempdir().expect("a folder");
    copy_folder(app.folder(), old.path());
    let voucher = |n: u32| format!("id=&debit=BANK&credit=BORROW&amount={n}&narration=x");
    assert_eq!(post(&app, &sachiv, "/do/voucher", &voucher(1)).await.0, StatusCode::SEE_OTHER);
    send(&desk);
    assert!(!page(&app, &sachiv, "/day").await.contains("S4632"), "nothing is said before");
    // what the seat refuses is said where the work is done; that the line is down only on the page of the exchange
    let noted = crate::sample::desk(app.folder());
    let router = web::router(web::Web::new(noted.clone()));
    let shows = async |path: &str, number: u16| {
        let body = text(crate::pages::send(&router, get(&format!("/s/{CODE}{path}"), &sachiv)).await).await;
        body.contains(&format!("S{number}"))
    };
    for (number, on_every_page) in [(5113, true), (5104, false)] {
        noted.note_line(Some((kernel::Refusal::new(number).with("address", "x").with("cause", "y"), Vec::new())));
        assert_eq!(shows("/day", number).await, on_every_page, "{number}");
        assert!(shows("/exchange", number).await, "{number}");
    }
    // what a seat takes nothing of is said of that society alone
    noted.note_line(Some((kernel::Refusal::new(5114), vec![kernel::SocietyId(id.0 + 1)])));
    assert!(!shows("/day", 5114).await);
    noted.note_line(Some((kernel::Refusal::new(5114), vec![id])));
    assert!(shows("/day", 5114).await);
    noted.note_line(None);
    assert!(!shows("/exchange", 5104).await);

    // the old copy writes on before it hears of it
    let router = web::router(web::Web::new(crate::sample::desk(old.path())));
    let write = posted(&format!("/s/{CODE}/do/voucher"), &voucher(2), &sachiv);
    assert_eq!(crate::pages::send(&router, write).await.status(), StatusCode::SEE_OTHER);
    let twin = crate::sample::desk(old.path());
    let books = twin.read(|t| keep::view::trial_balance(t, id)).expect("read");
    assert_eq!(send(&twin).forked.len(), 1);
    assert_eq!(twin.read(|t| keep::view::trial_balance(t, id)).expect("read"), books, "nothing here is replaced");
    // kept: also after the program starts anew, on every page, in both languages
    let router = web::router(web::Web::new(crate::sample::desk(old.path())));
    for path in ["", "/day", "/day/end", "/members", "/do/voucher", "/trial-balance", "/reports"] {
        for lang in ["hi", "en"] {
            let cookie = format!("{sachiv}; lang={lang}");
            let body = text(crate::pages::send(&router, get(&format!("/s/{CODE}{path}"), &cookie)).await).await;
            assert!(body.contains("S4632") && body.contains(&format!("/s/{CODE}/exchange\"")), "{path} {lang}");
        }
    }
    let body = text(crate::pages::send(&router, get(&format!("/s/{CODE}/exchange"), &sachiv)).await).await;
    assert!(body.contains("दो कड़ियाँ") && body.contains("अधिकारी को बुलाएँ"), "its page says what to do");
    // the seat has both, and its figures are those that came first
    let log = sync::LogId { society: id, desk: kernel::DeskId(1) };
    assert_eq!(state.read(|t| keep::exchange::forks(t, log)).expect("read").len(), 1);
}

#[tokio::test]
async fn a_society_opens_a_head_of_its_own() {
    let (app, sachiv) = begun("20-11-2025").await;
    assert!(page(&app, &sachiv, "/trial-balance").await.contains("/heads/open\""));
    assert!(page(&app, &sachiv, "/setup").await.contains("/heads/open\""));
    let open = |kind: &str, name: &str| format!("id=&head_kind={kind}&head_name={name}");
    assert_eq!(post(&app, &sachiv, "/heads/open", &open("bank", "Nainital+Bank")).await.0, StatusCode::SEE_OTHER);
    assert_eq!(post(&app, &sachiv, "/heads/open", &open("expense", "Tea")).await.0, StatusCode::SEE_OTHER);
    assert!(post(&app, &sachiv, "/heads/open", &open("income", "%20TEA+")).await.1.contains("S4633"));
    assert!(post(&app, &sachiv, "/heads/open", &open("income", "")).await.1.contains("S4634"));
    // it can be written under, and paid through
    let voucher = "id=&debit=OWN_1&credit=BANK_1&amount=1&narration=x";
    let (status, body) = post(&app, &sachiv, "/do/voucher", voucher).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    assert!(page(&app, &sachiv, "/do/admit").await.contains("bank:BANK_1"));
    let sheet = page(&app, &sachiv, "/reports/balance-sheet?from=2025-04-01&to=2026-03-31").await;
    assert!(sheet.contains("Nainital Bank"), "the statements show it");
}

/// Where an answer leads.
fn to(answer: &axum::http::Response<axum::body::Body>) -> String {
    answer.headers()["location"].to_str().expect("ASCII").to_owned()
}

#[tokio::test]
async fn a_form_sent_twice_is_done_once_and_says_so() {
    let (app, sachiv) = begun("20-11-2025").await;
    let body = format!("id={}&debit=BANK&credit=BORROW&amount=5&narration=x", uuid::Uuid::from_u128(5));
    let path = format!("/s/{CODE}/do/voucher");
    let first = to(&send(&app.router, posted(&path, &body, &sachiv)).await);
    let second = to(&send(&app.router, posted(&path, &body, &sachiv)).await);
    assert_eq!(second, format!("{first}&twice=1"), "the same receipt");
    assert!(!text(send(&app.router, get(&first, &sachiv)).await).await.contains("S4636"));
    assert!(text(send(&app.router, get(&second, &sachiv)).await).await.contains("S4636"));
    let day = "2025-11-20".parse().expect("a day");
    let done = app.desk().read(|t| keep::view::vouchers_of_day(t, desk::society_id(CODE), day, 9)).expect("read");
    assert_eq!(done.1.vouchers, 1);
}

/// Two people have the same voucher open; both take it back.
#[tokio::test]
async fn two_browsers_take_one_voucher_back_once() {
    let (app, one) = begun("20-11-2025").await;
    let login = format!("login=sachiv&password={}&next=/", crate::sample::PASSWORD);
    let answer = send(&app.router, crate::pages::form("/login", &login)).await;
    let two = answer.headers()["set-cookie"].to_str().expect("ASCII").split(';').next().expect("a value").to_owned();
    assert_ne!(one, two, "two sessions");
    assert_eq!(
        post(&app, &one, "/do/voucher", "id=&debit=BANK&credit=BORROW&amount=5&narration=x").await.0,
        StatusCode::SEE_OTHER
    );
    let (id, day) = (desk::society_id(CODE), "2025-11-20".parse().expect("a day"));
    let (desk, seq) = app.desk().read(|t| keep::view::vouchers_of_day(t, id, day, 1)).expect("read").0[0].entry;
    let mut ids = Vec::new();
    for browser in [&one, &two] {
        let form = page(&app, browser, &format!("/do/reverse?entry={desk}/{seq}")).await;
        let born = form.split("name=\"id\" value=\"").nth(1).and_then(|p| p.split('"').next()).expect("an id");
        ids.push(born.to_owned());
    }
    assert_ne!(ids[0], ids[1], "each form has its own command");
    let back = |id: &str| format!("id={id}&entry={desk}%2F{seq}&reason=x");
    assert_eq!(post(&app, &one, "/do/reverse", &back(&ids[0])).await.0, StatusCode::SEE_OTHER);
    let (status, said) = post(&app, &two, "/do/reverse", &back(&ids[1])).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said.contains("S4010") || said.contains("S4120"), "{said}");
    let rows = app.desk().read(|t| keep::view::trial_balance(t, id)).expect("read");
    let bank = rows.iter().find(|r| r.code == "BANK").expect("a bank");
    assert_eq!((bank.debit - bank.credit).0, 146_523_475, "taken back once");
}

#[tokio::test]
async fn more_paid_than_came_in_is_seen_everywhere_and_the_day_does_not_end() {
    let (app, sachiv) = begun("20-11-2025").await;
    let alone = "id=&key=one-person&value=yes&from=01-04-2025&order=7&source=";
    assert_eq!(post(&app, &sachiv, "/rules", alone).await.0, StatusCode::SEE_OTHER);
    let pay = format!("/s/{CODE}/do/voucher");
    let body = "id=&debit=BANK&credit=CASH&amount=70&narration=x";
    let receipt = to(&send(&app.router, posted(&pay, body, &sachiv)).await);
    assert!(text(send(&app.router, get(&receipt, &sachiv)).await).await.contains("S4635"));
    for path in ["", "/day"] {
        assert!(page(&app, &sachiv, path).await.contains("S4635"), "{path}");
    }
    assert!(post(&app, &sachiv, "/day/end", "id=").await.1.contains("S4029"));
    assert_eq!(
        post(&app, &sachiv, "/do/voucher", "id=&debit=CASH&credit=BANK&amount=70&narration=x").await.0,
        StatusCode::SEE_OTHER
    );
    assert!(!page(&app, &sachiv, "/day").await.contains("S4635"));
}

#[tokio::test]
async fn a_days_end_that_was_cut_short_is_told() {
    let (app, sachiv) = begun("20-11-2025").await;
    // what a run of the program leaves that was killed while it ended the day
    let mark = app.folder().join("ending").join(desk::society_id(CODE).0.to_string());
    let leave = || {
        std::fs::create_dir_all(mark.parent().expect("a folder")).expect("made");
        std::fs::write(&mark, "2025-11-20").expect("written");
    };
    assert!(!page(&app, &sachiv, "/day").await.contains("S463"));
    leave();
    assert!(page(&app, &sachiv, "/day").await.contains("S4637"), "still open");
    assert_eq!(post(&app, &sachiv, "/day/end", "id=").await.0, StatusCode::SEE_OTHER);
    assert!(
        !mark.exists() && !page(&app, &sachiv, "/day").await.contains("S463"),
        "ended, and nothing is left to tell"
    );
    leave();
    assert!(page(&app, &sachiv, "/day").await.contains("S4638"), "it was ended");
    assert_eq!(post(&app, &sachiv, "/day/begin", "id=&date=21-11-2025").await.0, StatusCode::SEE_OTHER);
    assert!(!page(&app, &sachiv, "/day").await.contains("S463"));
}

#[tokio::test]
async fn the_drawer_is_counted_and_the_days_end_opens_with_the_count() {
    let (app, sachiv) = begun("20-11-2025").await;
    let filled = |page: &str, note: &str| {
        let box_of = page.split_once(&format!("name=\"{note}\" value=\"")).expect("the box").1;
        box_of.split('"').next().expect("a value").to_owned()
    };
    let none = page(&app, &sachiv, "/day/end").await;
    assert!(none.contains("आज दराज अभी किसी ने नहीं गिनी") && filled(&none, "n500").is_empty());
    // what is no count is refused and stands there again
    let (status, body) = post(&app, &sachiv, "/day/count", "id=&n500=-3").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(body.contains("S4022") && filled(&body, "n500") == "-3", "{body}");
    let before = entries(&app);
    assert_eq!(post(&app, &sachiv, "/day/count", "id=&n500=%E0%A5%A9").await.0, StatusCode::SEE_OTHER);
    assert_eq!(entries(&app), before, "a count is no entry");
    let end = page(&app, &sachiv, "/day/end").await;
    assert!(end.contains("₹ 15.00") && filled(&end, "n500") == "3", "the end opens with it and says who counted");
    assert!(page(&app, &sachiv, "/day").await.contains("₹ 15.00"), "the day's page tells of it");
    // counted by somebody else afterwards, that count stands; who may not run the day counts nothing
    let id = desk::society_id(CODE);
    std::thread::sleep(std::time::Duration::from_millis(5));
    app.desk().count_cash(&Who::local(Role::Cashier), id, &[(500, 4)]).expect("counted");
    assert_eq!(filled(&page(&app, &sachiv, "/day/end").await, "n500"), "4");
    let no = app.desk().count_cash(&Who::local(Role::Auditor), id, &[(500, 9)]);
    assert!(matches!(no, Err(desk::Trouble::Refusal(r)) if r.number == 5001));
    // a count that is not the books' lets no day end; the next day knows nothing of it
    assert!(post(&app, &sachiv, "/day/end", "id=&n500=4").await.1.contains("S4029"));
    assert_eq!(post(&app, &sachiv, "/day/end", "id=").await.0, StatusCode::SEE_OTHER);
    assert!(post(&app, &sachiv, "/day/count", "id=&n500=4").await.1.contains("S4020"));
    assert_eq!(post(&app, &sachiv, "/day/begin", "id=&date=21-11-2025").await.0, StatusCode::SEE_OTHER);
    assert_eq!(app.desk().counted_cash(id).expect("read"), None);
}

/// Entries of the society's register.
fn entries(app: &App) -> u64 {
    let id = desk::society_id(CODE);
    let log = app.desk().read(|t| keep::open_log(t, id, kernel::DeskId(1))).expect("read").expect("a log");
    log.frontier.size()
}
