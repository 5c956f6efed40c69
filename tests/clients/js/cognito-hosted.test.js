// Hosted sign-in through openid-client, a standard OpenID Connect library: code with PKCE, user info, refresh, revocation, client credentials; one pool as the provider of another.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import {
  AdminCreateUserCommand, AdminSetUserPasswordCommand, CognitoIdentityProviderClient, CreateIdentityProviderCommand, CreateResourceServerCommand, CreateUserPoolClientCommand, CreateUserPoolCommand,
  CreateUserPoolDomainCommand, DescribeUserPoolDomainCommand, InvalidParameterException, ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import * as oidc from "openid-client";

const endpoint = process.env.UNDERCAST_ENDPOINT, region = "us-east-1", callback = "https://app.example.com/back", password = "Corr3ct-horse!";
const idp = new CognitoIdentityProviderClient({ endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" }, maxAttempts: 1 });
const name = () => "u" + randomUUID().slice(0, 8);

async function hosted(settings = {}) {
  const { UserPool } = await idp.send(new CreateUserPoolCommand({ PoolName: name() }));
  const Domain = name(), UserPoolId = UserPool.Id;
  await idp.send(new CreateUserPoolDomainCommand({ Domain, UserPoolId }));
  return { id: UserPoolId, domain: Domain, site: `${endpoint}/_aws/auth/${region}/${Domain}`, client: await client(UserPoolId, settings) };
}

const client = async (UserPoolId, settings) => (await idp.send(new CreateUserPoolClientCommand({
  UserPoolId, ClientName: "web", CallbackURLs: [callback], AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["code"], AllowedOAuthScopes: ["openid", "email", "profile"], ...settings,
}))).UserPoolClient;

async function user(UserPoolId, Username = name()) {
  await idp.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: "SUPPRESS", UserAttributes: [{ Name: "email", Value: `${Username}@example.com` }, { Name: "email_verified", Value: "true" }] }));
  await idp.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }));
  return Username;
}

// The library reads what the server says of itself; only the issuer's name is not where the server is.
async function configuration(pool, c = pool.client) {
  const found = await (await fetch(`${endpoint}/${pool.id}/.well-known/openid-configuration`)).json();
  assert.equal(found.token_endpoint, `${pool.site}/oauth2/token`);
  const config = new oidc.Configuration({ ...found, jwks_uri: `${endpoint}/${pool.id}/.well-known/jwks.json` }, c.ClientId, c.ClientSecret, c.ClientSecret ? oidc.ClientSecretBasic(c.ClientSecret) : oidc.None());
  oidc.allowInsecureRequests(config);
  oidc.enableNonRepudiationChecks(config);
  return config;
}

// Somebody who reads pages, keeps cookies and follows redirects until one leads out of this cloud.
async function browse(start, fill) {
  const jar = new Map();
  let url = new URL(start), form;
  for (let step = 0; step < 12; step++) {
    const answer = await fetch(url, { method: form ? "POST" : "GET", body: form, redirect: "manual", headers: { cookie: [...jar].map(c => c.join("=")).join("; ") } });
    for (const cookie of answer.headers.getSetCookie()) jar.set(...cookie.split(";")[0].split(/=(.*)/s).slice(0, 2));
    form = undefined;
    if (answer.status === 302 || answer.status === 303) {
      url = new URL(answer.headers.get("location"), url);
      if (!url.href.startsWith(endpoint)) return url;
      continue;
    }
    const text = await answer.text(), [, action, fields] = /<form method="post" action="(.*?)">(.*?)<\/form>/s.exec(text) ?? assert.fail(text);
    form = new URLSearchParams({ _csrf: /name="_csrf" value="(.*?)"/.exec(fields)[1], ...fill(url, text) });
    url = new URL(action.replaceAll("&amp;", "&"), url);
  }
  assert.fail("It goes round in circles.");
}

async function signIn(pool, username, parameters = {}, config) {
  config ??= await configuration(pool);
  const verifier = oidc.randomPKCECodeVerifier(), state = oidc.randomState(), nonce = oidc.randomNonce();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: callback, scope: "openid email", state, nonce, code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256", ...parameters,
  });
  const back = await browse(url, () => ({ username, password }));
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
  return { config, back, checks, tokens: await oidc.authorizationCodeGrant(config, back, checks) };
}

