#!/usr/bin/env python3
"""Advertisements in free words and résumés for them, made of O*NET, and how well the example `rank` orders the people.

    free_words.py ONET make DIR                 writes DIR/jobs.jsonl and DIR/resumes.jsonl
    rank DIR/jobs.jsonl DIR/resumes.jsonl --as-of 2026-06 > DIR/ranked.jsonl
    free_words.py ONET measure DIR              nDCG@10 of each number of ranked.jsonl

An advertisement has an alternate title, the occupation's description, six tasks and four tools; a résumé two jobs under
alternate titles with other tasks, and five tools. Graded by how much of the occupation's code (SOC) both share: all 3, the
first five signs 2, the first two 1. Plain Python 3; everything is drawn with one seed.
"""
import collections, csv, json, math, os, random, sys

SEED = 5
JOBS, OCCUPATIONS, RESUMES_EACH = 60, 300, 2


def table(onet, name, key, value):
    rows = collections.defaultdict(list)
    with open(os.path.join(onet, name), encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            rows[row[key]].append(row[value])
    return rows


def make(onet, out):
    random.seed(SEED)
    code = "O*NET-SOC Code"
    tasks = table(onet, "Task_Statements.txt", code, "Task")
    titles = table(onet, "Alternate_Titles.txt", code, "Alternate Title")
    tools = table(onet, "Technology_Skills.txt", code, "Example")
    about = table(onet, "Occupation_Data.txt", code, "Description")
    codes = [c for c in about if len(tasks[c]) >= 14 and len(titles[c]) >= 6 and len(tools[c]) >= 6]
    random.shuffle(codes)
    lines = lambda items: "\n".join("- " + item for item in items)
    jobs, resumes = [], []
    for c in codes[:JOBS]:
        random.shuffle(tasks[c])
        wanted, title = random.sample(tools[c], 4), random.choice(titles[c])
        text = f"{title}\n\nAbout the role\n{about[c][0]}\n\nWhat you will do\n{lines(tasks[c][:6])}\n\nRequirements\n{lines(wanted)}\n- 2+ years of experience\n"
        jobs.append({"id": c, "title": title, "text": text})
        tasks[c] = tasks[c][6:]
    for c in codes[:OCCUPATIONS]:
        for n in range(RESUMES_EACH):
            random.shuffle(tasks[c])
            known = random.sample(tools[c], 5)
            title, before = random.choice(titles[c]), random.choice(titles[c])
            year, number = random.randint(2008, 2020), len(resumes)
            text = (
                f"Alex Morganfield {number}\nalex{number}@example.org\n\nExperience\n\n{title}, Bluefern Ltd\n"
                f"March {year} - June {year + random.randint(1, 6)}\n{lines(tasks[c][:4])}\n\n{before}, Quarry Works\n"
                f"January {year - 4} - February {year}\n{lines(tasks[c][4:7])}\n\nSkills\n{', '.join(known)}\n"
            )
            resumes.append({"id": f"{c}#{n}", "title": title, "text": text})
    os.makedirs(out, exist_ok=True)
    for name, rows in (("jobs", jobs), ("resumes", resumes)):
        with open(os.path.join(out, name + ".jsonl"), "w", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)


def grade(job, resume):
    resume = resume.split("#")[0]
    return next((grade for grade, signs in ((3, 99), (2, 5), (1, 2)) if job[:signs] == resume[:signs]), 0)


def ndcg(grades):
    dcg = lambda grades: sum((2**g - 1) / math.log2(i + 2) for i, g in enumerate(grades[:10]))
    return dcg(grades) / dcg(sorted(grades, reverse=True))


def measure(out):
    of = collections.defaultdict(list)
    with open(os.path.join(out, "ranked.jsonl"), encoding="utf-8") as file:
        for pair in map(json.loads, file):
            of[pair["job_id"]].append(pair)
    for name in ("score", "match_strength", "relevance"):
        ranked = lambda pairs: sorted(pairs, key=lambda pair: -(pair[name] or 0))
        each = [ndcg([grade(job, pair["resume_id"]) for pair in ranked(pairs)]) for job, pairs in of.items()]
        print(f"{name}: nDCG@10 {sum(each) / len(each):.4f} of {len(each)} advertisements")


if __name__ == "__main__":
    match sys.argv[1:]:
        case [onet, "make", out]:
            make(onet, out)
        case [_, "measure", out]:
            measure(out)
        case _:
            sys.exit(__doc__)
