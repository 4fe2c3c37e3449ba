"""Every check of ours is given something that is wrong, and must say so, and something right, and must be silent."""

import tempfile
import unittest
import zipfile
import zlib
from pathlib import Path

import docx_checks
import docx_text
import pdf_text
import source_text
import words

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = (
    f'<w:document xmlns:w="{MAIN}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>%s</w:body></w:document>'
)
BOOKMARK = '<w:bookmarkStart w:id="{0}" w:name="{1}"/><w:bookmarkEnd w:id="{0}"/>'
RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
)
CORE = '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>T</dc:title><dc:language>en</dc:language></p>'


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def docx(self, body: str, relationships: str = "", core: str = CORE, **parts: str) -> Path:
        path = self.folder / "test.docx"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("word/document.xml", DOCUMENT % body)
            package.writestr("word/_rels/document.xml.rels", RELATIONSHIPS % relationships)
            package.writestr("docProps/core.xml", core)
            for name, text in parts.items():
                package.writestr(f"word/{name}.xml", text)
        return path


class SourceWords(Folder):
    BRIEF = """
title = "The [Су кодексі]{lang=kk} of Kazakhstan as a whole"
country = "no word of the text at all"
summary = '''
One *two* [three](https://example.org) four-five six seven.

- eight nine ten eleven
- twelve thirteen four teen
'''
"""

    def lost(self, text: str) -> list[str]:
        path = self.folder / "brief.toml"
        path.write_text(self.BRIEF, encoding="utf-8")
        return source_text.lost_runs(path, text)

    def test_all_words(self):
        text = (
            "The Су кодексі of Kazakh\u00ad\nstan as a whole\n1 One two three four-\nfive six seven.\n"
            "– eight nine ten eleven\n– twelve thirteen four teen"
        )
        self.assertEqual(self.lost(text), [])
        self.assertIn("lost", self.lost(text.replace("nine", ""))[0])
        self.assertIn("lost", self.lost(text.replace("nine ten", "ten nine"))[0])

    def test_feet(self):
        self.assertEqual(source_text.without_feet("a\n\nTitle\n\n1 of 2\n\fb\nTitle\n2 of 2\n\f"), "a\nb")


class NamesAndIds(Folder):
    def assert_problem(self, body: str, problem: str):
        self.assertIn(problem, "\n".join(docx_checks.names_and_ids(self.docx(body))))

    def test_nothing_wrong(self):
        body = BOOKMARK.format(1, "one") + BOOKMARK.format(2, "two") + '<w:hyperlink w:anchor="one"/>'
        self.assertEqual(docx_checks.names_and_ids(self.docx(body)), [])

    def test_bookmarks(self):
        self.assert_problem(BOOKMARK.format(1, "one") + BOOKMARK.format(2, "One"), "bookmark names twice")
        self.assert_problem(BOOKMARK.format(1, "one") + BOOKMARK.format(1, "two"), "bookmark ids twice")
        self.assert_problem(BOOKMARK.format(1, "n" * 41), "bookmark names too long")
        self.assert_problem('<w:bookmarkStart w:id="1" w:name="one"/>', "bookmarks not closed once")
        self.assert_problem('<w:hyperlink w:anchor="none"/>', "references to no bookmark")
        self.assert_problem("<w:instrText>REF none \\r \\h</w:instrText>", "references to no bookmark")

    def test_controls(self):
        control = '<w:sdtPr><w:tag w:val="{1}"/><w:id w:val="{0}"/></w:sdtPr>'
        self.assert_problem(control.format(1, "a") + control.format(1, "b"), "ids of controls twice")
        self.assert_problem(control.format(1, "t" * 65), "tags or aliases too long")

    def test_paragraph_ids(self):
        self.assert_problem('<w:p w14:paraId="80000000"/>', "paragraph ids too high")
        self.assert_problem('<w:p w14:paraId="0000000A"/>' * 2, "paragraph ids twice")


class Package(Folder):
    RELATIONSHIP = '<Relationship Id="{}" Target="{}"/>'

    def test_nothing_wrong(self):
        link = self.RELATIONSHIP.format("rId1", "styles.xml")
        docx = self.docx('<w:hyperlink r:id="rId1"/>', link, styles="<s/>")
        self.assertEqual(docx_checks.package(docx), [])

    def test_relationships(self):
        absent = self.RELATIONSHIP.format("rId1", "absent.xml")
        self.assertIn("absent.xml is not there", docx_checks.package(self.docx("", absent))[0])
        twice = self.RELATIONSHIP.format("rId1", "styles.xml") * 2
        self.assertIn("rId1 twice", docx_checks.package(self.docx("", twice, styles="<s/>"))[0])
        unknown = self.docx('<w:hyperlink r:id="rId9"/>')
        self.assertIn("rId9 is no relationship", docx_checks.package(unknown)[0])

    def test_core_properties(self):
        problems = docx_checks.package(self.docx("", core=CORE.replace(">T<", "> <")))
        self.assertEqual(problems, ["core property title is empty"])

    def test_damage(self):
        docx = self.docx("text")
        docx.write_bytes(docx.read_bytes().replace(b"text", b"tExt", 1))
        with self.assertRaises(zipfile.BadZipFile):
            docx_checks.package(docx)


