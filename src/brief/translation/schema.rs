//! The JSON Schema of a translation.

use super::STATES;
use serde_json::{Value, json};

/// The JSON Schema (draft 7) of a translation. Which passages there are only the brief knows: any table may be a
/// unit, or hold others.
pub fn translation_schema() -> Value {
    let states: Vec<&str> = STATES.iter().map(|(word, _)| *word).collect();
    let text = |description: &str| json!({ "type": "string", "description": description });
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Translation",
        "description": "The translation of an outcome brief into another language, passage by passage.",
        "type": "object",
        "required": ["language", "original"],
        "properties": {
            "language": text("The language of the translation, a tag of BCP 47: `ru`, `uz-Cyrl`."),
            "original": text("The file of the brief, as seen from the folder of the translation."),
            "removed": {
                "description": "Translations of passages that the brief has no more.",
                "type": "array",
                "items": { "$ref": "#/definitions/Removed" }
            }
        },
        "additionalProperties": { "$ref": "#/definitions/Branch" },
        "definitions": {
            "Branch": {
                "anyOf": [
                    { "$ref": "#/definitions/Unit" },
                    { "type": "array", "items": { "$ref": "#/definitions/Unit" } },
                    { "type": "object", "additionalProperties": { "$ref": "#/definitions/Branch" } }
                ]
            },
            "Unit": {
                "description": "A passage.",
                "type": "object",
                "properties": {
                    "source": text("The passage in the language of the brief, to be seen and not to be changed."),
                    "target": text("The translation, with the markup of the source."),
                    "digest": text("Which words the translation was made from; kept by the program."),
                    "outdated": text("The words that the translation was made from, where the brief says something \
                        else since. Revise `target`, then delete this line."),
                    "translate": {
                        "type": "boolean",
                        "description": "Whether it is to be translated; usually so."
                    },
                    "state": {
                        "type": "string",
                        "enum": states,
                        "description": "How far the translation is, beyond being there."
                    },
                    "note": text("What the translator has to say of it. It is not printed, but it is inside the PDF and the DOCX.")
                },
                "additionalProperties": false
            },
            "Removed": {
                "description": "The translation of a passage that the brief has no more.",
                "type": "object",
                "properties": {
                    "path": text("The keys that led to it."),
                    "source": text("The passage that it was made from."),
                    "target": text("The translation.")
                }
            }
        }
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::read::{REMOVED_KEYS, TOP_KEYS, UNIT_KEYS};
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_schema_has_the_keys_that_are_read() {
        let schema = translation_schema();
        let keys = |pointer: &str| -> BTreeSet<String> {
            let properties = schema.pointer(pointer).unwrap().as_object().unwrap();
            properties.keys().cloned().collect()
        };
        let of = |keys: &[&str]| {
            keys.iter()
                .map(|key| (*key).to_owned())
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(keys("/definitions/Unit/properties"), of(&UNIT_KEYS));
        assert_eq!(keys("/definitions/Removed/properties"), of(&REMOVED_KEYS));
        let mut top = of(&TOP_KEYS);
        top.insert(super::super::read::REMOVED.to_owned());
        assert_eq!(keys("/properties"), top);
    }
}
