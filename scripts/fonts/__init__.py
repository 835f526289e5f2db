"""The fonts of the built-in styles, made from the packages that publish them.

    .venv/bin/python -m scripts.fonts FOLDER

FOLDER holds what `npm pack @fontsource/NAME` brings and what `dpkg -x` unpacks of Debian's
fonts-vollkorn and fonts-linuxlibertine. Packages for the web come as one WOFF2 a script and
without small capitals: the scripts are joined (`join`), and small capitals, superiors and fixed
spaces drawn of the letters that are there (`complete`). `faces` says which styles get which.
The same packages give the same bytes.
"""
