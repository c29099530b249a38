//! A shop is opened from pages, in either script; and what cannot be read ends in a number on every form.

use crate::pages::{App, entered, get, send, text};
use crate::people::posted;
use crate::sample::CODE;
use axum::http::StatusCode;
use kernel::Date;

/// Percent-encoding of a form's value.
pub fn typed(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

/// What opens an activity, as the form sends it.
fn activity(kind: &str, code: &str) -> String {
    let from = typed("०१-०४-२०२५");
    format!("kind={kind}&short={code}&label=x&licence=&licence_end=&gst_way=unregistered&from={from}{ORDER}")
}

/// The business day.
const DAY: Date = Date::constant(2025, 11, 20);
const ORDER: &str = "&order=7%2F2025&source=circular";

/// A ration shop and a fertiliser shop, opened from pages.
async fn opened(app: &App, sachiv: &str) {
    let from = typed("०१-०४-२०२५");
    let deeds = [
        ("open-activity", activity("pds", "pds")),
        ("open-activity", activity("fertiliser", "fert")),
        ("set-godown", "short=g1&label=godown".to_owned()),
        (
            "set-item",
            format!(
                "activity=FERT&short=urea&label=Urea&unit=bag&hsn={}&gst_rate={}&from={from}{ORDER}&batches=no&expires=no",
                typed("३१०२१०००"),
                typed("५")
            ),
        ),
        (
            "set-item",
            format!(
                "activity=PDS&short=rice&label=Rice&unit=kilogram&hsn=&gst_rate=0&from={from}{ORDER}&batches=no&expires=no"
            ),
        ),
        ("set-price", format!("item=UREA&price={}&mrp=&from={from}&order=7", typed("२६६.५०"))),
        ("set-entitlement", format!("category=PHH&item=rice&qty={}&per=head&from={from}&order=7", typed("३"))),
        (
            "change-activity",
            format!(
                "activity=FERT&label=&licence=L-1&licence_end={}&gst_way=included&from={from}{ORDER}",
                typed("३१-०३-२०२७")
            ),
        ),
    ];
    for (deed, body) in deeds {
        let done = send(&app.router, posted(&format!("/s/{CODE}/trade/do/{deed}"), &body, sachiv)).await;
        let status = done.status();
        assert_eq!(status, StatusCode::SEE_OTHER, "{deed}: {}", text(done).await);
    }
}

#[tokio::test]
async fn a_shop_is_opened_from_pages_in_devanagari_digits() {
    let (app, sachiv) = entered("sachiv").await;
    let at = |deed: &str| format!("/s/{CODE}/trade/do/{deed}");
    let index = text(send(&app.router, get(&format!("/s/{CODE}/trade"), &sachiv)).await).await;
    for deed in ["open-activity", "change-activity", "set-item", "set-godown", "set-entitlement"] {
        assert!(index.contains(&at(deed)), "{deed} is linked");
        assert_eq!(send(&app.router, get(&at(deed), &sachiv)).await.status(), StatusCode::OK, "{deed}");
    }
    // the heads of the standard chart come with the first day or are opened; here they are missing and that is said
    let refused = send(&app.router, posted(&at("open-activity"), &activity("pds", "pds"), &sachiv)).await;
    assert!(text(refused).await.contains("S4327"));
    app.open_heads();
    opened(&app, &sachiv).await;
    let desk = app.desk();
    let id = desk::society_id(CODE);
    let (activities, items, prices) = desk
        .read(|t| {
            Ok((
                keep::deciding::activities(t, id)?,
                keep::deciding::items(t, id)?,
                keep::deciding::prices(t, id, None)?,
            ))
        })
        .expect("read");
    let fert = activities.iter().find(|a| a.code == "FERT").expect("opened");
    assert_eq!(
        (fert.gst.0.len(), fert.licence.as_ref().map(|l| &l.number[..])),
        (2, Some("L-1")),
        "added, not replaced"
    );
    let urea = items.iter().find(|i| i.code == "UREA").expect("entered");
    assert_eq!((&urea.hsn[..], urea.gst.0[0].value.0, prices[0].price.0), ("31021000", 500, 26_650));
}

#[tokio::test]
async fn dates_that_are_none_end_in_a_number_on_every_form() {
    let (app, sachiv) = entered("sachiv").await;
    let forms = [
        ("/day/begin", "date", "id=&n100=1"),
        ("/rules", "from", "id=&key=outage-hours&value=24&order=7&source="),
        ("/setup", "from", "id=&order=7"),
        ("/trade/do/set-entitlement", "from", "id=&category=PHH&item=RICE&qty=1&per=head&order=7"),
    ];
    for (path, field, rest) in forms {
        for date in ["31-02-2025", "३१-०२-२०२५", "00-00-0000", "2025", "abc", "", "12-13-2025", "1-1-99999"]
        {
            let body = format!("{rest}&{field}={}", typed(date));
            let answer = send(&app.router, posted(&format!("/s/{CODE}{path}"), &body, &sachiv)).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path} {date}");
            assert!(text(answer).await.contains("S5029"), "{path} {date}");
        }
        // a day far off is understood, and refused or kept for its own time; nothing breaks
        let body = format!("{rest}&{field}=01-04-2205");
        let answer = send(&app.router, posted(&format!("/s/{CODE}{path}"), &body, &sachiv)).await;
        assert!(answer.status() != StatusCode::INTERNAL_SERVER_ERROR, "{path}");
    }
    let body = format!("id=&date={}&n100=0", typed("०१-०४-२२०५"));
    let answer = send(&app.router, posted(&format!("/s/{CODE}/day/begin"), &body, &sachiv)).await;
    assert!(text(answer).await.contains("S4024"), "a day in the future");
}

