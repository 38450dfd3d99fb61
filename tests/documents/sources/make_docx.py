"""Makes the Word files beside this folder; run by hand where one is to change."""

import io
import zipfile
from pathlib import Path

import docx
from docx.shared import Pt

HERE = Path(__file__).parent.parent
LEAD = "Port Ellery will build a new harbour, the town council decided on Monday night after hours of debate."
REED = "Mayor Ann Reed said the old quay had become a danger to everybody who works on it."
HADDAD = "The harbour master, Omar Haddad, expects twice as many ships as today."
NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def headings() -> None:
    made = docx.Document()
    made.add_heading("Port Ellery votes for a new harbour", 0)
    made.add_paragraph(LEAD)
    made.add_heading("What comes next", 1)
    made.add_paragraph(REED)
    for item in ("The ice goes in March", "Work begins in April"):
        made.add_paragraph(item, style="List Bullet")
    made.save(HERE / "headings.docx")


def plain() -> None:
    made = docx.Document()
    bold = made.add_paragraph().add_run("Port Ellery votes for a new harbour")
    bold.bold, bold.font.size = True, Pt(20)
    for text in (LEAD, "", REED, HADDAD):
        made.add_paragraph(text)
    made.save(HERE / "plain.docx")


def table() -> None:
    made = docx.Document()
    made.add_heading("Twice as many ships", 0)
    made.add_paragraph(LEAD)
    cells = made.add_table(rows=3, cols=3)
    for row, texts in enumerate(
        (("Year", "Ships", "Tonnes"), ("2023", "201", "4,350"), ("2024", "212", "4,900"))
    ):
        for column, text in enumerate(texts):
            cells.cell(row, column).text = text
    made.add_paragraph(HADDAD)
    made.save(HERE / "table.docx")


def footnotes() -> None:
    made = docx.Document()
    made.add_heading("What the harbour costs", 0)
    made.add_paragraph(LEAD)
    made.add_paragraph(HADDAD)
    plain = io.BytesIO()
    made.save(plain)
    notes = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {W}>'
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Minutes of the '
        "council, item 7.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(HERE / "footnotes.docx", "w", 8) as target:
        for name in source.namelist():
            data = source.read(name).decode("latin-1")
            if name == "word/_rels/document.xml.rels":
                relation = f'<Relationship Id="rIdN" Type="{NOTES}" Target="footnotes.xml"/>'
                data = data.replace("</Relationships>", f"{relation}</Relationships>")
            if name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
                override = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/>'
                data = data.replace("</Types>", f"{override}</Types>")
            target.writestr(name, data.encode("latin-1"))
        target.writestr("word/footnotes.xml", notes)


if __name__ == "__main__":
    for make in (headings, plain, table, footnotes):
        make()