test("a client with PKCE signs a user in, reads, refreshes and revokes", async () => {
  const pool = await hosted(), username = await user(pool.id);
  const { config, back, checks, tokens } = await signIn(pool, username);
  const claims = tokens.claims();
  assert.equal(claims["cognito:username"], username);
  assert.equal(claims.email, `${username}@example.com`);
  const info = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
  assert.equal(info.email, `${username}@example.com`);
  const fresh = await oidc.refreshTokenGrant(config, tokens.refresh_token);
  assert.notEqual(fresh.access_token, tokens.access_token);
  await assert.rejects(oidc.authorizationCodeGrant(config, back, checks), e => e.error === "invalid_grant");
  await oidc.tokenRevocation(config, tokens.refresh_token);
  await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token), e => e.error === "invalid_grant");
  await assert.rejects(oidc.fetchUserInfo(config, fresh.access_token, claims.sub), e => e.cause?.[0]?.parameters?.error === "invalid_token");
  assert.equal(oidc.buildEndSessionUrl(config, { client_id: pool.client.ClientId }).pathname, new URL(`${pool.site}/logout`).pathname);
});

test("a client of machines gets a token by its secret", async () => {
  const pool = await hosted();
  await idp.send(new CreateResourceServerCommand({ UserPoolId: pool.id, Identifier: "orders", Name: "Orders", Scopes: [{ ScopeName: "read", ScopeDescription: "read" }] }));
  const machine = await client(pool.id, { GenerateSecret: true, AllowedOAuthFlows: ["client_credentials"], AllowedOAuthScopes: ["orders/read"] });
  const config = await configuration(pool, machine);
  const { access_token } = await oidc.clientCredentialsGrant(config, { scope: "orders/read" });
  assert.equal(JSON.parse(Buffer.from(access_token.split(".")[1], "base64url")).scope, "orders/read");
  await assert.rejects(oidc.clientCredentialsGrant(config, { scope: "orders/all" }), e => e.error === "invalid_scope");
  await assert.rejects(oidc.clientCredentialsGrant(await configuration(pool, { ...machine, ClientSecret: "x" })), e => e.error === "invalid_client");
});

test("one pool is the OpenID Connect provider of another", async () => {
  const theirs = await hosted(), ours = await hosted();
  const there = await client(theirs.id, { GenerateSecret: true, CallbackURLs: [`${ours.site}/oauth2/idpresponse`] });
  await idp.send(new CreateIdentityProviderCommand({
    UserPoolId: ours.id, ProviderName: "Theirs", ProviderType: "OIDC", AttributeMapping: { email: "email", email_verified: "email_verified" },
    ProviderDetails: {
      client_id: there.ClientId, client_secret: there.ClientSecret, attributes_request_method: "GET", authorize_scopes: "openid email", oidc_issuer: `https://cognito-idp.${region}.amazonaws.com/${theirs.id}`,
      authorize_url: `${theirs.site}/oauth2/authorize`, token_url: `${theirs.site}/oauth2/token`, attributes_url: `${theirs.site}/oauth2/userInfo`, jwks_uri: `${endpoint}/${theirs.id}/.well-known/jwks.json`,
    },
  }));
  ours.client = await client(ours.id, { SupportedIdentityProviders: ["COGNITO", "Theirs"] });
  const username = await user(theirs.id);
  const { tokens } = await signIn(ours, username, { identity_provider: "Theirs" });
  const { Users } = await idp.send(new ListUsersCommand({ UserPoolId: theirs.id }));
  const sub = Users[0].Attributes.find(a => a.Name === "sub").Value;
  assert.equal(tokens.claims()["cognito:username"], `Theirs_${sub}`);
  assert.equal(tokens.claims().identities[0].userId, sub);
  assert.equal(tokens.claims().email, `${username}@example.com`);
});

test("a domain is described, and taken once", async () => {
  const pool = await hosted(), other = await hosted();
  const { DomainDescription } = await idp.send(new DescribeUserPoolDomainCommand({ Domain: pool.domain }));
  assert.equal(DomainDescription.UserPoolId, pool.id);
  await assert.rejects(idp.send(new CreateUserPoolDomainCommand({ Domain: pool.domain, UserPoolId: other.id })), e => e instanceof InvalidParameterException && e.message === "Domain already associated with another user pool");
});
