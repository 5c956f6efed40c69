"""A failed update returns every resource to what it was: each property is compared as its own service tells it."""
import json
import os
import time
import unittest
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

TRUST = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
# What changes by itself, or tells only that something was done.
VOLATILE = {"DeploymentId", "LastDeploymentStatusMessage", "ResponseMetadata", "LastModified", "LastModifiedDate", "LastModifiedTime", "RevisionId", "LastUpdatedDate", "lastUpdatedDate", "UpdateDate", "LastModifiedTimestamp", "QueueArn", "CreationDate", "LastUpdateToPayPerRequestDateTime",
            "TableSizeBytes", "ItemCount", "Date", "LastStatus", "Version", "DefaultVersionId", "NumberOfDecreasesToday", "LastIncreaseDateTime", "LastDecreaseDateTime", "lastModified", "LastUpdateStatus", "StreamArn"}


def client(name):
    return boto3.client(name, endpoint_url=os.environ["UNDERCAST_ENDPOINT"], config=Config(retries={"max_attempts": 0}))


def policy(action):
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": "*"}]}


def ref(name):
    return {"Ref": name}


def att(name, attribute):
    return {"Fn::GetAtt": [name, attribute]}


def template(v, p):
    """The stack in its version v, which is 1 or 2; names begin with p. Between the versions every property differs that can change in place."""
    def pick(one, two):
        return one if v == 1 else two
    tags = [{"Key": "kept", "Value": "x"}, pick({"Key": "old", "Value": "1"}, {"Key": "new", "Value": "2"})]
    tag_map = {t["Key"]: t["Value"] for t in tags}
    r = {
        "Queue": ("AWS::SQS::Queue", {"QueueName": p + "q", "DelaySeconds": pick(1, 2), "VisibilityTimeout": pick(40, 50), "MessageRetentionPeriod": pick(600, 700), "ReceiveMessageWaitTimeSeconds": pick(3, 4), "Tags": tags,
                                      **pick({"RedrivePolicy": {"deadLetterTargetArn": att("Dead", "Arn"), "maxReceiveCount": 3}}, {})}),
        "Dead": ("AWS::SQS::Queue", {"QueueName": p + "dead"}),
        "QueuePolicy": ("AWS::SQS::QueuePolicy", {"Queues": [ref("Queue")], "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": pick("sqs:SendMessage", "sqs:ReceiveMessage"), "Resource": att("Queue", "Arn")}]}}),
        "Role": ("AWS::IAM::Role", {"RoleName": p + "r", "Description": pick("one", "two"), "MaxSessionDuration": pick(3600, 7200), "AssumeRolePolicyDocument": TRUST, "Tags": tags,
                                    "ManagedPolicyArns": ["arn:aws:iam::aws:policy/" + pick("ReadOnlyAccess", "PowerUserAccess")], "Policies": [{"PolicyName": pick("a", "b"), "PolicyDocument": policy(pick("sqs:*", "s3:*"))}]}),
        "User": ("AWS::IAM::User", {"UserName": p + "u", "Groups": pick([ref("Group")], []), "Tags": tags}),
        "Group": ("AWS::IAM::Group", {"GroupName": p + "g", "Policies": [{"PolicyName": "own", "PolicyDocument": policy(pick("sqs:*", "s3:*"))}]}),
        "Managed": ("AWS::IAM::ManagedPolicy", {"ManagedPolicyName": p + "m", "PolicyDocument": policy(pick("sqs:*", "s3:*")), "Roles": pick([ref("Role")], [])}),
        "Inline": ("AWS::IAM::Policy", {"PolicyName": "inline", "Roles": [ref("Role")], "PolicyDocument": policy(pick("logs:*", "dynamodb:*"))}),
        "Table": ("AWS::DynamoDB::Table", {
            "TableName": p + "t", "BillingMode": pick("PAY_PER_REQUEST", "PROVISIONED"), **pick({}, {"ProvisionedThroughput": {"ReadCapacityUnits": 3, "WriteCapacityUnits": 4}}), "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], **pick({"TimeToLiveSpecification": {"AttributeName": "until", "Enabled": True}}, {}), "DeletionProtectionEnabled": False,
            "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": pick(True, False)}, "Tags": tags}),
        "Bucket": ("AWS::S3::Bucket", {
            "BucketName": p + "bucket", "Tags": tags, **pick({"CorsConfiguration": {"CorsRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]}]}}, {}), "VersioningConfiguration": {"Status": pick("Enabled", "Suspended")},
            "LifecycleConfiguration": {"Rules": [{"Id": "r", "Status": "Enabled", "ExpirationInDays": pick(5, 6)}]}, "PublicAccessBlockConfiguration": {"BlockPublicAcls": pick(True, False)},
            "WebsiteConfiguration": {"IndexDocument": pick("a.html", "b.html")}}),
        "BucketPolicy": ("AWS::S3::BucketPolicy", {"Bucket": ref("Bucket"), "PolicyDocument": {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}}, "Action": pick("s3:GetObject", "s3:PutObject"), "Resource": {"Fn::Sub": "${Bucket.Arn}/*"}}]}}),
        "Function": ("AWS::Lambda::Function", {
            "FunctionName": p + "f", "Runtime": pick("nodejs22.x", "nodejs20.x"), "Handler": pick("index.a", "index.b"), "Role": att("Role", "Arn"), "Timeout": pick(5, 6), "MemorySize": pick(128, 256), "Description": pick("one", "two"),
            "Code": {"ZipFile": pick("exports.a = async () => 1", "exports.b = async () => 2")}, "Environment": {"Variables": pick({"AA": "1"}, {"BB": "2"})}, "Tags": tags, **pick({"ReservedConcurrentExecutions": 3, "RecursiveLoop": "Allow"}, {})}),
        "Alias": ("AWS::Lambda::Alias", {"Name": "live", "FunctionName": ref("Function"), "FunctionVersion": "$LATEST", "Description": pick("one", "two")}),
        "Url": ("AWS::Lambda::Url", {"TargetFunctionArn": ref("Function"), "AuthType": pick("NONE", "AWS_IAM")}),
        "Invoke": ("AWS::Lambda::EventInvokeConfig", {"FunctionName": ref("Function"), "Qualifier": "$LATEST", "MaximumRetryAttempts": pick(0, 1), "MaximumEventAgeInSeconds": pick(60, 90)}),
        "Source": ("AWS::Lambda::EventSourceMapping", {"FunctionName": ref("Function"), "EventSourceArn": att("Dead", "Arn"), "BatchSize": pick(3, 4), "Enabled": pick(False, False)}),
        "Logs": ("AWS::Logs::LogGroup", {"LogGroupName": p + "l", "RetentionInDays": pick(7, 14), "Tags": tags}),
        "Filter": ("AWS::Logs::MetricFilter", {"LogGroupName": ref("Logs"), "FilterName": "f", "FilterPattern": pick("ERROR", "WARN"), "MetricTransformations": [{"MetricName": "m", "MetricNamespace": "n", "MetricValue": pick("1", "2")}]}),
        "Rest": ("AWS::ApiGateway::RestApi", {"Name": pick(p + "rest", p + "rest2"), "Description": pick("one", "two"), "BinaryMediaTypes": pick(["a/b"], ["c/d"]), "Tags": tags}),
        "Part": ("AWS::ApiGateway::Resource", {"RestApiId": ref("Rest"), "ParentId": att("Rest", "RootResourceId"), "PathPart": "x"}),
        "Method": ("AWS::ApiGateway::Method", {"RestApiId": ref("Rest"), "ResourceId": ref("Part"), "HttpMethod": "GET", "AuthorizationType": pick("NONE", "AWS_IAM"), "ApiKeyRequired": pick(False, True),
                                               "Integration": {"Type": "MOCK", "RequestTemplates": {"application/json": pick("{\"statusCode\": 200}", "{\"statusCode\": 201}")}}}),
        "Deployment": ("AWS::ApiGateway::Deployment", {"RestApiId": ref("Rest")}),
        "Stage": ("AWS::ApiGateway::Stage", {"RestApiId": ref("Rest"), "DeploymentId": ref("Deployment"), "StageName": "dev", "Description": pick("one", "two"), "Variables": pick({"a": "1"}, {"b": "2"}), "Tags": tags}),
        "Plan": ("AWS::ApiGateway::UsagePlan", {"UsagePlanName": pick(p + "plan", p + "plan2"), "Throttle": {"BurstLimit": pick(3, 4), "RateLimit": pick(5, 6)}, "Quota": {"Limit": pick(10, 20), "Period": pick("DAY", "WEEK")}}),
        "Model": ("AWS::ApiGateway::Model", {"RestApiId": ref("Rest"), "Name": "Thing", "ContentType": "application/json", "Description": pick("one", "two"), "Schema": {"type": pick("object", "array")}}),
        "Http": ("AWS::ApiGatewayV2::Api", {"Name": pick(p + "http", p + "http2"), "ProtocolType": "HTTP", "Description": pick("one", "two"), "CorsConfiguration": {"AllowOrigins": pick(["*"], ["https://a"])}, "Tags": tag_map}),
        "Integration": ("AWS::ApiGatewayV2::Integration", {"ApiId": ref("Http"), "IntegrationType": "HTTP_PROXY", "IntegrationMethod": pick("GET", "POST"), "IntegrationUri": pick("https://a.example", "https://b.example"), "PayloadFormatVersion": "1.0"}),
        "Route": ("AWS::ApiGatewayV2::Route", {"ApiId": ref("Http"), "RouteKey": pick("GET /a", "GET /b"), "Target": {"Fn::Sub": "integrations/${Integration}"}}),
        "HttpStage": ("AWS::ApiGatewayV2::Stage", {"ApiId": ref("Http"), "StageName": "dev", "Description": pick("one", "two"), "AutoDeploy": True, "StageVariables": pick({"a": "1"}, {"b": "2"}), "Tags": tag_map}),
        "Pool": ("AWS::Cognito::UserPool", {"UserPoolName": p + "pool", "MfaConfiguration": "OFF", "Policies": {"PasswordPolicy": {"MinimumLength": pick(8, 10), "RequireNumbers": pick(True, False)}}, "UserPoolTags": tag_map,
                                            "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": pick(True, False)}}),
        "Client": ("AWS::Cognito::UserPoolClient", {"UserPoolId": ref("Pool"), "ClientName": pick("one", "two"), "ExplicitAuthFlows": pick(["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"], ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]),
                                                    "RefreshTokenValidity": pick(5, 6)}),
        "PoolGroup": ("AWS::Cognito::UserPoolGroup", {"UserPoolId": ref("Pool"), "GroupName": "g", "Description": pick("one", "two"), "Precedence": pick(1, 2)}),
        "Parameter": ("AWS::SSM::Parameter", {"Name": "/" + p + "/x", "Type": "String", "Value": pick("one", "two"), "Description": pick("one", "two"), "Tags": tag_map}),
        "Repository": ("AWS::ECR::Repository", {"RepositoryName": p + "images", "ImageTagMutability": pick("MUTABLE", "IMMUTABLE")}),
    }
    found = {name: {"Type": kind, "Properties": properties} for name, (kind, properties) in r.items()}
    # A deployment takes the methods that are there.
    found["Deployment"]["DependsOn"] = "Method"
    return found


