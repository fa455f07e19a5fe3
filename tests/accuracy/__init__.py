"""Accuracy, measured: recipes of recordings, the tracker's answers to them, and the figures.

`uv run python -m tests.accuracy` measures everything and writes docs/accuracy.md; with a selection (`--tune`,
`--exercise`, `--quality`, `--seeds`, ...) it prints figures of that part alone, in seconds.
"""

import os

from ui.threads import one_thread

one_thread(os.environ)
