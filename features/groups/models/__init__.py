"""The eleven models of risk groups, one file each, under the names of the national subsystem."""

from features.groups.model import Model
from features.groups.models.brek_ipt import BREK_IPT
from features.groups.models.card_agg import CARD_AGG
from features.groups.models.hgh_frq import HGH_FRQ
from features.groups.models.hosp_swap import HOSP_SWAP
from features.groups.models.ipt_abn import IPT_ABN
from features.groups.models.opsp import OPSP
from features.groups.models.otp_abn import OTP_ABN
from features.groups.models.purc_drug_abn import PURC_DRUG_ABN
from features.groups.models.rsk_pmc_swp import RSK_PMC_SWP
from features.groups.models.sim_cas import SIM_CAS
from features.groups.models.test_ipt import TEST_IPT

MODELS: dict[str, Model] = {
    model.name: model
    for model in (
        BREK_IPT,
        CARD_AGG,
        TEST_IPT,
        SIM_CAS,
        IPT_ABN,
        OTP_ABN,
        PURC_DRUG_ABN,
        RSK_PMC_SWP,
        HOSP_SWAP,
        OPSP,
        HGH_FRQ,
    )
}
