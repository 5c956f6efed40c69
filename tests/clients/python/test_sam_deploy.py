"""The calls that `sam deploy` makes, in its order and with its parameters (read from the public source of the SAM CLI: deployer.py, managed_cloudformation_stack.py, s3_uploader.py)."""
import hashlib
import io
import json
import os
import textwrap
import time
import unittest
import uuid
import zipfile

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError

# Its delays are 5 and 15 seconds; the answers are the same sooner.
QUICK = {"Delay": 1, "MaxAttempts": 60}

MANAGED = textwrap.dedent("""
    AWSTemplateFormatVersion: '2010-09-09'
    Transform: AWS::Serverless-2016-10-31
    Description: Managed stack for deployments
    Metadata: {SamCliInfo: {version: 1.140.0, installationId: none}}
    Resources:
      SamCliSourceBucket:
        Type: AWS::S3::Bucket
        Properties:
          VersioningConfiguration: {Status: Enabled}
          Tags: [{Key: ManagedStackSource, Value: AwsSamCli}]
      SamCliSourceBucketBucketPolicy:
        Type: AWS::S3::BucketPolicy
        Properties:
          Bucket: !Ref SamCliSourceBucket
          PolicyDocument:
            Statement:
              - Action: ['s3:GetObject']
                Effect: Allow
                Resource: !Join ['', ['arn:', !Ref AWS::Partition, ':s3:::', !Ref SamCliSourceBucket, '/*']]
                Principal: {Service: serverlessrepo.amazonaws.com}
                Condition: {StringEquals: {'aws:SourceAccount': !Ref AWS::AccountId}}
              - Action: ['s3:*']
                Effect: Deny
                Resource: [!Join ['', ['arn:', !Ref AWS::Partition, ':s3:::', !Ref SamCliSourceBucket]], !Join ['', ['arn:', !Ref AWS::Partition, ':s3:::', !Ref SamCliSourceBucket, '/*']]]
                Principal: '*'
                Condition: {StringEquals: {'aws:PrincipalTag/no': 'one'}}
    Outputs:
      SourceBucket: {Value: !Ref SamCliSourceBucket}
    """)

APPLICATION = textwrap.dedent("""
    Transform: AWS::Serverless-2016-10-31
    Parameters: {Word: {Type: String, Default: hello}, Added: {Type: String, Default: x}}
    Resources:
      Hello:
        Type: AWS::Serverless::Function
        Properties: {Runtime: python3.11, Handler: app.f, CodeUri: CODE, Environment: {Variables: {WORD: !Ref Word}}}
    Outputs:
      Name: {Value: !Ref Hello}
    """)


def client(name):
    return boto3.client(name, endpoint_url=os.environ["UNDERCAST_ENDPOINT"], config=Config(retries={"max_attempts": 0}))


