"""IAM and STS through the AWS CLI: a narrow user, a session policy, a role of another account, a queue policy, MFA, web identity; and that an audit run gives a policy that is enough."""
import base64
import hashlib
import hmac
import json
import os
import struct
import subprocess
import tempfile
import threading
import time
import unittest
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer

ENDPOINT = os.environ["UNDERCAST_ENDPOINT"]
HERE, THERE = "000000000000", "111122223333"


def name():
    return "c" + uuid.uuid4().hex[:12]


def policy(action, resource="*", effect="Allow", **more):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": effect, "Action": action, "Resource": resource, **more}]})


def trust(principal, action="sts:AssumeRole", **more):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": principal, "Action": action, **more}]})


def code(seed, at=None):
    """The code of an authenticator app."""
    step = struct.pack(">Q", int((at or time.time()) // 30))
    mac = hmac.new(base64.b32decode(seed), step, hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"


class Commands(unittest.TestCase):
    """Runs the AWS CLI as one or another."""

    endpoint = ENDPOINT

    @classmethod
    def setUpClass(cls):
        try:
            subprocess.run(["aws", "--version"], capture_output=True, check=True)
        except FileNotFoundError:
            raise unittest.SkipTest("the AWS CLI is missing")

    def run_aws(self, *words, key="test", secret="test", token=None):
        env = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")}
        env.update(AWS_ACCESS_KEY_ID=key, AWS_SECRET_ACCESS_KEY=secret, AWS_DEFAULT_REGION="us-east-1", AWS_EC2_METADATA_DISABLED="true", AWS_MAX_ATTEMPTS="1", AWS_CONFIG_FILE="/dev/null")
        if token:
            env["AWS_SESSION_TOKEN"] = token
        return subprocess.run(["aws", "--endpoint-url", self.endpoint, "--output", "json", *words], capture_output=True, text=True, env=env)

    def aws(self, *words, **who):
        ran = self.run_aws(*words, **who)
        self.assertEqual(0, ran.returncode, ran.stderr)
        return json.loads(ran.stdout) if ran.stdout.strip() else {}

    def refused(self, *words, **who):
        ran = self.run_aws(*words, **who)
        self.assertNotEqual(0, ran.returncode, ran.stdout)
        self.assertIn("AccessDenied", ran.stderr)
        return ran.stderr

    def user(self, document=None, account="test"):
        user = name()
        root = {} if account == "test" else {"key": account}
        self.aws("iam", "create-user", "--user-name", user, **root)
        if document:
            self.aws("iam", "put-user-policy", "--user-name", user, "--policy-name", "p", "--policy-document", document, **root)
        key = self.aws("iam", "create-access-key", "--user-name", user, **root)["AccessKey"]
        return user, {"key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}

    def role(self, principal, document, **more):
        role = name()
        arn = self.aws("iam", "create-role", "--role-name", role, "--assume-role-policy-document", trust(principal, **more))["Role"]["Arn"]
        self.aws("iam", "put-role-policy", "--role-name", role, "--policy-name", "p", "--policy-document", document)
        return role, arn

    def queue(self):
        queue = name()
        return self.aws("sqs", "create-queue", "--queue-name", queue)["QueueUrl"], f"arn:aws:sqs:us-east-1:{HERE}:{queue}"

    @staticmethod
    def of(credentials):
        return {"key": credentials["AccessKeyId"], "secret": credentials["SecretAccessKey"], "token": credentials["SessionToken"]}


class CommandTest(Commands):
    def test_a_narrow_user_a_session_policy_and_a_role_across_accounts(self):
        url, arn = self.queue()
        send, receive = ("sqs", "send-message", "--queue-url", url, "--message-body", "x"), ("sqs", "receive-message", "--queue-url", url)
        _, ann = self.user(policy("sqs:SendMessage", arn))
        self.aws(*send, **ann)
        self.assertIn("because no identity-based policy allows the sqs:receivemessage action", self.refused(*receive, **ann))

        _, role = self.role({"AWS": HERE}, policy("sqs:*", arn))
        session = self.of(self.aws("sts", "assume-role", "--role-arn", role, "--role-session-name", "narrow", "--policy", policy("sqs:SendMessage"))["Credentials"])
        self.assertTrue(self.aws("sts", "get-caller-identity", **session)["Arn"].endswith("/narrow"))
        self.aws(*send, **session)
        self.assertIn("because no session policy allows", self.refused(*receive, **session))

        _, across = self.role({"AWS": THERE}, policy("sqs:SendMessage", arn), Condition={"StringEquals": {"sts:ExternalId": "secret"}})
        _, bob = self.user(policy("sts:AssumeRole"), THERE)
        assume = ("sts", "assume-role", "--role-arn", across, "--role-session-name", "across")
        self.refused(*assume, **bob)
        self.aws(*send, **self.of(self.aws(*assume, "--external-id", "secret", **bob)["Credentials"]))

    def test_a_queue_policy_lets_another_account_in(self):
        url, arn = self.queue()
        send = ("sqs", "send-message", "--queue-url", url, "--message-body", "x")
        _, bob = self.user(policy("sqs:SendMessage"), THERE)
        self.assertIn("because no resource-based policy allows", self.refused(*send, **bob))
        document = trust({"AWS": THERE}, "sqs:SendMessage", Resource=arn)
        self.aws("sqs", "set-queue-attributes", "--queue-url", url, "--attributes", json.dumps({"Policy": document}))
        self.aws(*send, **bob)

    def test_a_role_that_asks_for_a_code(self):
        user, ann = self.user(policy("sts:AssumeRole"))
        with tempfile.TemporaryDirectory() as folder:
            device = self.aws("iam", "create-virtual-mfa-device", "--virtual-mfa-device-name", user, "--bootstrap-method", "Base32StringSeed", "--outfile", f"{folder}/seed")
            with open(f"{folder}/seed") as file:
                seed = file.read()
        serial = device["VirtualMFADevice"]["SerialNumber"]
        self.aws("iam", "enable-mfa-device", "--user-name", user, "--serial-number", serial, "--authentication-code1", code(seed, time.time() - 30), "--authentication-code2", code(seed))
        _, role = self.role({"AWS": HERE}, policy("sqs:ListQueues"), Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}})
        assume = ("sts", "assume-role", "--role-arn", role, "--role-session-name", "mfa")
        self.refused(*assume, **ann)
        self.assertIn("one time pass code", self.refused(*assume, "--serial-number", serial, "--token-code", code(seed, time.time() - 3000), **ann))
        # The code that enabled the device is spent, so the one after it; a clock half a minute ahead is in step.
        session = self.of(self.aws(*assume, "--serial-number", serial, "--token-code", code(seed, time.time() + 30), **ann)["Credentials"])
        self.aws("sqs", "list-queues", **session)

    def test_an_audit_run_gives_a_policy_that_is_enough(self):
        server = subprocess.Popen(["dotnet", os.environ["UNDERCAST_DLL"], "start", "--port", "0", "--data", ":memory:", "--auth", "audit"], stdout=subprocess.PIPE, text=True)
        try:
            self.endpoint = next(line.split()[1] for line in server.stdout if line.startswith("ready "))
            user, key = self.user()
            _, role = self.role({"AWS": HERE}, policy("s3:GetObject"))

            def run(who, role):
                session = self.of(self.aws("sts", "assume-role", "--role-arn", role, "--role-session-name", "run", **who)["Credentials"])
                url = self.aws("sqs", "create-queue", "--queue-name", user, **session)["QueueUrl"]
                self.aws("sqs", "send-message", "--queue-url", url, "--message-body", "x", **session)
                self.assertEqual("x", self.aws("sqs", "receive-message", "--queue-url", url, **session)["Messages"][0]["Body"])

            run(key, role)
            least = {}
            for principal in (f"user/{user}", role.split(":", 5)[5]):
                ran = subprocess.run(["dotnet", os.environ["UNDERCAST_DLL"], "policy", "--port", self.endpoint.rsplit(":", 1)[1], "--principal", principal], capture_output=True, text=True)
                self.assertEqual(0, ran.returncode, ran.stderr)
                least[principal.split("/")[0]] = "".join(line for line in ran.stdout.splitlines() if not line.startswith("#"))
        finally:
            server.terminate()
            server.wait()
            server.stdout.close()
        # The same run where policies are enforced, with these policies and nothing else.
        self.endpoint = ENDPOINT
        self.assertEqual({"sqs:CreateQueue", "sqs:SendMessage", "sqs:ReceiveMessage"}, {action for s in json.loads(least["role"])["Statement"] for action in s["Action"]})
        again, again_arn = role.rsplit("/", 1)[1], role
        self.aws("iam", "create-role", "--role-name", again, "--assume-role-policy-document", trust({"AWS": HERE}))
        self.aws("iam", "create-user", "--user-name", user)
        key = self.aws("iam", "create-access-key", "--user-name", user)["AccessKey"]
        who = {"key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}
        self.refused("sts", "assume-role", "--role-arn", again_arn, "--role-session-name", "run", **who)
        self.aws("iam", "put-user-policy", "--user-name", user, "--policy-name", "least", "--policy-document", least["user"])
        self.aws("iam", "put-role-policy", "--role-name", again, "--policy-name", "least", "--policy-document", least["role"])
        run(who, again_arn)


class Issuer:
    """An OpenID Connect provider over TLS with a certificate that nobody but its thumbprint vouches for."""

    def __init__(self):
        import datetime
        import ipaddress
        import ssl
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import rsa

        self.key = rsa.generate_private_key(65537, 2048)
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
        now = datetime.datetime.now(datetime.timezone.utc)
        certificate = (x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(self.key.public_key()).serial_number(x509.random_serial_number())
                       .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
                       .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False).sign(self.key, hashes.SHA256()))
        self.thumbprint = certificate.fingerprint(hashes.SHA1()).hex()
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body = json.dumps(issuer.jwks() if self.path.endswith("/keys") else {"issuer": issuer.url, "jwks_uri": issuer.url + "/keys"}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        with tempfile.NamedTemporaryFile() as file:
            file.write(certificate.public_bytes(serialization.Encoding.PEM) + self.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
            file.flush()
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(file.name)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = f"https://localhost:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @staticmethod
    def encode(data):
        return base64.urlsafe_b64encode(data if isinstance(data, bytes) else json.dumps(data).encode()).rstrip(b"=").decode()

    def jwks(self):
        numbers = self.key.public_key().public_numbers()
        return {"keys": [{"kty": "RSA", "kid": "k", "use": "sig", "n": self.encode(numbers.n.to_bytes(256, "big")), "e": self.encode(numbers.e.to_bytes(3, "big"))}]}

    def token(self, **claims):
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import padding

        signed = f"{self.encode({'alg': 'RS256', 'kid': 'k'})}.{self.encode({'iss': self.url, 'aud': 'app', 'exp': int(time.time()) + 600, **claims})}"
        return f"{signed}.{self.encode(self.key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256()))}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class WebIdentityTest(Commands):
    def setUp(self):
        try:
            self.issuer = Issuer()
        except ImportError:
            self.skipTest("the package cryptography is missing")
        self.addCleanup(self.issuer.close)

    def test_a_token_is_verified_against_the_keys_of_its_issuer(self):
        url, arn = self.queue()
        host = self.issuer.url.split("://")[1]
        provider = self.aws("iam", "create-open-id-connect-provider", "--url", self.issuer.url, "--client-id-list", "app")["OpenIDConnectProviderArn"]
        role = name()
        role_arn = self.aws("iam", "create-role", "--role-name", role, "--assume-role-policy-document",
                            trust({"Federated": provider}, "sts:AssumeRoleWithWebIdentity", Condition={"StringEquals": {f"{host}:sub": "ann", f"{host}:aud": "app"}}))["Role"]["Arn"]
        self.aws("iam", "put-role-policy", "--role-name", role, "--policy-name", "p", "--policy-document", policy("sqs:SendMessage", arn))

        def assume(token):
            return self.run_aws("sts", "assume-role-with-web-identity", "--role-arn", role_arn, "--role-session-name", "web", "--web-identity-token", token)

        # Nobody vouches for the server's certificate yet.
        self.assertIn("Couldn't retrieve verification key from your identity provider", assume(self.issuer.token(sub="ann")).stderr)
        self.aws("iam", "update-open-id-connect-provider-thumbprint", "--open-id-connect-provider-arn", provider, "--thumbprint-list", self.issuer.thumbprint)
        got = assume(self.issuer.token(sub="ann"))
        self.assertEqual(0, got.returncode, got.stderr)
        session = json.loads(got.stdout)
        self.assertEqual(("ann", "app", provider), (session["SubjectFromWebIdentityToken"], session["Audience"], session["Provider"]))
        self.aws("sqs", "send-message", "--queue-url", url, "--message-body", "x", **self.of(session["Credentials"]))
        self.assertIn("Not authorized to perform sts:AssumeRoleWithWebIdentity", assume(self.issuer.token(sub="bob")).stderr)
        self.assertIn("Incorrect token audience", assume(self.issuer.token(sub="ann", aud="else")).stderr)
        self.assertIn("ExpiredToken", assume(self.issuer.token(sub="ann", exp=int(time.time()) - 5)).stderr)
        forged = self.issuer.token(sub="bob").split(".")
        forged[1] = self.issuer.token(sub="ann").split(".")[1]
        self.assertIn("InvalidIdentityToken", assume(".".join(forged)).stderr)

if __name__ == "__main__":
    unittest.main()
