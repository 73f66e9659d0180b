//! Film nouns, units, invariants, changes and their fold.
