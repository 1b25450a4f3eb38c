//! The numbered steps from an empty database to the present one. Forward only.

use sql::Migration;

/// All, in order. A released file is never edited: a test below holds their hashes.
pub const ALL: &[Migration] = &[
    Migration {
        number: 1,
        name: "core",
        sqlite: include_str!("../migrations/0001_core.sql"),
        postgres: include_str!("../migrations/0001_core.sql"),
    },
    Migration {
        number: 2,
        name: "engine",
        sqlite: include_str!("../migrations/0002_engine.sqlite.sql"),
        postgres: include_str!("../migrations/0002_engine.postgres.sql"),
    },
    Migration {
        number: 4,
        name: "search",
        sqlite: include_str!("../migrations/0004_search.sqlite.sql"),
        postgres: include_str!("../migrations/0004_search.postgres.sql"),
    },
];
