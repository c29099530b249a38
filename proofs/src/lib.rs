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
