#!/usr/bin/env python3
"""Lets botocore's parsers read answers and prints what they understood, as JSON.

usage: judge_answers.py FILE      FILE: [{key, protocol, shapes, given, status, headers, body (base64)}, ...]
"""
import base64
import datetime
import json
import math
import sys

from botocore.model import OperationModel, ServiceModel, ShapeResolver
from botocore.parsers import create_parser


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if hasattr(value, "read"):
        return value.read().decode("utf-8", "replace")
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def judge(answer):
    metadata = answer["metadata"]
    if answer["protocol"] == "query" and "output" in answer["given"]:
        # Service models say so; the vectors leave it to the runner.
        answer["given"]["output"]["resultWrapper"] = answer["given"]["name"] + "Result"
    service = ServiceModel({"metadata": metadata, "documentation": "", "operations": {answer["given"]["name"]: answer["given"]}, "shapes": answer["shapes"]})
    operation = OperationModel(answer["given"], service)
    response = {"status_code": answer["status"], "headers": Headers(answer["headers"]), "body": base64.b64decode(answer["body"]), "context": {"operation_name": operation.name}}
    is_error = answer["status"] >= 300
    shape = operation.output_shape
    parsed = create_parser(answer["protocol"]).parse(response, shape)
    result = {"metadata": parsed.pop("ResponseMetadata", {})}
    if is_error:
        error = parsed.pop("Error", {})
        result["code"] = error.get("Code")
        result["message"] = error.get("Message")
        errors = ShapeResolver(answer["shapes"])
        names = [e["shape"] for e in answer["given"].get("errors", [])]
        if names:
            members = create_parser(answer["protocol"])
            response["body"] = base64.b64decode(answer["body"])
            modeled = members._do_modeled_error_parse(response, errors.get_shape_by_name(names[0]))
            result["members"] = plain({k: v for k, v in modeled.items() if k not in ("ResponseMetadata", "Error")})
        return result
    result["members"] = plain(parsed)
    return result


class Headers(dict):
    """Headers as botocore's HTTP layer gives them: found whatever their case."""

    def __init__(self, headers):
        super().__init__({key.lower(): value for key, value in headers.items()})

    def get(self, key, default=None):
        return super().get(key.lower(), default)

    def __getitem__(self, key):
        return super().__getitem__(key.lower())

    def __contains__(self, key):
        return super().__contains__(key.lower())


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        answers = json.load(file)
    verdicts = {}
    for answer in answers:
        try:
            verdicts[answer["key"]] = judge(answer)
        except Exception as error:  # Whatever the parser cannot bear is the verdict.
            verdicts[answer["key"]] = {"failure": f"{type(error).__name__}: {error}"}
    json.dump(verdicts, sys.stdout)


if __name__ == "__main__":
    main()
