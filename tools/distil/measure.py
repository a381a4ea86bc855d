"""Measures the written file on O*NET's held-out occupations: which of all occupations does a title, or a task, belong to?

    HF_HUB_OFFLINE=1 OMP_NUM_THREADS=1 python measure.py --onet FOLDER --model ../../assets/vectors/minilm-128.bin

Queries are the alternate titles and the tasks of the held-out occupations; candidates are the titles and descriptions of all 1,016.
R@10 is the share of queries whose own occupation is among the ten nearest. With a task its occupation is named once, as O*NET does.
"""
import argparse
import struct

import numpy as np
import torch
from sklearn.feature_extraction.text import TfidfVectorizer

import fit
import texts
from teacher import Teacher, reference_tokenizer


def load(path):
    """Rows of the written file, as floats: an independent reading of the format."""
    data = open(path, "rb").read()
    assert data[:8] == b"SLVECTOR"
    _, width, tokens, words = struct.unpack("<HHII", data[8:20])
    at = 28 + words
    scales = np.frombuffer(data, "<u2", tokens, at).astype(np.float32)
    packed = np.frombuffer(data, np.uint8, tokens * width // 2, at + 2 * tokens).reshape(tokens, width // 2)
    rows = np.empty((tokens, width), np.float32)
    rows[:, 0::2] = (packed & 15).astype(np.float32) - 8
    rows[:, 1::2] = (packed >> 4).astype(np.float32) - 8
    return torch.from_numpy(rows * scales[:, None])


def recall(queries, candidates, own, at=10):
    hits = 0
    for start in range(0, len(own), 1000):
        scores = queries[start:start + 1000] @ candidates.T
        if hasattr(scores, "toarray"):
            scores = scores.toarray()
        part = np.asarray(own[start:start + 1000])
        mine = scores[np.arange(len(part)), part]
        hits += (np.sum(scores > mine[:, None], 1) < at).sum()
    return hits / len(own)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--onet", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--cache", default="cache")
    args = parser.parse_args()
    onet = texts.Onet(args.onet)
    held = texts.held_out(onet)
    codes = sorted(onet.occupations)
    place = {c: i for i, c in enumerate(codes)}
    documents = [". ".join(onet.occupations[c]) for c in codes]
    teacher, tokenizer, rows = Teacher(args.cache), reference_tokenizer(), load(args.model)
    ours = lambda lines: fit.embed(rows, fit.Bags(tokenizer, lines)).numpy()
    tfidf = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit(documents)
    print("| query → its occupation among 1,016, R@10 | queries | character TF-IDF | teacher | ours | ours of the teacher’s |")
    print("|---|---|---|---|---|---|")
    for kind, name in (("titles", "alternate title"), ("tasks", "task")):
        lines = [t for _, t in held[kind]]
        own = [place[c] for c, _ in held[kind]]
        by = [recall(tfidf.transform(lines), tfidf.transform(documents), own),
              recall(teacher.embed(lines), teacher.embed(documents), own),
              recall(ours(lines), ours(documents), own)]
        print(f"| {name} | {len(own)} | " + " | ".join(f"{r:.4f}" for r in by) + f" | {by[2] / by[1]:.1%} |")


if __name__ == "__main__":
    main()