#[tokio::test]
async fn purchases_sales_and_rations_stand_in_their_registers() {
    use desk::act::{Act, Goods, Paid, Part};
    let (app, sachiv) = entered("sachiv").await;
    let begin = posted(&format!("/s/{CODE}/day/begin"), "id=&date=20-11-2025", &sachiv);
    assert_eq!(send(&app.router, begin).await.status(), StatusCode::SEE_OTHER);
    opened(&app, &sachiv).await;
    let at = |deed: &str| format!("/s/{CODE}/trade/do/{deed}");
    let posts = [
        (
            "buy",
            "activity=FERT&supplier=IFFCO&bill=B-77&bill_date=19-11-2025&godown=G1&item.0=UREA&qty.0=10&unit_rate.0=200&freight=&pay=credit",
        ),
        (
            "buy",
            "activity=PDS&supplier=FCI&bill=B-78&bill_date=19-11-2025&godown=G1&item.0=RICE&qty.0=90&unit_rate.0=3&freight=&pay=credit",
        ),
        ("set-price", "item=RICE&price=3&mrp=&from=01-04-2025&order=7"),
        ("set-card", "card=0501-7&holder=Sita&category=PHH&heads=4"),
    ];
    for (deed, body) in posts {
        let done = send(&app.router, posted(&at(deed), body, &sachiv)).await;
        let status = done.status();
        assert_eq!(status, StatusCode::SEE_OTHER, "{deed}: {}", text(done).await);
    }
    let sell = |n: u128, activity: &str, item: &str, qty, card: Option<&str>| {
        let goods = Goods::Sell {
            activity: activity.into(),
            customer: None,
            card: card.map(str::to_owned),
            lines: vec![trade::decide::SellLine::listed(item, "G1", trade::Milli::units(qty))],
            round: true,
            parts: vec![Part::rest(Paid::Bank { head: "BANK_CUR".into() })],
        };
        let act = Act::Goods(Box::new(goods));
        let command = kernel::CommandId(uuid::Uuid::from_u128(n));
        app.desk()
            .act(&desk::Who::local(desk::Role::Secretary), desk::society_id(CODE), command, &act.into())
            .expect("sold")
    };
    let sold = sell(70_001, "FERT", "UREA", 3, None);
    sell(70_002, "PDS", "RICE", 5, Some("0501-7"));
    let page = |path: &str| {
        let (router, request) = (app.router.clone(), get(&format!("/s/{CODE}/trade/{path}"), &sachiv));
        async move { text(send(&router, request).await).await }
    };
    let bought = page("purchases?activity=FERT").await;
    assert!(bought.contains("IFFCO") && bought.contains("B-77") && bought.contains("2,000.00"), "{bought}");
    assert!(!bought.contains("B-78"), "each activity has its own");
    assert!(page("sales?activity=FERT").await.contains("799.50"), "three bags at 266.50");
    let issued = page("ration?activity=PDS").await;
    for part in ["0501-7", "Sita", "PHH", ">12<", ">5<", ">7<"] {
        assert!(issued.contains(part), "{part}: {issued}");
    }
    // taken back, it stands there with its opposite and the sum is nothing
    let entry = (sold.receipt.desk.0, sold.receipt.first.0);
    let back = format!("id=&entry={}%2F{}&reason=x", entry.0, entry.1);
    assert_eq!(
        send(&app.router, posted(&format!("/s/{CODE}/do/reverse"), &back, &sachiv)).await.status(),
        StatusCode::SEE_OTHER
    );
    assert!(page("sales?activity=FERT").await.contains("−799.50"));
}

