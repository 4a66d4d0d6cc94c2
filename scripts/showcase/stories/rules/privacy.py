"""PII: what belongs to one person and to no page. Named with its middle hidden, never mended by the program."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from showcase.project.finding import Severity
from showcase.stories.front import PHOTO_SUFFIXES
from showcase.stories.rules.numbers import Kind
from showcase.stories.rules.plain import Sheet
from showcase.stories.rules.rule import Hit, Rule, Subject

_TIE = r"(?:[ :#.*|\n_\[\]()“”\"为是号]|No\.?){0,6}"
STAFF = re.compile(
    r"(?:(?:学 ?号|[工员]号|学籍号|学生证号|工牌号|工作证号|(?:教工|职工|员工|人事)编?号|[一1]卡通号|校园卡(?:卡)?号|饭卡(?:卡)?号|考生号|准考证号"
    rf"|(?:student|staff|employee) (?:id|no|number)){_TIE}(?P<it>[A-Za-z]?\d(?:[ \-]?\d){{4,13}})(?!\d)"
    rf"|护照号?码?{_TIE}(?P<passport>[A-Za-z]{{1,2}}\d{{7,8}})(?![A-Za-z0-9])"
    # Without 号 a short number is a sum or a count. The plain spelling of 一 is 1.
    rf"|(?:[一1]卡通|校园卡|饭卡){_TIE}(?P<card>\d{{8,14}})(?!\d))",
    re.IGNORECASE,
)
_LANDLINE = re.compile(
    r"(?<![\d.])(?<!\d-)(?P<it>(?:\+?(?:00)?86\)?[ \-]?(?:\(?0\)?)?(?=[1-9])|\(?0)(?:10|2\d|[3-9]\d\d)\)?[ \-]{0,2}[2-9]\d{2,3}[ \-]?\d{4})(?!\d)"
)
_EXCHANGE = re.compile(
    r"(?:电话|座机|热线|传真|致电|拨打|联系方式|(?<![A-Za-z])Tel)(?:号码?)?[ :.*_为是]{0,4}(?P<it>[2-9]\d{2,3}[ \-]?\d{4})(?![\d年])",
    re.IGNORECASE,
)
_AT = r"(?:@|[(\[] ?at ?[)\]]|艾特|#(?=(?:qq|163|126|sina|gmail|outlook|foxmail|[a-z]{2,12}\.edu)\.)| at (?=[A-Za-z0-9\-]{1,63} dot ))"
_MAIL = re.compile(
    rf"(?<![A-Za-z0-9._%+\-])(?P<it>[A-Za-z0-9._%+\-]{{1,64}} ?{_AT} ?"
    r"[A-Za-z0-9\-]{1,63}(?:(?:[.。]| dot )[A-Za-z0-9\-]{1,63}){1,6})",
    re.IGNORECASE,
)
_CHAT = re.compile(
    r"(?:(?:(?<![A-Za-z])QQ|扣扣)(?:群?号码?|群)?[ :|\n为是]{1,4}(?P<qq>[1-9]\d{4,11})(?!\d)"
    r"|(?:(?<![A-Za-z])Q{1,2}|扣扣|企鹅)(?:群?号码?|群)(?P<qq2>[1-9]\d{4,11})(?!\d)"
    r"|(?:(?<![A-Za-z])QQ|扣扣|加Q|(?<![A-Za-z])Q:) ?(?P<qq3>[1-9]\d{5,10})(?![\d.])"
    r"|(?:微信号码?|抖音号|快手号|支付宝(?:账号|:)"
    r"|(?:[微薇]信|V信|加V|(?<![A-Za-z])(?:WeChat|VX|WX)) ?(?:号|ID|:|\||\n))[ :|\n为是]{0,4}(?P<wechat>[A-Za-z][A-Za-z0-9_\-]{5,19})"
    # Straight after the word it is a name only with a digit or an underline: 微信Windows版.
    r"|(?:加我?[微薇]信|加V|[微薇]信|(?<![A-Za-z])(?:WeChat|VX)) ?(?P<wechat2>(?=[A-Za-z\-]{2,19}_?[0-9_])[A-Za-z][A-Za-z0-9_\-]{5,19}))",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"(?P<it>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?[A-HJ-Z][ .\-]?"
    r"(?:[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF]|(?=[A-Z]{0,2}\d|\d)[A-HJ-NP-Z0-9]{5}|[A-HJ-NP-Z0-9]{4}[挂学警]))(?![A-Z0-9])",
    re.IGNORECASE,
)
_ROOM = re.compile(
    r"(?P<it>(?:\d{1,2}(?:号楼|#楼?|栋|舍|号公寓)[^\n，。；]{0,6}?\d{3,4}(?![\d年间人名户平份张元度])|(?<!\d)\d{3,4}(?:室|宿舍|寝室|房间))[室号]?)"
)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁宋谢唐韩曹许邓萧冯曾程蔡彭潘袁董余苏叶吕魏蒋田杜丁沈姜范傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
_PERSON = re.compile(
    rf"[{_SURNAMES}][\u4e00-\u9fff]{{0,2}}(?=同学|老师|师傅|阿姨|女士|先生|住|家|的(?:宿舍|寝室|房间))"
)
_TEAM = re.compile(r"[班组队岗科室部处员]$")


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def masked(text: str) -> str:
    """`text` with its middle hidden: at most three characters at the front and four at the end stay."""
    plain = _digits(text)
    if len(plain) > 9:
        return f"{plain[:3]}{'*' * (len(plain) - 7)}{plain[-4:]}"
    kept = max(1, len(plain) // 4)
    return f"{plain[:kept]}{'*' * (len(plain) - 2 * kept)}{plain[-kept:]}"


def _masked_mail(text: str) -> str:
    head, _, tail = re.sub(rf" ?(?:{_AT}|#) ?", "@", text, flags=re.IGNORECASE).partition("@")
    return f"{head.strip()[:1]}***@{tail.strip()}"


def _hit(sheet: Sheet, at: int, what: str, shown: str, hint: str) -> Hit:
    place = f"{sheet.where}里" if sheet.where else ""
    return Hit(sheet.place(at), f"{place}有{what} {shown}", hint, shown)


def _by_digits(kind: Kind, what: str, hint: str) -> Callable[[Subject], Iterator[Hit]]:
    def check(subject: Subject) -> Iterator[Hit]:
        for sheet, found in subject.numbers:
            for number in found:
                if number.kind == kind:
                    own = number.digits[-11:] if kind == "mobile" else number.digits
                    yield _hit(sheet, number.start, what, masked(own), hint)

    return check


def _by_words(
    pattern: re.Pattern[str],
    what: str,
    hint: str,
    mask: Callable[[str], str] = masked,
    clue: str = "",
    unless: Callable[[str], bool] | None = None,
) -> Callable[[Subject], Iterator[Hit]]:
    """`clue`: a regular expression without which `pattern` cannot be there; it is cheaper. `unless`: what it is not."""
    needed = re.compile(clue, re.IGNORECASE) if clue else None

    def check(subject: Subject) -> Iterator[Hit]:
        public = {_digits(line).lower() for line in subject.organisation.hotlines}
        for sheet, _ in subject.numbers:
            if needed and not needed.search(sheet.text):
                continue
            for match in pattern.finditer(sheet.text):
                name = match.lastgroup or "it"
                if unless and unless(match[name]):
                    continue
                own = _digits(match[name]).lower()
                if not any(own and line.endswith(own) for line in public):
                    yield _hit(sheet, match.start(name), what, mask(match[name]), hint)

    return check


def _card_numbers(*, in_names: bool, what: str, hint: str) -> Callable[[Subject], Iterator[Hit]]:
    """Those in photos' names, or all others."""

    def check(subject: Subject) -> Iterator[Hit]:
        for sheet, found in subject.numbers:
            for number in found:
                if number.kind == "card" and _is_in_photo_name(sheet, number.start) == in_names:
                    yield _hit(sheet, number.start, what, masked(number.digits), hint)

    return check


