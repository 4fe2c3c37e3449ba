//! `briefgen new`: five questions, or notes, and a brief that renders at once.

mod answers;
mod from;

use super::Outcome;
use super::arguments::NewOptions;
use super::house_style;
use super::output_folder;
use super::paths::{folder_of, is_toml};
use super::report::Reporter;
use super::shell;
use super::signals;
use super::whole_file::Staged;
use crate::brief::translation::name_and_tag;
use crate::brief::{self, json_schema};
use crate::document::{InputFile, Language};
use answers::Answers;
pub(super) use answers::is_fixed_remark;
use std::ffi::OsStr;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Where the schema stands that the first line of a brief names, from the brief's folder.
const SCHEMA: &str = ".briefgen/brief.schema.json";
/// The longest answer that is read, in bytes.
const LONGEST_ANSWER: u64 = 10_000;

/// One question.
struct Question {
    words: &'static str,
    /// The option that answers it.
    option: &'static str,
    given: fn(&NewOptions) -> &Option<String>,
    answer: fn(&mut Answers) -> &mut String,
    optional: bool,
}

const QUESTIONS: [Question; 5] = [
    Question {
        words: "What was the meeting called?",
        option: "--meeting",
        given: |options| &options.meeting,
        answer: |answers| &mut answers.meeting,
        optional: false,
    },
    Question {
        words: "When was it? (15 June 2017, 15–16 June 2017, 2017-06-15)",
        option: "--date",
        given: |options| &options.date,
        answer: |answers| &mut answers.date,
        optional: false,
    },
    Question {
        words: "Where? City and country, such as: Astana, Kazakhstan (empty if nowhere)",
        option: "--place",
        given: |options| &options.place,
        answer: |answers| &mut answers.place,
        optional: true,
    },
    Question {
        words: "Who organised it? Name (abbreviation); name (abbreviation) (may be empty)",
        option: "--organiser",
        given: |options| &options.organiser,
        answer: |answers| &mut answers.organiser,
        optional: true,
    },
    Question {
        words: "In which language is the brief? (en, ru, kk, ky, tg, tk, uz, …)",
        option: "--language",
        given: |options| &options.language,
        answer: |answers| &mut answers.language,
        optional: false,
    },
];

/// Asks what the options do not say, and writes the brief.
pub(super) fn new(options: &NewOptions, reporter: &mut Reporter) -> Result<(), Outcome> {
    if let Some(path) = &options.file {
        refuse_name(path, reporter)?;
    }
    if let Some(notes) = &options.from {
        return from::new(notes, options, reporter);
    }
    let answers = answers(options, reporter)?;
    let path = target(options, &answers.file_name(), reporter);
    let schema = save(&path, &answers.brief(), reporter)?;
    reporter.done(&format!("{} is there to be filled in", path.display()));
    if let Some(line) = answers.several_organisers() {
        reporter.done(&line);
    }
    next(&path, &schema, reporter);
    Ok(())
}

/// The file to write: the one that was named, or else that of this name, or the next that is free, which is said: all is
/// answered by now. None is free where an output of the brief would take the place of another file, such as the old brief.
fn target(options: &NewOptions, name: &str, reporter: &mut Reporter) -> PathBuf {
    if let Some(named) = &options.file {
        return named.clone();
    }
    let path = PathBuf::from(name);
    let stem = path.file_stem().unwrap_or_default().display();
    let mut others = (2..).map(|number: u32| PathBuf::from(format!("{stem}-{number}.toml")));
    let in_the_way = |path: &PathBuf| {
        let mut files = ["toml", "pdf", "docx"]
            .iter()
            .map(|end| path.with_extension(end));
        files.find(|file| file.symlink_metadata().is_ok())
    };
    let Some(there) = in_the_way(&path) else {
        return path;
    };
    let free = others.find(|other| in_the_way(other).is_none());
    let free = free.unwrap_or(path);
    let line = format!(
        "{} is there already: the new brief is {}",
        there.display(),
        free.display()
    );
    reporter.done(&line);
    free
}

