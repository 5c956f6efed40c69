// Second factors, devices and choice-based sign-in of user pools, through amazon-cognito-identity-js and AWS Amplify's auth, unchanged.
import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { test } from "node:test";
import { CognitoIdentityProviderClient, CreateUserPoolClientCommand, CreateUserPoolCommand, SetUserPoolMfaConfigCommand } from "@aws-sdk/client-cognito-identity-provider";
import { Amplify } from "@aws-amplify/core";
import {
  autoSignIn, confirmSignIn, confirmSignUp, fetchAuthSession, fetchMFAPreference, fetchUserAttributes, getCurrentUser, setUpTOTP, signIn as amplifySignIn, signOut, signUp, updateMFAPreference, verifyTOTPSetup,
} from "@aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "@aws-amplify/auth/cognito";
import cognito from "amazon-cognito-identity-js";

const { AuthenticationDetails, CognitoUser, CognitoUserAttribute, CognitoUserPool } = cognito;
const endpoint = process.env.UNDERCAST_ENDPOINT, region = "us-east-1", password = "Corr3ct-horse!";
const idp = new CognitoIdentityProviderClient({ endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" }, maxAttempts: 1 });
const name = () => "u" + randomUUID().slice(0, 8);
const promised = call => new Promise((resolve, reject) => call((error, result) => (error ? reject(error) : resolve(result))));

async function pool(settings = {}, flows = undefined, mfa = undefined) {
  const { UserPool } = await idp.send(new CreateUserPoolCommand({ PoolName: name(), AutoVerifiedAttributes: ["email"], ...settings }));
  if (mfa) await idp.send(new SetUserPoolMfaConfigCommand({ UserPoolId: UserPool.Id, MfaConfiguration: mfa, SoftwareTokenMfaConfiguration: { Enabled: true } }));
  const { UserPoolClient } = await idp.send(new CreateUserPoolClientCommand({ UserPoolId: UserPool.Id, ClientName: "web", ExplicitAuthFlows: flows }));
  return { id: UserPool.Id, clientId: UserPoolClient.ClientId, browser: new CognitoUserPool({ UserPoolId: UserPool.Id, ClientId: UserPoolClient.ClientId, endpoint }) };
}

const lastCode = async id => (await (await fetch(`${endpoint}/_undercast/cognito/messages?poolId=${id}`)).json()).messages[0].code;

// What an authenticator app shows. A code is good once, so that the next one is asked of the step after.
function app(seed, later = 0) {
  const bits = [...seed].map(c => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + later));
  const hash = createHmac("sha1", key).update(counter).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1000000).padStart(6, "0");
}

async function signedUp(p) {
  const username = name();
  await promised(done => p.browser.signUp(username, password, [new CognitoUserAttribute({ Name: "email", Value: "ann@example.com" })], null, done));
  await promised(async done => new CognitoUser({ Username: username, Pool: p.browser }).confirmRegistration(await lastCode(p.id), false, done));
  return username;
}

const signIn = (user, more = {}) => new Promise((resolve, reject) => user.authenticateUser(
  new AuthenticationDetails({ Username: user.getUsername(), Password: password }), { onSuccess: session => resolve(session), onFailure: reject, ...more(resolve, reject) }));

test("an authenticator app is set up, asked for, and answered", async () => {
  const p = await pool({}, undefined, "OPTIONAL"), user = new CognitoUser({ Username: await signedUp(p), Pool: p.browser });
  await signIn(user, () => ({}));
  const seed = await new Promise((resolve, reject) => user.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject }));
  await assert.rejects(new Promise((resolve, reject) => user.verifySoftwareToken(app(seed, 9), "phone", { onSuccess: resolve, onFailure: reject })), e => e.code === "EnableSoftwareTokenMFAException");
  await new Promise((resolve, reject) => user.verifySoftwareToken(app(seed), "phone", { onSuccess: resolve, onFailure: reject }));
  await promised(done => user.setUserMfaPreference(null, { Enabled: true, PreferredMfa: true }, done));
  const data = await promised(done => user.getUserData(done, { bypassCache: true }));
  assert.deepEqual([data.PreferredMfaSetting, data.UserMFASettingList], ["SOFTWARE_TOKEN_MFA", ["SOFTWARE_TOKEN_MFA"]]);
  const again = new CognitoUser({ Username: user.getUsername(), Pool: p.browser });
  const asked = await signIn(again, resolve => ({ totpRequired: (challenge, parameters) => resolve({ challenge, parameters }) }));
  assert.deepEqual([asked.challenge, asked.parameters.FRIENDLY_DEVICE_NAME], ["SOFTWARE_TOKEN_MFA", "phone"]);
  await assert.rejects(new Promise((resolve, reject) => again.sendMFACode("000000x", { onSuccess: resolve, onFailure: reject }, "SOFTWARE_TOKEN_MFA")), e => e.code === "CodeMismatchException");
  const session = await new Promise((resolve, reject) => again.sendMFACode(app(seed, 1), { onSuccess: resolve, onFailure: reject }, "SOFTWARE_TOKEN_MFA"));
  assert.equal(session.isValid(), true);
});

