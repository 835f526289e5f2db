"""Texts of exports: repaired, tidied to plain blocks, and written as Markdown."""
