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
from tracker.errors import InputError
from tracker.explain import Observer
from tracker.samples import Samples
from tracker.setup import Exercise, Setup
from tracker.tracker import Tracker

BLOCK = 4096
ABREAST = 10  # samples: two sensors are walked through side by side, as they would come over the air


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that was read. Exactly one of `recording` and `samples` is there.

    `format` is "soleus-recording" or "imu-csv"; `warnings` are sentences for a person; `gaps` the seconds
    (from, to) between the rows around those that held no numbers; `thigh` a second sensor's samples of a CSV file.
    """

    path: Path
    sha256: str
    format: str
    warnings: list[str]
    recording: Recording | None = None
    samples: Samples | None = None
    gaps: tuple[tuple[float, float], ...] = ()
    thigh: Samples | None = None

    @property
    def cut_off(self) -> bool:
        """Whether it is a recording with something missing: what is left of it is used, however little."""
        return self.recording is not None and self.recording.warning is not None

    def tracker(self, declared: Exercise | None = None, observer: Observer | None = None) -> Tracker:
        """One that is told what the recording declares, or `declared` in its place."""
        known = self.recording.header.setup if self.recording is not None else Setup()
        setup = known if declared is None else replace(known, declared=declared)
        return Tracker(setup, observer)

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
