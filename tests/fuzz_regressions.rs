//! What the fuzzer once found is found no more. The targets are those of tests/fuzz.

#![allow(clippy::expect_used, clippy::panic, missing_docs)]

#[path = "fuzz/src/lib.rs"]
mod fuzz;

use std::path::Path;

#[test]
fn what_was_found_once_holds_now() {
    let regressions = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/regressions");
    let mut inputs = 0;
    for folder in regressions.read_dir().expect("regressions") {
        let folder = folder.expect("a folder");
        let (_, run) = fuzz::TARGETS
            .iter()
            .find(|(name, _)| folder.file_name() == *name)
            .unwrap_or_else(|| panic!("{}: no target", folder.path().display()));
        for input in folder.path().read_dir().expect("inputs") {
            let path = input.expect("an input").path();
            println!("{}", path.display());
            run(&std::fs::read(path).expect("an input"));
            inputs += 1;
        }
    }
    assert!(inputs > 0, "nothing in {}", regressions.display());
}
