"""Sessions for other programs and other people: repetitions as a table, a page for a physical therapist."""
