//! Lists what `web/dist` has (made by `npm run build` there), so that the program carries it: `assets.rs` in `OUT_DIR`. Nothing is
//! compressed here: npm did. Without a built interface the list is empty and the program serves a page that says so.

use std::{
    env,
    fmt::Write as _,
    fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    // A directory that is not there would be taken for changed by every build.
    if dist.parent().is_some_and(Path::is_dir) {
        fs::create_dir_all(&dist)?;
    }
    tell(&format!("cargo::rerun-if-changed={}", dist.display()));
    let mut files = Vec::new();
    walk(&dist, &mut files)?;
    files.sort();
    let mut table = String::from("[\n");
    for file in &files {
        let path = file.strip_prefix(&dist).unwrap_or(file).to_string_lossy().replace('\\', "/");
        if let Some(kind) = kind(&path) {
            entry(&mut table, &path, kind, file)?;
        }
    }
    table.push(']');
    let out =
        env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| io::Error::other("cargo gave no OUT_DIR"))?;
    fs::write(out.join("assets.rs"), table)
}

/// Cargo listens to what a build script prints.
fn tell(line: &str) {
    println!("{line}");
}

fn walk(dir: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(dir).into_iter().flatten() {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

/// The content type by the name's end; `None` for what is not served: compressed forms by themselves, the build's own notes.
fn kind(path: &str) -> Option<&'static str> {
    if path.starts_with('.') {
        return None;
    }
    Some(match path.rsplit_once('.')?.1 {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

fn entry(table: &mut String, path: &str, kind: &str, file: &Path) -> io::Result<()> {
    let packed = |end: &str| {
        let beside = PathBuf::from(format!("{}.{end}", file.display()));
        if beside.is_file() {
            format!("Some(include_bytes!({:?}))", beside.to_string_lossy())
        } else {
            "None".to_owned()
        }
    };
    let mut hash = DefaultHasher::new();
    fs::read(file)?.hash(&mut hash);
    let (tag, brotli, gzip) = (hash.finish(), packed("br"), packed("gz"));
    let plain = file.to_string_lossy();
    writeln!(
        table,
        "Asset {{ path: {path:?}, kind: {kind:?}, tag: \"\\\"{tag:016x}\\\"\", plain: include_bytes!({plain:?}), brotli: {brotli}, gzip: {gzip} }},"
    )
    .map_err(io::Error::other)
}
