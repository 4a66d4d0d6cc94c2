"""Each palette is read back by a reader of its own, written from the format's description."""

import json
import os
import re
import shutil
import struct
import subprocess

import pytest

from conftest import ROOT
from showcase.brand.tokens import Tokens, read_tokens
from showcase.manual import palettes
from showcase.project.folder import Project

TOKENS = read_tokens(Project(ROOT))


def read_ase(data):
    """[(group, name, model, values)]; every byte is accounted for."""
    assert data[:4] == b"ASEF"
    major, minor, count = struct.unpack(">HHI", data[4:12])
    assert (major, minor) == (1, 0)
    at, group, swatches = 12, None, []
    for _ in range(count):
        kind, length = struct.unpack(">HI", data[at : at + 6])
        body = data[at + 6 : at + 6 + length]
        assert len(body) == length
        at += 6 + length
        if kind == 0xC002:
            assert length == 0
            assert group is not None
            group = None
            continue
        units = struct.unpack(">H", body[:2])[0]
        name, rest = body[2 : 2 + 2 * units].decode("utf-16-be"), body[2 + 2 * units :]
        assert name[-1] == "\0"
        assert "\0" not in name[:-1]
        if kind == 0xC001:
            assert group is None
            assert rest == b""
            group = name[:-1]
            continue
        assert kind == 0x0001
        model, size = rest[:4], {b"RGB ": 3, b"CMYK": 4}[rest[:4]]
        values = struct.unpack(f">{size}f", rest[4 : 4 + 4 * size])
        assert rest[4 + 4 * size :] == struct.pack(">H", 0)
        swatches.append((group, name[:-1], model.decode().strip(), values))
    assert at == len(data)
    assert group is None
    return swatches


def as_hex(values):
    return "#" + "".join(f"{round(v * 255):02x}" for v in values)


def test_the_adobe_palette_holds_each_colour_by_day_and_by_night():
    swatches = read_ase(palettes.ase(TOKENS))
    assert len(swatches) == 2 * len(TOKENS.colour)
    found = {(group, name): as_hex(values) for group, name, model, values in swatches if model == "RGB"}
    assert found["标准色（浅色界面）", "苍绿"] == "#1f5a48"
    assert found["标准色（深色界面）", "苍绿"] == "#8ccbb3"
    assert found["状态色（浅色界面）", "异常"] == TOKENS.colour["state-fault"].light


def test_print_values_reach_the_adobe_palette_only_when_a_person_typed_them():
    value = TOKENS.model_dump(mode="json")
    assert not any(model == "CMYK" for _, _, model, _ in read_ase(palettes.ase(TOKENS)))
    for colour in value["colour"].values():
        colour["cmyk"] = None
    value["colour"]["brand"]["cmyk"] = ["85", "45", "75", "40"]
    inks = [s for s in read_ase(palettes.ase(Tokens.model_validate(typed(value)))) if s[2] == "CMYK"]
    assert [(group, name) for group, name, _, _ in inks] == [("印刷色", "苍绿")]
    assert inks[0][3] == pytest.approx((0.85, 0.45, 0.75, 0.4))


def typed(value):
    return {key: v for key, v in value.items() if v is not None}


def test_the_gimp_palette_reads_back():
    lines = palettes.gpl(TOKENS).decode().splitlines()
    assert lines[:4] == ["GIMP Palette", f"Name: {palettes.title(TOKENS)}", "Columns: 4", "#"]
    rows = [line.split("\t") for line in lines[4:]]
    found = {name: "#" + "".join(f"{int(n):02x}" for n in numbers.split()) for numbers, name in rows}
    assert found["麦金（浅色界面）"] == "#b9822b"
    assert found["麦金（深色界面）"] == "#e0b35e"
    assert len(found) == len(rows) == 2 * len(TOKENS.colour)


