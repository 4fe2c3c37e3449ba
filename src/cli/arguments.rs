//! The arguments of the command.

macro_rules! display_as_value {
    ($($name:ty),*) => {$(
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self.to_possible_value() {
                    Some(value) => f.write_str(value.get_name()),
                    None => Ok(()),
                }
            }
        }
    )*};
}

mod mail;
mod typed;

use crate::archive::Form;
use crate::brief::OutputFormat;
use crate::date::Date;
use crate::pdf::Standard;
use clap::builder::PossibleValue;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::num::NonZero;
use std::path::PathBuf;

use mail::MAIL_HELP;
pub(super) use mail::{MailFormat, MailOptions};
pub(super) use typed::{ask_for_json, in_words};
use typed::{brief_in_front, command_first, with_port, with_tip};

/// Makes the outcome brief of a meeting, written once in TOML, into a PDF and a DOCX.
///
/// The PDF is archival and accessible (PDF/A-3a and PDF/UA-1) with the brief's TOML inside; the DOCX is a
/// Word document with real styles that colleagues can edit. Both appear beside the brief, whole or not
/// at all. What a brief does not say is taken from the house style: the first briefgen.toml from its
/// folder upward.
#[derive(Parser, Debug)]
#[command(
    name = "briefgen",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    arg_required_else_help = true,
    subcommand_value_name = "COMMAND",
    after_help = "\
Examples:
  briefgen briefs/astana-2017.toml
      writes briefs/astana-2017.pdf and .docx
  briefgen briefs/
      writes what has changed of all briefs in the folder and below
  briefgen briefs/ -o out
      writes all of them into the folder out
  briefgen briefs/astana-2017.toml -f pdf
      writes the PDF only
  briefgen check briefs/
      names every mistake, writes nothing
  briefgen watch briefs/astana-2017.toml
      writes them again on every save
  briefgen new
      asks five questions and writes a first brief
  briefgen pull briefs/astana-2017.docx
      takes edits in Word over into astana-2017.toml
  briefgen translate briefs/astana-2017.toml --to ru,kk
      writes briefs/astana-2017.ru.toml and .kk.toml for a translator
  briefgen briefs/astana-2017.ru.toml
      writes briefs/astana-2017.ru.pdf and .docx
  briefgen archive briefs/astana-2017.toml --minutes minutes.pdf
      makes astana-2017-archive beside the minutes"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,

    /// The briefs, TOML files; or folders, for all briefs and translations in them and below
    #[arg(value_name = "BRIEF", required = true)]
    pub briefs: Vec<PathBuf>,

    #[command(flatten)]
    pub render: RenderOptions,

    #[command(flatten)]
    pub batch: BatchOptions,

    #[command(flatten)]
    pub messages: MessageOptions,
}

/// What the exit codes say, behind the examples of each command.
pub(super) const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  a brief or another file is wrong, or warned of with --strict; a DOCX or a
     draft has been edited; an output is out of date (check --outputs);
     a package is not whole; an address was refused
  2  the command is wrong
  3  the system failed: disk full, no permission";

impl Arguments {
    /// The program, with the exit codes in the help of each command.
    pub fn program() -> clap::Command {
        let with_codes = |command: clap::Command| {
            let examples = command.get_after_help().cloned().unwrap_or_default();
            command.after_help(format!("{examples}\n\n{EXIT_CODES}"))
        };
        // Whatever the file is called that the program is in: help and advice call it so.
        let command = Arguments::command().bin_name("briefgen");
        with_codes(command).mut_subcommands(with_codes)
    }

    /// Those of the process.
    ///
    /// # Errors
    /// What is wrong with them, or the help that they ask for.
    pub fn of_process() -> Result<Arguments, clap::Error> {
        let typed = with_port(command_first(wild::args_os().collect()));
        let mut program = Arguments::program();
        let matches = program.try_get_matches_from_mut(&typed).or_else(|error| {
            let in_front = brief_in_front(typed.clone(), error.kind()).ok_or(error)?;
            program.try_get_matches_from_mut(in_front)
        });
        matches
            .and_then(|matches| Arguments::from_arg_matches(&matches))
            .map_err(|error| with_tip(error, &typed))
    }
}

/// How many there are to be of something: at least one.
fn at_least_one(text: &str) -> Result<NonZero<usize>, String> {
    text.parse()
        .map_err(|_| "write a whole number, 1 or more".to_owned())
}

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Write a first brief that renders at once: from five questions, from notes, or from an old brief
    ///
    /// With --from, what is recognised in the notes becomes fields of the brief. What is not recognised stands at its
    /// end as remarks, and what is missing is a placeholder: both are said. Remarks are not printed, but inside the PDF and the
    /// DOCX: delete what the donors must not read. The options win over the notes. A DOCX that
    /// briefgen has made gives back its own brief, with what was edited in it.
    #[command(after_help = "\
