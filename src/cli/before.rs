//! What stood in a file before words from elsewhere were taken over.

use crate::cli::Outcome;
use crate::cli::limited_file::LARGEST_TEXT;
use crate::cli::report::Reporter;
use crate::cli::whole_file::{Staged, read_standing};
use std::ffi::OsString;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Writes `new` over the file that has `read`; what stood there is kept beside it, unless version control has it.
pub(super) fn replace(
    file: &Path,
    read: &[u8],
    new: &[u8],
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let mut failed = |doing: &str, error: io::Error| reporter.system_error(file, doing, &error);
    let staged = Staged::write(file, new).map_err(|error| failed("write this file", error))?;
    if !is_in_version_control(file, read) {
        keep(file, read).map_err(|error| failed("keep what stands there", error))?;
    }
    staged
        .commit_over(read)
        .map_err(|error| failed("write this file", error))
}

/// Whether git has these words of the file: they are committed under its name, the ends of their lines aside, which git
/// writes as it is told. Without git, or in doubt, no. Where the name is a link, the file that it leads to is meant,
/// which is the one that is written.
///
/// It is asked for what it has, and not whether the file is as it was: to that it says nothing of files that it was
/// told to take as unchanged, and runs the filters of the repository. Now it runs none, no hook, pager or prompt,
/// fetches nothing and writes nothing.
fn is_in_version_control(file: &Path, read: &[u8]) -> bool {
    let Ok(file) = file.canonicalize() else {
        return false;
    };
    let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else {
        return false;
    };
    let mut committed = OsString::from("HEAD:./");
    committed.push(name);
    let git = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["--no-pager", "cat-file", "blob"])
        .arg(committed)
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut git) = git else {
        return false;
    };
    let mut words = Vec::new();
    // Behind what is read, the end of the pipe ends git too.
    let stdout = git.stdout.take().map(|out| out.take(LARGEST_TEXT + 1));
    let is_read = stdout.is_some_and(|mut out| out.read_to_end(&mut words).is_ok());
    let has_it = git.wait().is_ok_and(|status| status.success());
    let [committed, read] = [words.as_slice(), read]
        .map(|words| Some(str::from_utf8(words).ok()?.replace("\r\n", "\n")));
    is_read && has_it && committed.is_some() && committed == read
}

/// Keeps the bytes beside the file under the first name that is free: `brief.toml.orig`, `brief.toml.orig.2`.
/// Where one that is kept already has the same bytes, that is enough.
///
/// # Errors
/// Where the file cannot be written.
fn keep(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut number = 1_usize;
    loop {
        let name = kept_name(file, number);
        match read_standing(&name, LARGEST_TEXT)? {
            Some(kept) if kept == bytes => return Ok(()),
            Some(_) => number += 1,
            None => {
                let like = Some(file.metadata()?);
                return Staged::write_like(&name, like, bytes)?.commit_new();
            }
        }
    }
}

fn kept_name(file: &Path, number: usize) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(".orig");
    if number > 1 {
        name.push(format!(".{number}"));
    }
    name.into()
}
