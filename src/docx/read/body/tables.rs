//! Tables: their rows and cells, through what stands between them, with those that tracked changes take away.

use super::{Flattener, Voice, author_of, texts};
use crate::docx::paragraph::{CellPlace, Foreign, ForeignKind, Paragraph};
use crate::docx::read::Revisions;
use crate::docx::xml::Element;

impl Flattener<'_> {
    /// A table; one in a cell of another is foreign.
    pub(super) fn table(&mut self, table: &Element, voice: &Voice) {
        if self.cell.is_some() {
            self.foreign(ForeignKind::NestedTable, texts(table), voice);
            return;
        }
        // A table ends what was going on.
        if self.goes_on && !self.paragraph.text.is_empty() {
            self.finish_paragraph();
        }
        let mut place = CellPlace {
            table: self.tables,
            row: 0,
            column: 0,
        };
        self.tables += 1;
        self.merged.clear();
        let mut read_row = |this: &mut Self, row: &Element, voice: &Voice| {
            if this.row(row, place, voice) {
                place.row += 1;
            }
        };
        self.rows(table, &mut read_row, voice);
        self.cell = None;
    }

    /// A row that begins at `place`; whether it stays, and no tracked change takes it away.
    fn row(&mut self, row: &Element, mut place: CellPlace, voice: &Voice) -> bool {
        let properties = row.find("w:trPr");
        let (voice, inserted) = self.changed_voice(properties, ["w:del", "w:ins"], voice);
        let skipped = properties.and_then(|p| p.value_of("w:gridBefore"));
        place.column = skipped.and_then(|n| n.parse().ok()).unwrap_or(0).min(63);
        let mut see = |this: &mut Self, cell: &Element| {
            let before = this.flat.paragraphs.len();
            place.column += this.cell(cell, place, &voice);
            if let Some(change) = inserted {
                let author = author_of(change);
                for paragraph in &mut this.flat.paragraphs[before..] {
                    paragraph.authors.extend(author.clone());
                }
            }
        };
        self.cells(row, &mut see, &voice);
        if voice.is_deleted {
            self.drop_paragraph();
        }
        !voice.is_deleted
    }

    /// A cell at `place`; how many columns wide it is, none where a tracked change takes it away.
    fn cell(&mut self, cell: &Element, place: CellPlace, row: &Voice) -> usize {
        let properties = cell.find("w:tcPr");
        let (voice, _) = self.changed_voice(properties, ["w:cellDel", "w:cellIns"], row);
        self.cell = Some(place);
        let before = self.flat.paragraphs.len();
        self.blocks(cell, &voice);
        if voice.is_deleted {
            self.drop_paragraph();
            return 0;
        }
        if self.goes_on {
            self.finish_paragraph();
        }
        // An empty cell is one all the same.
        if self.flat.paragraphs.len() == before {
            self.paragraph.cell = Some(place);
            self.finish_paragraph();
        }
        let span = properties.and_then(|p| p.value_of("w:gridSpan"));
        let span = span.and_then(|n| n.parse().ok());
        let span = span.unwrap_or(1usize).clamp(1, 63);
        let merge = properties.and_then(|p| p.find("w:vMerge"));
        match merge.map(|merge| merge.attribute("w:val")) {
            None => {
                self.merged.remove(&place.column);
            }
            Some(Some("restart")) => self.merged_cell(place.column, before),
            Some(_) => self.goes_on_from_above(place.column, before, &voice),
        }
        if span > 1 {
            self.tell_merged(before);
        }
        span
    }

    /// A cell whose paragraphs begin at `first`, and which goes on below (§17.4.84). Programs put the words of all cells
    /// that are made one into the first of them: what is the same in all is said once.
    fn merged_cell(&mut self, column: usize, first: usize) {
        let cell = first..self.flat.paragraphs.len();
        let paragraphs = &mut self.flat.paragraphs[cell.clone()];
        let said = paragraphs.iter().map(|paragraph| paragraph.text.trim());
        let said: Vec<&str> = said.filter(|words| !words.is_empty()).collect();
        if said.windows(2).any(|pair| pair[0] != pair[1]) {
            self.merged.remove(&column);
            return self.tell_merged(first);
        }
        let mut filled = paragraphs
            .iter_mut()
            .filter(|paragraph| !paragraph.text.trim().is_empty());
        filled.next();
        for again in filled {
            *again = Paragraph {
                style: again.style,
                cell: again.cell,
                ..Paragraph::default()
            };
        }
        self.merged.insert(column, cell);
    }

    /// A cell whose paragraphs begin at `first`, and which is one with that above it: it says what that says.
    fn goes_on_from_above(&mut self, column: usize, first: usize, voice: &Voice) {
        let own = &self.flat.paragraphs[first..];
        let is_empty = own.iter().all(|paragraph| paragraph.text.trim().is_empty());
        let above = self.merged.get(&column).cloned();
        let Some(above) = above.filter(|_| is_empty && !own.is_empty()) else {
            return;
        };
        let mut paragraphs = self.flat.paragraphs[above].iter();
        let Some(said) = paragraphs
            .find(|paragraph| !paragraph.text.trim().is_empty())
            .cloned()
        else {
            return;
        };
        self.paragraph = std::mem::take(&mut self.flat.paragraphs[first]);
        for run in &said.runs {
            self.words(&said.text[run.range.clone()], &run.setting, voice);
        }
        self.flat.paragraphs[first] = std::mem::take(&mut self.paragraph);
    }

    /// Notes that the cell whose paragraphs begin at `first` is several.
    fn tell_merged(&mut self, first: usize) {
        let cell = self.flat.paragraphs.get(first..).unwrap_or_default();
        let words = cell.iter().map(|paragraph| paragraph.text.trim());
        let words: Vec<&str> = words.filter(|words| !words.is_empty()).collect();
        let words = words.join(" ");
        if let Some(paragraph) = self.flat.paragraphs.get_mut(first) {
            paragraph.foreign.push(Foreign {
                at: 0,
                kind: ForeignKind::MergedCells,
                words,
            });
        }
    }

    /// Forgets the paragraph at hand, which a tracked change takes away with its cell or row.
    fn drop_paragraph(&mut self) {
        self.paragraph = Paragraph::default();
        self.goes_on = false;
    }

    /// How words are set in a row or a cell with these properties, which a tracked change may take away, and the change
    /// that inserts it, where that is accepted; `names` are those of a deletion and of an insertion (§17.13.5).
    fn changed_voice<'e, 'p>(
        &mut self,
        properties: Option<&'e Element>,
        names: [&str; 2],
        around: &Voice<'p>,
    ) -> (Voice<'p>, Option<&'e Element>) {
        let [gone, come] = names.map(|name| properties.and_then(|p| p.find(name)));
        self.flat.has_revisions |= gone.is_some() || come.is_some();
        let (taken_away, inserted) = match self.revisions {
            Revisions::Accept => (gone, come),
            Revisions::Reject => (come, None),
        };
        let mut voice = around.clone();
        if let Some(change) = taken_away {
            voice.is_deleted = true;
            voice.author = author_of(change);
        }
        (voice, inserted)
    }

    /// Calls `see` with the rows of a table, through what may stand between them.
    fn rows(
        &mut self,
        parent: &Element,
        see: &mut dyn FnMut(&mut Self, &Element, &Voice),
        voice: &Voice,
    ) {
        for element in parent.elements() {
            match element.name.as_str() {
                "w:tr" => see(self, element, voice),
                "w:sdt" => self.control(element, |this, content| this.rows(content, see, voice)),
                "w:customXml" => self.rows(element, see, voice),
                "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo" => {
                    let voice = self.revised(element, voice);
                    self.rows(element, see, &voice);
                }
                _ => self.mark(element, voice),
            }
        }
    }

    /// Calls `see` with the cells of a row, through what may stand between them.
    fn cells(&mut self, parent: &Element, see: &mut dyn FnMut(&mut Self, &Element), voice: &Voice) {
        for element in parent.elements() {
            match element.name.as_str() {
                "w:tc" => see(self, element),
                "w:sdt" => self.control(element, |this, content| this.cells(content, see, voice)),
                "w:customXml" => self.cells(element, see, voice),
                _ => self.mark(element, voice),
            }
        }
    }
}
