"""`showcase adopt`: another department takes the project over."""

from __future__ import annotations

from pathlib import Path

import click

from showcase.adoption.answers import Answers, read_answers
from showcase.adoption.emblem_file import read_emblem_file
from showcase.adoption.plan import Plan, plan
from showcase.adoption.traces import read_traces
from showcase.adoption.typed import as_typed
from showcase.brand.organisation import Organisation, read_organisation
from showcase.brand.tokens import Tokens, read_tokens
from showcase.commands.options import command, in_project
from showcase.commands.questions import ask, confirmed
from showcase.commands.terminal import err, out, tell
from showcase.project.errors import ProjectError
from showcase.project.finding import ordered
from showcase.project.folder import Project
from showcase.project.outside import read_outside
from showcase.publish.swap import building
from showcase.reports.takeover import print_plan, print_traces
from showcase.reports.text import print_findings

MOST = 64 << 10  # bytes of an answers file


@command(
    "adopt",
    "问名称、部门、部训、颜色、部徽和网址，改好设置，给每个部门一页，改掉页面里原来的名称；最后列出还要人来改的每一行。"
    "\n\n"
    "没有 --yes 就只说会改什么，什么都不写。写的时候要么全部写好，要么一个字不动。改之前先用 git 提交手头的东西。",
)
@in_project
@click.option("--answers", "file", type=click.Path(path_type=Path), metavar="文件", help="回答写在这个 YAML 文件里，不再一个个问；写法见手册“接手”一页。")  # fmt: skip
@click.option("--yes", is_flag=True, help="照着写进去，不再问。")
@click.option("--list", "only_list", is_flag=True, help="只列出还在说原来单位的、还是示例的每一行。")
def adopt(project: Project, file: Path | None, yes: bool, only_list: bool) -> int:
    if only_list:
        print_traces(out, read_traces(project))
        return 0
    organisation, tokens = read_organisation(project), read_tokens(project)
    answers = _typed(file, organisation, tokens) if file else ask(organisation, tokens, Path.cwd())
    if answers is None:
        return ProjectError.exit_code
    emblem = read_emblem_file(answers, file.parent if file else Path.cwd())
    decided = plan(project, answers, emblem[0] if emblem else None)
    print_plan(err, decided)
    if emblem and emblem[1]:
        err.print(f"部徽文件里画图用不着的会去掉：{'、'.join(emblem[1])}", soft_wrap=True)
    if not file:
        tell(as_typed(answers))
        err.print("上面是您的回答：存成一个文件，以后用 --answers 可以再来一遍。", soft_wrap=True)
    if not (yes or (not file and confirmed())):
        err.print(
            "这是预演，什么都没有写。看过没有问题，加上 --yes 再运行一次。", style="bold", soft_wrap=True
        )
        return 0
    _carry_out(project, decided)
    print_traces(out, read_traces(project))
    return 0


def _carry_out(project: Project, decided: Plan) -> None:
    with building(project):
        decided.carry_out(project)
    err.print(
        "写好了。接下来：照下面的清单一行一行改，随时运行 showcase adopt --list 看还剩什么；再运行 showcase check。",
        style="bold",
        soft_wrap=True,
    )


def _typed(file: Path, organisation: Organisation, tokens: Tokens) -> Answers | None:
    """What the file says; None when something in it is wrong, which is shown."""
    data = read_outside(file, MOST)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProjectError(f"{file} 不是 UTF-8 编码，请另存为 UTF-8") from None
    if len(data) > MOST:
        raise ProjectError(f"{file} 超过 {MOST >> 10} KB，不像是一份回答")
    answers, findings = read_answers(text.replace("\r\n", "\n"), str(file), organisation, tokens)
    print_findings(err, ordered(findings))
    if answers is None:
        err.print(f"{file} 里有 {len(findings)} 处要改，什么都没有写。", style="bold red", soft_wrap=True)
    return answers