Examples:
  briefgen new
      asks all five questions
  briefgen new --from notes.md
      takes over what it recognises in notes
  briefgen new astana-2017.toml --from old.docx
      the same for a brief that was written in Word
  briefgen new briefs/astana-2017.toml --language en --date 2017-06-15 \\
      --meeting \"Consultative meeting\" --place \"Astana, KZ\" \\
      --organiser \"Regional Environmental Centre (CAREC)\"")]
    New(NewOptions),
    /// Name every mistake in the briefs and write nothing
    #[command(after_help = "\
Examples:
  briefgen check briefs/
      names every mistake, writes nothing
  briefgen check --all-languages --strict briefs/
      also what is not translated, or outdated, is an error
  briefgen check --outputs briefs/
      also which PDF and DOCX files are out of date, for CI
  briefgen check --message-format json briefs/
      one JSON object a line, for editors and CI")]
    Check(CheckOptions),
    /// Make a brief's files again on every save, and say what is wrong as you write
    ///
    /// Every file that the brief is made from is watched: its translation's original, house style, logos, pictures,
    /// fonts. Where there is a mistake, the last good files stay. A DOCX that has been edited is left as it is.
    /// Ctrl-C ends it.
    #[command(after_help = WATCH_HELP)]
    Watch(WatchOptions),
    /// Write the translations of a brief, or bring them up to date, for a translator to fill in
    ///
    /// The translation of astana-2017.toml into Russian is astana-2017.ru.toml beside it: every passage with its
    /// source in view. A passage that is new in the brief is added; one that has changed since it was translated is
    /// marked as outdated; what the brief has no more is moved to the end of the file. What a translator wrote is
    /// never touched.
    #[command(after_help = "\
Examples:
  briefgen translate briefs/astana-2017.toml --to ru,kk
      writes briefs/astana-2017.ru.toml and .kk.toml
  briefgen translate briefs/astana-2017.toml
      brings all translations beside the brief up to date
  briefgen translate briefs/astana-2017.toml --to ru --xliff
      writes also briefs/astana-2017.ru.xlf, for translators' tools
  briefgen translate briefs/astana-2017.toml \\
      --from-xliff briefs/astana-2017.ru.xlf
      takes its translations over")]
    Translate(TranslateOptions),
    /// Take what colleagues changed in a DOCX over into its brief
    ///
    /// Only what changed is written; remarks, order and layout of the TOML stay. What the brief changed
    /// meanwhile stays too; where both changed the same, the difference is shown and nothing is written. What
    /// stood in the brief before is kept as BRIEF.orig, unless it is committed in git. The words of an edition in
    /// another language go into its translation: astana-2017.ru.docx changes astana-2017.ru.toml.
    #[command(after_help = "\
Examples:
  briefgen pull briefs/astana-2017.docx
      changes briefs/astana-2017.toml
  briefgen pull --dry-run briefs/astana-2017.docx
      shows what would change
  briefgen pull mail/edited.docx --brief briefs/astana-2017.toml
      where the DOCX stands elsewhere or has another name")]
    Pull {
        /// The edited DOCX files
        #[arg(value_name = "DOCX", required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        options: PullOptions,
    },
    /// Write the e-mail messages that carry briefs to their recipients, ready to send
    #[command(after_help = MAIL_HELP)]
    Mail(Box<MailOptions>),
    /// Put a brief, its minutes and all that belongs to them into a package that keeps for decades
    ///
    /// The package is a bag (BagIt 1.0, RFC 8493) with the outputs, the TOML and all that it refers to, the
    /// minutes and other records, and digests of all of them. It appears beside the minutes, whole or not at
    /// all. A package that is there already is never overwritten: the next edition stands beside it.
    #[command(
        override_usage = "\
briefgen archive [OPTIONS] <BRIEF>
       briefgen archive --index <DIR>",
        after_help = "\
Examples:
  briefgen archive briefs/astana-2017.toml --minutes minutes.pdf
      makes the folder astana-2017-archive beside the minutes
  briefgen archive briefs/astana-2017.toml --minutes minutes.pdf \\
      --record photos --format zip
      a zip file, with a folder of records
  briefgen archive --index .
      writes index.html and index.csv of all packages in this folder and below"
    )]
    Archive(ArchiveOptions),
    /// Say whether packages are as they were made
    ///
    /// Every file is compared with its digests; files that are missing, added or renamed are named, and so is what is
    /// amiss inside the documents.
    #[command(after_help = "\
