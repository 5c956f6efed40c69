"""IAM, STS and their effect on SQS through boto3, and a look through the AWS CLI."""
import json
import os
import subprocess
import unittest
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["UNDERCAST_ENDPOINT"]
HERE, THERE = "000000000000", "111122223333"


def client(service, key="test", secret="test", token=None):
    return boto3.client(service, endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id=key, aws_secret_access_key=secret, aws_session_token=token,
                        config=Config(retries={"max_attempts": 0}))


def of(service, credentials):
    return client(service, credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials.get("SessionToken"))


def name():
    return "t" + uuid.uuid4().hex[:12]


def policy(action, resource="*", effect="Allow", **more):
    return {"Version": "2012-10-17", "Statement": [{"Effect": effect, "Action": action, "Resource": resource, **more}]}


def trust(principal, **more):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole", **more}]})


class AccessTest(unittest.TestCase):
    def setUp(self):
        self.iam, self.sts, self.sqs = client("iam"), client("sts"), client("sqs")
        self.queue_name = name()
        self.url = self.sqs.create_queue(QueueName=self.queue_name)["QueueUrl"]
        self.arn = f"arn:aws:sqs:us-east-1:{HERE}:{self.queue_name}"

    def refused(self, call, reason=None):
        with self.assertRaises(ClientError) as caught:
            call()
        error = caught.exception.response["Error"]
        self.assertIn(error["Code"], ("AccessDenied", "AccessDeniedException"))
        if reason is not None:
            self.assertTrue(error["Message"].endswith(reason), error["Message"])
        return error["Message"]

    def user(self, *documents, iam=None):
        iam = iam or self.iam
        user = name()
        iam.create_user(UserName=user)
        for i, document in enumerate(documents):
            iam.put_user_policy(UserName=user, PolicyName=f"p{i}", PolicyDocument=json.dumps(document))
        return user, iam.create_access_key(UserName=user)["AccessKey"]

    def test_a_user_may_what_its_narrow_policy_says_and_no_more(self):
        user, key = self.user(policy("sqs:SendMessage", self.arn))
        sqs = of("sqs", key)
        sqs.send_message(QueueUrl=self.url, MessageBody="x")
        message = self.refused(lambda: sqs.receive_message(QueueUrl=self.url))
        self.assertEqual(
            f"User: arn:aws:iam::{HERE}:user/{user} is not authorized to perform: sqs:receivemessage on resource: {self.arn} "
            "because no identity-based policy allows the sqs:receivemessage action", message)
        self.assertEqual(f"arn:aws:iam::{HERE}:user/{user}", of("sts", key).get_caller_identity()["Arn"])
        # A change is in force with its answer.
        self.iam.put_user_policy(UserName=user, PolicyName="more", PolicyDocument=json.dumps(policy("sqs:ReceiveMessage", self.arn)))
        self.assertEqual("x", sqs.receive_message(QueueUrl=self.url)["Messages"][0]["Body"])
        self.iam.put_user_policy(UserName=user, PolicyName="none", PolicyDocument=json.dumps(policy("sqs:*", effect="Deny")))
        self.refused(lambda: sqs.send_message(QueueUrl=self.url, MessageBody="x"), "with an explicit deny in an identity-based policy")
        # So is the end of a key.
        self.iam.delete_access_key(UserName=user, AccessKeyId=key["AccessKeyId"])
        with self.assertRaises(ClientError) as caught:
            of("sts", key).get_caller_identity()
        self.assertEqual("InvalidClientTokenId", caught.exception.response["Error"]["Code"])

    def test_groups_managed_policies_versions_and_boundaries_act(self):
        user, key = self.user()
        sqs, group = of("sqs", key), name()
        self.iam.create_group(GroupName=group)
        self.iam.add_user_to_group(GroupName=group, UserName=user)
        self.iam.attach_group_policy(GroupName=group, PolicyArn="arn:aws:iam::aws:policy/AmazonSQSFullAccess")
        sqs.send_message(QueueUrl=self.url, MessageBody="x")
        bound = self.iam.create_policy(PolicyName=name(), PolicyDocument=json.dumps(policy("sqs:ReceiveMessage")))["Policy"]["Arn"]
        self.iam.put_user_permissions_boundary(UserName=user, PermissionsBoundary=bound)
        self.refused(lambda: sqs.send_message(QueueUrl=self.url, MessageBody="x"), "because no permissions boundary allows the sqs:sendmessage action")
        self.iam.create_policy_version(PolicyArn=bound, PolicyDocument=json.dumps(policy("sqs:*")), SetAsDefault=True)
        sqs.send_message(QueueUrl=self.url, MessageBody="x")
        with self.assertRaises(self.iam.exceptions.NoSuchEntityException):
            self.iam.attach_user_policy(UserName=user, PolicyArn="arn:aws:iam::aws:policy/NoSuchPolicyAnywhere")

    def role(self, principal, *documents, iam=None, **more):
        iam = iam or self.iam
        role = name()
        arn = iam.create_role(RoleName=role, AssumeRolePolicyDocument=trust(principal, **more))["Role"]["Arn"]
        for i, document in enumerate(documents):
            iam.put_role_policy(RoleName=role, PolicyName=f"p{i}", PolicyDocument=json.dumps(document))
        return role, arn

    def test_a_role_is_assumed_with_a_session_policy(self):
        user, key = self.user(policy("sts:AssumeRole"))
        role, arn = self.role({"AWS": f"arn:aws:iam::{HERE}:root"}, policy("sqs:*", self.arn))
        got = of("sts", key).assume_role(RoleArn=arn, RoleSessionName="s1", Policy=json.dumps(policy("sqs:SendMessage")))
        self.assertEqual(f"arn:aws:sts::{HERE}:assumed-role/{role}/s1", got["AssumedRoleUser"]["Arn"])
        sqs = of("sqs", got["Credentials"])
        sqs.send_message(QueueUrl=self.url, MessageBody="x")
        self.refused(lambda: sqs.receive_message(QueueUrl=self.url), "because no session policy allows the sqs:receivemessage action")
        whole = of("sqs", of("sts", key).assume_role(RoleArn=arn, RoleSessionName="s2")["Credentials"])
        self.assertEqual(1, len(whole.receive_message(QueueUrl=self.url)["Messages"]))
        bad = dict(got["Credentials"], SessionToken=got["Credentials"]["SessionToken"][:-4] + "AAAA")
        with self.assertRaises(ClientError) as caught:
            of("sts", bad).get_caller_identity()
        self.assertEqual("InvalidClientTokenId", caught.exception.response["Error"]["Code"])

    def test_a_role_is_assumed_across_accounts_by_both_sides_leave_and_external_id(self):
        there = client("iam", THERE)
        user, key = self.user(iam=there)
        role, arn = self.role({"AWS": THERE}, policy("sqs:SendMessage", self.arn), Condition={"StringEquals": {"sts:ExternalId": "secret"}})
        sts = of("sts", key)
        denied = f"User: arn:aws:iam::{THERE}:user/{user} is not authorized to perform: sts:AssumeRole on resource: {arn}"
        assume = lambda **more: sts.assume_role(RoleArn=arn, RoleSessionName="x" * 8, **more)
        self.assertEqual(denied, self.refused(lambda: assume(ExternalId="secret")))
        there.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=json.dumps(policy("sts:AssumeRole", arn)))
        self.assertEqual(denied, self.refused(assume))
        of("sqs", assume(ExternalId="secret")["Credentials"]).send_message(QueueUrl=self.url, MessageBody="x")

    def test_a_queue_policy_lets_another_account_in_and_shuts_users_out(self):
        there = client("sqs", THERE)
        self.refused(lambda: there.send_message(QueueUrl=self.url, MessageBody="x"), "because no resource-based policy allows the sqs:sendmessage action")
        self.sqs.add_permission(QueueUrl=self.url, Label="l", AWSAccountIds=[THERE], Actions=["SendMessage"])
        there.send_message(QueueUrl=self.url, MessageBody="x")
        self.refused(lambda: there.receive_message(QueueUrl=self.url))
        user, key = self.user(policy("sqs:*"))
        deny = policy("sqs:*", self.arn, effect="Deny", Principal="*", Condition={"StringEquals": {"aws:PrincipalTag/team": "red"}})
        self.sqs.set_queue_attributes(QueueUrl=self.url, Attributes={"Policy": json.dumps(deny)})
        of("sqs", key).send_message(QueueUrl=self.url, MessageBody="x")
        self.iam.tag_user(UserName=user, Tags=[{"Key": "team", "Value": "red"}])
        self.refused(lambda: of("sqs", key).send_message(QueueUrl=self.url, MessageBody="x"), "with an explicit deny in a resource-based policy")

    def test_session_tokens_and_federation_tokens_have_their_users_permissions(self):
        user, key = self.user(policy(["sqs:*", "sts:*"]))
        token = of("sts", key).get_session_token()["Credentials"]
        of("sqs", token).send_message(QueueUrl=self.url, MessageBody="x")
        federated = of("sts", key).get_federation_token(Name="bob", Policy=json.dumps(policy("sqs:SendMessage")))
        self.assertEqual(f"arn:aws:sts::{HERE}:federated-user/bob", of("sts", federated["Credentials"]).get_caller_identity()["Arn"])
        of("sqs", federated["Credentials"]).send_message(QueueUrl=self.url, MessageBody="x")
        self.refused(lambda: of("sqs", federated["Credentials"]).receive_message(QueueUrl=self.url), "because no session policy allows the sqs:receivemessage action")

    def test_a_malformed_policy_says_why(self):
        with self.assertRaises(self.iam.exceptions.MalformedPolicyDocumentException) as caught:
            self.iam.create_policy(PolicyName=name(), PolicyDocument=json.dumps(policy("invalid")))
        self.assertEqual("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.", caught.exception.response["Error"]["Message"])

    def test_simulation_answers_as_the_pipeline_does(self):
        user, _ = self.user(policy("sqs:SendMessage", self.arn), policy("sqs:DeleteQueue", effect="Deny"))
        results = self.iam.simulate_principal_policy(PolicySourceArn=f"arn:aws:iam::{HERE}:user/{user}", ActionNames=["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteQueue"], ResourceArns=[self.arn])
        self.assertEqual(["allowed", "implicitDeny", "explicitDeny"], [r["EvalDecision"] for r in results["EvaluationResults"]])

    def test_paginators_and_the_command_line_work(self):
        path = f"/{name()}/"
        users = [name() for _ in range(5)]
        for user in users:
            self.iam.create_user(UserName=user, Path=path)
        pages = list(self.iam.get_paginator("list_users").paginate(PathPrefix=path, PaginationConfig={"PageSize": 2}))
        self.assertEqual(3, len(pages))
        self.assertEqual(sorted(users), [u["UserName"] for p in pages for u in p["Users"]])
        try:
            ran = subprocess.run(["aws", "--endpoint-url", ENDPOINT, "iam", "get-user", "--user-name", users[0]], capture_output=True, text=True)
        except FileNotFoundError:
            self.skipTest("the AWS CLI is missing")
        self.assertEqual(f"arn:aws:iam::{HERE}:user{path}{users[0]}", json.loads(ran.stdout)["User"]["Arn"], ran.stderr)


