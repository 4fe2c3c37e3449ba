"""Situations that need no strace: a disk that is really full, links, pipes and folders in the place of files, hard
names, many at once."""

import os
import resource
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from disturbed import Ended, Place, environment, files, is_done, run, wrong_state
from jobs import BRIEF, JOBS, Made, edit

SITUATIONS: list[Callable] = []


class Judge:
    """Runs in situations, counted, and what was wrong."""

    def __init__(self, made: Made, folder: Path, pool: ThreadPoolExecutor):
        self.made, self.folder, self.pool = made, folder, pool
        self.briefgen = made.briefgen
        self.count = 0
        self.problems: list[str] = []
        self.left_out: list[str] = []

    def place(self, name: str, folder: str | None = None) -> Place:
        """Where the job `name` runs."""
        job = next(job for job in JOBS if job.name == name)
        return Place(job, self.made, self.folder / (folder or name))

    def expect(self, what: str, holds: bool, ended: Ended | None = None) -> None:
        self.count += 1
        if not holds:
            said = f": exit code {ended.code}: {ended.stderr[:400]}" if ended else ""
            self.problems.append(what + said)

    def run(self, work: Path, *arguments, **options) -> Ended:
        return run([self.briefgen, *arguments], work, **options)

    def fresh(self, name: str) -> Path:
        work = self.folder / name / "work"
        work.mkdir(parents=True)
        (work.parent / "tmp").mkdir()
        return work

    def brief(self, name: str) -> Path:
        work = self.fresh(name)
        self.made.brief(work)
        return work


def situation(function: Callable) -> Callable:
    SITUATIONS.append(function)
    return function


def all_or_nothing(judge: Judge, place: Place, ended: Ended, what: str, reasons: list[str]) -> None:
    """The work is done, or it is not, says why, and all is as before."""
    problems = wrong_state(place, ended, leftovers=False)
    if ended.code == 0:
        judge.expect(f"{what}: {problems}", is_done(place, ended) and not problems, ended)
    else:
        reason = any(reason in ended.stderr for reason in reasons)
        judge.expect(f"{what}: {problems}", ended.code in (3, 1) and reason and not problems, ended)


@situation
def full_disk(judge: Judge) -> None:
    """A file system of 16 to 1024 KB that is full at some point."""
    for name in ["outputs", "translate", "pull", "mail", "archive", "archive, zip", "extract", "new"]:
        place = judge.place(name, f"full {name}")
        size = sum(len(content) for content in place.clean.files.values() if isinstance(content, bytes)) // 1024
        for part in [0.2, 0.5, 0.8, 0.9, 1.0, 1.2, 4]:
            mount = judge.folder / f"disk {name} {part}"
            mount.mkdir()
            options = f"size={int(size * part) + 16}k"
            if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", mount], capture_output=True).returncode:
                judge.left_out.append("full disks (no file system can be mounted here)")
                return
            try:
                work = mount / "work"
                try:
                    shutil.copytree(place.template, work)
                except OSError:
                    continue  # Not even what stands before has room.
                (mount / "tmp").mkdir()
                ended = judge.run(work, *place.job.arguments)
                all_or_nothing(judge, place, ended, f"full disk: {name}, {part}", ["No space left on device"])
            finally:
                subprocess.run(["umount", mount], check=True)


@situation
def largest_file(judge: Judge) -> None:
    """A limit on the size of files, which sends a signal with each write beyond it."""
    for name in ["outputs", "mail", "archive, zip", "archive", "extract"]:
        place = judge.place(name, f"limit {name}")
        for size in [0, 1000, 10_000, 40_000, 200_000]:
            limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))  # noqa: E731
            with place.fresh() as work:
                ended = judge.run(work, *place.job.arguments, preexec_fn=limit)
            all_or_nothing(judge, place, ended, f"file size {size}: {name}", ["File too large"])


@situation
def few_open_files(judge: Judge) -> None:
    for name in ["outputs", "mail", "archive", "pull", "verify"]:
        place = judge.place(name, f"open {name}")
        for most in range(6, 15):
            limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # noqa: E731
            with place.fresh() as work:
                ended = judge.run(work, *place.job.arguments, preexec_fn=limit)
            if ended.code == 127:
                continue  # Not even the program's libraries can be opened.
            all_or_nothing(judge, place, ended, f"{most} open files: {name}", ["Too many open files"])


