// MFA, web identity and SAML through the AWS SDK for JavaScript: sessions for those who prove who they are by other means than a key.
import assert from "node:assert/strict";
import { createHmac, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { test } from "node:test";
import {
  AddUserToGroupCommand, ChangePasswordCommand, CreateAccessKeyCommand, CreateGroupCommand, CreateLoginProfileCommand, CreateOpenIDConnectProviderCommand, CreateRoleCommand, CreateSAMLProviderCommand,
  CreateUserCommand, CreateVirtualMFADeviceCommand, EnableMFADeviceCommand, GenerateCredentialReportCommand, GetAccessKeyLastUsedCommand, GetCredentialReportCommand, IAMClient, ListMFADevicesCommand,
  PutGroupPolicyCommand, PutRolePolicyCommand, PutUserPolicyCommand, UploadServerCertificateCommand,
} from "@aws-sdk/client-iam";
import { CreateQueueCommand, ListQueuesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, AssumeRoleWithSAMLCommand, GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { fromWebToken } from "@aws-sdk/credential-providers";
import jsQR from "jsqr";
import { PNG } from "pngjs";
import { SignedXml } from "xml-crypto";

const root = { accessKeyId: "test", secretAccessKey: "test" };
const make = (Client, credentials = root) => new Client({ endpoint: process.env.UNDERCAST_ENDPOINT, region: "us-east-1", credentials, maxAttempts: 1 });
const name = () => "jf" + randomUUID().slice(0, 8);
const policy = (Action, Resource = "*", more = {}) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource, ...more }] });
const trust = (Principal, Action, Condition = {}) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action, Condition }] });
const keyOf = c => ({ accessKeyId: c.AccessKeyId, secretAccessKey: c.SecretAccessKey, sessionToken: c.SessionToken });
const iam = make(IAMClient);

async function user(document) {
  const UserName = name();
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument: document }));
  return { UserName, credentials: keyOf((await iam.send(new CreateAccessKeyCommand({ UserName }))).AccessKey) };
}

async function role(trustPolicy, permissions) {
  const RoleName = name();
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustPolicy }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument: permissions }));
  return Role.Arn;
}

