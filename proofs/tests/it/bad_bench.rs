//! Bad input at the workbench, played through its pages: each ends in a numbered message with a remedy, and nothing is lost.

use crate::workbench::{Bench, CODE, at};
use axum::http::StatusCode;
use desk::Role;
use examples::{DefectPlan, Shape, Size};

/// A society with its books brought, and one loan ledger of nine pages on paper.
async fn begun() -> (Bench, String) {
    let bench = Bench::new();
    let books = tempfile::tempdir().expect("a folder");
    let society = examples::society(31, Size::Tiny, DefectPlan::None);
    examples::write(&society, Shape::XlsxPaged, books.path()).expect("written");
    let seat = bench.login(Role::Operator).await;
    bench.bring(&seat, books.path()).await;
    let book = "kind=7&product=ST&title=KCC&held=book&pages=9&first_folio=1&last_folio=9&custodian=secretary";
    bench.act(&at("/volumes/new/edit"), &seat, book).await;
    (bench, seat)
}

#[tokio::test]
async fn a_photo_of_fifty_megabytes_is_refused_and_the_page_stays() {
    let (bench, seat) = begun().await;
    let before = bench.get(&at("/volumes/1"), &seat).await;
    let mut photo = vec![0u8; 50 << 20];
    photo[..8].copy_from_slice(b"\x89PNG\r\n\x1a\n");
    let page = at("/volumes/1/pages/1/photo");
    let (status, said) = bench.sent(&page, &seat, "large.png", &photo).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(said.contains("S3135") && said.contains("24"), "{said}");
    let (status, said) = bench.sent(&at("/seal/1"), &seat, "large.png", &photo).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said.contains("S3135") && said.contains("24"), "{said}");
    let after = bench.get(&at("/volumes/1"), &seat).await;
    assert_eq!(before.matches("<small>").count(), after.matches("<small>").count(), "no photograph was kept");
    // a picture in name only
    let (status, said) = bench.sent(&page, &seat, "broken.png", b"\x89PNG\r\n\x1a\nrest").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said.contains("S3240"), "{said}");
    let (status, said) = bench.sent(&page, &seat, "immense.png", &immense()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "a few kB that would fill the memory");
    assert!(said.contains("S3240"), "{said}");
    assert_eq!(bench.photographed(&page, &seat, &proofs::photo(1)).await.0, StatusCode::SEE_OTHER);
}

/// Ten gigabytes to the workbench: said beforehand nothing of them is read; not said they are let go where it is too much; and the workbench stays as it was.
#[tokio::test]
async fn ten_gigabytes_brought_to_the_workbench_are_refused_before_they_have_come() {
    use axum::body::{Body, Bytes};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};
    let (bench, seat) = begun().await;
    let before = bench.get(&at("/files"), &seat).await;
    let taken = Arc::new(AtomicU64::new(0));
    let endless = || {
        let (taken, chunk) = (taken.clone(), Bytes::from(vec![b'7'; 1 << 20]));
        let head = Bytes::from_static(b"--XX\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n");
        let parts = std::iter::once(head).chain(std::iter::repeat_n(chunk, 10_000));
        let counted = parts.inspect(move |p| {
            taken.fetch_add(p.len() as u64, Ordering::Relaxed);
        });
        Body::from_stream(futures_util::stream::iter(counted.map(Ok::<_, std::convert::Infallible>)))
    };
    for (length, most) in [(Some("10000000000"), 0), (None, 520 << 20)] {
        taken.store(0, Ordering::Relaxed);
        let request =
            axum::http::Request::post(at("/files")).header("host", "pc.lan").header("origin", "http://pc.lan");
        let request = request.header("cookie", &seat).header("content-type", "multipart/form-data; boundary=XX");
        let request = length.into_iter().fold(request, |r, n| r.header("content-length", n));
        let answer = bench.send(request.body(endless()).expect("a question")).await;
        let (status, said) = (answer.status(), crate::workbench::body(answer).await);
        assert!(said.contains("S3163"), "{} bytes: {said}", taken.load(Ordering::Relaxed));
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(taken.load(Ordering::Relaxed) <= most, "{} bytes were taken", taken.load(Ordering::Relaxed));
    }
    let rows = |page: &str| page.matches("<tr").count();
    assert_eq!(rows(&bench.get(&at("/files"), &seat).await), rows(&before));
}

