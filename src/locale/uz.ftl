# The words of a brief in Uzbek in Latin letters: oʻ and gʻ with U+02BB, the tutuq belgisi as U+02BC.
#
# Names cannot be declined here: every message has its places where the nominative stands. [1] is for a
# single thing.
#
# Dates after the orthography of 1995 («1995-yil 24-avgust», a hyphen after the figures). «-son» and the quotation
# marks as in the national database of legislation (lex.uz: “Eko-madaniyat”, PQ-110-son, “12-son 12.01.1999”).
# “Chora-tadbirlar”, “muddati” and “masʼul” head the columns of a city's plan of measures (Buxoro, 2023); “Keyingi
# qadamlar” and “Bogʻlanish uchun” are found on sites in Uzbek. No native reader has gone through the words yet.

### Sections

heading-summary = Qisqacha mazmuni
heading-questions = Muhokama qilingan masalalar
heading-practices = Muvaffaqiyatli amaliyotlar
heading-obstacles = { $count ->
    [1] Toʻsiq
   *[other] Toʻsiqlar
}
heading-recommendations = { $count ->
    [1] Tavsiya
   *[other] Tavsiyalar
}
heading-decisions = { $count ->
    [1] Qaror
   *[other] Qarorlar
}
heading-actions = { $count ->
    [1] Keyingi qadam
   *[other] Keyingi qadamlar
}
heading-references = { $count ->
    [1] Manba
   *[other] Manbalar
}
heading-abbreviations = { $count ->
    [1] Qisqartma
   *[other] Qisqartmalar
}
heading-contacts = Bogʻlanish uchun
heading-annex = Ilova. { $title }
heading-annex-numbered = { $number }-ilova. { $title }

### The line over the title

masthead-publisher = { $abbreviation } { $name }
series = Qisqacha yakunlar
series-number = { $number }-son

### Facts of the meeting

fact-meeting = Tadbir
fact-when = Sanasi
fact-when-and-where = Sanasi va joyi
fact-organisers = { $count ->
    [1] Tashkilotchi
   *[other] Tashkilotchilar
}
fact-participants = Ishtirokchilar
fact-project = Loyiha
format-in-person = oflayn formatda
format-online = onlayn formatda
format-hybrid = aralash formatda
attendance = { $number } nafar ishtirokchi
participants-with-attendance = { $participants } ({ $attendance })
project-reference = Raqami: { $reference }
project-programme = Dastur: { $programme }

### Items

see-sections = Qarang: { $sections }.
run-in-title = { $title }. { $text }
attribute-addressees = Kim uchun: { $addressees }
attribute-due = Muddati: { $date }
attribute-obstacles = { $count ->
    [1] Bartaraf etiladigan toʻsiq: { $obstacles }
   *[other] Bartaraf etiladigan toʻsiqlar: { $obstacles }
}
priority-high = Yuqori ustuvorlik
priority-medium = Oʻrta ustuvorlik
priority-low = Past ustuvorlik
column-action = Chora-tadbir
column-owner = Masʼul ijrochi
column-due = Muddati
column-status = Holati
status-open = Boshlanmagan
status-in-progress = Bajarilmoqda
status-done = Bajarildi
status-dropped = Bekor qilindi

### Tables, figures and charts

caption-table = { $number }-jadval
caption-figure = { $number }-rasm
chart-category = Toifa
chart-series-with-unit = { $name }, { $unit }
chart-alt-bar = Ustunli diagramma: { $caption }
chart-alt-line = Chiziqli grafik: { $caption }
chart-alt-share = Ulushlar diagrammasi: { $caption }
chart-alt-unit = { $description } ({ $unit })
chart-alt-series = { $name }: { $description }
chart-alt-one = { $value } ({ $label })
chart-alt-same = hammasida { $value }
chart-alt-range = eng yuqori qiymati { $highest } ({ $highest-label }), eng past qiymati { $lowest } ({ $lowest-label })
chart-alt-course = boshida { $first } ({ $first-label }), oxirida { $last } ({ $last-label }); { $range }
chart-alt-sentences = { $first }. { $rest }

### Organisations, funding, contacts

organisation-with-abbreviation = { $name } ({ $abbreviation })
definite-article = { $name }
definite-article-words = { "" }
funded-by = Moliyalashtirish manbai: { $funders }
co-funded-by = Birgalikda moliyalashtirish manbai: { $funders }
# No language of the European Union: translations of ours, not yet checked by a native speaker.
funded-by-european-union = Yevropa Ittifoqi tomonidan moliyalashtiriladi
co-funded-by-european-union = Yevropa Ittifoqi tomonidan birgalikda moliyalashtiriladi
disclaimer-of-european-union = Biroq bildirilgan qarash va fikrlar faqat muallifga (mualliflarga) tegishli boʻlib, Yevropa Ittifoqining qarashlarini aks ettirishi shart emas. Ular uchun Yevropa Ittifoqi ham, grant ajratgan organ ham javobgar emas.
emblem-of-european-union = Yevropa Ittifoqi emblemasi
implemented-by = { $count ->
    [1] Ijrochi: { $implementers }
   *[other] Ijrochilar: { $implementers }
}
implemented-with = { $count ->
    [1] Ijrochi: { $implementers }
   *[other] Ijrochilar: { $implementers }
}; { $partner-count ->
    [1] hamkor: { $partners }
   *[other] hamkorlar: { $partners }
}
in-partnership-with = { $count ->
    [1] Hamkor: { $partners }
   *[other] Hamkorlar: { $partners }
}
phone-with-extension = { $phone } (ichki raqami{ "\u00A0" }{ $extension })

### The letter that goes with a brief

mail-greeting = Hurmatli { $name }!
mail-greeting-to-all = Hurmatli hamkasblar!
mail-opening = Sizga qisqacha yakunlarni yubormoqdamiz: { $title }.
mail-opening-unattached = { mail-opening }
mail-link = Internetda: { $link }
mail-closing = Hurmat bilan,

### Foot of the page

page-number = { $page } / { $pages }

### Joining

list-pair = { $first } va { $rest }
list-start = { $first }, { $rest }
list-middle = { $first }, { $rest }
list-end = { $first } va { $rest }
list-apart = { $first }; { $rest }
particulars = { $first }, { $rest }
particulars-apart = { $first }{ "\u00A0" }· { $rest }
quotation = “{ $text }”
quotation-inner = «{ $text }»

### Dates

month = { $month ->
    [1] yanvar
    [2] fevral
    [3] mart
    [4] aprel
    [5] may
    [6] iyun
    [7] iyul
    [8] avgust
    [9] sentabr
    [10] oktabr
    [11] noyabr
   *[12] dekabr
}
ordinal = { $number }
date = { $year }-yil { $day }-{ $month }
date-range-in-month = { $year }-yil { $start-day }–{ $end-day }-{ $month }
date-range-in-year = { $year }-yil { $start-day }-{ $start-month } – { $end-day }-{ $end-month }
date-range = { $start-year }-yil { $start-day }-{ $start-month } – { $end-year }-yil { $end-day }-{ $end-month }

### Numbers

number-digits = 0123456789
number-decimal = ,
number-group = { "\u202F" }
number-minus = −
number-percent = %

### For those who edit the document

note-for-editors = Soʻzlarni oʻzgartirish, bandlarni qoʻshish, koʻchirish va oʻchirish, tuzatishlarni qayd etish va izoh qoldirish mumkin: bularning hammasi hujjatning asl matniga qaytadi. Sarlavhalar, yorliqlar va raqamlarni dastur yaratadi; rasmlar, matn ramkalari va ranglar koʻchirilmaydi.
