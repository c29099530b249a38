//! proofs: what holds across rooms: their order, tidy rules, journeys, error gallery, browser tests.
//! Used by tests only; nothing of it is part of the binary.
//! Never a second implementation of anything.
//! Invariant: a proof that cannot run says so aloud, and fails where it is required (`SAHAKAR_REQUIRE`).

pub mod browser;

/// Is this means (`chromium`, `axe`, …) required here? `SAHAKAR_REQUIRE` names them, separated by commas or spaces.
#[must_use]
pub fn required(means: &str) -> bool {
    std::env::var("SAHAKAR_REQUIRE").is_ok_and(|all| all.split([',', ' ']).any(|one| one == means))
}

/// The photograph of a page, a PNG of 300 by 400 pixels: paper with lines, and its own for every `seed`.
///
/// # Panics
/// Never: a picture of this size can be written.
#[must_use]
pub fn photo(seed: u8) -> Vec<u8> {
    let grey =
        |x: u32, y: u32| if (x / 3 + u32::from(seed)).is_multiple_of(7) || y.is_multiple_of(40) { 90 } else { 230 };
    let page = image::GrayImage::from_fn(300, 400, |x, y| image::Luma([grey(x, y)]));
    let mut out = std::io::Cursor::new(Vec::new());
    page.write_to(&mut out, image::ImageFormat::Png).expect("a picture in memory");
    out.into_inner()
}
