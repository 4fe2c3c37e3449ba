//! What stood in a file before words from elsewhere were taken over.

use crate::cli::Outcome;
use crate::cli::limited_file::LARGEST_TEXT;
use crate::cli::report::Reporter;
use crate::cli::whole_file::{Staged, read_standing};
use std::ffi::OsString;
use std::io;
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
    if !is_in_version_control(file) {
        keep(file, read).map_err(|error| failed("keep what stands there", error))?;
    }
    staged
        .commit_over(read)
        .map_err(|error| failed("write this file", error))
}

/// Whether git has the file as it is: it is tracked, and not changed since it was committed. Without git, or
/// in doubt, no. Where the name is a link, the file that it leads to is meant, which is the one that is written.
///
/// No monitor of the file system, hook, pager or prompt is run, and nothing is written.
fn is_in_version_control(file: &Path) -> bool {
    let Ok(file) = file.canonicalize() else {
        return false;
    };
    let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else {
        return false;
    };
    let status = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["--no-pager", "--no-optional-locks", "--literal-pathspecs"])
        .args([
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
        ])
        .args([
            "status",
            "--porcelain",
            "--untracked-files=all",
            "--ignored=matching",
            "--",
        ])
        .arg(name)
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .output();
    status.is_ok_and(|output| output.status.success() && output.stdout.is_empty())
}

/// Keeps the bytes beside the file under the first name that is free: `brief.toml.orig`, `brief.toml.orig.2`.
/// Where the newest kept file has the same bytes, that is enough.
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
                let staged = Staged::write(&name, bytes)?;
                return staged.with_permissions_of(file)?.commit_new();
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
