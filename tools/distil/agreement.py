"""Does the Rust tokenizer cut texts as the reference one does?

    HF_HUB_OFFLINE=1 python agreement.py --onet FOLDER [--texts FILE.txt …] --embed ../../target/release/examples/embed

The texts are O*NET's tasks, titles and descriptions and every line of the files named. A text's tokens agree where they stand at the
same place from the beginning, or from the end.
"""
import argparse
import json
import subprocess

import texts
from teacher import reference_tokenizer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--onet", required=True)
    parser.add_argument("--texts", nargs="*", default=[])
    parser.add_argument("--embed", required=True)
    args = parser.parse_args()
    onet = texts.Onet(args.onet)
    sets = {"O*NET": [t for _, t in onet.tasks + onet.titles + onet.reported] + [d for o in onet.occupations.values() for d in o], "files": []}
    for path in args.texts:
        with open(path, encoding="utf-8") as file:
            sets["files"] += file.read().replace("\r", "\n").split("\n")
    tokenizer = reference_tokenizer()
    for name, lines in sets.items():
        if not lines:
            continue
        wanted = [e.ids for e in tokenizer.encode_batch(lines, add_special_tokens=False)]
        run = subprocess.run([args.embed, "--pieces"], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
        got = [json.loads(line) for line in run.stdout.splitlines()]
        assert len(got) == len(wanted), (len(got), len(wanted))
        same = total = 0
        shown = 0
        for line, a, b in zip(lines, wanted, got):
            head = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
            tail = 0 if a == b else next((i for i, (x, y) in enumerate(zip(a[::-1], b[::-1])) if x != y), min(len(a), len(b)))
            same += min(len(a), head + tail)
            total += len(a)
            if a != b and shown < 5:
                shown += 1
                print(f"  {line[:100]!r}")
        print(f"{name}: {same} of {total} tokens agree, {same / total:.4%}")


if __name__ == "__main__":
    main()
