//! `briefgen new`: five questions, or notes, and a brief that renders at once.

mod from;

use super::Outcome;
use super::arguments::{NewOptions, day};
use super::render::stop_between_briefs;
use super::report::Reporter;
use super::whole_file::Staged;
use crate::brief::{self, json_schema};
use crate::date::DateRange;
use crate::diagnostic::{Level, Source};
use crate::document::InputFile;
use crate::locale::is_country;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// The brief, with what is to be filled in between `§`.
const TEMPLATE: &str = include_str!("new/brief.toml");
/// Where the schema stands that the first line of a brief names, from the brief's folder.
const SCHEMA: &str = ".briefgen/brief.schema.json";
/// The longest answer that is read, in bytes.
const LONGEST_ANSWER: u64 = 10_000;

/// What a new brief is made of.
#[derive(Clone)]
struct Answers {
    /// The meeting's title.
    meeting: String,
    /// A day, or the first and the last with a slash between them (ISO 8601).
    date: String,
    /// City and country code; may be empty.
    place: String,
    /// A name, with an abbreviation in brackets where there is one; may be empty.
    organiser: String,
    /// A BCP 47 tag.
    language: String,
}

/// One question.
struct Question {
    words: &'static str,
    /// The option that answers it.
    option: &'static str,
    answer: fn(&mut Answers) -> &mut String,
    optional: bool,
}

const QUESTIONS: [Question; 5] = [
    Question {
        words: "What was the meeting called?",
        option: "--meeting",
        answer: |answers| &mut answers.meeting,
        optional: false,
    },
    Question {
        words: "When was it? (2017-06-15, or 2017-06-15/2017-06-16)",
        option: "--date",
        answer: |answers| &mut answers.date,
        optional: false,
    },
    Question {
        words: "Where? City and country code, such as: Astana, KZ (empty if nowhere)",
        option: "--place",
        answer: |answers| &mut answers.place,
        optional: true,
    },
    Question {
        words: "Who organised it? Name (abbreviation) (may be empty)",
        option: "--organiser",
        answer: |answers| &mut answers.organiser,
        optional: true,
    },
    Question {
        words: "In which language is the brief? (en, ru, kk, ky, tg, tk, uz, …)",
        option: "--language",
        answer: |answers| &mut answers.language,
        optional: false,
    },
];

/// Asks what the options do not say, and writes the brief.
pub(super) fn new(options: &NewOptions, reporter: &mut Reporter) -> Outcome {
    if let Some(notes) = &options.from {
        return from::new(notes, options, reporter);
    }
    let answers = match answers(options, reporter) {
        Ok(answers) => answers,
        Err(outcome) => return outcome,
    };
    let path = options
        .file
        .clone()
        .unwrap_or_else(|| PathBuf::from(answers.file_name()));
    let schema = match save(&path, &answers.brief(), reporter) {
        Ok(schema) => schema,
        Err(outcome) => return outcome,
    };
    reporter.done(&format!("{} is there to be filled in", path.display()), "");
    next(&path, &schema, reporter);
    Outcome::Done
}

/// Says what comes next.
fn next(path: &Path, schema: &Path, reporter: &mut Reporter) {
    let of_schema = format!(
        "{} is for editors that complete as you type",
        schema.display()
    );
    reporter.done(&format!("Next: briefgen {}", path.display()), &of_schema);
}

/// Writes the brief; the path of its schema.
fn save(path: &Path, brief: &str, reporter: &mut Reporter) -> Result<PathBuf, Outcome> {
    // Both files appear, or none.
    let _interrupted = stop_between_briefs();
    write(path, brief).map_err(|error| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            reporter.file_error(
                path,
                "command",
                "there is a file of this name already",
                Some("name another: `briefgen new FILE`"),
            );
            Outcome::CommandWrong
        } else {
            reporter.system_error(path, "write this file", &error);
            Outcome::SystemFailed
        }
    })
}

