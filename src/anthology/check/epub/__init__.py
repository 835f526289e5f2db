"""What is wrong with a finished EPUB, whoever made it: the checks behind `anthology check`."""
