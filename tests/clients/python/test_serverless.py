"""The Serverless Framework 3, as it is maintained (osls): deploy, call, change one function, remove."""
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
PROGRAM = os.path.join(CLIENTS, "node_modules", ".bin", "osls")


@unittest.skipUnless(shutil.which("node") and os.path.exists(PROGRAM), "osls is not installed")
class ServerlessTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = os.path.join(folder.name, "app")
        shutil.copytree(os.path.join(CLIENTS, "serverless"), self.folder)
        self.service = f"osls-{uuid.uuid4().hex[:8]}"

    def osls(self, *arguments):
        done = subprocess.run(["node", os.path.realpath(PROGRAM), *arguments], cwd=self.folder, capture_output=True, text=True, timeout=300, env={
            **os.environ, "AWS_ENDPOINT_URL": ENDPOINT, "CI": "1", "SERVICE": self.service, "SLS_TELEMETRY_DISABLED": "1", "SLS_NOTIFICATIONS_MODE": "off"})
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def get(self, api, path):
        with urllib.request.urlopen(f"{ENDPOINT}/_aws/execute-api/{api}{path}") as answer:
            return json.load(answer)

    def test_a_service_is_deployed_changed_and_removed(self):
        self.osls("deploy")
        stacks = boto3.client("cloudformation", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test")
        resources = {r["LogicalResourceId"]: r["PhysicalResourceId"] for r in stacks.describe_stack_resources(StackName=f"{self.service}-dev")["StackResources"]}
        self.assertEqual({"hello": "/hello"}, self.get(resources["HttpApi"], "/hello"))
        self.assertEqual({"hello": "/rest"}, self.get(resources["ApiGatewayRestApi"], "/dev/rest"))
        self.assertIn("No changes to deploy", self.osls("deploy"))

        handler = os.path.join(self.folder, "handler.js")
        with open(handler) as file:
            text = file.read()
        with open(handler, "w") as file:
            file.write(text.replace("hello: event", "changed: event"))
        self.osls("deploy", "function", "-f", "hello")
        self.assertIn("changed", self.osls("invoke", "-f", "hello", "--data", json.dumps({"path": "/direct"})))
        self.osls("deploy")
        self.assertEqual({"changed": "/hello"}, self.get(resources["HttpApi"], "/hello"))
        self.osls("remove")
        with self.assertRaises(stacks.exceptions.ClientError):
            stacks.describe_stacks(StackName=f"{self.service}-dev")


if __name__ == "__main__":
    unittest.main()
