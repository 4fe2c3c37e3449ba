"""Writes briefs at the edges of what the key table allows, for the conformance checks."""

import math
import struct
import zlib
from pathlib import Path

# What every brief must have.
SMALLEST = """\
language = "en"
title = "{title}"
published = 2026-05-04

[meeting]
title = "Meeting on the commons"
date = 2026-04-30
"""

EVERY_KEY = """\
language = "en"
title = "Outcomes of the meeting on shared rivers"
subtitle = "What the basin can do before the next season"
published = 2026-05-04
publisher = "rec"
number = "12"
summary = '''
The meeting agreed on *three* things, the **first** of them at once.[^1]
It was [documented](https://example.org/minutes) and led to [one request](#share-data).

A second paragraph, with a list:

- one item
- another item

[^1]: Subject to the basin's rules.
'''
keywords = ["rivers", "co-operation"]
rights = "CC BY 4.0"
sections = ["recommendations", "questions", "practices", "obstacles"]

[meeting]
title = "Regional meeting on shared rivers"
date = { start = 2026-04-29, end = 2026-04-30 }
city = "Bishkek"
country = "KG"
venue = "House of the Basin"
format = "hybrid"
organisers = ["rec"]
participants = ["ministries of water", "farmers' unions", "universities"]
attendance = 48
context = "The second meeting of a series."

[project]
title = "Shared Rivers"
reference = "SR/2026/7"
programme = "Rivers and People"
url = "https://example.org/rivers"
funders = ["fund"]
implementers = ["rec"]
partners = ["union"]
statement = "Paid for by the *Fund for Rivers*."

[[organisation]]
id = "rec"
name = "River Environment Centre"
abbreviation = "REC"
url = "https://example.org"
logo = "emblem.png"
country = "KG"

[[organisation]]
id = "fund"
name = "Fund for Rivers"

[[organisation]]
id = "union"
name = "Union of Water Users"

[[question]]
id = "who"
text = "Who measures the flow?"
discussion = "Each country measures for itself, as [the table](#flows) shows."

[[practice]]
id = "gauges"
question = "who"
title = "Common gauges"
text = "Two stations are read by both sides."

[[obstacle]]
id = "formats"
question = "who"
text = "The data have no common format"
detail = "Conversion takes weeks."

[[recommendation]]
id = "share-data"
text = "Share the data of all gauges daily."
detail = "Beginning with the stations on the border."
addressees = ["hydrological services", "ministries"]
obstacles = ["formats"]
due = 2027-01-31
priority = "high"

[[recommendation]]
text = "Meet again within a year."
priority = "low"

[[decision]]
id = "group"
text = "A working group is set up."
detail = "It has six members."

[[action]]
id = "invite"
text = "Invite the members of the group"
owner = "REC"
due = 2026-06-01
status = "in-progress"

[[table]]
id = "flows"
caption = "Flow at the border, by year"
columns = ["Station", "Year", "Mean flow"]
rows = [["Upper", 2024, 12.50], ["Lower", 2025, 9.75]]
after = "who"
note = "In cubic metres a second."

[[figure]]
id = "map"
file = "emblem.png"
alt = "A blue square"
caption = "The emblem of the series"
after = "practices"
credit = "REC"

[[chart]]
id = "trend"
caption = "Stations read in common"
kind = "bar"
labels = ["2024", "2025", "2026"]
series = [{ name = "Upper", values = [1, 2, 4] }, { name = "Lower", values = [0, 1, 3] }]
unit = "stations"
after = "recommendations"
source = "REC"

[[annex]]
id = "agenda"
title = "Agenda"
text = '''
First day: questions.

1. Opening
2. Reports
'''

[[reference]]
id = "law"
text = "Convention on shared rivers"
url = "https://example.org/convention"

[[abbreviation]]
short = "REC"
long = "River Environment Centre"

[[contact]]
name = "Aigul Example"
role = "Secretary"
organisation = "rec"
email = "aigul@example.org"
phone = "+996 312 00 00 00"
extension = "12"
"""


def recommendations(texts: list[str]) -> str:
    return "".join(
        f'\n[[recommendation]]\nid = "r{number}"\ntext = """{text}"""\n'
        for number, text in enumerate(texts, 1)
    )


def smallest(title: str = "Outcomes of the meeting on the commons") -> str:
    return SMALLEST.format(title=title)


def many_recommendations() -> str:
    return smallest() + recommendations(
        [f"Keep channel {number} clear, and report on it before the season begins." for number in range(1, 1001)]
    )


