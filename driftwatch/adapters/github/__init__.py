"""GitHub's API: issues, pull requests and scheduled runs of one repository."""
