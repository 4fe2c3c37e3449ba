//! `briefgen mail`: the messages that carry briefs to their recipients.

mod drafts;
mod edition;
mod record;
mod send;

use super::Outcome;
use super::arguments::{MailOptions, MessageDate};
use super::house_style::HouseStyles;
use super::reading::read_source;
use super::render::stop_between_briefs;
use super::report::Reporter;
use crate::brief::{self, AttachedFormat, Mailbox, Recipient, Recipients};
use crate::diagnostic::{Diagnostic, Source};
use crate::document::{InputFile, Language};
use crate::mail::{
    AttachedFile, Delivery, Message, Mode, Pages, Party, Written, edition_for, letter, noon, plan,
    text,
};
use drafts::Earlier;
use edition::Edition;
use send::Post;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Bytes of a megabyte, as mail servers and programs count them.
const MEGABYTE: usize = 1_000_000;

/// Writes the messages of all briefs; a wrong brief does not keep those of the others from being written.
pub(super) fn mail(options: &MailOptions, reporter: &mut Reporter) -> Outcome {
    let (source, recipients) = match read_recipients(&options.to, reporter) {
        Ok(read) => read,
        Err(outcome) => return outcome,
    };
    let selected = match select(&recipients, &options.groups) {
        Ok(selected) => selected,
        Err(message) => {
            reporter.file_error(&options.to, "command", message, None);
            return Outcome::CommandWrong;
        }
    };
    let earlier = match Earlier::find(options.in_reply_to.as_deref()) {
        Ok(earlier) => earlier,
        Err((path, error)) => {
            reporter.system_error(&path, "read the earlier drafts of this folder", &error);
            return Outcome::SystemFailed;
        }
    };
    let interrupted = stop_between_briefs();
    let mut post = match Post::of(options, interrupted, reporter) {
        Ok(post) => post,
        Err(outcome) => return outcome,
    };
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let run = Run {
        options,
        source,
        sender: recipients.sender.as_ref().map(party),
        parties: selected.iter().map(|one| party(&one.mailbox)).collect(),
        selected,
        earlier,
        now: since.map_or(0, |since| since.as_secs() as i64),
    };
    let mut houses = HouseStyles::default();
    let mut worst = Outcome::Done;
    for path in &options.briefs {
        let outcome = run.one(path, &mut houses, &mut post, reporter);
        worst = worst.max(outcome.err().unwrap_or(Outcome::Done));
    }
    if let Some(post) = post {
        post.close();
    }
    worst
}

fn read_recipients(path: &Path, reporter: &mut Reporter) -> Result<(Source, Recipients), Outcome> {
    let source = read_source(path, InputFile::Recipients.words(), reporter)?;
    let (recipients, diagnostics) = brief::read_recipients(&source);
    reporter.diagnostics(&source, &diagnostics);
    Ok((source, recipients.ok_or(Outcome::BriefWrong)?))
}

/// The recipients of any of the groups; all where no group is named. A group that has nobody is a mistake of
/// the command.
fn select<'r>(recipients: &'r Recipients, groups: &[String]) -> Result<Vec<&'r Recipient>, String> {
    let is_in = |recipient: &Recipient, group: &str| {
        recipient.groups.iter().any(|known| known.value == group)
    };
    if let Some(group) = groups
        .iter()
        .find(|group| !recipients.recipients.iter().any(|one| is_in(one, group)))
    {
        let known: BTreeSet<&str> = recipients
            .recipients
            .iter()
            .flat_map(|recipient| &recipient.groups)
            .map(|group| group.value.as_str())
            .collect();
        let known: Vec<&str> = known.into_iter().collect();
        return Err(if known.is_empty() {
            format!("no recipient is in the group `{group}`, nor in any other")
        } else {
            format!(
                "no recipient is in the group `{group}`; known are {}",
                known.join(", ")
            )
        });
    }
    let wanted = |recipient: &&Recipient| {
        groups.is_empty() || groups.iter().any(|group| is_in(recipient, group))
    };
    Ok(recipients.recipients.iter().filter(wanted).collect())
}

fn party(mailbox: &Mailbox) -> Party {
    Party {
        name: mailbox.name.as_ref().map(|name| name.value.clone()),
        address: mailbox.address.value.clone(),
    }
}

/// A message to be kept or sent.
struct Outgoing {
    /// The name of its file, without an extension: the same in every run.
    name: String,
    written: Written,
    /// When it was written, in seconds since 1970 in UTC.
    date: i64,
    /// From which address, and its domain.
    sender: String,
    domain: String,
    /// The address of the one whose message it is; none where it goes to several.
    own: Option<String>,
    /// The addresses of all who get it.
    addresses: Vec<String>,
    /// What is attached.
    files: Vec<String>,
}

