"""What institutions are there for."""

from enum import IntEnum


class Role(IntEnum):
    """What an institution is there for."""

    GENERAL = 0
    TCM = 1
    CANCER = 2
    BURNS = 3
    REHABILITATION = 4
    PSYCHIATRIC = 5
    MATERNITY = 6
    PRIVATE = 7
    TOWNSHIP = 8
    CLINIC = 9
    CHRONIC_CLINIC = 10
    PHARMACY = 11
    VILLAGE = 12
    INTENSIVE = 13
    DIALYSIS = 14
