"""HTTP and WebSocket APIs through boto3, the AWS CLI and stacks; deployed APIs through plain HTTP against real functions."""
import json
import os
import shutil
import subprocess
import unittest
import urllib.error
import urllib.request
import uuid

from test_apigateway import ACCOUNT, ENDPOINT, client, function, role

ECHO = """exports.handler = async (event) => ({ statusCode: 200, headers: { "content-type": "application/json" }, cookies: ["a=1"], body: JSON.stringify({ route: event.routeKey, path: event.rawPath, query: event.queryStringParameters, body: event.body, who: event.requestContext.authorizer }) })"""


def arn_of(uri):
    return uri.split("/functions/")[1].split("/invocations")[0]


def call(api, path, method="GET", body=None, headers=None):
    request = urllib.request.Request(f"{ENDPOINT}/_aws/execute-api/{api}{path}", data=body, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as e:
        return e.code, e.read(), e.headers


@unittest.skipUnless(shutil.which("node"), "node is not installed")
class HttpApis(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.v2 = client("apigatewayv2")
        cls.echo = arn_of(function(ECHO))

    def quick(self, **more):
        return self.v2.create_api(Name="h" + uuid.uuid4().hex[:6], ProtocolType="HTTP", Target=self.echo, **more)["ApiId"]

    def test_quick_create_serves_at_once(self):
        api = self.quick()
        status, body, headers = call(api, "/a/b?x=1&x=2", "POST", b"{}", {"Content-Type": "application/json"})
        self.assertEqual(200, status)
        self.assertEqual({"route": "$default", "path": "/a/b", "query": {"x": "1,2"}, "body": "{}"}, {k: v for k, v in json.loads(body).items() if k != "who"})
        self.assertEqual("a=1", headers["Set-Cookie"])

    def test_routes_stages_and_the_pages_of_lists(self):
        api = self.v2.create_api(Name="r", ProtocolType="HTTP")["ApiId"]
        integration = self.v2.create_integration(ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=self.echo, PayloadFormatVersion="2.0")["IntegrationId"]
        for key in ("GET /pets", "GET /pets/{id}", "ANY /{proxy+}"):
            self.v2.create_route(ApiId=api, RouteKey=key, Target="integrations/" + integration)
        self.v2.create_stage(ApiId=api, StageName="dev", AutoDeploy=True, StageVariables={"a": "b"})
        self.assertEqual(3, len(self.v2.get_routes(ApiId=api)["Items"]))
        self.assertEqual(3, sum(len(p["Items"]) for p in self.v2.get_paginator("get_routes").paginate(ApiId=api, PaginationConfig={"PageSize": 2})))
        self.assertEqual("GET /pets/{id}", json.loads(call(api, "/dev/pets/1")[1])["route"])
        self.assertEqual(404, call(api, "/other/pets")[0])
        with self.assertRaises(self.v2.exceptions.ConflictException):
            self.v2.create_route(ApiId=api, RouteKey="GET /pets")
        with self.assertRaises(self.v2.exceptions.NotFoundException):
            self.v2.get_api(ApiId="none")

    def test_a_user_pools_token_opens_a_route(self):
        pools = client("cognito-idp")
        pool = pools.create_user_pool(PoolName="p")["UserPool"]["Id"]
        app = pools.create_user_pool_client(UserPoolId=pool, ClientName="c", ExplicitAuthFlows=["ADMIN_NO_SRP_AUTH"])["UserPoolClient"]["ClientId"]
        pools.admin_create_user(UserPoolId=pool, Username="ann", MessageAction="SUPPRESS")
        pools.admin_set_user_password(UserPoolId=pool, Username="ann", Password="Passw0rd!x", Permanent=True)
        tokens = pools.admin_initiate_auth(UserPoolId=pool, ClientId=app, AuthFlow="ADMIN_NO_SRP_AUTH", AuthParameters={"USERNAME": "ann", "PASSWORD": "Passw0rd!x"})["AuthenticationResult"]
        api = self.quick()
        authorizer = self.v2.create_authorizer(
            ApiId=api, Name="jwt", AuthorizerType="JWT", IdentitySource=["$request.header.Authorization"],
            JwtConfiguration={"Issuer": f"https://cognito-idp.us-east-1.amazonaws.com/{pool}", "Audience": [app]})["AuthorizerId"]
        route = self.v2.get_routes(ApiId=api)["Items"][0]["RouteId"]
        self.v2.update_route(ApiId=api, RouteId=route, AuthorizationType="JWT", AuthorizerId=authorizer)
        self.assertEqual(401, call(api, "/")[0])
        self.assertEqual(401, call(api, "/", headers={"Authorization": "Bearer " + tokens["IdToken"][:-4] + "AAAA"})[0])
        for name in ("IdToken", "AccessToken"):
            status, body, _ = call(api, "/", headers={"Authorization": "Bearer " + tokens[name]})
            self.assertEqual(200, status)
            self.assertEqual(pool, json.loads(body)["who"]["jwt"]["claims"]["iss"].rsplit("/", 1)[1])
        self.v2.update_route(ApiId=api, RouteId=route, AuthorizationScopes=["admin"])
        self.assertEqual(403, call(api, "/", headers={"Authorization": "Bearer " + tokens["AccessToken"]})[0])

    def test_a_message_goes_to_a_queue_without_a_function(self):
        sqs = client("sqs")
        queue = sqs.create_queue(QueueName="q" + uuid.uuid4().hex[:8])["QueueUrl"]
        api = self.v2.create_api(Name="s", ProtocolType="HTTP")["ApiId"]
        integration = self.v2.create_integration(
            ApiId=api, IntegrationType="AWS_PROXY", IntegrationSubtype="SQS-SendMessage", PayloadFormatVersion="1.0", CredentialsArn=role("apigateway.amazonaws.com", "sqs:*"),
            RequestParameters={"QueueUrl": queue, "MessageBody": "$request.body.message"})["IntegrationId"]
        self.v2.create_route(ApiId=api, RouteKey="POST /", Target="integrations/" + integration)
        self.v2.create_stage(ApiId=api, StageName="$default", AutoDeploy=True)
        self.assertEqual(200, call(api, "/", "POST", b'{"message":"hello"}')[0])
        self.assertEqual("hello", sqs.receive_message(QueueUrl=queue)["Messages"][0]["Body"])
        self.assertEqual(400, call(api, "/", "POST", b"{}")[0])

    def test_an_access_log_is_readable(self):
        api = self.quick()
        group = "/aws/http/" + uuid.uuid4().hex[:8]
        self.v2.update_stage(ApiId=api, StageName="$default", AccessLogSettings={"DestinationArn": f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:{group}", "Format": '{"id":"$context.requestId","status":$context.status}'})
        _, _, headers = call(api, "/")
        logs = client("logs")
        for _ in range(300):
            try:
                events = logs.filter_log_events(logGroupName=group)["events"]
            except logs.exceptions.ResourceNotFoundException:
                events = []
            if events:
                break
        self.assertEqual({"id": headers["apigw-requestid"], "status": 200}, json.loads(events[0]["message"]))

    def test_a_custom_domain_leads_to_an_api(self):
        api = self.quick()
        name = f"d{uuid.uuid4().hex[:8]}.example.com"
        self.v2.create_domain_name(DomainName=name, DomainNameConfigurations=[{"CertificateArn": f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/c", "EndpointType": "REGIONAL"}])
        self.v2.create_api_mapping(DomainName=name, ApiId=api, Stage="$default", ApiMappingKey="shop/v1")
        request = urllib.request.Request(ENDPOINT + "/shop/v1/x", headers={"Host": name})
        with urllib.request.urlopen(request) as answer:
            self.assertEqual("/shop/v1/x", json.loads(answer.read())["path"])

    def test_the_command_line_lists_apis(self):
        if not shutil.which("aws"):
            self.skipTest("the AWS CLI is not installed")
        api = self.quick()
        out = subprocess.run(["aws", "--endpoint-url", ENDPOINT, "apigatewayv2", "get-apis", "--output", "json"], capture_output=True, text=True, check=True)
        self.assertIn(api, [a["ApiId"] for a in json.loads(out.stdout)["Items"]])


TEMPLATE = """
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      CorsConfiguration: {AllowOrigins: ["https://a.example"], AllowMethods: [GET]}
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      InlineCode: |
        exports.handler = async (event) => ({ hello: event.pathParameters.name })
      Events:
        Get: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: get, Path: "/hello/{name}"}}
Outputs:
  Api: {Value: !Ref Api}
"""

SOCKETS = """
Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties: {Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: "$request.body.action"}
  Integration:
    Type: AWS::ApiGatewayV2::Integration
    Properties: {ApiId: !Ref Api, IntegrationType: MOCK, RequestTemplates: {"200": "{\\"statusCode\\":200}"}, TemplateSelectionExpression: "200"}
  Route:
    Type: AWS::ApiGatewayV2::Route
    Properties: {ApiId: !Ref Api, RouteKey: %s, Target: !Sub "integrations/${Integration}"}
  Response:
    Type: AWS::ApiGatewayV2::RouteResponse
    Properties: {ApiId: !Ref Api, RouteId: !Ref Route, RouteResponseKey: $default}
  Answer:
    Type: AWS::ApiGatewayV2::IntegrationResponse
    Properties: {ApiId: !Ref Api, IntegrationId: !Ref Integration, IntegrationResponseKey: $default, ResponseTemplates: {"$default": "{\\"pong\\":true}"}}
  Stage:
    Type: AWS::ApiGatewayV2::Stage
    Properties: {ApiId: !Ref Api, StageName: dev, AutoDeploy: true, Description: %s}
Outputs:
  Api: {Value: !Ref Api}
  Endpoint: {Value: !GetAtt Api.ApiEndpoint}
  Route: {Value: !Ref Route}
"""


@unittest.skipUnless(shutil.which("node"), "node is not installed")
class Stacks(unittest.TestCase):
    def deploy(self, name, template, update=False):
        stacks = client("cloudformation")
        (stacks.update_stack if update else stacks.create_stack)(StackName=name, TemplateBody=template, Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"])
        stacks.get_waiter("stack_update_complete" if update else "stack_create_complete").wait(StackName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
        return {o["OutputKey"]: o["OutputValue"] for o in stacks.describe_stacks(StackName=name)["Stacks"][0]["Outputs"]}

    def test_sams_http_api(self):
        api = self.deploy("s" + uuid.uuid4().hex[:8], TEMPLATE)["Api"]
        status, body, headers = call(api, "/hello/ann", headers={"Origin": "https://a.example"})
        self.assertEqual((200, {"hello": "ann"}, "https://a.example"), (status, json.loads(body), headers["access-control-allow-origin"]))

    def test_a_websocket_api_is_updated_and_removed(self):
        name = "w" + uuid.uuid4().hex[:8]
        first = self.deploy(name, SOCKETS % ("ping", "one"))
        second = self.deploy(name, SOCKETS % ("pong", "two"), update=True)
        self.assertEqual(first, second)
        v2 = client("apigatewayv2")
        self.assertEqual(["pong"], [r["RouteKey"] for r in v2.get_routes(ApiId=first["Api"])["Items"]])
        self.assertEqual("two", v2.get_stage(ApiId=first["Api"], StageName="dev")["Description"])
        stacks = client("cloudformation")
        stacks.delete_stack(StackName=name)
        stacks.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
        with self.assertRaises(v2.exceptions.NotFoundException):
            v2.get_api(ApiId=first["Api"])


if __name__ == "__main__":
    unittest.main()
