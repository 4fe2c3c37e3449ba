//! The arguments of the command.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

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
    subcommand_value_name = "COMMAND",
    after_help = "\
Examples:
  briefgen briefs/astana-2017.toml           writes briefs/astana-2017.pdf and .docx
  briefgen briefs/*.toml -o out              writes all of them into the folder out
  briefgen briefs/astana-2017.toml -f pdf    writes the PDF only
  briefgen check briefs/*.toml               names every mistake, writes nothing
  briefgen translate briefs/astana-2017.toml --to ru,kk
                                             writes briefs/astana-2017.ru.toml and .kk.toml for a translator
  briefgen briefs/astana-2017.ru.toml        writes briefs/astana-2017.ru.pdf and .docx

Exit codes:
  0  done
  1  a brief is wrong, or its DOCX has been edited since it was written
  2  the command is wrong
  3  the system failed: disk full, no permission"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,

    /// The briefs, TOML files
    #[arg(value_name = "BRIEF", required = true)]
    pub briefs: Vec<PathBuf>,

    #[command(flatten)]
    pub render: RenderOptions,

    #[command(flatten)]
    pub messages: MessageOptions,
}

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Name every mistake in the briefs and write nothing
    Check {
        /// The briefs, TOML files
        #[arg(value_name = "BRIEF", required = true)]
        briefs: Vec<PathBuf>,

        /// Check also the translations beside each brief
        #[arg(long)]
        all_languages: bool,

        /// Take warnings as errors: what is not translated, what is outdated
        #[arg(long)]
        strict: bool,
    },
    /// Write the translations of a brief, or bring them up to date, for a translator to fill in
    ///
    /// The translation of astana-2017.toml into Russian is astana-2017.ru.toml beside it: every passage with its
    /// source in view. A passage that is new in the brief is added; one that has changed since it was translated is
    /// marked as outdated; what the brief has no more is moved to the end of the file. What a translator wrote is
    /// never touched.
    Translate(TranslateOptions),
    /// Print the JSON Schema of a kind of file, for editors that complete and check as you type
    Schema {
        /// The kind of file
        #[arg(value_name = "FILE")]
        file: SchemaFile,
    },
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
}

#[derive(Args, Debug)]
pub(super) struct RenderOptions {
    /// Write the files into this folder instead of beside each brief; it is made if it is not there
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// Write only these formats
    #[arg(short, long, value_name = "FORMATS", value_delimiter = ',', default_values_t = [Format::Pdf, Format::Docx])]
    pub formats: Vec<Format>,

    /// Overwrite a DOCX that has been edited since it was written
    #[arg(long)]
    pub force: bool,

    /// Make each brief in all languages that it has a translation for beside it
    #[arg(long)]
    pub all_languages: bool,

    /// The standards that the PDF keeps
    #[arg(long, value_name = "STANDARD", default_value_t = Standard::A3a)]
    pub pdf_standard: Standard,
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

    /// Take over the translations of this XLIFF 2 file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["to", "xliff"])]
    pub from_xliff: Vec<PathBuf>,

    /// Overwrite an XLIFF file whose translations have not been taken over
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

/// An output format.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Format {
    /// Portable Document Format
    Pdf,
    /// Office Open XML, for Word and LibreOffice
    Docx,
}

/// The standards that a PDF keeps.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Standard {
    /// PDF/A-3a and PDF/UA-1
    #[value(name = "a-3a")]
    A3a,
    /// PDF/A-4f, PDF/UA-2 and WTPDF 1.0 (accessibility and reuse)
    #[value(name = "a-4f")]
    A4f,
}

/// How mistakes are told.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum MessageFormat {
    /// For people, with the line and the place marked
    Human,
    /// For programs, one JSON object a line
    Json,
}

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

display_as_value!(Format, Standard, MessageFormat);
