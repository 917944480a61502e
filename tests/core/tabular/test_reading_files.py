"""Files as they come: what they are by their content, in any usual encoding, within limits."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tweespoor.core.plain_cells import bare_cell, plain_cell
from tweespoor.core.tabular import Limits, Reason, Unreadable, read_file

DATA = Path(__file__).resolve().parents[2] / "data"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def cells(content):
    return [row.cells for row in read_file(content)[0].rows]


def a_workbook(rows, *, title="Blad1", prepare=None):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if prepare:
        prepare(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def packed(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return file.getvalue()


def with_part(content, name, text):
    """The workbook with one part replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        return packed({each: text if each == name else old.read(each) for each in old.namelist()})


def why(content, **limits):
    with pytest.raises(Unreadable) as refused:
        read_file(content, limits=Limits(**limits))
    return refused.value


def sheets_or_reason(content):
    """What is read, or why it is not; anything else that is raised is a mistake of ours."""
    try:
        return read_file(content)
    except Unreadable as refused:
        return refused.reason


TEXT = "Naam;Land;Uren\r\nRené Müller;Syrië;1,5\r\n"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp850", "mac_roman"])
def test_names_come_out_as_they_were_whatever_program_wrote_the_file(encoding):
    assert cells(TEXT.encode(encoding)) == [
        ("Naam", "Land", "Uren"),
        ("René Müller", "Syrië", "1,5"),
    ]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    rows = ["Naam", "Land", "Datum"], ["Amal", "Eritrea", "1-2-1990"], ["Dina", "Iran", ""]
    text = "\n".join(delimiter.join(row) for row in rows)
    assert cells(text.encode()) == [("Naam", "Land", "Datum"), ("Amal", "Eritrea", "1-2-1990"), ("Dina", "Iran")]


def test_decimal_commas_do_not_make_columns():
    assert cells(b"a;b\n1,5;2,5\n1,5;3,5\n") == [("a", "b"), ("1,5", "2,5"), ("1,5", "3,5")]


def test_excels_own_line_about_the_delimiter_is_followed_and_is_no_row():
    assert cells(b"sep=,\r\na,b\r\n1;2,3\r\n") == [("a", "b"), ("1;2", "3")]


def test_rows_keep_their_number_in_the_file_and_trailing_blanks_are_gone():
    sheet = read_file(b";;\na;b;;;\n\n;;;\nc;d;;;\n")[0]
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, ("a", "b")), (5, ("c", "d"))]


def test_a_quoted_cell_may_hold_delimiters_and_lines():
    assert cells(b'a;b\n"x; y\nz";2\n') == [("a", "b"), ("x; y z", "2")]


def test_a_workbook_shows_what_a_person_sees():
    def prepare(book):
        sheet = book.active
        sheet["C2"].number_format = "dd-mm-yyyy"
        sheet["D2"].number_format = "0.00"

    content = a_workbook(
        [["Nr", "Sinds", "Dag", "Getal", "Ja"], [7, date(1990, 2, 1), 32905, 1.5, True]], prepare=prepare
    )
    assert cells(content)[1] == ("7", "1990-02-01", "1990-02-01", "1,5", "ja")


def test_days_since_1904_are_counted_from_1904():
    def prepare(book):
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    assert cells(a_workbook([["dag"], [date(1990, 2, 1)]], prepare=prepare))[1] == ("1990-02-01",)


def test_merged_cells_hold_their_text_everywhere_and_no_further_than_the_list():
    content = a_workbook(
        [["Persoon", None, "x"], ["a", "b", "c"]], prepare=lambda book: book.active.merge_cells("A1:B1")
    )
    huge = a_workbook([["Alles"], ["a", "b"]], prepare=lambda book: book.active.merge_cells("A1:XFD1"))
    assert cells(content)[0] == ("Persoon", "Persoon", "x")
    assert cells(huge)[0] == ("Alles", "Alles")


def test_of_a_formula_the_kept_value_counts_and_without_one_it_is_marked():
    content = a_workbook([["a", "b"], ["=1+1", "x"]])
    assert cells(content)[1] == ("#FORMULE!", "x")
    sheet = (
        b'<worksheet><sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="e"><v>#REF!</v></c></row>'
        b"</sheetData></worksheet>"
    )
    assert cells(with_part(content, "xl/worksheets/sheet1.xml", sheet)) == [("2", "#REF!")]


def test_every_sheet_that_holds_anything_is_there_by_its_name():
    def prepare(book):
        book.create_sheet("Leeg")
        book.create_sheet("Lijst").append(["x"])

    assert [sheet.name for sheet in read_file(a_workbook([["a"]], prepare=prepare))] == ["Blad1", "Lijst"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ((DATA / "picture.xlsx").read_bytes(), Reason.PICTURE),
        (b"\xff\xd8\xff\xe0 jpeg", Reason.PICTURE),
        (b"GIF89a...", Reason.PICTURE),
        (b"<svg xmlns='x'></svg>", Reason.PICTURE),
        (b"%PDF-1.4", Reason.PDF),
        (b"{\\rtf1 hallo}", Reason.DOCUMENT),
        (OLE + "Workbook".encode("utf-16-le"), Reason.OLD_EXCEL),
        (OLE + "WordDocument".encode("utf-16-le"), Reason.DOCUMENT),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Reason.ENCRYPTED),
        (packed({"word/document.xml": "<w/>"}), Reason.DOCUMENT),
        (packed({"content.xml": "<o/>", "mimetype": "x"}), Reason.OTHER_SPREADSHEET),
        (packed({"foto.jpg": "x"}), Reason.ARCHIVE),
        (b"<html><table><tr><td>x</td></tr></table></html>", Reason.WEB_PAGE),
        (b"\x1f\x8b\x08", Reason.ARCHIVE),
        (b"PK\x03\x04 and then nothing", Reason.BROKEN),
        (a_workbook([["a"]])[:-200], Reason.BROKEN),
        (packed({"xl/workbook.xml": "<workbook>"}), Reason.BROKEN),
        (b"", Reason.EMPTY),
        (b" ;;\r\n;;\r\n", Reason.EMPTY),
        (a_workbook([]), Reason.EMPTY),
        (b"a;b\r\n\x00;c", Reason.NOT_TEXT),
        (bytes(range(1, 32)) * 20, Reason.NOT_TEXT),
    ],
)
def test_what_is_no_list_is_said_to_be_what_it_is(content, reason):
    assert why(content).reason is reason


