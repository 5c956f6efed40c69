// S3 through the AWS SDK for JavaScript: hosts of buckets, streams in parts, links and forms.
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import http from "node:http";
import { Readable } from "node:stream";
import { test } from "node:test";
import { CreateBucketCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

const endpoint = process.env.UNDERCAST_ENDPOINT;
const client = (more = {}) => new S3Client({ endpoint, region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" }, maxAttempts: 1, forcePathStyle: true, ...more });

async function bucket(s3) {
  const Bucket = "js" + randomUUID().slice(0, 13);
  await s3.send(new CreateBucketCommand({ Bucket }));
  return Bucket;
}

test("objects come back with verified checksums of every algorithm", async () => {
  const s3 = client();
  const Bucket = await bucket(s3);
  for (const ChecksumAlgorithm of ["CRC32", "CRC32C", "SHA1", "SHA256"]) {
    await s3.send(new PutObjectCommand({ Bucket, Key: "k", Body: "hällo", ChecksumAlgorithm, Metadata: { a: "1" } }));
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: "k", ChecksumMode: "ENABLED" }));
    assert.equal(await got.Body.transformToString(), "hällo");
    assert.ok(got[`Checksum${ChecksumAlgorithm}`]);
    assert.equal(got.Metadata.a, "1");
  }
  await assert.rejects(s3.send(new GetObjectCommand({ Bucket, Key: "none" })), NoSuchKey);
});

test("a stream of unknown length is sent in parts", async () => {
  const s3 = client();
  const Bucket = await bucket(s3);
  const body = randomBytes(12 * 1024 * 1024 + 5);
  await new Upload({ client: s3, params: { Bucket, Key: "big", Body: Readable.from([body.subarray(0, 7_000_000), body.subarray(7_000_000)]) } }).done();
  assert.equal((await s3.send(new HeadObjectCommand({ Bucket, Key: "big" }))).ContentLength, body.length);
  const got = await s3.send(new GetObjectCommand({ Bucket, Key: "big" }));
  assert.ok(body.equals(Buffer.from(await got.Body.transformToByteArray())));
});

test("a bucket in the host is found, and its signature holds", async () => {
  // Node does not resolve names below localhost everywhere, so the connection goes to the address.
  const agent = new http.Agent({ lookup: (_, options, done) => (options.all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4)) });
  const s3 = client({ forcePathStyle: false, requestHandler: { httpAgent: agent } });
  const Bucket = await bucket(client());
  await s3.send(new PutObjectCommand({ Bucket, Key: "a/b c", Body: "x" }));
  assert.deepEqual((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents.map((o) => o.Key), ["a/b c"]);
});

test("links and forms are signed for strangers", async () => {
  const s3 = client();
  const Bucket = await bucket(s3);
  const put = await fetch(await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: "k" })), { method: "PUT", body: "linked" });
  assert.equal(put.status, 200);
  assert.equal(await (await fetch(await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: "k" })))).text(), "linked");
  const { url, fields } = await createPresignedPost(s3, { Bucket, Key: "up/${filename}", Conditions: [["content-length-range", 0, 100]], Fields: { success_action_status: "201" } });
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", new Blob(["posted"]), "f.txt");
  const answer = await fetch(url, { method: "POST", body: form });
  assert.equal(answer.status, 201);
  assert.match(await answer.text(), /<Key>up\/f.txt<\/Key>/);
  assert.equal(await (await s3.send(new GetObjectCommand({ Bucket, Key: "up/f.txt" }))).Body.transformToString(), "posted");
});
