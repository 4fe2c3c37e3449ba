//! Reading briefs: what is wrong with each brief in `tests/wrong-briefs`, as a person is told it, and
//! that no input stops the reader.

#![allow(clippy::unwrap_used, clippy::panic)]

use briefgen::brief::{self, After, Brief, SectionName};
use briefgen::diagnostic::{self, Diagnostic, Source};
use briefgen::document::{Block, BlockKind, InlineKind, plain_text};
use proptest::prelude::*;
use std::io;
use std::path::Path;

const COMPLETE: &str = include_str!("complete.toml");

/// A folder with a few pictures, and a world of two countries.
fn beside(path: &Path, _limit: usize) -> io::Result<Vec<u8>> {
    let picture = || {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 4, 3);
        encoder.set_color(png::ColorType::Grayscale);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&[128; 12]).unwrap();
        writer.finish().unwrap();
        bytes
    };
    match path.to_str().unwrap() {
        "map.png" | "figures/canals.png" | "../briefs/figures/wordmark.png" => Ok(picture()),
        "figures" => Err(io::ErrorKind::IsADirectory.into()),
        "rivers.svg" => Ok(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 9'>\
            <text y='8' font-family='Sylfaen'>Ртк, რუ</text></svg>"
                .into(),
        ),
        "lakes.svg" => Ok(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 9'>\
            <text y='8' font-family='Lato, Arial'>Арал</text></svg>"
                .into(),
        ),
        "broken.png" => Ok(picture()[..45].to_vec()),
        "text.png" => Ok(b"no picture".to_vec()),
        "secret.png" => Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "permission denied",
        )),
        _ => Err(io::ErrorKind::NotFound.into()),
    }
}

fn source(path: &str, text: &str) -> Source {
    Source::from_bytes(path, text.as_bytes().to_vec()).unwrap()
}

fn read(text: &str) -> (Option<Brief>, Vec<Diagnostic>) {
    brief::read(&source("brief.toml", text), &mut beside)
}

/// A brief without mistakes; those of another are shown.
fn read_well(text: &str) -> Brief {
    let source = source("brief.toml", text);
    let (brief, diagnostics) = brief::read(&source, &mut beside);
    let shown = diagnostic::render_human(&diagnostics, &source, false);
    assert!(diagnostics.is_empty(), "{shown}");
    brief.unwrap()
}

#[test]
fn wrong_briefs_are_told_what_to_write_instead() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wrong-briefs");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(names.len() >= 30, "{names:?}");
    for name in names {
        let bytes = std::fs::read(folder.join(&name)).unwrap();
        let (source, diagnostics) = match Source::from_bytes(&name, bytes) {
            Ok(source) => {
                let (brief, diagnostics) = brief::read(&source, &mut beside);
                let wrong = diagnostics
                    .iter()
                    .any(|diagnostic| diagnostic.level == diagnostic::Level::Error);
                assert_eq!(brief.is_none(), wrong, "{name}");
                (source, diagnostics)
            }
            Err(wrong) => (wrong.source, vec![wrong.diagnostic]),
        };
        assert!(!diagnostics.is_empty(), "{name}");
        let shown = diagnostic::render_human(&diagnostics, &source, false);
        insta::assert_snapshot!(name.trim_end_matches(".toml"), shown);
    }
}

/// The folder of the briefs that come with the program.
fn in_briefs(path: &Path, _limit: usize) -> io::Result<Vec<u8>> {
    std::fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("briefs")
            .join(path),
    )
}

#[test]
fn the_briefs_that_come_with_the_program_have_no_mistakes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("briefs");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let source = Source::from_bytes(&path, std::fs::read(&path).unwrap()).unwrap();
            if brief::translation::is_translation(&source.text) {
                continue;
            }
            let (brief, diagnostics) = brief::read(&source, &mut in_briefs);
            let shown = diagnostic::render_human(&diagnostics, &source, false);
            assert!(diagnostics.is_empty() && brief.is_some(), "{shown}");
            count += 1;
        }
    }
    assert!(count >= 2, "{count}");
}

#[test]
fn json_has_one_object_a_line() {
    let text = "title = \"Жаң\"\nlanguge = \"en\"\n[meeting]\ntitle = \"A\"\ndate = 5\n";
    let source = source("brief.toml", text);
    let (_, diagnostics) = brief::read(&source, &mut beside);
    insta::assert_snapshot!("json", diagnostic::render_json(&diagnostics, &source));
}

