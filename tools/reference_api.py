"""The page of the API: every address, what it takes and answers, from its own description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from recordbook.web.access import WRITES
from recordbook.web.api.app import PLACE, create_api
from recordbook.web.api.shapes import PROBLEMS
from recordbook.web.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HEAD = f"""\
# The API

`recordbook serve` answers programs below `{PLACE}`; `{PLACE}/openapi.json` says the same as this
page as OpenAPI 3.1, and every answer is tested against it. Answers are what `--json` prints: see
[JSON of an answer](json.md). Every page of the site is data too: add `.json`, `.csv` or
`.parquet` to its address.

- **Versions.** An answer is made from the newest version of the book. `ETag` with
  `If-None-Match`, or `Last-Modified` with `If-Modified-Since`, answers 304 where nothing has
  changed.
- **Lists** go on with the `cursor` that they gave as `next`; a cursor fits the list that it came
  from. `/changes` gives one always: keep it, and ask again later for what is new.
- **Tokens.** Reading needs none unless the site is closed. Writing needs one with the scope
  named below, as `Authorization: Bearer TOKEN`; `recordbook token add` makes it. On a closed
  site every question needs the scope `read`.
- **Once.** A file that was taken before adds nothing and answers 200 with `already`, so that
  sending it again after a lost answer is safe.
- **Rates.** Who asks too much is told 429 and, in `Retry-After`, when to ask again. What is
  answered from memory costs nothing.
- **Problems** come as `application/problem+json` (RFC 9457): `type`, `title`, `status`,
  `detail`, `instance`, and beyond that `remedy`, `request` (the id in the log) and, where
  several things are wrong, `problems`.

| status | means |
| --- | --- |
"""


def page() -> str:
    """The page."""
    said = create_api(Settings(book="none"), cast("Any", None)).openapi()
    lines = [f"| {status} | {told['description']} |" for status, told in PROBLEMS.items()]
    for path, operations in said["paths"].items():
        for method, operation in operations.items():
            lines += _operation(method, path, operation, said["components"]["schemas"])
    return _HEAD + "\n".join(lines) + "\n"


def _operation(
    method: str, path: str, operation: Mapping[str, Any], schemas: Mapping[str, Any]
) -> Iterator[str]:
    """One address: what it does, what it takes, what it answers."""
    yield from (
        "",
        f"## {method.upper()} {PLACE}{path}",
        "",
        *operation["description"].splitlines(),
    )
    scope = [WRITES[start] for start in WRITES if f"{PLACE}{path}".startswith(start)]
    if scope:
        yield from ("", f"Needs a token with the scope `{scope[0]}`.")
    taken = [*map(_parameter, operation.get("parameters", [])), *_fields(operation, schemas)]
    if taken:
        yield from ("", "| takes | in | |", "| --- | --- | --- |", *taken)
    answers = operation["responses"]
    for status in ("200", "201"):
        schema = answers.get(status, {}).get("content", {}).get("application/json", {})
        name = schema.get("schema", {}).get("$ref", "").rpartition("/")[2]
        if name:
            keys = ", ".join(f"`{key}`" for key in schemas[name]["properties"])
            yield from ("", f"Answers {status} with {keys}.")


def _parameter(said: Mapping[str, Any]) -> str:
    must = ", required" if said["required"] and said["in"] != "path" else ""
    return f"| `{said['name']}` | {said['in']}{must} | {said.get('description', '')} |"


def _fields(operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[str]:
    """What the body holds."""
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        name = content["schema"].get("$ref", "").rpartition("/")[2]
        model = schemas[name] if name else content["schema"]
        for key, field in model.get("properties", {}).items():
            must = ", required" if key in model.get("required", []) else ""
            where = "form" if kind.startswith("multipart") else "body"
            yield f"| `{key}` | {where}{must} | {field.get('description', '')} |"
