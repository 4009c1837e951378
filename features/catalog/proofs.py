"""Proofs of a complication on the bill: the tests that show it and the care that treats it.

Told by 医保目录名称, the national catalogue's name of an item, which orders (3101) and fee lists
both carry. Names are matched by how they begin, since catalogues add specifications.
"""

from features.language import OwnLines, fee, lines


def named(*beginnings: str) -> OwnLines:
    """The fee lines whose catalogue name begins with one of these."""
    return lines.fee.where(fee.hilist_name.starts_with(*beginnings))


blood_gas = named("血气分析", "动脉血气")
ventilation = named("无创", "有创", "呼吸机", "高流量", "机械通气")
oxygen = named("氧气吸入", "吸氧", "高流量")
monitoring = named("心电监测", "心电监护", "血氧饱和度监测")
blood_culture = named("血培养")
sputum_culture = named("痰培养", "呼吸道病原体")
urine_culture = named("尿培养")
procalcitonin = named("降钙素原")
troponin = named("肌钙蛋白", "高敏肌钙蛋白", "超敏肌钙蛋白")
natriuretic = named("B型钠尿肽", "N端-B型钠尿肽", "N末端B型钠尿肽", "脑利钠肽")
heart_ultrasound = named("心脏彩色多普勒超声", "心脏彩超", "超声心动图")
holter = named("动态心电图")
d_dimer = named("D-二聚体", "D二聚体", "血浆D-二聚体")
leg_ultrasound = named("下肢血管", "下肢深静脉", "双下肢静脉")
chest_imaging = named("胸部", "胸片", "肺部CT", "肺动脉CT")
lung_angiography = named("肺动脉CT", "肺动脉造影", "CT肺动脉")
head_imaging = named("头颅", "颅脑", "脑部MRI")
purification = named("连续性血液净化", "连续性肾脏替代", "血液透析", "血液滤过", "腹膜透析")
catheter = named("留置导尿", "导尿")
endoscopy = named("电子胃镜", "胃镜", "电子结肠镜", "结肠镜", "内镜下止血")
occult_blood = named("大便隐血", "粪便隐血", "便潜血")
transfusion = named("悬浮红细胞", "去白细胞", "红细胞", "全血", "输血", "新鲜冰冻血浆", "血小板")
central_line = named("中心静脉置管", "深静脉置管", "经外周静脉置入中心静脉")
thoracentesis = named("胸腔穿刺", "胸腔闭式引流")
effusion_test = named("胸腔积液", "胸水")
dressing = named("大换药", "特大换药", "压力性损伤", "水胶体", "泡沫敷料", "负压")
albumin = named("人血白蛋白", "白蛋白")
nutrition = named("复方氨基酸", "脂肪乳", "肠内营养", "肠外营养", "人血白蛋白")
ketones = named("血酮体", "尿酮体", "β-羟丁酸")
insulin = named("胰岛素", "重组人胰岛素", "门冬胰岛素", "生物合成人胰岛素")
mental_examination = named("精神状态评估", "谵妄评估", "简易精神状态")
hemiplegia_training = named("偏瘫", "肢体功能训练")
intensive_bed = named("重症监护病房", "重症监护", "ICU", "CCU", "NICU")
