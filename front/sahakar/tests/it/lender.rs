//! The year of a lender by its pages, in the demonstration: every deed is looked for on the page that leads to it, filled in and sent, as the
//! secretary does it; its receipt is opened, and what the lists show afterwards is read.

use crate::forms::{Pages, demonstration};
use crate::pages::{form_body, forms};
use axum::http::StatusCode;
use credit::AccountKind;
use keep::view;

/// A deed's form, its boxes filled with these, sent; gives the receipt as it is shown.
fn does(pages: &Pages, path: &str, typed: &[(&str, &str)]) -> String {
    let (to, text) = tried(pages, path, typed);
    assert!(to.contains("/receipt/"), "{path}: {}", alert(&text));
    let (status, _, receipt) = pages.get(&to);
    assert_eq!(status, StatusCode::OK, "{to}");
    receipt
}

/// The same, wherever it leads.
fn tried(pages: &Pages, path: &str, typed: &[(&str, &str)]) -> (String, String) {
    let path = if path.starts_with(&pages.base) { path.to_owned() } else { format!("{}{path}", pages.base) };
    let (status, _, text) = pages.get(&path);
    assert_eq!(status, StatusCode::OK, "{path}");
    let form = forms(&text, &path).into_iter().find(|f| f.post && !f.action.contains("/logout")).expect("a form");
    for (name, _) in typed {
        assert!(form.fields.iter().any(|f| f.name == *name), "{path} has no box {name}");
    }
    let filled = form.fields.iter().map(|f| {
        let value = typed.iter().find(|(name, _)| *name == f.name).map_or(&f.value[..], |(_, v)| v);
        (&f.name[..], value)
    });
    let (_, to, text) = pages.post(&form.action, form_body(filled));
    (to, text)
}

fn alert(text: &str) -> String {
    text.find("role=\"alert\"").map_or_else(String::new, |at| text[at..].chars().take(500).collect())
}

fn page(pages: &Pages, path: &str) -> String {
    let (status, _, text) = pages.get(&format!("{}{path}", pages.base));
    assert_eq!(status, StatusCode::OK, "{path}");
    text
}

/// An address on this page that holds all of these.
fn link(text: &str, parts: &[&str]) -> String {
    let found = crate::pages::links(text).into_iter().find(|l| parts.iter().all(|p| l.contains(p)));
    found.unwrap_or_else(|| panic!("no link with {parts:?}"))
}

/// The newest account of a kind.
fn newest(pages: &Pages, kind: AccountKind) -> String {
    let mut last = 0;
    let read = pages.desk.read(|t| {
        view::each_account(t, pages.society, kind, |a| {
            last = last.max(a.no.parse().unwrap_or(0));
            Ok(())
        })
    });
    read.expect("read");
    format!("{}-{last}", kind.letters())
}

/// A member to whom nothing stands in the way.
fn member(pages: &Pages) -> String {
    let members =
        pages.desk.read(|t| view::members(t, pages.society, "", "", view::Page::number(1, 40))).expect("read");
    let free = |no: &str| {
        let his = pages.desk.read(|t| keep::deciding::accounts_of_member(t, pages.society, no)).expect("read");
        his.iter().all(|a| !a.kind.is_asset())
    };
    members.rows.iter().find(|m| free(&m.no)).expect("one without a loan").no.clone()
}

#[test]
fn gold_is_pledged_and_given_back_by_its_pages() {
    let dir = tempfile::tempdir().expect("a folder");
    let pages = demonstration(dir.path());
    let member = member(&pages);
    let pledge = [
        ("pledger", &member[..]),
        ("appraiser", "सुनार"),
        ("amount", "१,००,०००"),
        ("resolution", "5 / 01-11-2025"),
        ("ornament.0", "हार"),
        ("pieces.0", "1"),
        ("gross.0", "25"),
        ("net.0", "२२.०"),
        ("purity.0", "916"),
    ];
    let (to, text) = tried(&pages, "/lender/do/pledge", &pledge);
    assert!(to.is_empty() && text.contains("S4101"), "no rate of gold is set: {}", alert(&text));
    assert!(text.contains("value=\"हार\""), "what was typed stands there");
    let rate = [("key", "gold-rate"), ("value", "9,000"), ("from", "01-04-2025"), ("order", "RCS/9")];
    let (to, text) = tried(&pages, "/rules", &rate);
    assert!(to.ends_with("/rules"), "{}", alert(&text));
    does(&pages, "/lender/do/pledge", &pledge);
    let held = page(&pages, "/lender/gold");
    assert!(held.contains("हार") && held.contains("1,81,368"), "22 g × 916/1000 × ₹ 9,000");
    let loan = newest(&pages, AccountKind::LoanGold);
    does(&pages, &format!("/do/disburse?a={loan}"), &[("amount", "1000"), ("count", "1")]);
    let (_, text) = tried(&pages, "/lender/do/release-gold", &[("loan", &loan), ("gold_to", "स्वयं")]);
    assert!(text.contains("S4359"), "it is owed on: {}", alert(&text));
    does(&pages, &format!("/do/repay?a={loan}"), &[("amount", "1000")]);
    does(&pages, "/lender/do/release-gold", &[("loan", &loan), ("gold_to", "स्वयं")]);
}

