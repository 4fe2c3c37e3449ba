//! What a run says: what was written on standard output, what is wrong on standard error.

use super::Outcome;
use super::arguments::{MessageFormat, MessageOptions};
use super::events::Event;
use super::stamps::Stamps;
use crate::brief::counted;
use crate::diagnostic::invisible::visible;
use crate::diagnostic::{self, Diagnostic, Level, Source};
use std::borrow::Cow;
use std::collections::BTreeSet;
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
    /// Whether warnings are taken as errors.
    strict: bool,
    errors: usize,
    warnings: usize,
    /// What is said once in a run, and has been.
    told: BTreeSet<String>,
    /// What is kept to be said later; none where it is said at once.
    kept: Option<Vec<Said>>,
    /// The files that were looked for, each as it was before it was read; none where nobody wants to know.
    looked_for: Option<Stamps>,
    /// Why something that was said on standard output did not get there.
    lost: Option<io::Error>,
}

/// Something that is said, kept for its turn.
enum Said {
    /// On standard output.
    Found(String),
    /// What is wrong with a file, on standard error.
    Wrong(Told),
    /// What is wrong with a file that many briefs share.
    Once(Told),
}

/// What is wrong with a file, to be said later.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub source: Source,
    pub diagnostics: Vec<Diagnostic>,
}

impl Reporter {
    /// Coloured where the environment allows it ([`is_coloured`]).
    pub fn new(options: &MessageOptions) -> Reporter {
        Reporter {
            format: options.message_format,
            quiet: options.quiet,
            silent: false,
            verbose: options.verbose,
            colour: is_coloured(io::stderr().is_terminal(), |name| {
                std::env::var(name).unwrap_or_default()
            }),
            strict: false,
            errors: 0,
            warnings: 0,
            told: BTreeSet::new(),
            kept: None,
            looked_for: None,
            lost: None,
        }
    }

    /// One for programs, or for people, where what they asked for is no run.
    pub fn without_options(for_programs: bool) -> Reporter {
        Reporter::new(&MessageOptions {
            message_format: match for_programs {
                true => MessageFormat::Json,
                false => MessageFormat::Human,
            },
            quiet: false,
            verbose: false,
        })
    }

    /// One that keeps what it is told until [`Reporter::say`], for work beside other work.
    pub fn apart(&self) -> Reporter {
        Reporter {
            errors: 0,
            warnings: 0,
            told: BTreeSet::new(),
            kept: Some(Vec::new()),
            looked_for: None,
            lost: None,
            ..*self
        }
    }

