# The words of a brief in Kazakh (Cyrillic).
#
# Names cannot be declined here: every message has its places where the nominative stands. [1] is for a
# single thing.
#
# Dates as in the legal acts of Kazakhstan (adilet.zan.kz: «2021 жылғы 5 ақпандағы № 2 шешімі»). Numbers stand
# before what they number («1-қосымша», «1-кесте»), as there. «Іс-шара», «Мерзімі» and «Жауапты орындаушы»
# (beside «Ответственный исполнитель») are those of action plans; «Қаржыландыру көзі», «Байланыс тұлғасы» and
# «Еуропалық Одақ» are found on sites of institutions in Kazakh. No native reader has gone through the words yet.

### Sections

heading-summary = Қысқаша мазмұны
heading-questions = Талқыланған мәселелер
heading-practices = Табысты тәжірибелер
heading-obstacles = { $count ->
    [1] Кедергі
   *[other] Кедергілер
}
heading-recommendations = { $count ->
    [1] Ұсыным
   *[other] Ұсынымдар
}
heading-decisions = { $count ->
    [1] Шешім
   *[other] Шешімдер
}
heading-actions = { $count ->
    [1] Келесі қадам
   *[other] Келесі қадамдар
}
heading-references = { $count ->
    [1] Дереккөз
   *[other] Дереккөздер
}
heading-abbreviations = { $count ->
    [1] Қысқарту
   *[other] Қысқартулар
}
heading-contacts = { $count ->
    [1] Байланыс тұлғасы
   *[other] Байланыс тұлғалары
}
heading-annex = Қосымша. { $title }
heading-annex-numbered = { $number }-қосымша. { $title }

### The line over the title

masthead-publisher = { $abbreviation } { $name }
series = Қысқаша қорытынды
series-number = №{ "\u00A0" }{ $number }

### Facts of the meeting

fact-meeting = Іс-шара
fact-when = Күні
fact-when-and-where = Күні мен орны
fact-organisers = { $count ->
    [1] Ұйымдастырушы
   *[other] Ұйымдастырушылар
}
fact-participants = Қатысушылар
fact-project = Жоба
format-in-person = офлайн форматта
format-online = онлайн форматта
format-hybrid = аралас форматта
attendance = { $number } қатысушы
participants-with-attendance = { $participants } ({ $attendance })
project-reference = Нөмірі: { $reference }
project-programme = Бағдарлама: { $programme }

### Items

see-sections = Қараңыз: { $sections }.
run-in-title = { $title }. { $text }
attribute-addressees = Кім үшін: { $addressees }
attribute-due = Мерзімі: { $date }
attribute-obstacles = { $count ->
    [1] Еңсерілетін кедергі: { $obstacles }
   *[other] Еңсерілетін кедергілер: { $obstacles }
}
priority-high = Басымдығы жоғары
priority-medium = Басымдығы орташа
priority-low = Басымдығы төмен
column-action = Іс-қимыл
column-owner = Жауапты орындаушы
column-due = Мерзімі
column-status = Күйі
status-open = Басталмаған
status-in-progress = Орындалуда
status-done = Орындалды
status-dropped = Алып тасталды

### Tables, figures and charts

caption-table = { $number }-кесте
caption-figure = { $number }-сурет
chart-category = Санат
chart-series-with-unit = { $name }, { $unit }
chart-alt-bar = Бағанды диаграмма: { $caption }
chart-alt-line = Сызықтық график: { $caption }
chart-alt-share = Үлестер диаграммасы: { $caption }
chart-alt-unit = { $description } ({ $unit })
chart-alt-series = { $name }: { $description }
chart-alt-one = { $value } ({ $label })
chart-alt-same = барлығында { $value }
chart-alt-range = ең жоғары мәні { $highest } ({ $highest-label }), ең төмен мәні { $lowest } ({ $lowest-label })
chart-alt-course = басында { $first } ({ $first-label }), соңында { $last } ({ $last-label }); { $range }
chart-alt-sentences = { $first }. { $rest }

