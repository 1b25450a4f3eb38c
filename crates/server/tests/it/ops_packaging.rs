//! The packaged forms: what they say of the program must be true of it.

use crate::GONGDAN;
use std::{
    collections::BTreeSet,
    os::unix::{fs::PermissionsExt as _, net::UnixDatagram},
    path::{Path, PathBuf},
    process::Command,
};
use testkit::{Gongdan, Process, TempDir};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn help() -> String {
    let directory = TempDir::new().unwrap();
    Gongdan::new(GONGDAN.as_ref(), directory.path()).args(["serve", "--help"]).run().expect()
}

/// Fails unless each variable of ours in `text` is a setting's, by itself or with the name of a file.
fn assert_variables(text: &str, place: &str) -> BTreeSet<String> {
    let help = help();
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let names: BTreeSet<String> =
        words.filter(|word| word.starts_with("GONGDAN_")).map(str::to_owned).collect();
    assert!(!names.is_empty(), "{place}");
    for name in &names {
        let bare = name.strip_suffix("_FILE").unwrap_or(name);
        assert!(help.contains(bare), "{place}: the program has no {name}");
    }
    names
}

/// A Dockerfile's instructions: the word in capitals, and the rest with continued lines joined.
fn instructions(text: &str) -> Vec<(String, String)> {
    let text = text.replace("\\\n", " ");
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (word, rest) = line.split_once(' ').unwrap_or_else(|| panic!("no instruction: {line}"));
            assert!(word.bytes().all(|b| b.is_ascii_uppercase()), "no instruction: {line}");
            (word.to_owned(), rest.split_whitespace().collect::<Vec<_>>().join(" "))
        })
        .collect()
}

/// A list of arguments in the form of JSON.
fn arguments(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn the_image_runs_this_program_as_nobody_in_particular() {
    let all = instructions(&read("Dockerfile"));
    let last = all.iter().rposition(|(word, _)| word == "FROM").expect("a stage");
    let (build, stage) = all.split_at(last);
    let of = |word: &str| {
        let found: Vec<&str> =
            stage.iter().filter(|(w, _)| w == word).map(|(_, rest)| rest.as_str()).collect();
        assert!(!found.is_empty(), "there is no {word}");
        found
    };
    let toolchain = read("Cargo.toml");
    let toolchain =
        toolchain.lines().find_map(|line| line.strip_prefix("rust-version = ")).expect("a version");
    let image = format!("rust:{}-", toolchain.trim_matches('"'));
    assert!(build.iter().any(|(word, rest)| word == "FROM" && rest.contains(&image)), "{build:?}");
    assert!(build.iter().any(|(_, rest)| rest.contains("cargo build --release --locked -p server")));
    let version = format!("org.opencontainers.image.version=\"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(of("LABEL")[0].contains(&version));
    let user: Vec<u32> = of("USER")[0].split(':').map(|id| id.parse().expect("a number")).collect();
    assert!(user.len() == 2 && user.iter().all(|id| *id >= 1_000), "{user:?}");
    let environment = of("ENV").join(" ");
    assert_variables(&environment, "Dockerfile");
    let variable = |name: &str| {
        let found = environment.split(' ').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        found.unwrap_or_else(|| panic!("{name} is not set")).to_owned()
    };
    assert_eq!(variable("GONGDAN_LISTEN"), format!("0.0.0.0:{}", of("EXPOSE")[0]));
    assert_eq!(arguments(of("VOLUME")[0]), [variable("GONGDAN_DATA_DIR")]);
    let copied = |target: &str| of("COPY").iter().any(|copy| copy.ends_with(&format!(" {target}")));
    assert!(copied("/usr/bin/gongdan"));
    let volume = format!("--from=build --chown={} /out/volume/ /", of("USER")[0]);
    assert!(of("COPY").contains(&volume.as_str()), "the volume is not its user's");
    let made = format!("install -d -m 0700 /out/volume{}", variable("GONGDAN_DATA_DIR"));
    assert!(build.iter().any(|(_, rest)| rest.contains(&made)), "the volume is open to others");
    assert_eq!(arguments(of("ENTRYPOINT")[0]), ["/usr/bin/gongdan"]);
    assert_eq!(arguments(of("CMD")[0]), ["serve"]);
    assert_eq!(of("STOPSIGNAL"), ["SIGTERM"]);
    let check = of("HEALTHCHECK")[0].split_once("CMD ").expect("a command").1;
    assert_eq!(arguments(check), ["/usr/bin/gongdan", "health"]);
    assert!(stage.iter().all(|(word, _)| word != "RUN"), "there is no shell in the image");
}

#[test]
fn the_build_is_given_everything_that_the_program_is_made_of() {
    let ignore = read(".dockerignore");
    let kept: BTreeSet<&str> = ignore.lines().filter_map(|line| line.strip_prefix('!')).collect();
    assert!(ignore.lines().any(|line| line == "*"));
    let manifest = read("Cargo.toml");
    let members = manifest.lines().find_map(|line| line.strip_prefix("members = ")).expect("members");
    let members: Vec<String> = serde_json::from_str(members).expect("a list");
    for member in members.iter().map(|member| member.split('/').next().unwrap_or_default()) {
        assert!(kept.contains(member), "{member} is kept from the build");
    }
    let mut sources = Vec::new();
    rust_files(&root().join("crates"), &mut sources);
    let included = sources.iter().flat_map(|(path, text)| {
        let names = text.split("include_").skip(1).filter_map(|rest| rest.split('"').nth(1));
        names.map(|name| path.parent().expect("a directory").join(name)).collect::<Vec<_>>()
    });
    let mut count = 0;
    for file in included.filter_map(|file| file.canonicalize().ok()) {
        let top = file.strip_prefix(root()).expect("in the repository").components().next().expect("a part");
        assert!(
            kept.contains(top.as_os_str().to_str().expect("text")),
            "{} is kept from the build",
            file.display()
        );
        count += 1;
    }
    assert!(count > 5, "{count}");
}

fn rust_files(directory: &Path, found: &mut Vec<(PathBuf, String)>) {
    for path in std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()) {
        // Tests are not built into the image.
        if path.is_dir() && path.file_name().is_some_and(|name| name != "tests") {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path, text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned()));
        }
    }
}

