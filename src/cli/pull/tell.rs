//! What a pull says: the changes in words or as a difference, what has no place, and the comments.

use super::ours::{Ours, Refused, Why};
use crate::brief::counted;
use crate::brief::translation::word_diff;
use crate::cli::outputs::Targets;
use crate::cli::report::Reporter;
use crate::diagnostic::{Diagnostic, Level, Lines, Source};
use crate::pull::{self, Change, Comment, Conflict, Edited, Merge, Teller, Unplaced, Written};
use serde::Serialize;
use similar::TextDiff;
use std::ops::Range;
use std::path::Path;
use std::time::Duration;

/// How long the smallest difference of two briefs is looked for.
const LONGEST_SEARCH: Duration = Duration::from_secs(2);

/// How many lines stand around a change in a difference.
const CONTEXT: usize = 3;

/// What was found and done.
pub(super) struct Telling<'a> {
    pub file: &'a Path,
    pub ours: &'a Ours,
    pub edited: &'a Edited,
    pub merge: &'a Merge,
    pub written: &'a Written,
    pub refused: &'a [Refused],
    /// The comments of the document, with their places in the brief.
    pub comments: &'a [Comment],
    pub is_partial: bool,
}

/// A line for programs.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Record<'a> {
    Change {
        file: String,
        brief: String,
        message: String,
        author: Option<&'a str>,
    },
    Comment {
        file: String,
        path: Option<&'a str>,
        quote: &'a str,
        author: &'a str,
        date: Option<&'a str>,
        text: &'a str,
        resolved: bool,
        replies: Vec<Reply<'a>>,
    },
    Note {
        file: String,
        message: String,
    },
    Difference {
        file: String,
        brief: String,
        difference: String,
    },
    Done {
        file: String,
        brief: String,
        changes: usize,
    },
}

#[derive(Serialize)]
struct Reply<'a> {
    author: &'a str,
    date: Option<&'a str>,
    text: &'a str,
}

