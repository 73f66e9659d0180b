//! Published instances into a Problem, and a plain judge of the benchmark's own rules.