/// What is the same for all briefs of a run.
struct Run<'a> {
    options: &'a MailOptions,
    /// The file of recipients.
    source: Source,
    /// Who the file says the messages are from.
    sender: Option<Party>,
    selected: Vec<&'a Recipient>,
    /// The same as [`Run::selected`], as they stand in messages.
    parties: Vec<Party>,
    earlier: Earlier,
    /// When the command runs, in seconds since 1970 in UTC.
    now: i64,
}

impl Run<'_> {
    fn one(
        &self,
        path: &Path,
        houses: &mut HouseStyles,
        post: &mut Option<Post>,
        reporter: &mut Reporter,
    ) -> Result<(), Outcome> {
        let mode = if self.options.bcc {
            Mode::Together
        } else {
            Mode::Each
        };
        let wanted: Vec<&Language> = self
            .selected
            .iter()
            .filter_map(|recipient| recipient.language.as_ref())
            .map(|language| &language.value)
            .collect();
        let mut editions = edition::editions(path, &wanted, houses, reporter)?;
        let languages: Vec<Language> = editions
            .iter()
            .map(|edition| edition.document.metadata.language.clone())
            .collect();
        self.warn_of_languages(path, &languages, reporter);
        let deliveries = plan(&self.selected, &languages, mode);
        if deliveries.is_empty() {
            reporter.file_error(
                &self.options.to,
                "no-recipient",
                "all these recipients are in copy, and there is no message to copy",
                Some("write `role = \"to\"` for one of them, or use --bcc"),
            );
            return Err(Outcome::BriefWrong);
        }
        let Some(sender) = self.sender_of(&editions) else {
            reporter.file_error(
                &self.options.to,
                "no-sender",
                format!("nothing says who sends {}", path.display()),
                Some(
                    "add `[sender]` with `name` and `address`, or a `[[contact]]` with an `email` to the brief",
                ),
            );
            return Err(Outcome::BriefWrong);
        };
        for (index, edition) in editions.iter_mut().enumerate() {
            let wanted: BTreeSet<AttachedFormat> = deliveries
                .iter()
                .filter(|delivery| delivery.edition == index)
                .flat_map(|delivery| delivery.attachments.iter().copied())
                .collect();
            let made = edition.make(&wanted, self.options.pdf_standard);
            made.map_err(|reason| {
                reporter.system_error(path, "make what is to be attached", &reason);
                Outcome::SystemFailed
            })?;
        }
        let mut pages: Vec<Pages<'_>> = editions
            .iter()
            .map(|edition| Pages::new(&edition.theme, sender.domain()))
            .collect();
        let mut messages = deliveries.iter().map(|delivery| {
            let edition = &editions[delivery.edition];
            self.message(edition, delivery, &sender, &mut pages[delivery.edition])
        });
        let mut sizes = Sizes::default();
        if self.options.dry_run {
            for message in messages {
                sizes.add(&message);
                self.tell(path, &message, post.as_ref(), reporter);
            }
            sizes.warn(path, self.options.max_size, reporter);
            return Ok(());
        }
        let folder = self.options.output.clone();
        let folder = folder.unwrap_or_else(|| drafts_of(path));
        let mut noting_sizes = messages.by_ref().inspect(|message| sizes.add(message));
        let kept = drafts::keep(&folder, path, &mut noting_sizes, self.options, reporter)?;
        sizes.warn(path, self.options.max_size, reporter);
        let count = deliveries.len();
        reporter.done(
            &format!(
                "{} → {} ({count} {})",
                path.display(),
                kept.display(),
                if count == 1 { "message" } else { "messages" }
            ),
            &format!("from {}", sender.address),
        );
        let Some(post) = post else {
            return Ok(());
        };
        let addresses = self.selected.iter().map(|recipient| {
            let address = &recipient.mailbox.address;
            (address.value.clone(), address.origin.clone())
        });
        let brief = send::Brief {
            path,
            published: editions[0].document.metadata.published.to_string(),
            folder: &folder,
            source: &self.source,
            places: &addresses.collect(),
        };
        let messages = deliveries.iter().map(|delivery| {
            let edition = &editions[delivery.edition];
            self.message(edition, delivery, &sender, &mut pages[delivery.edition])
        });
        post.send(&brief, messages, self.options, reporter)
    }

    /// Who the file of recipients says, or else whom the brief names as its contact.
    fn sender_of(&self, editions: &[Edition]) -> Option<Party> {
        self.sender
            .clone()
            .or_else(|| editions.first()?.contact.clone())
    }

    fn message<'e>(
        &self,
        edition: &'e Edition,
        delivery: &Delivery,
        sender: &Party,
        pages: &mut Pages<'e>,
    ) -> Outgoing {
        let own = delivery.own.map(|index| &self.parties[index]);
        let name = own.and_then(|party| party.name.as_deref());
        let mut wording = edition.wording(sender, name);
        let greeting = delivery
            .own
            .and_then(|index| self.selected[index].greeting.as_ref());
        if let Some(greeting) = greeting {
            wording.greeting = Some(greeting.value.clone());
        }
        wording.link = self.options.link.clone();
        let letter = letter(&edition.document, &edition.locale, name, &wording);
        let plain = text(&letter);
        let page = pages.page(&letter);
        let files: Vec<&AttachedFile> = edition.attached(&delivery.attachments).collect();
        let date = match self.options.date {
            None => noon(edition.document.metadata.published),
            Some(MessageDate::Day(day)) => noon(day),
            Some(MessageDate::Now) => self.now,
        };
        let of = |indices: &[usize]| indices.iter().map(|index| &self.parties[*index]).collect();
        let own_address = own.map(|party| party.address.as_str());
        let message = Message {
            from: sender,
            to: own.into_iter().collect(),
            cc: of(&delivery.cc),
            bcc: of(&delivery.bcc),
            language: &letter.language.0,
            subject: &letter.subject,
            date,
            in_reply_to: self.earlier.id_for(own_address),
            text: &plain,
            page: &page,
            attachments: &files,
        };
        Outgoing {
            name: drafts::name(&edition.stem, own_address, delivery),
            written: message.write(),
            date,
            sender: sender.address.clone(),
            domain: sender.domain().to_owned(),
            own: own_address.map(str::to_owned),
            addresses: delivery
                .everybody()
                .map(|index| self.parties[index].address.clone())
                .collect(),
            files: files.iter().map(|file| file.name.clone()).collect(),
        }
    }

    /// Says who would get what.
    fn tell(&self, path: &Path, message: &Outgoing, post: Option<&Post>, reporter: &mut Reporter) {
        let mut what = message.files.clone();
        what.push(format!(
            "{} KB",
            message.written.kept().len().div_ceil(1000)
        ));
        what.extend(post.map(|post| format!("by {}", post.server())));
        let to = message.addresses.join(", ");
        reporter.done(
            &format!("{} → {to} ({})", path.display(), what.join(", ")),
            "",
        );
    }

    /// Says once of each language that the brief is not in it.
    fn warn_of_languages(&self, path: &Path, editions: &[Language], reporter: &mut Reporter) {
        let Some(usual) = editions.first() else {
            return;
        };
        let mut told = BTreeSet::new();
        let mut warnings = Vec::new();
        for language in self.selected.iter().filter_map(|one| one.language.as_ref()) {
            let tag = &language.value.0;
            if edition_for(&language.value, editions).is_some() || !told.insert(tag) {
                continue;
            }
            let mut warning = Diagnostic::warning(
                "no-edition",
                format!(
                    "{} is not in the language `{tag}`; who wants it so gets it in `{}`",
                    path.display(),
                    usual.0
                ),
            )
            .at_origin(Some(&language.origin));
            warning.file = InputFile::Recipients;
            warnings.push(warning);
        }
        reporter.diagnostics(&self.source, &warnings);
    }
}

/// How large messages are, in bytes.
#[derive(Default)]
struct Sizes(Vec<usize>);

impl Sizes {
    fn add(&mut self, message: &Outgoing) {
        self.0.push(message.written.kept().len());
    }

    /// Warns of messages that are larger than `limit`, in megabytes.
    fn warn(self, path: &Path, limit: u32, reporter: &mut Reporter) {
        let too_large = |size: &&usize| **size > limit as usize * MEGABYTE;
        let Some(largest) = self.0.iter().filter(too_large).max() else {
            return;
        };
        let count = self.0.iter().filter(too_large).count();
        let largest = *largest as f64 / MEGABYTE as f64;
        reporter.file_warning(
            path,
            "large-message",
            format!(
                "{count} of its messages are larger than {limit} MB, the largest {largest:.1} MB; many mail \
                 servers refuse them"
            ),
            Some(
                "attach the PDF alone, make its pictures smaller, or name a web address with --link",
            ),
        );
    }
}

/// The folder for the messages of a brief: `astana-2017-mail` beside `astana-2017.toml`.
fn drafts_of(brief: &Path) -> PathBuf {
    let mut name = brief.file_stem().unwrap_or_default().to_owned();
    name.push("-mail");
    brief.with_file_name(name)
}
