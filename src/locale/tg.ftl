# The words of a brief in Tajik.
#
# Tajik has no cases: names can stand in sentences. [1] is for a single thing.
#
# Dates as in the decisions of the Government of Tajikistan («аз 30 июни соли 2021, № 268») and the decrees of the
# President («аз 26 сентябри соли 2020, № 1612»), from which also come «ихтисора», «замима», «№». «Чорабинӣ» and
# «нақшаи чорабиниҳо» are those of the Academy of Sciences and of the laws; «Ҷадвали 1» is that of the Ministry of
# Economic Development; «Бо маблағгузории Иттиҳоди Аврупо» stands beside the emblem on the site of a project of the
# Union. «Қадамҳои минбаъда», «Барои тамос» and «монеаҳо» are found on sites in Tajik. No native reader has gone
# through the words yet.

### Sections

heading-summary = Хулоса
heading-questions = Масъалаҳои баррасишуда
heading-practices = Таҷрибаҳои муваффақ
heading-obstacles = { $count ->
    [1] Монеа
   *[other] Монеаҳо
}
heading-recommendations = { $count ->
    [1] Тавсия
   *[other] Тавсияҳо
}
heading-decisions = { $count ->
    [1] Қарор
   *[other] Қарорҳо
}
heading-actions = { $count ->
    [1] Қадами минбаъда
   *[other] Қадамҳои минбаъда
}
heading-references = { $count ->
    [1] Сарчашма
   *[other] Сарчашмаҳо
}
heading-abbreviations = { $count ->
    [1] Ихтисора
   *[other] Ихтисораҳо
}
heading-contacts = Барои тамос
heading-annex = Замима. { $title }
heading-annex-numbered = Замимаи{ "\u00A0" }{ $number }. { $title }

### The line over the title

masthead-publisher = { $abbreviation } { $name }
series = Натиҷаҳои мухтасар
series-number = №{ "\u00A0" }{ $number }

### Facts of the meeting

fact-meeting = Чорабинӣ
fact-when = Сана
fact-when-and-where = Сана ва макон
fact-organisers = { $count ->
    [1] Ташкилкунанда
   *[other] Ташкилкунандагон
}
fact-participants = Иштирокчиён
fact-project = Лоиҳа
format-in-person = ҳузурӣ
format-online = онлайн
format-hybrid = ҳузурӣ ва онлайн
attendance = { $number } нафар иштирокчӣ
participants-with-attendance = { $participants } ({ $attendance })
project-reference = Рақам: { $reference }
project-programme = Барнома: { $programme }

### Items

see-sections = Нигаред ба { $sections }.
run-in-title = { $title }. { $text }
attribute-addressees = Барои: { $addressees }
attribute-due = Муҳлат: { $date }
attribute-obstacles = { $count ->
    [1] Барои рафъи монеаи { $obstacles }
   *[other] Барои рафъи монеаҳои { $obstacles }
}
priority-high = Афзалияти баланд
priority-medium = Афзалияти миёна
priority-low = Афзалияти паст
column-action = Амал
column-owner = Масъул
column-due = Муҳлат
column-status = Ҳолат
status-open = Оғоз нашудааст
status-in-progress = Дар ҳоли иҷро
status-done = Иҷро шуд
status-dropped = Бекор карда шуд

### Tables, figures and charts

caption-table = Ҷадвали{ "\u00A0" }{ $number }
caption-figure = Расми{ "\u00A0" }{ $number }
chart-category = Категория
chart-series-with-unit = { $name }, { $unit }
chart-alt-bar = Диаграммаи сутунӣ: { $caption }
chart-alt-line = Графики хаттӣ: { $caption }
chart-alt-share = Диаграммаи ҳиссаҳо: { $caption }
chart-alt-unit = { $description } ({ $unit })
chart-alt-series = { $name }: { $description }
chart-alt-one = { $value } ({ $label })
chart-alt-same = дар ҳама ҷо { $value }
chart-alt-range = баландтарин { $highest } ({ $highest-label }), пасттарин { $lowest } ({ $lowest-label })
chart-alt-course = аз { $first } ({ $first-label }) то { $last } ({ $last-label }); { $range }
chart-alt-sentences = { $first }. { $rest }

