//! How much may come of one cause: what a person does, or what happens outside, once.
//!
//! Steps that the system takes one out of the other are counted along each way (`chain`), and what makes or moves *other*
//! tickets is paid for out of a budget that the cause is given once. Whatever goes on in several ways shares what is left
//! among them and never adds to it: so all that comes of a cause together stays below [`Cause::MOST`], on however many nodes
//! it goes on, after however many hours, with nothing to count in common.

use crate::{Message, msg};

/// What the system may still do of itself out of one cause, on one of the ways on which it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cause {
    /// How many steps the system has taken one out of the other up to here; 0 for what a person has done.
    pub chain: i64,
    /// How many other tickets may still be made or moved.
    pub budget: i64,
}

impl Default for Cause {
    /// What a person does.
    fn default() -> Self {
        Self { chain: 0, budget: Self::MOST }
    }
}

impl Cause {
    /// How many steps the system takes one out of the other before it stops, while no person and nothing outside does anything.
    pub const LONGEST: i64 = 20;
    /// How many tickets are made or moved out of one cause, beside the one that it was about. More than a step has post
    /// functions, so that each of these gets its turn.
    pub const MOST: i64 = 100;

    /// What happens outside: what comes of it at once is the system's first step.
    pub const fn outside() -> Self {
        Self { chain: 1, budget: Self::MOST }
    }

    /// After one more step of the system on the same ticket; or why there is none.
    pub fn next(self) -> Result<Self, Message> {
        if self.chain >= Self::LONGEST {
            return Err(msg!("trigger.chain", most = Self::LONGEST));
        }
        Ok(Self { chain: self.chain + 1, ..self })
    }

    /// After another ticket was made or moved; or why none is.
    pub fn spend(self) -> Result<Self, Message> {
        let next = self.next()?;
        if self.budget < 1 {
            return Err(msg!("trigger.budget", most = Self::MOST));
        }
        Ok(Self { budget: self.budget - 1, ..next })
    }

    /// What each of so many ways gets of it; what does not come out even goes to the first.
    pub fn shared(self, ways: usize) -> impl Iterator<Item = Self> {
        let count = i64::try_from(ways).unwrap_or(i64::MAX).max(1);
        let budget = self.budget.max(0);
        let (each, first) = (budget / count, budget % count);
        (0..).take(ways).map(move |way| Self { budget: each + i64::from(way < first), ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    #[test]
    fn what_is_used_up_stops_and_says_so() {
        let mut cause = Cause { chain: 0, budget: 2 };
        for _ in 0..2 {
            cause = cause.spend().unwrap();
        }
        assert_eq!(cause, Cause { chain: 2, budget: 0 });
        assert_eq!(cause.spend().unwrap_err().key(), "trigger.budget");
        assert!(cause.next().is_ok(), "its own ticket goes on");
        let far = Cause { chain: Cause::LONGEST, budget: 9 };
        assert_eq!(
            (far.spend().unwrap_err().key(), far.next().unwrap_err().key()),
            ("trigger.chain", "trigger.chain")
        );
    }

    proptest! {
        #[test]
        fn what_is_shared_is_neither_more_nor_less(budget in 0..200_i64, ways in 1..60_usize) {
            let shares: Vec<Cause> = Cause { chain: 3, budget }.shared(ways).collect();
            prop_assert_eq!(shares.len(), ways);
            prop_assert_eq!(shares.iter().map(|share| share.budget).sum::<i64>(), budget);
            prop_assert!(shares.iter().all(|share| share.chain == 3 && share.budget >= budget / 60));
        }

        /// Every ticket that is made makes `sizes[depth]` more, as long as it may.
        #[test]
        fn however_tickets_make_tickets_the_total_is_bounded(sizes in vec(1..50_usize, 25)) {
            let (mut made, mut open) = (0_i64, vec![Cause::default()]);
            for ways in sizes {
                let shares = open.iter().flat_map(|cause| cause.shared(ways));
                open = shares.filter_map(|share| share.spend().ok()).collect();
                made += i64::try_from(open.len()).unwrap();
            }
            prop_assert!(made <= Cause::MOST, "{}", made);
        }
    }
}
