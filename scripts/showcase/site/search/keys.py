"""The keys under which a text is filed; theme/assets/js/29-find.js makes the same of what a reader types.

Two neighbouring Han characters are a key, so that any piece of a Chinese word is found without a dictionary.
What stands between two words does not part them (工资、社保 is found by 工资社保), a comma or a full stop does.
Of Latin letters and digits three neighbours are a key, so that a piece and a word with one slip are found too.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
WHOLE = "="  # before a key that is all of what somebody may type
_END = re.compile(r"[。！？!?；;，,：:…\n]+")
_BETWEEN = re.compile(rf"(?<=[{HAN}])[^{HAN}a-z0-9]+(?=[{HAN}])")
_RUN = re.compile(rf"[{HAN}]+|[a-z0-9]+")


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def keys(text: str) -> Iterator[str]:
    """The keys of `text`, each as often as it occurs."""
    for sentence in _END.split(folded(text)):
        for run in _RUN.findall(_BETWEEN.sub("", sentence)):
            size = 3 if run.isascii() else 2
            yield from (run[at : at + size] for at in range(max(1, len(run) - size + 1)))


def singles(text: str, least: int = 1) -> Iterator[str]:
    """The Han characters that `text` has at least `least` times."""
    for character, count in Counter(re.findall(f"[{HAN}]", folded(text))).items():
        if count >= least:
            yield character


def title_keys(title: str) -> Iterator[str]:
    """The keys of a title: its pairs, how it is spoken, and its initials."""
    yield from keys(title)
    yield from spoken(title)


def spoken(title: str) -> Iterator[str]:
    """The keys of how a title is spoken, and of its initials."""
    from pypinyin import lazy_pinyin  # here: reading its dictionary takes 0.2 s

    han = re.sub(f"[^{HAN}]", "", folded(title))
    if len(han) > 1:
        syllables = [syllable.replace("ü", "v") for syllable in lazy_pinyin(han)]
        for sound in ("".join(syllables), "".join(syllable[0] for syllable in syllables)):
            yield from keys(sound)
            yield WHOLE + sound


def shard_of(key: str, shards: int) -> int:
    """The shard that holds `key`; as the browser reckons it, over UTF-16 units."""
    units = key.encode("utf-16-le")
    number = 0
    for low, high in zip(units[::2], units[1::2], strict=True):
        number = (number * 31 + low + 256 * high) & 0xFFFFFFFF
    return number % shards
