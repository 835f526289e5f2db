"""Pictures in the pages of the engine: their marks, their widths, and how they repeat."""
