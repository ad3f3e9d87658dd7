"""bm25s over all phrasings, with its own tokeniser."""

from collections.abc import Callable
from functools import partial

import bm25s

from bench.peers import Find, Found
from bench.sets import QuestionSet

_tokenize = partial(bm25s.tokenize, stopwords=[], show_progress=False)
"""Small words are kept: without them fewer questions are found, because what is asked is in them."""


def build(base: QuestionSet) -> Callable[[], Find]:
    """Return what builds the index."""

    def start() -> Find:
        index = bm25s.BM25()
        index.index(_tokenize([text for text, _ in base.phrasings]), show_progress=False)

        def find(question: str) -> Found:
            tokens = _tokenize([question], return_ids=False)
            documents, scores = index.retrieve(tokens, k=1, show_progress=False)
            score = float(scores[0, 0])
            return Found(base.phrasings[int(documents[0, 0])].label if score > 0 else None, score)

        return find

    return start
