//! What a system wants beside the program: completions for its shells, and manual pages.

use super::Outcome;
use super::arguments::Arguments;
use super::output_folder;
use super::report::Reporter;
use super::signals;
use super::whole_file::Staged;
use clap::CommandFactory;
use clap_complete::Shell;
use std::path::Path;

/// Prints the completions of a shell on standard output.
pub(super) fn print_completions(shell: Shell, reporter: &mut Reporter) -> Result<(), Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "briefgen", &mut script);
    reporter.print(&script);
    Ok(())
}

/// Writes `briefgen.1` and a page for each subcommand, `briefgen-check.1`, into a folder.
pub(super) fn write_pages(folder: &Path, reporter: &mut Reporter) -> Result<(), Outcome> {
    output_folder::make(folder, reporter)?;
    let interrupted = signals::deferred();
    let mut command = Arguments::program().disable_help_subcommand(true);
    command.build();
    let pages =
        std::iter::once(command.clone().name("briefgen")).chain(command.get_subcommands().cloned());
    for page in pages {
        let name = match page.get_name() {
            "briefgen" => "briefgen".to_owned(),
            subcommand => format!("briefgen-{subcommand}"),
        };
        let path = folder.join(format!("{name}.1"));
        if interrupted.is_set() {
            return Err(
                reporter.interrupted(&path, "this page and those after it were not written")
            );
        }
        let mut text = Vec::new();
        // Of its own, a page names all options in the usage, without their values.
        let usage = page.clone().render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ").to_owned();
        let written = clap_mangen::Man::new(page.display_name(name).override_usage(usage))
            .source(concat!("briefgen ", env!("CARGO_PKG_VERSION")))
            .render(&mut text)
            .and_then(|()| {
                Staged::write(&path, with_examples_as_typed(&text).as_bytes())?.commit()
            });
        if let Err(error) = written {
            return Err(reporter.system_error(&path, "write this file", &error));
        }
        reporter.done(&path.display().to_string());
    }
    Ok(())
}

/// A page whose examples and exit codes are sections of their own (man-pages(7)) with the lines that they have: as
/// paragraphs their words would be spread, and names of files divided.
fn with_examples_as_typed(page: &[u8]) -> String {
    String::from_utf8_lossy(page)
        .replace("\n.SH EXTRA\nExamples:\n", "\n.SH EXAMPLES\n.nf\n")
        .replace("\n\nExit codes:\n", "\n.fi\n.SH EXIT STATUS\n.nf\n")
        .replace("\n.SH VERSION\n", "\n.fi\n.SH VERSION\n")
}
