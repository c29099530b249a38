use crate::sample::*;
use std::os::unix::fs::PermissionsExt as _;

#[test]
fn the_key_is_private_and_lasts() {
    let dir = tempfile::tempdir().unwrap();
    let key = open(dir.path(), "").public_key();
    let path = dir.path().join("keys/desk.key");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(open(dir.path(), "").public_key(), key);
    std::fs::write(&path, "nonsense").unwrap();
    assert!(desk::Desk::open(dir.path(), "", clock()).is_err());
}

#[test]
fn a_legacy_file_is_kept_by_its_digest_and_checked() {
    let dir = tempfile::tempdir().unwrap();
    let desk = open(dir.path(), "");
    let digest = desk.keep_file(b"1998").unwrap();
    assert_eq!(desk.keep_file(b"1998").unwrap(), digest);
    assert_eq!(desk.file_bytes(&digest).unwrap(), b"1998");
    let path = desk.file(&digest).unwrap();
    std::fs::write(path, "1999").unwrap();
    assert!(desk.file_bytes(&digest).is_err());
    assert_eq!(desk.file(&kernel::Digest([0; 32])), None);
}
