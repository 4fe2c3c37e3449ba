"""The kinds of edits in editions in other languages: what is done in the document, and what the translation must be
then. Facts, and which items there are, belong to the original: there the command must say what it does not take."""

from collections.abc import Callable

from kinds import Kind, nothing


def target(path: str, old: str, new: str, index: int | None = None) -> Callable[[dict], None]:
    """Other words in the translation of a passage, in a list of the one at `index`."""

    def change(translation: dict) -> None:
        unit = translation
        for key in path.split("."):
            unit = unit[key]
        if index is not None:
            unit = unit[index]
        flat = " ".join(unit["target"].split(" "))
        assert old in flat, (old, flat)
        unit["target"] = flat.replace(old, new)

    return change


def both(*changes: Callable[[dict], None]) -> Callable[[dict], None]:
    def change(translation: dict) -> None:
        for one in changes:
            one(translation)

    return change


INVITE = "Вовлекать в диалоги"
SCATTERED = "Разрозненность управления"

RUSSIAN = [
    Kind("no edit", [], nothing),
    Kind(
        "a word replaced",
        [["replace", INVITE, "Вовлекать", "Привлекать"]],
        target("recommendation.investors.text", "Вовлекать", "Привлекать"),
    ),
    Kind(
        "words typed at the end",
        [["append", SCATTERED, " водой"]],
        target("obstacle.management.text", "управления", "управления водой"),
    ),
    Kind(
        "words deleted",
        [["replace", "Концепция перехода", "Концепция перехода к ", "Переход к "]],
        target("practice.concept-for-transition-to-green.title", "Концепция перехода к ", "Переход к "),
    ),
    Kind(
        "a text rewritten",
        [["replace", SCATTERED, SCATTERED, "Каждое ведомство решает само"]],
        target("obstacle.management.text", SCATTERED, "Каждое ведомство решает само"),
    ),
    Kind(
        "the title",
        [["replace", "Итоги встречи в Астане по", "Итоги встречи", "Выводы встречи"]],
        target("title", "Итоги встречи", "Выводы встречи"),
    ),
    Kind(
        "a question",
        [["replace", "Какие трудности могут", "помешать", "затруднить"]],
        target("question.difficulties.text", "помешать", "затруднить"),
    ),
    Kind(
        "the text of a practice",
        [["replace", "Весьма эффективный", "Весьма эффективный", "Очень действенный"]],
        target("practice.basin-planning.text", "Весьма эффективный", "Очень действенный"),
    ),
    Kind(
        "the title of a practice",
        [["replace", "Бассейновое планирование", "Бассейновое", "Речное"]],
        target("practice.basin-planning.title", "Бассейновое", "Речное"),
    ),
    Kind(
        "a sentence of the context",
        [["replace", "первая в серии", "первая", "вторая"]],
        target("meeting.context", "первая", "вторая"),
    ),
    Kind(
        "a paragraph added to prose",
        [["insert", "действующие бассейновые советы", "Их девять."]],
        target("question.platforms.discussion", "«зелёной экономике».", "«зелёной экономике».\n\nИх девять."),
    ),
    Kind(
        "emphasis added",
        [["format", "действующие бассейновые советы", "бассейновые советы", "italic"]],
        target("question.platforms.discussion", "бассейновые советы", "*бассейновые советы*"),
    ),
    Kind(
        "strong words added",
        [["format", "действующие бассейновые советы", "бассейновые советы", "bold"]],
        target("question.platforms.discussion", "бассейновые советы", "**бассейновые советы**"),
    ),
    Kind(
        "a link added",
        [["link", "действующие бассейновые советы", "бассейновые советы", "https://example.org/"]],
        target("question.platforms.discussion", "бассейновые советы", "[бассейновые советы](https://example.org/)"),
    ),
    Kind(
        "a participant",
        [["replace", "коммерческие организации", "коммерческие организации", "предприятия"]],
        target("meeting.participants", "коммерческие организации", "предприятия", 2),
    ),
    Kind(
        "the role of a contact",
        [["replace", "Балжан Жумагазина", "специалист", "эксперт"]],
        target("contact.balzhan-zhumagazina.role", "специалист", "эксперт"),
    ),
    Kind(
        "two passages changed",
        [["replace", SCATTERED, "Разрозненность", "Разобщённость"], ["replace", INVITE, "Вовлекать", "Привлекать"]],
        both(
            target("obstacle.management.text", "Разрозненность", "Разобщённость"),
            target("recommendation.investors.text", "Вовлекать", "Привлекать"),
        ),
    ),
    Kind(
        "a comment and an edit",
        [["comment", SCATTERED, "управления", "Айгерим", "Чего?"], ["replace", INVITE, "Вовлекать", "Привлекать"]],
        target("recommendation.investors.text", "Вовлекать", "Привлекать"),
        r"(?s)comment.*Айгерим.*Чего\?",
    ),
    # Facts and items of the original
    Kind("the date of the meeting", [["replace", "15\u00a0июня 2017", "15", "14"]], None, "fact.*meeting: date"),
    Kind("an obstacle added", [["insert", SCATTERED, "Нехватка данных"]], None, "obstacle that was added"),
    Kind("an obstacle removed", [["delete", SCATTERED]], None, "obstacle that was taken out"),
    Kind(
        "an obstacle moved",
        [["move_before", "Недостаточная доказательная", "Несбалансированное развитие"]],
        None,
        "obstacle that was moved",
    ),
    Kind(
        "an obstacle divided", [["split", "Недостаточная доказательная", "база"]], None, "obstacle that was (divided|added)"
    ),
    Kind(
        "an obstacle copied",
        [["copy", SCATTERED, "Недостаточная доказательная"]],
        None,
        "obstacle that was added",
    ),
    Kind("a picture pasted in", [["picture", "первая в серии"]], None, "picture"),
    Kind("words in colour", [["format", "первая в серии", "первая", "colour"]], None, "colour"),
]

