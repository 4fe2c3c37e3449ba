# The words of a brief in Russian.
#
# Names of organisations, countries and sections cannot be declined here: every message has its places
# where the nominative stands, after a colon or in quotation marks.
# Headings take [1] for a single item: [one] would also be chosen by 21 and 31 (CLDR plural rules).
#
# Wording: as is usual in the Russian documents of the United Nations («Резюме», «Рекомендации», «Дальнейшие шаги»,
# «Контактное лицо», «Приложение») and in the action plans of the governments of the region («Ответственный», «Срок»);
# the words have not been looked up one by one. Typography: А. Э. Мильчин, Л. К. Чельцова, «Справочник издателя и
# автора»: the dash between dates of words, thin spaces between thousands, «г.» and «№» never apart from their
# numbers.

### Sections

heading-summary = Резюме
heading-questions = Обсуждавшиеся вопросы
heading-practices = Успешные практики
heading-obstacles = { $count ->
    [1] Препятствие
   *[other] Препятствия
}
heading-recommendations = { $count ->
    [1] Рекомендация
   *[other] Рекомендации
}
heading-decisions = { $count ->
    [1] Решение
   *[other] Решения
}
heading-actions = { $count ->
    [1] Дальнейший шаг
   *[other] Дальнейшие шаги
}
heading-references = { $count ->
    [1] Источник
   *[other] Источники
}
heading-abbreviations = { $count ->
    [1] Сокращение
   *[other] Сокращения
}
heading-contacts = { $count ->
    [1] Контактное лицо
   *[other] Контактные лица
}
heading-annex = Приложение. { $title }
heading-annex-numbered = Приложение{ "\u00A0" }{ $number }. { $title }

### The line over the title

masthead-publisher = { $abbreviation } { $name }
series = Краткие итоги
series-number = №{ "\u00A0" }{ $number }

### Facts of the meeting

fact-meeting = Мероприятие
fact-when = Дата
fact-when-and-where = Дата и место
fact-organisers = { $count ->
    [1] Организатор
   *[other] Организаторы
}
fact-participants = Участники
fact-project = Проект
format-in-person = очно
format-online = онлайн
format-hybrid = очно и онлайн
attendance = { $count ->
    [one] { $number } участник
    [few] { $number } участника
   *[other] { $number } участников
}
participants-with-attendance = { $participants } ({ $attendance })
project-reference = Номер: { $reference }
project-programme = Программа: { $programme }

### Items

see-sections = См. { $sections }.
run-in-title = { $title }. { $text }
attribute-addressees = { $count ->
    [1] Адресат: { $addressees }
   *[other] Адресаты: { $addressees }
}
attribute-due = Срок: { $date }
attribute-obstacles = В ответ на: { $obstacles }
priority-high = Высокий приоритет
priority-medium = Средний приоритет
priority-low = Низкий приоритет
column-action = Действие
column-owner = Ответственный
column-due = Срок
column-status = Статус
status-open = Не начато
status-in-progress = Выполняется
status-done = Выполнено
status-dropped = Отменено

### Tables, figures and charts

caption-table = Таблица{ "\u00A0" }{ $number }
caption-figure = Рисунок{ "\u00A0" }{ $number }
chart-category = Категория
# A unit follows a comma: ГОСТ 2.105.
chart-series-with-unit = { $name }, { $unit }
chart-alt-bar = Столбчатая диаграмма: { $caption }
chart-alt-line = Линейный график: { $caption }
chart-alt-share = Диаграмма долей: { $caption }
chart-alt-unit = { $description } ({ $unit })
chart-alt-series = { $name }: { $description }
chart-alt-one = { $value } ({ $label })
chart-alt-same = { $value } везде
chart-alt-range = наибольшее { $highest } ({ $highest-label }), наименьшее { $lowest } ({ $lowest-label })
chart-alt-course = от { $first } ({ $first-label }) до { $last } ({ $last-label }); { $range }
chart-alt-sentences = { $first }. { $rest }

### Organisations, funding, contacts

organisation-with-abbreviation = { $name } ({ $abbreviation })
definite-article = { $name }
definite-article-words = { "" }
funded-by = Финансирование: { $funders }
co-funded-by = Софинансирование: { $funders }
# Russian is no language of the European Union: translations of ours.
funded-by-european-union = Финансируется Европейским союзом
co-funded-by-european-union = Софинансируется Европейским союзом
disclaimer-of-european-union = Высказанные взгляды и мнения принадлежат, однако, только автору (авторам) и не обязательно отражают взгляды и мнения Европейского союза. Ни Европейский союз, ни орган, предоставивший грант, не несут за них ответственности.
emblem-of-european-union = Эмблема Европейского союза
implemented-by = { $count ->
    [1] Исполнитель: { $implementers }
   *[other] Исполнители: { $implementers }
}
implemented-with = { $count ->
    [1] Исполнитель: { $implementers }
   *[other] Исполнители: { $implementers }
}; { $partner-count ->
    [1] партнер: { $partners }
   *[other] партнеры: { $partners }
}
in-partnership-with = { $count ->
    [1] Партнер: { $partners }
   *[other] Партнеры: { $partners }
}
phone-with-extension = { $phone } (доб.{ "\u00A0" }{ $extension })

### The letter that goes with a brief

mail-greeting = Здравствуйте, { $name }!
mail-greeting-to-all = Уважаемые коллеги!
mail-opening = Направляем вам краткие итоги: { $title }.
mail-opening-unattached = { mail-opening }
mail-link = В интернете: { $link }
mail-closing = С уважением,

### Foot of the page

page-number = { $page } из { $pages }

### Joining

list-pair = { $first } и { $rest }
list-start = { $first }, { $rest }
list-middle = { $first }, { $rest }
list-end = { $first } и { $rest }
list-apart = { $first }; { $rest }
particulars = { $first }, { $rest }
particulars-apart = { $first }{ "\u00A0" }· { $rest }
quotation = «{ $text }»
quotation-inner = „{ $text }“

### Dates

# In the genitive, which follows a day.
month = { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}
ordinal = { $number }
date = { $day }{ "\u00A0" }{ $month } { $year }{ "\u00A0" }г.
date-range-in-month = { $start-day }–{ $end-day }{ "\u00A0" }{ $month } { $year }{ "\u00A0" }г.
date-range-in-year = { $start-day }{ "\u00A0" }{ $start-month }{ "\u00A0" }— { $end-day }{ "\u00A0" }{ $end-month } { $year }{ "\u00A0" }г.
date-range = { $start-day }{ "\u00A0" }{ $start-month } { $start-year }{ "\u00A0" }г.{ "\u00A0" }— { $end-day }{ "\u00A0" }{ $end-month } { $end-year }{ "\u00A0" }г.

### Numbers

number-digits = 0123456789
number-decimal = ,
number-group = { "\u202F" }
number-minus = −
number-percent = { "\u00A0" }%

### For those who edit the document

note-for-editors = Можно править слова, добавлять, переставлять и удалять пункты, записывать исправления и оставлять примечания: всё это вернётся в исходный текст документа. Заголовки, подписи и номера создаёт программа; рисунки, надписи и цвета перенести нельзя.
