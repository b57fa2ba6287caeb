"""Words for quantities in English, Russian and Chinese, each with the form that it is brought to; data alone.

Those of limits are known in further languages as well. Units of time and of data are those of Unicode CLDR (units.xml;
binary multiples as in IEC 80000-13), currencies the codes of ISO 4217 with the signs and names that CLDR gives them,
spelled numbers those of CLDR's rules for spelling out.
"""

from typing import Final

THINGS: Final = {
    **dict.fromkeys(("request", "requests", "req", "reqs", "call", "calls", "query", "queries", "api call"), "request"),
    **dict.fromkeys(("запрос", "запроса", "запросов", "вызов", "вызова", "вызовов", "обращений"), "request"),
    **dict.fromkeys(("solicitud", "solicitudes", "petición", "peticiones", "llamada", "llamadas"), "request"),
    **dict.fromkeys(("requisição", "requisições", "chamada", "chamadas", "requête", "requêtes", "appel"), "request"),
    **dict.fromkeys(("appels", "anfrage", "anfragen", "aufruf", "aufrufe", "aufrufen", "zapytanie"), "request"),
    **dict.fromkeys(("zapytania", "zapytań", "żądanie", "żądania", "żądań", "запит", "запити", "запитів"), "request"),
    **dict.fromkeys(("yêu cầu", "permintaan", "istek", "リクエスト"), "request"),
    **dict.fromkeys(("richiesta", "richieste", "chiamata", "chiamate"), "request"),
    **dict.fromkeys(("token", "tokens", "tok", "токен", "токена", "токенов"), "token"),
    **dict.fromkeys(("image", "images", "изображение", "изображения", "изображений"), "image"),
    **dict.fromkeys(("video", "videos", "видео"), "video"),
    **dict.fromkeys(("mensaje", "mensajes", "mensagem", "mensagens", "nachricht", "nachrichten"), "message"),
    **dict.fromkeys(("wiadomość", "wiadomości", "повідомлення", "tin nhắn", "pesan", "mesaj"), "message"),
    **dict.fromkeys(("archivo", "archivos", "arquivo", "arquivos", "fichier", "fichiers", "datei", "dateien"), "file"),
    **dict.fromkeys(("plik", "pliki", "plików", "файлів", "tệp", "berkas", "dosya"), "file"),
    **dict.fromkeys(("message", "messages", "сообщение", "сообщения", "сообщений"), "message"),
    **dict.fromkeys(("connection", "connections", "соединение", "соединения", "соединений"), "connection"),
    **dict.fromkeys(("task", "tasks", "job", "jobs", "задача", "задачи", "задач"), "task"),
    **dict.fromkeys(("file", "files", "файл", "файла", "файлов"), "file"),
    **dict.fromkeys(("credit", "credits", "кредит", "кредита", "кредитов"), "credit"),
    **dict.fromkeys(("user", "users", "пользователь", "пользователей"), "user"),
    **dict.fromkeys(("key", "keys", "ключ", "ключей"), "key"),
    **dict.fromkeys(("generation", "generations", "генерация", "генераций"), "generation"),
    **dict.fromkeys(("attempt", "attempts", "попытка", "попытки", "попыток"), "attempt"),
    **dict.fromkeys(("character", "characters", "символ", "символа", "символов"), "character"),
}
SPANS: Final = {
    **dict.fromkeys(("second", "seconds", "sec", "s", "секунда", "секунду", "секунды", "секунд", "сек"), "second"),
    **dict.fromkeys(("minute", "minutes", "min", "m", "минута", "минуту", "минуты", "минут", "мин"), "minute"),
    **dict.fromkeys(("hour", "hours", "hr", "h", "час", "часа", "часов"), "hour"),
    **dict.fromkeys(("day", "days", "d", "день", "дня", "дней", "сутки", "суток"), "day"),
    **dict.fromkeys(("week", "weeks", "неделя", "неделю", "недели", "недель"), "week"),
    **dict.fromkeys(("month", "months", "mo", "месяц", "месяца", "месяцев"), "month"),
    **dict.fromkeys(("segundo", "segundos", "seconde", "secondes", "sekunde", "sekunden", "sekundę"), "second"),
    **dict.fromkeys(("sekund", "секунд", "giây", "detik", "saniye"), "second"),
    **dict.fromkeys(("minuto", "minutos", "minuten", "minutę", "minut", "хвилина", "хвилину"), "minute"),
    **dict.fromkeys(("хвилин", "phút", "menit", "dakika"), "minute"),
    **dict.fromkeys(("hora", "horas", "heure", "heures", "stunde", "stunden", "godzinę", "godzin"), "hour"),
    **dict.fromkeys(("годину", "годин", "giờ", "jam", "saat"), "hour"),
    **dict.fromkeys(("día", "días", "dia", "dias", "jour", "jours", "tag", "tage", "dzień", "dni"), "day"),
    **dict.fromkeys(("добу", "днів", "ngày", "hari", "gün"), "day"),
    **dict.fromkeys(("semana", "semanas", "semaine", "woche", "tydzień", "тиждень", "tuần", "minggu"), "week"),
    **dict.fromkeys(("mes", "meses", "mês", "mois", "monat", "monate", "miesiąc", "місяць", "tháng"), "month"),
    **dict.fromkeys(("bulan", "ay"), "month"),
    **dict.fromkeys(("secondo", "secondi"), "second"),
    **dict.fromkeys(("minuti", "minutes"), "minute"),
    **dict.fromkeys(("ora", "ore"), "hour"),
    **dict.fromkeys(("giorno", "giorni"), "day"),
    **dict.fromkeys(("settimana", "settimane"), "week"),
    **dict.fromkeys(("mese", "mesi"), "month"),
    **dict.fromkeys(("year", "years", "год", "года", "лет"), "year"),
}
PER: Final = (
    "per", "/", "every", "each", "an", "a", "в", "за", "por", "par", "pro", "na", "на", "mỗi", "cada", "à la", "al",
    "all'", "ogni",
)  # fmt: skip
"""What stands between a count and the span or thing that it is counted by."""
TOGETHER: Final = ("concurrent", "parallel", "simultaneous", "одновременных", "параллельных")
BETWEEN: Final = ("api", "input", "output", "http", "new")
"""What may stand between a number and what it counts: `60 API requests`."""
SHORT: Final = {
    "rpm": "request/minute", "rps": "request/second", "rpd": "request/day", "rph": "request/hour",
    "tpm": "token/minute", "tpd": "token/day", "qps": "request/second", "qpm": "request/minute", "ipm": "image/minute",
}  # fmt: skip
PLAIN: Final = {
    "ms": "ms", "millisecond": "ms", "milliseconds": "ms", "s": "s", "sec": "s", "second": "s", "seconds": "s",
    "min": "min", "minute": "min", "minutes": "min", "h": "h", "hr": "h", "hour": "h", "hours": "h", "day": "day",
    "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month",
    "year": "year", "years": "year", "b": "B", "bytes": "B", "kb": "KB", "mb": "MB", "gb": "GB",
    "tb": "TB", "kib": "KiB", "mib": "MiB", "gib": "GiB", "%": "%", "percent": "%",
    **dict.fromkeys(("мс", "миллисекунд"), "ms"),
    **dict.fromkeys(("сек", "секунда", "секунду", "секунды", "секунд"), "s"),
    **dict.fromkeys(("мин", "минута", "минуту", "минуты", "минут"), "min"),
    **dict.fromkeys(("час", "часа", "часов"), "h"),
    **dict.fromkeys(("день", "дня", "дней", "сутки", "суток"), "day"),
    **dict.fromkeys(("неделя", "неделю", "недели", "недель"), "week"),
    **dict.fromkeys(("месяц", "месяца", "месяцев"), "month"),
    **dict.fromkeys(("год", "года", "лет"), "year"),
    "байт": "B", "кб": "KB", "мб": "MB", "гб": "GB", "тб": "TB", "процент": "%", "процента": "%", "процентов": "%",
}  # fmt: skip
MONEY: Final = {
    "$": "USD", "us$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR",
    "euros": "EUR", "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "¥": "CNY", "￥": "CNY", "cny": "CNY",
    "rmb": "CNY", "yuan": "CNY", "jpy": "JPY", "yen": "JPY", "₽": "RUB", "rub": "RUB", "₹": "INR", "inr": "INR",
    "₩": "KRW", "krw": "KRW", "chf": "CHF",
    **dict.fromkeys(("рубль", "рубля", "рублей", "руб", "руб."), "RUB"),
    **dict.fromkeys(("доллар", "доллара", "долларов"), "USD"),
    "евро": "EUR", "юань": "CNY", "юаня": "CNY", "юаней": "CNY",
}  # fmt: skip
SIGNS: Final = ("us$", "$", "€", "£", "¥", "￥", "₽", "₹", "₩", "usd ", "eur ", "gbp ", "cny ", "rub ", "jpy ", "inr ")
"""What of these stands before its number."""
FACTORS: Final = {
    "k": 1_000,
    "thousand": 1_000,
    "тыс": 1_000,
    "тыс.": 1_000,
    "тысяч": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "mln": 1_000_000,
    "млн": 1_000_000,
    "миллион": 1_000_000,
    "миллиона": 1_000_000,
    "миллионов": 1_000_000,
    "1k": 1_000,
    "1m": 1_000_000,
}
CJK_THINGS: Final = {
    **dict.fromkeys(("请求", "調用", "调用", "查询", "リクエスト", "コール", "요청", "호출"), "request"),
    **dict.fromkeys(("token", "tokens", "令牌"), "token"),
    **dict.fromkeys(("图片", "图像"), "image"),
    "视频": "video",
    "任务": "task",
    "消息": "message",
    "文件": "file",
    "字符": "character",
}
CJK_SPANS: Final = {
    "秒钟": "second", "秒": "second", "分钟": "minute", "分": "minute", "小时": "hour", "天": "day", "日": "day",
    "周": "week", "个月": "month", "月": "month", "年": "year", "秒間": "second", "分間": "minute", "時間": "hour",
    "日間": "day", "週間": "week", "週": "week", "か月": "month", "ヶ月": "month",
    "초": "second", "분": "minute", "시간": "hour", "일": "day",
}  # fmt: skip
CJK_PLAIN: Final = {
    "毫秒": "ms", "秒钟": "s", "秒": "s", "分钟": "min", "小时": "h", "天": "day", "周": "week",
    "个月": "month", "年": "year", "字节": "B",
}  # fmt: skip
CJK_MONEY: Final = {
    "美元": "USD",
    "人民币": "CNY",
    "元": "CNY",
    "欧元": "EUR",
    "日元": "JPY",
    "卢布": "RUB",
    "英镑": "GBP",
}
CJK_FACTORS: Final = {"千": 1_000, "万": 10_000, "百万": 1_000_000, "亿": 100_000_000}

