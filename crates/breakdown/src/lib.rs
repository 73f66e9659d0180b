//! A screenplay into scenes, presence and suggested elements with evidence.
