"""Which line of which manifest relies on what a finding is about."""
