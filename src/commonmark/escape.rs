//! Words as CommonMark that says them and nothing else: marks that would be markup have a backslash before them.
//!
//! Which marks are markup depends on what stands around them. Whoever writes words tries [`MARKS`] in their order
//! until what is written reads as what was meant, so that it has as few backslashes as a person would write.

/// The marks that may have to be escaped, in the order in which this is tried: each with what stood before.
pub(crate) const MARKS: [&str; 7] = [
    "",
    "*",
    "*_",
    "*_[]",
    "*_[]{",
    "*_[]{<>&",
    "*_[]{<>&`\\!#~|$",
];

/// `words` with a backslash before each of the marks in `special`.
pub(crate) fn escaped(words: &str, special: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for character in words.chars() {
        if special.contains(character) {
            text.push('\\');
        }
        text.push(character);
    }
    text
}

/// Guards the start of a paragraph that would be read as a list, a heading or a rule.
pub(crate) fn guarded(text: String) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = &text[digits..];
    // A number alone is an empty item of a list (CommonMark 0.31.2, section 5.2).
    let is_marker = after
        .strip_prefix(['.', ')'])
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n']));
    if (1..=9).contains(&digits) && is_marker {
        return format!("{}\\{after}", &text[..digits]);
    }
    let is_rule = |mark: char| {
        let rest = text.replace([' ', mark], "");
        rest.is_empty() && text.matches(mark).count() >= 3
    };
    let starts = ["- ", "+ ", "* ", "> ", "#"];
    let is_mark_alone = ["-", "+", "*", ">"].contains(&text.as_str());
    let begins_quote = text.starts_with('>');
    if starts.iter().any(|start| text.starts_with(start))
        || is_mark_alone
        || begins_quote
        || is_rule('-')
        || is_rule('_')
    {
        return format!("\\{text}");
    }
    text
}
