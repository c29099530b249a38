//! The pages of the State's rates: ordered at the seat, seen in the society beside what holds there, applied with one press, counted.

use crate::pages::{get, send, text};
use crate::people::posted;
use crate::permission::{officer, plain, seat};
use credit::product::{DepositKind, LoanKind, Product};
use desk::{Role, society_id};
use places::{Office, Scope};

const RULES: &str = "/s/HAWAL-1/lender/rules";

/// The value of the hidden field `apply`.
fn pressed(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("name=\"apply\" value=\"")?;
    rest.split('"').next().map(str::to_owned)
}

#[tokio::test]
async fn an_order_is_applied_with_one_press_and_counted_at_the_seat() {
    let folder = tempfile::tempdir().expect("a folder");
    let seat = seat(folder.path());
    let registrar = officer(&seat, "registrar", Office::Registrar, &Scope::State);
    let ar = officer(&seat, "ar", Office::Ar, &Scope::District(45));
    let own = plain(&seat, "own", Role::Secretary, society_id("HAWAL-1"));
    let app = web::router(web::Web::new(seat.clone()));
    let page = async |path: &str, cookie: &str| text(send(&app, get(path, cookie)).await).await;
    let body = "norm=subvention&contract_rate=6.5&subvention_rate=1.5&prompt_rate=3&cap=300000&allied_cap=200000&from=01-04-2027&order=31%2F2027&source=p.2";
    let may_not = |page: &str| ["S5001", "S5002"].iter().any(|n| page.contains(n));
    let no = text(send(&app, posted("/state/rates/new", body, &ar)).await).await;
    assert!(may_not(&no), "{no}");
    assert!(!page("/state/rates", &ar).await.contains("/state/rates/new"), "who may not order is offered no form");
    assert!(!page(RULES, &own).await.contains("31/2027"));
    let form = page("/state/rates/new?norm=subvention", &registrar).await;
    assert!(
        ["contract_rate", "prompt_rate", "last_drawal", "order"]
            .iter()
            .all(|f| form.contains(&format!("name=\"{f}\"")))
    );
    let done = send(&app, posted("/state/rates/new", body, &registrar)).await;
    assert_eq!(done.headers()["location"], "/state/rates");
    let again = text(send(&app, posted("/state/rates/new", body, &registrar)).await).await;
    assert!(again.contains("S3215") && again.contains("6.5"), "refused, with what was typed");
    let list = page("/state/rates", &registrar).await;
    assert!(list.contains("31/2027") && list.contains("0 / 4") && list.contains("6.50 / 1.50 / 3.00"), "{list}");
    // in the society: what the State says beside what holds here, and one press
    let rules = page(RULES, &own).await;
    let entry = pressed(&rules).expect("one press");
    assert!(rules.contains("6.50 / 1.50 / 3.00") && rules.contains("31/2027"), "{rules}");
    assert!(page("/s/HAWAL-1", &own).await.contains("/lender/rules"), "it waits on the first page");
    assert!(pressed(&page(RULES, &ar).await).is_none(), "an officer looks on");
    let body = format!("apply={entry}");
    let no = text(send(&app, posted(RULES, &body, &ar)).await).await;
    assert!(may_not(&no), "{no}");
    let done = send(&app, posted(RULES, &body, &own)).await;
    assert_eq!(done.headers()["location"], RULES);
    let rules = page(RULES, &own).await;
    assert!(pressed(&rules).is_none() && rules.contains("31/2027"), "{rules}");
    let again = text(send(&app, posted(RULES, &body, &own)).await).await;
    assert!(again.contains("S3216"));
    seat.count_evidence().expect("counted");
    assert!(page("/state/rates", &registrar).await.contains("1 / 4"));
    // taken back with a reason: asked for there too
    let back = send(&app, posted("/state/rates", &format!("entry={entry}&reason=misprint"), &registrar)).await;
    assert_eq!(back.headers()["location"], "/state/rates");
    let rules = page(RULES, &own).await;
    assert!(rules.contains("misprint") && pressed(&rules) == Some(entry), "{rules}");
}

