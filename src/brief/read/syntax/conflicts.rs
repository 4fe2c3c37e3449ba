//! Two versions of the same lines, as Git leaves them in a file where a merge was not finished.

use super::fault::Fault;
use std::ops::Range;

/// The two versions of lines that stand in `text`, in its order; of each the first goes on to be read.
pub(super) fn faults(text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut at = 0;
    // The line of the first mark, and where the second version begins, or what both were made of.
    let mut open: Option<(Range<usize>, Option<usize>)> = None;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        if is_mark(line, '<') {
            open = Some((start..at, None));
        } else if is_mark(line, '|') || line == "=======" {
            if let Some((_, second)) = &mut open {
                second.get_or_insert(start);
            }
        } else if is_mark(line, '>')
            && let Some((first, Some(second))) = open.take()
        {
            let what = "two versions of these lines stand here: a merge that was not finished";
            let fault = Fault::new("two-versions", what, first.start..start + line.len())
                .help("keep one of the two, and remove the lines of marks: `<<<<<<<`, `=======`, `>>>>>>>`")
                .repaired(vec![(first, String::new()), (second..at, String::new())]);
            faults.push(fault);
        }
    }
    faults
}

/// Whether `line` is one that Git marks a version with: seven times `mark`, and perhaps the name of the version.
fn is_mark(line: &str, mark: char) -> bool {
    let name = line.trim_start_matches(mark);
    line.len() - name.len() == 7 && (name.is_empty() || name.starts_with(' '))
}
