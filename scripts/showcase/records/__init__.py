"""Records: what people type once as entries of a YAML list, and what the site computes from them.

record       one entry; a list as read, and where in the file each entry stands
kind         a kind of entry; what it may look at (stories, other entries, the day); the canvas it draws on
references   an entry names a department, a team, a story …: resolved, or a finding with the nearest names
reading      a file → its good entries and the findings of the others
mending      the line as it should stand
table        any kind as CSV for a spreadsheet
schema       any kind as JSON Schema for an editor
kinds        the tuple of all kinds; each has a module of its own here and a fragment of the same name
"""
