// The Node.js bootstrap: loads the handler, then takes calls from the Runtime API one by one.
'use strict';
const net = require('net');
const fs = require('fs');
const path = require('path');
const util = require('util');
const { pathToFileURL } = require('url');
const { Writable } = require('stream');

const env = process.env;
const socketPath = env.UNDERCAST_RUNTIME_SOCKET;
const isSpare = env.UNDERCAST_SPARE !== undefined;
delete env.UNDERCAST_RUNTIME_SOCKET;
delete env.UNDERCAST_SPARE;
const API = '/2018-06-01/runtime';
const exit = process.exit.bind(process);

// ── HTTP over one connection, no more than this endpoint needs ──
// Between calls nothing of the function runs, so waiting may block the thread: reading and writing the descriptor itself is several times cheaper than a
// stream. Handlers that stream their answers need the event loop meanwhile, and use the stream.
let socket;
let received = Buffer.alloc(0);
let awaiting = null;
let mayBlock = true;
let blocking = false;

function connect() {
  return new Promise((resolve) => {
    socket = net.connect(socketPath, resolve);
    socket.on('data', (data) => {
      received = received.length === 0 ? data : Buffer.concat([received, data]);
      deliver();
    });
    // The server has gone: so does this process.
    socket.on('close', () => exit(0));
    socket.on('error', () => exit(0));
  });
}

function block() {
  const handle = socket._handle;
  if (!mayBlock || !handle || typeof handle.setBlocking !== 'function' || typeof handle.readStop !== 'function' || !(handle.fd > 0)) return;
  socket.pause();
  handle.readStop();
  handle.setBlocking(true);
  blocking = handle.fd;
}

// From here on something beside the handler needs the event loop between calls.
function unblock() {
  mayBlock = false;
  if (!blocking) return;
  blocking = false;
  socket._handle.setBlocking(false);
  socket._handle.readStart();
  socket.resume();
}

// The answer at the front of what was received, or null while it is not whole.
function take() {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const lines = received.latin1Slice(0, end).split('\r\n');
  const headers = {};
  for (let i = 1; i < lines.length; i++) {
    const colon = lines[i].indexOf(':');
    headers[lines[i].slice(0, colon).toLowerCase()] = lines[i].slice(colon + 2);
  }
  const total = end + 4 + Number(headers['content-length'] || 0);
  if (received.length < total) return null;
  const body = received.subarray(end + 4, total);
  received = received.length === total ? Buffer.alloc(0) : received.subarray(total);
  return { status: Number(lines[0].slice(9, 12)), headers, body };
}

function deliver() {
  if (!awaiting) return;
  const whole = take();
  if (!whole) return;
  const resolve = awaiting;
  awaiting = null;
  resolve(whole);
}

const room = Buffer.allocUnsafeSlow(64 * 1024);
function answer() {
  if (!blocking) return new Promise((resolve) => { awaiting = resolve; deliver(); });
  for (;;) {
    const whole = take();
    if (whole) return whole;
    const wanted = received.length >= room.length ? Buffer.allocUnsafeSlow(1 << 20) : room;
    const read = fs.readSync(blocking, wanted, 0, wanted.length, null);
    if (read === 0) exit(0);
    const piece = wanted === room ? Buffer.from(room.subarray(0, read)) : wanted.subarray(0, read);
    received = received.length === 0 ? piece : Buffer.concat([received, piece]);
  }
}

function send(text) {
  if (!blocking) { socket.write(text); return; }
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) at += fs.writeSync(blocking, bytes, at, bytes.length - at, null);
}

const NEXT = `GET ${API}/invocation/next HTTP/1.1\r\nHost: runtime\r\n\r\n`;
let asked = false;
let acknowledged = true;

function post(target, body, headers, next) {
  const head = `POST ${API}/${target} HTTP/1.1\r\nHost: runtime\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers || ''}\r\n`;
  // The next call is asked for in the same breath: one message less to wait for.
  asked = next === true;
  send(asked ? head + body + NEXT : head + body);
  return answer();
}

// A spare learns here which function it is.
async function bind() {
  socket.write('GET /undercast/binding HTTP/1.1\r\nHost: runtime\r\n\r\n');
  const { body } = await answer();
  Object.assign(env, JSON.parse(body.toString('utf8')));
  process.chdir(env.LAMBDA_TASK_ROOT);
  // NODE_PATH was read when the process started.
  require('module')._initPaths();
}