class Texts(Folder):
    def test_docx_in_order_without_deleted_text_and_field_codes(self):
        body = (
            '<w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t></w:r><w:footnoteReference w:id="2"/></w:p>'
            "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:instrText>REF a</w:instrText></w:p>"
        )
        note = f'<n xmlns:w="{MAIN}"><w:footnote w:id="0"/><w:footnote w:id="2"><w:t>Note</w:t></w:footnote></n>'
        self.assertEqual(docx_text.reading_text(self.docx(body, footnotes=note)), ("One\ttwo\n\n", "Note"))

    def test_content_stream(self):
        data = (
            b"/Artifact BMC /F 1 Tf (foot) Tj EMC /P <</MCID 0>> BDC [(in) -20 <74> (er)] TJ "
            b"/Span <</ActualText (s)>> BDC (-) Tj EMC (\\051\\)) ' EMC /P <</MCID 1>> BDC EMC"
        )
        self.assertEqual(pdf_text.content_texts(data, {"F": bytes.decode}), {0: "inters))", 1: ""})

    def test_content_stream_of_reversed_characters(self):
        data = (
            b"/P <</MCID 0>> BDC /ReversedChars BMC /F 1 Tf [(hg) 9 (f)] TJ /Span <</ActualText (de)>> BDC (?) Tj EMC"
            b" (cba) Tj EMC (ij) Tj EMC"
        )
        self.assertEqual(pdf_text.content_texts(data, {"F": bytes.decode}), {0: "abcdefghij"})

    def test_to_unicode(self):
        cmap = (
            b"1 beginbfchar <0001> <00660069> endbfchar 2 beginbfrange <0002> <0003> <0061>"
            b" <0004> <0005> [<0041> <D83DDE00>] endbfrange"
        )
        texts = {1: "fi", 2: "a", 3: "b", 4: "A", 5: "\U0001f600"}
        self.assertEqual(pdf_text.to_unicode(cmap), texts)

    def test_pdf_in_structure_order_with_terms_and_without_marks(self):
        marked = ("one", "two", "1.", "Term")
        content = zlib.compress(
            b"/F 1 Tf " + b" ".join(b"/P <</MCID %d>> BDC (%s) Tj EMC" % (i, marked[i].encode()) for i in (1, 0, 3, 2))
        )
        objects = [
            b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 5 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F 6 0 R>>>>>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
            b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content),
            b"<</Type/StructTreeRoot/K[7 0 R]>>",
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            b"<</S/L/P 5 0 R/Pg 3 0 R/K["
            b"<</S/LI/P 7 0 R/K[<</S/Lbl/K 2>> <</S/LBody/K[0 1]>>]>>"
            b"<</S/LI/P 7 0 R/K[<</S/Lbl/K 3>> <</S/LBody/K 0>>]>>]>>",
        ]
        data, offsets = b"%PDF-1.7\n", []
        for number, content in enumerate(objects, 1):
            offsets.append(len(data))
            data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        data += b"xref\n0 8\n0000000000 65535 f \n%strailer<</Size 8/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
            table,
            data.rindex(b"endobj\n") + 7,
        )
        pdf = self.folder / "test.pdf"
        pdf.write_bytes(data)
        body, notes = pdf_text.reading_text(pdf)
        self.assertEqual((body.split(), notes), (["onetwo", "Termone"], ""))


class Words(unittest.TestCase):
    def test_first_difference(self):
        self.assertEqual(words.first_difference("co-operate now", "cooperate\nnow", ("a", "b")), [])
        self.assertIn("first difference at 2", words.first_difference("abc", "abd", ("a", "b"))[0])
        self.assertIn("first difference at 3", words.first_difference("abcd", "abc", ("a", "b"))[0])

    def test_lost_words(self):
        self.assertEqual(words.lost_words("co-operate, e\u0301", "cooperate \u00e9"), [])
        self.assertEqual(words.lost_words("intersectoral", "inter-\nsectoral"), ["1 words are lost: intersectoral"])


if __name__ == "__main__":
    unittest.main()