/// Says of a name that a brief cannot have, before anything is asked.
fn refuse_name(path: &Path, reporter: &mut Reporter) -> Result<(), Outcome> {
    // A slash at the end is no part of the path.
    let is_folder = path.is_dir() || path.to_string_lossy().ends_with(std::path::is_separator);
    if is_folder || path.file_name().is_none() {
        let help = format!("name the file: `{}`", path.join("brief.toml").display());
        let what = "this is a folder, and a brief is a file in one";
        return Err(reporter.command_error_at(path, what, Some(&help)));
    }
    let is_word = |extension: &OsStr| extension.to_string_lossy().chars().all(char::is_alphabetic);
    if !is_toml(path) {
        let named = match path.extension().is_some_and(is_word) {
            true => path.with_extension("toml"),
            false => path.with_added_extension("toml"),
        };
        let help = format!("name it `{}`", named.display());
        let what = "the name of a brief ends in `.toml`";
        return Err(reporter.command_error_at(path, what, Some(&help)));
    }
    if house_style::is_house_style(path) {
        let what = "a house style has this name, which holds for all briefs in its folder";
        let help = "name the brief another: `briefgen new FILE`";
        return Err(reporter.command_error_at(path, what, Some(help)));
    }
    if let Some((brief, tag)) = name_and_tag(path)
        && let Ok(Language(tag)) = brief::read_language(tag)
        && let brief = path.with_file_name(format!("{brief}.toml"))
        && brief.is_file()
    {
        let what = format!("a translation of {} has this name", brief.display());
        let brief = shell::typed(&brief);
        let help = format!("`briefgen translate {brief} --to {tag}` begins one");
        return Err(reporter.command_error_at(path, what, Some(&help)));
    }
    match path.symlink_metadata() {
        Ok(_) => Err(taken(path, reporter)),
        Err(_) => Ok(()),
    }
}

/// Says that there is a file at `path` already.
fn taken(path: &Path, reporter: &mut Reporter) -> Outcome {
    reporter.command_error_at(
        path,
        "there is a file of this name already",
        Some("name another: `briefgen new FILE`"),
    )
}

/// Says what comes next.
fn next(path: &Path, schema: &Path, reporter: &mut Reporter) {
    let of_schema = format!(
        "{} is for editors that complete as you type",
        schema.display()
    );
    reporter.done_in_detail(
        &format!("Next: briefgen {}", shell::typed(path)),
        &of_schema,
    );
}

/// Writes the brief; the path of its schema.
fn save(path: &Path, brief: &str, reporter: &mut Reporter) -> Result<PathBuf, Outcome> {
    output_folder::make(folder_of(path), reporter)?;
    // Both files appear, or none.
    let _interrupted = signals::deferred();
    write(path, brief).map_err(|(of, error)| {
        if of == path && error.kind() == io::ErrorKind::AlreadyExists {
            taken(path, reporter)
        } else {
            reporter.system_error(&of, "write this file", &error)
        }
    })
}

/// Writes the brief, and the schema beside it, or neither; gives the path of the schema.
fn write(path: &Path, brief: &str) -> Result<PathBuf, (PathBuf, io::Error)> {
    let of_brief = |error| (path.to_owned(), error);
    let schema = path.with_file_name(SCHEMA);
    let of_schema = |error| (schema.clone(), error);
    let brief = Staged::write(path, brief.as_bytes()).map_err(of_brief)?;
    std::fs::create_dir_all(folder_of(&schema)).map_err(of_schema)?;
    let text = format!("{:#}\n", json_schema(InputFile::Brief));
    let written = Staged::write(&schema, text.as_bytes())
        .map_err(of_schema)
        .and_then(|staged| {
            brief.commit_new().map_err(of_brief)?;
            staged.commit().map_err(|error| {
                let _ = std::fs::remove_file(path);
                of_schema(error)
            })
        });
    if written.is_err() {
        // One that is not empty was there before.
        let _ = std::fs::remove_dir(folder_of(&schema));
    }
    written.map(|()| schema)
}