def test_bytes_past_the_limit_are_not_looked_at():
    assert why(b"a;b\n" * 100, file_bytes=100).reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    ("content", "reason", "row", "column"),
    [
        (b"a\n" + b";".join(b"x" for _ in range(201)), Reason.TOO_MANY_COLUMNS, 2, "GS"),
        (b"a;b\n1;" + b"y" * 2001, Reason.LONG_CELL, 2, "B"),
        (b'a;b\n1;"' + b"y\n" * 200_000, Reason.LONG_CELL, 2, ""),
        (a_workbook([["a"] * 201]), Reason.TOO_MANY_COLUMNS, 1, ""),
    ],
)
def test_what_is_too_much_is_said_with_its_place(content, reason, row, column):
    refused = why(content)
    assert (refused.reason, refused.row, refused.column) == (reason, row, column)


def test_too_many_rows_and_cells_are_refused():
    assert why(b"a\n" * 11, rows=10).reason is Reason.TOO_MANY_ROWS
    assert why(b"a;b\n" * 11, cells=20).reason is Reason.TOO_MANY_CELLS


def test_a_zip_bomb_is_refused_from_its_list_of_contents():
    bomb = packed({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": b" " * (8 << 20)})
    assert len(bomb) < 20_000
    assert why(bomb).reason is Reason.UNPACKS_TOO_LARGE


def test_a_list_of_contents_that_lies_about_its_sizes_is_found_out():
    content = a_workbook([["a" * 90] for _ in range(3000)])
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        whole = sum(entry.file_size for entry in file.infolist())
    lying = bytearray(content)
    place = lying.index(b"PK\x01\x02")
    while place >= 0:
        lying[place + 24 : place + 28] = (10).to_bytes(4, "little")
        place = lying.find(b"PK\x01\x02", place + 4)
    assert why(bytes(lying)).reason is Reason.BROKEN
    assert why(content, unpacked_bytes=whole - 1).reason is Reason.UNPACKS_TOO_LARGE


def test_too_many_parts_are_refused():
    parts = {"xl/workbook.xml": "<workbook/>", **{f"xl/media/{place}.png": "x" for place in range(1200)}}
    assert why(packed(parts)).reason is Reason.UNPACKS_TOO_LARGE


@pytest.mark.parametrize(
    "entity", ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">']
)
def test_nothing_outside_the_file_is_ever_opened(entity):
    sheet = f'<!DOCTYPE w [{entity}]><worksheet><sheetData><row><c t="inlineStr"><is><t>&x;</t></is></c></row>'
    content = with_part(a_workbook([["a"]]), "xl/worksheets/sheet1.xml", sheet)
    assert why(content).reason is Reason.ENTITIES


_ANY_CELL = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=30).map(
    lambda text: " ".join(text.split())
)


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda tail: b"PK\x03\x04" + tail))
@settings(max_examples=300, deadline=None)
def test_whatever_bytes_give_a_list_or_a_clear_refusal(content):
    found = sheets_or_reason(content)
    assert found in tuple(Reason) or all(sheet.rows for sheet in found)


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_a_damaged_workbook_gives_a_list_or_a_clear_refusal(place, damage):
    whole = WHOLE
    place %= len(whole)
    assert sheets_or_reason(whole[:place] + damage + whole[place + len(damage) :])


WHOLE = a_workbook([["Naam", "Dag"], ["Amal", date(1990, 2, 1)], ["=A1", 3.25]])


@given(st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_a_sheets_own_file_gives_a_list_or_a_clear_refusal(inside):
    sheet = b'<worksheet><sheetData><row r="1"><c r="A1" t="' + inside + b'"><v>1</v></c></row></sheetData></worksheet>'
    assert sheets_or_reason(with_part(WHOLE, "xl/worksheets/sheet1.xml", sheet))


@given(st.lists(st.lists(_ANY_CELL, min_size=2, max_size=5), min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_a_table_written_as_csv_is_read_back_as_it_was(table):
    width = max(map(len, table))
    rows = [["kop"] * width, *([*row, *[""] * (width - len(row))] for row in table)]
    text = "\r\n".join(";".join('"' + plain_cell(cell).replace('"', '""') + '"' for cell in row) for row in rows)
    expected = [tuple(row) for row in rows if any(row)]
    found = [(*row, *[""] * (width - len(row))) for row in cells(text.encode("utf-8-sig"))]
    assert found == expected


@given(st.lists(st.lists(_ANY_CELL, min_size=1, max_size=5), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_a_table_written_as_a_workbook_is_read_as_openpyxl_reads_it(table):
    content = a_workbook([["kop"], *([f"x{cell}" for cell in row] for row in table)])
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    theirs = [tuple(" ".join(str(cell).split()) for cell in row if cell) for row in sheet.iter_rows(values_only=True)]
    assert cells(content) == theirs


@given(_ANY_CELL)
def test_a_neutralised_cell_never_begins_a_formula_and_can_be_read_back(text):
    safe = plain_cell(text)
    assert not safe.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert bare_cell(safe) == text