#[tokio::test]
async fn a_rate_of_products_is_ordered_for_a_kind_and_pressed_into_each() {
    let folder = tempfile::tempdir().expect("a folder");
    let seat = seat(folder.path());
    let registrar = officer(&seat, "registrar", Office::Registrar, &Scope::State);
    let own = plain(&seat, "own", Role::Secretary, society_id("HAWAL-1"));
    for (n, product) in examples::rules::products().into_iter().enumerate() {
        let command = kernel::CommandId(uuid::Uuid::from_u128(7_000 + n as u128));
        let who = desk::Who::local(Role::Secretary);
        seat.act(&who, society_id("HAWAL-1"), command, &desk::act::Act::SetProduct(product).into()).expect("set");
    }
    let app = web::router(web::Web::new(seat.clone()));
    let page = async |path: &str, cookie: &str| text(send(&app, get(path, cookie)).await).await;
    let list = page("/state/rates", &registrar).await;
    for name in ["loan.kcc-short", "penal.medium", "deposit.savings", "premature.fixed"] {
        assert!(list.contains(&format!("/state/rates/new?norm={name}\"")), "{name}: {list}");
    }
    assert!(!list.contains("norm=premature.savings"));
    let form = page("/state/rates/new?norm=deposit.fixed", &registrar).await;
    assert!(["kept_1", "rate_1", "rate_6", "from", "order"].iter().all(|f| form.contains(&format!("name=\"{f}\""))));
    let order = async |body: &str| send(&app, posted("/state/rates/new", body, &registrar)).await;
    let tail = "&from=01-04-2027&order=44%2F2027&source=p.2";
    let no = text(order(&format!("norm=loan.kcc-short&rate=101{tail}")).await).await;
    assert!(no.contains("S5029") && no.contains("101"), "refused, with what was typed: {no}");
    let no = text(order(&format!("norm=deposit.fixed&kept_1=12{tail}")).await).await;
    assert!(no.contains("S5029"), "a month without a rate: {no}");
    let done = order(&format!("norm=loan.kcc-short&rate=7.25{tail}")).await;
    assert_eq!(done.headers()["location"], "/state/rates");
    let done = order(&format!("norm=deposit.fixed&kept_1=12&rate_1=6.5&kept_2=24&rate_2=7{tail}")).await;
    assert_eq!(done.headers()["location"], "/state/rates");
    let list = page("/state/rates", &registrar).await;
    assert!(list.contains("7.25 %") && list.contains("6.50 %") && list.matches("0 / 4").count() == 2, "{list}");
    // at the society: what each of its products has now, and one press for each order
    for left in [1, 0] {
        let rules = page(RULES, &own).await;
        let entry = pressed(&rules).expect("one press");
        let done = send(&app, posted(RULES, &format!("apply={entry}"), &own)).await;
        assert_eq!(done.headers()["location"], RULES);
        assert_eq!(pressed(&page(RULES, &own).await).is_some(), left == 1);
    }
    let products = seat.products(society_id("HAWAL-1")).expect("read");
    let day: kernel::Date = "2027-04-01".parse().expect("a day");
    for p in products {
        match p {
            Product::Loan(l) if l.kind == LoanKind::KccShort => {
                assert_eq!(l.rate.on(day).map(|r| (r.value.0, &r.order[..])), Some((725, "44/2027")));
            }
            Product::Deposit(d) if d.kind == DepositKind::Fixed => {
                assert_eq!(d.rates.on(day).map(|r| r.value.len()), Some(2));
            }
            _ => {}
        }
    }
    seat.count_evidence().expect("counted");
    assert_eq!(page("/state/rates", &registrar).await.matches("1 / 4").count(), 2);
}
