"""Edits as Word writes them into the XML of a document, tracked or not."""

import copy
import zipfile
from pathlib import Path

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NS = {"w": W}
AUTHOR = {"author": "Aigerim", "date": "2024-03-20T09:00:00Z"}
# A picture of one pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a4944415478da63f80f00010101001cb08c990000000049454e44ae426082"
)


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def element(name: str, **attributes: str) -> etree._Element:
    made = etree.Element(w(name))
    for key, value in attributes.items():
        made.set(w(key), value)
    return made


class Parts:
    """The parts of a package, those that are edited as trees."""

    def __init__(self, path: Path):
        with zipfile.ZipFile(path) as package:
            self.bytes = {name: package.read(name) for name in package.namelist()}
        self.trees: dict[str, etree._Element] = {}

    def tree(self, name: str) -> etree._Element:
        if name not in self.trees:
            self.trees[name] = etree.fromstring(self.bytes[name])
        return self.trees[name]

    def add(self, name: str, content: bytes, kind: str, content_type: str) -> str:
        """Adds a part that the document refers to; returns the id of the relationship."""
        self.bytes[name] = content
        types = self.tree("[Content_Types].xml")
        etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)
        return self.relate(kind, name.removeprefix("word/"))

    def relate(self, kind: str, target: str, external: bool = False) -> str:
        relations = self.tree("word/_rels/document.xml.rels")
        made = etree.SubElement(relations, f"{{{REL}}}Relationship", Id=f"rIdEdit{len(relations)}")
        made.set("Type", f"{R}/{kind}")
        made.set("Target", target)
        if external:
            made.set("TargetMode", "External")
        return made.get("Id")

    def save(self, path: Path) -> None:
        for name, tree in self.trees.items():
            self.bytes[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.bytes.items():
                package.writestr(name, content)


class Editor:
    """Makes the operations of kinds.py in a document; `tracked` as tracked changes."""

    def __init__(self, path: Path, tracked: bool):
        self.parts = Parts(path)
        self.root = self.parts.tree("word/document.xml")
        self.tracked = tracked
        self.changes = 900

    def save(self, path: Path) -> None:
        self.parts.save(path)

    # Finding

    @staticmethod
    def words(paragraph) -> str:
        return "".join(text.text or "" for text in paragraph.iter(w("t")))

    def find(self, words: str, root=None):
        """The first paragraph that holds the words, or is them, where they begin with `=`."""
        for paragraph in (self.root if root is None else root).iter(w("p")):
            own = self.words(paragraph)
            if own == words[1:] if words.startswith("=") else words in own:
                return paragraph
        raise LookupError(words)

    def mark(self) -> dict[str, str]:
        self.changes += 1
        return {w("id"): str(self.changes), w("author"): AUTHOR["author"], w("date"): AUTHOR["date"]}

    def atoms(self, paragraph) -> list:
        """The runs of a paragraph, each with one child."""
        atoms = []
        for run in list(paragraph.iter(w("r"))):
            if run.getparent().tag == w("del"):
                continue
            children = [child for child in run if child.tag != w("rPr")]
            for child in children[1:]:
                extra = etree.Element(w("r"))
                if (properties := run.find(w("rPr"))) is not None:
                    extra.append(copy.deepcopy(properties))
                extra.append(child)
                (atoms[-1] if atoms and atoms[-1].getparent() is run.getparent() else run).addnext(extra)
                if child is children[1]:
                    atoms.append(run)
                atoms.append(extra)
            if len(children) == 1:
                atoms.append(run)
        return atoms

    def isolate(self, paragraph, words: str) -> list:
        """The runs that hold exactly the words."""
        runs = [run for run in self.atoms(paragraph) if run.find(w("t")) is not None]
        text = "".join(run.find(w("t")).text or "" for run in runs)
        start = text.index(words)
        end = start + len(words)
        chosen, at = [], 0
        for run in runs:
            own = run.find(w("t")).text or ""
            first, last = max(start - at, 0), min(end - at, len(own))
            if first < last:
                chosen.append(self.cut(run, first, last))
            at += len(own)
        return chosen

    def cut(self, run, first: int, last: int):
        text = run.find(w("t"))
        own = text.text or ""
        for words, add in ((own[:first], run.addprevious), (own[last:], run.addnext)):
            if words:
                part = copy.deepcopy(run)
                self.fill(part, words)
                add(part)
        self.fill(run, own[first:last])
        return run

    @staticmethod
    def fill(run, words: str) -> None:
        text = run.find(w("t"))
        text.text = words
        text.set(XML_SPACE, "preserve")

    def run(self, words: str, like=None):
        run = element("r")
        properties = like.find(w("rPr")) if like is not None else None
        if properties is not None:
            run.append(copy.deepcopy(properties))
        text = etree.SubElement(run, w("t"))
        text.text = words
        text.set(XML_SPACE, "preserve")
        return run

    # Words

    def replace(self, paragraph: str, old: str, new: str) -> None:
        runs = self.isolate(self.find(paragraph), old)
        if new:
            made = self.run(new, runs[0])
            runs[-1].addnext(self.inserted(made))
        for run in runs:
            self.delete_run(run)

    replace_all = replace

    def inserted(self, run):
        if not self.tracked:
            return run
        wrapper = etree.Element(w("ins"), self.mark())
        wrapper.append(run)
        return wrapper

    def delete_run(self, run) -> None:
        if not self.tracked:
            run.getparent().remove(run)
            return
        wrapper = etree.Element(w("del"), self.mark())
        run.addprevious(wrapper)
        for text in run.iter(w("t")):
            text.tag = w("delText")
        wrapper.append(run)

    def append(self, paragraph: str, words: str) -> None:
        self.find(paragraph).append(self.inserted(self.run(words)))

    # Paragraphs

    def empty_like(self, paragraph):
        made = element("p")
        if (properties := paragraph.find(w("pPr"))) is not None:
            made.append(copy.deepcopy(properties))
        return made

    def mark_end(self, paragraph, kind: str) -> None:
        """Tracks the mark at the end of a paragraph as inserted or deleted."""
        if not self.tracked:
            return
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = element("pPr")
            paragraph.insert(0, properties)
        of_mark = properties.find(w("rPr"))
        if of_mark is None:
            of_mark = etree.SubElement(properties, w("rPr"))
        of_mark.insert(0, etree.Element(w(kind), self.mark()))

    def insert(self, paragraph: str, words: str) -> None:
        """Enter at the end of the paragraph, and words."""
        before = self.find(paragraph)
        made = self.empty_like(before)
        made.append(self.inserted(self.run(words)))
        before.addnext(made)
        self.mark_end(before, "ins")

    def insert_before(self, paragraph: str, words: str) -> None:
        after = self.find(paragraph)
        made = self.empty_like(after)
        made.append(self.inserted(self.run(words)))
        after.addprevious(made)
        self.mark_end(made, "ins")

    def delete(self, paragraph: str) -> None:
        self.delete_paragraph(self.find(paragraph))

    def delete_paragraph(self, paragraph) -> None:
        if not self.tracked:
            paragraph.getparent().remove(paragraph)
            return
        for run in list(paragraph.iter(w("r"))):
            self.delete_run(run)
        self.mark_end(paragraph, "del")

    def move(self, paragraph: str, after: str) -> None:
        self.move_to(self.find(paragraph), lambda made: self.find(after).addnext(made))

    def move_before(self, paragraph: str, before: str) -> None:
        self.move_to(self.find(paragraph), lambda made: self.find(before).addprevious(made))

    def move_to(self, paragraph, place) -> None:
        if not self.tracked:
            place(paragraph)
            return
        made = self.plain_copy(paragraph)
        place(made)
        for run in list(made.iter(w("r"))):
            wrapper = etree.Element(w("ins"), self.mark())
            run.addprevious(wrapper)
            wrapper.append(run)
        self.mark_end(made, "ins")
        self.delete_paragraph(paragraph)

    def plain_copy(self, paragraph):
        """What Word pastes: the controls with their tags, but the bookmarks stay where they were."""
        made = copy.deepcopy(paragraph)
        for name in ("bookmarkStart", "bookmarkEnd"):
            for mark in list(made.iter(w(name))):
                mark.getparent().remove(mark)
        return made

    def copy(self, paragraph: str, after: str) -> None:
        made = self.plain_copy(self.find(paragraph))
        self.find(after).addnext(made)
        if self.tracked:
            for run in list(made.iter(w("r"))):
                wrapper = etree.Element(w("ins"), self.mark())
                run.addprevious(wrapper)
                wrapper.append(run)
            self.mark_end(made, "ins")

    def split(self, paragraph: str, before: str) -> None:
        """Enter before the words: the second part is a paragraph of its own."""
        first = self.find(paragraph)
        rest = self.words(first)[self.words(first).index(before) :]
        second = self.empty_like(first)
        for run in self.isolate(first, rest):
            second.append(run)
        first.addnext(second)
        self.mark_end(first, "ins")
        text = next(run for run in reversed(list(first.iter(w("t")))) if run.text)
        text.text = text.text.rstrip()

    # Setting

    def format(self, paragraph: str, words: str, how: str) -> None:
        properties = {
            "bold": element("b"),
            "italic": element("i"),
            "colour": element("color", val="FF0000"),
        }
        for run in self.isolate(self.find(paragraph), words):
            of_run = run.find(w("rPr"))
            if of_run is None:
                of_run = element("rPr")
                run.insert(0, of_run)
            of_run.append(copy.deepcopy(properties[how]))

    def link(self, paragraph: str, words: str, uri: str) -> None:
        runs = self.isolate(self.find(paragraph), words)
        made = element("hyperlink")
        made.set(f"{{{R}}}id", self.parts.relate("hyperlink", uri, external=True))
        runs[0].addprevious(made)
        made.extend(runs)

    def break_(self, paragraph: str, before: str) -> None:
        run = self.isolate(self.find(paragraph), before)[0]
        made = element("r")
        made.append(element("br"))
        run.addprevious(self.inserted(made))

    # Tables, notes, comments

    def row_of(self, words: str):
        paragraph = self.find(words)
        return next(one for one in paragraph.iterancestors() if one.tag == w("tr"))

    def row(self, words: str, cells: list[str]) -> None:
        old = self.row_of(words)
        made = copy.deepcopy(old)
        for cell, content in zip(made.iter(w("tc")), cells):
            paragraph = cell.find(w("p"))
            for child in list(paragraph):
                if child.tag != w("pPr"):
                    paragraph.remove(child)
            paragraph.append(self.inserted(self.run(content)))
        if self.tracked:
            properties = made.find(w("trPr"))
            if properties is None:
                properties = element("trPr")
                made.insert(0, properties)
            properties.append(etree.Element(w("ins"), self.mark()))
        old.addnext(made)

    def delete_row(self, words: str) -> None:
        row = self.row_of(words)
        if not self.tracked:
            row.getparent().remove(row)
            return
        properties = row.find(w("trPr"))
        if properties is None:
            properties = element("trPr")
            row.insert(0, properties)
        properties.append(etree.Element(w("del"), self.mark()))
        for run in list(row.iter(w("r"))):
            self.delete_run(run)

    def footnote(self, old: str, new: str) -> None:
        notes = self.parts.tree("word/footnotes.xml")
        runs = self.isolate(self.find(old, notes), old)
        runs[-1].addnext(self.inserted(self.run(new, runs[0])))
        for run in runs:
            self.delete_run(run)

    def comment(self, paragraph: str, words: str, author: str, text: str) -> None:
        runs = self.isolate(self.find(paragraph), words)
        runs[0].addprevious(element("commentRangeStart", id="0"))
        reference = element("r")
        reference.append(element("commentReference", id="0"))
        end = element("commentRangeEnd", id="0")
        runs[-1].addnext(end)
        end.addnext(reference)
        comments = etree.Element(w("comments"), nsmap=NS)
        comment = etree.SubElement(comments, w("comment"))
        for key, value in (("id", "0"), ("author", author), ("date", AUTHOR["date"]), ("initials", author[0])):
            comment.set(w(key), value)
        etree.SubElement(comment, w("p")).append(self.run(text))
        media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
        self.parts.add("word/comments.xml", etree.tostring(comments), "comments", media_type)

    # What no brief can hold

    def picture(self, paragraph: str) -> None:
        identifier = self.parts.add("word/media/pasted.png", PIXEL, "image", "image/png")
        drawing = f"""<w:r xmlns:w="{W}" xmlns:r="{R}"><w:drawing>
<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
<wp:extent cx="360000" cy="360000"/><wp:docPr id="977" name="Picture 977"/>
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:nvPicPr><pic:cNvPr id="977" name="pasted.png"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="{identifier}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"""
        after = self.find(paragraph)
        made = element("p")
        made.append(self.inserted(etree.fromstring(drawing)))
        after.addnext(made)

    def textbox(self, paragraph: str, words: str) -> None:
        box = f"""<w:r xmlns:w="{W}"><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="Box"
type="#_x0000_t202" style="width:120pt;height:40pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p>
</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"""
        self.find(paragraph).append(self.inserted(etree.fromstring(box)))


def edit(source: Path, target: Path, operations: list[list], tracked: bool = False) -> None:
    editor = Editor(source, tracked)
    for name, *arguments in operations:
        getattr(editor, {"break": "break_"}.get(name, name))(*arguments)
    editor.save(target)