#[tokio::test]
async fn a_godown_is_counted_from_its_table_and_old_stock_is_brought_forward() {
    let (app, sachiv) = entered("sachiv").await;
    let begin = posted(&format!("/s/{CODE}/day/begin"), "id=&date=20-11-2025", &sachiv);
    assert_eq!(send(&app.router, begin).await.status(), StatusCode::SEE_OTHER);
    opened(&app, &sachiv).await;
    let at = |deed: &str| format!("/s/{CODE}/trade/do/{deed}");
    let post = |deed: &str, body: String| {
        let (router, request) = (app.router.clone(), posted(&at(deed), &body, &sachiv));
        async move {
            let done = send(&router, request).await;
            (done.status(), text(done).await)
        }
    };
    let there = |item: &str| {
        let id = desk::society_id(CODE);
        let rows = app.desk().read(|t| keep::deciding::stock_of(t, id, item)).expect("read");
        rows.iter().map(|s| s.qty.0).sum::<i64>()
    };
    let forward = |rest: &str| format!("activity=PDS&godown=G1&other_head=STOCK_SEED&{rest}");
    let (status, page) = post("bring-forward", forward("item.0=RICE&qty.0=x&cost.0=10")).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("S5029"), "{page}");
    let (status, page) = post("bring-forward", forward("item.0=RICE&qty.0=%E0%A5%AA%E0%A5%A6&cost.0=120")).await;
    assert_eq!((status, there("RICE")), (StatusCode::SEE_OTHER, 40_000), "{page}");
    let bill = "activity=FERT&supplier=IFFCO&bill=B-1&bill_date=19-11-2025&godown=G1&pay=credit&supply=across&freight=\
                &item.0=UREA&qty.0=10&unit_rate.0=200&item.2=urea&qty.2=5&unit_rate.2=210&gst_pct.2=12";
    let (status, page) = post("buy", bill.to_owned()).await;
    assert_eq!((status, there("UREA")), (StatusCode::SEE_OTHER, 15_000), "{page}");
    // tax of another State's bill, five per cent of 2,000 and twelve of 1,050
    let shown =
        app.desk().read(|t| keep::view::goods_events(t, desk::society_id(CODE), "FERT", DAY, DAY)).expect("read");
    let trade::TradeEvent::Purchased(bought) = shown.last().expect("a bill") else { panic!("{shown:?}") };
    let taxes: Vec<_> = bought.lines.iter().map(|l| (l.tax.igst.0, l.tax.cgst.0)).collect();
    assert_eq!(taxes, [(10_000, 0), (12_600, 0)]);

    // which of the two activities is asked first; then what lies there, without what the books say of it
    let first = text(send(&app.router, get(&at("count-stock"), &sachiv)).await).await;
    assert!(first.contains("name=\"activity\"") && !first.contains("counted.0"));
    let of = format!("{}?godown=G1&activity=FERT", at("count-stock"));
    let table = text(send(&app.router, get(&of, &sachiv)).await).await;
    assert!(table.contains("name=\"item.0\" value=\"UREA\"") && !table.contains("RICE\""), "{table}");
    assert!(!table.contains(">15<") && !table.contains("value=\"15"), "who counts shall count");
    let count = "godown=G1&activity=FERT&part=1&item.0=UREA&batch.0=&counted.0=";
    let (status, page) = post("count-stock", format!("{count}13&reason=&resolution=")).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("value=\"13\""), "a shortage needs its reason");
    assert_eq!(there("UREA"), 15_000);
    let (status, page) = post("count-stock", format!("{count}13&reason=x&resolution=9")).await;
    assert_eq!((status, there("UREA")), (StatusCode::SEE_OTHER, 13_000), "{page}");
    // boxes left empty say nothing about the goods
    let (status, _) = post("count-stock", format!("{count}&reason=&resolution=")).await;
    assert_eq!((status, there("UREA")), (StatusCode::UNPROCESSABLE_ENTITY, 13_000));
}

