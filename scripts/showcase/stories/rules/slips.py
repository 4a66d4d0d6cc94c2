"""Slips of the pen that are practically never right, as they are typed on phones and by pinyin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Slip:
    """`wrong` is right after one of the characters `not_after`, or before one of `not_before`."""

    wrong: str
    right: str
    not_after: str = ""
    not_before: str = ""

    def stands(self, text: str, start: int) -> bool:
        end = start + len(self.wrong)
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        return not (before and before in self.not_after) and not (after and after in self.not_before)


# wrong → right. 登陆 alone is right for a typhoon, so it is only here with what one logs into.
_PLAIN = """
登陆系统 登录系统|登陆网站 登录网站|登陆平台 登录平台|登陆账号 登录账号|登陆帐号 登录账号|登陆微信 登录微信|登陆后台 登录后台
登陆邮箱 登录邮箱|登陆页面 登录页面|登陆网页 登录网页|登陆密码 登录密码|登陆小程序 登录小程序|登陆校园网 登录校园网|登陆APP 登录APP
关健 关键|复盖 覆盖|帐号 账号|帐户 账户|结帐 结账|付帐 付账|帐单 账单|记帐 记账|按装 安装|座落 坐落|既使 即使|必竟 毕竟
迫不急待 迫不及待|再接再励 再接再厉|一愁莫展 一筹莫展|谈笑风声 谈笑风生|走头无路 走投无路|世外桃园 世外桃源|默守成规 墨守成规
声名雀起 声名鹊起|不径而走 不胫而走|美仑美奂 美轮美奂|一如继往 一如既往|甘败下风 甘拜下风|穿流不息 川流不息|水笼头 水龙头
松驰 松弛|幅射 辐射|亲睐 青睐|渲泄 宣泄|粗旷 粗犷|寒喧 寒暄|针贬 针砭|修茸 修葺|发韧 发轫|恰淡 洽谈|脉博 脉搏|沉缅 沉湎
追朔 追溯|震憾 震撼|脍灸人口 脍炙人口|烩炙人口 脍炙人口|出奇不意 出其不意|哈蜜瓜 哈密瓜|防碍 妨碍|元霄 元宵|竞竞业业 兢兢业业
勤勤肯肯 勤勤恳恳|孜孜不卷 孜孜不倦|一丝不荀 一丝不苟|有条不稳 有条不紊|餐俱 餐具|安祥 安详|慈详 慈祥|家俱 家具|装璜 装潢
泊油路 柏油路|电饭褒 电饭煲|胡罗卜 胡萝卜|服物员 服务员|截止目前 截至目前|截止今年 截至今年|莫明其妙 莫名其妙|合盘托出 和盘托出
凭心而论 平心而论|首曲一指 首屈一指|融汇贯通 融会贯通|以身作责 以身作则|责无旁代 责无旁贷|义不容词 义不容辞|相形见拙 相形见绌
兴高彩烈 兴高采烈|张灯结采 张灯结彩|丰富多采 丰富多彩|无精打彩 无精打采|神彩奕奕 神采奕奕|锻练 锻炼|训炼 训练|走廓 走廊
打腊 打蜡|腊烛 蜡烛|陪训 培训|沏墙 砌墙|按步就班 按部就班|不记其数 不计其数|原形毕漏 原形毕露|变本加利 变本加厉
名列前矛 名列前茅|全神灌注 全神贯注|自抱自弃 自暴自弃|入不付出 入不敷出|鼎立相助 鼎力相助|察颜观色 察言观色|黄梁美梦 黄粱美梦
刻苦专研 刻苦钻研|专研业务 钻研业务|渡假 度假|渡过难忘 度过难忘|渡过假期 度过假期|渡过周末 度过周末
渡过春节 度过春节|渡过寒假 度过寒假|渡过暑假 度过暑假|欢渡 欢度|虚渡 虚度
"""
_GUARDED = (
    Slip("一但", "一旦", not_after="唯惟之第统单同万如专归划十百"),
    Slip("做为", "作为", not_after="当叫看称视认换改定"),
    Slip("好象", "好像", not_after="良美友绝最", not_before="征棋"),
    Slip("就象", "就像", not_before="征棋牙形"),
    Slip("摄象", "摄像", not_before="征"),
    Slip("录象", "录像", not_before="征"),
    Slip("通迅", "通讯", not_after="交", not_before="速猛"),
    Slip("园满", "圆满", not_after="公校花家田果庭乐学菜桑茶林"),
    Slip("布署", "部署", not_after="公发颁"),
    Slip("部暑", "部署"),
    Slip("付部长", "副部长", not_after="交支托对应拨偿垫"),
    Slip("付主任", "副主任", not_after="交支托对应拨偿垫"),
    Slip("付书记", "副书记", not_after="交支托对应拨偿垫"),
    Slip("车箱", "车厢", not_after="汽货"),
    Slip("详和", "祥和", not_after="周安精端参"),
    Slip("挖墙角", "挖墙脚"),
    Slip("气慨", "气概"),
)

SLIPS: dict[str, Slip] = {slip.wrong: slip for slip in _GUARDED} | {
    wrong: Slip(wrong, right)
    for pair in _PLAIN.replace("\n", "|").split("|")
    if pair
    for wrong, right in (pair.split(),)
}