@situation
def many_recipients(judge: Judge) -> None:
    """More drafts than files may be open."""
    work = judge.brief("many recipients")
    each = '[[recipient]]\nname = "Nr. {0}"\naddress = "nr{0}@donor.example"\n'
    (work / "recipients.toml").write_text("".join(each.format(number) for number in range(300)))
    limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))  # noqa: E731
    ended = judge.run(work, "mail", "brief.toml", "--to", "recipients.toml", preexec_fn=limit)
    drafts = [name for name in ended.files if name.endswith(".eml")]
    judge.expect("300 drafts, 64 open files", ended.code == 0 and len(drafts) == 300, ended)


@situation
def foreign_user(judge: Judge) -> None:
    """No permission to read, to write, or to look into a folder, as a user who is not root."""
    if os.geteuid() != 0:
        judge.left_out.append("another user's permissions (only root can be another user)")
        return
    for what, mode, target in [
        ("a folder that cannot be written to", 0o555, "."),
        ("a brief that cannot be read", 0o000, "brief.toml"),
        ("a house style that cannot be read", 0o000, "briefgen.toml"),
        ("an earlier DOCX that cannot be read", 0o000, "brief.docx"),
        ("a folder that cannot be listed", 0o311, "."),
    ]:
        place = judge.place("outputs", what)
        with place.fresh() as work:
            program = work.parent / "briefgen"
            shutil.copy(judge.briefgen, program)
            for path in [work, *work.rglob("*"), work.parent / "tmp"]:
                os.chown(path, 65534, 65534)
            for folder in [*work.parents][:6]:
                folder.chmod(folder.stat().st_mode | 0o011)
            (work / target).chmod(mode)
            ended = run([program, *place.job.arguments], work, user=65534, group=65534)
        all_or_nothing(judge, place, ended, what, ["Permission denied"])


@situation
def links(judge: Judge) -> None:
    """A link in the place of an output leads to where it is written."""
    work = judge.brief("links")
    (work / "shared").mkdir()
    (work / "brief.pdf").symlink_to("shared/final.pdf")
    (work / "brief.docx").symlink_to(work / "shared/final.docx")
    for turn in ["to nothing yet", "to a file"]:
        ended = judge.run(work, "brief.toml")
        whole = isinstance(ended.files.get("shared/final.pdf"), bytes) and isinstance(ended.files.get("shared/final.docx"), bytes)
        kept = ended.files["brief.pdf"] == "→ shared/final.pdf"
        judge.expect(f"a link {turn}", ended.code == 0 and whole and kept, ended)
        (work / "brief.toml").write_text(BRIEF.format(summary=turn))
    # The brief itself may be one.
    (work / "home").mkdir()
    (work / "brief.toml").rename(work / "home/real.toml")
    shutil.copytree(work / "figures", work / "home/figures")
    (work / "brief.toml").symlink_to("home/real.toml")
    ended = judge.run(work, "brief.toml")
    judge.expect("a brief that is a link", ended.code == 0, ended)
    for target in ["brief.toml", "/dev/null", "brief.pdf", "no-folder/brief.pdf"]:
        (work / "brief.pdf").unlink()
        (work / "brief.pdf").symlink_to(target)
        before = files(work)
        ended = judge.run(work, "brief.toml")
        judge.expect(f"a PDF that is a link to {target}", ended.code == 3 and ended.files == before, ended)
    judge.expect("/dev/null is as it was", stat.S_ISCHR(os.stat("/dev/null").st_mode))


@situation
def other_kinds(judge: Judge) -> None:
    """A folder, a pipe, a socket and a link to nowhere in the place of every file: no run waits for ever, and nothing is lost."""
    for name in ["outputs", "translate", "translate --xliff", "pull", "mail", "archive", "extract", "check"]:
        place = judge.place(name, f"kinds {name}")
        job = place.job
        subjects = {path for path, content in place.clean.files.items() if isinstance(content, bytes)}
        subjects = {path for path in subjects if not path.startswith("brief-archive")}
        named = {word for word in job.arguments if word in place.before}

        def one(subject: tuple[str, str]) -> tuple[str, bool, Ended]:
            path, kind = subject
            with place.fresh() as work:
                target = work / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.unlink(missing_ok=True)
                if kind == "folder":
                    target.mkdir()
                elif kind == "pipe":
                    os.mkfifo(target)
                else:
                    target.symlink_to("nowhere")
                before = files(work)
                ended = judge.run(work, *job.arguments)
                torn = [path for path, content in before.items() if ended.files.get(path) not in (content, place.clean.files.get(path))]
                left = [path for path in ended.files if ".briefgen-" in path]
                untouched = path in named and ended.code != 0 or ended.files[path] == before[path]
                return f"{name}: a {kind} in the place of {path}: {torn}{left}", ended.code in (0, 1, 2, 3) and not torn and not left and untouched, ended

        # A pipe that is named is read until its writer ends: that is asked for.
        kinds = [(path, kind) for path in sorted(subjects) for kind in ["folder", "pipe", "link to nowhere"] if kind != "pipe" or path not in named]
        for what, holds, ended in judge.pool.map(one, kinds):
            judge.expect(what, holds, ended)


