// An order that was accepted is booked a moment later. The table is read with the keys of the environment.
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';

const { ApiUrl, TableName, AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret } = process.env;
const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const hmac = (k, text) => createHmac('sha256', k).update(text).digest();

async function getItem(id) {
  const body = JSON.stringify({ TableName, Key: { id: { S: id } } });
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${time.slice(0, 8)}/${region}/dynamodb/aws4_request`;
  const headers = { 'content-type': 'application/x-amz-json-1.0', host: new URL(endpoint).host, 'x-amz-date': time, 'x-amz-target': 'DynamoDB_20120810.GetItem' };
  const names = Object.keys(headers);
  const canonical = ['POST', '/', '', ...names.map((n) => `${n}:${headers[n]}`), '', names.join(';'), sha256(body)].join('\n');
  const signature = createHmac('sha256', scope.split('/').reduce(hmac, `AWS4${secret}`)).update(['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).digest('hex');
  delete headers.host;
  const response = await fetch(endpoint, { method: 'POST', body, headers: { ...headers, authorization: `AWS4-HMAC-SHA256 Credential=${key}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}` } });
  return (await response.json()).Item;
}

const id = `order-${Date.now()}`;
const accepted = await fetch(`${ApiUrl}/orders`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id, what: 'a fence & paint' }) });
assert.equal(accepted.status, 202, await accepted.clone().text());
console.log('check\tthe order is accepted');

let booked;
for (const end = Date.now() + 120_000; !booked && Date.now() < end; ) {
  booked = await getItem(id);
  if (!booked) await new Promise((resolve) => setTimeout(resolve, 50));
}
assert.equal(booked?.what?.S, 'a fence & paint');
console.log('check\tand booked');
