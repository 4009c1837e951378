"""The consumables of the province's catalogue.

Fields of a line: name | price of a unit in yuan | grade (甲, 乙, 丙) | systems | use
(i inpatient, o outpatient, a both, s with an operation, e as evidence).
"""

CONSUMABLES = """
一次性输液器|2.8|甲|*|a
一次性注射器|0.9|甲|*|a
静脉留置针|24|乙|*|i
透明敷贴|8.6|乙|*|i
输液接头|16|乙|*|i
一次性导尿包|36|乙|KOGWB|i
引流袋|6.5|甲|KGLB|i
吸氧管|7.2|甲|RCN|i
电极片|1.6|甲|CRNB|i
中心静脉导管|268|乙|CTBK|i
外周中心静脉导管|1480|乙|T|i
血液透析器|132|乙|K|e
水胶体敷料|58|乙|S|e
负压引流套装|980|乙|BOS|i
可吸收缝合线|86|乙|GWOKSLRE|s
医用胶原蛋白海绵|320|乙|GWOLRE|s
止血纱|168|乙|GWOLREB|s
切口保护套|210|乙|GWLR|s
一次性吻合器|3180|乙|GR|s
超声刀头|2460|乙|GLRWE|s
腹腔镜穿刺器|860|乙|GLWR|s
防粘连液|760|丙|GWO|s
疝修补片|1360|乙|G|s
冠状动脉药物洗脱支架|818|乙|C|s
冠状动脉球囊扩张导管|620|乙|C|s
造影导丝|480|乙|C|s
血管鞘|390|乙|CN|s
外周球囊导管|3600|乙|C|s
人工髋关节假体|7480|乙|O|s
人工膝关节假体|5360|乙|O|s
椎弓根螺钉|920|乙|O|s
椎间融合器|3900|乙|O|s
骨接合锁定板|1850|乙|O|s
锁定螺钉|210|乙|O|s
骨水泥|1260|丙|O|s
人工晶状体|890|乙|S|s
输尿管支架|620|乙|K|s
碎石光纤|1880|乙|K|s
颅骨钛网|5600|乙|N|s
颅内引流装置|1680|乙|N|s
一次性圈套器|460|乙|G|s
止血夹|190|乙|G|s
异种脱细胞真皮基质|4200|丙|B|s
一次性使用呼吸管路|320|乙|BR|i
根管填充材料|130|丙|-|o
"""
