"""Another department takes the project over.

answers, colours    what it says of itself, and whether the colours can be read
identity            the settings in its name; former: the words of those before
pages, rewording    its culture pages and motto page; names, keys and lists in every text
desk, plan          all of it in memory, proved to be a project, then written in one exchange
traces              every line that still speaks of those before, or is a sample
"""
