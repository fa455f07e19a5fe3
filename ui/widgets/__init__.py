"""Widgets: characters for what is shown; no arithmetic on repetitions, no files, no radio."""
