//! How a table is read, by pointing: a column means something else, a table is none of the books; of two tables on a sheet the one that was pointed at.

use crate::workbench::{Bench, at, between, pack};
use axum::http::StatusCode;
use desk::Role;

#[tokio::test]
async fn a_column_pointed_at_is_read_anew_at_once() {
    let Some(pack) = pack("tiny") else { return };
    let bench = Bench::new();
    let seat = bench.login(Role::Operator).await;
    bench.bring(&seat, &pack).await;
    let before = bench.report(&seat).await;
    let registers = before["registers"].as_array().expect("registers");
    let shares = registers.iter().find(|r| r["kind"] == "shares").expect("shares");
    let files = bench.get(&at("/files"), &seat).await;
    let sheet = shares["sheet"].as_str().expect("a name");
    let href = files.split(&format!(">{sheet}</a>")).next().and_then(|h| h.rsplit("href=\"").next());
    let href = href.and_then(|h| h.split('"').next()).expect("the sheet's address").to_owned();
    let page = bench.get(&href, &seat).await;
    // the first column that means something
    let columns = between(&page, &format!("<a href=\"{href}/"), "</a>");
    let column = columns.into_iter().find(|c| c.contains("?row=") && !c.ends_with("काम में नहीं")).expect("a column");
    let column = column.split('"').next().expect("an address");
    // what was recognised goes with everything found in it: never without a reason, and the gate says so
    let here = format!("{href}/{column}");
    bench.refused(&here, &seat, "kind=ignore+&field=-", "S4703").await;
    bench.refused(&here, &seat, "kind=shares+&field=-", "S4703").await;
    let (first, gate) = (bench.get(&at("/gates"), &seat).await, |n: u8, m: u8| {
        lipi::messages::say(lipi::Lang::Hi, "gate-passed-over", &[("n", &n.to_string()), ("m", &m.to_string())])
    });
    bench.act(&here, &seat, "kind=shares+&field=-&reason=पुराना+स्तंभ").await;
    let unused = bench.get(&at("/gates"), &seat).await;
    assert!(!first.contains(&gate(0, 1)) && unused.contains(&gate(0, 1)), "{unused}");
    let ignored = bench.post(&here, &seat, "kind=ignore+&field=-&reason=दोहरी+पंजी").await;
    assert_eq!(ignored.status(), StatusCode::SEE_OTHER);
    assert!(bench.get(&at("/gates"), &seat).await.contains(&gate(1, 0)));
    assert!(bench.get(&at("/certificate"), &seat).await.contains("छोड़ी गई पहचानी तालिकाएँ"));
    assert!(bench.get(&at("/layouts"), &seat).await.contains("दोहरी पंजी"));
    let after = bench.report(&seat).await;
    assert!(after["registers"].as_array().expect("registers").iter().all(|r| r["kind"] != "shares"));
}

/// Two tables one below the other, the second in other words; above them a row that heads nothing.
const STACKED: &str = "टोली,काम\n\nबचत जमा खाता\nक्रमांक,खाता संख्या,सदस्य संख्या,सदस्य का नाम,खाता खोलने की तिथि,शेष राशि\n\
    1,9501,1,राम सिंह,01-04-2020,1500.00\n2,9502,2,कमला देवी,01-05-2020,2500.00\n3,9503,3,हरि दत्त,01-06-2020,900.00\n\n\
    सावधि जमा खाता\nक्रमांक,एफडी संख्या,सदस्य सं,नाम,जमा दिनांक,परिपक्वता तिथि,जमा राशि\n\
    1,9701,1,राम सिंह,01-04-2020,01-04-2025,21500.00\n2,9702,2,कमला देवी,01-05-2020,01-05-2025,22500.00\n\
    3,9703,3,हरि दत्त,01-06-2020,01-06-2025,20900.00\n";

#[tokio::test]
async fn of_two_tables_on_a_sheet_the_one_pointed_at_is_read_anew() {
    let (bench, books) = (Bench::new(), tempfile::tempdir().expect("a folder"));
    std::fs::write(books.path().join("jama.csv"), STACKED).expect("written");
    let seat = bench.login(Role::Operator).await;
    bench.bring(&seat, books.path()).await;
    let registers = |report: &serde_json::Value| -> Vec<(String, String)> {
        let text = |r: &serde_json::Value, key: &str| r[key].as_str().unwrap_or_default().to_owned();
        let all = report["registers"].as_array().expect("registers");
        all.iter().map(|r| (text(r, "kind"), text(r, "product"))).collect()
    };
    let both = [("deposits", "SB"), ("deposits", "FD")].map(|(k, p)| (k.to_owned(), p.to_owned()));
    assert_eq!(registers(&bench.report(&seat).await), both);
    let here = at("/sheet/0/0");
    let page = bench.get(&here, &seat).await;
    // each table's name leads to it, and its columns are its own
    let ways: Vec<&str> = between(&page, &format!("<a href=\"{here}?row="), "\"");
    assert_eq!(ways.len(), 2, "{page}");
    let columns = |page: &str| {
        let all = between(page, &format!("<a href=\"{here}/"), "\"");
        all.into_iter().filter(|c| c.contains("?row=")).map(str::to_owned).collect::<Vec<_>>()
    };
    let (first, second) = (columns(&page), columns(&bench.get(&format!("{here}?row={}", ways[1]), &seat).await));
    // a column only the lower one has is the lower one's
    let of = |way: &str, all: &[String]| all.iter().filter(|c| c.ends_with(&format!("?row={way}"))).count();
    assert_eq!((of(ways[0], &first), of(ways[1], &first)), (6, 1), "{first:?}");
    assert_eq!((of(ways[0], &second), of(ways[1], &second)), (0, 7), "{second:?}");
    // passed over is the second one, where only the first could be reached before
    bench.act(&format!("{here}/{}", second[5]), &seat, "kind=ignore+&field=-&reason=दोहरी").await;
    assert_eq!(registers(&bench.report(&seat).await), both[..1]);
    // and a row outside all tables can be said to head one, also where others were recognised
    let page = bench.get(&here, &seat).await;
    assert!(page.contains(&format!("href=\"{here}/head/1\"")), "{page}");
}
