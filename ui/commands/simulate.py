"""`soleus simulate`: a session of the virtual athlete as a recording or CSV, its truth beside it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from drivers import movesense
from drivers.families import family_named
from drivers.source import Place, Second, SensorInfo
from drivers.virtual.mount import MountKind
from drivers.virtual.movesense import ADDRESS, FIRMWARE, NAME, packets_of
from drivers.virtual.quality import Quality
from drivers.virtual.radio import lost_runs, packet_size
from drivers.virtual.scenario import Scenario, Simulated, mix, set_of, simulate
from drivers.virtual.signal import RadioTrouble, VirtualSignal
from recordings.csv_imu import imu_csv
from recordings.header import Header
from recordings.road import road_of
from recordings.writer import RecordingWriter
from tracker.errors import InputError, InputReason
from tracker.samples import Samples
from tracker.tracker import Tracker
from ui.output import note, say

THIGH_ADDRESS = "00:00:00:00:00:02"
STARTED_AT = datetime(2026, 1, 1, 12, 0, 0, tzinfo=UTC)  # a simulated session has no hour of its own


def run(chosen: argparse.Namespace) -> int:
    """Simulate and write; exit code."""
    out: Path = chosen.out
    truth = out.with_suffix(".truth.json")
    _check(chosen, out, truth)
    if sys.stderr.isatty():
        note("Simulating ...")
    items = (
        mix(chosen.distractors, chosen.seed)
        if chosen.mix
        else set_of(chosen.exercise, chosen.reps, chosen.distractors, chosen.seed)
    )
    mount, quality = MountKind(chosen.mount), Quality(chosen.quality)
    simulated = simulate(Scenario(items, mount, quality, chosen.rate, chosen.seed, thigh=chosen.thigh))
    write = _write_recording if out.suffix == ".jsonl" else _write_csv
    _both(out, truth, lambda path: write(path, simulated, chosen.seed), simulated)
    reps = len(simulated.truth.reps)
    length = float(simulated.signal.true_t_s[-1])
    say(f"{out}: simulated, {length:.0f} s, {reps} repetitions; truth in {truth}")
    return 0


def _check(chosen: argparse.Namespace, out: Path, truth: Path) -> None:
    if out.suffix not in (".jsonl", ".csv"):
        raise InputError(InputReason.USAGE, f"{out}: the name ends in .jsonl (a recording) or .csv")
    if chosen.exercise is not None and chosen.reps is None:
        raise InputError(InputReason.USAGE, "--exercise needs --reps N")
    if chosen.mix and chosen.reps is not None:
        raise InputError(InputReason.USAGE, "--mix draws its own repetitions, leave --reps out")
    if out.suffix == ".jsonl" and chosen.rate not in movesense.RATES_HZ:
        rates = ", ".join(str(rate) for rate in movesense.RATES_HZ)
        raise InputError(
            InputReason.USAGE,
            f"--rate {chosen.rate:g}: a recording is a Movesense's, with {rates} Hz; a CSV takes any",
        )
    for path in (out, truth):
        if path.exists():
            raise InputError(InputReason.NOT_WRITABLE, f"{path} is there already and is not overwritten")
    if not out.parent.is_dir():
        raise InputError(InputReason.NOT_WRITABLE, f"{out.parent} is no folder")


def _both(out: Path, truth: Path, write: Callable[[Path], None], simulated: Simulated) -> None:
    """Made in a folder beside and moved when whole: both files are there, or neither."""
    try:
        with TemporaryDirectory(prefix=".soleus-", dir=out.parent) as beside:
            made, made_truth = Path(beside, out.name), Path(beside, truth.name)
            write(made)
            _write_truth(made_truth, simulated)
            made_truth.replace(truth)
            try:
                made.replace(out)
            except BaseException:
                truth.unlink()
                raise
    except (OSError, InputError) as error:
        cause = error.__cause__ if isinstance(error, InputError) else error
        why = getattr(cause, "strerror", None) or cause
        raise InputError(InputReason.NOT_WRITABLE, f"cannot write {out}: {why}") from error


def _write_recording(path: Path, simulated: Simulated, seed: int) -> None:
    settings = {**family_named("movesense").settings, "rate_hz": round(simulated.signal.rate_hz)}
    info = SensorInfo("movesense", f"{NAME} (simulated)", ADDRESS, FIRMWARE, 100, settings)
    packets = packets_of(simulated.signal, simulated.trouble, seed)
    second = None
    if simulated.thigh is not None:
        second = Second(Place.THIGH, replace(info, name=f"{NAME} (simulated, thigh)", address=THIGH_ADDRESS))
        of_thigh = packets_of(simulated.thigh, simulated.trouble, seed + 1)
        both = [*packets, *(replace(packet, sensor=1) for packet in of_thigh)]
        packets = sorted(both, key=lambda packet: packet.arrival_s)
    header = Header(info, STARTED_AT, simulated=True, second=second)
    road = road_of(info, second, Tracker(), header.other_setup)
    with closing(RecordingWriter(path, header, lambda: 0.0)) as writer:
        for packet in packets:
            _, events = road.packet(packet)
            writer.write([packet, *events])
        writer.write(road.finish())
        writer.close(road.samples)


def _write_csv(path: Path, simulated: Simulated, seed: int) -> None:
    thigh = None if simulated.thigh is None else _arrived(simulated.thigh, simulated.trouble, seed + 1)
    text = imu_csv(_arrived(simulated.signal, simulated.trouble, seed), thigh)
    path.write_text(text, encoding="ascii", newline="\n")


def _arrived(signal: VirtualSignal, trouble: RadioTrouble, seed: int) -> Samples:
    """What the radio leaves of a signal."""
    samples = signal.samples
    size = packet_size(signal.rate_hz)
    lost = lost_runs(-(-len(samples) // size), trouble, np.random.default_rng(seed))
    kept = np.logical_not(np.repeat(lost, size)[: len(samples)])
    return Samples(samples.t_s[kept], samples.acc_ms2[kept], samples.gyr_rads[kept])


def _write_truth(path: Path, simulated: Simulated) -> None:
    text = json.dumps(simulated.truth.to_dict(), indent=1) + "\n"
    path.write_text(text, encoding="ascii", newline="\n")
