from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.drivers.linking import World, fresh


@pytest.fixture
def world() -> Iterator[World]:
    """One device on virtual air, and links to it."""
    with fresh() as one:
        yield one
