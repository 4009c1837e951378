"""Secondary diagnoses: complications that move a group (MCC, CC) and the traces they leave.

A complication that was really treated leaves lines on the bill: the tests that show it and the
drugs and procedures that treat it. `EVIDENCE` names those lines; a complication written on the list
without them is the signature of upcoding (domain brief C.2, U02). Fields of a line:

    code name | MCC or CC | frequency | relative age slope | body system whose principal diagnosis
    excludes it (the exclusion table of CHS-DRG, reduced to systems; "-" none) | evidence, by name
"""

COMPLICATIONS = """
J96.000 急性呼吸衰竭|MCC|9|2.0|R|血气分析;无创辅助通气;氧气吸入;心电监测
A41.900 脓毒症|MCC|6|1.4|-|血培养及鉴定;降钙素原检测;注射用美罗培南;C反应蛋白测定
N17.900 急性肾衰竭|MCC|4|1.6|K|肾功能五项;连续性血液净化;呋塞米注射液;留置导尿
I21.900 急性心肌梗死|MCC|3|1.8|C|肌钙蛋白测定;十二导联心电图;心脏彩色多普勒超声;替格瑞洛片
J15.900 细菌性肺炎|MCC|7|1.5|R|胸部CT平扫;痰培养及药敏;注射用头孢哌酮钠舒巴坦钠;降钙素原检测
I26.900 肺栓塞|MCC|2|1.2|R|肺动脉CT血管造影;D-二聚体测定;依诺肝素钠注射液
K92.200 消化道出血|MCC|4|1.2|G|大便隐血试验;电子胃镜检查;注射用艾司奥美拉唑钠;悬浮红细胞输注
G93.100 缺氧性脑损害|MCC|1|1.0|N|头颅MRI平扫;脑电图检查;心电监测
R57.000 心源性休克|MCC|2|1.5|C|心电监测;去甲肾上腺素注射液;中心静脉置管术
I50.900 心力衰竭|CC|14|2.2|C|B型钠尿肽前体测定;心脏彩色多普勒超声;呋塞米注射液
I48.x01 心房颤动|CC|8|2.0|C|十二导联心电图;动态心电图;盐酸胺碘酮注射液
E87.600 低钾血症|CC|12|1.1|-|电解质六项;氯化钾注射液
E87.100 低钠血症|CC|6|1.3|-|电解质六项;浓氯化钠注射液
D62.x00 急性失血后贫血|CC|7|1.0|T|血常规五分类;悬浮红细胞输注
E43.x00 重度营养不良|CC|4|1.5|-|人血白蛋白;复方氨基酸注射液;营养评估
N39.000 泌尿道感染|CC|9|1.3|K|尿常规;尿培养及药敏;左氧氟沙星氯化钠注射液
L89.200 压疮3期|CC|4|2.0|S|大换药;水胶体敷料
I80.200 下肢深静脉血栓形成|CC|5|1.4|C|下肢血管彩色多普勒超声;D-二聚体测定;依诺肝素钠注射液
J90.x00 胸腔积液|CC|6|1.4|R|胸部CT平扫;胸腔穿刺术;胸腔积液常规
K76.700 肝肾综合征|CC|2|1.3|L|肝功能十一项;人血白蛋白
E11.100 2型糖尿病伴酮症酸中毒|CC|3|1.2|E|血气分析;血酮体测定;胰岛素注射液;微量泵输注
G81.900 偏瘫|CC|5|1.8|N|头颅MRI平扫;偏瘫肢体综合训练
F05.900 谵妄|CC|2|2.0|N|精神状态评估;氟哌啶醇注射液
R65.200 全身炎症反应综合征|CC|3|1.2|-|血常规五分类;降钙素原检测;血培养及鉴定
"""

# Long-term conditions that people carry from stay to stay: code name | disease key | system
COMORBIDITIES = """
I10.x00x002 高血压病|hypertension|C
E11.900 2型糖尿病|diabetes|E
I25.103 冠状动脉粥样硬化性心脏病|coronary|C
J44.900 慢性阻塞性肺病|copd|R
N18.900 慢性肾脏病|kidney|K
I69.300 脑梗死后遗症|stroke|N
M06.900 类风湿性关节炎|rheumatoid|O
C80.900 恶性肿瘤|cancer|T
F20.900 精神分裂症|mental|M
B18.100 慢性乙型病毒性肝炎|hepatitis|L
"""

# Codes that coders add out of habit and that move nothing.
HABITS = """
E78.500 高脂血症
K76.000 脂肪肝
N28.100 肾囊肿
M81.900 骨质疏松
I70.000 主动脉粥样硬化
K29.500 慢性胃炎
N40.x00 前列腺增生
G47.900 睡眠障碍
E79.000 高尿酸血症
R91.x00 肺部阴影
"""
