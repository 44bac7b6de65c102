#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Trains two_moons.joblib, which is in the repository: needs python3-sklearn, which the rest of this example does not.

    /usr/bin/python3 examples/import/train.py

Other versions of scikit-learn may give other weights."""
import pathlib

import joblib
from sklearn.datasets import make_moons
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

x, label = make_moons(400, noise=0.15, random_state=3)
model = make_pipeline(StandardScaler(), MLPClassifier((10, 5), activation="relu", max_iter=3000, random_state=3))
model.fit(x, label)
# What only training needs is left out.
for what in ("_optimizer", "_random_state", "loss_curve_"):
    delattr(model[-1], what)
joblib.dump(model, pathlib.Path(__file__).with_name("two_moons.joblib"), compress=3)
print(f"{model.score(x, label):.1%} right")
