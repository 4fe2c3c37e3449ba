# The words of a brief in Uzbek in Cyrillic letters.
#
# Names cannot be declined here: every message has its places where the nominative stands. [1] is for a
# single thing.
#
# Dates, «-сон» and the quotation marks as in the national database of legislation (lex.uz: «Эко-маданият»,
# ПҚ-110-сон) and the press («17 ноябрь куни»): the months keep their ь, and no hyphen follows the figures. The
# words are those of `uz.ftl`.

### Sections

heading-summary = Қисқача мазмуни
heading-questions = Муҳокама қилинган масалалар
heading-practices = Муваффақиятли амалиётлар
heading-obstacles = { $count ->
    [1] Тўсиқ
   *[other] Тўсиқлар
}
heading-recommendations = { $count ->
    [1] Тавсия
   *[other] Тавсиялар
}
heading-decisions = { $count ->
    [1] Қарор
   *[other] Қарорлар
}
heading-actions = { $count ->
    [1] Кейинги қадам
   *[other] Кейинги қадамлар
}
heading-references = { $count ->
    [1] Манба
   *[other] Манбалар
}
heading-abbreviations = { $count ->
    [1] Қисқартма
   *[other] Қисқартмалар
}
heading-contacts = Боғланиш учун
heading-annex = Илова. { $title }
heading-annex-numbered = { $number }-илова. { $title }

### The line over the title

masthead-publisher = { $abbreviation } { $name }
series = Қисқача якунлар
series-number = { $number }-сон

### Facts of the meeting

fact-meeting = Тадбир
fact-when = Санаси
fact-when-and-where = Санаси ва жойи
fact-organisers = { $count ->
    [1] Ташкилотчи
   *[other] Ташкилотчилар
}
fact-participants = Иштирокчилар
fact-project = Лойиҳа
format-in-person = офлайн форматда
format-online = онлайн форматда
format-hybrid = аралаш форматда
attendance = { $number } нафар иштирокчи
participants-with-attendance = { $participants } ({ $attendance })
project-reference = Рақами: { $reference }
project-programme = Дастур: { $programme }

### Items

see-sections = Қаранг: { $sections }.
run-in-title = { $title }. { $text }
attribute-addressees = Ким учун: { $addressees }
attribute-due = Муддати: { $date }
attribute-obstacles = { $count ->
    [1] Бартараф этиладиган тўсиқ: { $obstacles }
   *[other] Бартараф этиладиган тўсиқлар: { $obstacles }
}
priority-high = Юқори устуворлик
priority-medium = Ўрта устуворлик
priority-low = Паст устуворлик
column-action = Чора-тадбир
column-owner = Масъул ижрочи
column-due = Муддати
column-status = Ҳолати
status-open = Бошланмаган
status-in-progress = Бажарилмоқда
status-done = Бажарилди
status-dropped = Бекор қилинди

### Tables, figures and charts

caption-table = { $number }-жадвал
caption-figure = { $number }-расм
chart-category = Тоифа
chart-series-with-unit = { $name }, { $unit }
chart-alt-bar = Устунли диаграмма: { $caption }
chart-alt-line = Чизиқли график: { $caption }
chart-alt-share = Улушлар диаграммаси: { $caption }
chart-alt-unit = { $description } ({ $unit })
chart-alt-series = { $name }: { $description }
chart-alt-one = { $value } ({ $label })
chart-alt-same = ҳаммасида { $value }
chart-alt-range = энг юқори қиймати { $highest } ({ $highest-label }), энг паст қиймати { $lowest } ({ $lowest-label })
chart-alt-course = бошида { $first } ({ $first-label }), охирида { $last } ({ $last-label }); { $range }
chart-alt-sentences = { $first }. { $rest }

### Organisations, funding, contacts

organisation-with-abbreviation = { $name } ({ $abbreviation })
definite-article = { $name }
definite-article-words = { "" }
funded-by = Молиялаштириш манбаи: { $funders }
co-funded-by = Биргаликда молиялаштириш манбаи: { $funders }
# No language of the European Union: translations of ours, not yet checked by a native speaker.
funded-by-european-union = Европа Иттифоқи томонидан молиялаштирилади
co-funded-by-european-union = Европа Иттифоқи томонидан биргаликда молиялаштирилади
disclaimer-of-european-union = Бироқ билдирилган қараш ва фикрлар фақат муаллифга (муаллифларга) тегишли бўлиб, Европа Иттифоқининг қарашларини акс эттириши шарт эмас. Улар учун Европа Иттифоқи ҳам, грант ажратган орган ҳам жавобгар эмас.
emblem-of-european-union = Европа Иттифоқи эмблемаси
implemented-by = { $count ->
    [1] Ижрочи: { $implementers }
   *[other] Ижрочилар: { $implementers }
}
implemented-with = { $count ->
    [1] Ижрочи: { $implementers }
   *[other] Ижрочилар: { $implementers }
}; { $partner-count ->
    [1] ҳамкор: { $partners }
   *[other] ҳамкорлар: { $partners }
}
in-partnership-with = { $count ->
    [1] Ҳамкор: { $partners }
   *[other] Ҳамкорлар: { $partners }
}
phone-with-extension = { $phone } (ички рақами{ "\u00A0" }{ $extension })

### The letter that goes with a brief

mail-greeting = Ҳурматли { $name }!
mail-greeting-to-all = Ҳурматли ҳамкасблар!
mail-opening = Сизга қисқача якунларни юбормоқдамиз: { $title }.
mail-opening-unattached = { mail-opening }
mail-link = Интернетда: { $link }
mail-closing = Ҳурмат билан,

### Foot of the page

page-number = { $page } / { $pages }

### Joining

list-pair = { $first } ва { $rest }
list-start = { $first }, { $rest }
list-middle = { $first }, { $rest }
list-end = { $first } ва { $rest }
list-apart = { $first }; { $rest }
particulars = { $first }, { $rest }
particulars-apart = { $first }{ "\u00A0" }· { $rest }
quotation = «{ $text }»
quotation-inner = “{ $text }”

### Dates

month = { $month ->
    [1] январь
    [2] февраль
    [3] март
    [4] апрель
    [5] май
    [6] июнь
    [7] июль
    [8] август
    [9] сентябрь
    [10] октябрь
    [11] ноябрь
   *[12] декабрь
}
ordinal = { $number }
date = { $year }{ "\u00A0" }йил { $day }{ "\u00A0" }{ $month }
date-range-in-month = { $year }{ "\u00A0" }йил { $start-day }–{ $end-day }{ "\u00A0" }{ $month }
date-range-in-year = { $year }{ "\u00A0" }йил { $start-day }{ "\u00A0" }{ $start-month } – { $end-day }{ "\u00A0" }{ $end-month }
date-range = { $start-year }{ "\u00A0" }йил { $start-day }{ "\u00A0" }{ $start-month } – { $end-year }{ "\u00A0" }йил { $end-day }{ "\u00A0" }{ $end-month }

### Numbers

number-digits = 0123456789
number-decimal = ,
number-group = { "\u202F" }
number-minus = −
number-percent = %

### For those who edit the document

note-for-editors = Сўзларни ўзгартириш, бандларни қўшиш, кўчириш ва ўчириш, тузатишларни қайд этиш ва изоҳ қолдириш мумкин: буларнинг ҳаммаси ҳужжатнинг асл матнига қайтади. Сарлавҳалар, ёрлиқлар ва рақамларни дастур яратади; расмлар, матн рамкалари ва ранглар кўчирилмайди.
