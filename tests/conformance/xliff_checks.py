"""What other programs make of our XLIFF files. Each check returns a list of problems, empty where all is well."""

import copy
import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

from command import lines, run

XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
# Prints the source and the target of every segment as the Translate Toolkit understands them.
SEGMENTS = """
import json, sys
from translate.storage import xliff2
units = xliff2.Xliff2File.parsefile(sys.argv[1]).units
print(json.dumps([[unit.source, unit.target] for unit in units]))
"""


def exported(briefgen: Path, brief: Path, folder: Path) -> tuple[Path, Path, list[str]]:
    """The brief in a folder of its own, its XLIFF file for a translation into Russian, and what went wrong."""
    home = folder / brief.stem
    shutil.copytree(brief.parent, home, dirs_exist_ok=True)
    brief = home / brief.name
    result = run([briefgen, "translate", brief, "--to", "ru", "--xliff", "--force"])
    return brief, brief.with_suffix(".ru.xlf"), [] if result.returncode == 0 else lines(result.stderr)


def translate_toolkit(python: list[str], brief: Path, briefgen: Path, folder: Path) -> list[str]:
    """The Translate Toolkit finds every segment, with the words that an XML parser finds in it."""
    _, xliff, problems = exported(briefgen, brief, folder)
    if problems:
        return problems
    result = run([*python, "-c", SEGMENTS, xliff])
    if result.returncode != 0:
        return lines(result.stderr)
    found = [[source, target or ""] for source, target in json.loads(result.stdout)]
    segments = ElementTree.parse(xliff).iter(XLIFF + "segment")
    expected = [[words(segment, "source"), words(segment, "target")] for segment in segments]
    if len(found) != len(expected):
        return [f"{len(found)} segments instead of {len(expected)}"]
    return [f"{ours} is read as {theirs}" for ours, theirs in zip(expected, found) if ours != theirs][:5]


def words(segment: ElementTree.Element, side: str) -> str:
    element = segment.find(XLIFF + side)
    return "" if element is None else "".join(element.itertext())


def there_and_back(brief: Path, briefgen: Path, folder: Path) -> list[str]:
    """Sources copied into targets by an XML program come back with all their markup."""
    brief, xliff, problems = exported(briefgen, brief, folder)
    if problems:
        return problems
    tree = ElementTree.parse(xliff)
    for part in [*tree.iter(XLIFF + "segment"), *tree.iter(XLIFF + "ignorable")]:
        for target in part.findall(XLIFF + "target"):
            part.remove(target)
        target = copy.deepcopy(part.find(XLIFF + "source"))
        target.tag = XLIFF + "target"
        part.append(target)
        part.set("state", "translated")
        if part.tag == XLIFF + "ignorable":
            del part.attrib["state"]
    tree.write(xliff, encoding="utf-8", xml_declaration=True)
    result = run([briefgen, "translate", brief, "--from-xliff", xliff])
    if result.returncode != 0 or "to be translated" in result.stdout or "markup-differs" in result.stderr:
        return lines(result.stdout + result.stderr)
    checked = run([briefgen, "check", brief.with_suffix(".ru.toml")])
    wrong = [code for code in ("untranslated", "outdated", "markup-differs", "error") if f"{code}[" in checked.stderr]
    return wrong or ([] if checked.returncode == 0 else lines(checked.stderr))
