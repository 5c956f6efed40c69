namespace Undercast.Functions.Tests;

// Extensions as AWS's documentation of the Extensions API, the Telemetry API and the Logs API describes them; written in Python, whose library has all that they need.
public sealed class ExtensionTests : Fixture
{
    private const string Prelude = """
        #!/usr/bin/env python3
        import http.client, http.server, json, os, sys, threading
        api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
        def call(method, path, body=None, **headers):
            api.request(method, path, json.dumps(body) if body is not None else None, {k.replace('_', '-'): v for k, v in headers.items()})
            answer = api.getresponse()
            return answer, answer.read()
        name = os.path.basename(sys.argv[0])

        """;

    private FunctionSpec Extended(string extension, string handler = "def handler(event, context):\n    print('from the function')\n    return 1\n")
    {
        var layer = Code("extensions/watcher", Prelude + extension);
        File.SetUnixFileMode(Path.Combine(layer, "extensions/watcher"), (UnixFileMode)0b111_101_101);
        return Python(handler) with { LayerDirectory = layer };
    }

    [NeedsFact("python3", "bwrap")]
    public async Task An_extension_registers_first_and_hears_of_each_call()
    {
        var spec = Extended("""
            answer, body = call('POST', '/2020-01-01/extension/register', {'events': ['INVOKE', 'SHUTDOWN']}, Lambda_Extension_Name=name)
            me = answer.headers['Lambda-Extension-Identifier']
            print('registered for', json.loads(body)['functionName'], flush=True)
            while True:
                event = json.loads(call('GET', '/2020-01-01/extension/event/next', Lambda_Extension_Identifier=me)[1])
                print(event['eventType'], event.get('requestId', event.get('shutdownReason')), flush=True)
                if event['eventType'] == 'SHUTDOWN':
                    break
            """);
        for (var i = 0; i < 2; i++)
        {
            var (payload, _) = await InvokeAsync(spec);
            await Pool.DrainLogsAsync();
            Assert.True(payload == "1", payload + string.Concat(Log.Messages));
        }
        await Pool.DisposeAsync();
        await Pool.DrainLogsAsync();
        var log = Log.Messages;
        Assert.Contains("registered for f\n", log);
        Assert.Contains("EXTENSION\tName: watcher\tState: Ready\tEvents: [INVOKE, SHUTDOWN]\n", log);
        Assert.Equal(2, log.Count(m => m.StartsWith("INVOKE ", StringComparison.Ordinal)));
        Assert.Contains("SHUTDOWN spindown\n", log);
    }

    [NeedsFact("python3", "bwrap")]
    public async Task Telemetry_tells_of_the_platform_and_of_what_was_printed()
    {
        var spec = Extended("""
            seen = []
            done = threading.Event()
            class Listener(http.server.BaseHTTPRequestHandler):
                def do_POST(self):
                    seen.extend(json.loads(self.rfile.read(int(self.headers['Content-Length']))))
                    self.send_response(200); self.end_headers()
                    if any(e['type'] == 'platform.runtimeDone' for e in seen): done.set()
                def log_message(self, *a): pass
            server = http.server.HTTPServer(('127.0.0.1', 0), Listener)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            answer, _ = call('POST', '/2020-01-01/extension/register', {'events': ['INVOKE']}, Lambda_Extension_Name=name)
            me = answer.headers['Lambda-Extension-Identifier']
            answer, body = call('PUT', '/2022-07-01/telemetry', {'schemaVersion': '2022-12-13', 'types': ['platform', 'function'], 'buffering': {'timeoutMs': 25, 'maxItems': 1000, 'maxBytes': 262144},
                'destination': {'protocol': 'HTTP', 'URI': 'http://sandbox.localdomain:%d/' % server.server_port}}, Lambda_Extension_Identifier=me)
            print('subscribed', answer.status, body.decode(), flush=True)
            while True:
                call('GET', '/2020-01-01/extension/event/next', Lambda_Extension_Identifier=me)
                done.wait(20)
                print('saw', sorted({e['type'] for e in seen if e['type'] in ('platform.start', 'platform.runtimeDone', 'function')}), [e['record'] for e in seen if e['type'] == 'function'], flush=True)
            """) with { Timeout = TimeSpan.FromSeconds(30) };
        Assert.Equal("1", (await InvokeAsync(spec)).Payload);
        // The caller has its answer before the extension has heard of its end.
        await EventuallyAsync(() => Log.Messages.Any(m => m.StartsWith("saw ['function', 'platform.runtimeDone', 'platform.start'] ['from the function\\n'", StringComparison.Ordinal)));
        Assert.Contains("subscribed 200 OK\n", Log.Messages);
    }

