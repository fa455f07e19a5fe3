"""`soleus decode` for each family, as a process: logs as people make them, and whole sessions of virtual devices."""

from __future__ import annotations

import json
import math
import struct
from pathlib import Path

import numpy as np
import pytest

from drivers.families import FAMILIES
from tests.drivers.contract import ACC_X_A_SECOND, ACC_Y_MS2, SECONDS, whole_session
from tests.ui.processes import soleus
from tests.ui.test_decode import decode, samples

NRF = "A\t16:26:32.{:03}\tNotification received from fb005c82-02e7-f387-1cad-8acd2d8df0c8, value: (0x) {}"
G = 9.80665


@pytest.mark.parametrize("family", [family.slug for family in FAMILIES])
def test_a_whole_session_logged_with_its_answers_is_decoded(family: str, tmp_path: Path) -> None:
    packets = whole_session(family).packets
    log = "\n".join(f"[{packet.arrival_s:.4f}] {packet.data.hex('-').upper()}" for packet in packets)
    done = decode(log, family, home=tmp_path)
    got = samples(done)
    assert (done.code, done.complaints[1:]) == (0, [])  # the very last line of text may be cut off
    acc = np.array([one["acc_ms2"] for one in got if "acc_ms2" in one])
    np.testing.assert_allclose(acc[:, 1], ACC_Y_MS2, atol=0.01)
    np.testing.assert_allclose(acc[:, 0], -acc[:, 2], atol=0.02)
    assert acc[-1, 0] > ACC_X_A_SECOND * (SECONDS - 2.0)
    assert any("gyr_rads" in one for one in got)


def test_polar_frames_are_two_streams_on_one_clock(tmp_path: Path) -> None:
    acc = "02 00 94 35 77 00 00 00 00 01 f7 ff ff ff e7 03".replace(" ", "-")
    gyr = "05 00 94 35 77 00 00 00 00 80 ea ff 08 00 0d 00".replace(" ", "-")
    log = "\n".join((NRF.format(1, acc), NRF.format(2, gyr)))
    got = samples(decode(log, "polar", home=tmp_path))
    assert [list(one) for one in got] == [["stream", "t_s", "acc_ms2"], ["stream", "t_s", "gyr_rads"]]
    assert [one["t_s"] for one in got] == [2.0, 2.0]
    assert got[0]["acc_ms2"] == pytest.approx([-0.009 * G, -0.001 * G, 0.999 * G])
    assert got[1]["gyr_rads"] == pytest.approx(np.radians([-22, 8, 13]))


def test_a_polar_answer_in_the_log_tells_what_a_count_is_worth(tmp_path: Path) -> None:
    frame = "05ffffffffffffff7f80 640000000000"
    log = f"f0020200000501 0000803e\nf0020500000501 0000003f\n{frame}"
    assert samples(decode(log, "polar", home=tmp_path))[0]["gyr_rads"][0] == pytest.approx(math.radians(50))
    (told,) = samples(decode(log, "polar", "--set", "factor=0.25", home=tmp_path))
    assert told["gyr_rads"][0] == pytest.approx(math.radians(25))


def test_a_fused_metawear_packet_has_both_channels_its_ticks_and_its_counter(tmp_path: Path) -> None:
    fused = struct.pack("<BBBI6h", 9, 3, 2, 2048, 0, 0, 2048, 164, 0, 0)
    words = ("metawear", "--set", "chip=bmi270")
    (got,) = samples(decode(f"118c633410\n{fused.hex(' ')}", *words, home=tmp_path))
    assert (got["stream"], got["t_s"], got["acc_ms2"], got["counter"]) == ("imu", 3.0, [0, 0, G], 2048)
    assert got["gyr_rads"] == pytest.approx([math.radians(10), 0, 0])


def test_packed_metawear_streams_have_three_samples_each(tmp_path: Path) -> None:
    acc = bytes((3, 5)) + struct.pack("<9h", *(4096, 0, 0) * 3)
    gyr = bytes((0x13, 5)) + struct.pack("<9h", *(328, 0, 0) * 3)
    words = ("metawear", "--set", "acc_range_g=8", "--set", "gyro_range_dps=1000")
    got = samples(decode(f"{acc.hex()}\n{gyr.hex()}", *words, home=tmp_path))
    assert [one["stream"] for one in got] == ["acc"] * 3 + ["gyr"] * 3
    assert got[0]["acc_ms2"] == [G, 0, 0]
    assert got[3]["gyr_rads"] == pytest.approx([math.radians(10), 0, 0])
    assert [one["t_s"] for one in got] == pytest.approx([0.0, 0.01, 0.02] * 2)


