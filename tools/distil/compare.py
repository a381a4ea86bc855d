"""Five ways to put résumés in order, on the same pairs: keyword overlap, BM25, TF-IDF, the teacher's cosine, and the project's own score.

    HF_HUB_OFFLINE=1 OMP_NUM_THREADS=1 python compare.py --gold GOLD --scores scores.jsonl --texts TEXTS

GOLD holds jobs/, pairs.jsonl and measure_match.py; scores.jsonl is what `cargo run --release --example score` wrote for its pairs; TEXTS
holds each résumé's text as <file>.txt. The first four see the same texts as the score does: advertisement and résumé, whole.
"""
import argparse
import collections
import json
import os
import re
import sys

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from teacher import Teacher


def words(text):
    return re.findall(r"[^\W_]+(?:[+#]+)?", text.lower())


def bm25(query, documents, k=1.2, b=0.75):
    """Robertson and Zaragoza 2009, with the idf of the pile."""
    length = sum(map(len, documents)) / len(documents)
    holds = collections.Counter(w for d in documents for w in set(d))
    scores = []
    for document in documents:
        count = collections.Counter(document)
        score = 0.0
        for word in set(query):
            if count[word]:
                idf = np.log(1 + (len(documents) - holds[word] + 0.5) / (holds[word] + 0.5))
                score += idf * count[word] * (k + 1) / (count[word] + k * (1 - b + b * len(document) / length))
        scores.append(score)
    return scores


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--gold", required=True)
    parser.add_argument("--scores", required=True)
    parser.add_argument("--texts", required=True)
    parser.add_argument("--cache", default="cache")
    args = parser.parse_args()
    sys.path.insert(0, args.gold)
    from measure_match import auc, mean, ndcg

    read = lambda *path: open(os.path.join(*path), encoding="utf-8").read()
    pairs = [json.loads(line) for line in read(args.gold, "pairs.jsonl").splitlines() if line.strip()]
    jobs = sorted({p["job"] for p in pairs})
    files = sorted({p["file"] for p in pairs})
    ads = {j: read(args.gold, "jobs", j + ".txt") for j in jobs}
    resumes = {f: read(args.texts, f + ".txt") for f in files}
    ours = {(d["job"], d["file"]): d for d in map(json.loads, read(args.scores).splitlines())}
    teacher = Teacher(args.cache)
    vectors = {k: teacher.embed_long(t) for k, t in list(ads.items()) + list(resumes.items())}
    tfidf = TfidfVectorizer(tokenizer=words, token_pattern=None, sublinear_tf=True).fit(list(resumes.values()))
    matrix = tfidf.transform([resumes[f] for f in files])
    split = {f: words(t) for f, t in resumes.items()}
    ways = collections.defaultdict(dict)
    for job in jobs:
        query = words(ads[job])
        ranked = bm25(query, [split[f] for f in files])
        cosine = (matrix @ tfidf.transform([ads[job]]).T).toarray()[:, 0]
        for at, file in enumerate(files):
            pair = ours[(job, file)]
            ways["keyword overlap"][job, file] = len(set(query) & set(split[file])) / len(set(query))
            ways["BM25"][job, file] = ranked[at]
            ways["TF-IDF"][job, file] = cosine[at]
            ways["teacher’s cosine (mean of pieces)"][job, file] = float(vectors[job] @ vectors[file])
            ways["ours, relevance alone"][job, file] = (pair["relevance"] or {"score": -1})["score"]
            ways["ours, score"][job, file] = pair["score"]
            ways["ours, order (score and relevance)"][job, file] = pair["order"]
    of = {j: [p for p in pairs if p["job"] == j] for j in jobs}
    english = {f for f in files if re.search(r"-en\.\w+$", f)}
    for title, keep_jobs, keep in (("all pairs", jobs, set(files)), ("English ads and résumés", [j for j in jobs if j.endswith("-en")], english)):
        print(f"| {title} | nDCG@10 | AUC same occupation or not |\n|---|---|---|")
        for name, score in ways.items():
            per = [[(score[j, p["file"]], p["relevance"]) for p in of[j] if p["file"] in keep] for j in keep_jobs]
            print(f"| {name} | {mean([ndcg(s) for s in per]):.4f} | {mean([auc(s, lambda r: r >= 2) for s in per]):.4f} |")
        print()


if __name__ == "__main__":
    main()
