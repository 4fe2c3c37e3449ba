//! The assignment of least cost.

/// Assigns to each row the column with which the sum of costs is least (the Hungarian method, by shortest
/// augmenting paths: R. Jonker and A. Volgenant, Computing 38, 1987). `cost` is asked for every pair; there
/// are at least as many columns as rows. Time grows with `rows`² × `columns`.
pub(super) fn assign(
    rows: usize,
    columns: usize,
    cost: impl Fn(usize, usize) -> i64,
) -> Vec<usize> {
    debug_assert!(rows <= columns);
    // Rows and columns count from 1; column 0 holds the row that is being assigned.
    let mut row_potential = vec![0i64; rows + 1];
    let mut column_potential = vec![0i64; columns + 1];
    let mut row_of = vec![0usize; columns + 1];
    let mut way = vec![0usize; columns + 1];
    for row in 1..=rows {
        row_of[0] = row;
        let mut column = 0;
        let mut least = vec![i64::MAX; columns + 1];
        let mut used = vec![false; columns + 1];
        while row_of[column] != 0 {
            used[column] = true;
            let from = row_of[column];
            let mut step = i64::MAX;
            let mut next = 0;
            for candidate in 1..=columns {
                if used[candidate] {
                    continue;
                }
                let reduced = cost(from - 1, candidate - 1)
                    - row_potential[from]
                    - column_potential[candidate];
                if reduced < least[candidate] {
                    least[candidate] = reduced;
                    way[candidate] = column;
                }
                if least[candidate] < step {
                    step = least[candidate];
                    next = candidate;
                }
            }
            for candidate in 0..=columns {
                if used[candidate] {
                    row_potential[row_of[candidate]] += step;
                    column_potential[candidate] -= step;
                } else {
                    least[candidate] = least[candidate].saturating_sub(step);
                }
            }
            column = next;
        }
        while column != 0 {
            let before = way[column];
            row_of[column] = row_of[before];
            column = before;
        }
    }
    let mut assigned = vec![0; rows];
    for (column, row) in row_of.iter().enumerate().skip(1) {
        if *row > 0 {
            assigned[row - 1] = column - 1;
        }
    }
    assigned
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The least sum over all assignments, tried one after the other.
    fn least(costs: &[Vec<i64>], row: usize, taken: &mut Vec<bool>) -> i64 {
        if row == costs.len() {
            return 0;
        }
        let mut best = i64::MAX;
        for column in 0..taken.len() {
            if !taken[column] {
                taken[column] = true;
                best = best.min(costs[row][column] + least(costs, row + 1, taken));
                taken[column] = false;
            }
        }
        best
    }

    proptest! {
        #[test]
        fn no_assignment_costs_less(
            costs in (1usize..5, 0usize..3).prop_flat_map(|(rows, more)| {
                let row = proptest::collection::vec(0i64..100, rows + more);
                proptest::collection::vec(row, rows)
            })
        ) {
            let columns = costs[0].len();
            let assigned = assign(costs.len(), columns, |row, column| costs[row][column]);
            let mut seen = vec![false; columns];
            let mut sum = 0;
            for (row, column) in assigned.iter().enumerate() {
                prop_assert!(!seen[*column]);
                seen[*column] = true;
                sum += costs[row][*column];
            }
            prop_assert_eq!(sum, least(&costs, 0, &mut vec![false; columns]));
        }
    }
}
