"""Invented people, units and projects in endless number: the cast of the benchmark's papers.

Nothing here names anybody who exists; identifiers carry valid check digits. Knows nothing of papers.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from examples.generate.identifiers import credit_code, digits

_CITIES = (
    ("石家庄", "130100"),
    ("唐山", "130200"),
    ("秦皇岛", "130300"),
    ("邯郸", "130400"),
    ("邢台", "130500"),
    ("保定", "130600"),
    ("张家口", "130700"),
    ("承德", "130800"),
    ("沧州", "130900"),
    ("廊坊", "131000"),
    ("衡水", "131100"),
)
_BRANDS = (
    "恒砚",
    "启澜",
    "云峤",
    "朔望",
    "青砺",
    "禾穗",
    "博衍",
    "景枢",
    "泰禾源",
    "金陌",
    "宏澍",
    "晟屿",
    "鼎川",
    "瑞桐",
    "凌霁",
    "拓畴",
    "远蔚",
    "华彧",
    "安铄",
    "卓垣",
    "辰骧",
    "沐岚",
    "铭岳",
    "正骐",
    "嘉禾丰",
    "盛煜",
    "乾元通",
    "智衡",
    "新屹",
    "明珂",
)
_TRADES = (
    "新材料",
    "生物科技",
    "环保设备",
    "智能装备",
    "精密机械",
    "电子科技",
    "医疗器械",
    "能源科技",
    "农业科技",
    "轨道交通装备",
    "特种铸造",
    "信息技术",
    "化工",
    "光电技术",
    "食品科技",
    "水务工程",
    "冶金技术",
    "仪器仪表",
    "药业",
    "航空部件",
)
_FORMS = ("有限公司", "股份有限公司", "有限责任公司", "科技有限公司", "集团有限公司")
_SCHOOLS = ("理工大学", "农业大学", "工程大学", "医学院", "师范学院", "交通大学", "科技学院", "海洋大学")
_SCHOOL_BRANDS = ("燕岭", "滹阳", "渤湾", "冀川", "太行东", "白洋", "潮白", "坝上", "漳卫", "雾灵")
_INSTITUTES = (
    "环境科学研究院",
    "机械工程研究所",
    "农林科学研究院",
    "材料技术研究所",
    "水利科学研究院",
    "食品检验研究院",
    "能源研究所",
)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
    "戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
)
_GIVEN = (
    "伯仲叔季文武明德志远书礼承继宗岚清秋霜雪晨曦云海山川"
    "林森泽润怀瑾景行思齐知微若水青阳玉成少卿安之乐天子墨亦舟以宁望舒"
)
_ABROAD = (
    ("德国", "Germany", "Bremerhaven", "不来梅港", ("Nordwerk", "Elbtal", "Falkenhorst"), "GmbH", "有限公司"),
    ("匈牙利", "Hungary", "Szeged", "塞格德", ("Tisza", "Alfold", "Bakony"), "Kft.", "有限公司"),
    ("巴西", "Brazil", "Londrina", "隆德里纳", ("Araucaria", "Jatoba", "Ipanema do Norte"), "Ltda.", "有限公司"),
    ("英国", "United Kingdom", "Lincoln", "林肯", ("Fenland", "Humber Vale", "Witham"), "Limited", "有限公司"),
    (
        "新加坡",
        "Singapore",
        "Singapore",
        "新加坡",
        ("Straits Orchid", "Merantau", "Telok Kurau"),
        "Pte. Ltd.",
        "私人有限公司",
    ),
    ("塞尔维亚", "Serbia", "Novi Sad", "诺维萨德", ("Vojvodina Agro", "Fruska", "Drina"), "d.o.o.", "有限责任公司"),
    ("哈萨克斯坦", "Kazakhstan", "Karaganda", "卡拉干达", ("Saryarka", "Ulytau", "Tengri Steppe"), "LLP", "有限合伙"),
    ("白俄罗斯", "Belarus", "Gomel", "戈梅利", ("Polesie", "Sozh", "Berezina"), "JSC", "股份公司"),
)
_ABROAD_ZH = {
    "Nordwerk": "诺德维克",
    "Elbtal": "易北谷",
    "Falkenhorst": "鹰巢",
    "Tisza": "蒂萨",
    "Alfold": "大平原",
    "Bakony": "包科尼",
    "Araucaria": "南洋杉",
    "Jatoba": "雅托巴",
    "Ipanema do Norte": "北伊帕内玛",
    "Fenland": "芬兰德沼泽",
    "Humber Vale": "亨伯谷",
    "Witham": "威瑟姆",
    "Straits Orchid": "海峡兰",
    "Merantau": "默兰陶",
    "Telok Kurau": "直落古楼",
    "Vojvodina Agro": "伏伊伏丁那农业",
    "Fruska": "弗鲁什卡",
    "Drina": "德里纳",
    "Saryarka": "萨雷阿尔卡",
    "Ulytau": "乌鲁套",
    "Tengri Steppe": "腾格里草原",
    "Polesie": "波列西耶",
    "Sozh": "索日",
    "Berezina": "别列津纳",
}
_ABROAD_KINDS = (
    ("Technologies", "技术"),
    ("Research Institute", "研究所"),
    ("Engineering", "工程"),
    ("Biosystems", "生物系统"),
    ("Materials", "材料"),
    ("Instruments", "仪器"),
)
_WESTERN_FIRST = (
    "Anna",
    "Lukas",
    "Marta",
    "Jonas",
    "Helena",
    "Victor",
    "Irina",
    "Pavel",
    "Aigerim",
    "Thomas",
    "Wei Ling",
    "Rafael",
)
_WESTERN_LAST = (
    "Kovarik",
    "Lindqvist",
    "Moreira",
    "Petrovic",
    "Hartwell",
    "Szabados",
    "Tulegenov",
    "Brandauer",
    "Ong",
    "Ivashko",
)
_THINGS = (
    ("秸秆基可降解薄膜", "straw-based degradable film"),
    ("盐碱地藜麦", "quinoa for saline soils"),
    ("高炉渣显热回收", "sensible heat recovery from blast furnace slag"),
    ("海水淡化膜组件", "seawater desalination membranes"),
    ("轴承钢夹杂物控制", "inclusion control in bearing steel"),
    ("畜禽疫苗佐剂", "adjuvants for livestock vaccines"),
    ("钠离子电池硬碳负极", "hard carbon anodes for sodium-ion batteries"),
    ("桥梁拉索健康监测", "health monitoring of bridge cables"),
    ("乳制品快速检测芯片", "rapid test chips for dairy products"),
    ("氢燃料电池双极板", "bipolar plates for hydrogen fuel cells"),
    ("低温等离子体废气治理", "low-temperature plasma exhaust treatment"),
    ("板栗贮藏保鲜", "storage and preservation of chestnuts"),
)
_WORK = (
    ("关键技术联合研发", "Joint development of"),
    ("技术转移与示范", "Transfer and demonstration of"),
    ("应用研究", "Applied research on"),
    ("联合攻关", "Joint research on"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A domestic unit."""

    name: str
    kind: str
    city: str
    area: str
    rep: str
    founded: date

    @property
    def uscc(self) -> str:
        """Its unified social credit code, with valid check digits."""
        return credit_code("91" if self.kind == "企业" else "12", self.area, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A foreign institution; ``name`` in Chinese, ``original`` its own."""

    name: str
    original: str
    country: str
    country_en: str
    city: str
    city_zh: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everybody and everything that one dossier speaks about."""

    unit: Unit
    leader: str
    team: tuple[str, ...]
    partner: Partner
    title: str
    title_en: str
    thing: str
    number: str


def draw_cast(chance: random.Random, kind: str) -> Cast:
    """A cast whose lead unit is of ``kind`` 企业, 高校 or 科研院所."""
    thing, thing_en = chance.choice(_THINGS)
    work, work_en = chance.choice(_WORK)
    return Cast(
        unit=draw_unit(chance, kind),
        leader=draw_person(chance),
        team=tuple(draw_person(chance) for _ in range(3)),
        partner=draw_partner(chance),
        title=f"{thing}{work}",
        title_en=f"{work_en} {thing_en}",
        thing=thing,
        number=digits(f"{chance.random()}", 9),
    )


def draw_unit(chance: random.Random, kind: str) -> Unit:
    """A unit of ``kind``, between 7 and 20 characters long."""
    city, area = chance.choice(_CITIES)
    if kind == "企业":
        place = chance.choice((city, f"河北{city}", "河北", f"{city}市", ""))
        trade = chance.choice(_TRADES)
        form = chance.choice([form for form in _FORMS if form[:2] not in trade])
        name = f"{place}{chance.choice(_BRANDS)}{trade}{form}"
        if chance.random() < 0.08:
            name = f"{chance.choice(_BRANDS)}（{city}）{trade}{chance.choice(_FORMS[:2])}"
    elif kind == "高校":
        name = f"{chance.choice(('河北', city, ''))}{chance.choice(_SCHOOL_BRANDS)}{chance.choice(_SCHOOLS)}"
    else:
        place = chance.choice(("河北省", f"{city}市", "冀东"))
        name = f"{place}{chance.choice(_SCHOOL_BRANDS)}{chance.choice(_INSTITUTES)}"
    founded = date(chance.randint(1986, 2019), chance.randint(1, 12), chance.randint(1, 28))
    return Unit(name=name, kind=kind, city=f"{city}市", area=area, rep=draw_person(chance), founded=founded)


def draw_person(chance: random.Random) -> str:
    """A Chinese name of two or three characters."""
    return chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.choice((1, 2, 2, 2))))


def draw_partner(chance: random.Random) -> Partner:
    """A foreign institution with its own name and a Chinese one."""
    country, country_en, city, city_zh, brands, form, form_zh = chance.choice(_ABROAD)
    brand, (kind, kind_zh) = chance.choice(brands), chance.choice(_ABROAD_KINDS)
    research = kind == "Research Institute"
    original = f"{brand} {kind}" if research else f"{brand} {kind} {form}"
    return Partner(
        name=f"{_ABROAD_ZH[brand]}{kind_zh}{'' if research else form_zh}",
        original=original,
        country=country,
        country_en=country_en,
        city=city,
        city_zh=city_zh,
        contact=f"{chance.choice(_WESTERN_FIRST)} {chance.choice(_WESTERN_LAST)}",
    )
