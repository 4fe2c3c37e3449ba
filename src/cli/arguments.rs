//! The arguments of the command.

use crate::date::Date;
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
  briefgen archive briefs/astana-2017.toml --minutes minutes.pdf
                                             makes astana-2017-archive beside the minutes

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
    /// Print the JSON Schema of a kind of file, for editors that complete and check as you type
    Schema {
        /// The kind of file
        #[arg(value_name = "FILE")]
        file: SchemaFile,
    },
    /// Put a brief, its minutes and all that belongs to them into a package that keeps for decades
    ///
    /// The package is a bag (BagIt 1.0, RFC 8493) with the outputs, the TOML and all that it refers to, the
    /// minutes and other records, and digests of all of them. It appears beside the minutes, whole or not at
    /// all. A package that is there already is never overwritten: the next edition stands beside it.
    Archive(ArchiveOptions),
    /// Say whether packages are as they were made
    ///
    /// Every file is compared with its digests; files that are missing, added or renamed are named, and so is what is
    /// amiss inside the documents.
    Verify(VerifyOptions),
    /// Give back what PDF and DOCX files were made from: the brief, and its house style
    Extract(ExtractOptions),
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
    #[arg(long, value_name = "FORMAT", default_value_t = PackageFormat::Folder)]
    pub format: PackageFormat,

    /// The day that the package is dated: `today`, or one such as 2017-06-16; usually that of publication
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    pub date: Option<Day>,

    /// The standards that the PDF keeps
    #[arg(long, value_name = "STANDARD", default_value_t = Standard::A3a)]
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

/// The form of a package.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PackageFormat {
    /// A folder
    Folder,
    /// A zip file, not compressed
    Zip,
    /// A tar file, not compressed
    Tar,
}

/// A day that is named on the command line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Day {
    Today,
    Is(Date),
}

impl Day {
    fn parse(text: &str) -> Result<Day, String> {
        if text == "today" {
            return Ok(Day::Today);
        }
        // A day that TOML takes is one that exists.
        match text.parse::<toml::value::Datetime>() {
            Ok(toml::value::Datetime {
                date: Some(date),
                time: None,
                offset: None,
            }) => Ok(Day::Is(Date {
                year: date.year,
                month: date.month,
                day: date.day,
            })),
            _ => Err("write a day that exists, such as 2017-06-16, or `today`".to_owned()),
        }
    }
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

display_as_value!(Format, PackageFormat, Standard, MessageFormat);
