//! Certificates and their squares: the end of paper as a file, read as a telephone reads it; and what anybody is told of a data set.

use crate::workbench::{Bench, CODE, at, between};
use axum::body::{Body, to_bytes};
use axum::http::Request;
use desk::Role;

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

impl Bench {
    /// What the square of the certificate says now.
    pub async fn certified(&self, seat: &str) -> String {
        let page = self.get(&at("/certificate"), seat).await;
        let set = between(&page, "<code>", "</code>").into_iter().find(|t| t.len() == 64).expect("a digest");
        desk::certified::set_text(CODE, set)
    }

    /// What anybody is told of a data set's square, and the same at the workbench.
    pub async fn verified(&self, text: &str) -> &'static str {
        let text = text.replace(' ', "+");
        let anybody = self.get(&format!("/verify?t={text}"), "").await;
        let inside = self.get(&at(&format!("/verify?t={text}")), &self.login(Role::Secretary).await).await;
        let say = |key: &str, n: u8| lipi::messages::say(lipi::Lang::Hi, key, &[("n", &n.to_string()), ("m", "6")]);
        let closed = (0..=6).map(|n| ("closed", "ok", say("bench-verified-closed", n)));
        let others = [
            ("posted", "ok", say("bench-verified-posted", 0)),
            ("void", "bad", say("bench-verified-void", 0)),
            ("no", "bad", say("bench-not-verified", 0)),
        ];
        let told = |(_, chip, words): &(_, &str, String)| {
            let here = |page: &String| page.contains(&format!("say {chip}")) && page.contains(words.as_str());
            here(&anybody) && here(&inside)
        };
        closed.chain(others).find(told).unwrap_or_else(|| panic!("{anybody}\n{inside}")).0
    }
}