/// Writes the brief, and the schema beside it; gives the path of the schema.
fn write(path: &Path, brief: &str) -> io::Result<PathBuf> {
    let brief = Staged::write(path, brief.as_bytes())?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let schema = folder.join(SCHEMA);
    if let Some(folder) = schema.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let text = format!("{:#}\n", json_schema(InputFile::Brief));
    Staged::write(&schema, text.as_bytes())?.commit()?;
    brief.commit_new()?;
    Ok(schema)
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
            );
            Outcome::CommandWrong
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
    let given = [
        &options.meeting,
        &options.date,
        &options.place,
        &options.organiser,
        &options.language,
    ];
    let mut wrong = Vec::new();
    let mut open = Vec::new();
    for (question, given) in QUESTIONS.iter().zip(given) {
        match given {
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
        let mut answer = String::new();
        let mut limited = io::Read::take(io::stdin().lock(), LONGEST_ANSWER);
        if limited.read_line(&mut answer)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        match answers.take(question, answer.trim()) {
            Ok(()) => return Ok(()),
            Err(reason) => writeln!(terminal, "  {reason}")?,
        }
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
        *self = taken;
        Ok(())
    }

    /// The first mistake of the brief, in words, with what to write instead.
    fn mistake(&self) -> Option<String> {
        let (first, last) = self.days();
        let is_of_date = |c: char| c.is_ascii_digit() || c == '-';
        if let Some(day) = [first, last]
            .iter()
            .find(|day| !day.chars().all(is_of_date))
        {
            return Some(format!(
                "`{day}` is no date: write year, month and day, 2017-06-15"
            ));
        }
        let (_, country) = self.city_and_country();
        if let Some(country) = country
            && !is_country(&country)
        {
            return Some(format!(
                "`{country}` is no country code of ISO 3166-1: write KZ, KG, TJ, TM, UZ, AF, …"
            ));
        }
        let source = Source {
            path: PathBuf::from("the answers"),
            text: self.brief().into(),
        };
        let (_, diagnostics) = brief::read(&source, &mut NoFiles);
        if let Some(error) = diagnostics
            .into_iter()
            .find(|diagnostic| diagnostic.level == Level::Error)
        {
            return Some(match error.help {
                Some(help) => format!("{}: {help}", error.message),
                None => error.message,
            });
        }
        None
    }

    /// The text of the brief.
    fn brief(&self) -> String {
        let (first, last) = self.days();
        let date = if first == last {
            first.to_owned()
        } else {
            format!("{{ start = {first}, end = {last} }}")
        };
        let (city, country) = self.city_and_country();
        let line = |key: &str, value: Option<String>, example: &str| match value {
            Some(value) => format!("{key} = {}", quoted(&value)),
            None => format!("# {key} = {}", quoted(example)),
        };
        let place = [
            line("city", (!city.is_empty()).then_some(city), "Astana"),
            line("country", country, "KZ"),
        ]
        .join("\n");
        let (publisher, organisers, organisation) = match self.organiser() {
            Some((id, name, abbreviation)) => {
                let id = quoted(&id);
                (
                    format!("publisher = {id}"),
                    format!("organisers = [{id}]"),
                    format!(
                        "[[organisation]]\nid = {id}\nname = {}\n{}",
                        quoted(&name),
                        line("abbreviation", abbreviation, "CAREC"),
                    ),
                )
            }
            None => (
                "# publisher = \"carec\"".to_owned(),
                "# organisers = [\"carec\"]".to_owned(),
                "# [[organisation]]\n# id = \"carec\"\n# name = \"Regional Environmental Centre for Central Asia\""
                    .to_owned(),
            ),
        };
        let title = quoted(&self.meeting);
        let language = quoted(&self.language);
        let fill_in = |name: &str| match name {
            "LANGUAGE" => language.as_str(),
            "TITLE" => &title,
            "PUBLISHED" => last,
            "PUBLISHER" => &publisher,
            "DATE" => &date,
            "PLACE" => &place,
            "ORGANISERS" => &organisers,
            "ORGANISATION" => &organisation,
            _ => "",
        };
        TEMPLATE
            .split('§')
            .enumerate()
            .map(|(index, part)| if index % 2 == 0 { part } else { fill_in(part) })
            .collect()
    }

    /// The first day and the last.
    fn days(&self) -> (&str, &str) {
        let (first, last) = self
            .date
            .split_once('/')
            .unwrap_or((&self.date, &self.date));
        (first.trim(), last.trim())
    }

    /// The city, and the country's code where one is named.
    fn city_and_country(&self) -> (String, Option<String>) {
        match self.place.rsplit_once(',') {
            Some((city, country)) => (city.trim().to_owned(), Some(country.trim().to_uppercase())),
            None => (self.place.trim().to_owned(), None),
        }
    }

    /// Id, name and abbreviation of the organiser.
    fn organiser(&self) -> Option<(String, String, Option<String>)> {
        let words = self.organiser.trim();
        let (name, abbreviation) = match words.strip_suffix(')').and_then(|w| w.rsplit_once('(')) {
            Some((name, abbreviation)) => (name.trim(), Some(abbreviation.trim().to_owned())),
            None => (words, None),
        };
        if name.is_empty() {
            return None;
        }
        let id = brief::slug(abbreviation.as_deref().unwrap_or(name));
        Some((id, name.to_owned(), abbreviation))
    }

    /// The name of the file: city and year, or the meeting's title.
    fn file_name(&self) -> String {
        let (city, _) = self.city_and_country();
        let words = if city.is_empty() {
            &self.meeting
        } else {
            &city
        };
        let year = self.days().0.split('-').next().unwrap_or_default();
        format!("{}-{year}.toml", brief::slug(words))
    }
}

