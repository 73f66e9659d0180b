//! The best assignment of old scenes to new ones: the Hungarian method, in whole numbers.

/// For each row the column that it gets, so that the sum of the profits is greatest; a pair without profit
/// is none. That is the same as an assignment with a dummy of profit 0 for each row and each column.
pub(crate) fn assign(
    rows: usize,
    columns: usize,
    profit: impl Fn(usize, usize) -> i64,
) -> Vec<Option<usize>> {
    let mut found = vec![None; rows];
    if rows <= columns {
        for (column, row) in solve(rows, columns, |r, c| -profit(r, c).max(0)) {
            found[row] = Some(column).filter(|_| profit(row, column) > 0);
        }
    } else {
        for (row, column) in solve(columns, rows, |c, r| -profit(r, c).max(0)) {
            found[row] = Some(column).filter(|_| profit(row, column) > 0);
        }
    }
    found
}

/// Every row gets a column at the least cost; pairs (column, row). Rows are at most as many as columns.
///
/// Rows are added one by one, each along the shortest path in reduced costs: O(rows² · columns).
fn solve(rows: usize, columns: usize, cost: impl Fn(usize, usize) -> i64) -> Vec<(usize, usize)> {
    // Column 0 stands for the row that is being added; rows and columns count from 1.
    let mut row_price = vec![0_i64; rows + 1];
    let mut column_price = vec![0_i64; columns + 1];
    let mut row_of = vec![0_usize; columns + 1];
    let mut came_from = vec![0_usize; columns + 1];
    for row in 1..=rows {
        row_of[0] = row;
        let mut at = 0;
        let mut least = vec![i64::MAX; columns + 1];
        let mut done = vec![false; columns + 1];
        while row_of[at] != 0 {
            done[at] = true;
            let (mut step, mut next) = (i64::MAX, 0);
            let here = row_of[at];
            for column in 1..=columns {
                if done[column] {
                    continue;
                }
                let reduced = cost(here - 1, column - 1) - row_price[here] - column_price[column];
                if reduced < least[column] {
                    least[column] = reduced;
                    came_from[column] = at;
                }
                if least[column] < step {
                    (step, next) = (least[column], column);
                }
            }
            for column in 0..=columns {
                if done[column] {
                    row_price[row_of[column]] += step;
                    column_price[column] -= step;
                } else if least[column] < i64::MAX {
                    least[column] -= step;
                }
            }
            at = next;
        }
        while at != 0 {
            row_of[at] = row_of[came_from[at]];
            at = came_from[at];
        }
    }
    (1..=columns).filter(|column| row_of[*column] != 0).map(|c| (c - 1, row_of[c] - 1)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The best sum over all ways to give rows columns, or none.
    fn best(rows: &[Vec<i64>], taken: u32) -> i64 {
        let Some((row, rest)) = rows.split_first() else { return 0 };
        let some = row
            .iter()
            .enumerate()
            .filter(|(column, _)| taken & (1 << column) == 0)
            .map(|(column, profit)| profit + best(rest, taken | 1 << column));
        some.max().unwrap_or(0).max(best(rest, taken))
    }

    proptest! {
        #[test]
        fn nothing_beats_the_assignment(
            (columns, rows) in (0_usize..6, 0_usize..6).prop_flat_map(|(columns, rows)| {
                (Just(columns), prop::collection::vec(prop::collection::vec(-3_i64..20, columns), rows))
            })
        ) {
            let found = assign(rows.len(), columns, |row, column| rows[row][column]);
            let mut used: Vec<usize> = found.iter().flatten().copied().collect();
            let sum: i64 = found.iter().enumerate().filter_map(|(r, c)| c.map(|c| rows[r][c])).sum();
            prop_assert_eq!(sum, best(&rows, 0));
            used.sort_unstable();
            used.dedup();
            prop_assert_eq!(used.len(), found.iter().flatten().count());
        }
    }
}
