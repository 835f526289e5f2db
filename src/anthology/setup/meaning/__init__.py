"""What the habits of a folder mean: one module for each setting, a `Finding` from each."""
