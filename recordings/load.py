"""Any file a person may hand over, recording or CSV, as something that can be walked down the road."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from drivers.families import decoder_for
from recordings.csv_imu import parse_imu_csv
from recordings.plausible import check_units
from recordings.reader import Recording, parse_recording, read_bytes
from recordings.replay import Step, replay
from tracker.calibration import Calibration
from tracker.errors import InputError, InputReason
from tracker.explain import Observer
from tracker.samples import Samples
from tracker.setup import Exercise, Setup
from tracker.tracker import Tracker

BLOCK = 4096
SHARED_SHARE = 0.5
"""A pair of files covers the same time, but for a sensor that was started late."""
ABREAST = 10  # samples: two sensors are walked through side by side, as they would come over the air


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that was read. Exactly one of `recording` and `samples` is there.

    `format` is "soleus-recording" or "imu-csv"; `warnings` are sentences for a person; `gaps` the seconds
    (from, to) between the rows around those that held no numbers; `thigh` a second sensor's samples of a CSV file.
    `calibration` is used in place of the recording's; `bare`: without one, none is.
    """

    path: Path
    sha256: str
    format: str
    warnings: list[str]
    recording: Recording | None = None
    samples: Samples | None = None
    gaps: tuple[tuple[float, float], ...] = ()
    thigh: Samples | None = None
    calibration: Calibration | None = None
    bare: bool = False

    @property
    def cut_off(self) -> bool:
        """Whether it is a recording with something missing: what is left of it is used, however little."""
        return self.recording is not None and self.recording.warning is not None

    def tracker(
        self, declared: Exercise | None = None, observer: Observer | None = None, *, keeps_all: bool = False
    ) -> Tracker:
        """One that is told what the recording declares, or `declared` in its place; and to take no set back if it is to
        keep all."""
        known = self.recording.header.setup if self.recording is not None else Setup()
        setup = known if declared is None else replace(known, declared=declared)
        if self.bare or self.calibration is not None:
            setup = replace(setup, calibration=self.calibration)
        return Tracker(replace(setup, keeps_all=setup.keeps_all or keeps_all), observer)

    def steps(self, tracker: Tracker | None = None, block: int = BLOCK) -> Iterator[Step]:
        """Walk it down the road; samples of a CSV file in blocks of `block`, each arriving with its last one."""
        tracker = tracker or self.tracker()
        if self.recording is not None:
            yield from replay(self.recording, tracker)
            return
        assert self.samples is not None
        thigh = self.thigh or Samples.empty()
        place = 0
        block = min(block, ABREAST) if len(thigh) else block
        for part in self.samples.blocks(block):
            until = int(np.searchsorted(thigh.t_s, part.t_s[-1], side="right"))
            events = tracker.update_thigh(thigh[place:until]) if until > place else []
            place = until
            yield Step(float(part.t_s[-1]), part, [*events, *tracker.update(part)])
        yield Step(None, Samples.empty(), tracker.finish())


def load(path: Path) -> Loaded:
    """Read a file and look at what it is; InputError with one sentence where it is nothing of use."""
    data = read_bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    if data.removeprefix(codecs.BOM_UTF8).startswith((b"{", b'["')):  # a header, or a recording that lost it
        recording = parse_recording(data, path)
        header = recording.header
        try:
            for sensor in (header.sensor, *([header.second.sensor] if header.second else [])):
                decoder_for(sensor.family, sensor.settings)
        except InputError as error:
            raise InputError(error.reason, f"{path}: {error.message}") from error
        return Loaded(
            path, digest, "soleus-recording", [recording.warning] if recording.warning else [], recording
        )
    imu = parse_imu_csv(data, path)
    still = check_units(imu.samples, path)
    if imu.thigh is not None:
        check_units(
            imu.thigh, f"{path}, columns _thigh"
        )  # that it hardly moves is no matter: seated, it does not
    warnings = [*imu.warnings, *([still] if still else [])]
    return Loaded(path, digest, "imu-csv", warnings, samples=imu.samples, gaps=imu.gaps, thigh=imu.thigh)


def with_thigh(loaded: Loaded, thigh: Loaded) -> Loaded:
    """The same with another CSV file as the thigh's; InputError where the two are not of one time."""
    if loaded.samples is None or thigh.samples is None:
        raise InputError(
            InputReason.USAGE,
            f"{loaded.path} and {thigh.path}: two CSV files make a pair; a recording of two sensors holds both",
        )
    shank_s, thigh_s = loaded.samples.t_s, thigh.samples.t_s
    shared_s = min(shank_s[-1], thigh_s[-1]) - max(shank_s[0], thigh_s[0])
    if shared_s < SHARED_SHARE * (shank_s[-1] - shank_s[0]):
        raise InputError(
            InputReason.BAD_VALUE,
            f"{thigh.path}: from {thigh_s[0]:.1f} to {thigh_s[-1]:.1f} s, and {loaded.path} from {shank_s[0]:.1f} to"
            f" {shank_s[-1]:.1f} s: the two are not on one clock",
        )
    return replace(loaded, thigh=thigh.samples, warnings=[*loaded.warnings, *thigh.warnings])
