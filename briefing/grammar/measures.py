"""Currencies and units: how newspapers write them, and what they are called here."""

import re

_CURRENCIES = {
    "US$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "R$": "BRL",
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₪": "ILS",
    "₺": "TRY",
}
_CODES = {
    code: code
    for code in [
        "USD",
        "EUR",
        "GBP",
        "JPY",
        "CNY",
        "INR",
        "RUB",
        "AUD",
        "CAD",
        "CHF",
        "SEK",
        "NOK",
        "DKK",
        "PLN",
        "BRL",
        "MXN",
        "ZAR",
        "TRY",
        "KRW",
        "HKD",
        "SGD",
        "NZD",
        "AED",
        "SAR",
        "PKR",
        "BDT",
    ]
} | {"Rs.": "INR", "Rs": "INR", "Tk": "BDT"}
_WORDS = {
    "US dollar": "USD",
    "dollar": "USD",
    "buck": "USD",
    "cent": "USD",
    "euro": "EUR",
    "pence": "GBP",
    "pound": "GBP",
    "pound sterling": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "rupee": "INR",
    "rouble": "RUB",
    "ruble": "RUB",
    "franc": "CHF",
    "krona": "SEK",
    "krone": "NOK",
    "peso": "MXN",
    "rand": "ZAR",
    "lira": "TRY",
    "won": "KRW",
    "shekel": "ILS",
    "taka": "BDT",
    "naira": "NGN",
    "zloty": "PLN",
    "real": "BRL",
    "dirham": "AED",
    "riyal": "SAR",
    "Australian dollar": "AUD",
    "Canadian dollar": "CAD",
    "Hong Kong dollar": "HKD",
}
_NAMES = {
    "kilometre": "kilometres? kilometers? kms?",
    "mile": "miles?",
    "nautical mile": "nautical\\smiles?",
    "metre": "metres? meters?",
    "centimetre": "centimetres? centimeters? cm",
    "millimetre": "millimetres? millimeters? mm",
    "foot": "feet foot ft",
    "inch": "inch(?:es)?",
    "yard": "yards?",
    "hectare": "hectares? ha",
    "acre": "acres?",
    "square kilometre": "square[\\s-]kilomet(?:re|er)s? sq\\.?\\skm km²",
    "square mile": "square[\\s-]miles? sq\\.?\\smiles?",
    "square metre": "square[\\s-]met(?:re|er)s? m²",
    "square foot": "square[\\s-]f(?:ee|oo)t sq\\.?\\sft",
    "kilogram": "kilograms? kilos? kgs?",
    "gram": "grams?",
    "tonne": "tonnes?",
    "ton": "tons?",
    "ounce": "ounces? oz",
    "degree Celsius": "°\\s?C degrees?\\s(?:Celsius|C\\b|centigrade)",
    "degree Fahrenheit": "°\\s?F degrees?\\sFahrenheit",
    "degree": "degrees?",
    "mile per hour": "mph miles?\\s(?:an|per)\\shour",
    "kilometre per hour": "km/h kph kmh",
    "year": "years?",
    "month": "months?",
    "week": "weeks?",
    "day": "days?",
    "hour": "hours? hrs?",
    "minute": "minutes? mins?",
    "second": "seconds? secs?",
    "decade": "decades?",
    "century": "centur(?:y|ies)",
}
_PATTERNS = {pattern: name for name, patterns in _NAMES.items() for pattern in patterns.split(" ")}


def _longest_first(names: list[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


SIGNS = _longest_first([sign.replace("$", r"\$") for sign in _CURRENCIES])
CODES = _longest_first([code.replace(".", r"\.") for code in _CODES])
CURRENCY_WORDS = _longest_first(
    [word if word.endswith("e") and word == "pence" else f"{word}s?" for word in _WORDS]
)
UNITS = _longest_first(list(_PATTERNS))


def unit_of(written: str) -> str | None:
    """The ISO 4217 code or the plain English singular of a currency or unit as it is written."""
    if written in _CURRENCIES or written in _CODES:
        return _CURRENCIES.get(written) or _CODES[written]
    for word, code in _WORDS.items():
        if written.lower() in (word.lower(), f"{word.lower()}s"):
            return code
    return next(
        (n for pattern, n in _PATTERNS.items() if re.fullmatch(pattern, written, re.IGNORECASE)), None
    )
