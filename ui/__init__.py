"""What a person meets: the command line, the plain mode, the session loop under both."""
