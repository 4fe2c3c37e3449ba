//! The main job: each brief becomes a PDF and a DOCX.

use super::Outcome;
use super::arguments::RenderOptions;
use super::discovery::Found;
use super::edition::Detail;
use super::events::{Event, Output};
use super::house_style::{House, HouseStyles, is_house_style};
use super::inputs::InputsDigest;
use super::orphans;
use super::outputs::{Maker, Targets, write};
use super::prepared::{Checked, with_house};
use super::recognition::read_if_brief;
use super::report::{Reporter, kilobytes};
use super::signals;
use super::standing;
use super::tally::Verdict;
use super::turns::Turns;
use crate::brief::translation::is_translation;
use crate::brief::{OutputFormat, counted};
use std::path::Path;

/// How the briefs of a run are made.
pub(super) struct Making<'a> {
    pub options: &'a RenderOptions,
    pub houses: &'a HouseStyles,
    /// Whether outputs are made that stand as they would be made.
    pub force_all: bool,
    /// Whether there is but one brief.
    pub is_only_one: bool,
    /// The turns at the processor.
    pub turns: Turns,
    pub maker: Maker,
}

impl Making<'_> {
    /// The formats, of those asked for, whose file does not stand as it would be made from these inputs.
    fn formats_to_make(&self, targets: &Targets, inputs: &InputsDigest) -> Vec<OutputFormat> {
        let options = self.options;
        let formats = options.files.formats.iter().copied();
        formats
            .filter(|format| {
                self.force_all || !targets.stands(*format, inputs, options.files.pdf_standard)
            })
            .collect()
    }
}

/// Makes the outputs of a brief.
pub(super) fn render_one(
    found: &Found,
    targets: &Targets,
    making: &Making,
    reporter: &mut Reporter,
) -> Verdict {
    match attempt(found, targets, making, reporter) {
        Ok(verdict) => verdict,
        Err(outcome) => Verdict::NotMade(outcome),
    }
}

fn attempt(
    found: &Found,
    targets: &Targets,
    making: &Making,
    reporter: &mut Reporter,
) -> Result<Verdict, Outcome> {
    let Making {
        options, houses, ..
    } = making;
    let path = &found.path;
    if is_house_style(path) {
        // Named with the briefs of its folder by a pattern such as `*.toml`.
        houses.of_brief(path, reporter)?;
        return Ok(Verdict::NoBrief);
    }
    let mut turn = making.turns.take();
    let Some(source) = read_if_brief(found, targets, reporter)? else {
        return Ok(Verdict::NoBrief);
    };
    if options.all_languages && found.is_named && !is_translation(&source.text) {
        orphans::warn(&source, reporter);
    }
    let mut checked = Checked::read(source, Detail::Summary, houses, reporter)?;
    let formats = making.formats_to_make(targets, &checked.inputs);
    if formats.is_empty() {
        checked.report_unmade(reporter);
        return Ok(unchanged(path, checked.house.as_deref(), making, reporter));
    }
    let prepared = checked.lay_out(path, &mut turn.memory.layout, reporter);
    let comments = if formats.contains(&OutputFormat::Docx) {
        standing::look(&targets.docx, &prepared, options.force, reporter)?
    } else {
        Vec::new()
    };
    let pages = prepared.layout.pages.pages.len();
    let house = prepared.house.clone();
    let made = making
        .maker
        .make(prepared, comments, &formats, &mut turn.memory);
    // Others may compute while this one waits for the disk.
    drop(turn);
    let made = made.map_err(|error| error.report(targets, reporter))?;
    let _interrupted = making.is_only_one.then(signals::deferred);
    let written = write(made, targets, making.force_all, reporter)?;
    if written.is_empty() {
        return Ok(unchanged(path, house.as_deref(), making, reporter));
    }
    let names = written
        .iter()
        .map(|(target, _)| target.display().to_string());
    let names: Vec<String> = names.collect();
    let sizes = written.iter().map(|(_, size)| kilobytes(*size));
    let details = sizes.chain([counted(pages, "page")]).collect();
    let outputs = written.iter().map(|(target, size)| Output {
        file: target.to_string_lossy(),
        bytes: *size,
    });
    let event = Event::Made {
        brief: path.to_string_lossy(),
        outputs: outputs.collect(),
        pages,
    };
    reporter.tell_in_detail(
        &format!("{} → {}", path.display(), names.join(", ")),
        &with_house(details, house.as_deref()),
        &event,
    );
    Ok(Verdict::Made)
}

/// Says where it is asked for that nothing was made.
fn unchanged(
    path: &Path,
    house: Option<&House>,
    making: &Making,
    reporter: &mut Reporter,
) -> Verdict {
    if making.is_only_one || reporter.is_verbose() || reporter.is_json() {
        let brief = path.to_string_lossy();
        let line = format!("{}: unchanged", path.display());
        reporter.tell_in_detail(
            &line,
            &with_house(Vec::new(), house),
            &Event::Unchanged { brief },
        );
    }
    Verdict::Unchanged
}
