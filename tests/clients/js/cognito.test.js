// User pools through amazon-cognito-identity-js and the AWS SDK for JavaScript; an identity pool's credentials through the SDK's own provider.
import assert from "node:assert/strict";
import { createHash, createHmac, createPublicKey, randomUUID, verify } from "node:crypto";
import { test } from "node:test";
import {
  AdminConfirmSignUpCommand, AdminCreateUserCommand, AdminDisableUserCommand, CognitoIdentityProviderClient, CreateUserPoolClientCommand, CreateUserPoolCommand, GetUserCommand, InitiateAuthCommand, NotAuthorizedException,
  RespondToAuthChallengeCommand, SignUpCommand, UsernameExistsException, UserNotConfirmedException,
} from "@aws-sdk/client-cognito-identity-provider";
import { CognitoIdentityClient, CreateIdentityPoolCommand, GetIdCommand, SetIdentityPoolRolesCommand } from "@aws-sdk/client-cognito-identity";
import { fromCognitoIdentityPool } from "@aws-sdk/credential-providers";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import cognito from "amazon-cognito-identity-js";

const { AuthenticationDetails, CognitoRefreshToken, CognitoUser, CognitoUserAttribute, CognitoUserPool } = cognito;
const endpoint = process.env.UNDERCAST_ENDPOINT, region = "us-east-1";
const root = { accessKeyId: "test", secretAccessKey: "test" };
const make = (Client, credentials = root) => new Client({ endpoint, region, credentials, maxAttempts: 1 });
const idp = make(CognitoIdentityProviderClient);
const name = () => "u" + randomUUID().slice(0, 8);
const password = "Corr3ct-horse!";
const promised = call => new Promise((resolve, reject) => call((error, result) => (error ? reject(error) : resolve(result))));

async function pool(settings = {}, clientSettings = {}) {
  const { UserPool } = await idp.send(new CreateUserPoolCommand({ PoolName: name(), AutoVerifiedAttributes: ["email"], ...settings }));
  const { UserPoolClient } = await idp.send(new CreateUserPoolClientCommand({ UserPoolId: UserPool.Id, ClientName: "web", ...clientSettings }));
  return { id: UserPool.Id, clientId: UserPoolClient.ClientId, secret: UserPoolClient.ClientSecret, browser: new CognitoUserPool({ UserPoolId: UserPool.Id, ClientId: UserPoolClient.ClientId, endpoint }) };
}

async function lastCode(poolId) {
  const answer = await fetch(`${endpoint}/_undercast/cognito/messages?poolId=${poolId}`);
  return (await answer.json()).messages[0].code;
}

const signIn = (p, Username, Password) => new Promise((resolve, reject) => {
  const user = new CognitoUser({ Username, Pool: p.browser });
  user.authenticateUser(new AuthenticationDetails({ Username, Password }), {
    onSuccess: session => resolve({ user, session }), onFailure: reject, newPasswordRequired: attributes => resolve({ user, attributes }),
  });
});

async function signedUp(p) {
  const username = name();
  await promised(done => p.browser.signUp(username, password, [new CognitoUserAttribute({ Name: "email", Value: "ann@example.com" })], null, done));
  await promised(async done => new CognitoUser({ Username: username, Pool: p.browser }).confirmRegistration(await lastCode(p.id), false, done));
  return username;
}