ONES: Final = {
    **{word: number for number, word in enumerate(
        (
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        ), start=1
    )},
    **{word: 10 * number for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )},
    **{word: number for number, word in enumerate(
        ("один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять"), start=1
    )},
    **{word: number for number, word in enumerate(
        (
            "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать",
            "восемнадцать", "девятнадцать",
        ), start=11
    )},
    **{word: 10 * number for number, word in enumerate(
        ("двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"), start=2
    )},
    **{word: 10 * number for number, word in enumerate(
        ("двадцати", "тридцати", "сорока", "пятидесяти", "шестидесяти", "семидесяти", "восьмидесяти"), start=2
    )},
    "одну": 1, "одна": 1, "одного": 1, "две": 2, "двух": 2, "трёх": 3, "трех": 3, "четырёх": 4, "четырех": 4, "пяти": 5,
    "шести": 6, "семи": 7, "восьми": 8, "девяти": 9, "десяти": 10, "двенадцати": 12, "пятнадцати": 15, "сто": 100,
    "ста": 100, "девяноста": 90, "двести": 200, "двухсот": 200, "триста": 300, "трёхсот": 300, "пятьсот": 500,
    "пятисот": 500,
}  # fmt: skip
"""Numbers as words, up to a hundred; in Russian those of whole hundreds as well, which are one word there."""
HUNDREDS: Final = {"hundred": 100, "dozen": 12}
"""What multiplies the number before it."""
CJK_ONES: Final = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


