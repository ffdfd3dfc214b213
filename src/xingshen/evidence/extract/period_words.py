"""The words by which an agreement tells which period it speaks of, and the shapes of the phrases that give one.

Expressions over masked text (see ``masking``): one character for a day, a month, a length of time. Only words here;
what follows from them is decided in ``validity``.
"""

from __future__ import annotations

import re

from xingshen.evidence.extract.masking import DAY as D
from xingshen.evidence.extract.masking import LENGTH as L
from xingshen.evidence.extract.masking import MONTH as M

_PAPER = r"(?:协议书?|合同书?|契约|备忘录|意向书|约定书|章程)"
_OF_OTHER_THINGS = (
    r"(?:专利权?|证书|许可证?|执照|资质|保函|报价|批件|授权书?|知识产权|著作权|签证|护照|投标|要约|商标权?|"
    rf"原{_PAPER}|主{_PAPER}|原有?|前述{_PAPER})的?(?:有效)?(?:期限|期间|期|保护期)"
)
OTHER = re.compile(
    _OF_OTHER_THINGS + r"|(?:保密|商业秘密|竞业(?:限制)?|不竞争|付款|支付|拨付|质保|保修|质量保证"
    r"|租赁|许可|使用|试用|验收|交付|授权|担保|培训|宽限|整改)"
    r"(?:义务|责任|条款|协议)?的?(?:有效)?(?:期限|期间|期|时间)"
    r"|保密|商业秘密|竞业|不竞争|付款|支付|拨付|到账|汇款|划拨|结算"
    r"|第[一二三四五六七八九十\d]+(?:阶段|年度|期|年|步)|阶段|进度|节点|里程碑"
    r"|年度(?:计划|目标|任务)|工作计划|专利|保修|质保|质量保证|租赁|发票|交付|签[订署字约](?:日期|时间|日)|签字页"
    r"|试用|仲裁|诉讼|审计|检测|报告期|培训|访问|交流|会议|论坛|施行|颁布|公布|通知|送达|宽限|补救|整改|异议"
    r"|confidential|non-?disclosure|payment|\bpay\b|\bpaid\b|invoice|phase|\bstage|milestone|patent|deliver|report"
    r"|meeting|workshop|licen[cs]e|warrant|publication|surviv|notice|\bact\b|\blaw\b"
    r"|arbitrat|employ|visit|instal?ment"
    r"|vertraulich|zahlung|zahlbar|geheimhalt|confidentialit|paiement|конфиденц|оплат|этап"
    r"|pagamento|\bpago\b|titok|fizet",
    re.IGNORECASE,
)
VALIDITY = re.compile(
    rf"有[效効](?:期限|期[间間]|期|时间)|{_PAPER}的?(?:有效)?(?:期限|期间|时限|年限|期)|生效(?:及|与|和)?(?:期限|期间|日期|时间|期)"
    r"|(?<![\u4e00-\u9fff])(?:协议|合同)?(?:起始|开始|终止|截止|结束|到期)(?:日期?|时间)(?=:)"
    r"|期限|延长|延期|顺延|(?:变更|修改|调整|修订)为"
    r"|\bvalid|in (?:full )?force|effective|in effect|\bexpir|\bterm(?!s)\b|duration"
    r"|period of agreement|contract period"
    r"|gültig|laufzeit|in kraft|vertragsdauer|valable|en vigueur|durée|validité|действ"
    r"|вступа|сил[уе]\b|срок|vigência|vigor|válid|vigente|vigencia"
    r"|hatály|érvényes|időtartam|validità|valido",
    re.IGNORECASE,
)
WORK = re.compile(
    r"(?:合作|项目|课题|任务|研究|研发|开发|履行|执行|实施|联合研发|联合研究|工作|服务|建设|共建)"
    r"(?:的|合作|研究|研发|开发|实施|执行|完成|履行|起止)*(?:有效)?(?:期限|期间|期|周期|年限|起止时间|起止年月|起止日期|时间|时限)"
    r"|起止(?:时间|年月|日期)|周期"
    r"|(?:project|research|cooperation|collaboration|execution|performance|implementation"
    r"|work)\s+(?:period|duration|term|time)"
    r"|(?:duration|term|period|dates) of (?:the )?(?:project|research|cooperation|collaboration|work)"
    r"|projektlaufzeit|durée du projet|срок (?:выполнения|реализации)|projeto|proyecto",
    re.IGNORECASE,
)
THIS_PAPER = re.compile(
    rf"(?:本|该|此|双方|合作){_PAPER}|本{_PAPER[:-1]}|补充{_PAPER})|(?<![\u4e00-\u9fff]){_PAPER}(?=[自于从由在]|$)|(?:this|the"
    rf"|present)\s+(?:\w+\s+){{0,2}}(?:agreement|contract|amendment|memorandum|mou)"
    r"|vertrag|vereinbarung|accord|contrat|convention|договор|соглашени|acordo|convênio|acuerdo|convenio|contrato"
    r"|megállapodás|szerződés|accordo",
    re.IGNORECASE,
)
NOT_THE_TERM = re.compile(
    r"(?:终止|届满|期满|到期|解除|结束|失效)(?:之?日)?(?:后|起|前)|续期|续展|续签|续约|自动(?:延|顺|续|展)|展期|(?<![例比])如(?![下上何同期实前此图表])|若(?!干)|倘"
    r"|after (?:the )?(?:terminat|expir|complet)|renew|verlänger|renouvel|prolong|продл"
    r"|renova|prorrog|prior to|at least|within|nach (?:ablauf|beendigung)",
    re.IGNORECASE,
)

