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

#[test]
fn every_target_has_its_program_its_seeds_and_its_line_in_the_documentation() {
    let read = |path: &str| {
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path)
    };
    let (seeds, page) = (read("tests/fuzz/seeds"), read("docs/robustness.md"));
    for (name, _) in fuzz::TARGETS {
        let program = read(&format!("tests/fuzz/src/bin/{name}.rs"));
        assert!(
            program.contains(&format!("briefgen_fuzz::{name}::run(data)")),
            "{program}"
        );
        assert!(seeds.contains(&format!("    \"{name}\": of_")), "{name}");
        assert!(page.contains(&format!("\n| `{name}` | ")), "{name}");
    }
}
