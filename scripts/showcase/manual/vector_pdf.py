"""An SVG of ours as a vector PDF for printers."""

from __future__ import annotations

import datetime as dt
import io


def vector_pdf(svg: str, title: str, width_mm: float, ratio: float) -> bytes:
    """One page, `width_mm` wide, filled by `svg` (height ÷ width = `ratio`); colours are sRGB.

    Neither clock nor compression, whose bytes differ between builds of zlib: same drawing, same bytes.
    """
    # Imported here: it takes a third of a second, and an unchanged build makes no PDF.
    from fpdf import FPDF

    pdf = FPDF(unit="mm", format=(width_mm, width_mm * ratio))
    pdf.set_compression(False)
    pdf.set_creation_date(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    pdf.set_title(title)
    pdf.set_creator("showcase")
    pdf.set_lang("zh-CN")
    pdf.set_margin(0)
    pdf.set_auto_page_break(False)
    pdf.add_page()
    pdf.image(io.BytesIO(svg.encode()), x=0, y=0, w=width_mm, h=width_mm * ratio)
    return bytes(pdf.output())
