"""SQS through boto3 (JSON wire), through botocore's query wire, and through the AWS CLI."""
import json
import os
import subprocess
import threading
import time
import unittest
import urllib.parse
import urllib.request
import uuid

import boto3
import botocore.auth
import botocore.awsrequest
import botocore.credentials
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["UNDERCAST_ENDPOINT"]
RETRY_NEVER = Config(retries={"max_attempts": 0})


def client(**more):
    more = {"region_name": "us-east-1", "aws_access_key_id": "test", "aws_secret_access_key": "test", "config": RETRY_NEVER, **more}
    return boto3.client("sqs", endpoint_url=ENDPOINT, **more)


def name(suffix=""):
    return "t" + uuid.uuid4().hex[:12] + suffix


def refusal(call):
    try:
        call()
    except ClientError as e:
        return e.response["Error"]["Code"], e.response["ResponseMetadata"]["HTTPStatusCode"], e.response["Error"]["Message"]
    raise AssertionError("was not refused")


class Boto3Test(unittest.TestCase):
    def setUp(self):
        self.sqs = client()

    def queue(self, suffix="", **attributes):
        return self.sqs.create_queue(QueueName=name(suffix), Attributes=attributes)["QueueUrl"]

    def test_a_message_travels_with_its_attributes(self):
        url = self.queue()
        sent = self.sqs.send_message(QueueUrl=url, MessageBody="hällo", MessageAttributes={
            "text": {"DataType": "String", "StringValue": "x"}, "bytes": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}, "n": {"DataType": "Number.int", "StringValue": "5"}})
        got = self.sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"], MessageSystemAttributeNames=["All"])["Messages"][0]
        self.assertEqual((sent["MessageId"], "hällo"), (got["MessageId"], got["Body"]))
        self.assertEqual(b"\x00\xff", got["MessageAttributes"]["bytes"]["BinaryValue"])
        self.assertEqual(sent["MD5OfMessageAttributes"], got["MD5OfMessageAttributes"])
        self.assertEqual("1", got["Attributes"]["ApproximateReceiveCount"])
        self.sqs.delete_message(QueueUrl=url, ReceiptHandle=got["ReceiptHandle"])
        self.assertNotIn("Messages", self.sqs.receive_message(QueueUrl=url))

    def test_the_resource_api_works(self):
        queue = boto3.resource("sqs", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test").create_queue(QueueName=name())
        queue.send_messages(Entries=[{"Id": str(i), "MessageBody": str(i)} for i in range(10)])
        got = queue.receive_messages(MaxNumberOfMessages=10)
        self.assertEqual([str(i) for i in range(10)], [m.body for m in got])
        for message in got:
            message.delete()
        queue.load()
        self.assertEqual("0", queue.attributes["ApproximateNumberOfMessages"])

    def test_errors_carry_the_codes_that_applications_catch(self):
        with self.assertRaises(self.sqs.exceptions.QueueDoesNotExist):
            self.sqs.get_queue_url(QueueName=name())
        code, status, message = refusal(lambda: self.sqs.get_queue_url(QueueName=name()))
        self.assertEqual(("AWS.SimpleQueueService.NonExistentQueue", 400, "The specified queue does not exist."), (code, status, message))
        url = self.queue()
        self.assertEqual("InvalidParameterValue", refusal(lambda: self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=11))[0])
        self.assertEqual("ReceiptHandleIsInvalid", refusal(lambda: self.sqs.delete_message(QueueUrl=url, ReceiptHandle="x"))[0])
        self.assertEqual("AWS.SimpleQueueService.EmptyBatchRequest", refusal(lambda: self.sqs.send_message_batch(QueueUrl=url, Entries=[]))[0])
        self.assertEqual("MissingParameter", refusal(lambda: self.sqs.send_message(QueueUrl=url, MessageBody=""))[0])

    def test_a_fifo_queue_keeps_order_and_removes_duplicates(self):
        url = self.queue(".fifo", FifoQueue="true", ContentBasedDeduplication="true")
        for body in ("a", "b", "b", "c"):
            self.sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId="g")
        got = self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
        self.assertEqual(["a", "b", "c"], [m["Body"] for m in got])

    def test_a_long_poll_is_woken_by_a_send(self):
        url = self.queue()
        answers = []
        poll = threading.Thread(target=lambda: answers.append((client().receive_message(QueueUrl=url, WaitTimeSeconds=15), time.monotonic())))
        poll.start()
        deadline = time.monotonic() + 10
        while poll.is_alive() and not answers and time.monotonic() < deadline:
            sent_at = time.monotonic()
            self.sqs.send_message(QueueUrl=url, MessageBody="now")
            poll.join(2)
        self.assertEqual("now", answers[0][0]["Messages"][0]["Body"])
        self.assertLess(answers[0][1] - sent_at, 5)

    def test_dead_letters_and_attributes(self):
        dlq = self.queue()
        arn = self.sqs.get_queue_attributes(QueueUrl=dlq, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        url = self.queue(RedrivePolicy=json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 1}), VisibilityTimeout="0")
        self.sqs.send_message(QueueUrl=url, MessageBody="poison")
        self.assertEqual(1, len(self.sqs.receive_message(QueueUrl=url)["Messages"]))
        self.assertNotIn("Messages", self.sqs.receive_message(QueueUrl=url))
        self.assertEqual("poison", self.sqs.receive_message(QueueUrl=dlq)["Messages"][0]["Body"])
        self.assertEqual([url], self.sqs.list_dead_letter_source_queues(QueueUrl=dlq)["queueUrls"])

    def test_paginators_page(self):
        prefix = name()
        made = sorted(self.sqs.create_queue(QueueName=f"{prefix}-{i}")["QueueUrl"] for i in range(5))
        pages = self.sqs.get_paginator("list_queues").paginate(QueueNamePrefix=prefix, PaginationConfig={"PageSize": 2})
        self.assertEqual(made, [u for page in pages for u in page["QueueUrls"]])

    def test_accounts_do_not_see_each_other(self):
        queue = name()
        self.sqs.create_queue(QueueName=queue)
        other = client(aws_access_key_id="111111111111")
        self.assertEqual("AWS.SimpleQueueService.NonExistentQueue", refusal(lambda: other.get_queue_url(QueueName=queue))[0])
        self.assertIn("/111111111111/", other.create_queue(QueueName=queue)["QueueUrl"])

    def test_wrong_keys_are_refused(self):
        self.assertEqual("SignatureDoesNotMatch", refusal(lambda: client(aws_secret_access_key="wrong").list_queues())[0])
        self.assertEqual("InvalidClientTokenId", refusal(lambda: client(aws_access_key_id="AKIAUNKNOWN").list_queues())[0])

    def test_an_operation_of_another_service_is_refused_by_name(self):
        kinesis = boto3.client("firehose", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test", config=RETRY_NEVER)
        code, status, message = refusal(kinesis.list_delivery_streams)
        self.assertEqual(501, status)
        self.assertIn("Firehose", message)


class QueryWireTest(unittest.TestCase):
    """The older wire, which old SDKs and raw requests speak."""

    def ask(self, path="/", **parameters):
        body = urllib.parse.urlencode({"Version": "2012-11-05", **parameters})
        request = botocore.awsrequest.AWSRequest("POST", ENDPOINT + path, data=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
        botocore.auth.SigV4Auth(botocore.credentials.Credentials("test", "test"), "sqs", "us-east-1").add_auth(request)
        try:
            with urllib.request.urlopen(urllib.request.Request(request.url, body.encode(), dict(request.headers), method="POST")) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as e:
            return e.code, e.read().decode()

    def test_a_message_travels(self):
        queue = name()
        status, xml = self.ask(Action="CreateQueue", QueueName=queue, **{"Attribute.1.Name": "VisibilityTimeout", "Attribute.1.Value": "7"})
        self.assertEqual(200, status, xml)
        url = xml.split("<QueueUrl>")[1].split("<")[0]
        status, xml = self.ask(Action="SendMessage", QueueUrl=url, MessageBody="a<b>&c", **{
            "MessageAttribute.1.Name": "k", "MessageAttribute.1.Value.DataType": "String", "MessageAttribute.1.Value.StringValue": "v"})
        self.assertIn("<SendMessageResult>", xml)
        status, xml = self.ask(Action="ReceiveMessage", QueueUrl=url, **{"AttributeName.1": "All", "MessageAttributeName.1": "All"})
        self.assertIn("<Body>a&lt;b&gt;&amp;c</Body>", xml)
        self.assertIn("<MessageAttribute><Name>k</Name><Value><StringValue>v</StringValue><DataType>String</DataType></Value></MessageAttribute>", xml)
        self.assertIn("<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>", xml)
        status, xml = self.ask(Action="GetQueueAttributes", QueueUrl=url, **{"AttributeName.1": "VisibilityTimeout"})
        self.assertIn("<Attribute><Name>VisibilityTimeout</Name><Value>7</Value></Attribute>", xml)

    def test_a_request_to_the_queues_own_path_names_its_queue(self):
        _, xml = self.ask(Action="CreateQueue", QueueName=name())
        path = urllib.parse.urlparse(xml.split("<QueueUrl>")[1].split("<")[0]).path
        status, xml = self.ask(path, Action="SendMessage", MessageBody="hello")
        self.assertEqual(200, status, xml)
        status, xml = self.ask(path, Action="ReceiveMessage")
        self.assertIn("<Body>hello</Body>", xml)

    def test_errors_are_XML_with_the_query_code(self):
        status, xml = self.ask(Action="GetQueueUrl", QueueName=name())
        self.assertEqual(400, status)
        self.assertIn("<Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>", xml)
        self.assertIn("<RequestId>", xml)
        status, xml = self.ask(Action="Nonsense")
        self.assertEqual(501, status)
        self.assertIn("The operation Nonsense of SQS is not supported", xml)


class CliTest(unittest.TestCase):
    def aws(self, *arguments):
        run = subprocess.run(["aws", "--endpoint-url", ENDPOINT, "sqs", *arguments], capture_output=True, text=True, timeout=60)
        return run.returncode, json.loads(run.stdout) if run.stdout.strip() else None, run.stderr

    def setUp(self):
        try:
            subprocess.run(["aws", "--version"], capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            self.skipTest("the AWS CLI is not installed")

    def test_a_message_travels(self):
        url = self.aws("create-queue", "--queue-name", name())[1]["QueueUrl"]
        self.aws("send-message", "--queue-url", url, "--message-body", "hello")
        code, got, _ = self.aws("receive-message", "--queue-url", url, "--attribute-names", "All")
        self.assertEqual((0, "hello"), (code, got["Messages"][0]["Body"]))

    def test_an_error_names_its_code(self):
        code, _, error = self.aws("get-queue-url", "--queue-name", name())
        self.assertNotEqual(0, code)
        self.assertIn("NonExistentQueue", error)


if __name__ == "__main__":
    unittest.main()