def test_the_design_tokens_hold_both_forms_of_a_colour_and_they_agree():
    day = json.loads(palettes.design_tokens(TOKENS, "light"))
    night = json.loads(palettes.design_tokens(TOKENS, "dark"))
    assert day["color"]["brand"]["$value"]["hex"] == "#1f5a48"
    assert day["color"]["brand"]["$value"]["colorSpace"] == "srgb"
    for value in (day, night):
        assert value["color"].pop("$type") == "color"
        assert value["color"].keys() == TOKENS.colour.keys()
        for colour in value["color"].values():
            assert as_hex(colour["$value"]["components"]) == colour["$value"]["hex"]
    assert night.keys() == {"$description", "color"}  # it takes the place of the same names
    assert day["space"]["24"]["$value"] == {"value": 24, "unit": "px"}
    assert day["motion"]["fast"]["$value"] == {"value": 150, "unit": "ms"}
    assert day["font"]["family"]["heading"]["$value"][:2] == ["Noto Serif SC", "Source Han Serif SC"]
    assert day["shadow"]["low"]["$value"]["color"]["alpha"] == 0.08


def test_every_alias_leads_to_a_value():
    day = json.loads(palettes.design_tokens(TOKENS, "light"))

    def aliases(value):
        if isinstance(value, dict):
            for inner in value.values():
                yield from aliases(inner)
        elif isinstance(value, str) and value.startswith("{"):
            yield value

    found = list(aliases(day))
    assert "{color.brand}" in found
    for alias in found:
        place = day
        for part in alias.strip("{}").split("."):
            place = place[part]
        assert "$value" in place


def test_old_tools_get_plain_text():
    value = json.loads(palettes.legacy_tokens(TOKENS))
    assert value["light"]["brand"]["value"] == "#1f5a48"
    assert value["dark"]["ink"]["value"] == TOKENS.colour["ink"].dark


@pytest.mark.npm
def test_terrazzo_turns_the_tokens_into_the_same_css(tmp_path):
    if not shutil.which("npm"):
        pytest.skip("没有 Node：装上以后用 Terrazzo 核对规范值文件")
    install = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=0",
               "--fetch-timeout=15000", "@terrazzo/cli@2", "@terrazzo/plugin-css@2"]  # fmt: skip
    environment = {**os.environ, "npm_config_cache": str(tmp_path / "npm"), "CI": "1"}
    (tmp_path / "package.json").write_text('{"private": true, "type": "module"}', "utf-8")
    try:
        done = subprocess.run(
            install, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=90, check=False
        )
    except subprocess.TimeoutExpired:
        pytest.skip("npm 的仓库太慢，没有用 Terrazzo 核对规范值文件")
    if done.returncode:
        pytest.skip(f"npm 的仓库连不上，没有用 Terrazzo 核对规范值文件：{done.stderr.strip()[:80]}")
    for scheme in ("light", "dark"):
        (tmp_path / f"{scheme}.tokens.json").write_bytes(palettes.design_tokens(TOKENS, scheme))
        (tmp_path / "terrazzo.config.js").write_text(
            'import { defineConfig } from "@terrazzo/cli"; import css from "@terrazzo/plugin-css";\n'
            f'export default defineConfig({{ tokens: ["./{scheme}.tokens.json"], outDir: "./{scheme}/",\n'
            '  plugins: [css({ filename: "tokens.css", legacyHex: true })], lint: { rules: {} } });\n',
            "utf-8",
        )
        run = ["node_modules/.bin/tz", "build"]
        done = subprocess.run(
            run, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        made = (tmp_path / scheme / "tokens.css").read_text("utf-8")
        found = dict(re.findall(r"--color-([\w-]+): (#[0-9a-f]+);", made))
        for name, colour in TOKENS.colour.items():
            short = re.sub(r"^#(.)\1(.)\2(.)\3$", r"#\1\2\3", getattr(colour, scheme))
            assert found[name] in (short, getattr(colour, scheme)), name
    made = (tmp_path / "light" / "tokens.css").read_text("utf-8")
    assert "--space-24: 24px" in made
    assert "--emblem-color-brand: var(--color-brand)" in made
