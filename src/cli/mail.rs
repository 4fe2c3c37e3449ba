//! `briefgen mail`: the messages that carry briefs to their recipients.

mod drafts;
mod due;
mod earlier;
mod edition;
mod leftover;
mod names;
mod record;
mod send;
mod warnings;

use super::Outcome;
use super::arguments::{Day, MailOptions};
use super::beside::{editions_of, is_translation_file};
use super::clock;
use super::events::Event;
use super::house_style::{self, HouseStyles, is_house_style};
use super::named;
use super::output_folder;
use super::paths::{identity, stem_of, without_toml};
use super::reading::read_source;
use super::report::{Reporter, kilobytes};
use super::signals;
use crate::brief::{self, Mailbox, NAME_PLACE, OutputFormat, Recipient, Recipients, counted};
use crate::diagnostic::Source;
use crate::document::{InputFile, Language};
use crate::mail::{
    AttachedFile, Delivery, Message, Mode, Pages, Party, Written, letter, noon, plan, text,
};
use crate::ordered::Ordered;
use drafts::Kept;
use due::{Brief, Resend, ResendRound};
use earlier::Earlier;
use edition::Edition;
use record::{History, Record};
use send::Post;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use warnings::Sizes;

/// Writes the messages of all briefs; a wrong brief does not keep those of the others from being written.
///
/// # Errors
/// What keeps all of them from being begun, or else the worst of what is wrong with one.
pub(super) fn mail(options: &MailOptions, reporter: &mut Reporter) -> Result<(), Outcome> {
    named::refuse_missing(&options.briefs, reporter)?;
    refuse_missing_recipients(&options.to, reporter)?;
    let briefs = briefs_among(&options.briefs, reporter)?;
    refuse_clashes(&briefs, options, reporter)?;
    let (source, recipients) = read_recipients(&options.to, reporter)?;
    let wrong = |path: &Path, message: String, reporter: &mut Reporter| {
        reporter.command_error_at(path, message, None)
    };
    let selected = select(&recipients, &options.groups)
        .map_err(|message| wrong(&options.to, message, reporter))?;
    let addresses: Vec<&str> = selected.iter().map(|one| address_of(one)).collect();
    let resend = Resend::of(&options.resend, &addresses).map_err(|word| {
        let message =
            format!("`--resend {word}`: write an address of the recipients, `unknown` or `all`");
        wrong(&options.to, message, reporter)
    })?;
    let earlier = Earlier::find(options.in_reply_to.as_deref(), reporter)?;
    let interrupted = signals::deferred();
    let mut post = Post::of(options, interrupted, reporter)?;
    let run = Run {
        options,
        source,
        sender: recipients.sender.as_ref(),
        parties: selected.iter().map(|one| party(&one.mailbox)).collect(),
        selected,
        earlier,
        resend,
        now: clock::seconds_since_1970(),
    };
    let houses = HouseStyles::default();
    let mut worst = Ok(());
    for path in briefs {
        worst = worst.max(run.one(path, &houses, &mut post, reporter));
        if post.as_ref().is_some_and(|post| post.is_turned_away) {
            break;
        }
    }
    if let Some(post) = post {
        post.close();
    }
    worst
}

/// The briefs among the files that are named. A translation of one of them is left out: those who want it get it with
/// the brief, and nobody should get both.
///
/// # Errors
/// Where a folder is named, or a translation or a house style without a brief; which is a mistake of the command.
fn briefs_among<'p>(
    named: &'p [PathBuf],
    reporter: &mut Reporter,
) -> Result<Vec<&'p Path>, Outcome> {
    let named = named.iter().map(PathBuf::as_path);
    house_style::refuse_alone(named.clone(), reporter)?;
    // What cannot be read is told of when it is read.
    let (translations, briefs): (Vec<&Path>, Vec<&Path>) = named
        .filter(|path| !is_house_style(path))
        .partition(|path| is_translation_file(path).unwrap_or(false));
    let mut outcome = Ok(());
    for path in briefs.iter().filter(|path| path.is_dir()) {
        let message = "this is a folder, and messages carry a brief";
        outcome = Err(reporter.command_error_at(path, message, Some("name the briefs in it")));
    }
    let mut of_briefs = BTreeMap::new();
    if !translations.is_empty() {
        for brief in &briefs {
            let editions = editions_of(brief, reporter)?;
            of_briefs.extend(editions.iter().map(|path| (identity(path), *brief)));
        }
    }
    for path in translations {
        if let Some(brief) = of_briefs.get(&identity(path)) {
            if reporter.is_verbose() {
                let line = format!(
                    "{}: goes out with {}, to those who read its language",
                    path.display(),
                    brief.display()
                );
                reporter.done(&line);
            }
        } else {
            let message = "this is a translation, and messages carry a brief";
            let help = "name the brief that it is a translation of: who is to get the translation has its `language`";
            reporter.file_error(path, "translation", message, Some(help));
            outcome = Err(Outcome::CommandWrong);
        }
    }
    outcome.map(|()| briefs)
}

