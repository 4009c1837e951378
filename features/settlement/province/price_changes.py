"""Changes of the price list and of the catalogue: procurement, adjusted services, items in and out.

Dates and items are made up; their kind and size are those of life. Volume-based procurement (集采)
takes 60 % off on average (Xinyi bulletin), other rounds 26 % (Jinhua, 113 drugs, 74 % at most).
Services of skill become dearer, tests and scans cheaper.

Fields of a line of `PROCURED`:

    day of execution | drug or consumable | fall in per cent | share of the other makers' volume
    that moves to the chosen one, in per cent

Fields of a line of `ADJUSTED`:

    day | charge class | words in the name, or * | change in per cent

Fields of a line of `ENTERED` (from that day) and `LEFT` (until the day before):

    day | item of the catalogue | what is used in its place before or after
"""

PROCURED = """
2024-04-01|注射用头孢哌酮钠舒巴坦钠|52|70
2024-04-01|盐酸坦索罗辛缓释胶囊|48|60
2025-04-01|注射用艾司奥美拉唑钠|74|85
2025-04-01|多索茶碱注射液|61|75
2025-04-01|帕瑞昔布钠|66|85
2025-04-01|塞来昔布胶囊|58|70
2025-04-01|依折麦布片|64|75
2025-04-01|利伐沙班片|70|80
2025-04-01|氟比洛芬酯注射液|55|80
2025-04-01|阿托伐他汀钙片|42|65
2025-04-01|多烯磷脂酰胆碱注射液|63|80
2025-09-01|甘精胰岛素注射液|48|70
2025-09-01|单硝酸异山梨酯注射液|59|80
2025-09-01|左氧氟沙星氯化钠注射液|51|75
2025-09-01|孟鲁司特钠片|46|70
2025-09-01|人工晶状体|54|0
2025-09-01|椎间融合器|38|0
2026-05-01|注射用还原型谷胱甘肽|67|80
2026-05-01|雷贝拉唑钠肠溶片|60|75
2026-05-01|艾司唑仑片|26|40
2026-05-01|一次性吻合器|57|0
"""

ADJUSTED = """
2025-07-01|03|CT|-12
2025-07-01|03|MRI|-10
2025-07-01|04|*|-8
2025-07-01|02|*|12
2025-07-01|07|*|15
2025-07-01|05|针灸|10
2025-07-01|05|推拿|8
2025-07-01|06|*|4
2026-07-01|03|超声|-9
2026-07-01|04|*|-5
2026-07-01|05|换药|10
2026-07-01|01|普通病房|8
"""

ENTERED = """
2025-01-01|依达拉奉右莰醇注射用浓溶液|胞磷胆碱钠注射液
2025-10-01|沙库巴曲缬沙坦钠片|缬沙坦胶囊
2026-01-01|信迪利单抗注射液|奥沙利铂注射液
"""

LEFT = """
2025-07-01|注射用复合辅酶|氯化钾注射液
2025-10-01|注射用脑蛋白水解物|胞磷胆碱钠注射液
2026-01-01|艾迪注射液|参麦注射液
"""
