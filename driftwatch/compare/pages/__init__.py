"""What pages say in other words than before: rows, sentences, samples, by section."""