/// The answers of the options, and for the others those of the person at the terminal.
fn answers(options: &NewOptions, reporter: &mut Reporter) -> Result<Answers, Outcome> {
    let (mut answers, mut open, mut wrong) = given(options);
    let is_asked = io::stdin().is_terminal();
    if !is_asked {
        let missing = open.iter().filter(|question| !question.optional);
        let unanswered = |question: &&Question| {
            let reason = "a question is open, and nobody is there to be asked".to_owned();
            (question.option, reason)
        };
        wrong.extend(missing.map(unanswered));
        open.clear();
    }
    all_right(wrong, reporter)?;
    for question in open {
        ask(question, &mut answers).map_err(|error| {
            reporter.command_error(
                error.to_string(),
                &format!("answer with {}", question.option),
            )
        })?;
    }
    Ok(answers)
}

/// What is wrong with an answer: the option that gives it, and the reason.
type Wrong = (&'static str, String);

/// The answers that the options give, the questions that stay open, and what is wrong.
fn given(options: &NewOptions) -> (Answers, Vec<&'static Question>, Vec<Wrong>) {
    // What stands here is good in itself, so that what is wrong is wrong with the answer at hand.
    let mut answers = Answers {
        meeting: "Meeting".to_owned(),
        date: "2000-01-01".to_owned(),
        place: String::new(),
        organiser: String::new(),
        language: "en".to_owned(),
    };
    let mut wrong = Vec::new();
    let mut open = Vec::new();
    for question in &QUESTIONS {
        match (question.given)(options) {
            Some(given) => {
                if let Err(reason) = answers.take(question, given) {
                    wrong.push((question.option, reason));
                }
            }
            None => open.push(question),
        }
    }
    (answers, open, wrong)
}

/// Says what is wrong with the answers, if anything is.
fn all_right(wrong: Vec<Wrong>, reporter: &mut Reporter) -> Result<(), Outcome> {
    if wrong.is_empty() {
        return Ok(());
    }
    for (option, reason) in wrong {
        reporter.command_error(reason, &format!("answer with {option}"));
    }
    Err(Outcome::CommandWrong)
}

/// Asks until the answer is good.
fn ask(question: &Question, answers: &mut Answers) -> io::Result<()> {
    loop {
        let mut terminal = io::stderr().lock();
        write!(terminal, "{} ", question.words)?;
        terminal.flush()?;
        let taken = match read_answer(&mut io::stdin().lock())? {
            Some(answer) => answers.take(question, answer.trim()),
            None => Err(format!("an answer has at most {LONGEST_ANSWER} bytes")),
        };
        match taken {
            Ok(()) => return Ok(()),
            Err(reason) => writeln!(terminal, "  {reason}")?,
        }
    }
}

/// A line of the input; none where it is too long, and then all of it is passed over: its rest is no answer to the
/// next question.
fn read_answer(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut answer = Vec::new();
    let mut limited = io::Read::take(&mut *input, LONGEST_ANSWER + 1);
    match limited.read_until(b'\n', &mut answer)? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        length if length as u64 > LONGEST_ANSWER => {
            if !answer.ends_with(b"\n") {
                input.skip_until(b'\n')?;
            }
            Ok(None)
        }
        _ => String::from_utf8(answer)
            .map(Some)
            .map_err(io::Error::other),
    }
}

impl Answers {
    /// Takes an answer if a brief with it has no mistake; otherwise says what is wrong.
    fn take(&mut self, question: &Question, answer: &str) -> Result<(), String> {
        let mut taken = self.clone();
        *(question.answer)(&mut taken) = answer.to_owned();
        if !question.optional && answer.is_empty() {
            return Err("an answer is needed".to_owned());
        }
        if let Some(reason) = taken.mistake() {
            return Err(reason);
        }
        // “RU” is “ru”.
        if let Ok(language) = brief::read_language(&taken.language) {
            taken.language = language.0;
        }
        *self = taken;
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_an_answer_that_is_too_long_answers_no_other_question() {
        let input = format!("{}\nsecond\n", "x".repeat(50_000));
        let mut input = input.as_bytes();
        assert_eq!(read_answer(&mut input).unwrap(), None);
        assert_eq!(
            read_answer(&mut input).unwrap().as_deref(),
            Some("second\n")
        );
        assert!(read_answer(&mut input).is_err());
    }
}
