"""Fits the static embedding and writes it as one file.

    HF_HUB_OFFLINE=1 OMP_NUM_THREADS=1 python fit.py --onet FOLDER --out ../../assets/vectors/minilm-128.bin

Rows start from the teacher's own vectors of single tokens, cut to 128 dimensions by PCA and weighted by a/(a+p), p being the token's
share of the training text. Then they are fitted: the mean of a text's rows is to point where the teacher's vector of it points (cut by
the same PCA), two texts of one batch are to be as like one another as they are to the teacher, and a task or title is to be nearest to the
description of its own occupation (4% of the weight). Rows are rounded to four bits in
the last epochs while they are fitted, so that the rounding is learnt with.
"""
import argparse
import hashlib
import os
import struct
import time

import numpy as np
import torch
import torch.nn.functional as F

import texts
from teacher import Teacher, reference_tokenizer, vocabulary

WIDTH = 128
LEVELS = 7  # four bits: -7 to 7
FORMAT = 1


def pca(vectors):
    """The first WIDTH directions of the vectors, not centred: cosines are what is kept."""
    values, directions = np.linalg.eigh(vectors.T.astype(np.float64) @ vectors.astype(np.float64))
    order = np.argsort(values)[::-1][:WIDTH]
    kept = values[order].sum() / values.sum()
    directions = directions[:, order]
    # A direction and its opposite are one: the sign is fixed, so that every run gives the same file.
    directions *= np.sign(directions[np.abs(directions).argmax(0), range(WIDTH)])
    return directions.astype(np.float32), kept


def quantised(rows):
    """Four-bit rows with a scale each, as they are kept; gradients pass through."""
    scale = rows.abs().amax(1, keepdim=True) / LEVELS * 0.82 + 1e-9
    rounded = torch.clamp(torch.round(rows / scale), -LEVELS, LEVELS) * scale
    return rows + (rounded - rows).detach()


class Bags:
    """Token ids of texts, ready to be gathered by batch. Special tokens are left out."""

    def __init__(self, tokenizer, lines):
        ids = [e.ids for e in tokenizer.encode_batch(list(lines), add_special_tokens=False)]
        self.lengths = np.array([len(i) for i in ids])
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)])
        self.flat = np.concatenate([np.array(i, dtype=np.int64) for i in ids if i] or [np.zeros(0, np.int64)])

    def batch(self, index):
        parts = [self.flat[self.starts[i]:self.starts[i + 1]] for i in index]
        offsets = np.concatenate([[0], np.cumsum([len(p) for p in parts])[:-1]])
        return torch.from_numpy(np.concatenate(parts)), torch.from_numpy(offsets)


def embed(rows, bags, batch=4096):
    out = []
    for at in range(0, len(bags.lengths), batch):
        flat, offsets = bags.batch(range(at, min(at + batch, len(bags.lengths))))
        out.append(F.normalize(F.embedding_bag(flat, rows, offsets, mode="mean"), dim=1))
    return torch.cat(out)