/// A picture of a few kB, 30,000 pixels wide: what is wider than any telephone's is not decoded.
fn immense() -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(30_000, 2).write_to(&mut out, image::ImageFormat::Png).expect("written");
    out.into_inner()
}

/// A register of three rows; below it a million rows that were once touched and hold nothing.
fn emptied() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().expect("a sheet");
    let bold = rust_xlsxwriter::Format::new().set_bold();
    let rows = [
        ["सदस्य सं", "नाम", "पिता का नाम", "ग्राम"],
        ["901", "कमला देवी", "रतन सिंह", "कफूड़ा"],
        ["902", "हरि दत्त", "जय दत्त", "कफूड़ा"],
        ["903", "मोहन राम", "किशन राम", "सतोली"],
    ];
    for (r, row) in rows.iter().enumerate() {
        for (c, text) in row.iter().enumerate() {
            sheet.write_string(r as u32, c as u16, *text).expect("written");
        }
    }
    for r in rows.len() as u32..1_000_000 {
        sheet.write_blank(r, 0, &bold).expect("written");
    }
    book.save_to_buffer().expect("a workbook")
}

#[tokio::test]
async fn a_million_empty_rows_hold_nothing_and_show_nothing() {
    let bytes = emptied();
    let file = readers::read_bytes("khali.xlsx", &bytes).expect("read");
    assert_eq!(file.sheets[0].rows().len(), 4, "a row without anything in it is none");
    assert_eq!(file.sheets[0].empty_rows, 999_996, "and is told all the same");
    let (bench, seat) = begun().await;
    assert_eq!(bench.file(&at("/files"), &seat, "khali.xlsx", &bytes).await, StatusCode::SEE_OTHER);
    let report = bench.report(&seat).await;
    let members = report["members"].as_array().expect("members");
    for no in ["901", "902", "903"] {
        assert!(members.iter().any(|m| m["no"] == no), "member {no} is read");
    }
    let files = bench.get(&at("/files"), &seat).await;
    assert!(files.len() < 60_000 && files.contains("khali.xlsx") && files.contains("9,99,996"), "{files}");
}

#[tokio::test]
async fn another_years_trial_balance_is_told_at_once_and_keeps_the_data_open() {
    let (bench, seat) = begun().await;
    assert!(!bench.get(&at("/files"), &seat).await.contains("S3171"));
    // the same books, brought in as of the year before
    bench.act(&at(""), &seat, "cutoff=31/03/2024").await;
    for path in ["/files", "/gates"] {
        let page = bench.get(&at(path), &seat).await;
        assert!(page.contains("S3171") && page.contains("31-03-2025") && page.contains("31-03-2024"), "{path}: {page}");
    }
    bench.refused(&at("/gates"), &seat, "deed=freeze", "S3171").await;
}

const ROW: &str = "r0.0=101&r0.1=12&r0.2=धन+सिंह&r0.4=010623&r0.5=20000&r0.6=310524&r0.7=7&r0.8=5000&r0.9=15000&r0.10=450&r0.11=310325";

