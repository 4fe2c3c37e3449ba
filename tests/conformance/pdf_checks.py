"""What other programs say of our PDF files. Each check returns a list of problems, empty where all is well."""

import re
import tempfile
import tomllib
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import source_text
from command import lines, run
from docx_text import reading_text as docx_reading_text
from pdf_text import reading_text as pdf_reading_text
from words import first_difference, lost_words

DC = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def verapdf(command: list[str], flavours: dict[Path, list[str]]) -> dict[tuple[Path, str], list[str]]:
    """The verdicts on all files, each with all its flavours, from one Java virtual machine."""
    asked = [(path, flavour) for path, names in flavours.items() for flavour in names]
    result = run(command, input="".join(f"{flavour}\t{path}\n" for path, flavour in asked))
    verdicts: dict[tuple[Path, str], list[str]] = {}
    for line in result.stdout.splitlines():
        if line.startswith("\t"):
            verdicts[current].append(line.strip())
        else:
            verdict, flavour, path = line.split("\t")
            current = (Path(path), flavour)
            verdicts[current] = [] if verdict == "PASS" else ["fails"]
    silent = ["veraPDF said nothing of this file", *lines(result.stderr[-2000:])]
    return {question: verdicts.get(question, silent) for question in asked}


def qpdf(pdf: Path) -> list[str]:
    result = run(["qpdf", "--check", pdf])
    return [] if result.returncode == 0 else lines(result.stdout + result.stderr)


def mutool(pdf: Path) -> list[str]:
    """Every page can be drawn without a complaint."""
    result = run(["mutool", "draw", "-q", "-N", "-r", "36", "-o", "/dev/null", "-F", "pgm", pdf])
    return [] if result.returncode == 0 and not result.stderr.strip() else lines(result.stderr) or ["cannot be drawn"]


def metadata_titles(pdf: Path) -> list[str | None]:
    """The titles in the XMP metadata, one for each language (ISO 16684-1)."""
    metadata = ElementTree.fromstring(run(["pdfinfo", "-meta", pdf]).stdout.strip())
    return [item.text for item in metadata.iterfind(f".//{DC}title//{RDF}li")]


def information(pdf: Path, brief: Path, version: str) -> list[str]:
    """The properties of the file, and its title: in the metadata alone, as PDF 2.0 has it, or the same in both."""
    result = run(["pdfinfo", pdf])
    said = {key: value.strip() for key, _, value in (line.partition(":") for line in result.stdout.splitlines())}
    title = tomllib.loads(brief.read_text(encoding="utf-8"))["title"]
    if isinstance(title, dict):  # A translation.
        title = title["target"]
    title = unicodedata.normalize("NFC", source_text.without_passages(title))
    expected = {
        "Tagged": "yes",
        "Suspects": "no",
        "JavaScript": "no",
        "Encrypted": "no",
        "Metadata Stream": "yes",
        "PDF version": version,
    }
    problems = lines(result.stderr)
    titles = [*metadata_titles(pdf), *([said["Title"]] if "Title" in said else [])]
    if set(titles) != {title}:
        problems.append(f"titles {titles} instead of {title!r}")
    for key, value in expected.items():
        if said.get(key) != value:
            problems.append(f"{key}: {said.get(key)!r} instead of {value!r}")
    return problems


def fonts(pdf: Path) -> list[str]:
    """All fonts are embedded subsets with a map to Unicode."""
    result = run(["pdffonts", pdf])
    rows = result.stdout.splitlines()[2:]
    wrong = [row for row in rows if row.split()[-5:-2] != ["yes", "yes", "yes"]]
    return lines(result.stderr) + wrong + ([] if rows else ["no font"])


def attachment(pdf: Path, brief: Path) -> list[str]:
    """The brief is attached, a translation with its original, byte for byte, and nothing else is."""
    original = tomllib.loads(brief.read_text(encoding="utf-8")).get("original")
    expected = {brief.name: brief} | ({original: brief.parent / original} if original else {})
    with tempfile.TemporaryDirectory() as folder:
        result = run(["pdfdetach", "-saveall", "-o", folder, pdf])
        files = {path.name: path for path in Path(folder).iterdir()}
        if result.returncode != 0 or set(files) != set(expected):
            return [f"attached are {sorted(files)} instead of {sorted(expected)}", *lines(result.stderr)]
        other = [name for name, path in files.items() if path.read_bytes() != expected[name].read_bytes()]
        return [f"{name} is not what was attached" for name in other]


def same_text(pdf: Path, docx: Path) -> list[str]:
    """PDF and DOCX read the same: the body and the notes, each in reading order."""
    names = (pdf.suffix, docx.suffix)
    pairs = zip(pdf_reading_text(pdf), docx_reading_text(docx))
    return [problem for ours, theirs in pairs for problem in first_difference(ours, theirs, names)]


# What is set in tables. pdftotext, which looks at places alone, takes columns as they are read from left to right; where
# they are read from right to left, it gives the first line of each cell, then the other lines.
IN_TABLES = frozenset({"table", "action"})


def source_words(pdf: Path, brief: Path) -> list[str]:
    """A program that reads the pages and not the tags finds the words of the brief, in their order."""
    pages = run(["pdftotext", pdf, "-"]).stdout
    without = IN_TABLES if source_text.is_right_to_left(brief) else frozenset()
    return source_text.lost_runs(brief, source_text.without_feet(pages), without)


def tagged_words(pdf: Path, brief: Path) -> list[str]:
    """A program that reads the tags finds the words of the brief, in their order, those of tables too."""
    return source_text.lost_runs(brief, "\n".join(pdf_reading_text(pdf)))


def words_on_pages(pdf: Path, docx: Path) -> list[str]:
    """A program that reads the pages and not the tags finds every whole word, once soft hyphens are undone.

    A division that is not in the text is a soft hyphen, whatever the program makes of it (ISO 32000-1, 14.8.2.2.3).
    """
    pages = run(["pdftotext", pdf, "-"]).stdout
    # The second half of a word may stand on the next page, behind the foot of this one.
    found = re.sub(r"\u00ad\s*", "", pages + source_text.without_feet(pages))
    return lost_words("".join(docx_reading_text(docx)), found)