/// The days of an answer.
fn days_of(answers: &Answers) -> Option<DateRange> {
    let (first, last) = answers.days();
    Some(DateRange {
        start: day(first)?,
        end: day(last)?,
    })
}

/// A basic string of TOML.
fn quoted(words: &str) -> String {
    toml_edit::Value::from(words).to_string()
}

/// A new brief names no file.
struct NoFiles;

impl brief::Surroundings for NoFiles {
    fn file(&mut self, _: &Path, _: usize) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn is_country(&self, code: &str) -> bool {
        is_country(code)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn astana() -> Answers {
        Answers {
            meeting: "The “Nexus” \"§DATE§\" \\ meeting".to_owned(),
            date: "2017-06-15/2017-06-16".to_owned(),
            place: "Nur-Sultan, Aqmola, kz".to_owned(),
            organiser: "Regional Environmental Centre for Central Asia (CAREC)".to_owned(),
            language: "en".to_owned(),
        }
    }

    #[test]
    fn what_was_answered_stands_in_the_brief() {
        let answers = astana();
        assert_eq!(answers.mistake(), None);
        let source = Source {
            path: PathBuf::from("brief.toml"),
            text: answers.brief().into(),
        };
        let brief = brief::read(&source, &mut NoFiles).0.unwrap();
        assert_eq!(brief.meeting.title.value, answers.meeting);
        assert_eq!(brief.title.value, answers.meeting);
        assert_eq!(brief.meeting.city.unwrap().value, "Nur-Sultan, Aqmola");
        assert_eq!(brief.published.value.to_string(), "2017-06-16");
        assert_eq!(brief.organisations[0].id.value, "carec");
        assert_eq!(answers.file_name(), "nur-sultan-aqmola-2017.toml");
    }

    #[test]
    fn remarks_are_a_brief_too_once_their_marks_are_taken_away() {
        let text = astana().brief();
        fn key(line: &str) -> Option<&str> {
            line.strip_prefix("# ").filter(|rest| {
                rest.starts_with('[') || rest.contains(" = ") || rest.ends_with("\"\"\"")
            })
        }
        let mut in_summary = false;
        let mut uncommented = String::new();
        for line in text.lines() {
            let line = match line.strip_prefix("# ") {
                Some(rest) if in_summary => rest,
                _ => key(line).unwrap_or(line),
            };
            if line.ends_with("\"\"\"") {
                in_summary = line.starts_with("summary");
            }
            uncommented.push_str(line);
            uncommented.push('\n');
        }
        let uncommented = uncommented.replace("funders = [\"eu\"]", "funders = [\"carec\"]");
        let source = Source {
            path: PathBuf::from("brief.toml"),
            text: uncommented.clone().into(),
        };
        let (brief, diagnostics) = brief::read(&source, &mut NoFiles);
        assert!(diagnostics.is_empty(), "{diagnostics:?}\n{uncommented}");
        let brief = brief.unwrap();
        assert_eq!(brief.recommendations.len(), 1);
        assert!(brief.summary.is_some() && brief.project.is_some());
    }

    #[test]
    fn a_wrong_answer_is_not_taken_and_named() {
        for (index, wrong, reason) in [
            (0, "", "needed"),
            (1, "15 June 2017", "date"),
            (1, "2017-06-31", "2017-06-31"),
            (1, "2017-06-16/2017-06-15", "before"),
            (2, "Astana, XX", "ISO 3166-1"),
            (4, "klingon", "language"),
            (4, "tlh", "cannot be written in"),
        ] {
            let mut answers = astana();
            let said = answers.take(&QUESTIONS[index], wrong).unwrap_err();
            assert!(said.contains(reason), "{wrong}: {said}");
            assert_eq!(answers.brief(), astana().brief());
        }
    }
}
