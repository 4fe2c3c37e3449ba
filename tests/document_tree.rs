//! The document tree of whole briefs, as an outline that people can read.
#![allow(clippy::expect_used, clippy::panic)]

use briefgen::brief::{self, Brief};
use briefgen::compose::compose;
use briefgen::diagnostic::Source;
use briefgen::document::{
    Block, BlockKind, Caption, Cell, ColumnAlignment, Description, Document, Inline, InlineKind,
    Label, List, ListItem, ListMarker, Lockup, Node, NodeId, Paragraph, RowHeaders, Table,
};
use briefgen::locale::Locale;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The folder of a brief.
fn beside(path: &Path, limit: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = std::fs::read(briefs().join(path))?;
    bytes.truncate(limit);
    Ok(bytes)
}

fn briefs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("briefs")
}

fn read(name: &str, text: String) -> Brief {
    let source = Source {
        path: name.into(),
        text: text.into(),
    };
    let (brief, diagnostics) = brief::read(&source, &mut beside);
    brief.unwrap_or_else(|| panic!("{name}: {diagnostics:#?}"))
}

fn read_file(name: &str) -> Brief {
    let text = std::fs::read_to_string(briefs().join(name)).expect("an example brief");
    read(name, text)
}

fn composed(brief: &Brief) -> Document {
    let locale = Locale::for_language(&brief.language).expect("a language of ours");
    compose(brief, &locale)
}

/// A document as indented lines. In braces stands a field with its path; a short form has what it stands
/// for after it.
fn outline(document: &Document) -> String {
    let mut out = format!("{:#?}\n", document.metadata);
    line(
        0,
        &format!("running title: {}", document.running_title),
        &mut out,
    );
    line(
        0,
        &format!("page number: {:?}\n", document.page_number_pattern),
        &mut out,
    );
    blocks(&document.blocks, 0, &mut out);
    for note in &document.notes {
        line(
            0,
            &format!("note {}{}", note.number, marks(&note.node)),
            &mut out,
        );
        blocks(&note.blocks, 1, &mut out);
    }
    out
}

fn line(depth: usize, words: &str, out: &mut String) {
    writeln!(out, "{:width$}{words}", "", width = 2 * depth).expect("a string takes all");
}

/// The anchor, language and origin of a node.
fn marks(node: &Node) -> String {
    let anchor = node.anchor.as_ref().map(|anchor| format!(" #{anchor}"));
    let language = node
        .language
        .as_ref()
        .map(|language| format!(" @{}", language.0));
    let origin = node
        .origin
        .as_ref()
        .map(|origin| format!(" <{}>", origin.path));
    [anchor, language, origin].into_iter().flatten().collect()
}

fn blocks(all: &[Block], depth: usize, out: &mut String) {
    for block in all {
        let marks_of_block = marks(&block.node);
        match &block.kind {
            BlockKind::Section(section) => {
                line(
                    depth,
                    &format!("section {:?}{marks_of_block}", section.role),
                    out,
                );
                blocks(&section.blocks, depth + 1, out);
            }
            BlockKind::Heading(heading) => {
                let number = heading.label.as_ref().and_then(|label| label.number);
                let number = number.map_or(String::new(), |number| format!(" {number}."));
                let words = inlines(&heading.content);
                line(
                    depth,
                    &format!("h{}{marks_of_block}:{number} {words}", heading.level),
                    out,
                );
            }
            BlockKind::Paragraph(Paragraph { role, content }) => {
                line(
                    depth,
                    &format!("{role:?}{marks_of_block}: {}", inlines(content)),
                    out,
                );
            }
            BlockKind::List(list) => {
                line(depth, &format!("list{marks_of_block}"), out);
                for item in &list.items {
                    let number = item
                        .label
                        .number
                        .map_or("–".to_owned(), |number| format!("{number}."));
                    line(depth + 1, &format!("{number}{}", marks(&item.node)), out);
                    blocks(&item.blocks, depth + 2, out);
                }
            }
            BlockKind::DescriptionList(descriptions) => {
                line(depth, &format!("descriptions{marks_of_block}"), out);
                for description in descriptions {
                    line(depth + 1, &inlines(&description.term), out);
                    blocks(&description.blocks, depth + 2, out);
                }
            }
            BlockKind::Table(data) => {
                line(
                    depth,
                    &format!(
                        "table{marks_of_block} {:?}{}",
                        data.alignments,
                        match data.row_headers {
                            RowHeaders::None => "",
                            RowHeaders::Plain(1) => " rows have plain headers",
                            RowHeaders::Plain(_) => " rows have several plain headers",
                            RowHeaders::Strong(1) => " rows have headers",
                            RowHeaders::Strong(_) => " rows have several headers",
                        }
                    ),
                    out,
                );
                data_of(data, depth + 1, out);
            }
            BlockKind::Chart(chart) => {
                let kind = format!("chart{marks_of_block} {:?}", chart.kind);
                line(depth, &kind, out);
                line(depth + 1, &format!("alt: {}", chart.alt), out);
                let unit = chart.unit.as_deref().unwrap_or("none");
                line(depth + 1, &format!("unit: {unit}"), out);
                let ticks: Vec<_> = chart.scale.iter().map(|tick| tick.words.as_str()).collect();
                line(depth + 1, &format!("scale: {}", ticks.join(" ")), out);
                for series in &chart.series {
                    let drawn = format!(
                        "series: name {} of the header, {:?}",
                        series.name, series.values
                    );
                    line(depth + 1, &drawn, out);
                }
                data_of(&chart.data, depth + 1, out);
            }
            BlockKind::Lockup(lockup) => {
                line(depth, &format!("lockup{marks_of_block}"), out);
                for logo in &lockup.logos {
                    let picture =
                        format!("{:?}{} alt: {}", logo.picture, marks(&logo.node), logo.alt);
                    line(depth + 1, &picture, out);
                }
                blocks(&lockup.blocks, depth + 1, out);
            }
            BlockKind::Figure(figure) => {
                line(depth, &format!("figure{marks_of_block}"), out);
                let picture = format!("{:?}{}", figure.picture, marks(&figure.picture_node));
                line(depth + 1, &picture, out);
                line(depth + 1, &format!("alt: {}", figure.alt), out);
                caption(&figure.caption, depth + 1, out);
                if let Some(credit) = &figure.credit {
                    blocks(std::slice::from_ref(credit), depth + 1, out);
                }
            }
        }
    }
}

