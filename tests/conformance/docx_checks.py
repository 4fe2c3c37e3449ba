"""What other programs say of our DOCX files, and what none of them says. Each check returns a list of problems."""

import json
import os
import re
import tempfile
import zipfile
from collections import Counter
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

import source_text
from command import lines, run
from docx_text import W, reading_text
from words import lost_words

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DC = "{http://purl.org/dc/elements/1.1/}"
# Word's own limits: the file format has none, and it cuts or refuses what is longer.
LONGEST_BOOKMARK = 40
LONGEST_TAG = 64
# [MS-DOCX] 2.2.4: a paragraph's id is below this.
PARAGRAPH_ID_LIMIT = 0x80000000


def openxml_audit(command: list[str], docx: Path) -> list[str]:
    result = run([*command, docx, "-m", "0", "-o", "json"])
    try:
        [verdict] = json.loads(result.stdout)
    except ValueError:
        return ["no verdict", *lines(result.stdout + result.stderr)]
    errors = [f"{error['part_uri']} {error.get('path')}: {error['description']}" for error in verdict["errors"]]
    return lines("\n".join(errors)) or ([] if verdict["valid"] else ["invalid, no error named"])


def ooxml_validator(command: list[str], docx: Path) -> list[str]:
    result = run([*command, docx])
    try:
        verdict = json.loads(result.stdout)
    except ValueError:
        return ["no verdict", *lines(result.stdout + result.stderr)]
    errors = [f"{error.get('path')} {error.get('xPath')}: {error['description']}" for error in verdict["errors"]]
    return lines("\n".join(errors)) or ([] if verdict["ok"] else ["invalid, no error named"])


def repeated(values) -> list:
    return sorted(value for value, count in Counter(values).items() if count > 1)


def names_and_ids(docx: Path) -> list[str]:
    """What the validators do not look at, and Word repairs or refuses."""
    with zipfile.ZipFile(docx) as package:
        parts = {
            name: ElementTree.fromstring(package.read(name))
            for name in package.namelist()
            if re.fullmatch(r"word/(document|footnotes|header\d*|footer\d*)\.xml", name)
        }
    every = [element for part in parts.values() for element in part.iter()]
    starts = [element for element in every if element.tag == W + "bookmarkStart"]
    ends = [element.get(W + "id") for element in every if element.tag == W + "bookmarkEnd"]
    bookmarks = [start.get(W + "name") for start in starts]
    tags = [element.get(W + "val") for element in every if element.tag in (W + "tag", W + "alias")]
    controls = [
        element.find(W + "id").get(W + "val")
        for element in every
        if element.tag == W + "sdtPr" and element.find(W + "id") is not None
    ]
    paragraphs = [value for element in every if (value := element.get(W14 + "paraId"))]
    drawings = [element.get("id") for element in every if element.tag == WP + "docPr"]
    links = [element.get(W + "anchor") for element in every if element.tag == W + "hyperlink"]
    fields = re.findall(r"\b(?:PAGE)?REF\s+(\S+)", " ".join(e.text or "" for e in every if e.tag == W + "instrText"))
    fields += re.findall(
        r"\b(?:PAGE)?REF\s+(\S+)", " ".join(e.get(W + "instr", "") for e in every if e.tag == W + "fldSimple")
    )
    problems = {
        # Word does not tell capitals from small letters here.
        "bookmark names twice": repeated(name.casefold() for name in bookmarks),
        "bookmark names too long": [name for name in bookmarks if len(name) > LONGEST_BOOKMARK],
        "bookmark ids twice": repeated(start.get(W + "id") for start in starts),
        "bookmarks not closed once": sorted({start.get(W + "id") for start in starts} ^ set(ends)) + repeated(ends),
        "tags or aliases too long": [tag for tag in tags if len(tag) > LONGEST_TAG],
        "ids of controls twice": repeated(controls),
        "ids of drawings twice": repeated(drawings),
        "paragraph ids twice": repeated(paragraphs),
        "paragraph ids too high": [value for value in paragraphs if int(value, 16) >= PARAGRAPH_ID_LIMIT],
        "references to no bookmark": sorted({name for name in [*links, *fields] if name} - set(bookmarks)),
    }
    return [f"{what}: {', '.join(map(str, values[:10]))}" for what, values in problems.items() if values]


