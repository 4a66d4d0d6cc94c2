"""One thing that an administrator has to mend."""

from __future__ import annotations

from typing import NamedTuple


class Trouble(NamedTuple):
    what: str  # is wrong; the same words for every file that it is wrong with
    cure: str  # what to do
    where: str  # the file or address


SAMPLES = "用交接包 servers 里的配置"
AGAIN = "重新上传这个文件；再不一样，就是中间有东西改了它（站群系统、CDN、网关插的统计代码），请关掉"
EXTRA = "删掉；上一版留下的、不是这个网站的文件，都不该在这里"
