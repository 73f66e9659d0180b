//! The judge: what is forbidden, what it costs, and why.
