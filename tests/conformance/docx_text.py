"""The text of a DOCX in document order, read from its parts and not by the program under test."""

import zipfile
from pathlib import Path
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SPACES = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011", W + "softHyphen": "\u00ad"}


def reading_text(path: Path) -> tuple[str, str]:
    """The text of the body and the text of the notes in the order of their references."""
    with zipfile.ZipFile(path) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
        footnotes = {}
        if "word/footnotes.xml" in package.namelist():
            part = ElementTree.fromstring(package.read("word/footnotes.xml"))
            footnotes = {note.get(W + "id"): note for note in part.iter(W + "footnote")}
    referenced = [reference.get(W + "id") for reference in body.iter(W + "footnoteReference")]
    return text_of(body), "".join(text_of(footnotes[number]) for number in referenced)


def text_of(element: ElementTree.Element) -> str:
    parts: list[str] = []

    def walk(node: ElementTree.Element) -> None:
        if node.tag == W + "t":
            parts.append(node.text or "")
        elif node.tag in SPACES:
            parts.append(SPACES[node.tag])
        elif node.tag not in (FALLBACK, W + "pPr", W + "rPr", W + "sdtPr"):
            for child in node:
                walk(child)
            if node.tag == W + "p":
                parts.append("\n")

    walk(element)
    return "".join(parts)
