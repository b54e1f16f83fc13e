"""What a mutation puts in the place of what was there: plausible, odd or harmful."""

from __future__ import annotations

NUMBERS = [
    "0", "-1", "1", "2", "7", "00", " 1 ", "1.5", "1e9", "+1", "0x1", "65536", "1048576", "1048577",
    "2147483648", "4294967295", "4294967296", "18446744073709551616", "9" * 30, "NaN", "INF", "-INF",
    "1e999", "", "x", "٣",
]  # fmt: skip
REFERENCES = [
    "A1", "B2", "C3", "a1", "$A$1", "A0", "A-1", "XFD1048576", "XFE1", "A1048577", "ZZZ9999999",
    "A99999999999", "1", "A", "", "1:4", "A:AA", "A1:XFD1048576", "B9:A1", "A1:A1", "Products!A1:AA2",
    "A1:B2:C3", "#REF!", "R1C1", "A1 B2", "A4294967297", "A20000", "DZ3",
]  # fmt: skip
TEXTS = [
    "", " ", "x", "SKU", "Product Title", "=1+1", "#N/A", "#SPILL!", "NaN", "true", "1", "12.5",
    "a|b;c", "\n", "_x000D_", "&amp;", "<b>", "]]>", "é", "𝄞", "\u200b", "0" * 300, "long " * 8_000,
    "TRUE", "2026-01-01T00:00:00", "N/A",
]  # fmt: skip
ENCODINGS = [
    "utf-8", "UTF-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "iso-8859-1", "windows-1252",
    "shift_jis", "gb2312", "euc-kr", "koi8-r", "cp037", "us-ascii", "UTF-8x", "rot13", "idna",
    "unicode_escape", "utf8", "",
]  # fmt: skip
NAMES = [
    "c",
    "row",
    "v",
    "f",
    "is",
    "t",
    "r",
    "sheetData",
    "dimension",
    "mergeCell",
    "xf",
    "si",
    "sheet",
    "extLst",
]
SPACES = [
    "urn:other", "", "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/markup-compatibility/2006",
]  # fmt: skip
ATTRIBUTES = {
    "r": REFERENCES, "s": NUMBERS, "t": ["s", "n", "b", "e", "str", "d", "inlineStr", "zz", ""],
    "ref": REFERENCES, "hidden": ["1", "true", "0", "x"], "count": NUMBERS, "uniqueCount": NUMBERS,
    "numFmtId": ["9", "14", "164", "999"],
    "formatCode": ["0%", "0000000000000", "0" * 400, "yyyy", '"x"0', "General", "# ?/?"],
    "state": ["hidden", "x"], "Id": ["rId1", "rId2", "", "x"], "id": ["rId1", "x"], "vm": NUMBERS,
    "spans": ["1:3", "x"], "si": NUMBERS, "date1904": ["1", "true", "x"],
    "name": ["Products", "products ", "", "x" * 300, "A/B"],
    "TargetMode": ["External", "external", "Internal"], "sheetId": NUMBERS,
    "x": [' hidden="1"', " r='B9'", ">", "'"],
}  # fmt: skip
TARGETS = [
    "worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml", "workbook.xml",
    "", ".", "..", "%77orksheets/sheet1.xml", "worksheets%2Fsheet1.xml", "WORKSHEETS/SHEET1.XML",
    "worksheets\\sheet1.xml", "gone.xml", "sharedStrings.xml", "styles.xml", "file:///etc/passwd",
    "https://e.com/x", "../../../../etc/passwd", "%00", "_rels/workbook.xml.rels",
    "worksheets/sheet1.xml#x", "theme/theme1.xml",
]  # fmt: skip
KINDS = [
    "worksheet",
    "styles",
    "sharedStrings",
    "officeDocument",
    "chartsheet",
    "table",
    "hyperlink",
    "x",
    "",
]
DOCTYPES = [
    "<!DOCTYPE x>", '<!DOCTYPE x [<!ENTITY a "lol">]>', '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    "<!doctype x>",
]  # fmt: skip
MARKUP = [
    "<!-- x -->",
    "<![CDATA[x]]>",
    "<?x y?>",
    "  \n",
    "&x;",
    "&#0;",
    "&lt;",
    "\x00",
    "<",
    ">",
    "&",
    '"',
]
OTHER_PARTS = [
    "docProps/app.xml",
    "xl/media/image1.svg",
    "customXml/item1.xml",
    "xl/theme/theme1.xml",
    "xl/x.bin",
]
