"""What sentences say when they state something, by topic, in English, Russian and Chinese; data alone.

Limits are read in further languages as well.

English is what notices of public documentation say; the other languages hold their plain equivalents. Negations are the
words that dictionaries give as such ("not", "never", "no longer"), limits stated with them ("no more than") are none.
"""

from typing import Final

from driftwatch.extract.words import billing_words, retirement_words
from driftwatch.extract.words.amount_words import MONTHS

LIMIT: Final = (
    r"\b(?:limit\w*|max\w*|up to|at most|no more than|cannot exceed|must not exceed|not exceed|allow\w*|quota"
    r"|per|each (?:second|minute|hour|day))\b|\bRP[MDS]\b|\bTPM\b|\bQPS\b"
    r"|最多|至多|上限|限制|限额|不超过|不得超过|配额|每(?:个)?(?:秒|分|小时|天|日|周|月)|/(?:秒|分钟|小时|天)"
    r"|не более|не больше|максим|лимит|огранич|квот|\bдо \d|\bв (?:секунду|минуту|час|день|сутки|месяц)"
    r"|\b(?:m[áa]x\w*|hasta|l[íi]mit\w+|até|höchstens|begrenz\w+|bis zu|jusqu'à|au plus|plafonn\w+|maksym\w+)\b"
    r"|\b(?:najwyżej|до|не більше|tối đa|giới hạn|không quá|paling banyak|maksimal|batas\w*|en fazla|sınır\w*)\b"
    r"|最大|上限|制限|まで|최대|한도|제한|까지"
)
SAMPLE: Final = (
    r"\b(?:for example|e\.g\.|for instance|sample|snippet|example|suppose|imagine|tutorial|in our tests?"
    r"|we (?:did|ran|saw|tested|observed)|"
    r"live (?:checks?|validation)|production (?:checks?|request)|benchmark)\b|例如|比如|示例|\bнапример\b"
    r"|\bcurl (?:-|[\"']|https?:)"
)
BACKOFF: Final = (
    r"\b(?:back ?off|jitter|retry|retries|retrying|delay\w*|sleep|wait|poll\w*|interval)\b|重试|轮询|等待"
    r"|\bповтор\w*|\bждите\b|\bподождите\b|\bопрос\w*"
)
MEASURED: Final = (
    r"\b(?:achiev\w+|capable of|sustain\w*|latency|benchmark\w*|hardware|observed|measured|expected|peak|average|mean"
    r"|workloads?)\b"
    r"|\b(?:can|could|currently|easily|able to) (?:\w+ ){0,2}?(?:serve|handle|process|generate|deliver)\b(?! up to)"
    r"|\bgenerat(?:es?|ing) up to\b|\b(?:serves|handles|processes) (?:over|more than|around|about|~|\u2248)"
    r"|производительност|吞吐|性能|实测"
)
"""How fast something was seen to be, or has to be: what is said of a rate beside these limits nobody."""
SET: Final = (
    r"\b(?:limit\w*|max(?:imum|imal)?|at most|no more than|exceed\w*|allow\w*|quota\w*|throttl\w*)\b"
    r"|限|最多|上限|配额|лимит|огранич|не более|квот"
)
"""What is set as a limit, whatever else is said of it."""
POINTER: Final = (
    r"^(?:see|learn|read|check|visit|refer|for more|for details|want|need|view|open|go to|click|how|what|why"
    r"|can|do|does|is)\b[^.]*(?:[?]|$)"
    r"|^(?:see|refer to) (?:the|our) (?:[\w-]+ ){1,5}"
    r"(?:headers?|sections?|pages?|guides?|docs|documentation|reference)\.$"
    r"|^(?:请?参阅|请?查看|详见|参见|如何|什么是|см\.|смотрите|подробнее|узнайте|как\b|что\b)"
)
TIERS: Final = (
    r"\b(free|trial|basic|starter|pro|plus|team|business|enterprise|premium|tier \d{1,2}|default|anonymous"
    r"|paid)\b(?= (?:plan|tier|account|user|customer|key|level|organi[sz]ation)s?\b|\b)"
)