def test_a_chip_that_has_no_such_packet_is_told(tmp_path: Path) -> None:
    done = decode("13053e43ff7f0080", "metawear", "--set", "chip=bmi270", home=tmp_path)
    assert (done.code, done.complaints[0]) == (2, "soleus: line 1: no data of MetaWear: 13 05, 8 bytes")


def test_a_stamped_metawear_packet_of_three_axes_is_what_is_said_of_it(tmp_path: Path) -> None:
    packet = "090300ec010000 00080000 0000"
    (acc,) = samples(decode(packet, "metawear", "--set", "stamp=count", home=tmp_path))
    assert acc == {"stream": "acc", "t_s": 4.92, "acc_ms2": [G, 0, 0], "counter": 492}
    (gyr,) = samples(decode(packet, "metawear", "--set", "counted=gyr", home=tmp_path))
    assert gyr["gyr_rads"] == pytest.approx([math.radians(2048 / 16.4), 0, 0])


@pytest.mark.parametrize("name", ["movella-dot", "dot"])
def test_a_dot_sample_has_its_microseconds(name: str, tmp_path: Path) -> None:
    log = "\n".join(struct.pack("<I6f", 1000000 + k * 16667, 1, 2, 9, 90, 0, 0).hex(":") for k in range(2))
    got = samples(decode(log, name, home=tmp_path))
    assert [one["t_s"] for one in got] == [1.0, 1.016667]
    assert got[0]["acc_ms2"] == [1, 2, 9]
    assert got[0]["gyr_rads"] == pytest.approx([math.pi / 2, 0, 0])


def test_a_dot_sample_with_its_magnetic_field_has_to_be_announced(tmp_path: Path) -> None:
    sample = struct.pack("<I6f3h", 1000000, 1, 2, 9, 90, 0, 0, 4096, 1, 1).hex()
    done = decode(sample, "movella-dot", home=tmp_path)
    assert "mode 20 has to be set" in done.complaints[0]
    assert len(samples(decode(sample, "movella-dot", "--set", "mode=20", home=tmp_path))) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("polar", "--set", "rate_hz=50"), "26, 52, 104, 208, 416 Hz, not at 50"),
        (("polar", "--set", "factor=0"), "a number above 0"),
        (("witmotion", "--set", "acc_range_g=8"), "acc_range_g is fixed at 16, not 8"),
        (("metawear", "--set", "chip=bmi999"), "chip bmi160, bmi270, not bmi999"),
        (("metawear", "--set", "acc_range_g=5"), "2, 4, 8, 16, not 5"),
        (("movella-dot", "--set", "mode=6"), "read in mode 21, 20, not in 6"),
        (("diy", "--set", "rate_hz=50"), 'no setting "rate_hz" to decode by; there is: none'),
    ],
)
def test_wrong_settings_are_one_line_and_exit_code_2(
    words: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    done = decode("0102", *words, home=tmp_path)
    assert (done.code, done.out, len(done.complaints)) == (2, "", 1)
    assert says in done.complaints[0]


def test_its_help_names_every_family(tmp_path: Path) -> None:
    said = " ".join(soleus("decode", "--help", home=tmp_path).out.split())
    assert all(family.slug in said for family in FAMILIES)


def test_a_sample_is_json_without_nan(tmp_path: Path) -> None:
    damaged = struct.pack("<I6f", 1, math.nan, 0, 0, 0, 0, math.inf).hex()
    done = decode(damaged, "movella-dot", home=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert json.dumps(done.complaints)


def test_two_movesense_streams_in_one_log_are_told_apart_by_their_subscriptions(tmp_path: Path) -> None:
    says = [b"\x01\x63/Meas/Acc/52", b"\x01\x64/Meas/Gyro/52\0", b"\x01\x63\xc8\x00"]
    values = struct.pack("<I12f", 1000, *([1.0, 2.0, 3.0] * 4))
    log = "\n".join(one.hex(" ") for one in (*says, b"\x02\x64" + values, b"\x02\x63" + values))
    got = samples(decode(log, "movesense", home=tmp_path))
    assert [one["stream"] for one in got] == ["gyr"] * 4 + ["acc"] * 4
    assert got[0]["gyr_rads"] == pytest.approx(np.radians([1, 2, 3]))
    assert got[4]["acc_ms2"] == [1, 2, 3]