fn data_of(table: &Table, depth: usize, out: &mut String) {
    caption(&table.caption, depth, out);
    line(depth, &cells(&table.header), out);
    for row in &table.rows {
        let row = format!("{}{}", cells(&row.cells), marks(&row.node));
        line(depth, &row, out);
    }
    if let Some(note) = &table.note {
        blocks(std::slice::from_ref(note), depth, out);
    }
}

fn caption(caption: &Option<Caption>, depth: usize, out: &mut String) {
    if let Some(caption) = caption {
        let words = inlines(&caption.content);
        let [before, after] = &caption.label;
        line(
            depth,
            &format!("caption {before}{}{after}: {words}", caption.number),
            out,
        );
    }
}

fn cells(cells: &[Cell]) -> String {
    let cells = cells
        .iter()
        .map(|cell| format!("{}{}", inlines(&cell.content), marks(&cell.node)));
    cells.collect::<Vec<_>>().join(" | ")
}

fn inlines(all: &[Inline]) -> String {
    all.iter()
        .map(|inline| {
            let inner = inlines(inline.children());
            let marks = marks(&inline.node);
            let words = match &inline.kind {
                InlineKind::Text(words) | InlineKind::Separator(words) => words.clone(),
                InlineKind::LineBreak => " ⏎ ".to_owned(),
                InlineKind::Symbol(_) => return format!("‹{inner}{marks}›"),
                InlineKind::Span(_) => return format!("{{{inner}{marks}}}"),
                InlineKind::Emphasis(_) => format!("*{inner}*"),
                InlineKind::Strong(_) => format!("**{inner}**"),
                InlineKind::Link { uri, .. } => format!("[{inner}]({uri})"),
                InlineKind::Reference { anchor, .. } => format!("[{inner}](#{anchor})"),
                InlineKind::Abbreviation {
                    expansion,
                    expansion_language,
                    ..
                } => {
                    let language = expansion_language.as_ref();
                    let language = language.map_or(String::new(), |tag| format!(" @{}", tag.0));
                    format!("{inner}⟨{expansion}{language}⟩")
                }
                InlineKind::NoteReference(index) => format!("[^{index}]"),
            };
            if marks.is_empty() {
                words
            } else {
                format!("{{{words}{marks}}}")
            }
        })
        .collect()
}

#[test]
fn the_astana_brief() {
    insta::assert_snapshot!(outline(&composed(&read_file("astana-2017.toml"))));
}

#[test]
fn the_water_convention_brief() {
    insta::assert_snapshot!(outline(&composed(&read_file("water-convention-2018.toml"))));
}

/// Every reference leads to a node, every anchor is unique, every node has its number in reading order.
#[test]
fn references_lead_somewhere() {
    for name in ["astana-2017.toml", "water-convention-2018.toml"] {
        let document = composed(&read_file(name));
        let anchors = document.anchors();
        let mut nodes = Vec::new();
        document.visit_nodes(&mut |node, _| nodes.push(node));
        let anchored = nodes.iter().filter(|node| node.anchor.is_some()).count();
        assert_eq!(anchored, anchors.len(), "{name}: an anchor stands twice");
        assert!(
            (1..)
                .zip(&nodes)
                .all(|(number, node)| node.id == NodeId(number))
        );
        let text = outline(&document);
        let references: Vec<&str> = text
            .split("](#")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
            .collect();
        assert!(!references.is_empty());
        for anchor in references {
            assert!(anchors.contains_key(anchor), "{name}: {anchor}");
        }
    }
}

/// A small brief with two questions, an obstacle, an annex, and what `more` adds.
fn small(more: &str) -> Document {
    composed(&read("small.toml", small_text(more)))
}

fn small_text(more: &str) -> String {
    format!(
        r#"
language = "en"
title = "Title"
published = 2017-06-16
[meeting]
title = "Meeting"
date = 2017-06-15
[[question]]
id = "first"
text = "First?"
discussion = "One[^a], two[^b].\n\n[^b]: Note b.\n[^a]: Note a."
[[question]]
id = "second"
text = "Second?"
discussion = "Three[^a], see [the figures](#referred).\n\n[^a]: Another note a."
[[obstacle]]
id = "obstacle"
text = "An obstacle"
[[annex]]
id = "annex"
title = "More"
text = "Text."
{more}"#
    )
}

fn table(id: &str, after: &str) -> String {
    format!(
        "[[table]]\nid = \"{id}\"\ncaption = \"{id}\"\ncolumns = [\"Name\"]\nrows = [[\"x\"]]\n{after}\n"
    )
}

