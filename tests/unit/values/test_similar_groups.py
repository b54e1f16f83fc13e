"""Which names of a whole list look alike."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest

from importkit.values import similarity
from importkit.values.similarity import similar_groups, similar_names


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
            ["Weaving Mill", "Weavings Mill", "Weavings Mills", "Weavings Millss"],
            [["Weaving Mill", "Weavings Mill"], ["Weavings Mills", "Weavings Millss"]],
            id="likeness does not carry on",
        ),
        pytest.param(
            ["Rings For Men", "Rings For Women", "Rings for men", "Ring For Men"],
            [["Rings For Men", "Rings for men", "Ring For Men"]],
            id="words tell apart",
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


def test_in_a_group_every_name_looks_like_every_other() -> None:
    rng = random.Random(7)  # noqa: S311  nothing secret
    words = ["weaving", "weavin", "mill", "mills", "porto", "prato", "house", "haus", "1", "2", "gmbh"]
    names = list(dict.fromkeys(" ".join(rng.choices(words, k=3)) for _ in range(150)))

    groups = similar_groups(names)

    assert len(groups) > 5
    grouped = [name for group in groups for name in group]
    assert len(grouped) == len(set(grouped))
    for group in groups:
        for one, other in itertools.permutations(group, 2):
            assert similar_names([one], [other]) == {one: other}


def test_names_that_look_like_none_of_the_others_are_in_no_group() -> None:
    rng = random.Random(11)  # noqa: S311  nothing secret
    words = ["weaving", "weavin", "mill", "mills", "porto", "prato", "house", "haus", "1", "2", "gmbh"]
    names = list(dict.fromkeys(" ".join(rng.choices(words, k=3)) for _ in range(150)))

    grouped = {name for group in similar_groups(names) for name in group}

    lonely = [
        name for name in names if not similar_names([name], [other for other in names if other != name])
    ]
    assert len(lonely) > 5
    assert grouped.isdisjoint(lonely)


def test_in_a_large_catalog_a_name_is_compared_with_few(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(1)  # noqa: S311  nothing secret
    letters = "abcdefghijklmnop"
    names = [
        f"{''.join(rng.choices(letters, k=9))} {''.join(rng.choices(letters, k=7))}" for _ in range(10_000)
    ]
    compared = 0
    cdist = similarity.process.cdist

    def counting(some: list[str], others: list[str], **options: Any) -> Any:
        nonlocal compared
        compared += len(some) * len(others)
        return cdist(some, others, **options)

    monkeypatch.setattr(similarity.process, "cdist", counting)

    groups = similar_groups([*names, "Organic Cotton Weaving", "Organic Coton Weaving"])

    assert groups[-1] == ["Organic Cotton Weaving", "Organic Coton Weaving"]
    assert 0 < compared < len(names) ** 2 / 200  # the initials of both words are the same
