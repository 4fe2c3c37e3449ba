//! How many briefs of a run were made, and what became of the others.

use super::Outcome;
use crate::brief::counted;
use serde::Serialize;

/// What became of a file that was to be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Verdict {
    Made,
    /// Its outputs stand as they would be made.
    Unchanged,
    /// It is no brief, and was not named as one.
    NoBrief,
    NotMade(Outcome),
}

impl Verdict {
    pub fn result(self) -> Result<(), Outcome> {
        match self {
            Verdict::NotMade(outcome) => Err(outcome),
            Verdict::Made | Verdict::Unchanged | Verdict::NoBrief => Ok(()),
        }
    }
}

/// What became of the briefs of a run.
#[derive(Default, Serialize, Debug)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Tally {
    made: usize,
    unchanged: usize,
    wrong: usize,
    failed: usize,
    /// Files that were not looked at, of which some may be no briefs.
    pub not_begun: usize,
}

impl Tally {
    pub fn count(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Made => self.made += 1,
            Verdict::Unchanged => self.unchanged += 1,
            Verdict::NoBrief => {}
            Verdict::NotMade(Outcome::SystemFailed) => self.failed += 1,
            Verdict::NotMade(_) => self.wrong += 1,
        }
    }

    /// “3 briefs: 2 made, 1 wrong; 4 files were not begun”.
    pub fn line(&self) -> String {
        let counts = [
            (self.made, "made"),
            (self.unchanged, "unchanged"),
            (self.wrong, "wrong"),
            (self.failed, "failed"),
        ];
        let all = self.made + self.unchanged + self.wrong + self.failed;
        let counts: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let mut line = counted(all, "brief");
        if all > 0 {
            line.push_str(&format!(": {}", counts.join(", ")));
        }
        match self.not_begun {
            0 => {}
            1 => line.push_str("; 1 file was not begun"),
            files => line.push_str(&format!("; {files} files were not begun")),
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_names_only_what_there_is() {
        let mut tally = Tally::default();
        assert_eq!(tally.line(), "0 briefs");
        tally.count(Verdict::NoBrief);
        tally.count(Verdict::Made);
        assert_eq!(tally.line(), "1 brief: 1 made");
        tally.count(Verdict::Unchanged);
        tally.count(Verdict::NotMade(Outcome::BriefWrong));
        tally.count(Verdict::NotMade(Outcome::SystemFailed));
        assert_eq!(
            tally.line(),
            "4 briefs: 1 made, 1 unchanged, 1 wrong, 1 failed"
        );
        tally.not_begun = 2;
        assert!(tally.line().ends_with("1 failed; 2 files were not begun"));
    }
}