/// The tables of a document, each with its number and the innermost anchored thing that it stands in.
fn places(document: &Document) -> Vec<String> {
    fn find(all: &[Block], inside: &str, places: &mut Vec<String>) {
        for block in all {
            let anchor = block.node.anchor.as_deref().unwrap_or(inside);
            match &block.kind {
                BlockKind::Section(section) => find(&section.blocks, anchor, places),
                BlockKind::List(list) => {
                    for item in &list.items {
                        find(
                            &item.blocks,
                            item.node.anchor.as_deref().unwrap_or(inside),
                            places,
                        );
                    }
                }
                BlockKind::Table(table) => {
                    let number = table.caption.as_ref().map_or(0, |caption| caption.number);
                    places.push(format!("{number} {anchor} in {inside}"));
                }
                _ => {}
            }
        }
    }
    let mut places = Vec::new();
    find(&document.blocks, "document", &mut places);
    places
}

#[test]
fn tables_stand_after_what_they_follow() {
    let more = [
        table("referred", "after = \"annex\""),
        table("on-obstacle", "after = \"obstacle\""),
        table("on-question", "after = \"first\""),
        table("on-table", "after = \"on-question\""),
        table("on-section", "after = \"questions\""),
    ];
    assert_eq!(
        places(&small(&more.concat())),
        [
            "1 on-question in first",
            "2 on-table in first",
            "3 on-section in section-questions",
            "4 on-obstacle in obstacle",
            "5 referred in annex",
        ]
    );
}

#[test]
fn a_table_without_a_place_stands_where_it_is_first_referred_to_or_before_the_annexes() {
    let more = ["loose", "referred", "of-context"].map(|id| table(id, ""));
    let text = small_text(&more.concat());
    let context = "[meeting]\ncontext = \"See [the flows](#of-context).\"";
    let text = text.replacen("[meeting]", context, 1);
    assert_eq!(
        places(&composed(&read("small.toml", text))),
        [
            "1 referred in section-questions",
            "2 of-context in section-questions",
            "3 loose in section-obstacles"
        ]
    );
}

#[test]
fn footnotes_are_numbered_over_the_whole_document_in_the_order_of_their_references() {
    let document = small(&table("referred", ""));
    let text = outline(&document);
    assert!(text.contains("One[^0], two[^1]."), "{text}");
    assert!(text.contains("Three[^2], see"), "{text}");
    let notes: Vec<String> = document
        .notes
        .iter()
        .map(|note| {
            let mut words = String::new();
            blocks(&note.blocks, 0, &mut words);
            format!("{}{words}", note.number)
        })
        .collect();
    for (note, (number, words)) in
        notes
            .iter()
            .zip([(1, "Note a."), (2, "Note b."), (3, "Another")])
    {
        assert!(
            note.starts_with(&number.to_string()) && note.contains(words),
            "{notes:?}"
        );
    }
    assert_eq!(notes.len(), 3);
}

#[test]
fn a_sections_anchor_yields_to_an_item_with_the_same_id() {
    let more = "[[obstacle]]\nid = \"section-obstacles\"\ntext = \"Named like a section\"\n";
    let text = outline(&small(&(more.to_owned() + &table("referred", ""))));
    assert!(
        text.contains("section Obstacles #section-obstacles-\n"),
        "{text}"
    );
    assert!(text.contains("– #section-obstacles\n"), "{text}");
}

#[test]
fn organisations_are_introduced_once_and_take_an_article_where_english_has_one() {
    let organisation = |id: &str, rest: &str| format!("[[organisation]]\nid = \"{id}\"\n{rest}\n");
    let more = [
        table("referred", ""),
        "[project]\ntitle = \"Project\"\nfunders = [\"union\", \"oxfam\", \"agency\"]\nimplementers = [\"union\"]\n"
            .to_owned(),
        organisation("union", "name = \"Union of Cities\"\nabbreviation = \"UC\""),
        organisation("oxfam", "name = \"Oxfam\""),
        organisation("agency", "name = \"The Water Agency\""),
    ];
    let text = outline(&small(&more.concat()));
    let funded = "Funded by the {Union of Cities <organisation[union].name>}, \
                  {Oxfam <organisation[oxfam].name>} and {The Water Agency <organisation[agency].name>}\n";
    assert!(text.contains(funded), "{text}");
    let implemented = "Implemented by the {Union of Cities <organisation[union].name>} \
                       ({UC <organisation[union].abbreviation>})\n";
    assert!(text.contains(implemented), "{text}");
}

#[test]
fn only_names_in_the_language_of_the_brief_take_its_article() {
    for (name, said) in [
        ("University of Central Asia", "Funded by the {University"),
        ("Nazarbayev University", "Funded by {Nazarbayev"),
        ("Gavi, the Vaccine Alliance", "Funded by {Gavi"),
        ("Norway’s Ministry of Education", "Funded by {Norway"),
        ("Côte d’Ivoire’s Ministry of Water", "Funded by {Côte"),
        ("Women’s Union of Cities", "Funded by the {Women"),
        ("[Deutsche Bank Union]{lang=de}", "Funded by {{Deutsche"),
    ] {
        let more = format!(
            "[project]\ntitle = \"Project\"\nfunders = [\"one\"]\n\
             [[organisation]]\nid = \"one\"\nname = \"{name}\"\n"
        );
        let text = outline(&small(&(table("referred", "") + &more)));
        assert!(text.contains(said), "{said} in {text}");
    }
}