### Organisations, funding, contacts

organisation-with-abbreviation = { $name } ({ $abbreviation })
definite-article = { $name }
definite-article-words = { "" }
funded-by = Қаржыландыру көзі: { $funders }
co-funded-by = Бірлескен қаржыландыру көзі: { $funders }
# No language of the European Union: translations of ours, not yet checked by a native speaker.
funded-by-european-union = Еуропалық Одақ қаржыландырады
co-funded-by-european-union = Еуропалық Одақ бірлесіп қаржыландырады
disclaimer-of-european-union = Алайда білдірілген көзқарастар мен пікірлер тек автордың (авторлардың) өзіне тиесілі және Еуропалық Одақтың көзқарасын міндетті түрде білдірмейді. Олар үшін Еуропалық Одақ та, грант беруші орган да жауап бермейді.
emblem-of-european-union = Еуропалық Одақтың эмблемасы
implemented-by = { $count ->
    [1] Орындаушы: { $implementers }
   *[other] Орындаушылар: { $implementers }
}
implemented-with = { $count ->
    [1] Орындаушы: { $implementers }
   *[other] Орындаушылар: { $implementers }
}; { $partner-count ->
    [1] серіктес: { $partners }
   *[other] серіктестер: { $partners }
}
in-partnership-with = { $count ->
    [1] Серіктес: { $partners }
   *[other] Серіктестер: { $partners }
}
phone-with-extension = { $phone } (ішкі нөмірі{ "\u00A0" }{ $extension })

### The letter that goes with a brief

mail-greeting = Құрметті { $name }!
mail-greeting-to-all = Құрметті әріптестер!
mail-opening = Қысқаша қорытындыны жолдап отырмыз: { $title }.
mail-opening-unattached = { mail-opening }
mail-link = Интернетте: { $link }
mail-closing = Құрметпен,

### Foot of the page

page-number = { $page } / { $pages }

### Joining

list-pair = { $first } және { $rest }
list-start = { $first }, { $rest }
list-middle = { $first }, { $rest }
list-end = { $first } және { $rest }
list-apart = { $first }; { $rest }
particulars = { $first }, { $rest }
particulars-apart = { $first }{ "\u00A0" }· { $rest }
quotation = «{ $text }»
quotation-inner = “{ $text }”

### Dates

month = { $month ->
    [1] қаңтар
    [2] ақпан
    [3] наурыз
    [4] сәуір
    [5] мамыр
    [6] маусым
    [7] шілде
    [8] тамыз
    [9] қыркүйек
    [10] қазан
    [11] қараша
   *[12] желтоқсан
}
ordinal = { $number }
date = { $year }{ "\u00A0" }жылғы { $day }{ "\u00A0" }{ $month }
date-range-in-month = { $year }{ "\u00A0" }жылғы { $start-day }–{ $end-day }{ "\u00A0" }{ $month }
date-range-in-year = { $year }{ "\u00A0" }жылғы { $start-day }{ "\u00A0" }{ $start-month } – { $end-day }{ "\u00A0" }{ $end-month }
date-range = { $start-year }{ "\u00A0" }жылғы { $start-day }{ "\u00A0" }{ $start-month } – { $end-year }{ "\u00A0" }жылғы { $end-day }{ "\u00A0" }{ $end-month }

### Numbers

number-digits = 0123456789
number-decimal = ,
number-group = { "\u202F" }
number-minus = −
number-percent = %

### For those who edit the document

note-for-editors = Сөздерді өзгертуге, тармақтарды қосуға, жылжытуға және жоюға, түзетулерді жазып отыруға және ескертпе қалдыруға болады: мұның бәрі құжаттың бастапқы мәтініне қайтады. Тақырыптарды, белгілерді және нөмірлерді бағдарлама жасайды; суреттер, мәтін жақтаулары және түстер көшірілмейді.
