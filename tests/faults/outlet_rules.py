"""The rules of five outlets, written from their documentation and not from the code under test."""

from __future__ import annotations

import base64
import hashlib
import hmac
import html
import itertools
import json
import re
import unicodedata
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote

import regex
from outlet_server import Answered, Asked, Refusal, Rules

SECRETS = {
    "RECORDBOOK_BLUESKY_PASSWORD": "app-pass-word-1234",
    "RECORDBOOK_MASTODON_TOKEN": "mastodon-token-abcdef",
    "RECORDBOOK_X_API_KEY": "x-api-key",
    "RECORDBOOK_X_API_SECRET": "x-api-secret-!&",
    "RECORDBOOK_X_ACCESS_TOKEN": "123-x-access",
    "RECORDBOOK_X_ACCESS_SECRET": "x-access-secret",
    "RECORDBOOK_WEBHOOK_SECRET": "whsec_" + base64.b64encode(b"k" * 32).decode(),
}
URL = re.compile(r"https?://[^\s<>\"]+")


def png_of(data: bytes) -> bool:
    """Whether bytes begin as a PNG does, with a first chunk that is the header."""
    return data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR"


class BlueskyRules(Rules):
    """A personal data server: lexicons of posts and images, keys, swaps, blobs and sessions."""

    did, password, limit = "did:plc:records", SECRETS["RECORDBOOK_BLUESKY_PASSWORD"], 1_000_000

    def __init__(self) -> None:
        super().__init__()
        self.blobs: dict[str, int] = {}
        self.records: dict[str, dict[str, Any]] = {}
        self.seen: list[dict[str, Any]] = []

    def answer(self, asked: Asked) -> Answered:
        """Answer one of four methods."""
        name = asked.path.removeprefix("/xrpc/")
        if name == "com.atproto.server.createSession":
            said = asked.shape
            right = said == {"identifier": "records.example", "password": self.password}
            self.need(right, "AuthenticationRequired", 401)
            return Answered(
                200, {"did": self.did, "accessJwt": "session-jwt-987654", "handle": "x"}
            )
        if name == "com.atproto.repo.getRecord":
            key = asked.query["rkey"]
            if key not in self.records:
                raise Refusal(
                    400, {"error": "RecordNotFound", "message": "Could not locate record"}
                )
            return Answered(200, {**self._name(key), "value": self.records[key]})
        self.need(asked.headers.get("authorization") == "Bearer session-jwt-987654", "auth", 401)
        if name == "com.atproto.repo.uploadBlob":
            self.need(asked.headers["content-type"] == "image/png", "InvalidMimeType")
            self.need(png_of(asked.body), "not a picture")
            self.need(len(asked.body) <= self.limit, "BlobTooLarge")
            cid = hashlib.sha256(asked.body).hexdigest()
            self.blobs[cid] = len(asked.body)
            return Answered(
                200,
                {
                    "blob": {
                        "$type": "blob",
                        "ref": {"$link": cid},
                        "mimeType": "image/png",
                        "size": len(asked.body),
                    }
                },
            )
        self.need(name == "com.atproto.repo.putRecord", "MethodNotImplemented", 501)
        return self._put(asked.shape)

    def _put(self, said: dict[str, Any]) -> Answered:
        key = said["rkey"]
        self.need(said["repo"] == self.did and said["collection"] == "app.bsky.feed.post", "repo")
        self.need(re.fullmatch("[234567abcdefghij][234567a-z]{12}", key), "no TID")
        self._check(said["record"])
        if said.get("swapRecord", "") is None and key in self.records:
            raise Refusal(400, {"error": "InvalidSwap", "message": "Record was at another CID"})
        self.records[key] = said["record"]
        self.seen.append(said["record"])
        return Answered(200, self._name(key))

    def _name(self, key: str) -> dict[str, str]:
        cid = hashlib.sha256(json.dumps(self.records[key]).encode()).hexdigest()
        return {"uri": f"at://{self.did}/app.bsky.feed.post/{key}", "cid": cid}

    def _check(self, post: dict[str, Any]) -> None:
        text = post["text"]
        self.need(post["$type"] == "app.bsky.feed.post", "type")
        self.need(len(regex.findall(r"\X", text)) <= 300, "graphemes")
        self.need(len(text.encode()) <= 3000, "bytes")
        self.need(datetime.fromisoformat(post["createdAt"]).tzinfo is not None, "createdAt")
        self.need(len(post["langs"]) <= 3, "langs")
        for facet in post["facets"]:
            start, end = facet["index"]["byteStart"], facet["index"]["byteEnd"]
            self.need(0 <= start < end <= len(text.encode()), "facet out of the text")
            covered = text.encode()[start:end].decode()
            for feature in facet["features"]:
                if feature["$type"].endswith("#link"):
                    self.need(covered == feature["uri"], "facet of a link")
                else:
                    self.need(feature["$type"].endswith("#tag"), "feature")
                    self.need(covered == "#" + feature["tag"] and len(feature["tag"]) <= 64, "tag")
        for picture in post.get("embed", {}).get("images", []):
            self.need(picture["image"]["ref"]["$link"] in self.blobs, "no such blob")
            self.need(
                isinstance(picture["alt"], str) and picture["aspectRatio"]["width"] > 0, "alt"
            )
        if "reply" in post:
            for end in ("root", "parent"):
                key = post["reply"][end]["uri"].rpartition("/")[2]
                self.need(post["reply"][end] == self._name(key), "reply to what is not there")


