"""The language of everything a user reads. English is the source language; gettext catalogues hold the others."""

import gettext as _gettext
import os
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("en", "zh")

_CATALOGUES = {"zh": "zh_CN"}
_LOCALE_DIR = Path(__file__).parent / "locale"
_translations: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def use_language(language: str) -> None:
    """Make `language` ("en" or "zh") the language of every message from now on."""
    global _language, _translations  # noqa: PLW0603  # one process speaks one language
    _language = language
    catalogue = _CATALOGUES.get(language)
    _translations = (
        _gettext.translation("rectify", _LOCALE_DIR, [catalogue]) if catalogue else _gettext.NullTranslations()
    )


def language() -> str:
    """The language in use: "en" or "zh"."""
    return _language


def language_of(environment: Mapping[str, str] = os.environ) -> str:
    """The language that RECTIFY_LANG or the locale asks for; English where neither names one that exists."""
    for name in ("RECTIFY_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def gettext(message: str) -> str:
    """`message` in the language in use."""
    return _translations.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of a message that fits the number `n`."""
    return _translations.ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802  # the name that gettext's tools look for
    """Mark a string in a table for translation; it is translated where it is shown."""
    return message


_ = gettext
