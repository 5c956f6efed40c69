"""Stacks outlive the server: the process is killed in the middle of an operation, and the stack ends right."""
import json
import os
import subprocess
import tempfile
import time
import unittest

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

QUEUES = 40


def template(count, delay=0, slow=True):
    """A chain of queues and tables behind a wait condition, so that an operation lasts as long as the test wants."""
    resources = {}
    for i in range(count):
        kind = i % 4
        needs = {"DependsOn": f"R{i - 4}"} if i >= 4 else {}
        if kind == 0:
            resources[f"R{i}"] = {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": delay}, **needs}
        elif kind == 1:
            resources[f"R{i}"] = {"Type": "AWS::S3::Bucket", **needs}
        elif kind == 2:
            resources[f"R{i}"] = {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 7 if delay else 14}, **needs}
        else:
            resources[f"R{i}"] = {"Type": "AWS::IAM::Role", "Properties": {"Description": str(delay), "AssumeRolePolicyDocument": {
                "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}}, **needs}
    return json.dumps({"Resources": resources})


class RestartTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.start()

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

    def until(self, condition):
        deadline = time.monotonic() + 60
        while not (found := condition()):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)
        return found

    def end(self, stack):
        def ended():
            found = self.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
            return None if found["StackStatus"].endswith("_IN_PROGRESS") else found
        return self.until(ended)

    def killed_while(self, stack, status, count):
        """Kills the server once some resources have a status, starts it again, and gives how the stack ended."""
        cfn = self.client("cloudformation")
        def some():
            rows = cfn.describe_stack_resources(StackName=stack)["StackResources"]
            return sum(r["ResourceStatus"] == status for r in rows) >= count
        self.until(some)
        self.kill()
        self.start()
        return self.end(stack)

    def everything(self):
        """What exists in the services."""
        return {
            "queues": len(self.client("sqs").list_queues().get("QueueUrls", [])),
            "buckets": len(self.client("s3").list_buckets()["Buckets"]),
            "groups": len(self.client("logs").describe_log_groups()["logGroups"]),
            "roles": len(self.client("iam").list_roles()["Roles"]),
        }

    def test_creation_update_and_deletion_go_on_after_a_kill(self):
        cfn = self.client("cloudformation")
        each = dict.fromkeys(["queues", "buckets", "groups", "roles"], QUEUES // 4)
        arn = cfn.create_stack(StackName="s", TemplateBody=template(QUEUES), Capabilities=["CAPABILITY_IAM"])["StackId"]
        self.assertEqual("CREATE_COMPLETE", self.killed_while(arn, "CREATE_COMPLETE", 5)["StackStatus"])
        self.assertEqual(each, self.everything())

        self.client("cloudformation").update_stack(StackName="s", TemplateBody=template(QUEUES, delay=3), Capabilities=["CAPABILITY_IAM"])
        self.assertEqual("UPDATE_COMPLETE", self.killed_while(arn, "UPDATE_COMPLETE", 5)["StackStatus"])
        self.assertEqual(each, self.everything())
        sqs = self.client("sqs")
        self.assertEqual({"3"}, {sqs.get_queue_attributes(QueueUrl=u, AttributeNames=["DelaySeconds"])["Attributes"]["DelaySeconds"] for u in sqs.list_queues()["QueueUrls"]})

        self.client("cloudformation").delete_stack(StackName="s")
        self.assertEqual("DELETE_COMPLETE", self.killed_while(arn, "DELETE_COMPLETE", 5)["StackStatus"])
        self.assertEqual(dict.fromkeys(each, 0), self.everything())

    def test_a_rollback_leaves_nothing_behind_wherever_it_was_killed(self):
        cfn = self.client("cloudformation")
        broken = json.loads(template(QUEUES))
        broken["Resources"]["Last"] = {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": 100000}, "DependsOn": [f"R{i}" for i in range(QUEUES)]}
        arn = cfn.create_stack(StackName="s", TemplateBody=json.dumps(broken), Capabilities=["CAPABILITY_IAM"])["StackId"]
        self.until(lambda: any(r["ResourceStatus"] == "CREATE_COMPLETE" for r in cfn.describe_stack_resources(StackName=arn)["StackResources"]))
        self.kill()
        self.start()
        self.assertEqual("ROLLBACK_COMPLETE", self.end(arn)["StackStatus"])
        self.assertEqual(dict.fromkeys(["queues", "buckets", "groups", "roles"], 0), self.everything())

    def test_a_creation_may_be_given_up_after_a_kill(self):
        cfn = self.client("cloudformation")
        arn = cfn.create_stack(StackName="s", TemplateBody=template(QUEUES), Capabilities=["CAPABILITY_IAM"])["StackId"]
        self.until(lambda: any(r["ResourceStatus"] == "CREATE_COMPLETE" for r in cfn.describe_stack_resources(StackName=arn)["StackResources"]))
        self.kill()
        self.start()
        try:
            self.client("cloudformation").delete_stack(StackName="s")
        except ClientError as e:
            self.fail(e)
        self.assertEqual("DELETE_COMPLETE", self.end(arn)["StackStatus"])
        self.assertEqual(dict.fromkeys(["queues", "buckets", "groups", "roles"], 0), self.everything())


if __name__ == "__main__":
    unittest.main()
