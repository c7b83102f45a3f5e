"""Where the demo plays, and how many facilities stand in each division.

Ganzhou's counts follow the places its Annex 2 (任务分解表) gives for 2020; `population`, `under3` and `places` are the
figures of that annex.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """`key` begins the account names; `home` places have a person for every role."""

    key: str
    district: int
    name: str
    facilities: int
    home: bool = False
    population: int = 0
    under3: int = 0
    places: int = 0


GANZHOU = (
    Place("zhanggong", 360702000000, "章贡区", 34, True, 700478, 24129, 1737),
    Place("nankang", 360703000000, "南康区", 12, True, 826530, 25841, 280),
    Place("ganxian", 360704000000, "赣县区", 10, True, 576310, 18668, 300),
    Place("xinfeng", 360722000000, "信丰县", 6, False, 673763, 22639, 225),
    Place("dayu", 360723000000, "大余县", 14, False, 264995, 7576, 2055),
    Place("shangyou", 360724000000, "上犹县", 4, False, 268557, 8590, 90),
    Place("chongyi", 360725000000, "崇义县", 8, False, 177831, 5732, 604),
    Place("anyuan", 360726000000, "安远县", 6, False, 346435, 12038, 210),
    Place("dingnan", 360728000000, "定南县", 6, False, 209914, 6893, 278),
    Place("quannan", 360729000000, "全南县", 5, False, 169503, 5828, 170),
    Place("ningdu", 360730000000, "宁都县", 7, False, 702394, 22143, 380),
    Place("yudu", 360731000000, "于都县", 9, False, 905439, 34671, 573),
    Place("xingguo", 360732000000, "兴国县", 10, False, 715149, 26771, 832),
    Place("huichang", 360733000000, "会昌县", 6, False, 451513, 17517, 275),
    Place("xunwu", 360734000000, "寻乌县", 10, False, 280219, 10362, 1140),
    Place("shicheng", 360735000000, "石城县", 7, False, 283182, 9877, 380),
    Place("ruijin", 360781000000, "瑞金市", 6, False, 613894, 20424, 295),
    Place("longnan", 360783000000, "龙南市", 10, False, 319166, 10950, 1092),
    Place("jingkai", 360771000000, "赣州经济技术开发区", 5, True, 301784, 9854, 110),
    Place("rongjiang", 360772000000, "赣州蓉江新区", 3, True, 182958, 4548, 0),
)
ELSEWHERE = (
    Place("chaoyang", 220104000000, "长春市朝阳区", 24, True),
    Place("chuanying", 220204000000, "吉林市船营区", 10),
    Place("datong", 340402000000, "淮南市大通区", 16, True),
    Place("tianjiaan", 340403000000, "淮南市田家庵区", 12),
    Place("binjiang", 330108000000, "杭州市滨江区", 32, True),
    Place("ouhai", 330304000000, "温州市瓯海区", 30, True),
)
PLACES = GANZHOU + ELSEWHERE
#: Where facilities are old enough to claim Ganzhou's subsidies.
PAYING = "zhanggong"