/// Two briefs of one name whose messages would go into one folder are a mistake of the command.
fn refuse_clashes(
    briefs: &[&Path],
    options: &MailOptions,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let mut seen: BTreeMap<(PathBuf, _), &Path> = BTreeMap::new();
    let mut outcome = Ok(());
    for path in briefs {
        let place = (identity(&folder_for(path, options)), stem_of(path));
        if let Some(first) = seen.insert(place, path) {
            let message = format!(
                "the messages of this brief would take the place of those of {}",
                first.display()
            );
            let help = "name one of the two, or write their messages into different folders, one after the other";
            outcome = Err(reporter.command_error_at(path, message, Some(help)));
        }
    }
    outcome
}

/// Says that there is no file of recipients at `path`, and what stands in one; an address may be named in its place.
fn refuse_missing_recipients(path: &Path, reporter: &mut Reporter) -> Result<(), Outcome> {
    // Whatever else keeps it from being read is told when it is.
    let looked = fs::metadata(path);
    if !looked.is_err_and(|error| named::is_missing(&error)) {
        return Ok(());
    }
    let mut missing = named::missing(path);
    if missing.help.is_none() {
        let named = path.to_string_lossy();
        let address = match named.contains('@') {
            true => &named,
            false => "name@example.org",
        };
        missing = missing.help(format!(
            "write a file with a `[[recipient]]` for each, and below it `address = \"{address}\"`"
        ));
    }
    reporter.of_file(path, missing);
    Err(Outcome::CommandWrong)
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
            .into_set();
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

fn address_of(recipient: &Recipient) -> &str {
    &recipient.mailbox.address.value
}

/// The folder for the messages of a brief: `astana-2017-mail` beside `astana-2017.toml`, unless another is named.
fn folder_for(brief: &Path, options: &MailOptions) -> PathBuf {
    options.output.clone().unwrap_or_else(|| {
        let mut folder = without_toml(brief).into_os_string();
        folder.push("-mail");
        folder.into()
    })
}

/// A message to be kept or sent.
struct Outgoing {
    /// The name of its file, without an extension: the same in every run.
    name: String,
    written: Written,
    subject: String,
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
    sender: Option<&'a Mailbox>,
    selected: Vec<&'a Recipient>,
    /// The same as [`Run::selected`], as they stand in messages.
    parties: Vec<Party>,
    earlier: Earlier,
    resend: Resend,
    /// When the command runs, in seconds since 1970 in UTC.
    now: i64,
}

/// How it stands with the messages of a brief that are not written yet.
struct Standing<'a> {
    history: &'a History,
    again: &'a ResendRound,
    /// The names of those whose draft somebody has edited.
    edited: &'a BTreeSet<String>,
}

/// The messages of a brief, before they are written.
struct Planned {
    /// The brief in its languages, with what is to be attached.
    editions: Vec<Edition>,
    deliveries: Vec<Delivery>,
    sender: Party,
}