#[test]
fn the_composition_names_what_there_is() {
    let compose = read("packaging/compose/compose.yaml");
    assert!(compose.contains(&format!("image: gongdan:{}", env!("CARGO_PKG_VERSION"))));
    assert!(!compose.contains('\t'));
    let names = assert_variables(&compose, "compose.yaml");
    let secrets: BTreeSet<&str> =
        compose.lines().filter_map(|line| line.trim().strip_prefix("file: ./secrets/")).collect();
    for name in names.iter().filter(|name| name.ends_with("_FILE")) {
        let line = compose.lines().find(|line| line.contains(&format!("{name}: "))).expect("it is there");
        let secret = line.rsplit_once("/run/secrets/").expect("a secret").1;
        assert!(secrets.contains(secret), "{name} is read from {secret}, which is no secret");
    }
    let port = "8080";
    assert!(compose.contains(&format!("\"127.0.0.1:{port}:{port}\"")), "it is open to this machine alone");
    assert!(read("Dockerfile").contains(&format!("EXPOSE {port}")));
    let balancer = read("packaging/compose/haproxy.cfg");
    let servers: Vec<&str> =
        balancer.lines().filter_map(|line| line.trim().strip_prefix("server ")?.split(' ').nth(1)).collect();
    assert_eq!(servers.len(), 2);
    for server in servers {
        let (host, at) = server.split_once(':').expect("a port");
        assert_eq!(at, port);
        assert!(compose.lines().any(|line| line == format!("  {host}:")), "{host} is no service");
    }
    assert!(balancer.contains("GET /readyz"));
    let fixed =
        compose.lines().find_map(|line| line.trim().strip_prefix("ipv4_address: ")).expect("an address");
    assert!(compose.contains(&format!("GONGDAN_TRUSTED_PROXIES: {fixed}")));
}

