"""Turns a university logistics department's stories, emblem and culture pages into a branded static website.

Which room for what; a room imports only from rooms below it, as pyproject.toml lists them:

    cli, commands/   what a person types and is told; they alone print or exit
    reports/         findings as text, JSON, a review sheet, annotations
    publish/         a finished site into a folder: renderer, tree, the last look, swap; handed over: zip, server settings, verify
    channels/        one story for other places: WeChat, Douyin, posters, paper, lobby screens; held against the story
    preview/         the site while it is written (serve)
    adoption/        another owner takes the project over
    handbook/        the rules and guides as a documentation site
    site/            the whole: survey (read → judge → lay out) → assemble (pages, files); chrome, search, share cards
    pages/           one page: hand-written documents, blocks, lists, stories → HTML
    records/         lists that people type: a module a kind, its schema, what is computed, what is drawn
    stories/         one story: drafts → rules/ → allowances → intake; word/ brings manuscripts, fixes mends
    manual/          the visual identity in use: plates, lockups, palettes, the kit, uniforms, the film
    house/           whose site it is: brand/ and mkdocs.yml as one value, read once and passed whole
    brand/           the folder brand/: tokens, organisation, emblem, fonts, memorial → CSS, SVG, letters
    markup/          Markdown → sanitised HTML, for a story and for a page, one way
    photos/          a photo: sniff → plan → decode → render; where an emblem may stand on it
    fragments/       HTML templates, and where a Chinese title breaks
    typed/           what people type in YAML: strict reading, what was meant, the line as it should be
    project/         the ground: the folder, the jail, findings, errors, cache, workers, writing, addresses
    theme/           the document around a page: templates, CSS, scripts
"""
