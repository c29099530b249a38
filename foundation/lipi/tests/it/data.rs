//! Where the shared data lies, when it is there.

use std::path::PathBuf;

/// A folder or file of `../shared`, seen from the workspace. `None` when it is not there; then the test says so and
/// passes, except under CI.
pub fn shared(path: &str) -> Option<PathBuf> {
    let full = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if full.exists() {
        return Some(full);
    }
    assert!(std::env::var("CI").is_err(), "no ../shared/{path} under CI");
    println!("skipped: no ../shared/{path}");
    None
}
