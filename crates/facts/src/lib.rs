//! Facts in TOML: applied as a patch, exported whole.
