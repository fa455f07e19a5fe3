"""What demo and live share: from a source to a finished, saved, summed-up session on plain lines."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from drivers.families import decoder_for
from drivers.source import SensorInfo, Source
from recordings.header import Header
from recordings.home import home, new_recording_path, recordings_folder
from recordings.road import Road
from recordings.writer import RecordingWriter
from tracker.setup import Setup
from tracker.tracker import Tracker
from ui.interrupts import end_gently
from ui.output import note, say
from ui.plain import PlainLines, total_words
from ui.session import Session

MakeHeader = Callable[[SensorInfo, datetime], Header]


def called(environment: Mapping[str, str] = os.environ) -> str:
    """What has to be typed to run us: started by `uv run`, which leaves UV behind, we are on no path."""
    return "uv run soleus" if "UV" in environment else "soleus"


async def run_plain(source: Source, setup: Setup, make_header: MakeHeader | None) -> Path | None:
    """Run a session on plain lines; the recording's path, None where nothing was to be saved (no header)."""
    written: list[Path] = []

    def make_road(info: SensorInfo) -> Road:
        return Road(decoder_for(info.family, info.settings), Tracker(setup))

    def make_writer(info: SensorInfo) -> RecordingWriter | None:
        if make_header is None:
            return None
        started_at = datetime.now().astimezone()
        header = make_header(info, started_at)
        label = header.declared.value if header.declared else "simulated" if header.simulated else "session"
        path = new_recording_path(recordings_folder(home()), started_at, label)
        writer = RecordingWriter(path, header, time.monotonic)  # half a second of the host's, at any speed
        written.append(path)
        return writer

    lines = PlainLines(say)
    end_gently()
    try:
        await Session(source, make_road, make_writer, [lines]).run()
    except asyncio.CancelledError:
        note("Stopped.")
        raise
    finally:
        if lines.ledger.sets or written:
            say(total_words(lines.ledger))
        if written:
            say(f"Saved: {written[0]}")
            say(f'See it again: {called()} replay "{written[0]}"')
    return written[0] if written else None
