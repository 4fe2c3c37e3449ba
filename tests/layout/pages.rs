//! Where pages end, in any document: what belongs together stays together, notes and floats stand where they
//! are spoken of, and no page is left nearly empty.

use super::*;
use briefgen::document::{Figure, Picture, PictureFormat};
use briefgen::layout::NoticeKind;
use briefgen::length::Length;

/// What a test document is made of; numbers are words.
#[derive(Clone, Debug)]
enum Sample {
    Paragraph(usize),
    /// A paragraph with a footnote in its middle.
    Noted(usize, usize),
    List(Vec<usize>),
    Section(Vec<usize>),
    /// A figure of this height, in pixels.
    Figure(u32),
    Table(usize),
}

fn sample() -> impl Strategy<Value = Sample> {
    prop_oneof![
        5 => (1..160_usize).prop_map(Sample::Paragraph),
        2 => (2..80_usize, 1..90_usize).prop_map(|(words, note)| Sample::Noted(words, note)),
        2 => prop::collection::vec(1..30_usize, 1..9).prop_map(Sample::List),
        2 => prop::collection::vec(1..80_usize, 1..3).prop_map(Sample::Section),
        1 => (20..1200_u32).prop_map(Sample::Figure),
        1 => (1..40_usize).prop_map(Sample::Table),
    ]
}

fn words_of(count: usize) -> String {
    vec!["word"; count].join(" ")
}

fn figure(height_px: u32) -> Block {
    Block {
        node: Node::default(),
        kind: BlockKind::Figure(Figure {
            picture_node: Node::default(),
            picture: Picture {
                file: "a.png".into(),
                bytes: Vec::new().into(),
                format: PictureFormat::Png,
                width_px: 600,
                height_px,
            },
            alt: "A picture".into(),
            caption: None,
            credit: None,
        }),
    }
}

fn note(number: usize, words: usize) -> Note {
    Note {
        node: Node::default(),
        label: Node::default(),
        number: number as u32,
        blocks: vec![Block::paragraph(
            Node::default(),
            ParagraphRole::Note,
            vec![Inline::text(words_of(words))],
        )],
    }
}

fn refer_to_note(index: usize) -> Inline {
    Inline {
        node: Node::default(),
        kind: InlineKind::NoteReference(index),
    }
}

fn document_of(samples: &[Sample]) -> Document {
    let mut notes = Vec::new();
    let blocks = samples
        .iter()
        .map(|sample| match sample {
            Sample::Paragraph(words) => paragraph(&words_of(*words)),
            Sample::Noted(words, note_words) => {
                notes.push(note(notes.len() + 1, *note_words));
                let content = vec![
                    Inline::text(words_of(*words)),
                    refer_to_note(notes.len() - 1),
                    Inline::text(format!(" {}", words_of(*words))),
                ];
                Block::paragraph(Node::default(), ParagraphRole::Body, content)
            }
            Sample::List(items) => list(items.iter().map(|words| words_of(*words)).collect()),
            Sample::Section(paragraphs) => {
                let mut blocks = vec![heading("heading")];
                blocks.extend(paragraphs.iter().map(|words| paragraph(&words_of(*words))));
                section(blocks)
            }
            Sample::Figure(height) => figure(*height),
            Sample::Table(rows) => table(2, *rows, "cell"),
        })
        .collect();
    document(blocks, notes)
}

/// A line of text on its page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct LinePlace {
    page: usize,
    baseline: Length,
}

/// Where the nodes of a layout stand.
struct Places(BTreeMap<NodeId, Vec<LinePlace>>);

impl Places {
    fn of(layout: &Layout) -> Places {
        let mut places = BTreeMap::<NodeId, Vec<LinePlace>>::new();
        for (page, fragment) in body(layout) {
            let Owner::Node(node) = fragment.owner else {
                continue;
            };
            let baseline = match &fragment.content {
                FragmentContent::Glyphs(run) => run.origin.y,
                _ => fragment.bounds.top,
            };
            let lines = places.entry(node).or_default();
            let place = LinePlace { page, baseline };
            if !lines.contains(&place) {
                lines.push(place);
            }
        }
        Places(places)
    }

