"""The logbook: every session that was kept, with what was told of it. Load it late: it brings sqlite3 along."""
