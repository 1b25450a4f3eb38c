//! Numbers that look thrown and are the same every time: one seed, one set of data.

/// `SplitMix64`.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    /// A sequence of its own for each `index` of a `seed`.
    pub(crate) const fn new(seed: u64, index: u64) -> Self {
        Self(seed ^ index.wrapping_mul(0xd134_2543_de82_ef95))
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below `end`, each as likely.
    #[allow(clippy::cast_possible_wrap, reason = "ends are small")]
    pub(crate) const fn below(&mut self, end: i64) -> i64 {
        if end < 1 { 0 } else { (self.next() % end.unsigned_abs()) as i64 }
    }

    /// A place in a list of `len`.
    #[allow(clippy::cast_possible_truncation, reason = "a remainder of a length")]
    pub(crate) const fn index(&mut self, len: usize) -> usize {
        if len == 0 { 0 } else { (self.next() % len as u64) as usize }
    }

    /// True so many times out of a hundred.
    pub(crate) const fn percent(&mut self, of_a_hundred: u64) -> bool {
        self.next() % 100 < of_a_hundred
    }

    /// A place in a list of `len`, after Zipf: the first is the most likely, the n-th about an n-th as likely.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "lists are short and the result is cut to the list"
    )]
    pub(crate) fn rank(&mut self, len: usize) -> usize {
        let even = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let place = (len as f64 + 1.0).powf(even) as usize;
        place.saturating_sub(1).min(len.saturating_sub(1))
    }

    /// One of a list by [`Dice::rank`].
    pub(crate) fn often<'l>(&mut self, list: &'l [String]) -> &'l str {
        let place = self.rank(list.len());
        list.get(place).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_first_of_a_list_is_thrown_often_and_the_last_seldom() {
        let mut dice = Dice::new(1, 1);
        let mut seen = [0_u32; 50];
        for _ in 0..100_000 {
            seen[dice.rank(50)] += 1;
        }
        assert!(seen[0] > 15_000 && seen[0] < 20_000, "{seen:?}");
        assert!(seen[49] > 100 && seen[49] < 1_000, "{seen:?}");
        assert_eq!(Dice::new(7, 3).next(), Dice::new(7, 3).next());
    }
}