function code(seed, at = Date.now()) {
  const bits = [...seed].map(c => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac("sha1", key).update(step).digest(), from = mac[19] & 15;
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

test("a virtual device shows its seed as a picture, and its codes open sessions once", async () => {
  const { UserName, credentials } = await user(policy("sqs:ListQueues", "*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }));
  const { VirtualMFADevice: device } = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: UserName }));
  const picture = PNG.sync.read(Buffer.from(device.QRCodePNG));
  const address = jsQR(new Uint8ClampedArray(picture.data), picture.width, picture.height).data;
  const seed = Buffer.from(device.Base32StringSeed).toString();
  assert.equal(address, `otpauth://totp/${UserName}@000000000000?secret=${seed}`);
  const enable = (one, two) => iam.send(new EnableMFADeviceCommand({ UserName, SerialNumber: device.SerialNumber, AuthenticationCode1: one, AuthenticationCode2: two }));
  await assert.rejects(enable(code(seed), code(seed)), e => e.name === "InvalidAuthenticationCodeException" && e.message === "Authentication code for device is not valid.");
  await enable(code(seed, Date.now() - 30_000), code(seed));
  assert.equal((await iam.send(new ListMFADevicesCommand({ UserName }))).MFADevices[0].SerialNumber, device.SerialNumber);
  await assert.rejects(make(SQSClient, credentials).send(new ListQueuesCommand({})), /not authorized/);
  const sts = make(STSClient, credentials), TokenCode = code(seed, Date.now() + 30_000);
  const { Credentials } = await sts.send(new GetSessionTokenCommand({ SerialNumber: device.SerialNumber, TokenCode }));
  await make(SQSClient, keyOf(Credentials)).send(new ListQueuesCommand({}));
  await assert.rejects(sts.send(new GetSessionTokenCommand({ SerialNumber: device.SerialNumber, TokenCode })), e => e.name === "AccessDenied" && /invalid MFA one time pass code/.test(e.message));
});

test("a web identity is verified with the keys that its issuer publishes", async t => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const server = createServer((request, answer) => {
    answer.end(JSON.stringify(request.url.endsWith("/keys") ? { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one" }] } : { jwks_uri: `${url}/keys` }));
  });
  await new Promise(done => server.listen(0, "127.0.0.1", done));
  t.after(() => server.close());
  const host = `localhost:${server.address().port}/tenant`, url = `http://${host}`;
  const { OpenIDConnectProviderArn } = await iam.send(new CreateOpenIDConnectProviderCommand({ Url: url, ClientIDList: ["app"] }));
  const { QueueUrl } = await make(SQSClient).send(new CreateQueueCommand({ QueueName: name() }));
  const roleArn = await role(trust({ Federated: OpenIDConnectProviderArn }, "sts:AssumeRoleWithWebIdentity", { StringLike: { [`${host}:sub`]: "repo:acme/*" } }), policy("sqs:SendMessage"));
  const part = json => Buffer.from(JSON.stringify(json)).toString("base64url");
  const token = claims => {
    const signed = `${part({ alg: "ES256", kid: "one" })}.${part({ iss: url, aud: "app", exp: Math.floor(Date.now() / 1000) + 600, ...claims })}`;
    return `${signed}.${createSign("sha256").update(signed).sign({ key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
  };
  const as = webIdentityToken => fromWebToken({ roleArn, roleSessionName: "web", webIdentityToken, clientConfig: { endpoint: process.env.UNDERCAST_ENDPOINT, region: "us-east-1", maxAttempts: 1 } });
  await make(SQSClient, as(token({ sub: "repo:acme/shop" }))).send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
  await assert.rejects(make(SQSClient, as(token({ sub: "repo:evil/shop" }))).send(new SendMessageCommand({ QueueUrl, MessageBody: "x" })), /Not authorized to perform sts:AssumeRoleWithWebIdentity/);
  const [head, , mac] = token({ sub: "repo:evil/shop" }).split("."), [, body] = token({ sub: "repo:acme/shop" }).split(".");
  await assert.rejects(make(SQSClient, as(`${head}.${body}.${mac}`)).send(new ListQueuesCommand({})), e => e.name === "InvalidIdentityTokenException");
});

test("a SAML assertion signed elsewhere opens a role, and a changed one does not", async () => {
  const { execFileSync } = await import("node:child_process");
  const { mkdtempSync, readFileSync, rmSync } = await import("node:fs");
  const folder = mkdtempSync("/tmp/saml-");
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", `${folder}/key`, "-out", `${folder}/cert`, "-subj", "/CN=idp", "-days", "2"], { stdio: "ignore" });
  const key = readFileSync(`${folder}/key`, "utf8"), cert = readFileSync(`${folder}/cert`, "utf8");
  rmSync(folder, { recursive: true });
  const bare = cert.replace(/-----[^-]+-----|\s/g, ""), issuer = "https://idp.example.com";
  const { SAMLProviderArn } = await iam.send(new CreateSAMLProviderCommand({
    Name: name(),
    SAMLMetadataDocument: `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${issuer}"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${bare}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${issuer}/sso"/></IDPSSODescriptor></EntityDescriptor>`,
  }));
  const RoleArn = await role(trust({ Federated: SAMLProviderArn }, "sts:AssumeRoleWithSAML", { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } }), policy("sqs:ListQueues"));
  const at = minutes => new Date(Date.now() + minutes * 60_000).toISOString();
  const attribute = (n, v) => `<saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/${n}"><saml:AttributeValue>${v}</saml:AttributeValue></saml:Attribute>`;
  const plain = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r" Version="2.0" IssueInstant="${at(0)}"><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a" Version="2.0" IssueInstant="${at(0)}"><saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID>ann</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${at(5)}" Recipient="https://signin.aws.amazon.com/saml"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotOnOrAfter="${at(5)}"><saml:AudienceRestriction><saml:Audience>urn:amazon:webservices</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AttributeStatement>${attribute("Role", `${SAMLProviderArn},${RoleArn}`)}${attribute("RoleSessionName", "ann")}</saml:AttributeStatement></saml:Assertion></samlp:Response>`;
  const signer = new SignedXml({ privateKey: key, signatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", canonicalizationAlgorithm: "http://www.w3.org/2001/10/xml-exc-c14n#" });
  signer.addReference({ xpath: "//*[@ID='_a']", digestAlgorithm: "http://www.w3.org/2001/04/xmlenc#sha256", transforms: ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/2001/10/xml-exc-c14n#"] });
  signer.computeSignature(plain, { location: { reference: "//*[@ID='_a']/*[local-name()='Issuer']", action: "after" } });
  const anonymous = new STSClient({ endpoint: process.env.UNDERCAST_ENDPOINT, region: "us-east-1", maxAttempts: 1 });
  const assume = xml => anonymous.send(new AssumeRoleWithSAMLCommand({ RoleArn, PrincipalArn: SAMLProviderArn, SAMLAssertion: Buffer.from(xml).toString("base64") }));
  const got = await assume(signer.getSignedXml());
  assert.deepEqual([got.Subject, got.Issuer, got.Audience], ["ann", issuer, "https://signin.aws.amazon.com/saml"]);
  await make(SQSClient, keyOf(got.Credentials)).send(new ListQueuesCommand({}));
  assert.match((await make(STSClient, keyOf(got.Credentials)).send(new GetCallerIdentityCommand({}))).Arn, /assumed-role\/.*\/ann$/);
  await assert.rejects(assume(plain), e => e.name === "InvalidIdentityTokenException" && e.message === "Response signature invalid");
  await assert.rejects(assume(signer.getSignedXml().replace(">ann</saml:NameID>", ">root</saml:NameID>")), /Response signature invalid/);
});

test("a role of another account and a role that asks for more are assumed as their trust policies say", async () => {
  const there = new IAMClient({ endpoint: process.env.UNDERCAST_ENDPOINT, region: "us-east-1", credentials: { accessKeyId: "111122223333", secretAccessKey: "test" }, maxAttempts: 1 });
  const UserName = name();
  await there.send(new CreateUserCommand({ UserName }));
  await there.send(new PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument: policy("sts:AssumeRole") }));
  const bob = keyOf((await there.send(new CreateAccessKeyCommand({ UserName }))).AccessKey);
  const RoleArn = await role(trust({ AWS: "111122223333" }, "sts:AssumeRole", { StringEquals: { "sts:ExternalId": "secret" } }), policy("sqs:ListQueues"));
  const sts = make(STSClient, bob);
  await assert.rejects(sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "across" })), e => e.name === "AccessDenied");
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "across", ExternalId: "secret" }));
  await make(SQSClient, keyOf(Credentials)).send(new ListQueuesCommand({}));
});

