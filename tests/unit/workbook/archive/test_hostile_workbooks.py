"""Files that are no workbook, broken ones, and ones made to do harm: one sentence, and quickly."""

from __future__ import annotations

import io
import random
import re
import struct
import time
import tracemalloc
import zipfile

import msoffcrypto.format.ooxml
import openpyxl
import pytest
from support.raw_workbooks import HEADER, MAIN, SHIRT, packed, parts, raw_workbook, worksheet

from importkit.errors import UnreadableWorkbookError, UnsafeWorkbookError, WorkbookError
from importkit.findings import RefusedImportError
from importkit.model import Limits
from importkit.workbook import read

GOOD = worksheet(HEADER + SHIRT)
MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
BINARY = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
TEMPLATE = "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def refusal(content: bytes, filename: str = "products.xlsx", limits: Limits | None = None) -> WorkbookError:
    """Return the exception that reading raises; it has to be a single sentence, and quick."""
    started = time.process_time()
    with pytest.raises(WorkbookError) as caught:
        read(content, filename=filename, limits=limits or Limits())
    assert time.process_time() - started < 10  # what a small file may take at most; mostly it is a hundredth
    assert re.fullmatch(r'[^\n]*"[^"]+"[^\n]*[.]', caught.value.message)
    assert not re.search(r"[.!?] [A-Z]", caught.value.message)
    return caught.value


def ole2(*streams: str) -> bytes:
    """Return the skeleton of an OLE2 file: a header, and a directory that names these streams."""
    entries = [
        name.encode("utf-16-le").ljust(64, b"\0").ljust(128, b"\0") for name in ("Root Entry", *streams)
    ]
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + b"".join(entries).ljust(1024, b"\0")


def protected() -> bytes:
    """Return a workbook that is really encrypted with a password."""
    plain, encrypted = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(plain)
    msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("secret", encrypted)
    return encrypted.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "is empty", id="no bytes"),
        pytest.param(ole2("Workbook"), "old Excel 97-2003 workbook (.xls)", id="xls"),
        pytest.param(ole2("Book"), "old Excel 5.0/95 workbook", id="an older xls"),
        pytest.param(ole2("WordDocument"), "Word document (.doc)", id="doc"),
        pytest.param(ole2("Something"), "old Office file", id="another OLE2 file"),
        pytest.param(ole2("EncryptedPackage", "Workbook"), "password", id="encrypted"),
        pytest.param(b"Handle,Title\r\nshirt,Shirt\r\n", "(CSV)", id="csv"),
        pytest.param("Handle;Größe\nhemd;XL\n".encode("cp1252"), "(CSV)", id="csv in an old encoding"),
        pytest.param("Handle\tTitle\n".encode("utf-16"), "(CSV)", id="tabs in UTF-16"),
        pytest.param(b"just some words\n", "plain text", id="text"),
        pytest.param(b"<!DOCTYPE html><html><table></table></html>", "(HTML)", id="html"),
        pytest.param(b"\n <table><tr><td>1</td></tr></table>", "(HTML)", id="a bare html table"),
        pytest.param(b'[{"handle": "shirt"}]', "JSON", id="json"),
        pytest.param(
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "XML Spreadsheet 2003",
            id="xml spreadsheet",
        ),
        pytest.param(b"<?xml version='1.0'?><feed/>", "XML file", id="xml"),
        pytest.param(b"%PDF-1.7\n...", "PDF", id="pdf"),
        pytest.param(b"\x1f\x8b\x08\x00rest", "gzip", id="gzip"),
        pytest.param(b"\x00\x01\x02\x03" * 50, "is no Excel workbook", id="bytes"),
        pytest.param(b"PK\x05\x06" + bytes(18), "empty archive", id="an empty archive"),
        pytest.param(packed({"readme.txt": "hello"}), "ZIP archive without a workbook", id="zip"),
        pytest.param(
            packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "(.ods)",
            id="opendocument",
        ),
        pytest.param(packed({"Index/Document.iwa": "x"}), "Numbers", id="numbers"),
        pytest.param(packed(parts(GOOD, content_type=MACROS)), "(.xlsm)", id="xlsm"),
        pytest.param(packed(parts(GOOD, content_type=BINARY)), "(.xlsb)", id="xlsb"),
        pytest.param(packed(parts(GOOD, content_type=TEMPLATE)), "(.xltx)", id="xltx"),
        pytest.param(packed(parts(GOOD, content_type=WORD)), "Word document (.docx)", id="docx"),
        pytest.param(
            packed(parts(GOOD, content_type="text/plain")), "holds no Excel workbook", id="nothing known"
        ),
        pytest.param(raw_workbook(GOOD)[:-200], "cut off", id="cut off at the end"),
        pytest.param(raw_workbook(GOOD)[:300], "cut off", id="cut off early"),
        pytest.param(packed(parts(GOOD), zipfile.ZIP_BZIP2), "packed in an unknown way", id="bzip2 inside"),
        pytest.param(raw_workbook(GOOD.replace("</row>", "", 1)), "damaged", id="XML that does not close"),
        pytest.param(
            raw_workbook(GOOD.replace("</sheetData>", "</sheetData><sheetData><row r='9'/></sheetData>")),
            "damaged",
            id="two tables in one sheet",
        ),
        pytest.param(raw_workbook(GOOD, workbook="<workbook"), "damaged", id="a broken list of sheets"),
    ],
)
def test_what_is_no_workbook_is_told_by_its_content(content: bytes, says: str) -> None:
    refused = refusal(content)

    assert isinstance(refused, UnreadableWorkbookError)
    assert refused.exit_code == 3
    assert says in refused.message