#[test]
fn colours_are_for_terminals_only() {
    let source = source("brief.toml", "");
    let (_, diagnostics) = brief::read(&source, &mut beside);
    assert!(diagnostic::render_human(&diagnostics, &source, true).contains('\u{1b}'));
    assert!(!diagnostic::render_human(&diagnostics, &source, false).contains('\u{1b}'));
}

#[test]
fn a_brief_that_has_every_key_is_read() {
    let brief = read_well(COMPLETE);
    assert_eq!(brief.language.0, "en-GB");
    assert_eq!(brief.meeting.date.value.end.to_string(), "2018-05-11");
    assert_eq!(brief.figures[0].file.value.width_px, 4);
    assert_eq!(
        brief.tables[0].rows[0][1].value,
        brief::CellValue::Number("1180".to_owned())
    );
    assert_eq!(
        brief.tables[0].rows[1][1].value,
        brief::CellValue::Number("62.50".to_owned())
    );
    assert_eq!(brief.charts[0].series[0].values[1].value, "10.5");
}

#[test]
fn every_value_knows_where_it_came_from() {
    let brief = read_well(COMPLETE);
    let at = |origin: &briefgen::document::Origin| {
        (origin.path.clone(), &COMPLETE[origin.span.clone().unwrap()])
    };
    let expected = |path: &str, words| (path.to_owned(), words);
    assert_eq!(
        at(&brief.meeting.participants[1].origin),
        expected("meeting.participants[1]", "\"basin councils\"")
    );
    assert_eq!(
        at(&brief.tables[0].rows[1][1].origin),
        expected("table[flows].rows[1][1]", "62.50")
    );
    assert_eq!(
        at(&brief.tables[0].columns[0].origin),
        expected("table[flows].columns[0]", "\"River\"")
    );
    assert_eq!(
        at(&brief.recommendations[0].text.origin),
        expected(
            "recommendation[one-format].text",
            "\"Agree on one format.\""
        )
    );
    assert_eq!(
        at(&brief.contacts[0].email.as_ref().unwrap().origin),
        expected("contact[aigul-nurlanova].email", "\"aigul@example.org\"")
    );
    assert_eq!(
        at(&brief.abbreviations[0].long.origin),
        expected("abbreviation[rc].long", "\"Regional Centre\"")
    );
    assert_eq!(
        at(&brief.charts[0].series[0].name.origin),
        expected("chart[use].series[0].name", "\"2017\"")
    );
    assert_eq!(
        at(&brief.meeting.date.origin),
        expected("meeting.date", "{ start = 2018-05-10, end = 2018-05-11 }")
    );
}

