"""The questions of `why` and `impact` that are timed beside the judgement of the same snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from measure import Job


def ask_jobs(judged: Job, *options: str, archhook: str, module: str, leaf: str) -> list[Job]:
    """Questions to a synthetic project in which `module` is edited, and judged. `judged`: what they are measured by.

    Each Design requires the two before it: nearly all depends on that of `module`, T-11, and next to nothing on `leaf`.
    """

    def asked(*words: str) -> Job:
        return judged._replace(name=" ".join(words), command=[archhook, *words, *options], env={})

    since = ("impact", "--since", "HEAD")
    questions = [("why", module), ("why", f"{module}:load_11")]
    questions += [("why", node_id) for node_id in ("T-11", "D-1", "R-0", "I-0")]
    questions += [("impact", leaf), ("impact", "T-11"), ("impact", module)]
    return [
        judged,
        *(asked(*words) for words in (*questions, since)),
        *(asked(*words, "--tests") for words in (("impact", leaf), ("impact", "T-11"), since)),
        *(asked(*words, "--format", "json") for words in (*questions, since)),
    ]
