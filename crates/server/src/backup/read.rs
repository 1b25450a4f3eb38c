//! Reading the file: every byte is summed, every part held against the manifest.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek as _},
    path::Path,
};

use sha2::{Digest as _, Sha256};

use super::{
    Header, Manifest, failed,
    format::{self, Part},
};
use crate::{
    commands::meter::Meter,
    words::{Text, say},
};

/// The bytes of the seal behind the archive.
const SEAL: usize = 32;
/// The largest description that is read into memory.
const LARGEST: u64 = 1 << 30;

/// Who takes the parts of a backup.
pub(super) trait Taker {
    /// Takes a part that is not a description, reading it to its end.
    fn part(&mut self, name: &str, bytes: &mut dyn Read) -> Result<(), Text>;
}

/// What the file says it is.
pub(super) fn header(path: &Path) -> Result<Header, Text> {
    let mut file = File::open(path).map_err(|error| failed(path, &error))?;
    let foreign = || say!("restore.foreign", path = path.display());
    let mut archive = tar::Archive::new(&mut file);
    let mut first =
        archive.entries().ok().and_then(|mut entries| entries.next()?.ok()).ok_or_else(foreign)?;
    let named = first.path().is_ok_and(|name| name.as_os_str() == format::HEADER);
    if !named || first.size() > 1 << 16 {
        return Err(foreign());
    }
    let mut text = Vec::new();
    first.read_to_end(&mut text).map_err(|error| failed(path, &error))?;
    serde_json::from_slice(&text).map_err(|_other_shape| foreign())
}

/// Hands every part to `taker` and gives the manifest, once each byte of the file is known to be what was written.
pub(super) fn unpack(path: &Path, taker: &mut dyn Taker, meter: &Meter) -> Result<Manifest, Text> {
    let damaged = |why: &str| say!("restore.damaged", path = path.display(), why = why);
    let mut file = File::open(path).map_err(|error| failed(path, &error))?;
    let length = file.seek(io::SeekFrom::End(0)).and_then(|length| file.rewind().map(|()| length));
    let length = length.map_err(|error| failed(path, &error))?;
    let sealed = length.checked_sub(SEAL as u64).ok_or_else(|| damaged("it is cut short"))?;
    meter.begin(sealed);
    let mut reader =
        Summing { file: BufReader::with_capacity(1 << 18, file), left: sealed, digest: Sha256::new(), meter };
    let (parts, manifest) = take(&mut reader, taker, &damaged)?;
    // The end of the archive, which no part is: its bytes count all the same.
    io::copy(&mut reader, &mut io::sink()).map_err(|error| failed(path, &error))?;
    let mut seal = [0; SEAL];
    reader.file.read_exact(&mut seal).map_err(|error| damaged(&error.to_string()))?;
    let manifest = manifest.ok_or_else(|| damaged("it has no manifest: it is cut short"))?;
    compare(&parts, &manifest.parts).map_err(|name| damaged(&format!("{name} is not as it was written")))?;
    if reader.digest.finalize().as_slice() != seal {
        return Err(damaged("its bytes are not those that were written"));
    }
    Ok(manifest)
}

type Taken = (Vec<Part>, Option<Manifest>);

fn take(
    reader: &mut Summing<'_>,
    taker: &mut dyn Taker,
    damaged: &dyn Fn(&str) -> Text,
) -> Result<Taken, Text> {
    let mut archive = tar::Archive::new(reader);
    let (mut parts, mut manifest) = (Vec::new(), None);
    for entry in archive.entries().map_err(|error| damaged(&error.to_string()))? {
        let entry = entry.map_err(|error| damaged(&error.to_string()))?;
        let name = entry.path().ok().and_then(|name| name.to_str().map(str::to_owned));
        let name = name
            .filter(|_| entry.header().entry_type().is_file())
            .ok_or_else(|| damaged("a part has no name"))?;
        if manifest.is_some() {
            return Err(damaged("there is something behind its manifest"));
        }
        let size = entry.size();
        let mut part = PartReader { entry, digest: Sha256::new(), count: 0 };
        if name == format::MANIFEST {
            let mut text = Vec::new();
            part.by_ref()
                .take(LARGEST)
                .read_to_end(&mut text)
                .map_err(|error| damaged(&error.to_string()))?;
            manifest = Some(serde_json::from_slice(&text).map_err(|error| damaged(&error.to_string()))?);
            continue;
        }
        taker.part(&name, &mut part)?;
        // What a taker has no use for is read all the same.
        io::copy(&mut part, &mut io::sink()).map_err(|error| damaged(&format!("{name}: {error}")))?;
        if part.count != size {
            return Err(damaged(&format!("{name} is cut short")));
        }
        parts.push(Part { name, size, sha256: store::hex(&part.digest.finalize()) });
    }
    Ok((parts, manifest))
}

/// The first part that is not as the manifest says.
fn compare(found: &[Part], told: &[Part]) -> Result<(), String> {
    for (index, told) in told.iter().enumerate() {
        if found.get(index) != Some(told) {
            return Err(told.name.clone());
        }
    }
    found.get(told.len()).map_or(Ok(()), |extra| Err(extra.name.clone()))
}

/// Sums what is read of the file, up to its seal.
struct Summing<'m> {
    file: BufReader<File>,
    left: u64,
    digest: Sha256,
    meter: &'m Meter,
}

impl Read for Summing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let count = self.file.read(buffer.get_mut(..most).unwrap_or_default())?;
        self.digest.update(buffer.get(..count).unwrap_or_default());
        self.left -= count as u64;
        self.meter.advance(count as u64);
        Ok(count)
    }
}

/// Sums what is read of a part.
struct PartReader<R> {
    entry: R,
    digest: Sha256,
    count: u64,
}

impl<R: Read> Read for PartReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.entry.read(buffer)?;
        self.digest.update(buffer.get(..count).unwrap_or_default());
        self.count += count as u64;
        Ok(count)
    }
}