def long_table() -> str:
    rows = ",\n".join(f'    ["Station {n}", "on the left bank of the canal", {n}.{n % 10}]' for n in range(1, 301))
    return smallest() + recommendations(["Read every station."]) + (
        'detail = "They stand in [the table](#stations)."\n'
        '\n[[table]]\nid = "stations"\ncaption = "All stations"\n'
        f'columns = ["Station", "Place", "Flow"]\nrows = [\n{rows},\n]\nafter = "recommendations"\n'
    )


def tables() -> str:
    """Numbers with signs, units, marks and gaps; a row higher than a page; words wider than a column."""
    account = "The account of this state is long, and goes on. " * 160
    word = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"
    tables = {
        "numbers": (
            '["", "Balance", "Share", "Area", "Year"]',
            '["Upper", -12.5, "45.2 %", "1,180 km²", 2012], ["Lower", 1204.75, "5 %", "12.5 km²*", 2013],'
            ' ["Delta", "≈ 3.25", "–", "", 2014]',
        ),
        "narrow": ('["Area", "2018"]', '["A", 1150.25], ["B", 940.1]'),
        "accounts": ('["State", "Account"]', f'["One", "Short."], ["Two", "{account}"], ["Three", "Short."]'),
        "words": (f'["{word}", "{word}", "Number", "{word}"]', '["a", "b", 1234567, "c"], ["d", "e", 12.5, "f"]'),
    }
    return smallest() + recommendations(["Read the tables."]) + "".join(
        f'\n[[table]]\nid = "{id}"\ncaption = "The {id}"\ncolumns = {columns}\nrows = [{rows}]\n'
        for id, (columns, rows) in tables.items()
    )


def long_words() -> str:
    words = ["x" * 200, "https://example.org/" + "path-" * 40 + "end", "Donaudampfschifffahrtsgesellschaft" * 6]
    # LibreOffice never ended setting an item that begins with a word wider than its line.
    beginnings = ["Final_report_of_the_working_group_on_water_energy_and_food_rev3.docx", *words[1:]]
    items = "".join(
        f'\n[[question]]\ntext = "{word}?"\n\n[[practice]]\ntext = "{word}"\n\n[[obstacle]]\ntext = "{word}"\n'
        f'\n[[decision]]\ntext = "{word}"\n\n[[reference]]\ntext = "{word}"\n'
        for word in beginnings
    )
    return smallest() + f'\n[[question]]\ntext = "Is {words[0]} a word?"\ndiscussion = "{words[1]}"\n' + items + (
        recommendations([f"Write {word} in one line." for word in words] + [f"{word} is long." for word in beginnings])
    )


def cross_references() -> str:
    references = ", ".join(f"[request {n}](#r{n})" for n in range(1, 41))
    return smallest() + f'\n[[question]]\ntext = "What follows?"\ndiscussion = "See {references}."\n' + (
        recommendations([f"Do what request {n} says." for n in range(1, 41)])
    )


def long_title() -> str:
    title = ("Outcomes of the meeting on " + "co-operation between the services of the basin and " * 6)[:299] + "."
    return smallest(title) + recommendations(["Choose a shorter title."])


def characters() -> str:
    """Text that a format could take for its own syntax, and letters made of several characters."""
    texts = [
        'Quotes: \\"double\\", \'single\', “typographic”, «guillemets».',
        "Ampersand & entity &amp; tag <b>, comparison a < b > c, CDATA ]]>.",
        "Combining: e\\u0301, q\\u0323\\u0307, и\\u0306.",
        "PDF strings: (one) (two \\\\ three) <FEFF> /Name % comment.",
        "Word fields: { PAGE } and \\\\* MERGEFORMAT.",
        "Spaces: a\\u00A0b, c\\u2009d, e\\u202Ff; hyphens: co\\u00ADoperate, a\\u2011b.",
        "Қазақ, кыргыз, тоҷикӣ, oʻzbekcha, türkmençe, русский.",
    ]
    # Only the text of an item: it is plain words and no CommonMark.
    return smallest() + recommendations(texts)


def passages() -> str:
    """Passages in other languages in all that takes words, one inside another, and around links and notes."""
    return smallest("The [Су кодексі]{lang=kk} and the [Wasserhaushaltsgesetz]{lang=de}") + """
[project]
title = "[Вода и сад]{lang=ru}"
funders = ["giz"]

[[organisation]]
id = "giz"
name = "[Deutsche Gesellschaft für Internationale Zusammenarbeit]{lang=de}"
abbreviation = "GIZ"

[[question]]
text = "What does [суу]{lang=ky} mean?"
discussion = '''
[See *the [Водный кодекс]{lang=ru}* of [Қазақстан](https://example.kz){lang=kk-KZ}.[^1]]{lang=en-GB}
And [об](#words){lang=tg}, **suv**{lang=uz-Latn}, *сув*{lang=uz-Cyrl}, [вода]{lang=sr}, [l’eau]{lang=fr}.

- [suw]{lang=tk}

[^1]: [In der Fassung]{lang=de} of 2003.
'''

[[table]]
id = "words"
caption = "What [вода]{lang=ru} is called"
columns = ["[Язык]{lang=ru}", "Word"]
rows = [["Kazakh", "[су]{lang=kk}"], ["Tajik", "[об]{lang=tg}"]]

[[recommendation]]
text = "Read the [Су кодексі]{lang=kk}."

[[contact]]
name = "[Әсия Ықыласова]{lang=kk}"
"""


