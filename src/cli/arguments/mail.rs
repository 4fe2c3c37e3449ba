//! The arguments of `briefgen mail`.

use super::Day;
use crate::pdf::Standard;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

pub(super) const MAIL_HELP: &str = "\
Examples:
  briefgen mail briefs/astana-2017.toml --to donors.toml
      writes a draft for each recipient into the folder briefs/astana-2017-mail
  briefgen mail briefs/astana-2017.toml --to donors.toml --dry-run
      says who would get what, and writes nothing
  briefgen mail briefs/astana-2017.toml --to donors.toml \\
      --send smtp://office@mail.example.org
      writes and sends the messages; again, to those who have none yet";

#[derive(Args, Debug)]
pub(in crate::cli) struct MailOptions {
    /// The briefs, TOML files
    #[arg(value_name = "BRIEF", required = true)]
    pub briefs: Vec<PathBuf>,

    /// The recipients, a TOML file
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,

    /// Write only to the recipients of this group; may be given several times
    #[arg(long = "group", value_name = "NAME")]
    pub groups: Vec<String>,

    /// Write the messages into this folder instead of a folder beside each brief; it is made if it is not there
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// How the messages are kept
    #[arg(long, value_name = "FORMAT", default_value_t = MailFormat::Eml)]
    pub format: MailFormat,

    /// One message for all who get the same, none of whom sees the others, instead of one for each
    #[arg(long)]
    pub bcc: bool,

    /// The date of the messages: a day such as 2017-06-20, or now; usually the brief's day of publication, and with --send
    /// the time at which they are sent
    #[arg(long, value_name = "DATE", value_parser = Day::parse)]
    pub date: Option<Day>,

    /// Warn of a message that is larger, in megabytes
    #[arg(long, value_name = "MB", default_value_t = 10.0, value_parser = megabytes)]
    pub max_size: f64,

    /// What the messages follow: the Message-ID of one, or the folder of earlier drafts to the same recipients
    #[arg(long, value_name = "ID|DIR")]
    pub in_reply_to: Option<String>,

    /// The web address of the brief, which the messages name
    #[arg(long, value_name = "URL", value_parser = web_address)]
    pub link: Option<String>,

    /// Say who would get what, write nothing and send nothing
    #[arg(long)]
    pub dry_run: bool,

    /// Send the messages by this server: smtp://user@host:587 (STARTTLS) or smtps://user@host:465. The
    /// password is in the variable BRIEFGEN_SMTP_PASSWORD. Nobody gets a message twice
    #[arg(long, value_name = "URL")]
    pub send: Option<String>,

    /// A command that prints the password
    #[arg(long, value_name = "COMMAND", requires = "send")]
    pub password_command: Option<String>,

    /// Send without encryption, to a server on this computer only
    #[arg(long, requires = "send")]
    pub insecure: bool,

    /// The longest wait for an answer of the server, in seconds; when it has a message, at least 600
    #[arg(long, value_name = "SECONDS", default_value_t = 60, requires = "send")]
    pub timeout: u64,

    /// Send again to this address, though it has the message; or to those who may have it or not, `unknown`; or to `all`.
    /// May be given several times
    #[arg(long, value_name = "ADDRESS", requires = "send")]
    pub resend: Vec<String>,

    /// Send translations, too, in which passages are not translated or are outdated
    #[arg(long, requires = "send")]
    pub unfinished: bool,

    /// Overwrite drafts that have been edited since they were written
    #[arg(long)]
    pub force: bool,

    /// The standards that the attached PDF keeps
    #[arg(long, value_name = "STANDARD", default_value_t = Standard::A3aUa1)]
    pub pdf_standard: Standard,
}

/// How messages are kept.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum MailFormat {
    /// A file for each, which mail programs open as a draft
    Eml,
    /// All in one file
    Mbox,
    /// A folder of drafts, as many mail programs and servers keep them
    Maildir,
}

/// A size that is named on the command line.
fn megabytes(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(size) if size >= 0.0 && f64::is_finite(size) => Ok(size),
        _ => Err("write a number of megabytes, such as 10 or 0.5".to_owned()),
    }
}

/// A web address that can be opened from a message: whole, and of the web.
fn web_address(text: &str) -> Result<String, String> {
    let after_scheme = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    let is_address = |rest: &str| {
        !rest.starts_with('/')
            && !rest.is_empty()
            && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c))
    };
    match after_scheme {
        Some(rest) if is_address(rest) => Ok(text.to_owned()),
        None if is_address(text) && text.contains('.') && !text.contains(':') => {
            Err(format!("write the whole address, such as `https://{text}`"))
        }
        _ => Err(
            "write a web address, such as `https://example.org/brief`, with `%20` for a space"
                .to_owned(),
        ),
    }
}

display_as_value!(MailFormat);
