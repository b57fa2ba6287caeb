"""How languages other than English, Russian and Chinese say that something of an API goes away; data alone.

Months are those of Unicode CLDR in the form that stands in a date. What goes away must be named as a part of an API:
files and accounts are deleted as well, and nobody calls those.
"""

from typing import Final

_PARTS: Final = (
    r"(?:endpoint|api\b|versi[oóõ]|version|wersj|верс|sürüm|phiên bản|método|metodo|méthode"
    r"|methode|metod|paramet|paramèt"
    r"|parámet|parâmet|параметр|метод|tham số|campo|champ|\bfeld|поле|trường|alan[ıi]?\b|punto (?:final"
    r"|de acceso)|point d'accès"
    r"|ruta|rota\b|route|endpunkt|schnittstelle"
    r"|ендпоінт|端點|介面|uç nokta|エンドポイント|バージョン|엔드포인트|버전|파라미터|필드)"
)
_GOES: Final = (
    r"\b(?:se (?:eliminar|retirar|desactivar|descontinuar)[áa]n?|ser[áa]n? (?:eliminad|retirad"
    r"|descontinuad|desactivad)[oa]s?"
    r"|dejar[áa]n? de (?:funcionar|estar disponible)|ser[áa] (?:removid"
    r"|descontinuad|desativad|desligad)[oa]s?"
    r"|ser[ãa]o (?:removid|descontinuad|desativad)[oa]s?|deixar[áa] de (?:funcionar|existir)"
    r"|ser(?:a|ont) (?:supprimé|retiré|désactivé|abandonné)(?:e?s?)|cesser(?:a|ont) de fonctionner"
    r"|(?:sar(?:à|anno|a)|verr(?:à|anno)) (?:rimoss|dismess|eliminat|disattivat)[oaie]|cesserà di funzionare"
    r"|w(?:ird|erden)\b.{0,80}\b(?:abgeschaltet|entfernt|eingestellt|abgekündigt)"
    r"|zostan(?:ie|ą) (?:usunięt|wycofan|wyłączon)\w{1,3}|przestan(?:ie|ą) działać"
    r"|буд(?:е|уть) (?:видален|вимкнен|вилучен)\w{1,2}|перестан(?:е|уть) працювати"
    r"|(?:kaldırılacak|devre dışı bırakılacak|sonlandırılacak)\w{0,5}"
    r"|akan (?:dihapus|dihentikan|dinonaktifkan))"
    r"|sẽ (?:bị )?(?:gỡ bỏ|xóa|xoá|ngừng)"
    r"|削除され(?:ます|る予定)|廃止され(?:ます|る)|提供を終了|삭제될 예정|(?:지원|제공)\S{0,2} ?종료"
    r"|종료(?:됩니다|될 예정)"
    r"|將.{0,20}(?:停用|下線|移除|關閉|淘汰)"
)
_GONE: Final = (
    r"\b(?:(?:está|fue|ha sido|foi|est|a été|è|è stat[oa]) (?:obsolet[oa]|obsolète|deprecad[oa]"
    r"|depreciad[oa]|descontinuad[oa]"
    r"|dépréciée?|deprecat[oa]|dismess[oa])|ya no (?:se admite|está disponible|es compatible)"
    r"|não é mais (?:suportad|compatível)\w{0,2}|n'est plus (?:pris en charge|maintenue?|disponible)"
    r"|non è più (?:supportat|disponibil|mantenut)\w{0,2}|ist veraltet|wird nicht mehr unterstützt"
    r"|jest przestarzał\w{1,2}|nie jest już (?:wspieran|obsługiwan)\w{1,2}"
    r"|застаріл(?:ий|а|е|і)|більше не підтримується"
    r"|kullanımdan kald\w{2,12}|artık desteklenm\w{2,8}|sudah usang|tidak lagi didukung)\b"
    r"|không còn được hỗ trợ|đã lỗi thời|非推奨(?:です|となり)|더 이상 (?:지원|사용)(?:되지|하지)"
)
RETIRED: Final = rf"^(?=.{{0,300}}{_PARTS}).{{0,300}}(?:{_GOES}|{_GONE})"
OF_RETIRED: Final = (
    "elimin", "retir", "desactiv", "descontinu", "dejar", "removid", "desativ", "deslig", "deixar", "supprim",
    "désactiv",
    "abandonn", "cesser", "rimoss", "dismess",
    "disattiv", "abgeschaltet", "entfernt", "eingestellt", "abgekündigt",
    "usunięt", "wycofan", "wyłączon", "przestan", "видален",
    "вимкнен", "вилучен", "перестан", "kald", "devre d",
    "sonland", "dihapus", "dihentikan", "dinonaktifkan", "sẽ ", "削除",
    "廃止", "終了", "삭제", "종료", "obsol", "depreca",
    "deprecia", "déprécié", "ya no", "não é mais",
    "n'est plus", "non è più", "veraltet", "nicht mehr", "przestarz",
    "nie jest już", "застаріл", "більше не", "desteklenm",
    "usang", "tidak lagi", "không còn", "lỗi thời", "非推奨",
    "더 이상", "將",
)  # fmt: skip
"""A piece of each alternative above in small letters: most sentences hold none.

In Turkish none with an ı, whose capital letter is an I, as that of an i is.
"""
REMOVING: Final = (
    r"\b(?:elimin|retir|desactiv|desativ|remov|supprim|rimoss|rimuov|dismess|abgeschaltet"
    r"|entfernt|eingestellt|usuni|wycofa"
    r"|wyłącz|видал|вимкн|kaldır|dihapus|dihentikan)\w*|gỡ bỏ|ngừng|削除|廃止|終了|삭제|종료"
)
"""What is done to what goes away, whatever is said of it."""
