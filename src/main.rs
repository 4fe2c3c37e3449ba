//! The `briefgen` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    briefgen::cli::run()
}
