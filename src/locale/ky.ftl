# The words of a brief in Kyrgyz.
#
# Names cannot be declined here: every message has its places where the nominative stands. [1] is for a
# single thing.
#
# Dates as the institutions of Kyrgyzstan write them («Жогорку Кеңештин 2008-жылдын 26-июнундагы токтому»,
# «2022-жылдын 25-ноябрында», «2018-жылдын 16-октябры № 360-б»). «Иш-чара», «катышуучулар», «уюштуруучулар»,
# «долбоор», «өнөктөш» are found in press releases of the Cabinet of Ministers and of projects of the European Union;
# «иш-аракет», «тиркеме» and «мөөнөт» in the plan of action for an open government (2018); «Жооптуу аткаруучу»,
# «Кийинки кадамдар», «Байланышуу үчүн» and «Европа Биримдиги» on sites in Kyrgyz. No native reader has gone through
# the words yet.

### Sections

heading-summary = Кыскача мазмуну
heading-questions = Талкууланган маселелер
heading-practices = Ийгиликтүү тажрыйбалар
heading-obstacles = { $count ->
    [1] Тоскоолдук
   *[other] Тоскоолдуктар
}
heading-recommendations = { $count ->
    [1] Сунуш
   *[other] Сунуштар
}
heading-decisions = { $count ->
    [1] Чечим
   *[other] Чечимдер
}
heading-actions = { $count ->
    [1] Кийинки кадам
   *[other] Кийинки кадамдар
}
heading-references = { $count ->
    [1] Булак
   *[other] Булактар
}
heading-abbreviations = { $count ->
    [1] Кыскартуу
   *[other] Кыскартуулар
}
heading-contacts = Байланышуу үчүн
heading-annex = Тиркеме. { $title }
heading-annex-numbered = { $number }-тиркеме. { $title }

### The line over the title

masthead-publisher = { $abbreviation } { $name }
series = Кыскача жыйынтык
series-number = №{ "\u00A0" }{ $number }

### Facts of the meeting

fact-meeting = Иш-чара
fact-when = Күнү
fact-when-and-where = Күнү жана орду
fact-organisers = { $count ->
    [1] Уюштуруучу
   *[other] Уюштуруучулар
}
fact-participants = Катышуучулар
fact-project = Долбоор
format-in-person = офлайн форматта
format-online = онлайн форматта
format-hybrid = аралаш форматта
attendance = { $number } катышуучу
participants-with-attendance = { $participants } ({ $attendance })
project-reference = Номери: { $reference }
project-programme = Программа: { $programme }

### Items

see-sections = Караңыз: { $sections }.
run-in-title = { $title }. { $text }
attribute-addressees = Ким үчүн: { $addressees }
attribute-due = Мөөнөтү: { $date }
attribute-obstacles = { $count ->
    [1] Жоюлуучу тоскоолдук: { $obstacles }
   *[other] Жоюлуучу тоскоолдуктар: { $obstacles }
}
priority-high = Артыкчылыгы жогору
priority-medium = Артыкчылыгы орто
priority-low = Артыкчылыгы төмөн
column-action = Иш-аракет
column-owner = Жооптуу аткаруучу
column-due = Мөөнөтү
column-status = Абалы
status-open = Баштала элек
status-in-progress = Аткарылууда
status-done = Аткарылды
status-dropped = Жокко чыгарылды

### Tables, figures and charts

caption-table = { $number }-таблица
caption-figure = { $number }-сүрөт
chart-category = Категория
chart-series-with-unit = { $name }, { $unit }
chart-alt-bar = Мамычалуу диаграмма: { $caption }
chart-alt-line = Сызыктуу график: { $caption }
chart-alt-share = Үлүштөр диаграммасы: { $caption }
chart-alt-unit = { $description } ({ $unit })
chart-alt-series = { $name }: { $description }
chart-alt-one = { $value } ({ $label })
chart-alt-same = баарында { $value }
chart-alt-range = эң жогорку мааниси { $highest } ({ $highest-label }), эң төмөнкү мааниси { $lowest } ({ $lowest-label })
chart-alt-course = башында { $first } ({ $first-label }), аягында { $last } ({ $last-label }); { $range }
chart-alt-sentences = { $first }. { $rest }

