//! Any bytes as a PDF.

use briefgen::pdf;

pub fn run(data: &[u8]) {
    // The first bytes are no riddle: most inputs shall come further.
    let mut file = b"%PDF-1.7\n".to_vec();
    let data = match data.strip_prefix(b"%PDF-") {
        Some(_) => data,
        None => {
            file.extend_from_slice(data);
            &file
        }
    };
    let found = pdf::inspect(data);
    assert_eq!(found, pdf::inspect(data));
    assert_eq!(pdf::first_difference(data, data), None);
    pdf::font_names(data);
}