#[test]
fn an_organisation_whose_short_form_is_its_name_is_called_so_once() {
    let text = small_text(&table("referred", "")).replacen(
        "[meeting]",
        "publisher = \"fund\"\n[meeting]\norganisers = [\"fund\"]",
        1,
    );
    let fund = "[[organisation]]\nid = \"fund\"\nname = \"IFAS\"\nabbreviation = \"IFAS\"\n";
    let text = outline(&composed(&read("fund.toml", text + fund)));
    for line in [
        "Masthead: {**{IFAS <organisation[fund].name>}**} {Outcome brief",
        "Organised by\n      Body: {IFAS <organisation[fund].name>}\n",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[test]
fn a_scale_is_round_near_its_values_and_written_as_they_are() {
    for (values, scale) in [
        // The least value is above a broken scale.
        ("[30, 45, 50]", "scale: 25 30 35 40 45 50\n"),
        ("[31, 45, 50]", "scale: 30 35 40 45 50\n"),
        ("[-30, -45, -50]", "scale: −50 −45 −40 −35 −30 −25\n"),
        // Little of the field is empty.
        ("[7, 80, 102]", "scale: 0 25 50 75 100 125\n"),
        ("[100, 700, 1050]", "scale: 0 250 500 750 1000 1250\n"),
        ("[10, 55, 61]", "scale: 0 25 50 75\n"),
        ("[10, 20, 100]", "scale: 0 25 50 75 100\n"),
        // No decimals beside whole numbers, and as many as need be beside others.
        ("[1, 7, 10]", "scale: 0 2 4 6 8 10\n"),
        ("[1, 7, 12]", "scale: 0 5 10 15\n"),
        ("[1.5, 7.1, 12.4]", "scale: 0.0 2.5 5.0 7.5 10.0 12.5\n"),
        ("[0.02, 0.1, 0.3]", "scale: 0.0 0.1 0.2 0.3\n"),
        // A quotient of round numbers is not always round.
        ("[1.2, 1.5, 1.8]", "scale: 1.0 1.2 1.4 1.6 1.8\n"),
        // One long number makes separators of all, be it of the scale.
        ("[1000, 8420, 9390]", "scale: 0 2,500 5,000 7,500 10,000\n"),
        ("[1000, 7420, 7390]", "scale: 0 2500 5000 7500\n"),
    ] {
        let chart = format!(
            "[[chart]]\nid = \"c\"\ncaption = \"Salt\"\nkind = \"line\"\n\
             labels = [\"2015\", \"2016\", \"2017\"]\nseries = [{{ name = \"A\", values = {values} }}]\n"
        );
        let text = outline(&small(&(table("referred", "") + &chart)));
        assert!(text.contains(scale), "{scale} in {text}");
    }
}

#[test]
fn a_title_with_a_stop_of_its_own_runs_in_without_another() {
    for (title, run_in) in [
        (
            "Basin planning",
            "*{Basin planning <practice[p].title>}*. {It works.",
        ),
        (
            "Who plans?",
            "*{Who plans? <practice[p].title>}* {It works.",
        ),
    ] {
        let text = format!(
            "language = \"en\"\ntitle = \"Title\"\npublished = 2017-06-16\n\
             [meeting]\ntitle = \"Meeting\"\ndate = 2017-06-15\n\
             [[practice]]\nid = \"p\"\ntitle = \"{title}\"\ntext = \"It works.\"\n"
        );
        let text = outline(&composed(&read("practice.toml", text)));
        assert!(text.contains(run_in), "{text}");
    }
}

#[test]
fn the_logo_of_an_organiser_alone_stands_above_the_publishers_line() {
    let masthead = |publisher: &str| -> Vec<usize> {
        let organisations = "[[organisation]]\nid = \"centre\"\nname = \"Centre\"\n\
             [[organisation]]\nid = \"bank\"\nname = \"Bank\"\nlogo = \"figures/wordmark.png\"\n";
        let text = small_text(&(table("referred", "") + organisations));
        let text = text
            .replacen(
                "published",
                &format!("publisher = \"{publisher}\"\npublished"),
                1,
            )
            .replacen("[meeting]", "[meeting]\norganisers = [\"bank\"]", 1);
        let document = composed(&read("logo.toml", text));
        let masthead = document.blocks[0].children();
        let lockups = masthead.iter().filter_map(|block| match &block.kind {
            BlockKind::Lockup(lockup) => Some(lockup.blocks.len()),
            _ => None,
        });
        lockups.collect()
    };
    assert_eq!(masthead("bank"), [1]);
    assert_eq!(masthead("centre"), [0]);
}

#[test]
fn the_number_of_a_series_is_called_so_only_if_it_is_a_number() {
    for (number, line) in [
        (
            "4/2017",
            "{Outcome brief\u{A0}· No. {4/2017 <number>}\u{A0}· {16 June 2017 <published>}}",
        ),
        (
            "Special issue",
            "{Outcome brief\u{A0}· {Special issue <number>}\u{A0}· {16 June 2017 <published>}}",
        ),
    ] {
        let text = format!(
            "language = \"en\"\ntitle = \"Title\"\npublished = 2017-06-16\nnumber = \"{number}\"\n\
             [meeting]\ntitle = \"Meeting\"\ndate = 2017-06-15\n"
        );
        let text = outline(&composed(&read("number.toml", text)));
        assert!(text.contains(&format!("Masthead: {line}\n")), "{text}");
    }
}

#[test]
fn catalogues_get_words_without_marks_of_where_lines_end() {
    let marked = "Ex\u{AD}pected";
    let text = format!(
        "language = \"en\"\ntitle = \"{marked}\"\npublished = 2017-06-16\nnumber = \"{marked}\"\n\
         rights = \"{marked}\"\nkeywords = [\"{marked}\"]\npublisher = \"o\"\n\
         [meeting]\ntitle = \"{marked}\"\ndate = 2017-06-15\n\
         [[organisation]]\nid = \"o\"\nname = \"{marked}\"\n"
    );
    let metadata = composed(&read("marked.toml", text)).metadata;
    assert!(!format!("{metadata:?}").contains("\\u{ad}"), "{metadata:?}");
    assert_eq!(metadata.rights.as_deref(), Some("Expected"));
}

#[test]
fn a_quoted_obstacle_loses_its_stop_behind_a_short_form_too() {
    for (text, quoted) in [
        ("Far from the EU.", "“Far from the EU⟨European Union⟩”"),
        ("Far from the U.S.", "“Far from the U.S.⟨United States⟩”"),
        ("Far from all.", "“Far from all”"),
    ] {
        let more = format!(
            "[[obstacle]]\nid = \"far\"\ntext = \"{text}\"\n\
             [[recommendation]]\ntext = \"Go.\"\nobstacles = [\"far\"]\n\
             [[abbreviation]]\nshort = \"EU\"\nlong = \"European Union\"\n\
             [[abbreviation]]\nshort = \"U.S.\"\nlong = \"United States\"\n"
        );
        let text = outline(&small(&(more + &table("referred", ""))));
        assert!(
            text.contains(&format!("[{quoted}](#far)")),
            "{quoted} in {text}"
        );
    }
}

#[test]
fn the_description_of_a_chart_keeps_the_stops_of_words() {
    for (caption, described) in [
        (
            "Water of the U.S.",
            "Bar chart: Water of the U.S. (km³). s: 5 (a).",
        ),
        ("Water used.", "Bar chart: Water used (km³). s: 5 (a)."),
    ] {
        let chart = format!(
            "[[chart]]\nid = \"referred\"\ncaption = \"{caption}\"\nkind = \"bar\"\nunit = \"km³\"\n\
             labels = [\"a\"]\nseries = [{{ name = \"s\", values = [5] }}]\n"
        );
        assert_eq!(small(&chart).charts()[0].alt, described);
    }
}

#[test]
fn a_description_names_all_that_are_as_high_or_as_low() {
    for (values, said) in [
        (
            "10, 4, 10, 4, 5",
            "highest 10 (a and c), lowest 4 (b and d)",
        ),
        ("10, 4, 10, 10, 5", "highest 10 (a, c and d), lowest 4 (b)"),
        ("10, 4, 4, 4, 4", "highest 10 (a), lowest 4 (b, c, d…)"),
    ] {
        let chart = format!(
            "[[chart]]\nid = \"referred\"\ncaption = \"C\"\nkind = \"bar\"\n\
             labels = [\"a\", \"b\", \"c\", \"d\", \"e\"]\n\
             series = [{{ name = \"s\", values = [{values}] }}]\n"
        );
        let described = format!("Bar chart: C. s: {said}.");
        assert_eq!(small(&chart).charts()[0].alt, described);
    }
}

#[test]
fn a_reference_is_a_symbol_unless_it_is_words() {
    for (reference, shown) in [
        ("SW-17", "‹SW-17 <project.reference>›"),
        ("Activity 3.3", "{Activity 3.3 <project.reference>}"),
    ] {
        let more = format!("[project]\ntitle = \"Water\"\nreference = \"{reference}\"\n");
        let text = outline(&small(&(more + &table("referred", ""))));
        assert!(text.contains(&format!("Reference: {shown}")), "{text}");
    }
}

#[test]
fn a_column_that_no_action_fills_is_left_out() {
    let more = "[[action]]\nid = \"ask\"\ntext = \"Ask\"\ndue = 2017-07-01\n";
    let text = outline(&small(&(more.to_owned() + &table("referred", ""))));
    assert!(text.contains("Action | Due\n"), "{text}");
    assert!(
        text.contains("{Ask <action[ask].text>} | {1 July 2017 <action[ask].due>} #ask\n"),
        "{text}"
    );
    assert!(text.contains("h1: Next step\n"), "{text}");
}

/// The table of a small brief whose table has the keys `keys`.
fn table_of(keys: &str) -> Table {
    fn find(blocks: &[Block]) -> Option<&Table> {
        blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Table(table) => Some(table),
            BlockKind::Section(section) => find(&section.blocks),
            _ => None,
        })
    }
    let document = small(&format!(
        "[[table]]\nid = \"referred\"\ncaption = \"T\"\n{keys}\n"
    ));
    find(&document.blocks)
        .expect("the brief has a table")
        .clone()
}

