"""What a child of the page has read arrives as it was, and takes no more memory than it did there."""

from __future__ import annotations

import io
import pickle
from typing import Any

import numpy as np
import pandas as pd
import psutil
import pyarrow as pa
import pytest

from importkit.ui import transfer

TEXTS = pa.array([f"a text that is long enough, number {number}" for number in range(1_000)])


def sent(message: object) -> bytes:
    stream = io.BytesIO()
    transfer.send(stream, message)
    return stream.getvalue()


@pytest.mark.parametrize(
    "message",
    ["a text", [], {"all": [1, None, 2.5]}, TEXTS, np.arange(10).reshape(2, 5), np.asfortranarray(np.eye(3))],
    ids=["text", "list", "dict", "texts", "numbers", "columns"],
)
def test_what_is_sent_arrives(message: Any) -> None:
    arrived: Any = transfer.receive(io.BytesIO(sent(message)))

    assert type(arrived) is type(message)
    assert np.array_equal(np.asarray(arrived), np.asarray(message))


def test_frames_arrive_and_can_be_changed() -> None:
    frame = pd.DataFrame({"text": ["a", None], "number": [1, 2]}, index=[4, 7])

    arrived = transfer.receive(io.BytesIO(sent(frame)))

    assert isinstance(arrived, pd.DataFrame)
    pd.testing.assert_frame_equal(arrived, frame)
    arrived.loc[4, "number"] = 3
    assert arrived["number"].tolist() == [3, 2]


def test_the_memory_of_large_columns_is_the_system_s_again_once_nobody_holds_them() -> None:
    columns = [np.arange(1_000_000) + number for number in range(10)]
    stream, process = io.BytesIO(sent(columns)), psutil.Process()
    before = process.memory_info().rss

    arrived: Any = transfer.receive(stream)

    assert all(map(np.array_equal, arrived, columns))
    held = process.memory_info().rss - before
    del arrived
    assert held - (process.memory_info().rss - before) > 0.9 * 80_000_000


def test_what_columns_of_text_hold_alike_goes_once_and_a_change_of_one_leaves_the_other() -> None:
    read = pd.DataFrame({"text": [f"a long text, number {number}" for number in range(10_000)]}, dtype="str")
    numbers = pd.DataFrame({"number": range(10_000)})

    stream = sent([read, read.iloc[:].copy(), numbers, numbers.copy()])
    once = len(sent([read, numbers, numbers.copy()]))
    arrived: Any = transfer.receive(io.BytesIO(stream))

    assert len(stream) < 1.1 * once
    arrived[0].loc[3, "text"] = "changed"
    arrived[2].loc[3, "number"] = -1
    pd.testing.assert_frame_equal(arrived[1], read)
    pd.testing.assert_frame_equal(arrived[3], numbers)


def test_messages_follow_each_other() -> None:
    stream = io.BytesIO(sent("one") + sent(TEXTS))

    assert transfer.receive(stream) == "one"
    assert transfer.receive(stream) == TEXTS


@pytest.mark.parametrize("part", [0, 0.02, 0.5, 0.99])
def test_a_stream_that_breaks_off_says_so(part: float) -> None:
    whole = sent(TEXTS)

    with pytest.raises((EOFError, pickle.UnpicklingError)):
        transfer.receive(io.BytesIO(whole[: int(part * len(whole))]))