### Organisations, funding, contacts

organisation-with-abbreviation = { $name } ({ $abbreviation })
definite-article = { $name }
definite-article-words = { "" }
funded-by = Бо маблағгузории { $funders }
co-funded-by = Бо ҳаммаблағгузории { $funders }
# No language of the European Union: translations of ours, not yet checked by a native speaker.
funded-by-european-union = Бо маблағгузории Иттиҳоди Аврупо
co-funded-by-european-union = Бо ҳаммаблағгузории Иттиҳоди Аврупо
disclaimer-of-european-union = Аммо ақидаву андешаҳои баёншуда танҳо ба муаллиф (муаллифон) тааллуқ доранд ва ҳатман мавқеи Иттиҳоди Аврупоро инъикос намекунанд. На Иттиҳоди Аврупо ва на мақоми грантдиҳанда барои онҳо масъул нестанд.
emblem-of-european-union = Нишони Иттиҳоди Аврупо
implemented-by = Аз ҷониби { $implementers } амалӣ карда мешавад
implemented-with = Аз ҷониби { $implementers } дар ҳамкорӣ бо { $partners } амалӣ карда мешавад
in-partnership-with = Дар ҳамкорӣ бо { $partners }
phone-with-extension = { $phone } (рақами дохилӣ{ "\u00A0" }{ $extension })

### The letter that goes with a brief

mail-greeting = Муҳтарам { $name }!
mail-greeting-to-all = Ҳамкорони муҳтарам!
mail-opening = Ба шумо натиҷаҳои мухтасарро ирсол менамоем: { $title }.
mail-opening-unattached = { mail-opening }
mail-link = Дар интернет: { $link }
mail-closing = Бо эҳтиром,

### Foot of the page

page-number = { $page } аз { $pages }

### Joining

list-pair = { $first } ва { $rest }
list-start = { $first }, { $rest }
list-middle = { $first }, { $rest }
list-end = { $first } ва { $rest }
list-apart = { $first }; { $rest }
particulars = { $first }, { $rest }
particulars-apart = { $first }{ "\u00A0" }· { $rest }
quotation = «{ $text }»
quotation-inner = „{ $text }“

### Dates

# Without the izofat, which joins the last month to its year.
month = { $month ->
    [1] январ
    [2] феврал
    [3] март
    [4] апрел
    [5] май
    [6] июн
    [7] июл
    [8] август
    [9] сентябр
    [10] октябр
    [11] ноябр
   *[12] декабр
}
ordinal = { $number }
date = { $day }{ "\u00A0" }{ $month }и соли{ "\u00A0" }{ $year }
date-range-in-month = { $start-day }–{ $end-day }{ "\u00A0" }{ $month }и соли{ "\u00A0" }{ $year }
date-range-in-year = { $start-day }{ "\u00A0" }{ $start-month } – { $end-day }{ "\u00A0" }{ $end-month }и соли{ "\u00A0" }{ $year }
date-range = { $start-day }{ "\u00A0" }{ $start-month }и соли{ "\u00A0" }{ $start-year } – { $end-day }{ "\u00A0" }{ $end-month }и соли{ "\u00A0" }{ $end-year }

### Numbers

number-digits = 0123456789
number-decimal = ,
number-group = { "\u202F" }
number-minus = −
number-percent = %

### For those who edit the document

note-for-editors = Калимаҳоро тағйир додан, бандҳоро илова кардан, кӯчонидан ва нест кардан, ислоҳҳоро сабт кардан ва эзоҳ гузоштан мумкин аст: ҳамаи ин ба матни аслии ҳуҷҷат бармегардад. Сарлавҳаҳо, нишонаҳо ва рақамҳоро барнома месозад; расмҳо, чорчӯбаҳои матн ва рангҳо гузаронда намешаванд.
