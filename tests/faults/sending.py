"""Faults while messages are sent: nobody gets one twice, and whoever has not got one for sure is named.

The server is on the loopback and takes every message. Each fault is followed by an undisturbed run of the same command."""

import shutil
import socketserver
import threading
from pathlib import Path

from disturbed import Ended, Fresh, run
from injected import ERRORS, LASTING, Fault, counted, faults, watched
from jobs import Made, with_recipients

NAME = "mail --send"
ADDRESSES = ["one@donor.example", "two@donor.example"]
# What may go wrong with a connection.
CONNECTION = {
    "socket": ["EMFILE", "ENOBUFS"],
    "connect": ["ECONNREFUSED", "ENETUNREACH", "ETIMEDOUT"],
    "poll": ["EINTR", "ENOMEM"],
    "getsockopt": ["ENOBUFS"],
    "setsockopt": ["ENOBUFS"],
    "sendto": ["EPIPE", "ECONNRESET", "ENOBUFS", "EINTR"],
    "recvfrom": ["ECONNRESET", "EAGAIN", "EIO", "EINTR"],
    "shutdown": ["ENOTCONN"],
}


class Office(socketserver.ThreadingTCPServer):
    """A server that takes every message, and remembers for whom it took one."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: list[str] = []

    def __enter__(self) -> "Office":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self.shutdown()
        self.server_close()

    def arguments(self) -> list[str]:
        url = f"smtp://127.0.0.1:{self.server_address[1]}"
        return ["mail", "brief.toml", "--to", "recipients.toml", "--send", url, "--insecure", "--timeout", "5"]


class Conversation(socketserver.StreamRequestHandler):
    """RFC 5321, as far as a sender needs it."""

    def handle(self) -> None:
        try:
            self.talk()
        except OSError:
            pass  # The other side has gone.

    def talk(self) -> None:
        self.say("220 office.example ESMTP")
        recipients: list[str] = []
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"RCPT":
                recipients.append(line.decode().split("<")[1].split(">")[0])
            elif verb == b"DATA":
                self.say("354 go ahead")
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    pass
                if not line:
                    return
                self.server.taken += recipients
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            if verb in (b"MAIL", b"RSET"):
                recipients = []
            self.say("250 yes")

    def say(self, answer: str) -> None:
        self.wfile.write(answer.encode() + b"\r\n")


class Sending:
    """The folder from which messages are sent."""

    def __init__(self, made: Made, folder: Path):
        self.made, self.folder = made, folder
        self.template = folder / "before"
        self.template.mkdir(parents=True)
        with_recipients(made, self.template)
        # The drafts of an earlier day are not what is looked at here.
        shutil.rmtree(self.template / "brief-mail")

    def fresh(self) -> Fresh:
        return Fresh(self.template, self.folder)

    def faults(self, strace: str) -> tuple[int, list[Fault]]:
        """How many calls of the system there are, and what may go wrong in them."""
        errors = {**ERRORS, **CONNECTION}
        with self.fresh() as work, Office() as office:
            log = work.parent / "log"
            ended = run([*watched(strace, log, errors), self.made.briefgen, *office.arguments()], work)
            if ended.code != 0 or sorted(office.taken) != ADDRESSES:
                raise SystemExit(f"{NAME} under strace: exit code {ended.code}\n{ended.stderr}")
            found = counted(log, work, CONNECTION)
        return sum(map(len, found.values())), faults(found, errors)

    def judge(self, strace: str, fault: Fault) -> tuple[str, list[str]]:
        """Sends with a fault, then without one; how the first ended, and what is wrong with both."""
        with self.fresh() as work, Office() as office:
            first = run([*fault.command(strace), self.made.briefgen, *office.arguments()], work)
            after_first = list(office.taken)
            again = run([self.made.briefgen, *office.arguments()], work)
            problems = [*problems_of(fault, first, after_first), *problems_of_both(again, office.taken)]
        return f"code {first.code}, {len(after_first)} sent", [*problems, *(said(first, again) if problems else [])]


def problems_of(fault: Fault, first: Ended, taken: list[str]) -> list[str]:
    if first.code is None:
        return ["hangs"]
    problems = []
    if "panicked" in first.stderr or "RUST_BACKTRACE" in first.stderr:
        problems.append("panics")
    if first.code == 0 and sorted(taken) != ADDRESSES:
        problems.append("says that it is done, and it is not")
    beforehand = first.code == 127 and "shared libraries" in first.stderr
    silent = fault.lasting and fault.call == "write" and fault.what in LASTING
    if first.code not in (0, 3) and not fault.is_signal() and not beforehand and "cannot be read: " not in first.stderr:
        vanished = fault.what == "ENOENT" and first.code in (1, 2)
        problems += [] if vanished else [f"exit code {first.code}, not 3"]
    if first.code == 3 and not first.stderr.strip() and not silent:
        problems.append("gives no reason")
    return problems


def problems_of_both(again: Ended, taken: list[str]) -> list[str]:
    problems = [f"{address} has it {taken.count(address)} times" for address in ADDRESSES if taken.count(address) > 1]
    in_doubt = [address for address in ADDRESSES if f"not known whether {address} has got" in again.stderr]
    lost = [address for address in ADDRESSES if address not in taken and address not in in_doubt]
    if lost:
        problems.append(f"neither sent nor named in the second run: {lost}")
    if again.code != (3 if in_doubt else 0):
        problems.append(f"the second run: exit code {again.code}")
    return problems


def said(first: Ended, again: Ended) -> list[str]:
    return [f"  | {line}" for line in [*first.stderr.splitlines()[:6], "again:", *again.stderr.splitlines()[:6]]]
