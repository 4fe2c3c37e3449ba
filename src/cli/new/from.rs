//! `briefgen new --from`: a first brief out of notes, or out of an old brief in Word.

use super::answers::file_name;
use super::{QUESTIONS, Question, SCHEMA, all_right, given, next, save, target};
use crate::brief::is_brief;
use crate::cli::Outcome;
use crate::cli::arguments::NewOptions;
use crate::cli::edition::{self, Detail};
use crate::cli::house_style::HouseStyles;
use crate::cli::limited_file::{LARGEST_TEXT, read_reported};
use crate::cli::paths::is_toml;
use crate::cli::report::Reporter;
use crate::diagnostic::{Diagnostic, Source};
use crate::document::Language;
use crate::docx::{self, Revisions};
use crate::start::{self, Known, NotKept, Notes, Started};
use std::path::Path;

/// How many of the things that were not recognised are named.
const NAMED: usize = 12;

/// How files begin that Word writes, of which a DOCX alone can be read: a DOCX, a DOC, an RTF.
const OF_WORD: [&[u8]; 3] = [b"PK", b"\xd0\xcf\x11\xe0", b"{\\rtf"];

/// What a file is a brief of.
enum Found {
    /// It keeps one itself.
    Kept(start::Kept),
    Notes(Notes),
}

pub(super) fn new(
    file: &Path,
    options: &NewOptions,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let (answers, open, wrong) = given(options);
    all_right(wrong, reporter)?;
    // The reader of a DOCX takes no more than that of a text.
    let bytes = read_reported(file, "file", LARGEST_TEXT, reporter)?;
    let found = match look_into(file, bytes) {
        Ok(found) => found,
        Err(diagnostic) => {
            reporter.of_file(file, *diagnostic);
            return Err(Outcome::BriefWrong);
        }
    };
    match found {
        Found::Kept(_) if open.len() < QUESTIONS.len() => {
            let is_open =
                |question: &Question| open.iter().any(|open| open.option == question.option);
            let answered = QUESTIONS.iter().filter(|question| !is_open(question));
            let options: Vec<&str> = answered.map(|question| question.option).collect();
            let message = format!("`{}` keeps the brief that it was made from", file.display());
            let help = format!("leave out {}, which that brief says", options.join(", "));
            Err(reporter.command_error(message, &help))
        }
        Found::Kept(kept) => from_kept(file, &kept, options, reporter),
        Found::Notes(notes) => {
            let known = Known {
                meeting: options.meeting.clone(),
                date: options.date.as_ref().and_then(|_| answers.days()),
                place: options.place.clone(),
                organiser: options.organiser.clone(),
                language: options
                    .language
                    .as_ref()
                    .map(|_| Language(answers.language.clone())),
            };
            let schema = format!("#:schema ./{SCHEMA}");
            let started = start::recognise(&notes, &known, &schema, &mut crate::brief::no_files);
            from_notes(file, &started, options, reporter)
        }
    }
}

/// What the file at `path` with these bytes is a brief of, or what is wrong with it.
fn look_into(path: &Path, bytes: Vec<u8>) -> Result<Found, Box<Diagnostic>> {
    let wrong = |code, message: String, help: &str| {
        Err(Box::new(Diagnostic::error(code, message).help(help)))
    };
    if bytes.starts_with(b"PK") {
        match start::kept(&bytes) {
            Ok(Some(kept)) => return Ok(Found::Kept(kept)),
            Ok(None) => {}
            Err(NotKept::Edition(translation, original)) => {
                let message =
                    format!("this was made from `{translation}`, a translation of `{original}`");
                let help =
                    "`briefgen extract` gives both back, and `briefgen pull` what was edited since";
                return wrong("translation", message, help);
            }
            Err(NotKept::Unreadable(reason)) => {
                let help = "`briefgen extract` gives back what it was made from";
                return wrong("unreadable-docx", reason, help);
            }
        }
    }
    if OF_WORD.iter().any(|begin| bytes.starts_with(begin)) {
        return match docx::read(&bytes, Revisions::Accept) {
            Ok(reading) => Ok(Found::Notes(start::read_word(&reading))),
            Err(error) => wrong("unreadable-docx", error.to_string(), error.help()),
        };
    }
    if bytes.starts_with(b"%PDF-") {
        let help = "a PDF of briefgen gives its brief back with `briefgen extract`; of another, save its text";
        return wrong("not-notes", "this is a PDF".to_owned(), help);
    }
    match Source::from_bytes(path, bytes) {
        Ok(source) if is_toml(path) || is_brief_of_other_name(&source.text) => {
            let help =
                "of a brief, copy the file under another name, and change title, dates and texts";
            wrong("not-notes", "this is TOML, and no notes".to_owned(), help)
        }
        Ok(source) => Ok(Found::Notes(start::read_markdown(&source.text))),
        Err(wrong) => Err(Box::new(Diagnostic {
            span: None,
            ..wrong.diagnostic
        })),
    }
}

