//! The opening entries: what of the old books goes into the register, and how it balances by construction.