#[tokio::test]
async fn two_clerks_on_one_page_are_told_of_each_other_and_nothing_is_overwritten() {
    let (bench, first) = begun().await;
    let second = bench.login(Role::Accountant).await;
    let page = at("/volumes/1/pages/1");
    assert!(bench.get(&page, &first).await.contains("data-keying"));
    assert!(bench.get(&page, &second).await.contains("S3127"), "the page is open at another's");
    // a page nobody keyed anything into is free when its holder goes to another page,
    bench.get(&at("/volumes/1/pages/2"), &first).await;
    assert!(bench.get(&page, &second).await.contains("data-keying"));
    assert!(bench.get(&page, &first).await.contains("S3127"));
    // when he leaves it,
    bench.post(&page, &second, "deed=left").await;
    assert!(bench.get(&page, &first).await.contains("data-keying"));
    // and after three minutes; one that is being keyed is held for fifteen
    bench.clock.minutes(3);
    assert!(bench.get(&page, &second).await.contains("data-keying"));
    bench.post(&page, &second, "deed=keyed").await;
    bench.post(&page, &second, "deed=left").await;
    bench.clock.minutes(14);
    assert!(bench.get(&page, &first).await.contains("S3127"), "what is being keyed stays his");
    bench.clock.minutes(1);
    assert!(bench.get(&page, &first).await.contains("data-keying"));
    // both saved: the second is refused, and what he typed is still before him
    bench.act(&page, &first, &format!("hand=first&{ROW}")).await;
    let lost = bench.post(&page, &second, &format!("hand=first&{}", ROW.replace("20000", "21000"))).await;
    assert_eq!(lost.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let said = crate::workbench::body(lost).await;
    assert!(said.contains("S3127") && said.contains("21000"), "{said}");
    let whole = bench.get(&format!("{page}?again=1"), &first).await;
    assert!(whole.contains("20000") && !whole.contains("21000"), "{CODE}: the first stands");
}

#[tokio::test]
async fn a_power_cut_in_mid_page_costs_the_field_and_the_other_hand_sees_nothing() {
    let (bench, first) = begun().await;
    let second = bench.login(Role::Accountant).await;
    let page = at("/volumes/1/pages/1");
    let begun = bench.get(&page, &first).await;
    let upon = |page: &str| crate::workbench::between(page, "name=\"upon\" value=\"", "\"")[0].to_owned();
    assert_eq!(upon(&begun), "");
    let draft =
        |row: &str, mark: &str, upon: &str| format!("deed=draft&hand=first&mark={mark}&upon={upon}&{row}&t9=15000");
    let typed = ROW.replace("20000", "20777");
    assert_eq!(bench.post(&page, &first, &draft(&typed, "m1", "")).await.status(), StatusCode::NO_CONTENT);
    // a number of a person is kept nowhere
    let secret = draft("r0.2=2341+2341+2346&r0.5=20777", "m2", "");
    assert_eq!(bench.post(&page, &first, &secret).await.status(), StatusCode::NO_CONTENT);
    assert!(!bench.get(&page, &first).await.contains("2341"), "it is masked in a draft too");
    bench.post(&page, &first, &draft(&typed, "m3", "")).await;
    // a draft that comes after the one that took its place is not kept over it; one that says nothing of it is
    let after = format!("{}&after=m3+m5", draft(&typed, "m6", ""));
    for (late, kept) in [(after, "m6"), (draft("r0.2=late", "m5", ""), "m6"), (draft(&typed, "m3", ""), "m6")] {
        assert_eq!(bench.post(&page, &first, &late).await.status(), StatusCode::NO_CONTENT);
        assert!(bench.get(&page, &first).await.contains(&format!("data-mark=\"{kept}\"")));
    }
    // another browser of the same person: every finished field is there, and no culprit is sought in half a page
    let again = bench.get(&page, &bench.login(Role::Operator).await).await;
    assert!(
        again.contains("value=\"20777\"") && again.contains("value=\"धन सिंह\"") && again.contains("data-mark=\"m6\""),
        "{again}"
    );
    // to the other hand the page is shut while it is his, and empty afterwards
    assert!(bench.get(&page, &second).await.contains("S3127"));
    bench.clock.minutes(15);
    let blind = bench.get(&page, &second).await;
    assert!(blind.contains("data-keying") && blind.contains("data-mark=\"\"") && !blind.contains("20777"), "{blind}");
    bench.post(&page, &second, "deed=left").await;
    // kept, the draft is gone; what of it was still on its way is not kept again
    bench.act(&page, &first, &format!("hand=first&{ROW}&t9=15000")).await;
    bench.post(&page, &first, &draft(&typed, "m4", "")).await;
    let whole = bench.get(&format!("{page}?again=1"), &first).await;
    assert!(whole.contains("20000") && !whole.contains("20777") && whole.contains("data-mark=\"\""), "{whole}");
    assert_ne!(upon(&whole), "");
    // nor does the second hand see what the first goes on with
    bench.post(&page, &first, &draft(&typed, "m5", &upon(&whole))).await;
    assert!(bench.get(&format!("{page}?again=1"), &first).await.contains("20777"));
    bench.clock.minutes(15);
    let blind = bench.get(&page, &second).await;
    assert!(blind.contains("value=\"second\"") && !blind.contains("20777") && !blind.contains("20000"), "{blind}");
}
