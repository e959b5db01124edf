# ruff: noqa: E501 - a language stands together
"""The languages a report can be laid out in: its fixed words, days, numerals, direction and letters.

The six languages of the United Nations, Korean and Japanese. The words are ours, in the usage of documents of
the United Nations where we know it; a native reader has not gone over them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sightline.errors import UsageError

CJK = "fonts-noto-cjk"
_KEYS = (
    "summary", "contents", "tables", "figures", "table", "figure", "annex", "paragraph", "recommendation",
    "recommendations", "distribution", "marking", "dated", "record", "original", "page", "of", "rests", "cited",
    "nothing", "basis", "independent", "monitoring", "edition", "footnotes", "status",
    "english", "internal", "committee", "council", "public", "tighten", "relieve",
    "original_basis", "fact_basis", "reconstruction_basis", "item", "name", "source", "document", "same", "back",
    "new", "repeated", "taken up", "partly taken up", "not taken up", "overtaken",
    "footnote", "bytes", "row", "element", "pdf_page", "box", "fact", "reconstruction",
    "dissents", "concurs with a reservation", "takes no part",
    "no rows", "more rows", "without a position", "no days to draw", "no positions to draw", "nothing is linked",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language. `refer` says how a part is referred to: `{n}` stands for its number."""

    code: str
    name: str
    words: dict[str, str]
    refer: dict[str, str]
    months: tuple[str, ...]
    day: str
    """a day: `{d}`, `{m}` (the month's word or number) and `{y}`"""
    serif: tuple[str, ...]
    sample: str
    """letters that a font must have"""
    package: str
    """the Debian package with such a font"""
    rtl: bool = False
    numerals: str = "0123456789"
    edition_form: str = "{e} {w}"
    """an edition: `{e}` for whom, `{w}` the word"""
    sections: tuple[str, ...] = ()
    """numbers of the first level of headings; Roman ones where there are none"""

    @property
    def summary(self) -> tuple[str, str]:
        """How the summary is referred to: the word that leads there, and the pattern around it."""
        *before, word = self.refer["the"].split(" ")
        return word, " ".join([*before, "{n}"])

    def digits(self, text: str) -> str:
        """Digits as this language writes them."""
        return text.translate(str.maketrans("0123456789", self.numerals))

    def edition(self, name: str) -> str:
        """An edition in words, as `public edition`."""
        return self.edition_form.format(e=self.words[name], w=self.words["edition"])

    def written(self, day: date) -> str:
        """A day in words."""
        month = self.months[day.month - 1] if self.months else str(day.month)
        return self.digits(self.day.format(d=day.day, m=month, y=day.year))


def _words(text: str) -> dict[str, str]:
    return dict(zip(_KEYS, text.split("|"), strict=True))


_LATIN = ("Libertinus Serif", "Noto Serif CJK KR", "Noto Serif CJK SC", "Noto Serif", "DejaVu Serif")
_KO = ("Noto Serif CJK KR", "Libertinus Serif")
_ZH = ("Noto Serif CJK SC", "Libertinus Serif")
_JA = ("Noto Serif CJK JP", "Libertinus Serif")
_AR = ("Libertinus Serif", "Noto Naskh Arabic", "Amiri", "DejaVu Sans", "Noto Serif CJK KR")
_HAN = (*"一二三四五六七八九十", "十一", "十二", "十三", "十四", "十五", "十六")

