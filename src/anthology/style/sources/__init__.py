"""Where the files of a style come from: folders, zips and packages, along the chain."""