_PHOTO_NAME = re.compile(
    rf"[^\s()\[\]{{}}:,/\"']+(?:{'|'.join(map(re.escape, sorted(PHOTO_SUFFIXES)))})(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def _is_in_photo_name(sheet: Sheet, at: int) -> bool:
    place = sheet.source_at(at)
    return any(found.start() <= place < found.end() for found in _PHOTO_NAME.finditer(sheet.source))


# Addresses that can be nobody's (RFC 2606), and those that only show how one looks: xxx@…, …@xx.edu.cn.
_NOBODYS = re.compile(
    r"^x{2,}@|@(?:[a-z0-9\-]+\.)*(?:example(?:\.[a-z]{2,4}){0,2}|[a-z0-9\-]+\.(?:test|invalid)|x{2,}(?:\.[a-z]{2,4}){1,2})$",
    re.IGNORECASE,
)


def _is_nobodys(text: str) -> bool:
    plain = re.sub(rf" ?{_AT} ?", "@", text, count=1, flags=re.IGNORECASE)
    return _NOBODYS.search(re.sub(r" dot |。", ".", plain)) is not None


def _landlines(subject: Subject) -> Iterator[Hit]:
    hint = "对外公布的服务电话请登记在 brand/organisation.yml 的 hotlines 里；个人办公电话删去"
    yield from _by_words(_LANDLINE, "固定电话", hint, clue="[08]")(subject)
    yield from _by_words(_EXCHANGE, "固定电话", hint, clue="电话|座机|热线|传真|致电|拨打|联系方式|Tel")(
        subject
    )


_PRONOUN = re.compile("[他她](?!们)")


def _rooms(subject: Subject) -> Iterator[Hit]:
    front = subject.draft.front
    named = [
        person.name
        for person in (front.people if front else ())
        if 2 <= len(person.name) <= 4 and person.consent != "team" and not _TEAM.search(person.name)
    ]
    for sheet, _ in subject.numbers:
        for match in _ROOM.finditer(sheet.text):
            line = sheet.line_around(match.start())
            # In a story about somebody by name, 他 and 她 are that person.
            if (
                _PERSON.search(line)
                or any(name in line for name in named)
                or (named and _PRONOUN.search(line))
            ):
                yield _hit(
                    sheet,
                    match.start(),
                    "宿舍房间和住的人，房间是",
                    re.sub(r"\d(?=\D*$|\d\D*$)", "*", match["it"]),
                    "删去房间号，写到楼就够，例如“三号楼的一间宿舍”",
                )


_WHY = "网页谁都能看，也会被搜索引擎和爬虫存走，撤稿以后收不回来。《个人信息保护法》第二十五条：没有本人单独同意，不得公开个人信息。"
RULES = (
    Rule("PII001", Severity.ERROR, "写出了手机号",
         what="正文、图注、替代文字、标题、稿头、照片文件名和照片自带的信息里有没有手机号；全角、汉字数字、中间加空格或横线的写法也认得。",
         why=_WHY + "个人手机号与故事无关。",
         example="有事打张师傅电话138-0013-8000。", instead="有事打值班室的内线电话。",
         check=_by_digits("mobile", "手机号", "删去号码，改写岗位，例如“打给值班室”")),
    Rule("PII002", Severity.ERROR, "写出了身份证号",
         what="有没有 18 位身份证号：地区、出生日期和校验位（GB 11643）都对得上。",
         why=_WHY + "身份证号属于重点保护的信息，写出来就可能被冒用。",
         example="证件号码11010519491231002X。", instead="证件号码已由人事岗核对。",
         check=_by_digits("identity", "身份证号", "整个号码删去，不要只改一两位")),
    Rule("PII003", Severity.ERROR, "写出了银行卡号",
         what="有没有 16–19 位、开头和校验位（Luhn）都对得上的银行卡号。",
         why=_WHY + "卡号属于敏感个人信息（第二十八条的金融账户）。",
         example="补助打到6222 0212 3456 7890 128。", instead="补助打到本人的工资卡。",
         check=_card_numbers(in_names=False, what="银行卡号", hint="删去卡号，不要只遮几位")),
    Rule("PII004", Severity.ERROR, "写出了学号或工号",
         what="“学号”“工号”“校园卡号”一类的词后面有没有跟着号码。",
         why=_WHY + "学号、工号常用来登录校内系统。",
         example="王同学（学号：320200912345）来帮忙。", instead="一位同学来帮忙。",
         check=_by_words(STAFF, "学号或工号", "删去号码，写学院或岗位就够",
                         clue="[学工卡生证员籍牌编] ?号|护照|卡通|校园卡|饭卡|student|staff|employee")),
    Rule("PII005", Severity.WARNING, "像是身份证号",
         what="有没有 15 位的老号码，或地区、日期都对而校验位不对的 18 位号码。",
         why=_WHY + "抄错一位的号码仍然认得出人。",
         example="登记的是110105491231002。", instead="登记的是本人证件。",
         check=_by_digits("perhaps-identity", "像是身份证的号码", "是身份证号就整个删去；不是，请在稿头用 allow 说明")),
    Rule("PII006", Severity.WARNING, "写出了固定电话",
         what="有没有带区号的座机，或“电话”后面的七八位号码。organisation.yml 的 hotlines 里登记过的不算。",
         why="服务热线可以公开，个人的办公电话要本人同意。登记以后，号码变了也只改一处。",
         example="办公电话：010-62345678。", instead="请打服务热线。",
         check=_landlines),
    Rule("PII007", Severity.WARNING, "写出了邮箱",
         what="有没有电子邮箱；写成（at）、# 的也认得。hotlines 里登记过的不算，举例用的（…@example.com、xxx@…）也不算。",
         why="公开的邮箱很快会收到垃圾邮件和钓鱼邮件。",
         example="来信请寄zhangsan@houqin.edu.cn。", instead="来信请交宣传办公室。",
         check=_by_words(_MAIL, "邮箱", "个人邮箱删去；单位公用的登记在 brand/organisation.yml 的 hotlines 里", _masked_mail,
                         clue=r"@|\bat\b|艾特|#(?:qq|163|126|sina|gmail|outlook|foxmail|[a-z]{2,12}\.edu)\.", unless=_is_nobodys)),
    Rule("PII008", Severity.WARNING, "写出了 QQ 号或微信号",
         what="“QQ”“微信号”后面有没有跟着号码。",
         why="通过号码可以直接找到本人，也能查到他别处的动态。",
         example="加我微信：zhang_san88。", instead="请关注我们的公众号。",
         check=_by_words(_CHAT, "QQ 号或微信号", "删去号码，改写公众号的名称", clue="Q|扣扣|企鹅|信|抖音|快手|支付宝|加V|WeChat|VX|WX")),
    Rule("PII009", Severity.WARNING, "写出了车牌号",
         what="正文和图注里有没有车牌号。照片里的车牌要靠人看。",
         why="车牌能查到车主。写公车的故事，用车组或线路来称呼就够。",
         example="开着甘A12345出了场。", instead="开着头班车出了场。",
         check=_by_words(_PLATE, "车牌号", "删去车牌，写“头班车”“三号线”一类的称呼")),
    Rule("PII010", Severity.WARNING, "同一句里有人名和房间号",
         what="同一行里有没有宿舍房间号和一个人的名字。",
         why="照着这一行就能找到人住在哪里。",
         example="张三同学住3号楼412室。", instead="张三同学住在三号楼。",
         check=_rooms),
    Rule("PII011", Severity.WARNING, "照片的名字像银行卡号",
         what="照片的文件名里有没有一串数，开头和校验位（Luhn）碰巧和银行卡号对得上。",
         why="手机拿时间和编号给照片起名，十个里总有一个对得上校验位。名字不会发布；真拿卡号命名的照片会留在稿件里。",
         example="![一盏灯亮着](6222021234567890128.jpg)", instead="![一盏灯亮着](deng.jpg)",
         check=_card_numbers(in_names=True, what="照片名，里面像银行卡号的一串数是",
                             hint="不是卡号就不用管；是的话给照片改个名字，例如 deng.jpg")),
)  # fmt: skip
