//! The assignment of least cost.

/// Pairs rows with columns, all of the shorter side, so that the sum of costs is least (the Hungarian method, by shortest
/// augmenting paths: R. Jonker and A. Volgenant, Computing 38, 1987). Time grows with the square of the shorter side and
/// with the longer one.
pub(super) fn assign(
    rows: usize,
    columns: usize,
    cost: impl Fn(usize, usize) -> i64,
) -> Vec<(usize, usize)> {
    let is_turned = rows > columns;
    let pair = |one, other| {
        if is_turned {
            (other, one)
        } else {
            (one, other)
        }
    };
    // From here on, the shorter side makes the rows.
    let (rows, columns) = pair(rows, columns);
    let cost = |row, column| {
        let (row, column) = pair(row, column);
        cost(row, column)
    };
    let costs: Vec<Vec<i64>> = (0..rows)
        .map(|row| (0..columns).map(|column| cost(row, column)).collect())
        .collect();
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
                let reduced = costs[from - 1][candidate - 1]
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
    let assigned = row_of.iter().enumerate().skip(1);
    let assigned = assigned.filter(|(_, row)| **row > 0);
    assigned
        .map(|(column, row)| pair(row - 1, column - 1))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

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
            let (rows, columns) = (costs.len(), costs[0].len());
            let turned = assign(columns, rows, |column, row| costs[row][column]).into_iter();
            let turned = turned.map(|(column, row)| (row, column)).collect();
            for assigned in [assign(rows, columns, |row, column| costs[row][column]), turned] {
                prop_assert_eq!(assigned.len(), rows);
                let seen: BTreeSet<usize> = assigned.iter().map(|(_, column)| *column).collect();
                prop_assert_eq!(seen.len(), rows);
                let sum: i64 = assigned.iter().map(|(row, column)| costs[*row][*column]).sum();
                prop_assert_eq!(sum, least(&costs, 0, &mut vec![false; columns]));
            }
        }
    }
}
