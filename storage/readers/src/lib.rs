//! Legacy files become cells with provenance.
