"""The Python bootstrap: loads the handler, then takes calls from the Runtime API one by one."""
import importlib
import json
import logging
import os
import socket
import sys
import time
import traceback

API = "/2018-06-01/runtime"
NEXT = f"GET {API}/invocation/next HTTP/1.1\r\nHost: runtime\r\n\r\n".encode()
SOCKET = os.environ.pop("UNDERCAST_RUNTIME_SOCKET")
IS_SPARE = os.environ.pop("UNDERCAST_SPARE", None) is not None


class Connection:
    """HTTP over one connection, no more than this endpoint needs."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.connect(SOCKET)
        self.received = b""

    def exchange(self, request):
        self.socket.sendall(request)
        return self.answer()

    def answer(self):
        while (end := self.received.find(b"\r\n\r\n")) < 0:
            self.fill()
        headers = {}
        for line in self.received[:end].decode("latin-1").split("\r\n")[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        total = end + 4 + int(headers.get("content-length", 0))
        if len(self.received) < total:
            parts = [self.received]
            have = len(self.received)
            while have < total:
                data = self.socket.recv(1 << 18)
                if not data:
                    os._exit(0)
                parts.append(data)
                have += len(data)
            self.received = b"".join(parts)
        body = self.received[end + 4:total]
        self.received = self.received[total:]
        return headers, body

    def fill(self):
        data = self.socket.recv(1 << 16)
        # The server has gone: so does this process.
        if not data:
            os._exit(0)
        self.received += data

    def post(self, target, body, error_type=None, then=b""):
        extra = f"Lambda-Runtime-Function-Error-Type: {error_type}\r\n" if error_type else ""
        self.exchange(f"POST {API}/{target} HTTP/1.1\r\nHost: runtime\r\nContent-Length: {len(body)}\r\n{extra}\r\n".encode() + body + then)


class CognitoIdentity:
    __slots__ = ["cognito_identity_id", "cognito_identity_pool_id"]


class Client:
    __slots__ = ["installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name"]


class ClientContext:
    __slots__ = ["custom", "env", "client"]


class LambdaContext:
    def __init__(self, headers):
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = headers["lambda-runtime-invoked-function-arn"]
        self._deadline = int(headers["lambda-runtime-deadline-ms"])
        self.client_context = self._client(headers.get("lambda-runtime-client-context"))
        self.identity = self._identity(headers.get("lambda-runtime-cognito-identity"))

    @staticmethod
    def _client(text):
        if not text:
            return None
        given = json.loads(text)
        context = ClientContext()
        context.custom = given.get("custom")
        context.env = given.get("env")
        client = given.get("client")
        context.client = None
        if client:
            context.client = Client()
            for name in Client.__slots__:
                setattr(context.client, name, client.get(name))
        return context

    @staticmethod
    def _identity(text):
        given = json.loads(text) if text else {}
        identity = CognitoIdentity()
        identity.cognito_identity_id = given.get("cognitoIdentityId")
        identity.cognito_identity_pool_id = given.get("cognitoIdentityPoolId")
        return identity

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))


class Records(logging.Handler):
    """Writes one event for each record; its lines stay together."""

    def emit(self, record):
        sys.stdout.write(self.format(record).replace("\n", "\x1e") + "\n")


class RequestFilter(logging.Filter):
    request_id = ""

    def filter(self, record):
        record.aws_request_id = RequestFilter.request_id
        return True


class JsonFormatter(logging.Formatter):
    def format(self, record):
        entry = {"timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)), "level": record.levelname, "message": record.getMessage(), "logger": record.name}
        if record.exc_info:
            entry["errorType"] = record.exc_info[0].__name__
            entry["errorMessage"] = str(record.exc_info[1])
            entry["stackTrace"] = traceback.format_tb(record.exc_info[2])
        if record.aws_request_id:
            entry["requestId"] = record.aws_request_id
        return json.dumps(entry)


def set_up_logging():
    handler = Records()
    handler.addFilter(RequestFilter())
    if os.environ.get("AWS_LAMBDA_LOG_FORMAT") == "JSON":
        handler.setFormatter(JsonFormatter())
        logging.getLogger().setLevel({"TRACE": "NOTSET", "FATAL": "CRITICAL", "WARN": "WARNING"}.get(level, level) if (level := os.environ.get("AWS_LAMBDA_LOG_LEVEL")) else "INFO")
    else:
        formatter = logging.Formatter("[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S")
        formatter.converter = time.gmtime
        handler.setFormatter(formatter)
    logging.getLogger().addHandler(handler)


def document(kind, message, trace=(), request_id=""):
    return {"errorMessage": message, "errorType": kind, "requestId": request_id, "stackTrace": list(trace)}


def log_error(error):
    text = "[ERROR]"
    if error["errorType"]:
        text += f" {error['errorType']}: {error['errorMessage']}"
    else:
        text += f" {error['errorMessage']}"
    if error["stackTrace"]:
        text += "\nTraceback (most recent call last):\n" + "".join(error["stackTrace"])
    sys.stdout.write(text.rstrip("\n").replace("\n", "\x1e") + "\n")


def of_exception(request_id=""):
    kind, value, tb = sys.exc_info()
    # The frames of this file say nothing to the function's author.
    frames = [f for f in traceback.extract_tb(tb) if f.filename != __file__ and "importlib" not in f.filename]
    return document(kind.__name__, str(value), traceback.format_list(frames), request_id)


def load():
    spec = os.environ["_HANDLER"]
    if "." not in spec:
        return None, document("Runtime.MalformedHandlerName", f"Bad handler '{spec}': not enough values to unpack (expected 2, got 1)")
    module_name, function = spec.rsplit(".", 1)
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as e:
        return None, document("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {e}")
    except SyntaxError as e:
        return None, document("Runtime.UserCodeSyntaxError", f"Syntax error in module '{module_name}': {e}", [f'  File "{e.filename}" Line {e.lineno}\n    {(e.text or "").strip()}\n'])
    except BaseException as e:
        if isinstance(e, SystemExit):
            raise
        return None, of_exception()
    try:
        return getattr(module, function), None
    except AttributeError:
        return None, document("Runtime.HandlerNotFound", f"Handler '{function}' missing on module '{module_name}'")


def default(value):
    import decimal
    if isinstance(value, decimal.Decimal):
        return float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def main():
    # A line leaves when it ends, and before the answer at the latest.
    sys.stdout.reconfigure(line_buffering=True)
    connection = Connection()
    if IS_SPARE:
        # It learns here which function it is.
        _, binding = connection.exchange(b"GET /undercast/binding HTTP/1.1\r\nHost: runtime\r\n\r\n")
        os.environ.update(json.loads(binding))
        os.chdir(os.environ["LAMBDA_TASK_ROOT"])
        time.tzset()
    # Python puts the script's folder first; the function's own comes before it.
    here = sys.path.pop(0)
    layers = os.environ.pop("UNDERCAST_PYTHON_LAYERS", "")
    sys.path[:0] = [os.environ["LAMBDA_TASK_ROOT"]] + [p for p in layers.split(":") if p] + [here]
    # Behind the interpreter's own, which know better what fits them.
    sys.path += filter(None, [os.environ.pop("UNDERCAST_RUNTIME_MODULES", "")])
    set_up_logging()
    handler, failure = load()
    if failure:
        log_error(failure)
        connection.post("init/error", json.dumps(failure).encode(), failure["errorType"])
        sys.exit(1)
    headers, body = connection.exchange(NEXT)
    while True:
        request_id = RequestFilter.request_id = headers["lambda-runtime-aws-request-id"]
        if "lambda-runtime-trace-id" in headers:
            os.environ["_X_AMZN_TRACE_ID"] = headers["lambda-runtime-trace-id"]
        failure = result = None
        try:
            try:
                event = json.loads(body)
            except ValueError as e:
                failure = document("Runtime.UnmarshalError", f"Unable to unmarshal input: {e}", request_id=request_id)
            if not failure:
                value = handler(event, LambdaContext(headers))
                try:
                    result = json.dumps(value, default=default, ensure_ascii=False).encode()
                except (TypeError, ValueError) as e:
                    failure = document("Runtime.MarshalError", f"Unable to marshal response: {e}", request_id=request_id)
        except Exception:
            failure = of_exception(request_id)
        if failure:
            log_error(failure)
        sys.stdout.flush()
        sys.stderr.flush()
        # The next call is asked for in the same breath: one message less to wait for.
        if failure:
            connection.post(f"invocation/{request_id}/error", json.dumps(failure).encode(), failure["errorType"], NEXT)
        else:
            connection.post(f"invocation/{request_id}/response", result, then=NEXT)
        headers, body = connection.answer()


main()
