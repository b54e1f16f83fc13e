"""Lists in one cell."""

from __future__ import annotations

import pytest

from importkit.values.lists import join_items, split_list, split_slots, unsplit_commas


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Organic;Vegan", ["Organic", "Vegan"], id="semicolon"),
        pytest.param("Organic | Vegan", ["Organic", "Vegan"], id="bar"),
        pytest.param("Wool; felted | Vegan", ["Wool; felted", "Vegan"], id="a bar leaves semicolons alone"),
        pytest.param("Wool; felted |", ["Wool; felted"], id="a bar at the end does so too"),
        pytest.param(
            "Organic\nVegan; Fair", ["Organic", "Vegan", "Fair"], id="newlines split beside semicolons"
        ),
        pytest.param("A;b\nc | d", ["A;b", "c", "d"], id="newlines split beside bars"),
        pytest.param(" ; Organic ;; ", ["Organic"], id="empty items are dropped"),
        pytest.param(";;", [], id="nothing but separators"),
        pytest.param("Organic; ORGANIC ;organic", ["Organic"], id="the first spelling stays"),
        pytest.param("a\u200b; a", ["a\u200b"], id="invisible characters make no other item"),
        pytest.param("\u200b;a", ["a"], id="an invisible item is none"),
        pytest.param("mens, shirt", ["mens, shirt"], id="commas do not split"),
    ],
)
def test_a_list_splits_into_its_items(text: str, expected: list[str]) -> None:
    assert split_list(text) == expected


def test_a_dialect_may_split_at_commas() -> None:
    assert split_list("mens, shirt; blue", ",") == ["mens", "shirt; blue"]


def test_slots_keep_empty_places() -> None:
    assert split_slots("80; ;20;") == ["80", "", "20", ""]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        pytest.param([], "", id="no items"),
        pytest.param(["Organic", "Vegan"], "Organic; Vegan", id="plain items"),
        pytest.param(["Wool; felted"], "Wool; felted |", id="one item with a semicolon"),
        pytest.param(
            ["Wool; felted", "Vegan"], "Wool; felted | Vegan |", id="an item with a semicolon among others"
        ),
    ],
)
def test_items_are_written_so_that_they_split_again(items: list[str], expected: str) -> None:
    assert join_items(items) == expected
    assert split_list(expected) == items


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("mens, shirt,blue", "mens; shirt; blue", id="commas alone"),
        pytest.param("mens, shirt; blue", None, id="semicolons split already"),
        pytest.param("mens, shirt | blue", None, id="bars split already"),
        pytest.param("mens, shirt\nblue", None, id="newlines split already"),
        pytest.param("mens", None, id="no comma"),
        pytest.param("mens,", None, id="nothing behind the comma"),
    ],
)
def test_commas_suggest_a_split(text: str, expected: str | None) -> None:
    assert unsplit_commas(text) == expected


def test_commas_of_a_dialect_that_splits_there_suggest_nothing() -> None:
    assert unsplit_commas("mens, shirt", ",") is None
