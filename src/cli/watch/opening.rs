//! Opening a file or an address in the system's usual program.

use std::ffi::OsStr;
use std::io;
use std::process::{Command, Stdio};

/// The system's opener, which takes what it opens as its only argument: no shell reads it.
const OPENER: &str = if cfg!(target_os = "macos") {
    "open"
} else if cfg!(windows) {
    "explorer"
} else {
    "xdg-open"
};

/// Opens `what`: the full path of a file, or an address. It is not waited for.
///
/// # Errors
/// Where the opener cannot be started; the message names it.
pub(super) fn open(what: &OsStr) -> io::Result<()> {
    let mut child = Command::new(OPENER)
        .arg(what)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| io::Error::new(error.kind(), format!("{OPENER}: {error}")))?;
    // Openers leave the program running and end: somebody has to take note of that.
    std::thread::spawn(move || child.wait());
    Ok(())
}
