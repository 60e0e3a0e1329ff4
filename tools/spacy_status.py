"""Trains spaCy's text classifier on the statuses that `corpora.train` learns from, and scores it on the kept-back half.

The answer of 22 November 2026 stands in `corpora/README.md`: it stays behind what the program uses, so that spaCy is no part of it.
Needs `pip install spacy` beside the project's environment. `python tools/spacy_status.py`.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from corpora import build
from corpora.train import Figure, annotated_figures, marked_figures
from extract.status import STATUSES

_BEFORE, _BEHIND, _EPOCHS, _BATCH = 160, 90, 6, 32
_MODEL = {
    "@architectures": "spacy.TextCatEnsemble.v2",
    "tok2vec": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 64,
            "rows": [4000, 2000, 1000],
            "attrs": ["LOWER", "SUFFIX", "SHAPE"],
            "include_static_vectors": False,
        },
        "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 64, "window_size": 1, "maxout_pieces": 3, "depth": 3},
    },
    "linear_model": {
        "@architectures": "spacy.TextCatBOW.v3",
        "exclusive_classes": True,
        "ngram_size": 3,
        "length": 262144,
        "no_output_layer": False,
    },
}


def around(figure: Figure) -> str:
    """The title, and the words around the figure with the figure marked, every numeral "0"."""
    text, quantity = figure.passage.text, figure.quantity
    start = max(figure.passage.start, quantity.start - _BEFORE)
    before, own, behind = (
        re.sub(r"\d", "0", text[first:last])
        for first, last in ((start, quantity.start), (quantity.start, quantity.end), (quantity.end, quantity.end + _BEHIND))
    )
    return f"{figure.passage.title or ''} ¦ {before} ⟦ {own} ⟧ {behind}"


def main() -> int:
    try:
        import spacy  # type: ignore[import-not-found, unused-ignore]
        from spacy.training import Example  # type: ignore[import-not-found, unused-ignore]
        from spacy.util import minibatch  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        print("pip install spacy", file=sys.stderr)
        return 2
    nlp: Any = spacy.blank("xx")
    classifier = nlp.add_pipe("textcat", config={"model": _MODEL})
    for status in STATUSES:
        classifier.add_label(status)
    examples = [
        Example.from_dict(nlp.make_doc(around(one)), {"cats": {status: float(status == one.fact["status"]) for status in STATUSES}})
        for one in annotated_figures(build.HERE) + marked_figures()
    ]
    kept_back = annotated_figures(build.HELD_OUT)
    optimizer = nlp.initialize(lambda: examples[:200])
    random.seed(1)
    for epoch in range(1, _EPOCHS + 1):
        random.shuffle(examples)
        for batch in minibatch(examples, _BATCH):
            nlp.update(batch, sgd=optimizer, drop=0.3)
        right = sum(max((cats := nlp(around(one)).cats), key=cats.__getitem__) == one.fact["status"] for one in kept_back)
        print(f"{epoch}: {right} of {len(kept_back)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
