# The words of a brief in Turkmen.
#
# Names cannot be declined here: every message has its places where the nominative stands. [1] is for a
# single thing.
#
# Dates as the Government and the embassies of Turkmenistan write them (turkmenistan.gov.tm, tmembassy.gov.tm:
# «2021-nji ýylyň 4-nji iýunynda», «2023-nji ýylyň 29-njy awgustynda»), from where also come «çäre», «gatnaşyjylar»,
# «taslama», «maksatnama», «teklipler», «netijeler». Days of one month as in the reports of the Central Commission for
# elections («2018-nji ýylyň 5—20-nji marty», here with the dash of the other languages). An ordinal stands before what it
# numbers («1-nji goşundy», «13-nji tablisa», «3.2-nji suratda», as «1-nji madda» in the laws at minjust.gov.tm).
# «Ara alyp maslahatlaşmak» is the word of the decisions of the Halk Maslahaty; «Habarlaşmak üçin», «Indiki ädimler»,
# «päsgelçilikler» and «Ýewropa Bileleşigi» are found on sites in Turkmen. No native reader has gone through the
# words yet.

### Sections

heading-summary = Gysgaça mazmuny
heading-questions = Ara alnyp maslahatlaşylan meseleler
heading-practices = Üstünlikli tejribeler
heading-obstacles = { $count ->
    [1] Päsgelçilik
   *[other] Päsgelçilikler
}
heading-recommendations = { $count ->
    [1] Teklip
   *[other] Teklipler
}
heading-decisions = { $count ->
    [1] Çözgüt
   *[other] Çözgütler
}
heading-actions = { $count ->
    [1] Indiki ädim
   *[other] Indiki ädimler
}
heading-references = { $count ->
    [1] Çeşme
   *[other] Çeşmeler
}
heading-abbreviations = { $count ->
    [1] Gysgaltma
   *[other] Gysgaltmalar
}
heading-contacts = Habarlaşmak üçin
heading-annex = Goşundy. { $title }
heading-annex-numbered = { ordinal }{ "\u00A0" }goşundy. { $title }

### The line over the title

masthead-publisher = { $abbreviation } { $name }
series = Gysgaça netijeler
series-number = №{ "\u00A0" }{ $number }

### Facts of the meeting

fact-meeting = Çäre
fact-when = Senesi
fact-when-and-where = Senesi we ýeri
fact-organisers = { $count ->
    [1] Guramaçy
   *[other] Guramaçylar
}
fact-participants = Gatnaşyjylar
fact-project = Taslama
format-in-person = ýüzbe-ýüz görnüşde
format-online = onlaýn görnüşde
format-hybrid = garyşyk görnüşde
attendance = { $number } gatnaşyjy
participants-with-attendance = { $participants } ({ $attendance })
project-reference = Belgisi: { $reference }
project-programme = Maksatnama: { $programme }

### Items

see-sections = Serediň: { $sections }.
run-in-title = { $title }. { $text }
attribute-addressees = Kim üçin: { $addressees }
attribute-due = Möhleti: { $date }
attribute-obstacles = { $count ->
    [1] Aradan aýrylýan päsgelçilik: { $obstacles }
   *[other] Aradan aýrylýan päsgelçilikler: { $obstacles }
}
priority-high = Möhümligi ýokary
priority-medium = Möhümligi orta
priority-low = Möhümligi pes
column-action = Çäre
column-owner = Jogapkär
column-due = Möhleti
column-status = Ýagdaýy
status-open = Başlanmadyk
status-in-progress = Ýerine ýetirilýär
status-done = Ýerine ýetirildi
status-dropped = Ýatyryldy

### Tables, figures and charts

caption-table = { ordinal }{ "\u00A0" }tablisa
caption-figure = { ordinal }{ "\u00A0" }surat
chart-category = Kategoriýa
chart-series-with-unit = { $name }, { $unit }
chart-alt-bar = Sütünli diagramma: { $caption }
chart-alt-line = Çyzykly grafik: { $caption }
chart-alt-share = Paýlar diagrammasy: { $caption }
chart-alt-unit = { $description } ({ $unit })
chart-alt-series = { $name }: { $description }
chart-alt-one = { $value } ({ $label })
chart-alt-same = ählisinde { $value }
chart-alt-range = iň ýokary bahasy { $highest } ({ $highest-label }), iň pes bahasy { $lowest } ({ $lowest-label })
chart-alt-course = başynda { $first } ({ $first-label }), ahyrynda { $last } ({ $last-label }); { $range }
chart-alt-sentences = { $first }. { $rest }