    /// The lines of inlines, in order.
    fn lines(&self, inlines: &[Inline]) -> Vec<LinePlace> {
        let mut lines: Vec<LinePlace> = inlines
            .iter()
            .flat_map(|inline| self.0.get(&inline.node.id).cloned().unwrap_or_default())
            .collect();
        lines.sort();
        lines.dedup();
        lines
    }

    /// The lines of the first inline of a block that is a paragraph or a heading.
    fn lines_of(&self, block: &Block) -> Vec<LinePlace> {
        match &block.kind {
            BlockKind::Paragraph(paragraph) => self.lines(&paragraph.content),
            BlockKind::Heading(heading) => self.lines(&heading.content),
            _ => panic!("no words in {block:?}"),
        }
    }
}

/// Lines of one text, or of one footnote: none alone on a page.
fn assert_no_lonely_line(lines: &[LinePlace], least: usize) {
    let pages: Vec<usize> = lines.iter().map(|line| line.page).collect();
    for side in pages.chunk_by(|one, other| one == other) {
        let divided = side.len() < pages.len();
        assert!(!divided || side.len() >= least, "{lines:?}");
    }
}

/// The first and the last item of a list are not alone on a page, if they are of one line.
fn assert_no_lonely_item(list: &List, places: &Places) {
    let items: Vec<Vec<LinePlace>> = list
        .items
        .iter()
        .map(|item| places.lines_of(&item.blocks[0]))
        .collect();
    if let Some([first, second]) = items.first_chunk::<2>()
        && first.len() == 1
    {
        assert_eq!(first[0].page, second[0].page, "{items:?}");
    }
    if let Some([before, last]) = items.last_chunk::<2>()
        && last.len() == 1
    {
        assert_eq!(before.last().unwrap().page, last[0].page, "{items:?}");
    }
}

