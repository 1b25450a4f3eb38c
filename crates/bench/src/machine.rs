//! What Linux tells of processes.

use std::{fs, time::Duration};

/// The memory that a process really has, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Memory {
    /// `VmRSS`.
    pub(crate) all: u64,
    /// What of it is pages of files (`RssFile`): the system's cache, shown to the process.
    pub(crate) mapped: u64,
}

/// The memory of a process; nothing when it is gone.
pub(crate) fn memory(pid: u32) -> Memory {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let bytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok());
        kilobytes.unwrap_or(0) * 1_024
    };
    Memory { all: bytes("VmRSS:"), mapped: bytes("RssFile:") }
}

/// How long this program's first thread, which lays the load on, has used a core so far.
pub(crate) fn processor_time() -> Duration {
    let times = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    Duration::from_nanos(times.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or(0))
}

/// A number that is another at every run.
#[allow(clippy::disallowed_methods, reason = "a measurement is made at a moment")]
pub(crate) fn moment() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or_default() & 0xffff_ffff
}

/// Today, `2026-11-21`.
pub(crate) fn today() -> String {
    #[allow(clippy::disallowed_methods, reason = "a measurement is made on a day")]
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let micros = i64::try_from(since.as_micros()).unwrap_or_default();
    domain::At::from_micros(micros).to_string().chars().take(10).collect()
}

/// The processor and memory of this machine, in words.
pub(crate) fn describe() -> String {
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        processor.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map(|(_, m)| m);
    let cores = processor.lines().filter(|line| line.starts_with("processor")).count();
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kilobytes =
        memory.lines().find_map(|line| line.strip_prefix("MemTotal:")?.trim().strip_suffix(" kB"));
    let gigabytes = kilobytes.and_then(|kb| kb.trim().parse::<u64>().ok()).unwrap_or(0) >> 20;
    format!("{cores} cores ({}), {gigabytes} GiB", model.unwrap_or("unknown"))
}
