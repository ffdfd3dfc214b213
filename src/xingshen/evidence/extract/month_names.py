"""Names of the months in the languages that partners of Chinese units write agreements in.

A table instead of a parsing library: the same words give the same month on every machine and in every release.
"""

from __future__ import annotations

import re

_NAMES: tuple[str, ...] = (
    "january jan januar jänner janvier enero ene janeiro gennaio gen января январь январе янв січня студзеня január "
    "stycznia styczeń ledna leden januára januari ianuarie ocak siječnja јануар jaanuar sausio yanvar қаңтар",
    "february feb februar février févr febrero fevereiro fev febbraio февраля февраль феврале фев лютого лютага "
    "február lutego luty února únor februára februari februarie şubat veljače фебруар veebruar vasario fevral ақпан",
    "march mar märz mars marzo março marco марта март марте березня сакавіка március marca marzec března březen maart "
    "martie mart ožujka kovo mart наурыз",
    "april apr avril abril abr aprile апреля апрель апреле квітня красавіка április kwietnia kwiecień dubna duben "
    "apríla aprilie nisan travnja aprill balandžio aprel сәуір",
    "may mai mayo maio maggio мая май мае травня május maja května květen mája mei mayıs svibnja gegužės мамыр",
    "june jun juni juin junio junho giugno июня июнь июне червня чэрвеня június czerwca czerwiec června červen júna "
    "iunie haziran lipnja juuni birželio iyun маусым",
    "july jul juli juillet julio julho luglio июля июль июле липня ліпеня július lipca lipiec července červenec júla "
    "iulie temmuz srpnja juuli liepos iyul шілде",
    "august aug août aout agosto ago августа август августе серпня жніўня augusztus sierpnia sierpień srpna srpen "
    "augusta augustus ağustos kolovoza rugpjūčio avgust тамыз",
    "september sept sep septembre septiembre setembro set settembre сентября сентябрь сентябре вересня верасня "
    "szeptember września wrzesień září septembra septembrie eylül rujna rugsėjo sentyabr қыркүйек",
    "october oct oktober octobre octubre outubro out ottobre ott октября октябрь октябре жовтня кастрычніка október "
    "października październik října říjen októbra octombrie ekim listopada spalio oktyabr қазан",
    "november nov novembre noviembre novembro ноября ноябрь ноябре листопада лістапада listopad listopadu novembra "
    "noiembrie kasım studenoga lapkričio noyabr қараша",
    "december dec dezember dez décembre diciembre dic dezembro dicembre декабря декабрь декабре грудня снежня "
    "grudnia grudzień prosince prosinec decembra decembrie aralık prosinca gruodžio dekabr желтоқсан",
)
_MONTHS = {name: month for month, names in enumerate(_NAMES, 1) for name in reversed(names.split())}
_ENDINGS = re.compile(r"(?:-?(?:ig|án|én|től|tól))$")

MONTH_WORD = "(?:" + "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True)) + r")(?!\w)"
"""A regular expression (no groups) for any month name as a whole word; for use with ``re.IGNORECASE``."""


def month_of(word: str) -> int:
    """The month's number, 1 to 12; 0 where ``word`` names none."""
    return _MONTHS.get(_ENDINGS.sub("", word.casefold()), _MONTHS.get(word.casefold(), 0))