test("a user signs up, confirms, signs in with SRP, refreshes and signs out", async () => {
  const p = await pool(), username = name();
  const { userConfirmed, codeDeliveryDetails } = await promised(done =>
    p.browser.signUp(username, password, [new CognitoUserAttribute({ Name: "email", Value: "ann@example.com" })], null, done));
  assert.equal(userConfirmed, false);
  assert.deepEqual(codeDeliveryDetails, { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "a***@e***" });
  await assert.rejects(signIn(p, username, password), e => e.code === "UserNotConfirmedException" && e.message === "User is not confirmed.");
  const user = new CognitoUser({ Username: username, Pool: p.browser });
  await assert.rejects(promised(done => user.confirmRegistration("000000x", false, done)), e => e.code === "CodeMismatchException");
  assert.equal(await promised(async done => user.confirmRegistration(await lastCode(p.id), false, done)), "SUCCESS");

  await assert.rejects(signIn(p, username, password + "x"), e => e.code === "NotAuthorizedException" && e.message === "Incorrect username or password.");
  const { user: signed, session } = await signIn(p, username, password);
  assert.equal(session.getIdToken().payload.email, "ann@example.com");
  assert.equal(session.getIdToken().payload.email_verified, true);
  assert.equal(session.getAccessToken().payload.username, username);

  const refreshed = await promised(done => signed.refreshSession(new CognitoRefreshToken({ RefreshToken: session.getRefreshToken().getToken() }), done));
  assert.notEqual(refreshed.getAccessToken().getJwtToken(), session.getAccessToken().getJwtToken());
  const attributes = await promised(done => signed.getUserAttributes(done));
  assert.equal(attributes.find(a => a.Name === "email_verified").Value, "true");
  await promised(done => signed.changePassword(password, "An0ther-horse!", done));
  await promised(done => signed.globalSignOut({ onSuccess: r => done(null, r), onFailure: done }));
  await assert.rejects(idp.send(new GetUserCommand({ AccessToken: session.getAccessToken().getJwtToken() })), e => e instanceof NotAuthorizedException && e.message === "Access Token has been revoked");
  await signIn(p, username, "An0ther-horse!");
});

test("tokens are verified by the pool's published keys", async () => {
  const p = await pool({}, { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] }), Username = name();
  await idp.send(new SignUpCommand({ ClientId: p.clientId, Username, Password: password }));
  await assert.rejects(
    idp.send(new InitiateAuthCommand({ ClientId: p.clientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: Username, PASSWORD: password } })), UserNotConfirmedException);
  await assert.rejects(idp.send(new SignUpCommand({ ClientId: p.clientId, Username, Password: password })), e => e instanceof UsernameExistsException && e.message === "User already exists");
  await idp.send(new AdminConfirmSignUpCommand({ UserPoolId: p.id, Username }));
  const { AuthenticationResult } = await idp.send(new InitiateAuthCommand({ ClientId: p.clientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: Username, PASSWORD: password } }));
  const configuration = await (await fetch(`${endpoint}/${p.id}/.well-known/openid-configuration`)).json();
  assert.equal(configuration.issuer, `https://cognito-idp.${region}.amazonaws.com/${p.id}`);
  const { keys } = await (await fetch(`${endpoint}/${p.id}/.well-known/jwks.json`)).json();
  for (const token of [AuthenticationResult.IdToken, AuthenticationResult.AccessToken]) {
    const [head, body, signature] = token.split(".");
    const { kid, alg } = JSON.parse(Buffer.from(head, "base64url"));
    assert.equal(alg, "RS256");
    const key = createPublicKey({ key: keys.find(k => k.kid === kid), format: "jwk" });
    assert.ok(verify("RSA-SHA256", Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url")));
    const claims = JSON.parse(Buffer.from(body, "base64url"));
    assert.equal(claims.iss, configuration.issuer);
    assert.ok(claims.origin_jti && claims.event_id && claims.exp - claims.iat === 3600);
  }
});

test("an administrator's user replaces the temporary password", async () => {
  const p = await pool({ UsernameAttributes: ["email"], UsernameConfiguration: { CaseSensitive: false } });
  const email = `${name()}@example.com`;
  await idp.send(new AdminCreateUserCommand({ UserPoolId: p.id, Username: email, TemporaryPassword: password, MessageAction: "SUPPRESS", UserAttributes: [{ Name: "email_verified", Value: "true" }] }));
  const { user, attributes } = await signIn(p, email.toUpperCase(), password);
  assert.equal(attributes.email, email);
  const session = await new Promise((onSuccess, onFailure) => user.completeNewPasswordChallenge("Fresh-passw0rd", {}, { onSuccess, onFailure }));
  assert.equal(session.getIdToken().payload["cognito:username"], session.getIdToken().payload.sub);
  await idp.send(new AdminDisableUserCommand({ UserPoolId: p.id, Username: email }));
  await assert.rejects(signIn(p, email, "Fresh-passw0rd"), e => e.message === "User is disabled.");
});

