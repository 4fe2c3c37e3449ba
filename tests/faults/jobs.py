"""The commands that are put to the test: what stands before, what is run, and what belongs together."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
# Names under which files are written before they have their own.
TEMPORARY = ".briefgen-"
BRIEF = """language  = "en"
title     = "Outcomes of the meeting on the basin"
published = 2026-05-04
summary   = "{summary}"

[meeting]
title = "Meeting on the basin"
date  = 2026-04-30

[[organisation]]
id   = "centre"
name = "Centre for the Basin"
logo = "figures/wordmark.png"

[project]
title   = "Basin"
funders = ["centre"]

[[recommendation]]
id   = "measure"
text = "Measure the water of every basin."

[[contact]]
name  = "Anna"
email = "anna@centre.example"

[[figure]]
id   = "logo"
file = "figures/wordmark.png"
alt  = "A word"
"""
HOUSE_STYLE = 'paper = "Letter"\n'
RECIPIENTS = """[[recipient]]
name = "One"
address = "one@donor.example"

[[recipient]]
name = "Two"
address = "two@donor.example"
"""


@dataclass
class Job:
    """A command in a folder of its own."""

    name: str
    arguments: list[str]
    # Makes what stands in the folder before the command runs.
    prepare: Callable[["Made", Path], None]
    # Endings of names that appear together or not at all, where what comes before is the same.
    together: tuple[str, ...] = ()
    # The code of a run that nothing disturbs.
    code: int = 0
    # Codes that are right where the system refuses to give what a command asks for, beside 3.
    refusals: frozenset[int] = field(default_factory=frozenset)
    # Where standard output is what the command makes.
    prints: bool = False
    # Whether what cannot be read is named, and the rest is done without it.
    names_what_is_left_out: bool = False


class Made:
    """What the program makes itself of what the jobs need, once."""

    def __init__(self, briefgen: Path, folder: Path):
        self.briefgen = briefgen
        self.folder = folder
        folder.mkdir(parents=True)
        self.write(folder, "The old summary.")
        (folder / "briefgen.toml").write_text(HOUSE_STYLE)
        self.run(folder, "translate", "brief.toml", "--to", "ru")
        translation = folder / "brief.ru.toml"
        text = translation.read_text().replace('target = ""', 'target = "Слово"', 2)
        translation.write_text(text)
        self.run(folder, "-q", "brief.toml", "--all-languages")
        edited = edit(folder / "brief.docx", "The old summary.", "The edited summary.")
        (folder / "edited.docx").write_bytes(edited)
        self.run(folder, "translate", "brief.ru.toml", "--xliff")
        xliff = folder / "brief.ru.xlf"
        filled = xliff.read_text().replace('state="initial"', 'state="translated"')
        (folder / "from.xlf").write_text(filled)
        (folder / "recipients.toml").write_text(RECIPIENTS)
        (folder / "minutes.txt").write_text("The minutes.\n")
        self.run(folder, "mail", "brief.toml", "--to", "recipients.toml")
        self.run(folder, "archive", "brief.toml", "--minutes", "minutes.txt")
        self.run(folder, "archive", "brief.toml", "--format", "zip", "-o", "zipped")

    def run(self, folder: Path, *arguments: str) -> None:
        done = subprocess.run([self.briefgen, *arguments], cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(arguments)}: exit code {done.returncode}\n{done.stderr}")

    def write(self, folder: Path, summary: str) -> None:
        (folder / "figures").mkdir(exist_ok=True)
        shutil.copy(REPOSITORY / "briefs/figures/wordmark.png", folder / "figures")
        (folder / "brief.toml").write_text(BRIEF.format(summary=summary))

    def copy(self, work: Path, *names: str) -> None:
        for name in names:
            source, target = self.folder / name, work / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                shutil.copy(source, target)

    def brief(self, work: Path, *names: str, summary: str = "The new summary.") -> None:
        """A brief that has changed since its outputs were made, in its house style."""
        self.write(work, summary)
        self.copy(work, "briefgen.toml", *names)


def edit(docx: Path, old: str, new: str) -> bytes:
    """The DOCX with other words, as another program saves it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(docx) as before, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/document.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            after.writestr(name, content)
    return packed.getvalue()


