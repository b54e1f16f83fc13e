"""Changes of one element of a part, whatever it means."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from fuzz import vocabulary

if TYPE_CHECKING:
    import random


def _set_attribute(chance: random.Random, element: etree._Element) -> None:
    given = [key for key in element.attrib if not str(key).startswith("{")]
    key = (
        str(chance.choice(given))
        if given and chance.random() < 0.8
        else chance.choice(sorted(vocabulary.ATTRIBUTES))
    )
    element.set(key, chance.choice(vocabulary.ATTRIBUTES.get(key, vocabulary.NUMBERS + vocabulary.TEXTS[:4])))


def _drop_attribute(chance: random.Random, element: etree._Element) -> None:
    if element.attrib:
        del element.attrib[chance.choice(sorted(element.attrib))]


def _set_text(chance: random.Random, element: etree._Element) -> None:
    leaves = [each for each in element.iter() if isinstance(each.tag, str) and len(each) == 0]
    chance.choice(leaves).text = chance.choice(vocabulary.TEXTS + vocabulary.NUMBERS)


def _drop(_: random.Random, element: etree._Element) -> None:
    element.getparent().remove(element)


def _repeat(chance: random.Random, element: etree._Element) -> None:
    size = len(etree.tostring(element))
    times = min(chance.choice((1, 1, 1, 1, 2, 50, 2_000, 20_000)), max(1, 2_000_000 // size))
    for _ in range(times):
        element.addnext(copy.deepcopy(element))


def _move(chance: random.Random, element: etree._Element) -> None:
    others = [each for each in element.getroottree().getroot().iter() if isinstance(each.tag, str)]
    place = chance.choice(others)
    if element not in {place, *place.iterancestors()}:
        place.append(element)


def _rename(chance: random.Random, element: etree._Element) -> None:
    space = etree.QName(element).namespace or ""
    space = chance.choice(vocabulary.SPACES) if chance.random() < 0.5 else space
    name = chance.choice(vocabulary.NAMES) if chance.random() < 0.5 else etree.QName(element).localname
    element.tag = f"{{{space}}}{name}" if space else name


def _wrap(chance: random.Random, element: etree._Element) -> None:
    depth = chance.choice((1, 1, 2, 300, 5_000))
    parent, place = element.getparent(), element.getparent().index(element)
    outer = inner = etree.Element(chance.choice([element.tag, "{urn:other}x", *vocabulary.NAMES]))
    for _ in range(depth - 1):
        inner = etree.SubElement(inner, outer.tag)
    parent.remove(element)
    inner.append(element)
    parent.insert(place, outer)


def _refer(chance: random.Random, element: etree._Element) -> None:
    """Change where a cell, a row or a range says that it is."""
    root = element.getroottree().getroot()
    tagged = [
        each
        for each in root.iter()
        if isinstance(each.tag, str) and ("r" in each.attrib or "ref" in each.attrib)
    ]
    if tagged:
        chosen = chance.choice(tagged)
        key = "r" if "r" in chosen.attrib else "ref"
        others = [each.get(key) for each in tagged if each.get(key)]
        chosen.set(key, chance.choice([*vocabulary.REFERENCES, *vocabulary.NUMBERS, chance.choice(others)]))


def _lengthen(chance: random.Random, element: etree._Element) -> None:
    """Give an element a huge attribute, or very many of them."""
    if chance.random() < 0.5:
        element.set(
            chance.choice(["x", *sorted(map(str, element.attrib))]), "9" * chance.choice((300, 3_000_000))
        )
    else:
        for number in range(chance.choice((50, 2_000))):
            element.set(f"a{number}", "1")


def _change_namespace(chance: random.Random, element: etree._Element) -> None:
    """Put an element and all within it into another namespace."""
    space = chance.choice(vocabulary.SPACES)
    for each in element.iter():
        if isinstance(each.tag, str):
            name = etree.QName(each).localname
            each.tag = f"{{{space}}}{name}" if space else name


#: Each takes a source of chance and an element that is not the root.
CHANGES = (
    _set_attribute, _set_attribute, _set_attribute, _drop_attribute, _set_text, _set_text, _drop,
    _repeat, _repeat, _move, _rename, _wrap, _refer, _refer, _lengthen, _change_namespace,
)  # fmt: skip