Examples:
  briefgen verify astana-2017-archive
      every file against its digests
  briefgen verify --remake astana-2017-archive
      also: are the same outputs made again?")]
    Verify(VerifyOptions),
    /// Give back what PDF and DOCX files were made from: the brief, and its house style
    #[command(after_help = "\
Examples:
  briefgen extract briefs/astana-2017.pdf -o found
      writes found/astana-2017.toml
  briefgen extract *.docx
      beside each file")]
    Extract(ExtractOptions),
    /// Print the JSON Schema of a kind of file, for editors that complete and check as you type
    #[command(after_help = "\
Examples:
  briefgen schema brief > brief.schema.json
      which the first line of a brief names: #:schema ./brief.schema.json")]
    Schema {
        /// The kind of file
        #[arg(value_name = "KIND")]
        file: SchemaFile,
    },
    /// Print the completions of a shell
    #[command(after_help = "\
Examples:
  briefgen completions bash \\
      > ~/.local/share/bash-completion/completions/briefgen
  briefgen completions zsh > ~/.zfunc/_briefgen
      with fpath+=~/.zfunc before compinit in ~/.zshrc
  briefgen completions fish > ~/.config/fish/completions/briefgen.fish")]
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Write the manual pages, one for each command
    #[command(after_help = "\
Examples:
  briefgen man ~/.local/share/man/man1
      then: man briefgen, man briefgen-pull")]
    Man {
        /// The folder that they are written into, such as ~/.local/share/man/man1
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

const WATCH_HELP: &str = "\
Examples:
  briefgen watch briefs/astana-2017.toml
      makes the PDF and the DOCX on every save
  briefgen watch briefs/astana-2017.toml --serve --open
      shows the pages in the browser, beside what is wrong
  briefgen watch briefs/astana-2017.toml -f pdf --open
      makes the PDF only, and opens it";

/// Which files are made of a brief.
#[derive(Args, Clone, Debug)]
pub(super) struct FileOptions {
    /// Write only these formats
    #[arg(
        short,
        long,
        value_name = "FORMATS",
        value_delimiter = ',',
        ignore_case = true,
        default_values_t = OutputFormat::ALL
    )]
    pub formats: Vec<OutputFormat>,

    /// The standards that the PDF keeps
    #[arg(long, value_name = "STANDARD", default_value_t = Standard::A3aUa1)]
    pub pdf_standard: Standard,
}

#[derive(Args, Debug)]
pub(super) struct WatchOptions {
    /// The brief, or a translation of one: a TOML file
    #[arg(value_name = "BRIEF")]
    pub brief: PathBuf,

    /// Write the files into this folder instead of beside the brief; it is made if it is not there
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub files: FileOptions,

    /// Show the pages in a browser on this computer, at 127.0.0.1; usually at port 8017, or another if it is taken
    #[arg(long, value_name = "PORT", num_args = 0..=1, require_equals = true, value_parser = clap::value_parser!(u16).range(1024..))]
    pub serve: Option<Option<u16>>,

    /// Open the PDF, or with --serve the page, in the system's usual program
    #[arg(long)]
    pub open: bool,

    /// Look at the files ten times a second instead of being told by the system: for network drives
    #[arg(long)]
    pub poll: bool,
}

#[derive(Args, Debug)]
pub(super) struct ArchiveOptions {
    /// The brief, a TOML file
    #[arg(value_name = "BRIEF", required_unless_present = "index")]
    pub brief: Option<PathBuf>,

    /// Write index.html and index.csv into this folder: all briefs whose packages are in it or below
    #[arg(long, value_name = "DIR", conflicts_with_all = ["brief", "minutes", "records", "drafts", "output"])]
    pub index: Option<PathBuf>,

    /// The minutes of the meeting
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub minutes: Vec<PathBuf>,

    /// Another record of the meeting, or a folder of them
    #[arg(long = "record", value_name = "FILE", num_args = 1..)]
    pub records: Vec<PathBuf>,

    /// The folder with the drafts of the e-mails that the brief goes out with
    #[arg(long, value_name = "DIR")]
    pub drafts: Option<PathBuf>,

    /// Make the package in this folder instead of beside the minutes; it is made if it is not there
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// The form of the package
    #[arg(long, value_name = "FORMAT", default_value_t = Form::Folder)]
    pub format: Form,