def _numbered(months: str) -> dict[str, int]:
    """Return the months of a year by their names, in the form that stands in a date."""
    return {name.strip(): number for number, name in enumerate(months.split("|"), start=1)}


MONTHS: Final = {
    **{word: number for number, word in enumerate(
        (
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ), start=1
    )},
    **{word: number for number, word in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )},
    "sept": 9,
    **_numbered(
        "enero | febrero | marzo | abril | mayo | junio | "
        "julio | agosto | septiembre | octubre | noviembre | diciembre"
    ),
    **_numbered(
        "janeiro | fevereiro | março | abril | maio | junho | "
        "julho | agosto | setembro | outubro | novembro | dezembro"
    ),
    **_numbered(
        "janvier | février | mars | avril | mai | juin | "
        "juillet | août | septembre | octobre | novembre | décembre"
    ),
    **_numbered(
        "gennaio | febbraio | marzo | aprile | maggio | giugno | "
        "luglio | agosto | settembre | ottobre | novembre | dicembre"
    ),
    **_numbered(
        "januar | februar | märz | april | mai | juni | "
        "juli | august | september | oktober | november | dezember"
    ),
    **_numbered(
        "stycznia | lutego | marca | kwietnia | maja | czerwca | "
        "lipca | sierpnia | września | października | listopada | grudnia"
    ),
    **_numbered(
        "січня | лютого | березня | квітня | травня | червня | "
        "липня | серпня | вересня | жовтня | листопада | грудня"
    ),
    **_numbered("ocak | şubat | mart | nisan | mayıs | haziran | temmuz | ağustos | eylül | ekim | kasım | aralık"),
    **_numbered(
        "januari | februari | maret | april | mei | juni | "
        "juli | agustus | september | oktober | november | desember"
    ),
    **{word: number for number, word in enumerate(
        (
            "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
            "декабря",
        ), start=1
    )},
}  # fmt: skip
