"""The official knowledge points of the two libraries (两库), from workbooks into the lake.

    workbook ─► sheets ─► kind by headings ─► points with their codes ─► what their words say
             ─► item_point_b ─► item_limit_b and item_pair_b, by the ordinary intake

Nothing is guessed: what a workbook does not say in words known here stays open, until a bureau
answers it (answers.py).
"""
