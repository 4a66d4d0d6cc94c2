"""Words by which the text of a photo speaks of a person, each kind with its reason, and those that only look like it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from showcase.stories.rules.named import named


@dataclass(frozen=True)
class Sign:
    """`words`, parted by |, as a regular expression; `why` they count, or do not."""

    why: str
    words: str


# Somebody is there; perhaps from behind, or only in hands.
PEOPLE = (
    Sign("这样称呼的是一个人", "老师傅|师傅|师父|老师|阿姨|大姐|大哥|大叔|大妈|大爷|大娘|大伯|大嫂|奶奶|爷爷|叔叔|伯伯|婶婶|嬢嬢|同学|同志|女士|先生|小姐|师母|师兄|师姐|学长|学姐"),
    Sign("这是人的岗位", r"工作人员|[保洁宿管驾驶服务收银炊事值班采购配送快递外卖维修绿化安讲解志愿乘售货票营业调度检验教练救生消防运动演职队店学社球]{1,2}员|员工|职工|工人|厨师|面点师|大厨|园丁|司机|保安|宿管|电工|木工|水工|焊工"
         "|维修工|医生|大夫|护士|教授|教师|辅导员|记者|民警|警察|军人|消防员|农民|干部|党员|领导|嘉宾|主持人|志愿者"),
    Sign("这是人的职务", "[班组队科处部局校院站店所馆园厂会]长(?![城宽高度江廊条方桌凳椅龙])|主任|经理|书记|主管|领班"),
    Sign("说的就是人", "学生|师生|新生|毕业生|研究生|本科生|博士生|男生|女生|男孩|女孩|男子|女子|男人|女人|小伙|姑娘|青年|少年|孩子|小孩|儿童|婴儿|宝宝|老人|老太太|老头|父亲|母亲|爸爸|妈妈|夫妻|夫妇|家长|家人"
         "|同事|同伴|伙伴|搭档|室友|徒弟|师徒|顾客|客人|乘客|旅客|游客|观众|选手|行人|路人|人群|众人|人们|大家|全家|本人|真人"),
    Sign("数出来的是人", r"(?<!第)(?:[一二两三四五六七八九十几数多]|\d+)(?:位|名)(?![数次单列])|(?:[一二两三四五六七八九十几数多]|\d+)个人|一群人|[两三四五六七八九十几]人(?![间份桌次民行])"),
    Sign("指着一个人", "她|(?<![其吉])他(?![日乡处山国用])"),
)  # fmt: skip
# A face is there.
FACES = (
    Sign("说到了脸和表情", "笑脸|笑容|微笑|大笑|脸庞|脸颊|笑|脸|面孔|面容|面庞|表情|神情|眼神|双眼|眼睛|酒窝|皱纹|额头|嘴角|白发|头发|侧颜|素颜"),
    Sign("对着镜头", r"(?<!背)(?:正对|面对|对|看|望|朝|向|迎)[着向准了]{0,2}(?:镜头|相机|手机镜头|摄像头)|正对着?(?!.{0,4}(?:门|窗|楼|路|街|墙|山|湖|河|桥|操场|广场|食堂|大厅|走廊|灶|台|太阳|阳光))|正脸|正面照"),
    Sign("这种照片就是拍人", "合影|合照|集体照|全家福|自拍|证件照|大头照|肖像|人像|头像|毕业照|定妆照|生活照|工作照|半身照|全身照|特写人物|人物特写"),
    Sign("这样做的时候脸对着人", "挥手|招手|招呼|敬礼|鞠躬|大拇指|比心|比耶|拥抱|致辞|发言|讲话|领奖|颁奖|唱歌|朗诵"),
)  # fmt: skip
# They hold a word of the above and speak of no face.
NONE = (
    Sign("是东西，不是脸", "门脸|脸盆|洗脸|脸谱|刷脸|人脸识别|脸书|笑话|玩笑|可笑|笑柄|笑料|笑脸(?:贴|图|墙|标|馒头|包)|头发丝"),
    Sign("是话，不是人", "师傅面馆|老师傅面|大哥大|夫妻肺片|大家庭|人民大会堂|其他|吉他|学生气|先生沟|一位数|两位数|班长龙"),
)  # fmt: skip
# Right behind a word of PEOPLE: then it names a place or a thing.
_THING = (
    "宿舍|公寓|食堂|餐厅|饭堂|事务|中心|之家|活动|证|卡|会(?![长议场])|处(?!长)|节|楼|餐|桌|椅|窗口|通道|专用|专座|用品|服(?!务)|帽|鞋|手册|名单|信箱|浴室|超市|社区|园(?!丁)|岗|责任|示范|休息|办公|值班室|更衣|之友"
    "|号|版|画|雕|像|塑|图|剪纸|玩偶|模型|风采|榜|墙|报到|入学|指南|须知|寄语|语录|签名"
)
_OWN = "手|值班室|办公室|背影|身影|影|剪影|轮廓|脚|鞋|围裙|工装|工服|工作服|手套|帽子|书包|背包|笔记|本子|字|信|锦旗|锁|钥匙|刀|勺|饭盒|杯|碗|筷|盘|工具|自行车|车|床|被子|桌|抽屉|柜|宿舍|房间|名单|作品|画|作业|留言|便条|菜|面|饭|早餐|午餐|晚餐|花|树"
_AFTER = re.compile(rf"们?(?:{_THING})|们?的[^，。；、,;的]{{0,6}}?(?:{_OWN})")
# In such a clause people are seen without a face, or are no people.
_TURNED = re.compile(
    r"背影|背[对向朝]|背着身|背过身|转过身去|剪影|只(?:看见|看得见|露出|拍到|拍了|有)[^，。；、]{0,6}手|看不[清见](?:脸|面)|远处|远远|散在"
)
_MADE = re.compile(
    "雕像|塑像|石像|铜像|雕塑|壁画|漫画|卡通|剪纸|玩偶|人偶|泥人|面人|稻草人|模特|吉祥物|表情包"
)

_CLAUSE = re.compile(r"[^，。；,;！？!?\n]+")
_PEOPLE, _FACES, _NONE = (
    re.compile("|".join(sign.words for sign in signs)) for signs in (PEOPLE, FACES, NONE)
)

# File names as phones, cameras and people write them; a whole word of letters.
_SURNAMES = "wang|li|zhang|liu|chen|yang|zhao|huang|zhou|wu|xu|sun|zhu|gao|lin|he|guo|ma|luo|liang|song|zheng|xie|han|tang|feng|deng|cao|peng|zeng|xiao|tian|dong|pan|yuan|cai|jiang|yu|du|ye|cheng|wei|su|ding|ren|lu|yao|shen|zhong|cui|tan"
_LATIN = re.compile(
    r"heying|heyingzhao|hezhao|jitizhao|quanjiafu|renxiang|renwu|xiaoxiang|touxiang|zipai|zhengmian|zhengjianzhao|biyezhao|xiaolian|weixiao"
    r"|portraits?|selfies?|faces?|smiles?|smiling|people|persons?|man|men|woman|women|girls?|boys?|kids?|child|children|baby|teams?|staff|groups?|crew|workers?|students?|teachers?|chefs?|headshots?"
    r"|xuesheng|shisheng|laoren|haizi|yuangong|zhigong|[a-z]{0,6}(?:shifu|laoshi|tongxue|tongzhi|zhuren|shuji|jingli|dajie|dashu)"
    rf"|(?:{_SURNAMES}|suguan)?ayi"
)


def words_of_people(text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """The words of `text` that speak of a person, as they stand there, each once; `names` are people's own.

    Hands, backs, what belongs to somebody and people of stone or paper are none. 王师傅正对镜头笑 → 王师傅, 正对镜头, 笑.
    """
    names = tuple(name for name in names if name)
    if _MADE.search(text):
        return ()
    found: dict[str, None] = {}
    for clause in _CLAUSE.finditer(text):
        found.update(dict.fromkeys(_of_clause(clause[0], names)))
    return tuple(found)


def _of_clause(clause: str, names: tuple[str, ...]) -> Iterator[str]:
    plain = _NONE.sub(lambda match: "\ufffc" * len(match[0]), clause)
    spans = [match.span() for match in _FACES.finditer(plain)]
    if not _TURNED.search(plain):
        people = [(one.start, one.start + len(one.words)) for one in named(plain)]
        people += [match.span() for name in names for match in re.finditer(re.escape(name), plain)]
        people += [match.span() for match in _PEOPLE.finditer(plain)]
        spans += [span for span in _joined(people) if not _AFTER.match(plain, span[1])]
    yield from (plain[start:end] for start, end in sorted(spans))


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that touch as one: 两位同学, 宿管阿姨."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def words_of_file(file: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """The same of a photo's file name: 王师傅.jpg, heying-2.jpg, IMG_2026_PORTRAIT.jpg."""
    stem = PurePosixPath(file).stem
    latin = [word for word in re.findall("[A-Za-z]+", stem) if _LATIN.fullmatch(word.lower())]
    return (*words_of_people(re.sub(r"[_\-.]+", "，", stem), names), *dict.fromkeys(latin))
