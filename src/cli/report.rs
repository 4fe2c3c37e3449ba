//! What a run says: what was written on standard output, what is wrong on standard error.

use super::Outcome;
use super::arguments::{MessageFormat, MessageOptions};
use crate::diagnostic::{self, Diagnostic, Level, Source};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;

/// Says what happens, in the form that was asked for.
pub(super) struct Reporter {
    format: MessageFormat,
    quiet: bool,
    /// Whether nothing is said at all.
    silent: bool,
    verbose: bool,
    colour: bool,
    errors: usize,
    warnings: usize,
    /// Why something that was said on standard output did not get there.
    lost: Option<io::Error>,
}

impl Reporter {
    /// Colours only on a terminal, and not where `NO_COLOR` is set or the terminal is dumb.
    pub fn new(options: &MessageOptions) -> Reporter {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Reporter {
            format: options.message_format,
            quiet: options.quiet,
            silent: false,
            verbose: options.verbose,
            colour: io::stderr().is_terminal() && !set("NO_COLOR") && !dumb,
            errors: 0,
            warnings: 0,
            lost: None,
        }
    }

    /// Whether messages are for programs.
    pub fn is_json(&self) -> bool {
        self.format == MessageFormat::Json
    }

    /// Whether only what is wrong is said.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Does something without saying what was written.
    pub fn quietly<T>(&mut self, action: impl FnOnce(&mut Reporter) -> T) -> T {
        let quiet = std::mem::replace(&mut self.quiet, true);
        let result = action(self);
        self.quiet = quiet;
        result
    }

    /// Does something without saying anything.
    pub fn silently<T>(&mut self, action: impl FnOnce(&mut Reporter) -> T) -> T {
        let silent = std::mem::replace(&mut self.silent, true);
        let result = self.quietly(action);
        self.silent = silent;
        result
    }

    /// What is wrong with a file that is not the text of a brief.
    pub fn of_file(&mut self, path: &Path, diagnostic: Diagnostic) {
        let source = Source {
            path: path.to_owned(),
            text: "".into(),
        };
        self.diagnostics(&source, &[diagnostic]);
    }

    /// What is wrong with a brief.
    pub fn diagnostics(&mut self, source: &Source, diagnostics: &[Diagnostic]) {
        if self.silent {
            return;
        }
        for diagnostic in diagnostics {
            match diagnostic.level {
                Level::Error => self.errors += 1,
                Level::Warning => self.warnings += 1,
            }
        }
        let text = match self.format {
            MessageFormat::Human => diagnostic::render_human(diagnostics, source, self.colour),
            MessageFormat::Json => diagnostic::render_json(diagnostics, source),
        };
        to_stderr(&text);
    }

    /// What is wrong with a file that is not the text of a brief: the system refused it, or it should not
    /// have been named.
    pub fn file_error(
        &mut self,
        path: &Path,
        code: &'static str,
        message: impl Into<String>,
        help: Option<&str>,
    ) {
        self.file_diagnostic(path, Diagnostic::error(code, message), help);
    }

    /// What is to be known of a file, though it was made.
    pub fn file_warning(
        &mut self,
        path: &Path,
        code: &'static str,
        message: impl Into<String>,
        help: Option<&str>,
    ) {
        self.file_diagnostic(path, Diagnostic::warning(code, message), help);
    }

    fn file_diagnostic(&mut self, path: &Path, mut diagnostic: Diagnostic, help: Option<&str>) {
        diagnostic.help = help.map(str::to_owned);
        self.of_file(path, diagnostic);
    }

    /// What is wrong with the command itself.
    pub fn command_error(&mut self, message: String, help: &str) {
        let diagnostic = Diagnostic::error("command", message).help(help);
        let source = Source {
            path: "briefgen".into(),
            text: "".into(),
        };
        self.diagnostics(&source, &[diagnostic]);
    }

    /// What the system refused.
    pub fn system_error(&mut self, path: &Path, doing: &str, reason: &dyn std::fmt::Display) {
        self.file_error(path, "system", format!("cannot {doing}: {reason}"), None);
    }

    /// What was written, or found; `detail` only where asked for.
    pub fn done(&mut self, line: &str, detail: &str) {
        if self.quiet {
            return;
        }
        let mut line = line.to_owned();
        if self.verbose && !detail.is_empty() {
            line.push_str(&format!(" ({detail})"));
        }
        line.push('\n');
        self.print(line.as_bytes());
    }

    /// What was found: a line for people, or its record for programs.
    pub fn tell(&mut self, line: &str, record: &impl serde::Serialize) {
        if self.quiet {
            return;
        }
        let line = match self.format {
            MessageFormat::Human => visible(line),
            // Texts and numbers always have a form in JSON.
            MessageFormat::Json => serde_json::to_string(record).unwrap_or_default(),
        };
        self.print((line + "\n").as_bytes());
    }

    /// Writes on standard output what a command was asked for.
    pub fn print(&mut self, bytes: &[u8]) {
        match io::stdout().lock().write_all(bytes) {
            // Nobody reads: no reason to fail.
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                self.lost.get_or_insert(error);
            }
            _ => {}
        }
    }

    /// How many warnings there were.
    pub fn warnings(&self) -> usize {
        self.warnings
    }

    /// Says how much was wrong, and whether standard output has taken all that was said there.
    pub fn finish(mut self) -> Outcome {
        let outcome = match self.lost.take() {
            Some(error) => {
                self.system_error(Path::new("standard output"), "write to it", &error);
                Outcome::SystemFailed
            }
            None => Outcome::Done,
        };
        if self.format == MessageFormat::Json || self.errors + self.warnings == 0 {
            return outcome;
        }
        let count = |number: usize, one: &str| match number {
            0 => None,
            1 => Some(format!("1 {one}")),
            number => Some(format!("{number} {one}s")),
        };
        let counts: Vec<String> = [count(self.errors, "error"), count(self.warnings, "warning")]
            .into_iter()
            .flatten()
            .collect();
        to_stderr(&format!("{}\n", counts.join(", ")));
        outcome
    }
}

/// Words from a file that somebody has sent, without what would command the terminal.
pub(super) fn visible(text: &str) -> String {
    let hidden = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    text.replace(hidden, "\u{fffd}")
}

fn to_stderr(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
