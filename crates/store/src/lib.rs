//! The log of a production in one SQLite file.
