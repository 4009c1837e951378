"""Payment (支付): what a claim is worth under each way of paying, and what it would be worth else.

A scheme folder says for an area and its days how care is grouped and paid (`scheme.py`); the grouper
places cases by its tables alone (`grouper.py`); prices and what-ifs are whole-number arithmetic over
columns of cases, so that a month and one live claim get the same answers. PAYMENT.md tells the rest.
"""
