// SQS through the AWS SDK for JavaScript, over plain HTTP and over TLS with the local authority.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import https from "node:https";
import { test } from "node:test";
import {
  CreateQueueCommand, DeleteMessageCommand, GetQueueAttributesCommand, ListQueuesCommand, PurgeQueueCommand, QueueDoesNotExist, ReceiveMessageCommand,
  SendMessageBatchCommand, SendMessageCommand, SQSClient,
} from "@aws-sdk/client-sqs";

const endpoint = process.env.UNDERCAST_ENDPOINT;
const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const client = (more = {}) => new SQSClient({ endpoint, region: "us-east-1", credentials, maxAttempts: 1, ...more });
const name = () => "js" + randomUUID().slice(0, 8);

test("a message travels, and the SDK agrees with every digest", async () => {
  const sqs = client();
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name() }));
  await sqs.send(new SendMessageCommand({
    QueueUrl, MessageBody: "hello 漢", MessageAttributes: { b: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255]) }, s: { DataType: "String", StringValue: "x" } },
  }));
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ["All"], MessageSystemAttributeNames: ["All"] }));
  assert.equal(Messages[0].Body, "hello 漢");
  assert.deepEqual([...Messages[0].MessageAttributes.b.BinaryValue], [0, 255]);
  assert.equal(Messages[0].Attributes.SenderId, "000000000000");
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  assert.equal(Attributes.ApproximateNumberOfMessagesNotVisible, "0");
});

test("a batch fails entry by entry", async () => {
  const sqs = client();
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name() }));
  const answer = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: "a", MessageBody: "x" }, { Id: "b", MessageBody: "\u0001" }] }));
  assert.equal(answer.Successful.length, 1);
  assert.equal(answer.Failed[0].Code, "InvalidMessageContents");
});

test("errors are the SDK's own classes", async () => {
  await assert.rejects(client().send(new PurgeQueueCommand({ QueueUrl: `${endpoint}/000000000000/${name()}` })), QueueDoesNotExist);
  await assert.rejects(client({ credentials: { accessKeyId: "test", secretAccessKey: "no" } }).send(new ListQueuesCommand({})), { name: "SignatureDoesNotMatch" });
});

test("TLS works on the same port with the local authority", async () => {
  const pem = execFileSync("dotnet", [process.env.UNDERCAST_DLL, "trust", "--print", "--data", process.env.UNDERCAST_DATA]).toString();
  const { NodeHttpHandler } = await import("@smithy/node-http-handler");
  const sqs = client({
    endpoint: endpoint.replace("http://127.0.0.1", "https://localhost"),
    requestHandler: new NodeHttpHandler({ httpsAgent: new https.Agent({ ca: pem, family: 4 }) }),
  });
  const QueueName = name();
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
  assert.ok(QueueUrl.startsWith("https://localhost"), QueueUrl);
});
