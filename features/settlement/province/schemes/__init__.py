"""The schemes (作案手法) of the province, one file each, in the order in which they are played.

Each scheme says who does it, when, how strongly and with what care to hide. Ids are those of the
violation taxonomy (domain brief C).
"""

from features.settlement.province.schemes.card_cluster import CardCluster
from features.settlement.province.schemes.check_up_stay import CheckUpStay
from features.settlement.province.schemes.claim_after_death import ClaimAfterDeath
from features.settlement.province.schemes.hanging_stay import HangingStay
from features.settlement.province.schemes.low_threshold import LowThresholdStay
from features.settlement.province.schemes.over_standard import OverStandardCharge
from features.settlement.province.schemes.repeated_charge import RepeatedCharge
from features.settlement.province.schemes.repeated_drug import RepeatedDrug
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.schemes.split_stay import SplitStay
from features.settlement.province.schemes.split_visit import SplitVisit
from features.settlement.province.schemes.touring import TouringForDrugs
from features.settlement.province.schemes.two_places import TwoPlacesAtOnce
from features.settlement.province.schemes.unsupported_complication import UnsupportedComplication
from features.settlement.province.schemes.wrong_principal import WrongPrincipal

SCHEMES: tuple[Scheme, ...] = (
    SplitStay(),
    HangingStay(),
    LowThresholdStay(),
    CheckUpStay(),
    TwoPlacesAtOnce(),
    SplitVisit(),
    TouringForDrugs(),
    RepeatedDrug(),
    CardCluster(),
    ClaimAfterDeath(),
    WrongPrincipal(),
    UnsupportedComplication(),
    RepeatedCharge(),
    OverStandardCharge(),
)