class AuditTest(unittest.TestCase):
    """A server of its own in the audit mode: nothing is denied, and the least policy of the run makes the same run pass where policies are enforced."""

    def setUp(self):
        self.server = subprocess.Popen(["dotnet", os.environ["UNDERCAST_DLL"], "start", "--port", "0", "--data", ":memory:", "--auth", "audit"], stdout=subprocess.PIPE, text=True)
        for line in self.server.stdout:
            if line.startswith("ready "):
                self.endpoint = line.split()[1]
                break
        else:
            self.fail("the server did not start")

    def tearDown(self):
        self.server.terminate()
        self.server.wait()
        self.server.stdout.close()

    def test_the_least_policy_of_a_run_is_enough_for_the_run(self):
        def at(endpoint, service, key="test", secret="test"):
            return boto3.client(service, endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id=key, aws_secret_access_key=secret, config=Config(retries={"max_attempts": 0}))

        def run(endpoint, user, document=None):
            iam = at(endpoint, "iam")
            iam.create_user(UserName=user)
            if document:
                iam.put_user_policy(UserName=user, PolicyName="least", PolicyDocument=document)
            key = iam.create_access_key(UserName=user)["AccessKey"]
            sqs = at(endpoint, "sqs", key["AccessKeyId"], key["SecretAccessKey"])
            url = sqs.create_queue(QueueName=user)["QueueUrl"]
            sqs.send_message(QueueUrl=url, MessageBody="x")
            return sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"]

        user = name()
        self.assertEqual("x", run(self.endpoint, user))
        ran = subprocess.run(["dotnet", os.environ["UNDERCAST_DLL"], "policy", "--port", self.endpoint.rsplit(":", 1)[1], "--principal", f"user/{user}"], capture_output=True, text=True)
        self.assertEqual(0, ran.returncode, ran.stderr)
        self.assertIn(f"# denied: User: arn:aws:iam::{HERE}:user/{user} is not authorized to perform: sqs:sendmessage", ran.stdout)
        document = "".join(line for line in ran.stdout.splitlines() if not line.startswith("#"))
        self.assertEqual(["sqs:CreateQueue", "sqs:ReceiveMessage", "sqs:SendMessage"], json.loads(document)["Statement"][0]["Action"])
        self.assertEqual("x", run(ENDPOINT, user, document))


if __name__ == "__main__":
    unittest.main()
