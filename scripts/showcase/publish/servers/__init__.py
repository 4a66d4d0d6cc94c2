"""Settings for the servers that campuses run, written for the path that a site is to lie under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

from showcase.publish.kinds import KINDS, LASTING_FOLDERS, LASTING_NAME, VERSIONED, is_lasting
from showcase.site.chrome import POLICY

# What only a header can say: who may show our pages in a frame.
HEADER_POLICY = f"{POLICY}; frame-ancestors 'self'"
FOLDER = "/srv/www"  # where the samples say that sites lie


def server_files(path: str, files: Iterable[str], *, compressed: bool = False) -> Mapping[str, str]:
    """Name → text: nginx.conf, apache.conf, .htaccess, web.config.

    `path`: what the site lies under, with "/" at both ends. `files`: those of the site, `compressed` when each text
    has its .gz beside it.
    """
    templates = Environment(
        loader=PackageLoader("showcase.publish", "servers"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    folders = [
        folder
        for folder in LASTING_FOLDERS
        if all(map(is_lasting, (file for file in files if file.startswith(folder))))
    ]
    said = {
        "path": path,
        "word": re.sub(r"\W", "_", path.strip("/").rpartition("/")[2], flags=re.ASCII) or "site",
        "folder": FOLDER,
        "kinds": KINDS,
        "texts": sorted({kind.type for kind in KINDS.values() if kind.is_text}),
        "policy": HEADER_POLICY,
        "lasting": rf"(?:{LASTING_NAME}\?|{VERSIONED})$",  # what was asked for, after the file's name a "?"
        "lasting_path": f"{LASTING_NAME}$",
        "lasting_folders": [folder.rstrip("/") for folder in folders],
        "compressed": compressed,
    }
    return {
        "nginx.conf": templates.get_template("nginx.conf").render(said),
        "apache.conf": templates.get_template("htaccess").render(said, place="vhost"),
        ".htaccess": templates.get_template("htaccess").render(said, place="folder"),
        "web.config": templates.get_template("web.config").render(said),
    }