/// Whether a text is a brief, whatever its file is called. A line of notes may look like one of a brief.
fn is_brief_of_other_name(text: &str) -> bool {
    is_brief(text) && text.parse::<toml::Table>().is_ok()
}

/// What the brief of `file` is called where no name is given: after city or title and the year, or after the file.
fn name(file: &Path, words_and_year: Option<&(String, u16)>) -> String {
    match words_and_year {
        Some((words, year)) => file_name(words, *year),
        None => {
            let stem = file.file_stem().unwrap_or_default().to_string_lossy();
            // Not the name itself: the brief's DOCX would want the place of the old one.
            format!("{stem}-brief.toml")
        }
    }
}

/// City or title, and year, of the meeting of a brief, whatever is wrong with that.
fn words_and_year(brief: &str) -> Option<(String, u16)> {
    let brief: toml::Table = brief.parse().ok()?;
    let meeting = brief.get("meeting")?;
    let words = meeting.get("city").or(meeting.get("title"))?.as_str()?;
    let days = meeting.get("date")?;
    let day = days.get("start").unwrap_or(days).as_datetime()?.date?;
    Some((words.to_owned(), day.year))
}

fn from_notes(
    file: &Path,
    started: &Started,
    options: &NewOptions,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let path = target(
        options,
        &name(file, started.words_and_year.as_ref()),
        reporter,
    );
    let schema = save(&path, &started.text, reporter)?;
    reporter.done(&format!("{} → {}", file.display(), path.display()));
    reporter.done(&format!("Recognised: {}", started.recognised.join(", ")));
    for what in &started.refused {
        reporter.done(&format!("Left out, as a remark in its place: {what}"));
    }
    tell_list(
        "Not recognised, as remarks at the end of the file:",
        &started.left,
        reporter,
    );
    for what in &started.doubtful {
        reporter.done(&format!("Look at this again: {what}"));
    }
    if !started.missing.is_empty() {
        reporter.done(&format!("To be filled in: {}", started.missing.join(", ")));
    }
    next(&path, &schema, reporter);
    Ok(())
}

fn tell_list(head: &str, items: &[String], reporter: &mut Reporter) {
    if items.is_empty() {
        return;
    }
    reporter.done(head);
    for item in items.iter().take(NAMED) {
        reporter.done(&format!("  {item}"));
    }
    if items.len() > NAMED {
        reporter.done(&format!("  and {} more", items.len() - NAMED));
    }
}

fn from_kept(
    file: &Path,
    kept: &start::Kept,
    options: &NewOptions,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let of_brief = words_and_year(&kept.text);
    let path = target(options, &name(file, of_brief.as_ref()), reporter);
    let schema = save(&path, &kept.text, reporter)?;
    let edits = match kept.edits {
        0 => "without any edit".to_owned(),
        1 => "with 1 edit that was made in it".to_owned(),
        edits => format!("with {edits} edits that were made in it"),
    };
    reporter.done(&format!(
        "It is the brief that {} was made from, {edits}",
        file.display()
    ));
    match kept.comments {
        0 => {}
        1 => reporter.done("Its comment stands in the brief as a remark"),
        comments => {
            let all = format!("Its {comments} comments stand in the brief as remarks");
            reporter.done(&all);
        }
    }
    tell_list(
        "Edits that have no place in a brief:",
        &kept.misfits,
        reporter,
    );
    // Of what a brief needs, edits may have deleted something, and the house style or a picture may stand elsewhere.
    let source = Source {
        path: path.clone(),
        text: kept.text.as_str().into(),
    };
    let read = edition::read(source, Detail::Lines, &HouseStyles::default(), reporter)?;
    edition::report(read.diagnostics, &read.source, None, reporter);
    next(&path, &schema, reporter);
    Outcome::BriefWrong.unless(read.brief.is_some())
}