### Organisations, funding, contacts

organisation-with-abbreviation = { $name } ({ $abbreviation })
definite-article = { $name }
definite-article-words = { "" }
funded-by = Maliýeleşdirmegiň çeşmesi: { $funders }
co-funded-by = Bilelikde maliýeleşdirmegiň çeşmesi: { $funders }
# No language of the European Union: translations of ours, not yet checked by a native speaker.
funded-by-european-union = Ýewropa Bileleşigi tarapyndan maliýeleşdirilýär
co-funded-by-european-union = Ýewropa Bileleşigi tarapyndan bilelikde maliýeleşdirilýär
disclaimer-of-european-union = Emma beýan edilen garaýyşlar we pikirler diňe awtora (awtorlara) degişlidir we Ýewropa Bileleşiginiň garaýşyny hökman görkezmeýär. Olar üçin Ýewropa Bileleşigi-de, grant beren edara-da jogap bermeýär.
emblem-of-european-union = Ýewropa Bileleşiginiň nyşany
implemented-by = { $count ->
    [1] Ýerine ýetiriji: { $implementers }
   *[other] Ýerine ýetirijiler: { $implementers }
}
implemented-with = { $count ->
    [1] Ýerine ýetiriji: { $implementers }
   *[other] Ýerine ýetirijiler: { $implementers }
}; { $partner-count ->
    [1] hyzmatdaş: { $partners }
   *[other] hyzmatdaşlar: { $partners }
}
in-partnership-with = { $count ->
    [1] Hyzmatdaş: { $partners }
   *[other] Hyzmatdaşlar: { $partners }
}
phone-with-extension = { $phone } (içki belgisi{ "\u00A0" }{ $extension })

### The letter that goes with a brief

mail-greeting = Hormatly { $name }!
mail-greeting-to-all = Hormatly kärdeşler!
mail-opening = Size gysgaça netijeleri iberýäris: { $title }.
mail-opening-unattached = { mail-opening }
mail-link = Internetde: { $link }
mail-closing = Hormat bilen,

### Foot of the page

page-number = { $page } / { $pages }

### Joining

list-pair = { $first } we { $rest }
list-start = { $first }, { $rest }
list-middle = { $first }, { $rest }
list-end = { $first } we { $rest }
list-apart = { $first }; { $rest }
particulars = { $first }, { $rest }
particulars-apart = { $first }{ "\u00A0" }· { $rest }
quotation = “{ $text }”
quotation-inner = «{ $text }»

### Dates

# With the possessive ending that a year before them asks for.
month = { $month ->
    [1] ýanwary
    [2] fewraly
    [3] marty
    [4] apreli
    [5] maýy
    [6] iýuny
    [7] iýuly
    [8] awgusty
    [9] sentýabry
    [10] oktýabry
    [11] noýabry
   *[12] dekabry
}
# The ending follows the vowels of the number’s last word: alty, dokuz, on, otuz, kyrk, altmyş, togsan are back.
ordinal = { $last ->
    [6] { $number }-njy
    [9] { $number }-njy
    [10] { $number }-njy
    [30] { $number }-njy
    [40] { $number }-njy
    [60] { $number }-njy
    [90] { $number }-njy
   *[other] { $number }-nji
}
date = { $year-ordinal } ýylyň { $day-ordinal }{ "\u00A0" }{ $month }
date-range-in-month = { $year-ordinal } ýylyň { $start-day }–{ $end-day-ordinal }{ "\u00A0" }{ $month }
date-range-in-year = { $year-ordinal } ýylyň { $start-day-ordinal }{ "\u00A0" }{ $start-month } – { $end-day-ordinal }{ "\u00A0" }{ $end-month }
date-range = { $start-year-ordinal } ýylyň { $start-day-ordinal }{ "\u00A0" }{ $start-month } – { $end-year-ordinal } ýylyň { $end-day-ordinal }{ "\u00A0" }{ $end-month }

### Numbers

number-digits = 0123456789
number-decimal = ,
number-group = { "\u202F" }
number-minus = −
number-percent = { "\u00A0" }%

### For those who edit the document

note-for-editors = Sözleri üýtgedip, bentleri goşup, süýşürip we aýryp, düzedişleri ýazdyryp we bellik galdyryp bolýar: bularyň hemmesi resminamanyň asyl tekstine gaýdyp barýar. Sözbaşylary, belgileri we sanlary programma düzýär; suratlar, tekst çarçuwalary we reňkler geçirilmeýär.
