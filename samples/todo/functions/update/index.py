import json
import os
import time

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
WEEK = 7 * 24 * 3600


def answer(status, body):
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json", "access-control-allow-origin": "*"},
        "body": json.dumps(body),
    }


def handler(event, context):
    """Ticks a to-do, or takes the tick away. A done one expires in a week."""
    try:
        done = json.loads(event["body"] or "")["done"]
    except (ValueError, KeyError, TypeError):
        return answer(400, {"message": "The body must be JSON with done."})
    if not isinstance(done, bool):
        return answer(400, {"message": "done must be true or false."})
    change = "SET done = :done, expires = :expires" if done else "SET done = :done REMOVE expires"
    values = {":done": done, **({":expires": int(time.time()) + WEEK} if done else {})}
    try:
        table.update_item(
            Key={"owner": event["requestContext"]["authorizer"]["claims"]["sub"], "id": event["pathParameters"]["id"]},
            UpdateExpression=change,
            ConditionExpression="attribute_exists(id)",
            ExpressionAttributeValues=values,
        )
    except table.meta.client.exceptions.ConditionalCheckFailedException:
        return answer(404, {"message": "There is no such to-do."})
    return answer(200, {"id": event["pathParameters"]["id"], "done": done})
