"""Pseudonyms: what stands for a person, a certificate or a telephone in everything that is stored.

    p = first 128 bits of HMAC-SHA256(key, word, unit separator, value), in hexadecimal

with the first key of the ring over the value, the next key over that pseudonym, and so on (HMAC:
RFC 2104). `word` says of what the value is a number, so the same digits as a person and as a
telephone give two pseudonyms. The live service works them out in Python, a load in DuckDB; both
give the same.
"""

import hashlib
import hmac
from functools import lru_cache

import duckdb

from features.settlement.pseudonyms.key_ring import KeyRing

WORDS = ("person", "certificate", "telephone")
LENGTH = 32
_BLOCK = 64
_SEPARATOR = "\x1f"
_SMALL, _CAPITAL = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CAPITALS = str.maketrans(_SMALL, _CAPITAL)
_DIGITS = frozenset("0123456789")


class Pseudonyms:
    """Makes pseudonyms with one ring of keys, in Python and in DuckDB."""

    def __init__(self, ring: KeyRing) -> None:
        """Make them with every key of this ring."""
        self.ring = ring
        self._of = lru_cache(maxsize=100_000)(self._made)

    def of(self, word: str, value: str) -> str:
        """The pseudonym of a value: 32 hexadecimal digits."""
        return self._of(word, value)

    def _made(self, word: str, value: str) -> str:
        made = normal(word, value)
        for key in self.ring.keys:
            made = _keyed(key, word, made)
        return made

    def sql(self, con: duckdb.DuckDBPyConnection, word: str, value: str) -> str:
        """The expression that makes pseudonyms of a text expression in this connection.

        The keys are given to the connection as variables, so they are in no statement, and in no
        message of an error about one. Null stays null.
        """
        return _keyed_sql(con, self.ring.keys, word, normal_sql(word, value))


def passed_on(con: duckdb.DuckDBPyConnection, key: bytes, word: str, made: str) -> str:
    """The expression that passes pseudonyms through one key more, as a turn of the ring does."""
    return _keyed_sql(con, (key,), word, made)


def normal(word: str, value: str) -> str:
    """The value in the one writing that is keyed: certificates in capitals, telephones as digits.

    >>> normal("certificate", "32010219850101123x")
    '32010219850101123X'
    >>> normal("telephone", "+86 138-0000-0000")
    '13800000000'
    """
    match word:
        case "certificate":
            return value.translate(_CAPITALS)
        case "telephone":
            digits = "".join(sign for sign in value if sign in _DIGITS)
            if len(digits) == 13 and digits.startswith("86"):
                digits = digits[2:]
            return digits or value
        case _:
            return value


def normal_sql(word: str, value: str) -> str:
    """What `normal` does, over a text expression of DuckDB."""
    match word:
        case "certificate":
            return f"translate({value}, '{_SMALL}', '{_CAPITAL}')"
        case "telephone":
            digits = f"regexp_replace({value}, '[^0-9]', '', 'g')"
            local = f"regexp_replace({digits}, '^86([0-9]{{11}})$', '\\1')"
            return f"coalesce(nullif({local}, ''), {value})"
        case _:
            return value


def _keyed(key: bytes, word: str, value: str) -> str:
    text = f"{word}{_SEPARATOR}{value}".encode(errors="replace")
    return hmac.digest(key, text, hashlib.sha256).hex()[:LENGTH]


def _keyed_sql(
    con: duckdb.DuckDBPyConnection, keys: tuple[bytes, ...], word: str, made: str
) -> str:
    if word not in WORDS:
        raise ValueError(f"{word} is no word of a pseudonym")
    for key in keys:
        name = f"key_{hashlib.sha256(key).hexdigest()[:16]}"
        block = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
        for side, pad in (("inner", 0x36), ("outer", 0x5C)):
            padded = bytes(byte ^ pad for byte in block)
            con.execute(f"SET VARIABLE {name}_{side} = ?::BLOB", [padded])
        text = f"encode('{word}' || chr(31) || {made})"
        inner = f"unhex(sha256(getvariable('{name}_inner') || {text}))"
        made = f"left(sha256(getvariable('{name}_outer') || {inner}), {LENGTH})"
    return made
