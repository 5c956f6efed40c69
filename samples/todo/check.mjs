// Proves a deployed to-do list: two people, their lists, their folders. Run by `undercast up --check` with the stack's outputs as variables.
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';

const { ApiUrl, SiteUrl, UserPoolId, UserPoolClientId, IdentityPoolId, FilesBucket, AWS_ENDPOINT_URL: endpoint, AWS_REGION: region } = process.env;
const credentials = { AccessKeyId: process.env.AWS_ACCESS_KEY_ID, SecretKey: process.env.AWS_SECRET_ACCESS_KEY };

const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();

// A request with Signature Version 4.
async function signed(method, service, path, who, headers = {}, body = '') {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const all = { ...headers, host: new URL(endpoint).host, 'x-amz-date': time, 'x-amz-content-sha256': sha256(body), ...(who.SessionToken ? { 'x-amz-security-token': who.SessionToken } : {}) };
  const names = Object.keys(all).sort();
  const canonical = [method, path, '', ...names.map((n) => `${n}:${all[n]}`), '', names.join(';'), sha256(body)].join('\n');
  const key = scope.split('/').reduce(hmac, `AWS4${who.SecretKey}`);
  const signature = createHmac('sha256', key).update(['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).digest('hex');
  delete all.host;
  return fetch(endpoint + path, { method, body: body || undefined, headers: { ...all, authorization: `AWS4-HMAC-SHA256 Credential=${who.AccessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}` } });
}

async function json(service, target, input, who) {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  const response = who ? await signed('POST', service, '/', who, headers, JSON.stringify(input)) : await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(`${target}: ${answer.message ?? response.status}`);
  return answer;
}
const users = (operation, input, who) => json('cognito-idp', `AWSCognitoIdentityProviderService.${operation}`, input, who);
const identities = (operation, input) => json('cognito-identity', `AWSCognitoIdentityService.${operation}`, input);

async function person(name) {
  const email = `${name}-${Date.now()}@example.com`;
  const password = 'correct-horse-1';
  await users('SignUp', { ClientId: UserPoolClientId, Username: email, Password: password, UserAttributes: [{ Name: 'email', Value: email }] });
  await users('AdminConfirmSignUp', { UserPoolId, Username: email }, credentials);
  const { AuthenticationResult } = await users('InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: UserPoolClientId, AuthParameters: { USERNAME: email, PASSWORD: password } });
  const api = async (method, path, body) => {
    const response = await fetch(ApiUrl + path, { method, headers: { authorization: AuthenticationResult.IdToken, 'content-type': 'application/json' }, body: body && JSON.stringify(body) });
    return { status: response.status, body: response.status === 204 ? undefined : await response.json() };
  };
  const Logins = { [`cognito-idp.${region}.amazonaws.com/${UserPoolId}`]: AuthenticationResult.IdToken };
  const { IdentityId } = await identities('GetId', { IdentityPoolId, Logins });
  const { Credentials } = await identities('GetCredentialsForIdentity', { IdentityId, Logins });
  return { api, folder: IdentityId, credentials: Credentials };
}

const done = (text) => console.log(`check\t${text}`);

const page = await fetch(SiteUrl);
assert.equal(page.status, 200);
assert.match(await page.text(), /MyToDoList/);
done('the page is there');

assert.equal((await fetch(`${ApiUrl}/todos`)).status, 401);
done('without a token nothing is shown');

const [ann, ben] = [await person('ann'), await person('ben')];
const made = await ann.api('POST', '/todos', { title: 'Buy milk' });
assert.equal(made.status, 201, JSON.stringify(made.body));
assert.equal((await ann.api('POST', '/todos', { title: '' })).status, 400);
const list = await ann.api('GET', '/todos?version=1');
assert.deepEqual(list.body.todos.map((t) => t.title), ['Buy milk']);
assert.equal((await ann.api('PATCH', `/todos/${made.body.id}`, { done: true })).status, 200);
assert.equal((await ann.api('GET', '/todos?version=2')).body.todos[0].done, true);
done('a to-do is made, listed and ticked');

assert.deepEqual((await ben.api('GET', '/todos?version=1')).body.todos, []);
assert.equal((await ben.api('PATCH', `/todos/${made.body.id}`, { done: false })).status, 404);
done('another person sees and changes nothing of it');

const file = `/${FilesBucket}/${encodeURIComponent(ann.folder)}/picture`;
const put = await signed('PUT', 's3', file, ann.credentials, {}, 'a picture');
assert.equal(put.status, 200, await put.text());
assert.equal(await (await signed('GET', 's3', file, ann.credentials)).text(), 'a picture');
assert.equal((await signed('GET', 's3', file, ben.credentials)).status, 403);
done('a folder opens for its owner only');

assert.equal((await ann.api('DELETE', `/todos/${made.body.id}`)).status, 204);
assert.deepEqual((await ann.api('GET', '/todos?version=3')).body.todos, []);
done('what is removed is gone');
