//! The fields that comments stand at.

use super::Finder;
use crate::docx;
use crate::pull::change::Comment;
use crate::pull::values::line;
use std::collections::BTreeMap;
use std::ops::Range;

impl Finder<'_> {
    /// The field that a comment stands at.
    pub(super) fn comment(
        &self,
        comment: &docx::Comment,
        new_paths: &BTreeMap<usize, String>,
    ) -> Comment {
        let at = comment.paragraph;
        let paragraph = at.and_then(|at| self.theirs.paragraphs.get(at));
        let fields = at
            .and_then(|at| self.places.get(&at))
            .map(Vec::as_slice)
            .unwrap_or_default();
        let touches = |range: &Range<usize>| {
            range.start <= comment.range.end && comment.range.start <= range.end
        };
        let here = fields.iter().find(|(_, range)| {
            range.start <= comment.range.start
                && comment.range.start < range.end.max(range.start + 1)
        });
        let here = here.or_else(|| fields.iter().find(|(_, range)| touches(range)));
        let path = here.or(fields.first()).map(|(path, _)| path.clone());
        let path = path.or_else(|| at.and_then(|at| new_paths.get(&at)).cloned());
        let behind = at.and_then(|at| self.places.range(at..).next());
        let before = behind.and_then(|(_, fields)| fields.first());
        let before = before.map(|(path, _)| path.clone());
        let replies = comment.replies.iter().map(|reply| Comment {
            path: path.clone(),
            ..self.comment(reply, new_paths)
        });
        Comment {
            replies: replies.collect(),
            quote: paragraph
                .and_then(|paragraph| paragraph.text.get(comment.range.clone()))
                .map(line)
                .unwrap_or_default(),
            path,
            before,
            author: comment.author.clone(),
            initials: comment.initials.clone(),
            date: comment.date.clone(),
            text: comment.text.clone(),
            resolved: comment.is_done,
        }
    }
}
