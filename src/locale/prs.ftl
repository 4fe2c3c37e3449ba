# The words of a brief in Dari, the Persian of Afghanistan.
#
# Dari has no cases: names can stand in sentences. [1] is for a single thing. Parts of a word that do not join are
# parted by U+200C.
#
# Dates, digits and quotation marks after CLDR 48.2 (fa-AF); the months of the Solar Hijri calendar are the
# Afghan ones. The words have not been checked one by one, and no native reader has gone through them yet.

### Sections

heading-summary = خلاصه
heading-questions = موضوعات مورد بحث
heading-practices = تجارب موفق
heading-obstacles = { $count ->
    [1] مانع
   *[other] موانع
}
heading-recommendations = { $count ->
    [1] سفارش
   *[other] سفارش‌ها
}
heading-decisions = { $count ->
    [1] فیصله
   *[other] فیصله‌ها
}
heading-actions = { $count ->
    [1] گام بعدی
   *[other] گام‌های بعدی
}
heading-references = { $count ->
    [1] منبع
   *[other] منابع
}
heading-abbreviations = { $count ->
    [1] مخفف
   *[other] مخففات
}
heading-contacts = برای تماس
heading-annex = ضمیمه. { $title }
heading-annex-numbered = ضمیمهٔ{ "\u00A0" }{ $number }. { $title }

### The line over the title

masthead-publisher = { $abbreviation } { $name }
series = خلاصهٔ نتایج
series-number = شمارهٔ{ "\u00A0" }{ $number }

### Facts of the meeting

fact-meeting = جلسه
fact-when = تاریخ
fact-when-and-where = تاریخ و محل
fact-organisers = { $count ->
    [1] برگزارکننده
   *[other] برگزارکنندگان
}
fact-participants = اشتراک‌کنندگان
fact-project = پروژه
format-in-person = حضوری
format-online = آنلاین
format-hybrid = حضوری و آنلاین
attendance = { $number } اشتراک‌کننده
participants-with-attendance = { $participants } ({ $attendance })
project-reference = شماره: { $reference }
project-programme = برنامه: { $programme }

### Items

see-sections = دیده شود: { $sections }.
run-in-title = { $title }. { $text }
attribute-addressees = به: { $addressees }
attribute-due = مهلت: { $date }
attribute-obstacles = { $count ->
    [1] برای رفع مانع { $obstacles }
   *[other] برای رفع موانع { $obstacles }
}
priority-high = اولویت بلند
priority-medium = اولویت متوسط
priority-low = اولویت پایین
column-action = اقدام
column-owner = مسئول
column-due = مهلت
column-status = وضعیت
status-open = آغازنشده
status-in-progress = در جریان
status-done = انجام‌شده
status-dropped = لغوشده

### Tables, figures and charts

caption-table = جدول{ "\u00A0" }{ $number }
caption-figure = شکل{ "\u00A0" }{ $number }
chart-category = کتگوری
chart-series-with-unit = { $name } ({ $unit })
chart-alt-bar = نمودار میله‌ای: { $caption }
chart-alt-line = نمودار خطی: { $caption }
chart-alt-share = نمودار سهم‌ها: { $caption }
chart-alt-unit = { $description } ({ $unit })
chart-alt-series = { $name }: { $description }
chart-alt-one = { $value } ({ $label })
chart-alt-same = در همه جا { $value }
chart-alt-range = بیشترین { $highest } ({ $highest-label })، کمترین { $lowest } ({ $lowest-label })
chart-alt-course = از { $first } ({ $first-label }) تا { $last } ({ $last-label })؛ { $range }
chart-alt-sentences = { $first }. { $rest }

### Organisations, funding, contacts

organisation-with-abbreviation = { $name } ({ $abbreviation })
definite-article = { $name }
definite-article-words = { "" }
funded-by = تمویل: { $funders }
co-funded-by = تمویل مشترک: { $funders }
# Dari is no language of the European Union: translations of ours, not yet checked by a native speaker.
funded-by-european-union = به تمویل اتحادیهٔ اروپا
co-funded-by-european-union = به تمویل مشترک اتحادیهٔ اروپا
disclaimer-of-european-union = با این حال، دیدگاه‌ها و نظریات بیان‌شده تنها از نویسنده (نویسندگان) است و الزاماً دیدگاه اتحادیهٔ اروپا را منعکس نمی‌سازد. نه اتحادیهٔ اروپا و نه نهاد اعطاکنندهٔ کمک مسئول آن‌ها شمرده می‌شود.
emblem-of-european-union = نشان اتحادیهٔ اروپا
implemented-by = { $count ->
    [1] تطبیق‌کننده: { $implementers }
   *[other] تطبیق‌کنندگان: { $implementers }
}
implemented-with = { $count ->
    [1] تطبیق‌کننده: { $implementers }
   *[other] تطبیق‌کنندگان: { $implementers }
}، به همکاری { $partners }
in-partnership-with = به همکاری { $partners }
phone-with-extension = { $phone } (داخلی{ "\u00A0" }{ $extension })

### The letter that goes with a brief

mail-greeting = { $name } گرامی،
mail-greeting-to-all = همکاران گرامی،
mail-opening = خلاصهٔ نتایج { $title } به شما فرستاده می‌شود.
mail-opening-unattached = { mail-opening }
mail-link = در انترنت: { $link }
mail-closing = با احترام،

### Foot of the page

page-number = { $page } از { $pages }

### Joining

list-pair = { $first } و { $rest }
list-start = { $first }، { $rest }
list-middle = { $first }، { $rest }
list-end = { $first } و { $rest }
list-apart = { $first }؛ { $rest }
particulars = { $first }، { $rest }
particulars-apart = { $first }{ "\u00A0" }· { $rest }
quotation = «{ $text }»
quotation-inner = ‹{ $text }›

### Dates

month = { $month ->
    [1] جنوری
    [2] فبروری
    [3] مارچ
    [4] اپریل
    [5] می
    [6] جون
    [7] جولای
    [8] اگست
    [9] سپتمبر
    [10] اکتوبر
    [11] نومبر
   *[12] دسمبر
}
# The calendar of the country comes first.
month-solar-hijri = { $month ->
    [1] حمل
    [2] ثور
    [3] جوزا
    [4] سرطان
    [5] اسد
    [6] سنبله
    [7] میزان
    [8] عقرب
    [9] قوس
    [10] جدی
    [11] دلو
   *[12] حوت
}
ordinal = { $number }
date = { $day }{ "\u00A0" }{ $month } { $year }
date-range-in-month = { $start-day } تا { $end-day }{ "\u00A0" }{ $month } { $year }
date-range-in-year = { $start-day }{ "\u00A0" }{ $start-month } تا { $end-day }{ "\u00A0" }{ $end-month } { $year }
date-range = { $start-day }{ "\u00A0" }{ $start-month } { $start-year } تا { $end-day }{ "\u00A0" }{ $end-month } { $end-year }
date-in-both-calendars = { $solar-hijri } ({ $gregorian })

### Numbers

number-digits = ۰۱۲۳۴۵۶۷۸۹
number-decimal = ٫
number-group = ٬
number-minus = −
number-percent = ٪

### For those who edit the document

note-for-editors = می‌توانید کلمات را تغییر دهید، موارد را اضافه، جابه‌جا و حذف کنید، تغییرات را ثبت کنید و تبصره بگذارید: همهٔ این‌ها به متن اصلی سند برمی‌گردد. عنوان‌ها، برچسب‌ها و شماره‌ها را برنامه می‌سازد؛ تصویرها، چارچوب‌های متن و رنگ‌ها انتقال داده نمی‌شوند.
