"""Makes the Word files beside this folder; run by hand where one is to change."""

import io
import zipfile
from pathlib import Path

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
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


def changes() -> None:
    """A tracked change, content controls and a text box, as Word writes them."""
    made = docx.Document()
    made.add_heading("What the harbour costs", 0)
    paragraph = made.add_paragraph("The new quay will cost ")
    when = 'w:author="A" w:date="2024-01-01T00:00:00Z"'
    for tag, word, text in (("ins", "t", "40 million kroner"), ("del", "delText", "30 million")):
        run = f'<w:r><w:{word} xml:space="preserve">{text}</w:{word}></w:r>'
        paragraph._p.append(parse_xml(f'<w:{tag} {W} w:id="1" {when}>{run}</w:{tag}>'))
    paragraph.add_run(", the town council said on Monday.")
    inside = f"<w:p><w:r><w:t>{HADDAD}</w:t></w:r></w:p>"
    body = made.element.body
    body.insert(len(body) - 1, parse_xml(f"<w:sdt {W}><w:sdtContent>{inside}</w:sdtContent></w:sdt>"))
    paragraph = made.add_paragraph("The work is to begin ")
    run = '<w:r><w:t xml:space="preserve">in April, after the ice.</w:t></w:r>'
    paragraph._p.append(parse_xml(f"<w:sdt {W}><w:sdtContent>{run}</w:sdtContent></w:sdt>"))
    box = f"<w:txbxContent><w:p><w:r><w:t>{REED}</w:t></w:r></w:p></w:txbxContent>"
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    both = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    paragraph._p.append(
        parse_xml(
            f'<w:r {W} xmlns:mc="{both}" xmlns:wps="{shape}"><mc:AlternateContent><mc:Choice Requires="wps">'
            f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    made.save(HERE / "changes.docx")


def hidden() -> None:
    """Runs that Word does not show: by themselves, by their style, and one that undoes its style."""
    made = docx.Document()
    made.add_heading("What the harbour costs", 0)
    made.add_paragraph(LEAD).add_run(" Not for print: 999 complaints.").font.hidden = True
    style = made.styles.add_style("Remark", WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    remark = made.styles.add_style("Remark of ours", WD_STYLE_TYPE.CHARACTER)
    remark.base_style = style
    paragraph = made.add_paragraph(HADDAD)
    paragraph.add_run(" Check with him again.", style=remark)
    paragraph.add_run(" He took office in May.", style=style).font.hidden = False
    made.add_paragraph().add_run("A paragraph for the editors alone.").font.hidden = True
    made.save(HERE / "hidden.docx")


def layout() -> None:
    """A table that only places the text on the page, and one of figures in a cell of it."""
    made = docx.Document()
    frame = made.add_table(rows=2, cols=2)
    frame.cell(0, 0).merge(frame.cell(0, 1)).text = "The council has decided on the harbour of Ellery."
    left, right = frame.rows[1].cells
    left.text = f"Port Ellery votes for a new harbour\n{LEAD}\n{REED}"
    figures = left.add_table(rows=2, cols=2)
    for number, text in enumerate(("Year", "Ships", "2024", "212")):
        figures.cell(*divmod(number, 2)).text = text
    right.text = HADDAD
    right.add_paragraph("What comes next", style="Heading 1")
    right.add_paragraph("Work begins in April, when the ice has gone.")
    made.save(HERE / "layout.docx")


if __name__ == "__main__":
    for make in (headings, plain, table, footnotes, changes, hidden, layout):
        make()
