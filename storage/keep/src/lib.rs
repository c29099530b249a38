//! The tables: the register, its keys, and the shadows drawn from it.
