//! The two engines, and fresh PostgreSQL databases in the cluster that the tests are given.

use crate::unique;
use postgres::{Client, NoTls};

/// The variable that names the cluster.
const CLUSTER: &str = "GONGDAN_TEST_POSTGRES_URL";

/// What the server keeps its data in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the engine of that name")]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A database of its own, dropped at the end.
#[derive(Debug)]
pub struct Database {
    cluster: String,
    name: String,
}

impl Database {
    /// Makes one. Without a cluster the test fails: a test that is skipped proves nothing.
    #[allow(clippy::new_without_default, reason = "it talks to a cluster, which a default never should")]
    pub fn new() -> Self {
        let cluster = std::env::var(CLUSTER).unwrap_or_else(|_| {
            panic!("{CLUSTER} names no PostgreSQL cluster: run `make test`, or `scripts/with-postgres cargo test …`")
        });
        let database = Self { name: unique("gongdan_test_"), cluster };
        database.administrate(&format!("CREATE DATABASE {}", database.name));
        database
    }

    /// Its URL, for `--database-url`.
    pub fn url(&self) -> String {
        with_database(&self.cluster, &self.name)
    }

    /// A connection to it, for tests that look behind the server's back.
    pub fn connect(&self) -> Client {
        Client::connect(&self.url(), NoTls).unwrap_or_else(|e| panic!("cannot reach {}: {e}", self.url()))
    }

    /// The shell command that drops it when this program could not.
    pub(crate) fn cleanup(&self) -> String {
        format!("psql -q '{}' -c '{}'", self.cluster, self.drop_statement())
    }

    fn drop_statement(&self) -> String {
        format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)
    }

    fn administrate(&self, statement: &str) {
        Client::connect(&self.cluster, NoTls)
            .and_then(|mut client| client.batch_execute(statement))
            .unwrap_or_else(|e| panic!("{statement} in {}: {e}", self.cluster));
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // A second panic while a test is failing would hide the first.
        if let Ok(mut client) = Client::connect(&self.cluster, NoTls) {
            client.batch_execute(&self.drop_statement()).ok();
        }
    }
}

/// The URL `cluster` with another database in it.
fn with_database(cluster: &str, name: &str) -> String {
    let (scheme, rest) =
        cluster.split_once("://").unwrap_or_else(|| panic!("{CLUSTER} is not a URL: {cluster}"));
    let (place, options) =
        rest.split_once('?').map_or((rest, None), |(place, options)| (place, Some(options)));
    let host = place.split('/').next().unwrap_or_default();
    let options = options.map(|o| format!("?{o}")).unwrap_or_default();
    format!("{scheme}://{host}/{name}{options}")
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn only_the_database_of_the_url_is_another() {
        assert_eq!(with_database("postgres://me@h:1/postgres", "new"), "postgres://me@h:1/new");
        assert_eq!(with_database("postgres://me@h:1", "new"), "postgres://me@h:1/new");
        assert_eq!(with_database("postgresql:///postgres?host=/tmp", "new"), "postgresql:///new?host=/tmp");
    }
}
