"""IAM's resource types in a stack, and a user pool of this cloud as an identity provider, through boto3."""
import base64
import json
import os
import subprocess
import tempfile
import unittest
import uuid

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["UNDERCAST_ENDPOINT"]
HERE = "000000000000"
QUICK = {"Delay": 1, "MaxAttempts": 60}


def client(service, credentials=None, **config):
    c = credentials or {"AccessKeyId": "test", "SecretAccessKey": "test"}
    return boto3.client(service, endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id=c["AccessKeyId"], aws_secret_access_key=c["SecretAccessKey"], aws_session_token=c.get("SessionToken"),
                        config=Config(retries={"max_attempts": 0}, **config))


class StackTest(unittest.TestCase):
    def test_providers_devices_and_passwords_follow_their_template(self):
        cfn, iam, name = client("cloudformation"), client("iam"), "f" + uuid.uuid4().hex[:8]
        url = f"https://{name}.example.com/tenant"

        def template(clients, password, tag):
            return json.dumps({
                "Resources": {
                    "Issuer": {"Type": "AWS::IAM::OIDCProvider", "Properties": {"Url": url, "ClientIdList": clients, "ThumbprintList": ["a" * 40], "Tags": [{"Key": "t", "Value": tag}]}},
                    "Phone": {"Type": "AWS::IAM::VirtualMFADevice", "Properties": {"VirtualMfaDeviceName": name, "Users": []}},
                    "Ann": {"Type": "AWS::IAM::User", "Properties": {"UserName": name, **({"LoginProfile": {"Password": password}} if password else {})}},
                    "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": name, "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
                        {"Effect": "Allow", "Principal": {"Federated": {"Ref": "Issuer"}}, "Action": "sts:AssumeRoleWithWebIdentity"}]}}},
                },
                "Outputs": {"Issuer": {"Value": {"Fn::GetAtt": ["Issuer", "Arn"]}}, "Phone": {"Value": {"Ref": "Phone"}}},
            })

        cfn.create_stack(StackName=name, TemplateBody=template(["one", "two"], "Correct-Horse-1", "a"), Capabilities=["CAPABILITY_NAMED_IAM"])
        cfn.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig=QUICK)
        outputs = {o["OutputKey"]: o["OutputValue"] for o in cfn.describe_stacks(StackName=name)["Stacks"][0]["Outputs"]}
        self.assertEqual((f"arn:aws:iam::{HERE}:oidc-provider/{name}.example.com/tenant", f"arn:aws:iam::{HERE}:mfa/{name}"), (outputs["Issuer"], outputs["Phone"]))
        self.assertEqual(["one", "two"], iam.get_open_id_connect_provider(OpenIDConnectProviderArn=outputs["Issuer"])["ClientIDList"])
        self.assertEqual(name, iam.get_login_profile(UserName=name)["LoginProfile"]["UserName"])

        cfn.update_stack(StackName=name, TemplateBody=template(["two", "three"], None, "b"), Capabilities=["CAPABILITY_NAMED_IAM"])
        cfn.get_waiter("stack_update_complete").wait(StackName=name, WaiterConfig=QUICK)
        provider = iam.get_open_id_connect_provider(OpenIDConnectProviderArn=outputs["Issuer"])
        self.assertEqual((["two", "three"], "b"), (provider["ClientIDList"], next(t["Value"] for t in provider["Tags"] if t["Key"] == "t")))
        with self.assertRaises(iam.exceptions.NoSuchEntityException):
            iam.get_login_profile(UserName=name)

        cfn.delete_stack(StackName=name)
        cfn.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig=QUICK)
        with self.assertRaises(iam.exceptions.NoSuchEntityException):
            iam.get_open_id_connect_provider(OpenIDConnectProviderArn=outputs["Issuer"])


    def test_saml_providers_and_certificates_follow_their_template(self):
        cfn, iam, name = client("cloudformation"), client("iam"), "g" + uuid.uuid4().hex[:8]
        with tempfile.TemporaryDirectory() as folder:
            def certificate(subject):
                key, body = os.path.join(folder, "key"), os.path.join(folder, "body")
                subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={subject}", "-days", "30", "-keyout", key, "-out", body], check=True, capture_output=True)
                return open(key).read(), open(body).read()
            key, body = certificate("one.example.com")
        bare = "".join(line for line in body.splitlines() if "CERTIFICATE" not in line)

        def template(entity, path, tag):
            metadata = (f'<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://{entity}.example.com"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">'
                        f'<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{bare}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>'
                        f'<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://{entity}.example.com/sso"/></IDPSSODescriptor></EntityDescriptor>')
            return json.dumps({
                "Resources": {
                    "Idp": {"Type": "AWS::IAM::SAMLProvider", "Properties": {"Name": name, "SamlMetadataDocument": metadata, "Tags": [{"Key": "t", "Value": tag}]}},
                    "Cert": {"Type": "AWS::IAM::ServerCertificate", "Properties": {"ServerCertificateName": name, "CertificateBody": body, "PrivateKey": key, "Path": path, "Tags": [{"Key": "t", "Value": tag}]}},
                },
                "Outputs": {"Idp": {"Value": {"Ref": "Idp"}}, "Cert": {"Value": {"Ref": "Cert"}}, "CertArn": {"Value": {"Fn::GetAtt": ["Cert", "Arn"]}}},
            })

        cfn.create_stack(StackName=name, TemplateBody=template("a", "/web/", "1"), Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"])
        cfn.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig=QUICK)
        outputs = {o["OutputKey"]: o["OutputValue"] for o in cfn.describe_stacks(StackName=name)["Stacks"][0]["Outputs"]}
        self.assertEqual((f"arn:aws:iam::{HERE}:saml-provider/{name}", name, f"arn:aws:iam::{HERE}:server-certificate/web/{name}"), (outputs["Idp"], outputs["Cert"], outputs["CertArn"]))
        self.assertIn("https://a.example.com/sso", iam.get_saml_provider(SAMLProviderArn=outputs["Idp"])["SAMLMetadataDocument"])

        cfn.update_stack(StackName=name, TemplateBody=template("b", "/", "2"), Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"])
        cfn.get_waiter("stack_update_complete").wait(StackName=name, WaiterConfig=QUICK)
        provider = iam.get_saml_provider(SAMLProviderArn=outputs["Idp"])
        self.assertIn("https://b.example.com/sso", provider["SAMLMetadataDocument"])
        self.assertEqual([{"Key": "t", "Value": "2"}], provider["Tags"])
        certificate = iam.get_server_certificate(ServerCertificateName=name)["ServerCertificate"]
        self.assertEqual(("/", [{"Key": "t", "Value": "2"}]), (certificate["ServerCertificateMetadata"]["Path"], certificate["Tags"]))

        cfn.delete_stack(StackName=name)
        cfn.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig=QUICK)
        with self.assertRaises(iam.exceptions.NoSuchEntityException):
            iam.get_server_certificate(ServerCertificateName=name)
        with self.assertRaises(iam.exceptions.NoSuchEntityException):
            iam.get_saml_provider(SAMLProviderArn=outputs["Idp"])


