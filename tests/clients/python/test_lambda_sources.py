"""What calls functions by itself, through boto3: FIFO queues and streams of tables; and what lives beside functions: extensions."""
import io
import json
import shutil
import time
import unittest
import zipfile

from test_lambda import client, eventually, name, refusal, role


def archive(*entries):
    """A zip of (name, text, mode)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for file, text, mode in entries:
            info = zipfile.ZipInfo(file)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = mode << 16
            package.writestr(info, text)
    return buffer.getvalue()


def make(code, **more):
    function = name()
    more = {"Runtime": "nodejs22.x", "Handler": "index.handler", "Timeout": 5, **more}
    client("lambda").create_function(FunctionName=function, Role=role(), Code={"ZipFile": archive(("index.js", code, 0o100644))}, **more)
    return function


def messages(function, pattern):
    found = []
    try:
        for page in client("logs").get_paginator("filter_log_events").paginate(logGroupName=f"/aws/lambda/{function}", filterPattern=pattern):
            found += [e["message"] for e in page["events"]]
    except client("logs").exceptions.ResourceNotFoundException:
        pass
    return found


def told(function):
    """What a function has told by lines 'told JSON', in the order of its own clock."""
    lines = [json.loads(m.split("told ", 1)[1]) for m in messages(function, "told")]
    return [line["what"] for line in sorted(lines, key=lambda line: line["at"])]


TELL = "const tell = (what) => console.log('told ' + JSON.stringify({ what, at: performance.timeOrigin + performance.now() }));"


@unittest.skipUnless(shutil.which("node"), "Node.js is not installed")
class SourcesTest(unittest.TestCase):
    def test_a_FIFO_queue_keeps_the_order_of_each_group_over_failures(self):
        sqs = client("sqs")
        queue = sqs.create_queue(QueueName=name("q") + ".fifo", Attributes={"FifoQueue": "true", "VisibilityTimeout": "5"})["QueueUrl"]
        # The second message of group A fails once; what follows it in its group has to wait, group B has not.
        function = make(TELL + """
            exports.handler = async (event) => {
              const blocked = new Set(), batchItemFailures = [];
              for (const r of event.Records) {
                const group = r.attributes.MessageGroupId;
                if (r.body === 'A2' && r.attributes.ApproximateReceiveCount === '1') { blocked.add(group); tell('A2 failed'); }
                if (blocked.has(group)) batchItemFailures.push({ itemIdentifier: r.messageId });
                else tell(r.body);
              }
              return { batchItemFailures };
            };""")
        wanted = {group: [f"{group}{n}" for n in range(1, 7)] for group in "AB"}
        for bodies in zip(*wanted.values()):
            for body in bodies:
                sqs.send_message(QueueUrl=queue, MessageBody=body, MessageGroupId=body[0], MessageDeduplicationId=body)
        arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        functions = client("lambda")
        refused = refusal(lambda: functions.create_event_source_mapping(FunctionName=function, EventSourceArn=arn, BatchSize=11))
        self.assertEqual("InvalidParameterValueException", refused[0])
        functions.create_event_source_mapping(FunctionName=function, EventSourceArn=arn, BatchSize=10, FunctionResponseTypes=["ReportBatchItemFailures"])
        seen = eventually(lambda: len(t := told(function)) >= 13 and t, 40)
        self.assertEqual(wanted["A"][:1] + ["A2 failed"] + wanted["A"][1:], [s for s in seen if s[0] == "A"])
        self.assertEqual(wanted["B"], [s for s in seen if s[0] == "B"])

    def test_a_stream_of_a_table_is_filtered_halved_and_what_is_lost_is_told(self):
        tables, sqs, functions = client("dynamodb"), client("sqs"), client("lambda")
        table = name("t")
        stream = tables.create_table(
            TableName=table, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}], AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})["TableDescription"]["LatestStreamArn"]
        lost = sqs.create_queue(QueueName=name("lost"))["QueueUrl"]
        lost_arn = sqs.get_queue_attributes(QueueUrl=lost, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        function = make(TELL + """
            exports.handler = async (event) => {
              if (event.Records.some((r) => r.dynamodb.NewImage.kind.S === 'poison')) throw new Error('poison');
              for (const r of event.Records) tell(r.dynamodb.Keys.id.S);
            };""")
        for n in range(12):
            tables.put_item(TableName=table, Item={"id": {"S": f"{n:02}"}, "kind": {"S": "poison" if n == 5 else "other" if n == 7 else "good"}})
        tables.delete_item(TableName=table, Key={"id": {"S": "00"}})
        functions.create_event_source_mapping(
            FunctionName=function, EventSourceArn=stream, StartingPosition="TRIM_HORIZON", BatchSize=100, BisectBatchOnFunctionError=True, MaximumRetryAttempts=1,
            DestinationConfig={"OnFailure": {"Destination": lost_arn}},
            FilterCriteria={"Filters": [{"Pattern": json.dumps({"eventName": ["INSERT"], "dynamodb": {"NewImage": {"kind": {"S": ["good", "poison"]}}}})}]})
        wanted = [f"{n:02}" for n in range(12) if n not in (5, 7)]
        seen = eventually(lambda: set(t := told(function)) == set(wanted) and t, 40)
        self.assertEqual(wanted, list(dict.fromkeys(seen)))
        letter = json.loads(eventually(lambda: sqs.receive_message(QueueUrl=lost, WaitTimeSeconds=1).get("Messages"))[0]["Body"])
        self.assertEqual(("RetryAttemptsExhausted", 1), (letter["requestContext"]["condition"], letter["DDBStreamBatchInfo"]["batchSize"]))
        where = letter["DDBStreamBatchInfo"]
        streams = client("dynamodbstreams")
        iterator = streams.get_shard_iterator(StreamArn=where["streamArn"], ShardId=where["shardId"], ShardIteratorType="AT_SEQUENCE_NUMBER", SequenceNumber=where["startSequenceNumber"])["ShardIterator"]
        self.assertEqual("poison", streams.get_records(ShardIterator=iterator, Limit=1)["Records"][0]["dynamodb"]["NewImage"]["kind"]["S"])

    def test_a_queue_with_a_dead_letter_queue_lets_go_of_what_fails_for_ever(self):
        sqs = client("sqs")
        dead = sqs.create_queue(QueueName=name("dead"))["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        queue = sqs.create_queue(QueueName=name("q"), Attributes={"VisibilityTimeout": "2", "RedrivePolicy": json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 2})})["QueueUrl"]
        function = make("exports.handler = async () => { throw new Error('never'); };", Timeout=2)
        source = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        client("lambda").create_event_source_mapping(FunctionName=function, EventSourceArn=source, ScalingConfig={"MaximumConcurrency": 2})
        sqs.send_message(QueueUrl=queue, MessageBody="poison")
        message = eventually(lambda: sqs.receive_message(QueueUrl=dead, WaitTimeSeconds=1).get("Messages"), 40)[0]
        self.assertEqual("poison", message["Body"])


WATCHER = """#!/usr/bin/env python3
import http.client, http.server, json, os, threading
api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
def call(method, path, body=None, **headers):
    api.request(method, path, json.dumps(body) if body is not None else None, {k.replace('_', '-'): v for k, v in headers.items()})
    answer = api.getresponse()
    return answer, answer.read()
