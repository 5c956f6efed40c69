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

    def test_nested_stacks_have_change_sets_of_their_own(self):
        s3 = client("s3")
        s3.create_bucket(Bucket=self.name)
        s3.put_object(Bucket=self.name, Key="inner", Body=b"Parameters: {Delay: {Type: Number}}\nResources: {Q: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: !Ref Delay}}}\n")

        def change(kind, delay):
            template = {"Resources": {"Inner": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": f"https://{self.name}.s3.amazonaws.com/inner", "Parameters": {"Delay": delay}}}}}
            made = self.cfn.create_change_set(StackName=self.name, ChangeSetName=kind.lower(), ChangeSetType=kind, TemplateBody=json.dumps(template), IncludeNestedStacks=True)
            self.cfn.get_waiter("change_set_create_complete").wait(ChangeSetName=made["Id"], WaiterConfig=QUICK)
            root = self.cfn.describe_change_set(ChangeSetName=made["Id"])
            inner = self.cfn.describe_change_set(ChangeSetName=root["Changes"][0]["ResourceChange"]["ChangeSetId"])
            self.assertEqual((made["Id"], made["Id"], "UNAVAILABLE"), (inner["ParentChangeSetId"], inner["RootChangeSetId"], inner["ExecutionStatus"]))
            with self.assertRaises(self.cfn.exceptions.InvalidChangeSetStatusException):
                self.cfn.execute_change_set(ChangeSetName=inner["ChangeSetId"])
            self.cfn.execute_change_set(ChangeSetName=made["Id"])
            self.cfn.get_waiter(f"stack_{kind.lower()}_complete").wait(StackName=self.name, WaiterConfig=QUICK)
            return inner["StackId"], inner["Changes"][0]["ResourceChange"]["Action"]

        stack, action = change("CREATE", "1")
        self.assertEqual("Add", action)
        self.assertEqual((stack, "Modify"), change("UPDATE", "2"))
        self.assertEqual("UPDATE_COMPLETE", self.cfn.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"])

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


class CustomResourceTest(unittest.TestCase):
    """A function makes what a template names, and answers at the address that it is given."""

    TEMPLATE = """
Parameters:
  Value: {Type: String}
  Mode: {Type: String, Default: fine}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}
  Maker:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
      Runtime: RUNTIME
      Handler: index.handler
      Timeout: 20
      Code: {ZipFile: CODE}
  Thing:
    Type: Custom::Thing
    Properties: {ServiceToken: !GetAtt Maker.Arn, ServiceTimeout: 30, Value: !Ref Value, Mode: !Ref Mode, Number: 5, On: true}
Outputs:
  Id: {Value: !Ref Thing}
  Answer: {Value: !GetAtt Thing.Answer}
"""
    # Both drop what they do not need to answer on AWS: Node's has no port in its request, as the module that CloudFormation ships has none.
    CODE = {
        "nodejs20.x": """
const https = require('https');
exports.handler = (event, context) => new Promise((resolve, reject) => {
  const p = event.ResourceProperties;
  const body = JSON.stringify({ Status: p.Mode === 'broken' ? 'FAILED' : 'SUCCESS', Reason: 'It broke.', PhysicalResourceId: event.PhysicalResourceId || 'thing-' + p.Value,
    StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId, Data: { Answer: event.RequestType + ' ' + p.Value + ' ' + typeof p.Number + ' ' + p.On } });
  const url = new URL(event.ResponseURL);
  const request = https.request({ hostname: url.hostname, port: 443, path: url.pathname + url.search, method: 'PUT', headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) } }, r => { r.resume(); r.on('end', resolve); });
  request.on('error', reject);
  request.end(body);
});
""",
        "python3.11": """
import json, urllib.request
def handler(event, context):
    p = event['ResourceProperties']
    body = {'Status': 'FAILED' if p['Mode'] == 'broken' else 'SUCCESS', 'Reason': 'It broke.', 'PhysicalResourceId': event.get('PhysicalResourceId') or 'thing-' + p['Value'],
            'StackId': event['StackId'], 'RequestId': event['RequestId'], 'LogicalResourceId': event['LogicalResourceId'],
            'Data': {'Answer': event['RequestType'] + ' ' + p['Value'] + ' ' + ('string' if isinstance(p['Number'], str) else 'other') + ' ' + p['On']}}
    urllib.request.urlopen(urllib.request.Request(event['ResponseURL'], data=json.dumps(body).encode(), method='PUT'))
""",
    }

    def run_with(self, runtime):
        cfn, name = client("cloudformation"), "c" + uuid.uuid4().hex[:8]
        template = self.TEMPLATE.replace("RUNTIME", runtime).replace("CODE", json.dumps(self.CODE[runtime]))

        def described():
            stack = cfn.describe_stacks(StackName=name)["Stacks"][0]
            return stack["StackStatus"], {o["OutputKey"]: o["OutputValue"] for o in stack.get("Outputs", [])}

        def values(value, mode="fine"):
            return [{"ParameterKey": "Value", "ParameterValue": value}, {"ParameterKey": "Mode", "ParameterValue": mode}]

        cfn.create_stack(StackName=name, TemplateBody=template, Parameters=values("one"), Capabilities=["CAPABILITY_IAM"])
        cfn.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig=QUICK)
        self.assertEqual(("CREATE_COMPLETE", {"Id": "thing-one", "Answer": "Create one string true"}), described())
        cfn.update_stack(StackName=name, TemplateBody=template, Parameters=values("two"), Capabilities=["CAPABILITY_IAM"])
        cfn.get_waiter("stack_update_complete").wait(StackName=name, WaiterConfig=QUICK)
        self.assertEqual(("UPDATE_COMPLETE", {"Id": "thing-one", "Answer": "Update two string true"}), described())
        cfn.update_stack(StackName=name, TemplateBody=template, Parameters=values("three", "broken"), Capabilities=["CAPABILITY_IAM"])
        cfn.get_waiter("stack_rollback_complete").wait(StackName=name, WaiterConfig=QUICK)
        self.assertEqual("UPDATE_ROLLBACK_COMPLETE", described()[0])
        reasons = [e.get("ResourceStatusReason", "") for e in cfn.describe_stack_events(StackName=name)["StackEvents"] if e["ResourceStatus"] == "UPDATE_FAILED"]
        self.assertTrue(any(r.startswith("Received response status [FAILED] from custom resource. Message returned: It broke. (RequestId: ") for r in reasons), reasons)
        cfn.delete_stack(StackName=name)
        cfn.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig=QUICK)

    def test_a_function_in_node(self):
        self.run_with("nodejs20.x")

    def test_a_function_in_python(self):
        self.run_with("python3.11")


if __name__ == "__main__":
    unittest.main()
