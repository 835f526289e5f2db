"""Markup languages that are read by way of ours: MDX, Org, notebooks, and what pandoc knows."""
