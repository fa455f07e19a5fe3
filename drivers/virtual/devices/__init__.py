"""One virtual device a family, each by its maker's documents and by nothing of ours, so that decoder and device check
each other."""