    /// The day that the package is dated: `today`, or one such as 2017-06-16; usually that of publication
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    pub date: Option<Day>,

    /// The standards that the PDF keeps
    #[arg(long, value_name = "STANDARD", default_value_t = Standard::A3aUa1)]
    pub pdf_standard: Standard,
}

#[derive(Args, Debug)]
pub(super) struct VerifyOptions {
    /// Packages (folders, zip or tar files), or folders with packages in them
    #[arg(value_name = "PACKAGE", required = true)]
    pub packages: Vec<PathBuf>,

    /// Make the outputs again from their sources too, and say where they differ
    #[arg(long)]
    pub remake: bool,
}

#[derive(Args, Debug)]
pub(super) struct ExtractOptions {
    /// PDF or DOCX files that were made from briefs
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// Write into this folder instead of beside each file; it is made if it is not there
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// Overwrite other files of the same names
    #[arg(long)]
    pub force: bool,
}

/// A day that is named on the command line, as TOML names it or as that of today.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Day {
    Today,
    Is(Date),
}

impl Day {
    fn parse(text: &str) -> Result<Day, String> {
        if ["now", "today"].contains(&text) {
            return Ok(Day::Today);
        }
        let day = match text.parse() {
            Ok(toml::value::Datetime {
                date: Some(date),
                time: None,
                offset: None,
            }) => Date::new(date.year, date.month, date.day),
            _ => None,
        };
        day.map(Day::Is)
            .ok_or_else(|| "write a day that exists, such as 2017-06-16, or `today`".to_owned())
    }
}

#[derive(Args, Debug)]
pub(super) struct NewOptions {
    /// The file to write; it must not be there yet. By default it is called after city and year: astana-2017.toml. Where
    /// there is no city, after title and year; where notes say neither, after their file: notes-brief.toml. If that is
    /// taken, the next number is added
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// Take over what can be recognised in this file: notes in Markdown or plain text, or a Word document (.docx)
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,

    /// What the meeting was called
    #[arg(long, value_name = "TITLE")]
    pub meeting: Option<String>,

    /// The day, or the first and the last: "15 June 2017", "15-16 June 2017", 2017-06-15
    #[arg(long)]
    pub date: Option<String>,

    /// City and country: "Astana, Kazakhstan", "Astana, KZ"
    #[arg(long)]
    pub place: Option<String>,

    /// Who organised it, with abbreviations in brackets; several with `;` between them, or with commas
    #[arg(long, value_name = "NAME")]
    pub organiser: Option<String>,

    /// The language of the brief, a BCP 47 tag
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
}

/// The files that have a schema.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SchemaFile {
    /// A brief
    Brief,
    /// A house style, briefgen.toml
    HouseStyle,
    /// A translation of a brief
    Translation,
    /// A file of recipients, for `briefgen mail`
    Recipients,
}

#[derive(Args, Debug)]
#[command(
    mut_arg("formats", |formats| formats
        .requires("outputs")
        .help("Look only at files in these formats")),
    mut_arg("pdf_standard", |standard| standard
        .requires("outputs")
        .help("The standards that the PDF is to keep"))
)]
pub(super) struct CheckOptions {
    /// The briefs, TOML files; or folders, for all briefs and translations in them and below
    #[arg(value_name = "BRIEF", required = true)]
    pub briefs: Vec<PathBuf>,

    /// Check also the translations beside each brief
    #[arg(long)]
    pub all_languages: bool,

    /// Leave out this file or folder of a folder that is named; may be given several times
    #[arg(long, value_name = "PATH")]
    pub exclude: Vec<PathBuf>,

    /// Take warnings as errors, such as a passage that is not translated
    #[arg(long)]
    pub strict: bool,

    /// Also name PDF and DOCX files that are missing or out of date
    #[arg(long)]
    pub outputs: bool,

    /// The folder that the files were written into, where they are not beside each brief
    #[arg(short, long, value_name = "DIR", requires = "outputs")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub files: FileOptions,
}

#[derive(Args, Clone, Debug)]
pub(super) struct RenderOptions {
    /// Write the files into this folder instead of beside each brief; it is made if it is not there
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub files: FileOptions,

    /// Overwrite a DOCX that has been edited since it was written
    #[arg(long)]
    pub force: bool,

    /// Make each brief in all languages that it has a translation for beside it
    #[arg(long)]
    pub all_languages: bool,
}

