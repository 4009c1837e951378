"""Text as receivers can hold it: GBK characters only, cut by characters to the stated length."""


def written(text: str | None, longest: int) -> str | None:
    """The text in GBK's characters, at most `longest` of them; "?" stands for any other.

    >>> written("费用偏高😀", 5)
    '费用偏高?'
    >>> written("一二三", 2)
    '一二'
    """
    if text is None:
        return None
    return text.encode("gbk", errors="replace").decode("gbk")[:longest]
