//! Charts: the table of their numbers, with what a drawing and a description of it need.

use super::Composer;
use super::tables::{caption, field_cell, label_cell, number_cell};
use super::words::without_stop;
use crate::brief::{Chart as BriefChart, Field, Series, Text};
use crate::document::{
    Block, BlockKind, Cell, Chart, ChartKind, ChartSeries, ChartTick, ColumnAlignment, Node,
    ParagraphRole, Row, RowHeaders, Table,
};
use crate::locale::{Argument, Grouping, Locale, Message, ends_sentence};
use std::iter::{once, repeat_n};

/// So many labels say where a series is highest or lowest.
const MOST_LABELS: usize = 3;
/// About how many steps a scale has.
const STEPS: f64 = 4.0;

pub(super) fn chart(composer: &mut Composer<'_>, item: &BriefChart) -> Block {
    let number = composer.floats.next_figure_number();
    let caption = caption(composer, Message::CaptionFigure, number, &item.caption);
    let (headers, series): (Vec<_>, Vec<_>) = item
        .series
        .iter()
        .map(|one| header_and_series(composer, item, one))
        .unzip();
    let typed = || {
        let values = item.series.iter().flat_map(|series| &series.values);
        values.map(|value| value.value.as_str())
    };
    let scale = scale(&series, typed().map(decimals_of).max().unwrap_or(0));
    // All numbers that are seen on one scale are written alike, and those of the scale with them.
    let shows_scale = item.kind.value == ChartKind::Line;
    let of_scale = scale.iter().filter(|_| shows_scale);
    let of_scale = of_scale.map(|(_, words)| words.as_str());
    let grouping = Grouping::of_numbers(typed().chain(of_scale));
    let ticks = scale.iter().map(|(value, words)| ChartTick {
        value: *value,
        words: composer.locale.number(words, grouping),
    });
    let category = label_cell(composer.locale.words(Message::ChartCategory));
    let labels = item.labels.iter().enumerate();
    let rows = labels.map(|(index, label)| {
        let values = item.series.iter();
        let values = values.filter_map(|series| series.values.get(index));
        let numbers = values.map(|value| {
            let node = Node::from_origin(&value.origin);
            number_cell(node, &value.value, grouping, &composer.locale)
        });
        Row {
            node: Node::default(),
            cells: once(field_cell(composer, label)).chain(numbers).collect(),
        }
    });
    let source = item.source.as_ref();
    Block {
        node: super::anchored(&item.id.value),
        kind: BlockKind::Chart(Box::new(Chart {
            drawing_node: Node {
                language: item.caption.untranslated.clone(),
                ..Node::default()
            },
            data_node: Node::default(),
            kind: item.kind.value,
            alt: described(composer, item, grouping),
            unit: item.unit.as_ref().map(|unit| unit.value.clone()),
            scale: ticks.collect(),
            data: Table {
                caption: Some(caption),
                alignments: once(ColumnAlignment::Start)
                    .chain(repeat_n(ColumnAlignment::End, series.len()))
                    .collect(),
                header_node: Node::default(),
                header: once(category).chain(headers).collect(),
                row_headers: RowHeaders::Strong(1),
                rows: rows.collect(),
                note: source.map(|source| {
                    Box::new(composer.field_paragraph(ParagraphRole::Source, source))
                }),
            },
            series,
        })),
    }
}

/// The header of a series, with the unit beside its name, and what is drawn of it.
fn header_and_series(
    composer: &Composer<'_>,
    item: &BriefChart,
    one: &Series,
) -> (Cell, ChartSeries) {
    let name = composer.field(&one.name);
    // A series that is called like its unit says it already.
    let is_other = |unit: &&Text| unit.value.to_lowercase() != one.name.value.to_lowercase();
    let content = match item.unit.as_ref().filter(is_other) {
        Some(unit) => composer.fill(
            Message::ChartSeriesWithUnit,
            vec![
                ("name", vec![name.clone()]),
                ("unit", vec![composer.field(unit)]),
            ],
        ),
        None => vec![name.clone()],
    };
    let place = content.iter().position(|inline| *inline == name);
    let drawn = ChartSeries {
        name: place.unwrap_or(0),
        values: one.values.iter().map(number_of).collect(),
    };
    let header = Cell {
        content,
        ..Cell::default()
    };
    (header, drawn)
}