// ── console: one record for each call, with time, request and level ──
let requestId;
const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
let json = false;
let least = 0;
function readLogSettings() {
  json = env.AWS_LAMBDA_LOG_FORMAT === 'JSON';
  least = json ? Math.max(0, LEVELS.indexOf(env.AWS_LAMBDA_LOG_LEVEL || 'INFO')) : 0;
}

function record(level, args) {
  if (json) {
    if (LEVELS.indexOf(level) < least) return;
    const message = args.length === 1 && typeof args[0] === 'object' && !(args[0] instanceof Error) ? args[0] : util.format(...args);
    const entry = { timestamp: new Date().toISOString(), level, requestId, message };
    const error = args.find((a) => a instanceof Error);
    if (error) Object.assign(entry, { errorType: error.name, errorMessage: error.message, stackTrace: (error.stack || '').split('\n').slice(1) });
    process.stdout.write(JSON.stringify(entry) + '\n');
    return;
  }
  const text = `${new Date().toISOString()}\t${requestId}\t${level}\t${util.format(...args)}`;
  // The lines of one record stay one event: the separator becomes a line end again in the log.
  process.stdout.write(text.replace(/\n/g, '\x1e') + '\n');
}
console.log = (...args) => record('INFO', args);
console.info = (...args) => record('INFO', args);
console.debug = (...args) => record('DEBUG', args);
console.trace = (...args) => record('TRACE', args);
console.warn = (...args) => record('WARN', args);
console.error = (...args) => record('ERROR', args);
console.fatal = (...args) => record('FATAL', args);

