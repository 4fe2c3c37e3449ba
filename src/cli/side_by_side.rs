//! Work with many things side by side, with messages in the order of the things.

use super::progress::Progress;
use super::report::Reporter;
use super::signals::Interrupt;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// What is said of a thing at which the program itself failed.
pub(super) const PROGRAM_FAILED: &str = "the program failed; please report this, with the file";

/// How many processors there are.
pub(super) fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

/// Why there is no result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum NotDone {
    /// The run was interrupted before its turn.
    Interrupted,
    /// The program failed at it.
    Failed,
}

/// The result of `work`, at which the program may fail.
pub(super) fn caught<R>(work: impl FnOnce() -> R) -> Result<R, NotDone> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| NotDone::Failed)
}

/// The results of `work` with each of `items`, in so many `threads`. What it says is said in the order of the
/// items. Where the run is `interrupted`, those that were begun are finished first.
pub(super) fn each<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    interrupted: &Interrupt,
    progress: &Progress,
    reporter: &mut Reporter,
    work: impl Fn(&T, &mut Reporter) -> R + Sync,
) -> Vec<Result<R, NotDone>> {
    if let [item] = items {
        return vec![caught(|| work(item, reporter))];
    }
    let mut results: Vec<Result<R, NotDone>> = Vec::new();
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads.min(items.len()) {
            let sender = sender.clone();
            let like = reporter.apart();
            let (next, work) = (&next, &work);
            scope.spawn(move || {
                while !interrupted.is_set() {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else {
                        return;
                    };
                    let mut apart = like.apart();
                    let result = caught(|| work(item, &mut apart));
                    progress.one();
                    // The receiver is there as long as a thread is.
                    let _ = sender.send((index, result, apart));
                }
            });
        }
        drop(sender);
        // Those that were done before their turn.
        let mut waiting = BTreeMap::new();
        for (index, result, said) in receiver {
            waiting.insert(index, (result, said));
            while let Some((result, said)) = waiting.remove(&results.len()) {
                results.push(result);
                if said.has_kept() {
                    progress.beside(|| reporter.say(said));
                }
            }
        }
    });
    results.resize_with(items.len(), || Err(NotDone::Interrupted));
    results
}

#[cfg(test)]
mod tests {
    use super::super::arguments::{MessageFormat, MessageOptions};
    use super::*;

    #[test]
    fn work_that_fails_is_told_of_one_as_of_several() {
        let options = MessageOptions {
            message_format: MessageFormat::Human,
            quiet: true,
            verbose: false,
        };
        for count in [1, 3] {
            let items = vec![(); count];
            let mut reporter = Reporter::new(&options);
            let results = each(
                &items,
                2,
                &Interrupt::default(),
                &Progress::new("items", count, &reporter),
                &mut reporter,
                |(), _| std::panic::resume_unwind(Box::new("failed")),
            );
            let failed: Vec<Result<(), NotDone>> = vec![Err(NotDone::Failed); count];
            assert_eq!(results, failed);
        }
    }
}
