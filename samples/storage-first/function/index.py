import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    """Books orders; the ones that cannot be booked come again, and end in the queue for failed ones."""
    failed = []
    for record in event["Records"]:
        try:
            order = json.loads(record["body"])
            table.put_item(Item={"id": order["id"], "what": order["what"]})
        except (ValueError, KeyError, TypeError) as error:
            print(f"order {record['messageId']} cannot be booked: {error!r}")
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
