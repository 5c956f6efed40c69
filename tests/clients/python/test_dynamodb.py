"""DynamoDB and its streams through boto3, client and resource."""
import gzip
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.request
import uuid
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError, EndpointConnectionError, HTTPClientError, ReadTimeoutError

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
        code, status, message = refusal(lambda: self.client.enable_kinesis_streaming_destination(TableName=self.name, StreamArn="arn:aws:kinesis:us-east-1:000000000000:stream/some-stream"))
        self.assertEqual((501, True), (status, "EnableKinesisStreamingDestination" in message), code)

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

    def test_statements(self):
        self.table()
        run = lambda text, **more: self.client.execute_statement(Statement=text, **more)["Items"]
        run(f"INSERT INTO \"{self.name}\" VALUE {{'p': ?, 's': 1, 'n': 5}}", Parameters=[{"S": "a"}])
        self.assertEqual([{"n": {"N": "6"}}], run(f"UPDATE \"{self.name}\" SET n = n + 1 WHERE p = 'a' AND s = 1 RETURNING MODIFIED NEW *"))
        self.assertEqual([{"n": {"N": "6"}}], run(f"SELECT n FROM \"{self.name}\" WHERE p = 'a' AND s >= 0"))
        with self.assertRaises(self.client.exceptions.DuplicateItemException):
            run(f"INSERT INTO \"{self.name}\" VALUE {{'p': 'a', 's': 1}}")
        batch = self.client.batch_execute_statement(Statements=[{"Statement": f"SELECT * FROM \"{self.name}\" WHERE p = 'a' AND s = {n}"} for n in (1, 2)])["Responses"]
        self.assertEqual([True, False], ["Item" in r for r in batch])
        self.client.execute_transaction(TransactStatements=[{"Statement": f"DELETE FROM \"{self.name}\" WHERE p = 'a' AND s = 1"}, {"Statement": f"INSERT INTO \"{self.name}\" VALUE {{'p': 'b', 's': 1}}"}])
        self.assertEqual(["b"], [i["p"]["S"] for i in run(f"SELECT * FROM \"{self.name}\"")])

    def test_waiters_end_at_their_first_look(self):
        begun = time.time()
        self.table()
        self.client.update_table(TableName=self.name, DeletionProtectionEnabled=True)
        self.client.get_waiter("table_exists").wait(TableName=self.name)
        self.client.update_table(TableName=self.name, DeletionProtectionEnabled=False)
        self.client.get_waiter("table_exists").wait(TableName=self.name)
        self.assertEqual("DELETING", self.client.delete_table(TableName=self.name)["TableDescription"]["TableStatus"])
        self.client.get_waiter("table_not_exists").wait(TableName=self.name)
        # A waiter that has to look twice sleeps for twenty seconds.
        self.assertLess(time.time() - begun, 20)

    def test_a_table_goes_to_a_bucket_and_comes_back(self):
        table = self.table()
        s3 = boto3.client("s3", **SETTINGS)
        s3.create_bucket(Bucket=self.name)
        with table.batch_writer() as batch:
            for i in range(120):
                batch.put_item(Item={"p": f"p{i}", "s": i, "set": {"x", "y"}, "b": b"\x00"})
        self.client.update_continuous_backups(TableName=self.name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
        arn = self.client.describe_table(TableName=self.name)["Table"]["TableArn"]
        for form in ("DYNAMODB_JSON", "ION"):
            export = self.client.export_table_to_point_in_time(TableArn=arn, S3Bucket=self.name, S3Prefix=form, ExportFormat=form, S3SseAlgorithm="KMS")["ExportDescription"]["ExportArn"]
            self.wait(lambda: self.client.describe_export(ExportArn=export)["ExportDescription"]["ExportStatus"] != "IN_PROGRESS")
            told = self.client.describe_export(ExportArn=export)["ExportDescription"]
            self.assertEqual(("COMPLETED", 120), (told["ExportStatus"], told["ItemCount"]), told)
            manifest = json.loads(s3.get_object(Bucket=self.name, Key=told["ExportManifest"])["Body"].read())
            line = json.loads(s3.get_object(Bucket=self.name, Key=manifest["manifestFilesS3Key"])["Body"].read())
            head = s3.head_object(Bucket=self.name, Key=line["dataFileS3Key"])
            self.assertEqual((line["etag"], "aws:kms"), (head["ETag"].strip('"'), head["ServerSideEncryption"]))
            target = f"{self.name}-{form}"
            made = self.client.import_table(
                S3BucketSource={"S3Bucket": self.name, "S3KeyPrefix": line["dataFileS3Key"]}, InputFormat=form, InputCompressionType="GZIP",
                TableCreationParameters={"TableName": target, "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{"AttributeName": "p", "KeyType": "HASH"}, {"AttributeName": "s", "KeyType": "RANGE"}],
                                         "AttributeDefinitions": [{"AttributeName": "p", "AttributeType": "S"}, {"AttributeName": "s", "AttributeType": "N"}]})["ImportTableDescription"]["ImportArn"]
            self.wait(lambda: self.client.describe_import(ImportArn=made)["ImportTableDescription"]["ImportStatus"] != "IN_PROGRESS")
            told = self.client.describe_import(ImportArn=made)["ImportTableDescription"]
            self.assertEqual(("COMPLETED", 120, 0), (told["ImportStatus"], told["ImportedItemCount"], told["ErrorCount"]), told)
            by_key = lambda name: sorted(self.resource.Table(name).scan()["Items"], key=lambda i: i["s"])
            self.assertEqual(by_key(self.name), by_key(target))

    def test_replicas_in_other_regions(self):
        table = self.table()
        table.put_item(Item={"p": "a", "s": 1})
        self.client.update_table(TableName=self.name, ReplicaUpdates=[{"Create": {"RegionName": "eu-west-1"}}])
        self.wait(lambda: [r["ReplicaStatus"] for r in self.client.describe_table(TableName=self.name)["Table"]["Replicas"]] == ["ACTIVE"])
        there = boto3.resource("dynamodb", **{**SETTINGS, "region_name": "eu-west-1"}).Table(self.name)
        self.assertEqual({"p": "a", "s": 1}, there.get_item(Key={"p": "a", "s": 1})["Item"])
        there.put_item(Item={"p": "b", "s": 2})
        self.assertEqual({"p": "b", "s": 2}, table.get_item(Key={"p": "b", "s": 2})["Item"])
        self.assertEqual("us-east-1", there.meta.client.describe_table(TableName=self.name)["Table"]["Replicas"][0]["RegionName"])
        self.client.update_table(TableName=self.name, ReplicaUpdates=[{"Delete": {"RegionName": "eu-west-1"}}])
        there.meta.client.get_waiter("table_not_exists").wait(TableName=self.name)

    def test_a_global_table_from_a_template(self):
        stacks = boto3.client("cloudformation", **SETTINGS)
        def template(regions, **more):
            return json.dumps({"Resources": {"T": {"Type": "AWS::DynamoDB::GlobalTable", "Properties": {
                "TableName": self.name, "BillingMode": "PAY_PER_REQUEST", "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"},
                "AttributeDefinitions": [{"AttributeName": "p", "AttributeType": "S"}], "KeySchema": [{"AttributeName": "p", "KeyType": "HASH"}],
                "Replicas": [{"Region": r, "Tags": [{"Key": "at", "Value": r}], **more} for r in regions]}}}, "Outputs": {"Stream": {"Value": {"Fn::GetAtt": ["T", "StreamArn"]}}}})
        stacks.create_stack(StackName=self.name, TemplateBody=template(["us-east-1", "eu-west-1"]))
        stacks.get_waiter("stack_create_complete").wait(StackName=self.name, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
        self.assertIn("/stream/", stacks.describe_stacks(StackName=self.name)["Stacks"][0]["Outputs"][0]["OutputValue"])
        there = boto3.client("dynamodb", **{**SETTINGS, "region_name": "eu-west-1"})
        arn = there.describe_table(TableName=self.name)["Table"]["TableArn"]
        self.assertIn({"Key": "at", "Value": "eu-west-1"}, there.list_tags_of_resource(ResourceArn=arn)["Tags"])
        stacks.update_stack(StackName=self.name, TemplateBody=template(["us-east-1", "ap-south-1"], PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}))
        stacks.get_waiter("stack_update_complete").wait(StackName=self.name, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
        there.get_waiter("table_not_exists").wait(TableName=self.name)
        far = boto3.client("dynamodb", **{**SETTINGS, "region_name": "ap-south-1"})
        self.assertEqual("ENABLED", far.describe_continuous_backups(TableName=self.name)["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"])
        stacks.delete_stack(StackName=self.name)
        stacks.get_waiter("stack_delete_complete").wait(StackName=self.name, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
        self.assertNotIn(self.name, far.list_tables()["TableNames"])

    @unittest.skipUnless(shutil.which("aws"), "the AWS CLI is not installed")
    def test_the_command_line(self):
        def aws(*arguments):
            ran = subprocess.run(["aws", "--endpoint-url", ENDPOINT, "--region", "us-east-1", "--output", "json", "dynamodb", *arguments], capture_output=True, text=True,
                                 env={**os.environ, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"})
            return ran.returncode, json.loads(ran.stdout) if ran.stdout.strip() else ran.stderr
        code, made = aws("create-table", "--table-name", self.name, "--billing-mode", "PAY_PER_REQUEST", "--key-schema", "AttributeName=p,KeyType=HASH", "--attribute-definitions", "AttributeName=p,AttributeType=S")
        self.assertEqual((0, "CREATING"), (code, made["TableDescription"]["TableStatus"]))
        self.assertEqual(0, aws("wait", "table-exists", "--table-name", self.name)[0])
        self.assertEqual(0, aws("put-item", "--table-name", self.name, "--item", '{"p": {"S": "a"}, "n": {"N": "1.50"}}')[0])
        self.assertEqual({"p": {"S": "a"}, "n": {"N": "1.5"}}, aws("get-item", "--table-name", self.name, "--key", '{"p": {"S": "a"}}')[1]["Item"])
        self.assertEqual(1, aws("query", "--table-name", self.name, "--key-condition-expression", "p = :p", "--expression-attribute-values", '{":p": {"S": "a"}}')[1]["Count"])
        code, text = aws("put-item", "--table-name", self.name, "--item", '{"p": {"S": "a"}}', "--condition-expression", "attribute_not_exists(p)")
        self.assertIn("(ConditionalCheckFailedException) when calling the PutItem operation: The conditional request failed", text)

    def wait(self, describe):
        until = time.time() + 30
        while not describe():
            self.assertLess(time.time(), until)
            time.sleep(0.05)

    def test_backups_and_moments_of_the_past(self):
        table = self.table()
        self.client.update_continuous_backups(TableName=self.name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
        table.put_item(Item={"p": "a", "s": 1, "v": "old"})
        arn = self.client.create_backup(TableName=self.name, BackupName="before")["BackupDetails"]["BackupArn"]
        self.wait(lambda: self.client.describe_backup(BackupArn=arn)["BackupDescription"]["BackupDetails"]["BackupStatus"] == "AVAILABLE")
        table.put_item(Item={"p": "a", "s": 1, "v": "new"})
        self.client.restore_table_from_backup(TargetTableName=self.name + "-b", BackupArn=arn)
        self.client.restore_table_to_point_in_time(SourceTableName=self.name, TargetTableName=self.name + "-p", UseLatestRestorableTime=True)
        for suffix, value in (("-b", "old"), ("-p", "new")):
            self.wait(lambda: self.client.describe_table(TableName=self.name + suffix)["Table"]["TableStatus"] == "ACTIVE")
            self.assertEqual(value, self.resource.Table(self.name + suffix).get_item(Key={"p": "a", "s": 1})["Item"]["v"])
        self.assertEqual([arn], [b["BackupArn"] for b in self.client.list_backups(TableName=self.name)["BackupSummaries"]])
        self.client.delete_backup(BackupArn=arn)


class KilledServerTest(unittest.TestCase):
    """Writers race for one item while the server is killed; what was acknowledged is there, in one order."""

    def start(self, data, *more):
        server = subprocess.Popen(["dotnet", os.environ["UNDERCAST_DLL"], "start", "--port", "0", "--data", data, "--durability", "relaxed", *more], stdout=subprocess.PIPE, text=True)
        line = server.stdout.readline()
        while not line.startswith("ready "):
            self.assertIsNone(server.poll(), "the server ended")
            line = server.stdout.readline()
        return server, boto3.client("dynamodb", **{**SETTINGS, "endpoint_url": line.split()[1], "config": Config(retries={"max_attempts": 0}, read_timeout=10, connect_timeout=5, max_pool_connections=20)})

    def test_changes_of_a_window_go_to_a_bucket(self):
        with tempfile.TemporaryDirectory() as data:
            server, client = self.start(data)
            try:
                url = client.meta.endpoint_url
                s3 = boto3.client("s3", **{**SETTINGS, "endpoint_url": url})
                s3.create_bucket(Bucket="changes")
                client.create_table(TableName="changes", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "p", "KeyType": "HASH"}], AttributeDefinitions=[{"AttributeName": "p", "AttributeType": "S"}])
                client.get_waiter("table_exists").wait(TableName="changes")
                client.update_continuous_backups(TableName="changes", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
                client.put_item(TableName="changes", Item={"p": {"S": "a"}})
                arn = client.describe_table(TableName="changes")["Table"]["TableArn"]
                begun = client.describe_continuous_backups(TableName="changes")["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]["EarliestRestorableDateTime"]
                increment = {"TableArn": arn, "S3Bucket": "changes", "ExportType": "INCREMENTAL_EXPORT", "IncrementalExportSpecification": {"ExportFromTime": begun}}
                with self.assertRaises(client.exceptions.InvalidExportTimeException):
                    client.export_table_to_point_in_time(**increment)
                urllib.request.urlopen(urllib.request.Request(f"{url}/_undercast/clock?advance=1000", method="POST")).close()
                export = client.export_table_to_point_in_time(**increment)["ExportDescription"]["ExportArn"]
                deadline = time.time() + 30
                while (told := client.describe_export(ExportArn=export)["ExportDescription"])["ExportStatus"] == "IN_PROGRESS" and time.time() < deadline:
                    time.sleep(0.05)
                self.assertEqual(("COMPLETED", 1, "NEW_AND_OLD_IMAGES"), (told["ExportStatus"], told["ItemCount"], told["IncrementalExportSpecification"]["ExportViewType"]))
                manifest = json.loads(s3.get_object(Bucket="changes", Key=told["ExportManifest"])["Body"].read())
                file = json.loads(s3.get_object(Bucket="changes", Key=manifest["manifestFilesS3Key"])["Body"].read())["dataFileS3Key"]
                line = json.loads(gzip.decompress(s3.get_object(Bucket="changes", Key=file)["Body"].read()))
                self.assertEqual(({"p": {"S": "a"}}, {"p": {"S": "a"}}, {"Metadata", "Keys", "NewImage"}), (line["Keys"], line["NewImage"], set(line)))
            finally:
                server.kill()
                server.wait()

    def test_throughput_is_held_to_when_asked_for(self):
        with tempfile.TemporaryDirectory() as data:
            server, client = self.start(data, "--throttle")
            try:
                client.create_table(
                    TableName="slow", ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}, KeySchema=[{"AttributeName": "p", "KeyType": "HASH"}],
                    AttributeDefinitions=[{"AttributeName": "p", "AttributeType": "S"}])
                client.get_waiter("table_exists").wait(TableName="slow")
                # 350 units at once are more than five minutes of one a second.
                large = {"p": {"S": "a"}, "x": {"S": "x" * 350 * 1024}}
                client.put_item(TableName="slow", Item=large)
                self.assertEqual(
                    ("ProvisionedThroughputExceededException", 400, "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API."),
                    refusal(lambda: client.put_item(TableName="slow", Item=large)))
                self.assertEqual("a", client.get_item(TableName="slow", Key={"p": {"S": "a"}})["Item"]["p"]["S"])
            finally:
                server.kill()
                server.wait()
                server.stdout.close()

    def test_acknowledged_writes_survive_in_order(self):
        with tempfile.TemporaryDirectory() as data:
            server, client = self.start(data)
            client.create_table(TableName="race", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "p", "KeyType": "HASH"}], AttributeDefinitions=[{"AttributeName": "p", "AttributeType": "S"}])
            client.get_waiter("table_exists").wait(TableName="race")
            client.put_item(TableName="race", Item={"p": {"S": "a"}, "n": {"N": "0"}, "written": {"L": []}})
            acknowledged, begun, turn = [], [], threading.Lock()

            def race(writer):
                number = 0
                while True:
                    number += 1
                    try:
                        seen = int(client.get_item(TableName="race", Key={"p": {"S": "a"}}, ConsistentRead=True)["Item"]["n"]["N"])
                        name = f"{writer}/{number}"
                        with turn:
                            begun.append(name)
                        client.update_item(
                            TableName="race", Key={"p": {"S": "a"}}, UpdateExpression="SET n = n + :o, written = list_append(written, :w)", ConditionExpression="n = :s",
                            ExpressionAttributeValues={":o": {"N": "1"}, ":s": {"N": str(seen)}, ":w": {"L": [{"S": name}]}})
                        with turn:
                            acknowledged.append((seen, name))
                    except client.exceptions.ConditionalCheckFailedException:
                        continue
                    except (EndpointConnectionError, ConnectionClosedError, ReadTimeoutError, HTTPClientError):
                        return

            threads = [threading.Thread(target=race, args=(w,)) for w in range(8)]
            for thread in threads:
                thread.start()
            until = time.time() + 30
            while len(acknowledged) < 100 and time.time() < until:
                time.sleep(0.01)
            server.send_signal(signal.SIGKILL)
            server.wait()
            for thread in threads:
                thread.join()
            server, client = self.start(data)
            try:
                item = client.get_item(TableName="race", Key={"p": {"S": "a"}})["Item"]
                written = [w["S"] for w in item["written"]["L"]]
                self.assertGreaterEqual(len(acknowledged), 100)
                self.assertEqual(int(item["n"]["N"]), len(written))
                self.assertEqual([], [(seen, name) for seen, name in acknowledged if written[seen] != name])
                self.assertEqual([], [w for w in written if w not in begun])
                self.assertEqual(len(set(written)), len(written))
            finally:
                server.kill()
                server.wait()
                server.stdout.close()


if __name__ == "__main__":
    unittest.main()