BILLING: Final[tuple[tuple[str, str], ...]] = (
    ("refund", r"\brefund\w*|退款|\bвозврат\w*"),
    ("minimum-top-up", (r"\b(?:min\w*\b.{0,30}\b(?:top[- ]?up|recharge|deposit)|(?:top[- ]?up|recharge"
                 r"|deposit)\w*\b.{0,30}\bmin\w*)|最低充值|充值.{0,10}最低|минимальн\w+ пополнени")),
    ("top-up", r"\b(?:top[- ]?ups?|recharg\w+|deposits?)\b|充值|\bпополн\w+"),
    ("free-credit", (r"\bfree\b.{0,30}\b(?:credits?|trial|quota|balance)\b|\b(?:sign[- ]?up|welcome) (?:bonus"
                 r"|credits?)|免费额度|赠送|бесплатн\w+ (?:кредит|баланс)")),
    ("expiry", (r"\b(?:balance|credits?|quota)\b.{0,40}\bexpir\w+|\bexpir\w+.{0,40}\b(?:balance|credits?)\b"
                 r"|(?:余额|额度).{0,12}过期|(?:баланс|кредит)\w*.{0,40}(?:сгора|истека)\w+")),
    ("negative-balance", (r"\bnegative balance|\bbalance\b.{0,40}\bnegative|\binsufficient balance|余额不足"
                 r"|недостаточно средств")),
    ("failed-calls", (r"\bfail\w*\b.{0,60}\b(?:charged|billed|billing|free|costs?)\b"
                 r"|\b(?:charged?|billed?|pay)\b.{0,60}\bfail\w*|失败.{0,12}(?:扣费|计费|收费)"
                 r"|(?:неудачн|ошибочн|неуспешн)\w+.{0,40}(?:оплачива|тарифицир|списыва|взима)\w+"
                 rf"|{billing_words.FAILED_CALLS}")),
    ("pay-as-you-go", r"\bpay[- ]as[- ]you[- ]go\b|按量付费|按量计费"),
    ("per-use", (r"\b(?:billed|charged|priced)\s(?:only\s)?(?:per|by|for each)\b|\bbilled at\b|\bper[- ](?:use"
                 r"|request|call|token) billing|按(?:次|量|令牌|token).{0,4}(?:计费|收费)|тарифицир\w+ (?:по|за)\b")),
    ("official-price", r"\bofficial (?:pric\w+|rates?)\b|官方价|официальн\w+ цен"),
    ("discount", (r"\bdiscount\w*|\b(?:below|off|cheaper)\b.{0,40}\bpric\w+|\bpric\w+.{0,40}\b(?:below|cheaper)\b"
                 r"|折扣|优惠|\bскидк\w+")),
    ("price", (r"\b(?:pric\w+|costs?|fees?|charge[sd]?|billed|billing)\b|价格|费用|收费|计费|单价"
                 r"|\b(?:цен\w+|стоимост\w+|стоит|тариф\w*|плата)\b")),
)  # fmt: skip
"""Subject of a sentence about money -> how it is said; the first that fits counts."""
OF_BILLING: Final = (
    "refund", "top", "recharg", "deposit", "free", "bonus", "credit", "expir", "balance", "charg", "bill", "pay",
    "pric", "cost", "fee", "discount", "official", "退", "充", "免", "赠", "余", "额", "失", "按", "官",
    "折", "优", "价", "费", "单", "возврат", "пополн", "бесплат", "баланс", "кредит", "средств", "оплач", "тариф",
    "спис", "взима", "цен", "скидк", "стои", "плат", *billing_words.OF_FAILED_CALLS,
)  # fmt: skip
"""A word of each subject above in small letters, to be done with most sentences at once."""
_SOME_DAY: Final = (
    r"\b(?:as of|(?:in|on|by|from|with|starting|beginning)(?: (?:in|on|from|with))? (?:now on|the next|version"
    rf"|v\d|20\d\d|(?:\d{{1,2}} )?(?:{'|'.join(sorted(month for month in MONTHS if month.isascii()))})))\b"
)
"""When something changes for all: a thing that is no longer returned without it may only be one that was deleted."""
DEPRECATION: Final = (
    r"\b(?:is|are|was|were|been|now|be)\s(?:being\s|officially\s|now\s)?"
    r"(?:deprecated|discontinued|retired|sunset|removed from the api|phased out)\b"
    r"|\bdeprecated\b(?=[.:,]| (?:since|as of|in|on|and|from)\b)|\bwill stop working\b"
    r"|\bdeprecated\b(?= [-\u2013\u2014] (?:please )?(?:use|see|replaced|superseded|in favou?r)\b)"
    r"|\bwill be (?:shut down|switched off|decommissioned|removed"
    r"(?! from (?!(?:[\w-]+ ){0,4}(?:apis?|docs|documentation|services?|platform|systems?"
    r"|products?|dashboard|sdks?|library|lists?|versions?|releases?|responses?|schemas?|future|next"
    r"|v?\d))\w))\b"
    r"|\bsupport\b.{0,60}\b(?:will be|is being|was|has been) (?:dropped|withdrawn)\b"
    r"|\bwill be dropped (?:soon|(?:at|by) the end"
    r"|(?:in|on|by|from|after) (?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
    r"|\bno longer (?:supported|available|maintained|accepted)\b"
    r"|\b(?:documentation|docs|document|reference|page)\b.{0,40}\b(?:is|are) (?:out[- ]of[- ]date|outdated|obsolete)\b"
    r"|\b(?:documentation|docs|document|reference) (?:has|have) (?:been )?(?:migrated|moved) to\b"
    r"|\b(?:migrated|moved) (?:our|the) (?:documentation|docs|reference) to\b"
    r"|\bwill no longer (?:be (?:supported|available|accepted)|work)\b"
    rf"|^(?!.{{0,200}}\b(?:once|if|when|after)\b.{{0,200}}\bwill no longer be )(?=.{{0,400}}{_SOME_DAY})"
    r".{0,400}?\bwill no longer be (?:returned|included|provided)\b"
    r"|\bend[- ]of[- ]life\b|\bsunset (?:date|on)\b"
    r"|(?:已弃用|已废弃)(?!的)|不再支持|停止服务|将.{0,20}(?<!已)(?:下线|停用|移除|关闭)"
    r"|\b(?:устарел\w*|больше не поддерживает\w+)|\bбуд[еу]т (?:отключ|удал)\w+|\bперестан[еу]т работать"
    rf"|{retirement_words.RETIRED}"
)
OF_DEPRECATION: Final = (
    "deprecated", "discontinued", "retired", "sunset", "removed", "phased out", "will stop", "will be", "will no",
    "no longer", "end-of", "end of", "dropped", "withdrawn", "out-of-date", "out of date", "out-of date",
    "out of-date", "outdated", "obsolete", "migrated", "moved", "弃用", "废弃", "不再", "停止", "将", "устарел",
    "больше", "буд", "перестан", *retirement_words.OF_RETIRED,
)  # fmt: skip
"""A word of each alternative above in small letters, for the same reason."""
_OF_NO_API: Final = (
    r"(?!.{0,400}\b(?:apis?|endpoints?|calls?|routes?|methods?|operations?|fields?|parameters?|params?|properties|keys?"
    r"|attributes?|headers?|objects?|responses?|requests?|schemas?|versions?|v\d\S*|sdks?|apps?|services?|platforms?"
    r"|products?|features?|models?|plans?|integrations?|20\d\d|deprecat\w*|retir\w*|sunset\w*)\b)"
)
"""Where nothing is named that a vendor may retire, nor a day: only then is what will be removed no part of the API."""
_OF_PEOPLE: Final = (
    r"(?:(?:an?|the|this|that|all) )?(?:users?|members?|persons?|people|you|they) will be removed as (?:an? )?"
    r"(?:members?|admins?|administrators?|owners?|collaborators?|participants?|moderators?|guests?|followers?"
    r"|assignees?|reviewers?)(?: (?:of|from) [\w -]{1,60})?"
)
_TOGETHER: Final = r"(?:associated|related|linked|dependent|attached|nested)"
_ALONG_WITH_IT: Final = (
    rf"all {_TOGETHER} (?:data|files|records)(?: (?:of|for|in) (?:the|this|that|an?) [\w-]{{1,40}})?"
    r" will (?:also )?be removed"
    rf"|(?:if|when|once|after) [^.;]{{1,80}}\b(?:is|are|was|were|been) deleted\b[^.;]{{0,80}}\b{_TOGETHER} "
    r"(?:[\w-]+ ){1,6}will (?:also )?be removed"
)
"""What goes along with one thing that somebody deletes, as a whole sentence: behind more it may be part of the news."""
NOT_SAID: Final = (
    r"\bnot (?:necessarily|yet|being|been)\b|\bif\b.{0,80}\bdeprecated\b"
    r"|\b(?:if|when|once) (?:an? |the )?(?:you|they|users?)\b.{0,20}\b(?:lose|lost|delet|revok|rotat|reset|remov|disabl"
    r"|disconnect|cancel|forget|uninstall|regenerat|renam)\w*\b.{0,120}\b(?:will|no longer)\b"
    r"|\b(?:whose|who['\u2019]s) (?:[\w-]+ ){1,3}will be removed\b"
    rf"|^{_OF_NO_API}(?:{_OF_PEOPLE}|{_ALONG_WITH_IT})[.!]?$"
    r"|\b(?:when|after|by|upon|while) (?:chang|delet|disabl|edit|mov|remov|renam|replac|reset|updat|us)ing\b.{0,160}"
    r"\bwill be\b"
    r"|\b(?:if|when) (?:(?:it|this|that|(?:the|this|an?) \S+) is )?"
    r"(?:set|left|sent|given|passed|empty|blank|null|omitted)\b.{0,120}\bwill be\b"
)
"""What is no deprecation: what is denied, and what comes of what the reader may do ("if you lose the key") or send."""
SAYING: Final = r"\b(?:is|are|was|were|has|have|will|no longer)\b|不再|больше не\b"
"""What makes a heading a sentence, which may say what others only name: "This API is deprecated"."""
ASKING: Final = r"\?|\b(?:what|when|which|that|who|whose|why|how|if)\b"
"""What makes it a question, or one about some of all: "What is deprecated", "Fields that are deprecated"."""
AVAILABILITY: Final = (
    r"\b(?:temporarily|currently|presently) (?:unavailable|removed|disabled|not available|offline)\b"
    r"|\bunder maintenance\b|\bcoming soon\b|\bin (?:public |private |closed )?(?:beta|preview)\b"
    r"|\b(?:only|not yet|not) available (?:in|to|for|on)\b.{0,60}"
    r"\b(?:plans?|tiers?|accounts?|customers?|users?|regions?|countr(?:y|ies)|models?|beta|preview|endpoints?)\b"
    r"|暂时不可用|暂不可用|维护中|\bвременно недоступ\w+"
)
SUPPOSED: Final = (
    r"\b(?:if|when|whenever|in case|unless|means?|indicates?|returned)\b.{0,100}"
    r"\b(?:unavailable|under maintenance|offline|not available)\b|^[45]\d\d\b"
    r"|(?:如果|当).{0,30}(?:不可用|维护)|\bесли\b.{0,60}недоступ"
)
"""What is not so now: what somebody does in case it is, and what a failure means."""
PLANNED: Final = r"\bcoming soon\b"
"""What there is not yet: news, and nobody can have relied on it."""
OF_AVAILABILITY: Final = (
    "unavailable", "removed", "disabled", "available", "offline", "maintenance", "coming soon", "beta", "preview",
    "不可用", "维护", "недоступ",
)  # fmt: skip
"""A word of each alternative above in small letters, for the same reason."""
RETENTION: Final = (
    r"\b(?:urls?|links?|files?|results?|outputs?|videos?|images?|tasks?|data)\b.{0,80}\b(?:expires?|valid for"
    r"|available for|deleted|retained|kept|stored)\b"
    r"|(?:链接|文件|结果|视频|图片|数据).{0,20}(?:有效期|有效|过期|保留|保存|删除)"
    r"|(?:ссылк|файл|результат|данны)\w*.{0,60}(?:действу|доступн|хран|удаля)\w+"
)
OF_HEADER: Final = ("x-", "api-key", "bearer", "basic auth")
"""A word of each of them below in small letters, for the same reason."""
HEADER: Final = r"\b(x-[a-z-]{1,30}(?:key|token|secret|auth)|x-goog-api-key|api-key|bearer|basic auth\w*)\b"
NAMED_HEADER: Final = (
    r"\b(?:authenticat|authori[sz]|verif(?!\w* (?:the |its |data )?integrity\b(?! and))"
    r"|sign|api key|your key|access token|secret|credential)\w*|密钥|签名|鉴权|认证"
    r"|\bключ\w*|\bподпис\w*|\bавториз\w*"
)
"""A sentence about a header in code is about proving who calls when it says this as well."""
OF_HEADERS: Final = r"\bheaders?\b|请求头|标头|\bзаголов\w+"
PROVES: Final = r"\b(?:authenticat\w+|authori[sz]\w+|header|query|send|pass|include|accepts?|supports?|requires?|use)\b"
OF_ENVIRONMENTS: Final = ("sandbox", "staging", "test mode", "live mode", "environment")
"""A word of each of them below in small letters, for the same reason."""
ENVIRONMENT: Final = r"\b(sandbox|staging|test mode|live mode|(?:preview|production) environment)\b"
OF_AN_API: Final = (
    r"https?://|\b(?:environments?|api|keys?|hosts?|urls?|endpoints?|calls?|requests?|answers?|results?)\b"
)
SIZES: Final[tuple[tuple[str, str], ...]] = (
    ("file", r"文件|\bфайл\w*"),
    ("image", r"图片|图像|\bизображени\w+"),
    ("video", r"视频|\bвидео\b"),
    ("audio", r"音频|\bаудио\b"),
    ("request body", r"请求体|\bтел[оа] запроса"),
)
"""What a size limit is about, in other languages."""
SIZE_SUBJECTS: Final = (
    r"\b(files?|images?|videos?|audio|documents?|request bod\w+|payloads?|uploads?|attachments?|prompts?"
    r"|bod(?:y|ies))\b"
)
TIMEOUT: Final = r"\btime[sd]? ?out\w*|\btimeouts?\b|\bdeadline\b|超时|\bтайм-?аут\w*|\bвремя ожидания"