    [NeedsFact("python3", "bwrap")]
    public async Task An_extension_that_cannot_start_fails_the_function()
    {
        var spec = Extended("""
            answer, _ = call('POST', '/2020-01-01/extension/register', {'events': ['INVOKE']}, Lambda_Extension_Name=name)
            call('POST', '/2020-01-01/extension/init/error', {}, Lambda_Extension_Identifier=answer.headers['Lambda-Extension-Identifier'], Lambda_Extension_Function_Error_Type='Extension.NoKey')
            sys.exit(1)
            """);
        Assert.Equal(("Extension.InitError", "watcher: Extension.NoKey"), await FailureAsync(spec));
    }

    [NeedsFact("python3", "bwrap")]
    public async Task A_wrapper_script_starts_the_runtime()
    {
        var layer = Code("wrap", "#!/bin/sh\nexport FROM_WRAPPER=yes\nexec \"$@\"\n");
        File.SetUnixFileMode(Path.Combine(layer, "wrap"), (UnixFileMode)0b111_101_101);
        var spec = Python("import os\ndef handler(event, context):\n    return os.environ.get('FROM_WRAPPER')\n") with { LayerDirectory = layer, Environment = new Dictionary<string, string> { ["AWS_LAMBDA_EXEC_WRAPPER"] = "/opt/wrap" } };
        Assert.Equal("\"yes\"", (await InvokeAsync(spec)).Payload);
    }

    private const string Loop = """
        answer, body = call('POST', '/2020-01-01/extension/register', {'events': ['INVOKE', 'SHUTDOWN']}, Lambda_Extension_Name=name)
        me = answer.headers['Lambda-Extension-Identifier']
        while True:
            event = json.loads(call('GET', '/2020-01-01/extension/event/next', Lambda_Extension_Identifier=me)[1])
            print('heard', event['eventType'], flush=True)
            if event['eventType'] == 'SHUTDOWN': break
        """;

    private async Task<string[]> LogAtTheEndAsync(FunctionSpec spec)
    {
        Assert.False((await InvokeAsync(spec)).Failed);
        await Pool.DisposeAsync();
        await EventuallyAsync(() => Log.Messages.Contains("heard SHUTDOWN\n"));
        return [.. Log.Messages];
    }

    [NeedsFact("python3", "bwrap")]
    public async Task Beside_an_extension_Python_hears_SIGTERM_before_the_extension_hears_SHUTDOWN()
    {
        var log = await LogAtTheEndAsync(Extended(Loop, "import signal, sys\ndef end(*a):\n    print('clean', flush=True)\n    sys.exit(0)\nsignal.signal(signal.SIGTERM, end)\ndef handler(event, context):\n    return 1\n"));
        Assert.InRange(Array.IndexOf(log, "clean\n"), 0, Array.IndexOf(log, "heard SHUTDOWN\n"));
    }

    [NeedsFact("node", "python3", "bwrap")]
    public async Task Beside_an_extension_Node_hears_SIGTERM()
    {
        var python = Extended(Loop);
        var spec = Node("process.on('SIGTERM', () => { console.log('clean'); process.exit(0); }); exports.handler = async () => 1;") with { LayerDirectory = python.LayerDirectory };
        var log = await LogAtTheEndAsync(spec);
        Assert.Contains(log, m => m.EndsWith("\tclean\n", StringComparison.Ordinal));
        Assert.Contains("heard SHUTDOWN\n", log);
    }