def unshowable() -> str:
    """Characters that no font here has or that XML forbids: to be refused or replaced, never a crash."""
    return smallest() + recommendations(
        ["Emoji \\U0001F600 here.", "Private use \\uE000 here.", "Control \\u0007 and \\u001B here.", "\\uFFFE."]
    )


def charts() -> str:
    """Charts of every kind, with numbers of every kind: few and many, below nought, alike, tiny and huge."""

    def chart(number: int, kind: str, labels: list[str], series: dict[str, list[float]], unit: str = "") -> str:
        values = ", ".join(f'{{ name = "{name}", values = {numbers} }}' for name, numbers in series.items())
        return (
            f'\n[[chart]]\nid = "chart-{number}"\ncaption = "Chart number {number}"\nkind = "{kind}"\n'
            f"labels = {labels}\nseries = [{values}]\n" + (f'unit = "{unit}"\n' if unit else "")
        )

    years = [str(year) for year in range(1961, 2021)]
    wave = [round(50 + 40 * math.sin(year / 7), 1) for year in range(60)]
    twelve = {f"No. {name}": [name * place % 17 for place in range(1, 6)] for name in range(1, 13)}
    long = ["Organisation for the management of the transboundary waters of the lower basin", "Sea", "W" * 90]
    parts = ["North", "South", "East", "West"]
    data = [
        (["One"], {"Only": [7]}),
        (parts, {"Change": [-12.5, 0, 3, 8.25]}),
        (parts, {"Nothing": [0, 0, 0, 0]}),
        (parts, {"Alike": [5, 5, 5, 5]}),
        (parts, {"Below": [-1, -20, -300, -4000]}),
        (parts, {"Tiny": [0.000001, 0.000002, 0.0000005, 0.0]}),
        (parts, {"Huge": [1_000_000_000_000, 2, 30_000_000, 999_999_999_999_999]}),
        (parts, {"Mixed": [-5, 5, -2, 9], "Steady": [1, 1, 1, 1], "Close": [1.01, 1.02, 1, 1.1]}),
        (years, {"Level": wave}),
        (years, {"Level": wave, "Half": [round(value / 2, 1) for value in wave]}),
        ([f"Place {place}" for place in range(1, 6)], twelve),
        (long, {"A series with a name that is longer than any column": [3, 2, 1], "B": [1, 2, 3]}),
    ]
    every = []
    for labels, series in data:
        is_whole = all(min(values) >= 0 and any(values) for values in series.values())
        every += [(kind, labels, series) for kind in ["bar", "line"] + ["share"] * is_whole]
    return smallest() + "".join(
        chart(number, kind, labels, series, "km³ a year" if number % 2 else "")
        for number, (kind, labels, series) in enumerate(every)
    )


def drawing() -> str:
    """A drawing with what becomes shapes, and one with what becomes pixels."""
    figure = '\n[[figure]]\nid = "{0}"\nfile = "{0}.svg"\nalt = "A drawing."\n'
    return smallest() + figure.format("shapes") + figure.format("pixels")