    /// Says what `other` has kept.
    pub fn say(&mut self, other: Reporter) {
        for said in other.kept.into_iter().flatten() {
            match said {
                Said::Found(text) => self.found(text),
                Said::Wrong(told) => self.diagnostics(&told.source, &told.diagnostics),
                Said::Once(told) => self.diagnostics_once(&told.source, &told.diagnostics),
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

    /// Does something and hands back what is wrong instead of saying it.
    pub fn gathering<T>(&mut self, action: impl FnOnce(&mut Reporter) -> T) -> (T, Vec<Told>) {
        let outer = self.kept.replace(Vec::new());
        let counted = (self.errors, self.warnings);
        let result = self.quietly(action);
        (self.errors, self.warnings) = counted;
        let kept = std::mem::replace(&mut self.kept, outer);
        let told = kept.into_iter().flatten().filter_map(|said| match said {
            Said::Found(_) => None,
            Said::Wrong(told) | Said::Once(told) => Some(told),
        });
        (result, told.collect())
    }

    /// Does something and hands back the files that it depends on, each as it was before it was read.
    pub fn noting<T>(&mut self, action: impl FnOnce(&mut Reporter) -> T) -> (T, Stamps) {
        let outer = self.looked_for.replace(Stamps::default());
        let result = action(self);
        let looked_for = std::mem::replace(&mut self.looked_for, outer);
        (result, looked_for.unwrap_or_default())
    }

    /// Notes a file that the run depends on, whether it is there or not, before it is read.
    pub fn looks_for(&mut self, path: &Path) {
        if let Some(looked_for) = &mut self.looked_for {
            looked_for.add(path);
        }
    }

    /// What is wrong with a file that is not the text of a brief.
    pub fn of_file(&mut self, path: &Path, diagnostic: Diagnostic) {
        self.diagnostics(&Source::without_text(path), &[diagnostic]);
    }

    /// Takes warnings as errors from now on.
    pub fn take_warnings_as_errors(&mut self) {
        self.strict = true;
    }

    /// What is wrong with a brief.
    pub fn diagnostics(&mut self, source: &Source, diagnostics: &[Diagnostic]) {
        if self.silent || diagnostics.is_empty() {
            return;
        }
        let diagnostics = &*self.judged(diagnostics);
        self.count(diagnostics);
        if self.keep(source, diagnostics, Said::Wrong) {
            return;
        }
        let text = match self.format {
            MessageFormat::Human => diagnostic::render_human(diagnostics, source, self.colour),
            MessageFormat::Json => diagnostic::render_json(diagnostics, source),
        };
        to_stderr(&text);
    }

    /// What is wrong with a file that many briefs share: each of it is said once in a run.
    pub fn diagnostics_once(&mut self, source: &Source, diagnostics: &[Diagnostic]) {
        if self.silent || diagnostics.is_empty() {
            return;
        }
        let diagnostics = &*self.judged(diagnostics);
        // Whether it was said before is known when its turn comes.
        if self.keep(source, diagnostics, Said::Once) {
            self.count(diagnostics);
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

    /// Keeps what is wrong with a file where all is kept; whether it is.
    fn keep(
        &mut self,
        source: &Source,
        diagnostics: &[Diagnostic],
        said: fn(Told) -> Said,
    ) -> bool {
        let Some(kept) = &mut self.kept else {
            return false;
        };
        kept.push(said(Told {
            source: source.clone(),
            diagnostics: diagnostics.to_vec(),
        }));
        true
    }

    /// Diagnostics as they are taken in this run.
    fn judged<'d>(&self, diagnostics: &'d [Diagnostic]) -> Cow<'d, [Diagnostic]> {
        if !self.strict {
            return diagnostics.into();
        }
        let as_error = |diagnostic: &Diagnostic| Diagnostic {
            level: Level::Error,
            ..diagnostic.clone()
        };
        diagnostics.iter().map(as_error).collect()
    }

    fn count(&mut self, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            match diagnostic.level {
                Level::Error => self.errors += 1,
                Level::Warning => self.warnings += 1,
            }
        }
    }

    /// Text for standard output.
    fn found(&mut self, text: String) {
        match &mut self.kept {
            Some(kept) => kept.push(Said::Found(text)),
            None => self.print(text.as_bytes()),
        }
    }

    /// An error in a file that is not the text of a brief, and the outcome that it makes. Who blames the command
    /// returns [`Outcome::CommandWrong`] in its place.
    pub fn file_error(
        &mut self,
        path: &Path,
        code: &'static str,
        message: impl Into<String>,
        help: Option<&str>,
    ) -> Outcome {
        let mut diagnostic = Diagnostic::error(code, message);
        diagnostic.help = help.map(str::to_owned);
        self.of_file(path, diagnostic);
        Outcome::BriefWrong
    }

    /// What is to be known of a file, though it was made.
    pub fn file_warning(
        &mut self,
        path: &Path,
        code: &'static str,
        message: impl Into<String>,
        help: &str,
    ) {
        self.of_file(path, Diagnostic::warning(code, message).help(help));
    }

    /// What is wrong with the command itself, and the outcome that it makes.
    pub fn command_error(&mut self, message: String, help: &str) -> Outcome {
        let diagnostic = Diagnostic::error("command", message).help(help);
        self.of_file(Path::new("briefgen"), diagnostic);
        Outcome::CommandWrong
    }

    /// What the system refused, and the outcome that it makes.
    pub fn system_error(
        &mut self,
        path: &Path,
        doing: &str,
        reason: &dyn std::fmt::Display,
    ) -> Outcome {
        self.of_file(path, refused(doing, reason));
        Outcome::SystemFailed
    }

    /// What a run that was asked to end has left undone at a file, and the outcome that it makes.
    pub fn interrupted(&mut self, path: &Path, left: &str) -> Outcome {
        self.system_error(path, "go on", &format!("interrupted; {left}"))
    }

    /// What cannot be done with a file that the command names, and the outcome that it makes.
    pub fn command_error_at(
        &mut self,
        path: &Path,
        message: impl Into<String>,
        help: Option<&str>,
    ) -> Outcome {
        self.file_error(path, "command", message, help);
        Outcome::CommandWrong
    }

    /// What was written, or found, in words alone.
    pub fn done(&mut self, line: &str) {
        self.done_in_detail(line, "");
    }

    /// The same, with `detail` only where asked for.
    pub fn done_in_detail(&mut self, line: &str, detail: &str) {
        self.tell_in_detail(line, detail, &Event::Note { message: line });
    }

    /// What was written, or found: a line for people, or its record for programs.
    pub fn tell(&mut self, line: &str, record: &impl serde::Serialize) {
        self.tell_in_detail(line, "", record);
    }

    /// The same; people are told of the `detail` only where they ask for it.
    pub fn tell_in_detail(&mut self, line: &str, detail: &str, record: &impl serde::Serialize) {
        if self.quiet {
            return;
        }
        let line = match self.format {
            MessageFormat::Human if self.verbose && !detail.is_empty() => {
                format!("{} ({})", visible(line), visible(detail))
            }
            MessageFormat::Human => visible(line).into_owned(),
            // Texts and numbers always have a form in JSON.
            MessageFormat::Json => serde_json::to_string(record).unwrap_or_default(),
        };
        self.found(line + "\n");
    }

    /// Writes on standard output what a command was asked for.
    pub fn print(&mut self, bytes: &[u8]) {
        let printed = io::stdout().lock().write_all(bytes);
        self.printed(printed);
    }

    /// Notes what became of something that was printed on standard output.
    pub fn printed(&mut self, printed: io::Result<()>) {
        match printed {
            // Nobody reads: no reason to fail.
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                self.lost.get_or_insert(error);
            }
            _ => {}
        }
    }

    /// How many errors there were.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// Says how much was wrong, and whether standard output has taken all that was said there; the next count begins
    /// from none.
    pub fn finish(&mut self) -> Outcome {
        let outcome = match self.lost.take() {
            Some(error) => self.system_error(Path::new("standard output"), "write to it", &error),
            None => Outcome::Done,
        };
        let (errors, warnings) = (
            std::mem::take(&mut self.errors),
            std::mem::take(&mut self.warnings),
        );
        if self.format == MessageFormat::Json || errors + warnings == 0 {
            return outcome;
        }
        let counts: Vec<String> = [(errors, "error"), (warnings, "warning")]
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, noun)| counted(number, noun))
            .collect();
        to_stderr(&format!("{}\n", counts.join(", ")));
        outcome
    }
}

