//! Functions: what jobs run.

pub mod schema;
