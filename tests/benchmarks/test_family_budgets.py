"""What decoding costs, family by family: process CPU time, best of several, so that a busy machine does not decide.

At its top rate a whole session takes two to three hundredths of a core (`python -m tests.air.load`); decoding is to
stay the least of it, on a machine half as fast as well.
"""

from __future__ import annotations

import time

import pytest

from drivers.virtual.device import Sent
from tests.drivers.starts import STARTS
from tests.drivers.test_virtual_devices import signal

SHARE_OF_A_CORE = 0.01  # three times the dearest, lines of one sample


def best_cpu_s(name: str, sent: list[Sent], times: int = 3) -> float:
    spent = []
    for _ in range(times):
        began = time.process_time()
        STARTS[name].decode(sent)
        spent.append(time.process_time() - began)
    return min(spent)


@pytest.mark.parametrize("name", STARTS)
def test_decoding_takes_less_than_a_hundredth_of_a_core(name: str) -> None:
    start = STARTS[name]
    _, sent = start.send(signal(start.rate_hz))
    assert best_cpu_s(name, sent) / sent[-1].sent_s < SHARE_OF_A_CORE
