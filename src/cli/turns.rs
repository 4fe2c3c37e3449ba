//! Turns at the processor: more briefs are on their way than are computed at the same time, since writing a file down
//! to the disk is mostly waiting.

use crate::{docx, layout, pdf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// What is remembered from one brief to the next. What is made of a brief is the same whatever was made before.
#[derive(Default)]
pub(super) struct Memory {
    pub layout: layout::Memory,
    pub pdf: pdf::Memory,
    pub docx: docx::Memory,
}

/// So many turns at the same time, each with what those before it remembered.
pub(super) struct Turns {
    idle: Mutex<Vec<Memory>>,
    returned: Condvar,
}

/// A turn; it ends when it is dropped.
pub(super) struct Turn<'t> {
    turns: &'t Turns,
    pub memory: Memory,
}

impl Turns {
    pub fn new(count: usize) -> Turns {
        Turns {
            idle: Mutex::new(
                std::iter::repeat_with(Memory::default)
                    .take(count)
                    .collect(),
            ),
            returned: Condvar::new(),
        }
    }

    /// Waits for a turn.
    pub fn take(&self) -> Turn<'_> {
        let mut idle = self.lock();
        loop {
            if let Some(memory) = idle.pop() {
                return Turn {
                    turns: self,
                    memory,
                };
            }
            let waited = self.returned.wait(idle);
            idle = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Memory>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.turns.lock().push(std::mem::take(&mut self.memory));
        self.turns.returned.notify_one();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn no_more_have_a_turn_than_there_are() {
        let turns = Turns::new(2);
        let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let turn = turns.take();
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::yield_now();
                    now.fetch_sub(1, Ordering::SeqCst);
                    drop(turn);
                });
            }
        });
        assert!(most.load(Ordering::SeqCst) <= 2);
        assert_eq!(turns.lock().len(), 2);
    }

    #[test]
    fn a_turn_ends_also_where_the_program_fails_in_it() {
        let turns = Turns::new(1);
        let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _turn = turns.take();
            std::panic::resume_unwind(Box::new(()));
        }));
        assert!(failed.is_err());
        drop(turns.take());
    }
}
