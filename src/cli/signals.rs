//! Signals: which of them end a run, and how.

use super::Outcome;
use signal_hook::consts;
use std::ffi::c_int;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether somebody wants the run to end; by default nobody ever does.
#[derive(Clone, Default)]
pub(super) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What from now on an interrupt or a request to terminate sets, in the place of ending the process: what is at hand is
/// finished first, so that no temporary file stays behind. Whoever goes on to other things looks at it before each; a
/// second interrupt ends the process at once.
#[must_use]
pub(super) fn deferred() -> Interrupt {
    let flag = Arc::new(AtomicBool::new(false));
    for signal in that_end() {
        // Without a handler the process ends at once, which loses nothing but tidiness.
        let _ = signal_hook::flag::register_conditional_shutdown(
            signal,
            Outcome::SystemFailed as i32,
            Arc::clone(&flag),
        );
        let _ = signal_hook::flag::register(signal, Arc::clone(&flag));
    }
    Interrupt(flag)
}

/// The signals that ask the process to end: an interrupt at the terminal, a request to terminate, and, where there
/// is one, the end of the terminal.
fn that_end() -> Vec<c_int> {
    let everywhere = [consts::SIGINT, consts::SIGTERM].into_iter();
    #[cfg(unix)]
    let everywhere = everywhere.chain([consts::SIGHUP].into_iter().filter(|&hup| !is_ignored(hup)));
    everywhere.collect()
}

/// Whether the process was started to live on in spite of a signal, as by `nohup`. Where the system does not say so, it
/// was.
#[cfg(unix)]
fn is_ignored(signal: c_int) -> bool {
    let ignored = |status: String| {
        let mask = status
            .lines()
            .find_map(|line| line.strip_prefix("SigIgn:"))?;
        let mask = u64::from_str_radix(mask.trim(), 16).ok()?;
        // Bit 0 is signal 1.
        Some(mask >> (signal - 1) & 1 == 1)
    };
    let status = std::fs::read_to_string("/proc/self/status").ok();
    status.and_then(ignored).unwrap_or(true)
}

/// A write beyond the limit on the size of files, which would end the process, fails instead: what was begun is
/// cleared away, and the reason is said.
pub(super) fn let_writes_fail() {
    #[cfg(unix)]
    {
        // Without a handler the process ends as any other.
        let _ = signal_hook::flag::register(consts::SIGXFSZ, Arc::new(AtomicBool::new(false)));
    }
}