#[test]
fn what_stands_for_others_keeps_its_language() {
    let document = small(
        r#"[[recommendation]]
text = "Ask IFAS and ADB."
[[abbreviation]]
short = "IFAS"
long = "[Международный фонд спасения Арала]{lang=ru}"
[[abbreviation]]
short = "ADB"
long = "Asian Development Bank, [АБР]{lang=ru}"
[[figure]]
id = "referred"
file = "figures/aral-sea.jpg"
alt = "[Море из космоса]{lang=ru}"
"#,
    );
    let outline = outline(&document);
    for shown in [
        "IFAS⟨Международный фонд спасения Арала @ru⟩",
        "ADB⟨Asian Development Bank, АБР⟩",
        "@ru <figure[referred].file>",
    ] {
        assert!(outline.contains(shown), "{shown} in {outline}");
    }
}

#[test]
fn the_first_columns_label_the_rows_where_they_can() {
    for (columns, table) in [
        (
            1,
            r#"columns = ["", "B"]
rows = [["x", 1], ["y", 2]]"#,
        ),
        (
            0,
            r#"columns = ["A", "B"]
rows = [["x", 1], ["X", 2]]"#,
        ),
        (
            0,
            r#"columns = ["A", "B"]
rows = [["x", 1], ["", 2]]"#,
        ),
        (
            0,
            r#"columns = ["A", "B"]
rows = [[3, 1], [5, 2]]"#,
        ),
        (
            1,
            r#"columns = ["A", "B"]
rows = [[2017, 1], ["2018–2019", 2]]"#,
        ),
        (
            1,
            r#"columns = ["A", "B"]
rows = [["۲۰۲۴", 1], ["۲۰۲۳", 2], ["۲۰۲۲", 2]]"#,
        ),
        // Of our time, and in order.
        (
            0,
            r#"columns = ["A", "B"]
rows = [[1980, 1204], [1650, 610], [1120, 402]]"#,
        ),
        (
            0,
            r#"columns = ["A", "B"]
rows = [[1850, 1], [2000, 2], [1900, 2]]"#,
        ),
        (
            0,
            r#"columns = ["A"]
rows = [["x"], ["y"]]"#,
        ),
        (
            2,
            r#"columns = ["Country", "Basin", "2015", "2016"]
rows = [["Kazakhstan", "Chu", 1, 2], ["Kazakhstan", "Talas", 2, "–"], ["Kyrgyzstan", "Chu", 3, 4]]"#,
        ),
        (
            0,
            r#"columns = ["Country", "Basin", "2015"]
rows = [["Kazakhstan", "Chu", 1], ["Kazakhstan", "Talas", 2], ["Kazakhstan", "Chu", 3]]"#,
        ),
        (
            0,
            r#"columns = ["Country", "Basin", "2015"]
rows = [["Kazakhstan", "Chu", 1], ["Kazakhstan", "", 2]]"#,
        ),
        (
            0,
            r#"columns = ["Owner", "Task", "Place"]
rows = [["IFAS", "Measure", "Taraz"], ["IFAS", "Publish", "Osh"]]"#,
        ),
        (
            2,
            r#"columns = ["Country", "Year", "Flow"]
row-headers = 2
rows = [["Kazakhstan", 2015, 1], ["Kazakhstan", 2016, 2]]"#,
        ),
        (
            1,
            r#"columns = ["A", "B"]
row-headers = true
rows = [[3, 1], [5, 2]]"#,
        ),
        (
            0,
            r#"columns = ["A", "B"]
row-headers = false
rows = [["x", 1], ["y", 2]]"#,
        ),
    ] {
        let row_headers = table_of(table).row_headers;
        assert_eq!(row_headers.strong_columns(), columns, "{table}");
    }
    let text = "what is said at some length about the first of them";
    let table = format!("columns = [\"A\", \"B\"]\nrows = [[\"{text}\", 1], [\"y\", 2]]");
    assert_eq!(table_of(&table).row_headers.strong_columns(), 0);
}