test("a client with a secret proves it", async () => {
  const p = await pool({}, { GenerateSecret: true, PreventUserExistenceErrors: "ENABLED" }), Username = name();
  await assert.rejects(idp.send(new SignUpCommand({ ClientId: p.clientId, Username, Password: password })), /is configured with secret but SECRET_HASH was not received/);
  const SecretHash = createHmac("sha256", p.secret).update(Username + p.clientId).digest("base64");
  await idp.send(new SignUpCommand({ ClientId: p.clientId, Username, Password: password, SecretHash }));
  const challenge = await idp.send(new InitiateAuthCommand({ ClientId: p.clientId, AuthFlow: "USER_SRP_AUTH", AuthParameters: { USERNAME: "nobody", SRP_A: "abcdef01", SECRET_HASH: createHmac("sha256", p.secret).update("nobody" + p.clientId).digest("base64") } }));
  assert.equal(challenge.ChallengeName, "PASSWORD_VERIFIER");
  const answer = {
    USERNAME: "nobody", PASSWORD_CLAIM_SECRET_BLOCK: challenge.ChallengeParameters.SECRET_BLOCK, PASSWORD_CLAIM_SIGNATURE: createHash("sha256").update("x").digest("base64"),
    TIMESTAMP: "Sat Nov 21 08:00:00 UTC 2026", SECRET_HASH: createHmac("sha256", p.secret).update("nobody" + p.clientId).digest("base64"),
  };
  await assert.rejects(idp.send(new RespondToAuthChallengeCommand({ ClientId: p.clientId, ChallengeName: "PASSWORD_VERIFIER", ChallengeResponses: answer })), e => e.message === "Incorrect username or password.");
});

test("an identity pool's credentials are those of its role, confined to the identity", async () => {
  const p = await pool(), username = await signedUp(p);
  const { session } = await signIn(p, username, password);
  const provider = `cognito-idp.${region}.amazonaws.com/${p.id}`;
  const admin = make(CognitoIdentityClient), iam = make(IAMClient);
  const { IdentityPoolId } = await admin.send(new CreateIdentityPoolCommand({
    IdentityPoolName: name(), AllowUnauthenticatedIdentities: false, CognitoIdentityProviders: [{ ProviderName: provider, ClientId: p.clientId }],
  }));
  const RoleName = name();
  const { Role } = await iam.send(new CreateRoleCommand({
    RoleName,
    AssumeRolePolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{
        Effect: "Allow", Principal: { Federated: "cognito-identity.amazonaws.com" }, Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { "cognito-identity.amazonaws.com:aud": IdentityPoolId }, "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" } },
      }],
    }),
  }));
  await iam.send(new PutRolePolicyCommand({
    RoleName, PolicyName: "own", PolicyDocument: JSON.stringify({
      Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:*:*:own-*", Condition: { StringEquals: { "aws:ResourceTag/owner": "${cognito-identity.amazonaws.com:sub}" } } }],
    }),
  }));
  await admin.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles: { authenticated: Role.Arn } }));

  const logins = { [provider]: session.getIdToken().getJwtToken() };
  const credentials = fromCognitoIdentityPool({ identityPoolId: IdentityPoolId, logins, clientConfig: { endpoint, region } });
  const { Arn } = await make(STSClient, credentials).send(new GetCallerIdentityCommand({}));
  assert.equal(Arn, `arn:aws:sts::000000000000:assumed-role/${RoleName}/CognitoIdentityCredentials`);

  const { IdentityId } = await admin.send(new GetIdCommand({ IdentityPoolId, Logins: logins }));
  const root = make(SQSClient), sqs = make(SQSClient, credentials);
  const { QueueUrl: own } = await root.send(new CreateQueueCommand({ QueueName: "own-" + name(), tags: { owner: IdentityId } }));
  const { QueueUrl: foreign } = await root.send(new CreateQueueCommand({ QueueName: "own-" + name(), tags: { owner: "us-east-1:other" } }));
  await sqs.send(new SendMessageCommand({ QueueUrl: own, MessageBody: "mine" }));
  await assert.rejects(sqs.send(new SendMessageCommand({ QueueUrl: foreign, MessageBody: "not mine" })), e => e.name === "AccessDenied");
  await assert.rejects(make(CognitoIdentityClient).send(new GetIdCommand({ IdentityPoolId })), /Unauthenticated access is not supported for this identity pool/);
  await assert.rejects(make(CognitoIdentityClient).send(new GetIdCommand({ IdentityPoolId, Logins: { [provider]: logins[provider] + "x" } })), e => e.name === "NotAuthorizedException");
});
