"""The texts that the embedding is fitted on, and the split.

O*NET's occupations are split by a hash of their code: one in eight is held out, with all its titles, tasks and descriptions. What
is measured is measured on those; nothing of them is fitted on. Generated texts are made of the other occupations' sentences, of the
lexicon's names and of words of the vocabulary.
"""
import csv
import hashlib
import os
import random

SEED = 20
HELD_OUT_ONE_IN = 8


def is_held_out(code):
    return int.from_bytes(hashlib.sha256(code.encode()).digest()[:4], "big") % HELD_OUT_ONE_IN == 0


def _rows(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


class Onet:
    """Occupations by code: title and description, tasks, titles."""

    def __init__(self, folder):
        code = "O*NET-SOC Code"
        self.occupations = {r[code]: (r["Title"], r["Description"]) for r in _rows(folder, "Occupation_Data.txt")}
        self.tasks = [(r[code], r["Task"]) for r in _rows(folder, "Task_Statements.txt")]
        self.titles = [(r[code], r["Alternate Title"]) for r in _rows(folder, "Alternate_Titles.txt")]
        self.reported = [(r[code], r["Reported Job Title"]) for r in _rows(folder, "Sample_of_Reported_Titles.txt")]
        self.technology = [(r[code], r["Example"]) for r in _rows(folder, "Technology_Skills.txt")]


def lexicon_names():
    """Names of skills, occupations and certificates, as the project's lexicon had them when the weights were made."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "names.txt"), encoding="utf-8") as file:
        return file.read().splitlines()


def training(onet, names, words):
    """Texts to fit on, each with what it is. `words`: whole words of the vocabulary."""
    rng = random.Random(SEED)
    kept = [c for c in sorted(onet.occupations) if not is_held_out(c)]
    by = {}
    for name, pairs in (("tasks", onet.tasks), ("titles", onet.titles), ("reported", onet.reported), ("technology", onet.technology)):
        groups = {}
        for code, text in pairs:
            groups.setdefault(code, set()).add(text)
        by[name] = {c: sorted(groups.get(c, ())) for c in kept}
    texts = []
    for code in kept:
        title, description = onet.occupations[code]
        texts += [title, description, f"{title}. {description}"]
        for kind in ("tasks", "titles", "reported"):
            texts += by[kind][code]
    texts += sorted({t for c in kept for t in by["technology"][c]})
    texts += names
    # Pieces of résumés and advertisements: a title with sentences, sentences in a row, lists of skills.
    openings = ["Experienced {}", "{} with {} years of experience", "We are looking for a {}", "{} wanted", "Requirements: {}",
                "Skills: {}", "Must have: {}", "Nice to have: {}", "Worked as {}", "Responsible for {}", "Knowledge of {}",
                "Certified in {}", "Degree in {}", "Your profile: {}", "{} is a plus", "Strong {} skills", "Team lead, {}"]
    for code in kept:
        title = onet.occupations[code][0]
        titles = (by["titles"][code] + by["reported"][code]) or [title]
        tasks, tools = by["tasks"][code], by["technology"][code]
        for _ in range(14):
            parts = [rng.choice(titles)] if rng.random() < 0.7 else []
            parts += rng.sample(tasks, min(len(tasks), rng.randint(1, 4)))
            if tools and rng.random() < 0.6:
                parts.append("Skills: " + ", ".join(rng.sample(tools, min(len(tools), rng.randint(2, 8)))))
            rng.shuffle(parts)
            texts.append(". ".join(parts))
        for _ in range(8):
            thing = rng.choice([rng.choice(titles), rng.choice(titles), rng.choice(names)])
            texts.append(rng.choice(openings).replace("{}", thing, 1).replace("{}", str(rng.randint(1, 20))))
    for _ in range(12_000):
        texts.append(", ".join(rng.sample(names, rng.randint(2, 7))))
    # Words in random company, so that every row of the table is fitted.
    for _ in range(2):
        shuffled = words[:]
        rng.shuffle(shuffled)
        at = 0
        while at < len(shuffled):
            count = rng.randint(2, 5)
            texts.append(" ".join(shuffled[at:at + count]))
            at += count
    texts = sorted(set(texts))
    rng.shuffle(texts)
    return texts


def held_out(onet):
    """Held-out texts, each with its occupation: titles, tasks, descriptions."""
    codes = {c for c in onet.occupations if is_held_out(c)}
    pick = lambda pairs: sorted({(c, t) for c, t in pairs if c in codes})
    return {
        "titles": pick(onet.titles),
        "tasks": pick(onet.tasks),
        "descriptions": sorted((c, onet.occupations[c][1]) for c in codes),
    }
