"""Untrusted text becomes clean XHTML: characters, limits, the allow-list, the content model."""
