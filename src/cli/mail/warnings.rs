//! What is to be known of messages, though they are written.

use super::super::beside::reads_as_translation;
use super::super::report::Reporter;
use super::due::Brief;
use super::edition::Edition;
use super::{Outgoing, Planned, Run, address_of};
use crate::brief::translation::read_translation;
use crate::brief::{Role, counted, nearest, remarks, translation};
use crate::diagnostic::Diagnostic;
use crate::document::Language;
use crate::mail::{Delivery, edition_for};
use crate::ordered::Ordered;
use crate::start;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Bytes of a megabyte, as mail servers and programs count them.
const MEGABYTE: f64 = 1_000_000.0;
/// How many addresses or drafts a warning names.
const NAMED: usize = 5;

/// Warns of what was sent with other words than the brief has now.
pub(super) fn warn_of_change(path: &Path, recipients: usize, reporter: &mut Reporter) {
    if recipients == 0 {
        return;
    }
    let who = counted(recipients, "recipient");
    let have = if recipients == 1 { "has" } else { "have" };
    reporter.file_warning(
        path,
        "changed-since-sent",
        format!("the message has changed since it was sent to {who}, who {have} it as it was"),
        "if they are to have the new words, write another day into `published`: it is another edition then; or name them \
         with `--resend ADDRESS`",
    );
}

/// Warns of remarks in the files that go out inside the outputs, other than those that the program writes, and of what
/// else of translations is printed nowhere: a reader who takes the files out reads them.
pub(super) fn warn_of_remarks(edition: &Edition, reporter: &mut Reporter) {
    for source in edition.sources() {
        let mut remarks = remarks(&source.text);
        remarks.retain(|remark| !is_fixed(&source.text[remark.clone()]));
        let (mut notes, mut removed) = (Vec::new(), Vec::new());
        if reads_as_translation(source)
            && let Some(translation) = read_translation(source).0
        {
            let noted = translation
                .units
                .into_iter()
                .filter(|unit| unit.note.is_some());
            notes.extend(noted.map(|unit| unit.span));
            removed.extend(translation.removed.into_iter().map(|unit| unit.span));
        }
        let found = [
            (remarks, "a line of remarks", "lines of remarks"),
            (notes, "a note of a translator", "notes of translators"),
            (removed, "a removed passage", "removed passages"),
        ];
        let Some(first) = found.iter().find_map(|(places, ..)| places.first()) else {
            continue;
        };
        let counts = found
            .iter()
            .filter_map(|(places, one, several)| match places.len() {
                0 => None,
                1 => Some((*one).to_owned()),
                count => Some(format!("{count} {several}")),
            });
        let counts = counts.collect::<Vec<_>>().join(" and ");
        let warning = Diagnostic::warning(
            "remarks-inside",
            format!("{counts} of {} can be read in what is attached", source.path.display()),
        )
        .at(first.clone())
        .help("the whole file is inside the PDF and the DOCX: delete what the recipients must not read");
        // The editions of a brief share its files.
        reporter.diagnostics_once(source, &[warning]);
    }
}

/// Whether a remark says nothing of this file: it names the file's schema, or the program writes it into every file.
fn is_fixed(remark: &str) -> bool {
    remark.starts_with("#:schema ")
        || super::super::new::is_fixed_remark(remark)
        || start::is_fixed_remark(remark)
        || translation::is_fixed_remark(remark)
}

/// Warns that those alone get a message again whom an earlier run left.
pub(super) fn warn_of_round(path: &Path, left: usize, reporter: &mut Reporter) {
    let who = counted(left, "recipient");
    let have = if left == 1 { "has" } else { "have" };
    reporter.file_warning(
        path,
        "unfinished-resend",
        format!(
            "an earlier `--resend` did not come to its end: this run goes on with the {who} who {have} not got the \
             message again"
        ),
        "when all have it, `--resend` begins anew",
    );
}

/// Warns of messages without a link with which nothing goes.
pub(super) fn warn_of_bare(path: &Path, deliveries: &[Delivery], reporter: &mut Reporter) {
    let bare = deliveries.iter().filter(|one| one.attachments.is_empty());
    let (count, have) = match bare.count() {
        0 => return,
        1 => (1, "has"),
        count => (count, "have"),
    };
    let messages = counted(count, "message");
    reporter.file_warning(
        path,
        "nothing-attached",
        format!("{messages} {have} neither the brief attached nor a link to it"),
        "if they are to bring more than its main words, write `attachments = [\"pdf\"]`, or name a web address with --link",
    );
}