fn assert_together(document: &Document, layout: &Layout) {
    let places = Places::of(layout);
    let mut last = None;
    let mut notes = document.notes.iter();
    let mut see = |block: &Block| {
        let lines = places.lines_of(block);
        assert_no_lonely_line(&lines, 2);
        assert!(last <= lines.first().copied(), "the order of the text");
        last = lines.last().copied();
        let BlockKind::Paragraph(paragraph) = &block.kind else {
            return;
        };
        for inline in &paragraph.content {
            if matches!(inline.kind, InlineKind::NoteReference(_)) {
                let note = notes.next().unwrap();
                let lines = places.lines_of(&note.blocks[0]);
                let reference = places.0[&inline.node.id][0];
                assert_eq!(reference.page, lines[0].page, "the page of a note");
                assert_no_lonely_line(&lines, 2);
            }
        }
    };
    let mut floats_begin: Vec<LinePlace> = Vec::new();
    for block in &document.blocks {
        match &block.kind {
            BlockKind::Paragraph(_) => see(block),
            BlockKind::List(list) => {
                list.items.iter().for_each(|item| see(&item.blocks[0]));
                assert_no_lonely_item(list, &places);
            }
            BlockKind::Section(section) => {
                section.blocks[1..].iter().for_each(&mut see);
                let heading = places.lines_of(&section.blocks[0])[0];
                let text = places.lines_of(&section.blocks[1]);
                assert_eq!(heading.page, text[0].page, "a stranded heading");
                assert_no_lonely_line(&text, 2);
                assert!(
                    floats_begin.iter().all(|float| float.page <= heading.page),
                    "a float stays in its section"
                );
                floats_begin.clear();
            }
            BlockKind::Figure(figure) => {
                floats_begin.extend(places.0[&figure.picture_node.id].first());
            }
            BlockKind::Table(table) => {
                let row = |cells: &[Cell]| places.lines(&cells[0].content)[0];
                floats_begin.push(row(&table.header));
                let rows: Vec<LinePlace> = std::iter::once(row(&table.header))
                    .chain(table.rows.iter().map(|one| row(&one.cells)))
                    .collect();
                assert!(rows.is_sorted());
                for pair in [rows.first_chunk::<2>(), rows.last_chunk::<2>()] {
                    let [above, below] = pair.unwrap();
                    assert_eq!(above.page, below.page, "a lonely row");
                }
            }
            _ => unreachable!(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_belongs_together_stays_together(samples in prop::collection::vec(sample(), 1..40)) {
        let document = document_of(&samples);
        let theme = Theme::default();
        let laid_out = layout(&document, &theme);
        assert_sound(&document, &laid_out, &theme);
        assert_together(&document, &laid_out);
        prop_assert!(laid_out == layout(&document, &theme));
    }
}

/// What is not larger than a few lines where it is not divided.
fn divisible() -> impl Strategy<Value = Sample> {
    prop_oneof![
        5 => (1..160_usize).prop_map(Sample::Paragraph),
        2 => prop::collection::vec(1..90_usize, 1..9).prop_map(Sample::List),
        2 => prop::collection::vec(1..80_usize, 1..3).prop_map(Sample::Section),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_page_is_full_where_what_follows_can_be_divided(samples in prop::collection::vec(divisible(), 10..60)) {
        let theme = Theme::default();
        let layout = layout(&document_of(&samples), &theme);
        let line = Length::pt(13.0);
        // Three lines that are not divided with their spaces, and three that a page may be short of.
        let limit = theme.page.height - theme.page.margin_bottom - line * 7;
        let (_, full) = layout.pages.pages.split_last().unwrap();
        for page in full {
            let own = page.fragments.iter().filter(|part| matches!(part.owner, Owner::Node(_)));
            let end = own.map(|part| part.bounds.bottom).max().unwrap();
            prop_assert!(end > limit, "{} lines empty", (limit - end).ratio(line) + 7.0);
        }
    }
}

#[test]
fn the_small_print_does_not_stand_alone_on_a_page() {
    let mut others = 0;
    for count in 20..45 {
        let mut blocks: Vec<Block> = (0..count).map(|_| paragraph("word")).collect();
        let last = blocks.len() - 1;
        blocks.push(funding(vec![heading("Funding"), paragraph("imprint")]));
        let document = document(blocks, Vec::new());
        let layout = layout(&document, &Theme::default());
        let BlockKind::Section(section) = &document.blocks[last + 1].kind else {
            unreachable!()
        };
        let places = Places::of(&layout);
        let imprint = places.lines_of(&section.blocks[1])[0].page;
        let before = places.lines_of(&document.blocks[last])[0].page;
        assert_eq!(imprint, before, "{count} paragraphs before it");
        others += imprint;
    }
    assert!(others > 0, "some have a page of their own");
}

#[test]
fn a_note_that_is_referred_to_in_a_note_is_set() {
    let mut outer = note(1, 20);
    let BlockKind::Paragraph(words) = &mut outer.blocks[0].kind else {
        unreachable!()
    };
    words.content.push(refer_to_note(1));
    let mut listed = note(3, 2);
    listed.blocks = vec![table(2, 3, "cell")];
    let content = vec![Inline::text("word"), refer_to_note(0), refer_to_note(2)];
    let block = Block::paragraph(Node::default(), ParagraphRole::Body, content);
    let document = document(vec![block], vec![outer, note(2, 5), listed]);
    let places = Places::of(&layout(&document, &Theme::default()));
    for note in &document.notes[..2] {
        assert!(!places.lines_of(&note.blocks[0]).is_empty());
    }
    let BlockKind::Table(table) = &document.notes[2].blocks[0].kind else {
        unreachable!()
    };
    assert!(!places.lines(&table.rows[2].cells[1].content).is_empty());
}

/// How many lines each page of a document has.
fn lines_by_page(document: &Document) -> Vec<usize> {
    let layout = layout(document, &Theme::default());
    let mut lines = vec![Vec::new(); layout.pages.pages.len()];
    for place in Places::of(&layout).0.into_values().flatten() {
        lines[place.page].push(place.baseline);
    }
    lines
        .into_iter()
        .map(|mut page| {
            page.sort();
            page.dedup();
            page.len()
        })
        .collect()
}

#[test]
fn spaces_give_a_little_where_that_saves_a_page() {
    let lines: Vec<usize> = (30..50)
        .map(|count| {
            let blocks = (0..count).map(|_| paragraph("word")).collect();
            lines_by_page(&document(blocks, Vec::new())).len()
        })
        .collect();
    // 37 paragraphs and the spaces between them fill a page; a third of the spaces is six lines, and a leading of 12 in
    // the place of 13 points three more.
    let pages: Vec<usize> = (30..50)
        .map(|count| if count <= 45 { 1 } else { 2 })
        .collect();
    assert_eq!(lines, pages);
}

#[test]
fn spaces_give_before_the_leading() {
    let mut blocks: Vec<Block> = (0..12).map(|_| paragraph(&words_of(50))).collect();
    blocks.push(paragraph(&words_of(20)));
    let document = document(blocks, Vec::new());
    let layout = layout(&document, &Theme::default());
    assert_eq!(layout.pages.pages.len(), 1, "tightened");
    for lines in Places::of(&layout).0.values() {
        for pair in lines.windows(2) {
            assert_eq!(pair[1].baseline - pair[0].baseline, Length::pt(13.0));
        }
    }
}

#[test]
fn the_leading_gives_alike_and_down_to_twelve_points() {
    let mut leadings = BTreeSet::new();
    for count in 30..50 {
        let blocks = (0..count).map(|_| paragraph(&words_of(14))).collect();
        let laid_out = layout(&document(blocks, Vec::new()), &Theme::default());
        let places = Places::of(&laid_out);
        let lines = places.0.values().flat_map(|lines| lines.windows(2));
        let of_this: BTreeSet<Length> = lines
            .filter(|pair| pair[0].page == pair[1].page)
            .map(|pair| pair[1].baseline - pair[0].baseline)
            .collect();
        assert_eq!(of_this.len(), 1, "{count} paragraphs: {of_this:?}");
        leadings.extend(of_this);
    }
    assert!(leadings.first() >= Some(&Length::pt(13.0).scaled(920, 1000)));
    assert!(leadings.len() > 1, "one of them saves a page");
    assert_eq!(leadings.last(), Some(&Length::pt(13.0)));
}

#[test]
fn no_last_page_of_a_line_or_two() {
    for count in 100..160 {
        let blocks = (0..count).map(|_| paragraph("word")).collect();
        let lines = lines_by_page(&document(blocks, Vec::new()));
        assert!(lines.last().is_some_and(|last| *last > 3), "{lines:?}");
    }
}

#[test]
fn the_foot_of_a_full_page_is_on_the_baseline_grid() {
    let theme = Theme::default();
    let items = vec!["word".to_owned(); 400];
    let document = document(vec![list(items)], Vec::new());
    let layout = layout(&document, &theme);
    let foot = |page: &briefgen::layout::Page| {
        let baselines = page.fragments.iter().filter_map(|fragment| {
            match (&fragment.content, fragment.owner) {
                (FragmentContent::Glyphs(run), Owner::Node(_)) => Some(run.origin.y),
                _ => None,
            }
        });
        baselines.max().unwrap()
    };
    let (_, full) = layout.pages.pages.split_last().unwrap();
    let feet: Vec<Length> = full.iter().map(foot).collect();
    for foot in feet {
        let first_baseline = theme.page.margin_top + Length::pt(13.0).scaled(5, 7);
        let steps = (foot - first_baseline).ratio(theme.grid);
        assert!((steps - steps.round()).abs() < 0.001, "{steps} steps");
    }
}

#[test]
fn text_fills_the_page_that_a_float_does_not_fit_on() {
    let mut blocks: Vec<Block> = (0..7).map(|_| paragraph(&words_of(70))).collect();
    blocks.push(figure(900));
    blocks.extend((0..6).map(|_| paragraph(&words_of(70))));
    let document = document(blocks, Vec::new());
    let laid_out = layout(&document, &Theme::default());
    let places = Places::of(&laid_out);
    let BlockKind::Figure(figure) = &document.blocks[7].kind else {
        unreachable!()
    };
    let picture = places.0[&figure.picture_node.id][0];
    let after = places.lines_of(&document.blocks[8]);
    assert_eq!(picture.page, 1);
    assert_eq!(picture.baseline, Theme::default().page.margin_top);
    assert_eq!(after[0].page, 0, "the text goes on before the float");
    let step = |above: usize, below: usize| {
        let above = places.lines_of(&document.blocks[above]);
        places.lines_of(&document.blocks[below])[0].baseline - above[above.len() - 1].baseline
    };
    let usual = step(5, 6);
    let further = (step(6, 8) - usual).to_pt().abs();
    assert!(further < 0.01, "no gap stays where the float has left");
}

/// The height at the foot of the first page that nothing stands in.
fn left_empty(layout: &Layout, theme: &Theme) -> Length {
    let bottom = body(layout)
        .filter(|(page, fragment)| *page == 0 && fragment.owner != Owner::Foot)
        .map(|(_, fragment)| fragment.bounds.bottom)
        .fold(Length::ZERO, Length::max);
    theme.page.height - theme.page.margin_bottom - bottom
}

#[test]
fn a_table_that_ends_its_section_leaves_no_page_half_empty() {
    for rows in 6..24 {
        let text = (0..6).map(|_| paragraph(&words_of(60)));
        let blocks = [heading("heading")].into_iter().chain(text);
        let blocks = section(blocks.chain([table(2, rows, "cell")]).collect());
        let next = section(vec![heading("next"), paragraph(&words_of(600))]);
        let document = document(vec![blocks, next], Vec::new());
        let theme = Theme::default();
        let laid_out = layout(&document, &theme);
        let empty = left_empty(&laid_out, &theme);
        assert!(
            empty < theme.page.text_height().scaled(35, 100),
            "{rows} rows leave {empty:?}"
        );
    }
}

#[test]
fn a_note_stands_once_on_the_page_of_its_first_reference() {
    let mention = || {
        let content = vec![Inline::text(words_of(100)), refer_to_note(0)];
        Block::paragraph(Node::default(), ParagraphRole::Body, content)
    };
    let mut listed = list(vec!["word".into(), "word".into()]);
    let BlockKind::List(items) = &mut listed.kind else {
        unreachable!()
    };
    items.items[1].blocks[0] = mention();
    let mut rows = table(2, 4, "cell");
    let BlockKind::Table(inside) = &mut rows.kind else {
        unreachable!()
    };
    inside.rows[1].cells[1].content.push(refer_to_note(1));
    let mut blocks = vec![listed, rows];
    blocks.extend((0..20).map(|_| mention()));
    let document = document(blocks, vec![note(1, 30), note(2, 200)]);
    let theme = Theme::default();
    let laid_out = layout(&document, &theme);
    assert_sound(&document, &laid_out, &theme);
    let places = Places::of(&laid_out);
    for note in &document.notes {
        let lines = places.lines_of(&note.blocks[0]);
        assert!(lines.iter().all(|line| line.page == 0), "{lines:?}");
    }
}

#[test]
fn what_is_larger_than_a_page_is_divided_without_gaps() {
    let long = || words_of(3000);
    let mut blocks = vec![
        list(vec![long(), "word".into()]),
        table(1, 3, &long()),
        figure(60_000),
        paragraph(&"x".repeat(5000)),
    ];
    let content = vec![Inline::text("word"), refer_to_note(0)];
    blocks.push(Block::paragraph(
        Node::default(),
        ParagraphRole::Body,
        content,
    ));
    let document = document(blocks, vec![note(1, 2500)]);
    let theme = Theme::default();
    let laid_out = layout(&document, &theme);
    assert_sound(&document, &laid_out, &theme);
    let places = Places::of(&laid_out);
    let lines = places.lines_of(&document.notes[0].blocks[0]);
    assert!(lines.last().unwrap().page > lines[0].page);
    assert_no_lonely_line(&lines, 2);
    let kinds: Vec<&NoticeKind> = laid_out.notices.iter().map(|notice| &notice.kind).collect();
    assert!(
        matches!(
            kinds.as_slice(),
            [
                NoticeKind::NarrowPicture { percent: 1 },
                NoticeKind::DividedWord { word },
                NoticeKind::DividedRow,
                NoticeKind::DividedRow,
                NoticeKind::DividedRow,
                NoticeKind::LongNote,
            ] if word.len() == 5000
        ),
        "{kinds:?}"
    );
}

#[test]
fn a_photograph_that_is_higher_than_wide_is_no_poster() {
    let theme = Theme::default();
    let height_of = |format, height_px| {
        let mut figure = figure(height_px);
        let BlockKind::Figure(inside) = &mut figure.kind else {
            unreachable!()
        };
        inside.picture.format = format;
        let laid_out = layout(&document(vec![figure], Vec::new()), &theme);
        let mut fragments = laid_out.pages.pages.iter().flat_map(|page| &page.fragments);
        let picture = fragments.find(|one| matches!(one.content, FragmentContent::Picture(_)));
        let bounds = &picture.unwrap().bounds;
        assert!(bounds.right - bounds.left <= theme.page.measure());
        bounds.bottom - bounds.top
    };
    let limit = theme.page.text_height().scaled(450, 1000);
    assert_eq!(height_of(PictureFormat::Jpeg, 1200), limit);
    // Maps and diagrams are read, and a photograph as wide as high does not reach it.
    assert!(height_of(PictureFormat::Png, 1200) > limit);
    assert!(height_of(PictureFormat::Jpeg, 600) < limit);
}

#[test]
fn a_heading_does_not_stay_behind_where_its_figures_go_to_the_next_page() {
    for count in 36..46 {
        let lines = (0..count).map(|_| paragraph("x"));
        let illustrated = section(vec![heading_at(2, "Illustrated"), figure(200), figure(200)]);
        let next = section(vec![heading_at(2, "Next"), paragraph(&words_of(200))]);
        let all = section(vec![
            heading("All"),
            illustrated,
            next,
            paragraph(&words_of(300)),
        ]);
        let layout = layout(
            &document(lines.chain([all]).collect(), Vec::new()),
            &Theme::default(),
        );
        let page = page_of("Illustrated", &layout);
        let is_picture =
            |fragment: &Fragment| matches!(fragment.content, FragmentContent::Picture(_));
        let mut pictures = body(&layout).filter(|(_, fragment)| is_picture(fragment));
        let follows = [page_of("Next", &layout), pictures.next().unwrap().0];
        assert!(follows.contains(&page), "{count} lines before");
    }
}

#[test]
fn a_table_that_goes_on_overleaf_fills_its_page() {
    let theme = Theme::default();
    for height in (200..420).step_by(10) {
        let rows = section(vec![heading("rows"), table(2, 60, "cell")]);
        let figures = [200, height, 200].map(figure);
        let figures = [heading("figures")].into_iter().chain(figures).collect();
        let document = document(vec![rows, section(figures)], Vec::new());
        let laid_out = layout(&document, &theme);
        let empty = left_empty(&laid_out, &theme);
        assert!(empty < theme.grid * 5, "{height} px: {empty:?}");
    }
}
