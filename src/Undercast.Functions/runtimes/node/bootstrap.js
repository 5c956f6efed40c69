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
delete env.UNDERCAST_RUNTIME_SOCKET;
const taskRoot = env.LAMBDA_TASK_ROOT;
const API = '/2018-06-01/runtime';
const exit = process.exit.bind(process);

// ── HTTP over one connection, no more than this endpoint needs ──
let socket;
let received = Buffer.alloc(0);
let awaiting = null;

function connect() {
  socket = net.connect(socketPath);
  socket.on('data', (data) => {
    received = received.length === 0 ? data : Buffer.concat([received, data]);
    deliver();
  });
  // The server has gone: so does this process.
  socket.on('close', () => exit(0));
  socket.on('error', () => exit(0));
}

function deliver() {
  if (!awaiting) return;
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return;
  const lines = received.toString('latin1', 0, end).split('\r\n');
  const headers = {};
  for (let i = 1; i < lines.length; i++) {
    const colon = lines[i].indexOf(':');
    headers[lines[i].slice(0, colon).toLowerCase()] = lines[i].slice(colon + 1).trim();
  }
  const total = end + 4 + Number(headers['content-length'] || 0);
  if (received.length < total) return;
  const body = received.subarray(end + 4, total);
  received = received.subarray(total);
  const resolve = awaiting;
  awaiting = null;
  resolve({ status: Number(lines[0].split(' ')[1]), headers, body });
}

const answer = () => new Promise((resolve) => { awaiting = resolve; deliver(); });

const NEXT = `GET ${API}/invocation/next HTTP/1.1\r\nHost: runtime\r\n\r\n`;
let asked = false;

function post(target, body, headers, next) {
  const head = `POST ${API}/${target} HTTP/1.1\r\nHost: runtime\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers || ''}\r\n`;
  // The next call is asked for in the same breath: one message less to wait for.
  asked = next === true;
  socket.write(asked ? head + body + NEXT : head + body);
  return answer();
}

// ── console: one record for each call, with time, request and level ──
let requestId;
const json = env.AWS_LAMBDA_LOG_FORMAT === 'JSON';
const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const least = json ? Math.max(0, LEVELS.indexOf(env.AWS_LAMBDA_LOG_LEVEL || 'INFO')) : 0;

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
  for (let folder = path.dirname(file); folder.startsWith(taskRoot); folder = path.dirname(folder)) {
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
  const base = path.resolve(taskRoot, root, name);
  const isFile = (f) => fs.existsSync(f) && fs.statSync(f).isFile();
  if (isFile(base)) return require(base);
  if (isFile(base + '.js')) return nearestIsModule(base + '.js') ? import(pathToFileURL(base + '.js').href) : require(base + '.js');
  if (isFile(base + '.mjs')) return import(pathToFileURL(base + '.mjs').href);
  if (isFile(base + '.cjs')) return require(base + '.cjs');
  return require(require.resolve(name, { paths: [path.join(taskRoot, root), __dirname] }));
}

async function loadHandler() {
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
    const settle = (act, value) => { if (!settled) { settled = true; process.removeListener('beforeExit', drained); socket.ref(); act(value); } };
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
    socket.unref();
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
  socket.ref();
  const told = busy ? post(`invocation/${id}/error`, JSON.stringify(describe(shown)), `Lambda-Runtime-Function-Error-Type: ${describe(shown).errorType}\r\n`)
    : post('init/error', JSON.stringify(describe(shown)), `Lambda-Runtime-Function-Error-Type: ${describe(shown).errorType}\r\n`);
  told.then(() => exit(type ? 128 : 129));
}

async function main() {
  connect();
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
  for (;;) {
    socket.ref();
    if (!asked) socket.write(NEXT);
    asked = false;
    const { headers, body } = await answer();
    requestId = headers['lambda-runtime-aws-request-id'];
    if (headers['lambda-runtime-trace-id']) env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
    busy = true;
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
      await post(`invocation/${requestId}/response`, text === undefined ? 'null' : text, '', true);
    } catch (e) {
      busy = false;
      socket.ref();
      logError('Invoke Error', e);
      if (stream) await stream.fail(e);
      else await post(`invocation/${requestId}/error`, JSON.stringify(describe(e)), `Lambda-Runtime-Function-Error-Type: ${encodeURIComponent(describe(e).errorType)}\r\n`);
    }
  }
}
main();