NEGATION: Final = (
    r"\b(?:not|never|no|none|neither|nor|without|cannot|exempt)\b|n't\b"
    r"|不|没有|无需|无法|禁止|未|\b(?:не|нет|никогда|без|нельзя)\b"
    rf"|{billing_words.NEGATION}|{billing_words.DENIED}"
)
FOR_FREE: Final = (
    r"\bfree of charge\b|\bcosts? nothing\b|\bat no (?:extra )?(?:cost|charge)\b"
    r"|\b(?:is|are|remain) free\b|\bfor free\b|免费|\bбесплатно\b"
    rf"|{billing_words.FOR_FREE}"
)
COSTS: Final = (
    r"\b(?:bill(?!ion)|charg|pay(?!load)|paid|cost|pric|fee(?![dl]))|收费|计费|付费|\b(?:тариф|плат|стоит|оплач)"
    rf"|{billing_words.COSTS}"
)
"""What is said of the contrary of what is free."""
UNDENIED: Final = frozenset(
    (
        "a", "an", "the", "be", "been", "being", "is", "are", "was", "were", "to", "of", "by", "for", "from", "in",
        "on", "at", "it", "its", "your", "our", "their", "this", "that", "these", "those", "such", "any", "yet",
        "longer", "more", "also", "have", "has", "get", "need",
        "会", "被",
    )
)  # fmt: skip
"""What may stand between a negation and the word that it denies."""
NO_NEGATION: Final = (
    r"\b(?:no|not) (?:more|less|fewer|later|earlier|longer) than\b|\b(?:can|must|may|should|do|does|will) ?n[o']t"
    r" exceed\b|\bnot exceed\b|\bnot (?:only|limited to)\b|\bno matter\b|\bno later\b|\bnot (?:in)?frequently\b"
    r"|(?<=[a-z\d]\.)(?-i:no)(?=[/:]|[\s,;.)]+[a-z]|$)"
    r"|不超过|不得超过|不低于|不少于|不仅|不同|\bне (?:более|больше|менее|меньше|только|позднее|превыша\w+)"
    rf"|{billing_words.NO_NEGATION}"
)
"""Limits and comparisons that are said with a negation and negate nothing; the end of a host in Norway,
which is in small letters."""
FOR_WHOM: Final = r"\bif you(?:'re| are) not\b(?=[^.;:,]{1,80}[,:])"
"""Whom a sentence is for: it denies nothing of what another one says that is for the same."""
LEAST: Final = (
    r"\b(?:at least|minimum|(?<!/)(?<!/ )(?<!\bper )(?<!\d )(?<!\d-)min\.?|no (?:less|fewer) than|not less than)\b"
    r"|至少|最少|最低|不低于|不少于"
    r"|\b(?:не менее|не меньше|минимум|минимальн\w+)\b"
)
"""A limit from below: when it rises, less is allowed. Behind a slash, "per" or a number, "min" is a minute."""
DEMANDED: Final = (
    r"\b(?:must|may|might|should|can|shall|required?|requires|optional|mandatory|recommended|need(?:s|ed)?"
    r"|default\w*)\b"
)
"""What asks for something, or permits it."""
OBEYED: Final = (
    rf"{DEMANDED}"
    r"|\b(?:all|any|every|each|only|both|either|always|first|last|some|many|few(?:er)?|more|most|less|least|unlimited"
    r"|several|double|half|once|twice|one|two|three|four|five|six|seven|eight|nine|ten|min(?:imum)?)\b"
    r"|\b(?:millisecond|second|minute|hour|day|week|month|quarter|year)(?:s|ly)?\b|\bdaily\b|\bimmediate(?:ly)?\b"
    r"|\b(?:true|false|yes)\b|\b(?:before|after|until|within|during|since|earlier|later)\b"
    r"|\b(?:free|credit|refund|discount|balance|currency|dollar|cent|invoice|subscri|tax)\w*"
    r"|\b(?:accept|allow|block|cancel|clos|delet|deny|denied|disabl|discard|drop|enabl|enforc|error|exceed|expir"
    r"|fail|forbid|ignor|invalid|invalidat|kept|keep|lock|queu|refus|reject|remov|renew|replac|reset|restrict|retain"
    r"|return|revok|rotat|send|sent|sign|succe|suspend|terminat|throttl|truncat|unavailab|valid|deprecat|discontinu"
    r"|retir|sunset|support|header|status|token|secret|scope|permission|password)\w*"
    r"|必须|可以|应该|需要|可选|默认|全部|所有|仅|只|每|首|秒|分钟|小时|天|日|周|月|年|之前|之后|以内|元|余额|额度|充值|退款"
    r"|拒绝|失败|成功|错误|过期|失效|删除|支持|弃用|停用|返回|请求头|令牌|密钥|权限|签名"
    r"|まで|以内|以下|以上|時間|期限|可能|でき|せん|ない|必須|省略|既定|廃止|削除|課金|無料|料金|再試行|認証|対応"
    r"|\b(?:долж\w+|мож\w+|нужно|необходим\w+|обязател\w+|кажд\w+|всегда|только|все|секунд\w*|минут\w*|час\w*|дн\w+"
    r"|день|недел\w+|месяц\w*|год\w*|до|после|ошибк\w*|отклон\w+|отказ\w*|истека\w+|удал\w+|возвра\w+|заголов\w+|токен\w*)\b"
)
"""What may matter to who sends calls, beside limits, pauses, prices and negations: demands, shares, times, fates."""
SENTENCE_ENDS: Final = r"(?<=[.!?;])\s+|(?<=[。！？；])"
"""Where one statement ends and the next begins."""