TONGUES: dict[str, Tongue] = {
    one.code: one
    for one in (
        Tongue(
            "en", "English",
            _words(
                "Summary|Contents|Tables|Figures|Table|Figure|Annex|paragraph|recommendation|Recommendations|"
                "Distribution|Marking|Dated|State of the record|Original|Page|of|What this document rests on|"
                "Items cited in the text|none|Basis|An independent office; not a document of the United Nations|"
                "Monitoring of United Nations sanctions on the Democratic People’s Republic of Korea|edition|"
                "Footnotes|Status|English|internal|committee|council|public|to tighten|to relieve|"
                "originals, as their authors published or sent them|statements of fact that name a public document|"
                "reconstructions, made for illustration, which prove nothing|Item|Name|Source|Document|the same|"
                "Back to the text|new|repeated|taken up|partly taken up|not taken up|overtaken|"
                "Footnote|bytes|row|element|page|box|statement of fact|reconstruction|"
                "dissents|concurs with a reservation|takes no part|"
                "no rows|more rows|without a position|no days to draw|no positions to draw|nothing is linked"
            ),
            {"paragraph": "paragraph {n}", "table": "table {n}", "figure": "figure {n}", "annex": "annex {n}",
             "recommendation": "recommendation {n}", "the": "the summary"},
            ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
             "November", "December"),
            "{d} {m} {y}", _LATIN, "Aa", "fonts-noto-core",
        ),
        Tongue(
            "fr", "français",
            _words(
                "Résumé|Table des matières|Tableaux|Figures|Tableau|Figure|Annexe|paragraphe|recommandation|"
                "Recommandations|Distribution|Classification|Date|État du dossier|Original|Page|sur|"
                "Sur quoi repose ce document|Pièces citées dans le texte|néant|Fondement|"
                "Bureau indépendant ; ceci n’est pas un document des Nations Unies|"
                "Suivi des sanctions des Nations Unies visant la République populaire démocratique de Corée|"
                "édition|Notes|État|anglais|interne|Comité|Conseil|publique|durcir|alléger|"
                "originaux, tels que leurs auteurs les ont publiés ou envoyés|"
                "énoncés de fait qui citent un document public|"
                "reconstitutions, faites à titre d’illustration, qui ne prouvent rien|Pièce|Nom|Source|Document|"
                "la même|Retour au texte|nouvelle|réitérée|appliquée|partiellement appliquée|non appliquée|"
                "devenue caduque|"
                "Note|octets|ligne|élément|page|cadre|exposé de fait|reconstitution, qui ne prouve rien|"
                "exprime une opinion dissidente|souscrit avec réserve|ne prend pas part|"
                "aucune ligne|autres lignes|sans position|aucun jour à tracer|aucune position à tracer|aucun lien"
            ),
            {"paragraph": "le paragraphe {n}", "table": "le tableau {n}", "figure": "la figure {n}",
             "annex": "l’annexe {n}", "recommendation": "la recommandation {n}", "the": "le résumé"},
            ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
             "novembre", "décembre"),
            "{d} {m} {y}", _LATIN, "éàçœÉ", "fonts-noto-core", edition_form="{w} {e}",
        ),
        Tongue(
            "es", "español",
            _words(
                "Resumen|Índice|Cuadros|Figuras|Cuadro|Figura|Anexo|párrafo|recomendación|Recomendaciones|"
                "Distribución|Clasificación|Fecha|Estado del expediente|Original|Página|de|"
                "En qué se basa este documento|Elementos citados en el texto|ninguno|Fundamento|"
                "Oficina independiente; no es un documento de las Naciones Unidas|"
                "Seguimiento de las sanciones de las Naciones Unidas contra la República Popular Democrática de Corea|"
                "edición|Notas|Estado|inglés|interna|Comité|Consejo|pública|reforzar|aliviar|"
                "originales, tal como sus autores los publicaron o enviaron|"
                "afirmaciones de hecho que nombran un documento público|"
                "reconstrucciones, hechas a título ilustrativo, que nada prueban|Elemento|Nombre|Fuente|Documento|"
                "el mismo|Volver al texto|nueva|reiterada|aplicada|aplicada parcialmente|no aplicada|"
                "superada por los acontecimientos|"
                "Nota|bytes|fila|elemento|página|recuadro|exposición de hechos|reconstrucción que nada prueba|"
                "disiente|está de acuerdo con reservas|no participa|"
                "ninguna fila|otras filas|sin posición|ningún día que representar|ninguna posición que representar|ningún vínculo"
            ),
            {"paragraph": "el párrafo {n}", "table": "el cuadro {n}", "figure": "la figura {n}",
             "annex": "el anexo {n}", "recommendation": "la recomendación {n}", "the": "el resumen"},
            ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
             "noviembre", "diciembre"),
            "{d} de {m} de {y}", _LATIN, "ñáéíóúü¿¡", "fonts-noto-core", edition_form="{w} {e}",
        ),
        Tongue(
            "ru", "русский",
            _words(
                "Резюме|Содержание|Таблицы|Диаграммы|Таблица|Диаграмма|Приложение|пункт|рекомендация|Рекомендации|"
                "Распространение|Гриф|Дата|Состояние материалов|Язык оригинала|Стр.|из|На чем основан этот документ|"
                "Материалы, на которые сделаны ссылки|нет|Основание|"
                "Независимая структура; не является документом Организации Объединенных Наций|"
                "Наблюдение за санкциями Организации Объединенных Наций в отношении Корейской "
                "Народно-Демократической Республики|издание|Примечания|Статус|английский|внутреннее|для Комитета|"
                "для Совета|открытое|ужесточить|смягчить|"
                "подлинники в том виде, в каком их опубликовали или направили авторы|"
                "изложения фактов со ссылкой на открытый документ|"
                "реконструкции для иллюстрации, которые ничего не доказывают|Материал|Название|Источник|Документ|"
                "там же|К тексту|новая|повторная|выполнена|выполнена частично|не выполнена|утратила актуальность|"
                "Примечание|байты|строка|элемент|стр.|рамка|изложение факта|реконструкция, ничего не доказывает|"
                "особое мнение|согласие с оговоркой|не участвует|"
                "строк нет|других строк|без координат|нет дат для графика|нет координат для карты|связей нет"
            ),
            {"paragraph": "пункт {n}", "table": "таблица {n}", "figure": "диаграмма {n}", "annex": "приложение {n}",
             "recommendation": "рекомендация {n}", "the": "резюме"},
            ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
             "ноября", "декабря"),
            "{d} {m} {y} года", _LATIN, "Жщыюя", "fonts-noto-core", edition_form="{w}: {e}",
        ),
        Tongue(
            "zh", "中文",
            _words(
                "摘要|目录|表目录|图目录|表|图|附件|段|建议|建议|分发|密级|日期|记录截止日期|原件|第|/|本文件的依据|"
                "正文所引材料|无|依据|独立机构；非联合国文件|监测联合国对朝鲜民主主义人民共和国的制裁|版|脚注|状态|"
                "英文|内部|委员会|理事会|公开|收紧|放宽|原件（作者发布或发送时的原样）|注明公开文件的事实陈述|"
                "为说明而作、不证明任何事项的复原件|材料|名称|来源|文件|同上|回到正文|"
                "新建议|重申|已执行|部分执行|未执行|因情况变化而失效|"
                "脚注|字节|行|元素|页|框|事实陈述|复原件，不证明任何事项|"
                "持不同意见|有保留地同意|回避|"
                "没有行|其余行数|没有位置|没有可绘制的日期|没有可绘制的位置|没有联系"
            ),
            {"paragraph": "第{n}段", "table": "表{n}", "figure": "图{n}", "annex": "附件{n}",
             "recommendation": "建议{n}", "the": "摘要"},
            (), "{y}年{m}月{d}日", _ZH, "摘要附件", CJK, edition_form="{e}{w}", sections=_HAN,
        ),
        Tongue(
            "ar", "العربية",
            _words(
                "موجز|المحتويات|الجداول|الأشكال|الجدول|الشكل|المرفق|الفقرة|التوصية|التوصيات|التوزيع|التصنيف|التاريخ|"
                "حالة السجل|الأصل|الصفحة|من|ما تستند إليه هذه الوثيقة|المواد المستشهد بها في النص|لا يوجد|الأساس|"
                "مكتب مستقل؛ ليست وثيقة من وثائق الأمم المتحدة|"
                "رصد جزاءات الأمم المتحدة على جمهورية كوريا الشعبية الديمقراطية|نسخة|الحواشي|الحالة|"
                "الإنكليزية|داخلية|اللجنة|المجلس|عامة|تشديد|تخفيف|أصول كما نشرها أو أرسلها أصحابها|"
                "بيانات وقائع تذكر وثيقة علنية|إعادات بناء للتوضيح لا تثبت شيئا|المادة|الاسم|المصدر|الوثيقة|"
                "المرجع نفسه|العودة إلى النص|جديدة|مكررة|نفذت|نفذت جزئيا|لم تنفذ|تجاوزتها الأحداث|"
                "الحاشية|البايتات|الصف|العنصر|الصفحة|الإطار|بيان وقائع|إعادة بناء لا تثبت شيئا|"
                "رأي مخالف|موافقة مع تحفظ|لا يشارك|"
                "لا توجد صفوف|صفوف أخرى|بلا موقع|لا توجد أيام لرسمها|لا توجد مواقع لرسمها|لا توجد روابط"
            ),
            {"paragraph": "الفقرة {n}", "table": "الجدول {n}", "figure": "الشكل {n}", "annex": "المرفق {n}",
             "recommendation": "التوصية {n}", "the": "الموجز"},
            ("كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه",
             "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر",
             "كانون الأول/ديسمبر"),
            "{d} {m} {y}", _AR, "موجزالمحتويات", "fonts-noto-core", rtl=True, edition_form="{w} {e}", numerals="٠١٢٣٤٥٦٧٨٩",
            sections=("أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا",
                      "حادي عشر", "ثاني عشر", "ثالث عشر", "رابع عشر", "خامس عشر", "سادس عشر"),
        ),
        Tongue(
            "ko", "한국어",
            _words(
                "요약|차례|표 목록|그림 목록|표|그림|부속서|항|권고|권고|배포|표시|날짜|기록 기준일|원문|쪽|/|"
                "이 문서의 근거|본문에 인용된 자료|없음|근거|독립 기관이며 유엔 문서가 아님|"
                "조선민주주의인민공화국에 대한 유엔 제재 감시|판|각주|상태|영어|내부|위원회|이사회|공개|강화|완화|"
                "작성자가 공표하거나 보낸 그대로의 원본|공개 문서를 밝힌 사실 진술|"
                "예시를 위한 재구성, 아무것도 증명하지 않음|자료|이름|출처|문서|같은 자료|본문으로|"
                "신규|재권고|이행됨|일부 이행됨|이행되지 않음|상황 변화로 종결됨|"
                "각주|바이트|행|요소|쪽|상자|사실 진술|재구성, 아무것도 증명하지 않음|"
                "반대 의견|유보를 두고 동의|불참|"
                "행 없음|나머지 행|위치 없음|그릴 날짜 없음|그릴 위치 없음|연결 없음"
            ),
            {"paragraph": "{n}항", "table": "표 {n}", "figure": "그림 {n}", "annex": "부속서 {n}",
             "recommendation": "권고 {n}", "the": "요약"},
            (), "{y}년 {m}월 {d}일", _KO, "요약부속서", CJK, edition_form="{e}{w}",
        ),
        Tongue(
            "ja", "日本語",
            _words(
                "要旨|目次|表一覧|図一覧|表|図|附属書|段落|勧告|勧告|配布|表示|日付|記録の基準日|原文|頁|/|"
                "この文書の根拠|本文で引用した資料|なし|根拠|独立の機関であり、国際連合の文書ではない|"
                "朝鮮民主主義人民共和国に対する国際連合の制裁の監視|版|脚注|状況|英語|内部|委員会|理事会|公開|強化|緩和|"
                "作成者が公表または送付したままの原本|公開文書を示す事実の記述|"
                "説明のための再構成（何も証明しない）|資料|名称|出典|文書|同上|本文へ|"
                "新規|再勧告|実施済み|一部実施|未実施|状況の変化により終了|"
                "脚注|バイト|行|要素|頁|枠|事実の記述|再構成、何も証明しない|"
                "反対意見|留保付きで同意|不参加|"
                "行なし|残りの行|位置なし|描く日付なし|描く位置なし|つながりなし"
            ),
            {"paragraph": "第{n}段落", "table": "表{n}", "figure": "図{n}", "annex": "附属書{n}",
             "recommendation": "勧告{n}", "the": "要旨"},
            (), "{y}年{m}月{d}日", _JA, "要旨附属書かな", CJK, edition_form="{e}{w}", sections=_HAN,
        ),
    )
}  # fmt: skip


_UNTRANSLATED = re.compile(r"\[([a-z]{2})\] ")
"""the code of the language it was written in, before a text that is not translated"""


def untranslated(text: str) -> str:
    """The code before a text that is printed as it was written; empty where there is none."""
    found = _UNTRANSLATED.match(text)
    return found[1] if found and found[1] in TONGUES else ""


def tongue(code: str) -> Tongue:
    """A language by its code; `UsageError` names those there are."""
    if code not in TONGUES:
        raise UsageError(f"no layout for the language {code!r}", remedy="use one of " + ", ".join(TONGUES))
    return TONGUES[code]