#[test]
fn an_agent_collects_is_paid_and_ends_by_his_pages() {
    let dir = tempfile::tempdir().expect("a folder");
    let pages = demonstration(dir.path());
    let member = member(&pages);
    let open = [("product", "DD"), ("amount", "10"), ("months", "12")];
    does(&pages, &format!("/do/open-deposit?a={member}"), &open);
    let first = newest(&pages, AccountKind::Dd);
    does(&pages, &format!("/do/open-deposit?a={member}"), &open);
    let second = newest(&pages, AccountKind::Dd);
    does(&pages, "/lender/do/set-agent", &[("agent", "A1"), ("agent_name", "मोहन")]);
    let list = [("account.0", &first[..]), ("amount.0", "५०"), ("account.2", &second[..]), ("amount.2", "100")];
    let wrong = [list[0], ("amount.0", "पचास")];
    let (_, text) = tried(&pages, "/lender/do/collect", &wrong);
    assert!(text.contains("S5029") && text.contains("पंक्ति 1"), "the line is named: {}", alert(&text));
    does(&pages, "/lender/do/collect", &list);
    let agents = page(&pages, "/lender/agents");
    let his = link(&agents, &["/lender/agent/A1"]);
    let (_, _, his) = pages.get(&his);
    assert!(his.contains("150"), "both are counted");
    let receipt = does(&pages, "/lender/agent/A1", &[]);
    assert!(receipt.contains("3.00"), "two per cent of 150");
    does(&pages, "/lender/do/set-agent", &[("agent", "A1"), ("agent_name", "मोहन"), ("agent_ended", "yes")]);
    let (_, text) = tried(&pages, "/lender/do/set-agent", &[("agent", ""), ("agent_name", "")]);
    assert!(!alert(&text).is_empty(), "an agent needs a name");
}

#[test]
fn a_loan_is_acknowledged_sued_for_and_its_suit_moves_by_pages() {
    let dir = tempfile::tempdir().expect("a folder");
    let pages = demonstration(dir.path());
    let open = pages.desk.read(|t| keep::deciding::open_day(t, pages.society)).expect("read");
    let open = open.expect("an open day");
    let day = lipi::date::format(open);
    // one that is not barred yet
    let all = pages.desk.recoveries(pages.society).expect("read");
    let mut barred = all.iter().filter(|r| r.limitation.is_some_and(|l| l.until < open));
    let loan = all.iter().find(|r| r.limitation.is_some_and(|l| l.until > open)).expect("a loan").loan.clone();
    if let Some(r) = barred.next() {
        let suit = [("amount", "100"), ("brought", &day[..]), ("forum", "x"), ("case", "1")];
        let (_, text) = tried(&pages, &format!("/do/sue?a={}", r.loan), &suit);
        assert!(text.contains("S4130"), "it is barred: {}", alert(&text));
    }
    does(&pages, &format!("/do/acknowledge?a={loan}"), &[("amount", "100"), ("signed", &day)]);
    let suit = [("amount", "100"), ("brought", &day[..]), ("forum", "सहायक निबन्धक"), ("case", "12/2025")];
    does(&pages, &format!("/do/sue?a={loan}"), &suit);
    let heard = [("loan", &loan[..]), ("suit_on", &day), ("stage", "heard"), ("suit_note", "तारीख मिली")];
    does(&pages, "/lender/do/move-suit", &heard);
    let settled = [("loan", &loan[..]), ("suit_on", &day), ("stage", "settled")];
    does(&pages, "/lender/do/move-suit", &settled);
    let (_, text) = tried(&pages, "/lender/do/move-suit", &heard);
    assert!(text.contains("S4361"), "it is over: {}", alert(&text));
    assert!(page(&pages, "/lender/suits").contains("12/2025"));
}

