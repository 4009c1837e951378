"""Areas (医保区划) and who sees them: a city sees its counties, a province its cities."""

import re

_INSTITUTION = re.compile(r"[A-Z](\d{6})\d{5}")


def reach(area: str) -> str:
    """The prefix that every area within this one begins with.

    >>> reach("370602"), reach("370600"), reach("370000"), reach("000000")
    ('370602', '3706', '37', '')
    """
    if area == "000000":
        return ""
    if area.endswith("0000"):
        return area[:2]
    return area[:4] if area.endswith("00") else area


def within(inner: str | None, outer: str) -> bool:
    """Whether an area lies in another. An unknown area lies only in the whole country.

    >>> within("370602", "370600"), within("370702", "370600"), within(None, "370600")
    (True, False, False)
    """
    return (inner or "").startswith(reach(outer))


def area_of(fixmedins_code: str) -> str | None:
    """The area that an institution's code names (H, six digits, five more); None if it does not.

    >>> area_of("H37060200064"), area_of("3901GS")
    ('370602', None)
    """
    match = _INSTITUTION.fullmatch(fixmedins_code)
    return match.group(1) if match else None
