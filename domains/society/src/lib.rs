//! The society, its villages, members and shares.
