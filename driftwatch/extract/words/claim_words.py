"""How prose says a field's default, range, repeatability and list of values outright; data alone.

`NAME` stands for a name in code, `VALUE` for a value in code or a plain number, `NUMBER` for a number; other words in
capitals are given below. English is what reference pages say; Russian and Chinese hold the plain equivalents.
"""

from typing import Final

DEFAULTS: Final = (
    r"NAME(?: (?:field|parameter|value))? (?:itself |always )?defaults? to VALUE",
    r"NAME(?: (?:field|parameter|value))? has (?:a|the) default (?:value )?of VALUE",
    r"\bdefault(?: value)? (?:of|for) (?:the )?NAME(?: (?:field|parameter))? is VALUE",
    r"NAME(?: (?:field|parameter))? is (?:set to )?VALUE by default",
    r"\bby default,? (?:the )?NAME(?: (?:field|parameter|value))? is (?:set to )?VALUE(?!\s?(?:\x02|[^\W\d_]))",
    r"\b(?:if|when) (?:the )?NAME(?: (?:field|parameter|value))? is OMITTED,? (?:it defaults to|the default is) VALUE",
    r"\b(?:if|when) (?:the )?NAME(?: (?:field|parameter|value))? is OMITTED,? use VALUE as (?:the|a) default",
    r"NAME\s?(?:的)?默认(?:值)?(?:为|是)\s?VALUE",
    r"NAME по умолчанию (?:равен |равно |равна )?VALUE",
)
OF_DEFAULTS: Final = ("default", "默认", "по умолчанию")
"""Words of which each default has one, in small letters: most sentences have none. So of those below."""
OMITTED: Final = (
    r"(?:omitted|left out|absent|missing|unset|not (?:set|given|specified|provided|passed|sent|present|supplied))"
)
"""`OMITTED` in the defaults above: whatever is taken then is the default."""
IF_OMITTED: Final = rf"\b(?:if|when)(?: it is| this is)? {OMITTED}\b(?=\s?(?:[,.;)]|$)),? ?"
"""The one condition under which a default is one."""
VALUES: Final = (
    r"NAME(?: (?:field|parameter|value))? TAKES (?:only |always )?(?:one of|either|any of)(?: the following)?:? CODES",
    r"NAME(?: (?:field|parameter|value))? (?:must|has to|can only|may only) be CODES",
    r"\b(?:possible|allowed|accepted|valid|supported) values (?:of|for) NAME(?: field| parameter)? are:? CODES",
)
TAKES: Final = r"(?:(?:must|has to|should|can|may)(?: only)? be|is|accepts|takes)"
"""`TAKES` in the lists of values above."""
TYPES: Final = frozenset(
    (
        "any", "array", "bool", "boolean", "double", "empty", "false", "float", "int", "integer", "list", "nil", "none",
        "null", "number", "object", "string", "true", "undefined",
    )
)  # fmt: skip
"""What such a list says of types, or of nothing at all."""
OF_VALUES: Final = ("one of", "either", "any of", "must be", "has to be", "only be", "values")
RANGES: Final = (
    r"NAME(?: (?:field|parameter|value))? SPANS (?:COUNTED )?(?:between|from) NUMBER (?:and|to|through) NUMBER",
    r"NAME\s?(?:的)?(?:取值)?(?:范围)?(?:为|是|必须在)\s?NUMBER\s?(?:到|至|-|~)\s?NUMBER",
    r"NAME (?:должен|должно|может) быть от NUMBER до NUMBER",
)
OF_RANGES: Final = ("between", "from", "为", "是", "必须在", "быть от")
SPANS: Final = r"(?:(?:must|should|has to|can|may) (?:be|lie|range)|is|accepts|takes|ranges)"
"""`SPANS` in the ranges above."""
COUNTED: Final = r"(?:an? )?(?:integer|number|whole number|values?|anything)"
"""`COUNTED` in the ranges above."""
MOST: Final = (
    r"NAME(?: (?:field|parameter|value))? (?:must|can|may|should) not exceed NUMBER",
    r"NAME(?: (?:field|parameter|value))? (?:must|can|may|should) be (?:at most|no more than|up to) NUMBER",
    r"\bmaximum(?: value)? (?:of|for) (?:the )?NAME is NUMBER",
    r"NAME\s?(?:最大(?:值)?(?:为|是)|不超过|不能超过)\s?NUMBER",
    r"NAME (?:не более|максимум) NUMBER",
)
OF_MOST: Final = (
    "exceed", "at most", "no more than", "up to", "maximum", "最大", "不超过", "不能超过", "не более", "максимум",
)  # fmt: skip
LEAST: Final = (
    r"NAME(?: (?:field|parameter|value))? (?:must|can|may|should) be (?:at least|no less than) NUMBER",
    r"\bminimum(?: value)? (?:of|for) (?:the )?NAME is NUMBER",
    r"NAME\s?(?:最小(?:值)?(?:为|是)|不小于|不少于)\s?NUMBER",
    r"NAME (?:не менее|минимум) NUMBER",
)
OF_LEAST: Final = ("at least", "no less than", "minimum", "最小", "不小于", "不少于", "не менее", "минимум")
REPEATS: Final = (
    r"(?:^|[.;,:] )(?:you (?:can|may) |then |just |simply )?repeat (?:the )?NAME",
    r"NAME(?: (?:field|parameter|part))? (?:can|may|must|should) be repeated",
    r"NAME(?: (?:field|parameter|part))? (?:can|may|must|should) be (?:sent|given|passed|specified) OFTEN",
    r"(?:^|[.;] )(?:send|pass|give|specify) (?:the )?NAME(?: (?:field|parameter|part))? OFTEN",
    r"重复(?:使用|传入|发送)?\s?NAME",
    r"NAME\s?(?:可以|可)重复",
    r"(?:повторяйте|повторите|передайте несколько раз) NAME",
    r"NAME можно (?:повторять|передавать несколько раз)",
)
OF_REPEATS: Final = ("repeat", " times", " once", "重复", "повтор", "несколько раз")
OFTEN: Final = r"(?:(?:several|multiple|many) times|more than once|once for each|once per)"
"""`OFTEN` in the patterns above."""
FROM_TABLE: Final = (
    r"TAKE (?:a |the |one )?(?:values? (?:of|for) )?(?:the )?NAME(?: field| parameter)?,? (?:only )?from LISTED",
    r"for (?:the )?NAME(?: field| parameter)?,? TAKE (?:\w+ ){0,3}from LISTED",
    r"NAME (?:must|has to|should) be one of LISTED",
)
OF_TABLES: Final = (" table", " list")
TAKE: Final = r"(?:take|choose|pick|select|use)"
"""`TAKE` in the patterns above."""
LISTED: Final = r"the (?:\w+ ){0,3}(?:table|list)"
"""`LISTED` in the patterns above."""
CONDITIONS: Final = (
    r"\b(?:when|if|for|unless|only|except|depending|with|on|in|by model|per model|some|combined|total|altogether|sum"
    r"|recommended?|suggest\w*|usually|typically|often|otherwise|either)\b|当|如果|若|取决于"
    r"|\b(?:если|для|при|когда|зависит|обычно)\b"
)
"""A sentence that says this says nothing of the field as such."""
JOINED: Final = r"(?:\b(?:and|or|plus|nor|both|combined|total|sum)|[,+&]|和|и)\s?(?:the |all )?$"
"""What stands before a name that is named together with others: what is said is said of them together."""
DENIALS: Final = r"\b(?:not|never|don't|instead|avoid|cannot|can't|no longer|without)\b|不|勿|\bне\b"
"""A sentence that says this forbids rather than offers."""
DESCRIBED_REPEATS: Final = (
    r"(?:^|[.;] )(?:you (?:can|may) )?repeat (?:the |this )?(?:field|parameter|part|key)\b|\b(?:can|may) be repeated\b"
    r"|\b(?:can|may) be (?:sent|given|passed|specified) (?:several|multiple|many) times\b|可重复|можно повторять"
)
"""How the description of a field says of it that it is repeated."""
DESCRIBED_DEFAULTS: Final = (
    r"(?:^|[.;(] ?)(?:the )?(?:defaults to|default(?: value)?(?: is|:| =))\s?VALUE",
    r"(?:^|[.;(] ?)默认(?:值)?(?:为|是|：|:)\s?VALUE",
    r"(?:^|[.;(] ?)по умолчанию(?: —| -|:)?\s?VALUE",
)
"""How the description of a field says its default."""
