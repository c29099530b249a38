//! What was brought and could not be read, or was not brought at all, seen through the pages: it shuts a gate, and there is a way on.

use crate::workbench::{Bench, CODE, at, between};
use desk::Role;
use examples::{DefectPlan, Shape, Size};
use std::path::Path;
use tempfile::TempDir;

/// An invented society written into a folder.
fn written(shape: Shape) -> TempDir {
    let books = tempfile::tempdir().expect("a folder");
    examples::write(&examples::society(31, Size::Tiny, DefectPlan::None), shape, books.path()).expect("written");
    books
}

fn put(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    std::fs::write(folder.join(name), bytes).expect("written");
}

/// State of the first line of the gates that says this.
async fn line(bench: &Bench, seat: &str, says: &str) -> Option<bool> {
    let page = bench.get(&at("/gates"), seat).await;
    let (before, _) = page.split_once(says)?;
    Some(before.rsplit_once("dot ")?.1.starts_with("ok"))
}

/// Two cells are neither money nor day; a number of a row, a nil and a stroke are no trouble.
const DEPOSITS: &str = "बचत जमा खाता\nक्रमांक,खाता संख्या,सदस्य संख्या,सदस्य का नाम,खाता खोलने की तिथि,शेष राशि\n\
    1अ,9501,1,राम सिंह,01-04-2020,1500.00\n2),9502,2,कमला देवी,01-04-2021,\"12,5O0\"\n\
    L-3,9503,3,हरि दत्त,01-04-2022,#REF!\n4,9504,4,मोहन राम,n/a,NA\n5,9505,5,गीता देवी,-,-\n";

#[tokio::test]
async fn a_cell_nobody_can_read_shuts_the_gate_until_it_is_mended_or_answered() {
    let (bench, books) = (Bench::new(), tempfile::tempdir().expect("a folder"));
    put(books.path(), "bachat.csv", DEPOSITS);
    let seat = bench.login(Role::Operator).await;
    bench.bring(&seat, books.path()).await;
    assert_eq!(line(&bench, &seat, "2 ख़ानों में").await, Some(false));
    assert!(bench.get(&at("/gates"), &seat).await.contains(&at("/unread/0")), "the line leads to the first cells");
    assert!(bench.get(&at("/files"), &seat).await.contains(&at("/unread/0")));
    let page = bench.get(&at("/unread/0"), &seat).await;
    assert!(page.contains("12,5O0") && page.contains("#REF!"), "{page}");
    let cells: Vec<String> = between(&page, "name=\"cell\" value=\"", "\"").into_iter().map(str::to_owned).collect();
    bench.refused(&at("/unread/0"), &seat, &format!("deed=cell&cell={}&new=12500", cells[0]), "S3151").await;
    bench.act(&at("/unread/0"), &seat, &format!("deed=cell&cell={}&new=12500&reason=बही", cells[0])).await;
    assert_eq!(line(&bench, &seat, "1 ख़ानों में").await, Some(false));
    let page = bench.get(&at("/unread/0"), &seat).await;
    let key = between(&page, "name=\"key\" value=\"", "\"")[0].replace("&#35;", "#").replace('#', "%23");
    let stands = format!("deed=stands&key={key}&reason=फटा+पन्ना");
    bench.refused(&at("/unread/0"), &seat, &stands, "S5001").await;
    let secretary = bench.login(Role::Secretary).await;
    bench.refused(&at("/unread/0"), &secretary, "deed=stands&key=UNREAD_CELLS|bachat.csv&reason=x", "S3162").await;
    bench.act(&at("/unread/0"), &secretary, &stands).await;
    assert_eq!(line(&bench, &seat, "0 ख़ानों में").await, Some(true));
    assert!(bench.get(&at("/certificate"), &seat).await.contains("जो ख़ाने पढ़े नहीं गए"), "it stays to be seen");
}

