"""Exports of the sites where people keep what they have read, seen and heard: rows of tables."""
