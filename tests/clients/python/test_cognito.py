"""User pools through boto3, as an administrator's scripts use them."""
import base64
import json
import os
import unittest
import urllib.request
import uuid

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["UNDERCAST_ENDPOINT"]
PASSWORD = "Corr3ct-horse!"


def client(service, **config):
    return boto3.client(service, endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test", config=Config(retries={"max_attempts": 0}, **config))


def claims(token):
    body = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))


class UserPoolTest(unittest.TestCase):
    def setUp(self):
        self.idp = client("cognito-idp")
        self.pool = self.idp.create_user_pool(
            PoolName="t" + uuid.uuid4().hex[:8], AutoVerifiedAttributes=["email"], Schema=[{"Name": "tenant", "AttributeDataType": "String", "Mutable": True}])["UserPool"]["Id"]
        self.app = self.idp.create_user_pool_client(
            UserPoolId=self.pool, ClientName="app", ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH"])["UserPoolClient"]["ClientId"]

    def code(self):
        with urllib.request.urlopen(f"{ENDPOINT}/_undercast/cognito/messages?poolId={self.pool}") as answer:
            return json.load(answer)["messages"][0]["code"]

    def user(self, name, **more):
        self.idp.admin_create_user(UserPoolId=self.pool, Username=name, MessageAction="SUPPRESS", UserAttributes=[{"Name": "email", "Value": name + "@example.com"}, {"Name": "custom:tenant", "Value": "t1"}], **more)
        self.idp.admin_set_user_password(UserPoolId=self.pool, Username=name, Password=PASSWORD, Permanent=True)

    def sign_in(self, name, password=PASSWORD):
        return self.idp.admin_initiate_auth(UserPoolId=self.pool, ClientId=self.app, AuthFlow="ADMIN_USER_PASSWORD_AUTH", AuthParameters={"USERNAME": name, "PASSWORD": password})

    def refused(self, code, call, message=None):
        with self.assertRaises(ClientError) as caught:
            call()
        error = caught.exception.response["Error"]
        self.assertEqual(error["Code"], code)
        if message:
            self.assertEqual(error["Message"], message)

    def test_users_and_groups(self):
        self.user("ann")
        self.user("bob")
        self.idp.create_group(UserPoolId=self.pool, GroupName="admins", Precedence=1)
        self.idp.admin_add_user_to_group(UserPoolId=self.pool, Username="ann", GroupName="admins")
        token = claims(self.sign_in("ann")["AuthenticationResult"]["IdToken"])
        self.assertEqual((token["cognito:groups"], token["custom:tenant"], token["aud"]), (["admins"], "t1", self.app))
        names = [u["Username"] for page in self.idp.get_paginator("list_users").paginate(UserPoolId=self.pool, PaginationConfig={"PageSize": 1}) for u in page["Users"]]
        self.assertEqual(names, ["ann", "bob"])
        self.assertEqual([u["Username"] for u in self.idp.list_users(UserPoolId=self.pool, Filter='email = "bob@example.com"')["Users"]], ["bob"])
        self.assertEqual([u["Username"] for u in self.idp.list_users_in_group(UserPoolId=self.pool, GroupName="admins")["Users"]], ["ann"])
        self.idp.admin_disable_user(UserPoolId=self.pool, Username="bob")
        self.refused("NotAuthorizedException", lambda: self.sign_in("bob"), "User is disabled.")
        self.idp.admin_delete_user(UserPoolId=self.pool, Username="bob")
        self.refused("UserNotFoundException", lambda: self.idp.admin_get_user(UserPoolId=self.pool, Username="bob"), "User does not exist.")

    def test_a_forgotten_password_and_an_unsigned_client(self):
        anonymous = boto3.client("cognito-idp", endpoint_url=ENDPOINT, region_name="us-east-1", config=Config(signature_version=UNSIGNED))
        anonymous.sign_up(ClientId=self.app, Username="cat", Password=PASSWORD, UserAttributes=[{"Name": "email", "Value": "cat@example.com"}])
        self.refused("CodeMismatchException", lambda: anonymous.confirm_sign_up(ClientId=self.app, Username="cat", ConfirmationCode="x"))
        anonymous.confirm_sign_up(ClientId=self.app, Username="cat", ConfirmationCode=self.code())
        anonymous.forgot_password(ClientId=self.app, Username="cat")
        anonymous.confirm_forgot_password(ClientId=self.app, Username="cat", ConfirmationCode=self.code(), Password="Fresh-passw0rd")
        tokens = anonymous.initiate_auth(ClientId=self.app, AuthFlow="USER_PASSWORD_AUTH", AuthParameters={"USERNAME": "cat", "PASSWORD": "Fresh-passw0rd"})["AuthenticationResult"]
        self.assertEqual(anonymous.get_user(AccessToken=tokens["AccessToken"])["Username"], "cat")
        anonymous.revoke_token(ClientId=self.app, Token=tokens["RefreshToken"])
        self.refused("NotAuthorizedException", lambda: anonymous.get_user(AccessToken=tokens["AccessToken"]), "Access Token has been revoked")

    def test_constraints_are_worded_as_by_the_service(self):
        self.refused(
            "InvalidParameterException", lambda: self.idp.create_user_pool(PoolName="bad/name"),
            "1 validation error detected: Value 'bad/name' at 'poolName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w\\s+=,.@-]+")


if __name__ == "__main__":
    unittest.main()