#[test]
fn rows_that_can_be_told_apart_have_headers_for_those_who_hear_them() {
    let indicator = "a proportion of which more words are said than stand in a label";
    for (columns, rows) in [
        // Numbered rows.
        (2, r#"[1, "Kokbulak", "good"], [2, "Shardara", "broken"]"#),
        // A group written once, above empty cells.
        (
            2,
            r#"["Chu", "Kazakhstan", 1], ["", "Kyrgyzstan", 2], ["Talas", "Kazakhstan", 3], ["", "Kyrgyzstan", 4]"#,
        ),
        // A long label, a time.
        (1, &format!(r#"["{indicator}", 1, 2], ["y", 2, 3]"#)),
        (1, r#"["09:00", "Opening", "A"], ["09:30", "Data", "A"]"#),
        // A total.
        (
            2,
            r#"["Chu", "Kazakhstan", 1], ["Chu", "Kyrgyzstan", 2], ["Total", "", 3]"#,
        ),
        // Pairs beside words.
        (
            2,
            r#"["IFAS", "Measure", "Taraz"], ["IFAS", "Publish", "Osh"]"#,
        ),
        // A row without a name.
        (1, r#"["x", 1, 2], ["", 2, 3], ["y", 4, 5]"#),
        (0, r#"["x", 1, 2], ["", 2, 3], ["x", 4, 5]"#),
        (0, r#"["x", "y", 1], ["x", "y", 2]"#),
        (0, r#"[3, 1, 2], [5, 2, 3]"#),
    ] {
        let table = table_of(&format!("columns = [\"A\", \"B\", \"C\"]\nrows = [{rows}]"));
        let expected = match columns {
            0 => RowHeaders::None,
            _ => RowHeaders::Plain(columns),
        };
        assert_eq!(table.row_headers, expected, "{rows}");
    }
    let total = r#"columns = ["A", "B", "C"]
row-headers = 2
rows = [["Chu", "Kazakhstan", 1], ["Total", "", 3]]"#;
    assert_eq!(table_of(total).row_headers, RowHeaders::Strong(2));
    let no = "columns = [\"A\", \"B\"]\nrow-headers = false\nrows = [[\"x\", 1]]";
    assert_eq!(table_of(no).row_headers, RowHeaders::None);
}

#[test]
fn a_column_of_numbers_knows_where_each_has_its_decimal_sign() {
    let table = table_of(
        r#"columns = ["A", "B", "C", "D", "E", "F", "G"]
rows = [
    ["x", -1.25, "12.5 %", "28 May", "3 km²", 17, 1],
    ["y", "–", "7 %", "3 June", "1,200.5 km²*", "no data", "see annex 2"],
    ["z", 1204, "", "1 July", "–", 19, 3],
]"#,
    );
    let (start, end) = (ColumnAlignment::Start, ColumnAlignment::End);
    assert_eq!(table.alignments, [start, end, end, start, end, end, start]);
    let before = |column: usize| -> Vec<Option<String>> {
        let cells = table.rows.iter().map(|row| &row.cells[column]);
        cells
            .map(|cell| {
                let text = briefgen::document::plain_text(&cell.content);
                cell.decimal.map(|decimal| text[..decimal].to_owned())
            })
            .collect()
    };
    let some = |words: &str| Some(words.to_owned());
    assert_eq!(before(1), [some("−1"), some("–"), some("1204")]);
    assert_eq!(before(2), [some("12"), some("7"), None]);
    assert_eq!(before(3), [None, None, None]);
    assert_eq!(before(4), [some("3"), some("1,200"), some("–")]);
    assert_eq!(before(5), [some("17"), None, some("19")]);
    assert_eq!(before(6), [None, None, None]);
}

#[test]
fn thousands_are_grouped_alike_in_a_table_but_for_years() {
    let table = table_of(
        r#"columns = ["River", "May", "June", "Built"]
rows = [["A", 1780, 12490, 1974], ["B", 980, 2010, 1969]]"#,
    );
    let cells = table.rows[0].cells.iter();
    let words: Vec<String> = cells
        .map(|cell| briefgen::document::plain_text(&cell.content))
        .collect();
    assert_eq!(words, ["A", "1,780", "12,490", "1974"]);
}

#[test]
fn rows_that_are_called_by_numbers_have_their_headers_at_the_start() {
    let table = table_of(
        r#"columns = ["Stage", "Cost"]
row-headers = true
rows = [["1st stage", 17], ["2nd stage", 19]]"#,
    );
    assert_eq!(
        table.alignments,
        [ColumnAlignment::Start, ColumnAlignment::End]
    );
    let table = table_of("columns = [\"Year\", \"Cost\"]\nrows = [[2015, 17], [2016, 19]]");
    assert_eq!(table.alignments, [ColumnAlignment::End; 2]);
}

/// A brief whose project has these funders, and the organisations and keys that `more` adds.
fn funded(funders: &str, more: &str) -> String {
    let text = format!(
        "language = \"en\"\ntitle = \"Title\"\npublished = 2017-06-16\n{more}\n\
         [meeting]\ntitle = \"Meeting\"\ndate = 2017-06-15\norganisers = [\"centre\", \"bank\"]\n\
         [[organisation]]\nid = \"eu\"\nname = \"European Union\"\n\
         [[organisation]]\nid = \"centre\"\nname = \"Centre\"\nlogo = \"figures/wordmark.png\"\n\
         [[organisation]]\nid = \"bank\"\nname = \"Bank of Rivers\"\nlogo = \"figures/wordmark.png\"\n\
         logo-alt = \"A wave\"\n\
         [[organisation]]\nid = \"agency\"\nname = \"Agency\"\nstatement = \"With the support of *Agency*\"\n\
         disclaimer = \"Not the view of Agency.\"\n\
         [project]\ntitle = \"Project\"\nfunders = {funders}\n"
    );
    outline(&composed(&read("funded.toml", text)))
}

/// What an outline says from the line `from` on.
fn part<'a>(outline: &'a str, from: &str) -> &'a str {
    let start = outline.find(from).unwrap_or_else(|| panic!("{outline}"));
    &outline[start..]
}

#[test]
fn a_funder_alone_funds_and_several_co_fund() {
    let alone = funded("[\"eu\"]", "publisher = \"centre\"");
    assert!(
        alone.contains("FundingStatement: Funded by the European Union\n"),
        "{alone}"
    );
    insta::assert_snapshot!(part(
        &funded("[\"bank\", \"agency\", \"eu\"]", "publisher = \"centre\""),
        "section Masthead"
    ));
}

#[test]
fn the_projects_own_statement_stands_with_all_logos_and_the_disclaimers_that_the_brief_gives() {
    let text = funded(
        "[\"bank\", \"agency\", \"eu\"]\nstatement = \"Paid for by *many*.\"",
        "",
    );
    insta::assert_snapshot!(part(&text, "section Funding"));
}

#[test]
fn an_obstacle_with_quotation_marks_is_quoted_with_those_inside() {
    let answer = "[[recommendation]]\ntext = \"Act\"\nobstacles = [\"obstacle\"]\n";
    let text = small_text(&[answer, &table("referred", "")].concat());
    let text = text.replace("An obstacle", "The “single window” is slow");
    let outline = outline(&composed(&read("small.toml", text)));
    assert!(
        outline.contains("“The ‘single window’ is slow”"),
        "{outline}"
    );
}

#[test]
fn a_name_that_has_its_short_form_in_brackets_is_introduced_without_it() {
    let text = "language = \"en\"\ntitle = \"Title\"\npublished = 2017-06-16\npublisher = \"giz\"\n\
        [meeting]\ntitle = \"Meeting\"\ndate = 2017-06-15\norganisers = [\"giz\"]\n\
        [project]\ntitle = \"Project\"\nimplementers = [\"giz\"]\n\
        [[organisation]]\nid = \"giz\"\nname = \"Gesellschaft (GIZ) GmbH\"\nabbreviation = \"GIZ\"\n";
    let outline = outline(&composed(&read("giz.toml", text.to_owned())));
    assert_eq!(
        outline.matches("{Gesellschaft (GIZ) GmbH <").count(),
        2,
        "{outline}"
    );
    assert!(!outline.contains("GmbH ("), "{outline}");
    assert!(outline.contains("Implemented by {GIZ"), "{outline}");
}

#[test]
fn the_number_of_an_annex_stands_on_the_line_of_its_label() {
    for (language, label) in [
        ("en", "Annex\u{a0}1. {More"),
        ("ru", "Приложение\u{a0}1. {More"),
    ] {
        let second = "[[annex]]\ntitle = \"Last\"\ntext = \"Text.\"\n";
        let text = small_text(&[second, &table("referred", "")].concat());
        let text = text.replacen("\"en\"", &format!("\"{language}\""), 1);
        let outline = outline(&composed(&read("small.toml", text)));
        assert!(outline.contains(label), "{outline}");
    }
}

#[test]
fn what_an_annex_refers_to_stands_at_its_end() {
    let more = "text = \"See [them](#theirs).\"\n[[annex]]\nid = \"last\"\ntitle = \"Statutes\"\ntext = \"Text.\"\n";
    let text = small_text(&format!("{}{}", table("referred", ""), table("theirs", "")));
    let text = text.replacen("text = \"Text.\"\n", more, 1);
    assert_eq!(
        places(&composed(&read("small.toml", text))),
        ["1 referred in section-questions", "2 theirs in annex"]
    );
}

#[test]
fn the_disclaimer_of_whoever_made_the_brief_stands_in_it_once() {
    let text = |more: &str| {
        format!(
            "language = \"en\"\ntitle = \"Title\"\npublished = 2017-06-16\npublisher = \"who\"\n\
             [meeting]\ntitle = \"Meeting\"\ndate = 2017-06-15\norganisers = [\"who\"]\n\
             [[organisation]]\nid = \"who\"\nname = \"WHO\"\ndisclaimer = \"The designations.\"\n{more}"
        )
    };
    let said = |more: &str| outline(&composed(&read("maker.toml", text(more))));
    let project = "[project]\ntitle = \"Project\"\nimplementers = [\"who\"]\n";
    for more in [
        "",
        project,
        &format!("{project}funders = [\"who\"]\n"),
        &format!("{project}statement = \"Paid for.\"\n"),
    ] {
        let said = said(more);
        let printed = said.matches("disclaimer>: The designations.").count();
        assert_eq!(printed, 1, "{said}");
    }
}

#[test]
fn beside_the_european_union_its_delegation_asks_for_nothing_else() {
    let text = "language = \"en\"\ntitle = \"Title\"\npublished = 2017-06-16\n\
        [meeting]\ntitle = \"Meeting\"\ndate = 2017-06-15\n\
        [project]\ntitle = \"Project\"\nfunders = [\"eu\", \"delegation\"]\n\
        [[organisation]]\nid = \"eu\"\nname = \"European Union\"\n\
        [[organisation]]\nid = \"delegation\"\nname = \"Delegation\"\nemblem = \"eu\"\n";
    let outline = outline(&composed(&read("funders.toml", text.to_owned())));
    assert_eq!(
        outline.matches("FundingStatement: ").count(),
        1,
        "{outline}"
    );
    assert!(
        outline.contains("Statement: Funded by the European Union"),
        "{outline}"
    );
}

#[test]
fn the_european_union_is_known_by_what_the_brief_says_of_it() {
    let funder = |keys: &str| {
        let text = format!(
            "language = \"en\"\ntitle = \"Title\"\npublished = 2017-06-16\n\
             [meeting]\ntitle = \"Meeting\"\ndate = 2017-06-15\n\
             [project]\ntitle = \"Project\"\nfunders = [\"funder\"]\n\
             [[organisation]]\nname = \"Union\"\n{keys}\n"
        )
        .replace(
            "\"funder\"",
            if keys.contains("\"eu\"\n") {
                "\"eu\""
            } else {
                "\"funder\""
            },
        );
        outline(&composed(&read("funder.toml", text)))
    };
    let prescribed = "FundingStatement: Funded by the European Union\n";
    assert!(funder("id = \"eu\"\n").contains(prescribed));
    assert!(funder("id = \"funder\"\nemblem = \"eu\"").contains(prescribed));
    assert!(!funder("id = \"eu\"\nemblem = \"none\"").contains(prescribed));
    assert!(!funder("id = \"funder\"").contains(prescribed));
}

#[test]
fn charts_are_found_in_whatever_they_stand() {
    let document = composed(&read_file("water-convention-2018.toml"));
    let number = document.charts().len();
    assert!(number > 0);
    let node = Node::default;
    let all = || document.blocks.clone();
    let item = ListItem {
        node: node(),
        label: Label {
            node: node(),
            number: None,
        },
        blocks: all(),
    };
    let description = Description {
        node: node(),
        term_node: node(),
        term: Vec::new(),
        blocks: all(),
    };
    let kinds = [
        BlockKind::List(List {
            marker: ListMarker::Bullet,
            items: vec![item],
        }),
        BlockKind::DescriptionList(vec![description]),
        BlockKind::Lockup(Lockup {
            logos: Vec::new(),
            blocks: all(),
        }),
    ];
    for kind in kinds {
        let other = Document {
            blocks: vec![Block { node: node(), kind }],
            ..document.clone()
        };
        assert_eq!(other.charts(), document.charts());
    }
}
