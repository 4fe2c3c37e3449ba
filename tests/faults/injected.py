"""Faults in the calls of the system, one at a time: strace lets the n-th call of a kind fail, or sends a signal at it."""

import os
import re
import signal
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from disturbed import TEMPORARY, Ended, Place, is_done, run, wrong_state

# What may go wrong in a call of each kind. To open a file that is there, and to create one, are two of them; to look at a
# file by its name, and at one that is open, are two as well.
ERRORS = {
    "openat": ["EIO", "EACCES", "EMFILE", "ENOENT", "ELOOP", "EINTR"],
    "openat, removing": ["EACCES", "EMFILE", "EIO"],
    "openat, creating": ["ENOSPC", "EROFS", "EACCES", "EMFILE", "EDQUOT", "EIO", "EINTR"],
    "read": ["EIO", "EINTR"],
    "pread64": ["EIO", "EINTR"],
    "getdents64": ["EIO", "ENOENT"],
    "getdents64, removing": ["EIO", "ENOENT"],
    "statx": ["EIO", "EACCES", "ENOENT"],
    # A file that is open does not vanish.
    "statx, open": ["EIO"],
    "newfstatat": ["EIO", "EACCES", "ENOENT"],
    "fstat": ["EIO"],
    "lstat": ["EIO"],
    "readlink": ["EIO", "EACCES"],
    "readlinkat": ["EIO", "EACCES"],
    "lseek": ["EIO"],
    "write": ["ENOSPC", "EIO", "EDQUOT", "EFBIG", "EINTR"],
    "copy_file_range": ["ENOSPC", "EIO"],
    "sendfile": ["ENOSPC", "EIO"],
    "fsync": ["EIO", "ENOSPC", "EDQUOT", "EINTR"],
    "ftruncate": ["EIO"],
    # What was written is on the disk before it is closed. Where a folder that was read cannot be closed, which no
    # system does, the library of Rust ends the process.
    "close": [],
    "mkdir": ["ENOSPC", "EROFS", "EACCES", "EIO", "EDQUOT"],
    "rename": ["EIO", "EACCES", "ENOSPC", "EXDEV", "EBUSY", "EROFS"],
    "renameat": ["EIO", "EACCES", "ENOSPC", "EXDEV", "EBUSY", "EROFS"],
    "renameat2": ["EIO", "EACCES", "ENOSPC", "EXDEV", "EROFS"],
    "link": ["EIO", "EPERM", "EMLINK", "ENOSPC"],
    "linkat": ["EIO", "EPERM", "EMLINK", "ENOSPC"],
    "unlink": ["EACCES", "EIO"],
    "unlinkat": ["EACCES", "EIO"],
    "rmdir": ["EACCES"],
    "utimensat": ["EIO", "EPERM"],
    "chmod": ["EPERM", "EIO"],
    "fchmod": ["EPERM", "EIO"],
    "flock": ["EIO", "EOPNOTSUPP"],
    "fcntl": ["EIO"],
}
# These stay as they are once they have come: a disk that is full, a folder that is read-only. (Not where files are
# created: strace would let those fail, too, that are there.)
LASTING = {"ENOSPC", "EROFS", "EDQUOT"}
SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP", "SIGKILL", "SIGPIPE"]
# Calls that take away what is not needed any more: where they fail, something may stay. By `fcntl`, and by opening it as no
# other folder is opened, the library of Rust looks into a folder that it removes, and lists it.
REMOVING = {"unlink", "unlinkat", "rmdir", "fcntl", "openat, removing", "getdents64, removing"}
# A call that is repeated when it was interrupted: nothing happens at all.
REPEATED = {"EINTR"}