SHAPES = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30">
  <style>.a { fill: url(#line) } .b { fill: url(#round); fill-opacity: 0.5 }</style>
  <linearGradient id="line"><stop stop-color="#036"/><stop offset="0.7" stop-color="#fff"/></linearGradient>
  <radialGradient id="round"><stop stop-color="#fff"/><stop offset="1" stop-color="#c33"/></radialGradient>
  <clipPath id="clip"><circle cx="30" cy="15" r="10"/></clipPath>
  <rect class="a" width="20" height="30"/><rect class="b" x="20" width="20" height="30" clip-path="url(#clip)"/>
  <g opacity="0.4"><circle cx="45" cy="12" r="8"/><circle cx="50" cy="16" r="8" fill="#0a0"/></g>
  <path d="M2 28C20 10 40 40 58 4" fill="none" stroke="#000" stroke-dasharray="2 1"/>
  <text x="3" y="8" font-size="5">Сырдарья, 5 km³</text>
</svg>
"""
PIXELS = """\
<svg xmlns="http://www.w3.org/2000/svg" width="60mm" height="20mm" viewBox="0 0 60 20">
  <filter id="soft"><feGaussianBlur stdDeviation="1"/></filter>
  <rect x="5" y="5" width="50" height="10" filter="url(#soft)"/>
</svg>
"""


def larger_than_a_page() -> str:
    """A heading, a word, a footnote, a picture, a header, a row and an item, each larger than a page."""
    sentence = "Each country measures the flow for itself and sends the numbers to the others. "
    question, header = "long " * 50, "Who " * 400
    return smallest() + (
        f'\n[[question]]\nid = "long"\ntext = "Is this {question}?"\ndiscussion = """\n'
        f'This is said in a note.[^note] {"x" * 5000}\n\n[^note]: {sentence * 90}"""\n'
        '\n[[figure]]\nid = "tall"\nfile = "tall.png"\nalt = "A blue strip"\ncaption = "A strip"\nafter = "long"\n'
        f'\n[[table]]\nid = "row"\ncaption = "One row"\ncolumns = ["What", "{header}"]\n'
        f'rows = [["{sentence * 60}", "All"], ["Some", "{"y" * 400}"]]\nafter = "long"\n'
    ) + recommendations([sentence * 100, "Measure once."])


def many_notes() -> str:
    """Footnotes on every page, of many lengths."""
    paragraphs = [f"Number {n} was discussed.[^n{n}]" for n in range(1, 81)]
    notes = [f"[^n{n}]: Note {n}. {'It goes on. ' * (n % 40)}" for n in range(1, 81)]
    discussion = "\n\n".join(paragraphs + notes)
    return smallest() + f'\n[[question]]\ntext = "What was said?"\ndiscussion = """\n{discussion}"""\n'


def many_funders() -> str:
    """The European Union among others, with and without logos and words of their own."""
    names = ["eu", *(f"f{number}" for number in range(1, 13))]
    organisations = '\n[[organisation]]\nid = "eu"\nname = "European Union"\nabbreviation = "EU"\n'
    for number, name in enumerate(names[1:], 1):
        organisations += f'\n[[organisation]]\nid = "{name}"\nname = "Fund number {number}"\n'
        if number % 3:
            organisations += f'logo = "emblem.png"\nlogo-alt = "The sign of fund {number}"\n'
        if number % 4 == 0:
            organisations += f'statement = "With the *support* of fund {number}"\n'
        if number % 6 == 0:
            organisations += "disclaimer = 'The views are not those of the fund.'\n"
    keys = 'publisher = "f1"\n\n[meeting]\norganisers = ["f1", "centre", "lake"]\n'
    organisers = "".join(
        f'\n[[organisation]]\nid = "{name}"\nname = "The {name}"\nlogo = "emblem.png"\n' for name in ["centre", "lake"]
    )
    return (
        smallest().replace("\n[meeting]\n", keys)
        + f'\n[project]\ntitle = "Commons"\nfunders = {names}\nimplementers = ["centre"]\n'
        + organisations
        + organisers
        + recommendations(["Thank them all."])
    )


def png(width: int = 16, height: int = 16) -> bytes:
    """A blue rectangle."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = (b"\0" + b"\x10\x40\xa0" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def write(folder: Path) -> tuple[list[Path], list[Path]]:
    """Writes them all; returns those that must be rendered, and those that may be refused."""
    briefs = {
        "edge-no-optional-key": smallest(),
        "edge-every-key": EVERY_KEY,
        "edge-1000-recommendations": many_recommendations(),
        "edge-300-rows": long_table(),
        "edge-tables": tables(),
        "edge-long-words": long_words(),
        "edge-40-references": cross_references(),
        "edge-long-title": long_title(),
        "edge-characters": characters(),
        "edge-charts": charts(),
        "edge-passages": passages(),
        "edge-drawings": drawing(),
        "edge-larger-than-a-page": larger_than_a_page(),
        "edge-many-notes": many_notes(),
        "edge-many-funders": many_funders(),
    }
    refusable = {"edge-unshowable": unshowable()}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "emblem.png").write_bytes(png())
    (folder / "shapes.svg").write_text(SHAPES, encoding="utf-8")
    (folder / "pixels.svg").write_text(PIXELS, encoding="utf-8")
    # At 150 pixels an inch, as high as three pages.
    (folder / "tall.png").write_bytes(png(200, 4500))

    def save(texts: dict[str, str]) -> list[Path]:
        paths = [folder / f"{name}.toml" for name in texts]
        for path, text in zip(paths, texts.values()):
            path.write_text(text, encoding="utf-8")
        return paths

    return save(briefs), save(refusable)
