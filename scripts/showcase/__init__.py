"""Turns a university logistics department's stories, emblem and culture pages into a branded static website.

Which room for what; imports run downward, as pyproject.toml lists them:

    a manuscript    drafts → typesetting (markup) → rules/ → allowances → intake; story is what comes of it
    out of Word     manuscript/: package → word → flow, headings → editing → reception; scaffold writes it
    its tools       scaffold (new, import), schema (for editors), fixes (check --fix), reports/ (text, sheet, GitHub, GitLab)
    a photo         photos/: sniff, whole and costs → plan → decode, render → cache; studio has many developed at once
    the identity    brand (tokens) → css, palettes, emblem, lockup, plates/, cards; kit/ packs them, brandbook shows them
    letters, lines  fontbook (register), fonts (subset), lettering (outlines), svg, linebreak (titles)
    colours, space  contrast, placement (where an emblem may stand)
    a page          documents (hand-written), pages/ and blocks (views) → fragments/ (HTML) → theme/ (the document)
    the whole       survey (every finding) → site (pages and files) → mkdocs_plugin or tree → publish; pack for the server
    its commands    cli → commands/, a module each: they alone print or exit
    the ground      project, settings, organisation, memorial, fields and strict_yaml (what people type), jail (what is
                    read), atomic (how it is written), workers (who does it), finding and errors (what is said)
"""