def test_a_workbook_with_a_password_is_told_from_an_old_one() -> None:
    refused = refusal(protected())

    assert refused.message == (
        '"products.xlsx" is protected by a password; open it in Excel, remove the password under '
        "File > Info, and save it."
    )


def test_the_lock_file_of_an_open_workbook_is_recognised() -> None:
    refused = refusal(b"\x05Maria".ljust(55) + b"\x05\0M\0a\0r\0i\0a\0".ljust(110, b" "), "~$products.xlsx")

    assert "lock file" in refused.message


def test_a_missing_file_and_a_folder_are_refused(tmp_path) -> None:
    missing = tmp_path / "gone.xlsx"
    with pytest.raises(UnreadableWorkbookError, match=re.escape(f'There is no file "{missing}"')):
        read(missing)
    with pytest.raises(UnreadableWorkbookError, match="is no file"):
        read(tmp_path)


def test_a_workbook_is_accepted_whatever_its_name() -> None:
    assert read(raw_workbook(GOOD), filename="products.csv").total_rows == 1


def test_a_changed_byte_fails_the_checksum() -> None:
    content = bytearray(packed(parts(GOOD), zipfile.ZIP_STORED))
    content[content.index(b"Shirt")] = ord("s")

    assert "checksum" in refusal(bytes(content)).message


@pytest.mark.parametrize(
    "second",
    ["xl/worksheets/sheet1.xml", "xl/Worksheets/SHEET1.xml", "xl\\worksheets\\sheet1.xml"],
)
@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")  # that is the point of it
def test_a_part_that_is_there_twice_is_refused(second: str) -> None:
    buffer = io.BytesIO(raw_workbook(GOOD))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(second, GOOD)

    refused = refusal(buffer.getvalue())

    assert isinstance(refused, UnsafeWorkbookError)
    assert "twice" in refused.message


@pytest.mark.parametrize(
    "document_type",
    [
        '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        f"<!-- {'long ' * 40_000} --><!DOCTYPE lolz [<!ENTITY a 'lol'>]>",
    ],
)
@pytest.mark.parametrize("part", ["sheet1", "styles", "workbook", "xl/theme/theme1.xml"])
def test_a_document_type_is_refused_in_any_part(part: str, document_type: str) -> None:
    content = raw_workbook(GOOD, **{part: f"{document_type}{GOOD}"})

    refused = refusal(content)

    assert isinstance(refused, UnsafeWorkbookError)
    assert "document type" in refused.message


def test_a_document_type_is_found_in_utf_16_too() -> None:
    hidden = ("<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE a []>" + GOOD).encode("utf-16")

    assert isinstance(refusal(raw_workbook(GOOD, sheet1=hidden)), UnsafeWorkbookError)


def test_a_cell_that_speaks_of_document_types_is_no_document_type() -> None:
    said = worksheet(HEADER + SHIRT.replace("Shirt", "&lt;!DOCTYPE html&gt;"))

    assert read(raw_workbook(said)).frame["Product Title"].tolist() == ["<!DOCTYPE html>"]


@pytest.mark.slow
def test_a_zip_bomb_is_refused_while_it_inflates() -> None:
    bomb = raw_workbook(GOOD, **{"xl/media/image1.png": bytes(300 * 1024 * 1024)})
    tracemalloc.start()

    refused = refusal(bomb)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(refused, UnsafeWorkbookError)
    assert "200 times" in refused.message
    assert peak < 20 * 1024 * 1024


