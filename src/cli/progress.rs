//! How far a long job has come, on a terminal; elsewhere nothing is said.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How often the line is written anew.
const INTERVAL: Duration = Duration::from_millis(100);
/// Back to the start of the line, which is then cleared (ECMA-48, EL).
const CLEAR: &str = "\r\x1b[K";

/// Counts what was done, in many threads.
pub(super) struct Progress {
    /// When the line was written last; none where there is no terminal.
    written: Option<Mutex<Instant>>,
    done: AtomicU64,
    all: u64,
    bytes: AtomicU64,
}

impl Progress {
    /// Counts to `all`; silent where `quiet`.
    pub fn new(all: usize, quiet: bool) -> Progress {
        let shown = !quiet && io::stderr().is_terminal();
        Progress {
            written: shown.then(|| Mutex::new(Instant::now())),
            done: AtomicU64::new(0),
            all: all as u64,
            bytes: AtomicU64::new(0),
        }
    }

    /// One more is done.
    pub fn one(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// So many more bytes were read.
    pub fn bytes(&self, count: u64) {
        let bytes = self.bytes.fetch_add(count, Ordering::Relaxed) + count;
        // Who finds another thread at the line has nothing to add.
        let Some(Ok(mut written)) = self.written.as_ref().map(Mutex::try_lock) else {
            return;
        };
        if written.elapsed() >= INTERVAL {
            *written = Instant::now();
            let line = format!(
                "{CLEAR}{} of {} packages, {} MB",
                self.done.load(Ordering::Relaxed),
                self.all,
                bytes >> 20
            );
            let _ = io::stderr().lock().write_all(line.as_bytes());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.written.is_some() {
            let _ = io::stderr().lock().write_all(CLEAR.as_bytes());
        }
    }
}