/// Which briefs of a folder are made in one run, and how.
#[derive(Args, Clone, Default, Debug)]
pub(super) struct BatchOptions {
    /// Leave out this file or folder of a folder that is named; may be given several times
    #[arg(long, value_name = "PATH")]
    pub exclude: Vec<PathBuf>,

    /// Make up to N briefs at the same time; usually as many as there are processors
    #[arg(short, long, value_name = "N", value_parser = at_least_one)]
    pub jobs: Option<NonZero<usize>>,

    /// Make every file again, even if it is up to date
    #[arg(long)]
    pub force_all: bool,
}

#[derive(Args, Debug)]
pub(super) struct PullOptions {
    /// The brief, where it is not beside the DOCX under the name that it had
    #[arg(long, value_name = "BRIEF")]
    pub brief: Option<PathBuf>,

    /// Show the change of the brief as a unified diff, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,

    /// Take over what has a place in the brief, though something has none
    #[arg(long)]
    pub partial: bool,

    /// Take tracked changes as made (this is the default)
    #[arg(long, group = "revisions")]
    pub accept: bool,

    /// Take tracked changes as not made
    #[arg(long, group = "revisions")]
    pub reject: bool,

    /// Ask for each tracked change
    #[arg(long, group = "revisions")]
    pub ask: bool,

    /// Keep what the brief says wherever both have changed, or at this place, as the message of a conflict names it;
    /// may be given several times
    #[arg(long, value_name = "PLACE", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub ours: Vec<String>,

    /// Take what the DOCX says wherever both have changed, or at this place; may be given several times
    #[arg(long, value_name = "PLACE", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub theirs: Vec<String>,

    /// Write the comments in the margin as remarks into the brief, above the fields that they stand at; they are then inside
    /// the next PDF and DOCX, until they are deleted
    #[arg(long)]
    pub comments: bool,
}

#[derive(Args, Debug)]
pub(super) struct TranslateOptions {
    /// The briefs, or translations of them
    #[arg(value_name = "BRIEF", required = true)]
    pub briefs: Vec<PathBuf>,

    /// The languages, tags of BCP 47; usually those of the translations that are there
    #[arg(long, value_name = "LANGUAGES", value_delimiter = ',')]
    pub to: Vec<String>,

    /// Write each translation also as XLIFF 2.1, for the tools that translators use
    #[arg(long)]
    pub xliff: bool,

    /// Take over the translations of this XLIFF 2 file; what is there is kept beside it, unless git has it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["to", "xliff"])]
    pub from_xliff: Vec<PathBuf>,

    /// Overwrite an XLIFF file whose translations have not been taken over; take over that of a brief of another name
    #[arg(long)]
    pub force: bool,
}

#[derive(Args, Debug)]
pub(super) struct MessageOptions {
    /// How mistakes are told
    #[arg(long, value_name = "FORMAT", default_value_t = MessageFormat::Human, global = true)]
    pub message_format: MessageFormat,

    /// Say nothing but what is wrong
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Say also how large the files are and how many pages they have
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

impl ValueEnum for OutputFormat {
    fn value_variants<'a>() -> &'a [OutputFormat] {
        &OutputFormat::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            OutputFormat::Pdf => "Portable Document Format",
            OutputFormat::Docx => "Office Open XML, for Word and LibreOffice",
        };
        let value = PossibleValue::new(self.name()).help(help);
        Some(match self {
            OutputFormat::Pdf => value,
            OutputFormat::Docx => value.alias("word"),
        })
    }
}

impl ValueEnum for Form {
    fn value_variants<'a>() -> &'a [Form] {
        &Form::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = match self {
            Form::Folder => ("folder", "A folder"),
            Form::Zip => ("zip", "A zip file, not compressed"),
            Form::Tar => ("tar", "A tar file, not compressed"),
        };
        Some(PossibleValue::new(name).help(help))
    }
}

impl ValueEnum for Standard {
    fn value_variants<'a>() -> &'a [Standard] {
        &[Standard::A3aUa1, Standard::A4fUa2]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = match self {
            Standard::A3aUa1 => ("a-3a", "PDF/A-3a and PDF/UA-1"),
            Standard::A4fUa2 => (
                "a-4f",
                "PDF/A-4f, PDF/UA-2 and WTPDF 1.0 (accessibility and reuse)",
            ),
        };
        Some(PossibleValue::new(name).help(help))
    }
}

/// How mistakes are told.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum MessageFormat {
    /// For people, with the line and the place marked
    Human,
    /// For programs, one JSON object a line
    Json,
}

display_as_value!(OutputFormat, Form, Standard, MessageFormat);
