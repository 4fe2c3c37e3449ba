"""The words of a brief, as its outputs must have them."""

import re
import tomllib
import unicodedata
from pathlib import Path

# Fields whose values are no words that are shown as they are typed.
NO_WORDS = {
    "after", "country", "due", "emblem", "file", "format", "funders", "id", "implementers", "kind", "keywords",
    "language", "logo", "obstacles", "organisation", "organisers", "partners", "priority", "publisher", "question",
    "rights", "sections", "status", "url",
}  # fmt: skip
# How many words stand in a run, and how many of the runs must be found.
RUN = 4
LEAST = 0.99


def without_passages(text: str) -> str:
    """The words without the marks of passages, `[words]{lang=kk}`."""
    return re.sub(r"\[([^\[\]]*)\]\{lang=[^}]*\}", r"\1", text)


def without_markup(text: str) -> str:
    """The words without the marks of passages, links, emphasis and lists; escapes undone."""
    text = without_passages(text)
    text = re.sub(r"(?<!\\)\[([^\[\]^]*)\](\([^)]*\))?", r"\1", text)
    # A note, and an item of a list, is a paragraph of its own.
    text = re.sub(r"(?m)^\[\^[^\]]*\]:|^\s*(?:[-*]|\d+\.)\s+", "\n\n", text)
    text = re.sub(r"\[\^[^\]]*\]", "", text)
    text = re.sub(r"(?<![\\\w])[*_]+|(?<!\\)[*_]+(?!\w)", "", text)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def strings(value, key: str = "", without: frozenset[str] = frozenset()):
    """Every string of words in a table, without markup and without the fields named."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in NO_WORDS | without:
                yield from strings(inner, name, without)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, key, without)
    elif isinstance(value, str):
        yield from without_markup(value).split("\n\n")


def words(text: str) -> list[str]:
    """The words without what a line's end does to hyphens, in one form of capitals: a label may begin a sentence."""
    text = re.sub(r"\u00ad\s*", "", unicodedata.normalize("NFC", text))
    text = re.sub(r"(?<=\w)[\u2010\u2011-]\s*(?=\w)", "", text)
    return re.findall(r"\w+(?:[ʻʼ’‘'\u0300-\u036f\u064b-\u0655\u200c]\w*)*", text.casefold())


def without_feet(text: str) -> str:
    """The text of pages without their last lines, the running title and the number of the page."""
    pages = [[line for line in page.splitlines() if line.strip()] for page in text.split("\f")]
    return "\n".join(line for page in pages for line in page[:-2])


def is_right_to_left(brief: Path) -> bool:
    """Whether the lines and columns of a brief run from right to left."""
    return tomllib.loads(brief.read_text(encoding="utf-8")).get("language") in ("fa", "prs", "fa-AF")


def lost_runs(brief: Path, text: str, without: frozenset[str] = frozenset()) -> list[str]:
    """Whether the runs of four words of a brief are found in `text`, as a list of problems; but for the fields named."""
    found = words(text)
    have = {tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1)}
    runs = [
        tuple(one[at : at + RUN])
        for string in strings(tomllib.loads(brief.read_text(encoding="utf-8")), without=without)
        for one in [words(string)]
        for at in range(len(one) - RUN + 1)
    ]
    lost = [" ".join(run) for run in runs if run not in have]
    if not runs or len(lost) <= (1 - LEAST) * len(runs):
        return []
    return [f"{len(lost)} of {len(runs)} runs of {RUN} words are lost: " + "; ".join(lost[:5])]
