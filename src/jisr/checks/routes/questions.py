"""Reads what callers send: one question or many; and how the OpenAPI document says it."""

from typing import Any

import msgspec
from fastapi import Request

from jisr.client.questions import Batch, Question
from jisr.errors import MediaWrong, ValueMalformed, to_translate

_QUESTION = msgspec.json.Decoder(Question)
_BATCH = msgspec.json.Decoder(Batch)


def read_question(body: bytes) -> Question:
    """Return the question that a body spells.

    Raises:
        ValueMalformed: it spells none; the field is named, what was sent is not.
    """
    return read_json(_QUESTION, body)  # type: ignore[no-any-return]  # the decoder knows its type


def read_batch(body: bytes) -> Batch:
    """Return the batch that a body spells; raises what `read_question` raises."""
    return read_json(_BATCH, body)  # type: ignore[no-any-return]  # the decoder knows its type


def read_json(decoder: Any, body: bytes) -> Any:
    """Return what a decoder reads in a body; raises what `read_question` raises."""
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        # “Object missing required field `number` - at `$.checks[3]`”: the place is ours to tell.
        place = str(error).rpartition(" - at `$")[2].strip("`.") if " - at `" in str(error) else ""
        raise ValueMalformed(
            field=place or "body", why=to_translate("it is not what is expected here")
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueMalformed(field="body", why=to_translate("it is not JSON in UTF-8")) from error


def check_media(request: Request, expected: str) -> None:
    """Raise `MediaWrong` unless the body is of the expected kind."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != expected:
        raise MediaWrong(expected=expected)


def body_of(kind: Any, media: str, description: str) -> dict[str, Any]:
    """Return what the OpenAPI document says of a body that is decoded here."""
    content = {media: {"schema": schema_of(kind)}}
    return {"requestBody": {"required": True, "description": description, "content": content}}


def schema_of(kind: Any) -> dict[str, Any]:
    """Return the JSON schema of a type, whole in itself."""
    (schema,), components = msgspec.json.schema_components([kind], ref_template="{name}")
    inlined: dict[str, Any] = _inlined(schema, components)
    return inlined


def _inlined(schema: Any, components: dict[str, Any]) -> Any:
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _inlined(components[schema["$ref"]], components)
        # Each alternative names its kind itself: a mapping to components would lead nowhere.
        return {
            name: _inlined(each, components)
            for name, each in schema.items()
            if name != "discriminator"
        }
    if isinstance(schema, list):
        return [_inlined(each, components) for each in schema]
    return schema
