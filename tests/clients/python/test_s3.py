"""S3 through boto3 (with its transfer manager), through the AWS CLI, through plain HTTP."""
import base64
import datetime
import hashlib
import hmac
import io
import json
import os
import re
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request
import uuid

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

ENDPOINT = os.environ["UNDERCAST_ENDPOINT"]
PORT = urllib.parse.urlparse(ENDPOINT).port
KEYS = {"region_name": "us-east-1", "aws_access_key_id": "test", "aws_secret_access_key": "test"}


def client(service="s3", **config):
    return boto3.client(service, endpoint_url=ENDPOINT, config=Config(retries={"max_attempts": 0}, **config), **KEYS)


def refusal(call):
    try:
        call()
    except ClientError as e:
        return e.response["Error"]["Code"], e.response["ResponseMetadata"]["HTTPStatusCode"]
    raise AssertionError("was not refused")


def http(url, method="GET", data=None, **headers):
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None
    request = urllib.request.Request(url, method=method, data=data, headers={k.replace("_", "-"): v for k, v in headers.items()})
    try:
        with urllib.request.build_opener(Stay).open(request) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as e:
        return e.code, e.read(), e.headers


class Boto3Test(unittest.TestCase):
    def setUp(self):
        self.s3 = client()
        self.bucket = "t" + uuid.uuid4().hex[:16]
        self.s3.create_bucket(Bucket=self.bucket)

    def open_to_everybody(self):
        self.s3.delete_public_access_block(Bucket=self.bucket)
        self.s3.put_bucket_policy(Bucket=self.bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{self.bucket}/*"},
            {"Effect": "Allow", "Principal": "*", "Action": "s3:ListBucket", "Resource": f"arn:aws:s3:::{self.bucket}"}]}))

    def test_the_transfer_manager_sends_and_fetches_in_parts(self):
        body = os.urandom(21 * 1024 * 1024 + 17)
        config = TransferConfig(multipart_threshold=8 * 1024 * 1024, multipart_chunksize=8 * 1024 * 1024)
        self.s3.upload_fileobj(io.BytesIO(body), self.bucket, "big", Config=config)
        got = io.BytesIO()
        self.s3.download_fileobj(self.bucket, "big", got, Config=config)
        self.assertEqual(body, got.getvalue())
        self.assertTrue(self.s3.head_object(Bucket=self.bucket, Key="big")["ETag"].endswith('-3"'))
        self.s3.copy({"Bucket": self.bucket, "Key": "big"}, self.bucket, "copy", Config=config)
        self.assertEqual(len(body), self.s3.head_object(Bucket=self.bucket, Key="copy")["ContentLength"])

    def test_names_of_all_kinds_are_listed_as_they_are(self):
        names = ["a b", "a+b", "ü/日本", "x%2Fy", "../up", "tab\t", "<&>\"'"]
        for name in names:
            self.s3.put_object(Bucket=self.bucket, Key=name, Body=name.encode())
            self.assertEqual(name.encode(), self.s3.get_object(Bucket=self.bucket, Key=name)["Body"].read())
        listed = [o["Key"] for o in self.s3.list_objects_v2(Bucket=self.bucket)["Contents"]]
        self.assertEqual(sorted(names, key=lambda n: n.encode()), listed)

    def test_versions_are_kept(self):
        self.s3.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": "Enabled"})
        first = self.s3.put_object(Bucket=self.bucket, Key="k", Body=b"1")["VersionId"]
        self.s3.put_object(Bucket=self.bucket, Key="k", Body=b"2")
        self.s3.delete_object(Bucket=self.bucket, Key="k")
        self.assertEqual(("NoSuchKey", 404), refusal(lambda: self.s3.get_object(Bucket=self.bucket, Key="k")))
        self.assertEqual(b"1", self.s3.get_object(Bucket=self.bucket, Key="k", VersionId=first)["Body"].read())
        listed = self.s3.list_object_versions(Bucket=self.bucket)
        self.assertEqual((2, 1), (len(listed["Versions"]), len(listed["DeleteMarkers"])))

    def test_every_setting_comes_back(self):
        s3, b = self.s3, self.bucket
        s3.put_bucket_tagging(Bucket=b, Tagging={"TagSet": [{"Key": "a", "Value": "1"}]})
        self.assertEqual([{"Key": "a", "Value": "1"}], s3.get_bucket_tagging(Bucket=b)["TagSet"])
        s3.put_bucket_cors(Bucket=b, CORSConfiguration={"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["https://a.example"]}]})
        self.assertEqual(["GET"], s3.get_bucket_cors(Bucket=b)["CORSRules"][0]["AllowedMethods"])
        s3.put_bucket_website(Bucket=b, WebsiteConfiguration={"IndexDocument": {"Suffix": "i"}, "RoutingRules": [{"Condition": {"KeyPrefixEquals": "a"}, "Redirect": {"ReplaceKeyPrefixWith": "b"}}]})
        self.assertEqual("b", s3.get_bucket_website(Bucket=b)["RoutingRules"][0]["Redirect"]["ReplaceKeyPrefixWith"])
        s3.put_bucket_lifecycle_configuration(Bucket=b, LifecycleConfiguration={"Rules": [{"Status": "Enabled", "Filter": {"And": {"Prefix": "t", "Tags": [{"Key": "x", "Value": "y"}]}}, "Expiration": {"Days": 3}}]})
        self.assertEqual("t", s3.get_bucket_lifecycle_configuration(Bucket=b)["Rules"][0]["Filter"]["And"]["Prefix"])
        self.assertEqual("AES256", s3.get_bucket_encryption(Bucket=b)["ServerSideEncryptionConfiguration"]["Rules"][0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"])
        self.assertEqual("CanonicalUser", s3.get_bucket_acl(Bucket=b)["Grants"][0]["Grantee"]["Type"])
        self.assertEqual("BucketOwnerEnforced", s3.get_bucket_ownership_controls(Bucket=b)["OwnershipControls"]["Rules"][0]["ObjectOwnership"])

    def test_what_is_not_built_is_refused_by_name(self):
        unbuilt = {
            "select_object_content": {"Key": "k", "Expression": "select * from s3object", "ExpressionType": "SQL", "InputSerialization": {"CSV": {}}, "OutputSerialization": {"CSV": {}}},
            "rename_object": {"Key": "k", "RenameSource": "j"}, "get_object_torrent": {"Key": "k"}, "get_bucket_metadata_configuration": {}, "get_bucket_abac": {},
            "put_bucket_versioning": {"VersioningConfiguration": {"Status": "Enabled", "MFADelete": "Enabled"}},
            "put_bucket_notification_configuration": {"NotificationConfiguration": {"EventBridgeConfiguration": {}}},
        }
        for operation, more in unbuilt.items():
            self.assertEqual(("NotSupportedByUndercast", 501), refusal(lambda: getattr(self.s3, operation)(Bucket=self.bucket, **more)), operation)
        self.assertEqual(("NotSupportedByUndercast", 501), refusal(lambda: self.s3.put_object(Bucket=self.bucket, Key="k", Body=b"", ServerSideEncryption="aws:kms:dsse")))
        self.s3.head_bucket(Bucket=self.bucket)

    def test_the_accounts_key_of_kms_acts(self):
        self.s3.put_bucket_encryption(Bucket=self.bucket, ServerSideEncryptionConfiguration={"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}, "BucketKeyEnabled": True}]})
        put = self.s3.put_object(Bucket=self.bucket, Key="k", Body=b"secret")
        self.assertEqual(("aws:kms", True), (put["ServerSideEncryption"], put["BucketKeyEnabled"]))
        self.assertRegex(put["SSEKMSKeyId"], r"^arn:aws:kms:us-east-1:\d{12}:key/[-0-9a-f]{36}$")
        read = self.s3.get_object(Bucket=self.bucket, Key="k")
        self.assertEqual((b"secret", put["SSEKMSKeyId"], put["ETag"]), (read["Body"].read(), read["SSEKMSKeyId"], read["ETag"]))
        self.assertEqual("AES256", self.s3.put_object(Bucket=self.bucket, Key="k", Body=b"", ServerSideEncryption="AES256")["ServerSideEncryption"])
        foreign = "arn:aws:kms:us-east-1:000000000000:key/11111111-2222-3333-4444-555555555555"
        self.assertEqual(("NotSupportedByUndercast", 501), refusal(lambda: self.s3.put_object(Bucket=self.bucket, Key="k", Body=b"", ServerSideEncryption="aws:kms", SSEKMSKeyId=foreign)))

    def test_customers_keys_are_checked(self):
        body = os.urandom(9 * 1024 * 1024)
        key = {"SSECustomerAlgorithm": "AES256", "SSECustomerKey": os.urandom(32)}
        self.s3.upload_fileobj(io.BytesIO(body), self.bucket, "k", ExtraArgs=key, Config=TransferConfig(multipart_threshold=1, multipart_chunksize=5 * 1024 * 1024))
        got = io.BytesIO()
        self.s3.download_fileobj(self.bucket, "k", got, ExtraArgs=key)
        self.assertEqual(body, got.getvalue())
        self.assertEqual(("InvalidRequest", 400), refusal(lambda: self.s3.get_object(Bucket=self.bucket, Key="k")))
        self.assertEqual(("AccessDenied", 403), refusal(lambda: self.s3.get_object(Bucket=self.bucket, Key="k", SSECustomerAlgorithm="AES256", SSECustomerKey=os.urandom(32))))

    def test_locked_versions_stay(self):
        name = self.bucket + "-l"
        self.s3.create_bucket(Bucket=name, ObjectLockEnabledForBucket=True)
        until = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=400)
        version = self.s3.put_object(Bucket=name, Key="k", Body=b"x", ObjectLockMode="GOVERNANCE", ObjectLockRetainUntilDate=until)["VersionId"]
        self.assertEqual(("AccessDenied", 403), refusal(lambda: self.s3.delete_object(Bucket=name, Key="k", VersionId=version)))
        self.assertEqual("GOVERNANCE", self.s3.get_object_retention(Bucket=name, Key="k")["Retention"]["Mode"])
        self.assertEqual(until.replace(microsecond=0), self.s3.head_object(Bucket=name, Key="k")["ObjectLockRetainUntilDate"].replace(microsecond=0))
        self.s3.put_object_legal_hold(Bucket=name, Key="k", LegalHold={"Status": "ON"})
        deleted = self.s3.delete_objects(Bucket=name, Delete={"Objects": [{"Key": "k", "VersionId": version}]}, BypassGovernanceRetention=True)
        self.assertEqual("AccessDenied", deleted["Errors"][0]["Code"])
        self.s3.put_object_legal_hold(Bucket=name, Key="k", LegalHold={"Status": "OFF"})
        self.s3.delete_object(Bucket=name, Key="k", VersionId=version, BypassGovernanceRetention=True)
        self.s3.delete_bucket(Bucket=name)

    def test_versions_are_replicated_by_a_role(self):
        target = self.bucket + "-t"
        iam = client("iam")
        self.s3.create_bucket(Bucket=target, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        for name in (self.bucket, target):
            self.s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        role = iam.create_role(RoleName=self.bucket, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sts:AssumeRole"}]}))["Role"]["Arn"]
        rules = [{"Status": "Enabled", "Priority": 1, "Filter": {"Prefix": ""}, "DeleteMarkerReplication": {"Status": "Disabled"}, "Destination": {"Bucket": f"arn:aws:s3:::{target}"}}]
        self.s3.put_bucket_replication(Bucket=self.bucket, ReplicationConfiguration={"Role": role, "Rules": rules})

        def settled(key):
            for _ in range(600):
                status = self.s3.head_object(Bucket=self.bucket, Key=key)["ReplicationStatus"]
                if status != "PENDING":
                    return status
                time.sleep(0.05)
        self.s3.put_object(Bucket=self.bucket, Key="denied", Body=b"x")
        self.assertEqual("FAILED", settled("denied"))
        iam.put_role_policy(RoleName=self.bucket, PolicyName="p", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": ["s3:GetObjectVersionForReplication"], "Resource": f"arn:aws:s3:::{self.bucket}/*"},
            {"Effect": "Allow", "Action": ["s3:ReplicateObject", "s3:ReplicateTags"], "Resource": f"arn:aws:s3:::{target}/*"}]}))
        version = self.s3.put_object(Bucket=self.bucket, Key="k", Body=b"y" * 20_000, Tagging="a=b")["VersionId"]
        self.assertEqual("COMPLETED", settled("k"))
        replica = self.s3.get_object(Bucket=target, Key="k")
        self.assertEqual((version, "REPLICA", b"y" * 20_000), (replica["VersionId"], replica["ReplicationStatus"], replica["Body"].read()))

    def test_who_asks_pays_where_the_bucket_says_so(self):
        self.s3.put_object(Bucket=self.bucket, Key="k", Body=b"x")
        self.s3.delete_public_access_block(Bucket=self.bucket)
        self.s3.put_bucket_policy(Bucket=self.bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{self.bucket}/*"}]}))
        other = boto3.client("s3", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="111111111111", aws_secret_access_key="test")
        other.get_object(Bucket=self.bucket, Key="k")
        self.s3.put_bucket_request_payment(Bucket=self.bucket, RequestPaymentConfiguration={"Payer": "Requester"})
        self.assertEqual(("AccessDenied", 403), refusal(lambda: other.get_object(Bucket=self.bucket, Key="k")))
        self.assertEqual("requester", other.get_object(Bucket=self.bucket, Key="k", RequestPayer="requester")["RequestCharged"])
        self.s3.get_object(Bucket=self.bucket, Key="k")

    def test_grants_let_other_accounts_in(self):
        other = boto3.client("s3", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="111111111111", aws_secret_access_key="test")
        stranger = other.list_buckets()["Owner"]["ID"]
        self.s3.delete_bucket_ownership_controls(Bucket=self.bucket)
        self.s3.put_object(Bucket=self.bucket, Key="k", Body=b"x")
        self.assertEqual(("AccessDenied", 403), refusal(lambda: other.get_object(Bucket=self.bucket, Key="k")))
        self.s3.put_object_acl(Bucket=self.bucket, Key="k", GrantRead=f"id={stranger}")
        self.assertEqual(b"x", other.get_object(Bucket=self.bucket, Key="k")["Body"].read())
        self.assertEqual([(stranger, "READ")], [(g["Grantee"]["ID"], g["Permission"]) for g in self.s3.get_object_acl(Bucket=self.bucket, Key="k")["Grants"]])
        self.assertEqual(("AccessDenied", 403), refusal(lambda: other.put_object(Bucket=self.bucket, Key="n", Body=b"x")))
        self.s3.put_bucket_acl(Bucket=self.bucket, GrantWrite=f"id={stranger}", GrantRead=f"id={stranger}")
        other.put_object(Bucket=self.bucket, Key="n", Body=b"theirs")
        # What another account writes is that account's, as long as ownership does not say otherwise.
        self.assertEqual(("AccessDenied", 403), refusal(lambda: self.s3.get_object(Bucket=self.bucket, Key="n")))
        self.assertEqual(b"theirs", other.get_object(Bucket=self.bucket, Key="n")["Body"].read())
        self.s3.put_bucket_acl(Bucket=self.bucket, ACL="private")
        self.s3.put_bucket_ownership_controls(Bucket=self.bucket, OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]})
        self.assertEqual(b"theirs", self.s3.get_object(Bucket=self.bucket, Key="n")["Body"].read())

    def test_access_points_and_accounts_through_s3_control(self):
        # SDKs put the account before the host; Python does not resolve names below localhost everywhere.
        resolve = socket.getaddrinfo
        self.addCleanup(setattr, socket, "getaddrinfo", resolve)
        socket.getaddrinfo = lambda host, *more, **named: resolve("127.0.0.1" if host.endswith(".localhost") else host, *more, **named)
        control = boto3.client("s3control", endpoint_url=f"http://localhost:{PORT}", config=Config(retries={"max_attempts": 0}), **KEYS)
        made = control.create_access_point(AccountId="000000000000", Name=self.bucket + "-p", Bucket=self.bucket)
        self.s3.put_object(Bucket=made["Alias"], Key="a b", Body=b"x")
        self.assertEqual(["a b"], [o["Key"] for o in self.s3.list_objects_v2(Bucket=made["Alias"])["Contents"]])
        host = {"Host": f"{self.bucket}-p-000000000000.s3-accesspoint.us-east-1.amazonaws.com"}
        self.assertEqual(403, http(f"{ENDPOINT}/a%20b", **host)[0])
        control.put_access_point_policy(AccountId="000000000000", Name=self.bucket + "-p", Policy=json.dumps({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": "s3:GetObject", "Resource": f"{made['AccessPointArn']}/object/*"}]}))
        other = boto3.client("s3", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="111111111111", aws_secret_access_key="test")
        self.assertEqual(b"x", other.get_object(Bucket=made["Alias"], Key="a b")["Body"].read())
        self.assertEqual(("AccessDenied", 403), refusal(lambda: other.get_object(Bucket=self.bucket, Key="a b")))
        self.assertEqual("Internet", control.get_access_point(AccountId="000000000000", Name=self.bucket + "-p")["NetworkOrigin"])
        self.assertIn(self.bucket + "-p", [p["Name"] for p in control.list_access_points(AccountId="000000000000", Bucket=self.bucket)["AccessPointList"]])
        control.delete_access_point(AccountId="000000000000", Name=self.bucket + "-p")
        self.assertEqual(("NoSuchAccessPoint", 404), refusal(lambda: control.get_access_point(AccountId="000000000000", Name=self.bucket + "-p")))
        self.assertEqual(("NotSupportedByUndercast", 501), refusal(lambda: control.list_jobs(AccountId="000000000000")))

    def test_settings_of_several_are_kept(self):
        self.s3.put_bucket_metrics_configuration(Bucket=self.bucket, Id="m", MetricsConfiguration={"Id": "m", "Filter": {"Prefix": "p"}})
        self.assertEqual("p", self.s3.list_bucket_metrics_configurations(Bucket=self.bucket)["MetricsConfigurationList"][0]["Filter"]["Prefix"])
        self.s3.put_bucket_intelligent_tiering_configuration(Bucket=self.bucket, Id="t", IntelligentTieringConfiguration={"Id": "t", "Status": "Enabled", "Tierings": [{"Days": 90, "AccessTier": "ARCHIVE_ACCESS"}]})
        self.assertEqual(90, self.s3.get_bucket_intelligent_tiering_configuration(Bucket=self.bucket, Id="t")["IntelligentTieringConfiguration"]["Tierings"][0]["Days"])
        self.s3.put_bucket_inventory_configuration(Bucket=self.bucket, Id="i", InventoryConfiguration={"Id": "i", "IsEnabled": True, "IncludedObjectVersions": "Current", "Schedule": {"Frequency": "Daily"}, "OptionalFields": ["Size"], "Destination": {"S3BucketDestination": {"Bucket": f"arn:aws:s3:::{self.bucket}", "Format": "CSV"}}})
        self.assertEqual(["Size"], self.s3.get_bucket_inventory_configuration(Bucket=self.bucket, Id="i")["InventoryConfiguration"]["OptionalFields"])
        self.s3.put_bucket_logging(Bucket=self.bucket, BucketLoggingStatus={"LoggingEnabled": {"TargetBucket": self.bucket, "TargetPrefix": "l/"}})
        self.assertEqual("l/", self.s3.get_bucket_logging(Bucket=self.bucket)["LoggingEnabled"]["TargetPrefix"])
        self.s3.put_bucket_accelerate_configuration(Bucket=self.bucket, AccelerateConfiguration={"Status": "Enabled"})
        self.assertEqual("Enabled", self.s3.get_bucket_accelerate_configuration(Bucket=self.bucket)["Status"])

    def signed(self, method, path, body, sent=None, **headers):
        request = AWSRequest(method, f"{ENDPOINT}/{self.bucket}{path}", data=body, headers={k.replace("_", "-"): v for k, v in headers.items()})
        S3SigV4Auth(Credentials("test", "test"), "s3", "us-east-1").add_auth(request)
        return http(request.url, method, sent or body, **{k.replace("-", "_"): v for k, v in request.headers.items()})

    def code(self, answer):
        return answer[0], re.search(rb"<Code>(.*?)</Code>", answer[1]).group(1).decode()

    def test_bad_input_is_refused_and_leaves_nothing(self):
        md5 = base64.b64encode(hashlib.md5(b"other").digest()).decode()
        self.assertEqual((400, "BadDigest"), self.code(self.signed("PUT", "/k", b"body", Content_MD5=md5)))
        self.assertEqual((400, "InvalidDigest"), self.code(self.signed("PUT", "/k", b"body", Content_MD5="nonsense")))
        self.assertEqual((400, "BadDigest"), self.code(self.signed("PUT", "/k", b"body", **{"x-amz-checksum-crc32": "AAAAAA=="})))
        self.assertEqual((400, "InvalidRequest"), self.code(self.signed("PUT", "/k", b"body", **{"x-amz-checksum-crc32": "AAAA"})))
        self.assertEqual((400, "XAmzContentSHA256Mismatch"), self.code(self.signed("PUT", "/k", b"body", sent=b"b0dy")))
        delete = b"<Delete><Object><Key>k</Key></Object></Delete>"
        self.assertEqual((400, "BadDigest"), self.code(self.signed("POST", "/?delete", delete, Content_MD5=md5)))
        self.assertEqual((400, "InvalidRequest"), self.code(self.signed("POST", "/?delete", delete)))
        for bad in (b"<Delete><Object>", b"<Other/>", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Delete><Object><Key>&a;</Key></Object></Delete>',
                    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><Delete><Object><Key>&b;</Key></Object></Delete>'):
            digest = base64.b64encode(hashlib.md5(bad).digest()).decode()
            self.assertEqual((400, "MalformedXML"), self.code(self.signed("POST", "/?delete", bad, Content_MD5=digest)), bad)
        self.assertEqual((400, "KeyTooLongError"), self.code(self.signed("PUT", "/" + "k" * 1025, b"")))
        upload = self.s3.create_multipart_upload(Bucket=self.bucket, Key="k")["UploadId"]
        for number in (0, 10_001):
            self.assertEqual((400, "InvalidArgument"), self.code(self.signed("PUT", f"/k?partNumber={number}&uploadId={upload}", b"x")))
        with socket.create_connection(("127.0.0.1", PORT)) as cut:
            request = AWSRequest("PUT", f"{ENDPOINT}/{self.bucket}/cut", data=b"x" * 100, headers={"Content-Length": "100"})
            S3SigV4Auth(Credentials("test", "test"), "s3", "us-east-1").add_auth(request)
            cut.sendall((f"PUT /{self.bucket}/cut HTTP/1.1\r\nHost: {urllib.parse.urlparse(ENDPOINT).netloc}\r\n" + "".join(f"{k}: {v}\r\n" for k, v in request.headers.items()) + "\r\n").encode() + b"x" * 50)
        self.assertNotIn("Contents", self.s3.list_objects_v2(Bucket=self.bucket))

    def test_a_chunk_under_a_wrong_signature_ends_the_upload(self):
        keys = Credentials("test", "test")

        def sign(key, text):
            return hmac.new(key, text.encode(), hashlib.sha256).digest()

        def put(path, data, bad=None):
            """AWS's signature of chunks (STREAMING-AWS4-HMAC-SHA256-PAYLOAD): each signs the one before."""
            chunks = [data[i:i + 65536] for i in range(0, len(data), 65536)] + [b""]
            size = sum(len(f"{len(c):x};chunk-signature={'0' * 64}\r\n") + len(c) + 2 for c in chunks)
            request = AWSRequest("PUT", f"{ENDPOINT}/{self.bucket}{path}", headers={
                "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "x-amz-decoded-content-length": str(len(data)), "Content-Encoding": "aws-chunked", "Content-Length": str(size)})
            signer = S3SigV4Auth(keys, "s3", "us-east-1")
            signer.payload = lambda _: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
            signer.add_auth(request)
            stamp = request.context["timestamp"]
            scope = f"{stamp[:8]}/us-east-1/s3/aws4_request"
            key = b"AWS4test"
            for part in scope.split("/"):
                key = sign(key, part)
            previous, body = request.headers["Authorization"].rsplit("Signature=", 1)[1], b""
            for number, chunk in enumerate(chunks):
                text = "\n".join(["AWS4-HMAC-SHA256-PAYLOAD", stamp, scope, previous, hashlib.sha256(b"").hexdigest(), hashlib.sha256(chunk).hexdigest()])
                previous = sign(key, text).hex()
                shown = previous if number != bad else "0" * 64
                body += f"{len(chunk):x};chunk-signature={shown}\r\n".encode() + chunk + b"\r\n"
            return http(request.url, "PUT", body, **{k.replace("-", "_"): v for k, v in request.headers.items()})

        data = os.urandom(150_000)
        self.assertEqual(200, put("/good", data)[0])
        self.assertEqual(data, self.s3.get_object(Bucket=self.bucket, Key="good")["Body"].read())
        for bad in range(4):
            self.assertEqual((403, "SignatureDoesNotMatch"), self.code(put(f"/bad{bad}", data, bad)))
        self.assertEqual(["good"], [o["Key"] for o in self.s3.list_objects_v2(Bucket=self.bucket)["Contents"]])

    def test_keys_may_be_any_text(self):
        keys = ["../../etc/passwd", "a//b", ".", "..", "%2e%2e", "ü/日本語/🎉", "a\\b", "a+b c", "k" * 1024, "CON", " leading", "é", "e\u0301"]
        for key in keys:
            self.s3.put_object(Bucket=self.bucket, Key=key, Body=key.encode())
        for key in keys:
            self.assertEqual(key.encode(), self.s3.get_object(Bucket=self.bucket, Key=key)["Body"].read(), key)
        self.assertEqual(sorted(keys, key=lambda k: k.encode()), [o["Key"] for o in self.s3.list_objects_v2(Bucket=self.bucket)["Contents"]])

    def test_links_work_in_both_versions_and_end(self):
        self.s3.put_object(Bucket=self.bucket, Key="a b", Body=b"body")
        for version in ("s3", "s3v4"):
            signer = client(signature_version=version)
            link = signer.generate_presigned_url("get_object", Params={"Bucket": self.bucket, "Key": "a b", "ResponseContentType": "x/y"})
            status, body, headers = http(link)
            self.assertEqual((200, b"body", "x/y"), (status, body, headers["Content-Type"]))
            self.assertEqual(403, http(link.replace("a%20b", "other"))[0])
            put = signer.generate_presigned_url("put_object", Params={"Bucket": self.bucket, "Key": "put"})
            self.assertEqual(200, http(put, "PUT", version.encode(), Content_Type="")[0])
            self.assertEqual(version.encode(), self.s3.get_object(Bucket=self.bucket, Key="put")["Body"].read())

        old = client(signature_version="s3").generate_presigned_url("get_object", Params={"Bucket": self.bucket, "Key": "a b"}, ExpiresIn=-5)
        self.assertEqual((403, True), (lambda a: (a[0], b"Request has expired" in a[1]))(http(old)))

    def test_a_form_stores_its_file(self):
        for version in ("s3", "s3v4"):
            post = client(signature_version=version).generate_presigned_post(self.bucket, "up/${filename}", Conditions=[["content-length-range", 1, 10]])
            def send(content):
                boundary = uuid.uuid4().hex
                parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in post["fields"].items()]
                parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n{content}\r\n--{boundary}--\r\n')
                return http(post["url"], "POST", "".join(parts).encode(), Content_Type=f"multipart/form-data; boundary={boundary}")
            self.assertEqual(204, send(version)[0])
            self.assertEqual(version.encode(), self.s3.get_object(Bucket=self.bucket, Key="up/a.txt")["Body"].read())
            status, body, _ = send("x" * 11)
            self.assertEqual((400, True), (status, b"EntityTooLarge" in body))

    def test_hosts_of_buckets_and_anonymous_reads(self):
        self.s3.put_object(Bucket=self.bucket, Key="d/k", Body=b"body")
        self.assertEqual(403, http(f"{ENDPOINT}/{self.bucket}/d/k")[0])
        self.open_to_everybody()
        for host in (f"{self.bucket}.s3.localhost", f"{self.bucket}.s3.us-east-1.localhost", f"{self.bucket}.s3.amazonaws.com", f"{self.bucket}.s3.eu-west-1.amazonaws.com", f"{self.bucket}.localhost"):
            self.assertEqual((200, b"body"), http(f"{ENDPOINT}/d/k", Host=f"{host}:{PORT}")[:2], host)
        self.assertEqual(403, http(f"{ENDPOINT}/{self.bucket}/k", "PUT", b"x")[0])

    def test_a_website_is_served_on_its_own_host(self):
        for key, kind, body in (("index.html", "text/html", b"home"), ("d/index.html", "text/html", b"below"), ("error.html", "text/html", b"lost")):
            self.s3.put_object(Bucket=self.bucket, Key=key, Body=body, ContentType=kind)
        self.s3.put_bucket_website(Bucket=self.bucket, WebsiteConfiguration={
            "IndexDocument": {"Suffix": "index.html"}, "ErrorDocument": {"Key": "error.html"}, "RoutingRules": [{"Condition": {"KeyPrefixEquals": "old/"}, "Redirect": {"ReplaceKeyPrefixWith": "new/"}}]})
        host = {"Host": f"{self.bucket}.s3-website.us-east-1.localhost:{PORT}"}
        self.assertEqual(403, http(f"{ENDPOINT}/", **host)[0])
        self.open_to_everybody()
        status, body, headers = http(f"{ENDPOINT}/", **host)
        self.assertEqual((200, b"home", "text/html"), (status, body, headers["Content-Type"]))
        self.assertEqual((200, b"home"), http(f"{ENDPOINT}/", Host=f"{self.bucket}.s3-website-us-east-1.amazonaws.com")[:2])
        self.assertEqual((200, b"below"), http(f"{ENDPOINT}/_aws/s3-website/{self.bucket}/d/")[:2])
        status, _, headers = http(f"{ENDPOINT}/d", **host)
        self.assertEqual((302, "/d/"), (status, headers["Location"]))
        self.assertEqual((404, b"lost"), http(f"{ENDPOINT}/none", **host)[:2])
        status, _, headers = http(f"{ENDPOINT}/old/x", **host)
        self.assertEqual((301, f"http://{host['Host']}/new/x"), (status, headers["Location"]))

    def test_a_preflight_is_answered_by_the_buckets_rules(self):
        self.s3.put_bucket_cors(Bucket=self.bucket, CORSConfiguration={"CORSRules": [{"AllowedMethods": ["PUT"], "AllowedOrigins": ["https://a.example"], "AllowedHeaders": ["*"], "MaxAgeSeconds": 5}]})
        ask = {"Origin": "https://a.example", "Access_Control_Request_Method": "PUT", "Access_Control_Request_Headers": "x-amz-date"}
        status, _, headers = http(f"{ENDPOINT}/{self.bucket}/k", "OPTIONS", **ask)
        self.assertEqual((200, "https://a.example", "5"), (status, headers["Access-Control-Allow-Origin"], headers["Access-Control-Max-Age"]))
        status, _, headers = http(f"{ENDPOINT}/k", "OPTIONS", **ask, Host=f"{self.bucket}.s3.localhost:{PORT}")
        self.assertEqual((200, "https://a.example"), (status, headers["Access-Control-Allow-Origin"]))
        self.assertEqual(403, http(f"{ENDPOINT}/{self.bucket}/k", "OPTIONS", **{**ask, "Origin": "https://b.example"})[0])
        link = client(signature_version="s3v4").generate_presigned_url("put_object", Params={"Bucket": self.bucket, "Key": "k"})
        status, _, headers = http(link, "PUT", b"x", Origin="https://a.example", Content_Type="")
        self.assertEqual((200, "https://a.example"), (status, headers["Access-Control-Allow-Origin"]))

    def test_a_queue_hears_of_new_objects(self):
        sqs = client("sqs")
        url = sqs.create_queue(QueueName=self.bucket)["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        settings = {"QueueConfigurations": [{"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}]}
        self.assertEqual(("InvalidArgument", 400), refusal(lambda: self.s3.put_bucket_notification_configuration(Bucket=self.bucket, NotificationConfiguration=settings)))
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": arn, "Condition": {"ArnLike": {"aws:SourceArn": f"arn:aws:s3:::{self.bucket}"}}}]})})
        self.s3.put_bucket_notification_configuration(Bucket=self.bucket, NotificationConfiguration=settings)
        self.s3.put_object(Bucket=self.bucket, Key="a b", Body=b"x")
        seen = []
        while len(seen) < 2:
            got = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=10).get("Messages", [])
            self.assertTrue(got)
            for message in got:
                seen.append(json.loads(message["Body"]))
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        self.assertEqual({"s3:TestEvent", "ObjectCreated:Put"}, {m.get("Event") or m["Records"][0]["eventName"] for m in seen})


class CliTest(unittest.TestCase):
    def aws(self, *args):
        environment = {**os.environ, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "1"}
        done = subprocess.run(["aws", "--endpoint-url", ENDPOINT, *args], capture_output=True, text=True, env=environment)
        self.assertEqual(0, done.returncode, done.stderr)
        return done.stdout

    def test_curl_signs_for_itself(self):
        bucket = "t" + uuid.uuid4().hex[:16]
        self.aws("s3", "mb", f"s3://{bucket}")

        def curl(*args):
            done = subprocess.run(["curl", "-sS", "--fail-with-body", "--aws-sigv4", "aws:amz:us-east-1:s3", "--user", "test:test", "-H", "x-amz-content-sha256: UNSIGNED-PAYLOAD", *args], capture_output=True)
            self.assertEqual(0, done.returncode, done.stderr + done.stdout)
            return done.stdout
        with tempfile.NamedTemporaryFile() as file:
            file.write(os.urandom(100_000))
            file.flush()
            curl("-T", file.name, f"{ENDPOINT}/{bucket}/a/b.bin")
            with open(file.name, "rb") as sent:
                self.assertEqual(sent.read(), curl(f"{ENDPOINT}/{bucket}/a/b.bin"))
        self.assertIn(b"<Key>a/b.bin</Key>", curl(f"{ENDPOINT}/{bucket}?list-type=2"))
        curl("-X", "DELETE", f"{ENDPOINT}/{bucket}/a/b.bin")

    def test_cp_sync_ls_presign_and_rm(self):
        bucket = "t" + uuid.uuid4().hex[:16]
        self.aws("s3", "mb", f"s3://{bucket}")
        with tempfile.TemporaryDirectory() as folder:
            for name, size in (("a.txt", 5), ("d/b.bin", 9 * 1024 * 1024)):
                os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
                with open(os.path.join(folder, name), "wb") as f:
                    f.write(os.urandom(size))
                # S3 tells times in seconds: a file as young as its copy would look newer.
                os.utime(os.path.join(folder, name), (time.time() - 60, time.time() - 60))
            self.aws("s3", "sync", folder, f"s3://{bucket}/up")
            self.assertEqual("", self.aws("s3", "sync", folder, f"s3://{bucket}/up"))
            self.assertIn("PRE d/", self.aws("s3", "ls", f"s3://{bucket}/up/"))
            with tempfile.TemporaryDirectory() as back:
                self.aws("s3", "cp", "--recursive", f"s3://{bucket}/up", back)
                for name in ("a.txt", "d/b.bin"):
                    with open(os.path.join(folder, name), "rb") as sent, open(os.path.join(back, name), "rb") as got:
                        self.assertEqual(sent.read(), got.read())
                link = self.aws("s3", "presign", f"s3://{bucket}/up/a.txt").strip()
                with open(os.path.join(folder, "a.txt"), "rb") as f:
                    self.assertEqual((200, f.read()), http(link)[:2])
        self.aws("s3", "website", f"s3://{bucket}", "--index-document", "index.html")
        self.aws("s3", "mv", f"s3://{bucket}/up/a.txt", f"s3://{bucket}/moved.txt")
        self.aws("s3", "rb", "--force", f"s3://{bucket}")


if __name__ == "__main__":
    unittest.main()
