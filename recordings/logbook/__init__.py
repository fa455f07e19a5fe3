"""The logbook: every session that was kept, with what was told of it. `book` brings sqlite3 along: load it late."""
