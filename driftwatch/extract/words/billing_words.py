"""How languages beside English, Russian and Chinese say that calls which failed are paid for, or not; data alone.

What is charged for may be denied before the word for it ("werden nicht berechnet") or behind it ("課金されません").
"""

from typing import Final

_FAILED: Final = (
    r"(?:fallid[oa]s?|que fall[ae]n|com falha|que falh\w+|malsucedid\w+|échou\w+|en échec|fehlgeschlagen\w*"
    r"|fehlerhaft\w*|non riuscit\w+|fallit\w+|nieudan\w+|невдал\w+|başarısız\w*|thất bại|gagal|失敗|실패)"
)
_CHARGED: Final = (
    r"(?:cobr\w+|factur\w+|tarif\w+|berechnet?\b|abgerechnet|in rechnung|addebit\w+|fattur\w+|nalicza\w+|obciąża\w+"
    r"|płatn\w+|тариф\w+|оплач\w+|стягу\w+|ücretlendir\w+|faturalandır\w+|tính phí|thu phí|tính tiền|biaya|ditagih\w*"
    r"|課金|料金|計費|計價|收費|扣費|과금|청구|요금)"
)
FAILED_CALLS: Final = rf"{_FAILED}.{{0,60}}?{_CHARGED}|{_CHARGED}.{{0,60}}?{_FAILED}"
OF_FAILED_CALLS: Final = (
    "fallid", "falle", "falla", "falh", "malsuced", "échou", "échec", "fehlge", "fehlerh", "riuscit", "fallit",
    "nieudan", "невдал", "başar", "thất bại", "gagal", "失敗", "실패",
)  # fmt: skip
"""A piece of each word for what failed in small letters: most sentences hold none."""
NEGATION: Final = (
    r"\b(?:nicht|kein\w{0,2}|nie|não|nunca|jamais|ne|non(?!-)|tidak|jangan|không|chưa|değil)\b|\bn'(?=\w)"
    r"|不|沒有|無需|無法|禁止"
)
"""Words that deny what stands behind them."""
NO_NEGATION: Final = (
    r"\b(?:no más de|não mais (?:de|que)|pas plus de|nicht mehr als|non più di|nie więcej niż|не більше)\b"
    r"|\btidak lebih dari\b"
    r"|không quá|不超過|不得超過|不僅"
)
DENIED: Final = (
    r"([\u4e00-\u9fff]{1,4})(?:さ?れ|し|でき|されてい)?(?:ません|ない(?!と|で))"
    r"|([\uac00-\ud7a3]{2,4}?)(?:되|하)지(?:는)? ?(?:않|마|못)"
    r"|\b(\w{5,30}?)(?:[ae]?m[ae]z|may?[ae]cak|mey?ecek)(?:l[ae]r)?\b"
)
"""What is denied before the end of its word: in Japanese, Korean, Turkish."""
FOR_FREE: Final = (
    r"\b(?:gratis|gratuit\w{0,5}|kostenlos\w{0,2}|kostenfrei\w{0,2}|darmow\w{1,3}|bezpłatn\w{1,3}|безкоштовн\w{1,2}"
    r"|ücretsiz|miễn phí)\b|無料|免費|무료"
)
COSTS: Final = (
    r"\b(?:cobr|factur|berechnet|abgerechnet|addebit|fattur|nalicza|płatn|тариф|ücretlendir|faturalandır)"
    r"|tính phí|thu phí|biaya|課金|計費|收費|과금|청구"
)
"""What is said of the contrary of what is free."""
