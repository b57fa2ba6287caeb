"""How headings name what a client has to obey, in languages beside English, Chinese and Russian; data alone.

Each language says no more here than a dictionary does; short words stand whole, since they begin others. What reads a
table or a sentence of one topic adds its own words to these.
"""

from typing import Final

from driftwatch.extract.words.amount_words import MONTHS, SPANS
from driftwatch.extract.words.retirement_words import REMOVING

_LONG: Final = 4
"""Letters of a month or a unit of time that is no other word as well: "mai", "set", "min"."""

LIMITS: Final = (
    r"制限|上限|제한|한도|할당량|쿼터|\bl[ií]mites?\b|\blimita(?:ciones|ción|ções|ção|tions?)\b|\bcuotas?\b|\bcotas?\b"
    r"|begrenzung|beschränkung|\bkontingent|\blimity?\b|ograniczeni|обмежен|ліміт|квот|giới hạn|hạn mức|\bsınır"
    r"|\bkota(?:lar)?\b|\bbatas(?:an)?\b|\bkuota\b|\blimit[ei]\b|\blimitazion[ei]\b|\bquota\b"
    r"|\bquote (?:d(?:i|el(?:l[ae])?|ei|egli)|per|mensil[ei])\b|\bquote d(?:ell)?['\u2019]|配額|上限"
)
MONEY: Final = (
    r"料金|課金|価格|요금|과금|가격|비용|\bprecios?\b|\btarifas?\b|facturación|\bpreços?\b|\bcobrança|\bfaturamento"
    r"|\bpreise?\b|\babrechnung(?:en|s(?:modelle?|regeln|weise))?\b|gebühr|\bkosten\b"
    r"|\btarif[es]?\b|\bfacturation|\bprix\b|\bcoûts?\b|cennik|\bcen[ay]\b|\bopłat"
    r"|rozliczen|\bціни\b|вартість|\bgiá\b|chi phí|\bfiyat|\bücret|\bharga\b|\bbiaya\b|\btagihan\b"
    r"|\bprezz[oi]\b|\btariff[ae]\b|\bfatturazione\b|\bcost[oi]\b|計費|收費|計價|價格|費用|定價"
)
CALLS: Final = (
    r"\b(?:solicitud(?:es)?|petici(?:ón|ones)|llamadas?|requisiç(?:ão|ões)|chamadas?|requêtes?|appels?|richiest[ae]"
    r"|chiamat[ae]|anfragen?|aufrufe?n?|żąda(?:nie|nia|ń)|zapyta(?:nie|nia|ń)|запит(?:и|ів|у)?|виклик\w{0,3}"
    r"|iste(?:k|ği|kler)\w{0,4}|permintaan)\b|yêu cầu|lệnh gọi|リクエスト|요청|호출|請求|調用|呼叫"
)
"""What only an API has, or is sold by."""
FAILURES: Final = (
    r"エラー|에러|오류|errores|\berros?\b|\berrori?\b|fehler|erreur|błęd|помил(?:к|ок)|\blỗi\b|\bhata(?:lar|sı|ları)?\b"
    r"|\bkesalahan|\bgalat\b"
)
RETRIES: Final = (
    r"再試行|リトライ|재시도|reintent|\bnova tentativa|wiederhol|réessa|\bponawia|\bthử lại"
    r"|\byeniden dene|\bcoba lagi|\briprova|\bnuov[oi] tentativ|重試"
)
CREDENTIALS: Final = (
    r"(?<!本人)(?<!電話番号)(?<!メール)(?<!SMS)認証"
    r"|(?<!결제)(?<!결제 )(?<!본인)(?<!본인 )(?<!휴대폰)(?<!휴대폰 )(?<!카드)(?<!카드 )(?<!계좌)(?<!계좌 )"
    r"(?<!이메일)(?<!이메일 )(?<!실명)(?<!성인)인증(?!\s?(?:번호|결제|창))"
    r"|\bautenticaci[oó]n|\bautenticação|authentifizierung|\bauthentification|uwierzytelni|автентиф|xác thực"
    r"|kimlik doğrulama|\b(?:au|o)tentikasi\b"
)
"""To be let in; not who pays, or whose telephone it is: "결제 인증" is a step of a payment."""
RETIREMENT: Final = (
    r"非推奨|廃止|지원 중단|지원 종료|폐기|\bobsolet|\bdescontinua|\bveraltet|abgekündigt|\bobsolèt|\bdépréci"
    r"|przestarza|wycofan"
    r"|застаріл|ngừng hỗ trợ|lỗi thời|kullanımdan kald|\busang\b|\bdeprecat|\bdepreci|\bdismess|棄用|廢棄|停用"
)
ACTIONS: Final = (
    r"(?:获取|查询|设置|配置|创建|新建|新增|添加|修改|删除|更新|编辑|上传|提交|导入|导出|批量|重置|拉取)"
    r"(?!.*(?:限制|上限|限流|频率|速率|配额|次数|错误|错误码)$).*"
    r"|.*\s(?:조회|설정|등록|삭제|수정|생성|발급)(?:\s?(?:하기|API))?"
    r"|.*の?(?:取得|設定|作成|削除|登録|照会|検索)(?:する|\s?API)?"
    r"|(?:получ|провер|созда|установ|настро|просм|отрим|перевір|створ)\w{1,8} .*"
    r"|(?:запрос|запит|поиск|пошук) (?!(?:и|та) ).*"
    r"|(?:obtener|consultar|crear|actualizar|eliminar|listar|configurar|buscar|obter|criar|atualizar|excluir) .*"
    r"|consultas? (?:de|do|da|del) .*|(?:récupérer|obtenir|créer|lister|supprimer|consulter|modifier) .*"
    r"|.* (?:abrufen|abfragen|erstellen|anlegen|löschen|ändern|auflisten|konfigurieren|einsehen|erteilen|widerrufen"
    r"|setzen|anzeigen|aktualisieren)"
)
"""Headings of what somebody does with a thing, or of the call that does it: "查询价格" states no price."""
ASIDES: Final = (
    r"(?:где смотреть|смотрите|см\.) .*|相关(?:链接|文档|资源|阅读)|参见|另请参阅|更多示例"
    r"|下一步|示例代码|関連(?:リンク|情報)|次のステップ|관련 (?:링크|문서)|함께 보기|더 알아보기|다음 단계"
    r"|ver también|próximos pasos|siguientes pasos|veja também|próximos passos"
    r"|voir aussi|étapes suivantes|siehe auch|nächste schritte|zobacz też|дивіться також|див\. також"
)
"""Headings of what goes along with a page and demands nothing."""
REFERS: Final = r"подробн(?:ее|ости|ая)\b|更多(?:信息|详情|内容|说明)|有关.{0,40}请?(?:参阅|参见|查看)|详见"
"""How a sentence begins that says no more than where something is said."""
MATTERS: Final = (
    r"않|없|마세요|마십|말아|금지|불가|반드시|필수|최대|최소|이상|이하|이내|초과|무료|유료|과금|환불|만료|삭제|실패|거부|가능|매일"
    r"|\b(?:nunca|sin|sólo|solo|siempre|debe\w*|gratis|gratuit\w+|cobra\w*|máxim\w+|mínim\w+|obligatori\w+)\b"
    r"|\b(?:não|sem|sempre|apenas|somente|deve(?!l)\w*|grátis|máxim\w+|mínim\w+|obrigatóri\w+)\b"
    r"|\b(?:nicht|kein\w*|nie|niemals|ohne|nur|immer|muss|müssen|kostenlos|berechnet|höchstens|mindestens|maximal)\b"
    r"|\b(?:ne|n'|pas|jamais|sans|aucune?|seulement|toujours|doit|doivent|facturé\w*|maximum|minimum|obligatoire)\b"
    r"|\b(?:nie|bez|nigdy|tylko|zawsze|musi(?!c|k)\w*|bezpłatn\w+|maksymaln\w+|minimaln\w+|wymagan\w+)\b"
    r"|\b(?:не|немає|без|ніколи|тільки|лише|завжди|треба|безкоштовн\w+|максимальн\w+|мінімальн\w+|обов'язков\w+)\b"
    r"|\b(?:không|đừng|chưa|chỉ|luôn|phải|miễn phí|tối đa|tối thiểu|bắt buộc)\b"
    r"|\b(?:değil\w*|yok|yalnızca|sadece|her zaman|zorunlu|ücretsiz|en fazla|en az)\b|\w+m[ae]y[ıi]n\b"
    r"|\b(?:tidak|bukan|jangan|tanpa|belum|hanya|selalu|harus|wajib|gratis|maksim\w+|minim\w+)\b"
    r"|\b(?:non|mai|senza|solo|soltanto|sempre|dev[eo](?:no)?|gratuit\w+|addebitat\w+|massim\w+"
    r"|minim\w+|obbligatori\w+)\b"
    r"|\b(?:factura\w*|cobrad\w+|costa\w*|cuesta\w*|coûte\w*|kostet\w*|kosztuj\w+|коштує|стоит|berechne\w*)\b"
    r"|免費|收費|計費|扣費|可以|不可|必須|tính phí|ücretlendir\w+|dikenakan"
    rf"|{REMOVING}"
    rf"|\b(?:{'|'.join(sorted(said for said in (*SPANS, *MONTHS) if len(said) >= _LONG))})\b"
)
"""Negations, demands and shares, by which a sentence says the contrary or something else."""
