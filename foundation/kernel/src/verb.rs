//! What people do: permissions are verb × place.

/// An act somebody must be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Look at a society's books, members and findings.
    BooksRead,
    /// Post a voucher or take one back.
    BooksPost,
    /// Bring old books in.
    MigrationImport,
    /// Take books out as a file.
    Export,
    /// Check the register against its hashes, print a checkpoint.
    RegisterVerify,
    /// Erase a personal identifier at the person's wish.
    PersonErase,
    /// Add people and change their passwords.
    UsersManage,
}
