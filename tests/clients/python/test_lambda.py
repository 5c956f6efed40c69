"""Lambda and its logs through boto3: functions in Node.js and Python, versions, queued events, queues as sources, URLs."""
import base64
import io
import json
import os
import shutil
import time
import unittest
import urllib.error
import urllib.request
import uuid
import zipfile

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

ENDPOINT = os.environ["UNDERCAST_ENDPOINT"]
ROLE_NAME = "functions-" + uuid.uuid4().hex[:8]


def client(service):
    return boto3.client(service, endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test", config=Config(retries={"max_attempts": 0}, read_timeout=60))


def name(prefix="f"):
    return prefix + uuid.uuid4().hex[:12]


def package(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file, text in files.items():
            archive.writestr(file.replace("__", "."), text)
    return buffer.getvalue()


def role():
    """A role that may do everything, where there is IAM; else a name."""
    try:
        iam = client("iam")
        trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
        try:
            iam.create_role(RoleName=ROLE_NAME, AssumeRolePolicyDocument=json.dumps(trust))
            everything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
            iam.put_role_policy(RoleName=ROLE_NAME, PolicyName="all", PolicyDocument=json.dumps(everything))
        except ClientError as e:
            if e.response["Error"]["Code"] != "EntityAlreadyExists":
                raise
    except ClientError as e:
        if e.response["Error"]["Code"] != "NotSupportedByUndercast":
            raise
    return f"arn:aws:iam::000000000000:role/{ROLE_NAME}"


def eventually(what, deadline=60):
    end = time.time() + deadline
    while True:
        value = what()
        if value:
            return value
        if time.time() > end:
            raise AssertionError("it never came true")
        time.sleep(0.05)


def refusal(call):
    try:
        call()
    except ClientError as e:
        return e.response["Error"]["Code"], e.response["ResponseMetadata"]["HTTPStatusCode"], e.response["Error"]["Message"]
    raise AssertionError("was not refused")


ECHO = "exports.handler = async (event, context) => ({ event, id: context.awsRequestId, version: context.functionVersion, v: process.env.VV });"


@unittest.skipUnless(shutil.which("node"), "Node.js is not installed")
class NodeTest(unittest.TestCase):
    def setUp(self):
        self.functions = client("lambda")

    def make(self, code=ECHO, **more):
        function = name()
        more = {"Runtime": "nodejs22.x", "Handler": "index.handler", "Role": role(), "Timeout": 10, **more}
        return self.functions.create_function(FunctionName=function, Code={"ZipFile": package(index__js=code)}, **more)

    def call(self, function, event=None, **more):
        out = self.functions.invoke(FunctionName=function, Payload=json.dumps(event or {}), **more)
        return out, json.loads(out["Payload"].read() or b"null")

    def test_a_function_is_made_called_changed_and_deleted(self):
        made = self.make(Environment={"Variables": {"VV": "1"}}, Description="d", Tags={"a": "b"})
        function = made["FunctionName"]
        self.assertEqual(("$LATEST", "nodejs22.x", 10, 128), (made["Version"], made["Runtime"], made["Timeout"], made["MemorySize"]))
        self.functions.get_waiter("function_active_v2").wait(FunctionName=function)
        out, answer = self.call(function, {"x": "ö"}, LogType="Tail")
        self.assertEqual((200, "$LATEST", {"x": "ö"}, "1"), (out["StatusCode"], out["ExecutedVersion"], answer["event"], answer["v"]))
        self.assertEqual(out["ResponseMetadata"]["RequestId"], answer["id"])
        self.assertIn("REPORT RequestId: " + answer["id"], base64.b64decode(out["LogResult"]).decode())
        self.functions.update_function_configuration(FunctionName=function, Environment={"Variables": {"VV": "2"}}, MemorySize=256)
        self.assertEqual("2", self.call(function)[1]["v"])
        self.functions.update_function_code(FunctionName=function, ZipFile=package(index__js="exports.handler = async () => 'new';"))
        self.assertEqual("new", self.call(function)[1])
        got = self.functions.get_function(FunctionName=made["FunctionArn"])
        self.assertEqual({"a": "b"}, got["Tags"])
        with urllib.request.urlopen(got["Code"]["Location"]) as code:
            self.assertEqual(["index.js"], zipfile.ZipFile(io.BytesIO(code.read())).namelist())
        self.assertIn(function, [f["FunctionName"] for p in self.functions.get_paginator("list_functions").paginate() for f in p["Functions"]])
        self.functions.delete_function(FunctionName=function)
        self.assertEqual(("ResourceNotFoundException", 404, f"Function not found: {made['FunctionArn']}"), refusal(lambda: self.functions.invoke(FunctionName=function)))

    def test_errors_are_the_functions_own(self):
        function = self.make("exports.handler = async (e) => { if (e.exit) process.exit(1); throw new RangeError('no'); };")["FunctionName"]
        out, error = self.call(function)
        self.assertEqual(("Unhandled", "RangeError", "no"), (out["FunctionError"], error["errorType"], error["errorMessage"]))
        self.assertTrue(self.call(function, {"exit": 1})[1]["errorMessage"].endswith("Runtime exited with error: exit status 1"))

    def test_versions_and_aliases_share_calls(self):
        function = self.make("exports.handler = async () => 1;")["FunctionName"]
        self.assertEqual("1", self.functions.publish_version(FunctionName=function)["Version"])
        self.assertEqual("1", self.functions.publish_version(FunctionName=function)["Version"])
        self.functions.update_function_code(FunctionName=function, ZipFile=package(index__js="exports.handler = async () => 2;"), Publish=True)
        alias = self.functions.create_alias(FunctionName=function, Name="live", FunctionVersion="1")
        self.assertEqual(1, self.call(function, Qualifier="live")[1])
        self.functions.update_alias(FunctionName=function, Name="live", RoutingConfig={"AdditionalVersionWeights": {"2": 0.5}})
        self.assertEqual({1, 2}, {self.call(alias["AliasArn"])[1] for _ in range(40)})
        self.assertEqual(["$LATEST", "1", "2"], [v["Version"] for v in self.functions.list_versions_by_function(FunctionName=function)["Versions"]])
        self.assertEqual("ResourceConflictException", refusal(lambda: self.functions.delete_function(FunctionName=function, Qualifier="1"))[0])

    def test_a_queued_event_is_called_later_and_its_outcome_sent_on(self):
        queue = client("sqs").create_queue(QueueName=name("q"))["QueueUrl"]
        arn = "arn:aws:sqs:us-east-1:000000000000:" + queue.rsplit("/", 1)[1]
        function = self.make("exports.handler = async (e) => { if (e.fail) throw new Error('x'); return 'done'; };")["FunctionName"]
        self.functions.put_function_event_invoke_config(FunctionName=function, MaximumRetryAttempts=0, DestinationConfig={"OnSuccess": {"Destination": arn}, "OnFailure": {"Destination": arn}})
        seen = {}
        for fail in (False, True):
            self.assertEqual(202, self.functions.invoke(FunctionName=function, InvocationType="Event", Payload=json.dumps({"fail": fail}))["StatusCode"])
        def collect():
            for m in client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=1).get("Messages", []):
                body = json.loads(m["Body"])
                seen[body["requestContext"]["condition"]] = body
            return len(seen) == 2
        eventually(collect)
        self.assertEqual("done", seen["Success"]["responsePayload"])
        self.assertEqual({"fail": True}, seen["RetriesExhausted"]["requestPayload"])

    def test_a_queue_calls_a_function_and_keeps_what_failed(self):
        sqs = client("sqs")
        queue = sqs.create_queue(QueueName=name("q"), Attributes={"VisibilityTimeout": "10"})["QueueUrl"]
        arn = "arn:aws:sqs:us-east-1:000000000000:" + queue.rsplit("/", 1)[1]
        out = sqs.create_queue(QueueName=name("out"))["QueueUrl"]
        function = self.make("exports.handler = async (e) => ({ batchItemFailures: e.Records.filter(r => r.body.includes('bad')).map(r => ({ itemIdentifier: r.messageId })) });")["FunctionName"]
        mapping = self.functions.create_event_source_mapping(
            FunctionName=function, EventSourceArn=arn, BatchSize=10, FunctionResponseTypes=["ReportBatchItemFailures"], FilterCriteria={"Filters": [{"Pattern": json.dumps({"body": {"kind": ["a", "bad"]}})}]})
        self.assertEqual("Creating", mapping["State"])
        for kind in ("a", "b", "bad"):
            sqs.send_message(QueueUrl=queue, MessageBody=json.dumps({"kind": kind}))
        def counts():
            a = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
            return int(a["ApproximateNumberOfMessages"]), int(a["ApproximateNumberOfMessagesNotVisible"])
        eventually(lambda: counts() == (0, 1))
        self.functions.delete_event_source_mapping(UUID=mapping["UUID"])
        self.assertTrue(out)
        self.assertEqual("ResourceNotFoundException", refusal(lambda: self.functions.get_event_source_mapping(UUID=mapping["UUID"]))[0])

    def test_a_function_url_serves_HTTP(self):
        function = self.make("exports.handler = async (e) => ({ statusCode: 201, headers: { 'x-a': 'b' }, cookies: ['c=d'], body: e.requestContext.http.method + e.rawPath + '?' + e.rawQueryString + e.body });")["FunctionName"]
        url = self.functions.create_function_url_config(FunctionName=function, AuthType="NONE")["FunctionUrl"]
        identifier = url.split("//")[1].split(".")[0]
        def fetch():
            request = urllib.request.Request(f"{ENDPOINT}/_aws/lambda-url/{identifier}/p/q?x=1", data=b"body", headers={"Content-Type": "text/plain"})
            return urllib.request.urlopen(request)
        with self.assertRaises(urllib.error.HTTPError) as refused:
            fetch()
        self.assertEqual(403, refused.exception.code)
        refused.exception.close()
        for action, more in (("lambda:InvokeFunctionUrl", {"FunctionUrlAuthType": "NONE"}), ("lambda:InvokeFunction", {"InvokedViaFunctionUrl": True})):
            self.functions.add_permission(FunctionName=function, StatementId=action.split(":")[1], Action=action, Principal="*", **more)
        with fetch() as answer:
            self.assertEqual((201, "b", "c=d", b"POST/p/q?x=1body"), (answer.status, answer.headers["x-a"], answer.headers["Set-Cookie"], answer.read()))

    def url_of(self, function, **more):
        url = self.functions.create_function_url_config(FunctionName=function, **more)["FunctionUrl"]
        for action, condition in (("lambda:InvokeFunctionUrl", {"FunctionUrlAuthType": more["AuthType"]}), ("lambda:InvokeFunction", {"InvokedViaFunctionUrl": True})):
            self.functions.add_permission(FunctionName=function, StatementId=action.split(":")[1], Action=action, Principal="*", **condition)
        return f"{ENDPOINT}/_aws/lambda-url/{url.split('//')[1].split('.')[0]}/"

    def test_a_function_url_with_AWS_IAM_wants_a_signature(self):
        url = self.url_of(self.make("exports.handler = async (e) => ({ who: e.requestContext.authorizer.iam.accessKey });")["FunctionName"], AuthType="AWS_IAM")
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(url)
        self.assertEqual(403, refused.exception.code)
        refused.exception.close()
        signed = AWSRequest("GET", url)
        SigV4Auth(Credentials("test", "test"), "lambda", "us-east-1").add_auth(signed)
        with urllib.request.urlopen(urllib.request.Request(url, headers=dict(signed.headers))) as answer:
            self.assertEqual({"who": "test"}, json.load(answer))

    def test_a_function_url_answers_preflights_by_its_CORS_settings(self):
        cors = {"AllowOrigins": ["https://shop.example"], "AllowMethods": ["GET"], "AllowHeaders": ["x-token"], "MaxAge": 60}
        url = self.url_of(self.make("exports.handler = async () => 1;")["FunctionName"], AuthType="NONE", Cors=cors)
        preflight = urllib.request.Request(url, method="OPTIONS", headers={"Origin": "https://shop.example", "Access-Control-Request-Method": "GET"})
        with urllib.request.urlopen(preflight) as answer:
            self.assertEqual(("https://shop.example", "GET", "x-token", "60"), tuple(answer.headers["Access-Control-" + n] for n in ("Allow-Origin", "Allow-Methods", "Allow-Headers", "Max-Age")))
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Origin": "https://other.example"})) as answer:
            self.assertIsNone(answer.headers["Access-Control-Allow-Origin"])

    def test_a_function_url_streams_behind_a_prelude(self):
        code = "exports.handler = awslambda.streamifyResponse(async (e, s) => { s = awslambda.HttpResponseStream.from(s, { statusCode: 202, headers: { 'x-a': 'b' } }); s.write('one '); s.write('two'); s.end(); });"
        url = self.url_of(self.make(code)["FunctionName"], AuthType="NONE", InvokeMode="RESPONSE_STREAM")
        with urllib.request.urlopen(url) as answer:
            self.assertEqual((202, "b", b"one two"), (answer.status, answer.headers["x-a"], answer.read()))

    def test_provisioned_instances_are_started_ahead(self):
        function = self.make("exports.handler = async () => process.env.AWS_LAMBDA_INITIALIZATION_TYPE;")["FunctionName"]
        self.functions.publish_version(FunctionName=function)
        self.functions.put_provisioned_concurrency_config(FunctionName=function, Qualifier="1", ProvisionedConcurrentExecutions=1)
        eventually(lambda: self.functions.get_provisioned_concurrency_config(FunctionName=function, Qualifier="1")["Status"] == "READY")
        self.assertEqual("provisioned-concurrency", self.call(function, Qualifier="1")[1])

    def test_logs_are_queried_and_followed(self):
        function = self.make("exports.handler = async (e) => { console.log(JSON.stringify({ kind: e.kind, n: e.n })); };")["FunctionName"]
        for n in range(4):
            self.call(function, {"kind": "ab"[n % 2], "n": n})
        logs = client("logs")
        group = f"/aws/lambda/{function}"
        def answer():
            now = int(time.time())
            query = logs.start_query(logGroupName=group, startTime=now - 600, endTime=now + 60, queryString="filter ispresent(kind) | stats count(*) as c, max(n) by kind | sort kind")["queryId"]
            result = eventually(lambda: (r := logs.get_query_results(queryId=query))["status"] == "Complete" and r)
            rows = [[f["value"] for f in row] for row in result["results"]]
            return rows == [["a", "2", "2"], ["b", "2", "3"]]
        eventually(answer)
        tail = boto3.client("logs", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test", config=Config(inject_host_prefix=False, read_timeout=30))
        arn = "arn:aws:logs:us-east-1:000000000000:log-group:" + group
        stream = tail.start_live_tail(logGroupIdentifiers=[arn], logEventFilterPattern="kind")["responseStream"]
        followed = None
        for count, event in enumerate(stream):
            if "sessionStart" in event:
                self.call(function, {"kind": "c", "n": 9})
                continue
            followed = next(iter(event["sessionUpdate"]["sessionResults"]), followed)
            if followed or count > 30:
                break
        stream.close()
        self.assertIn('"n":9', followed["message"])

    def test_what_a_function_prints_is_in_its_log_group(self):
        function = self.make("exports.handler = async () => { console.log('hello', { a: 1 }); };")["FunctionName"]
        self.call(function)
        logs = client("logs")
        def messages():
            try:
                found = logs.filter_log_events(logGroupName=f"/aws/lambda/{function}")["events"]
            except ClientError:
                return None
            return found if any("REPORT" in e["message"] for e in found) else None
        found = [e["message"] for e in eventually(messages)]
        self.assertEqual(["INIT_START", "START", "END", "REPORT"], [m.split(" ")[0] for m in found if m[0].isupper()])
        self.assertTrue(any(m.endswith("INFO\thello { a: 1 }\n") for m in found), found)

    def test_an_answer_streams(self):
        function = self.make("exports.handler = awslambda.streamifyResponse(async (e, s) => { s.write('a'); s.write('b'); s.end(); });")["FunctionName"]
        events = list(self.functions.invoke_with_response_stream(FunctionName=function, Payload=b"{}")["EventStream"])
        self.assertEqual(b"ab", b"".join(e["PayloadChunk"]["Payload"] for e in events if "PayloadChunk" in e))
        self.assertIn("InvokeComplete", events[-1])

    def test_what_cannot_be_is_refused_in_AWS_words(self):
        bad = lambda **more: refusal(lambda: self.functions.create_function(**{"FunctionName": name(), "Runtime": "nodejs22.x", "Handler": "i.h", "Role": role(), "Code": {"ZipFile": package(a="")}, **more}))
        self.assertEqual(("InvalidParameterValueException", 400, "Could not unzip uploaded file. Please check your file, then try to upload again."), bad(Code={"ZipFile": b"no zip"}))
        self.assertEqual("InvalidParameterValueException", bad(Runtime="ruby3.3")[0])
        self.assertEqual(("NotSupportedByUndercast", 501), bad(PackageType="Image")[:2])
        self.assertEqual("ValidationException", bad(FunctionName="no spaces")[0])
        function = self.make()["FunctionName"]
        self.assertEqual(("ResourceConflictException", 409, f"Function already exist: {function}"), bad(FunctionName=function))
        self.assertEqual("InvalidRequestContentException", refusal(lambda: self.functions.invoke(FunctionName=function, Payload=b"{"))[0])
        self.assertEqual("RequestTooLargeException", refusal(lambda: self.functions.invoke(FunctionName=function, Payload=json.dumps("x" * 6291456)))[0])
        self.functions.put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=0)
        self.assertEqual(("TooManyRequestsException", 429, "Rate Exceeded."), refusal(lambda: self.functions.invoke(FunctionName=function)))


@unittest.skipUnless(shutil.which("python3"), "Python is not installed")
class PythonTest(unittest.TestCase):
    def test_a_layer_lies_under_the_function(self):
        functions = client("lambda")
        layer = functions.publish_layer_version(LayerName=name("layer"), Content={"ZipFile": package(**{"python/shared__py": "VALUE = 42\n"})}, CompatibleRuntimes=["python3.12"])
        self.assertEqual(1, layer["Version"])
        function = name()
        functions.create_function(
            FunctionName=function, Runtime="python3.12", Handler="app.handler", Role=role(), Layers=[layer["LayerVersionArn"]], Code={"ZipFile": package(app__py="import shared\ndef handler(event, context):\n    return shared.VALUE\n")})
        functions.delete_layer_version(LayerName=layer["LayerArn"], VersionNumber=1)
        self.assertEqual(b"42", functions.invoke(FunctionName=function)["Payload"].read())


if __name__ == "__main__":
    unittest.main()