#[tokio::test]
async fn ration_needs_its_card_and_one_sale_is_served_from_two_godowns() {
    let (app, sachiv) = entered("sachiv").await;
    let begin = posted(&format!("/s/{CODE}/day/begin"), "id=&date=20-11-2025", &sachiv);
    assert_eq!(send(&app.router, begin).await.status(), StatusCode::SEE_OTHER);
    opened(&app, &sachiv).await;
    let post = |path: String, body: String| {
        let (router, request) = (app.router.clone(), posted(&format!("/s/{CODE}/trade/{path}"), &body, &sachiv));
        async move {
            let done = send(&router, request).await;
            (done.status(), text(done).await)
        }
    };
    let page = |path: &str| {
        let (router, request) = (app.router.clone(), get(&format!("/s/{CODE}/trade/{path}"), &sachiv));
        async move { text(send(&router, request).await).await }
    };
    assert_eq!(post("do/set-godown".into(), "short=g2&label=upper".into()).await.0, StatusCode::SEE_OTHER);
    for (godown, qty, bill) in [("G1", 6, "B-1"), ("G2", 5, "B-2")] {
        let body = format!(
            "activity=FERT&supplier=IFFCO&bill={bill}&bill_date=19-11-2025&godown={godown}&item.0=UREA&qty.0={qty}&unit_rate.0=200&freight=&pay=credit"
        );
        let (status, said) = post("do/buy".into(), body).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{said}");
    }
    let bill = "activity=PDS&supplier=FCI&bill=B-78&bill_date=19-11-2025&godown=G1&item.0=RICE&qty.0=90&unit_rate.0=3&freight=&pay=credit";
    assert_eq!(post("do/buy".into(), bill.into()).await.0, StatusCode::SEE_OTHER);
    post("do/set-price".into(), "item=RICE&price=3&mrp=&from=01-04-2025&order=7".into()).await;

    // work 51 offers no ration and says why; sent all the same, the door refuses it
    assert!(page("sell?begun=1&customer=&lines=&item=RICE&qty=").await.contains("S4766"));
    let (status, said) = post("sell".into(), "id=&customer=&lines=RICE:1&pay=bank:BANK".into()).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && said.contains("S4766"), "{said}");

    // eleven bags lie in two godowns: eight are sold, though neither has them
    assert!(page("sell?begun=1&customer=&lines=&item=UREA&qty=").await.contains(">11<"));
    let ready = page("sell?begun=1&customer=&lines=UREA:8&item=&qty=").await;
    assert!(ready.contains("godown 6") && ready.contains("upper 2"), "from where it is taken: {ready}");
    let (status, said) = post("sell".into(), "id=&customer=&lines=UREA:5,UREA:3&pay=bank:BANK".into()).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{said}");
    let left = app.desk().read(|t| keep::deciding::stock_of(t, desk::society_id(CODE), "UREA")).expect("read");
    let mut left: Vec<_> = left.iter().filter(|s| s.qty.0 > 0).map(|s| (s.godown.clone(), s.qty.0)).collect();
    left.sort();
    assert_eq!(left, [("G2".to_owned(), 3_000)]);
    let (status, said) = post("sell".into(), "id=&customer=&lines=UREA:4&pay=bank:BANK".into()).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && said.contains("S4322"), "{said}");
}
