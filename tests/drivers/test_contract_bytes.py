"""The contract of a family, as far as it is about bytes that are none: random ones, and its own ones hurt."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.packet import Packet
from tests.drivers.contract import CASES, Case, decoded, whole_session
from tracker.samples import Samples

every_family = pytest.mark.parametrize("case", CASES, ids=[case.slug for case in CASES])


@every_family
@settings(deadline=None, max_examples=60)
@given(st.lists(st.binary(max_size=250), max_size=30), st.sampled_from(["data", "control", "?"]))
def test_any_bytes_raise_nothing_and_give_finite_samples_in_order_of_time(
    case: Case, pieces: list[bytes], channel: str
) -> None:
    decoder = case.family.decoder(case.family.settings)
    sane([decoder.feed(Packet(0.01 * k, channel, piece)) for k, piece in enumerate(pieces)])
    assert decoder.lost_samples >= 0


HURTS = st.lists(
    st.tuples(
        st.integers(0, 10**6), st.sampled_from(["flip", "cut", "drop", "twice", "swap"]), st.integers(0, 2000)
    ),
    max_size=12,
)


@every_family
@settings(deadline=None, max_examples=60)
@given(HURTS)
def test_damaged_packets_raise_nothing_and_give_no_more_than_was_sent(
    case: Case, hurts: list[tuple[int, str, int]]
) -> None:
    whole = whole_session(case.slug)
    part = whole.packets[: max(len(whole.packets) // 6, 8)]
    sent = len(decoded(case, whole.info.settings, part))
    decoder = case.family.decoder(whole.info.settings)
    got = [decoder.feed(packet) for packet in damaged(part, hurts)]
    sane(got)
    assert sum(map(len, got)) <= sent + MOST_IN_A_PACKET * len(hurts)


MOST_IN_A_PACKET = 60  # what a frame cut short may leave to be given that was not given before


def damaged(packets: list[Packet], hurts: list[tuple[int, str, int]]) -> list[Packet]:
    """Some of them hurt: bits flipped, ends cut off, packets lost, heard twice, in the wrong order."""
    hurt = list(packets)
    for where, how, much in hurts:
        if len(hurt) < 2:
            break
        k = where % (len(hurt) - 1)
        one = hurt[k]
        if how == "flip" and one.data:
            data = bytearray(one.data)
            data[(much // 8) % len(data)] ^= 1 << much % 8
            hurt[k] = Packet(one.arrival_s, one.channel, bytes(data))
        elif how == "cut":
            hurt[k] = Packet(one.arrival_s, one.channel, one.data[: much % (len(one.data) + 1)])
        elif how == "drop":
            del hurt[k]
        elif how == "twice":
            hurt.insert(k, one)
        else:
            hurt[k], hurt[k + 1] = (
                Packet(one.arrival_s, hurt[k + 1].channel, hurt[k + 1].data),
                Packet(hurt[k + 1].arrival_s, one.channel, one.data),
            )
    return hurt


def sane(got: list[Samples]) -> None:
    """Finite, within what any part can measure, in order of time."""
    whole = Samples.concat(got)
    assert np.all(np.isfinite(whole.t_s))
    assert np.all(np.diff(whole.t_s) > 0.0)
    assert np.all(np.abs(whole.acc_ms2) <= 1001.0)
    assert np.all(np.abs(whole.gyr_rads) <= 180.0)
