"""What commands that print sheets have in common: the PDFs beside the HTML, and what is said where nothing can print."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from showcase.channels.export import Export
from showcase.channels.makers import Maker
from showcase.channels.paper import Sheet
from showcase.channels.pictures import Darkroom
from showcase.channels.telling import Told
from showcase.commands.terminal import err
from showcase.house import House
from showcase.publish.press import Imprint, Trim, printed
from showcase.publish.printing import printer


def printing(maker: Maker, sheets: tuple[Sheet, ...]) -> Maker:
    """`maker` with a PDF of each sheet beside its HTML, where there is a Chromium.

    Dated with the story's day, so that the same story gives the same file.
    """
    chromium = printer()
    if not chromium:
        err.print("没有找到 Chromium，只写 HTML；在浏览器里打开，打印成 PDF 也一样", soft_wrap=True)
        return maker

    def make(told: Told, house: House, dark: Darkroom) -> Export:
        made = maker.make(told, house, dark)
        time = dt.datetime.combine(told.story.date, dt.time(), dt.UTC)
        owner = house.organisation.names.full
        pdfs = tuple(
            (
                f"{sheet.name}.pdf",
                printed(
                    chromium,
                    made.files,
                    f"{sheet.name}.html",
                    Trim(sheet.width, sheet.height, sheet.bleed, sheet.slug),
                    Imprint(f"{told.title}{sheet.head}", owner, time),
                ),
            )
            for sheet in sheets
        )
        return replace(made, files=tuple(sorted((*made.files, *pdfs))))

    return replace(maker, make=make)