def write(path, rows, vocab):
    """Header, vocabulary, scales, rows. All numbers little-endian; the check is over everything after the header."""
    scale = np.abs(rows).max(1) / LEVELS * 0.82 + 1e-9
    quant = np.clip(np.round(rows / scale[:, None]), -LEVELS, LEVELS).astype(np.int8)
    step = scale.max() / 65535
    units = np.maximum(np.round(scale / step), 1).astype("<u2")
    nibbles = (quant + 8).astype(np.uint8)
    packed = nibbles[:, 0::2] | (nibbles[:, 1::2] << 4)
    words = "\n".join(vocab).encode("utf-8")
    body = words + units.tobytes() + packed.tobytes()
    header = b"SLVECTOR" + struct.pack("<HHII", FORMAT, WIDTH, len(vocab), len(words)) + hashlib.sha256(body).digest()[:8]
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with open(path, "wb") as file:
        file.write(header + body)
    return torch.from_numpy(units[:, None].astype(np.float32) * quant)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--onet", required=True)
    parser.add_argument("--cache", default="cache")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=20)
    args = parser.parse_args()
    torch.manual_seed(texts.SEED)
    np.random.seed(texts.SEED)
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))

    vocab = vocabulary()
    words = [w for w in vocab if w.isascii() and w.isalpha() and len(w) > 2]
    onet = texts.Onet(args.onet)
    lines = texts.training(onet, texts.lexicon_names(), words)
    teacher = Teacher(args.cache)
    tokenizer = reference_tokenizer()
    target = teacher.embed(lines)
    single = teacher.embed([w[2:] if w.startswith("##") else w for w in vocab])
    directions, kept = pca(target)
    print(f"{len(lines)} texts; {WIDTH} directions keep {kept:.4f} of the teacher's squared length", flush=True)
    goal = F.normalize(torch.from_numpy(target @ directions), dim=1)

    bags = Bags(tokenizer, lines)
    share = np.bincount(bags.flat, minlength=len(vocab)) / len(bags.flat)
    a = 1e-3
    weight = a / (a + share)
    # Tokens that the training text does not name are common words of elsewhere: they weigh as a rare word does.
    start = torch.from_numpy(F.normalize(torch.from_numpy(single @ directions), dim=1).numpy() * weight[:, None].astype(np.float32)).float()

    held = texts.held_out(onet)
    checks = {k: (Bags(tokenizer, [t for _, t in v]), F.normalize(torch.from_numpy(teacher.embed([t for _, t in v]) @ directions), dim=1)) for k, v in held.items()}

    def report(name, rows):
        with torch.no_grad():
            cosines = {k: (embed(rows, b) * g).sum(1).mean().item() for k, (b, g) in checks.items()}
        print(f"{name}: held-out cosine " + ", ".join(f"{k} {v:.4f}" for k, v in cosines.items()), flush=True)

    # Sentences and titles of an occupation, and its description among those of others: the fit is to tell them apart as well.
    kept_codes = [c for c in sorted(onet.occupations) if not texts.is_held_out(c)]
    place = {c: i for i, c in enumerate(kept_codes)}
    documents = Bags(tokenizer, [". ".join(onet.occupations[c]) for c in kept_codes])
    parts = sorted({(place[c], t) for c, t in onet.tasks + onet.titles if c in place})
    members = Bags(tokenizer, [t for _, t in parts])
    own = np.array([i for i, _ in parts])

    def pairs(table):
        index = np.random.choice(len(own), 512, replace=False)
        described = np.unique(own[index])
        flat, offsets = members.batch(index)
        queries = F.normalize(F.embedding_bag(flat, table, offsets, mode="sum"), dim=1)
        flat, offsets = documents.batch(described)
        answers = F.normalize(F.embedding_bag(flat, table, offsets, mode="sum"), dim=1)
        return F.cross_entropy(queries @ answers.T / 0.07, torch.from_numpy(np.searchsorted(described, own[index])))

    report("start", start)
    rows = torch.nn.Parameter(start.clone())
    optimiser = torch.optim.Adam([rows], lr=4e-3, betas=(0.9, 0.98))
    usable = np.flatnonzero(bags.lengths > 0)
    size = 1024
    steps = args.epochs * (len(usable) // size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 8e-3, total_steps=steps, pct_start=0.1)
    began = time.time()
    for epoch in range(args.epochs):
        order = np.random.permutation(usable)
        rounds = epoch >= args.epochs * 2 // 3
        for at in range(0, len(order) - size + 1, size):
            index = order[at:at + size]
            flat, offsets = bags.batch(index)
            # A tenth of the tokens is left out, so that no row leans on its company.
            keep = torch.rand(len(flat)) > 0.1
            keep[offsets] = True
            table = quantised(rows) if rounds else rows
            mean = F.embedding_bag(flat, table, offsets, mode="sum", per_sample_weights=keep.float())
            mean = F.normalize(mean, dim=1)
            wanted = goal[index]
            like = mean @ mean.T - wanted @ wanted.T
            loss = (1 - (mean * wanted).sum(1)).mean() + 2.0 * (like * like).mean() * 10
            loss = loss + 2e-3 * ((rows - start) ** 2).sum(1).mean()
            loss = loss + 0.04 * pairs(table)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        report(f"epoch {epoch + 1}, {time.time() - began:.0f} s, loss {loss.item():.4f}", rows.detach())
    final = write(args.out, rows.detach().numpy(), vocab)
    report("as written", final)
    np.save(os.path.join(args.cache, "directions.npy"), directions)


if __name__ == "__main__":
    main()
