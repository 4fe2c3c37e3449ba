//! The most of several things that can be had together, where not all can.

/// What can be had together, and what cannot.
pub(crate) struct Fitting<T, R, E> {
    /// What was made of all that could be had; none where nothing could.
    pub made: Option<R>,
    /// What could not be had, each with the reason, in order.
    pub refused: Vec<(T, E)>,
}

/// Makes the most of `all`, in their order: by halves, so that a few which do not fit are found in few attempts. What is
/// left when these are used up is refused, too.
pub(crate) fn fitting<T: Clone, R, E: Clone>(
    all: &[T],
    most_attempts: usize,
    mut make: impl FnMut(&[T]) -> Result<R, E>,
) -> Fitting<T, R, E> {
    let mut attempts = most_attempts;
    let mut made = None;
    let mut kept: Vec<usize> = Vec::new();
    let mut refused: Vec<(usize, E)> = Vec::new();
    let whole = 0..all.len();
    let mut waiting = vec![whole];
    for is_second_round in [false, true] {
        if is_second_round && refused.len() < attempts {
            // What did not fit by itself may fit when what follows is there.
            let again = refused.drain(..).rev();
            waiting.extend(again.map(|(place, _)| place..place + 1));
        }
        while let Some(group) = waiting.pop() {
            let mut candidate: Vec<usize> = kept.iter().copied().chain(group.clone()).collect();
            candidate.sort_unstable();
            let items: Vec<T> = candidate.iter().map(|place| all[*place].clone()).collect();
            match make(&items) {
                Ok(result) => {
                    made = Some(result);
                    kept = candidate;
                }
                Err(_) if group.len() > 1 && attempts > 1 => {
                    let middle = group.start + group.len() / 2;
                    waiting.extend([middle..group.end, group.start..middle]);
                }
                Err(reason) => refused.extend(group.map(|place| (place, reason.clone()))),
            }
            attempts = attempts.saturating_sub(1);
        }
    }
    refused.sort_unstable_by_key(|(place, _)| *place);
    let refused = refused.into_iter();
    Fitting {
        made,
        refused: refused
            .map(|(place, reason)| (all[place].clone(), reason))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of which none is three, and two only beside five.
    fn make(numbers: &[u32]) -> Result<Vec<u32>, &'static str> {
        if numbers.contains(&3) {
            return Err("three");
        }
        if numbers.contains(&2) && !numbers.contains(&5) {
            return Err("two without five");
        }
        Ok(numbers.to_vec())
    }

    #[test]
    fn the_most_is_had() {
        let found = fitting(&[1, 2, 3, 4, 5], 64, make);
        assert_eq!(found.made, Some(vec![1, 2, 4, 5]));
        assert_eq!(found.refused, [(3, "three")]);
        let found = fitting(&[3], 64, make);
        assert_eq!((found.made, found.refused), (None, vec![(3, "three")]));
    }

    #[test]
    fn attempts_are_counted() {
        let numbers: Vec<u32> = (10..10_000).collect();
        let mut count = 0;
        let found = fitting(&numbers, 64, |_| {
            count += 1;
            Err::<(), _>("never")
        });
        assert!(found.made.is_none() && count <= 80, "{count}");
        assert_eq!(found.refused.len(), numbers.len());
    }
}
