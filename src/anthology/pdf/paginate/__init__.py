"""Page numbers: sections are typeset again until the numbers that they show are right."""