class UserPoolTest(unittest.TestCase):
    """What an application does that signs its users in with a user pool and gives them AWS credentials."""

    def test_a_user_pools_token_opens_a_role(self):
        idp, iam, name = client("cognito-idp"), client("iam"), "w" + uuid.uuid4().hex[:8]
        pool = idp.create_user_pool(PoolName=name)["UserPool"]["Id"]
        app = idp.create_user_pool_client(UserPoolId=pool, ClientName="app", ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"])["UserPoolClient"]["ClientId"]
        idp.admin_create_user(UserPoolId=pool, Username="ann", MessageAction="SUPPRESS")
        idp.admin_set_user_password(UserPoolId=pool, Username="ann", Password="Corr3ct-horse!", Permanent=True)
        token = idp.admin_initiate_auth(UserPoolId=pool, ClientId=app, AuthFlow="ADMIN_USER_PASSWORD_AUTH", AuthParameters={"USERNAME": "ann", "PASSWORD": "Corr3ct-horse!"})["AuthenticationResult"]["IdToken"]
        body = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        issuer = claims["iss"].split("://")[1]
        provider = iam.create_open_id_connect_provider(Url=claims["iss"], ClientIDList=[app])["OpenIDConnectProviderArn"]
        trust = {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Federated": provider}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {f"{issuer}:aud": app}}}]}
        role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
        iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=json.dumps(
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:*", "Resource": f"arn:aws:sqs:*:{HERE}:${{{issuer}:sub}}"}]}))
        # Nobody signs this call: the token is the credential.
        sts = client("sts", signature_version=UNSIGNED)
        got = sts.assume_role_with_web_identity(RoleArn=role, RoleSessionName="ann", WebIdentityToken=token)
        self.assertEqual((claims["sub"], app, provider), (got["SubjectFromWebIdentityToken"], got["Audience"], got["Provider"]))
        sqs = client("sqs", got["Credentials"])
        sqs.create_queue(QueueName=claims["sub"])
        with self.assertRaises(ClientError) as caught:
            sqs.create_queue(QueueName="another")
        self.assertIn("is not authorized to perform: sqs:createqueue", caught.exception.response["Error"]["Message"])
        with self.assertRaises(ClientError) as caught:
            sts.assume_role_with_web_identity(RoleArn=role, RoleSessionName="ann", WebIdentityToken=token[:-8] + "AAAAAAAA")
        self.assertEqual("InvalidIdentityToken", caught.exception.response["Error"]["Code"])
        # A token of a user who has been signed out everywhere is worth nothing any more.
        idp.admin_user_global_sign_out(UserPoolId=pool, Username="ann")
        with self.assertRaises(ClientError) as caught:
            sts.assume_role_with_web_identity(RoleArn=role, RoleSessionName="ann", WebIdentityToken=token)
        self.assertEqual("InvalidIdentityToken", caught.exception.response["Error"]["Code"])


if __name__ == "__main__":
    unittest.main()
