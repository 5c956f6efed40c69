"""Second factors, custom challenges, imports and the basic flow through boto3 and the AWS CLI."""
import base64
import hashlib
import hmac
import io
import json
import os
import struct
import subprocess
import time
import unittest
import urllib.request
import uuid
import zipfile

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["UNDERCAST_ENDPOINT"]
PASSWORD = "Corr3ct-horse!"
RIDDLE = """
def handler(event, context):
    request, response, source = event["request"], event["response"], event["triggerSource"]
    if source.startswith("Define"):
        rounds = request["session"]
        if rounds and rounds[-1]["challengeResult"]:
            response["issueTokens"] = True
        elif len(rounds) >= 2:
            response["failAuthentication"] = True
        else:
            response["challengeName"] = "CUSTOM_CHALLENGE"
    elif source.startswith("Create"):
        response["publicChallengeParameters"] = {"question": "2+2"}
        response["privateChallengeParameters"] = {"answer": "4"}
    else:
        response["answerCorrect"] = request["challengeAnswer"] == request["privateChallengeParameters"]["answer"]
    return event
"""


def client(service, **config):
    return boto3.client(service, endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test", config=Config(retries={"max_attempts": 0}, **config))


def app(seed, later=0):
    """What an authenticator app shows."""
    mac = hmac.new(base64.b32decode(seed + "=" * (-len(seed) % 8)), struct.pack(">Q", int(time.time()) // 30 + later), hashlib.sha1).digest()
    at = mac[19] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"


class FactorTest(unittest.TestCase):
    def setUp(self):
        self.idp = client("cognito-idp")

    def make(self, flows, **settings):
        self.pool = self.idp.create_user_pool(PoolName="t" + uuid.uuid4().hex[:8], AutoVerifiedAttributes=["email"], **settings)["UserPool"]["Id"]
        self.app = self.idp.create_user_pool_client(UserPoolId=self.pool, ClientName="app", ExplicitAuthFlows=flows)["UserPoolClient"]["ClientId"]
        self.idp.admin_create_user(UserPoolId=self.pool, Username="ann", MessageAction="SUPPRESS", UserAttributes=[{"Name": "email", "Value": "ann@example.com"}, {"Name": "email_verified", "Value": "true"}])
        self.idp.admin_set_user_password(UserPoolId=self.pool, Username="ann", Password=PASSWORD, Permanent=True)

    def sign_in(self):
        return self.idp.admin_initiate_auth(UserPoolId=self.pool, ClientId=self.app, AuthFlow="ADMIN_USER_PASSWORD_AUTH", AuthParameters={"USERNAME": "ann", "PASSWORD": PASSWORD})

    def answer(self, challenge, session, **responses):
        return self.idp.admin_respond_to_auth_challenge(UserPoolId=self.pool, ClientId=self.app, ChallengeName=challenge, Session=session, ChallengeResponses={"USERNAME": "ann", **responses})

    def refused(self, code, call, message=None):
        with self.assertRaises(ClientError) as caught:
            call()
        error = caught.exception.response["Error"]
        self.assertEqual(error["Code"], code)
        if message is not None:
            self.assertEqual(error["Message"], message)

    def test_a_second_factor_is_set_up_and_asked_for(self):
        self.make(["ALLOW_ADMIN_USER_PASSWORD_AUTH"])
        self.refused(
            "InvalidParameterException", lambda: self.idp.set_user_pool_mfa_config(UserPoolId=self.pool, MfaConfiguration="ON"),
            "Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.")
        self.idp.set_user_pool_mfa_config(UserPoolId=self.pool, MfaConfiguration="ON", SoftwareTokenMfaConfiguration={"Enabled": True})
        begun = self.sign_in()
        self.assertEqual((begun["ChallengeName"], json.loads(begun["ChallengeParameters"]["MFAS_CAN_SETUP"])), ("MFA_SETUP", ["SOFTWARE_TOKEN_MFA"]))
        seed = self.idp.associate_software_token(Session=begun["Session"])
        verified = self.idp.verify_software_token(Session=seed["Session"], UserCode=app(seed["SecretCode"]))
        self.assertIn("AccessToken", self.answer("MFA_SETUP", verified["Session"])["AuthenticationResult"])
        asked = self.sign_in()
        self.assertEqual(asked["ChallengeName"], "SOFTWARE_TOKEN_MFA")
        self.refused("CodeMismatchException", lambda: self.answer("SOFTWARE_TOKEN_MFA", asked["Session"], SOFTWARE_TOKEN_MFA_CODE=app(seed["SecretCode"], 9)), "Invalid code or auth state for the user.")
        self.assertIn("AccessToken", self.answer("SOFTWARE_TOKEN_MFA", asked["Session"], SOFTWARE_TOKEN_MFA_CODE=app(seed["SecretCode"], 1))["AuthenticationResult"])
        self.assertEqual(self.idp.admin_get_user(UserPoolId=self.pool, Username="ann")["UserMFASettingList"], ["SOFTWARE_TOKEN_MFA"])

    def test_functions_ask_and_judge(self):
        role = client("iam").create_role(
            RoleName="r" + uuid.uuid4().hex[:8],
            AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}))["Role"]["Arn"]
        package = io.BytesIO()
        with zipfile.ZipFile(package, "w") as z:
            z.writestr("index.py", RIDDLE)
        functions = client("lambda")
        function = functions.create_function(FunctionName="f" + uuid.uuid4().hex[:8], Runtime="python3.12", Role=role, Handler="index.handler", Code={"ZipFile": package.getvalue()})["FunctionArn"]
        self.make(["ALLOW_CUSTOM_AUTH"], LambdaConfig={n: function for n in ("DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse")})
        functions.add_permission(
            FunctionName=function, StatementId="pool", Action="lambda:InvokeFunction", Principal="cognito-idp.amazonaws.com", SourceArn=f"arn:aws:cognito-idp:us-east-1:000000000000:userpool/{self.pool}")
        functions.get_waiter("function_active_v2").wait(FunctionName=function)
        anonymous = boto3.client("cognito-idp", endpoint_url=ENDPOINT, region_name="us-east-1", config=Config(signature_version=UNSIGNED))
        begun = anonymous.initiate_auth(ClientId=self.app, AuthFlow="CUSTOM_AUTH", AuthParameters={"USERNAME": "ann"})
        self.assertEqual(begun["ChallengeParameters"], {"question": "2+2", "USERNAME": "ann"})
        again = anonymous.respond_to_auth_challenge(ClientId=self.app, ChallengeName="CUSTOM_CHALLENGE", Session=begun["Session"], ChallengeResponses={"USERNAME": "ann", "ANSWER": "5"})
        done = anonymous.respond_to_auth_challenge(ClientId=self.app, ChallengeName="CUSTOM_CHALLENGE", Session=again["Session"], ChallengeResponses={"USERNAME": "ann", "ANSWER": "4"})
        self.assertIn("IdToken", done["AuthenticationResult"])

    def test_users_come_from_a_file(self):
        self.make(["ALLOW_ADMIN_USER_PASSWORD_AUTH"])
        header = self.idp.get_csv_header(UserPoolId=self.pool)["CSVHeader"]
        job = self.idp.create_user_import_job(JobName="j", UserPoolId=self.pool, CloudWatchLogsRoleArn="arn:aws:iam::000000000000:role/import")["UserImportJob"]
        values = {"cognito:username": "bob", "cognito:mfa_enabled": "false", "email": "bob@example.com", "email_verified": "true", "name": "Bob\\, B."}
        file = ",".join(header) + "\n" + ",".join(values.get(c, "") for c in header) + "\n"
        urllib.request.urlopen(urllib.request.Request(job["PreSignedUrl"], data=file.encode(), method="PUT", headers={"x-amz-server-side-encryption": "aws:kms"})).close()
        self.idp.start_user_import_job(UserPoolId=self.pool, JobId=job["JobId"])
        deadline = time.monotonic() + 30
        while (job := self.idp.describe_user_import_job(UserPoolId=self.pool, JobId=job["JobId"])["UserImportJob"])["Status"] != "Succeeded":
            self.assertLess(time.monotonic(), deadline, job)
            time.sleep(0.05)
        self.assertEqual((job["ImportedUsers"], job["FailedUsers"]), (1, 0))
        self.assertEqual(self.idp.admin_get_user(UserPoolId=self.pool, Username="bob")["UserStatus"], "RESET_REQUIRED")

    def test_a_developers_user_acts_as_a_role_by_the_basic_flow(self):
        identities, iam = client("cognito-identity"), client("iam")
        pool = identities.create_identity_pool(IdentityPoolName="p", AllowUnauthenticatedIdentities=False, DeveloperProviderName="login.company", AllowClassicFlow=True)["IdentityPoolId"]
        trust = {"Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"cognito-identity.amazonaws.com:aud": pool}}}
        name = "r" + uuid.uuid4().hex[:8]
        role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]}))["Role"]["Arn"]
        given = identities.get_open_id_token_for_developer_identity(IdentityPoolId=pool, Logins={"login.company": "ann"})
        sts = boto3.client("sts", endpoint_url=ENDPOINT, region_name="us-east-1", config=Config(signature_version=UNSIGNED))
        session = sts.assume_role_with_web_identity(RoleArn=role, RoleSessionName="ann", WebIdentityToken=given["Token"])
        self.assertEqual(session["SubjectFromWebIdentityToken"], given["IdentityId"])
        other = identities.create_identity_pool(IdentityPoolName="q", AllowUnauthenticatedIdentities=False, DeveloperProviderName="login.company")["IdentityPoolId"]
        foreign = identities.get_open_id_token_for_developer_identity(IdentityPoolId=other, Logins={"login.company": "ann"})["Token"]
        self.refused("AccessDenied", lambda: sts.assume_role_with_web_identity(RoleArn=role, RoleSessionName="ann", WebIdentityToken=foreign))

    def test_the_cli_turns_a_second_factor_on(self):
        self.make(["ALLOW_ADMIN_USER_PASSWORD_AUTH"])
        environment = {**os.environ, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
        done = subprocess.run(
            ["aws", "--endpoint-url", ENDPOINT, "--region", "us-east-1", "cognito-idp", "set-user-pool-mfa-config", "--user-pool-id", self.pool, "--mfa-configuration", "OPTIONAL",
             "--software-token-mfa-configuration", "Enabled=true"], capture_output=True, text=True, env=environment, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["MfaConfiguration"], "OPTIONAL")


if __name__ == "__main__":
    unittest.main()