function describe(error) {
  if (util.types.isNativeError(error) || (error && error.name && error.message !== undefined && error.stack)) {
    return { errorType: error.name || 'Error', errorMessage: error.message, trace: (error.stack || '').split('\n') };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

function logError(title, error) {
  const d = describe(error);
  const own = error && typeof error === 'object' ? Object.fromEntries(Object.entries(error).filter(([k]) => !(k in { name: 1, message: 1, stack: 1 }))) : {};
  record('ERROR', [`${title} \t${JSON.stringify({ errorType: d.errorType, errorMessage: d.errorMessage, ...own, stack: d.trace })}`]);
}

class RuntimeError extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

// ── the handler ──
function nearestIsModule(file) {
  for (let folder = path.dirname(file); folder.startsWith(env.LAMBDA_TASK_ROOT); folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (fs.existsSync(manifest)) {
      try {
        return JSON.parse(fs.readFileSync(manifest, 'utf8')).type === 'module';
      } catch {
        return false;
      }
    }
    if (folder === path.dirname(folder)) break;
  }
  return false;
}

async function loadModule(root, name) {
  const base = path.resolve(env.LAMBDA_TASK_ROOT, root, name);
  const isFile = (f) => fs.existsSync(f) && fs.statSync(f).isFile();
  if (isFile(base)) return require(base);
  if (isFile(base + '.js')) return nearestIsModule(base + '.js') ? import(pathToFileURL(base + '.js').href) : require(base + '.js');
  if (isFile(base + '.mjs')) return import(pathToFileURL(base + '.mjs').href);
  if (isFile(base + '.cjs')) return require(base + '.cjs');
  return require(require.resolve(name, { paths: [path.join(env.LAMBDA_TASK_ROOT, root), __dirname] }));
}

// Code that answers CloudFormation leaves the port out of the address that it was given and speaks TLS, which is right on AWS. Here that host is the cloud's
// own, which takes TLS on the port it has; what is sent there never leaves the machine's address of the cloud. Nothing is loaded for functions that need none of it.
function reachCloud() {
  if (!env.AWS_ENDPOINT_URL) return;
  const cloud = new URL(env.AWS_ENDPOINT_URL);
  if (!cloud.port || cloud.port === '443') return;
  const Module = require('module');
  const load = Module._load;
  Module._load = function (name, ...rest) {
    if (name === 'https' || name === 'node:https') {
      Module._load = load;
      const tls = require('tls');
      const connectTls = tls.connect;
      tls.connect = function (options, ...more) {
        if (options && typeof options === 'object' && Number(options.port) === 443 && (options.host || options.hostname) === cloud.hostname) {
          options = { ...options, port: cloud.port, rejectUnauthorized: false };
        }
        return connectTls.call(this, options, ...more);
      };
    }
    return load.call(this, name, ...rest);
  };
}

async function loadHandler() {
  reachCloud();
  const spec = env._HANDLER;
  const root = spec.slice(0, spec.length - path.basename(spec).length);
  const match = /^([^.]*)\.(.*)$/.exec(path.basename(spec));
  if (!match || spec.includes('..')) throw new RuntimeError('Runtime.MalformedHandlerName', 'Bad handler');
  let loaded;
  try {
    loaded = await loadModule(root, match[1]);
  } catch (e) {
    if (e instanceof SyntaxError) throw Object.assign(new RuntimeError('Runtime.UserCodeSyntaxError', String(e)), { stack: e.stack });
    if (e && (e.code === 'MODULE_NOT_FOUND' || e.code === 'ERR_MODULE_NOT_FOUND')) throw Object.assign(new RuntimeError('Runtime.ImportModuleError', String(e)), { stack: e.stack });
    throw e;
  }
  let handler = match[2].split('.').reduce((o, k) => (o === undefined || o === null ? undefined : o[k]), loaded);
  if (handler === undefined && loaded.default) handler = match[2].split('.').reduce((o, k) => (o === undefined || o === null ? undefined : o[k]), loaded.default);
  if (handler === undefined) throw new RuntimeError('Runtime.HandlerNotFound', `${spec} is undefined or not exported`);
  if (typeof handler !== 'function') throw new RuntimeError('Runtime.HandlerNotFound', `${spec} is not a function`);
  return handler;
}

// ── streaming answers ──
const STREAMS = Symbol.for('aws.lambda.runtime.handler.streaming');
const PRELUDE = 'application/vnd.awslambda.http-integration-response';

class ResponseStream extends Writable {
  constructor(id) {
    super({ highWaterMark: 64 * 1024 });
    this._id = id;
    this._began = false;
    this._type = 'application/octet-stream';
    this._onBeforeFirstWrite = null;
  }
  setContentType(type) { this._type = type; }
  begin() {
    if (this._began) return;
    this._began = true;
    socket.write(`POST ${API}/invocation/${this._id}/response HTTP/1.1\r\nHost: runtime\r\nTransfer-Encoding: chunked\r\nContent-Type: ${this._type}\r\n`
      + 'Lambda-Runtime-Function-Response-Mode: streaming\r\nTrailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n');
    if (this._onBeforeFirstWrite) this._onBeforeFirstWrite((b) => this.chunk(Buffer.from(b)));
  }
  chunk(data, done) {
    if (data.length === 0) { if (done) done(); return; }
    socket.write(data.length.toString(16) + '\r\n');
    socket.write(data);
    if (socket.write('\r\n') || !done) { if (done) done(); } else socket.once('drain', () => done());
  }
  _write(data, encoding, done) {
    this.begin();
    this.chunk(Buffer.isBuffer(data) ? data : Buffer.from(data, encoding), done);
  }
  _final(done) {
    this.begin();
    socket.write('0\r\n\r\n');
    answer().then(() => done());
  }
  async fail(error) {
    if (!this._began) return post(`invocation/${this._id}/error`, JSON.stringify(describe(error)), `Lambda-Runtime-Function-Error-Type: ${describe(error).errorType}\r\n`);
    socket.write(`0\r\nLambda-Runtime-Function-Error-Type: ${describe(error).errorType}\r\nLambda-Runtime-Function-Error-Body: ${Buffer.from(JSON.stringify(describe(error))).toString('base64')}\r\n\r\n`);
    return answer();
  }
}

globalThis.awslambda = {
  streamifyResponse: (handler, options) => { handler[STREAMS] = 'response'; if (options && options.highWaterMark) handler.highWaterMark = options.highWaterMark; return handler; },
  HttpResponseStream: {
    from(stream, prelude) {
      stream.setContentType(PRELUDE);
      // The prelude ends with eight zero bytes; then comes the body.
      stream._onBeforeFirstWrite = (write) => { write(JSON.stringify(prelude)); write(Buffer.alloc(8)); };
      return stream;
    },
  },
};

// ── one call ──
function contextOf(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const parse = (text) => (text ? JSON.parse(text) : undefined);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: parse(headers['lambda-runtime-client-context']),
    identity: parse(headers['lambda-runtime-cognito-identity']),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

function run(handler, event, context) {
  return new Promise((resolve, reject) => {
    let settled = false;
    const settle = (act, value) => { if (!settled) { settled = true; process.removeListener('beforeExit', drained); if (!blocking) socket.ref(); act(value); } };
    // Nothing is left to do and nobody answered.
    const drained = () => settle(resolve, null);
    process.on('beforeExit', drained);
    const finish = (error, value) => {
      const act = error !== undefined && error !== null ? () => settle(reject, error) : () => settle(resolve, value);
      if (context.callbackWaitsForEmptyEventLoop === false) act();
      else {
        process.removeListener('beforeExit', drained);
        process.once('beforeExit', act);
      }
    };
    context.done = finish;
    context.succeed = (value) => { context.callbackWaitsForEmptyEventLoop = false; finish(null, value); };
    context.fail = (error) => { context.callbackWaitsForEmptyEventLoop = false; finish(error === undefined || error === null ? 'handled' : error); };
    // What keeps the process alive from here on is the handler's own work.
    if (!blocking) socket.unref();
    let result;
    try {
      result = handler(event, context, finish);
    } catch (e) {
      settle(reject, e);
      return;
    }
    if (result && typeof result.then === 'function') result.then((v) => settle(resolve, v), (e) => settle(reject, e));
  });
}

let busy = false;
function crash(title, error, type) {
  const shown = type ? Object.assign(new RuntimeError(type, error && error.stack ? String(error) : String(error)), { reason: error }) : error;
  logError(title, shown);
  const id = requestId;
  if (!blocking) socket.ref();
  const told = Promise.resolve(busy ? post(`invocation/${id}/error`, JSON.stringify(describe(shown)), `Lambda-Runtime-Function-Error-Type: ${describe(shown).errorType}\r\n`)
    : post('init/error', JSON.stringify(describe(shown)), `Lambda-Runtime-Function-Error-Type: ${describe(shown).errorType}\r\n`));
  told.then(() => exit(type ? 128 : 129));
}

async function main() {
  await connect();
  if (isSpare) await bind();
  if (env.UNDERCAST_EVENT_LOOP) mayBlock = false;
  delete env.UNDERCAST_EVENT_LOOP;
  readLogSettings();
  process.on('uncaughtException', (e) => crash('Uncaught Exception', e));
  process.on('unhandledRejection', (e) => crash('Unhandled Promise Rejection', e, 'Runtime.UnhandledPromiseRejection'));
  // Errors name the functions of the user, not those of this file's callers.
  Error.stackTraceLimit = 10;
  let handler;
  try {
    handler = await loadHandler();
  } catch (e) {
    logError('Uncaught Exception', e);
    await post('init/error', JSON.stringify(describe(e)), `Lambda-Runtime-Function-Error-Type: ${describe(e).errorType}\r\n`);
    exit(1);
  }
  const streams = handler[STREAMS] === 'response';
  if (!streams) block();
  for (;;) {
    if (blocking) {
      // What the last call left to do gets a turn, as it would before its environment is frozen.
      await new Promise(setImmediate);
      if (!asked) send(NEXT);
    } else {
      socket.ref();
      if (!asked) socket.write(NEXT);
    }
    asked = false;
    if (!acknowledged) await answer();
    acknowledged = true;
    const { headers, body } = await answer();
    requestId = headers['lambda-runtime-aws-request-id'];
    if (headers['lambda-runtime-trace-id']) env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
    busy = true;
    if (headers['undercast-extensions']) unblock();
    const context = contextOf(headers);
    let stream;
    try {
      const event = JSON.parse(body.toString('utf8'));
      if (streams) {
        stream = new ResponseStream(requestId);
        await handler(event, stream, context);
        if (!stream.writableFinished) await new Promise((resolve, reject) => { stream.once('finish', resolve); stream.once('error', reject); });
        busy = false;
        continue;
      }
      const result = await run(handler, event, context);
      let text;
      try {
        text = JSON.stringify(result === undefined ? null : result);
      } catch (e) {
        throw new Error(`Unable to stringify response body: ${e.message}`);
      }
      busy = false;
      const target = `invocation/${requestId}/response`;
      if (blocking) {
        // Both acknowledgement and next call are read when there is nothing else to do.
        const result = text === undefined ? 'null' : text;
        send(`POST ${API}/${target} HTTP/1.1\r\nHost: runtime\r\nContent-Length: ${Buffer.byteLength(result)}\r\n\r\n${result}${NEXT}`);
        asked = true;
        acknowledged = false;
      } else await post(target, text === undefined ? 'null' : text, '', true);
    } catch (e) {
      busy = false;
      if (!blocking) socket.ref();
      logError('Invoke Error', e);
      if (stream) await stream.fail(e);
      else await post(`invocation/${requestId}/error`, JSON.stringify(describe(e)), `Lambda-Runtime-Function-Error-Type: ${encodeURIComponent(describe(e).errorType)}\r\n`);
    }
  }
}
main();
