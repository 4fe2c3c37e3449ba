"""What passed and what failed, by check."""

import os
from collections.abc import Callable

import command


class Report:
    """The verdicts; `absent` are the tools that are not there, each with the reason."""

    def __init__(self, absent: dict[str, str]):
        self.absent = absent
        self.checks: dict[str, list[tuple[str, list[str]]]] = {}
        self.left_out: dict[str, str] = {}

    def add(self, check: str, subject: str, problems: list[str]) -> None:
        self.checks.setdefault(check, []).append((subject, problems))

    def leaves_out(self, check: str, needs: list[str]) -> bool:
        """Whether a check cannot be made, since a tool that it needs is absent."""
        absent = [f"{tool}: {self.absent[tool]}" for tool in needs if tool in self.absent]
        if absent:
            self.left_out[check] = "; ".join(absent)
        return bool(absent)

    def each(self, check: str, needs: list[str], judge: Callable[..., list[str]], subjects: list[tuple]) -> None:
        """Judges all subjects, each the arguments of `judge`, by tools that it needs."""
        if self.leaves_out(check, needs):
            return

        def careful(subject: tuple) -> list[str]:
            try:
                return judge(*subject)
            except Exception as error:  # A file that a check cannot read has failed it.
                return [f"{type(error).__name__}: {error}"]

        self.checks.setdefault(check, [])
        for subject, problems in zip(subjects, command.for_each(careful, subjects)):
            self.add(check, "/".join(subject[0].parts[-2:]), problems)

    def print(self, needs_subjects: bool = True) -> bool:
        """Prints table, failures and sum; returns whether all is well. A check of nothing is a failure, where it needs
        subjects."""
        passed = failed = 0
        print(f"\n{'check':<34}{'passed':>8}{'failed':>8}")
        for check, verdicts in self.checks.items():
            if needs_subjects and not verdicts:
                verdicts.append(("nothing", ["there is nothing that was judged"]))
            bad = sum(bool(problems) for _, problems in verdicts)
            print(f"{check:<34}{len(verdicts) - bad:>8}{bad or '–':>8}")
            passed, failed = passed + len(verdicts) - bad, failed + bad
        for check, why in self.left_out.items():
            print(f"{check:<34}LEFT OUT: {why}")
        for check, verdicts in self.checks.items():
            for subject, problems in verdicts:
                if problems:
                    print(f"\nFAILED {check}: {subject}")
                    print("\n".join(f"    {problem}" for problem in problems))
        if self.left_out and os.environ.get("CI") == "true":
            print(f"\nCI=true: {len(self.left_out)} checks left out count as failures")
            failed += len(self.left_out)
        print(f"\n{passed} passed, {failed} failed")
        return failed == 0
