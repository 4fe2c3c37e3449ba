"""What must hold for every PDF and every DOCX, whatever it was made from."""

from pathlib import Path

import docx_checks
import pdf_checks
import tools
from report import Report

# The forms of the PDF: the arguments for each, its version, and the standards that it must meet.
FORMS = {
    "a-3a": ([], "1.7", ["PDFA_3_A", "PDFUA_1"]),
    "a-4f": (
        ["--pdf-standard", "a-4f"],
        "2.0",
        ["PDFA_4_F", "PDFUA_2", "WTPDF_1_0_ACCESSIBILITY", "WTPDF_1_0_REUSE"],
    ),
}


def check_pdfs(report: Report, tested: tools.Tools, pdfs: dict[str, list[Path]]) -> None:
    """The PDFs of each form."""
    if not report.leaves_out("veraPDF", ["verapdf", "javac", "/usr/share/java/jaxb-runtime.jar"]):
        flavours = {pdf: FORMS[form][2] for form, files in pdfs.items() for pdf in files}
        for (pdf, flavour), problems in pdf_checks.verapdf(tested.commands["verapdf"], flavours).items():
            report.add(f"veraPDF {flavour}", pdf.name, problems)
    every = [(pdf,) for files in pdfs.values() for pdf in files]
    report.each("qpdf", ["qpdf"], pdf_checks.qpdf, every)
    report.each("mutool draws all pages", ["mutool"], pdf_checks.mutool, every)
    report.each("pdffonts", ["pdfinfo"], pdf_checks.fonts, every)


def check_docxs(report: Report, tested: tools.Tools, files: list[Path]) -> None:
    docxs = [(docx,) for docx in files]
    audit, validator = (tested.commands.get(name) for name in ("openxml-audit", "ooxml-validator"))
    report.each("openxml-audit", ["openxml-audit"], lambda docx: docx_checks.openxml_audit(audit, docx), docxs)
    report.each("Open XML SDK", ["ooxml-validator"], lambda docx: docx_checks.ooxml_validator(validator, docx), docxs)
    report.each("DOCX names and ids", [], docx_checks.names_and_ids, docxs)
    report.each("DOCX package", [], docx_checks.package, docxs)