/// The path and the words in the file of each paragraph in `blocks`.
fn paragraphs(blocks: &[Block], seen: &mut Vec<(String, &'static str)>) {
    for block in blocks {
        match &block.kind {
            BlockKind::List(list) => list
                .items
                .iter()
                .for_each(|item| paragraphs(&item.blocks, seen)),
            _ => {
                let origin = block.node.origin.as_ref().unwrap();
                seen.push((origin.path.clone(), &COMPLETE[origin.span.clone().unwrap()]));
            }
        }
    }
}

#[test]
fn paragraphs_of_prose_are_numbered_in_reading_order() {
    let brief = read_well(COMPLETE);
    let summary = brief.summary.unwrap();
    let mut seen = Vec::new();
    paragraphs(&summary.blocks, &mut seen);
    paragraphs(&summary.notes[0].blocks, &mut seen);
    insta::assert_debug_snapshot!("paths-of-prose", seen);
}

#[test]
fn prose_becomes_blocks_and_inlines() {
    let brief = read_well(COMPLETE);
    let summary = brief.summary.unwrap();
    let BlockKind::Paragraph(first) = &summary.blocks[0].kind else {
        panic!("{:?}", summary.blocks[0]);
    };
    let kinds: Vec<&str> = first
        .content
        .iter()
        .map(|inline| match &inline.kind {
            InlineKind::Text(words) => words.as_str(),
            InlineKind::Emphasis(_) => "<emphasis>",
            InlineKind::Strong(_) => "<strong>",
            InlineKind::Reference { anchor, .. } => anchor,
            InlineKind::NoteReference(0) => "<note>",
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "The meeting ",
            "<emphasis>",
            " on ",
            "<strong>",
            " steps",
            "<note>",
            " and on ",
            "flows",
            "."
        ]
    );
    let BlockKind::List(list) = &summary.blocks[1].kind else {
        panic!("{:?}", summary.blocks[1]);
    };
    assert_eq!(list.items.len(), 3);
    let detail = brief.recommendations[0].detail.as_ref().unwrap();
    let BlockKind::List(list) = &detail.blocks[0].kind else {
        panic!("{:?}", detail.blocks[0]);
    };
    let numbers: Vec<Option<u32>> = list.items.iter().map(|item| item.label.number).collect();
    assert_eq!(numbers, [Some(1), Some(2)]);
    let BlockKind::Paragraph(item) = &list.items[1].blocks[0].kind else {
        panic!("{:?}", list.items[1]);
    };
    assert_eq!(plain_text(&item.content), "then in tables.");
}

#[test]
fn items_without_an_id_get_one_of_their_words() {
    let brief = read_well(
        "language = 'en'\ntitle = 'A'\npublished = 2018-01-02\n\
         [meeting]\ntitle = 'A'\ndate = 2018-01-01\n\
         [[decision]]\ntext = 'Meet again.'\n[[decision]]\ntext = 'Meet again!'\n\
         [[decision]]\ntext = 'B'\nid = 'meet-again-2'\n[[decision]]\ntext = '…'\n\
         [[recommendation]]\ntext = 'Су'\n",
    );
    let ids: Vec<&str> = brief
        .decisions
        .iter()
        .map(|item| item.id.as_str())
        .collect();
    assert_eq!(
        ids,
        ["meet-again", "meet-again-3", "meet-again-2", "decision"]
    );
    assert_eq!(brief.recommendations[0].id, "су");
}

/// The head of a short brief.
const HEAD: &str = "language = 'en'\ntitle = 'A'\npublished = 2018-01-02\n\
     [meeting]\ntitle = 'A'\ndate = 2018-01-01\n";

#[test]
fn an_item_is_found_by_its_words_however_many_they_are() {
    let long = "Weak capacity of the basin councils to plan the use of water in";
    let (_, diagnostics) = read(&format!(
        "{HEAD}[[obstacle]]\ntext = '{long} dry years'\n[[obstacle]]\ntext = '{long} wet years'\n\
         [[recommendation]]\ntext = 'B'\nobstacles = ['{long} wet years']\n"
    ));
    let helps: Vec<_> = diagnostics.iter().map(|one| one.help.as_deref()).collect();
    assert_eq!(
        helps,
        [Some("write `\"weak-capacity-of-the-basin-councils-to-2\"`")]
    );
}

#[test]
fn a_section_is_meant_unless_somebody_gave_an_item_its_name() {
    let after = |id: &str| {
        let brief = read_well(&format!(
            "{HEAD}[[recommendation]]\ntext = 'B'\n[[annex]]\n{id}title = 'Recommendations'\ntext = 'C.'\n\
             [[table]]\nid = 't'\ncaption = 'D'\ncolumns = ['E']\nrows = [[1]]\nafter = 'recommendations'\n"
        ));
        brief.tables[0].after.as_ref().unwrap().value.clone()
    };
    assert_eq!(after(""), After::Section(SectionName::Recommendations));
    let given = after("id = 'recommendations'\n");
    assert_eq!(given, After::Item("recommendations".to_owned()));
}

#[test]
fn a_share_of_any_number_of_decimals_is_added_up() {
    let (_, diagnostics) = read(&format!(
        "{HEAD}[[recommendation]]\ntext = 'B'\n[[chart]]\nid = 'c'\ncaption = 'C'\nkind = 'share'\nlabels = ['D', 'E']\n\
         unit = '%'\nseries = [{{ name = 'F', values = [1.0{}1, 9] }}]\n",
        "0".repeat(70_000)
    ));
    let codes: Vec<&str> = diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["sum-of-shares"]);
}

#[test]
fn what_a_message_quotes_is_one_line_and_short() {
    let long = "word ".repeat(100);
    for text in [
        format!("\"a\\nerror: {long}\" = 1\n{HEAD}"),
        format!("{HEAD}[[decision]]\n\"a\\nerror: {long}\" = 1\n"),
        format!("summary = '`{long}`'\n{HEAD}"),
        format!(
            "summary = 'a[^{0}] b[^{0}]'\n{HEAD}",
            long.replace(' ', "_")
        ),
        format!("summary = '[a](https://b.org \"{long}\")'\n{HEAD}"),
        format!("subtitle = '[{long}]'\n{HEAD}"),
    ] {
        let (_, diagnostics) = read(&text);
        assert!(!diagnostics.is_empty());
        for Diagnostic { message, help, .. } in diagnostics {
            let said = message + help.as_deref().unwrap_or_default();
            assert!(said.len() < 300 && !said.contains('\n'), "{said}");
        }
    }
}

