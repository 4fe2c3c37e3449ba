"""The text of a tagged PDF in the order of its structure tree, as assistive technology reads it.

Page furniture (artifacts) is not in the tree and so not in the text; ActualText stands for the glyphs that
it covers (ISO 32000-2, 14.9.4). Fonts are read through their ToUnicode maps alone. qpdf takes the file apart.
"""

import base64
import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

# The tokens of a content stream (ISO 32000-2, 7.2 and 7.3); dictionaries and arrays by their brackets.
TOKEN = re.compile(
    rb"%[^\r\n]*|(?P<dict><<|>>)|<(?P<hex>[0-9A-Fa-f\s]*)>|(?P<literal>\()|(?P<array>[\[\]])"
    rb"|/(?P<name>[^\s()<>\[\]{}/%]*)|(?P<word>[^\s()<>\[\]{}/%]+)"
)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass
class Element:
    """A structure element: its standard type, its text, and the elements in it, in order."""

    type: str
    children: list = field(default_factory=list)


class Pdf:
    def __init__(self, path: Path):
        command = ["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", str(path)]
        output = subprocess.run(command, check=True, capture_output=True).stdout
        self.objects = json.loads(output)["qpdf"][1]
        self.page_texts = {}

    def get(self, value):
        """The object itself, where `value` is a reference to it."""
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            found = self.objects.get(f"obj:{value}", {})
            value = found["stream"] if "stream" in found else found.get("value")
        return value

    def stream(self, value) -> bytes:
        return base64.b64decode(self.get(value)["data"])

    def catalog(self) -> dict:
        return self.get(self.objects["trailer"]["value"]["/Root"])

    def structure(self) -> Element:
        root = self.get(self.catalog()["/StructTreeRoot"])
        tree = Element("StructTreeRoot")
        self.read_kids(root, None, tree, self.get(root.get("/RoleMap")) or {})
        return tree

    def read_kids(self, parent: dict, page, into: Element, roles: dict) -> None:
        kids = self.get(parent.get("/K"))
        for kid in kids if isinstance(kids, list) else [] if kids is None else [kids]:
            kid = self.get(kid)
            if isinstance(kid, int):
                into.children.append(self.marked_text(page, kid))
            elif kid.get("/Type") == "/MCR":
                into.children.append(self.marked_text(kid.get("/Pg", page), kid["/MCID"]))
            elif kid.get("/Type") != "/OBJR":
                kind = kid["/S"]
                element = Element(roles.get(kind, kind).removeprefix("/"))
                if "/ActualText" in kid:
                    element.children.append(text_string(self.get(kid["/ActualText"])))
                else:
                    self.read_kids(kid, kid.get("/Pg", page), element, roles)
                into.children.append(element)

    def marked_text(self, page: str, mcid: int) -> str:
        if page not in self.page_texts:
            self.page_texts[page] = self.read_page(self.get(page))
        if mcid not in self.page_texts[page]:
            raise ValueError(f"page {page} has no marked content {mcid}, which the structure tree names")
        return self.page_texts[page][mcid]

    def inherited(self, page: dict, key: str):
        while page is not None and key not in page:
            page = self.get(page.get("/Parent"))
        return self.get(page[key]) if page else {}

    def read_page(self, page: dict) -> dict[int, str]:
        contents = self.get(page["/Contents"])
        parts = [page["/Contents"]] if isinstance(contents, dict) else contents
        data = b"\n".join(self.stream(part) for part in parts)
        fonts = self.get(self.inherited(page, "/Resources").get("/Font")) or {}
        decoders = {name.removeprefix("/"): self.decoder(self.get(font)) for name, font in fonts.items()}
        return content_texts(data, decoders)

    def decoder(self, font: dict):
        """What turns a shown string of this font into text."""
        wide = font["/Subtype"] == "/Type0"
        if "/ToUnicode" not in font:
            return lambda codes: codes.decode("cp1252", "replace")
        texts = to_unicode(self.stream(font["/ToUnicode"]))
        size = 2 if wide else 1
        return lambda codes: "".join(
            texts.get(int.from_bytes(codes[at : at + size], "big"), "\ufffd") for at in range(0, len(codes), size)
        )


def text_string(value: str) -> str:
    """A text string as qpdf writes it in JSON: `u:…` for text, `b:…` for bytes."""
    return value[2:] if value.startswith("u:") else bytes.fromhex(value[2:]).decode("utf-16-be", "replace")


def to_unicode(cmap: bytes) -> dict[int, str]:
    """The texts of a ToUnicode CMap (ISO 32000-2, 9.10.3)."""
    texts = {}

    def text(digits: bytes) -> str:
        return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")

    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, value in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            texts[int(code, 16)] = text(value)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, value in re.findall(rb"<(\w+)>\s*<(\w+)>\s*(<\w*>|\[[^\]]*\])", block):
            values = re.findall(rb"<(\w*)>", value)
            for offset in range(int(last, 16) - int(first, 16) + 1):
                if value.startswith(b"["):
                    texts[int(first, 16) + offset] = text(values[offset])
                else:
                    base = text(values[0])
                    texts[int(first, 16) + offset] = base[:-1] + chr(ord(base[-1]) + offset)
    return texts


