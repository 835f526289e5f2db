"""Stage 1: manuscripts become reviews, each with one clean XHTML body."""
