"""The medical services of the province's catalogue, by charge class.

Fields of a line: name | price in yuan at a tertiary hospital | systems ("*" all) | use
(i inpatient, o outpatient, a both; e only as evidence of a complication or a named need).
Charge classes are `med_chrgitm_type` of the standard (domain brief B.11).
"""

BEDS = """
普通病房床位费|60|*|i
双人间床位费|82|*|i
重症监护病房床位费|160|*|e
"""

CONSULTATIONS = """
住院诊查费|40|*|i
普通门诊诊查费|14|*|o
副主任医师门诊诊查费|26|*|o
主任医师门诊诊查费|42|*|o
急诊诊查费|22|*|e
院内会诊费|60|*|i
"""

NURSING = """
I级护理|58|*|i
II级护理|38|*|i
特级护理|210|*|e
"""

GENERAL = """
一般诊疗费|12|*|e
"""

EXAMS = """
胸部正侧位X线摄影|78|R|a
胸部CT平扫|236|RBT|a
腹部CT平扫|252|GLK|a
腹部CT增强|418|GLKT|i
头颅CT平扫|228|NB|a
头颅MRI平扫|412|N|a
腰椎MRI平扫|430|O|a
膝关节MRI平扫|436|O|a
肺动脉CT血管造影|640|R|e
冠状动脉CT血管造影|890|C|a
十二导联心电图|26|*|a
动态心电图|168|C|a
动态血压监测|126|C|a
心脏彩色多普勒超声|228|CRKE|a
颈动脉彩色多普勒超声|186|NCE|a
下肢血管彩色多普勒超声|176|CEOB|i
腹部彩色多普勒超声|138|GLKET|a
甲状腺彩色多普勒超声|112|E|a
泌尿系彩色多普勒超声|108|K|a
妇科彩色多普勒超声|128|W|a
乳腺彩色多普勒超声|116|W|a
胎儿彩色多普勒超声|198|W|a
电子胃镜检查|268|G|a
电子结肠镜检查|382|G|a
肺功能检查|162|R|a
支气管镜检查|460|R|i
脑电图检查|132|NM|a
肌电图检查|240|N|a
骨密度测定|118|OEW|a
PET-CT全身显像|6200|T|i
全身骨显像|520|TO|i
眼底照相|62|SE|a
光学相干断层扫描|168|S|a
纯音听阈测定|48|S|a
病理检查与诊断|186|GTWRKS|i
免疫组织化学染色|620|TGRW|i
四肢X线摄影|72|OB|a
精神状态评估|46|MN|a
"""

TESTS = """
血常规五分类|20|*|a
尿常规|14|*|a
大便隐血试验|10|GLT|a
肝功能十一项|62|*|a
肾功能五项|38|*|a
电解质六项|34|*|a
血糖测定|6|*|a
血脂七项|66|CNEL|a
糖化血红蛋白测定|58|E|a
凝血功能四项|56|*|i
D-二聚体测定|68|CNORB|i
心肌酶谱|60|CRN|a
肌钙蛋白测定|92|C|a
B型钠尿肽前体测定|186|C|a
C反应蛋白测定|32|RGKOBSP|a
降钙素原检测|148|RBK|a
血气分析|86|RB|a
血酮体测定|24|E|e
血培养及鉴定|152|RB|i
痰培养及药敏|112|R|i
尿培养及药敏|108|K|a
胸腔积液常规|42|R|e
甲状腺功能五项|160|EW|a
肿瘤标志物六项|290|TGLRW|a
乙肝病毒DNA定量|180|L|a
乙肝两对半|86|LGOW|a
感染性疾病筛查八项|152|*|i
自身抗体谱|260|O|a
类风湿因子测定|36|O|a
ABO血型鉴定|18|OGWBT|i
性激素六项|210|W|a
过敏原筛查|320|SR|a
25-羟维生素D测定|92|OEPW|a
呼吸道病原体核酸检测|280|RP|a
谷丙转氨酶测定|6|*|e
谷草转氨酶测定|6|*|e
总胆红素测定|5|*|e
血清白蛋白测定|5|*|e
血清肌酐测定|6|*|e
血清尿素测定|5|*|e
血清尿酸测定|6|*|e
血清钾测定|5|*|e
血清钠测定|5|*|e
"""

TREATMENTS = """
静脉输液|12|*|a
静脉注射|6|*|a
肌肉注射|5|*|a
雾化吸入|14|RP|a
氧气吸入|4|RCNB|i
心电监测|6|CRNBG|i
微量泵输注|8|CERB|i
留置导尿|28|KONGWB|i
大换药|38|SBOGW|a
中换药|24|SBOGW|a
无创辅助通气|18|R|e
连续性血液净化|98|K|e
血液透析|318|K|e
血液灌流|720|K|e
胸腔穿刺术|96|R|e
中心静脉置管术|210|C|e
悬浮红细胞输注|220|*|e
营养评估|22|GTEL|i
针灸治疗|46|ONM|a
推拿治疗|62|O|a
中频脉冲电治疗|34|O|a
红外线照射|22|OSB|a
超短波治疗|26|ORW|a
偏瘫肢体综合训练|82|N|i
运动疗法|68|ON|i
牵引治疗|38|O|a
光子嫩肤治疗|260|-|e
健康体检套餐项目|180|-|e
心理治疗|110|M|a
新生儿蓝光治疗|11|P|i
压力性损伤护理|26|S|e
牙周洁治|88|-|o
根管治疗|310|-|o
动脉置管压力监测|120|CRNBTK|i
康复综合训练|96|NOC|i
化疗药物配置与输注|130|T|i
静脉高营养治疗|110|GTLKB|i
支气管镜吸痰治疗|160|RB|i
胃肠减压|45|GL|i
腹腔灌注治疗|220|GLT|i
关节松动训练|85|O|i
气压治疗|48|NCOEWK|i
经颅磁刺激治疗|110|NM|i
皮肤光疗|68|S|i
产后康复治疗|120|W|i
膀胱冲洗|40|K|i
代谢综合管理|90|E|i
"""

# Anaesthesia and other charges that come with an operation (charge class 06).
THEATRE = """
全身麻醉|1260|*|i
椎管内麻醉|820|*|i
局部麻醉|160|*|i
麻醉恢复室监护|180|*|i
"""
