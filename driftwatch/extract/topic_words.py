"""How headings name what a client has to obey, in languages beside English, Chinese and Russian; data alone.

Each language says no more here than a dictionary does; short words stand whole, since they begin others. What reads a
table or a sentence of one topic adds its own words to these.
"""

from typing import Final

LIMITS: Final = (
    r"制限|上限|제한|한도|할당량|쿼터|\bl[ií]mites?\b|\blimita(?:ciones|ción|ções|ção|tions?)\b|\bcuotas?\b|\bcotas?\b"
    r"|begrenzung|beschränkung|\bkontingent|\blimity?\b|ograniczeni|обмежен|ліміт|квот|giới hạn|hạn mức|\bsınır"
    r"|\bkota(?:lar)?\b|\bbatas(?:an)?\b|\bkuota\b"
)
MONEY: Final = (
    r"料金|課金|価格|요금|과금|가격|비용|\bprecios?\b|\btarifas?\b|facturación|\bpreços?\b|\bcobrança|\bfaturamento"
    r"|\bpreise?\b|\babrechnung|gebühr|\bkosten\b|\btarif[es]?\b|\bfacturation|\bprix\b|\bcoûts?\b|cennik|\bcen[ay]\b|\bopłat"
    r"|rozliczen|\bціни\b|вартість|оплат|\bgiá\b|chi phí|thanh toán|\bfiyat|\bücret|\bharga\b|\bbiaya\b|\btagihan\b"
)
FAILURES: Final = (
    r"エラー|에러|오류|errores|\berros?\b|\berrori?\b|fehler|erreur|błęd|помил(?:к|ок)|\blỗi\b|\bhata(?:lar|sı|ları)?\b"
    r"|\bkesalahan|\bgalat\b"
)
RETRIES: Final = (
    r"再試行|リトライ|재시도|reintent|\bnova tentativa|wiederhol|réessa|\bponawia|\bthử lại"
    r"|\byeniden dene|\bcoba lagi"
)
CREDENTIALS: Final = (
    r"認証|인증|\bautenticaci[oó]n|\bautenticação|authentifizierung|\bauthentification|uwierzytelni|автентиф|xác thực"
    r"|kimlik doğrulama|\b(?:au|o)tentikasi\b"
)
RETIREMENT: Final = (
    r"非推奨|廃止|지원 중단|지원 종료|폐기|\bobsolet|\bdescontinua|\bveraltet|abgekündigt|\bobsolèt|\bdépréci"
    r"|przestarza|wycofan"
    r"|застаріл|ngừng hỗ trợ|kullanımdan kald|\busang\b"
)
MATTERS: Final = (
    r"않|없|마세요|마십|말아|금지|불가|반드시|필수|최대|최소|이상|이하|이내|초과|무료|유료|과금|환불|만료|삭제|실패|거부|가능|매일"
    r"|\b(?:nunca|sin|sólo|solo|siempre|debe\w*|gratis|gratuit\w+|cobra\w*|máxim\w+|mínim\w+|obligatori\w+)\b"
    r"|\b(?:não|sem|sempre|apenas|somente|deve\w*|grátis|máxim\w+|mínim\w+|obrigatóri\w+)\b"
    r"|\b(?:nicht|kein\w*|nie|niemals|ohne|nur|immer|muss|müssen|kostenlos|berechnet|höchstens|mindestens|maximal)\b"
    r"|\b(?:ne|n'|pas|jamais|sans|aucune?|seulement|toujours|doit|doivent|facturé\w*|maximum|minimum|obligatoire)\b"
    r"|\b(?:nie|bez|nigdy|tylko|zawsze|musi\w*|bezpłatn\w+|maksymaln\w+|minimaln\w+|wymagan\w+)\b"
    r"|\b(?:не|немає|без|ніколи|тільки|лише|завжди|треба|безкоштовн\w+|максимальн\w+|мінімальн\w+|обов'язков\w+)\b"
    r"|\b(?:không|đừng|chưa|chỉ|luôn|phải|miễn phí|tối đa|tối thiểu|bắt buộc)\b"
    r"|\b(?:değil\w*|yok|yalnızca|sadece|her zaman|zorunlu|ücretsiz|en fazla|en az)\b|\w+m[ae]y[ıi]n\b"
    r"|\b(?:tidak|bukan|jangan|tanpa|belum|hanya|selalu|harus|wajib|gratis|maksim\w+|minim\w+)\b"
)
"""Negations, demands and shares, by which a sentence says the contrary or something else."""