PERSIAN = [
    Kind("no edit", [], nothing),
    Kind(
        "a word replaced",
        [["replace", "اندازه‌گیری آب", "اندازه‌گیری", "سنجش"]],
        target("recommendation.measure.text", "اندازه‌گیری", "سنجش"),
    ),
    Kind(
        "words typed at the end",
        [["append", "کمبود ایستگاه", " در بالادست"]],
        target("obstacle.gauges.text", "ایستگاه", "ایستگاه در بالادست"),
    ),
    Kind(
        "emphasis changed inside",
        [["replace", "منتشر کنید", "هر ماه", "هر هفته"]],
        target("summary", "هر ماه", "هر هفته"),
    ),
    Kind(
        "the words of a link", [["replace", "منتشر کنید", "تراز", "بیلان"]], target("summary", "[تراز]", "[بیلان]")
    ),
    Kind("a footnote changed", [["footnote", "بنا بر", "طبق"]], target("summary", "بنا بر", "طبق")),
    Kind(
        "an item of a list in prose changed",
        [["replace", "همهٔ ایستگاه‌ها", "همهٔ", "تمام"]],
        target("summary", "همهٔ", "تمام"),
    ),
    Kind(
        "words in a table",
        [["replace", "=ایستگاه بالادست", "بالادست", "بالا"]],
        target("table.balance.rows", "بالادست", "بالا", 0),
    ),
    Kind(
        "words that stand in a table twice, changed once",
        [["replace", "=خوب", "خوب", "متوسط"]],
        None,
        "one of several places",
    ),
    Kind("a number in a table", [["replace", "=۱۲", "۱۲", "۱۴"]], None, "fact"),
    Kind(
        "the head of a column",
        [["replace", "=ورودی", "ورودی", "جریان ورودی"]],
        target("table.balance.columns", "ورودی", "جریان ورودی", 1),
    ),
    Kind("a row removed", [["delete_row", "=ایستگاه بالادست"]], None, "other entries"),
    Kind(
        "a caption",
        [["replace", "ترازوی آب", "ترازوی", "میزان"]],
        target("table.balance.caption", "ترازوی", "میزان"),
    ),
]