@dataclass(frozen=True)
class Fault:
    """What goes wrong in a call: an error or a signal, at the n-th one of its kind."""

    call: str
    number: int
    what: str
    lasting: bool = False

    def __str__(self) -> str:
        return f"{self.call}:{self.what}:{self.number}{'+' if self.lasting else ''}"

    def name(self) -> str:
        """The name of the call."""
        return self.call.split(",")[0]

    def is_signal(self) -> bool:
        return self.what.startswith("SIG")

    def injection(self) -> str:
        kind = "signal" if self.is_signal() else "error"
        return f"inject={self.name()}:{kind}={self.what}:when={self.number}{'+' if self.lasting else ''}"

    def command(self, strace: str) -> list[str]:
        """The beginning of a command in which it happens."""
        return [strace, "-f", "-qq", "-o", "/dev/null", "-e", f"trace={self.name()}", "-e", self.injection()]


def calls(strace: str, place: Place) -> dict[str, list[int]]:
    """The numbers of the calls of each kind that have to do with files of the job, as its threads count them."""
    with place.fresh() as work:
        log = work.parent / "log"
        ended = run([*watched(strace, log, ERRORS), place.made.briefgen, *place.job.arguments], work)
        if ended.code != place.job.code:
            raise SystemExit(f"{place.job.name} under strace: exit code {ended.code}\n{ended.stderr}")
        return counted(log, work)


def watched(strace: str, log: Path, names: Iterable[str]) -> list:
    """The beginning of a command that writes down all calls with these names."""
    trace = ",".join("?" + name for name in names if "," not in name)
    return [strace, "-f", "-y", "-o", log, "-e", f"trace={trace}"]


def counted(log: Path, work: Path, wherever: Iterable[str] = ()) -> dict[str, list[int]]:
    """The numbers of the calls that have to do with files below the folder of `work` or with standard output, and of all
    calls of the kinds `wherever`, each thread counting its own."""
    own = str(work.parent)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    found: dict[str, set[int]] = defaultdict(set)
    for line in log.read_text(errors="replace").splitlines():
        call = re.match(r"(\d+) +(\w+)\((.*)", line)
        if call is None or "<unfinished" not in line and ")" not in line:
            continue
        thread, name, rest = call.groups()
        counts[thread, name] += 1
        # A path of the job, or one from its folder; not the folder alone, from which all paths are seen. Or standard output.
        rest = re.sub(r"AT_FDCWD<[^>]*>", "AT_FDCWD", rest)
        if name not in wherever and own not in rest and not re.match(r'(AT_FDCWD, )?"(?!/)|1<', rest):
            continue
        found[name + kind_of(name, rest)].add(counts[thread, name])
    return {name: sorted(numbers) for name, numbers in found.items()}


def kind_of(name: str, arguments: str) -> str:
    """What the name of a call alone does not say of it."""
    if "O_CREAT" in arguments:
        return ", creating"
    # No folder under a temporary name is listed but to remove it.
    is_listed = name == "getdents64" and TEMPORARY in arguments
    if is_listed or name == "openat" and "O_DIRECTORY" in arguments and "O_NOFOLLOW" in arguments:
        return ", removing"
    return ", open" if name == "statx" and "AT_EMPTY_PATH" in arguments else ""


def faults(found: dict[str, list[int]], errors: dict[str, list[str]] = ERRORS) -> list[Fault]:
    every = []
    for call, numbers in sorted(found.items()):
        for number in numbers:
            every += [Fault(call, number, error) for error in errors[call]]
            every += [Fault(call, number, error, True) for error in errors[call] if error in LASTING and "," not in call]
            every += [Fault(call, number, name) for name in SIGNALS]
    return every


def judge(strace: str, place: Place, fault: Fault) -> tuple[str, list[str]]:
    """Runs the job with a fault in it; how that ended, and what is wrong with it."""
    job = place.job
    with place.fresh() as work:
        ended = run([*fault.command(strace), place.made.briefgen, *job.arguments], work)
        problems = problems_of(place, fault, ended)
        if fault.what == "SIGKILL" and not problems and ended.code != 0:
            # The next run finds what the first has left.
            again = run([place.made.briefgen, *job.arguments], work)
            problems = after_a_kill(place, ended, again)
    verdict = "as ever" if ended.code == job.code and is_done(place, ended) else f"code {ended.code}"
    said = [line for line in ended.stderr.splitlines() if not line.startswith(("warning", " = help: `briefgen check"))]
    return verdict, [*problems, *(["  | " + line for line in said[:6]] if problems else [])]


