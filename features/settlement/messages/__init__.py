"""Interface messages as hospitals log them: files, envelopes, and the rows that they bring."""
