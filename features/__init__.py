"""Settlement data to signals: contract, lake, the language, catalogue and indicators."""
