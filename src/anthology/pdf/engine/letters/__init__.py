"""What becomes of letters before they are set: capitals by the rules of the language."""
