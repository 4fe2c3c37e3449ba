//! Places with a name: bookmarks, content controls and the ranges of comments, each open from where it begins
//! to where it ends.

use super::{Flattener, LONGEST, MOST_OPEN, Marked, Voice};
use crate::docx::paragraph::{Anchor, AnchorName, Paragraph};
use crate::docx::read::styles::toggle;
use crate::docx::xml::Element;
use std::ops::Range;

/// A bookmark, a content control or a comment that is open.
pub(super) struct Open {
    what: OpenKind,
    /// Where it begins: the paragraph's place in the flat list, and the byte in it.
    paragraph: usize,
    at: usize,
}

enum OpenKind {
    Bookmark {
        id: String,
        name: String,
    },
    Control {
        tag: Option<String>,
        alias: Option<String>,
    },
    Comment {
        id: String,
    },
}

impl Open {
    /// Its stretch of the paragraph at `here`, up to the end of the text so far.
    fn range(&self, paragraph: &Paragraph, here: usize) -> Range<usize> {
        let from = if self.paragraph == here { self.at } else { 0 };
        from..paragraph.text.len()
    }

    /// Notes its names at its stretch of the paragraph at `here`.
    pub(super) fn name(&self, paragraph: &mut Paragraph, here: usize) {
        let names = match &self.what {
            OpenKind::Bookmark { name, .. } => [Some(AnchorName::Bookmark(name.clone())), None],
            OpenKind::Control { tag, alias } => [
                tag.clone().map(AnchorName::Tag),
                alias.clone().map(AnchorName::Alias),
            ],
            OpenKind::Comment { .. } => return,
        };
        let range = self.range(paragraph, here);
        for name in names.into_iter().flatten() {
            paragraph.anchors.push(Anchor {
                name,
                range: range.clone(),
                begins: self.paragraph == here,
            });
        }
    }
}

impl Flattener<'_> {
    /// A content control at any level; `read` reads its content.
    pub(super) fn control(&mut self, element: &Element, read: impl FnOnce(&mut Self, &Element)) {
        let properties = element.find("w:sdtPr");
        let value = |name: &str| {
            let value = properties.and_then(|p| p.value_of(name));
            let value = value.filter(|value| value.len() <= LONGEST);
            value.map(str::to_owned)
        };
        // What stands in it only says what is to be written there.
        let is_placeholder = properties.and_then(|p| toggle(p, "w:showingPlcHdr")) == Some(true);
        self.open.push(Open {
            what: OpenKind::Control {
                tag: value("w:tag"),
                alias: value("w:alias"),
            },
            paragraph: self.flat.paragraphs.len(),
            at: self.paragraph.text.len(),
        });
        if let Some(content) = element.find("w:sdtContent")
            && !is_placeholder
        {
            read(self, content);
        }
        self.close(|what| matches!(what, OpenKind::Control { .. }));
    }

    /// Closes the last that was opened of those of which `is_it` holds: what it names in the paragraph at hand is known
    /// now.
    fn close(&mut self, is_it: impl Fn(&OpenKind) -> bool) {
        let Some(at) = self.open.iter().rposition(|open| is_it(&open.what)) else {
            return;
        };
        let open = self.open.remove(at);
        let here = self.flat.paragraphs.len();
        let begins = open.paragraph == here;
        let range = open.range(&self.paragraph, here);
        if (begins || !range.is_empty()) && self.anchors_left > 0 {
            self.anchors_left -= 1;
            open.name(&mut self.paragraph, here);
        }
        if let OpenKind::Comment { id } = open.what {
            let marked = if begins {
                Marked {
                    paragraph: here,
                    range,
                }
            } else {
                // The words in the paragraph that it begins in stand for all.
                let first = self.flat.paragraphs.get(open.paragraph);
                let end = first.map_or(0, |first| first.text.len());
                Marked {
                    paragraph: open.paragraph,
                    range: open.at.min(end)..end,
                }
            };
            self.flat.marked.insert(id, marked);
        }
    }

    /// Begins a bookmark or a comment here.
    fn begin(&mut self, what: OpenKind) {
        if self.open.len() < MOST_OPEN {
            self.open.push(Open {
                what,
                paragraph: self.flat.paragraphs.len(),
                at: self.paragraph.text.len(),
            });
        }
    }

    /// Bookmarks and comments: marks that stand between other elements.
    pub(super) fn mark(&mut self, element: &Element, voice: &Voice) {
        let id = || element.attribute("w:id").unwrap_or_default().to_owned();
        match element.name.as_str() {
            "w:bookmarkStart" => {
                let name = element.attribute("w:name").unwrap_or_default().to_owned();
                if voice.is_deleted
                    && let Some(author) = &voice.author
                {
                    let name = AnchorName::Bookmark(name.clone());
                    self.flat.deleted.push((name, author.clone()));
                }
                self.begin(OpenKind::Bookmark { id: id(), name });
            }
            "w:commentRangeStart" => {
                self.begin(OpenKind::Comment { id: id() });
            }
            "w:bookmarkEnd" => {
                let ended = id();
                self.close(|what| matches!(what, OpenKind::Bookmark { id, .. } if *id == ended));
            }
            "w:commentRangeEnd" => {
                let ended = id();
                self.close(|what| matches!(what, OpenKind::Comment { id } if *id == ended));
            }
            "w:commentReference" => {
                // A comment without a range stands at its reference.
                let (paragraph, at) = (self.flat.paragraphs.len(), self.paragraph.text.len());
                let range = at..at;
                let marked = self.flat.marked.entry(id());
                marked.or_insert(Marked { paragraph, range });
            }
            _ => {}
        }
    }
}
