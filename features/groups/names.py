"""How alike two names of an item are, in SQL: what one calls it, and what the list calls it.

Marks, brackets with what stands in them, spaces and additions such as /日 and -院内 are left out first.
A name that holds the other says the same. Otherwise it is the Jaccard share of the pairs of
characters, so Chinese and Latin words need no dictionary.
"""

BRACKETED = r"[\(（\[【][^\)）\]】]*[\)）\]】]"
ADDED = r"[/／\-－—].*$"
SIGNS = r"[\s★☆*#·.,，、:：]"


def plain_name(column: str) -> str:
    """The name without marks and additions; the name as it is when nothing else is left."""
    bare = (
        f"regexp_replace(regexp_replace(regexp_replace({column}, '{BRACKETED}', '', 'g'),"
        f" '{ADDED}', ''), '{SIGNS}', '', 'g')"
    )
    return f"coalesce(nullif({bare}, ''), {column})"


def likeness(one: str, other: str) -> str:
    """From 0 to 1 how alike two plain names are; null where one is missing."""
    first, second = _pairs(one), _pairs(other)
    shared = f"len(list_intersect({first}, {second}))"
    return (
        f"CASE WHEN {one} IS NULL OR {other} IS NULL THEN NULL"
        f" WHEN contains({one}, {other}) OR contains({other}, {one}) THEN 1.0"
        f" ELSE round({shared} / greatest(1, len({first}) + len({second}) - {shared}), 6) END"
    )


def _pairs(name: str) -> str:
    """The distinct pairs of neighbouring characters of a name."""
    return (
        f"list_distinct(list_transform(range(1, length({name})::BIGINT),"
        f" lambda i: substr({name}, i, 2)))"
    )