#[test]
fn the_secrets_of_the_composition_are_made_once() {
    let directory = TempDir::new().unwrap();
    let script = directory.path().join("make-secrets");
    std::fs::copy(root().join("packaging/compose/make-secrets"), &script).unwrap();
    let run = || {
        let made = Command::new(&script).output().unwrap();
        assert!(made.status.success(), "{made:?}");
        String::from_utf8(made.stdout).unwrap()
    };
    let said = run();
    let secrets = directory.path().join("secrets");
    assert_eq!(std::fs::metadata(&secrets).unwrap().permissions().mode() & 0o777, 0o700);
    let secret = |name: &str| std::fs::read_to_string(secrets.join(name)).unwrap();
    let compose = read("packaging/compose/compose.yaml");
    for name in compose.lines().filter_map(|line| line.trim().strip_prefix("file: ./secrets/")) {
        assert!(secret(name).len() >= 32, "{name}");
    }
    assert!(said.contains(&secret("admin_password")));
    let password = secret("postgres_password");
    assert_eq!(secret("database_url"), format!("postgres://gongdan:{password}@postgres:5432/gongdan"));
    run();
    assert_eq!(secret("postgres_password"), password);
}

#[test]
fn the_unit_starts_this_program_and_leaves_it_nothing_it_does_not_need() {
    let unit = read("packaging/systemd/gongdan.service");
    let of = |key: &str| {
        let found = unit.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        found.unwrap_or_else(|| panic!("there is no {key}"))
    };
    assert_eq!((of("Type"), of("ExecStart"), of("User")), ("notify", "/usr/bin/gongdan serve", "gongdan"));
    assert!(read("packaging/systemd/gongdan.sysusers").starts_with("u gongdan "));
    assert!(unit.contains(&format!("GONGDAN_DATA_DIR=/var/lib/{}", of("StateDirectory"))));
    for (key, value) in [
        ("CapabilityBoundingSet", ""),
        ("MemoryDenyWriteExecute", "yes"),
        ("NoNewPrivileges", "yes"),
        ("PrivateDevices", "yes"),
        ("PrivateTmp", "yes"),
        ("ProtectHome", "yes"),
        ("ProtectSystem", "strict"),
        ("StateDirectoryMode", "0700"),
        ("SystemCallFilter", "@system-service"),
        ("UMask", "0077"),
    ] {
        assert_eq!(of(key), value, "{key}");
    }
    let mut texts = vec![unit.clone()];
    for name in ["postgres.conf", "remote.conf"] {
        let text = read(&format!("packaging/systemd/gongdan.service.d/{name}"));
        assert!(text.contains("[Service]\n"), "{name}");
        // A credential that is used is one that is loaded.
        for used in text.split("%d/").skip(1).map(|rest| rest.split_whitespace().next().unwrap_or_default()) {
            assert!(text.contains(&format!("LoadCredential={used}:")), "{name}: {used}");
        }
        texts.push(text);
    }
    assert_variables(&texts.join("\n"), "the units");
}

#[test]
fn a_service_manager_is_told_when_the_server_is_ready_and_when_it_stops() {
    let directory = TempDir::new().unwrap();
    let socket = directory.path().join("notify");
    let manager = UnixDatagram::bind(&socket).unwrap();
    manager.set_read_timeout(Some(std::time::Duration::from_secs(30))).unwrap();
    let said = || {
        let mut buffer = [0; 256];
        let length = manager.recv(&mut buffer).expect("it says something");
        String::from_utf8_lossy(&buffer[..length]).into_owned()
    };
    let gongdan = Gongdan::new(GONGDAN.as_ref(), directory.path())
        .data_dir(&directory.path().join("data"))
        .env("NOTIFY_SOCKET", socket.to_str().unwrap())
        .args(["serve", "--listen", "127.0.0.1:0"]);
    let mut process = Process::start(gongdan.into_command(), "");
    assert_eq!(said(), "READY=1");
    testkit::Client::new(process.url()).get("/readyz").expect(200);
    assert!(process.terminate().success());
    assert_eq!(said(), "STOPPING=1");
}