EXTENDED = re.compile(r"(?:延长|顺延|延期|延续|extend\w*|extension\w*)[^,。;]{0,12}$", re.IGNORECASE)
"""Before a length of time: an extension by it, which is not the term itself."""

_DASH = r"[-‐‑‒–—―−~〜∼⁓一→]{1,3}"
_INCLUDED = r"(?:\(?含(?:当日|本日|该日|当天)?\)?)?"
_BEGUN = r"(?:之?日?起|开始|始|即|正式|生效|起算|计算|执行|实施)*"
_TO_EN = (
    r"(?:to|until|till|through|thru|up\s+to|ending(?:\s+on)?|ends?\s+on|expir\w+(?:\s+on)?" r"|terminat\w+(?:\s+on)?)"
)
_FROM_X = (
    r"(?:vom|von|ab(?:\s+dem)?|du|depuis\s+le|à\s+(?:compter|partir)\s+du|с|со|от|de"
    r"|desde(?:\s+(?:el|o))?|a\s+partir\s+d[eo]|dal|dall['’])"
)
_TO_X = (
    r"(?:bis(?:\s+(?:zum|einschließlich))?|au|jusqu['’]\s?au|до|по|а|a|à|até(?:\s+(?:o"
    r"|a))?|hasta(?:\s+el)?|al|fino\s+al)"
)
_HU_FROM, _HU_TO = r"-?\s?(?:j?étől|j?ától|jétől|től|tól)", r"-?\s?(?:i?g|áig|éig|ig)"

