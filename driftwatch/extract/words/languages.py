"""What documentation says of calls and fields, language by language: the same words of each, in all their forms.

Each language has one block with the same keys, so that what is missing in one is seen; a test holds them together.
Source: the words that documentation in these languages was seen to use, with the forms that headings and columns write:
singular and plural, and of adjectives every ending. No native speaker has reviewed them.
Languages without blanks between words put titles together otherwise: see `composed_titles`.
"""

from typing import Final, Literal, TypeAlias

Concept: TypeAlias = Literal[
    "request", "response", "body", "path", "query", "header", "parameter", "field", "input", "output", "told", "data",
    "example", "success", "joint", "name", "type", "default", "value", "allowed", "description", "required",
    "optional", "need", "yes", "no", "if", "method", "address", "status", "code", "meaning",
]  # fmt: skip

LANGUAGES: Final[dict[str, dict[Concept, str]]] = {
    "es": {
        "request": "solicitud | solicitudes | petición | peticiones | requerimiento",
        "response": "respuesta | respuestas",
        "body": "cuerpo",
        "path": "ruta | path",
        "query": "consulta | query",
        "header": "encabezado | encabezados | cabecera | cabeceras",
        "parameter": "parámetro | parámetros | argumento | argumentos",
        "field": "campo | campos | atributo | atributos | propiedad | propiedades | variable | variables",
        "input": "entrada",
        "output": "salida | devuelto | devueltos | devuelta | devueltas | retornado | retornados | retornada",
        "told": """
            descripción | estructura | formato | detalle | detalles | esquema | modelo | definición | lista |
            listado | tabla | contenido
        """,
        "data": "dato | datos | información | objeto",
        "example": "ejemplo | ejemplos",
        "success": "exitosa | exitoso | exitosas | éxito | correcta | correcto | satisfactoria",
        "joint": "de | del | la | las | el | los | en | al | para | que | se | por | a | con",
        "name": "nombre",
        "type": "tipo",
        "default": "por defecto | predeterminado | predeterminada | por omisión",
        "value": "valor | valores",
        "allowed": "permitidos | permitido | posibles | aceptados | válidos | admitidos | disponibles",
        "description": "descripción | significado | detalle | observación | observaciones | nota | notas | comentario",
        "required": """
            obligatorio | obligatoria | obligatorios | obligatorias | requerido | requerida | requeridos |
            requeridas | necesario | necesaria
        """,
        "optional": "opcional | opcionales | no obligatorio | no obligatoria | no requerido | no requerida",
        "need": "obligatoriedad | es obligatorio | es requerido",
        "yes": "sí",
        "no": "no",
        "if": "si | cuando | salvo | excepto | según | para",
        "method": "método | método http | verbo | verbo http",
        "address": "ruta | url | dirección | punto de acceso | punto final",
        "status": "estado",
        "code": "código | códigos",
        "meaning": "significado | descripción | motivo | causa | razón | condición",
    },
    "pt": {
        "request": "requisição | requisições | solicitação | solicitações",
        "response": "resposta | respostas | retorno | retornos",
        "body": "corpo",
        "path": "caminho | rota | path",
        "query": "consulta | query",
        "header": "cabeçalho | cabeçalhos",
        "parameter": "parâmetro | parâmetros | argumento | argumentos",
        "field": "campo | campos | atributo | atributos | propriedade | propriedades | variável | variáveis",
        "input": "entrada",
        "output": "saída | retornado | retornados | retornada | retornadas | devolvidos",
        "told": """
            descrição | estrutura | formato | detalhe | detalhes | esquema | modelo | definição | lista | tabela |
            conteúdo
        """,
        "data": "dado | dados | informações | objeto",
        "example": "exemplo | exemplos",
        "success": "sucesso | bem-sucedida | bem-sucedido | bem sucedida",
        "joint": "de | do | da | dos | das | no | na | nos | nas | em | o | a | os | as | para | que | com | por | ao",
        "name": "nome",
        "type": "tipo",
        "default": "padrão | por padrão | valor padrão | omissão",
        "value": "valor | valores",
        "allowed": "permitidos | permitido | possíveis | aceitos | válidos | disponíveis | aceites",
        "description": "descrição | significado | observação | observações | detalhe | detalhes | nota | comentário",
        "required": """
            obrigatório | obrigatória | obrigatórios | obrigatórias | obrig | requerido | requerida | mandatório |
            mandatória | necessário | necessária
        """,
        "optional": """
            opcional | opcionais | facultativo | facultativa | não obrigatório | não obrigatória | não requerido |
            não requerida
        """,
        "need": "obrigatoriedade | é obrigatório",
        "yes": "sim",
        "no": "não",
        "if": "se | quando | exceto | salvo | caso | conforme",
        "method": "método | método http | verbo | verbo http",
        "address": "rota | url | caminho | endereço",
        "status": "estado | situação",
        "code": "código | códigos",
        "meaning": "significado | descrição | motivo | causa | razão | condição",
    },
    "fr": {
        "request": "requête | requêtes | demande",
        "response": "réponse | réponses | retour | retours",
        "body": "corps",
        "path": "chemin | path",
        "query": "query",
        "header": "en-tête | en-têtes | entête | entêtes",
        "parameter": "paramètre | paramètres | argument | arguments",
        "field": "champ | champs | attribut | attributs | propriété | propriétés | variable | variables",
        "input": "entrée",
        "output": "sortie | retourné | retournés | retournée | retournées | renvoyé | renvoyés | renvoyées",
        "told": """
            description | structure | format | détail | détails | schéma | modèle | définition | liste | tableau |
            contenu
        """,
        "data": "donnée | données | objet | informations",
        "example": "exemple | exemples",
        "success": "succès | réussie | réussi | réussite",
        "joint": "de | du | des | la | le | les | l' | d' | en | au | aux | dans | pour | à | par | avec",
        "name": "nom",
        "type": "type",
        "default": "défaut | par défaut",
        "value": "valeur | valeurs",
        "allowed": "possibles | possible | autorisées | acceptées | admises | permises | valides | disponibles",
        "description": """
            description | signification | remarque | remarques | commentaire | commentaires | détail | détails |
            rôle | libellé
        """,
        "required": "obligatoire | obligatoires | requis | requise | requises | nécessaire",
        "optional": """
            facultatif | facultative | facultatifs | facultatives | optionnel | optionnelle | optionnels |
            optionnelles | non obligatoire | non requis | pas obligatoire
        """,
        "need": "obligatoire ou facultatif | caractère obligatoire | présence",
        "yes": "oui",
        "no": "non",
        "if": "si | quand | lorsque | lorsqu'il | sauf | selon | pour | uniquement",
        "method": "méthode | méthode http | verbe | verbe http",
        "address": "chemin | url | adresse | point de terminaison | route",
        "status": "statut | état",
        "code": "code | codes",
        "meaning": "signification | description | cause | raison | motif | condition | cas",
    },
    "it": {
        "request": "richiesta | richieste",
        "response": "risposta | risposte",
        "body": "corpo | body",
        "path": "percorso | path",
        "query": "query",
        "header": "intestazione | intestazioni",
        "parameter": "parametro | parametri | argomento | argomenti",
        "field": "campo | campi | attributo | attributi | proprietà | variabile | variabili",
        "input": "ingresso | input",
        "output": "uscita | output | restituito | restituiti | restituita | restituite",
        "told": """
            descrizione | struttura | formato | dettaglio | dettagli | schema | modello | definizione | elenco |
            tabella | contenuto
        """,
        "data": "dato | dati | oggetto | informazioni",
        "example": "esempio | esempi",
        "success": "successo | riuscita | riuscito | positiva | positivo | corretta",
        "joint": """
            di | del | della | dello | dei | delle | degli | il | lo | la | i | gli | le | in | nel | nella | per |
            da | al | alla | con
        """,
        "name": "nome",
        "type": "tipo",
        "default": "predefinito | predefinita | valore predefinito | impostazione predefinita",
        "value": "valore | valori",
        "allowed": "ammessi | ammesso | consentiti | possibili | accettati | validi | disponibili",
        "description": "descrizione | significato | nota | note | dettaglio | dettagli | commento | osservazioni",
        "required": """
            obbligatorio | obbligatoria | obbligatori | obbligatorie | richiesto | richiesti | necessario |
            necessaria
        """,
        "optional": """
            opzionale | opzionali | facoltativo | facoltativa | facoltativi | facoltative | non obbligatorio |
            non obbligatoria | non richiesto
        """,
        "need": "obbligatorietà",
        "yes": "sì",
        "no": "no",
        "if": "se | quando | salvo | tranne | solo",
        "method": "metodo | metodo http | verbo | verbo http",
        "address": "percorso | url | indirizzo | rotta",
        "status": "stato",
        "code": "codice | codici",
        "meaning": "significato | descrizione | causa | motivo | condizione",
    },
    "de": {
        "request": "anfrage | anfragen | anforderung | anforderungen",
        "response": "antwort | antworten | rückgabe | rückgaben | rückmeldung",
        "body": """
            rumpf | body | anfragetext | anfragetexts | anforderungstext | anfragekörper | nachrichtentext | textkörper
        """,
        "path": "pfad | path",
        "query": "abfrage | query",
        "header": "kopfzeile | kopfzeilen | kopfdaten",
        "parameter": "parameter | parametern | argument | argumente",
        "field": "feld | felder | feldern | attribut | attribute | eigenschaft | eigenschaften | variable | variablen",
        "input": "eingabe | eingaben | eingang",
        "output": "ausgabe | ausgaben | zurückgegeben | zurückgegebene | zurückgegebenen",
        "told": """
            beschreibung | aufbau | struktur | format | details | schema | modell | definition | liste | tabelle |
            inhalt
        """,
        "data": "daten | objekt | informationen",
        "example": "beispiel | beispiele",
        "success": "erfolg | erfolgreich | erfolgreiche | erfolgreicher | erfolgsfall",
        "joint": """
            der | die | das | des | dem | den | im | in | zur | zum | von | vom | für | bei | ein | eine | einer |
            mit | an
        """,
        "name": "name | bezeichnung",
        "type": "typ | datentyp",
        "default": "standard | standardwert | voreinstellung | vorgabe | vorgabewert | defaultwert",
        "value": "wert | werte",
        "allowed": "erlaubte | erlaubt | zulässige | zulässig | mögliche | gültige | akzeptierte",
        "description": """
            beschreibung | bedeutung | bemerkung | bemerkungen | hinweis | hinweise | erläuterung | anmerkung |
            zweck
        """,
        "required": """
            erforderlich | erforderliche | erforderlicher | pflicht | pflichtfeld | pflichtfelder | pflichtangabe |
            pflichtparameter | notwendig | zwingend | verpflichtend | benötigt | obligatorisch
        """,
        "optional": """
            optional | optionale | optionaler | optionales | freiwillig | nicht erforderlich | nicht pflicht |
            nicht verpflichtend | nicht notwendig
        """,
        "need": "pflicht/optional | notwendigkeit | pflicht?",
        "yes": "ja",
        "no": "nein",
        "if": "wenn | falls | sofern | außer | nur | bei | je",
        "method": "methode | http-methode | http methode",
        "address": "pfad | url | adresse | endpunkt | route",
        "status": "status | zustand",
        "code": "code | codes",
        "meaning": "bedeutung | beschreibung | ursache | grund | bedingung",
    },
    "pl": {
        "request": "żądanie | żądania | żądań | żądaniu",
        "response": "odpowiedź | odpowiedzi",
        "body": "treść | treści | ciało | ciała | body",
        "path": "ścieżka | ścieżki | path",
        "query": "zapytanie | zapytania | query",
        "header": "nagłówek | nagłówki | nagłówków | nagłówka",
        "parameter": "parametr | parametry | parametrów | parametru | argument | argumenty",
        "field": "pole | pola | pól | właściwość | właściwości | atrybut | atrybuty | atrybutów",
        "input": "wejście | wejściowe | wejściowy | wejściowa | wejścia",
        "output": "wyjście | wyjściowe | wyjściowy | zwracane | zwracany | zwracana | zwracanych",
        "told": "opis | struktura | format | szczegóły | schemat | model | definicja | lista | tabela | zawartość",
        "data": "dane | danych | obiekt | obiektu",
        "example": "przykład | przykłady | przykładowe | przykładowa | przykładowy",
        "success": "sukces | sukcesu | powodzenie | powodzenia | poprawna | pomyślna | udana | prawidłowa",
        "joint": "w | z | do | dla | na | przy | i",
        "name": "nazwa | nazwy",
        "type": "typ | typ danych | rodzaj",
        "default": "domyślnie | domyślna | domyślny | domyślne",
        "value": "wartość | wartości",
        "allowed": "dozwolone | dopuszczalne | możliwe | poprawne | dostępne",
        "description": "opis | znaczenie | uwagi | uwaga | komentarz | objaśnienie",
        "required": "wymagany | wymagana | wymagane | obowiązkowy | obowiązkowa | obowiązkowe | konieczny | konieczne",
        "optional": """
            opcjonalny | opcjonalna | opcjonalne | opcjonalnie | nieobowiązkowy | nieobowiązkowa | nieobowiązkowe |
            niewymagany | niewymagana | niewymagane | nie wymagany | nie wymagane
        """,
        "need": "obowiązkowość | wymagalność | czy wymagany | czy wymagane",
        "yes": "tak",
        "no": "nie",
        "if": "jeśli | jeżeli | gdy | kiedy | chyba | tylko | przy | dla",
        "method": "metoda | metoda http",
        "address": "ścieżka | url | adres | punkt końcowy",
        "status": "status | stan",
        "code": "kod | kody",
        "meaning": "znaczenie | opis | przyczyna | powód | warunek",
    },
    "ru": {
        "request": "запрос | запроса | запросы | запросов | запросе",
        "response": "ответ | ответа | ответы | ответов | ответе",
        "body": "тело | тела | теле",
        "path": "путь | пути | path",
        "query": "query",
        "header": "заголовок | заголовки | заголовка | заголовков",
        "parameter": "параметр | параметры | параметров | параметра | аргумент | аргументы | аргументов",
        "field": "поле | поля | полей | свойство | свойства | атрибут | атрибуты | атрибутов | переменная | переменные",
        "input": "вход | входной | входные | входных | входящие | входящий",
        "output": "выход | выходной | выходные | выходных | возвращаемые | возвращаемое | возвращаемых | возвращаемый",
        "told": """
            описание | структура | формат | детали | схема | модель | определение | список | таблица | содержимое |
            содержание | состав
        """,
        "data": "данные | данных | объект | объекта | информация",
        "example": "пример | примеры | пример",
        "success": "успех | успеха | успешный | успешного | успешном | успешная | успешно",
        "joint": "в | во | из | на | при | для | с | к | и",
        "name": "имя | название | наименование",
        "type": "тип | тип данных",
        "default": "по умолчанию | умолчание",
        "value": "значение | значения",
        "allowed": "допустимые | возможные | доступные | поддерживаемые | разрешённые | разрешенные | допустимое",
        "description": "описание | комментарий | примечание | примечания | пояснение | назначение | смысл",
        "required": """
            обязательный | обязательная | обязательное | обязательные | обязателен | обязательна | обязательны |
            обязательно | требуется | обяз
        """,
        "optional": """
            необязательный | необязательная | необязательное | необязательные | необязателен | необязательно |
            не обязательный | не обязательно | не обязательное | опциональный | опциональная | опциональное |
            опциональные | опционально | не требуется
        """,
        "need": "обязательность | обязательный параметр | обязательное поле",
        "yes": "да",
        "no": "нет",
        "if": "если | при | когда | кроме | только | для | либо",
        "method": "метод | http-метод | http метод",
        "address": "путь | url | адрес | эндпоинт | эндпойнт | маршрут",
        "status": "статус | состояние",
        "code": "код | коды",
        "meaning": "значение | описание | причина | условие | когда | ситуация",
    },
    "uk": {
        "request": "запит | запиту | запити | запитів | запиті",
        "response": "відповідь | відповіді | відповідей",
        "body": "тіло | тіла | тілі",
        "path": "шлях | шляху | path",
        "query": "query",
        "header": "заголовок | заголовки | заголовка | заголовків",
        "parameter": "параметр | параметри | параметрів | параметра | аргумент | аргументи | аргументів",
        "field": "поле | поля | полів | властивість | властивості | атрибут | атрибути",
        "input": "вхід | вхідний | вхідні | вхідних",
        "output": "вихід | вихідний | вихідні | вихідних",
        "told": "опис | структура | формат | деталі | схема | модель | визначення | список | таблиця | вміст | склад",
        "data": "дані | даних | об'єкт | об'єкта",
        "example": "приклад | приклади",
        "success": "успіх | успішний | успішна | успішної | успішного | успішно",
        "joint": "в | у | з | із | на | при | для | до | та | і",
        "name": "ім'я | назва | найменування",
        "type": "тип | тип даних",
        "default": "за замовчуванням | за умовчанням | типове | типово",
        "value": "значення",
        "allowed": "допустимі | можливі | доступні | дозволені",
        "description": "опис | коментар | примітка | примітки | пояснення | призначення",
        "required": """
            обов'язковий | обов'язкова | обов'язкове | обов'язкові | обов'язково | обов'язковим | потрібно |
            потрібний
        """,
        "optional": """
            необов'язковий | необов'язкова | необов'язкове | необов'язкові | необов'язково | не обов'язковий |
            не обов'язково | опціональний | опціональна | опціональне | опціонально
        """,
        "need": "обов'язковість",
        "yes": "так",
        "no": "ні",
        "if": "якщо | коли | крім | окрім | лише | тільки | при | для",
        "method": "метод | http-метод | http метод",
        "address": "шлях | url | адреса | ендпоінт | ендпойнт | кінцева точка | маршрут",
        "status": "статус | стан",
        "code": "код | коди",
        "meaning": "значення | опис | причина | умова | коли",
    },
    "tr": {
        "request": "istek | isteği | isteğin | istekler",
        "response": "yanıt | yanıtı | yanıtın | yanıtlar | cevap | cevabı | cevaplar",
        "body": "gövde | gövdesi | gövdesinin",
        "path": "yol | yolu | path",
        "query": "sorgu | sorgusu | query",
        "header": "başlık | başlığı | başlıklar | başlıkları | üst bilgi | üst bilgileri",
        "parameter": "parametre | parametresi | parametreler | parametreleri | argüman | argümanlar | argümanları",
        "field": "alan | alanı | alanlar | alanları | özellik | özellikler | özellikleri | nitelik | nitelikler",
        "input": "giriş | girdi | girdiler",
        "output": "çıkış | çıktı | çıktılar | dönen | döndürülen",
        "told": """
            açıklama | açıklaması | yapı | yapısı | format | formatı | biçimi | detay | detayları | şema | şeması |
            liste | listesi | içerik | içeriği
        """,
        "data": "veri | verisi | veriler | verileri | nesne | nesnesi",
        "example": "örnek | örneği | örnekler | örnekleri",
        "success": "başarı | başarılı",
        "joint": "ve | için | ile | bir",
        "name": "ad | adı | isim | ismi",
        "type": "tip | tipi | tür | türü | veri tipi | veri türü",
        "default": "varsayılan | varsayılan değer | öntanımlı",
        "value": "değer | değeri | değerler | değerleri",
        "allowed": "izin verilen | olası | geçerli | kabul edilen",
        "description": "açıklama | açıklaması | anlamı | anlam | not | notlar | tanım",
        "required": "zorunlu | gerekli | zorunludur | mecburi | gereklidir",
        "optional": "isteğe bağlı | opsiyonel | zorunlu değil | gerekli değil | seçmeli | seçimlik",
        "need": "zorunluluk | zorunlu mu | gerekli mi",
        "yes": "evet",
        "no": "hayır",
        "if": "eğer | ise | yoksa | varsa | değilse | durumunda | sadece | yalnızca | hariç",
        "method": "metot | metod | yöntem | http metodu | http yöntemi",
        "address": "yol | url | adres | uç nokta",
        "status": "durum",
        "code": "kod | kodu | kodları",
        "meaning": "anlamı | anlam | açıklama | sebep | neden",
    },
    "vi": {
        "request": "yêu cầu",
        "response": "phản hồi | trả lời",
        "body": "nội dung | thân | body",
        "path": "đường dẫn | path",
        "query": "truy vấn | query",
        "header": "tiêu đề | header",
        "parameter": "tham số | đối số",
        "field": "trường | thuộc tính",
        "input": "đầu vào",
        "output": "đầu ra | trả về",
        "told": "mô tả | cấu trúc | định dạng | chi tiết | lược đồ | danh sách | bảng",
        "data": "dữ liệu | đối tượng | kết quả",
        "example": "ví dụ",
        "success": "thành công",
        "joint": "của | cho | trong | các | và | từ | về",
        "name": "tên",
        "type": "kiểu | kiểu dữ liệu | loại",
        "default": "mặc định",
        "value": "giá trị",
        "allowed": "cho phép | hợp lệ | có thể",
        "description": "mô tả | ý nghĩa | ghi chú | diễn giải | giải thích",
        "required": "bắt buộc | cần thiết",
        "optional": "không bắt buộc | tùy chọn | tuỳ chọn",
        "need": "bắt buộc?",
        "yes": "có",
        "no": "không",
        "if": "nếu | khi | trừ | chỉ | hoặc | tùy",
        "method": "phương thức | phương thức http",
        "address": "đường dẫn | url | địa chỉ | điểm cuối",
        "status": "trạng thái",
        "code": "mã",
        "meaning": "ý nghĩa | mô tả | nguyên nhân | lý do | điều kiện",
    },
    "id": {
        "request": "permintaan",
        "response": "respon | respons | tanggapan | balasan",
        "body": "isi | badan | body",
        "path": "jalur | path",
        "query": "kueri | query",
        "header": "tajuk | header",
        "parameter": "parameter | argumen",
        "field": "kolom | atribut | properti | bidang",
        "input": "masukan",
        "output": "keluaran | luaran | dikembalikan",
        "told": "deskripsi | struktur | format | detail | rincian | skema | daftar | tabel",
        "data": "data | objek",
        "example": "contoh",
        "success": "sukses | berhasil",
        "joint": "dari | untuk | pada | yang | dan | di",
        "name": "nama",
        "type": "tipe | tipe data | jenis",
        "default": "bawaan | nilai bawaan | nilai default",
        "value": "nilai",
        "allowed": "diizinkan | yang diizinkan | diperbolehkan | valid | tersedia",
        "description": "deskripsi | keterangan | penjelasan | catatan | arti | fungsi",
        "required": "wajib | wajib diisi | diperlukan | harus | harus diisi",
        "optional": "opsional | tidak wajib | tidak harus | tidak diperlukan",
        "need": "wajib?",
        "yes": "ya",
        "no": "tidak",
        "if": "jika | bila | apabila | kecuali | hanya | ketika | kalau",
        "method": "metode | metode http",
        "address": "jalur | url | alamat | titik akhir",
        "status": "status",
        "code": "kode",
        "meaning": "arti | keterangan | deskripsi | penyebab | alasan",
    },
}
"""Language (BCP 47) -> what is said -> how, in lower case with ` | ` between the words."""
