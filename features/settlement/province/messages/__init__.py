"""The province once more as hospitals would have sent it: daily logs of interface messages."""
