"""Budgets of time and memory, each failing when exceeded by a quarter. Linear algebra runs in one thread, as in the
program: threads that wait for each other on a busy machine count as time spent."""

import os

from ui.threads import one_thread

one_thread(os.environ)