    [NeedsFact("node", "python3", "bwrap")]
    public async Task A_runtime_that_ignores_SIGTERM_is_killed_and_the_extension_hears_all_the_same()
    {
        var spec = Node("process.on('SIGTERM', () => { console.log('heard and ignored'); }); exports.handler = async () => 1;") with { LayerDirectory = Extended(Loop).LayerDirectory };
        var log = await LogAtTheEndAsync(spec);
        Assert.Contains(log, m => m.EndsWith("\theard and ignored\n", StringComparison.Ordinal));
        Assert.Contains("heard SHUTDOWN\n", log);
    }

    [NeedsFact("python3", "bwrap")]
    public async Task An_extension_that_ends_takes_the_function_along()
    {
        var spec = Extended("""
            answer, body = call('POST', '/2020-01-01/extension/register', {'events': ['INVOKE']}, Lambda_Extension_Name=name)
            call('GET', '/2020-01-01/extension/event/next', Lambda_Extension_Identifier=answer.headers['Lambda-Extension-Identifier'])
            sys.exit(1)
            """, "import time\ndef handler(event, context):\n    time.sleep(100)\n");
        Assert.Equal("Extension.Crash", (await FailureAsync(spec)).Type);
    }

    [NeedsFact("python3", "bwrap")]
    public async Task A_runtime_that_exits_beside_an_extension_is_an_exit_error()
    {
        var spec = Extended(Loop, "import os\ndef handler(event, context):\n    os._exit(3)\n");
        Assert.EndsWith("Error: Runtime exited with error: exit status 3", (await FailureAsync(spec)).Message);
    }

    [NeedsFact("node")]
    public async Task An_internal_extension_lives_in_the_runtimes_process()
    {
        var spec = Node("""
            const http = require('http');
            const seen = [];
            function call(method, path, headers, body) {
              return new Promise((resolve, reject) => {
                const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
                const request = http.request({ host, port, method, path, headers }, (answer) => { const parts = []; answer.on('data', (d) => parts.push(d)); answer.on('end', () => resolve([answer, JSON.parse(Buffer.concat(parts))])); });
                request.on('error', reject);
                request.end(body);
              });
            }
            const register = (name, ...events) => call('POST', '/2020-01-01/extension/register', { 'Lambda-Extension-Name': name }, JSON.stringify({ events }));
            const refused = [];
            const ready = (async () => {
              for (const [name, event] of [['inner', 'SHUTDOWN'], ['inner', 'LUNCH']]) { const [answer, body] = await register(name, event); refused.push(answer.statusCode, body.errorType, body.errorMessage); }
              const [answer] = await register('inner', 'INVOKE');
              const id = answer.headers['lambda-extension-identifier'];
              refused.push((await register('inner', 'INVOKE'))[1].errorMessage);
              (async () => { for (;;) seen.push((await call('GET', '/2020-01-01/extension/event/next', { 'Lambda-Extension-Identifier': id }))[1].eventType); })();
            })();
            exports.handler = async () => { await ready; return { seen: seen.length, refused }; };
            """);
        var first = await AnswerAsync(spec);
        Assert.Equal(
            "[403,\"Extension.InvalidEventType\",\"SHUTDOWN: ShutdownEventNotSupportedForInternalExtension\",403,\"Extension.InvalidEventType\",\"LUNCH: ErrorInvalidEventType\",\"Extension with this name already registered\"]",
            first.GetProperty("refused").GetRawText());
        // From the second call on it hears of each; between calls its event loop is free.
        await EventuallyAsync(() => AnswerAsync(spec).Result.GetProperty("seen").GetInt32() >= 3);
    }
}
