"""The road an outside judge takes: a plain CSV file, `soleus analyze --json`, the object it prints."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ui.cli import main


def analysed(csv_text: str) -> dict[str, Any]:
    """The object of schema soleus.analysis/1 of a CSV file of that text."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "recording.csv"
        path.write_text(csv_text, encoding="ascii", newline="\n")
        told = io.StringIO()
        with redirect_stdout(told):
            code = main(["analyze", "--json", str(path)])
    reports: list[dict[str, Any]] = json.loads(told.getvalue())
    if code != 0 or len(reports) != 1:
        raise ValueError(f"analyze ended with {code}: {reports}")
    return reports[0]
