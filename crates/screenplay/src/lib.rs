//! Fountain and FDX into a screenplay value with source positions and diagnostics.
