"""What a machine has and what it needs to build books, for `anthology doctor`.

needs       what a build needs, what is useful, and how each is installed
probe       the libraries and a test page, tried in a process of their own
diagnosis   all of it, looked for on this machine
"""
