"""CloudFormation through boto3, the AWS CLI and the command line of this project."""
import json
import os
import pathlib
import subprocess
import tempfile
import textwrap
import time
import unittest
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError

QUICK = {"Delay": 1, "MaxAttempts": 60}
APPLICATION = textwrap.dedent("""
    Parameters:
      Greeting: {Type: String, Default: hello}
    Resources:
      Table:
        Type: AWS::DynamoDB::Table
        Properties:
          BillingMode: PAY_PER_REQUEST
          AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
          KeySchema: [{AttributeName: id, KeyType: HASH}]
      Role:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Version: 2012-10-17
            Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
          ManagedPolicyArns: [!Sub 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']
          Policies:
            - PolicyName: put
              PolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: 'dynamodb:PutItem', Resource: !GetAtt Table.Arn}]}
      Function:
        Type: AWS::Lambda::Function
        Properties:
          Runtime: python3.11
          Handler: index.handler
          Role: !GetAtt Role.Arn
          Environment: {Variables: {TABLE: !Ref Table, GREETING: !Ref Greeting}}
          Code:
            ZipFile: |
              import boto3, os
              table = boto3.resource('dynamodb').Table(os.environ['TABLE'])
              def handler(event, context):
                  table.put_item(Item={'id': event['id']})
                  try:
                      table.get_item(Key={'id': event['id']})
                  except Exception as e:
                      return [os.environ['GREETING'], type(e).__name__]
    Outputs:
      Function: {Value: !Ref Function}
      Table: {Value: !Ref Table}
    """)


def client(name):
    return boto3.client(name, endpoint_url=os.environ["UNDERCAST_ENDPOINT"], config=Config(retries={"max_attempts": 0}))


class Stacks(unittest.TestCase):
    def setUp(self):
        self.cfn = client("cloudformation")
        self.name = "s" + uuid.uuid4().hex[:8]

    def outputs(self):
        stack = self.cfn.describe_stacks(StackName=self.name)["Stacks"][0]
        return {o["OutputKey"]: o["OutputValue"] for o in stack.get("Outputs", [])}

    def call(self, event):
        answer = client("lambda").invoke(FunctionName=self.outputs()["Function"], Payload=json.dumps(event))
        return json.loads(answer["Payload"].read())

    def test_an_application_is_deployed_updated_and_deleted(self):
        self.cfn.create_stack(StackName=self.name, TemplateBody=APPLICATION, Capabilities=["CAPABILITY_IAM"])
        self.cfn.get_waiter("stack_create_complete").wait(StackName=self.name, WaiterConfig=QUICK)
        # The role may put and nothing else.
        self.assertEqual(["hello", "ClientError"], self.call({"id": "1"}))
        table = self.outputs()["Table"]
        self.assertEqual(1, client("dynamodb").scan(TableName=table)["Count"])
        self.cfn.update_stack(StackName=self.name, UsePreviousTemplate=True, Parameters=[{"ParameterKey": "Greeting", "ParameterValue": "bye"}], Capabilities=["CAPABILITY_IAM"])
        self.cfn.get_waiter("stack_update_complete").wait(StackName=self.name, WaiterConfig=QUICK)
        self.assertEqual("bye", self.call({"id": "2"})[0])
        self.cfn.delete_stack(StackName=self.name)
        self.cfn.get_waiter("stack_delete_complete").wait(StackName=self.name, WaiterConfig=QUICK)
        with self.assertRaises(ClientError):
            client("dynamodb").describe_table(TableName=table)

    def test_a_failure_says_why_and_leaves_nothing(self):
        template = {"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": self.name}}, "P": {"Type": "AWS::SQS::Queue", "DependsOn": "Q", "Properties": {"DelaySeconds": 5000}}}}
        self.cfn.create_stack(StackName=self.name, TemplateBody=json.dumps(template))
        with self.assertRaises(WaiterError):
            self.cfn.get_waiter("stack_create_complete").wait(StackName=self.name, WaiterConfig=QUICK)
        while (status := self.cfn.describe_stacks(StackName=self.name)["Stacks"][0]["StackStatus"]) == "ROLLBACK_IN_PROGRESS":
            time.sleep(0.1)
        self.assertEqual("ROLLBACK_COMPLETE", status)
        events = self.cfn.describe_stack_events(StackName=self.name)["StackEvents"]
        reason = next(e["ResourceStatusReason"] for e in events if e["ResourceStatus"] == "CREATE_FAILED")
        self.assertIn("HandlerErrorCode: InvalidRequest", reason)
        with self.assertRaises(ClientError):
            client("sqs").get_queue_url(QueueName=self.name)

    def test_the_cli_deploys_by_change_sets(self):
        with tempfile.TemporaryDirectory() as folder:
            template = pathlib.Path(folder, "template.yaml")
            template.write_text("Resources: {Q: {Type: AWS::SQS::Queue}}\n")
            deploy = ["aws", "--endpoint-url", os.environ["UNDERCAST_ENDPOINT"], "cloudformation", "deploy", "--no-execute-changeset", "--template-file", str(template), "--stack-name", self.name]
            run = subprocess.run(deploy, capture_output=True, text=True, timeout=60)
            self.assertEqual(0, run.returncode, run.stderr)
        change = self.cfn.list_change_sets(StackName=self.name)["Summaries"][0]
        self.assertEqual("AVAILABLE", change["ExecutionStatus"])
        self.cfn.execute_change_set(StackName=self.name, ChangeSetName=change["ChangeSetName"])
        self.cfn.get_waiter("stack_create_complete").wait(StackName=self.name, WaiterConfig=QUICK)

    def test_wrong_templates_are_refused_in_words(self):
        for template, message in (
            ("Resources: {Q: {Type: AWS::No::Such}}", "Template format error: Unrecognized resource types: [AWS::No::Such]"),
            ("Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Z}}}", "Template format error: Unresolved resource dependencies [Z] in the Resources block of the template"),
        ):
            with self.assertRaises(ClientError) as caught:
                self.cfn.validate_template(TemplateBody=template)
            self.assertEqual(("ValidationError", message), (caught.exception.response["Error"]["Code"], caught.exception.response["Error"]["Message"]))