RANGE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<a>[{D}{M}])日?{_INCLUDED}{_BEGUN}[,、]?(?:有效期?|期限|一直|持续|截止)*\s*(?:至|到|止于|截至"
        rf"|截止[至到]?|{_DASH})\s*(?P<b>[{D}{M}])",
        rf"(?P<a>[{D}{M}])\s*(?:\([^)]{{0,40}}\)\s*)?(?:{_TO_EN}"
        rf"|{_DASH})\s+(?:and\s+including\s+)?(?:the\s+)?(?P<b>[{D}{M}])",
        rf"(?:from|commenc\w+|beginning|begins?|starts?|starting|effective|as\s+of"
        rf"|into\s+(?:force|effect))(?:\s+(?:on|from|as\s+of))?\s+"
        rf"(?P<a>[{D}{M}])[^.;{D}{M}{L}]{{0,90}}?\b{_TO_EN}\s+(?:and\s+including\s+)?(?:the\s+)?(?P<b>[{D}{M}])",
        rf"(?:起|始)\s*:?\s*(?P<a>[{D}{M}])日?[,;\s]*(?:止|终)\s*:?\s*(?P<b>[{D}{M}])",
        rf"(?P<a>[{D}{M}])\s*から\s*(?P<b>[{D}{M}])",
        rf"between\s+(?P<a>[{D}{M}])\s+and\s+(?P<b>[{D}{M}])",
        rf"\b{_FROM_X}\s*(?P<a>[{D}{M}])\s*(?:г\.?(?:ода)?\s*)?(?:{_TO_X})\s*(?P<b>[{D}{M}])",
        rf"(?P<a>{D}){_HU_FROM}\s*(?P<b>{D}){_HU_TO}",
    )
)
START = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:自|从|由|于)(?P<a>[{D}{M}])日?{_INCLUDED}(?:\(?签[署订]\)?)?(?:之?日?起|开始|始)",
        rf"(?:自|从|由|于|在)?(?P<a>[{D}{M}])(?:日?起|开始|正式|即)*生效",
        rf"(?:生效|起始|开始)(?:日期?|时间|之日)?(?:为|是|:|于)+\s*(?P<a>[{D}{M}])",
        rf"(?:期|期限|期间|时间)(?:为|是|:)*\s*(?P<a>[{D}{M}])日?(?:起|开始)",
        rf"(?:effective(?:\s+date)?|commenc\w+(?:\s+date)?|beginning|begins?|starts?|starting"
        rf"|start\s+date|takes?\s+effect|into\s+(?:force|effect)|in\s+force|valid)"
        rf"(?:\s*:|\s+(?:of\s+this\s+agreement|is|shall\s+be|as|of|from|on))*\s+(?:the\s+)?(?P<a>[{D}{M}])",
        rf"\bfrom\s+(?:and\s+including\s+)?(?:the\s+)?(?P<a>[{D}{M}])",
        rf"(?P<a>{D})\s*\([^)]{{0,40}}effective\s+date",
        rf"\b(?:ab(?:\s+dem)?|am|à\s+(?:compter|partir)\s+du|le|с|со|a\s+partir\s+d[eo]"
        rf"|desde(?:\s+el)?|dal|em|el)\s*(?P<a>{D})",
    )
)
END = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:至|到|截至|截止[到至于]?|止于)(?:[^,。;{D}{M}{L}]{{0,20}}?\((?:即|为|暂定)?)?(?P<b>[{D}{M}])",
        rf"(?:终止|失效|届满|到期|截止|期满|结束)(?:日期?|时间|之日)?(?:为|是|:|于)+\s*(?P<b>[{D}{M}])",
        rf"(?:于|在)?(?P<b>[{D}{M}])日?{_INCLUDED}(?:之?前有效|自动|自行|即|为)*(?:有效|终止|届满|失效|到期|期满|截止|结束)(?!日期?:|时间)",
        rf"(?:有效期限?|有效期间)(?:为|是|:)+\s*(?P<b>[{D}{M}])(?!日?(?:起|开始|至|到)|{_DASH})",
        rf"\b(?:{_TO_EN}|expiry\s+date|end\s+date|expiration\s+date)(?:\s*:|\s+(?:is|on"
        rf"|shall\s+be))*\s+(?:and\s+including\s+)?(?:the\s+)?(?P<b>[{D}{M}])",
        rf"\b(?:bis(?:\s+(?:zum|einschließlich))?|jusqu['’]\s?au|до|по|até(?:\s+(?:o|a))?"
        rf"|hasta(?:\s+el)?|fino\s+al)\s*(?P<b>[{D}{M}])",
        rf"(?P<b>{D}){_HU_TO}",
    )
)
LENGTH = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:有效期限|有效期间|有效期|有效时间|期限|年限|周期|期间|合同期|协议期|合作期|执行期|实施期|时间)(?:\([^)]{{0,10}}\))?(?:一般"
        rf"|均|暂)?(?:为|是|:|共计?|合计|定为|暂定|约定|暂定为)*\s*(?P<l>{L})(?!前|后)",
        rf"(?:起|起算|计算|生效)[,、]?(?:有效期限?|期限|为期|共计?|的|满)?(?:为|是|:)?\s*(?P<l>{L})(?=内?(?:有效|届满|止|期满"
        rf"|终止|为止|失效)|的?有效期|[,。;)]|$)",
        rf"(?:为期)(?P<l>{L})",
        rf"(?P<l>{L})有效",
        rf"(?:expir\w+|terminat\w+|ends?|ending|until|till|through)(?:\s+(?:on|upon|at))?\s+(?:the\s+)?(?P<l>{L})\s+(?:of|after|from)\b",
        rf"(?:valid(?:ity)?|force|effect|term|duration|period)(?:\s+of\s+(?:this"
        rf"|the)\s+agreement)?(?:\s*:|\s+(?:is|shall\s+be|shall\s+have|for|of|an?|initial|fixed"
        rf"|total|period|term))*\s+(?P<l>{L})",
        rf"\bfor\s+(?:an?\s+|the\s+)?(?:initial\s+|fixed\s+|total\s+)?(?:period\s+|term\s+"
        rf"|duration\s+)?(?:of\s+)?(?P<l>{L})(?!\s+after)",
        rf"(?P<l>{L})\s+(?:from|as\s+of|starting|commencing|beginning|counted\s+from)\b",
        rf"(?:für(?:\s+die\s+dauer\s+von|\s+einen\s+zeitraum\s+von)?|laufzeit(?:\s+von"
        rf"|\s+beträgt)?|durée\s+de|pour(?:\s+une\s+durée\s+de)?|сроком\s+на|в\s+течение|\bна|"
        rf"prazo\s+de|por(?:\s+um\s+(?:período|prazo)\s+de|\s+un\s+(?:período|plazo)\s+de)?"
        rf"|duración\s+de|per)\s+(?P<l>{L})",
    )
)

