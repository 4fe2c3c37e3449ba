//! `briefgen verify`: whether packages are as they were made.

mod remake;

use super::Outcome;
use super::arguments::VerifyOptions;
use super::limited_file::LARGEST_TEXT;
use super::named;
use super::packages;
use super::paths::identity;
use super::progress::Progress;
use super::report::{Reporter, kilobytes};
use super::side_by_side::{PROGRAM_FAILED, each, processors};
use super::signals::{self, Interrupt};
use crate::archive::{self, Algorithm, Checked, Digests, Finding, Form, Report, TagManifest};
use crate::brief::counted;
use serde_json::json;
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

/// Checks packages, and those in folders.
pub(super) fn verify(options: &VerifyOptions, reporter: &mut Reporter) -> Result<(), Outcome> {
    let mut worst = Ok(());
    let mut found = Vec::new();
    for path in &options.packages {
        match packages::find(path) {
            Ok(here) => {
                worst = worst.max(here.report(reporter));
                if here.packages.is_empty() && here.closed.is_empty() {
                    let help = "name a package, or a folder with packages in it";
                    worst = worst.max(Err(reporter.file_error(
                        path,
                        "no-package",
                        "there is no package here",
                        Some(help),
                    )));
                }
                found.extend(here.packages);
            }
            Err(error) if named::is_missing(&error) => {
                reporter.of_file(path, named::missing(path));
                worst = worst.max(Err(Outcome::CommandWrong));
            }
            Err(error) => {
                worst = Err(reporter.system_error(path, "read this", &error));
            }
        }
    }
    let progress = Progress::new("packages", found.len(), reporter);
    let mut reports = check_all(&found, &progress, reporter);
    drop(progress);
    compare_editions(&found, &mut reports);
    let count = found.len();
    let mut whole = 0;
    // The folder that a package is made again in does not stay behind.
    let interrupted = match options.remake {
        true => signals::deferred(),
        false => Interrupt::default(),
    };
    for (path, report) in found.iter().zip(reports) {
        if interrupted.is_set() {
            let left = "this package and those after it were not made again";
            return Err(reporter.interrupted(path, left));
        }
        let result = match report {
            Ok(mut report) => {
                if options.remake
                    && report.is_whole()
                    && let Err(error) = packages::open(path)
                        .and_then(|contents| remake::remake(&*contents, &mut report, reporter))
                {
                    worst = Err(reporter.system_error(path, "make this package again", &error));
                }
                tell(path, &report, reporter)
            }
            Err(error) => Err(reporter.system_error(path, "read this package", &error)),
        };
        whole += usize::from(result.is_ok());
        worst = worst.max(result);
    }
    if count > 1 && !reporter.is_json() {
        reporter.done(&format!("{whole} of {count} packages are whole"));
    }
    worst
}

/// Checks the packages side by side; where there are fewer than processors, the files of each.
fn check_all(
    paths: &[PathBuf],
    progress: &Progress,
    reporter: &mut Reporter,
) -> Vec<io::Result<Report>> {
    let processors = processors();
    let threads = if paths.len() < processors {
        processors
    } else {
        1
    };
    let never = Interrupt::default();
    let check = |path: &PathBuf, _: &mut Reporter| {
        let contents = packages::open(path)?;
        let bytes = |count| progress.bytes(count);
        Ok(archive::verify(&*contents, threads, &bytes))
    };
    let reports = each(paths, processors, &never, progress, reporter, check).into_iter();
    let failed = |_| Err(io::Error::other(PROGRAM_FAILED));
    reports
        .map(|report| report.unwrap_or_else(failed))
        .collect()
}

/// Adds to each report what is amiss between the package and the edition before.
fn compare_editions(paths: &[PathBuf], reports: &mut [io::Result<Report>]) {
    let paths: Vec<PathBuf> = paths.iter().map(|path| identity(path)).collect();
    let places: HashMap<&Path, usize> = paths
        .iter()
        .enumerate()
        .map(|(place, path)| (path.as_path(), place))
        .collect();
    let wrong: Vec<Vec<Finding>> = paths
        .iter()
        .zip(&*reports)
        .map(|(path, report)| {
            let Ok(report) = report else {
                return Vec::new();
            };
            let whole_path = path.canonicalize().unwrap_or_else(|_| path.clone());
            let name = match Form::of(path) {
                Form::Folder => whole_path.file_name(),
                Form::Zip | Form::Tar => path.file_stem(),
            };
            let name = name.unwrap_or_default().to_string_lossy();
            let package = Checked {
                name: &name,
                report,
            };
            let beside = |name: String| {
                let path = path.with_file_name(&name);
                let there = match places.get(path.as_path()) {
                    Some(&place) => reports[place]
                        .as_ref()
                        .ok()
                        .map(|of| of.tag_manifest.clone()),
                    None if !path.exists() => return None,
                    None => tag_manifest(&path),
                };
                Some((name, there))
            };
            archive::of_edition(&package, |name| {
                let names = Form::file_names(name).into_iter();
                let names = names.chain(Form::packed_file_names(name));
                names.filter_map(beside).collect()
            })
        })
        .collect();
    for (report, wrong) in reports.iter_mut().zip(wrong) {
        if let Ok(report) = report {
            report.findings.extend(wrong);
        }
    }
}

/// The tag manifest of a package beside those that are checked; nothing where the package cannot be read.
fn tag_manifest(path: &Path) -> Option<TagManifest> {
    let contents = packages::open(path).ok()?;
    let name = archive::tag_manifest_name(Algorithm::Sha256);
    match archive::read_named(&*contents, &name, LARGEST_TEXT) {
        Ok(bytes) => Some(Some(Digests::of(&bytes).get(Algorithm::Sha256).clone())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some(None),
        Err(_) => None,
    }
}

/// Says what was found in the package at `path`.
fn tell(path: &Path, report: &Report, reporter: &mut Reporter) -> Result<(), Outcome> {
    for finding in &report.findings {
        let mut place = path.to_owned();
        if let Some(name) = &finding.path {
            // A path of a package may begin at a root.
            let mut inside = path.join("").into_os_string();
            inside.push(name);
            place = inside.into();
        }
        reporter.of_file(&place, finding.diagnostic.clone());
    }
    let is_whole = report.is_whole();
    if reporter.is_json() {
        let record = json!({
            "package": path.to_string_lossy(),
            "whole": is_whole,
            "files": report.files,
            "bytes": report.octets,
            "findings": report.findings.len(),
            "title": report.info.get("Internal-Sender-Description"),
            "date": report.info.get("Bagging-Date"),
            "program": report.info.get(archive::SOFTWARE),
            "previous": report.info.get("Previous-Version"),
            "tagmanifest-sha256": report.tag_manifest.as_ref().map(ToString::to_string),
        });
        reporter.tell("", &record);
    } else if is_whole {
        let detail = format!(
            "{}, {}",
            counted(report.files, "file"),
            kilobytes(report.octets as usize)
        );
        reporter.done_in_detail(&format!("{}: whole", path.display()), &detail);
    } else {
        reporter.done(&format!("{}: not whole", path.display()));
    }
    Outcome::BriefWrong.unless(is_whole)
}
