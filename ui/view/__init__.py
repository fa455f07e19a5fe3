"""What a screen shows, told from events: pure, no terminal, no clock of its own."""
