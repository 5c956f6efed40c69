"""API Gateway through boto3, and deployed APIs through plain HTTP against real functions."""
import io
import json
import os
import shutil
import unittest
import urllib.error
import urllib.request
import uuid
import zipfile

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

ENDPOINT = os.environ["UNDERCAST_ENDPOINT"]
ACCOUNT = "000000000000"


def client(service):
    return boto3.client(service, endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test", config=Config(retries={"max_attempts": 0}, read_timeout=60))


def role(service, actions):
    iam = client("iam")
    name = "role" + uuid.uuid4().hex[:10]
    trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}]}
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))
    iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]}))
    return f"arn:aws:iam::{ACCOUNT}:role/{name}"


def function(code, allow=True):
    aws = client("lambda")
    name = "f" + uuid.uuid4().hex[:10]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("index.js", code)
    aws.create_function(FunctionName=name, Runtime="nodejs22.x", Handler="index.handler", Role=role("lambda.amazonaws.com", "logs:*"), Code={"ZipFile": buffer.getvalue()}, Timeout=10)
    if allow:
        aws.add_permission(FunctionName=name, StatementId="api", Action="lambda:InvokeFunction", Principal="apigateway.amazonaws.com")
    return f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:{ACCOUNT}:function:{name}/invocations"


def call(api, path, method="GET", body=None, headers=None, stage="dev"):
    request = urllib.request.Request(f"{ENDPOINT}/_aws/execute-api/{api}/{stage}{path}", data=body, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as e:
        return e.code, e.read(), e.headers


@unittest.skipUnless(shutil.which("node"), "node is not installed")
class RestApis(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.aws = client("apigateway")

    def api(self, path, method, integration, authorization=None, **method_options):
        """An API with one method, not yet deployed."""
        api = self.aws.create_rest_api(name="t" + uuid.uuid4().hex[:8])
        self.addCleanup(lambda: self.aws.delete_rest_api(restApiId=api["id"]))
        parent = api["rootResourceId"]
        for part in path.strip("/").split("/") if path != "/" else []:
            parent = self.aws.create_resource(restApiId=api["id"], parentId=parent, pathPart=part)["id"]
        place = dict(restApiId=api["id"], resourceId=parent, httpMethod=method)
        self.aws.put_method(**place, authorizationType=authorization or "NONE", **method_options)
        self.aws.put_integration(**place, **integration)
        return api["id"], place

    def proxy(self, code, path="/{proxy+}", method="ANY", **options):
        api, place = self.api(path, method, dict(type="AWS_PROXY", integrationHttpMethod="POST", uri=function(code, options.pop("allow", True))), **options)
        self.aws.create_deployment(restApiId=api, stageName="dev", variables={"color": "red"})
        return api

    def test_a_function_sees_the_request_and_shapes_the_answer(self):
        api = self.proxy("exports.handler = async e => ({ statusCode: 201, headers: { 'X-Own': 'yes' }, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] }, body: JSON.stringify(e) })")
        status, body, headers = call(api, "/pets/7?x=1&x=2&y=%20z", "POST", b'{"a":1}', {"Content-Type": "application/json", "X-Two": "2"})
        event = json.loads(body)
        self.assertEqual((201, "yes", ["a=1", "b=2"]), (status, headers["X-Own"], headers.get_all("Set-Cookie")))
        self.assertIsNotNone(headers["x-amzn-RequestId"])
        self.assertIsNotNone(headers["x-amz-apigw-id"])
        self.assertEqual(("/{proxy+}", "/pets/7", "POST", {"proxy": "pets/7"}), (event["resource"], event["path"], event["httpMethod"], event["pathParameters"]))
        self.assertEqual(({"x": "2", "y": " z"}, {"x": ["1", "2"], "y": [" z"]}), (event["queryStringParameters"], event["multiValueQueryStringParameters"]))
        self.assertEqual(('{"a":1}', False, {"color": "red"}), (event["body"], event["isBase64Encoded"], event["stageVariables"]))
        self.assertEqual((api, "dev", "/dev/pets/7", ACCOUNT), tuple(event["requestContext"][k] for k in ("apiId", "stage", "path", "accountId")))
        self.assertEqual(headers["x-amzn-RequestId"], event["requestContext"]["requestId"])

    def test_unknown_routes_and_stages_are_refused(self):
        api = self.proxy("exports.handler = async () => ({ statusCode: 200 })", "/known", "GET")
        status, body, headers = call(api, "/unknown")
        self.assertEqual((403, {"message": "Missing Authentication Token"}, "MissingAuthenticationTokenException"), (status, json.loads(body), headers["x-amzn-ErrorType"]))
        self.assertEqual(403, call(api, "/known", "POST")[0])
        self.assertEqual((403, {"message": "Forbidden"}), (lambda a: (a[0], json.loads(a[1])))(call(api, "/known", stage="other")))

    def test_functions_that_fail_or_answer_nonsense_are_a_bad_gateway(self):
        for code in ("exports.handler = async () => { throw new Error('secret') }", "exports.handler = async () => 'text'", "exports.handler = async () => ({ statusCode: 200, body: { a: 1 } })"):
            status, body, _ = call(self.proxy(code), "/x")
            self.assertEqual((502, b'{"message":"Internal server error"}'), (status, body))

    def test_without_a_permission_the_function_is_not_called(self):
        status, body, _ = call(self.proxy("exports.handler = async () => ({ statusCode: 200 })", allow=False), "/x")
        self.assertEqual((500, {"message": "Internal server error"}), (status, json.loads(body)))

    def test_mock_with_templates(self):
        api, place = self.api("/hello/{name}", "GET", dict(type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'}))
        self.aws.put_method_response(**place, statusCode="200", responseParameters={"method.response.header.X-Stage": False})
        self.aws.put_integration_response(
            **place, statusCode="200", responseParameters={"method.response.header.X-Stage": "context.stage"},
            responseTemplates={"application/json": '#set($n = $input.params("name"))\n{"hello": "$n.toUpperCase()", "color": "$stageVariables.color"}'})
        self.aws.create_deployment(restApiId=api, stageName="dev", variables={"color": "blue"})
        status, body, headers = call(api, "/hello/ann")
        self.assertEqual((200, {"hello": "ANN", "color": "blue"}, "dev"), (status, json.loads(body), headers["X-Stage"]))

    def test_storage_first_through_sqs(self):
        sqs = client("sqs")
        name = "q" + uuid.uuid4().hex[:8]
        queue = sqs.create_queue(QueueName=name)["QueueUrl"]
        api, place = self.api(
            "/orders", "POST",
            dict(type="AWS", integrationHttpMethod="POST", uri=f"arn:aws:apigateway:us-east-1:sqs:path/{ACCOUNT}/{name}", credentials=role("apigateway.amazonaws.com", "sqs:SendMessage"),
                 requestParameters={"integration.request.header.Content-Type": "'application/x-www-form-urlencoded'"},
                 requestTemplates={"application/json": "Action=SendMessage&MessageBody=$util.urlEncode($input.body)"}))
        self.aws.put_method_response(**place, statusCode="202")
        self.aws.put_integration_response(**place, statusCode="202", responseTemplates={"application/json": '{"accepted": true}'})
        self.aws.create_deployment(restApiId=api, stageName="dev")
        status, body, _ = call(api, "/orders", "POST", b'{"item": "a & b"}', {"Content-Type": "application/json"})
        self.assertEqual((202, {"accepted": True}), (status, json.loads(body)))
        self.assertEqual('{"item": "a & b"}', sqs.receive_message(QueueUrl=queue)["Messages"][0]["Body"])

    def test_dynamodb_by_action(self):
        dynamodb = client("dynamodb")
        table = "t" + uuid.uuid4().hex[:8]
        dynamodb.create_table(TableName=table, AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}], KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}], BillingMode="PAY_PER_REQUEST")
        dynamodb.get_waiter("table_exists").wait(TableName=table)
        api, place = self.api(
            "/items/{id}", "PUT",
            dict(type="AWS", integrationHttpMethod="POST", uri="arn:aws:apigateway:us-east-1:dynamodb:action/PutItem", credentials=role("apigateway.amazonaws.com", "dynamodb:PutItem"),
                 requestTemplates={"application/json": '{"TableName": "%s", "Item": {"id": {"S": "$input.params(\'id\')"}, "v": {"S": "$input.path(\'$.v\')"}}}' % table}))
        self.aws.put_method_response(**place, statusCode="200")
        self.aws.put_integration_response(**place, statusCode="200")
        self.aws.create_deployment(restApiId=api, stageName="dev")
        self.assertEqual(200, call(api, "/items/a", "PUT", b'{"v": "w"}', {"Content-Type": "application/json"})[0])
        self.assertEqual("w", dynamodb.get_item(TableName=table, Key={"id": {"S": "a"}})["Item"]["v"]["S"])

    def test_a_lambda_authorizer_decides(self):
        api = self.aws.create_rest_api(name="auth")["id"]
        self.addCleanup(lambda: self.aws.delete_rest_api(restApiId=api))
        authorizer = self.aws.create_authorizer(
            restApiId=api, name="a", type="TOKEN", identitySource="method.request.header.Authorization",
            authorizerUri=function("""exports.handler = async e => {
  if (e.authorizationToken === 'crash') throw new Error('Unauthorized');
  if (e.authorizationToken === 'nonsense') return { hello: 1 };
  return { principalId: 'ann', context: { level: 5 }, policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: e.authorizationToken === 'good' ? 'Allow' : 'Deny', Resource: e.methodArn }] } }; }"""))
        root = self.aws.get_resources(restApiId=api)["items"][0]["id"]
        place = dict(restApiId=api, resourceId=root, httpMethod="GET")
        self.aws.put_method(**place, authorizationType="CUSTOM", authorizerId=authorizer["id"])
        self.aws.put_integration(**place, type="AWS_PROXY", integrationHttpMethod="POST", uri=function("exports.handler = async e => ({ statusCode: 200, body: JSON.stringify(e.requestContext.authorizer) })"))
        self.aws.create_deployment(restApiId=api, stageName="dev")
        status, body, _ = call(api, "", headers={"Authorization": "good"})
        self.assertEqual((200, "ann", "5"), (status, json.loads(body)["principalId"], json.loads(body)["level"]))
        self.assertEqual((403, {"Message": "User is not authorized to access this resource with an explicit deny"}), (lambda a: (a[0], json.loads(a[1])))(call(api, "", headers={"Authorization": "bad"})))
        self.assertEqual((401, {"message": "Unauthorized"}), (lambda a: (a[0], json.loads(a[1])))(call(api, "")))
        self.assertEqual(401, call(api, "", headers={"Authorization": "crash"})[0])
        self.assertEqual(500, call(api, "", headers={"Authorization": "nonsense"})[0])

    def test_iam_wants_a_signature(self):
        api = self.proxy("exports.handler = async e => ({ statusCode: 200, body: e.requestContext.identity.userArn })", "/x", "GET", authorization="AWS_IAM")
        self.assertEqual((403, {"message": "Missing Authentication Token"}), (lambda a: (a[0], json.loads(a[1])))(call(api, "/x")))
        signed = AWSRequest("GET", f"{ENDPOINT}/_aws/execute-api/{api}/dev/x")
        SigV4Auth(Credentials("test", "test"), "execute-api", "us-east-1").add_auth(signed)
        self.assertEqual((200, f"arn:aws:iam::{ACCOUNT}:root".encode()), call(api, "/x", headers=dict(signed.headers))[:2])

    def test_keys_and_plans(self):
        api = self.proxy("exports.handler = async () => ({ statusCode: 200 })", "/x", "GET", apiKeyRequired=True)
        self.assertEqual((403, {"message": "Forbidden"}), (lambda a: (a[0], json.loads(a[1])))(call(api, "/x")))
        key = self.aws.create_api_key(name="k", enabled=True)
        plan = self.aws.create_usage_plan(name="p", apiStages=[{"apiId": api, "stage": "dev"}], quota={"limit": 2, "period": "DAY"})
        self.aws.create_usage_plan_key(usagePlanId=plan["id"], keyId=key["id"], keyType="API_KEY")
        statuses = [call(api, "/x", headers={"x-api-key": key["value"]})[0] for _ in range(3)]
        self.assertEqual([200, 200, 429], statuses)

    def test_an_openapi_document_is_imported_and_served(self):
        document = {
            "openapi": "3.0.1", "info": {"title": "pets", "version": "1"},
            "x-amazon-apigateway-request-validators": {"all": {"validateRequestBody": True, "validateRequestParameters": True}},
            "x-amazon-apigateway-gateway-responses": {"BAD_REQUEST_BODY": {"statusCode": 422, "responseTemplates": {"application/json": '{"bad": "$context.error.validationErrorString"}'}}},
            "components": {"schemas": {"Pet": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}}},
            "paths": {"/pets": {
                "post": {
                    "x-amazon-apigateway-request-validator": "all",
                    "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}},
                    "x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": function("exports.handler = async e => ({ statusCode: 200, body: e.body })")}},
                "options": {
                    "responses": {"200": {"headers": {"Access-Control-Allow-Origin": {"schema": {"type": "string"}}}}},
                    "x-amazon-apigateway-integration": {
                        "type": "mock", "requestTemplates": {"application/json": '{"statusCode": 200}'},
                        "responses": {"default": {"statusCode": "200", "responseParameters": {"method.response.header.Access-Control-Allow-Origin": "'*'"}}}}}}}}
        api = self.aws.import_rest_api(body=json.dumps(document), parameters={"endpointConfigurationTypes": "REGIONAL"})
        self.addCleanup(lambda: self.aws.delete_rest_api(restApiId=api["id"]))
        self.assertEqual(("pets", ["REGIONAL"]), (api["name"], api["endpointConfiguration"]["types"]))
        self.aws.create_deployment(restApiId=api["id"], stageName="dev")
        json_type = {"Content-Type": "application/json"}
        self.assertEqual((200, b'{"name":"rex"}'), call(api["id"], "/pets", "POST", b'{"name":"rex"}', json_type)[:2])
        status, body, _ = call(api["id"], "/pets", "POST", b'{"nome":"rex"}', json_type)
        self.assertEqual(422, status)
        self.assertIn(b"missing required properties", body)
        self.assertEqual("*", call(api["id"], "/pets", "OPTIONS")[2]["Access-Control-Allow-Origin"])

    def test_a_stage_is_patched(self):
        api = self.proxy("exports.handler = async e => ({ statusCode: 200, body: e.stageVariables.color })", "/x", "GET")
        self.assertEqual(b"red", call(api, "/x")[1])
        stage = self.aws.update_stage(restApiId=api, stageName="dev", patchOperations=[
            {"op": "replace", "path": "/variables/color", "value": "green"}, {"op": "replace", "path": "/*/*/throttling/rateLimit", "value": "1"},
            {"op": "replace", "path": "/*/*/throttling/burstLimit", "value": "1"}])
        self.assertEqual((1, 1.0), (stage["methodSettings"]["*/*"]["throttlingBurstLimit"], stage["methodSettings"]["*/*"]["throttlingRateLimit"]))
        self.assertEqual((200, b"green"), call(api, "/x")[:2])
        self.assertEqual((429, {"message": "Too Many Requests"}), (lambda a: (a[0], json.loads(a[1])))(call(api, "/x")))
        with self.assertRaises(ClientError) as e:
            self.aws.update_stage(restApiId=api, stageName="dev", patchOperations=[{"op": "replace", "path": "/nope", "value": "1"}])
        self.assertEqual("BadRequestException", e.exception.response["Error"]["Code"])

    def test_a_stack_with_a_body_and_one_with_single_resources(self):
        cloudformation = client("cloudformation")
        mock = {"type": "mock", "requestTemplates": {"application/json": '{"statusCode": 200}'}, "responses": {"default": {"statusCode": "200", "responseTemplates": {"application/json": "body"}}}}
        template = {
            "Resources": {
                "Api": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Body": {"swagger": "2.0", "info": {"title": {"Ref": "AWS::StackName"}}, "paths": {"/": {"get": {"x-amazon-apigateway-integration": mock}}}}}},
                "Deployment": {"Type": "AWS::ApiGateway::Deployment", "Properties": {"RestApiId": {"Ref": "Api"}}},
                "Stage": {"Type": "AWS::ApiGateway::Stage", "Properties": {"RestApiId": {"Ref": "Api"}, "DeploymentId": {"Ref": "Deployment"}, "StageName": "dev", "MethodSettings": [{"HttpMethod": "*", "ResourcePath": "/*", "ThrottlingRateLimit": 100, "ThrottlingBurstLimit": 50}]}},
                "Single": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": "single"}},
                "Part": {"Type": "AWS::ApiGateway::Resource", "Properties": {"RestApiId": {"Ref": "Single"}, "ParentId": {"Fn::GetAtt": ["Single", "RootResourceId"]}, "PathPart": "x"}},
                "Method": {"Type": "AWS::ApiGateway::Method", "Properties": {
                    "RestApiId": {"Ref": "Single"}, "ResourceId": {"Ref": "Part"}, "HttpMethod": "GET", "AuthorizationType": "NONE", "MethodResponses": [{"StatusCode": "200"}],
                    "Integration": {"Type": "MOCK", "RequestTemplates": {"application/json": '{"statusCode": 200}'}, "IntegrationResponses": [{"StatusCode": "200", "ResponseTemplates": {"application/json": "single"}}]}}},
                "SingleDeployment": {"Type": "AWS::ApiGateway::Deployment", "DependsOn": "Method", "Properties": {"RestApiId": {"Ref": "Single"}, "StageName": "dev"}}},
            "Outputs": {"Api": {"Value": {"Ref": "Api"}}, "Single": {"Value": {"Ref": "Single"}}}}
        name = "s" + uuid.uuid4().hex[:8]
        cloudformation.create_stack(StackName=name, TemplateBody=json.dumps(template))
        cloudformation.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 30})
        outputs = {o["OutputKey"]: o["OutputValue"] for o in cloudformation.describe_stacks(StackName=name)["Stacks"][0]["Outputs"]}
        self.assertEqual((b"body", b"single"), (call(outputs["Api"], "/")[1], call(outputs["Single"], "/x")[1]))
        self.assertEqual(50, self.aws.get_stage(restApiId=outputs["Api"], stageName="dev")["methodSettings"]["*/*"]["throttlingBurstLimit"])
        cloudformation.delete_stack(StackName=name)
        cloudformation.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 30})
        self.assertEqual(403, call(outputs["Api"], "/")[0])

    def test_errors_read_as_on_aws(self):
        with self.assertRaises(ClientError) as e:
            self.aws.get_rest_api(restApiId="nope")
        self.assertEqual(("NotFoundException", f"Invalid API identifier specified {ACCOUNT}:nope"), (e.exception.response["Error"]["Code"], e.exception.response["Error"]["Message"]))


if __name__ == "__main__":
    unittest.main()