#[test]
fn a_help_is_not_what_was_written() {
    let (_, diagnostics) = read(&HEAD.replace("2018-01-01", "10:00:00"));
    assert!(
        !diagnostics[0].help.as_ref().unwrap().contains("10:00"),
        "{diagnostics:?}"
    );
    for deep in ["[{}a]", "{}a = 1"] {
        let (_, diagnostics) = read(&deep.replace("{}", &"a.".repeat(200)));
        assert_eq!(
            diagnostics[0].message,
            "tables stand in one another too deep"
        );
    }
}

#[test]
fn text_is_normalised() {
    let brief =
        read_well(&COMPLETE.replace("\"Second round\"", "\"\"\"\n  Cafe\\u0301\n  round \"\"\""));
    assert_eq!(brief.subtitle.unwrap().value, "Café round");
}

#[test]
fn ten_thousand_items_are_read() {
    let mut text = COMPLETE.to_owned();
    for _ in 0..10_000 {
        text.push_str("[[decision]]\ntext = \"To meet again.\"\ndetail = \"- a\\n- b\"\n");
    }
    assert_eq!(read_well(&text).decisions.len(), 10_001);
}

#[test]
fn ten_thousand_mistakes_are_found() {
    let mut text = COMPLETE.to_owned();
    for _ in 0..10_000 {
        text.push_str("[[recommendation]]\ntxt = \"A\"\nobstacles = [\"format\"]\n");
    }
    // The key is read as `text`, and so does not lack.
    assert_eq!(read(&text).1.len(), 20_000);
}

#[test]
fn many_mistakes_take_no_longer_each() {
    // Where each mistake looks through the whole file, this does not end.
    let top = "title = \"T\"\npublished = 2020-01-01\n";
    let meeting = "[meeting]\ntitle = \"M\"\ndate = 2019-12-31\n";
    let repeated = |text: &str| -> String {
        let number = |number: usize| text.replace("{}", &number.to_string());
        (0..8_000).map(number).collect()
    };
    let table = |rows: &str| {
        let head = "[[table]]\nid = \"t\"\ncaption = \"c\"\ncolumns = [\"a\", \"b\"]\nrows = [\n";
        format!("{top}{meeting}{head}{}]\n", repeated(rows))
    };
    let texts = [
        // No language says how words are quoted and dates written.
        format!("{top}{meeting}{}", repeated("[[decision]]\ntext = Do {}\n")),
        // The year of the meeting stands below.
        format!(
            "{top}{}{meeting}",
            repeated("[[action]]\ntext = \"{}\"\ndue = \"soon\"\n")
        ),
        table("[\"a\", word],\n"),
        table("[\"a\" {}],\n"),
        // Words of an item in the place of its id.
        format!(
            "{top}{meeting}{}{}",
            repeated("[[obstacle]]\ntext = \"The water x{}x thing\"\n"),
            repeated("[[recommendation]]\ntext = \"{}\"\nobstacles = [\"x{}x thing\"]\n"),
        ),
        // A word as long as the text, with as many apostrophes.
        format!(
            "language = \"en\"\n{top}summary = \"{}\"\n{meeting}",
            "a'".repeat(100_000)
        ),
    ];
    for text in texts {
        assert!(!read(&text).1.is_empty());
    }
}

#[test]
fn a_brief_of_more_than_16_mb_is_refused() {
    let (brief, diagnostics) = read(&" ".repeat(16_000_001));
    assert!(brief.is_none());
    assert_eq!(diagnostics[0].code, "brief-too-large");
}

