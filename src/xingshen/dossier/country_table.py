"""The usual Chinese short names of the countries and regions of ISO 3166-1, with other names in use.

Plain data: ISO-2 code, the name that is shown, then other names; a long row goes on in a second line. Hong Kong, Macao
and Taiwan are regions of China and shown as such.
"""

COUNTRY_LINES = """
AD 安道尔 安道尔公国
AE 阿联酋 阿拉伯联合酋长国 阿拉伯联合大公国 迪拜 UAE
AF 阿富汗 阿富汗伊斯兰共和国 阿富汗伊斯兰酋长国
AG 安提瓜和巴布达
AI 安圭拉
AL 阿尔巴尼亚 阿尔巴尼亚共和国
AM 亚美尼亚 亚美尼亚共和国
AO 安哥拉 安哥拉共和国
AQ 南极洲
AR 阿根廷 阿根廷共和国
AS 美属萨摩亚
AT 奥地利 奥地利共和国
AU 澳大利亚 澳大利亚联邦 澳洲
AW 阿鲁巴
AX 奥兰群岛
AZ 阿塞拜疆 阿塞拜疆共和国
BA 波黑 波斯尼亚和黑塞哥维那
BB 巴巴多斯
BD 孟加拉国 孟加拉 孟加拉人民共和国
BE 比利时 比利时王国
BF 布基纳法索
BG 保加利亚 保加利亚共和国
BH 巴林 巴林王国
BI 布隆迪 布隆迪共和国
BJ 贝宁 贝宁共和国
BL 圣巴泰勒米
BM 百慕大 百慕大群岛
BN 文莱 文莱达鲁萨兰国 Brunei
BO 玻利维亚 多民族玻利维亚国
BQ 荷兰加勒比区 博奈尔、圣尤斯特歇斯和萨巴
BR 巴西 巴西联邦共和国
BS 巴哈马 巴哈马国
BT 不丹 不丹王国
BV 布韦岛
BW 博茨瓦纳 博茨瓦纳共和国
BY 白俄罗斯 白俄罗斯共和国
BZ 伯利兹
CA 加拿大
CC 科科斯（基林）群岛 科科斯群岛
CD 刚果（金） 刚果民主共和国 民主刚果 DRC DRCongo DemocraticRepublicoftheCongo
CF 中非 中非共和国
CG 刚果（布） 刚果共和国
CH 瑞士 瑞士联邦
CI 科特迪瓦 科特迪瓦共和国 象牙海岸 IvoryCoast
CK 库克群岛
CL 智利 智利共和国
CM 喀麦隆 喀麦隆共和国
CN 中国 中华人民共和国 中国内地 中国大陆 内地 大陆 PRC MainlandChina ChinaMainland
CO 哥伦比亚 哥伦比亚共和国
CR 哥斯达黎加 哥斯达黎加共和国
CU 古巴 古巴共和国
CV 佛得角 佛得角共和国 CapeVerde
CW 库拉索
CX 圣诞岛
CY 塞浦路斯 塞浦路斯共和国
CZ 捷克 捷克共和国 CzechRepublic
DE 德国 德意志联邦共和国
DJ 吉布提 吉布提共和国
DK 丹麦 丹麦王国
DM 多米尼克 多米尼克国
DO 多米尼加 多米尼加共和国
DZ 阿尔及利亚 阿尔及利亚民主人民共和国
EC 厄瓜多尔 厄瓜多尔共和国
EE 爱沙尼亚 爱沙尼亚共和国
EG 埃及 阿拉伯埃及共和国
EH 西撒哈拉
ER 厄立特里亚 厄立特里亚国
ES 西班牙 西班牙王国
ET 埃塞俄比亚 埃塞俄比亚联邦民主共和国
FI 芬兰 芬兰共和国
FJ 斐济 斐济共和国
FK 马尔维纳斯群岛 福克兰群岛 马尔维纳斯群岛（福克兰）
FM 密克罗尼西亚联邦 密克罗尼西亚
FO 法罗群岛
FR 法国 法兰西共和国
GA 加蓬 加蓬共和国
GB 英国 大不列颠及北爱尔兰联合王国 大不列颠 联合王国 英格兰 苏格兰 威尔士 北爱尔兰
GB 英国 UK U.K. GreatBritain Britain England Scotland Wales NorthernIreland
GD 格林纳达
GE 格鲁吉亚
GF 法属圭亚那
GG 根西 根西岛
GH 加纳 加纳共和国
GI 直布罗陀
GL 格陵兰 格陵兰岛
GM 冈比亚 冈比亚共和国
GN 几内亚 几内亚共和国
GP 瓜德罗普
GQ 赤道几内亚 赤道几内亚共和国
GR 希腊 希腊共和国
GS 南乔治亚和南桑威奇群岛
GT 危地马拉 危地马拉共和国
GU 关岛
GW 几内亚比绍 几内亚比绍共和国
GY 圭亚那 圭亚那合作共和国
HK 中国香港 香港 香港特别行政区 中国香港特别行政区 中华人民共和国香港特别行政区 香港特区
HK 中国香港 HongKong HongKongSAR HKSAR HongKongChina
HM 赫德岛和麦克唐纳群岛
HN 洪都拉斯 洪都拉斯共和国
HR 克罗地亚 克罗地亚共和国
HT 海地 海地共和国
HU 匈牙利
ID 印度尼西亚 印尼 印度尼西亚共和国
IE 爱尔兰 爱尔兰共和国
IL 以色列 以色列国
IM 马恩岛 曼岛
IN 印度 印度共和国
IO 英属印度洋领地
IQ 伊拉克 伊拉克共和国
IR 伊朗 伊朗伊斯兰共和国
IS 冰岛 冰岛共和国
IT 意大利 意大利共和国
JE 泽西 泽西岛
JM 牙买加
JO 约旦 约旦哈希姆王国
JP 日本 日本国
KE 肯尼亚 肯尼亚共和国
KG 吉尔吉斯斯坦 吉尔吉斯共和国 吉尔吉斯
KH 柬埔寨 柬埔寨王国
KI 基里巴斯 基里巴斯共和国
KM 科摩罗 科摩罗联盟
KN 圣基茨和尼维斯
KP 朝鲜 朝鲜民主主义人民共和国 NorthKorea DPRK DPRKorea
KR 韩国 大韩民国 南韩 SouthKorea RepublicofKorea
KW 科威特 科威特国
KY 开曼群岛 开曼
KZ 哈萨克斯坦 哈萨克斯坦共和国 哈萨克
LA 老挝 老挝人民民主共和国 Laos LaoPDR
LB 黎巴嫩 黎巴嫩共和国
LC 圣卢西亚
LI 列支敦士登 列支敦士登公国
LK 斯里兰卡 斯里兰卡民主社会主义共和国
LR 利比里亚 利比里亚共和国
LS 莱索托 莱索托王国
LT 立陶宛 立陶宛共和国
LU 卢森堡 卢森堡大公国
LV 拉脱维亚 拉脱维亚共和国
LY 利比亚 利比亚国
MA 摩洛哥 摩洛哥王国
MC 摩纳哥 摩纳哥公国
MD 摩尔多瓦 摩尔多瓦共和国
ME 黑山 黑山共和国
MF 法属圣马丁
MG 马达加斯加 马达加斯加共和国
MH 马绍尔群岛 马绍尔群岛共和国
MK 北马其顿 北马其顿共和国 马其顿
ML 马里 马里共和国
MM 缅甸 缅甸联邦共和国 Burma
MN 蒙古国 蒙古
MO 中国澳门 澳门 澳门特别行政区 中国澳门特别行政区 中华人民共和国澳门特别行政区 澳门特区
MO 中国澳门 Macau Macao MacaoSAR MacauSAR
MP 北马里亚纳群岛
MQ 马提尼克
MR 毛里塔尼亚 毛里塔尼亚伊斯兰共和国
MS 蒙特塞拉特
MT 马耳他 马耳他共和国
MU 毛里求斯 毛里求斯共和国
MV 马尔代夫 马尔代夫共和国
MW 马拉维 马拉维共和国
MX 墨西哥 墨西哥合众国
MY 马来西亚
MZ 莫桑比克 莫桑比克共和国
NA 纳米比亚 纳米比亚共和国
NC 新喀里多尼亚
NE 尼日尔 尼日尔共和国
NF 诺福克岛
NG 尼日利亚 尼日利亚联邦共和国
NI 尼加拉瓜 尼加拉瓜共和国
NL 荷兰 荷兰王国 Holland TheNetherlands
NO 挪威 挪威王国
NP 尼泊尔 尼泊尔联邦民主共和国
NR 瑙鲁 瑙鲁共和国
NU 纽埃
NZ 新西兰
OM 阿曼 阿曼苏丹国
PA 巴拿马 巴拿马共和国
PE 秘鲁 秘鲁共和国
PF 法属波利尼西亚
PG 巴布亚新几内亚 巴布亚新几内亚独立国
PH 菲律宾 菲律宾共和国 ThePhilippines
PK 巴基斯坦 巴基斯坦伊斯兰共和国
PL 波兰 波兰共和国
PM 圣皮埃尔和密克隆
PN 皮特凯恩群岛
PR 波多黎各
PS 巴勒斯坦 巴勒斯坦国 Palestine
PT 葡萄牙 葡萄牙共和国
PW 帕劳 帕劳共和国
PY 巴拉圭 巴拉圭共和国
QA 卡塔尔 卡塔尔国
RE 留尼汪
RO 罗马尼亚
RS 塞尔维亚 塞尔维亚共和国
RU 俄罗斯 俄罗斯联邦 俄国 俄联邦
RW 卢旺达 卢旺达共和国
SA 沙特阿拉伯 沙特 沙特阿拉伯王国
SB 所罗门群岛
SC 塞舌尔 塞舌尔共和国
SD 苏丹 苏丹共和国
SE 瑞典 瑞典王国
SG 新加坡 新加坡共和国
SH 圣赫勒拿、阿森松和特里斯坦-达库尼亚 圣赫勒拿
SI 斯洛文尼亚 斯洛文尼亚共和国
SJ 斯瓦尔巴和扬马延
SK 斯洛伐克 斯洛伐克共和国
SL 塞拉利昂 塞拉利昂共和国
SM 圣马力诺 圣马力诺共和国
SN 塞内加尔 塞内加尔共和国
SO 索马里 索马里联邦共和国
SR 苏里南 苏里南共和国
SS 南苏丹 南苏丹共和国
ST 圣多美和普林西比 圣多美和普林西比民主共和国 SãoToméandPríncipe
SV 萨尔瓦多 萨尔瓦多共和国
SX 荷属圣马丁
SY 叙利亚 阿拉伯叙利亚共和国
SZ 斯威士兰 斯威士兰王国 Swaziland
TC 特克斯和凯科斯群岛
TD 乍得 乍得共和国
TF 法属南部领地
TG 多哥 多哥共和国
TH 泰国 泰王国
TJ 塔吉克斯坦 塔吉克斯坦共和国
TK 托克劳
TL 东帝汶 东帝汶民主共和国 EastTimor
TM 土库曼斯坦
TN 突尼斯 突尼斯共和国
TO 汤加 汤加王国
TR 土耳其 土耳其共和国 Turkey
TT 特立尼达和多巴哥 特立尼达和多巴哥共和国
TV 图瓦卢
TW 中国台湾 台湾 台湾省 中国台湾省 台湾地区 中国台湾地区 Taiwan TaiwanChina ChineseTaipei
TZ 坦桑尼亚 坦桑尼亚联合共和国
UA 乌克兰
UG 乌干达 乌干达共和国
UM 美国本土外小岛屿
US 美国 美利坚合众国 U.S. U.S.A. UnitedStates UnitedStatesofAmerica TheUnitedStates
UY 乌拉圭 乌拉圭东岸共和国
UZ 乌兹别克斯坦 乌兹别克斯坦共和国 乌兹别克
VA 梵蒂冈 梵蒂冈城国
VC 圣文森特和格林纳丁斯
VE 委内瑞拉 委内瑞拉玻利瓦尔共和国
VG 英属维尔京群岛 英属处女群岛 BVI BritishVirginIslands
VI 美属维尔京群岛 USVirginIslands
VN 越南 越南社会主义共和国
VU 瓦努阿图 瓦努阿图共和国
WF 瓦利斯和富图纳
WS 萨摩亚 萨摩亚独立国
YE 也门 也门共和国
YT 马约特
ZA 南非 南非共和国
ZM 赞比亚 赞比亚共和国
ZW 津巴布韦 津巴布韦共和国
"""
