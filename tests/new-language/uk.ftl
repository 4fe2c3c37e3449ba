# The words of a brief in Ukrainian: a language that only the tests know, added by the steps of `src/locale/README.md`.
#
# Names cannot be declined here: every message has its places where the nominative stands.
# Headings take [1] for a single item: [one] would also be chosen by 21 and 31 (CLDR plural rules).
# Dates, quotation marks and lists as in CLDR 48.

### Sections

heading-summary = Резюме
heading-questions = Обговорені питання
heading-practices = Успішні практики
heading-obstacles = { $count ->
    [1] Перешкода
   *[other] Перешкоди
}
heading-recommendations = { $count ->
    [1] Рекомендація
   *[other] Рекомендації
}
heading-decisions = { $count ->
    [1] Рішення
   *[other] Рішення
}
heading-actions = { $count ->
    [1] Подальший крок
   *[other] Подальші кроки
}
heading-references = { $count ->
    [1] Джерело
   *[other] Джерела
}
heading-abbreviations = { $count ->
    [1] Скорочення
   *[other] Скорочення
}
heading-contacts = { $count ->
    [1] Контактна особа
   *[other] Контактні особи
}
heading-annex = Додаток. { $title }
heading-annex-numbered = Додаток { $number }. { $title }

### The line over the title

masthead-publisher = { $abbreviation } { $name }
series = Стислі підсумки
series-number = №{ "\u00A0" }{ $number }

### Facts of the meeting

fact-meeting = Захід
fact-when = Дата
fact-when-and-where = Дата й місце
fact-organisers = { $count ->
    [1] Організатор
   *[other] Організатори
}
fact-participants = Учасники
fact-project = Проєкт
format-in-person = очно
format-online = онлайн
format-hybrid = очно й онлайн
attendance = { $count ->
    [one] { $number } учасник
    [few] { $number } учасники
   *[other] { $number } учасників
}
participants-with-attendance = { $participants } ({ $attendance })
project-reference = Номер: { $reference }
project-programme = Програма: { $programme }

### Items

see-sections = Див. { $sections }.
run-in-title = { $title }. { $text }
attribute-addressees = { $count ->
    [1] Адресат: { $addressees }
   *[other] Адресати: { $addressees }
}
attribute-due = Строк: { $date }
attribute-obstacles = У відповідь на: { $obstacles }
priority-high = Високий пріоритет
priority-medium = Середній пріоритет
priority-low = Низький пріоритет
column-action = Дія
column-owner = Відповідальний
column-due = Строк
column-status = Стан
status-open = Не розпочато
status-in-progress = Виконується
status-done = Виконано
status-dropped = Скасовано

### Tables, figures and charts

caption-table = Таблиця{ "\u00A0" }{ $number }
caption-figure = Рисунок{ "\u00A0" }{ $number }
chart-category = Категорія
chart-series-with-unit = { $name }, { $unit }
chart-alt-bar = Стовпчикова діаграма: { $caption }
chart-alt-line = Лінійний графік: { $caption }
chart-alt-share = Діаграма часток: { $caption }
chart-alt-unit = { $description } ({ $unit })
chart-alt-series = { $name }: { $description }
chart-alt-one = { $value } ({ $label })
chart-alt-same = { $value } всюди
chart-alt-range = найбільше { $highest } ({ $highest-label }), найменше { $lowest } ({ $lowest-label })
chart-alt-course = від { $first } ({ $first-label }) до { $last } ({ $last-label }); { $range }
chart-alt-sentences = { $first }. { $rest }

### Organisations, funding, contacts

organisation-with-abbreviation = { $name } ({ $abbreviation })
definite-article = { $name }
definite-article-words = { "" }
funded-by = Фінансування: { $funders }
co-funded-by = Співфінансування: { $funders }
# Translations of ours.
funded-by-european-union = Фінансується Європейським Союзом
co-funded-by-european-union = Співфінансується Європейським Союзом
disclaimer-of-european-union = Однак висловлені погляди й думки належать лише автору (авторам) і не обовʼязково відображають погляди Європейського Союзу. Ні Європейський Союз, ні орган, що надав грант, не несуть за них відповідальності.
emblem-of-european-union = Емблема Європейського Союзу
implemented-by = { $count ->
    [1] Виконавець: { $implementers }
   *[other] Виконавці: { $implementers }
}
implemented-with = { $count ->
    [1] Виконавець: { $implementers }
   *[other] Виконавці: { $implementers }
}; { $partner-count ->
    [1] партнер: { $partners }
   *[other] партнери: { $partners }
}
in-partnership-with = { $count ->
    [1] Партнер: { $partners }
   *[other] Партнери: { $partners }
}
phone-with-extension = { $phone } (дод.{ "\u00A0" }{ $extension })

### The letter that goes with a brief

mail-greeting = Вітаємо, { $name }!
mail-greeting-to-all = Шановні колеги!
mail-opening = Надсилаємо вам стислі підсумки: { $title }.
mail-opening-unattached = Надсилаємо вам стислі підсумки: { $title }.
mail-link = В інтернеті: { $link }
mail-closing = З повагою,

### Foot of the page

page-number = { $page } з { $pages }

### Joining

list-pair = { $first } і { $rest }
list-start = { $first }, { $rest }
list-middle = { $first }, { $rest }
list-end = { $first } і { $rest }
list-apart = { $first }; { $rest }
particulars = { $first }, { $rest }
particulars-apart = { $first }{ "\u00A0" }· { $rest }
quotation = «{ $text }»
quotation-inner = „{ $text }“

### Dates

# In the genitive, which follows a day.
month = { $month ->
    [1] січня
    [2] лютого
    [3] березня
    [4] квітня
    [5] травня
    [6] червня
    [7] липня
    [8] серпня
    [9] вересня
    [10] жовтня
    [11] листопада
   *[12] грудня
}
ordinal = { $number }
date = { $day }{ "\u00A0" }{ $month } { $year }{ "\u00A0" }р.
date-range-in-month = { $start-day }–{ $end-day }{ "\u00A0" }{ $month } { $year }{ "\u00A0" }р.
date-range-in-year = { $start-day }{ "\u00A0" }{ $start-month }{ "\u00A0" }– { $end-day }{ "\u00A0" }{ $end-month } { $year }{ "\u00A0" }р.
date-range = { $start-day }{ "\u00A0" }{ $start-month } { $start-year }{ "\u00A0" }р.{ "\u00A0" }– { $end-day }{ "\u00A0" }{ $end-month } { $end-year }{ "\u00A0" }р.

### Numbers

number-digits = 0123456789
number-decimal = ,
number-group = { "\u202F" }
number-minus = −
number-percent = %

### In the Word file

note-for-editors = Змінюйте слова, додавайте, переміщуйте й видаляйте пункти, відстежуйте зміни, залишайте коментарі: усе це повернеться до джерела документа. Заголовки, мітки й номери створює програма; зображення, текстові поля й кольори перенести неможливо.