/// A number that can be drawn.
fn number_of(typed: &Field<String>) -> Option<f64> {
    let number: f64 = typed.value.parse().ok()?;
    number.is_finite().then_some(number)
}

/// How many decimals a number is typed with.
fn decimals_of(typed: &str) -> usize {
    typed.split_once('.').map_or(0, |(_, behind)| behind.len())
}

/// Round numbers from below the least value to above the greatest, each as a number and as it would be typed: steps of
/// 1, 2, 2½ or 5 times a power of ten. The scale begins at nought where the values reach more than halfway down to it.
fn scale(series: &[ChartSeries], decimals: usize) -> Vec<(f64, String)> {
    let values = || series.iter().flat_map(|one| &one.values).flatten().copied();
    let (mut least, mut greatest) = (
        values().reduce(f64::min).unwrap_or(0.0),
        values().reduce(f64::max).unwrap_or(0.0),
    );
    if least >= 0.0 && least * 2.0 < greatest {
        least = 0.0;
    } else if greatest <= 0.0 && greatest * 2.0 > least {
        greatest = 0.0;
    }
    if least == greatest {
        // One level: it stands between nought and its like, or on nought.
        (least, greatest) = match least {
            0.0 => (0.0, 1.0),
            level => (level.min(0.0), level.max(0.0)),
        };
    }
    // A part of each, since their difference may be more than a number holds.
    let rough = (greatest / STEPS - least / STEPS).max(f64::MIN_POSITIVE);
    let power = rough.log10().floor() as i32;
    let all = (power - 1..=power + 1).flat_map(|power| {
        [(1.0, power), (2.0, power), (2.5, power - 1), (5.0, power)].map(|(digits, last)| {
            let decimals = usize::try_from(-last).unwrap_or(0);
            Steps::between(least, greatest, digits * 10_f64.powi(power), decimals)
        })
    });
    // No more decimals than the values have, where that can be; then with as little beyond the values as can be.
    let best = all
        .filter(|steps| steps.step.is_normal() && steps.ends().iter().all(|end| end.is_finite()))
        .min_by_key(|steps| {
            let filled = rough / steps.step * STEPS / steps.count;
            (
                (steps.count - steps.count.clamp(STEPS - 1.0, STEPS + 1.0)).abs() as u64,
                steps.decimals.saturating_sub(decimals),
                (-1000.0 * filled).round() as i64,
                steps.decimals,
                (steps.count - STEPS).abs() as u64,
            )
        })
        .unwrap_or_default();
    let count = best.count.clamp(1.0, 4.0 * STEPS) as usize;
    (0..=count)
        .map(|index| {
            let value = (best.first + index as f64) * best.step;
            // A negative nought has no minus.
            let value = if value == 0.0 { 0.0 } else { value };
            (value, format!("{value:.0$}", best.decimals))
        })
        .collect()
}

/// The steps of a scale.
#[derive(Default)]
struct Steps {
    step: f64,
    /// Where it begins, counted in steps from nought.
    first: f64,
    count: f64,
    decimals: usize,
}

impl Steps {
    /// The least and the greatest number of the scale.
    fn ends(&self) -> [f64; 2] {
        [self.first, self.first + self.count].map(|end| end * self.step)
    }

    /// Steps of this size, with so many decimals, from below `least` to above `greatest`.
    fn between(least: f64, greatest: f64, step: f64, decimals: usize) -> Steps {
        // A quotient of round numbers is not always round.
        let (mut first, mut last) = (
            (least / step + 1e-9).floor(),
            (greatest / step - 1e-9).ceil(),
        );
        if first > 0.0 && least < (first + 0.1) * step {
            // The rule next to nought is broken, and a point on it would not be seen.
            first -= 1.0;
        } else if last < 0.0 && greatest > (last - 0.1) * step {
            last += 1.0;
        }
        Steps {
            step,
            first,
            count: last - first,
            decimals,
        }
    }
}