#[test]
fn nesting_of_any_depth_is_survived() {
    for unit in [
        "[", "[[", "{a=", "\"\"\"", "*_", "[x](", "> ", "- ", "1. ", "![", "<", "`", "**a *",
    ] {
        let many = unit.repeat(20_000);
        read(&format!("a = {many}"));
        read(&format!("summary = '''\n{many}\n'''"));
        read(&format!("summary = '''\n{many}"));
    }
    let mut staircase = String::new();
    for depth in 0..1_000 {
        staircase.push_str(&format!("{}- a\n", "  ".repeat(depth)));
    }
    read(&format!("summary = '''\n{staircase}'''"));
    read(&format!("{}a = 1", "a.".repeat(20_000)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_stops_the_reader(text in "\\PC*|[\\x00-\\x7f]{0,200}|(?s:.{0,100})") {
        let source = source("brief.toml", &text);
        let (_, diagnostics) = brief::read(&source, &mut beside);
        diagnostic::render_human(&diagnostics, &source, false);
        diagnostic::render_json(&diagnostics, &source);
    }

    #[test]
    fn no_prose_stops_the_reader(prose in "([-*_>#`\\[\\]()!<^:|~ \n\\\\0-9a-cя&;]|\\[\\^1\\]|\\]\\{lang=kk\\}|[{}]|\n\n|https://){0,80}") {
        let text = COMPLETE.replace("The meeting *agreed*", &prose.replace("'''", ""));
        let source = source("brief.toml", &text);
        let (brief, diagnostics) = brief::read(&source, &mut beside);
        diagnostic::render_human(&diagnostics, &source, false);
        let wrong = diagnostics.iter().any(|diagnostic| diagnostic.level == diagnostic::Level::Error);
        prop_assert_eq!(brief.is_none(), wrong);
    }

    #[test]
    fn no_line_stops_the_reader(line in "([\\[\\]{} a-cя\u{202e}\u{2067}\u{2069}\u{200c}]|\\]\\{lang=kk\\}){0,80}") {
        let text = COMPLETE.replace("Second round", &line);
        let source = source("brief.toml", &text);
        let (brief, diagnostics) = brief::read(&source, &mut beside);
        diagnostic::render_human(&diagnostics, &source, false);
        let Some(words) = brief.and_then(|brief| brief.subtitle) else {
            return Ok(());
        };
        for passage in words.passages {
            prop_assert!(words.value.get(passage.range).is_some_and(|words| !words.is_empty()));
        }
    }

    #[test]
    fn no_mutation_of_a_brief_stops_the_reader(
        edits in proptest::collection::vec((0..COMPLETE.len(), 0..40_usize, "\\PC{0,3}|[\\[\\]{}\"'=.,#\n\\\\]{0,3}|\\\\[uUx][0-9a-f]{0,7}[Жé日]"), 1..6)
    ) {
        let mut text = COMPLETE.to_owned();
        for (at, length, words) in edits {
            let start = text.floor_char_boundary(at.min(text.len()));
            let end = text.floor_char_boundary((start + length).min(text.len()));
            text.replace_range(start..end.max(start), &words);
        }
        let source = source("brief.toml", &text);
        let (brief, diagnostics) = brief::read(&source, &mut beside);
        diagnostic::render_human(&diagnostics, &source, false);
        diagnostic::render_json(&diagnostics, &source);
        let wrong = diagnostics.iter().any(|diagnostic| diagnostic.level == diagnostic::Level::Error);
        prop_assert_eq!(brief.is_none(), wrong);
    }
}

#[test]
fn the_european_union_is_known_by_name_in_every_edition() {
    let head = "language = \"en\"\ntitle = \"T\"\npublished = 2018-05-11\n\
                [meeting]\ntitle = \"M\"\ndate = 2018-05-10\n[[recommendation]]\ntext = \"R\"\n[[organisation]]\n";
    for (organisation, is_union) in [
        ("id = \"eu\"\nname = \"EU\"", true),
        ("id = \"EU\"\nname = \"The Union\"", true),
        ("id = \"donor\"\nname = \"European Union\"", true),
        (
            "id = \"donor\"\nname = { ru = \"Европейский союз\", tk = \"Х\" }",
            true,
        ),
        (
            "id = \"donor\"\nname = \"European Union\"\nemblem = \"none\"",
            false,
        ),
        ("id = \"eau\"\nname = \"Eurasian Union\"", false),
        // The short forms of other languages.
        ("id = \"yi\"\nname = \"Youth Initiative\"", false),
        ("id = \"news\"\nname = \"ИА\"", false),
        ("id = \"donor\"\nname = { tg = \"ИА\" }", true),
    ] {
        let brief = read_well(&format!("{head}{organisation}\n"));
        assert_eq!(
            brief.organisations[0].is_european_union(),
            is_union,
            "{organisation}"
        );
    }
}
