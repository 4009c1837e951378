"""The slips (差错) of the province, one file each: errors of data and habits that look like schemes.

Nobody means to defraud. They are few, and the truth names them, so that a method can be judged by
how often it takes them for schemes.
"""

from features.settlement.province.slips.booked_late import BookedLate
from features.settlement.province.slips.day_end_batch import DayEndBatch
from features.settlement.province.slips.done_twice import DoneTwice
from features.settlement.province.slips.duplicate_upload import DuplicateUpload
from features.settlement.province.slips.keyed_early import KeyedEarly
from features.settlement.province.slips.rebilled_refund import RebilledRefund
from features.settlement.province.slips.shared_login import SharedLogin
from features.settlement.province.slips.shifted_decimal import ShiftedDecimal
from features.settlement.province.slips.slip import Slip
from features.settlement.province.slips.swapped_day import SwappedDay
from features.settlement.province.slips.wrong_birth import WrongBirth
from features.settlement.province.slips.wrong_clock import WrongClock
from features.settlement.province.slips.wrong_department import WrongDepartment
from features.settlement.province.slips.wrong_operation import WrongOperation
from features.settlement.province.slips.wrong_person import WrongPerson
from features.settlement.province.slips.wrong_sex import WrongSex

SLIPS: tuple[Slip, ...] = (
    DuplicateUpload(),
    RebilledRefund(),
    WrongSex(),
    WrongBirth(),
    SwappedDay(),
    WrongClock(),
    DayEndBatch(),
    SharedLogin(),
    WrongPerson(),
    WrongDepartment(),
    ShiftedDecimal(),
    KeyedEarly(),
    DoneTwice(),
    BookedLate(),
    WrongOperation(),
)