/// Warns of drafts of the brief that are none of this run: to an address that was corrected, of another file of recipients.
pub(super) fn warn_of_leftovers(
    folder: &Path,
    brief: &Path,
    drafts: &[PathBuf],
    reporter: &mut Reporter,
) {
    let names: Vec<Cow<'_, str>> = drafts
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_string_lossy()))
        .collect();
    if names.is_empty() {
        return;
    }
    let message = format!(
        "drafts of {} stand here that this run has not written: {}",
        brief.display(),
        first_of(&names)
    );
    let help = "they are of earlier runs: remove them if nobody is to get them";
    reporter.file_warning(folder, "earlier-drafts", message, help);
}

/// The first of many names, and how many more there are.
fn first_of<S: AsRef<str>>(names: &[S]) -> String {
    let first: Vec<&str> = names.iter().take(NAMED).map(AsRef::as_ref).collect();
    match names.len().saturating_sub(NAMED) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

impl Run<'_> {
    /// Says once of each language that the brief is not in it.
    pub(super) fn warn_of_languages(
        &self,
        path: &Path,
        editions: &[Language],
        reporter: &mut Reporter,
    ) {
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
            let warning = Diagnostic::warning(
                "no-edition",
                format!(
                    "{} is not in the language `{tag}`; who wants it so gets it in `{}`",
                    path.display(),
                    usual.0
                ),
            )
            .at_origin(Some(&language.origin));
            warnings.push(warning);
        }
        reporter.diagnostics(&self.source, &warnings);
    }

    /// Warns of those in copy whom no message is a copy for.
    pub(super) fn warn_of_lonely_copies(&self, reporter: &mut Reporter) {
        let organisations: BTreeSet<&str> = self
            .selected
            .iter()
            .filter(|one| one.role == Role::To)
            .filter_map(|one| Some(one.organisation.as_ref()?.value.as_str()))
            .into_set();
        let warn = |one: &&crate::brief::Recipient| {
            let of = one.organisation.as_ref().filter(|_| one.role != Role::To)?;
            if organisations.contains(of.value.as_str()) {
                return None;
            }
            let message = format!(
                "{} gets no copy: nobody of `{}` gets a message",
                address_of(one),
                of.value
            );
            let help = match nearest(&of.value, organisations.iter().copied()) {
                Some(near) => format!("write `{near}`"),
                None => "without `organisation`, it gets a copy of every message".to_owned(),
            };
            let warning = Diagnostic::warning("no-copy", message);
            Some(warning.at_origin(Some(&of.origin)).help(help))
        };
        let warnings: Vec<Diagnostic> = self.selected.iter().filter_map(warn).collect();
        // With several briefs it is the same of each.
        reporter.diagnostics_once(&self.source, &warnings);
    }

    /// Warns of messages that follow none, though each is to follow one.
    pub(super) fn warn_of_followers(
        &self,
        planned: &Planned,
        brief: &Brief<'_>,
        reporter: &mut Reporter,
    ) {
        if !self.earlier.is_of_each() {
            return;
        }
        let own = planned.deliveries.iter().map(|delivery| {
            let own = delivery.own.map(|index| address_of(self.selected[index]));
            (own, self.earlier_id(brief, delivery))
        });
        let without: Vec<&str> = own
            .filter(|(_, id)| id.is_none())
            .map(|(own, _)| own.unwrap_or("all"))
            .collect();
        if without.is_empty() {
            return;
        }
        let names = first_of(&without);
        let folder = self.options.in_reply_to.as_deref().unwrap_or_default();
        let message = format!("there is no earlier message to {names} in this folder");
        let help = "theirs begin anew, and follow none";
        reporter.file_warning(Path::new(folder), "follows-none", message, help);
    }
}

/// How large messages are, in bytes.
#[derive(Default)]
pub(super) struct Sizes(Vec<usize>);

impl Sizes {
    pub fn add(&mut self, message: &Outgoing) {
        self.0.push(message.written.kept().len());
    }

    /// Warns of messages that are larger than `limit`, in megabytes.
    pub fn warn(self, path: &Path, limit: f64, reporter: &mut Reporter) {
        let too_large = |size: &&usize| **size as f64 > limit * MEGABYTE;
        let Some(largest) = self.0.iter().filter(too_large).max() else {
            return;
        };
        let count = self.0.iter().filter(too_large).count();
        let (are, them) = if count == 1 {
            ("is", "it")
        } else {
            ("are", "them")
        };
        let largest = *largest as f64 / MEGABYTE;
        reporter.file_warning(
            path,
            "large-message",
            format!(
                "{count} of its messages {are} larger than {limit} MB, the largest {largest:.1} MB; many mail \
                 servers refuse {them}"
            ),
            "attach the PDF alone, make its pictures smaller, or name a web address with --link",
        );
    }
}
