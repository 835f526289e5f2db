"""The syntax of headers: YAML and TOML as trees, and the slips of people who write them."""
