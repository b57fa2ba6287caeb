"""What pages say of failures: statuses, codes, and whether to send again."""