def plain(value):
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if k not in VOLATILE}
    if isinstance(value, list):
        return sorted((plain(v) for v in value), key=lambda v: json.dumps(v, sort_keys=True, default=str))
    return value


class RollbackTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.cfn = client("cloudformation")
        self.p = "rb" + uuid.uuid4().hex[:8]
        self.addCleanup(lambda: self.cfn.delete_stack(StackName=self.p))

    def end(self):
        deadline = time.monotonic() + 60
        while True:
            stack = self.cfn.describe_stacks(StackName=self.arn)["Stacks"][0]
            if not stack["StackStatus"].endswith("_IN_PROGRESS"):
                return stack["StackStatus"]
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)

    def reasons(self):
        return [(e["LogicalResourceId"], e["ResourceType"], e["ResourceStatusReason"]) for e in self.cfn.describe_stack_events(StackName=self.arn)["StackEvents"] if e["ResourceStatus"].endswith("FAILED")]

    def ids(self):
        rows = self.cfn.get_paginator("list_stack_resources").paginate(StackName=self.arn)
        return {r["LogicalResourceId"]: r["PhysicalResourceId"] for page in rows for r in page["StackResourceSummaries"] if "PhysicalResourceId" in r and not r["ResourceStatus"].startswith("DELETE")}

    def snapshot(self):
        """Every resource as its service describes it."""
        i, p = self.ids(), self.p
        sqs, iam, ddb, s3, fn, logs, v1, v2, idp, ssm, ecr = (client(n) for n in ("sqs", "iam", "dynamodb", "s3", "lambda", "logs", "apigateway", "apigatewayv2", "cognito-idp", "ssm", "ecr"))
        table = ddb.describe_table(TableName=p + "t")["Table"]
        inline = {n: iam.get_role_policy(RoleName=p + "r", PolicyName=n)["PolicyDocument"] for n in iam.list_role_policies(RoleName=p + "r")["PolicyNames"]}
        managed = iam.get_policy(PolicyArn=i["Managed"])["Policy"]
        found = {
            "ids": i,
            "Queue": sqs.get_queue_attributes(QueueUrl=i["Queue"], AttributeNames=["All"])["Attributes"], "queue tags": sqs.list_queue_tags(QueueUrl=i["Queue"]),
            "Role": iam.get_role(RoleName=p + "r")["Role"], "role managed": iam.list_attached_role_policies(RoleName=p + "r"), "role inline": inline,
            "User": iam.get_user(UserName=p + "u")["User"], "user groups": [g["GroupName"] for g in iam.list_groups_for_user(UserName=p + "u")["Groups"]],
            "Group": iam.get_group_policy(GroupName=p + "g", PolicyName="own"), "Managed": iam.get_policy_version(PolicyArn=i["Managed"], VersionId=managed["DefaultVersionId"])["PolicyVersion"]["Document"],
            "Table": table, "ttl": ddb.describe_time_to_live(TableName=p + "t"), "pitr": ddb.describe_continuous_backups(TableName=p + "t")["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"],
            "table tags": ddb.list_tags_of_resource(ResourceArn=table["TableArn"]),
            "versioning": s3.get_bucket_versioning(Bucket=p + "bucket"), "cors": s3.get_bucket_cors(Bucket=p + "bucket"), "lifecycle": s3.get_bucket_lifecycle_configuration(Bucket=p + "bucket"),
            "public access": s3.get_public_access_block(Bucket=p + "bucket"), "website": s3.get_bucket_website(Bucket=p + "bucket"), "bucket tags": s3.get_bucket_tagging(Bucket=p + "bucket"), "BucketPolicy": s3.get_bucket_policy(Bucket=p + "bucket")["Policy"],
            "Function": fn.get_function_configuration(FunctionName=p + "f"), "function": fn.get_function(FunctionName=p + "f").get("Tags"), "concurrency": fn.get_function_concurrency(FunctionName=p + "f"), "loop": fn.get_function_recursion_config(FunctionName=p + "f"), "Alias": fn.get_alias(FunctionName=p + "f", Name="live"),
            "Url": fn.get_function_url_config(FunctionName=p + "f"), "Invoke": fn.get_function_event_invoke_config(FunctionName=p + "f", Qualifier="$LATEST"), "Source": fn.get_event_source_mapping(UUID=i["Source"]),
            "Logs": logs.describe_log_groups(logGroupNamePrefix=p + "l"), "log tags": logs.list_tags_log_group(logGroupName=p + "l"), "Filter": logs.describe_metric_filters(logGroupName=p + "l"),
            "Rest": v1.get_rest_api(restApiId=i["Rest"]), "Method": v1.get_method(restApiId=i["Rest"], resourceId=i["Part"], httpMethod="GET"), "Stage": v1.get_stage(restApiId=i["Rest"], stageName="dev"), "Plan": v1.get_usage_plan(usagePlanId=i["Plan"]),
            "Model": v1.get_model(restApiId=i["Rest"], modelName="Thing"),
            "Http": v2.get_api(ApiId=i["Http"]), "Integration": v2.get_integration(ApiId=i["Http"], IntegrationId=i["Integration"]), "Route": v2.get_route(ApiId=i["Http"], RouteId=i["Route"]), "HttpStage": v2.get_stage(ApiId=i["Http"], StageName="dev"),
            "Pool": idp.describe_user_pool(UserPoolId=i["Pool"])["UserPool"], "Client": idp.describe_user_pool_client(UserPoolId=i["Pool"], ClientId=i["Client"])["UserPoolClient"], "PoolGroup": idp.get_group(UserPoolId=i["Pool"], GroupName="g"),
            "Parameter": ssm.get_parameter(Name="/" + p + "/x")["Parameter"]["Value"], "parameter": ssm.describe_parameters(ParameterFilters=[{"Key": "Name", "Values": ["/" + p + "/x"]}])["Parameters"][0].get("Description"),
            "Repository": ecr.describe_repositories(repositoryNames=[p + "images"])["repositories"][0],
        }
        return plain(json.loads(json.dumps(found, default=str)))

    def test_a_failed_update_returns_every_property_and_a_good_one_changes_them(self):
        body = lambda v, **more: json.dumps({"Resources": {**template(v, self.p), **more}})
        self.arn = self.cfn.create_stack(StackName=self.p, TemplateBody=body(1), Capabilities=["CAPABILITY_NAMED_IAM"])["StackId"]
        self.assertEqual("CREATE_COMPLETE", self.end(), self.reasons())
        before = self.snapshot()

        wrong = {"Wrong": {"Type": "AWS::SQS::Queue", "DependsOn": list(template(2, self.p)), "Properties": {"DelaySeconds": 100000}}}
        self.cfn.update_stack(StackName=self.p, TemplateBody=body(2, **wrong), Capabilities=["CAPABILITY_NAMED_IAM"])
        self.assertEqual("UPDATE_ROLLBACK_COMPLETE", self.end(), self.reasons())
        self.assertEqual([("Wrong", "AWS::SQS::Queue")], [r[:2] for r in self.reasons()], self.reasons())
        after = self.snapshot()
        for name in before:
            self.assertEqual(before[name], after[name], name)

        self.cfn.update_stack(StackName=self.p, TemplateBody=body(2).replace('"RouteKey"', '"RouteKey"'), Capabilities=["CAPABILITY_NAMED_IAM"])
        self.assertEqual("UPDATE_COMPLETE", self.end(), self.reasons())
        # Settings that version 2 takes away are gone; everything else tells another story now.
        with self.assertRaises(ClientError):
            client("s3").get_bucket_cors(Bucket=self.p + "bucket")
        self.cfn.delete_stack(StackName=self.p)
        self.assertEqual("DELETE_COMPLETE", self.end(), self.reasons())


if __name__ == "__main__":
    unittest.main()
