"""Makes the HEIC files here: `python make.py HEIF-ENC`, with heif-enc of Debian's libheif-examples.

No encoder for HEIC is among our dependencies, so what it makes is committed. heif-enc writes neither rotation nor
tiles, both of which phones do: the files around its HEVC picture are written here (ISO/IEC 23008-12).
"""

from __future__ import annotations

import struct
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
TILE = (320, 160)  # px
# What is upright after a quarter turn to the right lies stored like this.
RED, BLUE, GREEN, YELLOW = (200, 30, 30), (30, 30, 200), (30, 150, 30), (220, 200, 40)


def quarters(size: tuple[int, int] = TILE) -> Image.Image:
    """Red, blue; green, yellow: every turn and mirror image of it differs."""
    image = Image.new("RGB", size, RED)
    across, down = size[0] // 2, size[1] // 2
    for colour, corner in ((BLUE, (across, 0)), (GREEN, (0, down)), (YELLOW, (across, down))):
        image.paste(colour, (*corner, corner[0] + across, corner[1] + down))
    return image


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">L", 8 + len(body)) + kind + body


def full(kind: bytes, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    return box(kind, struct.pack(">L", version << 24 | flags), *parts)


def heic(
    config: bytes,
    picture: bytes,
    tile: tuple[int, int],
    grid: tuple[int, int],
    size: tuple[int, int],
    turns: int,
    exif: bytes,
) -> bytes:
    """A HEIC of `grid` (columns, rows) times the same coded `picture`, cut to `size`, turned left `turns` times.

    `config` is its hvcC box. Items: 1 the grid, 2 EXIF, from 3 on the tiles.
    """
    tiles = range(3, 3 + grid[0] * grid[1])
    kinds = {1: b"grid", 2: b"Exif", **dict.fromkeys(tiles, b"hvc1")}
    infos = [
        full(b"infe", struct.pack(">HH", item, 0), kind, b"\0", version=2, flags=item != 1)
        for item, kind in kinds.items()
    ]
    uses = [
        box(b"dimg", struct.pack(f">HH{len(tiles)}H", 1, len(tiles), *tiles)),
        box(b"cdsc", struct.pack(">HHH", 2, 1, 1)),
    ]
    properties = box(
        b"ipco",
        config,
        full(b"ispe", struct.pack(">LL", *tile)),
        full(b"ispe", struct.pack(">LL", *size)),
        box(b"irot", bytes([turns])),
    )
    owned = {1: (3, 0x80 | 4), **dict.fromkeys(tiles, (0x80 | 1, 2))}  # 0x80: must be understood
    pairs = b"".join(struct.pack(">HB", item, len(own)) + bytes(own) for item, own in owned.items())
    layout = struct.pack(">BBBBHH", 0, 0, grid[1] - 1, grid[0] - 1, *size)
    blob = struct.pack(">L", 6) + b"Exif\0\0" + exif

    def written(start: int) -> bytes:
        places = {1: (1, 0, len(layout)), 2: (0, start, len(blob))}
        places |= {item: (0, start + len(blob), len(picture)) for item in tiles}
        rows = b"".join(
            struct.pack(">HHHHLL", item, method, 0, 1, offset, length)
            for item, (method, offset, length) in places.items()
        )
        meta = full(
            b"meta",
            full(b"hdlr", struct.pack(">L4s12xx", 0, b"pict")),
            full(b"pitm", struct.pack(">H", 1)),
            full(b"iinf", struct.pack(">H", len(infos)), *infos),
            full(b"iref", *uses),
            box(b"iprp", properties, full(b"ipma", struct.pack(">L", len(owned)), pairs)),
            full(b"iloc", b"\x44\x00", struct.pack(">H", len(places)), rows, version=1),
            box(b"idat", layout),
        )
        head = box(b"ftyp", b"heic\0\0\0\0mif1heic") + meta
        return head + box(b"mdat", blob, picture)

    return written(written(0).index(blob))


def tiled(grid: tuple[int, int], exif: bytes = b"") -> bytes:
    """A HEIC of `grid` (columns, rows) times the tile that lies here coded, upright."""
    plain = (HERE / "plain.heic").read_bytes()
    size = (grid[0] * TILE[0], grid[1] * TILE[1])
    return heic(_config(plain), plain[plain.index(b"mdat") + 4 :], TILE, grid, size, 0, exif)


def _config(data: bytes) -> bytes:
    place = data.index(b"hvcC") - 4
    (length,) = struct.unpack_from(">L", data, place)
    return data[place : place + length]


def coded(encoder: str, image: Image.Image) -> tuple[bytes, bytes, bytes]:
    """(the whole HEIC of heif-enc, its hvcC box, its HEVC picture)."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "tile.png", Path(folder) / "tile.heic"
        image.save(source)
        subprocess.run([encoder, "-q", "60", "-o", str(target), str(source)], check=True)
        data = target.read_bytes()
    return data, _config(data), data[data.index(b"mdat") + 4 :]


def main() -> None:
    plain, config, picture = coded(sys.argv[1], quarters())
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "phone"
    exif.get_ifd(0x8825)[1] = "N"
    bare = exif.tobytes().removeprefix(b"Exif\0\0")
    (HERE / "plain.heic").write_bytes(plain)
    # As a phone held upright writes it: the rotation both as a property and in EXIF, and it counts once.
    (HERE / "phone.heic").write_bytes(heic(config, picture, TILE, (1, 1), TILE, 3, bare))
    # 3 × 2 tiles, the last ones cut.
    (HERE / "tiles.heic").write_bytes(heic(config, picture, TILE, (3, 2), (900, 300), 0, bare))


if __name__ == "__main__":
    main()
