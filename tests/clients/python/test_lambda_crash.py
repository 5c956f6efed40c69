"""Events outlive the server: what was acknowledged reaches its function although the process is killed in the middle."""
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

import boto3
from botocore.config import Config

TRUST = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]})
ALL = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["sqs:*", "logs:*"], "Resource": "*"}]})
# Runs on the interpreter of this test, which has boto3. Tells of each message before its answer lets the message go.
COPY = """
import boto3, os
sqs = boto3.client('sqs')
def handler(event, context):
    records = event['Records']
    for at in range(0, len(records), 10):
        sqs.send_message_batch(QueueUrl=os.environ['OUT'], Entries=[{'Id': str(i), 'MessageBody': r['body']} for i, r in enumerate(records[at:at + 10])])
"""


@unittest.skipUnless(shutil.which("node") and shutil.which("python3"), "Node.js or Python is not installed")
class CrashTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.start()
        iam = self.client("iam")
        self.role = iam.create_role(RoleName="r", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
        iam.put_role_policy(RoleName="r", PolicyName="p", PolicyDocument=ALL)

    def tearDown(self):
        self.kill()

    def start(self):
        self.server = subprocess.Popen(["dotnet", os.environ["UNDERCAST_DLL"], "start", "--port", "0", "--data", self.folder.name, "--durability", "relaxed"], stdout=subprocess.PIPE, text=True)
        self.endpoint = next(line.split()[1] for line in self.server.stdout if line.startswith("ready "))

    def kill(self):
        self.server.kill()
        self.server.wait()
        self.server.stdout.close()

    def client(self, service):
        return boto3.client(service, endpoint_url=self.endpoint, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test", config=Config(retries={"max_attempts": 0}, read_timeout=60))

    def make(self, name, runtime, handler, file, code, **more):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(file, code)
        self.client("lambda").create_function(FunctionName=name, Runtime=runtime, Handler=handler, Role=self.role, Code={"ZipFile": buffer.getvalue()}, **more)

    def queue(self, name, **attributes):
        url = self.client("sqs").create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
        return url, "arn:aws:sqs:us-east-1:000000000000:" + name

    def collect(self, queue, read, wanted, seconds):
        found = {}
        deadline = time.monotonic() + seconds
        sqs = self.client("sqs")
        while set(found) != wanted and time.monotonic() < deadline:
            messages = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=1).get("Messages", [])
            for m in messages:
                found[read(m["Body"])] = found.get(read(m["Body"]), 0) + 1
            if messages:
                sqs.delete_message_batch(QueueUrl=queue, Entries=[{"Id": str(i), "ReceiptHandle": m["ReceiptHandle"]} for i, m in enumerate(messages)])
        return found

    def test_queued_events_are_called_at_least_once(self):
        out, arn = self.queue("out")
        self.make("f", "nodejs22.x", "index.handler", "index.js", "exports.handler = async (e) => { await new Promise(r => setTimeout(r, 50)); return e; };", Timeout=3)
        functions = self.client("lambda")
        functions.put_function_event_invoke_config(FunctionName="f", DestinationConfig={"OnSuccess": {"Destination": arn}})
        for n in range(100):
            functions.invoke(FunctionName="f", InvocationType="Event", Payload=json.dumps({"n": n}))
        self.kill()
        self.start()
        found = self.collect(out, lambda body: json.loads(body)["requestPayload"]["n"], set(range(100)), 120)
        self.assertEqual(set(range(100)), set(found))

    def test_ten_thousand_messages_of_a_queue_reach_their_function(self):
        count = int(os.environ.get("UNDERCAST_CRASH_MESSAGES", "10000"))
        out, _ = self.queue("out")
        source, arn = self.queue("in", VisibilityTimeout="20")
        # The port of the server is another after each start, and only the path of a queue's URL counts.
        self.make("copy", f"python3.{sys.version_info.minor}", "app.handler", "app.py", COPY, Timeout=15, MemorySize=256, Environment={"Variables": {"OUT": out}})
        self.client("lambda").create_event_source_mapping(FunctionName="copy", EventSourceArn=arn, BatchSize=100, MaximumBatchingWindowInSeconds=1)
        sqs = self.client("sqs")
        for at in range(0, count, 10):
            sqs.send_message_batch(QueueUrl=source, Entries=[{"Id": str(i), "MessageBody": str(at + i)} for i in range(10)])
            if at in (count // 3 // 10 * 10, count * 2 // 3 // 10 * 10):
                self.kill()
                self.start()
                sqs = self.client("sqs")
        found = self.collect(out, int, set(range(count)), 300)
        self.assertEqual(set(range(count)), set(found))
        attributes = self.client("sqs").get_queue_attributes(QueueUrl=source, AttributeNames=["All"])["Attributes"]
        # Those of a call that is under way may still be hidden; none is left to be received.
        self.assertEqual("0", attributes["ApproximateNumberOfMessages"])


if __name__ == "__main__":
    unittest.main()
