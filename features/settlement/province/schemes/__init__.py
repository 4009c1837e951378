"""The schemes (作案手法) of the province, one file each, in the order in which they are played.

Each scheme says who does it, when, how strongly and with what care to hide. Ids are those of the
violation taxonomy (domain brief C.1 to C.6), of which all are here that data can show. Not here:

* F10 虚假票据: forged invoices come with manual claims on paper (零星报销), which are in no table.
* G10 DIP 冲工分: the province pays by DRG; there are no DIP cases and scores to chase.

F01 to F17, P05 and T08 show in the claims what charts, cameras and invoices would prove; what only
those would show (images, signatures, goods on a shelf) no table can hold. P03 and P04 bend no claim:
the list of signed heads and the absence of visits show them, and the truth names institutions only.
"""

from features.settlement.province.schemes.above_low_limit import AboveLowLimit
from features.settlement.province.schemes.added_operation import AddedOperation
from features.settlement.province.schemes.beauty_as_therapy import BeautyAsTherapy
from features.settlement.province.schemes.borrowed_card import BorrowedCard
from features.settlement.province.schemes.bought_outside import BoughtOutside
from features.settlement.province.schemes.card_cluster import CardCluster
from features.settlement.province.schemes.cash_out import CashOut
from features.settlement.province.schemes.check_up_stay import CheckUpStay
from features.settlement.province.schemes.claim_after_death import ClaimAfterDeath
from features.settlement.province.schemes.clustered_stay import ClusteredStay
from features.settlement.province.schemes.code_sold_twice import CodeSoldTwice
from features.settlement.province.schemes.coded_low import CodedLow
from features.settlement.province.schemes.component_charge import ComponentCharge
from features.settlement.province.schemes.contraindicated import Contraindicated
from features.settlement.province.schemes.cross_region_sale import CrossRegionSale
from features.settlement.province.schemes.diagnosis_creep import DiagnosisCreep
from features.settlement.province.schemes.early_tests import EarlyTests
from features.settlement.province.schemes.fixed_bundle import FixedBundle
from features.settlement.province.schemes.forged_chart import ForgedChart
from features.settlement.province.schemes.frequent_visits import FrequentVisits
from features.settlement.province.schemes.goods_for_drugs import GoodsForDrugs
from features.settlement.province.schemes.hanging_stay import HangingStay
from features.settlement.province.schemes.healthy_heads import HealthyHeads
from features.settlement.province.schemes.invented_charge import InventedCharge
from features.settlement.province.schemes.key_drug import KeyDrug
from features.settlement.province.schemes.liable_party import LiableParty
from features.settlement.province.schemes.long_ventilation import LongVentilation
from features.settlement.province.schemes.low_threshold import LowThresholdStay
from features.settlement.province.schemes.low_weight import LowWeight
from features.settlement.province.schemes.more_sold_than_bought import MoreSoldThanBought
from features.settlement.province.schemes.night_swipes import NightSwipes
from features.settlement.province.schemes.not_scanned import NotScanned
from features.settlement.province.schemes.other_code import OtherCode
from features.settlement.province.schemes.outpatient_upcoding import OutpatientUpcoding
from features.settlement.province.schemes.outside_limit import OutsideLimit
from features.settlement.province.schemes.over_examination import OverExamination
from features.settlement.province.schemes.over_frequency import OverFrequency
from features.settlement.province.schemes.over_standard import OverStandardCharge
from features.settlement.province.schemes.over_supply import OverSupply
from features.settlement.province.schemes.own_item import OwnItem
from features.settlement.province.schemes.passed_around import PassedAround
from features.settlement.province.schemes.prescription_mill import PrescriptionMill
from features.settlement.province.schemes.quota_rush import QuotaRush
from features.settlement.province.schemes.refused_severe import RefusedSevere
from features.settlement.province.schemes.repeated_charge import RepeatedCharge
from features.settlement.province.schemes.repeated_drug import RepeatedDrug
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.schemes.sham_stay import ShamStay
from features.settlement.province.schemes.special_case import SpecialCase
from features.settlement.province.schemes.split_prescription import SplitPrescription
from features.settlement.province.schemes.split_stay import SplitStay
from features.settlement.province.schemes.split_visit import SplitVisit
from features.settlement.province.schemes.standard_set import StandardSet
from features.settlement.province.schemes.stretched_days import StretchedDays
from features.settlement.province.schemes.swapped_drug import SwappedDrug
from features.settlement.province.schemes.touring import TouringForDrugs
from features.settlement.province.schemes.two_places import TwoPlacesAtOnce
from features.settlement.province.schemes.uncovered_check_up import UncoveredCheckUp
from features.settlement.province.schemes.under_provision import UnderProvision
from features.settlement.province.schemes.undesignated import Undesignated
from features.settlement.province.schemes.unserved_heads import UnservedHeads
from features.settlement.province.schemes.unsupported_complication import UnsupportedComplication
from features.settlement.province.schemes.visit_limit import VisitLimit
from features.settlement.province.schemes.words_and_code import WordsAndCode
from features.settlement.province.schemes.wrong_doctor import WrongDoctor
from features.settlement.province.schemes.wrong_principal import WrongPrincipal

SCHEMES: tuple[Scheme, ...] = (
    HealthyHeads(),
    SplitStay(),
    HangingStay(),
    LowThresholdStay(),
    CheckUpStay(),
    ShamStay(),
    ClusteredStay(),
    TwoPlacesAtOnce(),
    SplitVisit(),
    TouringForDrugs(),
    RepeatedDrug(),
    OverSupply(),
    SplitPrescription(),
    CardCluster(),
    ClaimAfterDeath(),
    CashOut(),
    BeautyAsTherapy(),
    Undesignated(),
    UncoveredCheckUp(),
    QuotaRush(),
    FrequentVisits(),
    NightSwipes(),
    PrescriptionMill(),
    FixedBundle(),
    GoodsForDrugs(),
    StretchedDays(),
    PassedAround(),
    RefusedSevere(),
    EarlyTests(),
    ForgedChart(),
    BorrowedCard(),
    WrongDoctor(),
    UnservedHeads(),
    WrongPrincipal(),
    WordsAndCode(),
    UnsupportedComplication(),
    DiagnosisCreep(),
    AddedOperation(),
    LowWeight(),
    CodedLow(),
    LongVentilation(),
    SpecialCase(),
    LiableParty(),
    RepeatedCharge(),
    OverStandardCharge(),
    ComponentCharge(),
    OwnItem(),
    InventedCharge(),
    OverExamination(),
    StandardSet(),
    OutsideLimit(),
    Contraindicated(),
    KeyDrug(),
    OverFrequency(),
    VisitLimit(),
    OutpatientUpcoding(),
    SwappedDrug(),
    BoughtOutside(),
    UnderProvision(),
    AboveLowLimit(),
    NotScanned(),
    CodeSoldTwice(),
    OtherCode(),
    CrossRegionSale(),
    MoreSoldThanBought(),
)
