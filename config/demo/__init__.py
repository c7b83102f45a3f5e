"""The demo: five places, about 300 facilities in every state, made by the real verbs at dates relative to today.

Nothing here writes a row itself. Names are plainly demo names. Two runs on one day agree.
"""