#[test]
fn a_passbook_goes_on_where_it_stopped_on_every_paper() {
    let dir = tempfile::tempdir().expect("a folder");
    let pages = demonstration(dir.path());
    does(&pages, &format!("/do/open-deposit?a={}", member(&pages)), &[("product", "SB"), ("amount", "500")]);
    let account = newest(&pages, AccountKind::Sb);
    let path = format!("/lender/passbook/{account}");
    for paper in ["a5", "80", "58"] {
        let text = page(&pages, &format!("{path}?paper={paper}"));
        assert!(text.contains("500.00") && text.contains("class=\"qr\""), "{paper}");
        assert!(text.contains("SAHAKAR:"), "what the square says is written beside it, too");
    }
    does(&pages, &path, &[("lines", "1")]);
    assert!(!page(&pages, &path).contains("500.00"), "printed once");
    does(&pages, &format!("/do/deposit?a={account}"), &[("amount", "७")]);
    let text = page(&pages, &path);
    assert!(text.contains("507.00") && !text.contains("class=\"soc\">श्री"), "only what follows");
    let fixed = [("product", "FD"), ("amount", "5000"), ("months", "12")];
    does(&pages, &format!("/do/open-deposit?a={}", member(&pages)), &fixed);
    let certificate = page(&pages, &format!("/lender/certificate/{}", newest(&pages, AccountKind::Fd)));
    assert!(certificate.contains("5,000.00") && certificate.contains("class=\"qr\""));
}

#[test]
fn what_is_bad_is_provided_for_and_who_is_due_is_reminded_by_pages() {
    let dir = tempfile::tempdir().expect("a folder");
    let pages = demonstration(dir.path());
    does(&pages, "/lender/npa", &[]);
    let (_, _, npa) = pages.get(&format!("{}/lender/npa", pages.base));
    let again = forms(&npa, "/lender/npa").into_iter().any(|f| f.action.ends_with("/lender/do/provide"));
    assert!(!again, "only the difference is posted, and there is none");
    let due = pages.desk.to_remind(pages.society, "").expect("read").iter().filter(|r| !r.done).count();
    let (to, text) = tried(&pages, "/lender/do/remind", &[]);
    match due {
        0 => assert!(text.contains("S4357"), "nobody is due: {}", alert(&text)),
        _ => assert!(to.contains("/receipt/"), "{}", alert(&text)),
    }
}

#[test]
fn many_heads_many_goods_and_a_count_go_through_their_tables() {
    let dir = tempfile::tempdir().expect("a folder");
    let pages = demonstration(dir.path());
    let heads = pages.desk.read(|t| view::heads(t, pages.society)).expect("read");
    let name = |code: &str| heads.iter().find(|h| h.code == code).map(|h| h.name.clone()).expect("a head");
    let (travel, cash) = (name("EXP_TRAVEL"), name("CASH"));
    let mut voucher = vec![
        ("narration", "ब्लॉक जाना"),
        ("head.0", &travel[..]),
        ("debit_sum.0", "१२०"),
        ("head.1", "EXP_MEETING"),
        ("debit_sum.1", "30"),
        ("head.3", &cash[..]),
        ("credit_sum.3", "140"),
    ];
    let (_, text) = tried(&pages, "/journal", &voucher);
    assert!(text.contains("S40") && text.contains("value=\"१२०\""), "both sides differ: {}", alert(&text));
    voucher[6].1 = "150";
    let receipt = does(&pages, "/journal", &voucher);
    assert!(receipt.contains("150.00"));
    let (_, text) = tried(&pages, "/journal", &[("narration", "x"), ("head.0", "कोई नहीं"), ("debit_sum.0", "1")]);
    assert!(text.contains("S5029") && text.contains("पंक्ति 1"), "{}", alert(&text));
    // more lines are asked for and nothing is done
    let (_, _, text) = pages.get(&format!("{}/journal", pages.base));
    let rows = |text: &str| text.matches("name=\"head.").count();
    let before = rows(&text);
    let (status, to, text) = pages.post(&format!("{}/journal", pages.base), "more=1&head.0=CASH".into());
    assert!(status == StatusCode::OK && to.is_empty() && rows(&text) > before && text.contains("value=\"CASH\""));
}
