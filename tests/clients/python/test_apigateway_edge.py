"""API Gateway at its edge: mutual TLS on custom domains, and clients made by GetSdk."""
import io
import json
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import unittest
import uuid
import zipfile
from urllib.parse import urlparse

from test_apigateway import ENDPOINT, client


def mock_api(answer, authorization="NONE"):
    aws = client("apigateway")
    api = aws.create_rest_api(name="edge")
    resource = aws.create_resource(restApiId=api["id"], parentId=api["rootResourceId"], pathPart="{name}")["id"]
    place = {"restApiId": api["id"], "resourceId": resource, "httpMethod": "GET"}
    aws.put_method(**place, authorizationType=authorization, requestParameters={"method.request.querystring.q": False})
    aws.put_integration(**place, type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'})
    aws.put_method_response(**place, statusCode="200")
    aws.put_integration_response(**place, statusCode="200", responseTemplates={"application/json": answer})
    aws.create_deployment(restApiId=api["id"], stageName="dev")
    return api["id"]


@unittest.skipUnless(shutil.which("openssl"), "openssl is not installed")
class MutualTls(unittest.TestCase):
    def run_openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        for name in ("ca", "other"):
            self.run_openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.pem", "-subj", f"/O=Test/CN={name}", "-days", "2")
            self.run_openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"client-{name}.key", "-out", f"client-{name}.csr", "-subj", "/O=Test/CN=ann")
            self.run_openssl("x509", "-req", "-in", f"client-{name}.csr", "-CA", f"{name}.pem", "-CAkey", f"{name}.key", "-CAcreateserial", "-out", f"client-{name}.pem", "-days", "1")

    def ask(self, host, name=None):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        if name:
            context.load_cert_chain(os.path.join(self.folder, f"client-{name}.pem"), os.path.join(self.folder, f"client-{name}.key"))
        at = urlparse(ENDPOINT)
        with socket.create_connection((at.hostname, at.port), timeout=30) as plain, context.wrap_socket(plain, server_hostname=host) as tls:
            tls.sendall(f"GET /x HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            answer = b""
            while piece := tls.recv(65536):
                answer += piece
        if not answer:
            # In TLS 1.3 a client is connected before the server has seen that it shows nothing; then it hears nothing.
            raise ConnectionError("The server closed the connection.")
        head, _, body = answer.partition(b"\r\n\r\n")
        return int(head.split()[1]), body.decode()

    def test_a_domain_lets_in_whom_its_truststore_knows(self):
        s3, aws = client("s3"), client("apigateway")
        bucket, host = "trust-" + uuid.uuid4().hex[:8], f"m{uuid.uuid4().hex[:8]}.api.localhost"
        s3.create_bucket(Bucket=bucket)
        s3.upload_file(os.path.join(self.folder, "ca.pem"), bucket, "ca.pem")
        api = mock_api("$context.identity.clientCert.subjectDN")
        made = aws.create_domain_name(
            domainName=host, regionalCertificateArn="arn:aws:acm:us-east-1:000000000000:certificate/c", endpointConfiguration={"types": ["REGIONAL"]},
            mutualTlsAuthentication={"truststoreUri": f"s3://{bucket}/ca.pem"})
        self.assertEqual(made["mutualTlsAuthentication"]["truststoreUri"], f"s3://{bucket}/ca.pem")
        aws.create_base_path_mapping(domainName=host, restApiId=api, stage="dev")
        self.assertEqual(self.ask(host, "ca"), (200, "CN=ann,O=Test"))
        self.assertEqual(self.ask(host, "other"), (403, '{"message":"Forbidden"}'))
        with self.assertRaises((ssl.SSLError, ConnectionError)):
            self.ask(host)
        aws.update_domain_name(domainName=host, patchOperations=[{"op": "replace", "path": "/mutualTlsAuthentication/truststoreUri", "value": ""}])
        self.assertEqual(self.ask(host)[0], 200)


@unittest.skipUnless(shutil.which("node"), "node is not installed")
class Sdk(unittest.TestCase):
    def test_a_client_made_for_an_api_calls_and_signs(self):
        aws = client("apigateway")
        api = mock_api('{"name":"$input.params(\'name\')","q":"$input.params(\'q\')","who":"$context.identity.userArn"}', "AWS_IAM")
        sdk = aws.get_sdk(restApiId=api, stageName="dev", sdkType="javascript")["body"].read()
        with tempfile.TemporaryDirectory() as folder:
            zipfile.ZipFile(io.BytesIO(sdk)).extractall(folder)
            script = """
                const factory = require("./apiGateway-js-sdk/apigClient.js");
                const signed = factory.newClient({ accessKey: "test", secretKey: "test" });
                const plain = factory.newClient();
                (async () => {
                  const answer = await signed.nameGet({ name: "a b/ü", q: "1&2" }, null, { queryParams: { z: "~*" } });
                  const refused = await plain.nameGet({ name: "x" }).catch((e) => e.response.status);
                  console.log(JSON.stringify({ status: answer.status, data: answer.data, refused }));
                })();
            """
            told = json.loads(subprocess.run(["node", "-e", script], cwd=folder, check=True, capture_output=True, text=True, timeout=60).stdout)
        self.assertEqual(told, {"status": 200, "data": {"name": "a b/ü", "q": "1&2", "who": "arn:aws:iam::000000000000:root"}, "refused": 403})


if __name__ == "__main__":
    unittest.main()
