// DynamoDB through the AWS SDK for JavaScript and its document client.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, ResourceNotFoundException, UpdateTableCommand, waitUntilTableExists, waitUntilTableNotExists } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand, DeleteCommand, ExecuteStatementCommand, ExecuteTransactionCommand, DynamoDBDocumentClient, GetCommand, paginateScan, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand,
} from "@aws-sdk/lib-dynamodb";

const client = new DynamoDBClient({ endpoint: process.env.UNDERCAST_ENDPOINT, region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" }, maxAttempts: 1 });
const documents = DynamoDBDocumentClient.from(client);

const table = async () => {
  const TableName = "js" + randomUUID().slice(0, 8);
  await client.send(new CreateTableCommand({
    TableName, BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName: "p", KeyType: "HASH" }, { AttributeName: "s", KeyType: "RANGE" }],
    AttributeDefinitions: [{ AttributeName: "p", AttributeType: "S" }, { AttributeName: "s", AttributeType: "N" }],
  }));
  await waitUntilTableExists({ client, maxWaitTime: 5, minDelay: 1 }, { TableName });
  return TableName;
};

test("a document comes back as it was put", async () => {
  const TableName = await table();
  const Item = { p: "漢😀", s: 1.5, list: [1, "x", null, true, { deep: { er: [] } }], set: new Set(["a", "b"]), bytes: new Uint8Array([0, 255]) };
  await documents.send(new PutCommand({ TableName, Item }));
  const got = await documents.send(new GetCommand({ TableName, Key: { p: Item.p, s: 1.5 }, ConsistentRead: true }));
  assert.deepEqual({ ...got.Item, bytes: [...got.Item.bytes] }, { ...Item, bytes: [0, 255] });
});

test("updates, queries, batches and scans", async () => {
  const TableName = await table();
  for (let s = 0; s < 12; s++) {
    await documents.send(new UpdateCommand({
      TableName, Key: { p: "a", s }, UpdateExpression: "SET #v = :v, tags = list_append(if_not_exists(tags, :none), :tag)",
      ExpressionAttributeNames: { "#v": "value" }, ExpressionAttributeValues: { ":v": s, ":none": [], ":tag": ["t" + s] },
    }));
  }
  const found = await documents.send(new QueryCommand({
    TableName, KeyConditionExpression: "p = :p AND s >= :s", FilterExpression: "contains(tags, :t) OR #v > :v", ProjectionExpression: "s",
    ExpressionAttributeNames: { "#v": "value" }, ExpressionAttributeValues: { ":p": "a", ":s": 3, ":t": "t4", ":v": 9 }, ReturnConsumedCapacity: "TOTAL",
  }));
  assert.deepEqual(found.Items, [{ s: 4 }, { s: 10 }, { s: 11 }]);
  assert.equal(found.ConsumedCapacity.CapacityUnits, 0.5);
  const batch = await documents.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [{ p: "a", s: 1 }, { p: "a", s: 99 }] } } }));
  assert.deepEqual(batch.Responses[TableName], [{ p: "a", s: 1, value: 1, tags: ["t1"] }]);
  let count = 0;
  for await (const page of paginateScan({ client: documents, pageSize: 5 }, { TableName })) count += page.Count;
  assert.equal(count, 12);
});

test("errors are the SDK's own classes, with what they carry", async () => {
  const TableName = await table();
  await documents.send(new PutCommand({ TableName, Item: { p: "a", s: 1, n: 7 } }));
  await assert.rejects(
    documents.send(new DeleteCommand({ TableName, Key: { p: "a", s: 1 }, ConditionExpression: "n < :n", ExpressionAttributeValues: { ":n": 7 }, ReturnValuesOnConditionCheckFailure: "ALL_OLD" })),
    (e) => e.name === "ConditionalCheckFailedException" && e.Item.n.N === "7");
  await assert.rejects(
    documents.send(new TransactWriteCommand({ TransactItems: [
      { Put: { TableName, Item: { p: "b", s: 1 } } }, { ConditionCheck: { TableName, Key: { p: "a", s: 1 }, ConditionExpression: "attribute_not_exists(p)" } }] })),
    (e) => e.name === "TransactionCanceledException" && e.CancellationReasons[1].Code === "ConditionalCheckFailed");
  await assert.rejects(documents.send(new GetCommand({ TableName: "none", Key: { p: "a" } })), (e) => e instanceof ResourceNotFoundException && e.message === "Requested resource not found");
  await assert.rejects(documents.send(new GetCommand({ TableName, Key: { p: "a" } })), { name: "ValidationException", message: "The provided key element does not match the schema" });
});

test("statements speak documents", async () => {
  const TableName = await table();
  await documents.send(new ExecuteTransactionCommand({ TransactStatements: [1, 2].map((n) => ({ Statement: `INSERT INTO "${TableName}" VALUE {'p': 'a', 's': ?, 'set': ?}`, Parameters: [n, new Set([n])] })) }));
  const { Items } = await documents.send(new ExecuteStatementCommand({ Statement: `SELECT s, "set" FROM "${TableName}" WHERE p = ? ORDER BY s DESC`, Parameters: ["a"] }));
  assert.deepEqual(Items, [{ s: 2, set: new Set([2]) }, { s: 1, set: new Set([1]) }]);
  await assert.rejects(documents.send(new ExecuteStatementCommand({ Statement: `INSERT INTO "${TableName}" VALUE {'p': 'a', 's': 1}` })), { name: "DuplicateItemException" });
});

test("tables pass through their states, and replicas follow", async () => {
  const TableName = await table();
  const there = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: process.env.UNDERCAST_ENDPOINT, region: "eu-central-1", credentials: { accessKeyId: "test", secretAccessKey: "test" }, maxAttempts: 1 }));
  await documents.send(new PutCommand({ TableName, Item: { p: "a", s: 1 } }));
  await client.send(new UpdateTableCommand({ TableName, ReplicaUpdates: [{ Create: { RegionName: "eu-central-1" } }] }));
  await waitUntilTableExists({ client: there, maxWaitTime: 10, minDelay: 1 }, { TableName });
  assert.deepEqual((await there.send(new GetCommand({ TableName, Key: { p: "a", s: 1 } }))).Item, { p: "a", s: 1 });
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName });
  const { TableDescription } = await client.send(new DeleteTableCommand({ TableName }));
  assert.equal(TableDescription.TableStatus, "DELETING");
  await waitUntilTableNotExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName });
  assert.deepEqual((await there.send(new GetCommand({ TableName, Key: { p: "a", s: 1 } }))).Item, { p: "a", s: 1 });
});
