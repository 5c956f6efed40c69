// IAM and STS through the AWS SDK for JavaScript: what a user and a role may do to a queue.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import {
  AttachRolePolicyCommand, CreateAccessKeyCommand, CreatePolicyCommand, CreateRoleCommand, CreateUserCommand, GetPolicyVersionCommand, IAMClient, NoSuchEntityException, paginateListPolicies,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

const root = { accessKeyId: "test", secretAccessKey: "test" };
const make = (Client, credentials = root) => new Client({ endpoint: process.env.UNDERCAST_ENDPOINT, region: "us-east-1", credentials, maxAttempts: 1 });
const name = () => "js" + randomUUID().slice(0, 8);
const policy = (Action, Resource = "*") => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] });

async function userWith(document) {
  const iam = make(IAMClient), UserName = name();
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument: document }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { UserName, credentials: { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey } };
}

test("a user may do what its policy says, and hears why not more", async () => {
  const QueueName = name();
  const { QueueUrl } = await make(SQSClient).send(new CreateQueueCommand({ QueueName }));
  const { UserName, credentials } = await userWith(policy("sqs:SendMessage", `arn:aws:sqs:*:*:${QueueName}`));
  const sqs = make(SQSClient, credentials);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
  await assert.rejects(sqs.send(new ReceiveMessageCommand({ QueueUrl })), e =>
    e.name === "AccessDenied" && e.message.includes(`user/${UserName} is not authorized to perform: sqs:receivemessage`) && e.message.endsWith("because no identity-based policy allows the sqs:receivemessage action"));
});

test("a role is assumed, limited by a session policy, and its credentials end", async () => {
  const iam = make(IAMClient), RoleName = name();
  const { Role } = await iam.send(new CreateRoleCommand({
    RoleName, AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: "000000000000" }, Action: "sts:AssumeRole" }] }),
  }));
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: "arn:aws:iam::aws:policy/AmazonSQSFullAccess" }));
  const { QueueUrl } = await make(SQSClient).send(new CreateQueueCommand({ QueueName: name() }));
  const { Credentials } = await make(STSClient).send(new AssumeRoleCommand({ RoleArn: Role.Arn, RoleSessionName: "js", DurationSeconds: 900, Policy: policy("sqs:SendMessage") }));
  assert.ok(Math.abs(Credentials.Expiration - Date.now() - 900_000) < 30_000);
  const session = { accessKeyId: Credentials.AccessKeyId, secretAccessKey: Credentials.SecretAccessKey, sessionToken: Credentials.SessionToken };
  assert.equal((await make(STSClient, session).send(new GetCallerIdentityCommand({}))).Arn, `arn:aws:sts::000000000000:assumed-role/${RoleName}/js`);
  const sqs = make(SQSClient, session);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
  await assert.rejects(sqs.send(new ReceiveMessageCommand({ QueueUrl })), /no session policy allows/);
});

test("managed policies are made, read back and paged", async () => {
  const iam = make(IAMClient);
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: name(), PolicyDocument: policy("sqs:*") }));
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: Policy.Arn, VersionId: "v1" }));
  assert.equal(decodeURIComponent(PolicyVersion.Document), policy("sqs:*"));
  let count = 0;
  for await (const page of paginateListPolicies({ client: iam, pageSize: 50 }, { Scope: "AWS" })) count += page.Policies.length;
  assert.ok(count > 200);
  await assert.rejects(iam.send(new GetPolicyVersionCommand({ PolicyArn: Policy.Arn, VersionId: "v9" })), NoSuchEntityException);
});

test("a queue's policy lets another account's user in where its own policy does too", async () => {
  const other = { accessKeyId: "222222222222", secretAccessKey: "test" };
  const { QueueUrl } = await make(SQSClient).send(new CreateQueueCommand({ QueueName: name() }));
  const iam = make(IAMClient, other), UserName = name();
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const sqs = make(SQSClient, { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey });
  const send = () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument: policy("sqs:SendMessage") }));
  await assert.rejects(send(), /no resource-based policy allows the sqs:sendmessage action/);
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: User.Arn }, Action: "sqs:SendMessage", Resource: "*" }] });
  await make(SQSClient).send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await send();
  await assert.rejects(sqs.send(new ReceiveMessageCommand({ QueueUrl })), { name: "AccessDenied" });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument: policy("sqs:ReceiveMessage") }));
  await assert.rejects(send(), /no identity-based policy allows the sqs:sendmessage action/);
});