impl Run<'_> {
    fn one(
        &self,
        path: &Path,
        houses: &HouseStyles,
        post: &mut Option<Post>,
        reporter: &mut Reporter,
    ) -> Result<(), Outcome> {
        let folder = folder_for(path, self.options);
        if self.earlier.is_replaced_in(path, &folder) {
            let message = "the messages would be written into this folder, and follow the drafts whose place they take";
            let help = "write them into another folder with `-o`";
            return Err(reporter.command_error_at(&folder, message, Some(help)));
        }
        let planned = self.plan(path, houses, reporter)?;
        let brief = Brief {
            path,
            published: planned.published(),
            folder: &folder,
            recipients: &self.source,
            places: self
                .selected
                .iter()
                .map(|one| (address_of(one), &one.mailbox.address.origin))
                .into_map(),
            sender: self.sender.map(|sender| &sender.address.origin),
        };
        self.warn_of_followers(&planned, &brief, reporter);
        if self.options.dry_run {
            let history = History::read(&folder).map_err(|unusable| unusable.report(reporter))?;
            let again = self.again(&brief, &planned, &history, reporter);
            let due = self.messages(&planned, &brief).filter(|message| {
                let due = brief.due(message, &history, &again);
                !due.wanted.is_empty()
            });
            let kept = drafts::keep(&folder, path, &history, due, self.options, reporter)?;
            let stands = Standing {
                history: &history,
                again: &again,
                edited: &kept.edited,
            };
            self.tell(&brief, &planned, &stands, post.as_ref(), reporter);
            return Outcome::BriefWrong.unless(kept.edited.is_empty());
        }
        let Some(post) = post else {
            let history = History::read(&folder).map_err(|unusable| unusable.report(reporter))?;
            let nobody = ResendRound::default();
            let kept = self.keep(&brief, &planned, &history, &nobody, reporter);
            return kept.map(drop);
        };
        output_folder::make(&folder, reporter)?;
        let record = Record::open(&folder).map_err(|unusable| unusable.report(reporter))?;
        let again = self.again(&brief, &planned, record.history(), reporter);
        let kept = self.keep(&brief, &planned, record.history(), &again, reporter)?;
        let messages = self.messages(&planned, &brief);
        post.send(&brief, messages, &kept.edited, &again, record, reporter)
    }

    /// Who gets again what they have, which is said where it is not all who are named.
    fn again(
        &self,
        brief: &Brief<'_>,
        planned: &Planned,
        history: &History,
        reporter: &mut Reporter,
    ) -> ResendRound {
        let address = |index: usize| self.parties[index].address.as_str();
        let deliveries = planned.deliveries.iter();
        let messages = deliveries.flat_map(|delivery| {
            let own = delivery.own.map(address);
            let name = names::of_message(&planned.editions[delivery.edition].stem, own, delivery);
            let key = move |index| brief.key(own, address(index));
            delivery
                .everybody()
                .map(move |index| (key(index), name.clone()))
        });
        let contents = || {
            let written = self.messages(planned, brief);
            let contents = written.map(|message| (message.name, message.written.content));
            contents.collect()
        };
        let again = self.resend.round(messages, history, contents);
        if let Some(left) = again.left {
            warnings::warn_of_round(brief.path, left, reporter);
        }
        again
    }

    /// Reads a brief, decides who gets which of its editions, and makes what is to be attached.
    fn plan(
        &self,
        path: &Path,
        houses: &HouseStyles,
        reporter: &mut Reporter,
    ) -> Result<Planned, Outcome> {
        let mode = if self.options.bcc {
            Mode::Together
        } else {
            Mode::Each
        };
        let languages = self.selected.iter().filter_map(|one| one.language.as_ref());
        let wanted: Vec<&Language> = languages.map(|language| &language.value).collect();
        let mut editions = edition::editions(path, &wanted, houses, reporter)?;
        if self.options.send.is_some() && !self.options.unfinished {
            edition::refuse_unfinished(&editions, reporter)?;
        }
        let languages: Vec<Language> = editions
            .iter()
            .map(|edition| edition.document.metadata.language.clone())
            .collect();
        self.warn_of_languages(path, &languages, reporter);
        let deliveries = plan(&self.selected, &languages, mode);
        if deliveries.is_empty() {
            return Err(reporter.file_error(
                &self.options.to,
                "no-recipient",
                "all these recipients are in copy, and there is no message to copy",
                Some("write `role = \"to\"` for one of them, or use --bcc"),
            ));
        }
        if mode == Mode::Each {
            self.warn_of_lonely_copies(reporter);
        }
        if self.options.link.is_none() {
            warnings::warn_of_bare(path, &deliveries, reporter);
        }
        let sender = self.sender_of(path, &editions, reporter)?;
        for (index, edition) in editions.iter_mut().enumerate() {
            let is_wanted = |format: &OutputFormat| {
                let mut own = deliveries.iter().filter(|one| one.edition == index);
                own.any(|one| one.attachments.contains(format))
            };
            let wanted: Vec<_> = OutputFormat::ALL.into_iter().filter(is_wanted).collect();
            if !wanted.is_empty() {
                warnings::warn_of_remarks(edition, reporter);
            }
            let made = edition.make(&wanted, self.options.pdf_standard);
            made.map_err(|reason| {
                reporter.system_error(path, "make what is to be attached", &reason)
            })?;
        }
        Ok(Planned {
            editions,
            deliveries,
            sender,
        })
    }

    /// Who the file of recipients says, or else whom the brief names as its contact.
    fn sender_of(
        &self,
        path: &Path,
        editions: &[Edition],
        reporter: &mut Reporter,
    ) -> Result<Party, Outcome> {
        let contact = || editions.first()?.contact.clone();
        self.sender.map(party).or_else(contact).ok_or_else(|| {
            reporter.file_error(
                &self.options.to,
                "no-sender",
                format!("nothing says who sends {}", path.display()),
                Some(
                    "add `[sender]` with `name` and `address`, or to the brief a `[[contact]]` with an `email` in Latin \
                     letters before the `@`",
                ),
            )
        })
    }

    /// Writes the messages to all who are to get one, and says where they are.
    fn keep(
        &self,
        brief: &Brief<'_>,
        planned: &Planned,
        history: &History,
        again: &ResendRound,
        reporter: &mut Reporter,
    ) -> Result<Kept, Outcome> {
        let path = brief.path;
        if let Some(other) = brief.other(history) {
            let message = format!(
                "the record of what was sent from {} is of another brief of this name and day, {}",
                brief.folder.display(),
                other.display()
            );
            let help = "write its messages into another folder with `-o`";
            return Err(reporter.command_error_at(path, message, Some(help)));
        }
        let mut sizes = Sizes::default();
        let mut changed = 0;
        let (mut had_it, mut unknown) = (0, 0);
        let due = self.messages(planned, brief).filter(|message| {
            let due = brief.due(message, history, again);
            let is_other =
                |content: &str| !content.is_empty() && content != message.written.content;
            let others = due
                .had
                .iter()
                .filter(|(_, known)| is_other(&known.letter.content));
            changed += others.count();
            had_it += due.had.len();
            unknown += due.unsure.len();
            if !due.wanted.is_empty() {
                sizes.add(message);
            }
            !due.wanted.is_empty()
        });
        let kept = drafts::keep(brief.folder, path, history, due, self.options, reporter)?;
        sizes.warn(path, self.options.max_size, reporter);
        warnings::warn_of_change(path, changed, reporter);
        // Those of another group are of another run.
        if self.options.groups.is_empty() {
            warnings::warn_of_leftovers(brief.folder, path, &kept.others, reporter);
        }
        let mut line = format!(
            "{} → {} ({}",
            path.display(),
            kept.place.display(),
            counted(kept.messages, "message")
        );
        if kept.recipients != kept.messages {
            line.push_str(&format!(" to {}", counted(kept.recipients, "recipient")));
        }
        line.push(')');
        if self.options.send.is_none() && had_it > 0 {
            line.push_str(&format!(", {had_it} had it already"));
        }
        if self.options.send.is_none() && unknown > 0 {
            line.push_str(&format!(", {unknown} not known"));
        }
        let event = Event::Drafts {
            brief: path.to_string_lossy(),
            place: kept.place.to_string_lossy(),
            messages: kept.messages,
            recipients: kept.recipients,
        };
        if kept.messages > 0 || self.options.send.is_none() {
            reporter.tell(&line, &event);
        }
        Ok(kept)
    }

    /// All messages of a brief, one after the other: together they may be large.
    fn messages<'p>(
        &'p self,
        planned: &'p Planned,
        brief: &'p Brief<'_>,
    ) -> impl Iterator<Item = Outgoing> + 'p {
        let mut pages: Vec<Pages<'_>> = planned
            .editions
            .iter()
            .map(|edition| Pages::new(&edition.theme, planned.sender.domain()))
            .collect();
        planned.deliveries.iter().map(move |delivery| {
            let edition = &planned.editions[delivery.edition];
            self.message(
                edition,
                delivery,
                self.earlier_id(brief, delivery),
                &planned.sender,
                &mut pages[delivery.edition],
            )
        })
    }

    /// The id of the message that the one of a delivery follows.
    fn earlier_id(&self, brief: &Brief<'_>, delivery: &Delivery) -> Option<&str> {
        let key = |index: usize| brief.key(None, &self.parties[index].address);
        let own = delivery.own.map(key);
        self.earlier.id_for(own.as_ref(), brief.path, brief.folder)
    }

    fn message<'e>(
        &self,
        edition: &'e Edition,
        delivery: &Delivery,
        in_reply_to: Option<&str>,
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
            // One with a place for it has a name.
            let name = name.unwrap_or_default();
            wording.greeting = Some(greeting.value.replace(NAME_PLACE, name));
        }
        wording.link = self.options.link.clone();
        wording.is_attached = !delivery.attachments.is_empty();
        let letter = letter(&edition.document, &edition.locale, name, &wording);
        let plain = text(&letter);
        let page = pages.page(&letter);
        let files: Vec<&AttachedFile> = edition.attached(&delivery.attachments).collect();
        let date = match self.options.date {
            Some(Day::Is(day)) => noon(day),
            Some(Day::Today) => self.now,
            // When it is sent, the message is complete (RFC 5322, section 3.6.1).
            None if self.options.send.is_some() => self.now,
            None => noon(edition.document.metadata.published),
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
            in_reply_to,
            text: &plain,
            page: &page,
            attachments: &files,
        };
        Outgoing {
            name: names::of_message(&edition.stem, own_address, delivery),
            written: message.write(),
            subject: letter.subject.clone(),
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

    /// Says who would get what, and who has it already.
    fn tell(
        &self,
        brief: &Brief<'_>,
        planned: &Planned,
        stands: &Standing<'_>,
        post: Option<&Post>,
        reporter: &mut Reporter,
    ) {
        let mut sizes = Sizes::default();
        let path = brief.path;
        for message in self.messages(planned, brief) {
            sizes.add(&message);
            let due = brief.due(&message, stands.history, stands.again);
            let is_edited = stands.edited.contains(&message.name);
            let had_it: Vec<&str> = due
                .had
                .iter()
                .map(|(address, _)| *address)
                .chain(due.unsure.iter().copied())
                .collect();
            let addresses = message.addresses.iter().map(|address| {
                if due.unsure.contains(&address.as_str()) {
                    format!("{address} (may have it)")
                } else if due.is_owed(address) {
                    format!("{address} (had it already, still to get it again)")
                } else if had_it.contains(&address.as_str()) {
                    format!("{address} (had it already)")
                } else if is_edited {
                    format!("{address} (not as long as the draft is edited)")
                } else {
                    address.clone()
                }
            });
            let addresses: Vec<String> = addresses.collect();
            let bytes = message.written.kept().len();
            let mut what = message.files.clone();
            what.push(kilobytes(bytes));
            what.extend(post.map(|post| format!("by {}", post.server())));
            let event = Event::Message {
                brief: path.to_string_lossy(),
                to: &message.addresses,
                had_it,
                edited: is_edited,
                attachments: &message.files,
                bytes,
                server: post.map(|post| post.server().to_string()),
            };
            let (path, to) = (path.display(), addresses.join(", "));
            reporter.tell(&format!("{path} → {to} ({})", what.join(", ")), &event);
        }
        sizes.warn(path, self.options.max_size, reporter);
    }
}

impl Planned {
    /// The day of publication of the brief.
    fn published(&self) -> String {
        let brief = self.editions.first();
        brief.map_or_else(String::new, |brief| {
            brief.document.metadata.published.to_string()
        })
    }
}
