//! Style, script and pictures, compiled in and served under a hash of their bytes, so that they may be kept for ever.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// Addresses of the assets.
pub(crate) struct Assets {
    /// The style sheet.
    pub css: String,
    /// The script.
    pub js: String,
    /// The page's icon.
    pub icon: String,
    /// The sprite of small pictures.
    pub icons: String,
}

const FILES: [(&str, &str, &str, &str); 5] = [
    ("app", "css", "text/css; charset=utf-8", include_str!("../static/app.css")),
    ("app", "js", "text/javascript; charset=utf-8", include_str!("../static/app.js")),
    ("icon", "svg", "image/svg+xml", include_str!("../static/icon.svg")),
    ("icons", "svg", "image/svg+xml", include_str!("../static/icons.svg")),
    ("paper", "js", "text/javascript; charset=utf-8", include_str!("../static/paper.js")),
];

/// The script of pages that are keyed from paper: only they load it.
pub(crate) static PAPER: LazyLock<String> = LazyLock::new(|| format!("/a/{}", NAMES[4]));

static NAMES: LazyLock<[String; 5]> = LazyLock::new(|| {
    FILES.map(|(stem, ending, _, text)| {
        let hash: String = Sha256::digest(text).iter().take(6).map(|b| format!("{b:02x}")).collect();
        format!("{stem}.{hash}.{ending}")
    })
});

/// The addresses, made once.
pub(crate) static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let [css, js, icon, icons, _] = NAMES.each_ref().map(|name| format!("/a/{name}"));
    Assets { css, js, icon, icons }
});

/// One asset by its hashed name.
pub(crate) async fn serve(Path(name): Path<String>) -> Response {
    match NAMES.iter().position(|n| *n == name) {
        Some(i) => {
            let headers =
                [(header::CONTENT_TYPE, FILES[i].2), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
            (headers, FILES[i].3).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
