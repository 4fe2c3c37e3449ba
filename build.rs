//! Packs the fonts that few briefs need, so that the program stays small: they are unpacked when a text first needs
//! them. Those of every brief stand in the program as they are, and cost no time.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::error::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

/// Faces that a plain brief does not use, and companions of the faces for other scripts, in `fonts`.
const PACKED: [&str; 11] = [
    "SourceSans3-It.otf",
    "SourceSans3-SemiboldIt.otf",
    "SourceSerif4-SemiboldIt.otf",
    "SourceSerif4Caption-It.otf",
    "SourceSerif4Caption-Regular.otf",
    "SourceSerif4Caption-Semibold.otf",
    "SourceSerif4Caption-SemiboldIt.otf",
    "NotoNaskhArabic-Regular.ttf",
    "NotoNaskhArabic-SemiBold.ttf",
    "Vazirmatn-Regular.ttf",
    "Vazirmatn-SemiBold.ttf",
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    println!("cargo::rerun-if-changed=build.rs");
    for name in PACKED {
        let font = Path::new("fonts").join(name);
        println!("cargo::rerun-if-changed={}", font.display());
        let packed = File::create(Path::new(&folder).join(format!("{name}.zlib")))?;
        let mut packed = ZlibEncoder::new(packed, Compression::best());
        packed.write_all(&fs::read(&font)?)?;
        packed.finish()?;
    }
    Ok(())
}
