//! One thin layer: the same SQL text on SQLite and on PostgreSQL.
