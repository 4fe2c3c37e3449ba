//! How far a long job has come, on a terminal; elsewhere nothing is said.

use super::report::Reporter;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often the line is written anew.
const INTERVAL: Duration = Duration::from_millis(100);
/// Back to the start of the line, which is then cleared (ECMA-48, EL).
const CLEAR: &str = "\r\x1b[K";

/// How wide the bar is, in characters.
const BAR: u64 = 30;

/// Counts what was done, in many threads.
pub(super) struct Progress {
    /// The line; none where there is no terminal.
    line: Option<Mutex<Line>>,
    /// What is counted, in the plural.
    what: &'static str,
    done: AtomicU64,
    all: u64,
    bytes: AtomicU64,
}

/// The line on the terminal.
struct Line {
    /// When it was written last, or counting began.
    at: Instant,
    /// Whether it stands there.
    stands: bool,
}

impl Progress {
    /// Counts `what` to `all`; silent where `reporter` says nothing to people.
    pub fn new(what: &'static str, all: usize, reporter: &Reporter) -> Progress {
        let is_silent = reporter.is_quiet() || reporter.is_json();
        let shown = !is_silent && io::stderr().is_terminal();
        Progress {
            line: shown.then(|| {
                Mutex::new(Line {
                    at: Instant::now(),
                    stands: false,
                })
            }),
            what,
            done: AtomicU64::new(0),
            all: all as u64,
            bytes: AtomicU64::new(0),
        }
    }

    /// One more is done.
    pub fn one(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
        self.show();
    }

    /// So many more bytes were read.
    pub fn bytes(&self, count: u64) {
        self.bytes.fetch_add(count, Ordering::Relaxed);
        self.show();
    }

    /// Lets `say` write where the line stands, and writes the line below.
    pub fn beside(&self, say: impl FnOnce()) {
        let Some(line) = &self.line else {
            return say();
        };
        let mut line = line.lock().unwrap_or_else(PoisonError::into_inner);
        write(CLEAR);
        say();
        self.write_anew(&mut line);
    }

    fn show(&self) {
        // Who finds another thread at the line has nothing to add.
        let Some(Ok(mut line)) = self.line.as_ref().map(Mutex::try_lock) else {
            return;
        };
        if line.at.elapsed() >= INTERVAL {
            self.write_anew(&mut line);
        }
    }

    fn write_anew(&self, standing: &mut Line) {
        let [done, bytes] = [&self.done, &self.bytes].map(|count| count.load(Ordering::Relaxed));
        write(&line(done, self.all, self.what, bytes));
        *standing = Line {
            at: Instant::now(),
            stands: true,
        };
    }
}

/// The line: a bar, the count, and the bytes where they are counted.
fn line(done: u64, all: u64, what: &str, bytes: u64) -> String {
    let filled = (done.min(all) * BAR / all.max(1)) as usize;
    let bar = "#".repeat(filled) + &".".repeat(BAR as usize - filled);
    let read = match bytes {
        0 => String::new(),
        bytes => format!(", {} MB", bytes / 1_000_000),
    };
    format!("{CLEAR}[{bar}] {done} of {all} {what}{read}")
}

impl Drop for Progress {
    fn drop(&mut self) {
        let line = self.line.take();
        let line = line.map(|line| line.into_inner().unwrap_or_else(PoisonError::into_inner));
        if line.is_some_and(|line| line.stands) {
            write(CLEAR);
        }
    }
}

fn write(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_shows_how_far_a_job_has_come() {
        let bar = |filled: usize| format!("[{}{}]", "#".repeat(filled), ".".repeat(30 - filled));
        let shown = |done, all, bytes| line(done, all, "briefs", bytes).replace(CLEAR, "");
        assert_eq!(shown(0, 3, 0), format!("{} 0 of 3 briefs", bar(0)));
        assert_eq!(shown(2, 3, 0), format!("{} 2 of 3 briefs", bar(20)));
        assert_eq!(
            shown(3, 3, 5_900_000),
            format!("{} 3 of 3 briefs, 5 MB", bar(30))
        );
        assert_eq!(shown(0, 0, 0), format!("{} 0 of 0 briefs", bar(0)));
    }
}
