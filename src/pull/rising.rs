//! What stays in its order where others have moved.

use std::collections::BTreeSet;

/// The places of the longest rising subsequence.
pub(super) fn longest_rising(numbers: &[usize]) -> BTreeSet<usize> {
    // The place of the least last number of a row of each length, and the place before each.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for (place, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before[place] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(place);
        } else {
            ends[length] = place;
        }
    }
    let mut row = BTreeSet::new();
    let mut next = ends.last().copied();
    while let Some(place) = next {
        row.insert(place);
        next = before[place];
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_items_are_moved() {
        let kept = |numbers: &[usize]| longest_rising(numbers).into_iter().collect::<Vec<_>>();
        assert_eq!(kept(&[0, 1, 2]), [0, 1, 2]);
        assert_eq!(kept(&[2, 0, 1]), [1, 2]);
        assert_eq!(kept(&[0, 3, 1, 2]), [0, 2, 3]);
        assert_eq!(kept(&[]), [] as [usize; 0]);
    }
}
