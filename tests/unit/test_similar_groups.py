"""Which names of a whole list look alike."""

from __future__ import annotations

import random
import time

import pytest

from importkit.values.likeness import similar_groups, similar_names


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        pytest.param(["Acme Ltd.", "Linen", "ACME"], [["Acme Ltd.", "ACME"]], id="a legal form"),
        pytest.param(
            ["Organic Cotton", "Organic Coton"], [["Organic Cotton", "Organic Coton"]], id="a letter"
        ),
        pytest.param(["Mill 1", "Mill 2", "Mill-1"], [["Mill 1", "Mill-1"]], id="digits tell apart"),
        pytest.param(["Wool", "Wood", "Pool"], [], id="short names differ by a letter"),
        pytest.param(["---", "!!!"], [], id="nothing but punctuation"),
        pytest.param([], [], id="no names"),
        pytest.param(
            ["Weaving House Porto A", "Weaving House Porto", "Weavin House Porto", "Weavin Hous Porto"],
            [["Weaving House Porto A", "Weaving House Porto", "Weavin House Porto", "Weavin Hous Porto"]],
            id="likeness carries on",
        ),
        pytest.param(
            ["Alpha Mill", "Beta Works", "alpha-mill", "Beta Works Ltd"],
            [["Alpha Mill", "alpha-mill"], ["Beta Works", "Beta Works Ltd"]],
            id="two groups",
        ),
    ],
)
def test_names_that_look_alike_stand_together(names: list[str], groups: list[list[str]]) -> None:
    assert similar_groups(names) == groups


def test_groups_and_warnings_agree_on_what_looks_alike() -> None:
    rng = random.Random(7)  # noqa: S311  nothing secret
    words = ["weaving", "weavin", "mill", "mills", "porto", "prato", "house", "haus", "1", "2", "gmbh"]
    names = list(dict.fromkeys(" ".join(rng.choices(words, k=3)) for _ in range(150)))

    group_of = {name: place for place, group in enumerate(similar_groups(names)) for name in group}

    for name in names:
        others = [other for other in names if other != name]
        # One nearest name is enough to belong to its group, and no name without one belongs to any.
        nearest = similar_names([name], others).get(name)
        assert (nearest is None) == (name not in group_of)
        assert nearest is None or group_of[nearest] == group_of[name]


@pytest.mark.slow
def test_a_large_catalog_takes_seconds() -> None:
    rng = random.Random(1)  # noqa: S311  nothing secret
    letters = "abcdefghijklmnop"
    names = [
        f"{''.join(rng.choices(letters, k=9))} {''.join(rng.choices(letters, k=7))}" for _ in range(10_000)
    ]
    started = time.perf_counter()

    similar_groups([*names, "Organic Cotton Weaving", "Organic Coton Weaving"])

    assert time.perf_counter() - started < 30
