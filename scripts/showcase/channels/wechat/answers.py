"""What WeChat's interface answers, in the words of those who have to mend it.

Codes: developers.weixin.qq.com, 全局返回码; those of drafts stand at the interface's own page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

EXPIRED = frozenset({40001, 40014, 42001})  # a new token may help, once
FAILED = -1  # what was asked for may have been done
BUSY = frozenset({FAILED, 45011})  # again in a moment

_SECRET = ("AppSecret 不对，或者不是这个公众号的", "到公众平台核对 AppID 和 AppSecret，重新设 WECHAT_SECRET")
_LIMITED = ("公众号被限制使用这个接口", "登录公众平台看通知；这一篇先用复制的办法")
# What is wrong with the account or the machine: no other story fares better.
_ACCOUNT = {
    -1: ("公众号的服务器忙，试了几次都不行", "过几分钟再运行一次"),
    40001: _SECRET,
    40013: ("AppID 不对", "到公众平台核对，重新设 WECHAT_APPID"),
    40014: _SECRET,
    40125: _SECRET,
    40164: ("这台机器的 IP 不在公众号的白名单里", "到公众平台“开发接口管理”里把它加进 IP 白名单"),
    40243: ("AppSecret 已经被冻结", "到公众平台解冻，或者重新生成一个"),
    41002: ("没有 AppID", "设 WECHAT_APPID"),
    42001: _SECRET,
    45009: ("今天调用这个接口的次数用完了", "明天再发，或者用复制的办法"),
    45011: ("调用得太快，被限制了", "过一分钟再运行一次；传过的图片不会再传"),
    45034: ("公众号的永久素材满了", "到公众平台“素材管理”里删掉不用的图片"),
    48001: (
        "这个公众号没有草稿箱接口的权限，没有认证的号都没有",
        "用复制的办法：打开 preview.html，按“复制正文”",
    ),
    48004: _LIMITED,
    50002: _LIMITED,
    89503: ("这台机器的 IP 要管理员在微信里确认一次", "请公众号管理员点确认，再运行一次"),
    89506: ("管理员拒绝了这台机器的 IP，要过 24 小时", "请公众号管理员同意，过后再运行一次"),
    89507: ("管理员拒绝了这台机器的 IP，要过 1 小时", "请公众号管理员同意，过后再运行一次"),
}
_STORY = {
    40005: ("图片的格式不对，正文图只收 jpg 和 png", "再导出一次；换一张照片"),
    40006: ("图片太大", "换一张小些的照片，再导出一次"),
    40007: ("封面的素材编号失效了", "再运行一次，封面会重新传"),
    40009: ("图片太大，正文图要小于 1 MB", "换一张小些的照片，再导出一次"),
    40137: ("图片的格式不对，只收 jpg 和 png", "再导出一次；换一张照片"),
    44002: ("发过去的内容是空的", "再导出一次"),
    45001: ("图片太大", "换一张小些的照片，再导出一次"),
    45002: ("正文太长", "分成两篇，或删去一部分"),
    45003: ("标题太长，最多 32 个字", "把 title 改短"),
    45004: ("摘要太长，最多 128 个字", "把 summary 改短"),
    45110: ("作者太长，最多 16 个字", "把 credits 里的 text 改短"),
    45166: ("正文里有公众号不收的内容，多半是外面的链接", "用 showcase wechat --validate 查 article.html"),
    47001: ("发过去的内容公众号读不懂", "再导出一次；还是不行，把这一行告诉管理员"),
    53404: _LIMITED,
}
_OTHER = ("公众号没有收", "照错误码到公众号的开发文档里查")


@dataclass(frozen=True)
class Answer:
    """Why a request was refused. `of_account`: the next story would be too."""

    code: int
    message: str
    hint: str
    of_account: bool


def answer(code: int, said: str) -> Answer:
    """`said` is the interface's own English; of it only what has to be known is told on."""
    message, hint = _ACCOUNT.get(code) or _STORY.get(code) or _OTHER
    if code == 40164 and (
        ip := re.search(r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]{6,39})(?![\w:])", said)
    ):
        message = f"{message}：{ip[0]}"
    return Answer(code, f"{message}（{code}）", hint, code in _ACCOUNT)
