//! What the system says of changed files, and how long to wait for it.
//!
//! It only says when to look: whether a file has changed is decided by its stamp. So nothing is lost where the system
//! says nothing, as of a network drive that another computer writes to: the files are looked at from time to time
//! all the same.

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often the files are looked at where the system tells of changes.
const SELDOM: Duration = Duration::from_secs(1);
/// How often they are looked at where it does not.
const OFTEN: Duration = Duration::from_millis(100);
/// How long a wait may be without asking whether to stop.
const AT_MOST: Duration = Duration::from_millis(100);

/// The names of the files that notices are wanted of.
type Names = Arc<Mutex<BTreeSet<OsString>>>;

/// Notices of the system about folders.
pub(super) struct Notices {
    /// None where the system has no notices to give, or none are wanted.
    watcher: Option<RecommendedWatcher>,
    folders: BTreeSet<PathBuf>,
    names: Names,
    /// Holds one where something may have happened.
    noticed: Receiver<()>,
    /// Keeps the channel open where there is no watcher.
    _sender: SyncSender<()>,
    looked: Instant,
}

impl Notices {
    /// None yet of any file; with `poll`, none ever.
    pub fn new(poll: bool) -> Notices {
        let names = Names::default();
        let (sender, noticed) = sync_channel(1);
        let watcher = (!poll)
            .then(|| notify::recommended_watcher(handler(Arc::clone(&names), sender.clone())).ok());
        Notices {
            watcher: watcher.flatten(),
            folders: BTreeSet::new(),
            names,
            noticed,
            _sender: sender,
            looked: Instant::now(),
        }
    }

    /// Wants notices of these files: of their folders, since most editors put a new file in the place of the old.
    pub fn want<'a>(&mut self, files: impl Iterator<Item = &'a Path>) {
        let Some(watcher) = &mut self.watcher else {
            return;
        };
        let mut names = BTreeSet::new();
        for file in files {
            let paths = [Some(file.to_owned()), file.canonicalize().ok()];
            for path in paths.iter().flatten() {
                names.extend(path.file_name().map(OsString::from));
                let folder = super::folder_of(path);
                // A file that is not there is looked for from time to time: its folder may be that of all users.
                // So is what is in a folder that cannot be watched.
                if file.exists()
                    && !self.folders.contains(folder)
                    && watcher.watch(folder, RecursiveMode::NonRecursive).is_ok()
                {
                    self.folders.insert(folder.to_owned());
                }
            }
        }
        *self.names.lock().unwrap_or_else(PoisonError::into_inner) = names;
    }

    /// Forgets the folders: a change was seen of which there was no notice, and so one of them may have been
    /// replaced by another of the same name.
    pub fn renew(&mut self) {
        if let Some(watcher) = &mut self.watcher {
            for folder in std::mem::take(&mut self.folders) {
                let _ = watcher.unwatch(&folder);
            }
        }
    }

    /// Waits a little, and says whether it is time to look, and because of a notice.
    pub fn wait(&mut self) -> Option<Why> {
        let noticed = self.noticed.recv_timeout(AT_MOST).is_ok();
        let interval = match self.watcher {
            Some(_) => SELDOM,
            None => OFTEN,
        };
        if !noticed && self.looked.elapsed() < interval {
            return None;
        }
        self.looked = Instant::now();
        Some(if noticed { Why::Noticed } else { Why::Time })
    }
}

/// Why it is time to look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Why {
    Noticed,
    Time,
}

fn handler(names: Names, sender: SyncSender<()>) -> impl Fn(notify::Result<Event>) {
    move |event| {
        let names = names.lock().unwrap_or_else(PoisonError::into_inner);
        let concerns_us = match event {
            // That a file was read, by ourselves for one, is nothing new.
            Ok(event) => {
                !event.kind.is_access()
                    && (event.need_rescan()
                        || event
                            .paths
                            .iter()
                            .any(|path| path.file_name().is_some_and(|name| names.contains(name))))
            }
            Err(_) => true,
        };
        if concerns_us {
            // Where one waits already, another says nothing more.
            let _ = sender.try_send(());
        }
    }
}
