#!/usr/bin/python3
"""Edits by LibreOffice through UNO, and files saved anew by it.

A job list on standard input, as JSON: each job has `source`, `target` and `edit` (operations of kinds.py, none to
save anew only). What became of each job is written to standard output: null, what went wrong, or “crash” where
LibreOffice fell over it. It needs Debian's python3-uno and the system's Python.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import uno
from com.sun.star.awt import Size
from com.sun.star.beans import PropertyValue
from com.sun.star.awt.FontSlant import ITALIC
from com.sun.star.awt.FontWeight import BOLD
from com.sun.star.text.ControlCharacter import LINE_BREAK, PARAGRAPH_BREAK


def value(name: str, of) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, of
    return made


class Editor:
    """Makes the operations of kinds.py in a document that LibreOffice has open."""

    def __init__(self, document):
        self.document = document
        self.text = document.Text

    def paragraphs(self):
        """All paragraphs, those in tables at their place, each with the text that it stands in."""
        blocks = self.text.createEnumeration()
        while blocks.hasMoreElements():
            block = blocks.nextElement()
            if block.supportsService("com.sun.star.text.TextTable"):
                for name in block.CellNames:
                    cell = block.getCellByName(name)
                    inner = cell.createEnumeration()
                    while inner.hasMoreElements():
                        yield cell, inner.nextElement()
            else:
                yield self.text, block

    def find(self, words: str):
        for text, paragraph in self.paragraphs():
            own = paragraph.String.replace("\n", "")
            if own == words[1:] if words.startswith("=") else words in own:
                return text, paragraph
        raise LookupError(words)

    def select(self, paragraph: str, words: str):
        """A cursor over words of a paragraph."""
        text, found = self.find(paragraph)
        search = self.document.createSearchDescriptor()
        search.SearchString = words
        search.SearchCaseSensitive = True
        at = self.document.findNext(found.Start, search)
        if at is None:
            raise LookupError(words)
        return at.Text.createTextCursorByRange(at)

    def replace(self, paragraph: str, old: str, new: str) -> None:
        self.select(paragraph, old).String = new

    def replace_all(self, paragraph: str, old: str, new: str) -> None:
        """By “Replace All” with changes recorded; they stand in that paragraph alone."""
        self.document.RecordChanges = True
        replacement = self.document.createReplaceDescriptor()
        replacement.SearchString, replacement.ReplaceString = old, new
        if self.document.replaceAll(replacement) != 1:
            raise LookupError(old)

    def append(self, paragraph: str, words: str) -> None:
        text, found = self.find(paragraph)
        text.insertString(found.End, words, False)

    def insert(self, paragraph: str, words: str) -> None:
        text, found = self.find(paragraph)
        cursor = text.createTextCursorByRange(found.End)
        text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        text.insertString(cursor, words, False)

    def insert_before(self, paragraph: str, words: str) -> None:
        text, found = self.find(paragraph)
        cursor = text.createTextCursorByRange(found.Start)
        text.insertString(cursor, words, False)
        text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)

    def delete(self, paragraph: str) -> None:
        """As a person deletes a line: from its start to the start of the next."""
        text, found = self.find(paragraph)
        cursor = text.createTextCursorByRange(found.Start)
        cursor.gotoEndOfParagraph(True)
        cursor.goRight(1, True)
        cursor.String = ""

    def move(self, paragraph: str, after: str) -> None:
        words = self.find(paragraph)[1].String
        self.delete(paragraph)
        self.insert(after, words)

    def move_before(self, paragraph: str, before: str) -> None:
        words = self.find(paragraph)[1].String
        self.delete(paragraph)
        self.insert_before(before, words)

    def copy(self, paragraph: str, after: str) -> None:
        self.insert(after, self.find(paragraph)[1].String)

    def split(self, paragraph: str, before: str) -> None:
        cursor = self.select(paragraph, before)
        cursor.collapseToStart()
        cursor.goLeft(1, True)
        cursor.String = ""
        cursor.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)

    def format(self, paragraph: str, words: str, how: str) -> None:
        cursor = self.select(paragraph, words)
        if how == "bold":
            cursor.CharWeight = BOLD
        elif how == "italic":
            cursor.CharPosture = ITALIC
        else:
            cursor.CharColor = 0xFF0000

    def link(self, paragraph: str, words: str, uri: str) -> None:
        self.select(paragraph, words).HyperLinkURL = uri

    def break_(self, paragraph: str, before: str) -> None:
        cursor = self.select(paragraph, before)
        cursor.collapseToStart()
        cursor.Text.insertControlCharacter(cursor, LINE_BREAK, False)

    def table_of(self, words: str):
        cell, _ = self.find(words)
        tables = self.document.TextTables
        for index in range(tables.Count):
            table = tables.getByIndex(index)
            for row in range(table.Rows.Count):
                for column in range(table.Columns.Count):
                    if table.getCellByPosition(column, row).String == cell.String:
                        return table, row
        raise LookupError(words)

    def row(self, words: str, cells) -> None:
        table, row = self.table_of(words)
        table.Rows.insertByIndex(row + 1, 1)
        for column, content in enumerate(cells):
            table.getCellByPosition(column, row + 1).String = content

    def delete_row(self, words: str) -> None:
        table, row = self.table_of(words)
        table.Rows.removeByIndex(row, 1)

    def footnote(self, old: str, new: str) -> None:
        notes = self.document.Footnotes
        for index in range(notes.Count):
            note = notes.getByIndex(index)
            if old in note.String:
                cursor = note.createTextCursor()
                while cursor.String != old:
                    cursor.collapseToStart()
                    if not cursor.goRight(1, False):
                        raise LookupError(old)
                    cursor.goRight(len(old), True)
                    if cursor.String != old:
                        cursor.collapseToStart()
                cursor.String = new
                return
        raise LookupError(old)

    # With LibreOffice 7.4 and no screen this is a crash.
    def comment(self, paragraph: str, words: str, author: str, text: str) -> None:
        cursor = self.select(paragraph, words)
        note = self.document.createInstance("com.sun.star.text.textfield.Annotation")
        note.Author, note.Initials, note.Content = author, author[0], text
        cursor.Text.insertTextContent(cursor, note, True)

    def picture(self, paragraph: str) -> None:
        text, found = self.find(paragraph)
        cursor = text.createTextCursorByRange(found.End)
        text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        picture = self.document.createInstance("com.sun.star.text.TextGraphicObject")
        figures = Path(__file__).resolve().parents[2] / "briefs" / "figures"
        picture.GraphicURL = next(figures.glob("*.png")).as_uri()
        picture.Size = Size(1000, 1000)
        text.insertTextContent(cursor, picture, False)

    def textbox(self, paragraph: str, words: str) -> None:
        text, found = self.find(paragraph)
        frame = self.document.createInstance("com.sun.star.text.TextFrame")
        frame.Size = Size(4000, 1000)
        text.insertTextContent(text.createTextCursorByRange(found.End), frame, False)
        frame.Text.insertString(frame.Text.Start, words, False)


def office(folder: str):
    """LibreOffice, and its desktop."""
    pipe = f"briefgen-{uuid.uuid4().hex}"
    process = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
            "--headless",
            "--norestore",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return process, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:  # Not there yet.
            time.sleep(0.25)
    process.terminate()
    raise TimeoutError("LibreOffice does not answer")


class Crash(Exception):
    """LibreOffice is not there any more."""


def run(desktop, job, folder: Path) -> str | None:
    hidden = (value("Hidden", True),)
    # A lock that a crash leaves behind would keep the file closed for the jobs after it.
    source = Path(shutil.copy(job["source"], folder / f"{uuid.uuid4().hex}.docx"))
    try:
        document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, hidden)
    except Exception as error:
        raise Crash from error
    if document is None:
        return "LibreOffice cannot open the file"
    problem = None
    try:
        editor = Editor(document)
        for name, *arguments in job["edit"]:
            getattr(editor, {"break": "break_"}.get(name, name))(*arguments)
        document.storeToURL(Path(job["target"]).as_uri(), (value("FilterName", "MS Word 2007 XML"),))
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
    try:
        document.close(True)
    except Exception as error:
        raise Crash from error
    return problem


def save_anew(jobs: list[dict], folder: Path) -> list[str | None]:
    """What LibreOffice's own converter writes: opened through UNO, a document with comments crashes LibreOffice 7.4."""
    results = []
    for start in range(0, len(jobs), 50):
        some = jobs[start : start + 50]
        sources = [Path(shutil.copy(job["source"], folder / f"{start + at}.docx")) for at, job in enumerate(some)]
        target = folder / "saved"
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={Path(folder, 'converter').as_uri()}",
                "--headless",
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                target,
                *sources,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for job, source in zip(some, sources):
            saved = target / source.name
            if saved.exists():
                shutil.move(saved, job["target"])
            results.append(None if Path(job["target"]).exists() else "LibreOffice cannot save the file")
    return results


def stop(process, desktop) -> None:
    try:
        desktop.terminate()
        process.wait(timeout=20)
    except Exception:
        process.kill()
        process.wait()


def main() -> None:
    jobs = json.load(sys.stdin)
    results: list[str | None] = [None] * len(jobs)
    with tempfile.TemporaryDirectory() as folder:
        anew = [at for at, job in enumerate(jobs) if not job["edit"]]
        for at, result in zip(anew, save_anew([jobs[at] for at in anew], Path(folder))):
            results[at] = result
        process, desktop = office(folder)
        for at, job in enumerate(jobs):
            if not job["edit"]:
                continue
            try:
                results[at] = run(desktop, job, Path(folder))
            except Crash:
                # A job on which LibreOffice falls over does not take the others along.
                results[at] = "crash"
                stop(process, desktop)
                process, desktop = office(folder)
        stop(process, desktop)
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
