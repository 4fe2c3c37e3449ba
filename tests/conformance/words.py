"""Comparing texts that came by different ways."""

import re
import unicodedata

# Longer words are broken over lines without a mark, and a reader of pages cannot join them again.
LONGEST_WORD = 30


def letters(text: str) -> str:
    """The text without spaces and hyphens, whose places depend on the lines.

    What a format cannot hold is one sign: PDF/A bars characters of private use, XML bars control
    characters, and each says so in its own way.
    """
    text = re.sub(r"U\+[0-9A-F]{4,6}", "\ufffd", unicodedata.normalize("NFKC", text))
    text = re.sub(r"[\s\u00ad\u200b\u2010\u2011-]+", "", text)
    return "".join("\ufffd" if unicodedata.category(sign) in ("Cc", "Co", "Cn") else sign for sign in text)


def first_difference(ours: str, theirs: str, names: tuple[str, str]) -> list[str]:
    """Where two texts part, as a list of problems: empty where they are the same."""
    ours, theirs = letters(ours), letters(theirs)
    if ours == theirs:
        return []
    pairs = enumerate(zip(ours, theirs))
    at = next((place for place, (a, b) in pairs if a != b), min(len(ours), len(theirs)))
    around = slice(max(0, at - 30), at + 30)
    return [
        f"{len(ours)} and {len(theirs)} characters, first difference at {at}:",
        f"{names[0]}: {ours[around]!r}",
        f"{names[1]}: {theirs[around]!r}",
    ]


def words(text: str) -> set[str]:
    """The runs of letters, without their combining marks."""
    plain = unicodedata.normalize("NFKD", text.replace("\u00ad", ""))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return set(re.findall(r"[^\W\d_]+", plain))


def lost_words(expected: str, found: str) -> list[str]:
    """The words of `expected` that are not in `found`, as a list of problems.

    A word that had its own hyphen may have lost it where it stood at a line's end.
    """
    joined = re.sub(r"(?<=\w)[\u2010\u2011-](?=\w)", "", expected)
    have = words(found)
    halves = {half for half in words(expected) - have if not any(half in word for word in words(joined) & have)}
    lost = sorted(word for word in halves if len(word) <= LONGEST_WORD)
    return [f"{len(lost)} words are lost: " + ", ".join(lost[:10])] if lost else []
