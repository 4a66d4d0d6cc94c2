"""click's own words in Chinese: headings of the help, and what is wrong with a command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click
from rich.cells import cell_len

from showcase.commands import EXAMPLES


class ChineseCommand(click.Command):
    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _options(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _help_option(super().get_help_option(ctx))


class ChineseGroup(click.Group):
    """Commands that are listed by what each does in a line, and opened by their name when they are asked for."""

    def __init__(self, *, lines: Mapping[str, str], opened: Callable[[str], click.Command], **settings: Any) -> None:  # fmt: skip
        super().__init__(**settings)
        self.lines, self.opened = lines, opened

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.lines)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return self.opened(name) if name in self.lines else None

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _options(self, ctx, formatter)
        _heading(formatter, "命令")
        _columns(formatter, tuple(self.lines.items()))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _help_option(super().get_help_option(ctx))


_WORDS = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 …", "DIRECTORY": "文件夹", "PATH": "路径"}


def _usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    pieces = (_WORDS.get(piece, piece) for piece in command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")


def _options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    records = (parameter.get_help_record(ctx) for parameter in command.get_params(ctx))
    rows = [row for row in records if row and row[1]]  # click lists arguments too, without a word on them
    if rows:
        _heading(formatter, "选项")
        _columns(
            formatter, [(_worded(name), text.replace("  [required]", "（必填）")) for name, text in rows]
        )


def _columns(formatter: click.HelpFormatter, rows: Sequence[tuple[str, str]]) -> None:
    """Two columns that line up in a terminal, where a Chinese character is two wide; click counts it as one."""
    width = max((cell_len(name) for name, _ in rows), default=0)
    for name, text in rows:
        formatter.write(f"  {name}{' ' * (width - cell_len(name) + 2)}{text}\n")


def _heading(formatter: click.HelpFormatter, text: str) -> None:
    formatter.write_paragraph()
    formatter.write(f"{text}：\n")


def _worded(name: str) -> str:
    option, _, kind = name.rpartition(" ")
    return f"{option} {_WORDS.get(kind, kind)}" if option else name


def _help_option(option: click.Option | None) -> click.Option | None:
    if option:
        option.help = "显示这份说明。"
    return option


def in_chinese(error: click.ClickException) -> str:
    """What is wrong with the command line."""
    match error:
        case click.NoSuchOption():
            near = f"，是不是想写 {'、'.join(error.possibilities)}" if error.possibilities else ""
            return f"没有 {error.option_name} 这个选项{near}"
        case click.MissingParameter() if error.param:
            return _missing(error.param, error.ctx)
        case click.BadParameter() if error.param and isinstance(error.param.type, click.Choice):
            return f"{error.param.opts[0]} 只能写 {'、'.join(map(str, error.param.type.choices))}"
        case click.BadOptionUsage():
            return f"{error.option_name} 后面要写一个值"
        case click.BadParameter():
            return error.message if _is_chinese(error.message) else _unfit(error)
        case click.UsageError() if error.message.startswith("No such command"):
            return "没有这个命令"
        case click.UsageError() if error.message.startswith("Missing command"):
            return "缺少命令，例如 showcase check"
        case click.UsageError() if "unexpected extra argument" in error.message:
            return "多写了几个词；带空格的标题和路径要加引号"
    words = error.format_message()
    return words if _is_chinese(words) else "选项或参数的写法认不出来"


def _missing(parameter: click.Parameter, context: click.Context | None) -> str:
    option = isinstance(parameter, click.Option)
    name = parameter.opts[0] if option or context is None else parameter.make_metavar(context)
    example = EXAMPLES.get(context.info_name or "", "") if context else ""
    return f"缺少 {name}" + (f"，例如 {example}" if example else "")


def _unfit(error: click.BadParameter) -> str:
    name = error.param.opts[0] if error.param else "这里"
    return f"{name} 的值不能用"


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)
