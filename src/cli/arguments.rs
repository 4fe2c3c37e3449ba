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
  briefgen pull briefs/astana-2017.docx      takes edits in Word over into astana-2017.toml

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
    },
    /// Take what colleagues changed in a DOCX over into its brief
    ///
    /// Only what changed is written; comments, order and layout of the TOML stay. What the brief changed
    /// meanwhile stays too; where both changed the same, the difference is shown and nothing is written. What
    /// stood in the brief before is kept as BRIEF.orig, unless it is committed in git.
    Pull {
        /// The edited DOCX files
        #[arg(value_name = "DOCX", required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        options: PullOptions,
    },
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

    /// The standards that the PDF keeps
    #[arg(long, value_name = "STANDARD", default_value_t = Standard::A3a)]
    pub pdf_standard: Standard,
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

    /// Take tracked changes as made; so it is without this option too
    #[arg(long, group = "revisions")]
    pub accept: bool,

    /// Take tracked changes as not made
    #[arg(long, group = "revisions")]
    pub reject: bool,

    /// Ask for each tracked change
    #[arg(long, group = "revisions")]
    pub ask: bool,

    /// Keep what the brief says wherever both have changed
    #[arg(long, group = "resolution")]
    pub ours: bool,

    /// Take what the DOCX says wherever both have changed
    #[arg(long, group = "resolution")]
    pub theirs: bool,

    /// Keep the remarks in the margin as comments in the brief, above the fields that they stand at
    #[arg(long)]
    pub comments: bool,
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
