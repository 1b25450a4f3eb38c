//! `check-layers`: reads `cargo metadata` and says which dependency goes against the layers.
//!
//! The layers themselves are data, in `layers/table.rs`; this file only compares.

mod table;

use serde::Deserialize;
use table::{Allowed, BAD_NAMES, BANS, DEVELOPMENT_ONLY, LAYERS, Layer, Ours, Outside};

/// What is read of `cargo metadata --no-deps --format-version 1`.
#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
}

impl Dependency {
    fn is_for_development(&self) -> bool {
        self.kind.as_deref() == Some("dev")
    }
}

/// Asks cargo for the crate graph and checks it.
pub(crate) fn run() -> Result<String, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = std::process::Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .map_err(|error| format!("cargo metadata could not be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
    report(&output.stdout)
}

fn report(json: &[u8]) -> Result<String, String> {
    let metadata: Metadata =
        serde_json::from_slice(json).map_err(|error| format!("cargo metadata cannot be read: {error}"))?;
    let wrong = check(&metadata);
    if wrong.is_empty() {
        let arrows = metadata.packages.iter().map(|package| package.dependencies.len()).sum::<usize>();
        Ok(format!(
            "check-layers: {} crates, {arrows} dependencies, all in their layers",
            metadata.packages.len()
        ))
    } else {
        Err(format!("check-layers: {} wrong\n  {}", wrong.len(), wrong.join("\n  ")))
    }
}

/// Everything that goes against the table, in the order of the packages.
fn check(metadata: &Metadata) -> Vec<String> {
    let ours: Vec<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    let mut wrong = Vec::new();
    for package in &metadata.packages {
        let name = package.name.as_str();
        if BAD_NAMES.contains(&name) {
            wrong.push(format!("{name}: a crate is named after what it owns; this name gathers everything"));
        }
        let Some(layer) = LAYERS.iter().find(|layer| fits(layer.name, name)) else {
            wrong.push(format!("{name}: has no layer; add it to LAYERS in xtask/src/layers/table.rs"));
            continue;
        };
        for dependency in &package.dependencies {
            let fault = if ours.contains(&dependency.name.as_str()) {
                inside(layer, dependency)
            } else {
                outside(layer, name, dependency)
            };
            wrong.extend(fault.map(|why| format!("{name} -> {}: {why}", dependency.name)));
        }
    }
    wrong
}

/// Why `layer` may not depend on this crate of the workspace, if it may not.
fn inside(layer: &Layer, dependency: &Dependency) -> Option<String> {
    let name = dependency.name.as_str();
    if DEVELOPMENT_ONLY.contains(&name) {
        let fine = dependency.is_for_development() || DEVELOPMENT_ONLY.contains(&layer.name);
        return (!fine).then(|| format!("{name} is for [dev-dependencies] only"));
    }
    match layer.ours {
        Ours::Any => None,
        Ours::Only(allowed) if allowed.contains(&name) => None,
        Ours::Only([]) => Some(format!("{} depends on no crate of ours: {}", layer.name, layer.why)),
        Ours::Only(allowed) => {
            Some(format!("{} depends only on {} of ours: {}", layer.name, allowed.join(", "), layer.why))
        }
    }
}

/// Why `package` may not depend on this crate from outside, if it may not. Tests may use what they like.
fn outside(layer: &Layer, package: &str, dependency: &Dependency) -> Option<String> {
    if dependency.is_for_development() {
        return None;
    }
    let name = dependency.name.as_str();
    if let Outside::Only(allowed) = layer.outside
        && !allowed.contains(&name)
    {
        return Some(format!("{} takes only {} from outside: {}", layer.name, allowed.join(", "), layer.why));
    }
    let among = |patterns: &[&str]| patterns.iter().any(|pattern| fits(pattern, package));
    BANS.iter().filter(|ban| fits(ban.dependency, name)).find_map(|ban| match ban.allowed {
        Allowed::OnlyIn(holders) if !among(holders) => {
            Some(format!("{} is only for {}: {}", ban.dependency, holders.join(", "), ban.why))
        }
        Allowed::NotIn(others) if among(others) => {
            Some(format!("{} is not for {}: {}", ban.dependency, others.join(", "), ban.why))
        }
        Allowed::OnlyIn(_) | Allowed::NotIn(_) => None,
    })
}

/// Whether `name` is what `pattern` says; a `*` at its end stands for any ending.
fn fits(pattern: &str, name: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == name, |start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::report;

    /// `cargo metadata` of crates written as `name: dependency, dependency (dev)`, one a line.
    fn metadata(graph: &str) -> String {
        let package = |line: &str| {
            let (name, dependencies) = line.split_once(':').unwrap();
            let dependencies: Vec<_> = dependencies
                .split(',')
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(|text| match text.strip_suffix(" (dev)") {
                    Some(name) => serde_json::json!({"name": name, "kind": "dev"}),
                    None => serde_json::json!({"name": text, "kind": null}),
                })
                .collect();
            serde_json::json!({"name": name.trim(), "dependencies": dependencies})
        };
        let packages: Vec<_> = graph.lines().filter(|line| line.contains(':')).map(package).collect();
        serde_json::json!({ "packages": packages }).to_string()
    }

    const GOOD: &str = "
        domain: serde, time, proptest (dev)
        sql: rusqlite, tokio, tokio-postgres
        store: domain, sql, sha2, tokio (dev)
        app: domain, store, sql, tokio
        http-kit: domain, app, axum
        api-native: domain, app, http-kit, axum, testkit (dev)
        api-traces: domain, app, http-kit, axum
        runners: app, domain, tokio
        sandbox: rquickjs
        web-assets: axum
        testkit: app, serde
        xtask: serde_json
        server: domain, app, store, sql, http-kit, api-native, api-traces, web-assets, axum, testkit (dev)
    ";

    #[test]
    fn a_graph_within_the_layers_passes() {
        let text = report(metadata(GOOD).as_bytes()).unwrap();
        assert!(text.contains("13 crates"), "{text}");
    }

    #[test]
    fn each_arrow_against_the_layers_is_named_with_its_reason() {
        for (line, arrow, reason) in [
            ("domain: sql", "domain -> sql", "pure"),
            ("domain: rand", "domain -> rand", "serde, serde_json, time"),
            ("sql: domain", "sql -> domain", "knows no ticket"),
            ("store: domain, app", "store -> app", "domain, sql"),
            ("store: tokio", "store -> tokio", "synchronous"),
            ("store: rusqlite", "store -> rusqlite", "behind the seam"),
            ("app: http-kit", "app -> http-kit", "knows none"),
            ("app: axum", "app -> axum", "HTTP ends at the surfaces"),
            ("app: axum-core", "app -> axum-core", "HTTP ends at the surfaces"),
            ("http-kit: store", "http-kit -> store", "through use cases only"),
            ("api-native: sql", "api-native -> sql", "neither SQL nor another surface"),
            ("api-native: api-traces", "api-native -> api-traces", "another surface"),
            ("api-traces: store (dev)", "api-traces -> store", "neither SQL"),
            ("runners: store", "runners -> store", "through the use cases"),
            ("sandbox: domain", "sandbox -> domain", "nothing of ours"),
            ("web-assets: app", "web-assets -> app", "knows nothing"),
            ("server: testkit", "server -> testkit", "dev-dependencies"),
            ("util: serde", "util", "gathers everything"),
            ("mailer: serde", "mailer", "has no layer"),
        ] {
            let name = line.split(':').next().unwrap();
            let mut graph: Vec<&str> =
                GOOD.lines().filter(|l| !l.trim().starts_with(&format!("{name}:"))).collect();
            graph.push(line);
            let text = report(metadata(&graph.join("\n")).as_bytes()).unwrap_err();
            assert!(text.contains(arrow) && text.contains(reason), "{line}\n{text}");
        }
    }

    #[test]
    fn every_wrong_arrow_is_listed_at_once() {
        let text = report(metadata("domain: sql, rand\nsql: domain").as_bytes()).unwrap_err();
        assert!(text.starts_with("check-layers: 3 wrong"), "{text}");
    }

    #[test]
    fn something_that_is_not_metadata_is_an_error() {
        assert!(report(b"error: no manifest").unwrap_err().contains("cannot be read"));
    }
}
