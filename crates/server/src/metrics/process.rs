//! What Linux tells of this process. Elsewhere, and where `/proc` cannot be read, these figures are left out.

use rustix::param;

/// The process, in the units of its figures.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Process {
    /// Processor time, in ticks.
    pub(crate) cpu_ticks: u64,
    pub(crate) ticks_per_second: u64,
    pub(crate) resident_bytes: u64,
    pub(crate) virtual_bytes: u64,
    pub(crate) threads: u64,
    pub(crate) open_fds: u64,
    pub(crate) most_fds: u64,
}

/// How the process is now.
pub(crate) fn now() -> Option<Process> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    // One of them is of reading the directory itself.
    let open = std::fs::read_dir("/proc/self/fd").ok()?.count().saturating_sub(1);
    let mut process = parse(&stat, param::page_size() as u64, param::clock_ticks_per_second())?;
    process.open_fds = open as u64;
    process.most_fds = most_fds(&limits)?;
    Some(process)
}

/// The fields of `/proc/self/stat` behind the name, which stands in parentheses and may hold anything.
fn parse(stat: &str, page: u64, ticks_per_second: u64) -> Option<Process> {
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    // Numbered from 1 in the manual; the first of these is field 3.
    let field = |number: usize| fields.get(number - 3)?.parse::<u64>().ok();
    Some(Process {
        cpu_ticks: field(14)? + field(15)?,
        ticks_per_second,
        threads: field(20)?,
        virtual_bytes: field(23)?,
        resident_bytes: field(24)? * page,
        open_fds: 0,
        most_fds: 0,
    })
}

fn most_fds(limits: &str) -> Option<u64> {
    let line = limits.lines().find(|line| line.starts_with("Max open files"))?;
    line.split_whitespace().nth(3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_parentheses_and_spaces_does_not_shift_the_fields() {
        let stat =
            "7 (a) b) R 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20 0 12 0 99 4096000 1000 18446744073709551615 1";
        let process = parse(stat, 4096, 100).unwrap();
        assert_eq!((process.cpu_ticks, process.threads), (300, 12));
        assert_eq!((process.virtual_bytes, process.resident_bytes), (4_096_000, 4_096_000));
        assert_eq!(
            most_fds("Limit  Soft Hard\nMax open files            1024   4096   files\n"),
            Some(1_024)
        );
    }

    #[test]
    fn this_process_has_memory_and_threads() {
        let process = now().unwrap();
        assert!(process.resident_bytes > 1 << 20 && process.threads >= 1 && process.open_fds >= 3);
        assert!(process.most_fds >= process.open_fds);
    }
}