/// A size in words; a kilobyte has 1000 bytes, as the megabytes of limits have a million.
pub(super) fn kilobytes(bytes: usize) -> String {
    format!("{} KB", bytes.div_ceil(1000))
}

/// What the system refused.
pub(super) fn refused(doing: &str, reason: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error("system", format!("cannot {doing}: {reason}"))
}

fn to_stderr(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Whether to colour what is said, after <https://no-color.org> and <https://bixense.com/clicolors>: `NO_COLOR` forbids it,
/// `CLICOLOR_FORCE` wants it everywhere; otherwise on a terminal that is not dumb, unless `CLICOLOR` is 0.
fn is_coloured(is_terminal: bool, variable: impl Fn(&str) -> String) -> bool {
    let is_on = |name| !matches!(variable(name).as_str(), "" | "0");
    if !variable("NO_COLOR").is_empty() {
        false
    } else if is_on("CLICOLOR_FORCE") {
        true
    } else {
        is_terminal && variable("TERM") != "dumb" && variable("CLICOLOR") != "0"
    }
}

#[cfg(test)]
mod tests {
    use super::is_coloured;

    #[test]
    fn colours_respect_the_terminal_and_the_environment() {
        let coloured = |is_terminal, set: &[(&str, &str)]| {
            is_coloured(is_terminal, |name| {
                let found = set.iter().find(|(known, _)| *known == name);
                found.map_or_else(String::new, |(_, value)| (*value).to_owned())
            })
        };
        assert!(coloured(true, &[]) && !coloured(false, &[]));
        assert!(!coloured(true, &[("NO_COLOR", "1")]));
        assert!(coloured(true, &[("NO_COLOR", "")]));
        assert!(!coloured(true, &[("TERM", "dumb")]));
        assert!(!coloured(true, &[("CLICOLOR", "0")]));
        assert!(coloured(false, &[("CLICOLOR_FORCE", "1")]));
        assert!(!coloured(false, &[("CLICOLOR_FORCE", "0")]));
        assert!(!coloured(
            true,
            &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]
        ));
    }
}
