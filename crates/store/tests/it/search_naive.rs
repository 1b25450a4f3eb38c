//! Searches held against a naive reading of the same texts in memory, on both engines.