_SIGN = r"(?:签署|签订|签字|签名|盖章|签章|签约|订立|签定|用印)"
BY_SIGNING = re.compile(
    rf"(?:自|经|从|由|于|在|待|以)[^,。;{D}{L}]{{0,45}}?{_SIGN}[^,。;{D}{M}{L}]{{0,12}}?(?:起|生效|计算|算起)"
    rf"|{_SIGN}[^,。;{D}{M}{L}]{{0,8}}?(?:后|即|之日)[^,。;{D}{M}{L}]{{0,4}}?生效"
    r"|(?:from|upon|on|after|as\s+of|by|at|when|once"
    r"|following)\s+(?:the\s+)?(?:date\s+of\s+)?(?:(?:its|the|this|last|latest|final|due"
    r"|mutual|being|duly)\s+)*"
    r"(?:signature|signing|execution\s+(?:of\s+this|by|hereof)|signed)"
    r"|date\s+of\s+(?:the\s+)?(?:last\s+|latest\s+|its\s+)?(?:signature|signing)"
    r"|(?:mit|ab|nach)\s+(?:der\s+)?unterzeichnung|signature\s+(?:par|des)|с\s+(?:момента"
    r"|даты)\s+(?:его\s+)?подписания|(?:data\s+d[ae]|na|com\s+a)\s*(?:sua\s+)?assinatura"
    r"|(?:fecha\s+de|a)\s+(?:su\s+)?firma|aláírás",
    re.IGNORECASE,
)
BY_EFFECT = re.compile(
    r"生效(?:之?日)?(?:起|开始|计)|(?:from|after)\s+(?:the\s+)?(?:effective\s+date"
    r"|(?:date\s+of\s+)?(?:its\s+)?entry\s+into\s+force)",
    re.IGNORECASE,
)
BY_PROJECT = re.compile(
    rf"(?:自|经|待|从|在|于)[^,。;{D}{M}{L}]{{0,30}}?(?:立项|获批|批准|资助|下达|任务书|批复)[^,。;{D}{M}{L}]{{0,14}}?(?:起|生效)"
    r"|(?:from|upon|after|as\s+of"
    r"|on)\s+(?:the\s+)?(?:date\s+of\s+)?(?:the\s+)?(?:project\s+)?(?:approval|funding"
    r"|award|grant)",
    re.IGNORECASE,
)
UNTIL_EVENT = re.compile(
    rf"(?:至|到|直至|直到|截至)[^,。;{D}{M}{L}]{{0,40}}?(?:验收|结题|完成|结束|履行完|执行完|实施完|实现|完毕|交付|期满|届满|终结|清算)"
    rf"(?![^,。;]{{0,8}}\((?:即|为|暂定)?[{D}{M}])"
    r"|(?:验收|结题|完成|履行完毕|执行完毕|义务完毕)[^,。;]{0,8}?后?(?:自动|自行|即|自然)+(?:终止|失效)"
    r"|项目(?:执行|实施|研究|合作)?(?:期|期间|周期)内?(?:持续|一直|均)?有效"
    rf"|(?:until|till|through|to|upon)\s+(?:the\s+)?[^.;{D}{M}{L}]{{0,50}}?(?:completion"
    rf"|acceptance|conclusion|fulfil\w*|end|termination|closure|finish\w*)\s*(?:of|by)?"
    r"(?:\s+(?:the|this|all|its))?\s*(?:joint\s+|research\s+)?(?:project|work|research"
    r"|obligations|cooperation|tasks|program)"
    r"|for\s+the\s+(?:entire\s+|whole\s+|full\s+)?(?:duration|term|period|life)\s+of\s+the\s+(?:\w+\s+)?project"
    r"|until\s+(?:the\s+)?project\s+(?:is\s+)?(?:complet|finish|accept|end|conclu)"
    r"|bis\s+zum\s+(?:abschluss|ende)\s+des|jusqu['’]à\s+(?:la\s+fin|l['’]achèvement)"
    r"|до\s+(?:полного\s+)?(?:завершения|окончания|исполнения|выполнения)"
    r"|até\s+(?:a\s+)?conclusão|hasta\s+la\s+(?:finalización|conclusión)",
    re.IGNORECASE,
)
SAME_AS_PROJECT = re.compile(
    r"与[^,。;]{0,20}(?:项目|课题|执行期|研究期|周期|任务书)[^,。;]{0,12}?(?:一致|相同|同步|为准)"
    r"|以[^,。;]{0,20}(?:执行期|研究期限?|项目周期|起止时间)[^,。;]{0,6}为准"
)
OPEN_END = re.compile(
    rf"(?:长期|永久|无限期|持续|永远)有效|无固定期限|永久|期限(?:为|:|是)*(?:长期|永久)|不设(?:固定)?期限|长期(?=[,。;]|$)"
    rf"|至[^,。;{D}{L}]{{0,20}}(?:一方|双方|各方)[^,。;{D}{L}]{{0,24}}(?:终止|解除|通知|书面)[^,。;{D}{L}]{{0,12}}(?:为止|止|之日|时)"
    r"|indefinite|perpetual|for\s+an\s+unlimited|no\s+fixed\s+term"
    r"|until\s+(?:it\s+is\s+)?terminated|until\s+(?:either|any|one|both)\s+part\w+"
    r"|auf\s+unbestimmte\s+zeit|durée\s+indéterminée|бессрочн|prazo\s+indeterminado|plazo\s+indefinido|határozatlan",
    re.IGNORECASE,
)
EARLIER_OR_LATER = re.compile(
    r"(?:较|孰|先|后|早|晚)[早晚到先后]*(?:者|发生者)?为准|whichever\s+(?:is|comes|occurs)", re.IGNORECASE
)
RENEWAL = re.compile(
    r"(?<!不)(?<!不会)(?<!不得)(?<!不予)自动(?:续|顺延|延续|延长|延期|展期|滚动)|视为(?:自动)?(?:续|延长|同意续|顺延)|(?:默认"
    r"|自然)(?:续|顺延|延续)|有效期[^,。;]{0,8}(?:自动|相应)?(?:顺延|自动延)"
    r"|(?:本协议|本合同)(?:将|则)?继续有效"
    r"|(?<!not )(?<!not be )automatic\w*\s+(?:be\s+)?(?:renew|extend|prolong)"
    r"|(?<!not be )(?:renewed|extended|renews|extends|prolonged)\s+automatically"
    r"|tacit\w*\s+(?:renew|recond)"
    r"|automatisch\s+(?:um|verlänger)|tacite|автоматически\s+(?:продл|пролонг)"
    r"|renovad[oa]\s+automaticamente|automáticamente",
    re.IGNORECASE,
)
AFTERWARDS = re.compile(
    r"^[^,。;]{0,12}?(?:签订|签署|订立|颁布|公布|施行|通过|申请|授权|召开|举办|支付|提交|完成)(?!之日)"
)
A_DEADLINE = re.compile(
    rf"^\s*[的,]?(?:{L}|[\d一二三四五六七八九十]{{1,4}}个?工作日)(?:之|以)?内(?!均?有效|届满|终止)"
    r"|^\s*,?\s*(?:within|no later)",
    re.IGNORECASE,
)
"""After 自生效之日起: a deadline for something, not the term."""