test("passwords, last use and the credential report", async () => {
  const { UserName, credentials } = await user(policy(["iam:ChangePassword", "sqs:ListQueues"]));
  await assert.rejects(iam.send(new CreateLoginProfileCommand({ UserName, Password: "weak" })), e => e.name === "PasswordPolicyViolationException");
  await iam.send(new CreateLoginProfileCommand({ UserName, Password: "Correct-Horse-1" }));
  await make(IAMClient, credentials).send(new ChangePasswordCommand({ OldPassword: "Correct-Horse-1", NewPassword: "Another-Horse-2" }));
  await make(SQSClient, credentials).send(new ListQueuesCommand({}));
  const { AccessKeyLastUsed } = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: credentials.accessKeyId }));
  assert.equal(AccessKeyLastUsed.ServiceName, "sqs");
  assert.ok(Math.abs(AccessKeyLastUsed.LastUsedDate - Date.now()) < 60_000);
  await iam.send(new GenerateCredentialReportCommand({}));
  const report = Buffer.from((await iam.send(new GetCredentialReportCommand({}))).Content).toString();
  assert.ok(report.startsWith("user,arn,user_creation_time,"));
  const GroupName = name();
  await iam.send(new CreateGroupCommand({ GroupName }));
  await iam.send(new PutGroupPolicyCommand({ GroupName, PolicyName: "p", PolicyDocument: policy("sqs:*") }));
  await iam.send(new AddUserToGroupCommand({ GroupName, UserName }));
  await assert.rejects(iam.send(new UploadServerCertificateCommand({ ServerCertificateName: name(), CertificateBody: "x", PrivateKey: "y" })), e => e.name === "MalformedCertificateException");
});
