"""The kinds of edits: what is done in the document, and what the brief must be then.

An edit is a list of operations, which every way of editing (direct.py, with_python_docx.py, with_libreoffice.py)
makes in its own manner. A paragraph is named by words that stand in it alone. What is expected is a function that
changes the brief as tomllib reads it, or a report: a pattern that the command must say, the brief untouched.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Kind:
    """One kind of edit."""

    name: str
    edit: list[list]
    # Changes the brief in place; none where the command must refuse and say `report`.
    expected: Callable[[dict], None] | None = None
    # A pattern of what the command says, on either stream.
    report: str = ""


def item(brief: dict, table: str, key: str, words: str) -> dict:
    """The item whose field `key` begins with `words`."""
    return next(one for one in brief[table] if one.get(key, "").startswith(words))


def put(table: str, index: int | None, key: str, value) -> Callable[[dict], None]:
    """A field of an item, or of a table or the top, with another value; none takes it away."""

    def change(brief: dict) -> None:
        place = brief[table] if table else brief
        place = place[index] if index is not None else place
        if value is None:
            place.pop(key, None)
        else:
            place[key] = value

    return change


def words(table: str, index: int | None, key: str, old: str, new: str) -> Callable[[dict], None]:
    """Other words in a field."""

    def change(brief: dict) -> None:
        place = brief[table] if table else brief
        place = place[index] if index is not None else place
        flat = " ".join(place[key].split(" "))
        assert old in flat, (old, flat)
        place[key] = flat.replace(old, new)

    return change


def added(table: str, at: int, **fields) -> Callable[[dict], None]:
    """A new item at a place; its id is free."""
    return lambda brief: brief.setdefault(table, []).insert(at, {"id": "*", **fields})


def removed(table: str, at: int) -> Callable[[dict], None]:
    def change(brief: dict) -> None:
        brief[table].pop(at)
        if not brief[table]:
            del brief[table]

    return change


def moved(table: str, old: int, new: int) -> Callable[[dict], None]:
    return lambda brief: brief[table].insert(new, brief[table].pop(old))


def every(*changes: Callable[[dict], None]) -> Callable[[dict], None]:
    def change(brief: dict) -> None:
        for one in changes:
            one(brief)

    return change


def nothing(_: dict) -> None:
    """The brief stays as it is."""


PUBLISH = "Publish the water balance"
TRAIN = "Train operators"
# The words of a priority hold together by a no-break space.
HIGH_PRIORITY = "High\u00a0priority"

KINDS = [
    Kind("no edit", [], nothing),
    # Words
    Kind(
        "a word replaced",
        [["replace", "Few outlets", "Few", "Not many"]],
        words("obstacle", 0, "text", "Few", "Not many"),
    ),
    Kind(
        "words typed at the end",
        [["append", TRAIN, " Do it soon."]],
        words("recommendation", 1, "text", "districts.", "districts. Do it soon."),
    ),
    Kind(
        "words typed at the beginning",
        [["replace", TRAIN, "Train operators", "Every year, train operators"]],
        words("recommendation", 1, "text", "Train", "Every year, train"),
    ),
    Kind(
        "words deleted",
        [["replace", PUBLISH, " of the basin", ""]],
        words("recommendation", 0, "text", " of the basin", ""),
    ),
    Kind(
        "a text rewritten",
        [
            [
                "replace",
                TRAIN,
                "Train operators of gauging stations in all districts.",
                "Give each station somebody who can read its gauges.",
            ]
        ],
        put("recommendation", 1, "text", "Give each station somebody who can read its gauges."),
    ),
    Kind(
        "two items changed",
        [
            ["replace", "Few outlets", "Few", "No"],
            ["replace", "Gauging stations lack staff", "lack staff", "stand empty"],
        ],
        every(words("obstacle", 0, "text", "Few", "No"), words("obstacle", 2, "text", "lack staff", "stand empty")),
    ),
    Kind(
        "letters of another script",
        [["replace", "Few outlets", "meters", "есептегіштер Ұ ғ"]],
        words("obstacle", 0, "text", "meters", "есептегіштер Ұ ғ"),
    ),
    Kind(
        "quotation marks and a backslash",
        [["replace", "Few outlets", "meters", 'so-called "meters" \\ gauges']],
        words("obstacle", 0, "text", "meters", 'so-called "meters" \\ gauges'),
    ),
    Kind(
        "characters that are markup",
        [["replace", "Two have written", "Two", "Two *or* 3_4 #1"]],
        words("question", 0, "discussion", "Two", "Two \\*or\\* 3_4 #1"),
    ),
    Kind(
        "the title",
        [["replace", "Outcomes of the meeting on the river", "river", "stream"]],
        words("", None, "title", "river", "stream"),
    ),
    Kind(
        "the subtitle",
        [["replace", "A second line", "second", "further"]],
        words("", None, "subtitle", "second", "further"),
    ),
    Kind("a question", [["replace", "Who pays", "pays", "answers"]], words("question", 1, "text", "pays", "answers")),
    Kind(
        "the title of a practice",
        [["replace", "Water calendars", "Water", "Irrigation"]],
        words("practice", 0, "title", "Water", "Irrigation"),
    ),
    Kind(
        "the text of a practice",
        [["replace", "Each village", "printed", "painted"]],
        words("practice", 0, "text", "printed", "painted"),
    ),
    Kind(
        "the detail of an obstacle",
        [["replace", "cannot be compared", "year to year", "one year to the next"]],
        words("obstacle", 1, "detail", "year to year", "one year to the next"),
    ),
    Kind(
        "a decision",
        [["replace", "meets again in autumn", "autumn", "winter"]],
        words("decision", 0, "text", "autumn", "winter"),
    ),
    Kind(
        "the context",
        [["replace", "third of its kind", "third", "fourth"]],
        words("meeting", None, "context", "third", "fourth"),
    ),
    Kind(
        "the venue",
        [["replace", "House of Friendship", "Friendship", "Culture"]],
        words("meeting", None, "venue", "Friendship", "Culture"),
    ),
    Kind(
        "a reference",
        [["replace", "Atlas of the basin", "second", "third"]],
        words("reference", 0, "text", "second", "third"),
    ),
    Kind(
        "an abbreviation",
        [["replace", "geographic information", "geographic", "geographical"]],
        words("abbreviation", 0, "long", "geographic", "geographical"),
    ),
    Kind(
        "the role of a contact",
        [["replace", "Dana Omarova", "Secretary", "Head secretary"]],
        words("contact", 0, "role", "Secretary", "Head secretary"),
    ),
    Kind(
        "the e-mail of a contact",
        [["replace", "Dana Omarova", "dana@example.org", "omarova@example.org"]],
        words("contact", 0, "email", "dana", "omarova"),
    ),
    Kind("the rights", [["replace", "Free to use", "named", "given"]], words("", None, "rights", "named", "given")),
    Kind(
        "a caption",
        [["replace", "Mean flow by season", "season", "quarter"]],
        words("table", 0, "caption", "season", "quarter"),
    ),
    Kind(
        "the title of an annex",
        [["replace", "How the flow was measured", "flow", "stream"]],
        words("annex", 0, "title", "flow", "stream"),
    ),
    # Prose
    Kind(
        "a sentence of the summary",
        [["replace", "met for two days", "two days", "three days"]],
        words("", None, "summary", "two days", "three days"),
    ),
    Kind(
        "the second paragraph of the summary",
        [["replace", "It also heard", "also heard", "heard, too,"]],
        words("", None, "summary", "also heard", "heard, too,"),
    ),
    Kind(
        "a paragraph added to prose",
        [["insert", "Most districts share", "Three are at odds."]],
        words("question", 0, "discussion", "rules.", "rules.\n\nThree are at odds."),
    ),
    Kind(
        "a paragraph taken from prose",
        [["delete", "Both are read at noon"]],
        words("annex", 0, "text", "\n\nBoth are read at noon.", ""),
    ),
    Kind(
        "an item added to a list in prose",
        [["insert", "one at the weir", "one at the lake"]],
        words("annex", 0, "text", "weir", "weir\n- one at the lake"),
    ),
    Kind(
        "an item of a list in prose changed",
        [["replace", "one at the bridge", "bridge", "old bridge"]],
        words("annex", 0, "text", "bridge", "old bridge"),
    ),
    Kind(
        "a paragraph of prose divided",
        [["split", "Most districts share", "Two have"]],
        words("question", 0, "discussion", "custom. Two", "custom.\n\nTwo"),
    ),
    Kind(
        "emphasis added",
        [["format", "Most districts share", "custom", "italic"]],
        words("question", 0, "discussion", "custom", "*custom*"),
    ),
    Kind(
        "strong words added",
        [["format", "Most districts share", "custom", "bold"]],
        words("question", 0, "discussion", "custom", "**custom**"),
    ),
    Kind(
        "emphasis changed inside",
        [["replace", "met for two days", "three", "four"]],
        words("", None, "summary", "three", "four"),
    ),
    Kind(
        "a link added",
        [["link", "Most districts share", "custom", "https://example.org/custom"]],
        words("question", 0, "discussion", "custom", "[custom](https://example.org/custom)"),
    ),
    Kind(
        "the words of a link",
        [["replace", "It also heard", "state of the river", "health of the river"]],
        words("", None, "summary", "state of the river", "health of the river"),
    ),
    Kind(
        "the words of a link, everywhere",
        [["replace_all", "It also heard", "state of the river", "health of the river"]],
        words("", None, "summary", "state of the river", "health of the river"),
    ),
    Kind(
        "a line break added",
        [["break", "Most districts share", "Two have"]],
        words("question", 0, "discussion", "custom. Two", "custom.\\\nTwo"),
    ),
    Kind("a footnote changed", [["footnote", "spring", "summer"]], words("", None, "summary", "spring", "summer")),
    Kind(
        "a paragraph moved from the context to the summary",
        [["move", "third of its kind", "It also heard"]],
        every(
            put("meeting", None, "context", None),
            words("", None, "summary", "the river](https://example.org/river).", "the river](https://example.org/river).\n\nThe meeting was the third of its kind."),
        ),
    ),
    Kind(
        "words beside the number of participants",
        [["replace", "42 participants", "42 participants", "42 participants, half of them women"]],
        report="words that stand for no value",
    ),
    # Items
    Kind(
        "an obstacle added",
        [["insert", "Gauging stations lack staff", "Boats are old"]],
        added("obstacle", 3, text="Boats are old"),
    ),
    Kind(
        "an obstacle added at the beginning",
        [["insert_before", "Few outlets", "Boats are old"]],
        added("obstacle", 0, text="Boats are old"),
    ),
    Kind("an obstacle removed", [["delete", "Few outlets"]], removed("obstacle", 0)),
    Kind("an obstacle moved", [["move", "Gauging stations lack staff", "Few outlets"]], moved("obstacle", 2, 1)),
    Kind(
        "an obstacle moved to the beginning",
        [["move_before", "Gauging stations lack staff", "Few outlets"]],
        moved("obstacle", 2, 0),
    ),
    Kind(
        "an obstacle moved and changed",
        [
            ["replace", "Gauging stations lack staff", "staff", "hands"],
            ["move_before", "Gauging stations lack", "Few outlets"],
        ],
        every(words("obstacle", 2, "text", "staff", "hands"), moved("obstacle", 2, 0)),
    ),
    Kind(
        "an obstacle copied",
        [["copy", "Few outlets", "Gauging stations lack staff"]],
        added("obstacle", 3, text="Few outlets have meters"),
    ),
    Kind(
        "an obstacle divided",
        [["split", "Few outlets", "have meters"]],
        every(
            put("obstacle", 0, "text", "Few outlets"),
            put("obstacle", 0, "id", "*"),
            added("obstacle", 1, text="have meters"),
        ),
    ),
    Kind(
        "a recommendation added",
        [["insert", TRAIN, "Fund the repairs of canals."]],
        added("recommendation", 2, text="Fund the repairs of canals."),
    ),
    Kind(
        "a recommendation added and another changed",
        [["replace", TRAIN, "all", "most"], ["insert", TRAIN, "Fund the repairs of canals."]],
        every(
            words("recommendation", 1, "text", "all", "most"),
            added("recommendation", 2, text="Fund the repairs of canals."),
        ),
    ),
    Kind("a recommendation removed", [["delete", TRAIN]], removed("recommendation", 1)),
    Kind(
        "a decision added",
        [["insert", "meets again in autumn", "The rules are printed."]],
        added("decision", 1, text="The rules are printed."),
    ),
    # A practice begins with its title in italics; without, the words are a further paragraph of the one before.
    Kind(
        "a practice added",
        [
            ["insert", "Neighbours clean", "Night watch. Farmers guard the gates in turn."],
            ["format", "Night watch", "Night watch", "italic"],
        ],
        lambda brief: brief["practice"].append(
            {"id": "*", "title": "Night watch", "text": "Farmers guard the gates in turn."}
        ),
    ),
    Kind(
        "a paragraph added to a practice",
        [["insert", "Neighbours clean", "Farmers guard the gates in turn."]],
        words("practice", 1, "text", "spring.", "spring.\n\nFarmers guard the gates in turn."),
    ),
    Kind("a practice removed", [["delete", "Neighbours clean"]], removed("practice", 1)),
    Kind(
        "a reference added",
        [["insert", "Atlas of the basin", "Handbook of gauges"]],
        added("reference", 1, text="Handbook of gauges"),
    ),
    # What is derived
    Kind(
        "the date of the meeting in words",
        [["replace", "12 March 2024", "12 March", "13 March"]],
        put("meeting", None, "date", datetime.date(2024, 3, 13)),
    ),
    Kind(
        "the date of publication in words",
        [["replace", "15 March 2024", "15 March", "18 March"]],
        put("", None, "published", datetime.date(2024, 3, 18)),
    ),
    Kind(
        "the date of a recommendation in words",
        [["replace", HIGH_PRIORITY, "30\u00a0June\u00a02025", "31 July 2025"]],
        put("recommendation", 0, "due", datetime.date(2025, 7, 31)),
    ),
    Kind(
        "the priority of a recommendation",
        [["replace", HIGH_PRIORITY, HIGH_PRIORITY, "Low priority"]],
        put("recommendation", 0, "priority", "low"),
    ),
    Kind(
        "the addressees of a recommendation",
        [["replace", HIGH_PRIORITY, "the basin council", "the districts"]],
        put("recommendation", 0, "addressees", ["the ministry of water", "the districts"]),
    ),
    Kind("the city", [["replace", "Almaty", "Almaty", "Taraz"]], put("meeting", None, "city", "Taraz")),
    Kind(
        "the country by its name",
        [["replace", "Almaty", "Kazakhstan", "Kyrgyzstan"]],
        put("meeting", None, "country", "KG"),
    ),
    Kind(
        "the number of participants",
        [["replace", "42 participants", "42", "45"]],
        put("meeting", None, "attendance", 45),
    ),
    Kind(
        "a participant",
        [["replace", "42 participants", "farmers", "growers"]],
        put("meeting", None, "participants", ["state agencies", "growers", "researchers"]),
    ),
    Kind(
        "the name of an organisation at one place",
        [["replace", "Organised by", "Council of the River Basin", "River Basin Council"]],
        put("organisation", 0, "name", "River Basin Council"),
    ),
    # Tables
    Kind(
        "a number in a table",
        [["replace", "=125", "125", "130"]],
        lambda brief: brief["table"][0]["rows"][1].__setitem__(1, 130),
    ),
    Kind(
        "words in a table",
        [["replace", "=Summer", "Summer", "High summer"]],
        lambda brief: brief["table"][0]["rows"][1].__setitem__(0, "High summer"),
    ),
    Kind(
        "a row added",
        [["row", "=Autumn", ["Winter", "60"]]],
        lambda brief: brief["table"][0]["rows"].append(["Winter", 60]),
    ),
    Kind("a row removed", [["delete_row", "=Summer"]], lambda brief: brief["table"][0]["rows"].pop(1)),
    Kind(
        "the head of a column",
        [["replace", "=Flow", "Flow", "Discharge"]],
        lambda brief: brief["table"][0]["columns"].__setitem__(1, "Discharge"),
    ),
    Kind(
        "the owner of an action",
        [["replace", "=The secretariat", "The secretariat", "The council"]],
        put("action", 0, "owner", "The council"),
    ),
    Kind(
        "the date of an action",
        [["replace", "=1 September 2024", "1 September", "2 October"]],
        put("action", 0, "due", datetime.date(2024, 10, 2)),
    ),
    Kind("the status of an action", [["replace", "=Open", "Open", "Done"]], put("action", 0, "status", "done")),
    Kind(
        "an action added",
        [["row", "=Draft the rules of sharing", ["Print the rules", "The districts", "1 October 2024", "Open"]]],
        lambda brief: brief["action"].append(
            {
                "id": "*",
                "text": "Print the rules",
                "owner": "The districts",
                "due": datetime.date(2024, 10, 1),
                "status": "open",
            }
        ),
    ),
    # Comments
    Kind(
        "a comment",
        [["comment", "Few outlets", "outlets", "Dana", "Which ones?"]],
        nothing,
        r"(?s)comment.*Dana.*Which ones\?",
    ),
    Kind(
        "a comment and an edit",
        [["comment", "Few outlets", "outlets", "Dana", "Which ones?"], ["replace", TRAIN, "all", "most"]],
        words("recommendation", 1, "text", "all", "most"),
        r"(?s)comment.*Dana.*Which ones\?",
    ),
    # What no brief can hold
    Kind("a picture pasted in", [["picture", "third of its kind"]], None, "picture"),
    Kind("a text box", [["textbox", "third of its kind", "Mind the date"]], None, "text box"),
    Kind("words in colour", [["format", "Most districts share", "custom", "colour"]], None, "colour"),
    Kind(
        "a heading of ours changed", [["replace", "=Obstacles", "Obstacles", "Hurdles"]], None, "Hurdles|heading|label"
    ),
    Kind(
        "a paragraph between sections",
        [["insert_before", "=Recommendations", "Words that belong nowhere."]],
        None,
        "nowhere|Words that",
    ),
    # Many at once
    Kind(
        "a round of everything",
        [
            ["replace", "Few outlets", "Few", "No"],
            ["insert", "Gauging stations lack staff", "Boats are old"],
            ["delete", TRAIN],
            ["replace", "12 March 2024", "12 March", "13 March"],
            ["replace", "=125", "125", "130"],
            ["append", "meets again in autumn", " All come."],
        ],
        every(
            words("obstacle", 0, "text", "Few", "No"),
            added("obstacle", 3, text="Boats are old"),
            removed("recommendation", 1),
            put("meeting", None, "date", datetime.date(2024, 3, 13)),
            lambda brief: brief["table"][0]["rows"][1].__setitem__(1, 130),
            words("decision", 0, "text", "autumn.", "autumn. All come."),
        ),
    ),
]
