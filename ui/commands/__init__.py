"""One module a command: its arguments and what it does. Heavy rooms are imported when a command runs."""