@unittest.skipUnless(os.environ.get("UNDERCAST_DLL"), "needs the built program")
class Commands(unittest.TestCase):
    def run_command(self, *arguments):
        port = os.environ["UNDERCAST_ENDPOINT"].rsplit(":", 1)[1]
        return subprocess.run(["dotnet", os.environ["UNDERCAST_DLL"], *arguments, "--port", port], capture_output=True, text=True, timeout=120)

    def test_a_folder_with_local_code_is_packaged_deployed_and_deleted(self):
        name = "d" + uuid.uuid4().hex[:8]
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "src").mkdir()
            pathlib.Path(folder, "src/index.py").write_text("def handler(event, context):\n    return 'packaged'\n")
            pathlib.Path(folder, "template.yaml").write_text(APPLICATION.split("      Code:")[0] + "      Code: src\nOutputs:\n  Function: {Value: !Ref Function}\n")
            done = self.run_command("deploy", folder, "--stack", name)
            self.assertEqual(0, done.returncode, done.stderr)
            self.assertIn(f"{name}\tCREATE_COMPLETE", done.stdout)
            self.assertIn("nothing to change", self.run_command("deploy", folder, "--stack", name).stdout)
        function = next(line.split("\t")[1] for line in done.stdout.splitlines() if line.startswith("Function\t") and "_" not in line.split("\t")[1])
        self.assertEqual('"packaged"', self.run_command("invoke", function).stdout.strip())
        self.assertIn(name, self.run_command("stacks").stdout)
        gone = self.run_command("delete", name)
        self.assertEqual(0, gone.returncode, gone.stderr)
        self.assertNotIn(name, self.run_command("stacks").stdout)


if __name__ == "__main__":
    unittest.main()
