"""A run that a fault disturbs, and what it must have left."""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from jobs import TEMPORARY, Job, Made

# Seconds after which a run counts as hanging.
PATIENCE = 60


@dataclass
class Ended:
    """How a run ended, and what was in its folder then."""

    code: int | None
    stdout: str
    stderr: str
    files: dict[str, bytes | str]


class Place:
    """Folders in which a job runs, each like the others."""

    def __init__(self, job: Job, made: Made, folder: Path):
        self.job, self.made, self.folder = job, made, folder
        self.template = folder / "before"
        self.template.mkdir(parents=True)
        job.prepare(made, self.template)
        self.before = files(self.template)
        with self.fresh() as work:
            self.clean = run([made.briefgen, *job.arguments], work)
        if self.clean.code != job.code:
            raise SystemExit(f"{job.name}: exit code {self.clean.code}\n{self.clean.stderr}")

    def fresh(self) -> "Fresh":
        return Fresh(self.template, self.folder)


class Fresh:
    """A copy of a folder, for a moment."""

    def __init__(self, template: Path, parent: Path):
        self.template, self.parent = template, parent

    def __enter__(self) -> Path:
        self.folder = Path(tempfile.mkdtemp(prefix="run-", dir=self.parent))
        work = self.folder / "work"
        shutil.copytree(self.template, work, symlinks=True)
        (self.folder / "tmp").mkdir()
        return work

    def __exit__(self, *_) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def environment(work: Path) -> dict[str, str]:
    # No git: that it is asked is no matter of these tests.
    return {"PATH": "", "LC_ALL": "C.UTF-8", "TMPDIR": str(work.parent / "tmp"), "NO_COLOR": "1"}


def run(command: list, work: Path, **options) -> Ended:
    """Runs a command in a folder; one that hangs has the exit code None."""
    command = [str(word) for word in command]
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    try:
        done = subprocess.run(command, cwd=work, env=environment(work), timeout=PATIENCE, **options)
        said = [(stream or b"").decode(errors="replace") for stream in (done.stdout, done.stderr)]
        return Ended(done.returncode, *said, files(work))
    except subprocess.TimeoutExpired:
        return Ended(None, "", f"no end in {PATIENCE} s", files(work))


def files(folder: Path) -> dict[str, bytes | str]:
    """The content of all files by their paths; where a link leads; all folders, with nothing."""
    found: dict[str, bytes | str] = {}
    for parent, folders, names in os.walk(folder):
        for name in folders + names:
            path = Path(parent) / name
            place = str(path.relative_to(folder))
            if path.is_symlink():
                found[place] = "→ " + os.readlink(path)
            elif path.is_dir():
                found[place] = "folder"
            elif path.is_file():
                found[place] = path.read_bytes()
            else:
                found[place] = "special"
    return found


def is_temporary(place: str) -> bool:
    return any(part.startswith(TEMPORARY) and part.endswith(".tmp") for part in place.split("/"))


def wrong_state(place: Place, ended: Ended, leftovers: bool) -> list[str]:
    """What is wrong with what a run has left: a file torn, lost or left over, or one without the other."""
    before, clean = place.before, place.clean.files
    # A folder that cannot be looked into is named with 3: the rest is done without it too.
    is_named = ended.code in place.job.refusals or ended.code == 3 and "look for packages in this folder" in ended.stderr
    if place.job.names_what_is_left_out and is_named:
        return [f"left over: {name}" for name in ended.files if is_temporary(name) and not leftovers]
    problems = []
    for name in sorted({*before, *clean, *ended.files}):
        state = ended.files.get(name)
        if state in (before.get(name), clean.get(name)) or state == "folder" and clean.get(name) == "folder":
            continue
        if is_temporary(name):
            if not leftovers:
                problems.append(f"left over: {name}")
        elif state is None:
            problems.append(f"lost: {name}")
        else:
            problems.append(f"neither as before nor as it should be: {name}")
    for one, other in partners(place):
        states = [is_new(place, ended, name) for name in (one, other)]
        said = Path(one).name in ended.stderr and Path(other).name in ended.stderr
        if states[0] != states[1] and not said:
            problems.append(f"one without the other: {one}, {other}")
    if len(packages_torn(place, ended)):
        problems.append(f"a package in part: {packages_torn(place, ended)}")
    return problems


def packages_torn(place: Place, ended: Ended) -> list[str]:
    """Packages that are there in part."""
    torn = []
    for name, content in place.clean.files.items():
        if content == "folder" and name not in place.before and name + "/bagit.txt" in place.clean.files:
            parts = {path for path in place.clean.files if path.startswith(name + "/")}
            there = {path for path in ended.files if path.startswith(name + "/")}
            if there and there != parts:
                torn.append(name)
    return torn


def is_new(place: Place, ended: Ended, name: str) -> bool:
    return ended.files.get(name) == place.clean.files.get(name)


def partners(place: Place) -> list[tuple[str, str]]:
    """The files that change together."""
    changed = [name for name, content in place.clean.files.items() if place.before.get(name) != content]
    pairs = []
    for name in changed:
        for one, other in zip(place.job.together, place.job.together[1:]):
            if name.endswith(one) and (partner := name.removesuffix(one) + other) in changed:
                pairs.append((name, partner))
    return pairs


def is_done(place: Place, ended: Ended) -> bool:
    visible = {name: content for name, content in ended.files.items() if not is_temporary(name)}
    return visible == place.clean.files
