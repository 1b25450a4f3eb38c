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
        number: 3,
        name: "vocabulary",
        sqlite: concat!(
            include_str!("../migrations/0003_vocabulary.sql"),
            include_str!("../migrations/0003_place.sqlite.sql")
        ),
        postgres: concat!(
            include_str!("../migrations/0003_vocabulary.sql"),
            include_str!("../migrations/0003_place.postgres.sql")
        ),
    },
    Migration {
        number: 4,
        name: "search",
        sqlite: include_str!("../migrations/0004_search.sqlite.sql"),
        postgres: include_str!("../migrations/0004_search.postgres.sql"),
    },
    Migration {
        number: 5,
        name: "tally",
        sqlite: include_str!("../migrations/0005_tally.sql"),
        postgres: include_str!("../migrations/0005_tally.sql"),
    },
    Migration {
        number: 6,
        name: "due",
        sqlite: concat!(
            include_str!("../migrations/0006_due.sqlite.sql"),
            include_str!("../migrations/0006_lists.sql"),
            include_str!("../migrations/0006_statistics.sqlite.sql")
        ),
        postgres: concat!(
            include_str!("../migrations/0006_due.postgres.sql"),
            include_str!("../migrations/0006_lists.sql")
        ),
    },
    Migration {
        number: 7,
        name: "lookups",
        sqlite: include_str!("../migrations/0007_lookups.sql"),
        postgres: include_str!("../migrations/0007_lookups.sql"),
    },
    Migration {
        number: 8,
        name: "pending",
        sqlite: include_str!("../migrations/0008_pending.sqlite.sql"),
        postgres: include_str!("../migrations/0008_pending.postgres.sql"),
    },
    Migration {
        number: 9,
        name: "writer",
        sqlite: include_str!("../migrations/0009_writer.sqlite.sql"),
        postgres: include_str!("../migrations/0009_writer.postgres.sql"),
    },
    Migration {
        number: 10,
        name: "flow",
        sqlite: concat!(
            include_str!("../migrations/0010_flow.sql"),
            include_str!("../migrations/0010_numbers.sqlite.sql")
        ),
        postgres: concat!(
            include_str!("../migrations/0010_flow.sql"),
            include_str!("../migrations/0010_numbers.postgres.sql")
        ),
    },
    Migration {
        number: 11,
        name: "definitions",
        sqlite: include_str!("../migrations/0011_definitions.sql"),
        postgres: include_str!("../migrations/0011_definitions.sql"),
    },
    Migration {
        number: 12,
        name: "tasks",
        sqlite: include_str!("../migrations/0012_tasks.sql"),
        postgres: include_str!("../migrations/0012_tasks.sql"),
    },
    Migration {
        number: 13,
        name: "hooks",
        sqlite: include_str!("../migrations/0013_hooks.sql"),
        postgres: include_str!("../migrations/0013_hooks.sql"),
    },
    Migration {
        number: 14,
        name: "jobs",
        sqlite: concat!(
            include_str!("../migrations/0014_jobs.sql"),
            include_str!("../migrations/0014_numbers.sqlite.sql")
        ),
        postgres: concat!(
            include_str!("../migrations/0014_jobs.sql"),
            include_str!("../migrations/0014_numbers.postgres.sql")
        ),
    },
    Migration {
        number: 15,
        name: "webhooks",
        sqlite: include_str!("../migrations/0015_webhooks.sql"),
        postgres: include_str!("../migrations/0015_webhooks.sql"),
    },
    Migration {
        number: 16,
        name: "bounds",
        sqlite: include_str!("../migrations/0016_bounds.sql"),
        postgres: include_str!("../migrations/0016_bounds.sql"),
    },
    Migration {
        number: 17,
        name: "estimate",
        sqlite: include_str!("../migrations/0017_estimate.sql"),
        postgres: include_str!("../migrations/0017_estimate.sql"),
    },
    Migration {
        number: 18,
        name: "secrets",
        sqlite: include_str!("../migrations/0018_secrets.sql"),
        postgres: include_str!("../migrations/0018_secrets.sql"),
    },
    Migration {
        number: 19,
        name: "effects",
        sqlite: include_str!("../migrations/0019_effects.sql"),
        postgres: include_str!("../migrations/0019_effects.sql"),
    },
    Migration {
        number: 20,
        name: "notices",
        sqlite: concat!(
            include_str!("../migrations/0020_notices.sql"),
            include_str!("../migrations/0020_numbers.sqlite.sql")
        ),
        postgres: concat!(
            include_str!("../migrations/0020_notices.sql"),
            include_str!("../migrations/0020_numbers.postgres.sql")
        ),
    },
    Migration {
        number: 21,
        name: "views",
        sqlite: include_str!("../migrations/0021_views.sql"),
        postgres: include_str!("../migrations/0021_views.sql"),
    },
    Migration {
        number: 22,
        name: "incidents",
        sqlite: concat!(
            include_str!("../migrations/0022_incidents.sql"),
            include_str!("../migrations/0022_numbers.sqlite.sql")
        ),
        postgres: concat!(
            include_str!("../migrations/0022_incidents.sql"),
            include_str!("../migrations/0022_numbers.postgres.sql")
        ),
    },
    Migration {
        number: 23,
        name: "reviews",
        sqlite: concat!(
            include_str!("../migrations/0023_reviews.sql"),
            include_str!("../migrations/0023_numbers.sqlite.sql")
        ),
        postgres: concat!(
            include_str!("../migrations/0023_reviews.sql"),
            include_str!("../migrations/0023_numbers.postgres.sql")
        ),
    },
    Migration {
        number: 24,
        name: "web",
        sqlite: include_str!("../migrations/0024_web.sql"),
        postgres: include_str!("../migrations/0024_web.sql"),
    },
    Migration {
        number: 25,
        name: "times",
        sqlite: include_str!("../migrations/0025_times.sql"),
        postgres: include_str!("../migrations/0025_times.sql"),
    },
];
