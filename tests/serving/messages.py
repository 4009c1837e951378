"""Messages as hospital systems send them, to build tests from. Every person in them is made up."""

from typing import Any

Message = dict[str, Any]


def order(number: int, **changes: object) -> Message:
    """One order line of 30.50 yuan."""
    return {
        "rx_id": f"RX{number:03d}",
        "rxno": "CF1",
        "long_drord_flag": "0",
        "hilist_type": "101",
        "chrg_type": "09",
        "drord_bhvr": "0",
        "hilist_code": "XJ01XDT045A001010104642",
        "hilist_name": "头孢呋辛",
        "hilist_lv": "01",
        "hosplist_code": "Y001",
        "hosplist_name": "头孢呋辛钠",
        "cnt": "2.0000",
        "pric": "15.25",
        "sumamt": "30.50",
        "ownpay_amt": "0",
        "selfpay_amt": "",
        "spec": "0.75g",
        "drord_begn_date": "2026-03-02 09:30:00",
        "drord_dept_codg": "A03",
        "drord_dept_name": "内科",
        "drord_dr_codg": "D370602000001",
        "drord_dr_name": "王医生",
        "drord_dr_profttl": "3",
        "curr_drord_flag": "1",
    } | changes


def encounter(**changes: object) -> Message:
    """One inpatient stay with two orders, two diagnoses and an operation."""
    return {
        "mdtrt_id": "M1001",
        "medins_id": "H37060200064",
        "medins_name": "某市人民医院",
        "medins_admdvs": "370602",
        "medins_type": "1",
        "medins_lv": "02",
        "adm_date": "2026-03-01 08:00:00",
        "dscg_date": "2026-03-06 10:00:00",
        "dscg_main_dise_codg": "I63.900",
        "dscg_main_dise_name": "脑梗死",
        "fsi_diagnose_dtos": [
            {
                "dise_id": "1",
                "inout_dise_type": "2",
                "maindise_flag": "1",
                "dias_srt_no": "0",
                "dise_codg": "I63.900",
                "dise_name": "脑梗死",
                "dise_date": "2026-03-01 08:30:00",
            },
            {
                "dise_id": "2",
                "inout_dise_type": "2",
                "maindise_flag": "0",
                "dias_srt_no": "1",
                "dise_codg": "I10.x05",
                "dise_name": "高血压3级",
                "dise_date": "2026-03-01 08:30:00",
            },
        ],
        "dr_codg": "D370602000001",
        "adm_dept_codg": "A03",
        "adm_dept_name": "内科",
        "dscg_dept_codg": "A03",
        "dscg_dept_name": "内科",
        "med_mdtrt_type": "2",
        "med_type": "21",
        "fsi_order_dtos": [order(1), order(2, sumamt=30.5, cnt=2)],
        "matn_stas": "0",
        "medfee_sumamt": "8123.45",
        "ownpay_amt": "100.10",
        "selfpay_amt": "50",
        "acct_payamt": "-",
        "ma_amt": "",
        "hifp_payamt": "6000.05",
        "setl_totlnum": "1",
        "insutype": "310",
        "reim_flag": "1",
        "out_setl_flag": "0",
        "fsi_operation_dtos": [
            {
                "setl_list_oprn_id": "O1",
                "oprn_code": "96.7201",
                "oprn_name": "呼吸机治疗",
                "main_oprn_flag": "1",
                "oprn_date": "2026-03-02",
            }
        ],
    } | changes


def message(
    infno: str = "3102",
    *,
    msgid: str = "H37060200064202603061200000001",
    visit: Message | None = None,
    **patient: object,
) -> Message:
    """A whole message 3101 or 3102 about one made-up patient."""
    return {
        "infno": infno,
        "msgid": msgid,
        "mdtrtarea_admvs": "370602",
        "insuplc_admdvs": "370602",
        "recer_sys_code": "YBXT",
        "infver": "V1.0",
        "opter_type": "1",
        "opter": "001",
        "opter_name": "李某",
        "inf_time": "2026-03-06 12:00:00",
        "fixmedins_code": "H37060200064",
        "fixmedins_name": "某市人民医院",
        "sign_no": "S1",
        "input": {
            "data": {
                "syscode": "HIS",
                "task_id": "T-1",
                "trig_scen": "8",
                "patient_dtos": [
                    {
                        "patn_id": "P0001",
                        "patn_name": "张某某",
                        "gend": "1",
                        "brdy": "1956-04-01",
                        "poolarea": "370600",
                        "curr_mdtrt_id": "M1001",
                        "fsi_encounter_dtos": [visit or encounter()],
                        "fsi_his_data_dto": "",
                    }
                    | patient
                ],
            }
        },
    }


def feedback(jr_id: str, way: str = "2", reason: str = "") -> Message:
    """A message 3103 about one reminder."""
    return message("3103") | {
        "msgid": "H37060200064202603061200009999",
        "input": {
            "data": {
                "warn_type": "2",
                "warns": [{"warn_rslt_id": jr_id, "dspo_way": way, "dspo_way_rea": reason}],
            }
        },
    }