@situation
def names(judge: Judge) -> None:
    """Names with spaces, quotes, line ends, bytes that are no text, a dash before, and as long as they can be."""
    hard = ["a b.toml", "it's \"it\".toml", "line\nend.toml", "-x.toml", "--help.toml", "Әсел.toml", "a.b.c.toml", ".toml", "$(id).toml", "*.toml", b"\xff\xfe.toml", b"e\xcc\x81.toml", "x" * 250 + ".toml", "brief"]
    for number, name in enumerate(hard):
        work = judge.brief(f"name {number}")
        path = os.path.join(os.fsencode(work), os.fsencode(name))
        os.rename(work / "brief.toml", path)
        for arguments in [["--"], ["check", "--"], ["archive", "-o", "kept", "--"], ["translate", "--to", "ru", "--"]]:
            ended = run([judge.briefgen, *arguments[:-1], "--", os.fsdecode(name)], work)
            # A name too long for a longer one is refused with the reason.
            refused = ended.code == 3 and "File name too long" in ended.stderr or ended.code in (1, 2) and ended.stderr
            left = [path for path in ended.files if ".briefgen-" in path]
            judge.expect(f"{arguments[0]} {name!r} {left}", (ended.code == 0 or bool(refused)) and not left, ended)
            if ended.code and arguments[0] in ("--", "check"):
                judge.expect(f"{arguments[0]} {name!r} is done", False, ended)


@situation
def deep_folder(judge: Judge) -> None:
    work = judge.fresh("deep")
    deep = work.joinpath(*["d" * 200] * 17)
    deep.mkdir(parents=True)
    judge.made.brief(deep)
    ended = run([judge.briefgen, deep / "brief.toml"], work)
    judge.expect("a path of 3,500 bytes", ended.code == 0, ended)


@situation
def read_only_output(judge: Judge) -> None:
    work = judge.brief("read-only")
    judge.run(work, "brief.toml")
    for name in ["brief.pdf", "brief.docx"]:
        (work / "brief.toml").write_text(BRIEF.format(summary=name))
        (work / name).chmod(0o444)
        before = files(work)
        ended = judge.run(work, "brief.toml")
        judge.expect(f"{name} is read-only", ended.code == 3 and "read-only" in ended.stderr and ended.files == before, ended)
        (work / name).chmod(0o600)
    ended = judge.run(work, "brief.toml")
    mode = (work / "brief.pdf").stat().st_mode & 0o777
    judge.expect("a private file stays private", ended.code == 0 and mode == 0o600, ended)
    with judge.place("pull").fresh() as work:
        (work / "brief.toml").chmod(0o600)
        ended = judge.run(work, "pull", "brief.docx")
        modes = {(work / name).stat().st_mode & 0o777 for name in ["brief.toml", "brief.toml.orig"]}
    judge.expect("a private brief and what is kept of it stay private", ended.code == 0 and modes == {0o600}, ended)


@situation
def closed_and_full_output(judge: Judge) -> None:
    """Standard output that nobody reads, and one that takes nothing."""
    work = judge.brief("output")
    for arguments in [["schema", "brief"], ["completions", "bash"], ["brief.toml"], ["check", "brief.toml"], ["--help"]]:
        read, write = os.pipe()
        os.close(read)
        ended = judge.run(work, *arguments, stdout=write)
        os.close(write)
        judge.expect(f"{arguments[0]} into a closed pipe", ended.code == 0 and "panick" not in ended.stderr, ended)
        with open("/dev/full", "w") as full:
            ended = judge.run(work, *arguments, stdout=full)
        told = ended.code == 3 and "No space left on device" in ended.stderr
        judge.expect(f"{arguments[0]} into a full disk", told, ended)
        with open("/dev/full", "w") as full:
            ended = judge.run(work, *arguments, stderr=full)
        judge.expect(f"{arguments[0]}, its messages into a full disk", ended.code == 0, ended)


