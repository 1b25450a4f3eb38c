//! How long answers took: a histogram whose steps are at most 3 % wide.

use std::time::Duration;

/// Steps for each doubling.
const FINE: u32 = 5;
const BUCKETS: usize = (64 - FINE as usize + 1) << FINE;

/// Times in microseconds, counted.
#[derive(Debug, Clone)]
pub(crate) struct Histogram {
    counts: Vec<u64>,
    total: u64,
    max: u64,
}

impl Default for Histogram {
    fn default() -> Self {
        Self { counts: vec![0; BUCKETS], total: 0, max: 0 }
    }
}

impl Histogram {
    pub(crate) fn add(&mut self, time: Duration) {
        let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        if let Some(count) = self.counts.get_mut(bucket(micros)) {
            *count += 1;
        }
        self.total += 1;
        self.max = self.max.max(micros);
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
        self.total += other.total;
        self.max = self.max.max(other.max);
    }

    pub(crate) const fn total(&self) -> u64 {
        self.total
    }

    /// The longest.
    pub(crate) const fn max(&self) -> Duration {
        Duration::from_micros(self.max)
    }

    /// The time that `share` of a thousand did not exceed.
    pub(crate) fn permille(&self, share: u64) -> Duration {
        let wanted = (self.total * share).div_ceil(1_000).max(1);
        let mut seen = 0;
        for (bucket, count) in self.counts.iter().enumerate() {
            seen += count;
            if seen >= wanted {
                return Duration::from_micros(upper(bucket).min(self.max));
            }
        }
        self.max()
    }
}

#[allow(clippy::cast_possible_truncation, reason = "there are fewer than 2000 buckets")]
const fn bucket(micros: u64) -> usize {
    if micros < 1 << FINE {
        return micros as usize;
    }
    let shift = micros.ilog2() - FINE;
    ((shift as usize + 1) << FINE) + ((micros >> shift) as usize - (1 << FINE))
}

/// The largest time that falls into a bucket.
const fn upper(bucket: usize) -> u64 {
    let (row, place) = (bucket >> FINE, (bucket & ((1 << FINE) - 1)) as u64);
    if row == 0 {
        return place;
    }
    let shift = row as u32 - 1;
    (((1 << FINE) + place + 1) << shift) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_back_within_three_percent() {
        for micros in (0..2_000).chain([12_345, 99_999, 1_000_000, 123_456_789]) {
            let top = upper(bucket(micros));
            assert!(top >= micros && top <= micros + micros / 31 + 1, "{micros} {top}");
        }
    }

    #[test]
    fn the_share_that_was_asked_for_is_at_or_below() {
        let mut histogram = Histogram::default();
        (1..=1_000).for_each(|micros| histogram.add(Duration::from_micros(micros)));
        let (half, most) = (histogram.permille(500).as_micros(), histogram.permille(990).as_micros());
        assert!((500..=516).contains(&half) && (990..=1_000).contains(&most), "{half} {most}");
        assert_eq!((histogram.total(), histogram.max()), (1_000, Duration::from_millis(1)));
    }
}
