# The words of a brief in Persian, as written in Iran.
#
# Persian has no cases: names can stand in sentences. [1] is for a single thing. Parts of a word that do not join
# are parted by U+200C.
#
# Dates, digits and quotation marks after CLDR 48.2, the months of the Gregorian calendar without the sign of the
# ezafe, as the press writes them. The words have not been checked one by one, and no native reader has gone
# through them yet.

### Sections

heading-summary = چکیده
heading-questions = موضوع‌های بحث
heading-practices = تجربه‌های موفق
heading-obstacles = { $count ->
    [1] مانع
   *[other] موانع
}
heading-recommendations = { $count ->
    [1] توصیه
   *[other] توصیه‌ها
}
heading-decisions = { $count ->
    [1] تصمیم
   *[other] تصمیم‌ها
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
    [1] کوته‌نوشت
   *[other] کوته‌نوشت‌ها
}
heading-contacts = برای تماس
heading-annex = پیوست. { $title }
heading-annex-numbered = پیوست{ "\u00A0" }{ $number }. { $title }

### The line over the title

masthead-publisher = { $abbreviation } { $name }
series = خلاصهٔ نتایج
series-number = شمارهٔ{ "\u00A0" }{ $number }

### Facts of the meeting

fact-meeting = نشست
fact-when = زمان
fact-when-and-where = زمان و مکان
fact-organisers = { $count ->
    [1] برگزارکننده
   *[other] برگزارکنندگان
}
fact-participants = شرکت‌کنندگان
fact-project = طرح
format-in-person = حضوری
format-online = برخط
format-hybrid = حضوری و برخط
attendance = { $number } شرکت‌کننده
participants-with-attendance = { $participants } ({ $attendance })
project-reference = شناسه: { $reference }
project-programme = برنامه: { $programme }

### Items

see-sections = نگاه کنید به { $sections }.
run-in-title = { $title }. { $text }
attribute-addressees = خطاب به: { $addressees }
attribute-due = مهلت: { $date }
attribute-obstacles = { $count ->
    [1] برای رفع مانع { $obstacles }
   *[other] برای رفع موانع { $obstacles }
}
priority-high = اولویت بالا
priority-medium = اولویت متوسط
priority-low = اولویت پایین
column-action = اقدام
column-owner = مسئول
column-due = مهلت
column-status = وضعیت
status-open = آغازنشده
status-in-progress = در حال انجام
status-done = انجام‌شده
status-dropped = لغوشده

### Tables, figures and charts

caption-table = جدول{ "\u00A0" }{ $number }
caption-figure = شکل{ "\u00A0" }{ $number }
chart-category = دسته
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
funded-by = تأمین مالی: { $funders }
co-funded-by = تأمین مالی مشترک: { $funders }
# Persian is no language of the European Union: translations of ours, not yet checked by a native speaker.
funded-by-european-union = با تأمین مالی اتحادیهٔ اروپا
co-funded-by-european-union = با تأمین مالی مشترک اتحادیهٔ اروپا
disclaimer-of-european-union = با این حال، دیدگاه‌ها و نظرهای بیان‌شده تنها از آنِ نویسنده (نویسندگان) است و لزوماً بازتاب دیدگاه‌های اتحادیهٔ اروپا نیست. نه اتحادیهٔ اروپا و نه نهاد اعطاکنندهٔ کمک در برابر آن‌ها مسئولیتی ندارد.
emblem-of-european-union = نشان اتحادیهٔ اروپا
implemented-by = { $count ->
    [1] مجری: { $implementers }
   *[other] مجریان: { $implementers }
}
implemented-with = { $count ->
    [1] مجری: { $implementers }
   *[other] مجریان: { $implementers }
}، با همکاری { $partners }
in-partnership-with = با همکاری { $partners }
phone-with-extension = { $phone } (داخلی{ "\u00A0" }{ $extension })

### The letter that goes with a brief

mail-greeting = { $name } گرامی،
mail-greeting-to-all = همکاران گرامی،
mail-opening = خلاصهٔ نتایج { $title } به پیوست ارسال می‌شود.
mail-opening-unattached = خلاصهٔ نتایج { $title } برای شما ارسال می‌شود.
mail-link = نسخهٔ برخط: { $link }
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
    [1] ژانویه
    [2] فوریه
    [3] مارس
    [4] آوریل
    [5] مه
    [6] ژوئن
    [7] ژوئیه
    [8] اوت
    [9] سپتامبر
    [10] اکتبر
    [11] نوامبر
   *[12] دسامبر
}
# The calendar of the country comes first.
month-solar-hijri = { $month ->
    [1] فروردین
    [2] اردیبهشت
    [3] خرداد
    [4] تیر
    [5] مرداد
    [6] شهریور
    [7] مهر
    [8] آبان
    [9] آذر
    [10] دی
    [11] بهمن
   *[12] اسفند
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

note-for-editors = می‌توانید واژه‌ها را تغییر دهید، موارد را اضافه، جابه‌جا و حذف کنید، تغییرات را ثبت کنید و یادداشت بگذارید: همهٔ این‌ها به متن اصلی سند برمی‌گردد. عنوان‌ها، برچسب‌ها و شماره‌ها را برنامه می‌سازد؛ تصویرها، چارچوب‌های متن و رنگ‌ها منتقل نمی‌شوند.
