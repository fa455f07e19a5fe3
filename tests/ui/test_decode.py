"""`soleus decode`: hex lines in, a JSON object a sample out, as a process."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.families import FAMILIES, reader_for
from drivers.packet import Packet
from tests.drivers.bytes_of import imu6, packet_at, parts
from tests.drivers.test_movesense import ACC_52, ACC_MS2, GYRO_52, GYRO_DPS, shared_vector, table
from tests.drivers.wit_bytes import long, short
from tests.ui.processes import DEADLINE_S, ROOT, Finished, command, environment, soleus
from ui.commands.decode import rows

DIY = "#soleus 1 rate=100 t=us acc=ms2 gyr=rads cols=n,t,ax,ay,az,gx,gy,gz\n"
IMU6_52 = bytes((2, 0x63)) + ACC_52 + GYRO_52[4:]


def decode(lines: str | bytes, *words: str, home: Path) -> Finished:
    done = subprocess.run(
        command("decode", "--sensor", *words),
        input=lines if isinstance(lines, bytes) else lines.encode(),
        capture_output=True,
        cwd=ROOT,
        env=environment(home),
        timeout=DEADLINE_S,
        check=False,
    )
    out, err = (said.decode("utf-8", "replace").replace("\r\n", "\n") for said in (done.stdout, done.stderr))
    return Finished(done.returncode, out, err)


def samples(done: Finished) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.out.splitlines()]


# Captured bytes


def test_a_captured_movesense_notification_is_decoded_to_the_digit(tmp_path: Path) -> None:
    done = decode(IMU6_52.hex(" "), "movesense", "--set", "rate_hz=52", home=tmp_path)
    got = samples(done)
    assert (done.code, done.err) == (0, "")
    assert [one["acc_ms2"] for one in got] == ACC_MS2
    np.testing.assert_allclose([one["gyr_rads"] for one in got], np.radians(GYRO_DPS), rtol=1e-15)
    assert [one["t_s"] for one in got] == pytest.approx([122.371 + k / 52 for k in range(4)], abs=1e-9)


def test_a_sample_is_an_object_of_its_stream_time_and_channels(tmp_path: Path) -> None:
    (first, *_) = samples(decode(IMU6_52.hex(), "movesense", home=tmp_path))
    assert (list(first), first["stream"]) == (["stream", "t_s", "acc_ms2", "gyr_rads"], "imu")


VECTORS = [
    ("/Meas/Acc/52", "acc", ["acc_ms2"]),
    ("/Meas/Gyro/52", "gyr", ["gyr_rads"]),
    ("/Meas/IMU9/52", "imu", ["acc_ms2", "gyr_rads"]),
]


@pytest.mark.parametrize(("resource", "stream", "channels"), VECTORS)
def test_every_movesense_vector_with_a_channel_of_ours_is_decoded_to_the_digit(
    resource: str, stream: str, channels: list[str], tmp_path: Path
) -> None:
    vector = shared_vector(resource)
    expected = vector["expected"]
    assert isinstance(expected, dict)
    words = ("movesense", "--set", f"resource={resource}")
    got = samples(decode("0x02 0x01 " + str(vector["bytes_hex"]), *words, home=tmp_path))
    assert [list(one) for one in got] == [["stream", "t_s", *channels]] * 4
    assert {one["stream"] for one in got} == {stream}
    assert got[0]["t_s"] == pytest.approx(expected["Timestamp"] / 1000, abs=1e-9)
    if "acc_ms2" in channels:
        assert [one["acc_ms2"] for one in got] == table(expected["ArrayAcc"])
    if "gyr_rads" in channels:
        wanted = np.radians(table(expected["ArrayGyro"]))
        np.testing.assert_allclose([one["gyr_rads"] for one in got], wanted, rtol=1e-15)


@pytest.mark.parametrize("resource", ["/Meas/Ecg/200/mV", "/Meas/Magn/13", "/Meas/Temp", "/Meas/HR"])
def test_a_movesense_vector_without_a_channel_of_ours_decodes_to_nothing(
    resource: str, tmp_path: Path
) -> None:
    done = decode("02 63 " + str(shared_vector(resource)["bytes_hex"]), "movesense", home=tmp_path)
    assert (done.code, done.out) == (2, "")


def test_movesense_at_104_hz_comes_in_two_lines_and_finds_its_rate(tmp_path: Path) -> None:
    got = samples(decode("\n".join(part.hex() for part in packet_at(0)), "movesense", home=tmp_path))
    np.testing.assert_allclose(np.diff([one["t_s"] for one in got]), 1 / 104, atol=1e-9)
    assert len(got) == 8


def test_parts_of_two_subscriptions_may_alternate(tmp_path: Path) -> None:
    ours, theirs = packet_at(1), [bytes((part[0], 0x99)) + part[2:] for part in packet_at(2)]
    mixed = [ours[0], theirs[0], ours[1], theirs[1]]
    got = samples(decode("\n".join(part.hex() for part in mixed), "movesense", home=tmp_path))
    assert [one["acc_ms2"][0] for one in got[::8]] == [1.0, 2.0]


def test_the_same_notification_written_four_ways_is_decoded_four_times(tmp_path: Path) -> None:
    plain = IMU6_52.hex()
    lines = (plain, IMU6_52.hex(":").upper(), "0x" + plain, " ".join(f"0x{byte:02X}" for byte in IMU6_52))
    got = samples(decode("\n".join(lines), "movesense", home=tmp_path))
    assert [one["acc_ms2"] for one in got] == ACC_MS2 * 4


def test_movesense_values_no_sensor_can_measure_are_told(tmp_path: Path) -> None:
    damaged = parts(imu6(9, np.full((4, 3), np.nan), np.zeros((4, 3))))
    done = decode(damaged[0].hex() + "\n" + IMU6_52.hex(), "movesense", home=tmp_path)
    assert (done.complaints, len(samples(done))) == (["soleus: line 1: a value no sensor can measure"], 4)


# Other families


def test_witmotion_packets_are_decoded(tmp_path: Path) -> None:
    log = short((0, 0, 2048, 0, 0, 0)).hex(":") + "\n" + short((2048, 0, 0, 16384, 0, 0)).hex(":")
    got = samples(decode(log, "witmotion", home=tmp_path))
    assert [one["acc_ms2"] for one in got] == [[0.0, 0.0, 9.80665], [9.80665, 0.0, 0.0]]
    assert got[1]["gyr_rads"] == pytest.approx([np.radians(1000), 0, 0])
    assert [one["t_s"] for one in got] == pytest.approx([0.0, 0.01])


def test_one_witmotion_packet_alone_is_decoded(tmp_path: Path) -> None:
    assert len(samples(decode(short((0,) * 6).hex(), "witmotion", home=tmp_path))) == 1


def test_a_long_witmotion_packet_after_half_of_one_is_decoded(tmp_path: Path) -> None:
    log = long((1,) * 6, 0)[:16].hex() + "\n" + long((2048,) * 6, 10).hex()
    done = decode(log, "witmotion", home=tmp_path)
    assert (done.code, [one["acc_ms2"][0] for one in samples(done)]) == (0, [9.80665])


def test_the_times_of_a_log_time_a_sensor_without_a_clock(tmp_path: Path) -> None:
    log = "\n".join(f"{5 + k / 50:.3f} " + short((k,) * 6).hex() for k in range(200))
    got = [one["t_s"] for one in samples(decode(log, "witmotion", "--set", "rate_hz=50", home=tmp_path))]
    assert got[-1] - got[100] == pytest.approx(99 / 50, abs=0.02)
    assert got[-1] == pytest.approx(5 + 199 / 50, abs=0.03)


def test_a_home_built_sensor_tells_its_counter(tmp_path: Path) -> None:
    text = (DIY + "7,70000,1,2,3,4,5,6\n").encode()
    log = "\n".join(text[at : at + 20].hex(" ") for at in range(0, len(text), 20))
    assert samples(decode(log, "diy", home=tmp_path)) == [
        {"stream": "imu", "t_s": 0.07, "acc_ms2": [1, 2, 3], "gyr_rads": [4, 5, 6], "counter": 7}
    ]


def test_what_is_wrong_with_a_home_built_sensor_is_told(tmp_path: Path) -> None:
    done = decode(b"1,2,3\n".hex() + "\n" + DIY.encode().hex(), "diy", home=tmp_path)
    assert "line 1: data before any header" in done.complaints[0]


NOTIFICATION = st.one_of(
    st.binary(max_size=250),
    st.tuples(
        st.sampled_from(packet_at(0) + packet_at(1, 52)), st.integers(0, 199), st.binary(max_size=4)
    ).map(lambda cut: cut[0][: cut[1]] + cut[2] + cut[0][cut[1] + len(cut[2]) :]),
)


@pytest.mark.parametrize("family", [family.slug for family in FAMILIES if family.reader is not None])
@settings(deadline=None, max_examples=100)
@given(sent=st.lists(NOTIFICATION, max_size=20))
def test_any_bytes_are_finite_samples_or_none_and_never_raise(family: str, sent: list[bytes]) -> None:
    reader = reader_for(family, {})
    got = [one for data in sent for one in reader.read(Packet(math.nan, "data", data))] + reader.finish()
    for row in (row for one in got for row in rows(one)):
        assert json.dumps(row, allow_nan=False)


# Lines, streams and wrong words


def test_bad_lines_are_named_by_their_number_and_the_rest_is_decoded(tmp_path: Path) -> None:
    done = decode(f"\nhello\n{IMU6_52.hex()}\n55 6\n09 09 09\n", "movesense", home=tmp_path)
    assert (done.code, len(samples(done))) == (0, 4)
    assert [line.split(": ")[1] for line in done.complaints] == ["line 2", "line 4", "line 5"]


@pytest.mark.parametrize("log", ["", "\n\n", "hello\n", "02 53", "01 63 c8 00"], ids=str)
def test_where_nothing_is_decoded_the_exit_code_is_2(log: str, tmp_path: Path) -> None:
    done = decode(log, "movesense", home=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "nothing decoded" in done.complaints[-1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("shoebox",), "there is: movesense"),
        (("movesense", "--set", "rate_hz=100"), "not at 100"),
        (("movesense", "--set", "resource=/Meas/Ecg/200/mV"), "there is: /Meas/IMU6"),
        (("movesense", "--set", "resource=/Meas/IMU6/100"), "not at 100"),
        (("movesense", "--set", "colour=blue"), 'no setting "colour"'),
        (("movesense", "--set", "rate_hz"), "key=value"),
        (("movesense", "--set", "rate_hz=52", "--set", "rate_hz=104"), "each key once"),
        (("witmotion", "--set", "rate_hz=fast"), "not at fast"),
    ],
)
def test_wrong_words_are_one_line_and_exit_code_2(words: tuple[str, ...], says: str, tmp_path: Path) -> None:
    done = decode(IMU6_52.hex(), *words, home=tmp_path)
    assert (done.code, done.out, len(done.complaints)) == (2, "", 1)
    assert says in done.complaints[0]


def test_a_sensor_has_to_be_named(tmp_path: Path) -> None:
    assert soleus("decode", home=tmp_path).code == 2


def test_bytes_that_are_no_text_are_a_bad_line(tmp_path: Path) -> None:
    done = decode(b"\xff\xfe\x00\n" + IMU6_52.hex().encode(), "movesense", home=tmp_path)
    assert (done.code, len(done.complaints)) == (0, 1)


def test_each_line_is_answered_before_the_next_one_comes(tmp_path: Path) -> None:
    with subprocess.Popen(
        command("decode", "--sensor", "movesense"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment(tmp_path),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):
            process.stdin.write(IMU6_52.hex().encode() + b"\n")
            process.stdin.flush()
            assert len([json.loads(process.stdout.readline()) for _ in range(4)]) == 4
        process.stdin.close()
        assert process.wait(DEADLINE_S) == 0


def test_a_reader_may_leave_after_a_line(tmp_path: Path) -> None:
    with subprocess.Popen(
        command("decode", "--sensor", "movesense"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(tmp_path),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write((IMU6_52.hex() + "\n").encode())
        process.stdin.flush()
        assert process.stdout.readline()
        process.stdout.close()
        process.stdin.write((IMU6_52.hex() + "\n").encode() * 50)
        process.stdin.close()
        assert (process.wait(DEADLINE_S), process.stderr.read()) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX shells close a stream like this")
def test_a_closed_stdin_is_nothing_decoded(tmp_path: Path) -> None:
    line = ["sh", "-c", 'exec "$@" <&-', "sh", *command("decode", "--sensor", "movesense")]
    done = subprocess.run(
        line, env=environment(tmp_path), cwd=ROOT, capture_output=True, timeout=DEADLINE_S, check=False
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr
