# ruff: noqa: E501 - a language stands together
"""The languages a report can be laid out in: its fixed words, days, numerals, direction and letters.

The six languages of the United Nations, Korean and Japanese. The words are ours, in the usage of documents of
the United Nations where we know it; a native reader has not gone over them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sightline.errors import UsageError

CJK = "fonts-noto-cjk"
_KEYS = (
    "summary", "contents", "tables", "figures", "table", "figure", "annex", "paragraph", "recommendation",
    "recommendations", "distribution", "marking", "dated", "record", "original", "page", "of", "rests", "cited",
    "nothing", "basis", "independent", "monitoring", "edition", "footnotes", "status",
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
_AR = ("Noto Naskh Arabic", "Amiri", "DejaVu Sans", "Libertinus Serif", "Noto Serif CJK KR")
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
                "Footnotes|Status"
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
                "édition|Notes|État"
            ),
            {"paragraph": "le paragraphe {n}", "table": "le tableau {n}", "figure": "la figure {n}",
             "annex": "l’annexe {n}", "recommendation": "la recommandation {n}", "the": "le résumé"},
            ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
             "novembre", "décembre"),
            "{d} {m} {y}", _LATIN, "éàçœÉ", "fonts-noto-core",
        ),
        Tongue(
            "es", "español",
            _words(
                "Resumen|Índice|Cuadros|Figuras|Cuadro|Figura|Anexo|párrafo|recomendación|Recomendaciones|"
                "Distribución|Clasificación|Fecha|Estado del expediente|Original|Página|de|"
                "En qué se basa este documento|Elementos citados en el texto|ninguno|Fundamento|"
                "Oficina independiente; no es un documento de las Naciones Unidas|"
                "Seguimiento de las sanciones de las Naciones Unidas contra la República Popular Democrática de Corea|"
                "edición|Notas|Estado"
            ),
            {"paragraph": "el párrafo {n}", "table": "el cuadro {n}", "figure": "la figura {n}",
             "annex": "el anexo {n}", "recommendation": "la recomendación {n}", "the": "el resumen"},
            ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
             "noviembre", "diciembre"),
            "{d} de {m} de {y}", _LATIN, "ñáéíóúü¿¡", "fonts-noto-core",
        ),
        Tongue(
            "ru", "русский",
            _words(
                "Резюме|Содержание|Таблицы|Диаграммы|Таблица|Диаграмма|Приложение|пункт|рекомендация|Рекомендации|"
                "Распространение|Гриф|Дата|Состояние материалов|Язык оригинала|Стр.|из|На чем основан этот документ|"
                "Материалы, на которые сделаны ссылки|нет|Основание|"
                "Независимая структура; не является документом Организации Объединенных Наций|"
                "Наблюдение за санкциями Организации Объединенных Наций в отношении Корейской "
                "Народно-Демократической Республики|издание|Примечания|Статус"
            ),
            {"paragraph": "пункт {n}", "table": "таблица {n}", "figure": "диаграмма {n}", "annex": "приложение {n}",
             "recommendation": "рекомендация {n}", "the": "резюме"},
            ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
             "ноября", "декабря"),
            "{d} {m} {y} года", _LATIN, "Жщыюя", "fonts-noto-core",
        ),
        Tongue(
            "zh", "中文",
            _words(
                "摘要|目录|表目录|图目录|表|图|附件|段|建议|建议|分发|密级|日期|记录截止日期|原件|第|/|本文件的依据|"
                "正文所引材料|无|依据|独立机构；非联合国文件|监测联合国对朝鲜民主主义人民共和国的制裁|版|脚注|状态"
            ),
            {"paragraph": "第{n}段", "table": "表{n}", "figure": "图{n}", "annex": "附件{n}",
             "recommendation": "建议{n}", "the": "摘要"},
            (), "{y}年{m}月{d}日", _ZH, "摘要附件", CJK, sections=_HAN,
        ),
        Tongue(
            "ar", "العربية",
            _words(
                "موجز|المحتويات|الجداول|الأشكال|الجدول|الشكل|المرفق|الفقرة|التوصية|التوصيات|التوزيع|التصنيف|التاريخ|"
                "حالة السجل|الأصل|الصفحة|من|ما تستند إليه هذه الوثيقة|المواد المستشهد بها في النص|لا يوجد|الأساس|"
                "مكتب مستقل؛ ليست وثيقة من وثائق الأمم المتحدة|"
                "رصد جزاءات الأمم المتحدة على جمهورية كوريا الشعبية الديمقراطية|نسخة|الحواشي|الحالة"
            ),
            {"paragraph": "الفقرة {n}", "table": "الجدول {n}", "figure": "الشكل {n}", "annex": "المرفق {n}",
             "recommendation": "التوصية {n}", "the": "الموجز"},
            ("كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه",
             "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر",
             "كانون الأول/ديسمبر"),
            "{d} {m} {y}", _AR, "موجزالمحتويات", "fonts-noto-core", rtl=True, numerals="٠١٢٣٤٥٦٧٨٩",
            sections=("أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا",
                      "حادي عشر", "ثاني عشر", "ثالث عشر", "رابع عشر", "خامس عشر", "سادس عشر"),
        ),
        Tongue(
            "ko", "한국어",
            _words(
                "요약|차례|표 목록|그림 목록|표|그림|부속서|항|권고|권고|배포|표시|날짜|기록 기준일|원문|쪽|/|"
                "이 문서의 근거|본문에 인용된 자료|없음|근거|독립 기관이며 유엔 문서가 아님|"
                "조선민주주의인민공화국에 대한 유엔 제재 감시|판|각주|상태"
            ),
            {"paragraph": "{n}항", "table": "표 {n}", "figure": "그림 {n}", "annex": "부속서 {n}",
             "recommendation": "권고 {n}", "the": "요약"},
            (), "{y}년 {m}월 {d}일", _KO, "요약부속서", CJK,
        ),
        Tongue(
            "ja", "日本語",
            _words(
                "要旨|目次|表一覧|図一覧|表|図|附属書|段落|勧告|勧告|配布|表示|日付|記録の基準日|原文|頁|/|"
                "この文書の根拠|本文で引用した資料|なし|根拠|独立の機関であり、国際連合の文書ではない|"
                "朝鮮民主主義人民共和国に対する国際連合の制裁の監視|版|脚注|状況"
            ),
            {"paragraph": "第{n}段落", "table": "表{n}", "figure": "図{n}", "annex": "附属書{n}",
             "recommendation": "勧告{n}", "the": "要旨"},
            (), "{y}年{m}月{d}日", _JA, "要旨附属書かな", CJK, sections=_HAN,
        ),
    )
}  # fmt: skip


def tongue(code: str) -> Tongue:
    """A language by its code; `UsageError` names those there are."""
    if code not in TONGUES:
        raise UsageError(f"no layout for the language {code!r}", remedy="use one of " + ", ".join(TONGUES))
    return TONGUES[code]
