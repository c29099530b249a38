//! Invented societies: legacy folders in many shapes, each with its truth.