OUTPUTS = ["brief.pdf", "brief.docx", "brief.ru.pdf", "brief.ru.docx"]
ANSWERS = ["--meeting", "Meeting", "--date", "2026-04-30", "--place", "Astana, KZ", "--organiser", "A", "--language", "en"]
PAIR = (".pdf", ".docx")


def with_outputs(made: Made, work: Path) -> None:
    made.brief(work, "brief.ru.toml", *OUTPUTS)


def with_translation(made: Made, work: Path) -> None:
    made.brief(work, "brief.ru.toml", "brief.ru.xlf", "from.xlf")


def with_edits(made: Made, work: Path) -> None:
    made.brief(work, summary="The old summary.")
    made.copy(work, "edited.docx")
    (work / "edited.docx").rename(work / "brief.docx")


def with_recipients(made: Made, work: Path) -> None:
    made.brief(work, "recipients.toml", "brief-mail")


def with_package(made: Made, work: Path) -> None:
    made.brief(work, "brief.ru.toml", "minutes.txt", "brief-archive")


def packages(made: Made, work: Path) -> None:
    made.copy(work, "brief-archive", "zipped")
    (work / "index.html").write_text("earlier")


JOBS = [
    Job("new", ["new", "first.toml", *ANSWERS], lambda made, work: None),
    Job("outputs", ["brief.toml", "--all-languages"], with_outputs, PAIR),
    Job("outputs, first", ["brief.toml", "-o", "out"], lambda made, work: made.brief(work), PAIR),
    Job("check", ["check", "brief.toml", "--all-languages"], with_outputs),
    Job("translate", ["translate", "brief.toml", "--to", "ru,kk"], with_translation),
    Job("translate --xliff", ["translate", "brief.ru.toml", "--xliff"], with_translation),
    Job("translate --from-xliff", ["translate", "brief.toml", "--from-xliff", "from.xlf"], with_translation),
    Job("pull", ["pull", "brief.docx"], with_edits),
    Job("mail", ["mail", "brief.toml", "--to", "recipients.toml"], with_recipients, ("one@donor.example.eml", "two@donor.example.eml")),
    Job("mail, mbox", ["mail", "brief.toml", "--to", "recipients.toml", "--format", "mbox"], with_recipients),
    Job("mail, maildir", ["mail", "brief.toml", "--to", "recipients.toml", "--format", "maildir", "-o", "box"], with_recipients),
    Job("archive", ["archive", "brief.toml", "--minutes", "minutes.txt"], with_package),
    Job("archive, zip", ["archive", "brief.toml", "--format", "zip", "--minutes", "minutes.txt"], with_package),
    Job("archive, tar", ["archive", "brief.toml", "--format", "tar", "--minutes", "minutes.txt"], with_package),
    Job("archive --index", ["archive", "--index", "."], packages, ("index.html", "index.csv"), refusals=frozenset({1}), names_what_is_left_out=True),
    Job("verify", ["verify", "."], packages, refusals=frozenset({1})),
    Job("verify --remake", ["verify", "--remake", "brief-archive"], packages, refusals=frozenset({1})),
    Job("extract", ["extract", "brief.pdf", "-o", "found"], with_outputs, (".toml",)),
    Job("man", ["man", "pages"], lambda made, work: None),
    Job("schema", ["schema", "brief"], lambda made, work: None, prints=True),
    Job("completions", ["completions", "bash"], lambda made, work: None, prints=True),
    Job("pull --dry-run", ["pull", "--dry-run", "brief.docx"], with_edits, prints=True),
]
