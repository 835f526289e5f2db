"""Page numbers: sections are set until their references to pages stand still."""