### Organisations, funding, contacts

organisation-with-abbreviation = { $name } ({ $abbreviation })
definite-article = { $name }
definite-article-words = { "" }
funded-by = Каржылоо булагы: { $funders }
co-funded-by = Биргелешкен каржылоо булагы: { $funders }
# No language of the European Union: translations of ours, not yet checked by a native speaker.
funded-by-european-union = Европа Биримдиги тарабынан каржыланат
co-funded-by-european-union = Европа Биримдиги тарабынан биргелешип каржыланат
disclaimer-of-european-union = Бирок билдирилген көз караштар жана пикирлер авторго (авторлорго) гана таандык жана Европа Биримдигинин көз карашын сөзсүз чагылдырбайт. Алар үчүн Европа Биримдиги да, грант берүүчү орган да жооп бербейт.
emblem-of-european-union = Европа Биримдигинин эмблемасы
implemented-by = { $count ->
    [1] Аткаруучу: { $implementers }
   *[other] Аткаруучулар: { $implementers }
}
implemented-with = { $count ->
    [1] Аткаруучу: { $implementers }
   *[other] Аткаруучулар: { $implementers }
}; { $partner-count ->
    [1] өнөктөш: { $partners }
   *[other] өнөктөштөр: { $partners }
}
in-partnership-with = { $count ->
    [1] Өнөктөш: { $partners }
   *[other] Өнөктөштөр: { $partners }
}
phone-with-extension = { $phone } (ички номери{ "\u00A0" }{ $extension })

### The letter that goes with a brief

mail-greeting = Урматтуу { $name }!
mail-greeting-to-all = Урматтуу кесиптештер!
mail-opening = Кыскача жыйынтыкты жөнөтүп жатабыз: { $title }.
mail-opening-unattached = { mail-opening }
mail-link = Интернетте: { $link }
mail-closing = Урматтоо менен,

### Foot of the page

page-number = { $page } / { $pages }

### Joining

list-pair = { $first } жана { $rest }
list-start = { $first }, { $rest }
list-middle = { $first }, { $rest }
list-end = { $first } жана { $rest }
list-apart = { $first }; { $rest }
particulars = { $first }, { $rest }
particulars-apart = { $first }{ "\u00A0" }· { $rest }
quotation = «{ $text }»
quotation-inner = „{ $text }“

### Dates

# With the possessive ending that a year before them asks for.
month = { $month ->
    [1] январы
    [2] февралы
    [3] марты
    [4] апрели
    [5] майы
    [6] июну
    [7] июлу
    [8] августу
    [9] сентябры
    [10] октябры
    [11] ноябры
   *[12] декабры
}
ordinal = { $number }
date = { $year }-жылдын { $day }-{ $month }
date-range-in-month = { $year }-жылдын { $start-day }–{ $end-day }-{ $month }
date-range-in-year = { $year }-жылдын { $start-day }-{ $start-month } – { $end-day }-{ $end-month }
date-range = { $start-year }-жылдын { $start-day }-{ $start-month } – { $end-year }-жылдын { $end-day }-{ $end-month }

### Numbers

number-digits = 0123456789
number-decimal = ,
number-group = { "\u202F" }
number-minus = −
number-percent = %

### For those who edit the document

note-for-editors = Сөздөрдү өзгөртүүгө, пункттарды кошууга, жылдырууга жана өчүрүүгө, оңдоолорду жазып барууга жана эскертүү калтырууга болот: мунун баары документтин баштапкы текстине кайтат. Баш сөздөрдү, белгилерди жана номерлерди программа түзөт; сүрөттөр, текст алкактары жана түстөр көчүрүлбөйт.
