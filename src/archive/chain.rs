//! Editions of a package: whether each follows the one that it says it follows.

use super::digest::Digest;
use super::index::previous;
use super::record::{NAME, PREVIOUS_DIGEST};
use super::verify::{Finding, Report};
use crate::diagnostic::Diagnostic;

/// A package that was checked.
pub struct Checked<'a> {
    /// The name of its folder or file, without `.zip` or `.tar`.
    pub name: &'a str,
    /// What the check found.
    pub report: &'a Report,
}

/// The digest of the tag manifest of a package, if it has one.
pub type TagManifest = Option<Digest>;

/// What is amiss between a package and the edition before it. `before` finds what stands beside it under a name, in
/// whatever form: each with its tag manifest, where the package can be read.
pub fn of_edition(
    package: &Checked<'_>,
    before: impl FnOnce(&str) -> Vec<(String, Option<TagManifest>)>,
) -> Vec<Finding> {
    let info = &package.report.info;
    let mut wrong = Vec::new();
    let mut report = |diagnostic| {
        wrong.push(Finding {
            path: None,
            diagnostic,
        });
    };
    if let Some(own) = info.get(NAME)
        && own != package.name
    {
        report(
            Diagnostic::warning(
                "renamed-package",
                format!("this package calls itself {own}"),
            )
            .help("give it back its name: a later edition refers to it, and the next is counted by it"),
        );
    }
    let Some(previous) = previous(info) else {
        return wrong;
    };
    let recorded = info.get(PREVIOUS_DIGEST);
    let found = before(previous);
    if found.is_empty() {
        report(
            Diagnostic::warning(
                "missing-edition",
                format!("{previous}, the edition before, is not beside this package"),
            )
            .help("keep all editions in one folder: each says what the one before was"),
        );
    }
    for (name, before) in found {
        let Some(before) = before else { continue };
        let actual = before.map(|digest| digest.to_string());
        if recorded.is_some() && recorded != actual.as_deref() {
            report(
                Diagnostic::error(
                    "other-edition",
                    format!("{name}, the edition before, is not the one that this package was made after"),
                )
                .help("put a good copy of that edition in its place: it was changed, manifests and all"),
            );
        }
    }
    wrong
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::archive::record::PREVIOUS;
    use crate::archive::{Digests, TagFile};

    fn report(info: TagFile, tag_manifest: &str) -> Report {
        Report {
            findings: Vec::new(),
            files: 0,
            octets: 0,
            info,
            tag_manifest: Some(
                Digests::of(tag_manifest.as_bytes())
                    .get(crate::archive::Algorithm::Sha256)
                    .clone(),
            ),
        }
    }

    #[test]
    fn an_edition_follows_the_one_that_it_names() {
        let first = report(TagFile::default().with(NAME, "a-archive"), "first");
        let digest = first.tag_manifest.as_ref().unwrap().to_string();
        let info = TagFile::default()
            .with(NAME, "a-archive-v2")
            .with(PREVIOUS, "a-archive")
            .with(PREVIOUS_DIGEST, &digest);
        let second = report(info, "second");
        let forged = report(TagFile::default(), "forged");
        let found = |name: &str, before: &[Option<&Report>]| -> Vec<&'static str> {
            let package = Checked {
                name,
                report: &second,
            };
            let before = before.iter().map(|report| {
                let tag_manifest = report.map(|report| report.tag_manifest.clone());
                ("a-archive".to_owned(), tag_manifest)
            });
            let wrong = of_edition(&package, |_| before.collect());
            wrong.iter().map(|found| found.diagnostic.code).collect()
        };
        assert!(found("a-archive-v2", &[Some(&first)]).is_empty());
        assert!(found("a-archive-v2", &[None]).is_empty());
        assert_eq!(found("a-archive-v2", &[Some(&forged)]), ["other-edition"]);
        assert_eq!(
            found("a-archive-v2", &[Some(&first), Some(&forged)]),
            ["other-edition"]
        );
        assert_eq!(found("a-archive-v2", &[]), ["missing-edition"]);
        assert_eq!(found("b", &[Some(&first)]), ["renamed-package"]);
    }
}
