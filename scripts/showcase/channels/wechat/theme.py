"""How each element of an article looks: a style on itself, in the brand's colours, since WeChat takes no style sheet."""

from __future__ import annotations

from dataclasses import dataclass

from showcase.brand.tokens import Tokens

WIDTH = 677  # px, the column of an article on a desktop


@dataclass(frozen=True)
class Theme:
    styles: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.styles[name]


# In the dark WeChat lightens a text that is less than 65 brighter than its ground of 25 (mp-darkmode 1.2.1); a middle grey
# it leaves as it is, at a contrast of 2.8.
BRIGHTEST = 85


def deep(colour: str) -> str:
    """`colour`, '#rrggbb', darkened as far as it takes for WeChat to see that it must become light in the dark."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    share = min(1.0, BRIGHTEST / max(1.0, 0.299 * red + 0.587 * green + 0.114 * blue))
    return "#" + "".join(f"{int(part * share):02x}" for part in (red, green, blue))


def theme_of(tokens: Tokens) -> Theme:
    """Day colours only: in the dark WeChat recolours what it finds on the elements."""
    colour = {name: value.light for name, value in tokens.colour.items()}
    ink, quiet, brand = (deep(colour[name]) for name in ("ink", "ink-2", "brand"))
    line, band = colour["line"], colour["band"]
    accent = colour["accent"]
    text = f"font-size:16px;line-height:1.8;color:{ink}"
    small = f"font-size:14px;line-height:1.7;color:{quiet}"
    head = f"line-height:1.4;font-weight:bold;color:{brand}"
    return Theme(
        {
            "root": f"max-width:{WIDTH}px;margin:0 auto;padding:0;{text};word-break:break-word",
            "guard": "height:0;margin:0;font-size:0;line-height:0",
            "p": f"margin:0 0 18px;{text}",
            "tight": f"margin:0 0 6px;{text}",
            "lead": f"margin:0 0 24px;padding:0 0 0 12px;border-left:3px solid {accent};{text}",
            "small": f"margin:0 0 6px;{small}",
            "caption": f"margin:8px 0 0;text-align:center;{small}",
            "kicker": f"margin:0 0 10px;font-size:14px;line-height:1.6;color:{brand}",
            "draft": f"margin:0 0 18px;padding:6px 12px;font-size:15px;line-height:1.6;font-weight:bold;color:{colour['on-accent']};background-color:{accent}",
            "h1": f"margin:34px 0 16px;font-size:20px;{head}",
            "h2": f"margin:34px 0 16px;font-size:19px;{head}",
            "h3": f"margin:28px 0 12px;font-size:17px;{head}",
            "h4": f"margin:22px 0 10px;font-size:16px;{head}",
            "blockquote": f"margin:26px 0;padding:4px 0 4px 16px;border-left:3px solid {accent}",
            "ul": "margin:0 0 18px;padding:0 0 0 22px;list-style-type:disc",
            "ol": "margin:0 0 18px;padding:0 0 0 26px;list-style-type:decimal",
            "li": f"margin:0 0 6px;{text}",
            "item": text,
            "nested": f"margin:4px 0 0;{text}",
            "aside": f"margin:0 0 18px;padding:12px 14px;border:1px solid {line};background-color:{band}",
            "figure": "margin:0 0 22px",
            "img": "display:block;width:100%;height:auto;margin:0 auto",
            "qr": "display:block;width:140px;height:auto;margin:0 auto",
            "strong": f"font-weight:bold;color:{brand}",
            "em": f"font-style:normal;font-weight:bold;border-bottom:2px solid {accent}",
            "s": "text-decoration:line-through",
            "sup": "font-size:12px;line-height:0;vertical-align:super",
            "link": f"color:{brand};text-decoration:underline",
            "code": f"padding:1px 4px;font-size:14px;background-color:{band};color:{ink};word-break:break-all",
            "pre": f"margin:0 0 18px;padding:12px;font-size:13px;line-height:1.6;color:{ink};background-color:{band};white-space:normal;word-break:break-all",
            "table": f"width:100%;margin:0 0 18px;border-collapse:collapse;font-size:14px;line-height:1.6;color:{ink}",
            "th": f"padding:6px 8px;border:1px solid {line};background-color:{band};font-weight:bold;word-break:break-word",
            "td": f"padding:6px 8px;border:1px solid {line};word-break:break-word",
            "hr": f"margin:30px 0;border:0;border-top:1px solid {line};height:1px",
            "foot": f"margin:34px 0 0;padding:18px 0 0;border-top:1px solid {line}",
        }
    )