/// What the chart shows, in words: its kind and caption, then the range of each series. All is in the language of the
/// caption, since no part of an alternative text can be marked with another.
fn described(composer: &Composer<'_>, item: &BriefChart, grouping: Grouping) -> String {
    let of_caption = item.caption.untranslated.as_ref();
    let locale = &of_caption
        .and_then(Locale::for_language)
        .unwrap_or(composer.locale);
    let kind = match item.kind.value {
        ChartKind::Bar => Message::ChartAltBar,
        ChartKind::Line => Message::ChartAltLine,
        ChartKind::Share => Message::ChartAltShare,
    };
    let caption = without_stop(&item.caption.value, locale);
    let mut opening = filled(locale, kind, &[("caption", caption)]);
    if let Some(unit) = &item.unit {
        opening = filled(
            locale,
            Message::ChartAltUnit,
            &[("description", &opening), ("unit", &unit.value)],
        );
    }
    let mut sentences = vec![opening];
    for series in &item.series {
        if let Some(description) = described_series(locale, item, series, grouping) {
            sentences.push(filled(
                locale,
                Message::ChartAltSeries,
                &[("name", &series.name.value), ("description", &description)],
            ));
        }
    }
    let joined = sentences.into_iter().rev().reduce(|rest, first| {
        if ends_sentence(&first) {
            return format!("{first} {rest}");
        }
        filled(
            locale,
            Message::ChartAltSentences,
            &[("first", &first), ("rest", &rest)],
        )
    });
    let stopped = |text: String| {
        if ends_sentence(&text) {
            text
        } else {
            text + "."
        }
    };
    joined.map_or_else(String::new, stopped)
}

/// The range of a series, and its course where the labels are in an order of their own.
fn described_series(
    locale: &Locale,
    item: &BriefChart,
    series: &Series,
    grouping: Grouping,
) -> Option<String> {
    let numbers: Vec<(usize, f64)> = series
        .values
        .iter()
        .enumerate()
        .filter_map(|(row, value)| Some((row, number_of(value)?)))
        .collect();
    let value = |row: usize| locale.number(&series.values[row].value, grouping);
    let label = |row: usize| item.labels[row].value.as_str();
    let (first, last) = (numbers.first()?.0, numbers.last()?.0);
    // Where many are as high or as low, the first of them.
    let labels = |value: f64| {
        let all = numbers.iter().filter(|one| one.1 == value);
        let mut all = all.map(|one| label(one.0).to_owned());
        let named = all.by_ref().take(MOST_LABELS).collect();
        match all.next() {
            Some(_) => locale.particulars(named) + "…",
            None => locale.listed(named),
        }
    };
    let by_value = |one: &&(usize, f64), other: &&(usize, f64)| one.1.total_cmp(&other.1);
    let highest = numbers.iter().rev().max_by(by_value)?;
    let lowest = numbers.iter().min_by(by_value)?;
    if first == last {
        return Some(filled(
            locale,
            Message::ChartAltOne,
            &[("value", value(first).as_str()), ("label", label(first))],
        ));
    }
    if highest.1 == lowest.1 {
        return Some(filled(
            locale,
            Message::ChartAltSame,
            &[("value", &value(first))],
        ));
    }
    let range = filled(
        locale,
        Message::ChartAltRange,
        &[
            ("highest", value(highest.0).as_str()),
            ("highest-label", &labels(highest.1)),
            ("lowest", &value(lowest.0)),
            ("lowest-label", &labels(lowest.1)),
        ],
    );
    if item.kind.value != ChartKind::Line {
        return Some(range);
    }
    Some(filled(
        locale,
        Message::ChartAltCourse,
        &[
            ("first", value(first).as_str()),
            ("first-label", label(first)),
            ("last", &value(last)),
            ("last-label", label(last)),
            ("range", &range),
        ],
    ))
}

/// The words of `message` with the writer's in their places.
fn filled(locale: &Locale, message: Message, words: &[(&'static str, &str)]) -> String {
    let arguments = words
        .iter()
        .map(|(name, words)| (*name, Argument::Words((*words).into())));
    locale.filled(message, &arguments.collect::<Vec<_>>())
}
