// WebSocket APIs: sockets of the ws package, the management API through the AWS SDK, over HTTP and over TLS.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { test } from "node:test";
import { ApiGatewayManagementApiClient, DeleteConnectionCommand, GetConnectionCommand, PostToConnectionCommand } from "@aws-sdk/client-apigatewaymanagementapi";
import {
  ApiGatewayV2Client, CreateApiCommand, CreateIntegrationCommand, CreateIntegrationResponseCommand, CreateRouteCommand, CreateRouteResponseCommand, CreateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import WebSocket from "ws";

const endpoint = process.env.UNDERCAST_ENDPOINT;
const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const aws = new ApiGatewayV2Client({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
const mock = { requestTemplates: { 200: '{"statusCode":200}' }, templateSelectionExpression: "200" };

async function chat(answer) {
  const { ApiId } = await aws.send(new CreateApiCommand({ Name: "c" + randomUUID().slice(0, 6), ProtocolType: "WEBSOCKET", RouteSelectionExpression: "$request.body.action" }));
  const { IntegrationId } = await aws.send(new CreateIntegrationCommand({ ApiId, IntegrationType: "MOCK", RequestTemplates: mock.requestTemplates, TemplateSelectionExpression: mock.templateSelectionExpression }));
  await aws.send(new CreateIntegrationResponseCommand({ ApiId, IntegrationId, IntegrationResponseKey: "$default", ResponseTemplates: { $default: answer } }));
  for (const RouteKey of ["$connect", "who"]) {
    const { RouteId } = await aws.send(new CreateRouteCommand({ ApiId, RouteKey, Target: `integrations/${IntegrationId}` }));
    if (RouteKey === "who") await aws.send(new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey: "$default" }));
  }
  await aws.send(new CreateStageCommand({ ApiId, StageName: "dev", AutoDeploy: true }));
  return ApiId;
}

const open = async (api, scheme = "ws", options = {}) => {
  const socket = new WebSocket(`${endpoint.replace(/^http/, scheme)}/_aws/execute-api/${api}/dev`, options);
  await once(socket, "open");
  return socket;
};
const message = async (socket) => (await once(socket, "message"))[0].toString();

test("a message is answered over its socket, and another by the management API", async () => {
  const api = await chat('{"id":"$context.connectionId"}');
  const socket = await open(api);
  socket.send(JSON.stringify({ action: "who" }));
  const { id } = JSON.parse(await message(socket));
  const management = new ApiGatewayManagementApiClient({ endpoint: `${endpoint}/_aws/execute-api/${api}/dev`, region: "us-east-1", credentials, maxAttempts: 1 });
  const posted = message(socket);
  await management.send(new PostToConnectionCommand({ ConnectionId: id, Data: "hello 漢" }));
  assert.equal(await posted, "hello 漢");
  const seen = await management.send(new GetConnectionCommand({ ConnectionId: id }));
  assert.ok(seen.ConnectedAt instanceof Date && seen.LastActiveAt >= seen.ConnectedAt);
  const closed = once(socket, "close");
  await management.send(new DeleteConnectionCommand({ ConnectionId: id }));
  assert.equal((await closed)[0], 1000);
  await assert.rejects(management.send(new PostToConnectionCommand({ ConnectionId: id, Data: "x" })), { name: "GoneException" });
});

test("what no route wants is refused over the socket", async () => {
  const socket = await open(await chat("{}"));
  socket.send("not json");
  const refused = JSON.parse(await message(socket));
  assert.equal(refused.message, "Forbidden");
  assert.ok(refused.connectionId && refused.requestId);
  socket.close();
});

test("a frame over 32 KB closes the socket, a message of several frames up to 128 KB does not", async () => {
  const api = await chat('{"route":"$context.routeKey"}');
  const socket = await open(api);
  const text = JSON.stringify({ action: "who", text: "x".repeat(90 * 1024) });
  for (let at = 0; at < text.length; at += 30 * 1024) socket.send(text.slice(at, at + 30 * 1024), { fin: at + 30 * 1024 >= text.length });
  assert.deepEqual(JSON.parse(await message(socket)), { route: "who" });
  socket.send("x".repeat(33 * 1024));
  assert.equal((await once(socket, "close"))[0], 1009);
});

test("the same over TLS", async () => {
  const socket = await open(await chat('{"ok":true}'), "wss", { rejectUnauthorized: false });
  socket.send('{"action":"who"}');
  assert.equal(await message(socket), '{"ok":true}');
  socket.close();
});
