//! The certificate of the end of paper as a file, and its square read as a telephone reads it.

use crate::workbench::{Bench, at};
use axum::body::{Body, to_bytes};
use axum::http::Request;

/// The certificate as a file is one page, and its square says the same text.
pub async fn paper_of(bench: &Bench, seat: &str, text: &str) {
    let request = Request::get(at("/cutover/certificate?as=pdf")).header("cookie", seat).body(Body::empty());
    let answer = bench.send(request.expect("a request")).await;
    let pdf = to_bytes(answer.into_body(), 1 << 22).await.expect("a body").to_vec();
    assert!(pdf.starts_with(b"%PDF"), "{}", String::from_utf8_lossy(&pdf));
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("c.pdf"), &pdf).expect("written");
    let drawn = std::process::Command::new("pdftoppm")
        .args(["-gray", "-r", "200", "c.pdf", "page"])
        .current_dir(dir.path())
        .output();
    let Ok(drawn) = drawn else {
        assert!(!proofs::required("pdftotext"), "pdftoppm is required (SAHAKAR_REQUIRE)");
        println!("SKIPPED: pdftoppm is not installed: the square of the page is not read");
        return;
    };
    assert!(drawn.status.success(), "{}", String::from_utf8_lossy(&drawn.stderr));
    let pages: Vec<_> = std::fs::read_dir(dir.path())
        .expect("a folder")
        .filter_map(|f| f.ok()?.file_name().into_string().ok())
        .collect();
    assert_eq!(pages.iter().filter(|n| n.starts_with("page")).count(), 1, "{pages:?}");
    let page = pages.iter().find(|n| n.starts_with("page")).expect("a page");
    let (width, height, grey) = grey(&std::fs::read(dir.path().join(page)).expect("read"));
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| grey[y * width + x]);
    let grids = image.detect_grids();
    assert_eq!(grids.first().expect("a square").decode().expect("it is read").1, text);
}

/// Width, height and grey of a picture in the plain format that begins with `P5`.
fn grey(bytes: &[u8]) -> (usize, usize, Vec<u8>) {
    let mut words = bytes.split(|b| b.is_ascii_whitespace()).map(|w| std::str::from_utf8(w).unwrap_or_default());
    assert_eq!(words.next(), Some("P5"));
    let mut number = || words.next().and_then(|w| w.parse::<usize>().ok()).expect("a number");
    let (width, height, _) = (number(), number(), number());
    (width, height, bytes[bytes.len() - width * height..].to_vec())
}
