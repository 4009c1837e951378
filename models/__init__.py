"""Signals to scores with reasons: training, evaluation, registry and explanation."""
