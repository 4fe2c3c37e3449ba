//! The editions of a package that stand beside each other: `NAME-archive`, `NAME-archive-v2` and so on.

use super::super::Outcome;
use super::super::packages;
use super::super::paths::{name_of, stem_of};
use super::super::report::Reporter;
use super::sources::Sources;
use crate::archive::{
    Algorithm, BAG_INFO, Digest, Digests, Form, GROUP, Manifest, Previous, TagFile, edition_name,
    edition_number, manifest_name, read_named, read_text, tag_manifest_name,
};
use crate::brief;
use crate::limits::LARGEST_TEXT;
use std::io;
use std::path::{Path, PathBuf};

/// An edition that is to be made.
pub(super) struct Edition {
    /// What all editions have in common: the brief's name.
    pub group: String,
    /// The number, from 1.
    pub number: u32,
    /// The package's name.
    pub name: String,
    /// Where it will be.
    pub path: PathBuf,
    /// The edition before.
    pub before: Option<Before>,
}

/// The edition before.
pub(super) struct Before {
    pub path: PathBuf,
    pub record: Previous,
    /// Its manifest of the payload by SHA-256.
    pub payload: Manifest,
    /// The brief's TOML in it, where it can be read.
    brief: Option<String>,
}

impl Edition {
    /// The edition after those of `brief` that are in `folder`, in whatever form they are.
    ///
    /// # Errors
    /// Where the folder or the edition before cannot be read; which of them, and why.
    pub fn next(folder: &Path, brief: &Path, form: Form) -> Result<Edition, (PathBuf, io::Error)> {
        let group = stem_of(brief);
        let of_folder = |error| (folder.to_owned(), error);
        let mut last: Option<((u32, bool), PathBuf)> = None;
        for entry in std::fs::read_dir(folder).map_err(of_folder)? {
            let name = entry.map_err(of_folder)?.file_name();
            let name = name.to_string_lossy();
            let path = in_folder(folder, &name);
            let packed = Form::packed_name(&name);
            let of_package = packed.unwrap_or_else(|| Form::package_name(&name));
            // Of one edition in several forms, one that can be read.
            let rank = edition_number(&group, of_package).map(|number| (number, packed.is_none()));
            if let Some(rank) = rank
                && last.as_ref().is_none_or(|(known, _)| *known < rank)
            {
                last = Some((rank, path));
            }
        }
        let (number, before) = match last {
            Some(((number, _), path)) => {
                let before = Before::read(path.clone()).map_err(|error| (path, error))?;
                (number + 1, Some(before))
            }
            None => (1, None),
        };
        let name = edition_name(&group, number);
        let path = in_folder(folder, &form.file_name(&name));
        Ok(Edition {
            group,
            number,
            name,
            path,
            before,
        })
    }
}

/// A file in a folder, as its user would write it.
fn in_folder(folder: &Path, name: &str) -> PathBuf {
    match folder.to_str() {
        Some(".") => PathBuf::from(name),
        _ => folder.join(name),
    }
}

impl Before {
    /// Whether the next edition may follow this one: it is of the same meeting.
    ///
    /// # Errors
    /// Where it is of another, which is reported.
    pub fn check(
        &self,
        brief: &Path,
        sources: &Sources,
        reporter: &mut Reporter,
    ) -> Result<(), Outcome> {
        let now = sources.files.get(&sources.path);
        let now = now.and_then(|bytes| std::str::from_utf8(bytes).ok());
        let (Some(before), Some(now)) = (&self.brief, now) else {
            return Ok(());
        };
        let Some(title) = brief::other_meeting(before, now) else {
            return Ok(());
        };
        let what = format!(
            "{} is the package of another brief with a file of this name: {title}",
            self.path.display()
        );
        let help = "make this package in another folder with `--output`, or give the brief a name of its own";
        Err(reporter.file_error(brief, "other-brief", what, Some(help)))
    }

    fn read(path: PathBuf) -> io::Result<Before> {
        let contents = packages::open(&path)?;
        let payload = read_text(&*contents, &manifest_name(Algorithm::Sha256))?;
        let tags = tag_manifest_name(Algorithm::Sha256);
        let tags = read_named(&*contents, &tags, LARGEST_TEXT)?;
        let text = |name: &str| read_text(&*contents, name).ok();
        let info = TagFile::parse(&text(BAG_INFO).unwrap_or_default());
        let brief = info
            .get(GROUP)
            .and_then(|group| packages::source_of(&*contents, group));
        let tag_manifest: Digest = Digests::of(&tags).get(Algorithm::Sha256).clone();
        let file_name = name_of(&path);
        Ok(Before {
            record: Previous {
                name: Form::package_name(&file_name).to_owned(),
                tag_manifest,
            },
            payload: Manifest::parse(&payload).0,
            brief: brief.and_then(|entry| text(entry.name.as_str())),
            path,
        })
    }
}