impl Telling<'_> {
    fn file_words(&self) -> String {
        self.file.display().to_string()
    }

    fn brief_words(&self) -> String {
        self.ours.home().path.display().to_string()
    }

    /// Tells with the names of the brief; nothing where its text has no places, which was said before.
    fn with_teller(&self, reporter: &mut Reporter, tell: impl Fn(&Teller<'_>, &mut Reporter)) {
        if let Ok(teller) = Teller::new(self.ours.side(), &self.merge.changes) {
            let teller = if self.ours.is_translation() {
                teller.of_translation()
            } else {
                teller
            };
            tell(&teller, reporter);
        }
    }

    /// What cannot be carried home; whether there is nothing of that kind.
    pub fn problems(&self, reporter: &mut Reporter) -> bool {
        let level = if self.is_partial {
            Level::Warning
        } else {
            Level::Error
        };
        let unplaced = &self.merge.unplaced;
        self.with_teller(reporter, |teller, reporter| {
            let refused = |refused: &Refused| match &refused.why {
                Why::ReferredTo(places) => Ok(self.referred_to(teller, &refused.change, places)),
                Why::Reason(reason) => {
                    let message = format!("{}: {reason}", teller.change(&refused.change));
                    let help = format!("change it in the {} by hand", self.ours.kind());
                    Err(Diagnostic::error("no-place", message).help(help))
                }
            };
            let (of_brief, of_file): (Vec<_>, Vec<_>) =
                self.refused.iter().map(refused).partition(Result::is_ok);
            let conflicts = self.merge.conflicts.iter();
            let of_brief = conflicts
                .map(|conflict| self.conflict(teller, conflict))
                .chain(of_brief.into_iter().flatten());
            let of_file = unplaced
                .iter()
                .map(|unplaced| not_in_a_brief(teller, unplaced))
                .chain(of_file.into_iter().filter_map(Result::err));
            let of_level = |diagnostic| Diagnostic {
                level,
                ..diagnostic
            };
            let of_brief: Vec<_> = of_brief.map(of_level).collect();
            reporter.diagnostics(self.ours.home(), &of_brief);
            let of_file: Vec<_> = of_file.map(of_level).collect();
            reporter.diagnostics(&Source::without_text(self.file), &of_file);
        });
        self.merge.conflicts.is_empty() && unplaced.is_empty() && self.refused.is_empty()
    }

    /// A change that takes away what the file refers to in these places.
    fn referred_to(
        &self,
        teller: &Teller<'_>,
        change: &Change,
        places: &[Range<usize>],
    ) -> Diagnostic {
        let home = self.ours.home();
        let lines = Lines::new(&home.text);
        let lines = places
            .iter()
            .map(|place| lines.line(place.start).to_string());
        let lines: Vec<String> = lines.collect();
        let help = format!(
            "take away what leads there, in line{} {} of {}, and pull again; or leave the item in the document",
            if lines.len() == 1 { "" } else { "s" },
            lines.join(", "),
            self.brief_words(),
        );
        let message = format!(
            "{}: the {} refers to it",
            teller.change(change),
            self.ours.kind()
        );
        let diagnostic = Diagnostic::error("no-place", message).help(help);
        match places.first() {
            Some(first) => diagnostic.at(first.clone()),
            None => diagnostic,
        }
    }

    fn conflict(&self, teller: &Teller<'_>, conflict: &Conflict) -> Diagnostic {
        let home = self.ours.kind();
        let place = teller.field(&conflict.path);
        // What differs is marked, where there is anything to differ from.
        let side = |name: &str, words: &Option<String>| match (words, &conflict.base) {
            (Some(words), Some(base)) if words != base => {
                format!("{name}: {}", word_diff(base, words))
            }
            (Some(words), _) => format!("{name}: {words}"),
            (None, _) => format!("{name}: nothing"),
        };
        let help = [
            side("before", &conflict.base),
            side(&format!("in the {home} now"), &conflict.ours),
            side("in the document", &conflict.theirs),
            format!(
                "keep the {home}'s with --ours, take the document's with --theirs (for this place alone: \
                 --theirs=\"{place}\"), or change the {home} so that it has both"
            ),
        ];
        let by = conflict
            .author
            .as_ref()
            .map(|author| format!(" by {author}"));
        let message = format!("{place}: {}{}", conflict.what, by.unwrap_or_default());
        let mut diagnostic = Diagnostic::error("conflict", message).help(help.join("\n"));
        diagnostic.span = self.ours.place(self.edited, &conflict.path);
        diagnostic
    }

    pub fn nothing_written(&self, reporter: &mut Reporter) {
        let found = pull::told(&self.written.changes).len();
        let others = match found {
            0 => String::new(),
            1 => "; one other change has a place".to_owned(),
            more => format!("; {more} other changes have a place"),
        };
        reporter.file_error(
            self.file,
            "nothing-written",
            format!("{} was not changed{others}", self.brief_words()),
            (found > 0).then_some("take over what has a place with --partial"),
        );
    }

    /// What was changed in the brief, in words.
    pub fn changes(&self, reporter: &mut Reporter) {
        let changes = pull::told(&self.written.changes);
        let record = Record::Done {
            file: self.file_words(),
            brief: self.brief_words(),
            changes: changes.len(),
        };
        reporter.tell(&self.sum(changes.len(), ""), &record);
        self.each(&changes, reporter);
    }

    /// What would be changed in the brief: as a difference, and in words.
    pub fn proposed(&self, reporter: &mut Reporter) {
        self.difference(reporter);
        let changes = pull::told(&self.written.changes);
        let message = self.sum(changes.len(), ", not written");
        let record = Record::Note {
            file: self.file_words(),
            message: message.clone(),
        };
        reporter.tell(&message, &record);
        self.each(&changes, reporter);
    }

    /// How many changes there are, and what became of them.
    fn sum(&self, changes: usize, end: &str) -> String {
        let (file, brief) = (self.file_words(), self.brief_words());
        match changes {
            0 => format!("{file}: nothing that {brief} does not have"),
            found => format!("{file} → {brief}: {}{end}", counted(found, "change")),
        }
    }

    fn each(&self, changes: &[&Change], reporter: &mut Reporter) {
        self.with_teller(reporter, |teller, reporter| {
            for change in changes {
                let beside = match &change.kind {
                    pull::ChangeKind::Field { path, .. } if self.merge.combined.contains(path) => {
                        ", together with the change in the brief".to_owned()
                    }
                    pull::ChangeKind::ItemAdded { item, .. } => {
                        let like = self.merge.alike.get(&item.id);
                        like.map_or_else(String::new, |like| teller.alike(&item.table, like))
                    }
                    _ => String::new(),
                };
                let message = teller.change(change) + &beside;
                let record = Record::Change {
                    file: self.file_words(),
                    brief: self.brief_words(),
                    message: message.clone(),
                    author: change.author.as_deref(),
                };
                reporter.tell(&format!("  {message}"), &record);
            }
        });
    }

    /// The comments, and what is to be done that they go on in the next document.
    pub fn comments(&self, reporter: &mut Reporter) {
        let comments = self.comments;
        let standing = Targets::of(&self.ours.home().path, Path::new(""), None).docx;
        let is_standing = |one: std::io::Result<_>, other: std::io::Result<_>| match (one, other) {
            (Ok(one), Ok(other)) => one == other,
            _ => false,
        };
        let goes_on = comments.iter().any(|comment| !comment.resolved);
        if goes_on && !is_standing(self.file.canonicalize(), standing.canonicalize()) {
            let message = format!(
                "its comments go on in the next document if it stands at {} when that is made",
                standing.display()
            );
            let record = Record::Note {
                file: self.file_words(),
                message: message.clone(),
            };
            reporter.tell(&format!("  {message}"), &record);
        }
        self.with_teller(reporter, |teller, reporter| {
            for comment in comments {
                let lines: Vec<String> = teller
                    .comment(comment)
                    .iter()
                    .map(|line| format!("  {line}"))
                    .collect();
                reporter.tell(&lines.join("\n"), &self.comment_record(comment));
            }
        });
    }

    fn comment_record<'c>(&self, comment: &'c Comment) -> Record<'c> {
        let replies = comment.replies.iter().map(|reply| Reply {
            author: &reply.author,
            date: reply.date.as_deref(),
            text: &reply.text,
        });
        Record::Comment {
            file: self.file_words(),
            path: comment.path.as_deref(),
            quote: &comment.quote,
            author: &comment.author,
            date: comment.date.as_deref(),
            text: &comment.text,
            resolved: comment.resolved,
            replies: replies.collect(),
        }
    }

    /// The change of the brief as a unified difference.
    fn difference(&self, reporter: &mut Reporter) {
        let brief = self.brief_words();
        // What it takes longer for is a difference all the same, with fewer lines that stay.
        let diff = TextDiff::configure()
            .timeout(LONGEST_SEARCH)
            .diff_lines(&*self.ours.home().text, self.written.text.as_str());
        let difference = diff
            .unified_diff()
            .context_radius(CONTEXT)
            .header(&brief, &brief)
            .to_string();
        let record = Record::Difference {
            file: self.file_words(),
            brief: brief.clone(),
            difference: difference.clone(),
        };
        if !difference.is_empty() {
            reporter.tell(difference.trim_end_matches('\n'), &record);
        }
    }
}

fn not_in_a_brief(teller: &Teller<'_>, unplaced: &Unplaced) -> Diagnostic {
    let near = unplaced
        .near
        .as_ref()
        .map(|path| format!(", at {}", teller.field(path)));
    let words = match unplaced.quoted() {
        words if words.trim().is_empty() => String::new(),
        words => format!(" (“{words}”)"),
    };
    let message = format!("{}{}{words}", unplaced.what, near.unwrap_or_default());
    Diagnostic::error("not-in-a-brief", message).help(unplaced.advice.clone())
}