@situation
def two_at_once(judge: Judge) -> None:
    """Several runs make the same files; each file is whole, and the last one's."""
    place = judge.place("outputs", "at once")
    for _ in range(5):
        with place.fresh() as work:
            command = [str(judge.briefgen), *place.job.arguments]
            runs = [subprocess.Popen(command, cwd=work, env=environment(work), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(4)]
            said = [run.communicate()[1] for run in runs]
            ended = Ended(max(run.returncode for run in runs), "", repr(said), files(work))
        judge.expect("four runs at once", ended.code == 0 and is_done(place, ended), ended)


@situation
def pulls_at_once(judge: Judge) -> None:
    """Of several pulls into one brief none undoes another: each is taken over, or says that it was not."""
    work = judge.fresh("pulls")
    judge.made.brief(work, summary="The old summary.")
    edits = {"one": ("The old summary.", "The summary of one."), "two": ("Measure the water of every basin.", "Measure it all.")}
    for name, (old, new) in edits.items():
        (work / f"{name}.docx").write_bytes(edit(judge.made.folder / "brief.docx", old, new))
    original = (work / "brief.toml").read_bytes()
    for _ in range(10):
        (work / "brief.toml").write_bytes(original)
        for kept in work.glob("*.orig*"):
            kept.unlink()
        runs = {name: subprocess.Popen([str(judge.briefgen), "pull", f"{name}.docx", "--brief", "brief.toml"], cwd=work, env=environment(work), stdout=subprocess.PIPE, stderr=subprocess.PIPE) for name in edits}
        said = {name: run.communicate() for name, run in runs.items()}
        text = (work / "brief.toml").read_text()
        kept = all((edits[name][1] in text) == (run.returncode == 0) for name, run in runs.items())
        codes = {name: run.returncode for name, run in runs.items()}
        judge.expect(f"two pulls at once: {codes} {said}", kept and set(codes.values()) <= {0, 3})


@situation
def brief_that_changes(judge: Judge) -> None:
    """A brief that changes while it is read gives outputs of one of its states, both of the same."""
    work = judge.brief("changes")
    texts = [BRIEF.format(summary=f"Summary number {number}. " * 40) for number in range(2)]
    whole = []
    for number, text in enumerate(texts):
        (work / "brief.toml").write_text(text)
        judge.run(work, "brief.toml", "--force", "-o", f"state-{number}")
        whole.append(tuple((work / f"state-{number}/brief.{end}").read_bytes() for end in ("pdf", "docx")))
    shutil.rmtree(work / "state-0")
    shutil.rmtree(work / "state-1")
    for turn in range(20):
        command = [str(judge.briefgen), "brief.toml", "--force"] if turn % 2 else [str(judge.briefgen), "archive", "brief.toml", "-o", f"kept-{turn}"]
        running = subprocess.Popen(command, cwd=work, env=environment(work), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        count = 0
        while running.poll() is None:
            fresh = work / "fresh"
            fresh.write_text(texts[count % 2])
            fresh.rename(work / "brief.toml")
            count += 1
            time.sleep(0.003)
        stderr = running.stderr.read().decode()
        if turn % 2:
            made = tuple((work / f"brief.{end}").read_bytes() for end in ("pdf", "docx"))
            judge.expect(f"a brief that changes, {turn}: {stderr}", running.returncode == 0 and made in whole)
        elif running.returncode == 0:
            ended = judge.run(work, "verify", "--remake", f"kept-{turn}/brief-archive")
            judge.expect("a package of a brief that changed", ended.code == 0, ended)
        else:
            left = list((work / f"kept-{turn}").iterdir())
            judge.expect(f"no package of a brief that changed: {stderr} {left}", running.returncode == 3 and ("changed while it was read" in stderr or "is another than" in stderr) and not left)


@situation
def hang_up(judge: Judge) -> None:
    """A process that was started to live on does so when its terminal ends."""
    place = judge.place("outputs", "hang-up")
    with place.fresh() as work:
        ignore = lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)  # noqa: E731
        running = subprocess.Popen([str(judge.briefgen), *place.job.arguments], cwd=work, env=environment(work), preexec_fn=ignore, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        while running.poll() is None:
            running.send_signal(signal.SIGHUP)
            time.sleep(0.001)
        ended = Ended(running.returncode, "", running.stderr.read().decode(), files(work))
    judge.expect("nohup", ended.code == 0 and is_done(place, ended), ended)


def judge_all(made: Made, folder: Path, pool: ThreadPoolExecutor) -> tuple[int, int, list[str]]:
    """The number of runs that were looked at, and of those that were wrong; what could not be looked at here."""
    folder.mkdir()
    count = failed = 0
    left_out = []
    for number, one in enumerate(SITUATIONS):
        own = folder / str(number)
        own.mkdir()
        judge = Judge(made, own, pool)
        one(judge)
        count, failed = count + judge.count, failed + len(judge.problems)
        left_out += judge.left_out
        print(f"{'FAILED' if judge.problems else 'ok':<8}{one.__name__.replace('_', ' '):<24}{judge.count:>5} runs", flush=True)
        for problem in judge.problems:
            print(f"    {problem}")
    return count, failed, left_out
