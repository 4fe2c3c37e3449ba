//! The fields that comments stand at.

use super::Finder;
use crate::document::FieldPath;
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
        let here = here.or(fields.first()).map(|(path, _)| path);
        let new = at.and_then(|at| new_paths.get(&at)).cloned();
        let behind = at.and_then(|at| self.places.range(at..).next());
        let before = behind.and_then(|(_, fields)| fields.first());
        let before = before.map(|(path, _)| path);
        let base = at.and_then(|at| self.pairs.of_theirs[at]);
        let heading = base.and_then(|base| self.base.slots[base].heading);
        let known = here.or(before.filter(|_| new.is_none() && heading.is_none()));
        let anchors_before = known.zip(at).map_or(0, |(path, at)| {
            let fields = self.places.range(..at).flat_map(|(_, fields)| fields);
            fields.filter(|(before, _)| before == path).count()
        });
        let anchor = here.map(FieldPath::to_string).or_else(|| new.clone());
        let anchor = anchor.or_else(|| Some(docx::label_path(heading?)));
        let anchor = anchor.or_else(|| before.map(FieldPath::to_string));
        let path = here.map(FieldPath::whole).or(new);
        let before = before.map(FieldPath::whole);
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
            anchor,
            anchors_before,
            author: comment.author.clone(),
            initials: comment.initials.clone(),
            date: comment.date.clone(),
            text: comment.text.clone(),
            resolved: comment.is_done,
        }
    }
}
