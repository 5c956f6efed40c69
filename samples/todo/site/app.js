import { Aws } from './aws.js';

const config = await (await fetch('config.json')).json();
const aws = new Aws(config);
const $ = (id) => document.getElementById(id);
const say = (text) => { $('message').textContent = text ?? ''; };

// ---- who is signed in -------------------------------------------------------------------------------------------

let session = JSON.parse(localStorage.getItem('session') ?? 'null');
let credentials;

const keep = (result) => {
  const claims = JSON.parse(atob(result.IdToken.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')));
  session = { id: result.IdToken, refresh: result.RefreshToken ?? session?.refresh, until: claims.exp * 1000, email: claims.email };
  localStorage.setItem('session', JSON.stringify(session));
};

async function token() {
  if (session.until - Date.now() < 60_000) {
    const { AuthenticationResult } = await aws.users('InitiateAuth', {
      AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId: config.UserPoolClientId, AuthParameters: { REFRESH_TOKEN: session.refresh },
    });
    keep(AuthenticationResult);
  }
  return session.id;
}

// Temporary credentials that open the person's own folder of the bucket, and that folder's name.
async function folder() {
  if (!credentials || credentials.Expiration * 1000 - Date.now() < 60_000) {
    const provider = `cognito-idp.${config.Region}.amazonaws.com/${config.UserPoolId}`;
    const Logins = { [provider]: await token() };
    const { IdentityId } = await aws.identities('GetId', { IdentityPoolId: config.IdentityPoolId, Logins });
    const answer = await aws.identities('GetCredentialsForIdentity', { IdentityId, Logins });
    credentials = { ...answer.Credentials, folder: IdentityId };
  }
  return credentials;
}

// ---- sign-in ----------------------------------------------------------------------------------------------------

let mode = 'in'; // in, up, confirm
function setMode(next) {
  mode = next;
  $('sign-title').textContent = { in: 'Sign in', up: 'Create an account', confirm: 'Confirm your e-mail' }[mode];
  $('sign-button').textContent = { in: 'Sign in', up: 'Sign up', confirm: 'Confirm' }[mode];
  $('sign-switch').textContent = mode === 'in' ? 'I am new here' : 'I have an account';
  $('code-field').hidden = mode !== 'confirm';
}

$('sign-switch').onclick = () => { say(); setMode(mode === 'in' ? 'up' : 'in'); };

$('sign-in').onsubmit = async (event) => {
  event.preventDefault();
  const { email, password, code } = Object.fromEntries(new FormData(event.target));
  $('sign-button').disabled = true;
  try {
    if (mode === 'up') {
      await aws.users('SignUp', { ClientId: config.UserPoolClientId, Username: email, Password: password, UserAttributes: [{ Name: 'email', Value: email }] });
      say('A code is on its way to you.');
      return setMode('confirm');
    }
    if (mode === 'confirm') await aws.users('ConfirmSignUp', { ClientId: config.UserPoolClientId, Username: email, ConfirmationCode: code.trim() });
    const { AuthenticationResult } = await aws.users('InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH', ClientId: config.UserPoolClientId, AuthParameters: { USERNAME: email, PASSWORD: password },
    });
    keep(AuthenticationResult);
    event.target.reset();
    setMode('in');
    say();
    await show();
  } catch (e) {
    if (e.name === 'UserNotConfirmedException') setMode('confirm');
    say(e.message);
  } finally {
    $('sign-button').disabled = false;
  }
};

$('sign-out').onclick = () => {
  localStorage.removeItem('session');
  session = credentials = undefined;
  show();
};

// ---- the list ---------------------------------------------------------------------------------------------------

// A number that grows with each change keeps the API's cache from answering what was.
const version = (step = 0) => {
  const next = Number(localStorage.getItem('version') ?? 0) + step;
  localStorage.setItem('version', next);
  return next;
};

async function api(method, path, body) {
  const response = await fetch(config.ApiUrl + path, {
    method,
    headers: { authorization: await token(), ...(body ? { 'content-type': 'application/json' } : {}) },
    body: body && JSON.stringify(body),
  });
  const answer = response.status === 204 ? {} : await response.json();
  if (!response.ok) throw new Error(answer.message ?? `The server answered ${response.status}.`);
  if (method !== 'GET') version(1);
  return answer;
}

const attempt = (work) => async (...parameters) => {
  try {
    say();
    return await work(...parameters);
  } catch (e) {
    say(e.message);
  }
};

function row(todo) {
  const item = document.createElement('li');
  item.dataset.id = todo.id;
  item.classList.toggle('done', todo.done);
  const tick = Object.assign(document.createElement('input'), { type: 'checkbox', checked: todo.done, ariaLabel: `Done: ${todo.title}` });
  tick.onchange = attempt(async () => {
    await api('PATCH', `/todos/${todo.id}`, { done: tick.checked });
    item.classList.toggle('done', tick.checked);
  });
  const title = Object.assign(document.createElement('span'), { className: 'title', textContent: todo.title });
  const remove = Object.assign(document.createElement('button'), { className: 'plain', textContent: '✕', ariaLabel: `Remove: ${todo.title}` });
  remove.onclick = attempt(async () => {
    await api('DELETE', `/todos/${todo.id}`);
    item.remove();
  });
  item.append(tick, title);
  if (todo.attachment) {
    const picture = Object.assign(document.createElement('img'), { alt: `Picture of ${todo.title}` });
    item.append(picture);
    attempt(async () => {
      const answer = await aws.object('GET', config.FilesBucket, todo.attachment, await folder());
      picture.src = URL.createObjectURL(await answer.blob());
    })();
  }
  item.append(remove);
  return item;
}

const isNew = (todo) => !document.querySelector(`#todos [data-id="${todo.id}"]`);

async function load(after) {
  const asked = version();
  const page = await api('GET', `/todos?version=${asked}${after ? `&after=${encodeURIComponent(after)}` : ''}`);
  // An answer that a change has overtaken would hide that change.
  if (asked !== version()) return load();
  if (!after) $('todos').replaceChildren();
  $('todos').append(...page.todos.filter(isNew).map(row));
  $('more').hidden = !page.next;
  $('more').onclick = attempt(() => load(page.next));
}

$('add').picture.onchange = (e) => e.target.parentElement.classList.toggle('chosen', e.target.files.length > 0);

$('add').onsubmit = attempt(async (event) => {
  event.preventDefault();
  const form = event.target;
  const [picture] = form.picture.files;
  let attachment;
  if (picture) {
    const own = await folder();
    attachment = `${own.folder}/${crypto.randomUUID()}`;
    await aws.object('PUT', config.FilesBucket, attachment, own, picture, picture.type);
  }
  const todo = await api('POST', '/todos', { title: form.title.value, attachment });
  form.reset();
  form.picture.parentElement.classList.remove('chosen');
  if (isNew(todo)) $('todos').append(row(todo));
});

const show = attempt(async () => {
  $('sign-in').hidden = !!session;
  $('list').hidden = $('sign-out').hidden = !session;
  $('todos').replaceChildren();
  if (session) await load();
});

setMode('in');
await show();