#[tokio::test]
async fn a_table_cut_short_and_an_archive_are_answered_and_left_out() {
    let (bench, books) = (Bench::new(), written(Shape::Dbf));
    let table = std::fs::read_dir(books.path()).expect("a folder").flatten().find(|f| {
        f.path().extension().is_some_and(|e| e.eq_ignore_ascii_case("dbf")) && f.metadata().expect("there").len() > 2000
    });
    let table = table.expect("a table").path();
    let name = table.file_name().expect("a name").to_string_lossy().into_owned();
    let whole = std::fs::read(&table).expect("read");
    put(books.path(), &name, &whole[..whole.len() - 700]);
    put(books.path(), "purana.zip", b"PK\x03\x04rest of an archive");
    let seat = bench.login(Role::Operator).await;
    bench.bring(&seat, books.path()).await;
    assert_eq!(line(&bench, &seat, "1 फ़ाइलें अधूरी पढ़ी गईं").await, Some(false));
    assert_eq!(line(&bench, &seat, "1 फ़ाइलें पढ़ी नहीं गईं").await, Some(false));
    let files = bench.get(&at("/files"), &seat).await;
    assert!(files.contains("purana.zip") && files.contains(&at("/files/beside-")), "{files}");
    bench.refused(&at("/files/beside-0/leave"), &seat, "path=purana.zip&reason=", "S3151").await;
    bench.act(&at("/files/beside-0/leave"), &seat, "path=purana.zip&reason=पुरानी+तस्वीरें").await;
    assert_eq!(line(&bench, &seat, "0 फ़ाइलें पढ़ी नहीं गईं").await, Some(true));
    assert!(bench.get(&at("/files"), &seat).await.contains("पुरानी तस्वीरें"), "what was left out stays to be seen");
    let no = between(&files, &at("/unread/"), "\"")[0].to_owned();
    let stands = format!("deed=stands&key=PARTLY_READ|{name}&reason=फटी");
    let secretary = bench.login(Role::Secretary).await;
    bench.act(&at(&format!("/unread/{no}")), &secretary, &stands).await;
    assert_eq!(line(&bench, &seat, "0 फ़ाइलें अधूरी पढ़ी गईं").await, Some(true));
}

#[tokio::test]
async fn a_head_whose_register_was_left_out_is_carried_from_the_screen() {
    let (bench, books) = (Bench::new(), written(Shape::CsvUtf16));
    let seat = bench.login(Role::Operator).await;
    bench.bring(&seat, books.path()).await;
    let report = bench.report(&seat).await;
    let file = report["registers"].as_array().expect("registers").iter().find(|r| r["product"] == "SB");
    let file = file.expect("savings")["file"].as_str().expect("a file").to_owned();
    bench.act(&at("/files/0/leave"), &seat, &format!("path={file}&reason=बाद+में")).await;
    assert!(bench.get(&at("/milan"), &seat).await.contains(&at("/milan/SB")));
    let secretary = bench.login(Role::Secretary).await;
    let page = bench.get(&at("/milan/SB"), &secretary).await;
    assert!(page.contains("कोई रजिस्टर नहीं लाया गया"), "{page}");
    for way in ["/milan/SB/carry", "/volumes", "/files"] {
        assert!(page.contains(&format!("class=\"btn\" href=\"{}\"", at(way))), "no way to {way}");
    }
    let form = bench.get(&at("/milan/SB/carry"), &secretary).await;
    let amount = between(&form, "name=\"amount\" value=\"", "\"")[0].to_owned();
    let minute = format!("amount={amount}&cause=बही+खोई&minute=12&owner=सचिव&due=31/12/2027");
    bench.act(&at("/milan/SB/carry"), &secretary, &minute).await;
    let page = bench.get(&at("/milan/SB"), &seat).await;
    assert!(!page.contains("कोई रजिस्टर नहीं लाया गया") && page.contains("बही खोई"), "{page}");
}

#[tokio::test]
async fn how_much_may_be_carried_on_is_said_from_above_and_every_order_stands_on_the_certificate() {
    let (bench, books) = (Bench::new(), written(Shape::CsvUtf16));
    let seat = bench.login(Role::Operator).await;
    bench.bring(&seat, books.path()).await;
    let (secretary, officer) = (bench.login(Role::Secretary).await, bench.login(Role::Officer).await);
    let rules = format!("/s/{CODE}/rules");
    let asked = |rupees: &str, order: &str| {
        format!("key=migration-difference&value={rupees}&from=01/04/2025&order={order}&source=")
    };
    let certificate = bench.get(&at("/certificate"), &seat).await;
    assert!(certificate.contains("आगे ले जाए अन्तर अधिकतम ₹ 0.00"), "unset, none may be: {certificate}");
    for rupees in ["500", "0"] {
        bench.refused(&rules, &secretary, &asked(rupees, "7"), "S3221").await;
    }
    assert!(!bench.get(&rules, &secretary).await.contains("value=\"migration-difference\""));
    bench.act(&rules, &officer, &asked("500", "AR/7")).await;
    bench.act(&rules, &officer, &asked("1200.50", "AR/9")).await;
    let certificate = bench.get(&at("/certificate"), &seat).await;
    for said in ["₹ 500.00 · 01-04-2025 से · AR/7", "₹ 1,200.50 · 01-04-2025 से · AR/9", "अधिकतम ₹ 1,200.50"]
    {
        assert!(certificate.contains(said), "{said}: {certificate}");
    }
}
