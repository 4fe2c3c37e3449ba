//! What a watch says: on a terminal the present state in place of the last one, elsewhere one block for each round.

use super::Round;
use crate::brief::counted;
use crate::cli::Outcome;
use crate::cli::report::Reporter;
use serde::Serialize;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// To the upper left corner, and what is below goes (ECMA-48, CUP and ED).
const CLEAR: &str = "\x1b[H\x1b[2J";

/// What has become of a brief, for programs.
#[derive(Serialize)]
struct Record<'a> {
    brief: &'a str,
    outcome: &'static str,
    written: Vec<String>,
    milliseconds: u128,
}

/// The place where the state is shown.
pub(super) struct Screen {
    clears: bool,
    /// Where the pages are shown.
    address: Option<String>,
}

impl Screen {
    pub fn new(address: Option<String>, reporter: &Reporter) -> Screen {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let on_terminal = io::stderr().is_terminal() && io::stdout().is_terminal();
        Screen {
            clears: on_terminal && !dumb && !reporter.is_json(),
            address,
        }
    }

    /// Shows what a round has given.
    pub fn show(&self, brief: &Path, round: &Round, files: usize, reporter: &mut Reporter) {
        if self.clears {
            let _ = io::stderr().lock().write_all(CLEAR.as_bytes());
        }
        for told in &round.told {
            reporter.diagnostics(&told.source, &told.diagnostics);
        }
        reporter.finish();
        let written: Vec<String> = round
            .written
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        let brief = brief.display().to_string();
        let line = match (round.is_good, written.is_empty()) {
            (false, _) if round.outcome == Outcome::SystemFailed => {
                format!("{brief}: not everything was written; the rest stays as it was")
            }
            (false, _) => format!("{brief}: nothing was written; what was there before stays"),
            (true, true) => format!("{brief}: unchanged"),
            (true, false) => {
                let milliseconds = round.took.as_millis();
                format!("{brief} → {} ({milliseconds} ms)", written.join(", "))
            }
        };
        let record = Record {
            brief: &brief,
            outcome: round.outcome.word(),
            written,
            milliseconds: round.took.as_millis(),
        };
        reporter.tell(&line, &record);
        if self.clears {
            let place = match &self.address {
                Some(address) => format!("; the pages are at {address}"),
                None => String::new(),
            };
            let files = counted(files, "file");
            reporter.done(&format!("watching {files}{place}; Ctrl-C ends"));
        }
    }
}
