//! Editions of a package: whether each follows the one that it says it follows.

use super::record::{NAME, PREVIOUS, PREVIOUS_DIGEST};
use super::verify::{Finding, Report};
use crate::diagnostic::Diagnostic;

/// A package that was checked.
pub struct Checked<'a> {
    /// The name of its folder or file, without `.zip` or `.tar`.
    pub name: &'a str,
    /// What the check found.
    pub report: &'a Report,
}

/// What is amiss between a package and the edition before it. `before` finds the package of a name beside it that was
/// checked, too; `stands` says whether there is one, checked or not.
pub fn of_edition<'a>(
    package: &Checked<'_>,
    before: impl FnOnce(&str) -> Option<&'a Report>,
    stands: impl FnOnce(&str) -> bool,
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
    let Some(previous) = info.get(PREVIOUS) else {
        return wrong;
    };
    let recorded = info.get(PREVIOUS_DIGEST);
    match before(previous) {
        Some(before) => {
            let actual = before.tag_manifest.as_ref().map(ToString::to_string);
            if recorded.is_some() && recorded != actual.as_deref() {
                report(
                    Diagnostic::error(
                        "other-edition",
                        format!("{previous}, the edition before, is not the one that this package was made after"),
                    )
                    .help("put a good copy of that edition in its place: it was changed, manifests and all"),
                );
            }
        }
        None if stands(previous) => {}
        None => report(
            Diagnostic::warning(
                "missing-edition",
                format!("{previous}, the edition before, is not beside this package"),
            )
            .help("keep all editions in one folder: each says what the one before was"),
        ),
    }
    wrong
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
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
        let found = |name: &str, before: Option<&Report>, stands| -> Vec<&'static str> {
            let package = Checked {
                name,
                report: &second,
            };
            let wrong = of_edition(&package, |_| before, |_| stands);
            wrong.iter().map(|found| found.diagnostic.code).collect()
        };
        assert!(found("a-archive-v2", Some(&first), true).is_empty());
        assert!(found("a-archive-v2", None, true).is_empty());
        assert_eq!(
            found("a-archive-v2", Some(&forged), true),
            ["other-edition"]
        );
        assert_eq!(found("a-archive-v2", None, false), ["missing-edition"]);
        assert_eq!(found("b", Some(&first), true), ["renamed-package"]);
    }
}
