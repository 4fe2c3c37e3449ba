//! What a run says: what was written on standard output, what is wrong on standard error.

use super::arguments::{MessageFormat, MessageOptions};
use crate::diagnostic::{self, Diagnostic, Level, Source};
use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
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
    /// What is said once in a run, and has been.
    told: BTreeSet<String>,
    /// What is kept to be said later; none where it is said at once.
    kept: Option<Vec<Said>>,
}

/// Something that is said, kept for its turn.
enum Said {
    /// On standard output.
    Found(String),
    /// What is wrong, on standard error, with the number of errors and of warnings in it.
    Wrong(String, [usize; 2]),
    /// What is wrong with a file that many briefs share.
    Once(Source, Vec<Diagnostic>),
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
            told: BTreeSet::new(),
            kept: None,
        }
    }

    /// One that keeps what it is told until [`Reporter::say`], for work beside other work.
    pub fn apart(&self) -> Reporter {
        Reporter {
            errors: 0,
            warnings: 0,
            told: BTreeSet::new(),
            kept: Some(Vec::new()),
            ..*self
        }
    }

    /// Says what `other` has kept.
    pub fn say(&mut self, other: Reporter) {
        for said in other.kept.into_iter().flatten() {
            match said {
                Said::Found(text) => self.found(text),
                Said::Wrong(text, counts) => self.wrong(text, counts),
                Said::Once(source, diagnostics) => self.diagnostics_once(&source, &diagnostics),
            }
        }
    }

    /// Whether it has kept something.
    pub fn has_kept(&self) -> bool {
        self.kept.as_ref().is_some_and(|kept| !kept.is_empty())
    }

    /// Whether messages are for programs.
    pub fn is_json(&self) -> bool {
        self.format == MessageFormat::Json
    }

    /// Whether only what is wrong is said.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether all is said that is worth knowing.
    pub fn is_verbose(&self) -> bool {
        self.verbose
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
        if self.silent || diagnostics.is_empty() {
            return;
        }
        let text = match self.format {
            MessageFormat::Human => diagnostic::render_human(diagnostics, source, self.colour),
            MessageFormat::Json => diagnostic::render_json(diagnostics, source),
        };
        self.wrong(text, counts(diagnostics));
    }

    /// What is wrong with a file that many briefs share: each of it is said once in a run.
    pub fn diagnostics_once(&mut self, source: &Source, diagnostics: &[Diagnostic]) {
        if self.silent || diagnostics.is_empty() {
            return;
        }
        if let Some(kept) = &mut self.kept {
            // Whether it was said before is known when its turn comes.
            kept.push(Said::Once(source.clone(), diagnostics.to_vec()));
            let [errors, warnings] = counts(diagnostics);
            self.errors += errors;
            self.warnings += warnings;
            return;
        }
        let new: Vec<Diagnostic> = diagnostics
            .iter()
            .filter(|diagnostic| {
                let one = std::slice::from_ref(*diagnostic);
                self.told.insert(diagnostic::render_json(one, source))
            })
            .cloned()
            .collect();
        self.diagnostics(source, &new);
    }

    /// Text for standard error, with the number of errors and of warnings in it.
    fn wrong(&mut self, text: String, [errors, warnings]: [usize; 2]) {
        self.errors += errors;
        self.warnings += warnings;
        match &mut self.kept {
            Some(kept) => kept.push(Said::Wrong(text, [errors, warnings])),
            None => to_stderr(&text),
        }
    }

    /// Text for standard output.
    fn found(&mut self, text: String) {
        match &mut self.kept {
            Some(kept) => kept.push(Said::Found(text)),
            // Nobody reads: no reason to fail.
            None => drop(io::stdout().lock().write_all(text.as_bytes())),
        }
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
        self.of_file(path, refused(doing, reason));
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
        self.found(line);
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
        self.found(line + "\n");
    }

    /// How many warnings there were.
    pub fn warnings(&self) -> usize {
        self.warnings
    }

    /// The count of what was wrong.
    pub fn finish(&self) {
        if self.format == MessageFormat::Json || self.errors + self.warnings == 0 {
            return;
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
    }
}

/// The number of errors and of warnings.
fn counts(diagnostics: &[Diagnostic]) -> [usize; 2] {
    let count = |level| {
        let of_level = diagnostics.iter().filter(|one| one.level == level);
        of_level.count()
    };
    [count(Level::Error), count(Level::Warning)]
}

/// What the system refused.
pub(super) fn refused(doing: &str, reason: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error("system", format!("cannot {doing}: {reason}"))
}

/// Words from a file that somebody has sent, without what would command the terminal.
pub(super) fn visible(text: &str) -> String {
    let hidden = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    text.replace(hidden, "\u{fffd}")
}

fn to_stderr(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
