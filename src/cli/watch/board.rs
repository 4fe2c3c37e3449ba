//! What is shown of a brief at present, for all who look at it.

use super::Round;
use crate::brief::counted;
use crate::cli::Outcome;
use crate::cli::clock;
use crate::preview::{Preview, State, shown};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The present state, which one thread sets and others show.
pub(super) struct Board {
    present: Mutex<Present>,
    changed: Condvar,
}

struct Present {
    /// Another for each round, in this run and those before it: addresses with it name the same for ever.
    revision: u64,
    /// The state, in JSON.
    state: Arc<str>,
    preview: Option<Arc<Preview>>,
    /// The revisions since when each page looks as it does, and has the words that it has.
    since: Vec<(u64, u64)>,
}

/// Which part of a page is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Drawing,
    Words,
}

impl Board {
    pub fn new() -> Board {
        Board {
            present: Mutex::new(Present {
                revision: clock::since_1970().as_millis() as u64,
                state: "null".into(),
                preview: None,
                since: Vec::new(),
            }),
            changed: Condvar::new(),
        }
    }

    fn present(&self) -> MutexGuard<'_, Present> {
        self.present.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows what a round has given. Without a preview the last one stays.
    pub fn show(&self, brief: &Path, round: &Round, preview: Option<Preview>) {
        let mut present = self.present();
        let present = &mut *present;
        present.revision += 1;
        let is_current = preview.is_some();
        if let Some(preview) = preview {
            present.since = present.since_when(&preview);
            present.preview = Some(Arc::new(preview));
        }
        let diagnostics = round
            .told
            .iter()
            .flat_map(|told| shown(&told.source, &told.diagnostics));
        let address = |index: usize| {
            let (drawing, words) = present.since.get(index).copied().unwrap_or_default();
            let number = index + 1;
            (
                format!("/pages/{number}-{drawing}.svg"),
                format!("/words/{number}-{words}.json"),
            )
        };
        let state = State {
            brief: brief.display().to_string(),
            status: status(round, present.preview.as_deref(), is_current),
            diagnostics: diagnostics.collect(),
            is_current,
            document: present
                .preview
                .as_ref()
                .map(|preview| preview.shown(address)),
        };
        // Texts and numbers always have a form in JSON.
        present.state = serde_json::to_string(&state).unwrap_or_default().into();
        self.changed.notify_all();
    }

    /// The state, in JSON; `null` before the first round.
    pub fn state(&self) -> Arc<str> {
        Arc::clone(&self.present().state)
    }

    /// The revision, once it is another than `known`, or after `patience`.
    pub fn wait(&self, known: u64, patience: Duration) -> u64 {
        let waited = self
            .changed
            .wait_timeout_while(self.present(), patience, |present| {
                present.revision == known
            });
        match waited {
            Ok((present, _)) => present.revision,
            Err(poisoned) => poisoned.into_inner().0.revision,
        }
    }

    /// A part of the page at `index` as it is since the revision `since`; none where it is no more, or is no page.
    pub fn part(&self, part: Part, index: usize, since: u64) -> Option<String> {
        // It is drawn without keeping others from the board.
        let preview = {
            let present = self.present();
            let (drawing, words) = *present.since.get(index)?;
            let known = match part {
                Part::Drawing => drawing,
                Part::Words => words,
            };
            if known != since {
                return None;
            }
            Arc::clone(present.preview.as_ref()?)
        };
        match part {
            Part::Drawing => preview.drawing(index),
            Part::Words => preview.words(index),
        }
    }
}

impl Present {
    /// Since when the pages of a new preview look and read as they do.
    fn since_when(&self, new: &Preview) -> Vec<(u64, u64)> {
        let since = |index: usize| {
            let before = self.preview.as_ref().zip(self.since.get(index));
            before.map_or(
                (self.revision, self.revision),
                |(old, &(drawing, words))| {
                    let if_alike = |alike, since| if alike { since } else { self.revision };
                    (
                        if_alike(new.looks_alike(index, old), drawing),
                        if_alike(new.reads_alike(index, old), words),
                    )
                },
            )
        };
        (0..new.count()).map(since).collect()
    }
}

/// What has become of a brief, in one sentence.
fn status(round: &Round, preview: Option<&Preview>, is_current: bool) -> String {
    let pages = match preview.map(Preview::count) {
        None => "no pages yet".to_owned(),
        Some(count) => counted(count, "page"),
    };
    let written: Vec<String> = round
        .written
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    match (is_current, round.outcome) {
        (false, _) if preview.is_none() => "There are no pages yet.".to_owned(),
        (false, _) => format!("These are the pages of the last good version ({pages})."),
        (true, Outcome::Done) if written.is_empty() => {
            format!("{pages}; the files stand as they would be made.")
        }
        (true, Outcome::Done) => format!("{pages}, written to {}.", written.join(" and ")),
        (true, _) if written.is_empty() => format!("{pages}; nothing was written."),
        (true, _) => format!("{pages}, written to {} only.", written.join(" and ")),
    }
}
