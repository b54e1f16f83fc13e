"""A safe fix is never wrong: a cell that was spoilt is as it was, or it is left alone. All others stay."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field
from typing import Any

import openpyxl
import pytest
from support.hypothesis_profiles import more_at_night

import importkit as ik

HEADER = (
    "Product Handle", "Product Title", "SKU", "Barcode", "Attribute 1", "Attribute Value 1", "Image",
    "Materials Percentages", "My own",
)  # fmt: skip
BARCODE, ATTRIBUTE, IMAGE, MATERIALS = "D", "F", "G", "H"
PRODUCTS = 420
#: Sheets by day: 2 000 spoilt cells at least; all sheets are 100 000.
BY_DAY = 5
NAMES = (
    "Cotton", "Recycled Polyester", "Nylon 66", "Elastane", "Wool & Silk", "Linen (organic)", "Merino Wool",
    "Bemberg\u2122", "Alpaca - baby", "Baumwolle", "Poly/Cotton", "Hemp, raw", "Viscose", "Lyocell 2.0",
)  # fmt: skip
SHARES = (("60", "40"), ("95", "5"), ("33.3", "33.3", "33.4"), ("50", "30", "20"), ("99.5", "0.5"))
ADDRESSES = (
    "https://cdn.example/{n}.jpg", "https://cdn.example/a/{n}.png?v=2&w=800", "http://cdn.example/image/{n}",

    "https://cdn.example/my%20shirt-{n}.webp", "https://cdn.example/({n}).jpg", "HTTPS://CDN.EXAMPLE/{n}.JPG",
    "https://cdn.example/{n}.jpg,large", "https://cdn.example/{n};front.jpg", "https://cdn.example/{n}.",
)  # fmt: skip
AROUND = (
    "see {u}", "{u} (front)",
    '<img src="{u}">', '"{u}"', "'{u}'", "({u})", "[{u}]", "![shirt]({u})",
    "{u}, front",
    "Image: {u}.", "front: {u}; back: none", "<{u}>", "{u} and more", "\u201c{u}\u201d", "a. {u} b.", "= {u}",
    "{u} 2.jpg", "shirt.jpg {u}", "{u} https://cdn.example/other.jpg", "{u} / {n}", "photo of {n}: {u}",
)  # fmt: skip
JOINED = (", ", ",", " ", " / ", "/", " and ", " + ", " & ", " und ", " - ", "; and ", "\n", "  ", " | ")
FORMS = ("{s}% {n}", "{n} {s}%", "{n}: {s}%", "{n} ({s}%)", "({s} %) {n}", "{n} - {s}%", "{s}%{n}")


@dataclass
class Spoilt:
    """A sheet with mistakes, and the same one without."""

    good: list[list[Any]] = field(default_factory=list)
    bad: list[list[Any]] = field(default_factory=list)
    cells: set[str] = field(default_factory=set)
    merges: list[str] = field(default_factory=list)
    padded: list[str] = field(default_factory=list)


def ean13(rnd: random.Random) -> str:
    digits = "0" * rnd.choice((0, 1, 1)) + str(rnd.randrange(10**11, 10**12))
    digits = digits[:12]
    check = -sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10
    return f"{digits}{check}"


def materials(rnd: random.Random) -> tuple[str, str]:
    """Return a list of materials, and the same one written in a way that reading refuses."""
    shares = rnd.choice(SHARES)
    names = rnd.sample(NAMES, len(shares))
    good = " | ".join(f"{name}: {share}%" for name, share in zip(names, shares, strict=True)) + " |"
    mark, form, decimal = rnd.choice(JOINED), rnd.choice(FORMS), rnd.choice(".,")
    items = [
        form.format(n=name, s=share.replace(".", decimal)) for name, share in zip(names, shares, strict=True)
    ]
    return good, mark.join(items)


def image(rnd: random.Random, number: int) -> tuple[str, str]:
    address = rnd.choice(ADDRESSES).format(n=number)
    if rnd.random() < 0.1:
        return address, address[:22] + " " + address[22:]
    return address, rnd.choice(AROUND).format(u=address, n=number)


def spoilt(seed: int) -> Spoilt:
    rnd, made = random.Random(seed), Spoilt()  # noqa: S311  made-up sheets
    for number in range(PRODUCTS):
        row = len(made.good) + 2
        attribute = rnd.choice(("Blue", "Red", 42))
        code = ean13(rnd)
        good = [
            f"p-{number}",
            f"P {number}",
            f"S-{number}",
            code,
            "Color",
            attribute,
            None,
            None,
            rnd.choice((1, "x")),
        ]
        bad = list(good)
        kind = rnd.choice((BARCODE, ATTRIBUTE, IMAGE, MATERIALS))
        if kind == BARCODE:
            bad[3] = int(code)
            if rnd.random() < 0.5:
                made.padded.append(f"D{row}")
        elif kind == IMAGE:
            good[6], bad[6] = image(rnd, number)
        elif kind == MATERIALS:
            good[7], bad[7] = materials(rnd)
        made.good.append(good)
        made.bad.append(bad)
        if kind == ATTRIBUTE:
            for child in range(rnd.choice((1, 2))):
                size = [None, None, f"S-{number}-{child}", None, "Color", attribute, None, None, None]
                made.good.append(size)
                made.bad.append([*size[:5], None, *size[6:]])
                made.cells.add(f"{ATTRIBUTE}{row + child + 1}")
            made.merges.append(f"{ATTRIBUTE}{row}:{ATTRIBUTE}{len(made.bad) + 1}")
        else:
            made.cells.add(f"{kind}{row}")
    return made


def workbook(rows: list[list[Any]], merges: list[str] = (), padded: list[str] = ()) -> bytes:  # type: ignore[assignment]
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(HEADER)
    for row in rows:
        sheet.append(row)
        sheet.cell(sheet.max_row, 7).data_type = "s" if row[6] else "n"
    for merge in merges:
        sheet.merge_cells(merge)
    for cell in padded:
        sheet[cell].number_format = "0" * 13
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("seed", more_at_night(250, by_day=BY_DAY))
def test_a_spoilt_cell_is_as_it_was_or_is_left_alone(seed: int) -> None:
    made = spoilt(seed)
    right = ik.check(workbook(made.good)).resolved.checked.frame.to_dict()
    check = ik.check(workbook(made.bad, made.merges, made.padded))

    book = check.fix()

    fixed = ik.check(book)
    understood = fixed.resolved.checked.frame.to_dict()
    old, new = check.book.cells, book.cells
    before, after = old.to_dict(), new.to_dict()
    names = dict(zip("ABCDEFGHI", HEADER, strict=True))
    mended = set(book.changes["cell"])
    assert mended <= made.cells
    for cell in sorted(made.cells):
        letter, row = cell[0], int(cell[1:])
        if cell in mended:
            assert understood[names[letter]][row] == right[names[letter]][row], cell
        else:
            assert after[letter][row] == before[letter][row], cell
    kept = old.astype("object").fillna("") != new.astype("object").fillna("")
    assert {f"{letter}{row}" for letter in kept for row in kept.index[kept[letter]]} <= mended
    assert len(made.cells) >= PRODUCTS
    # Half of the images can be mended, and a sheet has some hundred: one sheet in hundreds has fewer.
    for letter, share in ((BARCODE, 0.5), (ATTRIBUTE, 1.0), (IMAGE, 0.33), (MATERIALS, 0.2)):
        of_kind = {cell for cell in made.cells if cell[0] == letter}
        assert len(of_kind & mended) >= share * len(of_kind), letter