test("where a second factor is required it is set up at sign-in", async () => {
  const p = await pool({}, undefined, "ON"), user = new CognitoUser({ Username: await signedUp(p), Pool: p.browser });
  await signIn(user, resolve => ({ mfaSetup: resolve }));
  const seed = await new Promise((resolve, reject) => user.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject }));
  const session = await new Promise((resolve, reject) => user.verifySoftwareToken(app(seed), "phone", { onSuccess: resolve, onFailure: reject }));
  assert.equal(session.getIdToken().payload["cognito:username"], user.getUsername());
});

test("a device that is remembered proves itself at the next sign-in", async () => {
  const p = await pool({ DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false } }), username = await signedUp(p);
  const user = new CognitoUser({ Username: username, Pool: p.browser });
  const first = await signIn(user, () => ({}));
  const devices = await new Promise((resolve, reject) => user.listDevices(10, null, { onSuccess: resolve, onFailure: reject }));
  assert.equal(devices.Devices[0].DeviceKey, first.getAccessToken().payload.device_key);
  const second = await signIn(new CognitoUser({ Username: username, Pool: p.browser }), () => ({}));
  assert.equal(second.getAccessToken().payload.device_key, first.getAccessToken().payload.device_key);
  const refreshed = await promised(done => user.refreshSession(second.getRefreshToken(), done));
  assert.equal(refreshed.isValid(), true);
  await new Promise((resolve, reject) => user.forgetDevice({ onSuccess: resolve, onFailure: reject }));
  await signIn(new CognitoUser({ Username: username, Pool: p.browser }), () => ({}));
});

class Memory {
  #kept = new Map();
  async setItem(key, value) { this.#kept.set(key, value); }
  async getItem(key) { return this.#kept.get(key) ?? null; }
  async removeItem(key) { this.#kept.delete(key); }
  async clear() { this.#kept.clear(); }
}

function configure(p) {
  cognitoUserPoolsTokenProvider.setKeyValueStorage(new Memory());
  cognitoUserPoolsTokenProvider.setAuthConfig({ Cognito: { userPoolId: p.id, userPoolClientId: p.clientId, userPoolEndpoint: endpoint } });
  Amplify.configure({ Auth: { Cognito: { userPoolId: p.id, userPoolClientId: p.clientId, userPoolEndpoint: endpoint } } }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
}

test("Amplify signs up, confirms, signs in with SRP and an app, refreshes and signs out", async () => {
  const p = await pool({}, undefined, "OPTIONAL"), username = name();
  configure(p);
  assert.equal((await signUp({ username, password, options: { userAttributes: { email: "ann@example.com" } } })).nextStep.signUpStep, "CONFIRM_SIGN_UP");
  assert.equal((await confirmSignUp({ username, confirmationCode: await lastCode(p.id) })).isSignUpComplete, true);
  assert.equal((await amplifySignIn({ username, password })).isSignedIn, true);
  assert.equal((await getCurrentUser()).username, username);
  assert.equal((await fetchUserAttributes()).email_verified, "true");
  const before = (await fetchAuthSession()).tokens.accessToken.toString();
  assert.notEqual((await fetchAuthSession({ forceRefresh: true })).tokens.accessToken.toString(), before);
  const { sharedSecret } = await setUpTOTP();
  await verifyTOTPSetup({ code: app(sharedSecret) });
  await updateMFAPreference({ totp: "PREFERRED" });
  assert.deepEqual(await fetchMFAPreference(), { enabled: ["TOTP"], preferred: "TOTP" });
  await signOut({ global: true });
  assert.equal((await amplifySignIn({ username, password })).nextStep.signInStep, "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
  await assert.rejects(confirmSignIn({ challengeResponse: app(sharedSecret, 9) }), e => e.name === "CodeMismatchException");
  assert.equal((await confirmSignIn({ challengeResponse: app(sharedSecret, 1) })).isSignedIn, true);
  await signOut();
  await assert.rejects(getCurrentUser());
});

test("Amplify signs in without a password, by a code of the user's choice", async () => {
  const p = await pool({ Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } }, ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]), username = name();
  configure(p);
  await signUp({ username, options: { userAttributes: { email: "ann@example.com" } } });
  await confirmSignUp({ username, confirmationCode: await lastCode(p.id) });
  const step = await amplifySignIn({ username, options: { authFlowType: "USER_AUTH", preferredChallenge: "EMAIL_OTP" } });
  assert.equal(step.nextStep.signInStep, "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
  assert.equal((await confirmSignIn({ challengeResponse: await lastCode(p.id) })).isSignedIn, true);
  await signOut();
});

test("Amplify signs in by itself once the registration is confirmed", async () => {
  const p = await pool({ Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } }, ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]), username = name();
  configure(p);
  // Amplify waits three minutes for the confirmation, and keeps waiting after it; the process need not.
  const plain = globalThis.setTimeout;
  globalThis.setTimeout = (...given) => { const timer = plain(...given); timer.unref?.(); return timer; };
  await signUp({ username, options: { userAttributes: { email: "ann@example.com" }, autoSignIn: { authFlowType: "USER_AUTH" } } });
  globalThis.setTimeout = plain;
  assert.equal((await confirmSignUp({ username, confirmationCode: await lastCode(p.id) })).nextStep.signUpStep, "COMPLETE_AUTO_SIGN_IN");
  assert.equal((await autoSignIn()).isSignedIn, true);
  assert.equal((await getCurrentUser()).username, username);
  await signOut();
});