class MastodonRules(Rules):
    """A server: tokens, media that take a while, Idempotency-Key for an hour, edits."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict[str, str] = {}
        self.media: dict[str, int] = {}
        self.seen: list[dict[str, Any]] = []
        self.edits: list[str] = []
        self.ids = itertools.count(100)

    def answer(self, asked: Asked) -> Answered:
        """Answer a method of the API."""
        token = SECRETS["RECORDBOOK_MASTODON_TOKEN"]
        self.need(asked.headers.get("authorization") == f"Bearer {token}", "token", 401)
        path = asked.path.removeprefix("/api/")
        if path == "v1/accounts/verify_credentials":
            return Answered(200, {"id": "7", "username": "records", "acct": "records"})
        if path == "v1/accounts/7/statuses":
            newest = sorted(self.seen, key=lambda one: -int(one["id"]))
            newest = [
                one for one in newest if int(one["id"]) < int(asked.query.get("max_id", 10**9))
            ]
            return Answered(200, newest[: int(asked.query["limit"])])
        if path == "v2/media":
            name, data = asked.form["file"]
            self.need(name and png_of(data), "file")
            self.need(len(asked.form["description"][1].decode()) <= 1500, "description")
            ident = str(next(self.ids))
            self.media[ident] = 1
            return Answered(202, {"id": ident, "url": None})
        if path.startswith("v1/media/"):
            ident = path.rpartition("/")[2]
            self.media[ident] -= 1
            return Answered(206 if self.media[ident] >= 0 else 200, {"id": ident})
        if path == "v1/statuses":
            return self._post(asked)
        return self._edit(asked, path.rpartition("/")[2])

    def _post(self, asked: Asked) -> Answered:
        key = asked.headers.get("idempotency-key", "")
        self.need(key, "no key")
        if key in self.keys:
            return Answered(200, next(one for one in self.seen if one["id"] == self.keys[key]))
        shown = self._shown(asked.shape, str(next(self.ids)))
        self.need(asked.shape["visibility"] == "public", "visibility")
        self.seen.append(shown)
        self.keys[key] = shown["id"]
        return Answered(200, shown)

    def _edit(self, asked: Asked, ident: str) -> Answered:
        self.need(asked.method == "PUT", "method", 405)
        for at, one in enumerate(self.seen):
            if one["id"] == ident:
                self.seen[at] = self._shown(asked.shape, ident)
                self.edits += (
                    [] if one["text"] == self.seen[at]["text"] else [self.seen[at]["text"]]
                )
                return Answered(200, self.seen[at])
        raise Refusal(404, {"error": "Record not found"})

    def _shown(self, said: dict[str, Any], ident: str) -> dict[str, Any]:
        text = said["status"]
        counted = URL.sub("x" * 23, text)
        self.need(len(regex.findall(r"\X", counted)) <= 500, "characters", 422)
        for media in said["media_ids"]:
            self.need(self.media.get(media, 1) < 0, "media not processed", 422)
        self.need(not re.search(r"@\w", text), "somebody is called")
        link = lambda match: f'<a href="{html.escape(match[0])}">{html.escape(match[0])}</a>'  # noqa: E731
        content = "<p>" + "".join(
            link(URL.match(part)) if URL.match(part) else html.escape(part)
            for part in re.split(r"(https?://\S+)", text)
        )
        now = self.now().isoformat()
        return {
            "id": ident,
            "url": f"https://m.example/@records/{ident}",
            "text": text,
            "content": content,
            "created_at": now,
            "media": said["media_ids"],
        }


class XRules(Rules):
    """The API: signatures by RFC 5849, nonces once, weighted characters, no duplicates."""

    def __init__(self) -> None:
        super().__init__()
        self.nonces: set[str] = set()
        self.media: dict[str, str | None] = {}
        self.seen: list[dict[str, Any]] = []
        self.hidden = 0  # how many of the newest posts the list does not show yet
        self.ids = itertools.count(1000)

    def answer(self, asked: Asked) -> Answered:
        """Answer a method of the API."""
        self._signed(asked)
        if asked.path == "/2/users/me":
            return Answered(200, {"data": {"id": "55", "username": "Records"}})
        if asked.path == "/2/users/55/tweets":
            since = datetime.fromisoformat(asked.query["start_time"]).timestamp()
            shown = self.seen[: len(self.seen) - self.hidden][::-1]
            shown = [one for one in shown if one["at"] >= since]
            return Answered(200, {"data": shown, "meta": {"result_count": len(shown)}})
        if asked.path == "/2/media/upload":
            self.need(png_of(asked.form["media"][1]), "media")
            self.need(len(asked.form["media"][1]) <= 5_000_000, "too large")
            self.need(asked.form["media_category"][1] == b"tweet_image", "category")
            ident = str(next(self.ids))
            self.media[ident] = None
            return Answered(200, {"data": {"id": ident, "media_key": f"3_{ident}"}})
        if asked.path == "/2/media/metadata":
            alt = asked.shape["metadata"]["alt_text"]["text"]
            self.need(0 < len(alt) <= 1000 and asked.shape["id"] in self.media, "alt text")
            self.media[asked.shape["id"]] = alt
            return Answered(200, {"data": {"id": asked.shape["id"]}})
        self.need(asked.path == "/2/tweets" and asked.method == "POST", "no such method", 404)
        return self._post(asked.shape)

    def _post(self, said: dict[str, Any]) -> Answered:
        self.need(weighted(said["text"]) <= 280, "too long", 403)
        for media in said.get("media", {}).get("media_ids", []):
            self.need(self.media.get(media), "media without alt text")
        replied = said.get("reply", {}).get("in_reply_to_tweet_id")
        if any(one["text"] == said["text"] and one["replied"] == replied for one in self.seen):
            raise Refusal(
                403, {"detail": "You are not allowed to create a Tweet with duplicate content."}
            )
        self.need(replied is None or replied in {one["id"] for one in self.seen}, "no parent")
        ident = str(next(self.ids))
        post: dict[str, Any] = {
            "id": ident,
            "text": said["text"],
            "at": self.now().timestamp(),
            "replied": replied,
        }
        post["entities"] = {
            "urls": [
                {"url": "https://t.co/x", "expanded_url": one} for one in URL.findall(said["text"])
            ]
        }
        if replied is not None:
            post["referenced_tweets"] = [{"type": "replied_to", "id": replied}]
        self.seen.append(post)
        return Answered(201, {"data": {"id": ident, "text": said["text"]}})

    def _signed(self, asked: Asked) -> None:
        scheme, _, rest = asked.headers["authorization"].partition(" ")
        given = {name: unquote(value) for name, value in re.findall(r'(\w+)="([^"]*)"', rest)}
        signature = given.pop("oauth_signature")
        self.need(
            scheme == "OAuth" and given["oauth_token"] == SECRETS["RECORDBOOK_X_ACCESS_TOKEN"],
            "token",
            401,
        )
        self.need(given["oauth_consumer_key"] == SECRETS["RECORDBOOK_X_API_KEY"], "key", 401)
        self.need(given["oauth_nonce"] not in self.nonces, "nonce", 401)
        self.nonces.add(given["oauth_nonce"])
        pct = lambda text: quote(text, safe="-._~")  # noqa: E731
        pairs = sorted((pct(a), pct(b)) for a, b in [*given.items(), *asked.query.items()])
        joined = "&".join("=".join(pair) for pair in pairs)
        base = "&".join(
            map(pct, (asked.method, f"http://{asked.headers['host']}{asked.path}", joined))
        )
        secret = (
            pct(SECRETS["RECORDBOOK_X_API_SECRET"])
            + "&"
            + pct(SECRETS["RECORDBOOK_X_ACCESS_SECRET"])
        )
        expected = base64.b64encode(
            hmac.new(secret.encode(), base.encode(), "sha1").digest()
        ).decode()
        self.need(hmac.compare_digest(expected, signature), "signature", 401)


def weighted(text: str) -> int:
    """The length by the configuration of twitter-text, version 3, code point by code point."""
    text = URL.sub("", unicodedata.normalize("NFC", text)) + "x" * 23 * len(URL.findall(text))
    emoji = regex.compile(
        r"\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3|\p{Emoji_Presentation}(?:\p{EMod}|\ufe0f)?(?:\u200d\p{ExtPict}(?:\p{EMod}|\ufe0f)?)*"
    )
    total = 2 * len(emoji.findall(text))
    for letter in emoji.sub("", text):
        code = ord(letter)
        light = code <= 4351 or 8192 <= code <= 8205 or 8208 <= code <= 8223 or 8242 <= code <= 8247
        total += 1 if light else 2
    return total


class DiscordRules(Rules):
    """A webhook: forms, content of 2,000 characters, nobody mentioned, edits by id."""

    path = "/api/webhooks/1234567890/webhook-token-abcdefghijklmnop"

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[dict[str, Any]] = []
        self.edits: list[str] = []
        self.ids = itertools.count(5000)

    def answer(self, asked: Asked) -> Answered:
        """Take a message, or an edit."""
        self.need(asked.path.startswith(self.path), "Unknown Webhook", 404)
        form = asked.form
        said = json.loads(form["payload_json"][1])
        self.need(0 < len(said["content"].encode("utf-16-le")) // 2 <= 2000, "content")
        self.need(said["allowed_mentions"] == {"parse": []}, "mentions")
        for at, file in enumerate(said["attachments"]):
            self.need(file["id"] == at and png_of(form[f"files[{at}]"][1]), "attachment")
            self.need(len(file["description"]) <= 1024, "description")
        if asked.method == "PATCH":
            ident = asked.path.removeprefix(f"{self.path}/messages/")
            for one in self.seen:
                if one["id"] == ident:
                    self.edits += [] if one["content"] == said["content"] else [said["content"]]
                    one["content"] = said["content"]
                    return Answered(200, one)
            raise Refusal(404, {"message": "Unknown Message", "code": 10008})
        self.need(asked.query.get("wait") == "true", "nobody waits")
        message = {"id": str(next(self.ids)), "content": said["content"]}
        self.seen.append(message)
        return Answered(200, message)


class WebhookRules(Rules):
    """A receiver that verifies as the Standard Webhooks specification says and knows ids."""

    def __init__(self) -> None:
        super().__init__()
        self.known: set[str] = set()
        self.seen: list[dict[str, Any]] = []

    def answer(self, asked: Asked) -> Answered:
        """Verify an event, and take it once."""
        ident, stamp = asked.headers["webhook-id"], asked.headers["webhook-timestamp"]
        self.need(abs(self.now().timestamp() - int(stamp)) <= 300, "too old", 401)
        key = base64.b64decode(SECRETS["RECORDBOOK_WEBHOOK_SECRET"].removeprefix("whsec_"))
        signed = f"{ident}.{stamp}.".encode() + asked.body
        expected = base64.b64encode(hmac.new(key, signed, "sha256").digest()).decode()
        versions = [one.split(",", 1) for one in asked.headers["webhook-signature"].split(" ")]
        self.need(["v1", expected] in versions, "signature", 401)
        event = asked.shape
        self.need({"type", "timestamp", "data"} <= event.keys(), "shape")
        if ident not in self.known:
            self.known.add(ident)
            self.seen.append(event)
        return Answered(204)
