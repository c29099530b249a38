//! Pages, Hindi first.
