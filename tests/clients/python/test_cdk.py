"""CDK from npm, unchanged: bootstrap, deploy with assets and custom resources, nothing to do, update, destroy."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest
import urllib.request
import uuid

import boto3

ENDPOINT = os.environ["UNDERCAST_ENDPOINT"]
CLIENTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
MODULES = os.path.join(CLIENTS, "node_modules")


def client(service):
    return boto3.client(service, endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test")


@unittest.skipUnless(shutil.which("node") and os.path.isdir(os.path.join(MODULES, "aws-cdk-lib")), "CDK is not installed")
class CdkTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = os.path.join(folder.name, "app")
        shutil.copytree(os.path.join(CLIENTS, "cdk"), self.folder)
        os.symlink(MODULES, os.path.join(self.folder, "node_modules"))
        self.stack = f"cdk-{uuid.uuid4().hex[:8]}"

    def cdk(self, *arguments, visibility=30):
        done = subprocess.run(["node", os.path.join(MODULES, "aws-cdk", "bin", "cdk"), *arguments, "--no-color", "--no-notices"], cwd=self.folder, capture_output=True, text=True, timeout=400, env={
            **os.environ, "AWS_ENDPOINT_URL": ENDPOINT, "CI": "1", "CDK_DISABLE_CLI_TELEMETRY": "1", "STACK": self.stack, "VISIBILITY": str(visibility)})
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def outputs(self):
        return {o["OutputKey"]: o["OutputValue"] for o in client("cloudformation").describe_stacks(StackName=self.stack)["Stacks"][0]["Outputs"]}

    def test_an_application_is_deployed_changed_and_destroyed(self):
        self.assertIn("bootstrapped", self.cdk("bootstrap", "aws://000000000000/us-east-1"))
        self.cdk("deploy", "--require-approval", "never")
        outputs = self.outputs()
        with urllib.request.urlopen(f"{ENDPOINT}/_aws/execute-api/{outputs['ApiId']}/prod/hello") as answer:
            self.assertEqual("/hello", json.load(answer)["hello"])
        page = client("s3").get_object(Bucket=outputs["SiteBucket"], Key="index.html")
        self.assertEqual(b"<h1>hello</h1>", page["Body"].read())

        self.assertIn("no changes", self.cdk("deploy", "--require-approval", "never"))
        self.cdk("deploy", "--require-approval", "never", visibility=45)
        self.assertEqual("45", client("sqs").get_queue_attributes(QueueUrl=outputs["QueueUrl"], AttributeNames=["VisibilityTimeout"])["Attributes"]["VisibilityTimeout"])

        self.cdk("destroy", "--force")
        with self.assertRaises(client("s3").exceptions.ClientError):
            client("s3").head_bucket(Bucket=outputs["SiteBucket"])


if __name__ == "__main__":
    unittest.main()
