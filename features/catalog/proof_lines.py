"""Proof lines as the severity-support model takes them in: how many of each were charged."""

from features.catalog import proofs
from features.catalog.families import EVIDENCE
from features.language import NEITHER, Signal

blood_gas_lines = Signal(
    proofs.blood_gas.count(),
    asks="血气分析收费几次? | How many lines of blood gas?",
    risk=NEITHER,
    family=EVIDENCE,
)
ventilation_lines = Signal(
    proofs.ventilation.count(),
    asks="通气支持收费几次? | How many lines of ventilation?",
    risk=NEITHER,
    family=EVIDENCE,
)
oxygen_lines = Signal(
    proofs.oxygen.count(),
    asks="吸氧收费几次? | How many lines of oxygen?",
    risk=NEITHER,
    family=EVIDENCE,
)
monitoring_lines = Signal(
    proofs.monitoring.count(),
    asks="心电监护收费几次? | How many lines of heart monitoring?",
    risk=NEITHER,
    family=EVIDENCE,
)
blood_culture_lines = Signal(
    proofs.blood_culture.count(),
    asks="血培养收费几次? | How many lines of blood culture?",
    risk=NEITHER,
    family=EVIDENCE,
)
sputum_culture_lines = Signal(
    proofs.sputum_culture.count(),
    asks="痰培养等病原学检查收费几次? | How many lines of sputum culture?",
    risk=NEITHER,
    family=EVIDENCE,
)
urine_culture_lines = Signal(
    proofs.urine_culture.count(),
    asks="尿培养收费几次? | How many lines of urine culture?",
    risk=NEITHER,
    family=EVIDENCE,
)
procalcitonin_lines = Signal(
    proofs.procalcitonin.count(),
    asks="降钙素原收费几次? | How many lines of procalcitonin?",
    risk=NEITHER,
    family=EVIDENCE,
)
troponin_lines = Signal(
    proofs.troponin.count(),
    asks="肌钙蛋白收费几次? | How many lines of troponin?",
    risk=NEITHER,
    family=EVIDENCE,
)
natriuretic_lines = Signal(
    proofs.natriuretic.count(),
    asks="钠尿肽收费几次? | How many lines of natriuretic peptide?",
    risk=NEITHER,
    family=EVIDENCE,
)
heart_ultrasound_lines = Signal(
    proofs.heart_ultrasound.count(),
    asks="心脏超声收费几次? | How many lines of heart ultrasound?",
    risk=NEITHER,
    family=EVIDENCE,
)
holter_lines = Signal(
    proofs.holter.count(),
    asks="动态心电图收费几次? | How many lines of holter?",
    risk=NEITHER,
    family=EVIDENCE,
)
d_dimer_lines = Signal(
    proofs.d_dimer.count(),
    asks="D-二聚体收费几次? | How many lines of D-dimer?",
    risk=NEITHER,
    family=EVIDENCE,
)
leg_ultrasound_lines = Signal(
    proofs.leg_ultrasound.count(),
    asks="下肢血管超声收费几次? | How many lines of leg ultrasound?",
    risk=NEITHER,
    family=EVIDENCE,
)
chest_imaging_lines = Signal(
    proofs.chest_imaging.count(),
    asks="胸部影像收费几次? | How many lines of chest imaging?",
    risk=NEITHER,
    family=EVIDENCE,
)
lung_angiography_lines = Signal(
    proofs.lung_angiography.count(),
    asks="肺动脉造影收费几次? | How many lines of lung angiography?",
    risk=NEITHER,
    family=EVIDENCE,
)
head_imaging_lines = Signal(
    proofs.head_imaging.count(),
    asks="头颅影像收费几次? | How many lines of head imaging?",
    risk=NEITHER,
    family=EVIDENCE,
)
purification_lines = Signal(
    proofs.purification.count(),
    asks="血液净化收费几次? | How many lines of blood purification?",
    risk=NEITHER,
    family=EVIDENCE,
)
catheter_lines = Signal(
    proofs.catheter.count(),
    asks="导尿收费几次? | How many lines of bladder catheter?",
    risk=NEITHER,
    family=EVIDENCE,
)
endoscopy_lines = Signal(
    proofs.endoscopy.count(),
    asks="消化内镜收费几次? | How many lines of endoscopy?",
    risk=NEITHER,
    family=EVIDENCE,
)
occult_blood_lines = Signal(
    proofs.occult_blood.count(),
    asks="隐血试验收费几次? | How many lines of occult-blood test?",
    risk=NEITHER,
    family=EVIDENCE,
)
transfusion_lines = Signal(
    proofs.transfusion.count(),
    asks="输血收费几次? | How many lines of transfusion?",
    risk=NEITHER,
    family=EVIDENCE,
)
central_line_lines = Signal(
    proofs.central_line.count(),
    asks="中心静脉置管收费几次? | How many lines of central line?",
    risk=NEITHER,
    family=EVIDENCE,
)
thoracentesis_lines = Signal(
    proofs.thoracentesis.count(),
    asks="胸腔穿刺收费几次? | How many lines of thoracentesis?",
    risk=NEITHER,
    family=EVIDENCE,
)
effusion_test_lines = Signal(
    proofs.effusion_test.count(),
    asks="胸腔积液检验收费几次? | How many lines of effusion test?",
    risk=NEITHER,
    family=EVIDENCE,
)
dressing_lines = Signal(
    proofs.dressing.count(),
    asks="大换药或敷料收费几次? | How many lines of dressing?",
    risk=NEITHER,
    family=EVIDENCE,
)
albumin_lines = Signal(
    proofs.albumin.count(),
    asks="白蛋白收费几次? | How many lines of albumin?",
    risk=NEITHER,
    family=EVIDENCE,
)
nutrition_lines = Signal(
    proofs.nutrition.count(),
    asks="营养支持收费几次? | How many lines of nutrition?",
    risk=NEITHER,
    family=EVIDENCE,
)
ketones_lines = Signal(
    proofs.ketones.count(),
    asks="酮体检测收费几次? | How many lines of ketone test?",
    risk=NEITHER,
    family=EVIDENCE,
)
insulin_lines = Signal(
    proofs.insulin.count(),
    asks="胰岛素收费几次? | How many lines of insulin?",
    risk=NEITHER,
    family=EVIDENCE,
)
mental_examination_lines = Signal(
    proofs.mental_examination.count(),
    asks="精神状态评估收费几次? | How many lines of mental examination?",
    risk=NEITHER,
    family=EVIDENCE,
)
hemiplegia_training_lines = Signal(
    proofs.hemiplegia_training.count(),
    asks="偏瘫训练收费几次? | How many lines of hemiplegia training?",
    risk=NEITHER,
    family=EVIDENCE,
)
intensive_bed_lines = Signal(
    proofs.intensive_bed.count(),
    asks="重症监护床位收费几次? | How many lines of intensive bed?",
    risk=NEITHER,
    family=EVIDENCE,
)
