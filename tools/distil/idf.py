"""Writes the table of how rare words are: ../../assets/vectors/idf.txt.

    python idf.py --onet FOLDER --out ../../assets/vectors/idf.txt

Documents are O*NET's occupations, each with its title, description, tasks and alternate titles. A word is its Snowball stem. Each line
holds a level, a tab and the stems of that level; a level is a quarter of ln((N + 1) / (n + 1)), n of N documents having the word. Words
in fewer than four documents are not in the table: they weigh as much as its highest level. Words of applications and advertisements,
which O*NET's own text rarely has, stand at the level of words that say little.
"""
import argparse
import collections
import math
import re

import snowballstemmer

import texts

FEWEST = 4
COMMON = 2
# Words that most advertisements and résumés hold, whatever the trade.
PLAIN = """
a about above across after again all also am an and any apply applicant applicants application applications are as at back based be been
being below benefits best between both but by can candidate candidates career change closely colleague colleagues come company contact
could curriculum date day days degree description did do does down duties during each education email employ employed employee employees
employer employers employment english ensure environment equal essential etc every excellent experience experienced experiences few first
flexible for free friendly from full further get give go good great growing growth had has have help here high hire hiring hours how i if
in include included includes including information into is it its job jobs join just keep key knowledge know last level like line list
live long look looking made main make many me member members might minimum month months more most must my need needed needs new next nice
no not now of offer office on one only opportunity or other our out over own part people per phone place plus position positions possible
prefer preferred present profile provide qualification qualifications reference references report reporting required requirement
requirements resume responsibilities responsibility responsible right role salary same school search see send seek seeking she should since
site skill skills small so some start state still strong successful such sum summary take team teams than that the their them then there
these they this those through time title to today together top track two under until up us use used using very vitae was way we well were
what when where which while who will with within without work worked worker workers working workplace would year years you your
january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--onet", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    onet = texts.Onet(args.onet)
    documents = {code: list(parts) for code, parts in onet.occupations.items()}
    for code, text in onet.tasks + onet.titles:
        documents[code].append(text)
    stemmer = snowballstemmer.stemmer("english")
    stem = lambda text: set(stemmer.stemWords(re.findall(r"[a-z]+", text.lower())))
    count = collections.Counter(s for parts in documents.values() for s in stem(" ".join(parts)))
    total = len(documents)
    level = lambda n: round(4 * math.log((total + 1) / (n + 1)))
    levels = {s: level(n) for s, n in count.items() if n >= FEWEST and len(s) > 1}
    for word in stem(PLAIN):
        levels[word] = min(levels.get(word, COMMON), COMMON)
    rows = collections.defaultdict(list)
    for word, at in levels.items():
        rows[at].append(word)
    rows[level(FEWEST - 2)] += []
    with open(args.out, "w", encoding="utf-8") as file:
        for at in sorted(rows):
            file.write(f"{at}\t{' '.join(sorted(rows[at]))}\n")
    print(f"{len(levels)} stems in {len(rows)} levels, from {total} documents")


if __name__ == "__main__":
    main()
