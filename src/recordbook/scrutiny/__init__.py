"""From someone's article or post to statements and verdicts, sentence by sentence."""

from recordbook.scrutiny.check import check, read
from recordbook.scrutiny.statement import Article, Judgement, Kind, Link, Statement

__all__ = ["Article", "Judgement", "Kind", "Link", "Statement", "check", "read"]
