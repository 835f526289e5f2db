"""The press file: boxes and marks, output intent, preflight."""