def test_a_bomb_that_lies_about_its_size_is_refused_too() -> None:
    bomb = bytearray(raw_workbook(GOOD, **{"xl/media/image1.png": bytes(30 * 1024 * 1024)}))
    size = struct.pack("<L", 30 * 1024 * 1024)
    lied = bytes(bomb).replace(size, struct.pack("<L", 1000))

    assert lied != bytes(bomb)
    assert "200 times" in refusal(lied).message


def test_the_sum_of_all_parts_is_limited() -> None:
    noise = random.Random(1).randbytes(600_000)  # noqa: S311  any noise will do

    refused = refusal(
        raw_workbook(GOOD, **{"xl/media/1.png": noise, "xl/media/2.png": noise}),
        limits=Limits(max_inflated_bytes=1024 * 1024),
    )

    assert "unpacks to more than 1 MB" in refused.message


def test_too_many_parts_are_refused_before_they_are_listed() -> None:
    many = raw_workbook(GOOD, **{f"xl/media/{number}.png": b"" for number in range(2_001)})

    refused = refusal(many)

    assert isinstance(refused, UnsafeWorkbookError)
    assert "2\xa0007 parts" in refused.message


def test_an_end_record_that_hides_entries_does_not_help() -> None:
    many = bytearray(raw_workbook(GOOD, **{f"xl/media/{number}.png": b"" for number in range(2_500)}))
    many[-14:-10] = struct.pack("<HH", 5, 5)

    assert "parts" in refusal(bytes(many)).message


def test_parts_that_share_their_bytes_are_refused() -> None:
    inner = packed({"b.png": b"picture"}, zipfile.ZIP_STORED)
    record, listed = inner.split(b"PK\x01\x02")
    entry = b"PK\x01\x02" + listed.split(b"PK\x05\x06")[0]
    outer = packed({**parts(GOOD), "a.png": record}, zipfile.ZIP_STORED)
    place = struct.pack("<L", outer.index(record))
    directory, end = outer.split(b"PK\x05\x06")
    count, size = struct.unpack("<HL", end[6:12])
    shared = (
        directory + entry[:42] + place + entry[46:] + b"PK\x05\x06" + end[:4]
        + struct.pack("<HHL", count + 1, count + 1, size + len(entry)) + end[12:]
    )  # fmt: skip

    assert "overlap" in refusal(shared).message


def test_a_file_above_the_size_limit_is_refused(tmp_path) -> None:
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as stream:
        stream.truncate(201 * 1024 * 1024)

    with pytest.raises(UnsafeWorkbookError, match="has 201 MB, and 200 MB are possible"):
        read(path)


def cell(address: str, text: str = "x") -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize(
    ("rows", "address"),
    [
        pytest.param(f'<row r="1048576">{cell("XFD1048576")}</row>', "XFD1048576", id="the last cell of all"),
        pytest.param(
            f'<row r="1048576">{cell("A1048576", "")}</row>', "A1048576", id="a blank text far below"
        ),
        pytest.param('<row r="20000"><c r="C20000"><v>0</v></c></row>', "C20000", id="a number far below"),
        pytest.param(
            '<row r="20000"><c r="C20000" t="str"><f>""</f><v></v></c></row>', "C20000", id="an empty result"
        ),
        pytest.param(f'<row r="3">{cell("DA3")}</row>', "DA3", id="a text far to the right"),
        pytest.param(
            f'<row r="3">{cell("A900000")}</row>', "A900000", id="a cell that is not where its row is"
        ),
        pytest.param(
            f'<row r="3"><z:c xmlns:z="{MAIN}" r="XFD3" t="str"><z:v></z:v></z:c></row>',
            "XFD3",
            id="under another prefix",
        ),
        pytest.param("<row r='3'><c r='XFD3'><v>1</v></c></row>", "XFD3", id="in unusual markup"),
    ],
)
def test_a_value_far_away_is_refused_with_its_address(rows: str, address: str) -> None:
    refused = refusal(raw_workbook(worksheet(HEADER + SHIRT + rows)))

    assert isinstance(refused, UnsafeWorkbookError)
    assert refused.address == address
    assert f"cell {address} of sheet Products" in refused.message


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param('<row r="1048576"><c r="XFD1048576" s="1"/></row>', id="a format only"),
        pytest.param('<row r="1048576"><c r="XFD1048576" s="1"></c></row>', id="a format only, spelled out"),
        pytest.param(
            '<row r="1048576"><c r="XFD1048576" s="1"><v></v></c></row>', id="a format and no value"
        ),
        pytest.param(
            '<row r="3"><extLst><ext><z:c xmlns:z="urn:z" r="XFD3"/></ext></extLst></row>', id="an extension"
        ),
        pytest.param(f'<row r="10002">{cell("A10002")}</row>', id="ten thousand rows at most"),
        pytest.param(f'<row r="3">{cell("CX3")}</row>', id="a hundred columns at most"),
    ],
)
def test_formats_far_away_and_values_near_enough_are_read(rows: str) -> None:
    book = read(raw_workbook(worksheet(HEADER + SHIRT + rows)))

    assert book.frame["SKU"].iloc[0] == "A-1"


