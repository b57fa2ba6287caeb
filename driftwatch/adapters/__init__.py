"""The outside world, one file a thing: HTTP, git, files, locks, the clock."""
