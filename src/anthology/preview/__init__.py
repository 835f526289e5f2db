"""Both books in a browser, made anew as the manuscripts are saved: `anthology preview`.

proof       what is shown of a project at one moment: pages, contents, reviews, problems
proving     the work: a project is read, composed and typeset, but not bound
shown       typeset pages become a proof
looks       styles and layouts to choose from, and a few reviews in one of them
child       the process in which that happens; it may die without harm
live        the proof of now: made anew when a file changes, and who wants to know
pictures    pages as pictures, and the words on them with their places
aligned     where a word of a page stands in its manuscript, and the other way round
places      from a word of a page to its line, and back
type_area   margins and baselines, to be laid over the pages
ebook       the files of the EPUB, for a frame
editor      the text editor in which a line is opened
writing/    the project's own texts, by one door: headers, settings, answers, and undo
server/     who gets in, what there is to be asked for, and all of it on a port of this machine
site/       the page itself: HTML, CSS and scripts, without anything from elsewhere
"""
