//! An assessed board into text, HTML and CSV.
