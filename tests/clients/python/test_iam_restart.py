"""Credentials outlive the server: sessions survive a killed process, and what was taken away stays taken away."""
import json
import os
import subprocess
import tempfile
import unittest

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

HERE = "000000000000"


def policy(action, resource="*"):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": resource}]})


class RestartTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.start()

    def tearDown(self):
        self.kill()

    def start(self):
        self.server = subprocess.Popen(["dotnet", os.environ["UNDERCAST_DLL"], "start", "--port", "0", "--data", self.folder.name], stdout=subprocess.PIPE, text=True)
        self.endpoint = next(line.split()[1] for line in self.server.stdout if line.startswith("ready "))

    def kill(self):
        self.server.kill()
        self.server.wait()
        self.server.stdout.close()

    def client(self, service, credentials=None):
        c = credentials or {"AccessKeyId": "test", "SecretAccessKey": "test"}
        return boto3.client(service, endpoint_url=self.endpoint, region_name="us-east-1", aws_access_key_id=c["AccessKeyId"], aws_secret_access_key=c["SecretAccessKey"], aws_session_token=c.get("SessionToken"),
                            config=Config(retries={"max_attempts": 0}))

    def refused(self, credentials):
        with self.assertRaises(ClientError) as caught:
            self.client("sts", credentials).get_caller_identity()
        self.assertEqual("InvalidClientTokenId", caught.exception.response["Error"]["Code"])

    def test_sessions_and_keys_are_what_they_were(self):
        iam = self.client("iam")
        iam.create_user(UserName="ann")
        iam.put_user_policy(UserName="ann", PolicyName="p", PolicyDocument=policy(["sqs:ListQueues", "sts:*"]))
        key, other = (iam.create_access_key(UserName="ann")["AccessKey"] for _ in range(2))
        trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": HERE}, "Action": "sts:AssumeRole"}]}
        role = iam.create_role(RoleName="r", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
        iam.put_role_policy(RoleName="r", PolicyName="p", PolicyDocument=policy("sqs:*"))
        token = self.client("sts", key).get_session_token()["Credentials"]
        session = self.client("sts", key).assume_role(RoleArn=role, RoleSessionName="long", Policy=policy("sqs:ListQueues"))["Credentials"]
        for credentials in (key, other, token, session):
            self.client("sqs", credentials).list_queues()
        iam.delete_access_key(UserName="ann", AccessKeyId=other["AccessKeyId"])
        self.refused(other)

        self.kill()
        self.start()
        for credentials in (key, token, session):
            self.client("sqs", credentials).list_queues()
        with self.assertRaises(ClientError) as caught:
            self.client("sqs", session).create_queue(QueueName="q")
        self.assertIn("because no session policy allows", caught.exception.response["Error"]["Message"])
        self.assertEqual(f"arn:aws:sts::{HERE}:assumed-role/r/long", self.client("sts", session).get_caller_identity()["Arn"])
        self.refused(other)

        # A key that goes, goes at once; an inactive one comes back; a session ends with its role.
        iam = self.client("iam")
        iam.update_access_key(UserName="ann", AccessKeyId=key["AccessKeyId"], Status="Inactive")
        self.refused(key)
        iam.update_access_key(UserName="ann", AccessKeyId=key["AccessKeyId"], Status="Active")
        self.client("sqs", key).list_queues()
        iam.delete_role_policy(RoleName="r", PolicyName="p")
        iam.delete_role(RoleName="r")
        with self.assertRaises(ClientError):
            self.client("sqs", session).list_queues()


if __name__ == "__main__":
    unittest.main()
