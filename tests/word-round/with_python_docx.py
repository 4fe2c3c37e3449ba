"""Edits by python-docx: words are set as plain text, so the content controls and bookmarks of a paragraph go."""

import copy
import io
from pathlib import Path

import direct
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph


class Editor:
    """Makes the operations of kinds.py through python-docx."""

    def __init__(self, path: Path):
        self.document = Document(str(path))

    @staticmethod
    def words(paragraph: Paragraph) -> str:
        # Paragraph.text leaves out what stands in content controls.
        return "".join(text.text or "" for text in paragraph._p.iter(qn("w:t")))

    def find(self, words: str) -> Paragraph:
        for element in self.document.element.body.iter(qn("w:p")):
            paragraph = Paragraph(element, self.document._body)
            own = self.words(paragraph)
            if own == words[1:] if words.startswith("=") else words in own:
                return paragraph
        raise LookupError(words)

    def replace(self, paragraph: str, old: str, new: str) -> None:
        found = self.find(paragraph)
        texts = [text for text in found._p.iter(qn("w:t")) if old in (text.text or "")]
        if texts:
            texts[0].text = texts[0].text.replace(old, new, 1)
            texts[0].set(direct.XML_SPACE, "preserve")
        else:
            found.text = self.words(found).replace(old, new, 1)

    replace_all = replace

    def append(self, paragraph: str, words: str) -> None:
        self.find(paragraph).add_run(words)

    def beside(self, paragraph: Paragraph, words: str) -> Paragraph:
        """A new paragraph of the same style."""
        made = paragraph.insert_paragraph_before(words)
        own = paragraph._p.pPr
        if own is not None:
            if made._p.pPr is not None:
                made._p.remove(made._p.pPr)
            made._p.insert(0, copy.deepcopy(own))
        return made

    def insert(self, paragraph: str, words: str) -> None:
        found = self.find(paragraph)
        found._p.addnext(self.beside(found, words)._p)

    def insert_before(self, paragraph: str, words: str) -> None:
        self.beside(self.find(paragraph), words)

    def delete(self, paragraph: str) -> None:
        element = self.find(paragraph)._p
        element.getparent().remove(element)

    def move(self, paragraph: str, after: str) -> None:
        self.find(after)._p.addnext(self.find(paragraph)._p)

    def move_before(self, paragraph: str, before: str) -> None:
        self.find(before)._p.addprevious(self.find(paragraph)._p)

    def copy(self, paragraph: str, after: str) -> None:
        self.find(after)._p.addnext(copy.deepcopy(self.find(paragraph)._p))

    def split(self, paragraph: str, before: str) -> None:
        found = self.find(paragraph)
        words = self.words(found)
        at = words.index(before)
        found._p.addnext(self.beside(found, words[at:])._p)
        found.text = words[:at].rstrip()

    def pieces(self, paragraph: str, words: str):
        """The run of these words, in a paragraph set anew as three runs."""
        found = self.find(paragraph)
        before, after = self.words(found).split(words, 1)
        found.text = before
        run = found.add_run(words)
        found.add_run(after)
        return run

    def format(self, paragraph: str, words: str, how: str) -> None:
        run = self.pieces(paragraph, words)
        if how == "bold":
            run.bold = True
        elif how == "italic":
            run.italic = True
        else:
            run.font.color.rgb = RGBColor(0xFF, 0, 0)

    def link(self, paragraph: str, words: str, uri: str) -> None:
        run = self.pieces(paragraph, words)
        made = direct.element("hyperlink")
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        made.set(qn("r:id"), self.document.part.relate_to(uri, kind, is_external=True))
        run._r.addprevious(made)
        made.append(run._r)

    def break_(self, paragraph: str, before: str) -> None:
        found = self.find(paragraph)
        words = self.words(found)
        at = words.index(before)
        found.text = words[:at].rstrip() + "\n" + words[at:]

    def row_of(self, words: str):
        element = self.find(words)._p
        return next(one for one in element.iterancestors() if one.tag == qn("w:tr"))

    def row(self, words: str, cells: list[str]) -> None:
        old = self.row_of(words)
        made = copy.deepcopy(old)
        old.addnext(made)
        table = next(one for one in self.document.tables if one._tbl is old.getparent())
        for cell, content in zip(_Row(made, table).cells, cells):
            cell.paragraphs[0].text = content
            for control in cell._tc.iter(qn("w:sdt")):
                control.getparent().remove(control)

    def delete_row(self, words: str) -> None:
        row = self.row_of(words)
        row.getparent().remove(row)

    def comment(self, paragraph: str, words: str, author: str, text: str) -> None:
        run = self.find(paragraph).add_run("")
        self.document.add_comment(run, text=text, author=author, initials=author[0])

    def picture(self, paragraph: str) -> None:
        found = self.find(paragraph)
        made = self.beside(found, "")
        made.add_run().add_picture(io.BytesIO(direct.PIXEL), width=Cm(1))
        found._p.addnext(made._p)


def edit(source: Path, target: Path, operations: list[list]) -> None:
    editor = Editor(source)
    for name, *arguments in operations:
        getattr(editor, {"break": "break_"}.get(name, name))(*arguments)
    editor.document.save(str(target))


def can(operations: list[list]) -> bool:
    """Whether python-docx has calls for all of these."""
    return all(hasattr(Editor, {"break": "break_"}.get(name, name)) for name, *_ in operations)
