//! Containers: where the files of a package are written to.
//!
//! Order, times, modes and owners are fixed, and nothing is compressed: the same files give the same
//! bytes on every machine, and a damaged byte damages one file only.

use super::name::Name;
use crate::date::Date;
use std::io::{self, Read, Seek, Write};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// The mode of a file in a container: its owner may write, everybody may read.
const MODE: u32 = 0o644;

/// A place for the files of a package.
pub trait Container {
    /// Writes a file of `size` bytes, which `content` gives.
    ///
    /// # Errors
    /// Where it cannot be written, or `content` cannot be read.
    fn add(&mut self, name: &Name, size: u64, content: &mut dyn Read) -> io::Result<()>;
}

/// A zip file (APPNOTE.TXT 6.3), whose files stand in one folder.
pub struct Zip<W: Write + Seek> {
    zip: zip::ZipWriter<W>,
    folder: String,
    date: Date,
}

impl<W: Write + Seek> Zip<W> {
    /// A zip file with the folder `folder`; every file in it is of the day `date`.
    pub fn new(writer: W, folder: &str, date: Date) -> Zip<W> {
        Zip {
            zip: zip::ZipWriter::new(writer),
            folder: folder.to_owned(),
            date,
        }
    }

    /// Writes the end of the file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(self) -> io::Result<W> {
        Ok(self.zip.finish()?)
    }
}

impl<W: Write + Seek> Container for Zip<W> {
    fn add(&mut self, name: &Name, size: u64, content: &mut dyn Read) -> io::Result<()> {
        let Date { year, month, day } = self.date;
        // Days before 1980 and after 2107 cannot be written.
        let time = zip::DateTime::from_date_and_time(year, month, day, 0, 0, 0).unwrap_or_default();
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(time)
            .unix_permissions(MODE)
            .large_file(size >= u64::from(u32::MAX));
        let begun = self
            .zip
            .start_file(format!("{}/{name}", self.folder), options);
        let copied = begun
            .map_err(io::Error::from)
            .and_then(|()| io::copy(content, &mut self.zip));
        if copied.is_err() {
            // It is not to be finished when the writer is dropped: where it begins and ends is not known.
            let _ = self.zip.abort_file();
        }
        copied.map(drop)
    }
}

/// A tar file (POSIX.1-1988 with GNU's long names), whose files stand in one folder.
pub struct Tar<W: Write> {
    tar: tar::Builder<W>,
    folder: String,
    /// Seconds since 1970-01-01T00:00:00Z.
    time: u64,
}

impl<W: Write> Tar<W> {
    /// A tar file with the folder `folder`; every file in it is of the day `date`.
    pub fn new(writer: W, folder: &str, date: Date) -> Tar<W> {
        Tar {
            tar: tar::Builder::new(writer),
            folder: folder.to_owned(),
            time: date.unix_seconds(),
        }
    }

    /// Writes the end of the file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.tar.into_inner()
    }
}

impl<W: Write> Container for Tar<W> {
    fn add(&mut self, name: &Name, size: u64, content: &mut dyn Read) -> io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(size);
        header.set_mode(MODE);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(self.time);
        let path = format!("{}/{name}", self.folder);
        self.tar.append_data(&mut header, path, content)
    }
}
