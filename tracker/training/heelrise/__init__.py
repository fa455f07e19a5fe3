"""Tests of the calf a therapist can compare: protocols, stop rules, results, and what a result may be held against."""
