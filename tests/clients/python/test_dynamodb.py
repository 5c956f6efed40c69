"""DynamoDB and its streams through boto3, client and resource."""
import os
import unittest
import uuid
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["UNDERCAST_ENDPOINT"]
SETTINGS = {"endpoint_url": ENDPOINT, "region_name": "us-east-1", "aws_access_key_id": "test", "aws_secret_access_key": "test", "config": Config(retries={"max_attempts": 0})}


def refusal(call):
    try:
        call()
    except ClientError as e:
        return e.response["Error"]["Code"], e.response["ResponseMetadata"]["HTTPStatusCode"], e.response["Error"]["Message"]
    raise AssertionError("was not refused")


class DynamoDbTest(unittest.TestCase):
    def setUp(self):
        self.client = boto3.client("dynamodb", **SETTINGS)
        self.resource = boto3.resource("dynamodb", **SETTINGS)
        self.name = "t" + uuid.uuid4().hex[:12]

    def table(self, **more):
        self.client.create_table(
            TableName=self.name, BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "p", "KeyType": "HASH"}, {"AttributeName": "s", "KeyType": "RANGE"}],
            AttributeDefinitions=[{"AttributeName": "p", "AttributeType": "S"}, {"AttributeName": "s", "AttributeType": "N"}, *more.pop("attributes", [])], **more)
        self.client.get_waiter("table_exists").wait(TableName=self.name)
        return self.resource.Table(self.name)

    def test_an_item_comes_back_as_it_was_put(self):
        table = self.table()
        item = {"p": "hä漢😀", "s": Decimal("-12.50"), "b": b"\x00\xff", "l": [1, None, True, {"x": ""}], "ss": {"a", "b"}, "ns": {Decimal(1), Decimal("2.5")}, "big": Decimal("12345678901234567890123456789012345678")}
        table.put_item(Item=item)
        got = table.get_item(Key={"p": item["p"], "s": item["s"]}, ConsistentRead=True)["Item"]
        self.assertEqual({**item, "b": got["b"]}, got)
        self.assertEqual(b"\x00\xff", got["b"].value)

    def test_queries_and_scans_page_through(self):
        table = self.table(
            attributes=[{"AttributeName": "g", "AttributeType": "S"}],
            GlobalSecondaryIndexes=[{"IndexName": "gsi", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}], "Projection": {"ProjectionType": "KEYS_ONLY"}}])
        with table.batch_writer() as batch:
            for i in range(60):
                batch.put_item(Item={"p": f"p{i % 3}", "s": i, "g": "x" if i % 2 else "y", "v": i})
        found = table.query(KeyConditionExpression=Key("p").eq("p1") & Key("s").between(10, 40), FilterExpression=Attr("v").ne(13), ScanIndexForward=False)
        self.assertEqual([40, 37, 34, 31, 28, 25, 22, 19, 16, 10], [int(i["s"]) for i in found["Items"]])
        self.assertEqual((10, 11), (found["Count"], found["ScannedCount"]))
        pages = self.client.get_paginator("query").paginate(
            TableName=self.name, IndexName="gsi", KeyConditionExpression="g = :g", ExpressionAttributeValues={":g": {"S": "x"}}, PaginationConfig={"PageSize": 7})
        self.assertEqual(30, sum(p["Count"] for p in pages))
        self.assertEqual(60, sum(table.scan(Segment=n, TotalSegments=4, Select="COUNT")["Count"] for n in range(4)))
        self.assertEqual(60, self.client.describe_table(TableName=self.name)["Table"]["ItemCount"])

    def test_updates_and_conditions(self):
        table = self.table()
        key = {"p": "a", "s": 1}
        for _ in range(3):
            answer = table.update_item(Key=key, UpdateExpression="ADD n :one SET #m = if_not_exists(#m, :map)", ExpressionAttributeNames={"#m": "map"}, ExpressionAttributeValues={":one": 1, ":map": {"x": [1, 2]}}, ReturnValues="ALL_NEW")
        self.assertEqual({"p": "a", "s": 1, "n": 3, "map": {"x": [1, 2]}}, answer["Attributes"])
        self.assertEqual(("ConditionalCheckFailedException", 400, "The conditional request failed"), refusal(lambda: table.put_item(Item=key, ConditionExpression=Attr("p").not_exists())))
        with self.assertRaises(self.client.exceptions.ConditionalCheckFailedException) as caught:
            table.delete_item(Key=key, ConditionExpression=Attr("n").lt(3), ReturnValuesOnConditionCheckFailure="ALL_OLD")
        self.assertEqual({"N": "3"}, caught.exception.response["Item"]["n"])

    def test_a_transaction_is_cancelled_with_reasons(self):
        self.table()
        put = {"Put": {"TableName": self.name, "Item": {"p": {"S": "a"}, "s": {"N": "1"}}, "ConditionExpression": "attribute_not_exists(p)"}}
        self.client.transact_write_items(TransactItems=[put])
        with self.assertRaises(self.client.exceptions.TransactionCanceledException) as caught:
            self.client.transact_write_items(TransactItems=[{"Delete": {"TableName": self.name, "Key": {"p": {"S": "b"}, "s": {"N": "1"}}}}, put])
        self.assertEqual(["None", "ConditionalCheckFailed"], [r["Code"] for r in caught.exception.response["CancellationReasons"]])

    def test_errors_have_AWSs_codes_and_words(self):
        self.assertEqual(("ResourceNotFoundException", 400, f"Requested resource not found: Table: {self.name} not found"), refusal(lambda: self.client.describe_table(TableName=self.name)))
        self.assertEqual(("ValidationException", 400, "Query condition missed key schema element: p"), refusal(lambda: self.table().query(KeyConditionExpression=Key("s").eq(1))))
        code, status, message = refusal(lambda: self.client.create_backup(TableName=self.name, BackupName="abc"))
        self.assertEqual((501, True), (status, "CreateBackup" in message), code)

    def test_a_stream_tells_changes(self):
        table = self.table(StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})
        streams = boto3.client("dynamodbstreams", **SETTINGS)
        table.put_item(Item={"p": "a", "s": 1})
        table.delete_item(Key={"p": "a", "s": 1})
        arn = streams.list_streams(TableName=self.name)["Streams"][0]["StreamArn"]
        shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
        iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        records = streams.get_records(ShardIterator=iterator)["Records"]
        self.assertEqual([("INSERT", None), ("REMOVE", {"p": {"S": "a"}, "s": {"N": "1"}})], [(r["eventName"], r["dynamodb"].get("OldImage")) for r in records])
        self.client.delete_table(TableName=self.name)
        self.client.get_waiter("table_not_exists").wait(TableName=self.name)


if __name__ == "__main__":
    unittest.main()
