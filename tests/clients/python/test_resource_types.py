"""Every resource type of this cloud is made, changed, replaced and deleted by stacks; a type without an entry here fails the test."""
import io
import json
import os
import pathlib
import time
import unittest
import uuid
import zipfile

import boto3
from botocore.config import Config

QUICK = {"Delay": 1, "MaxAttempts": 60}
SUFFIX = uuid.uuid4().hex[:8]
CERTIFICATE = "arn:aws:acm:us-east-1:000000000000:certificate/11111111-1111-1111-1111-111111111111"
URI = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations"


def ref(name):
    return {"Ref": name}


def att(name, attribute="Arn"):
    return {"Fn::GetAtt": [name, attribute]}


def allow(action, resource="*", **more):
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": resource, **more}]}


def trust(service="lambda.amazonaws.com"):
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}]}


REST = {"RestApiId": ref("Api")}
HTTP = {"ApiId": ref("Api")}
SOCKET = {"ApiId": ref("Socket")}
POOL = {"UserPoolId": ref("Pool")}

# By stack: logical id, type, properties, what changes it in place, what replaces it. None: there is no such change, or it would hit what others need.
STACKS = {
    "small": [
        ("Queue", "AWS::SQS::Queue", {"DelaySeconds": 1}, {"DelaySeconds": 2}, {"QueueName": "types-" + SUFFIX}),
        ("Target", "AWS::SQS::Queue", {}, None, None),
        ("QueuePolicy", "AWS::SQS::QueuePolicy", {"Queues": [ref("Target")], "PolicyDocument": allow("sqs:SendMessage", Principal="*")}, {"PolicyDocument": allow("sqs:ReceiveMessage", Principal="*")}, None),
        ("Parameter", "AWS::SSM::Parameter", {"Type": "String", "Value": "a"}, {"Value": "b"}, {"Name": "/types/" + SUFFIX}),
        ("Table", "AWS::DynamoDB::Table", {"BillingMode": "PAY_PER_REQUEST", "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}], "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]},
         {"DeletionProtectionEnabled": False}, {"TableName": "types-" + SUFFIX}),
        ("Bucket", "AWS::S3::Bucket", {}, {"VersioningConfiguration": {"Status": "Enabled"}}, {"BucketName": "types-" + SUFFIX}),
        ("Files", "AWS::S3::Bucket", {}, None, None),
        ("Policy", "AWS::S3::BucketPolicy", {"Bucket": ref("Files"), "PolicyDocument": allow("s3:GetObject", {"Fn::Sub": "${Files.Arn}/*"}, Principal={"AWS": "000000000000"})},
         {"PolicyDocument": allow("s3:PutObject", {"Fn::Sub": "${Files.Arn}/*"}, Principal={"AWS": "000000000000"})}, None),
        ("Images", "AWS::ECR::Repository", {}, {"ImageTagMutability": "IMMUTABLE"}, {"RepositoryName": "types-" + SUFFIX}),
        ("Group", "AWS::Logs::LogGroup", {"RetentionInDays": 1}, {"RetentionInDays": 3}, {"LogGroupName": "types-" + SUFFIX}),
        ("Logs", "AWS::Logs::LogGroup", {}, None, None),
        ("Stream", "AWS::Logs::LogStream", {"LogGroupName": ref("Logs")}, None, {"LogStreamName": "s"}),
        ("Metric", "AWS::Logs::MetricFilter", {"LogGroupName": ref("Logs"), "FilterPattern": "a", "MetricTransformations": [{"MetricName": "m", "MetricNamespace": "n", "MetricValue": "1"}]},
         {"FilterPattern": "b"}, {"FilterName": "f"}),
        ("Query", "AWS::Logs::QueryDefinition", {"Name": "q" + SUFFIX, "QueryString": "fields @message"}, {"QueryString": "fields @timestamp"}, None),
        ("LogPolicy", "AWS::Logs::ResourcePolicy", {"PolicyName": "a" + SUFFIX, "PolicyDocument": json.dumps(allow("logs:PutLogEvents", Principal={"Service": "es.amazonaws.com"}))},
         {"PolicyDocument": json.dumps(allow("logs:CreateLogStream", Principal={"Service": "es.amazonaws.com"}))}, {"PolicyName": "b" + SUFFIX}),
    ],
    "iam": [
        ("Group", "AWS::IAM::Group", {}, {"ManagedPolicyArns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"]}, {"GroupName": "types-" + SUFFIX}),
        ("User", "AWS::IAM::User", {}, {"Policies": [{"PolicyName": "p", "PolicyDocument": allow("sqs:*")}]}, {"UserName": "types-" + SUFFIX}),
        ("Role", "AWS::IAM::Role", {"AssumeRolePolicyDocument": trust()}, {"Description": "d"}, {"RoleName": "types-" + SUFFIX}),
        ("People", "AWS::IAM::Group", {}, None, None),
        ("Ann", "AWS::IAM::User", {}, None, None),
        ("Bob", "AWS::IAM::User", {}, None, None),
        ("Worker", "AWS::IAM::Role", {"AssumeRolePolicyDocument": trust()}, None, None),
        ("Managed", "AWS::IAM::ManagedPolicy", {"PolicyDocument": allow("sqs:*")}, {"PolicyDocument": allow("sqs:SendMessage")}, {"Path": "/p/"}),
        ("Inline", "AWS::IAM::Policy", {"PolicyName": "p", "PolicyDocument": allow("sqs:*"), "Groups": [ref("People")]}, {"PolicyDocument": allow("sqs:SendMessage")}, None),
        ("RolePolicy", "AWS::IAM::RolePolicy", {"PolicyName": "a", "RoleName": ref("Worker"), "PolicyDocument": allow("sqs:*")}, {"PolicyDocument": allow("sqs:SendMessage")}, {"PolicyName": "b"}),
        ("Profile", "AWS::IAM::InstanceProfile", {"Roles": [ref("Worker")]}, None, {"Path": "/p/"}),
        ("Key", "AWS::IAM::AccessKey", {"UserName": ref("Ann")}, {"Status": "Inactive"}, {"Serial": 1}),
        ("Members", "AWS::IAM::UserToGroupAddition", {"GroupName": ref("People"), "Users": [ref("Ann")]}, {"Users": [ref("Ann"), ref("Bob")]}, None),
        ("Oidc", "AWS::IAM::OIDCProvider", {"Url": f"https://a{SUFFIX}.example.com", "ClientIdList": ["a"], "ThumbprintList": ["a" * 40]}, {"ClientIdList": ["b"]}, {"Url": f"https://b{SUFFIX}.example.com"}),
    ],
    "functions": [
        ("Role", "AWS::IAM::Role", {"AssumeRolePolicyDocument": trust(), "Policies": [{"PolicyName": "p", "PolicyDocument": allow("sqs:*")}]}, None, None),
        ("Queue", "AWS::SQS::Queue", {}, None, None),
        ("Other", "AWS::SQS::Queue", {}, None, None),
        ("Logs", "AWS::Logs::LogGroup", {}, None, None),
        ("Code", "AWS::Lambda::Function", {"Runtime": "python3.11", "Handler": "index.f", "Role": att("Role"), "Code": {"ZipFile": "def f(e, c): pass"}}, {"Timeout": 7}, {"FunctionName": "types-" + SUFFIX}),
        ("Function", "AWS::Lambda::Function", {"Runtime": "python3.11", "Handler": "index.f", "Role": att("Role"), "Code": {"ZipFile": "def f(e, c): pass"}}, None, None),
        ("Second", "AWS::Lambda::Function", {"Runtime": "python3.11", "Handler": "index.f", "Role": att("Role"), "Code": {"ZipFile": "def f(e, c): pass"}}, None, None),
        # AWS: publishing what has not changed gives the version that is there.
        ("Version", "AWS::Lambda::Version", {"FunctionName": ref("Function")}, None, None),
        ("Alias", "AWS::Lambda::Alias", {"FunctionName": ref("Function"), "FunctionVersion": att("Version", "Version"), "Name": "a"}, {"Description": "d"}, {"Name": "b"}),
        ("Invoke", "AWS::Lambda::EventInvokeConfig", {"FunctionName": ref("Function"), "Qualifier": "$LATEST", "MaximumRetryAttempts": 1}, {"MaximumRetryAttempts": 0}, None),
        ("Mapping", "AWS::Lambda::EventSourceMapping", {"FunctionName": ref("Function"), "EventSourceArn": att("Queue")}, {"BatchSize": 3}, {"EventSourceArn": att("Other")}),
        ("Layer", "AWS::Lambda::LayerVersion", {"Content": {"S3Bucket": "layers-" + SUFFIX, "S3Key": "layer.zip"}}, None, {"Description": "d"}),
        ("Permission", "AWS::Lambda::Permission", {"FunctionName": ref("Function"), "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com"}, None, {"Principal": "sns.amazonaws.com"}),
        ("Url", "AWS::Lambda::Url", {"TargetFunctionArn": att("Function"), "AuthType": "AWS_IAM"}, {"AuthType": "NONE"}, {"TargetFunctionArn": att("Second")}),
        ("LogsMay", "AWS::Lambda::Permission", {"FunctionName": ref("Function"), "Action": "lambda:InvokeFunction", "Principal": "logs.amazonaws.com"}, None, None),
        ("Subscription", "AWS::Logs::SubscriptionFilter", {"LogGroupName": ref("Logs"), "DestinationArn": att("Function"), "FilterPattern": "a"}, {"FilterPattern": "b"}, {"FilterName": "f"}, "LogsMay"),
    ],
    "rest": [
        ("Role", "AWS::IAM::Role", {"AssumeRolePolicyDocument": trust("apigateway.amazonaws.com"), "ManagedPolicyArns": ["arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"]}, None, None),
        ("Account", "AWS::ApiGateway::Account", {"CloudWatchRoleArn": att("Role")}, None, None),
        ("Api", "AWS::ApiGateway::RestApi", {"Name": "types"}, {"Description": "d"}, None),
        ("Key", "AWS::ApiGateway::ApiKey", {"Enabled": True}, {"Description": "d"}, {"Name": "k" + SUFFIX}),
        ("Card", "AWS::ApiGateway::ApiKey", {"Enabled": True}, None, None),
        ("Badge", "AWS::ApiGateway::ApiKey", {"Enabled": True}, None, None),
        ("Path", "AWS::ApiGateway::Resource", {**REST, "ParentId": att("Api", "RootResourceId"), "PathPart": "a"}, None, None),
        ("Way", "AWS::ApiGateway::Resource", {**REST, "ParentId": att("Api", "RootResourceId"), "PathPart": "b"}, None, {"PathPart": "c"}),
        ("Method", "AWS::ApiGateway::Method", {**REST, "ResourceId": ref("Path"), "HttpMethod": "GET", "AuthorizationType": "NONE", "Integration": {"Type": "MOCK"}}, {"OperationName": "o"}, {"HttpMethod": "POST"}),
        ("Model", "AWS::ApiGateway::Model", {**REST, "ContentType": "application/json", "Schema": {"type": "object"}}, {"Description": "d"}, {"Name": "m"}),
        ("Validator", "AWS::ApiGateway::RequestValidator", {**REST, "ValidateRequestBody": True}, {"ValidateRequestBody": False}, {"Name": "v"}),
        ("Authorizer", "AWS::ApiGateway::Authorizer", {**REST, "Name": "a", "Type": "TOKEN", "AuthorizerUri": URI, "IdentitySource": "method.request.header.Authorization"}, {"AuthorizerResultTtlInSeconds": 5}, None),
        ("Response", "AWS::ApiGateway::GatewayResponse", {**REST, "ResponseType": "DEFAULT_4XX"}, {"StatusCode": "499"}, {"ResponseType": "DEFAULT_5XX"}),
        ("Deployment", "AWS::ApiGateway::Deployment", REST, {"Description": "d"}, None, "Method"),
        ("Stage", "AWS::ApiGateway::Stage", {**REST, "DeploymentId": ref("Deployment"), "StageName": "a"}, {"Description": "d"}, {"StageName": "b"}),
        ("Live", "AWS::ApiGateway::Stage", {**REST, "DeploymentId": ref("Deployment"), "StageName": "live"}, None, None),
        ("Plan", "AWS::ApiGateway::UsagePlan", {"UsagePlanName": "p" + SUFFIX}, {"Description": "d"}, None),
        ("PlanKey", "AWS::ApiGateway::UsagePlanKey", {"KeyId": ref("Card"), "KeyType": "API_KEY", "UsagePlanId": ref("Plan")}, None, {"KeyId": ref("Badge")}),
        ("Part", "AWS::ApiGateway::DocumentationPart", {**REST, "Location": {"Type": "API"}, "Properties": "{\"description\":\"a\"}"}, {"Properties": "{\"description\":\"b\"}"}, {"Location": {"Type": "RESOURCE", "Path": "/"}}),
        ("Edition", "AWS::ApiGateway::DocumentationVersion", {**REST, "DocumentationVersion": "1"}, {"Description": "d"}, {"DocumentationVersion": "2"}, "Part"),
        ("Certificate", "AWS::ApiGateway::ClientCertificate", {}, {"Description": "d"}, None),
        ("Domain", "AWS::ApiGateway::DomainName", {"DomainName": f"a{SUFFIX}.example.com", "RegionalCertificateArn": CERTIFICATE, "EndpointConfiguration": {"Types": ["REGIONAL"]}},
         {"Tags": [{"Key": "a", "Value": "b"}]}, {"DomainName": f"b{SUFFIX}.example.com"}),
        ("Host", "AWS::ApiGateway::DomainName", {"DomainName": f"c{SUFFIX}.example.com", "RegionalCertificateArn": CERTIFICATE, "EndpointConfiguration": {"Types": ["REGIONAL"]}}, None, None),
        ("Base", "AWS::ApiGateway::BasePathMapping", {**REST, "DomainName": ref("Host"), "BasePath": "a"}, {"Stage": ref("Live")}, {"BasePath": "b"}, "Deployment"),
        ("Link", "AWS::ApiGateway::VpcLink", {"Name": "l", "TargetArns": ["arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/n/1111111111111111"]}, {"Description": "d"}, None),
    ],
    "routed": [
        ("Api", "AWS::ApiGatewayV2::Api", {"Name": "types", "ProtocolType": "HTTP"}, {"Description": "d"}, None),
        ("Changes", "AWS::ApiGatewayV2::Api", {"Name": "types", "ProtocolType": "HTTP"}, None, {"ProtocolType": "WEBSOCKET", "RouteSelectionExpression": "$request.body.action"}),
        ("Socket", "AWS::ApiGatewayV2::Api", {"Name": "types", "ProtocolType": "WEBSOCKET", "RouteSelectionExpression": "$request.body.action"}, None, None),
        ("Integration", "AWS::ApiGatewayV2::Integration", {**HTTP, "IntegrationType": "HTTP_PROXY", "IntegrationMethod": "GET", "IntegrationUri": "https://example.com", "PayloadFormatVersion": "1.0"}, {"Description": "d"}, None),
        ("Route", "AWS::ApiGatewayV2::Route", {**HTTP, "RouteKey": "GET /a", "Target": {"Fn::Sub": "integrations/${Integration}"}}, {"RouteKey": "GET /b"}, None),
        ("Stage", "AWS::ApiGatewayV2::Stage", {**HTTP, "StageName": "a"}, {"Description": "d"}, {"StageName": "b"}),
        ("Live", "AWS::ApiGatewayV2::Stage", {**HTTP, "StageName": "live", "AutoDeploy": True}, None, None),
        ("Deployment", "AWS::ApiGatewayV2::Deployment", HTTP, {"Description": "d"}, None, "Route"),
        ("Authorizer", "AWS::ApiGatewayV2::Authorizer", {**HTTP, "AuthorizerType": "JWT", "Name": "a", "IdentitySource": ["$request.header.Authorization"], "JwtConfiguration": {"Audience": ["a"], "Issuer": "https://issuer.example.com"}},
         {"Name": "b"}, None),
        ("Model", "AWS::ApiGatewayV2::Model", {**SOCKET, "Name": "m", "ContentType": "application/json", "Schema": {"type": "object"}}, {"Description": "d"}, None),
        ("Said", "AWS::ApiGatewayV2::Route", {**SOCKET, "RouteKey": "say"}, None, None),
        ("Answer", "AWS::ApiGatewayV2::RouteResponse", {**SOCKET, "RouteId": ref("Said"), "RouteResponseKey": "$default"}, {"ModelSelectionExpression": "default"}, None),
        ("Mock", "AWS::ApiGatewayV2::Integration", {**SOCKET, "IntegrationType": "MOCK"}, None, None),
        ("Mapped", "AWS::ApiGatewayV2::IntegrationResponse", {**SOCKET, "IntegrationId": ref("Mock"), "IntegrationResponseKey": "$default"}, {"TemplateSelectionExpression": "x"}, None),
        ("Domain", "AWS::ApiGatewayV2::DomainName", {"DomainName": f"d{SUFFIX}.example.com", "DomainNameConfigurations": [{"CertificateArn": CERTIFICATE, "EndpointType": "REGIONAL"}]}, {"Tags": {"a": "b"}}, None),
        ("Mapping", "AWS::ApiGatewayV2::ApiMapping", {**HTTP, "DomainName": ref("Domain"), "Stage": ref("Live")}, {"ApiMappingKey": "k"}, None),
        ("Link", "AWS::ApiGatewayV2::VpcLink", {"Name": "a", "SubnetIds": ["subnet-11111111"]}, {"Name": "b"}, {"SubnetIds": ["subnet-22222222"]}),
    ],
    "people": [
        ("Role", "AWS::IAM::Role", {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": "sts:AssumeRoleWithWebIdentity"}]}}, None, None),
        ("Pool", "AWS::Cognito::UserPool", {}, {"MfaConfiguration": "OFF", "Policies": {"PasswordPolicy": {"MinimumLength": 10}}}, None),
        ("Changes", "AWS::Cognito::UserPool", {}, None, {"UsernameAttributes": ["email"]}),
        ("Client", "AWS::Cognito::UserPoolClient", POOL, {"ClientName": "n"}, {"GenerateSecret": True}),
        ("App", "AWS::Cognito::UserPoolClient", POOL, None, None),
        ("Group", "AWS::Cognito::UserPoolGroup", POOL, {"Description": "d"}, {"GroupName": "g"}),
        ("Staff", "AWS::Cognito::UserPoolGroup", POOL, None, None),
        ("Domain", "AWS::Cognito::UserPoolDomain", {**POOL, "Domain": "a" + SUFFIX}, {"ManagedLoginVersion": 2}, None),
        ("Server", "AWS::Cognito::UserPoolResourceServer", {**POOL, "Identifier": "a", "Name": "n"}, {"Name": "m"}, {"Identifier": "b"}),
        ("Look", "AWS::Cognito::ManagedLoginBranding", {**POOL, "ClientId": ref("App"), "UseCognitoProvidedValues": True}, None, None, "Domain"),
        ("Style", "AWS::Cognito::UserPoolUICustomizationAttachment", {**POOL, "ClientId": "ALL", "CSS": ".banner-customizable {padding: 1px;}"}, {"CSS": ".banner-customizable {padding: 2px;}"}, None, "Domain"),
        ("Google", "AWS::Cognito::UserPoolIdentityProvider",
         {**POOL, "ProviderName": "Google", "ProviderType": "Google", "ProviderDetails": {"client_id": "i", "client_secret": "s", "authorize_scopes": "openid"}}, {"AttributeMapping": {"email": "email"}}, None),
        ("User", "AWS::Cognito::UserPoolUser", {**POOL, "Username": "a"}, None, {"Username": "b"}),
        ("Ann", "AWS::Cognito::UserPoolUser", {**POOL, "Username": "ann"}, None, None),
        ("Member", "AWS::Cognito::UserPoolUserToGroupAttachment", {**POOL, "Username": ref("Ann"), "GroupName": ref("Staff")}, None, None),
        ("Identities", "AWS::Cognito::IdentityPool", {"AllowUnauthenticatedIdentities": True}, {"AllowUnauthenticatedIdentities": False}, None),
        ("Roles", "AWS::Cognito::IdentityPoolRoleAttachment", {"IdentityPoolId": ref("Identities"), "Roles": {"authenticated": att("Role")}}, {"Roles": {"unauthenticated": att("Role")}}, None),
    ],
}

# Types whose makings need more than a template; the file that proves them names them.
ELSEWHERE = {
    "AWS::CloudFormation::Macro": "Undercast.CloudFormation.Tests/TransformTests.cs",
    "AWS::CloudFormation::Stack": "Undercast.CloudFormation.Tests/CompositionTests.cs",
    "AWS::CloudFormation::StackSet": "Undercast.CloudFormation.Tests/StackSetTests.cs",
    "AWS::CloudFormation::WaitCondition": "Undercast.CloudFormation.Tests/DeploymentTests.cs",
    "AWS::CloudFormation::WaitConditionHandle": "Undercast.CloudFormation.Tests/DeploymentTests.cs",
    "AWS::CDK::Metadata": "Undercast.CloudFormation.Tests/CompositionTests.cs",
    "AWS::DynamoDB::GlobalTable": "Undercast.DynamoDb.Tests",
    "AWS::IAM::SAMLProvider": "Undercast.Iam.Tests",
    "AWS::IAM::ServerCertificate": "Undercast.Iam.Tests",
    "AWS::IAM::VirtualMFADevice": "Undercast.Iam.Tests",
}


def client(name):
    return boto3.client(name, endpoint_url=os.environ["UNDERCAST_ENDPOINT"], config=Config(retries={"max_attempts": 0}))


# Changes beside the stack, and what drift detection must see of them.
BESIDE = {
    "small": ({"Bucket": ["/VersioningConfiguration/Status"]}, lambda ids: client("s3").put_bucket_versioning(Bucket=ids["Bucket"], VersioningConfiguration={"Status": "Suspended"})),
    "rest": ({"Api": ["/Description"]}, lambda ids: client("apigateway").update_rest_api(restApiId=ids["Api"], patchOperations=[{"op": "replace", "path": "/description", "value": "other"}])),
    "routed": ({"Api": ["/Description"]}, lambda ids: client("apigatewayv2").update_api(ApiId=ids["Api"], Description="other")),
    "people": ({"Client": ["/ClientName"]}, lambda ids: client("cognito-idp").update_user_pool_client(UserPoolId=ids["Pool"], ClientId=ids["Client"], ClientName="other")),
}


def template(entries, stage):
    """The resources as they are first (0), changed (1) and replaced (2)."""
    resources = {}
    for logical, kind, properties, change, replacement, *needs in entries:
        wanted = {**properties, **(change or {} if stage > 0 else {}), **(replacement or {} if stage > 1 else {})}
        resources[logical] = {"Type": kind, "Properties": wanted, **({"DependsOn": needs} if needs else {})}
    return json.dumps({"Resources": resources})


class Types(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cfn = client("cloudformation")
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as z:
            z.writestr("python/m.py", "")
        s3 = client("s3")
        s3.create_bucket(Bucket="layers-" + SUFFIX)
        s3.put_object(Bucket="layers-" + SUFFIX, Key="layer.zip", Body=archive.getvalue())

    def settle(self, name, waiter):
        try:
            self.cfn.get_waiter(waiter).wait(StackName=name, WaiterConfig=QUICK)
        except Exception:
            events = self.cfn.describe_stack_events(StackName=name)["StackEvents"]
            self.fail([f"{e['LogicalResourceId']} {e['ResourceStatus']} {e.get('ResourceStatusReason')}" for e in reversed(events) if "FAILED" in e["ResourceStatus"]])
        return {r["LogicalResourceId"]: r["PhysicalResourceId"] for r in self.cfn.describe_stack_resources(StackName=name)["StackResources"]} if waiter != "stack_delete_complete" else {}

    def test_every_type_has_its_place(self):
        types, token = [], {}
        while True:
            page = self.cfn.list_types(Visibility="PUBLIC", **token)
            types += [t["TypeName"] for t in page["TypeSummaries"]]
            if "NextToken" not in page:
                break
            token = {"NextToken": page["NextToken"]}
        here = {entry[1] for entries in STACKS.values() for entry in entries}
        self.assertEqual([], sorted(set(types) - here - set(ELSEWHERE)))
        root = pathlib.Path(__file__).parents[2]
        for kind, place in ELSEWHERE.items():
            files = [root / place] if "." in place.rsplit("/", 1)[-1] and (root / place).is_file() else list((root / place).rglob("*.cs"))
            self.assertTrue(any(kind in f.read_text() or kind.rsplit("::", 1)[1] in f.read_text() for f in files), kind)

    def drifts(self, name):
        """What differs from the template, of the types that can be read."""
        detection = self.cfn.detect_stack_drift(StackName=name)["StackDriftDetectionId"]
        deadline = time.time() + 30
        while self.cfn.describe_stack_drift_detection_status(StackDriftDetectionId=detection)["DetectionStatus"] == "DETECTION_IN_PROGRESS":
            self.assertLess(time.time(), deadline)
            time.sleep(0.1)
        found = self.cfn.describe_stack_resource_drifts(StackName=name, MaxResults=100)["StackResourceDrifts"]
        self.assertTrue(found)
        return {d["LogicalResourceId"]: [p["PropertyPath"] for p in d["PropertyDifferences"]] for d in found if d["StackResourceDriftStatus"] != "IN_SYNC"}

    def walk(self, kind):
        entries, name = STACKS[kind], f"types-{kind}-{SUFFIX}"
        capabilities = ["CAPABILITY_NAMED_IAM"]
        self.cfn.create_stack(StackName=name, TemplateBody=template(entries, 0), Capabilities=capabilities)
        made = self.settle(name, "stack_create_complete")
        self.cfn.update_stack(StackName=name, TemplateBody=template(entries, 1), Capabilities=capabilities)
        changed = self.settle(name, "stack_update_complete")
        self.assertEqual(made, changed, "an update in place keeps what is there")
        self.assertEqual({}, self.drifts(name), "what a template has made does not differ from it")
        if kind in BESIDE:
            expected, act = BESIDE[kind]
            act(changed)
            self.assertEqual(expected, self.drifts(name), "what was done beside the stack is seen")
        self.cfn.update_stack(StackName=name, TemplateBody=template(entries, 2), Capabilities=capabilities)
        replaced = self.settle(name, "stack_update_complete")
        for logical, _, _, _, replacement, *_ in entries:
            (self.assertNotEqual if replacement else self.assertEqual)(changed[logical], replaced[logical], logical)
        stack = self.cfn.describe_stacks(StackName=name)["Stacks"][0]["StackId"]
        self.cfn.delete_stack(StackName=name)
        self.settle(stack, "stack_delete_complete")
        self.assertEqual("DELETE_COMPLETE", self.cfn.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"])

    def test_queues_tables_buckets_and_logs(self):
        self.walk("small")

    def test_users_roles_and_policies(self):
        self.walk("iam")

    def test_functions_and_what_belongs_to_them(self):
        self.walk("functions")

    def test_rest_apis(self):
        self.walk("rest")

    def test_http_and_websocket_apis(self):
        self.walk("routed")

    def test_pools_of_users_and_identities(self):
        self.walk("people")


if __name__ == "__main__":
    unittest.main()