def after_a_kill(place: Place, killed: Ended, again: Ended) -> list[str]:
    if place.job.name == "new" and "first.toml" in killed.files:
        return [] if again.code == 2 else [f"again after SIGKILL: exit code {again.code}, not 2"]
    if is_done(place, killed) or place.job.name.startswith("archive"):
        # Editions and records of what was done may differ from those of a first run.
        return [] if again.code == place.job.code else [f"again after SIGKILL: exit code {again.code}"]
    if again.code != place.job.code or not is_done(place, again):
        return [f"again after SIGKILL: exit code {again.code}", *wrong_state(place, again, leftovers=True)]
    return []


def problems_of(place: Place, fault: Fault, ended: Ended) -> list[str]:
    job = place.job
    if ended.code is None:
        return ["hangs"]
    killed = fault.what == "SIGKILL"
    if fault.is_signal() and ended.code == 3 and "interrupted" not in ended.stderr:
        # It came to two threads, and the second ends the process at once.
        killed = True
    if ended.code == 127 and "shared libraries" in ended.stderr:
        return []  # It came before the program itself began.
    if fault.what == "SIGPIPE" and ended.code == -signal.SIGPIPE and ended.files == place.before:
        # It came before the program itself began.
        return []
    removing = fault.call in REMOVING and not fault.is_signal()
    if fault.what == "ENOENT" and ended.code in (job.code, 1):
        # What has vanished before it was looked at was not there: a house style, or a brief of which another file tells.
        return []
    problems = wrong_state(place, ended, leftovers=killed or removing)
    if killed:
        # One of two may have its new content: the next run makes both.
        return [problem for problem in problems if not problem.startswith("one without")]
    if "panicked" in ended.stderr or "RUST_BACKTRACE" in ended.stderr:
        problems.append("panics")
    done = is_done(place, ended) or removing and not problems
    if ended.code == job.code:
        if not done:
            problems.append("says that it is done, and it is not")
        if job.prints and not fault.is_signal() and ended.stdout != place.clean.stdout:
            problems.append("says that it is done, and has printed another thing")
        return problems
    # The standard library opens a file again, but not a folder, whose listing then fails as by any error.
    is_repeated = fault.what in REPEATED and fault.call != "openat"
    if is_repeated or fault.what == "SIGPIPE":
        return [*problems, f"exit code {ended.code} where nothing is wrong"]
    if fault.is_signal():
        by_signal = -getattr(signal, fault.what).value
        # strace ends as what it watches does.
        if ended.code not in (3, by_signal, 128 - by_signal):
            problems.append(f"exit code {ended.code}")
        return problems
    if fault.lasting and fault.call == "write":
        # What there is to say cannot be written either.
        return problems
    vanished = fault.what == "ENOENT"
    if ended.code == 1 and "cannot be read: " in ended.stderr:
        # A file that the brief names, said at its line.
        return problems
    if ended.code != 3 and not (ended.code in job.refusals or vanished and ended.code in (1, 2)):
        problems.append(f"exit code {ended.code}, not 3")
    reasons = [os.strerror(number_of(fault.what)), "changed while it was read"]
    if fault.call == "statx":
        # Where a folder is there, and cannot be looked at, the library of Rust gives the reason why it was not made;
        # and what could not be looked at may turn out not to be there.
        reasons += ["File exists", "No such file or directory"]
    if not any(reason in ended.stderr for reason in reasons) and not vanished and ended.code == 3:
        problems.append("does not give the reason")
    if not names_a_file(place, ended):
        problems.append("does not name the file")
    return problems


def number_of(name: str) -> int:
    import errno

    return getattr(errno, name)


def names_a_file(place: Place, ended: Ended) -> bool:
    names = {Path(name).name for name in {*place.before, *place.clean.files}}
    named = {*names, "standard output", "--> .", str(place.folder)}
    return any(name in ended.stderr for name in named)