class SamDeploy(unittest.TestCase):
    def setUp(self):
        self.cfn, self.s3 = client("cloudformation"), client("s3")
        self.name = "app" + uuid.uuid4().hex[:8]

    def managed(self):
        """manage_stack: describe first, create by a change set of a fixed name otherwise."""
        name = "aws-sam-cli-managed-default"
        try:
            stack = self.cfn.describe_stacks(StackName=name)["Stacks"][0]
        except ClientError:
            made = self.cfn.create_change_set(
                StackName=name, TemplateBody=MANAGED, Tags=[{"Key": "ManagedStackSource", "Value": "AwsSamCli"}], ChangeSetType="CREATE", ChangeSetName="InitialCreation", Capabilities=["CAPABILITY_IAM"], Parameters=[])
            self.cfn.get_waiter("change_set_create_complete").wait(ChangeSetName="InitialCreation", StackName=name, WaiterConfig=QUICK)
            self.cfn.execute_change_set(ChangeSetName="InitialCreation", StackName=name)
            self.cfn.get_waiter("stack_create_complete").wait(StackName=made["StackId"], WaiterConfig=QUICK)
            stack = self.cfn.describe_stacks(StackName=name)["Stacks"][0]
        self.assertIn({"Key": "ManagedStackSource", "Value": "AwsSamCli"}, stack["Tags"])
        return {o["OutputKey"]: o["OutputValue"] for o in stack["Outputs"]}["SourceBucket"]

    def upload(self, bucket, body, extension=None):
        """s3_uploader: named by its MD5, and only where it is not there yet."""
        key = self.name + "/" + hashlib.md5(body).hexdigest() + (f".{extension}" if extension else "")
        try:
            self.s3.head_object(Bucket=bucket, Key=key)
        except ClientError:
            self.s3.upload_fileobj(io.BytesIO(body), bucket, key, ExtraArgs={"ServerSideEncryption": "AES256"})
        return key

    def has_stack(self):
        try:
            return self.cfn.describe_stacks(StackName=self.name)["Stacks"][0]["StackStatus"] != "REVIEW_IN_PROGRESS"
        except ClientError as e:
            self.assertIn(f"Stack with id {self.name} does not exist", str(e))
            return False

    def deploy(self, code, parameters):
        bucket = self.managed()
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as z:
            z.writestr(zipfile.ZipInfo("app.py", (2020, 1, 1, 0, 0, 0)), code)
        key = self.upload(bucket, archive.getvalue())
        template = APPLICATION.replace("CODE", f"s3://{bucket}/{key}")
        if self.has_stack():
            kind = "UPDATE"
            known = [p["ParameterKey"] for p in self.cfn.get_template_summary(StackName=self.name)["Parameters"]]
            parameters = [p for p in parameters if not (p.get("UsePreviousValue") and p["ParameterKey"] not in known)]
        else:
            kind = "CREATE"
            parameters = [p for p in parameters if not p.get("UsePreviousValue")]
        template_key = self.upload(bucket, template.encode(), "template")
        change = self.cfn.create_change_set(
            ChangeSetName=f"samcli-deploy{int(time.time() * 1000)}", StackName=self.name, TemplateURL=f"{self.s3.meta.endpoint_url}/{bucket}/{template_key}", ChangeSetType=kind, Parameters=parameters,
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"], Description="Created by SAM CLI at now UTC", Tags=[])
        try:
            self.cfn.get_waiter("change_set_create_complete").wait(ChangeSetName=change["Id"], StackName=self.name, WaiterConfig=QUICK)
        except WaiterError as e:
            return e.last_response["Status"], e.last_response["StatusReason"]
        actions = [(c["ResourceChange"]["Action"], c["ResourceChange"]["LogicalResourceId"]) for page in self.cfn.get_paginator("describe_change_set").paginate(ChangeSetName=change["Id"], StackName=self.name) for c in page["Changes"]]
        marker = self.cfn.describe_stack_events(StackName=self.name)["StackEvents"][0]["Timestamp"]
        self.cfn.execute_change_set(ChangeSetName=change["Id"], StackName=self.name, DisableRollback=False)
        seen = {}
        deadline = time.time() + 60
        while True:
            status = self.cfn.describe_stacks(StackName=self.name)["Stacks"][0]["StackStatus"]
            for page in self.cfn.get_paginator("describe_stack_events").paginate(StackName=self.name):
                for event in page["StackEvents"]:
                    if event["Timestamp"] > marker:
                        seen[event["EventId"]] = event
            if not status.endswith("IN_PROGRESS") or status == "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS":
                break
            self.assertLess(time.time(), deadline)
            time.sleep(0.5)
        self.cfn.get_waiter("stack_create_complete" if kind == "CREATE" else "stack_update_complete").wait(StackName=self.name, WaiterConfig=QUICK)
        self.assertIn("Hello", {e["LogicalResourceId"] for e in seen.values()})
        outputs = self.cfn.describe_stacks(StackName=self.name)["Stacks"][0]["Outputs"]
        return actions, outputs[0]["OutputValue"]

    def test_an_application_is_deployed_changed_and_found_unchanged(self):
        first = "import os\ndef f(e, c): return os.environ['WORD']"
        actions, function = self.deploy(first, [{"ParameterKey": "Word", "ParameterValue": "one"}, {"ParameterKey": "Added", "UsePreviousValue": True}])
        self.assertEqual([("Add", "Hello"), ("Add", "HelloRole")], sorted(actions))
        invoke = lambda: json.loads(client("lambda").invoke(FunctionName=function)["Payload"].read())
        self.assertEqual("one", invoke())
        keep = [{"ParameterKey": "Word", "UsePreviousValue": True}, {"ParameterKey": "Added", "UsePreviousValue": True}]
        actions, _ = self.deploy(first.replace("return ", "return 'now ' + "), keep)
        self.assertEqual(([("Modify", "Hello")], "now one"), (actions, invoke()))
        status, reason = self.deploy(first.replace("return ", "return 'now ' + "), keep)
        self.assertEqual("FAILED", status)
        self.assertIn("The submitted information didn't contain changes.", reason)
        # sam delete
        self.cfn.get_template(StackName=self.name, TemplateStage="Original")
        self.cfn.delete_stack(StackName=self.name)
        self.cfn.get_waiter("stack_delete_complete").wait(StackName=self.name, WaiterConfig=QUICK)
        self.assertFalse(self.has_stack())


if __name__ == "__main__":
    unittest.main()