seen = set()
done = threading.Event()
class Listener(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        seen.update(e['type'] for e in json.loads(self.rfile.read(int(self.headers['Content-Length']))))
        self.send_response(200)
        self.end_headers()
        if {'function', 'platform.runtimeDone'} <= seen: done.set()
    def log_message(self, *a): pass
server = http.server.HTTPServer(('127.0.0.1', 0), Listener)
threading.Thread(target=server.serve_forever, daemon=True).start()
answer, body = call('POST', '/2020-01-01/extension/register', {'events': ['INVOKE', 'SHUTDOWN']}, Lambda_Extension_Name='watcher')
me = answer.headers['Lambda-Extension-Identifier']
call('PUT', '/2022-07-01/telemetry', {'schemaVersion': '2022-12-13', 'types': ['platform', 'function'], 'buffering': {'timeoutMs': 25, 'maxItems': 1000, 'maxBytes': 262144},
    'destination': {'protocol': 'HTTP', 'URI': 'http://sandbox.localdomain:%d/' % server.server_port}}, Lambda_Extension_Identifier=me)
while True:
    event = json.loads(call('GET', '/2020-01-01/extension/event/next', Lambda_Extension_Identifier=me)[1])
    if event['eventType'] == 'SHUTDOWN':
        print('watcher ends:', event['shutdownReason'], flush=True)
        break
    done.wait(20)
    print('watcher saw', sorted(seen & {'function', 'platform.start', 'platform.runtimeDone'}), flush=True)
"""


@unittest.skipUnless(shutil.which("node") and shutil.which("python3") and shutil.which("bwrap"), "Node.js, Python or bubblewrap is not installed")
class ExtensionsTest(unittest.TestCase):
    def test_an_extension_of_a_layer_hears_calls_telemetry_and_the_end_and_the_runtime_hears_SIGTERM(self):
        functions = client("lambda")
        layer = functions.publish_layer_version(LayerName=name("layer"), Content={"ZipFile": archive(("extensions/watcher", WATCHER, 0o100755))})["LayerVersionArn"]
        function = make("process.on('SIGTERM', () => { console.log('runtime ends'); process.exit(0); }); exports.handler = async () => { console.log('called'); return 1; };", Layers=[layer], MemorySize=256, Timeout=30)
        self.assertEqual(b"1", functions.invoke(FunctionName=function)["Payload"].read())
        self.assertTrue(eventually(lambda: messages(function, '"watcher saw"')))
        self.assertEqual(["watcher saw ['function', 'platform.runtimeDone', 'platform.start']\n"], messages(function, '"watcher saw"'))
        self.assertEqual(["EXTENSION\tName: watcher\tState: Ready\tEvents: [INVOKE, SHUTDOWN]\n"], messages(function, "EXTENSION"))
        functions.update_function_configuration(FunctionName=function, Description="another")
        ends = eventually(lambda: len(m := messages(function, "ends")) == 2 and m)
        self.assertTrue(ends[0].endswith("\truntime ends\n"), ends)
        self.assertEqual("watcher ends: spindown\n", ends[1])


LOOPS = {
    "queue": ("""
        const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs'), sqs = new SQSClient({});
        exports.handler = async (event) => { tell('called'); await sqs.send(new SendMessageCommand({ QueueUrl: process.env.PLACE, MessageBody: 'again' })); };"""),
    "bucket": ("""
        const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3'), s3 = new S3Client({});
        exports.handler = async (event) => { tell('called'); await s3.send(new PutObjectCommand({ Bucket: process.env.PLACE, Key: 'again', Body: 'x' })); };"""),
    "function": ("""
        const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda'), functions = new LambdaClient({});
        exports.handler = async (event) => { tell('called'); await functions.send(new InvokeCommand({ FunctionName: process.env.AWS_LAMBDA_FUNCTION_NAME, InvocationType: 'Event' })); };"""),
}


@unittest.skipUnless(shutil.which("node"), "Node.js is not installed")
class LoopsTest(unittest.TestCase):
    def looping(self, kind, place):
        """A function that causes its own next call, and a queue for what is given up."""
        sqs = client("sqs")
        lost = sqs.create_queue(QueueName=name("lost"))["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=lost, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        return make(TELL + LOOPS[kind], Environment={"Variables": {"PLACE": place}}, DeadLetterConfig={"TargetArn": arn}), lost, arn

    def ended(self, function, lost):
        """The letter that tells of the end."""
        letter = eventually(lambda: client("sqs").receive_message(QueueUrl=lost, MessageSystemAttributeNames=["All"]).get("Messages"), 60)[0]
        self.assertEqual(16, eventually(lambda: len(t := told(function)) == 16 and 16))
        return letter

    def test_a_loop_over_a_queue_ends_after_sixteen_calls(self):
        sqs, functions = client("sqs"), client("lambda")
        queue = sqs.create_queue(QueueName=name("q"), Attributes={"VisibilityTimeout": "5"})["QueueUrl"]
        function, lost, lost_arn = self.looping("queue", queue)
        sqs.set_queue_attributes(QueueUrl=queue, Attributes={"RedrivePolicy": json.dumps({"deadLetterTargetArn": lost_arn, "maxReceiveCount": 1})})
        arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        functions.create_event_source_mapping(FunctionName=function, EventSourceArn=arn, BatchSize=1)
        sqs.send_message(QueueUrl=queue, MessageBody="first")
        letter = self.ended(function, lost)
        self.assertEqual("again", letter["Body"])
        self.assertRegex(letter["Attributes"]["AWSTraceHeader"], "Lineage=[0-9a-f]{8}:16$")

    def test_a_loop_over_a_bucket_ends_after_sixteen_calls(self):
        s3, functions = client("s3"), client("lambda")
        bucket = name("b")
        s3.create_bucket(Bucket=bucket)
        function, lost, _ = self.looping("bucket", bucket)
        functions.add_permission(FunctionName=function, StatementId="s3", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com", SourceArn=f"arn:aws:s3:::{bucket}")
        arn = functions.get_function(FunctionName=function)["Configuration"]["FunctionArn"]
        s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration={"LambdaFunctionConfigurations": [{"LambdaFunctionArn": arn, "Events": ["s3:ObjectCreated:*"]}]})
        s3.put_object(Bucket=bucket, Key="first", Body=b"x")
        self.assertEqual("again", json.loads(self.ended(function, lost)["Body"])["Records"][0]["s3"]["object"]["key"])

    def test_a_function_that_calls_itself_ends_after_sixteen_calls_unless_it_may(self):
        functions = client("lambda")
        function, lost, _ = self.looping("function", "")
        functions.invoke(FunctionName=function)
        self.ended(function, lost)
        self.assertEqual("Terminate", functions.get_function_recursion_config(FunctionName=function)["RecursiveLoop"])
        functions.put_function_recursion_config(FunctionName=function, RecursiveLoop="Allow")
        functions.invoke(FunctionName=function)
        self.assertTrue(eventually(lambda: len(told(function)) > 16 + 20, 60))
        functions.put_function_recursion_config(FunctionName=function, RecursiveLoop="Terminate")


class PackagesTest(unittest.TestCase):
    def test_bad_packages_are_refused_and_links_are_kept(self):
        functions = client("lambda")
        bad = lambda package: refusal(lambda: functions.create_function(FunctionName=name(), Runtime="python3.12", Handler="app.handler", Role=role(), Code={"ZipFile": package}))
        bomb = archive(("bomb", b"\0" * (263 << 20), 0o100644))
        self.assertLess(len(bomb), 1 << 20)
        self.assertEqual(("InvalidParameterValueException", 400, "Unzipped size must be smaller than 262144000 bytes"), bad(bomb))
        for entry in (("../escape", "x", 0o100644), ("link", "/etc/shadow", 0o120777), ("link", "../../x", 0o120777), ("device", "", 0o020644)):
            self.assertEqual(("InvalidParameterValueException", 400), bad(archive(entry))[:2], entry)
        self.assertEqual("InvalidParameterValueException", bad(archive(("a", "x" * 1000, 0))[:-40])[0])
        function = name()
        functions.create_function(
            FunctionName=function, Runtime="python3.12", Handler="app.handler", Role=role(), Timeout=10,
            Code={"ZipFile": archive(("real/code.py", "def handler(event, context):\n    return 7\n", 0o100644), ("app.py", "real/code.py", 0o120777))})
        self.assertEqual(b"7", functions.invoke(FunctionName=function)["Payload"].read())


if __name__ == "__main__":
    unittest.main()
