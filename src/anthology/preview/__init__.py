"""Both books in a browser, made anew as the manuscripts are saved: `anthology preview`.

proof       what is shown of a project at one moment: pages, contents, reviews, problems
proving     the work: a project is read, composed and typeset, but not bound
child       the process in which that happens; it may die without harm
live        the proof of now: made anew when a file changes, and who wants to know
pictures    pages as pictures, and the words on them with their places
aligned     where a word of a page stands in its manuscript, and the other way round
type_area   margins and baselines, to be laid over the pages
texts       the one door to the project's own text files
places      from a word of a page to its line, and back
editor      the text editor in which a line is opened
forms       the settings as a form
ebook       the files of the EPUB, for a frame
headers     values in the header of a manuscript, set line by line
server/     who gets in, what there is to be asked for, and all of it on a port of this machine
site/       the page itself: HTML, CSS and scripts, without anything from elsewhere
"""