def package(docx: Path) -> list[str]:
    """Whole entries, each once; relationships that are unique and lead somewhere; the core properties."""
    with zipfile.ZipFile(docx) as archive:
        names = archive.namelist()
        problems = [f"entries twice: {names}" for names in [repeated(names)] if names]
        if damaged := archive.testzip():
            problems.append(f"damaged: {damaged}")
        for name in names:
            if not name.endswith(".rels"):
                continue
            folder = PurePosixPath(name).parent.parent
            relationships = list(ElementTree.fromstring(archive.read(name)))
            ids = [relationship.get("Id") for relationship in relationships]
            problems += [f"{name}: {value} twice" for value in repeated(ids)]
            for relationship in relationships:
                target = relationship.get("Target")
                inside = relationship.get("TargetMode") != "External"
                if inside and resolve(folder, target) not in names:
                    problems.append(f"{name}: {target} is not there")
            source = str(folder / PurePosixPath(name).stem)
            if source in names:
                part = ElementTree.fromstring(archive.read(source))
                used = {value for element in part.iter() for key, value in element.items() if key.startswith(R)}
                problems += [f"{source}: {value} is no relationship" for value in sorted(used - set(ids))]
        core = ElementTree.fromstring(archive.read("docProps/core.xml"))
        for property in ("title", "language"):
            if not (core.findtext(DC + property) or "").strip():
                problems.append(f"core property {property} is empty")
    return problems


def resolve(folder: PurePosixPath, target: str) -> str:
    """The name of the part that a relationship's target means."""
    if target.startswith("/"):
        return target[1:]
    steps: list[str] = []
    for step in (folder / target).parts:
        steps = steps[:-1] if step == ".." else [*steps, step]
    return "/".join(steps)


def source_words(docx: Path, brief: Path) -> list[str]:
    """The words of the brief are there, in their order."""
    return source_text.lost_runs(brief, "\n".join(reading_text(docx)))


def pandoc(docx: Path) -> list[str]:
    result = run(["pandoc", "-f", "docx", "-t", "plain", "--wrap=none", docx])
    if result.returncode != 0 or result.stderr.strip():
        return lines(result.stderr) or [f"exit code {result.returncode}"]
    return lost_words("".join(reading_text(docx)), result.stdout)


def turned(text: str) -> str:
    """The text with lam and alef in one order: of a ligature of both, pdftotext gives them in the other."""
    return re.sub("ل([اآأإ])", "\\1ل", text)


def words_shown(pdf: Path) -> str:
    """The text of the pages as two programs read it.

    pdftotext divides words beside a mark that stands above its line. MuPDF 1.21 does not, and gives words from right to
    left as they stand from left to right.
    """
    places = run(["mutool", "draw", "-q", "-F", "txt", pdf]).stdout
    turned_round = "\n".join(line[::-1] for line in places.splitlines())
    return run(["pdftotext", pdf, "-"]).stdout + "\n" + turned_round


# LibreOffice sees the fonts that the styles name, as on a machine where they are installed.
FONTS = Path(__file__).resolve().parents[2] / "fonts"
FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include><dir>{fonts}</dir></fontconfig>
"""


def libreoffice(files: list[Path], folder: Path, with_fonts: bool = True) -> dict[Path, list[str]]:
    """LibreOffice opens them all, in one process and with a profile of its own, and loses no word. With other fonts than they
    name it may divide words; what is in doubt then is whether it ends."""
    if not files:
        # It would wait for one.
        return {}
    with tempfile.TemporaryDirectory() as profile:
        settings = f"-env:UserInstallation=file://{profile}"
        environment = dict(os.environ)
        if with_fonts:
            fontconfig = Path(profile) / "fonts.conf"
            fontconfig.write_text(FONTCONFIG.format(fonts=FONTS))
            environment["FONTCONFIG_FILE"] = str(fontconfig)
        result = run(["soffice", settings, "--headless", "--convert-to", "pdf", "--outdir", folder, *files], env=environment)
    problems = {}
    for docx in files:
        pdf = folder / docx.with_suffix(".pdf").name
        if pdf.exists() and not with_fonts:
            problems[docx] = []
        elif pdf.exists():
            found = words_shown(pdf)
            problems[docx] = lost_words(turned("".join(reading_text(docx))), turned(found))
        else:
            problems[docx] = ["not converted", *lines(result.stderr)]
    return problems