def test_a_sheet_with_too_many_columns_is_refused() -> None:
    wide = "".join(
        f'<c r="{first}{second}3"><v>1</v></c>'
        for first in "ABCDEFGHIJKLMNOPQRSTUV"
        for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    )

    refused = refusal(raw_workbook(worksheet(f'{HEADER}{SHIRT}<row r="3">{wide}</row>')))

    assert "512 columns are possible" in refused.message


def test_limits_are_settings() -> None:
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>' for number in range(3, 60))
    content = raw_workbook(worksheet(HEADER + SHIRT + rows))

    assert read(content).total_rows == 58
    assert "50 rows" in refusal(content, limits=Limits(max_rows=50)).message


def test_entries_with_a_password_are_refused() -> None:
    content = bytearray(packed(parts(GOOD), zipfile.ZIP_STORED))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(mark)
        content[at + offset] |= 1

    assert "password" in refusal(bytes(content)).message


def test_a_part_that_goes_by_two_names_is_refused() -> None:
    content = packed(parts(GOOD))
    renamed = content.replace(b"xl/styles.xml", b"xl/stiles.xml", 1)

    assert "two names" in refusal(renamed).message


STEERING = "red\x1b[31m\x9b\nalert\u202e\u2028\x07"


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        pytest.param(b"no workbook", f"{STEERING}.xlsx", id="name of the file"),
        pytest.param(
            packed({**parts(GOOD), f"xl/{STEERING}.xml": "<!DOCTYPE x [ ]><x/>"}), "a.xlsx", id="a part"
        ),
        pytest.param(
            packed({**parts(GOOD), f"xl/{STEERING}": bytes(30_000_000)}), "a.xlsx", id="a part that is a bomb"
        ),
        pytest.param(
            raw_workbook(
                worksheet(HEADER + f'<row r="1048576">{cell("XFD1048576")}</row>'),
                workbook=parts(GOOD)["xl/workbook.xml"].replace(
                    'name="Products"', 'name="Products&#10;&#x202e;&#x9b;"'
                ),
            ),
            "a.xlsx",
            id="a sheet that is too large",
        ),
        pytest.param(
            raw_workbook(
                worksheet(HEADER + SHIRT + SHIRT),
                workbook=parts(GOOD)["xl/workbook.xml"].replace(
                    'name="Products"', 'name="Products&#10;&#x202e;&#x9b;"'
                ),
            ),
            "a.xlsx",
            id="a sheet that is damaged",
        ),
        pytest.param(
            raw_workbook(GOOD).replace(b"xl/styles.xml", b"xl/\x1b[1m\x07.xml", 1), "a.xlsx", id="two names"
        ),
    ],
)
def test_no_name_in_a_message_steers_a_terminal(content: bytes, filename: str) -> None:
    message = refusal(content, filename).message

    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", message), repr(message)
    assert message.endswith((".", "again."))


def test_random_damage_never_escapes_as_another_exception() -> None:
    chance = random.Random(7)  # noqa: S311  the same damage each time
    whole = raw_workbook(GOOD)
    for _ in range(300):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            read(bytes(content))
        except (WorkbookError, RefusedImportError):
            continue


@pytest.mark.slow
def test_random_damage_inside_the_xml_never_escapes_either() -> None:
    chance = random.Random(11)  # noqa: S311  the same damage each time
    sheet = worksheet(HEADER + SHIRT + '<row r="3" hidden="1"><c r="A3" s="1"><f>A2</f><v>12</v></c></row>')
    for _ in range(300):
        damaged = bytearray(sheet.encode())
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(32, 127)
        try:
            read(raw_workbook(bytes(damaged).decode()))
        except (WorkbookError, RefusedImportError):
            continue
