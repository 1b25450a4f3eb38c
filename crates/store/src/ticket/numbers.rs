//! Sets of ticket numbers of which many versions can be kept: a copy shares whatever is not changed in it.

use roaring::RoaringBitmap;
use std::{collections::BTreeMap, ops::RangeInclusive, sync::Arc};

/// Numbers that share all but their last bits stand together.
const BITS: u32 = 16;

/// A set of ticket numbers, none of them negative. A copy costs little, and a changed copy some 8 KiB for each part that is
/// changed in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbers {
    /// By the leading bits of the numbers, those without them. No part is empty.
    parts: BTreeMap<u64, Arc<RoaringBitmap>>,
    len: i64,
}

const fn split(number: i64) -> (u64, u32) {
    let number = number.cast_unsigned();
    (number >> BITS, (number & ((1 << BITS) - 1)) as u32)
}

const fn join(part: u64, rest: u32) -> i64 {
    (part << BITS | rest as u64).cast_signed()
}

impl Numbers {
    /// How many.
    pub(crate) const fn len(&self) -> i64 {
        self.len
    }

    /// About how many bytes it takes.
    pub(super) fn size(&self) -> usize {
        self.parts.values().map(|part| part.serialized_size()).sum()
    }

    /// Adds a number or takes it out.
    pub(super) fn set(&mut self, number: i64, is_in: bool) {
        let (part, rest) = split(number);
        if is_in {
            let part = Arc::make_mut(self.parts.entry(part).or_default());
            self.len += i64::from(part.insert(rest));
        } else if let Some(held) = self.parts.get_mut(&part).filter(|held| held.contains(rest)) {
            let held = Arc::make_mut(held);
            held.remove(rest);
            self.len -= 1;
            if held.is_empty() {
                self.parts.remove(&part);
            }
        }
    }

    /// Those in a range, the greatest first.
    pub(crate) fn newest(&self, range: RangeInclusive<i64>) -> impl Iterator<Item = i64> {
        let (from, to) = (*range.start().max(&0), *range.end());
        let parts = if from <= to { Some(split(from).0..=split(to).0) } else { None };
        let parts = parts.into_iter().flat_map(|parts| self.parts.range(parts).rev());
        let numbers = parts.flat_map(|(part, held)| held.iter().rev().map(|rest| join(*part, rest)));
        numbers.skip_while(move |number| *number > to).take_while(move |number| *number >= from)
    }
}

impl FromIterator<i64> for Numbers {
    fn from_iter<I: IntoIterator<Item = i64>>(numbers: I) -> Self {
        let mut set = Self::default();
        for number in numbers {
            set.set(number, true);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn number() -> impl Strategy<Value = i64> {
        prop_oneof![0..40i64, 65_500..65_600i64, 0..10_000_000i64, Just(i64::MAX)]
    }

    proptest! {
        #[test]
        fn a_set_is_the_plain_one_and_its_copies_stay_as_they_were(
            changes in proptest::collection::vec((number(), any::<bool>()), 0..200),
            range in (number(), number()),
        ) {
            let (mut set, mut plain) = (Numbers::default(), BTreeSet::new());
            let mut copies = Vec::new();
            for (number, is_in) in changes {
                copies.push((set.clone(), plain.clone()));
                set.set(number, is_in);
                if is_in { plain.insert(number) } else { plain.remove(&number) };
            }
            copies.push((set, plain));
            for (set, plain) in copies {
                prop_assert_eq!(set.len(), i64::try_from(plain.len()).unwrap());
                prop_assert!(set.newest(i64::MIN..=i64::MAX).eq(plain.iter().rev().copied()));
                let (from, to) = range;
                if from <= to {
                    prop_assert!(set.newest(from..=to).eq(plain.range(from..=to).rev().copied()));
                }
            }
        }
    }
}