# Rules that a sentence states to who sends calls, whatever the heading above it: each takes what the rule is about, and
# the amount or the fate that makes it one. A word alone ("retry", "expires") is in too many sentences that ask nothing.
SPAN_UNITS: Final = r"ms|milliseconds?|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?"
SPAN: Final = rf"(?:\d[\d,.]{{0,9}}|one|two|three|five|ten|fifteen|thirty|sixty)\W{{0,3}}(?:{SPAN_UNITS})\b"
"""So much time."""
AGAIN: Final = (
    r"\b(?:re-?tr(?:y|ies|ied|ying)|back-?offs?|back off|re-?sen[dt]\w{0,3}|re-?deliver\w{0,6}|re-?attempt\w{0,3})\b"
    r"|重试|重發|重发|再試行|повтор(?!н)"
)
TIMES: Final = (
    rf"\b{SPAN}|\b(?:\d{{1,3}}|once|twice|three|five|ten) ?(?:times?|more times?|attempts?|retries)\b|次|раз\b"
)
"""How often, or how long."""
RETRY_HEADER: Final = r"\bretry-after\b"
"""What says it in each answer."""
LIFETIME: Final = (
    r"(?:(?:\b|_)(?:tokens?|keys?|secrets?|connections?|signatures?|credentials?|nonces?|otps?|passcodes?"
    r"|(?:authori[sz]ation|access|verification|activation) codes?"
    r"|(?:signed|download|upload|temporary) (?:links?|urls?))\b"
    r"|(?:^|[.:;,(]\s?|\b(?:an?|the|each|every|this|your|user|api|login|authenticated|client|checkout|access|http"
    r"|browser|upload|idle|inactive) )sessions?\b(?! (?:with|of|by|for|at)\b))"
    rf"(?:[^.;]|\.(?=\w)){{0,60}}\b(?:expires?|valid|lives?|lifetime|ttl)\b[^.;]{{0,40}}\b{SPAN}"
)
"""How long what a client sends is good for; sessions with people are none."""
REFUSED: Final = (
    r"\b(?:requests?|calls?|messages?|uploads?|payloads?)\b[^.;]{0,20}"
    r"\b(?:without|lacking|missing|that (?:lack|miss|omit|exceed)|larger than|longer than|older than|above|beyond)\b"
    r"[^.;]{0,80}\b(?:rejected|refused|denied|discarded|blocked|dropped|ignored|throttled)\b"
)
_CLIENT: Final = (
    r"\b(?:webhooks?|endpoints?|callbacks?|receivers?|listeners?|consumers?|subscribers?|clients?|urls?|web servers?"
    r"|your (?:\w+ )?(?:servers?|services?|apps?|applications?|systems?|backends?|handlers?|functions?))\b"
)
"""Who has to answer: what belongs to a reader, and no team."""
_IN_BETWEEN: Final = r"(?:(?!\b(?:we|us|our|teams?|support|staff)\b)[^.;])"
_AT_MOST: Final = rf"\b(?:within|in (?:less|under) than|no later than)\b[^.;]{{0,12}}{SPAN}"
IN_TIME: Final = (
    rf"{_CLIENT}{_IN_BETWEEN}{{0,60}}\b(?:answers?|responds?|response|repl(?:y|ies)|acknowledges?|returns?)\b"
    rf"{_IN_BETWEEN}{{0,60}}{_AT_MOST}"
    rf"|\b(?:answers?|responds?|reply|replies|returns?)\b{_IN_BETWEEN}{{0,40}}\b(?:status|[1-5]\d\d|[1-5]xx){_IN_BETWEEN}{{0,40}}"
    rf"{_AT_MOST}"
    rf"|\backnowledge (?:the|an?|each|every|all|any) (?:\w+ )?(?:webhooks?|events?|deliver(?:y|ies)|notifications?"
    rf"|messages?|callbacks?|requests?)\b{_IN_BETWEEN}{{0,40}}{_AT_MOST}"
)
"""In what time a client has to answer, or with which status."""
CHARGED: Final = (
    r"\bcredits?\b[^.;]{0,40}\b(?:is|are|be) (?:not |never |also |only )?"
    r"(?:deducted|charged|billed|consumed|refunded)\b"
    r"|\b(?:requests?|calls?|queries)\b[^.;]{0,40}\b(?:is|are|be) "
    r"(?:(?:not|never|only) (?:deducted|charged|billed|refunded)\b"
    r"|(?:charged|billed|refunded)\W{1,2}(?:(?:per|by|at|half|double|twice|once|only|if|when|even|unless|in full)\b"
    r"|for (?:each|every)\b|[\d$]))"
    r"|\b(?:failed|unsuccessful|rejected|cancelled|canceled|cached|invalid) (?:requests?|calls?|queries)\b[^.;]{0,20}"
    r"\b(?:is|are|be) (?:also |still )?(?:charged|billed|refunded)\b"
)
"""Which calls cost something, and how much: that some are charged to somebody is none."""
CLAIMS: Final = r"\b(?:averages?|median|p9\d)\b"
"""What a sentence says that tells how it goes mostly, and promises nothing."""
RULES: Final = (LIFETIME, REFUSED, IN_TIME, CHARGED, RETRY_HEADER)
"""Each a rule by itself."""
DEMANDS: Final = frozenset(("must", "shall", "required", "mandatory", "requires", "need", "needs", "always"))
PERMITS: Final = frozenset(("may", "can", "could", "optional", "optionally", "might"))
DENIES: Final = frozenset(
    (
        "not",
        "no",
        "never",
        "cannot",
        "can't",
        "don't",
        "doesn't",
        "isn't",
        "aren't",
        "won't",
        "mustn't",
        "n't",
        "without",
    )
)
MODAL: Final = (
    r"\b(?:must|shall|should|may|can|could|cannot|can't|mustn't|possible|allowed|permitted|supported|accepted|required"
    r"|optional|mandatory|needs?)\b"
)
"""What makes a denial one of what a client may or has to do; any other may be of anything that happens."""
FILLERS: Final = frozenset(
    (
        "be",
        "is",
        "are",
        "to",
        "do",
        "does",
        "will",
        "a",
        "an",
        "the",
        "any",
        "longer",
        "it",
        "also",
        "only",
        "now",
        "you",
    )
)
"""What comes and goes with them and says nothing."""
