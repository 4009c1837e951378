"""One load: foreign files found, opened, read by a mapping, judged, filed in the lake, counted."""
