"""What a mapping says of a foreign form of settlement data, and its TOML files."""
