"""scikit-learn: TF-IDF of words and of characters, logistic regression; the likeliest entry.

    logistic_peer.py KB.jsonl        questions as JSON lines in, {"id", "score"} out
"""
import json
import sys
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion

texts, ids = [], []
for line in open(sys.argv[1], encoding="utf-8"):
    entry = json.loads(line)
    texts.extend(entry["questions"])
    ids.extend([entry["id"]] * len(entry["questions"]))

features = FeatureUnion([
    ("words", TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, dtype=np.float32)),
    ("characters", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32)),
])
matrix = features.fit_transform(texts)
# The solver that needs least memory with many entries; it is good enough before it says that it has converged.
warnings.simplefilter("ignore", ConvergenceWarning)
model = LogisticRegression(C=30, solver="saga", max_iter=50, tol=1e-3, random_state=0).fit(matrix, ids)

for line in sys.stdin:
    odds = model.predict_proba(features.transform([json.loads(line)["q"]]))[0]
    best = int(np.argmax(odds))
    print(json.dumps({"id": model.classes_[best], "score": float(odds[best])}), flush=True)
