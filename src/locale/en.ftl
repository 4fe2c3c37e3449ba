# The words of a brief in English (spelt as in Britain).
#
# Every language has one such file with the same messages. What stands in braces is filled in; a
# message with a list of variants chooses by the number it is given. `$count` is also given to
# `fact-organisers`, `attribute-addressees`, `attribute-obstacles`, `implemented-by`, `in-partnership-with`
# and, with `$partner-count`, `implemented-with`.

### Sections

heading-summary = Summary
heading-questions = What was discussed
heading-practices = What works already
heading-obstacles = { $count ->
    [one] Obstacle
   *[other] Obstacles
}
heading-recommendations = { $count ->
    [one] Recommendation
   *[other] Recommendations
}
heading-decisions = { $count ->
    [one] Decision
   *[other] Decisions
}
heading-actions = { $count ->
    [one] Next step
   *[other] Next steps
}
heading-references = { $count ->
    [one] Reference
   *[other] References
}
heading-abbreviations = { $count ->
    [one] Abbreviation
   *[other] Abbreviations
}
heading-contacts = { $count ->
    [one] Contact
   *[other] Contacts
}
heading-annex = Annex. { $title }
heading-annex-numbered = Annex{ "\u00A0" }{ $number }. { $title }

### The line over the title

masthead-publisher = { $abbreviation } { $name }
series = Outcome brief
series-number = No. { $number }

### Facts of the meeting

fact-meeting = Meeting
fact-when = When
fact-when-and-where = When and where
fact-organisers = Organised by
fact-participants = Took part
fact-project = Project
format-in-person = in person
format-online = online
format-hybrid = in person and online
attendance = { $count ->
    [one] { $number } participant
   *[other] { $number } participants
}
participants-with-attendance = { $participants } ({ $attendance })
project-reference = Reference: { $reference }
project-programme = Programme: { $programme }

### Items

see-sections = See { $sections }.
run-in-title = { $title }. { $text }
attribute-addressees = To: { $addressees }
attribute-due = By { $date }
attribute-obstacles = Answers: { $obstacles }
priority-high = High priority
priority-medium = Medium priority
priority-low = Low priority
column-action = Action
column-owner = Owner
column-due = Due
column-status = Status
status-open = Open
status-in-progress = In progress
status-done = Done
status-dropped = Dropped

### Tables, figures and charts

caption-table = Table{ "\u00A0" }{ $number }
caption-figure = Figure{ "\u00A0" }{ $number }
chart-category = Category
chart-series-with-unit = { $name } ({ $unit })
# What a chart shows, for those who do not see it.
chart-alt-bar = Bar chart: { $caption }
chart-alt-line = Line chart: { $caption }
chart-alt-share = Chart of shares: { $caption }
chart-alt-unit = { $description } ({ $unit })
chart-alt-series = { $name }: { $description }
chart-alt-one = { $value } ({ $label })
chart-alt-same = { $value } throughout
chart-alt-range = highest { $highest } ({ $highest-label }), lowest { $lowest } ({ $lowest-label })
chart-alt-course = from { $first } ({ $first-label }) to { $last } ({ $last-label }); { $range }
chart-alt-sentences = { $first }. { $rest }

### Organisations, funding, contacts

organisation-with-abbreviation = { $name } ({ $abbreviation })
# An organisation's name takes the article in a sentence if it is of several words and one of them is in
# this list, or two in a row with a plus sign between them: "the University of Central Asia", but "Nazarbayev
# University". Empty in a language without articles.
definite-article = the { $name }
definite-article-words = Academy Administration Agency Alliance Association Authority Bank Board Bureau Centre Center Commission Committee Confederation Convention Council Department Embassy Federation Foundation Fund Government Initiative Institute League Ministry Nations Network Office Organisation Organization Parliament Programme Program Secretariat Service Society Trust Union University+for University+in University+of
funded-by = Funded by { $funders }
# Said after another funder's statement.
co-funded-by = Co-funded by { $funders }
# The European Union prescribes these in each of its languages: the two funding statements, and the
# disclaimer of its model grant agreement (article 17.3).
funded-by-european-union = Funded by the European Union
co-funded-by-european-union = Co-funded by the European Union
disclaimer-of-european-union = Views and opinions expressed are however those of the author(s) only and do not necessarily reflect those of the European Union. Neither the European Union nor the granting authority can be held responsible for them.
# What a reader who does not see it is told of the emblem.
emblem-of-european-union = Emblem of the European Union
implemented-by = Implemented by { $implementers }
implemented-with = Implemented by { $implementers } in cooperation with { $partners }
in-partnership-with = In partnership with { $partners }
phone-with-extension = { $phone } (ext. { $extension })

### The letter that goes with a brief

# A form in which any name can stand, whoever bears it; without a name, to several.
mail-greeting = Dear { $name },
mail-greeting-to-all = Dear colleagues,
# `$title` stands in quotation marks.
mail-opening = Please find attached the outcome brief { $title }.
# With nothing attached.
mail-opening-unattached = Here is the outcome brief { $title }.
mail-link = Read it online: { $link }
mail-closing = Kind regards,

### Foot of the page

page-number = { $page } of { $pages }

### Joining

list-pair = { $first } and { $rest }
list-start = { $first }, { $rest }
list-middle = { $first }, { $rest }
list-end = { $first } and { $rest }
# Names that have commas of their own.
list-apart = { $first }; { $rest }
# A row of particulars, not a sentence: a date, a place.
particulars = { $first }, { $rest }
# Particulars that stand further apart.
particulars-apart = { $first }{ "\u00A0" }· { $rest }
quotation = “{ $text }”
quotation-inner = ‘{ $text }’

### Dates

month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
# A number in a date, for languages that write it with an ending; `$last` is the part of the number that
# is said last: 7 of 2017, 10 of 2010, 1000 of 2000.
ordinal = { $number }
# Besides these places there are `$day-ordinal`, `$start-year-ordinal` and so on.
date = { $day } { $month } { $year }
date-range-in-month = { $start-day }–{ $end-day } { $month } { $year }
date-range-in-year = { $start-day } { $start-month } – { $end-day } { $end-month } { $year }
date-range = { $start-day } { $start-month } { $start-year } – { $end-day } { $end-month } { $end-year }

### Numbers

# The ten digits from nought.
number-digits = 0123456789
number-decimal = .
number-group = ,
number-minus = −
number-percent = %

### For those who edit the document

# Stands in the properties of the Word file.
note-for-editors = Change the words, add, move and remove items, track changes, comment: all this goes back into the source of the document. Headings, labels and numbers are made by the program; pictures, text boxes and colours cannot be taken over.
