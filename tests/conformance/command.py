"""Running the foreign programs."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count

# Seconds after which a program that judges one set of files counts as hanging.
PATIENCE = 600


def run(command: list, text: bool = True, **options) -> subprocess.CompletedProcess:
    """Runs to the end, whatever the exit code; a program that hangs has the exit code None."""
    arguments = [str(argument) for argument in command]
    try:
        return subprocess.run(arguments, capture_output=True, text=text, timeout=PATIENCE, **options)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(arguments, None, "", f"no answer in {PATIENCE} s")


def for_each(function, items: list) -> list:
    """The results of `function` for all items, in their order, on all processors."""
    with ThreadPoolExecutor(cpu_count()) as pool:
        return list(pool.map(function, items))


def lines(text: str, most: int = 8) -> list[str]:
    """The lines that say something, and how many more there were."""
    said = [line.rstrip() for line in text.splitlines() if line.strip()]
    return said[:most] + ([f"… and {len(said) - most} more"] if len(said) > most else [])