def literal_string(data: bytes, at: int) -> tuple[bytes, int]:
    """The literal string whose bracket is before `at`, and where it ends (ISO 32000-2, 7.3.4.2)."""
    out, depth = bytearray(), 1
    while at < len(data):
        byte = data[at : at + 1]
        at += 1
        if byte == b"\\":
            octal = re.compile(rb"[0-7]{1,3}").match(data, at)
            if octal:
                out.append(int(octal[0], 8) & 0xFF)
                at = octal.end()
                continue
            byte = data[at : at + 1]
            at += 1
            out += b"" if byte == b"\n" else ESCAPES.get(byte, byte)
            continue
        depth += (byte == b"(") - (byte == b")")
        if depth == 0:
            break
        out += byte
    return bytes(out), at


def tokens(data: bytes):
    """Operands as Python values (names with their slash) and operators as bytes."""
    at, stack = 0, [[]]
    while match := TOKEN.search(data, at):
        at = match.end()
        if match["literal"]:
            value, at = literal_string(data, at)
            stack[-1].append(("string", value))
        elif match["hex"] is not None:
            digits = re.sub(rb"\s", b"", match["hex"])
            stack[-1].append(("string", bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())))
        elif match["dict"] == b"<<" or match["array"] == b"[":
            stack.append([])
        elif match["dict"] == b">>":
            entries = stack.pop()
            stack[-1].append(dict(zip(entries[::2], entries[1::2])))
        elif match["array"] == b"]":
            array = stack.pop()
            stack[-1].append(array)
        elif match["name"] is not None:
            stack[-1].append("/" + match["name"].decode("latin-1"))
        elif match["word"]:
            word = match["word"]
            if re.fullmatch(rb"[+-]?\d*\.?\d*", word):
                stack[-1].append(float(word))
            elif word in (b"true", b"false", b"null"):
                stack[-1].append(word.decode())
            else:
                yield word, stack[-1]
                stack = [[]]


def content_texts(data: bytes, decoders: dict) -> dict[int, str]:
    """The text of each marked-content sequence of a content stream, by its MCID."""
    texts: dict[int, str] = {}
    marks: list[tuple[int | None, bool]] = []  # For each open sequence: its MCID, and whether ActualText hides glyphs.
    turned: list[str] | None = None  # What a sequence of reversed characters has shown so far.
    font, saved = None, []

    def add(text: str, hidden_by_own: bool = False) -> None:
        open_marks = marks[:-1] if hidden_by_own else marks
        if any(hides for _, hides in open_marks):
            return
        if turned is not None:
            turned.insert(0, text if hidden_by_own else text[::-1])
            return
        mcid = next((mcid for mcid, _ in reversed(marks) if mcid is not None), None)
        if mcid is not None:
            texts[mcid] = texts.get(mcid, "") + text

    for operator, operands in tokens(data):
        if operator in (b"BDC", b"BMC"):
            properties = operands[1] if len(operands) > 1 and isinstance(operands[1], dict) else {}
            mcid = properties.get("/MCID")
            marks.append((None if mcid is None else int(mcid), "/ActualText" in properties))
            if mcid is not None:
                texts.setdefault(int(mcid), "")
            if "/ActualText" in properties:
                value = properties["/ActualText"][1]
                utf16 = value.startswith(b"\xfe\xff")
                add(value[2:].decode("utf-16-be") if utf16 else value.decode("latin-1"), hidden_by_own=True)
            if operands[0] == "/ReversedChars":
                turned = []
                reversed_in = len(marks)
        elif operator == b"EMC":
            if turned is not None and reversed_in == len(marks):
                text, turned = "".join(turned), None
                add(text)
            marks.pop()
        elif operator == b"q":
            saved.append(font)
        elif operator == b"Q":
            font = saved.pop()
        elif operator == b"Tf":
            font = decoders[operands[0].removeprefix("/")]
        elif operator in (b"Tj", b"'", b'"'):
            add(font(operands[-1][1]))
        elif operator == b"TJ":
            add("".join(font(part[1]) for part in operands[0] if isinstance(part, tuple)))
    return texts


# What is no text of the document but a mark that the word processor makes of its own numbering.
MARK_OF = {"LI", "FENote", "Note", "Reference", "Link", "H1", "H2", "H3", "H4", "H5", "H6"}


def is_term(label: Element) -> bool:
    """Whether a label is the term of a description: words, and no bullet or number."""
    return any(is_term(child) if isinstance(child, Element) else any(map(str.isalpha, child)) for child in label.children)


def reading_text(path: Path) -> tuple[str, str]:
    """The text of the body and the text of the notes, both in reading order, without list marks."""
    body: list[str] = []
    notes: list[str] = []

    def walk(element: Element, into: list[str]) -> None:
        for child in element.children:
            if isinstance(child, str):
                if element.type != "Figure":
                    into.append(child)
            elif child.type == "Lbl" and element.type in MARK_OF and not is_term(child):
                continue
            else:
                walk(child, notes if child.type in ("FENote", "Note") else into)
        if element.type not in ("Span", "Em", "Strong", "Link", "Reference", "Lbl"):
            into.append("\n")

    walk(Pdf(path).structure(), body)
    return "".join(body), "".join(notes)
